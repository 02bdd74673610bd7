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
from typing import NamedTuple, TypeAlias, TypeVar

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


class Subject(NamedTuple):
    """What a change is about."""

    noun: str
    """"mark", "note" or "target"."""
    id: str
    """Of the milestone or the role."""


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
    label: str = ""
    """What the action was, where its changes do not tell, such as "restore backup 12"."""

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
        return cls().after(sorted(events, key=lambda event: event.order))

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

    def until(self, day: date) -> Progress:
        """The progress at the end of `day`, as far as the history tells the day."""
        return Progress.replay(event for event in self.history if event.at.date() <= day)

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
        grouped: dict[str, list[tuple[Event, Change]]] = {}
        for event, change in zip(self.history, self._layers.in_effect, strict=True):
            grouped.setdefault(event.action, []).append((event, change))
        return tuple(
            Action(action, first.at, first.turn, first.of, tuple(change for _, change in entries), first.label)
            for action, entries in grouped.items()
            for first, _ in entries[:1]
        )

    @cached_property
    def _layers(self) -> _Layers:
        return _Layers(self.history)

    @property
    def undoable(self) -> Step | None:
        """The way back from the newest action that still makes a difference; None when there is none."""
        return self._layers.undoable()

    @property
    def redoable(self) -> Step | None:
        """The newest action that was undone and not overtaken by another one; None when there is none."""
        return self._layers.redoable()


_Value = TypeVar("_Value")


def _put(mapping: dict[str, _Value], key: str, value: _Value | None) -> None:
    if value is None:
        mapping.pop(key, None)
    else:
        mapping[key] = value


def _since(before: Change, change: Change) -> Change:
    """`change`, from what `before` led to, which is about the same."""
    match before, change:
        case MarkChange(), MarkChange():
            return replace(change, old=before.new)
        case NoteChange(), NoteChange():
            return replace(change, old=before.new)
        case TargetChange(), TargetChange():
            return replace(change, old=before.new)
    raise TypeError(f"{before.subject} and {change.subject} are two things")


class _Layer(NamedTuple):
    """What one action made of a subject."""

    place: int
    """Where in the history that was; -1 for what was there before it."""
    action: str | None
    change: Change
    """Its `new` is what the action made of it."""


class _Layers:
    """Which actions make a difference: for every subject those that made it what it is, one on top of the other.

    In one device's history this is the pile of its actions. In merged ones actions overlap, and what
    one device takes back another one has changed: so an action is lifted out wherever it lies, and an
    undo that brings back something other than what lies below counts as an action of its own.
    """

    def __init__(self, history: Iterable[Event]) -> None:
        self.in_effect: list[Change] = []
        """The changes of the history with what really held before each; an event tells what its device knew."""
        self._piles: dict[Subject, list[_Layer]] = {}
        self._touched: dict[str, dict[Subject, None]] = {}  # what each action changed
        self._begun: dict[str, int] = {}  # where in the history each action begins
        self._labels: dict[str, str] = {}
        self._undone: dict[str, tuple[str, dict[Subject, Change]]] = {}  # by undo: of what, and what that had made
        self._redone: set[str] = set()
        for place, event in enumerate(history):
            self._take(place, event)

    def _take(self, place: int, event: Event) -> None:
        action, change, subject = event.action, event.change, event.change.subject
        if (pile := self._piles.get(subject)) is None:
            pile = self._piles[subject] = [_Layer(-1, None, change.inverse())]
        before = pile[-1].change
        self.in_effect.append(change if before.new == change.old else _since(before, change))
        if event.of is not None and event.turn is Turn.UNDO:
            if (lifted := self._lift(event.of, subject)) is not None:
                _, changes = self._undone.setdefault(action, (event.of, {}))
                changes[subject] = lifted
        elif event.of is not None and event.turn is Turn.REDO:
            if action not in self._redone:
                self._redone.add(action)
                self._redo(event.of)
            action = event.of
        elif change.new != before.new:
            self._undone.clear()
        if action not in self._begun:
            self._begun[action], self._labels[action], self._touched[action] = place, event.label, {}
        self._touched[action][subject] = None
        _lay(pile, _Layer(place, action, change))

    def _lift(self, action: str, subject: Subject) -> Change | None:
        """Take the layers of `action` out; what it had made of `subject`, if anything.

        On top of another subject it stays: whether that is taken back too, the history says there.
        """
        lifted = None
        for touched in self._touched.get(action, ()):
            pile, above = self._piles[touched], list[_Layer]()
            if touched != subject and pile[-1].action == action:
                continue
            while pile[-1].place >= self._begun[action]:
                above.append(pile.pop())
            for layer in reversed(above):
                if layer.action != action:
                    _lay(pile, layer)
                elif touched == subject:
                    lifted = layer.change
        return lifted

    def _redo(self, action: str) -> None:
        """Forget that `action` was undone, the last time that it was."""
        for undo, (undone, _) in reversed(self._undone.items()):
            if undone == action:
                del self._undone[undo]
                return

    def undoable(self) -> Step | None:
        """Back from the action with the newest layer of all."""
        newest = max((pile[-1] for pile in self._piles.values()), default=None, key=lambda layer: layer.place)
        if newest is None or newest.action is None:
            return None
        piles = [self._piles[subject] for subject in self._touched[newest.action]]
        tops = sorted(((pile[-1], pile[-2]) for pile in piles if pile[-1].action == newest.action), reverse=True)
        changes = [_since(top.change, below.change) for top, below in tops]
        return Step(newest.action, tuple(changes), self._labels[newest.action])

    def redoable(self) -> Step | None:
        """The undone action that was undone last, of those that would make a difference."""
        for action, undone in reversed(self._undone.values()):
            again = [_since(self._piles[subject][-1].change, undone[subject]) for subject in reversed(undone)]
            changes = tuple(change for change in again if change.old != change.new)
            if changes:
                return Step(action, changes, self._labels[action])
        return None


def _lay(pile: list[_Layer], layer: _Layer) -> None:
    """Lay it on top, unless it makes no difference there."""
    if pile[-1].action == layer.action:
        pile.pop()
    if pile[-1].change.new != layer.change.new:
        pile.append(layer)
