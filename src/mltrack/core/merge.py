"""Two histories of one person made one: the union of their events, by id.

The hybrid logical clock orders the union, so it does not matter who merges what in which order, or
how often. Nothing is dropped; where both sides changed the same thing, the change with the higher
clock holds, and the other one stays in the history. What was taken back again, and a start that only
came with time logged, give way to what the other side told outright.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import IntEnum
from functools import reduce

from mltrack.core.held import since
from mltrack.core.history import (
    Change,
    Event,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    Status,
    Subject,
    Target,
    TargetChange,
    Turn,
)
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass
from mltrack.core.renames import NO_RENAMES
from mltrack.core.strands import with_missing

_LAST_CLOCK = 2**61
"""Milliseconds: far beyond every wall clock, and as far from what can be kept, for later entries count on from it."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both sides changed, each without knowing of the other."""

    subject: Subject
    """What it is about."""
    ours: Change
    """The last change on this side."""
    theirs: Change
    """The last change on the other side."""
    ours_holds: bool
    """True when this side's change holds: the later one by the logical clock, unless one of the following is true."""
    taken_back: bool = False
    """True when the side that does not hold had undone all that it did: that was no change after all."""
    only_begun: bool = False
    """True when the side that does not hold had only logged time, which begins what is open."""
    over: str | None = None
    """Id of the event that is later by the clock than what holds, and gives way to it; None where there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Merge:
    """What merging another history into one's own comes to."""

    progress: Progress
    """Both histories."""
    added: tuple[Event, ...]
    """Events of theirs that were not ours, in the order of their clock."""
    clashes: tuple[Clash, ...]
    """What both sides changed, to different ends."""

    @property
    def joined_notes(self) -> Sequence[NoteChange]:
        """For every note written on both sides, a change that has both: what holds, then what it lacks of the other.

        It is the same on every device that merges the two, and a note that has both already is left alone.
        """
        texts: dict[str, list[str]] = {}
        for clash in self.clashes:
            match clash.ours, clash.theirs:
                case NoteChange(milestone, _, ours), NoteChange(_, _, theirs):
                    parts = [ours, theirs] if clash.ours_holds else [theirs, ours]
                    if clash.taken_back:
                        parts.pop()
                    if all(parts):
                        texts.setdefault(milestone, []).extend(parts)
        notes = {
            **self.progress.notes,
            **{one.milestone: one.new for one in self.upheld if isinstance(one, NoteChange)},
        }
        pairs = [(milestone, notes.get(milestone, ""), parts) for milestone, parts in texts.items()]
        return [
            NoteChange(milestone, held, whole)
            for milestone, held, parts in pairs
            if (whole := reduce(with_missing, parts, held)) != held
        ]

    @property
    def upheld(self) -> Sequence[Change]:
        """Where the event that gives way is the last one of all, the changes to what holds against it; see `Clash`."""
        # Of several copies merged one after the other, the last one to clash has the last word.
        clashes = {clash.subject: clash for clash in self.clashes}
        last = {event.change.subject: event.id for event in self.progress.told}
        upheld = [clash for clash in clashes.values() if clash.over == last[clash.subject]]
        changes = [since(self.progress, one.ours if one.ours_holds else one.theirs) for one in upheld]
        return [change for change in changes if change.old != change.new]

    @property
    def one_primary(self) -> Sequence[TargetChange]:
        """Where each side has a primary target of its own, the changes that leave the one spoken of last."""
        if not self.added:
            return ()
        targets: dict[str, Target | None] = {**self.progress.targets}
        targets |= {change.role: change.new for change in self.upheld if isinstance(change, TargetChange)}
        primary = {role: target for role, target in targets.items() if target and target.primary}
        last = next((event.change for event in reversed(self.progress.told) if _about(event.change, primary)), None)
        return [
            TargetChange(role, target, replace(target, primary=False))
            for role, target in sorted(primary.items())
            if last is not None and role != last.subject.id
        ]


def _about(change: Change, role_ids: Collection[str]) -> bool:
    return isinstance(change, TargetChange) and change.role in role_ids


def merged(ours: Progress, theirs: Iterable[Event], *, ours_stand: bool = False) -> Merge:
    """`ours` with the events of another history.

    Raises ValueError for a clock that is out of range, and when an event is not the same on both
    sides, unless `ours_stand`: then the other side's is passed over.
    """
    known = {event.id: event for event in ours.history}
    other = {event.id: event for event in theirs}
    for event_id, event in other.items():
        if abs(event.clock) > _LAST_CLOCK:
            raise ValueError(f"the clock of entry {event_id} is out of range")
        if event_id in known and known[event_id] != event and not ours_stand:
            raise ValueError(f"entry {event_id} says one thing here and another there, so one of them was altered")
    added = Progress.replay(event for event_id, event in other.items() if event_id not in known)
    if not added.history:
        return Merge(ours, (), ())
    together = Progress.replay((*ours.history, *added.history), ours.renames)
    begun = _begun_by_log(together.told)
    here = _by_subject(event for event in ours.told if event.id not in other)
    last = {event.change.subject: event for event in together.told}
    told = {event.id: event.change.subject for event in together.history}
    clashes = [
        _clash(subject, here[subject], there, begun)
        for subject, there in _by_subject(event for event in together.told if event.id not in known).items()
        if subject in here
        and _are_about_one(subject, {told[one.id] for one in here[subject]}, {told[one.id] for one in there})
        and _in_effect(here[subject], begun)[-1].change.new != _in_effect(there, begun)[-1].change.new
        # What both sides know to be told since settles it; only the text of a note is still to be kept.
        and (subject.noun == "note" or last[subject] in (here[subject][-1], there[-1]))
    ]
    if ours.renames != NO_RENAMES:
        clashes = _in_full(clashes, ours, Progress.replay(other.values(), ours.renames))
    return Merge(together, tuple(added.history), tuple(clashes))


