"""The progress file by its lines: a save writes what is new into it, and a start reads no more than what holds now.

The file is TinyDB's JSON, with an entry a line:

    {"_meta":{...}
    ,"events":{
    "<id>":{...}
    ,"<id>":{...}
    },"state":{
    "mark:<milestone>":{...}
    ,"log:<entry>":{...}
    }}

Events stand in their order, and in `state` the entries of the time log and the evidence come last, for
these two and the events are all that grows for ever. The document of the file in `_meta` has a
`summary`: how many bytes each part has, and what a start needs to know of what it does not read. It
holds for the save that it was written with: a file that anything else has written is read whole, and
so is one without it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from mltrack.core.records import dataclass
from mltrack.core.strict_json import Fields, strict_json
from mltrack.store.sealed_file import (
    FILE,
    META,
    Form,
    Tables,
    digest_in,
    is_sound,
    opening,
    put_together,
    written,
)
from mltrack.store.whole_file import Pieces

_LEFT: Final = b'\n,"events":{\n'
_MIDDLE: Final = b'},"state":{\n'
_END: Final = b"}}"
_LATE: Final = ("log:", "evidence:")
"""How the keys begin of what comes last in `state`."""
_LOOSE: Final = 1 << 20
"""Bytes of new events that are kept beside the old ones; more of them are put together."""
_SOME: Final = 4
"""Ids that are looked for one by one; for more, all ids are listed first."""
_ID: Final = rb'^,?"((?:[^"\\]|\\.)*)":\{'
"""A key at the beginning of a line; made ready when it is needed, for that takes longer than a small file to read."""


class Part(NamedTuple):
    """Some of the bytes of a file, which are not copied."""

    raw: bytes
    start: int
    end: int

    @property
    def size(self) -> int:
        """How many they are."""
        return self.end - self.start

    @property
    def view(self) -> memoryview:
        """They themselves."""
        return memoryview(self.raw)[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Index:
    """What is known of the history, the time log and the evidence without reading them."""

    count: int
    """How many events there are."""
    whole: int
    """See `core.past.whole_from`."""
    names: frozenset[str]
    """Ids of the milestones and roles that any event is about."""
    logged: frozenset[str]
    """Ids of the milestones on which time is logged."""
    proven: frozenset[str]
    """Ids of the milestones with evidence."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The parts of a file. It never changes."""

    meta: Mapping[str, Fields]
    """The documents of `_meta`."""
    others: bytes
    """Tables that are not ours, as lines."""
    old: Part
    """Lines of events."""
    new: bytes
    """The lines of events that follow."""
    facts: bytes
    """The lines of `state`, but for the last part; the first one without a comma, as in all parts."""
    entries: bytes
    """The lines of the time log and the evidence."""
    index: Index

    @classmethod
    def of(cls, tables: Tables, history: Iterable[str], facts: Iterable[str], index: Index) -> Ledger:
        """The ledger of all tables, events and facts in this order; raises ValueError or TypeError as `seal` does."""
        ours = {META, "events", "state"}
        others = [f",{written({name: table})}\n" for name, table in tables.items() if name not in ours]
        events, state = tables.get("events", {}), tables.get("state", {})
        old = _lines((key, events[key]) for key in history)
        keys = list(dict.fromkeys([*facts, *state]))
        early = _lines((key, state[key]) for key in keys if not key.startswith(_LATE))
        late = _lines((key, state[key]) for key in keys if key.startswith(_LATE))
        return cls(tables.get(META, {}), "".join(others).encode(), Part(old, 0, len(old)), b"", early, late, index)

    @property
    def events(self) -> Part:
        """The lines of all events."""
        if not self.new:
            return self.old
        whole = b"".join([*self.parts[1:3]])
        return Part(whole, 0, len(whole))

    @property
    def parts(self) -> Pieces:
        """All after `_meta`, in pieces."""
        left = b"\n" + self.others.removesuffix(b"\n") + _LEFT if self.others else _LEFT
        new = self.new.removeprefix(b",") if not self.old.size else self.new
        comma = b"," if self.facts and self.entries else b""
        return left, self.old.view, new, _MIDDLE, self.facts, comma, self.entries, _END

    def sealed(self, form: Form, generation: int, device: str) -> tuple[Pieces, str]:
        """The bytes of a file in pieces, and its checksum; raises ValueError as `seal` does."""
        _, events, new, _, facts, comma, entries, _ = self.parts
        index: Fields = {
            "save": generation,
            "events": self.index.count,
            "whole": self.index.whole,
            "bytes": [len(events) + len(new), len(facts), len(comma) + len(entries)],
            "names": [*sorted(self.index.names)],
            "logged": [*sorted(self.index.logged)],
            "proven": [*sorted(self.index.proven)],
        }
        return put_together([opening(self.meta, form, generation, device, index), *self.parts])

    def continues(self, other: Ledger) -> bool:
        """True when the lines of its events begin with those of `other`."""
        if self.old is other.old and self.new.startswith(other.new):
            return True
        raw, start, end = self.events
        return raw.startswith(b"".join([*other.parts[1:3]]), start, end)

    def holds_any(self, ids: Collection[str]) -> bool:
        """True where one of the events has one of these ids."""
        keys = [json.dumps(one, ensure_ascii=False).encode() for one in ids]
        if len(ids) <= _SOME:
            old, looked_for = self.old, [key + b":{" for key in keys]
            return any(old.raw.find(key, old.start, old.end) >= 0 or key in self.new for key in looked_for)
        known = {key[1:-1] for key in keys}  # as it is written, where a quote has a backslash before it
        return any(
            found[1] in known for part in (self.old.view, self.new) for found in re.finditer(_ID, part, re.MULTILINE)
        )

    def state(self, keys: Collection[str]) -> dict[str, Fields]:
        """The documents of `state` with these keys, as far as there are any."""
        found: dict[str, Fields] = {}
        for key in keys:
            lines = self.entries if key.startswith(_LATE) else self.facts
            place = _place(lines, key)
            if place is not None:
                found |= documents(lines[slice(*place)])
        return found

    def after(self, added: Tables, gone: Iterable[str], facts_told: Iterable[str], index: Index) -> Ledger:
        """With the events of `added` at the end, without the facts that are `gone`, and then with those that are told.

        Raises ValueError or TypeError as `seal` does.
        """
        events, state = added.get("events", {}), added.get("state", {})
        changes: list[tuple[str, Fields | None]] = [(key, None) for key in gone]
        changes += [(key, state[key]) for key in facts_told]
        facts = _put(self.facts, [one for one in changes if not one[0].startswith(_LATE)])
        entries = _put(self.entries, [one for one in changes if one[0].startswith(_LATE)])
        new = self.new + b"".join(b"," + _lines([event]) for event in events.items())
        after = replace(self, new=new, facts=facts, entries=entries, index=index)
        return after if len(new) <= _LOOSE else replace(after, old=after.events, new=b"")


