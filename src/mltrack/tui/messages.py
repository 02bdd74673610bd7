"""Requests that travel up to the app. They carry ids and plain values, never a widget.

What opens a dialog is an action of the app instead (`app.edit_note(...)`): it is over when the dialog
can take the next key, so that what is typed ahead goes there and not into the list below.
"""

from __future__ import annotations

from textual.message import Message

from mltrack.core.keeping import Backup
from mltrack.core.requirements import Level


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


class ShowBackup(Message):
    """Show what going back to a backup would change."""

    def __init__(self, backup: Backup) -> None:
        super().__init__()
        self.backup = backup


class SaveWaits(Message):
    """A save waits for another mltrack; posted from the thread that saves."""
