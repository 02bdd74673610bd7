"""Events and facts as the fields of documents, and back: what an entry of the history looks like in a file.

What does not fit is a ValueError that says which entry it is and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar

from mltrack.core.entries import MOST_EFFORT, Span
from mltrack.core.held import Held
from mltrack.core.history import (
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
    Status,
    Subject,
    Target,
    TargetChange,
    TimeEntry,
    Turn,
)
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.core.strict_json import Fields, Json
from mltrack.core.text import plain

FACTS = ("mark:", "note:", "target:", "log:", "effort:", "due:", "evidence:")
"""How the keys of the documents of `state` begin that `facts` makes."""
_Value = TypeVar("_Value")
_LAST_CLOCK = 2**62
"""A history of one entry a second comes nowhere near it."""
_LONGEST_ID = 200
"""Characters; mltrack makes ids of 32."""
_MOST_MINUTES = 24 * 60
"""Of one entry of the time log."""


def facts(progress: Progress) -> Mapping[str, Fields]:
    """The documents of `state`: every field is there, so that a new value leaves nothing of the old one."""
    found: dict[str, Fields] = {f"mark:{milestone}": _mark_fields(mark) for milestone, mark in progress.marks.items()}
    found |= {f"note:{milestone}": {"text": note} for milestone, note in progress.notes.items()}
    for place, (role, target) in enumerate(progress.targets.items(), start=1):
        found[f"target:{role}"] = {**_target_fields(target), "place": place}
    found |= {f"log:{entry}": _time_fields(time) for entry, time in progress.log.items()}
    found |= {f"effort:{milestone}": _effort_fields(effort) for milestone, effort in progress.efforts.items()}
    found |= {f"due:{milestone}": {"on": _written(day)} for milestone, day in progress.due.items()}
    found |= {f"evidence:{entry}": _evidence_fields(piece) for entry, piece in progress.evidence.items()}
    return found


def key_of(subject: Subject) -> str:
    """The key of the document of `state` about it."""
    return f"{subject.noun}:{subject.id}"


def fact(progress: Progress, subject: Subject) -> Fields | None:  # noqa: PLR0911 - one a kind of fact
    """The document of `state` about one subject; None where there is none."""
    noun, one = subject
    match noun:
        case "mark":
            return _mark_fields(progress.marks[one]) if one in progress.marks else None
        case "note":
            return {"text": progress.notes[one]} if one in progress.notes else None
        case "target":
            places = {role: place for place, role in enumerate(progress.targets, start=1)}
            return {**_target_fields(progress.targets[one]), "place": places[one]} if one in places else None
        case "log":
            return _time_fields(progress.log[one]) if one in progress.log else None
        case "effort":
            return _effort_fields(progress.efforts[one]) if one in progress.efforts else None
        case "due":
            return {"on": _written(progress.due[one])} if one in progress.due else None
        case _:
            return _evidence_fields(progress.evidence[one]) if one in progress.evidence else None


def held_in(documents: Mapping[str, Fields]) -> Held:
    """What documents of `state` say, but for those of others; raises ValueError when it is not what `facts` makes."""
    held = Held({}, {}, {}, {}, {}, {}, {})
    places: dict[str, Json] = {}
    try:
        for key, fields in documents.items():
            noun, _, one = key.partition(":")
            match noun:
                case "mark":
                    _hold(held.marks, one, _mark(fields))
                case "note":
                    held.notes[one] = plain(_text(fields["text"]), lines=True)
                case "target":
                    _hold(held.targets, one, _target(fields))
                    places[one] = fields["place"]
                case "log":
                    _hold(held.log, one, _time(fields))
                case "effort":
                    _hold(held.efforts, one, _effort(fields))
                case "due":
                    _hold(held.due, one, _day(fields["on"]))
                case "evidence":
                    _hold(held.evidence, one, _evidence(fields))
        order = sorted(held.targets, key=lambda role: int(str(places[role])))
    except (KeyError, TypeError) as error:
        raise ValueError(f"state does not fit: {error!r:.80}") from error
    return held._replace(targets={role: held.targets[role] for role in order})


def _hold(mapping: dict[str, _Value], key: str, value: _Value | None) -> None:
    if value is None:
        raise TypeError(f"{key} is not there")
    mapping[key] = value


def event_fields(event: Event) -> Fields:
    """The fields of an event, all but its id."""
    fields: Fields = {
        "action": event.action,
        "at": event.at.isoformat(),
        "clock": event.clock,
        "device": event.device,
        **_change_fields(event.change),
    }
    if event.turn is not Turn.FORWARD or event.of is not None:
        fields |= {"turn": event.turn.value, "of": event.of}
    if event.label:
        fields["label"] = event.label
    return fields


def _change_fields(change: Change) -> Fields:  # noqa: PLR0911 - one a kind of change
    match change:
        case MarkChange(milestone, old, new):
            return {"mark": milestone, "old": _mark_or_none(old), "new": _mark_or_none(new)}
        case NoteChange(milestone, old_note, new_note):
            return {"note": milestone, "old": old_note, "new": new_note}
        case TargetChange(role, old_target, new_target):
            return {
                "target": role,
                "old": None if old_target is None else _target_fields(old_target),
                "new": None if new_target is None else _target_fields(new_target),
            }
        case LogChange(entry, was, now):
            return {
                "log": entry,
                "old": None if was is None else _time_fields(was),
                "new": None if now is None else _time_fields(now),
            }
        case EffortChange(milestone, before, after):
            return {
                "effort": milestone,
                "old": None if before is None else _effort_fields(before),
                "new": None if after is None else _effort_fields(after),
            }
        case DueChange(milestone, old_day, new_day):
            return {"due": milestone, "old": _written(old_day), "new": _written(new_day)}
        case EvidenceChange(entry, gone, piece):
            return {
                "evidence": entry,
                "old": None if gone is None else _evidence_fields(gone),
                "new": None if piece is None else _evidence_fields(piece),
            }


def _mark_or_none(mark: Mark | None) -> Fields | None:
    """A mark without what it does not say: the history has many."""
    return None if mark is None else {key: value for key, value in _mark_fields(mark).items() if value}


def _mark_fields(mark: Mark) -> Fields:
    return {
        "status": mark.status.value,
        "level": mark.level.value if mark.level else None,
        "started_on": _written(mark.started_on),
        "done_on": _written(mark.done_on),
        "expires_on": _written(mark.expires_on),
        "reason": mark.reason,
    }


def _target_fields(target: Target) -> Fields:
    return {"primary": target.primary, "by": _written(target.by)}


def _time_fields(time: TimeEntry) -> Fields:
    return {"milestone": time.milestone, "on": _written(time.on), "minutes": time.minutes, "text": time.text}


def _evidence_fields(evidence: Evidence) -> Fields:
    return {"milestone": evidence.milestone, "on": _written(evidence.on), "text": evidence.text}


def _effort_fields(effort: OwnEffort) -> Fields:
    return {"hours": _ends(effort.hours), "months": _ends(effort.months)}


def _ends(span: Span | None) -> Json:
    """Both ends of a range; whole numbers as such."""
    return None if span is None else [int(end) if end == int(end) else end for end in (span.low, span.high)]


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def event_of(event_id: str, fields: Fields) -> Event:
    """The event that was written as `fields`; raises ValueError. Fields that are not known are passed over."""
    try:
        return _event(event_id, fields)
    except (KeyError, TypeError, ValueError) as error:
        misfit = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        raise ValueError(f"event {event_id} does not fit: {misfit}") from error


def readable(documents: Mapping[str, Fields]) -> list[Event]:
    """Of events as documents by id, those that fit."""
    events = []
    for event_id, fields in documents.items():
        with suppress(ValueError):
            events.append(event_of(event_id, fields))
    return events


def _event(event_id: str, fields: Fields) -> Event:
    clock, turn, of = fields["clock"], Turn.FORWARD, None
    if not isinstance(clock, int) or isinstance(clock, bool):
        raise TypeError("clock is not a whole number")
    if abs(clock) > _LAST_CLOCK:
        raise ValueError("its clock is out of range")
    if "turn" in fields:
        turn, of = Turn(fields["turn"]), None if fields["of"] is None else _id(fields["of"])
    at = datetime.fromisoformat(_text(fields["at"]))
    action, device, label = _id(fields["action"]), _id(fields["device"]), plain(_text(fields.get("label", "")))
    return Event(_id(event_id), action, at, clock, device, _change(fields), turn, of, label)


def _change(fields: Fields) -> Change:  # noqa: PLR0911 - one a kind of change
    old, new = fields["old"], fields["new"]
    if "mark" in fields:
        return MarkChange(_name(fields["mark"]), _mark(old), _mark(new))
    if "note" in fields:
        return NoteChange(_name(fields["note"]), plain(_text(old), lines=True), plain(_text(new), lines=True))
    if "log" in fields:
        return LogChange(_id(fields["log"]), _time(old), _time(new))
    if "effort" in fields:
        return EffortChange(_name(fields["effort"]), _effort(old), _effort(new))
    if "due" in fields:
        return DueChange(_name(fields["due"]), _day(old), _day(new))
    if "evidence" in fields:
        return EvidenceChange(_id(fields["evidence"]), _evidence(old), _evidence(new))
    return TargetChange(_name(fields["target"]), _target(old), _target(new))


def _mark(value: Json) -> Mark | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError("a mark is not an object")
    return _shared_mark(
        _text(value["status"]),
        _text_or_none(value.get("level")),
        _text_or_none(value.get("started_on")),
        _text_or_none(value.get("done_on")),
        _text_or_none(value.get("expires_on")),
        plain(_text(value.get("reason", ""))),
    )


# What one event makes, the next one on its milestone ends: this takes a third off the time of a load.
@lru_cache(maxsize=4096)
def _shared_mark(  # noqa: PLR0913, PLR0917 - a mark has six fields
    status: str, level: str | None, started_on: str | None, done_on: str | None, expires_on: str | None, reason: str
) -> Mark:
    return Mark(
        Status(status), Level(level) if level else None, _day(started_on), _day(done_on), _day(expires_on), reason
    )


def _target(value: Json) -> Target | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not isinstance(value["primary"], bool):
        raise TypeError("a target is not an object with primary true or false")
    return Target(value["primary"], _day(value.get("by")))


def _time(value: Json) -> TimeEntry | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError("an entry of the time log is not an object")
    minutes = value["minutes"]
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 1 <= minutes <= _MOST_MINUTES:
        raise ValueError(f"its minutes are not a whole number from 1 to {_MOST_MINUTES:,}")
    on = date.fromisoformat(_text(value["on"]))
    return TimeEntry(_name(value["milestone"]), on, minutes, plain(_text(value.get("text", ""))))


def _evidence(value: Json) -> Evidence | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError("evidence is not an object")
    return Evidence(_name(value["milestone"]), date.fromisoformat(_text(value["on"])), plain(_text(value["text"])))


def _effort(value: Json) -> OwnEffort | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError("an effort is not an object")
    return OwnEffort(_span(value.get("hours")), _span(value.get("months")))


def _span(value: Json) -> Span | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise TypeError("a range is not a list of its two ends")
    low, high = map(_end, value)
    return Span(low, high)


def _end(value: Json) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= MOST_EFFORT:
        raise ValueError(f"an end of a range is not a number from 0 to {MOST_EFFORT:,}")
    return float(value)


def _day(value: Json) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))


def _name(value: Json) -> str:
    """An id of a milestone or role: text that may be shown as it is when the catalog has it no more."""
    name = plain(_text(value))
    if not name:
        raise ValueError("what it is about has no id")
    return name


def _id(value: Json) -> str:
    """An id that mltrack made: nobody types or translates it, so it is short and of plain characters."""
    text = _text(value)
    if not (0 < len(text) <= _LONGEST_ID and text.isascii() and text.isprintable()):
        raise ValueError(f"{text[:40]!r} is not an id")
    return text


def _text_or_none(value: Json) -> str | None:
    return None if value is None else _text(value)


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is not text")
    return value
