"""What is in a history: changes of what a person has told, the events they are written as, and actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple, TypeAlias

from mltrack.core.entries import Span
from mltrack.core.records import dataclass
from mltrack.core.requirements import Level

IMPORT = "import from "
"""What the label of an action begins with that records what a document says; the name of the document follows."""


class Status(Enum):
    """What a person says of a milestone. One without a mark is open."""

    STARTED = "started"
    DONE = "done"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Mark:
    """How one milestone stands for a person."""

    status: Status
    level: Level | None = None
    """The level at which a skill is done; None for other kinds and for what is not done."""
    started_on: date | None = None
    """When it was begun, if that was said."""
    done_on: date | None = None
    """When it was completed; always there when done."""
    expires_on: date | None = None
    """The last day it counts, where the person stated one; otherwise the catalog's validity decides."""
    reason: str = ""
    """Why it is waived. What was waived and then done keeps it: it satisfies where its level falls short."""


@dataclass(frozen=True, slots=True)
class Target:
    """A role that a person is working towards."""

    primary: bool
    """True for the one that the header shows and that advice looks to first."""
    by: date | None = None
    """The day they want to be ready."""


@dataclass(frozen=True, slots=True)
class TimeEntry:
    """Time that a person has spent on a milestone on one day."""

    milestone: str
    """Id of the milestone."""
    on: date
    minutes: int
    """1 to 1,440."""
    text: str = ""
    """What was done, in one line; may be empty."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that a person has done something, or is at it."""

    milestone: str
    """Id of the milestone."""
    on: date
    """The day that it is of."""
    text: str
    """A link, or words such as where a certificate lies, in one line."""


@dataclass(frozen=True, slots=True)
class OwnEffort:
    """What a person expects a milestone to take, in place of the catalog's figure."""

    hours: Span | None = None
    """Study hours; of a skill, from nothing to working."""
    months: Span | None = None
    """Calendar months, which run beside study."""

    def __post_init__(self) -> None:
        if self.hours is None and self.months is None:
            raise ValueError("give hours, months or both")


class Subject(NamedTuple):
    """What a change is about."""

    noun: str
    """"mark", "note", "target", "log", "effort", "due" or "evidence"."""
    id: str
    """Of the milestone, the role or, for a log and for evidence, the entry."""


@dataclass(frozen=True, slots=True)
class MarkChange:
    """The mark of one milestone, before and after; None is open."""

    milestone: str
    old: Mark | None
    new: Mark | None

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject("mark", self.milestone)

    def inverse(self) -> MarkChange:
        """The change back."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class NoteChange:
    """The note on one milestone, before and after; empty is none."""

    milestone: str
    old: str
    new: str

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject("note", self.milestone)

    def inverse(self) -> NoteChange:
        """The change back."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class TargetChange:
    """The target on one role, before and after; None is not a target."""

    role: str
    old: Target | None
    new: Target | None

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject("target", self.role)

    def inverse(self) -> TargetChange:
        """The change back."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class LogChange:
    """One entry of the time log, before and after; None is not there.

    Every entry has an id of its own, so what two devices log at the same time is kept twice.
    """

    entry: str
    """Id of the entry."""
    old: TimeEntry | None
    new: TimeEntry | None

    @property
    def milestone(self) -> str:
        """Id of the milestone that time was spent on; empty where there was no entry and is none."""
        time = self.new or self.old
        return time.milestone if time else ""

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject("log", self.entry)

    def inverse(self) -> LogChange:
        """The change back."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class EffortChange:
    """A person's own effort figure for one milestone, before and after; None is the catalog's."""

    milestone: str
    old: OwnEffort | None
    new: OwnEffort | None

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject("effort", self.milestone)

    def inverse(self) -> EffortChange:
        """The change back."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class DueChange:
    """The day by which a person wants to complete one milestone, before and after; None is no day."""

    milestone: str
    old: date | None
    new: date | None

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject("due", self.milestone)

    def inverse(self) -> DueChange:
        """The change back."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """One piece of evidence, before and after; None is not there.

    Every piece has an id of its own, so what two devices attach at the same time is kept twice.
    """

    entry: str
    """Id of the piece."""
    old: Evidence | None
    new: Evidence | None

    @property
    def milestone(self) -> str:
        """Id of the milestone that it is about; empty where there was none and is none."""
        evidence = self.new or self.old
        return evidence.milestone if evidence else ""

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject("evidence", self.entry)

    def inverse(self) -> EvidenceChange:
        """The change back."""
        return replace(self, old=self.new, new=self.old)


Change: TypeAlias = MarkChange | NoteChange | TargetChange | LogChange | EffortChange | DueChange | EvidenceChange


class Turn(Enum):
    """What an action does to the actions before it."""

    FORWARD = "forward"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the history. Events of one user action share its `action` id."""

    id: str
    """Unique, for merging histories of several devices."""
    action: str
    """Id of the user action it belongs to."""
    at: datetime
    """When, with the local offset from UTC."""
    clock: int
    """Hybrid logical clock, see `Progress.clock_at`. It orders events; `at` only tells."""
    device: str
    """Id of the device that wrote it."""
    change: Change
    """What changed."""
    turn: Turn = Turn.FORWARD
    """Whether it is an action of its own, or takes one back or forth."""
    of: str | None = None
    """Id of the action that an undo or redo is about."""
    label: str = ""
    """What the action was, where its changes do not tell, such as "restore backup 12"."""

    @property
    def is_import(self) -> bool:
        """True for what a document said, which may have been so for long."""
        return self.label.startswith(IMPORT)

    @property
    def order(self) -> tuple[int, str, str, str]:
        """Where it stands among all events of all devices; what one device did at one time twice stays apart."""
        return self.clock, self.device, self.action, self.id


@dataclass(frozen=True, slots=True)
class Action:
    """One user action of the history, with all its changes."""

    id: str
    """Its id."""
    at: datetime
    """When, with the local offset from UTC."""
    turn: Turn
    """Whether it is an action of its own, or takes one back or forth."""
    of: str | None
    """Id of the action that an undo or redo is about."""
    changes: tuple[Change, ...]
    """What it changed, from what really held before it; for an undo the way back."""
    label: str = ""
    """What it was, where the changes do not tell."""


@dataclass(frozen=True, slots=True)
class Step:
    """An action that can be undone or redone."""

    action: str
    """Its id."""
    changes: tuple[Change, ...]
    """What applying it changes, in order."""
    label: str = ""
    """What the action was, where its changes do not tell."""
