"""Progress as the progress file says it: what holds now, and the history when somebody asks for it."""

from __future__ import annotations

import json
import re
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
        raw, start, end = self._part
        # A text may have a line feed only as an escape, so what is between two is one event.
        either = b"|".join(map(re.escape, (json.dumps(milestone, ensure_ascii=False).encode(), _TURNED)))
        lines, after = list[memoryview](), start
        for found in re.compile(either).finditer(raw, start, end):
            if found.start() >= after:
                begin, after = raw.rfind(b"\n", start, found.start()) + 1 or start, raw.index(b"\n", found.end()) + 1
                lines.append(memoryview(raw)[begin:after])
        yield from _events(b"".join(lines))


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


def _events(lines: bytes | memoryview) -> Iterable[Event]:
    try:
        return [event_of(one, fields) for one, fields in documents(lines).items()]
    except ValueError as error:
        raise StoreDamaged(f"The progress file holds what is no event: {error}.") from error
