"""What each source says, to read in a dialog, with its links to stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mltrack.tui.present.row import Row
from mltrack.tui.widgets.cited_list import CitedList


class SourceList(CitedList):
    """Shows what it is given; enter opens a link."""

    def __init__(self, rows: Callable[[int], Iterable[Row]]) -> None:
        super().__init__()
        self._made_by = rows

    def rows_for(self, width: int) -> Iterable[Row]:
        """The rows for this width."""
        return self._made_by(width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to open only where there is a link."""
        if action == "open":
            return True if self.stops else None
        return super().check_action(action, parameters)
