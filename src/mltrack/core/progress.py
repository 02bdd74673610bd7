"""What a person has done: marks, notes and targets, and the history that they are a fold of.

A `Progress` never changes; applying an `Event` returns the next one. Undoing appends the inverse,
so nothing is ever erased. A mark whose milestone has left the catalog is kept like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import TypeAlias, TypeVar

from mltrack.core.requirements import Level


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
class MarkChange:
    """The mark of one milestone, before and after; None is open."""

    milestone: str
    old: Mark | None
    new: Mark | None

    def inverse(self) -> MarkChange:
        """The change back."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class NoteChange:
    """The note on one milestone, before and after; empty is none."""

    milestone: str
    old: str
    new: str

    def inverse(self) -> NoteChange:
        """The change back."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class TargetChange:
    """The target on one role, before and after; None is not a target."""

    role: str
    old: Target | None
    new: Target | None

    def inverse(self) -> TargetChange:
        """The change back."""
        return replace(self, old=self.new, new=self.old)


Change: TypeAlias = MarkChange | NoteChange | TargetChange


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
    """Logical clock: one more than the highest seen. It orders events; `at` only tells."""
    device: str
    """Id of the device that wrote it."""
    change: Change
    """What changed."""
    turn: Turn = Turn.FORWARD
    """Whether it is an action of its own, or takes one back or forth."""
    of: str | None = None
    """Id of the action that an undo or redo is about."""


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
    """What it changed; for an undo the way back."""


@dataclass(frozen=True, slots=True)
class Step:
    """An action that can be undone or redone."""

    action: str
    """Its id."""
    changes: tuple[Change, ...]
    """What applying it changes, in order."""


@dataclass(frozen=True, eq=False)
class Progress:
    """Everything a person has told mltrack, at one moment."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    """Milestone id to mark; open ones have none."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Milestone id to note."""
    targets: Mapping[str, Target] = field(default_factory=dict)
    """Role id to target."""
    history: tuple[Event, ...] = ()
    """Every event, in the order of their logical clock."""

    @classmethod
    def replay(cls, events: Iterable[Event]) -> Progress:
        """The progress that `events` add up to, in the order of their logical clock."""
        ordered = sorted(events, key=lambda event: (event.clock, event.device, event.id))
        return cls().after(ordered)

    def after(self, events: Iterable[Event]) -> Progress:
        """The progress once `events` have happened, in the order given."""
        marks, notes, targets = dict(self.marks), dict(self.notes), dict(self.targets)
        added = tuple(events)
        for event in added:
            match event.change:
                case MarkChange(milestone, _, mark):
                    _put(marks, milestone, mark)
                case NoteChange(milestone, _, note):
                    _put(notes, milestone, note or None)
                case TargetChange(role, _, target):
                    _put(targets, role, target)
        return Progress(marks, notes, targets, self.history + added)

    def holds_same(self, other: Progress) -> bool:
        """True when marks, notes and targets are equal, whatever the history."""
        return (self.marks, self.notes, self.targets) == (other.marks, other.notes, other.targets)

    @property
    def aims(self) -> list[tuple[str, Target]]:
        """Role ids with their targets: the primary one first, then by their day, then by id."""
        return sorted(self.targets.items(), key=lambda aim: (not aim[1].primary, aim[1].by or date.max, aim[0]))

    @property
    def primary_target(self) -> str | None:
        """The role id that the header shows: the first of the aims."""
        return next((role_id for role_id, _ in self.aims), None)

    @property
    def next_clock(self) -> int:
        """The logical clock of the next event."""
        return 1 + (self.history[-1].clock if self.history else 0)

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """The history as actions, oldest first."""
        grouped: dict[str, list[Event]] = {}
        for event in self.history:
            grouped.setdefault(event.action, []).append(event)
        return tuple(
            Action(action, events[0].at, events[0].turn, events[0].of, tuple(event.change for event in events))
            for action, events in grouped.items()
        )

    @cached_property
    def _steps(self) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
        return _undo_and_redo(self.actions)

    @property
    def undoable(self) -> Step | None:
        """The inverse of the newest action that is in force; None when there is none."""
        done = self._steps[0]
        if not done:
            return None
        newest = done[-1]
        return Step(newest.action, tuple(change.inverse() for change in reversed(newest.changes)))

    @property
    def redoable(self) -> Step | None:
        """The newest action that was undone and not overtaken by another one."""
        undone = self._steps[1]
        return undone[-1] if undone else None


_Value = TypeVar("_Value")


def _put(mapping: dict[str, _Value], key: str, value: _Value | None) -> None:
    if value is None:
        mapping.pop(key, None)
    else:
        mapping[key] = value


def _undo_and_redo(actions: Iterable[Action]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The actions in force and the ones undone, each oldest first."""
    done: list[Step] = []
    undone: list[Step] = []
    for action in actions:
        if action.turn is Turn.FORWARD:
            done.append(Step(action.id, action.changes))
            undone.clear()
        elif action.turn is Turn.UNDO:
            _move(action.of, done, undone)
        else:
            _move(action.of, undone, done)
    return tuple(done), tuple(undone)


def _move(action: str | None, source: list[Step], destination: list[Step]) -> None:
    for place in range(len(source) - 1, -1, -1):
        if source[place].action == action:
            destination.append(source.pop(place))
            return
