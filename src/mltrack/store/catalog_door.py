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
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Final, TypeAlias

from mltrack.core.entries import Kind, Milestone, Removed, Role
from mltrack.core.figures import Benchmark, Source
from mltrack.core.joining import Own, Unread
from mltrack.core.soundness import Entry, Name
from mltrack.core.text import plain
from mltrack.errors import Fault, reason_of
from mltrack.store.catalog_lines import Lines, without_words

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

Raw: TypeAlias = "str | int | float | bool | list[Raw] | dict[str, Raw] | object"

MAX_LINE: Final = 4_000
MAX_KEY_PARTS: Final = 16
OVERRIDE: Final = "override"
"""The key by which an entry of a person's own says that it takes the place of one of the catalog."""

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
_MISSING: Final = "this key is missing"
_SHAPES: Final = {"Has": ("has",), "AllOf": ("all",), "AnyOf": ("any",), "AtLeast": ("at_least", "of")}


@dataclass
class Found:
    """What the files hold so far."""

    entries: list[Own] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    """Entries with faults of their own, as far as they say which they are."""
    lines: dict[str, Lines] = field(default_factory=dict)
    """File to where in it things stand."""

    def line_of(self, place: str, key: str, below: str = "") -> int:
        """The line of a key, or of one below it, where that is known; 0 where it is not."""
        lines = self.lines.get(place)
        return lines.of(f"{key}.{below}" if below else key) if lines else 0


def read_file(content: bytes, place: str, found: Found, *, own: bool) -> None:
    """Take in what a file called `place` holds; with `own`, its entries may say that they override others."""
    try:
        text = content.decode("utf-8-sig")
        found.lines[place] = Lines(text)
        tables = _parse(text)
    except (ValueError, RecursionError) as error:
        sentence = reason(error)
        line = _LINE.search(sentence)
        fault = Fault(place, "", sentence, int(line[1]) if line else 0)
        found.faults.append(fault)
        found.unread += _named_in(content.decode("utf-8-sig", "replace"), fault)
        return
    for name, value in tables.items():
        if name not in TABLES:
            sentence = f"unknown table; a file may hold {', '.join(TABLES)}"
            found.faults.append(Fault(place, name, sentence, found.line_of(place, name)))
            continue
        many = isinstance(value, list)
        for number, raw in enumerate(value if isinstance(value, list) else [value]):
            key = f"{name}[{number}]" if many else name
            entry = _read_entry(raw, name, _At(place, key), own=own)
            if isinstance(entry, Own):
                found.entries.append(replace(entry, line_of=partial(found.line_of, place, key)))
                continue
            faults = [replace(fault, line=found.line_of(place, fault.key)) for fault in entry]
            found.faults += faults
            if isinstance(raw, dict) and isinstance(entry_id := raw.get("id"), str):
                overrides = own and raw.get(OVERRIDE) is True
                found.unread.append(Unread(_name(name, entry_id), faults[0], overrides))


def _name(table: str, entry_id: str) -> Name:
    return Name("milestone" if table in KINDS else table, entry_id)


def _named_in(text: str, fault: Fault) -> Iterator[Unread]:
    """The entries that a file which is no TOML seems to hold: each table with its id, as far as lines tell."""
    parts = _HEADER.split(text)
    for table, body in zip(parts[1::2], parts[2::2], strict=True):
        if table in TABLES and (entry_id := _ID.search(body)):
            yield Unread(_name(table, entry_id[1]), fault, _OVERRIDES.search(body) is not None)


@dataclass(frozen=True)
class _At:
    place: str
    key: str


def _read_entry(raw: Raw, name: str, at: _At, *, own: bool) -> Own | Sequence[Fault]:
    from pydantic import ValidationError

    faults, overrides = [], False
    if isinstance(raw, dict) and name in KINDS:
        if "kind" in raw:
            faults.append(Fault(at.place, f"{at.key}.kind", f"unknown key; the table says it is a {name}"))
        raw = {**raw, "kind": name}
    if own and isinstance(raw, dict) and OVERRIDE in raw:
        raw = {**raw}
        overrides = (said := raw.pop(OVERRIDE)) is True
        if not isinstance(said, bool):
            faults.append(Fault(at.place, f"{at.key}.{OVERRIDE}", "input should be true or false"))
    try:
        # As JSON, because there strict means that 1 is no true and "1" no 1, and a list is still a tuple.
        entry = doors()[name].validate_json(json.dumps(raw, default=str), strict=True)
    except ValueError as error:
        if not isinstance(error, ValidationError):
            return [*faults, Fault(at.place, plain(at.key), reason(error))]
        told = [*faults, *_faults(error.errors(include_url=False), raw, at)]
        return _as_override(told, at) if overrides else told
    return faults or Own(entry, at.place, overrides)


def _as_override(faults: Sequence[Fault], at: _At) -> Sequence[Fault]:
    """The faults of an entry that overrides: what it lacks of a whole one is said once."""
    lacked = [one.key.removeprefix(f"{at.key}.") for one in faults if one.sentence == _MISSING]
    lacked = [key for key in lacked if "." not in key]
    if not lacked:
        return faults
    sentence = f"an override takes the place of the whole entry, and this one still lacks {', '.join(lacked)}"
    rest = [one for one in faults if one.sentence != _MISSING or one.key.removeprefix(f"{at.key}.") not in lacked]
    return [Fault(at.place, f"{at.key}.{OVERRIDE}", sentence), *rest]


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
    parsed = _plain_tree(tomllib.loads(text))
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
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 text (byte {error.start})"
    return plain(str(error))


def _faults(details: Iterable[ErrorDetails], raw: Raw, at: _At) -> Iterator[Fault]:
    """One fault an error, without the branches of a requirement that its author did not mean."""
    seen: set[tuple[str, str]] = set()
    for detail in details:
        where = _follow(detail["loc"], raw)
        if where is None:
            continue
        key, sentence = _join(at.key, where), _sentence(detail, where)
        if (key, sentence) not in seen:
            seen.add((key, sentence))
            yield Fault(at.place, plain(key), plain(sentence))


@dataclass(frozen=True)
class _Where:
    keys: tuple[str | int, ...]
    shapeless: bool = False


def _follow(loc: tuple[str | int, ...], raw: Raw) -> _Where | None:
    """The keys of a pydantic location that a file has; None for a shape its author did not write."""
    keys: list[str | int] = []
    for part in loc:
        if isinstance(part, str) and part in _SHAPES:
            written = _shape_written(raw)
            if written is None:
                return _Where(tuple(keys), shapeless=True)
            if part != written:
                return None
            continue
        keys.append(part)
        if isinstance(raw, dict) and isinstance(part, str):
            raw = raw.get(part)
        elif isinstance(raw, list) and isinstance(part, int) and part < len(raw):
            raw = raw[part]
    return _Where(tuple(keys))


def _shape_written(raw: Raw) -> str | None:
    if not isinstance(raw, dict):
        return None
    return next((shape for shape, keys in _SHAPES.items() if any(key in raw for key in keys)), None)


def _join(start: str, where: _Where) -> str:
    return start + "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in where.keys)


def _sentence(detail: ErrorDetails, where: _Where) -> str:
    if where.shapeless:
        return "a requirement says has = ..., all = [...], any = [...] or at_least = n with of = [...]"
    match detail["type"]:
        case "missing":
            return _MISSING
        case "unexpected_keyword_argument":
            return "unknown key"
        case "value_error":
            return str(detail["ctx"]["error"])
        case _:
            message = detail["msg"]
            return message[:1].lower() + message[1:]
