"""Things that became one: a history that was told of two ids is read as one of the id that both have today.

What was told under an id that is a former one today, without knowing of what else was held, is a
strand of its own beside it. What is held is the strands joined, so that nothing told of the one
takes away what was told of the other. A change that knew what is held speaks of all of it, and so
does one of a thing that only ever had one id at a time: there it is as if nothing had been renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import TypeAlias

from mltrack.core.held import Held, since
from mltrack.core.history import (
    Change,
    DueChange,
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
"""For everything that was told of under a former id: id to what was told last under it, the newest at the end."""

_FIRMEST = (Status.STARTED, Status.WAIVED, Status.DONE)


class Reading:
    """A history as it is gone through, under the ids of today."""

    def __init__(self, renames: Renames, held: Held, strands: Strands) -> None:
        self._renames, self._held = renames, held
        self.strands = dict(strands)
        """What `Progress` keeps for whatever happens next."""

    def of(self, event: Event) -> Event:
        """The event under the id of today; with what it really did, where it did not know of all that is held."""
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
        if not _is_alone(change, now, strands.get(told.id), is_former=told != subject):
            rest = {}
        after = {**rest, told.id: change} if change.new else rest
        if after.keys() <= {subject.id}:
            self.strands.pop(subject, None)  # it is what is held, and need not be kept beside that
        else:
            self.strands[subject] = after
        return replace(today, change=since(self._held, reduce(_joined, after.values()))) if rest else today


def _is_alone(change: Change, now: Change, own: Change | None, *, is_former: bool) -> bool:
    """True where the change is about its own strand alone, and not about all that is held."""
    old, whole, mine = change.old or None, now.old or None, (own.new or None) if own else None
    if old == mine:
        return is_former or mine != whole
    return is_former and old != whole


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
