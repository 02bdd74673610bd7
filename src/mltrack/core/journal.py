"""The history as actions, and each action told in words such as "tick Python (working) and SQL (working)"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mltrack.core.catalog import Catalog
from mltrack.core.dates import effort_words, minutes_words
from mltrack.core.history import (
    Action,
    Change,
    DueChange,
    EffortChange,
    EvidenceChange,
    LogChange,
    MarkChange,
    NoteChange,
    Status,
    Target,
    TargetChange,
    Turn,
)
from mltrack.core.requirements import Level

_NAMED = 8
"""Titles that are named before the others are counted."""
_SAID = 80
"""Characters of evidence that are told; it may have several hundred."""


def told(catalog: Catalog, action: Action) -> str:
    """What an action did, such as "tick Python (working) and SQL (working)"; an undo tells what it took back."""
    forward = action.changes
    if action.turn is Turn.UNDO:
        forward = tuple(change.inverse() for change in reversed(forward))
    words = told_changes(catalog, forward)
    words = f"{action.label} ({words})" if action.label else words
    return words if action.turn is Turn.FORWARD else f"{action.turn.value}: {words}"


def told_changes(catalog: Catalog, changes: Sequence[Change]) -> str:
    """What `changes`, in their order, make of what was there before."""
    deeds: dict[tuple[str, str], list[str]] = {}
    for verb, title, detail in _deeds(catalog, changes):
        deeds.setdefault((verb, detail), []).append(title)
    return "; ".join(f"{verb} {_some(titles)}{detail}".strip() for (verb, detail), titles in deeds.items())


def _some(titles: Sequence[str]) -> str:
    """All of a few titles, the first few of many."""
    rest = len(titles) - _NAMED
    return listed(titles) if rest <= 1 else f"{', '.join(titles[:_NAMED])} and {rest} more"


def _deeds(catalog: Catalog, changes: Sequence[Change]) -> Iterator[tuple[str, str, str]]:
    """Verb, title and what follows it, one a change that a person asked for; all if they asked for none by itself."""
    asked = [change for change in changes if not (isinstance(change, TargetChange) and _follows(change, changes))]
    for change in asked or changes:
        match change:
            case MarkChange():
                yield _mark_deed(catalog, change)
            case NoteChange(milestone, _, text):
                yield "note on" if text else "remove the note on", catalog.milestone_title(milestone), ""
            case TargetChange(role):
                yield _target_deed(change, catalog.role_title(role))
            case LogChange():
                yield _log_deed(catalog, change)
            case EffortChange(milestone, _, effort):
                verb = f"expect {effort_words(effort)} for" if effort else "remove the own effort of"
                yield verb, catalog.milestone_title(milestone), ""
            case DueChange(milestone, _, day):
                yield (
                    "" if day else "remove the due day of",
                    catalog.milestone_title(milestone),
                    f" due {day}" if day else "",
                )
            case EvidenceChange():
                yield _evidence_deed(catalog, change)


def _follows(change: TargetChange, changes: Sequence[Change]) -> bool:
    """True for a target that only makes way for another primary one, or takes the place of one that went."""
    if change.old is None or change.new is None or change.old.by != change.new.by:
        return False
    if change.old.primary:
        return True
    return any(isinstance(other, TargetChange) and other.new is None for other in changes)


def _mark_deed(catalog: Catalog, change: MarkChange) -> tuple[str, str, str]:
    title = catalog.milestone_title(change.milestone)
    mark = change.new
    if mark is None:
        return "untick", title, ""
    match mark.status:
        case Status.DONE:
            return "tick", at_level(title, mark.level), ""
        case Status.STARTED:
            return "start", title, ""
        case Status.WAIVED:
            return "waive", title, f" ({mark.reason})"


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


def _target_deed(change: TargetChange, title: str) -> tuple[str, str, str]:
    if change.new is None:
        return "stop aiming for", title, ""
    if change.old == Target(primary=True, by=change.new.by) and not change.new.primary:
        return "no longer aim first for", title, ""
    by = f" by {change.new.by}" if change.new.by else ""
    return "aim for", title, f"{by}{', primary' if change.new.primary else ''}"


def at_level(title: str, level: Level | None) -> str:
    """A title with its level, where there is one."""
    return f"{title} ({level.value})" if level else title


def listed(items: Iterable[str], joint: str = "and") -> str:
    """One, two and three."""
    *most, last = items
    return f"{', '.join(most)} {joint} {last}" if most else last
