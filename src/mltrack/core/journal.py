"""The history as actions, and each action told in words such as "tick Python (working) and SQL (working)"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeAlias

from mltrack.core.catalog import Catalog
from mltrack.core.dates import effort_words, minutes_words
from mltrack.core.history import (
    Action,
    Change,
    DueChange,
    EffortChange,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    Status,
    Target,
    TargetChange,
    Turn,
)
from mltrack.core.readiness import expires_on
from mltrack.core.requirements import Level

Tell: TypeAlias = Callable[[date], str]
"""How a day is told: as 2026-11-20 where it may be data, as 20 Nov 2026 on a screen."""

_NAMED = 8
"""Titles that are named before the others are counted."""
_SAID = 80
"""Characters of evidence that are told; it may have several hundred."""
_FEW = 5
"""Changes of an action with a label that are told one by one; of more, as an import has them, the counts are."""


def told(catalog: Catalog, action: Action, day: Tell = date.isoformat) -> str:
    """What an action did, such as "tick Python (working) and SQL (working)"; an undo tells what it took back."""
    forward = action.changes
    if action.turn is Turn.UNDO:
        forward = tuple(change.inverse() for change in reversed(forward))
    # Going back to a backup brings up what was done on many days: there the label says when.
    is_told = not action.label or len(forward) <= _FEW
    words = told_changes(catalog, forward, day, None if action.label else action.at.date()) if is_told else ""
    words = f"{action.label} ({words or counts_words(forward)})" if action.label else words
    return words if action.turn is Turn.FORWARD else f"{action.turn.value}: {words}"


def told_changes(
    catalog: Catalog, changes: Sequence[Change], day: Tell = date.isoformat, on: date | None = None
) -> str:
    """What `changes`, in their order, make of what was there before.

    Where they were made `on` a known day, what was done on another one is told with that.
    """
    deeds: dict[tuple[str, str], list[str]] = {}
    for verb, title, detail in _deeds(catalog, changes, day, on):
        deeds.setdefault((verb, detail), []).append(title)
    return "; ".join(f"{verb} {_some(titles)}{detail}".strip() for (verb, detail), titles in deeds.items())


def counts_words(changes: Iterable[Change]) -> str:
    """How many changes of each sort there are, such as "12 done, 1 started, 9 pieces of evidence"."""
    counts = Counter(map(_sort_of, changes))
    return ", ".join(f"{number:,} {one if number == 1 else many}" for (one, many), number in counts.items() if number)


def _sort_of(change: Change) -> tuple[str, str]:
    """What a change makes, one and many of it."""
    if isinstance(change, MarkChange):
        return (_stands(change),) * 2
    one, many = _SORTS[change.subject.noun]
    return (one, many) if change.new else (f"{one} removed", f"{many} removed")


_SORTS = {
    "evidence": ("piece of evidence", "pieces of evidence"),
    "note": ("note", "notes"),
    "due": ("due day", "due days"),
    "target": ("target", "targets"),
    "log": ("entry of time", "entries of time"),
    "effort": ("own effort", "own efforts"),
}


def _stands(change: MarkChange) -> str:
    old, new = change.old, change.new
    if new is None:
        return "open again"
    if old is None or new.status is not Status.DONE or old.status is not Status.DONE:
        return new.status.value
    if old.level is not new.level and old.level and new.level:
        return "raised" if new.level > old.level else "lowered"
    return "with another day" if old.done_on != new.done_on else "changed"


def _some(titles: Sequence[str]) -> str:
    """All of a few titles, the first few of many."""
    rest = len(titles) - _NAMED
    return listed(titles) if rest <= 1 else f"{', '.join(titles[:_NAMED])} and {rest} more"


def _deeds(catalog: Catalog, changes: Sequence[Change], day: Tell, on: date | None) -> Iterator[tuple[str, str, str]]:
    """Verb, title and what follows it, one a change that a person asked for; all if they asked for none by itself."""
    asked = [change for change in changes if not (isinstance(change, TargetChange) and _follows(change, changes))]
    for change in asked or changes:
        match change:
            case MarkChange():
                yield _mark_deed(catalog, change, day, on)
            case NoteChange(milestone, _, text):
                yield "note on" if text else "remove the note on", catalog.milestone_title(milestone), ""
            case TargetChange(role):
                yield _target_deed(change, catalog.role_title(role), day)
            case LogChange():
                yield _log_deed(catalog, change)
            case EffortChange(milestone, _, effort):
                verb = f"expect {effort_words(effort)} for" if effort else "remove the own effort of"
                yield verb, catalog.milestone_title(milestone), ""
            case DueChange(milestone, _, due):
                verb, detail = ("", f" due {day(due)}") if due else ("remove the due day of", "")
                yield verb, catalog.milestone_title(milestone), detail
            case EvidenceChange():
                yield _evidence_deed(catalog, change)


def _follows(change: TargetChange, changes: Sequence[Change]) -> bool:
    """True for a target that only makes way for another primary one, or takes the place of one that went."""
    if change.old is None or change.new is None or change.old.by != change.new.by:
        return False
    if change.old.primary:
        return True
    return any(isinstance(other, TargetChange) and other.new is None for other in changes)


def _mark_deed(catalog: Catalog, change: MarkChange, day: Tell, on: date | None) -> tuple[str, str, str]:
    title = catalog.milestone_title(change.milestone)
    mark = change.new
    if mark is None:
        return "untick", title, ""
    match mark.status:
        case Status.DONE:
            return _done_deed(catalog, change, mark, day, on)
        case Status.STARTED:
            return "start", title, ""
        case Status.WAIVED:
            return "waive", title, f" ({mark.reason})"


def _done_deed(catalog: Catalog, change: MarkChange, mark: Mark, day: Tell, on: date | None) -> tuple[str, str, str]:
    """What became done, or of what was done already what is different now: its level, or its day."""
    title, held = catalog.milestone_title(change.milestone), _held(catalog, change)
    that_day = f" done on {day(mark.done_on)}" if mark.done_on else ""
    if held is not None and held.level and mark.level and held.level is not mark.level:
        verb = "raise" if mark.level > held.level else "lower"
        return verb, title, f" to {mark.level.value}{f',{that_day}' if mark.done_on not in {held.done_on, on} else ''}"
    if held is not None and mark.done_on != held.done_on:
        return ("set", title, that_day) if that_day else ("remove the day of", title, "")
    is_told = on is not None and mark.done_on != on and held is None
    return "tick", at_level(title, mark.level), f",{that_day}" if is_told else ""


def _held(catalog: Catalog, change: MarkChange) -> Mark | None:
    """What was done and in force before; what had lapsed by the new day is ticked afresh."""
    old, new = change.old, change.new
    if old is None or old.status is not Status.DONE or new is None:
        return None
    expiry = expires_on(catalog.milestones.get(change.milestone), old)
    return old if expiry is None or new.done_on is None or new.done_on <= expiry else None


def _log_deed(catalog: Catalog, change: LogChange) -> tuple[str, str, str]:
    time = change.new or change.old
    if time is None:
        return "remove", "time that was removed already", ""
    verb = "log" if change.new else "remove"
    return f"{verb} {minutes_words(time.minutes)} on", catalog.milestone_title(time.milestone), ""


def _evidence_deed(catalog: Catalog, change: EvidenceChange) -> tuple[str, str, str]:
    piece = change.new or change.old
    if piece is None:
        return "remove", "evidence that was removed already", ""
    said = piece.text if len(piece.text) <= _SAID else f"{piece.text[: _SAID - 3]}..."
    verb = "evidence on" if change.new else "remove the evidence on"
    return verb, catalog.milestone_title(piece.milestone), f": {said}"


def _target_deed(change: TargetChange, title: str, day: Tell) -> tuple[str, str, str]:
    if change.new is None:
        return "stop aiming for", title, ""
    if change.old == Target(primary=True, by=change.new.by) and not change.new.primary:
        return "no longer aim first for", title, ""
    by = f" by {day(change.new.by)}" if change.new.by else ""
    return "aim for", title, f"{by}{', primary' if change.new.primary else ''}"


def at_level(title: str, level: Level | None) -> str:
    """A title with its level, where there is one."""
    return f"{title} ({level.value})" if level else title


def listed(items: Iterable[str], joint: str = "and") -> str:
    """One, two and three."""
    *most, last = items
    return f"{', '.join(most)} {joint} {last}" if most else last
