"""A framed panel that is drawn for the room it has, and a card with one figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from mltrack.tui.present.row import Row
from mltrack.tui.present.summary import Figure

Draw: TypeAlias = Callable[[int, int], Iterable[Row]]
"""Rows for a width and a height in cells."""


class Panel(Widget):
    """Rows to look at under a title; they are made anew for each size, and what is too much is left out."""

    DEFAULT_CSS = """
    Panel {
        border: round $border-blurred; border-title-color: $quiet; border-subtitle-color: $quiet;
        background: $surface; padding: 0 1; text-wrap: nowrap; text-overflow: clip;
    }
    """

    def __init__(self, title: str, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.border_title = Content(title)
        self._rows: Draw = lambda *_: ()

    def show(self, rows: Draw, title: str = "", subtitle: str = "") -> None:
        """Show what `rows` gives, now and at every later size; without a `title`, under the same as before."""
        self._rows = rows
        if title:
            self.border_title = Content(title)
        self.border_subtitle = Content(subtitle)
        self.refresh()

    def render(self) -> Content:
        """The rows for the present size."""
        width, height = self.content_size
        if not (width and height):
            return Content("")
        return Content("\n").join([row.fitted(width) for row in self._rows(width, height)][:height])


class Card(Widget):
    """One figure with its words."""

    DEFAULT_CSS = """
    Card {
        width: 1fr; height: 3; border: round $border-blurred; border-title-color: $quiet;
        background: $surface; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    figure: reactive[Figure | None] = reactive(None)

    def watch_figure(self, figure: Figure | None) -> None:
        """The name stands in the frame."""
        self.border_title = Content(figure.name if figure else "")

    def render(self) -> Content:
        """The figure for the room there is."""
        return self.figure.content(self.content_size.width) if self.figure else Content("")
