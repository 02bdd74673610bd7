"""Copies to merge, and backups to go back to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from mltrack.core.history import Change
from mltrack.core.keeping import Backup
from mltrack.core.snapshot import Snapshot
from mltrack.tui.messages import ShowBackup
from mltrack.tui.present.row import BackupRef
from mltrack.tui.present.upkeep import Offer, backup_choices, offer_choices, offer_rows, restore_choices, restore_rows
from mltrack.tui.screens.dialog import Decision, Dialog
from mltrack.tui.widgets.backup_list import BackupList
from mltrack.tui.widgets.reading import Reading
from mltrack.tui.widgets.row_list import RowList


class MergeOffer(Decision[bool]):
    """Another copy of the progress, and what it would bring; answers whether to take it over."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "answer(True)",
            "Merge",
            key_display="enter",
            priority=True,
            id="merge.take-over",
            tooltip="Take these changes over; the copy stays where it is",
        ),
        Binding("escape", "answer(False)", "Not now", id="merge.not-now", tooltip="Leave the copy where it is"),
    ]

    def __init__(self, snapshot: Snapshot, offer: Offer) -> None:
        title = "Another copy of your progress" if len(offer.parts) == 1 else "Other copies of your progress"
        if offer.ahead:
            title = "Your progress file is an older one"
        super().__init__(title, Reading(lambda width: offer_rows(snapshot, offer, width)), offer_choices(offer))

    def action_answer(self, merge: bool) -> None:
        """Merge or not."""
        self.dismiss(merge)


class RestorePreview(Decision[bool]):
    """What going back to a state would change; answers whether to do it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "answer(True)",
            "Go back",
            key_display="enter",
            priority=True,
            id="restore.go-back",
            tooltip="Go back to this state; u takes it back again",
        ),
        Binding("escape", "answer(False)", "Leave", id="restore.leave", tooltip="Leave everything as it is"),
    ]

    def __init__(self, snapshot: Snapshot, words: str, changes: Sequence[Change]) -> None:
        self._changes = changes
        choices = restore_choices() if changes else restore_choices()[1:]
        rows = Reading(lambda width: restore_rows(snapshot, words, changes, width))
        super().__init__(f"Back to {words}", rows, choices)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing would change there is nothing to do."""
        if action == "answer" and parameters == (True,) and not self._changes:
            return False
        return super().check_action(action, parameters)

    def action_answer(self, restore: bool) -> None:
        """Go back or not."""
        self.dismiss(restore)


class BackupsScreen(Dialog[None]):
    """Every backup; opening one shows what going back to it would change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.pop_screen", "Close", id="backups.close"),
    ]

    def __init__(self, snapshot: Snapshot, backups: Sequence[Backup]) -> None:
        self._backups = {backup.file: backup for backup in backups}
        super().__init__("Backups", BackupList(snapshot, backups), backup_choices(backups))

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        if isinstance(event.ref, BackupRef):
            self.post_message(ShowBackup(self._backups[event.ref.id]))
