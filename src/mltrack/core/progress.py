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
from itertools import chain
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
)
from mltrack.core.layers import Layers, recent, telling
from mltrack.core.past import Past
from mltrack.core.records import dataclass
from mltrack.core.renames import NO_RENAMES, Renames
from mltrack.core.strands import Reading, Strands, spelled
from mltrack.core.unread import Unread


@dataclass(frozen=True, eq=False)
class Progress:
    """Everything a person has told mltrack, at one moment."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    """Milestone id to mark; open ones have none."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Milestone id to note."""
    targets: Mapping[str, Target] = field(default_factory=dict)
    """Role id to target."""
    history: Sequence[Event] = ()
    """Every event, in the order of their logical clock: a tuple, or a `Past`, which reads the older ones when asked."""
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
        if self.renames == NO_RENAMES and not self._is_told_under(renames):
            return replace(self, renames=renames)
        return Progress(renames=renames).after(self.history)

    def _is_told_under(self, renames: Renames) -> bool:
        """True where any of it may have been told under a former id."""
        if isinstance(self.history, Past):
            return not self.history.names.isdisjoint([*renames.milestones, *renames.roles])
        return renames.concern_any(self.history)

    @cached_property
    def milestones(self) -> frozenset[str]:
        """Ids of those of which anything is told: a mark, a note, time, an own effort, a due day or evidence."""
        entries = (
            entries.milestones if isinstance(entries, Unread) else {one.milestone for one in entries.values()}
            for entries in (self.log, self.evidence)
        )
        return frozenset(chain(self.marks, self.notes, self.efforts, self.due, *entries))

    @property
    def told(self) -> Sequence[Event]:
        """The history under the ids of today; of what was told of two things that are one now, what it really did."""
        return self.history if self._read is None else self._read

    def spelled(self, changes: Iterable[Change]) -> Sequence[Change]:
        """`changes` as they are to be written down: of what was told under former ids, under these too."""
        return [*spelled(self._strands, changes)] if self._strands else [*changes]

    def after(self, events: Iterable[Event]) -> Progress:
        """The progress once `events` have happened, in the order given.

        At the cost of what changes, where the history is a `Past`.
        """
        added, renames, read, strands = tuple(events), self.renames, self._read, self._strands
        kinds = {type(event.change) for event in added}
        held = Held.of(self, kinds)
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
        history = self.history.then(added) if isinstance(self.history, Past) else (*self.history, *added)
        return Progress(
            held.marks if MarkChange in kinds else self.marks,
            held.notes if NoteChange in kinds else self.notes,
            held.targets if TargetChange in kinds else self.targets,
            history,
            held.log if LogChange in kinds else self.log,
            held.efforts if EffortChange in kinds else self.efforts,
            held.due if DueChange in kinds else self.due,
            held.evidence if EvidenceChange in kinds else self.evidence,
            renames,
            strands,
            read,
        )

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
        return _actions(self.history, self._layers.in_effect)

    @property
    def newest(self) -> Action:
        """The last of the actions; raises IndexError where there is none."""
        layers = self._recent
        return (self.actions if layers is None else _actions(layers.history, layers.in_effect))[-1]

    def actions_on(self, milestone_id: str) -> Sequence[Action]:
        """The actions about one milestone, oldest first, each with what it changed of that. Reads no others."""
        events = self._past.about(milestone_id)
        own = [
            (event, change)
            for event, change in zip(events, Layers(events).in_effect, strict=True)
            if not isinstance(change, TargetChange) and change.milestone == milestone_id
        ]
        return _actions([event for event, _ in own], [change for _, change in own])

    @property
    def _past(self) -> Past:
        return self.history if self._read is None and isinstance(self.history, Past) else Past.of(self.told)

    def marks_told(self, milestone_id: str) -> Sequence[Told]:
        """What `net` says of the mark of one milestone; of a `Past` only what is about that is read."""
        subject = Subject("mark", milestone_id)
        # Every undo is looked at each time: at last it costs no more to go through all of it once.
        looked_at, is_past = self._looked_at, self._read is None and isinstance(self.history, Past)
        if "net" in vars(self) or not is_past or sum(looked_at) > len(self.history):
            return self.net.get(subject, ())
        events = self._past.marking(milestone_id)
        looked_at.append(len(events))
        return tuple(_told(events[place], change) for place, change in Layers(events).net().get(subject, ()))

    @cached_property
    def _looked_at(self) -> list[int]:
        """How many events were looked at for the marks of one milestone after the other."""
        return []

    @cached_property
    def net(self) -> Mapping[Subject, tuple[Told, ...]]:
        """For every subject the changes that made it what it is, first to last, without what was undone.

        Each runs from what the one before it led to; what was done again was told when it was done
        again. A subject all of whose changes are undone has none.
        """
        return {
            subject: tuple(_told(history[place], change) for place, change in changes)
            for history in [tuple(self.history)]
            for subject, changes in self._layers.net().items()
        }

    @cached_property
    def _layers(self) -> Layers:
        return Layers(self.told)

    @cached_property
    def _recent(self) -> Layers | None:
        """The layers of the end of the history, where they tell as much of it as all would."""
        return recent(self.history) if isinstance(self.history, Past) and self._read is None else None

    @property
    def undoable(self) -> Step | None:
        """The way back from the newest action that still makes a difference; None when there is none."""
        return (self._recent or self._layers).undoable()

    @property
    def redoable(self) -> Step | None:
        """The newest action that was undone and not overtaken by another one; None when there is none."""
        return (self._recent or self._layers).redoable()


class Told(NamedTuple):
    """A change that still counts, and when it was told."""

    at: datetime
    """With the local offset from UTC."""
    change: Change
    is_import: bool = False
    """True where a document said it."""


def _told(event: Event, change: Change) -> Told:
    return Told(event.at, change, event.is_import)


def _actions(history: Iterable[Event], in_effect: Iterable[Change]) -> tuple[Action, ...]:
    """The actions of a history whose events did what `in_effect` says."""
    grouped: dict[str, list[tuple[Event, Change]]] = {}
    for event, change in zip(history, in_effect, strict=True):
        grouped.setdefault(event.action, []).append((event, change))
    return tuple(
        Action(action, first.at, first.turn, first.of, telling([change for _, change in entries]), first.label)
        for action, entries in grouped.items()
        for first, _ in entries[:1]
    )