class Opened(NamedTuple):
    """What the bytes of a file in this form hold."""

    ledger: Ledger
    generation: int
    device: str
    app: str
    digest: str


def opened(raw: bytes, form: Form) -> Opened | None:
    """Read the bytes of a file; None unless the checksum fits and they were written by this module in this schema."""
    end = raw.find(b"\n")
    # Where it has no lines of its own, all of it is read anyhow.
    if end < 0 or not is_sound(raw):
        return None
    try:
        head = strict_json(raw[:end] + b"}")
    except ValueError:
        return None
    tells = head.get(META) if isinstance(head, dict) else None
    if not isinstance(tells, dict):
        return None
    meta = {key: fields for key, fields in tells.items() if isinstance(fields, dict)}
    match meta.get(FILE):
        case {
            "schema": form.schema,
            "generation": int(generation),
            "device": str(device),
            "app": str(app),
            "summary": {
                "save": int(save),
                "events": int(count),
                "whole": int(whole),
                "bytes": [int(events), int(facts), int(entries)],
                "names": list(names),
                "logged": list(logged),
                "proven": list(proven),
            },
        } if save == generation and min(count, whole, events, facts, entries) >= 0:
            index = Index(count, whole, _ids(names), _ids(logged), _ids(proven))
        case _:
            return None
    last = len(raw) - len(_END) - entries
    middle = last - facts
    first = middle - len(_MIDDLE) - events
    left = first - len(_LEFT)
    if left < end or not (raw.startswith(_LEFT, left) and raw.startswith(_MIDDLE, middle - len(_MIDDLE))):
        return None
    others = raw[end + 1 : left] + b"\n" if left > end else b""
    late = raw[last : len(raw) - len(_END)].removeprefix(b",")
    ledger = Ledger(meta, others, Part(raw, first, first + events), b"", raw[middle:last], late, index)
    return Opened(ledger, generation, device, app, digest_in(raw))


def documents(lines: bytes | memoryview) -> dict[str, Fields]:
    """The documents that stand in some of the lines of a part, by key; raises ValueError where there are none."""
    try:
        found: dict[str, Fields] = json.loads(b"{" + bytes(lines).strip(b",\n") + b"}")
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    return found


def _ids(values: Sequence[object]) -> frozenset[str]:
    return frozenset(value for value in values if isinstance(value, str))


def _lines(entries: Iterable[tuple[str, Fields]]) -> bytes:
    return "\n,".join([written({key: fields}) for key, fields in entries] + [""]).removesuffix(",").encode()


def _place(lines: bytes, key: str) -> tuple[int, int] | None:
    """Where the line of `key` stands, from the key to the line break; None where there is none."""
    name = f"{json.dumps(key, ensure_ascii=False)}:{{".encode("utf-8", "surrogatepass")
    if lines.startswith(name):
        start = 0
    elif (start := lines.find(b"\n," + name) + 2) == 1:
        return None
    return start, lines.index(b"\n", start) + 1


def _put(lines: bytes, changes: Sequence[tuple[str, Fields | None]]) -> bytes:
    """`lines` with each of these documents, in its old place if it had one; without those that are None."""
    if len(changes) > _SOME:
        return _put_many(lines, changes)
    for key, fields in changes:
        place = _place(lines, key)
        line = b"" if fields is None else _lines([(key, fields)])
        if place is None:
            lines += b"," + line if lines and line else line
        elif line:
            lines = lines[: place[0]] + line + lines[place[1] :]
        elif place[0]:
            lines = lines[: place[0] - 1] + lines[place[1] :]
        else:
            lines = lines[place[1] :].removeprefix(b",")
    return lines


def _put_many(lines: bytes, changes: Sequence[tuple[str, Fields | None]]) -> bytes:
    """The same, at the cost of going through all the lines once."""
    every = {line[: _end_of_key(line)]: line for line in lines.removesuffix(b"\n").split(b"\n,") if line}
    for key, fields in changes:
        name = json.dumps(key, ensure_ascii=False).encode()
        if fields is None:
            every.pop(name, None)
        else:
            every[name] = _lines([(key, fields)]).removesuffix(b"\n")
    return b"\n,".join(every.values()) + b"\n" if every else b""


def _end_of_key(line: bytes) -> int:
    found = re.match(_ID, line)
    if found is None:
        raise ValueError("a line has no key")
    return found.end(1) + 1
