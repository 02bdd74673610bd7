"""A list of a report: milestones to open, tick and start where they are told of."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content

from mltrack.tui.present.row import Row
from mltrack.tui.widgets.milestone_keys import MilestoneKeys


class ReportList(MilestoneKeys):
    """Shows the rows that it is given, with a cursor while it has the focus."""

    DEFAULT_CSS = """
    ReportList {
        border: round $border-blurred; border-title-color: $quiet; border-subtitle-color: $quiet; padding: 0 0 0 1;
        & > .row-list--cursor { background: $surface; }
        &:focus { border: round $border; border-title-color: $foreground; }
    }
    """

    def __init__(self, title: str, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.border_title = Content(title)
        self._made_by: Callable[[int], Iterable[Row]] = lambda _: ()

    def report(self, rows: Callable[[int], Iterable[Row]], title: str = "", *, top: bool = False) -> None:
        """Show what `rows` gives for a width, from the `top` where it is about something else than before."""
        self._made_by = rows
        if title:
            self.border_title = Content(title)
        self.rebuild(top=top)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The rows for this width."""
        return self._made_by(width)
