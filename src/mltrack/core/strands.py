"""Things that became one: a history that was told of two ids is read as one of the id that both have today.

What was told under an id is a strand, and a change speaks of the strand of its own id. What is held
is the strands joined, so that nothing told of the one takes away what was told of the other. Whoever
sees them as one speaks of all of it, so what they write is written of every strand, see `spelled`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import TypeAlias

from mltrack.core.held import Held, since
from mltrack.core.history import (
    Change,
    DueChange,
    EffortChange,
    Event,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    Status,
    Subject,
    TargetChange,
)
from mltrack.core.renames import Renames
from mltrack.core.requirements import BARE_LEVEL

Strands: TypeAlias = Mapping[Subject, Mapping[str, Change]]
"""For everything that was told of under a former id: id to what was told last under it, the newest at the end.

What was taken back under it is there too, for what is written next is written of it as well.
"""

_FIRMEST = (Status.STARTED, Status.WAIVED, Status.DONE)


class Reading:
    """A history as it is gone through, under the ids of today."""

    def __init__(self, renames: Renames, held: Held, strands: Strands) -> None:
        self._renames, self._held = renames, held
        self.strands = dict(strands)
        """What `Progress` keeps for whatever happens next."""

    def of(self, event: Event) -> Event:
        """The event under the id of today; where more than its own strand is held, with what it really did."""
        today = self._renames.of(event)
        change, told = today.change, event.change.subject
        subject = change.subject
        if isinstance(change, LogChange | EvidenceChange) or (told == subject and subject not in self.strands):
            return today
        now = since(self._held, change)
        strands = self.strands.get(subject)
        if strands is None:
            strands = {subject.id: now.inverse()} if now.old else {}
        rest = {one: strand for one, strand in strands.items() if one != told.id}
        self.strands[subject] = {**rest, told.id: change}
        held = [strand for strand in (*rest.values(), change) if strand.new]
        if not any(strand.new for strand in rest.values()):
            return today
        return replace(today, change=since(self._held, reduce(_joined, held)))


def spelled(strands: Strands, changes: Iterable[Change]) -> Iterator[Change]:
    """`changes` by somebody who sees things that became one as one: each is told of everything that holds a part of it.

    So a device, or a catalog, that still has the former ids goes along with it.
    """
    seen: set[Subject] = set()
    for change in changes:
        subject = change.subject
        if subject not in seen:
            seen.add(subject)
            former = [(one, strand) for one, strand in strands.get(subject, {}).items() if one != subject.id]
            yield from (_told_of(one, strand, change) for one, strand in former)
        yield change


def _told_of(former: str, strand: Change, change: Change) -> Change:
    """`change`, of the strand of a former id."""
    match strand, change:
        case MarkChange(_, _, held), MarkChange(_, _, new):
            return MarkChange(former, held, new)
        case NoteChange(_, _, text), NoteChange(_, _, other):
            return NoteChange(former, text, other)
        case TargetChange(_, _, aim), TargetChange(_, _, other_aim):
            return TargetChange(former, aim, other_aim)
        case EffortChange(_, _, effort), EffortChange(_, _, other_effort):
            return EffortChange(former, effort, other_effort)
        case DueChange(_, _, day), DueChange(_, _, other_day):
            return DueChange(former, day, other_day)
    raise TypeError(f"a {type(change).__name__} is of no {type(strand).__name__}")


def _joined(first: Change, then: Change) -> Change:
    """What was told of two things that are one now: `then`, and what it lacks of `first`."""
    match first, then:
        case MarkChange(_, _, Mark() as one), MarkChange(_, _, Mark() as other):
            return replace(then, new=_firmer(one, other))
        case NoteChange(), NoteChange():
            return replace(then, new=with_missing(first.new, then.new))
        case TargetChange(), TargetChange() if first.new and then.new:
            days = [day for day in (first.new.by, then.new.by) if day]
            target = replace(then.new, primary=first.new.primary or then.new.primary, by=min(days, default=None))
            return replace(then, new=target)
        case DueChange(_, _, date() as one), DueChange(_, _, date() as other):
            return replace(then, new=min(one, other))
    return then


def _firmer(one: Mark, other: Mark) -> Mark:
    """The better of two marks, the second of equal ones; with when it was begun, and why it was waived."""

    def weight(mark: Mark) -> tuple[int, int, date]:
        return _FIRMEST.index(mark.status), (mark.level or BARE_LEVEL).rank, mark.done_on or date.min

    best, lesser = (one, other) if weight(one) > weight(other) else (other, one)
    begun = min((day for day in (one.started_on, other.started_on) if day), default=None)
    if best.status is not Status.DONE:
        return replace(best, started_on=begun) if best.status is lesser.status else best
    return replace(best, started_on=begun, reason=best.reason or lesser.reason)


def with_missing(note: str, other: str) -> str:
    """`note`, and below it the paragraphs of `other` that it lacks."""
    paragraphs = [part.strip("\n") for part in other.split("\n\n")]
    missing = [part for part in paragraphs if part and f"\n{part}\n" not in f"\n{note}\n"]
    return "\n\n".join([note, *missing] if note else missing)
