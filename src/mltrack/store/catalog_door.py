"""The door: one catalog file (TOML) to entries, every one of which passes pydantic once.

A file may hold any mix of tables: `[[source]]`, `[[benchmark]]`, `[[role]]`, one table a kind of
milestone, `[[degree]]` to `[[project]]`, and `[[removed]]`; a single one may be written `[role]`.
All faults are gathered. Those of a file of a person's own may stand beside entries that are sound.

The limits on size and key depth stand before the parser, because tomllib's own time grows with the
square of them (python/cpython#149231).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from mltrack.core.entries import Kind, Milestone, Removed, Role
from mltrack.core.figures import Benchmark, Source
from mltrack.core.index import Entry, Name
from mltrack.core.joining import OVERRIDE, Own, Unread
from mltrack.core.suggestions import meant, near_ones
from mltrack.core.text import plain
from mltrack.errors import Fault, reason_of
from mltrack.store.catalog_faults import At, Raw, faults_of, noun_of
from mltrack.store.catalog_lines import Lines, without_words
from mltrack.store.toml_text import decoded, parsed_text

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MAX_LINE: Final = 4_000
MAX_KEY_PARTS: Final = 16

_NAMED: Final = re.compile(r"""["']([a-z0-9-]{1,80})["']""")
_NOUNS: Final = {"has": "milestone", "replaced_by": "milestone", "source": "source", "role": "role"}
"""Keys that name an entry, and what it is."""
_TWICE: Final = re.compile(r"sets \[+([^\[\]]+)\]+ a second time$")
_HEADER: Final = re.compile(r"^[ \t]*\[{1,2}[ \t]*([^\]\n]{1,200}?)[ \t]*\]", re.MULTILINE)
_ID: Final = re.compile(r"""^[ \t]*id[ \t]*=[ \t]*["']([a-z0-9-]{1,80})["']""", re.MULTILINE)
_OVERRIDES: Final = re.compile(r"^[ \t]*override[ \t]*=[ \t]*true\b", re.MULTILINE)
"""Where a table, its id and its override stand in a file that cannot be parsed."""
_LINE: Final = re.compile(r"\bline (\d{1,9})\b")
"""As tomllib says where something is wrong, and as is said here."""
_LONG_KEY: Final = re.compile(rf"[\w-]+(?:[ \t]*\.[ \t]*[\w-]+){{{MAX_KEY_PARTS},}}")

KINDS: Final = {kind.value: kind for kind in Kind}
"""Name of a table to the kind of milestone in it."""
TABLES: Final[Mapping[str, type[Entry]]] = {
    "source": Source,
    "benchmark": Benchmark,
    "role": Role,
    **dict.fromkeys(KINDS, Milestone),
    "removed": Removed,
}
"""Name of a table to what is in it."""


class Mention(NamedTuple):
    """Something that an entry with faults of its own names."""

    entry: str
    """The entry."""
    named: Name
    fault: Fault
    """What to say of it if there is no such thing."""


@dataclass
class Found:
    """What the files hold so far."""

    entries: list[Own] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    """Entries with faults of their own, as far as they say which they are."""
    mentions: list[Mention] = field(default_factory=list)
    """What these name."""
    named: set[str] = field(default_factory=set)
    """Whatever could be an id in files that could not be read at all."""
    files: dict[str, Path] = field(default_factory=dict)
    """The files of a folder, by what they are called here, whether or not they could be read."""
    lines: dict[str, Lines] = field(default_factory=dict)
    """File to where in it things stand; nowhere for one that could not be read."""

    @property
    def names(self) -> set[Name]:
        """All that they hold, read or not."""
        return {one.name for one in self.entries} | {one.name for one in self.unread}

    def line_of(self, place: str, key: str, below: str = "") -> int:
        """The line of a key, or of one below it, where that is known; 0 where it is not."""
        lines = self.lines.get(place)
        return lines.of(f"{key}.{below}" if below else key) if lines else 0


def read_file(content: bytes, place: str, found: Found, *, own: bool) -> None:
    """Take in what a file called `place` holds; with `own`, its entries may say that they override others."""
    found.lines[place] = Lines("")
    try:
        text = decoded(content)
        found.lines[place] = Lines(text)
        tables = _parse(text)
    except (ValueError, RecursionError) as error:
        _take_unread(content, place, reason(error), found)
        return
    for name, value in tables.items():
        if name not in TABLES:
            near = meant(near_ones(name, TABLES)[:1])
            sentence = f"unknown table{near}" if near else f"unknown table; a file may hold {', '.join(TABLES)}"
            found.faults.append(Fault(place, name, sentence, found.line_of(place, name)))
            continue
        many = isinstance(value, list)
        for number, raw in enumerate(value if isinstance(value, list) else [value]):
            key = f"{name}[{number}]" if many else name
            at = At(raw, TABLES[name], own, place, key, partial(found.line_of, place, key))
            entry = _read_entry(at)
            if isinstance(entry, Own):
                found.entries.append(replace(entry, line_of=at.line_of))
                continue
            found.faults += entry
            if isinstance(raw, dict) and isinstance(entry_id := raw.get("id"), str):
                overrides = own and raw.get(OVERRIDE) is True
                found.unread.append(Unread(Name(noun_of(name), entry_id), entry[0], overrides))
            found.mentions += _mentions(raw, at)


def _named_in(text: str, fault: Fault) -> Iterator[Unread]:
    """The entries that a file which is no TOML seems to hold: each table with its id, as far as lines tell."""
    parts = _HEADER.split(text)
    for table, body in zip(parts[1::2], parts[2::2], strict=True):
        if table in TABLES and (entry_id := _ID.search(body)):
            yield Unread(Name(noun_of(table), entry_id[1]), fault, _OVERRIDES.search(body) is not None)


def _take_unread(content: bytes, place: str, sentence: str, found: Found) -> None:
    """Take in that a file could not be read, and what it seems to hold."""
    line = _LINE.search(sentence)
    if twice := _TWICE.search(sentence):
        sentence += f"; a list of tables is written [[{twice[1]}]]"
    number = int(line[1]) if line else 0
    fault = Fault(place, "", sentence.removeprefix(f"line {number}: "), number, entry="everything in it")
    found.faults.append(fault)
    text = content.decode("utf-8", "replace")
    found.unread += _named_in(text, fault)
    found.named |= {*_NAMED.findall(text)}


def _mentions(value: Raw, at: At, key: str = "") -> Iterator[Mention]:
    """What an entry names, wherever in it."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _mentions(item, at, f"{key}[{number}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            below = f"{key}.{name}" if key else name
            if name in _NOUNS and isinstance(item, str):
                named = Name(_NOUNS[name], item)
                where = key if name == "has" else below
                yield Mention(at.entry, named, at.fault(where, f"there is no {named.noun} '{item}'"))
            else:
                yield from _mentions(item, at, below)


def _read_entry(at: At) -> Own | Sequence[Fault]:
    from pydantic import ValidationError

    faults, overrides, raw, name = [], False, at.raw, at.table
    if isinstance(raw, dict) and name in KINDS:
        if "kind" in raw:
            faults.append(at.fault("kind", f"unknown key; the table says it is a {name}"))
        raw = {**raw, "kind": name}
    if at.own and isinstance(raw, dict) and OVERRIDE in raw:
        raw = {**raw}
        overrides = (word := raw.pop(OVERRIDE)) is True
        if not isinstance(word, bool):
            faults.append(at.fault(OVERRIDE, "true or false, without quotes"))
    try:
        # As JSON, because there strict means that 1 is no true and "1" no 1, and a list is still a tuple.
        entry = doors()[name].validate_json(json.dumps(raw, default=str), strict=True)
    except ValueError as error:
        if not isinstance(error, ValidationError):
            return [*faults, at.fault("", reason(error))]
        return [*faults, *faults_of(error.errors(include_url=False), at, overrides=overrides)]
    return faults or Own(entry, at.place, overrides)


@cache
def doors() -> Mapping[str, TypeAdapter[Entry]]:
    """For each table what checks an entry of it."""
    from pydantic import TypeAdapter

    by_type = {type_: TypeAdapter[Entry](type_) for type_ in dict.fromkeys(TABLES.values())}
    return {name: by_type[type_] for name, type_ in TABLES.items()}


def _parse(text: str) -> dict[str, Raw]:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            raise ValueError(f"line {number} is longer than {MAX_LINE:,} characters")
    bare = without_words(text)
    if long_key := _LONG_KEY.search(bare):
        number = 1 + bare.count("\n", 0, long_key.start())
        raise ValueError(f"line {number} has a key of more than {MAX_KEY_PARTS} parts")
    parsed = _plain_tree(parsed_text(text))
    return parsed if isinstance(parsed, dict) else {}


def _plain_tree(value: Raw) -> Raw:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [_plain_tree(item) for item in value]
    if isinstance(value, dict):
        return {plain(str(key)): _plain_tree(item) for key, item in value.items()}
    return value


def reason(error: OSError | ValueError | RecursionError) -> str:
    """Why a file cannot be read, in words."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, OSError):
        return reason_of(error)
    return plain(str(error))
