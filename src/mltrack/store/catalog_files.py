"""Catalog files (TOML) to a `Catalog`: the door through which every entry passes pydantic once.

A file may hold any mix of tables: `[[source]]`, `[[benchmark]]`, `[[role]]` and one table a kind of
milestone, `[[degree]]` to `[[project]]`; a single one may be written `[role]`. All faults of all
files are gathered before one CatalogError is raised.

The limits on size and key depth stand before the parser, because tomllib's own time grows with the
square of them (python/cpython#149231).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind, Milestone, Role
from mltrack.core.figures import Benchmark, Source
from mltrack.core.text import plain
from mltrack.errors import CatalogError, Fault, reason_of
from mltrack.store.catalog_folder import Digest, read_bytes, toml_files

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

Raw: TypeAlias = "str | int | float | bool | list[Raw] | dict[str, Raw] | object"
Entry: TypeAlias = Source | Benchmark | Milestone | Role

MAX_LINE: Final = 4_000
MAX_KEY_PARTS: Final = 16

_QUOTED: Final = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""'''
    r"|'''(?:[^']|'(?!''))*'''"
    r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*""",
    re.DOTALL,
)
_LONG_KEY: Final = re.compile(rf"[\w-]+(?:[ \t]*\.[ \t]*[\w-]+){{{MAX_KEY_PARTS},}}")

_KINDS: Final = {kind.value: kind for kind in Kind}
_TYPES: Final[dict[str, type[Entry]]] = {
    "source": Source,
    "benchmark": Benchmark,
    "role": Role,
    **dict.fromkeys(_KINDS, Milestone),
}
_SHAPES: Final = {"Has": ("has",), "AllOf": ("all",), "AnyOf": ("any",), "AtLeast": ("at_least", "of")}


@dataclass
class _Entries:
    """What the files hold so far: the entries, the file of each, and the faults."""

    digest: Digest
    entries: list[Entry] = field(default_factory=list)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def load_catalog(folder: Path) -> Catalog:
    """Read every `*.toml` below `folder`, in path order; raises CatalogError with all faults."""
    return read_catalog(folder)[0]


def read_catalog(folder: Path) -> tuple[Catalog, str]:
    """What `load_catalog` reads, and the digest of exactly the bytes that it was read from."""
    found = _Entries(Digest(folder))
    for path in toml_files(folder, found.faults):
        _read_file(path, found)
    if found.faults:
        raise CatalogError(found.faults)
    try:
        catalog = Catalog.build(
            sources=[entry for entry in found.entries if isinstance(entry, Source)],
            benchmarks=[entry for entry in found.entries if isinstance(entry, Benchmark)],
            milestones=[entry for entry in found.entries if isinstance(entry, Milestone)],
            roles=[entry for entry in found.entries if isinstance(entry, Role)],
        )
    except CatalogError as error:
        raise CatalogError([_with_file(fault, found.places) for fault in error.faults]) from error
    return catalog, found.digest.hex


def _with_file(fault: Fault, places: Mapping[tuple[str, str], str]) -> Fault:
    noun, _, entry_id = fault.place.partition(" ")
    place = places.get((noun, entry_id))
    return fault if place is None else replace(fault, place=place, key=f"{entry_id}: {fault.key}")


def _read_file(path: Path, found: _Entries) -> None:
    place = plain(str(path))
    try:
        content = read_bytes(path)
        found.digest.add(path, content)
        tables = _parse(content.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        found.faults.append(Fault(place, "", _reason(error)))
        return
    for name, value in tables.items():
        if name not in _TYPES:
            found.faults.append(Fault(place, plain(name), f"unknown table; a file may hold {', '.join(_TYPES)}"))
            continue
        many = isinstance(value, list)
        for number, raw in enumerate(value if isinstance(value, list) else [value]):
            key = f"{name}[{number}]" if many else name
            _read_entry(raw, name, _At(place, key), found)


@dataclass(frozen=True)
class _At:
    place: str
    key: str


def _read_entry(raw: Raw, name: str, at: _At, found: _Entries) -> None:
    from pydantic import ValidationError

    if isinstance(raw, dict) and name in _KINDS:
        if "kind" in raw:
            found.faults.append(Fault(at.place, f"{at.key}.kind", f"unknown key; the table says it is a {name}"))
        raw = {**raw, "kind": name}
    try:
        # As JSON, because there strict means that 1 is no true and "1" no 1, and a list is still a tuple.
        entry = _doors()[name].validate_json(json.dumps(raw, default=str), strict=True)
    except ValueError as error:
        if not isinstance(error, ValidationError):
            found.faults.append(Fault(at.place, plain(at.key), _reason(error)))
            return
        details = error.errors(include_url=False)
        found.faults.extend(_faults(details, raw, at))
        return
    found.entries.append(entry)
    noun = "milestone" if isinstance(entry, Milestone) else name
    found.places.setdefault((noun, entry.id), at.place)


@cache
def _doors() -> Mapping[str, TypeAdapter[Entry]]:
    from pydantic import TypeAdapter

    by_type = {type_: TypeAdapter[Entry](type_) for type_ in (Source, Benchmark, Milestone, Role)}
    return {name: by_type[type_] for name, type_ in _TYPES.items()}


def _parse(text: str) -> dict[str, Raw]:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            raise ValueError(f"line {number} is longer than {MAX_LINE:,} characters")
    bare = _QUOTED.sub(_without_words, text)
    if long_key := _LONG_KEY.search(bare):
        number = 1 + bare.count("\n", 0, long_key.start())
        raise ValueError(f"line {number} has a key of more than {MAX_KEY_PARTS} parts")
    parsed = _plain_tree(tomllib.loads(text))
    return parsed if isinstance(parsed, dict) else {}


def _without_words(quoted: re.Match[str]) -> str:
    """A string or comment with nothing in it that could be taken for a key; the lines stay the same."""
    return ("" if quoted[0].startswith("#") else "q") + "\n" * quoted[0].count("\n")


def _plain_tree(value: Raw) -> Raw:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [_plain_tree(item) for item in value]
    if isinstance(value, dict):
        return {plain(str(key)): _plain_tree(item) for key, item in value.items()}
    return value


def _reason(error: OSError | ValueError | RecursionError) -> str:
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
            return "this key is missing"
        case "unexpected_keyword_argument":
            return "unknown key"
        case "value_error":
            return str(detail["ctx"]["error"])
        case _:
            message = detail["msg"]
            return message[:1].lower() + message[1:]
