"""What a person has told: marks, notes, targets, time, effort, due days, evidence, and the history they fold from.

A `Progress` never changes; applying an `Event` returns the next one. Undoing appends the inverse,
so nothing is ever erased. A mark whose milestone has left the catalog is kept like any other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

from mltrack.core.held import Held
from mltrack.core.history import (
    Action,
    Change,
    DueChange,
    EffortChange,
    Event,
    Evidence,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    OwnEffort,
    Step,
    Subject,
    Target,
    TargetChange,
    TimeEntry,
    Turn,
)
from mltrack.core.records import dataclass
from mltrack.core.renames import NO_RENAMES, Renames
from mltrack.core.strands import Reading, Strands, spelled


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
    log: Mapping[str, TimeEntry] = field(default_factory=dict)
    """Entry id to time spent, in the order of being told."""
    efforts: Mapping[str, OwnEffort] = field(default_factory=dict)
    """Milestone id to the person's own effort figure."""
    due: Mapping[str, date] = field(default_factory=dict)
    """Milestone id to the day by which it is to be done."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """Entry id to evidence, in the order of being told."""
    renames: Renames = NO_RENAMES
    """The ids under which all but the history is held, where that has former ones."""
    _strands: Strands = field(default_factory=dict, repr=False)
    _read: tuple[Event, ...] | None = field(default=None, repr=False)
    """See `told`; None where that is the history itself."""

    @classmethod
    def replay(cls, events: Iterable[Event], renames: Renames = NO_RENAMES) -> Progress:
        """The progress that `events` add up to, in the order of their logical clock."""
        return cls(renames=renames).after(sorted(events, key=lambda event: event.order))

    def under(self, renames: Renames) -> Progress:
        """The same, with everything that was told under a former id held under that of today.

        The history stays as it was written.
        """
        if renames == self.renames:
            return self
        if self.renames == NO_RENAMES and not renames.concern_any(self.history):
            return replace(self, renames=renames)
        return Progress(renames=renames).after(self.history)

    @cached_property
    def milestones(self) -> frozenset[str]:
        """Ids of those of which anything is told: a mark, a note, time, an own effort, a due day or evidence."""
        return frozenset(chain(self.marks, self.notes, self.efforts, self.due, self.time_on, self.evidence_on))

    @property
    def told(self) -> Sequence[Event]:
        """The history under the ids of today; of what was told of two things that are one now, what it really did."""
        return self.history if self._read is None else self._read

    def spelled(self, changes: Iterable[Change]) -> Sequence[Change]:
        """`changes` as they are to be written down: of what was told under former ids, under these too."""
        return [*spelled(self._strands, changes)] if self._strands else [*changes]

    def after(self, events: Iterable[Event]) -> Progress:
        """The progress once `events` have happened, in the order given."""
        marks, notes, targets = dict(self.marks), dict(self.notes), dict(self.targets)
        log, efforts, due, evidence = dict(self.log), dict(self.efforts), dict(self.due), dict(self.evidence)
        held, added, renames = Held(marks, notes, targets, log, efforts, due, evidence), tuple(events), self.renames
        read, strands = self._read, self._strands
        if renames == NO_RENAMES:
            for event in added:
                held.put(event.change)
        else:
            reading, today = Reading(renames, held, strands), list[Event]()
            for event in added:
                today.append(reading.of(event))
                held.put(today[-1].change)
            strands = reading.strands
            if read is not None or any(one is not event for one, event in zip(today, added, strict=True)):
                read = (*self.told, *today)
        history = self.history + added
        return Progress(marks, notes, targets, history, log, efforts, due, evidence, renames, strands, read)

    def until(self, day: date) -> Progress:
        """The progress at the end of `day`, as far as the history tells the day."""
        return Progress.replay((event for event in self.history if event.at.date() <= day), self.renames)

    def holds_same(self, other: Progress) -> bool:
        """True when all that is told is equal, whatever the history."""
        return self._told == other._told

    @property
    def _told(self) -> tuple[Mapping[str, object], ...]:
        return self.marks, self.notes, self.targets, self.log, self.efforts, self.due, self.evidence

    @cached_property
    def time_on(self) -> Mapping[str, Sequence[TimeEntry]]:
        """Milestone id to the time spent on it, in the order of being told."""
        found: dict[str, list[TimeEntry]] = {}
        for time in self.log.values():
            found.setdefault(time.milestone, []).append(time)
        return found

    @cached_property
    def evidence_on(self) -> Mapping[str, Sequence[Evidence]]:
        """Milestone id to the evidence on it, in the order of being told."""
        found: dict[str, list[Evidence]] = {}
        for piece in self.evidence.values():
            found.setdefault(piece.milestone, []).append(piece)
        return found

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
        """The lowest clock that is after every event."""
        return 1 + (self.history[-1].clock if self.history else 0)

    def clock_at(self, now: datetime) -> int:
        """The clock of an event of this moment: milliseconds since 1970 (UTC), or else one more than the highest seen.

        A hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): what is done on a
        history comes after all of it, whatever the wall clock says, and of what two devices did
        without knowing of each other the later one comes last, as far as their wall clocks agree.
        """
        return max(self.next_clock, math.floor(now.timestamp() * 1000))

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """The history as actions, oldest first."""
        grouped: dict[str, list[tuple[Event, Change]]] = {}
        for event, change in zip(self.history, self._layers.in_effect, strict=True):
            grouped.setdefault(event.action, []).append((event, change))
        return tuple(
            Action(action, first.at, first.turn, first.of, _telling([change for _, change in entries]), first.label)
            for action, entries in grouped.items()
            for first, _ in entries[:1]
        )

    @cached_property
    def net(self) -> Mapping[Subject, tuple[Told, ...]]:
        """For every subject the changes that made it what it is, first to last, without what was undone.

        Each runs from what the one before it led to; what was done again was told when it was done
        again. A subject all of whose changes are undone has none.
        """
        return {
            subject: tuple(self._told_at(place, change) for place, change in changes)
            for subject, changes in self._layers.net().items()
        }

    def _told_at(self, place: int, change: Change) -> Told:
        event = self.history[place]
        return Told(event.at, change, event.is_import)

    @cached_property
    def _layers(self) -> _Layers:
        return _Layers(self.told)

    @property
    def undoable(self) -> Step | None:
        """The way back from the newest action that still makes a difference; None when there is none."""
        return self._layers.undoable()

    @property
    def redoable(self) -> Step | None:
        """The newest action that was undone and not overtaken by another one; None when there is none."""
        return self._layers.redoable()


class Told(NamedTuple):
    """A change that still counts, and when it was told."""

    at: datetime
    """With the local offset from UTC."""
    change: Change
    is_import: bool = False
    """True where a document said it."""


def _since(before: Change, change: Change) -> Change:  # noqa: PLR0911 - one a kind of change
    """`change`, from what `before` led to, which is about the same."""
    match before, change:
        case MarkChange(), MarkChange():
            return replace(change, old=before.new)
        case NoteChange(), NoteChange():
            return replace(change, old=before.new)
        case TargetChange(), TargetChange():
            return replace(change, old=before.new)
        case LogChange(), LogChange():
            return replace(change, old=before.new)
        case EffortChange(), EffortChange():
            return replace(change, old=before.new)
        case DueChange(), DueChange():
            return replace(change, old=before.new)
        case EvidenceChange(), EvidenceChange():
            return replace(change, old=before.new)
    raise TypeError(f"{before.subject} and {change.subject} are two things")


class _Layer(NamedTuple):
    """What one action made of a subject."""

    place: int
    """Where in the history that was; -1 for what was there before it."""
    action: str | None
    change: Change
    """Its `new` is what the action made of it."""


def _telling(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Those of an action that changed something, where some did: what was told under a former id too is told once."""
    whole: dict[Subject, Change] = {}
    for change in changes:
        first = whole.get(change.subject)
        whole[change.subject] = change if first is None else _since(first.inverse(), change)
    return tuple(change for change in whole.values() if change.old != change.new) or tuple(whole.values())


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
        self._lifting = (-1, "")  # the place after the last event of an undo, and of which action
        for place, event in enumerate(history):
            self._take(place, event)

    def _take(self, place: int, event: Event) -> None:
        action, change, subject = event.action, event.change, event.change.subject
        if (pile := self._piles.get(subject)) is None:
            pile = self._piles[subject] = [_Layer(-1, None, change.inverse())]
        before = pile[-1].change
        self.in_effect.append(change if before.new == change.old else _since(before, change))
        if event.of is not None and event.turn is Turn.UNDO:
            # Of events of one undo in a row, only the first finds layers beneath others: between them nothing is laid.
            in_a_row, self._lifting = self._lifting == (place, event.of), (place + 1, event.of)
            if (lifted := self._lift(event.of, subject, alone=in_a_row)) is not None:
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

    def _lift(self, action: str, subject: Subject, *, alone: bool) -> Change | None:
        """Take the layers of `action` out, those of `subject` `alone` or of all; what it had made of that, if anything.

        On top of another subject it stays: whether that is taken back too, the history says there.
        """
        lifted, subjects = None, self._touched.get(action, {})
        for touched in subjects.keys() & {subject} if alone else subjects:
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

    def net(self) -> Mapping[Subject, Sequence[tuple[int, Change]]]:
        """For every subject its layers, bottom to top: where in the history, and from what to what."""
        return {
            subject: [
                (layer.place, top if below.change.new == top.old else _since(below.change, top))
                for below, layer in pairwise(pile)
                for top in [layer.change]
            ]
            for subject, pile in self._piles.items()
        }

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