def _in_full(clashes: Iterable[Clash], ours: Progress, theirs: Progress) -> list[Clash]:
    """Of a note on two things that are one now, all that each side holds, and not only what it told last."""

    def held(change: Change, side: Progress) -> Change:
        return replace(change, new=side.notes.get(change.milestone, "")) if isinstance(change, NoteChange) else change

    return [replace(one, ours=held(one.ours, ours), theirs=held(one.theirs, theirs)) for one in clashes]


def _are_about_one(subject: Subject, here: Collection[Subject], there: Collection[Subject]) -> bool:
    """False for what was told of two things that became one, `subject`, only later: both of it are kept."""
    return bool({*here} & {*there}) or subject in here or subject in there


def _by_subject(events: Iterable[Event]) -> dict[Subject, list[Event]]:
    """For everything that `events` change, those that do, in their order."""
    found: dict[Subject, list[Event]] = {}
    for event in events:
        found.setdefault(event.change.subject, []).append(event)
    return found


def _begun_by_log(history: Iterable[Event]) -> frozenset[str]:
    """Ids of the events that begin a milestone only because time was logged on it, or that take that back.

    Going back to a backup states a start outright, with whatever time: it has a label.
    """
    events = [event for event in history if not event.label]
    spent: set[tuple[str, str, date]] = set()
    for event in events:
        if isinstance(event.change, LogChange) and (time := event.change.new or event.change.old):
            spent.add((event.action, time.milestone, time.on))
    return frozenset(
        event.id
        for event in events
        if isinstance(event.change, MarkChange)
        for change in [event.change.inverse() if event.turn is Turn.UNDO else event.change]
        if change.old is None and change.new is not None and change.new.started_on is not None
        if change.new == Mark(Status.STARTED, started_on=change.new.started_on)
        if (event.action, change.milestone, change.new.started_on) in spent
    )


def _is_undone(events: Sequence[Event]) -> bool:
    """True when undoing has brought back what was there before `events`; unticking is a statement of its own."""
    return events[-1].turn is Turn.UNDO and events[0].change.old == events[-1].change.new


def _in_effect(events: Sequence[Event], begun: Collection[str]) -> Sequence[Event]:
    """`events` without those by time logged alone (`begun`) that did not know of what stood there."""
    found: list[Event] = []
    for event in events:
        if event.id not in begun or not found or found[-1].change.new == event.change.old:
            found.append(event)
    return found


class _Weight(IntEnum):
    """What one side's events about something come to; the heavier ones hold, whatever the clock says."""

    NOTHING = 0
    """They were taken back."""
    BEGUN = 1
    """Time was logged, which began it."""
    TOLD = 2


def _weight(events: Sequence[Event], begun: Collection[str]) -> tuple[_Weight, tuple[int, str, str, str]]:
    """What they come to, and where the last one that counts for it stands; `begun` are those by time logged."""
    if _is_undone(events):
        return _Weight.NOTHING, events[-1].order
    told = [event for event in events if event.id not in begun]
    if not told or _is_undone(told):
        return _Weight.BEGUN, events[-1].order
    return _Weight.TOLD, told[-1].order


def _clash(subject: Subject, here: Sequence[Event], there: Sequence[Event], begun: Collection[str]) -> Clash:
    later = here[-1].order > there[-1].order
    newest = here[-1] if later else there[-1]
    # A save that failed, was exported and then succeeded is one deed: what was done after it on one side, holds.
    deeds = [{(event.device, event.clock, event.change) for event in side} for side in (here, there)]
    if not deeds[0].isdisjoint(deeds[1]):
        return Clash(subject, here[-1].change, there[-1].change, later)
    here, there = _in_effect(here, begun), _in_effect(there, begun)
    sides = _weight(here, begun), _weight(there, begun)
    (lighter, _), (heavier, _) = sorted(sides)
    ours_holds = sides[0] > sides[1]
    taken_back = lighter is _Weight.NOTHING and heavier is not lighter
    # Where both told something outright, the clock of that counts, not that of time logged afterwards.
    only_begun = ours_holds != later if lighter is heavier else lighter is _Weight.BEGUN
    holds = here[-1] if ours_holds else there[-1]
    over = newest.id if newest.order > holds.order else None
    return Clash(subject, here[-1].change, there[-1].change, ours_holds, taken_back, only_begun, over)
