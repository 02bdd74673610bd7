"""Requests that travel up to the app. They carry ids and plain values, never a widget.

What opens a dialog is an action of the app instead (`app.edit_note(...)`): it is over when the dialog
can take the next key, so that what is typed ahead goes there and not into the list below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from mltrack.core.requirements import Level

if TYPE_CHECKING:
    from mltrack.core.cited import Cited
    from mltrack.core.keeping import Backup


class MilestoneRequest(Message):
    """Something to do with one milestone."""

    def __init__(self, milestone_id: str) -> None:
        super().__init__()
        self.milestone_id = milestone_id


class ToggleMilestone(MilestoneRequest):
    """Tick a milestone, or make it open again; a skill at a level where the place asks for one."""

    def __init__(self, milestone_id: str, level: Level | None = None) -> None:
        super().__init__(milestone_id)
        self.level = level


class SetLevel(MilestoneRequest):
    """Record a skill as done at a level."""

    def __init__(self, milestone_id: str, level: Level) -> None:
        super().__init__(milestone_id)
        self.level = level


class StepLevel(MilestoneRequest):
    """Record a skill as done some levels above or below the one it is done at."""

    def __init__(self, milestone_id: str, steps: int) -> None:
        super().__init__(milestone_id)
        self.steps = steps


class ToggleStarted(MilestoneRequest):
    """Mark as started, or as open if it is started."""


class ShowMilestone(MilestoneRequest):
    """Open the milestone's page."""


class MilestonesRequest(Message):
    """Something to do with several milestones, as one action."""

    def __init__(self, milestone_ids: tuple[str, ...]) -> None:
        super().__init__()
        self.milestone_ids = milestone_ids


class ToggleMilestones(MilestonesRequest):
    """Tick those that are not done; where all are done, make them open again, also those that left the catalog."""


class ToggleAllStarted(MilestonesRequest):
    """Start those that are not done; where all of these are started, make them open again."""


class EntryRequest(Message):
    """Something to do with an entry that a person has made."""

    def __init__(self, entry: str) -> None:
        super().__init__()
        self.entry = entry


class RemoveTime(EntryRequest):
    """Remove an entry of the time log."""


class RemoveEvidence(EntryRequest):
    """Remove a piece of evidence."""


class ShowSource(Message):
    """Show what each source says of something."""

    def __init__(self, cited: Cited) -> None:
        super().__init__()
        self.cited = cited


class OpenLink(Message):
    """Open a link in the browser, once it is checked and a person has seen where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class ShowGraph(MilestoneRequest):
    """Show what comes before the milestone, and what it opens the way to."""


class RoleRequest(Message):
    """Something to do with one role."""

    def __init__(self, role_id: str) -> None:
        super().__init__()
        self.role_id = role_id


class ToggleTarget(RoleRequest):
    """Aim for a role, or stop aiming for it."""


class MakePrimary(RoleRequest):
    """Make a role the primary target."""


class ShowRole(RoleRequest):
    """Show the role in its place."""


class ShowRoleGraph(RoleRequest):
    """Show what comes before the role, step by step."""


class ShowComparison(Message):
    """Show roles side by side; where they are too few, others are added."""

    def __init__(self, role_ids: tuple[str, ...]) -> None:
        super().__init__()
        self.role_ids = role_ids


class RunCommand(Message):
    """Do what a command does in another place, or go where it can be done."""

    def __init__(self, command_id: str, place: str) -> None:
        super().__init__()
        self.command_id = command_id
        self.place = place


class ShowBackup(Message):
    """Show what going back to a backup would change."""

    def __init__(self, backup: Backup) -> None:
        super().__init__()
        self.backup = backup


class ChangeSetting(Message):
    """Set something from now on; None is for the usual keys, and for signs as the terminal can."""

    def __init__(self, key: str, value: str | bool | None) -> None:
        super().__init__()
        self.key = key
        self.value = value


class SaveWaits(Message):
    """A save waits for another mltrack; posted from the thread that saves."""
