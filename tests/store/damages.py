"""What can befall a progress file, by name: functions from its bytes to other ones."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeAlias

from mltrack.store.paths import Places

Tables: TypeAlias = dict[str, Any]
Damage: TypeAlias = Callable[[bytes], bytes]

_DIGEST: Final = re.compile(rb'^{"_meta":{"file":{"sha256":"([0-9a-f]{64})"')


def vouched(raw: bytes) -> bytes:
    """The same with a checksum that fits, as no accident would have it."""
    found = _DIGEST.match(raw)
    assert found is not None
    blank = raw[: found.start(1)] + b"0" * 64 + raw[found.end(1) :]
    return blank.replace(b"0" * 64, hashlib.sha256(blank).hexdigest().encode(), 1)


def rebuilt(change: Callable[[Tables], object]) -> Damage:
    """The file with its tables changed and a checksum that fits."""

    def damage(raw: bytes) -> bytes:
        tables = json.loads(raw)
        change(tables)
        meta = tables["_meta"]["file"]
        tables["_meta"]["file"] = {"sha256": meta.pop("sha256"), **meta}
        return vouched(json.dumps(tables, separators=(",", ":"), ensure_ascii=False).encode())

    return damage


def of_schema(schema: int) -> Damage:
    """The file as if a mltrack with that schema had written it."""
    return rebuilt(lambda tables: tables["_meta"]["file"].update(schema=schema))


def harm(places: Places, damage: Damage) -> bytes:
    """Change the progress file, in its place, and return what it holds now.

    The backup of its last save goes too, as where the disk was full when that was to be made: the
    newest one is then of the save before.
    """
    raw = places.progress.read_bytes()
    damaged = damage(raw)
    assert damaged != raw, "there is nothing in this file that such damage could befall"
    lose_copy(places.progress)
    places.progress.write_bytes(damaged)
    return damaged


def lose_copy(file: Path) -> None:
    """Take away the backup that the last save made of itself."""
    raw = file.read_bytes()
    for backup in (file.parent / "backups").glob("progress-*Z.json"):
        if backup.read_bytes() == raw:
            backup.unlink()


def _first_event(tables: Tables) -> Any:
    return min(tables["events"].values(), key=lambda fields: fields["clock"])


def emptied(raw: bytes) -> bytes:
    return b""


def first_clock(raw: bytes, written: bytes) -> bytes:
    """The file with `written` where its first entry tells its clock."""
    return re.sub(rb'"clock":\d+,', lambda _: written, raw, count=1)


UNREADABLE: Final[dict[str, Damage]] = {
    "empty": emptied,
    "one byte": lambda raw: raw[:1],
    "cut in the head": lambda raw: raw[:60],
    "cut in the middle": lambda raw: raw[: len(raw) // 2],
    "cut by one byte": lambda raw: raw[:-1],
    "trailing brace": lambda raw: raw + b"}",
    "trailing document": lambda raw: raw + raw,
    "byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "all NULs": lambda raw: bytes(len(raw)),
    "NULs at the end": lambda raw: raw[:-40] + bytes(40),
    "a NUL inside": lambda raw: raw.replace(b"python", b"pyth\0n"),
    "not UTF-8": lambda raw: raw.replace(b"python", b"pyth\xffn"),
    "UTF-16": lambda raw: raw.decode().encode("utf-16"),
    "null": lambda raw: b"null",
    "a list": lambda raw: b"[]",
    "no tables": lambda raw: b"{}",
    "deep nesting": lambda raw: b'{"a":' * 100_000,
    "NaN": lambda raw: vouched(first_clock(raw, b'"clock":NaN,')),
    "NaN where nobody looks": rebuilt(lambda tables: tables["state"].update({"pin:a": {"since": float("nan")}})),
    "infinity": lambda raw: vouched(first_clock(raw, b'"clock":-Infinity,')),
    "a number of 5,000 digits": lambda raw: vouched(first_clock(raw, b'"clock":' + b"9" * 5000 + b",")),
    "a key twice": lambda raw: vouched(first_clock(raw, b'"clock":1,"clock":2,')),
    "a table that is a list": rebuilt(lambda tables: tables.update(events=[])),
    "a document that is text": rebuilt(lambda tables: tables["state"].update({"mark:a": "done"})),
    "no generation": rebuilt(lambda tables: tables["_meta"]["file"].pop("generation")),
    "generation 0": rebuilt(lambda tables: tables["_meta"]["file"].update(generation=0)),
    "no device": rebuilt(lambda tables: tables["_meta"]["file"].update(device=None)),
    "schema 0": of_schema(0),
}
"""Nothing can be said of what such a file holds."""

UNFIT: Final[dict[str, Damage]] = {
    "an event without a clock": rebuilt(lambda tables: _first_event(tables).pop("clock")),
    "a clock that is text": rebuilt(lambda tables: _first_event(tables).update(clock="1")),
    "a moment that is none": rebuilt(lambda tables: _first_event(tables).update(at="yesterday")),
    "an event about nothing": rebuilt(lambda tables: _first_event(tables).pop("mark")),
    "an unknown status": rebuilt(lambda tables: _first_event(tables)["new"].update(status="bored")),
    "a mark that is text": rebuilt(lambda tables: _first_event(tables).update(new="done")),
    "a day that is none": rebuilt(lambda tables: _first_event(tables)["new"].update(started_on="2025-02-30")),
}
"""One entry of such a file cannot be understood; the others can."""

ALTERED: Final[dict[str, Damage]] = {
    "trailing newline": lambda raw: raw + b"\n",
    "written as JSON by another program": lambda raw: json.dumps(json.loads(raw), indent=2).encode(),
    "a fact changed by hand": lambda raw: raw.replace(b'"place":1', b'"place":2'),
    "no checksum": lambda raw: raw.replace(b'"sha256"', b'"sha255"', 1),
}
"""All of such a file can be read; only the checksum says that somebody else has written it."""

DAMAGES: Final[dict[str, Damage]] = {**UNREADABLE, **UNFIT, **ALTERED}
