"""A framed panel of rows to read, and a card with one figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.widgets import Static

from mltrack.tui.present.row import Row


class Panel(Static):
    """Rows to read under a title; they are made anew for each width."""

    DEFAULT_CSS = """
    Panel {
        height: 3; border: round $border-blurred; border-title-color: $quiet;
        background: $surface; padding: 0 1; text-wrap: nowrap;
    }
    """

    def __init__(self, title: str, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(Content(""), id=id)
        self.border_title = Content(title)
        self._rows: Callable[[int], Iterable[Row]] = lambda _: ()
        self._least = 1

    def show(self, rows: Callable[[int], Iterable[Row]], height: int = 1) -> None:
        """Show what `rows(width)` gives, now and at every later width, in at least `height` lines."""
        self._rows, self._least = rows, height
        self._draw()

    def on_resize(self) -> None:
        """Rows are made for a width."""
        self._draw()

    def _draw(self) -> None:
        width = self.content_size.width
        if width:
            rows = [row.fitted(width) for row in self._rows(width)]
            self.styles.height = max(self._least, len(rows)) + self.styles.gutter.height
            self.update(Content("\n").join(rows))


class Card(Static):
    """One figure with its words."""

    DEFAULT_CSS = """
    Card {
        width: 1fr; height: 3; border: round $border-blurred; border-title-color: $quiet;
        background: $surface; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """
