"""The list of backups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mltrack.core.keeping import Backup
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.row import Row
from mltrack.tui.present.upkeep import backup_rows
from mltrack.tui.widgets.row_list import RowList


class BackupList(RowList):
    """The backups; the cursor stops at those that can be used."""

    def __init__(self, snapshot: Snapshot, backups: Sequence[Backup]) -> None:
        super().__init__()
        self._snapshot, self._backups = snapshot, backups

    def rows_for(self, width: int) -> Iterable[Row]:
        """One row a backup."""
        return backup_rows(self._snapshot, self._backups, width)
