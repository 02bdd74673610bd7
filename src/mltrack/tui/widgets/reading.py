"""Rows to read in a dialog, as high as they are or as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mltrack.tui.present.row import Row
from mltrack.tui.widgets.row_list import RowList


class Reading(RowList):
    """Shows what it is given, wrapped to its width; the keys of a list scroll it."""

    def __init__(self, rows: Callable[[int], Iterable[Row]]) -> None:
        super().__init__()
        self._made_by = rows

    def rows_for(self, width: int) -> Iterable[Row]:
        """The rows for this width."""
        return self._made_by(width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to open."""
        return False if action == "open" else super().check_action(action, parameters)
