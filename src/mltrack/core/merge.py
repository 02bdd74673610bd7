"""Two histories of one person made one: the union of their events, by id.

The hybrid logical clock orders the union, so it does not matter who merges what in which order, or
how often. Nothing is dropped; where both sides changed the same thing, the change with the higher
clock holds, and the other one stays in the history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from mltrack.core.history import Change, Event, MarkChange, NoteChange, Subject, Target, TargetChange, Turn
from mltrack.core.progress import Progress

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
    """True when this side's change holds: the later one by the logical clock, or else the one not taken back."""
    taken_back: bool = False
    """True when the side that does not hold had undone all that it did: that was no change after all."""


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
            if (whole := reduce(_with_missing, parts, held)) != held
        ]

    @property
    def upheld(self) -> Sequence[Change]:
        """Where one side changed something and took it back, later by the clock, the changes to what the other did."""
        taken_back = [clash for clash in self.clashes if clash.taken_back]
        changes = [_since(self.progress, one.ours if one.ours_holds else one.theirs) for one in taken_back]
        return [change for change in changes if change.old != change.new]

    @property
    def one_primary(self) -> Sequence[TargetChange]:
        """Where each side has a primary target of its own, the changes that leave the one spoken of last."""
        if not self.added:
            return ()
        targets: dict[str, Target | None] = {**self.progress.targets}
        targets |= {change.role: change.new for change in self.upheld if isinstance(change, TargetChange)}
        primary = {role: target for role, target in targets.items() if target and target.primary}
        last = next((event.change for event in reversed(self.progress.history) if _about(event.change, primary)), None)
        return [
            TargetChange(role, target, replace(target, primary=False))
            for role, target in sorted(primary.items())
            if last is not None and role != last.subject.id
        ]


def _with_missing(note: str, other: str) -> str:
    """`note`, and below it the paragraphs of `other` that it lacks."""
    paragraphs = [part.strip("\n") for part in other.split("\n\n")]
    missing = [part for part in paragraphs if part and f"\n{part}\n" not in f"\n{note}\n"]
    return "\n\n".join([note, *missing] if note else missing)


def _since(progress: Progress, change: Change) -> Change:
    """`change`, from what `progress` holds."""
    match change:
        case MarkChange(milestone):
            return replace(change, old=progress.marks.get(milestone))
        case NoteChange(milestone):
            return replace(change, old=progress.notes.get(milestone, ""))
        case TargetChange(role):
            return replace(change, old=progress.targets.get(role))


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
    here = _by_subject(event for event_id, event in known.items() if event_id not in other)
    clashes = [
        _clash(subject, here[subject], there)
        for subject, there in _by_subject(added.history).items()
        if subject in here and here[subject][-1].change.new != there[-1].change.new
    ]
    return Merge(Progress.replay((*ours.history, *added.history)), added.history, tuple(clashes))


def _by_subject(events: Iterable[Event]) -> dict[Subject, list[Event]]:
    """For everything that `events` change, those that do, in their order."""
    found: dict[Subject, list[Event]] = {}
    for event in events:
        found.setdefault(event.change.subject, []).append(event)
    return found


def _is_undone(events: Sequence[Event]) -> bool:
    """True when undoing has brought back what was there before `events`; unticking is a statement of its own."""
    return events[-1].turn is Turn.UNDO and events[0].change.old == events[-1].change.new


def _clash(subject: Subject, here: Sequence[Event], there: Sequence[Event]) -> Clash:
    ours_back, theirs_back = map(_is_undone, (here, there))
    later = here[-1].order > there[-1].order
    # A save that failed, was exported and then succeeded is one deed: what was done after it on one side, holds.
    deeds = [{(event.device, event.clock, event.change) for event in side} for side in (here, there)]
    taken_back = ours_back != theirs_back and deeds[0].isdisjoint(deeds[1])
    return Clash(subject, here[-1].change, there[-1].change, theirs_back if taken_back else later, taken_back)
