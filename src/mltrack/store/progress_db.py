"""A person's progress in TinyDB documents, and the one door through which it is loaded and saved.

Tables: `events` has one document an event, by its id. `state` has one document for every current
fact, by `mark:<milestone>`, `note:<milestone>` or `target:<role>`, for other programs to read.

The events are the truth: `load` folds them in the order of their logical clock and does not look at
`state`, and `commit` makes `state` say what the fold says. Tables, documents of `state` and fields
that this version does not know are kept as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tinydb import TinyDB
from tinydb.table import Document, Table

from mltrack.core.progress import (
    Change,
    Event,
    Mark,
    MarkChange,
    NoteChange,
    Progress,
    Status,
    Target,
    TargetChange,
    Turn,
)
from mltrack.core.requirements import Level
from mltrack.core.text import plain
from mltrack.store.durable_storage import Content, DurableStorage, Fields, Json
from mltrack.store.paths import Places
from mltrack.store.whole_file import LOCK_WAIT, Stamp, stamp_of, told

_EVENTS: Final = "events"
_STATE: Final = "state"
_FACTS: Final = ("mark:", "note:", "target:")


class _TextKeyedTable(Table):
    document_id_class = str  # type: ignore[assignment]  # TinyDB says int and takes any class


class _Database(TinyDB):
    table_class = _TextKeyedTable


@dataclass(frozen=True, slots=True)
class _Known:
    """What was last loaded or saved, and which state of the file that is."""

    stamp: Stamp | None
    digest: str
    progress: Progress


class ProgressStore:
    """A person's progress on disk. It keeps no file open, and `load` writes nothing."""

    def __init__(self, places: Places, *, wait: float = LOCK_WAIT) -> None:
        """Know the places; `wait` is how many seconds `commit` waits for another process."""
        self._storage: Final = DurableStorage(places.progress, places.backups, wait=wait)
        self._known: _Known | None = None

    @property
    def path(self) -> Path:
        """The progress file, symbolic links followed."""
        return self._storage.path

    def load(self) -> Progress:
        """What is on disk; empty at a first start. A file that has not changed is not read again.

        Raises StoreDamaged, StoreTooNew, or StoreError when the file cannot be read.
        """
        if self._known is None or self.changed_elsewhere():
            content = self._storage.fetch()
            self._known = _Known(content.stamp, content.digest, self._progress(content))
        return self._known.progress

    def changed_elsewhere(self) -> bool:
        """True when the file is not the one that was last loaded or committed here; looks, does not read."""
        try:
            stamp = stamp_of(self.path)
        except OSError:
            return True  # `load` will say what is wrong
        return self._known is None or stamp != self._known.stamp

    def commit(self, decide: Callable[[Progress, str], Sequence[Event]]) -> Progress:
        """Save the events that `decide(progress, device)` makes of what is on disk now, all or none.

        Without events nothing is written, nor any directory made. An exception of `decide` passes
        through, with nothing written. At a first start `decide` may be asked twice: without a lock,
        and again if another process was faster. An event whose id is there already is a ValueError.
        Raises StoreBusy and what `load` raises, and StoreError when it could not be saved.
        """
        first: Sequence[Event] = ()
        with told(self.path, "read"):
            missing = stamp_of(self.path) is None
        if missing and (content := self._storage.fetch()).generation == 0:
            first = decide(Progress(), content.device)
            if not first:
                return Progress()
        with self._storage.transaction() as transaction:
            content = transaction.content
            progress = self._progress(content)
            events = first if first and content.generation == 0 else decide(progress, content.device)
            if events:
                progress = _sealed(Progress.replay((*progress.history, *events)))
                self._write(events, progress)
        self._known = _Known(transaction.content.stamp, transaction.content.digest, progress)
        return progress

    def _progress(self, content: Content) -> Progress:
        # The digest vouches for every byte: the same digest is the same progress.
        if self._known is not None and self._known.digest == content.digest:
            return self._known.progress
        return _sealed(Progress.replay(self._events(content.tables.get(_EVENTS, {}))))

    def _events(self, documents: Mapping[str, Fields]) -> list[Event]:
        events = []
        for event_id, fields in documents.items():
            try:
                events.append(_event(event_id, fields))
            except (KeyError, TypeError, ValueError) as error:
                misfit = f"it has no {error}" if isinstance(error, KeyError) else str(error)
                raise self._storage.damaged(f"event {event_id} does not fit: {misfit}") from error
        return events

    def _write(self, events: Sequence[Event], progress: Progress) -> None:
        database = _Database(storage=lambda: self._storage)
        added = [_document(event.id, _event_fields(event)) for event in events]
        database.table(_EVENTS, cache_size=0).insert_multiple(added)
        _write_state(database.table(_STATE, cache_size=0), _facts(progress))


