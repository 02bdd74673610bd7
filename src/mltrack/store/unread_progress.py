"""Progress as the progress file says it: what holds now, and the history when somebody asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeVar

from mltrack.core.history import Event, Evidence, TimeEntry
from mltrack.core.past import Past, names_in
from mltrack.core.progress import Progress
from mltrack.core.unread import Unread
from mltrack.errors import StoreDamaged
from mltrack.store.documents import event_of, held_in
from mltrack.store.ledger import Index, Ledger, Part, documents

_TURNED: Final = b'"turn":"'
_MARK: Final = b'"mark":"'
_Entry = TypeVar("_Entry", TimeEntry, Evidence)


class WrittenEvents:
    """The events of a file, by its lines: the `Recorded` of a `Past`."""

    def __init__(self, part: Part, index: Index) -> None:
        """Know the lines, and what is known of them; they are read later."""
        self._part: Final = part
        self._read: tuple[Event, ...] | None = None
        self.count: Final = index.count
        self.smooth_from: Final = index.smooth
        self.names: Final = index.names

    def all(self) -> tuple[Event, ...]:
        """Each of them; raises StoreDamaged, as the others here do, for what is no event for all its checksum."""
        if self._read is None:
            self._read = tuple(_events(self._part.view))
        return self._read

    def last(self, number: int) -> tuple[Event, ...]:
        """The last so many of them, or all if there are fewer."""
        if self._read is not None or number >= self.count:
            return self.all()[max(0, self.count - number) :]
        raw, first, end = self._part
        start = end
        for _ in range(number):
            start = raw.rfind(b"\n", first, start - 1) + 1 or first
        return tuple(_events(memoryview(raw)[start:end]))

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
    return Index(len(history), history.smooth_from, names, logged, proven)


class _Entries:
    """The time log and the evidence."""

    def __init__(self, lines: bytes) -> None:
        self._lines: Final = lines

    @cached_property
    def _held(self) -> tuple[Mapping[str, TimeEntry], Mapping[str, Evidence]]:
        try:
            held = held_in(documents(self._lines))
        except ValueError as error:
            raise StoreDamaged(f"The progress file holds what is no entry: {error}.") from error
        return held.log, held.evidence

    @property
    def log(self) -> Mapping[str, TimeEntry]:
        return self._held[0]

    @property
    def evidence(self) -> Mapping[str, Evidence]:
        return self._held[1]


def _written(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _events(lines: bytes | memoryview) -> Iterable[Event]:
    try:
        return [event_of(one, fields) for one, fields in documents(lines).items()]
    except ValueError as error:
        raise StoreDamaged(f"The progress file holds what is no event: {error}.") from error
