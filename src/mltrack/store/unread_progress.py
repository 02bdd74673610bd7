"""Progress as the progress file says it: what holds now, and the history when somebody asks for it."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Final

from mltrack.core.history import Change, Event, Evidence, Subject, TimeEntry
from mltrack.core.past import Before, Past, names_in
from mltrack.core.progress import Progress
from mltrack.core.unread import Unread
from mltrack.errors import StoreDamaged
from mltrack.store.documents import event_of, held_in
from mltrack.store.ledger import Index, Ledger, Part, documents

_TURNED: Final = b'"turn":"'
_MARK: Final = b'"mark":"'
_ABOUT: Final = rb'[{,]("(?:mark|note|target|log|effort|due|evidence)":"[^"\\]*")'
_WAY_OUT: Final = "To go on from a backup: mltrack recover."
_OFTEN: Final = 8
"""How often the last line about something is looked for far away; from then on it is known where every line is."""
_NEAR: Final = 1 << 18
"""Bytes before a place that are looked at first: most of what is changed was changed not long ago."""


class WrittenEvents:
    """The events of a file, by its lines: the `Recorded` of a `Past`."""

    def __init__(self, part: Part, index: Index) -> None:
        """Know the lines, and what is known of them; they are read later."""
        self._part: Final = part
        self._read: tuple[Event, ...] | None = None
        self._asked = 0
        self.count: Final = index.count
        self.whole_from: Final = index.whole
        self.names: Final = index.names

    def all(self) -> tuple[Event, ...]:
        """Each of them; raises StoreDamaged, as the others here do, for what is no event for all its checksum."""
        if self._read is None:
            read = tuple(_events(self._part.view))
            if len(read) != self.count:
                raise StoreDamaged(f"The progress file has {len(read)} events where there should be {self.count}.")
            self._read = read
        return self._read

    def last(self, number: int) -> tuple[Event, ...]:
        """The last so many of them, or all if there are fewer."""
        if self._read is not None or number >= self.count:
            return self.all()[max(0, self.count - number) :]
        return tuple(_events(memoryview(self._part.raw)[self._start(number) : self._part.end]))

    def _start(self, number: int) -> int:
        """Where the last so many lines begin."""
        raw, first, start = self._part
        for _ in range(number):
            start = raw.rfind(b"\n", first, start - 1) + 1 or first
        return start

    def before(self, number: int) -> Before:
        """What tells the last change of a subject that comes before the last so many events."""
        return partial(self._last_before, self._start(number))

    def _last_before(self, end: int, subject: Subject) -> Change | None:
        """The last change of `subject` in the lines up to `end`; None where there is none."""
        raw, first, _ = self._part
        name = _written(subject.noun) + b":" + _written(subject.id)
        line = _last_line_with(name, raw, max(first, end - _NEAR), end)
        if line < 0 and self._asked >= _OFTEN and b"\\" not in name:
            lines = self._told.get(name, ())
            place = bisect_left(lines, end) - 1
            line = lines[place] if place >= 0 else -1
        elif line < 0:
            self._asked += 1
            # To see from the front whether there is one at all is quicker by far.
            line = _last_line_with(name, raw, first, end) if raw.find(name, first, end) >= 0 else -1
        return None if line < 0 else _events(memoryview(raw)[line : raw.index(b"\n", line) + 1])[0].change

    @cached_property
    def _told(self) -> Mapping[bytes, Sequence[int]]:
        """By what it is about, as it is written, where every line begins."""
        told: dict[bytes, list[int]] = {}
        raw, first, end = self._part
        for found in re.compile(_ABOUT).finditer(raw, first, end):
            told.setdefault(found[1], []).append(raw.rfind(b"\n", first, found.start()) + 1 or first)
        return told

    def about(self, milestone: str) -> Iterator[Event]:
        """Those about a milestone, those of every undo and redo, and some others that have its id in them."""
        if self._read is not None:
            yield from self._read
            return
        yield from self._at([*self._lines_with(_written(milestone)), *self._turned])

    def marking(self, milestone: str) -> Iterable[Event]:
        """Of these, those of its mark."""
        name = _written(milestone)
        if self._read is not None or b"\\" in name:
            return self.about(milestone)
        return self._at([*self._marked.get(name, ()), *self._turned])

    @cached_property
    def _turned(self) -> Sequence[tuple[int, int]]:
        """Where the lines of every undo and redo are."""
        return [*self._lines_with(_TURNED)]

    @cached_property
    def _marked(self) -> Mapping[bytes, Sequence[tuple[int, int]]]:
        """By the written id of a milestone, where the lines of the changes of its mark are."""
        marked: dict[bytes, list[tuple[int, int]]] = {}
        raw = self._part.raw
        for start, end in self._lines_with(_MARK):
            name = raw.index(_MARK, start) + len(_MARK) - 1
            marked.setdefault(raw[name : raw.index(b'"', name + 1) + 1], []).append((start, end))
        return marked

    def _at(self, lines: Iterable[tuple[int, int]]) -> Iterable[Event]:
        view = memoryview(self._part.raw)
        return _events(b"".join([view[start:end] for start, end in sorted(dict.fromkeys(lines))]))

    def _lines_with(self, text: bytes) -> Iterator[tuple[int, int]]:
        """Where the lines are that have `text` in them; a text in an event has a line break only as an escape."""
        raw, start, end = self._part
        found = raw.find(text, start, end)
        while found >= 0:
            after = raw.index(b"\n", found, end) + 1
            yield raw.rfind(b"\n", start, found) + 1 or start, after
            found = raw.find(text, after, end)


def unread_progress(ledger: Ledger) -> Progress:
    """The progress in a file; raises ValueError where its state is not what `facts` makes."""
    held, index = held_in(documents(ledger.facts)), ledger.index
    entries = _Entries(ledger.entries)
    return Progress(
        held.marks,
        held.notes,
        held.targets,
        Past(WrittenEvents(ledger.events, index)),
        Unread(lambda: entries.log, index.logged),
        held.efforts,
        held.due,
        Unread(lambda: entries.evidence, index.proven),
    )


def index_of(progress: Progress, before: Index | None = None, added: Sequence[Event] = ()) -> Index:
    """What is known of `progress` without reading it; at the cost of `added`, where that of `before` these is given."""
    history = progress.history if isinstance(progress.history, Past) else Past.of(progress.history)
    nouns = {event.change.subject.noun for event in added}
    names = history.names if before is None else before.names.union(*(names_in(event.change) for event in added))
    logged, proven = (
        frozenset(one.milestone for one in entries.values()) if before is None or noun in nouns else old
        for noun, entries, old in (
            ("log", progress.log, before.logged if before else frozenset()),
            ("evidence", progress.evidence, before.proven if before else frozenset()),
        )
    )
    return Index(len(history), history.whole_from, names, logged, proven)


class _Entries:
    """The time log and the evidence."""

    def __init__(self, lines: bytes) -> None:
        self._lines: Final = lines

    @cached_property
    def _held(self) -> tuple[Mapping[str, TimeEntry], Mapping[str, Evidence]]:
        try:
            held = held_in(documents(self._lines))
        except ValueError as error:
            raise StoreDamaged(f"The progress file holds what is no entry: {error}. {_WAY_OUT}") from error
        return held.log, held.evidence

    @property
    def log(self) -> Mapping[str, TimeEntry]:
        return self._held[0]

    @property
    def evidence(self) -> Mapping[str, Evidence]:
        return self._held[1]


def _last_line_with(text: bytes, raw: bytes, start: int, end: int) -> int:
    """Where the last line between two places begins that has `text` in it; -1 where there is none."""
    found = raw.rfind(text, start, end)
    return found if found < 0 else raw.rfind(b"\n", 0, found) + 1


def _written(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _events(lines: bytes | memoryview) -> Sequence[Event]:
    try:
        return [event_of(one, fields) for one, fields in documents(lines).items()]
    except ValueError as error:
        raise StoreDamaged(f"The progress file holds what is no event: {error}. {_WAY_OUT}") from error