def _sealed(progress: Progress) -> Progress:
    """The same, such that nobody who gets it can change what the store remembers."""
    return Progress(
        MappingProxyType(dict(progress.marks)),
        MappingProxyType(dict(progress.notes)),
        MappingProxyType(dict(progress.targets)),
        progress.history,
    )


def _write_state(table: Table, facts: Mapping[str, Fields]) -> None:
    held = {str(document.doc_id): document for document in table}
    gone = [key for key in held if key.startswith(_FACTS) and key not in facts]
    if gone:
        table.remove(doc_ids=gone)  # type: ignore[arg-type]  # TinyDB says int
    for key, fields in facts.items():
        if key not in held or not fields.items() <= held[key].items():
            table.upsert(_document(key, fields))  # which leaves fields of others in place


def _document(key: str, fields: Fields) -> Document:
    return Document(fields, doc_id=key)  # type: ignore[arg-type]  # TinyDB says int


def _facts(progress: Progress) -> Mapping[str, Fields]:
    """The documents of `state`: every field is there, so that a new value leaves nothing of the old one."""
    facts: dict[str, Fields] = {f"mark:{milestone}": _mark_fields(mark) for milestone, mark in progress.marks.items()}
    facts |= {f"note:{milestone}": {"text": note} for milestone, note in progress.notes.items()}
    for place, (role, target) in enumerate(progress.targets.items(), start=1):
        facts[f"target:{role}"] = {**_target_fields(target), "place": place}
    return facts


def _event_fields(event: Event) -> Fields:
    fields: Fields = {
        "action": event.action,
        "at": event.at.isoformat(),
        "clock": event.clock,
        "device": event.device,
        **_change_fields(event.change),
    }
    if event.turn is not Turn.FORWARD or event.of is not None:
        fields |= {"turn": event.turn.value, "of": event.of}
    return fields


def _change_fields(change: Change) -> Fields:
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


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _event(event_id: str, fields: Fields) -> Event:
    clock, turn, of = fields["clock"], Turn.FORWARD, None
    if not isinstance(clock, int):
        raise TypeError("clock is not a whole number")
    if "turn" in fields:
        turn, of = Turn(fields["turn"]), _text_or_none(fields["of"])
    at = datetime.fromisoformat(_text(fields["at"]))
    return Event(event_id, _text(fields["action"]), at, clock, _text(fields["device"]), _change(fields), turn, of)


def _change(fields: Fields) -> Change:
    old, new = fields["old"], fields["new"]
    if "mark" in fields:
        return MarkChange(_name(fields["mark"]), _mark(old), _mark(new))
    if "note" in fields:
        return NoteChange(_name(fields["note"]), plain(_text(old), lines=True), plain(_text(new), lines=True))
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


def _day(value: Json) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))


def _name(value: Json) -> str:
    """An id of a milestone or role: text that may be shown as it is when the catalog has it no more."""
    return plain(_text(value))


def _text_or_none(value: Json) -> str | None:
    return None if value is None else _text(value)


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is not text")
    return value
