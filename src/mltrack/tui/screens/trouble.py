"""The two dialogs for a bad day: the progress file cannot be used, and a save has failed."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from textual.binding import Binding, BindingType

from mltrack.core.keeping import Recovery, Way
from mltrack.core.snapshot import Snapshot
from mltrack.errors import StoreError
from mltrack.tui.present.trouble import Unsaved, recovery_choices, recovery_rows, unsaved_choices, unsaved_rows
from mltrack.tui.screens.dialog import Decision
from mltrack.tui.widgets.reading import Reading


class RecoveryScreen(Decision[Way]):
    """What happened to the progress file, what is kept, what may be missing; nothing is written before the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "answer('BACKUP')",
            "Go on",
            key_display="enter",
            priority=True,
            id="recovery.backup",
            tooltip="Go on from the backup; the file that cannot be used is kept aside",
        ),
        Binding(
            "e",
            "answer('AS_IT_STANDS')",
            "As it stands",
            id="recovery.as-it-stands",
            tooltip="Take the file as it stands, with what something other than mltrack changed in it",
        ),
        Binding(
            "escape",
            "answer('')",
            "Look around",
            id="recovery.later",
            tooltip="Look around first, and write nothing; a command in the palette comes back to this",
        ),
        Binding("q", "app.quit", "Quit", id="recovery.quit", tooltip="Quit, and change nothing"),
    ]

    def __init__(self, snapshot: Snapshot, recovery: Recovery, *, was_open: bool) -> None:
        """Tell of a recovery to `snapshot`; the damage came at the start, or while the app `was_open`."""
        self.recovery = recovery
        super().__init__(
            "Your progress file is gone" if recovery.gone else "Your progress file cannot be used",
            Reading(lambda width: recovery_rows(snapshot, recovery, width, was_open=was_open)),
            recovery_choices(recovery),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A file of which not all can be read is not taken as it stands."""
        if action == "answer" and parameters == (Way.AS_IT_STANDS.name,) and not self.recovery.whole:
            return False
        return super().check_action(action, parameters)

    def action_answer(self, way: str) -> None:
        """Go on in this way; without one, decide later."""
        self.dismiss(Way[way] if way else None)


class Choice(Enum):
    """What to do about a save that failed."""

    AGAIN = "again"
    ELSEWHERE = "elsewhere"
    LEAVE = "leave"


class NotSaved(Decision[Choice]):
    """What was not saved and why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "answer('AGAIN')", "Try again", id="unsaved.again", tooltip="Try to save it again"),
        Binding(
            "x",
            "answer('ELSEWHERE')",
            "Export",
            id="unsaved.elsewhere",
            tooltip="Export everything, this change included, to another place",
        ),
        Binding("escape", "answer('LEAVE')", "Leave it", id="unsaved.leave", tooltip="Go on without saving it"),
    ]

    def __init__(self, failure: StoreError, unsaved: Unsaved) -> None:
        """Tell of a `failure`, which is the one that it is about for as long as nothing was tried again."""
        self.failure = failure
        super().__init__("Not saved", Reading(lambda width: unsaved_rows(unsaved, width)), unsaved_choices(unsaved))

    def action_answer(self, choice: str) -> None:
        """Do this about it."""
        self.dismiss(Choice[choice])
