"""The bytes of the progress file: TinyDB's JSON under a checksum, with its schema and generation.

It opens with `{"_meta":{"file":{"sha256":"` and 64 digits, the SHA-256 of the file with zeros in
their place, so it is checked on the bytes as they are.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias, TypeGuard

from mltrack import __version__
from mltrack.core.records import dataclass
from mltrack.core.strict_json import Fields, strict_json
from mltrack.store.whole_file import MAX_BYTES, Pieces, whole

Tables: TypeAlias = "dict[str, dict[str, Fields]]"

META: Final = "_meta"
"""The table in which the file tells of itself."""
FILE: Final = "file"
"""Its document of the numbers of the file."""
SUMMARY: Final = "summary"
"""Its field that `ledger` writes; it holds for the one save that it was made for. It comes after the others."""
_HEAD: Final = b'{"_meta":{"file":{"sha256":"'
_ZEROS: Final = b"0" * 64
DIGEST_END: Final = len(_HEAD) + len(_ZEROS)
"""How many bytes a file has up to the end of its checksum."""
_LARGE: Final = 1 << 20
"""Bytes of a file from which on it is not copied to be written at once."""
_BEGINNING: Final = 1_000
"""Bytes in which the file tells of itself."""
_DEVICE: Final = re.compile(rb'"device":"([!-~]{1,200}?)"')
_SCHEMA: Final = re.compile(rb'"schema":(\d{1,9})[,}]')


@dataclass(frozen=True, slots=True)
class Form:
    """The schema that a file is written in, and how older ones are brought to it."""

    schema: int
    """The schema that is written, and the newest that is understood."""
    migrations: Mapping[int, Callable[[Tables], Tables]]
    """For every older schema, a function from its tables, which it may change, to those of the next one."""


def _as_it_is(tables: Tables) -> Tables:
    return tables


CURRENT: Final = Form(3, {1: _as_it_is, 2: _as_it_is})
"""The schema of this version. 2 has more kinds of entries than 1: time spent, own efforts, due days; 3 has evidence."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the bytes of a file hold."""

    tables: Tables
    """In the form asked for, unless the schema is newer."""
    schema: int
    """The schema that it was written in."""
    generation: int
    """The number of the save that wrote it, from 1."""
    device: str
    """Id of the device that wrote it."""
    app: str
    """The version of mltrack that wrote it."""
    digest: str
    """The checksum that it carries."""
    sound: bool
    """True when the checksum fits."""


def seal(tables: Tables, form: Form, generation: int, device: str) -> tuple[bytes, str]:
    """The bytes of a file, and its checksum. Raises ValueError or TypeError for what JSON cannot hold."""
    rest = dict(tables)
    meta = rest.pop(META, {})
    pieces, digest = put_together([opening(meta, form, generation, device), f"{_following(rest)}}}".encode()])
    return whole(pieces), digest


def opening(
    meta: Mapping[str, Fields], form: Form, generation: int, device: str, summary: Fields | None = None
) -> bytes:
    """The beginning of a file up to the end of `_meta`, with zeros for the checksum; raises as `seal` does."""
    others = dict(meta)
    numbers: Fields = {"schema": form.schema, "generation": generation, "app": __version__, "device": device}
    file = {**others.pop(FILE, {}), **numbers}
    for one in ("sha256", SUMMARY):
        file.pop(one, None)
    if summary is not None:
        file[SUMMARY] = summary
    return _HEAD + _ZEROS + f'",{written(file)}}}{_following(others)}}}'.encode()


def put_together(pieces: Pieces) -> tuple[Pieces, str]:
    """The bytes of a file, which begin as `opening` does, under their checksum, and that; raises ValueError."""
    size = sum(map(len, pieces))
    if size > MAX_BYTES:
        raise ValueError(f"it would be larger than {MAX_BYTES:,} bytes")
    sha = hashlib.sha256()
    for piece in pieces:
        sha.update(piece)
    digest = sha.hexdigest()
    found = [_HEAD + digest.encode() + bytes(pieces[0][DIGEST_END:]), *pieces[1:]]
    return (found if size > _LARGE else [b"".join(found)]), digest


def written(members: Mapping[str, object]) -> str:
    """The members of a JSON object, sorted, without its braces; raises as `seal` does."""
    text = json.dumps(members, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return text[1:-1]


def _following(members: Mapping[str, object]) -> str:
    return f",{written(members)}" if members else ""


def _digest(raw: bytes) -> str:
    sha = hashlib.sha256(_HEAD + _ZEROS)
    sha.update(memoryview(raw)[DIGEST_END:])
    return sha.hexdigest()


def digest_in(raw: bytes) -> str:
    """The checksum that a file carries; anything where it carries none."""
    return raw[len(_HEAD) : DIGEST_END].decode("ascii", "replace")


def is_sound(raw: bytes) -> bool:
    """True when the checksum that a file carries fits."""
    return raw.startswith(_HEAD) and digest_in(raw) == _digest(raw)


def unseal(raw: bytes, form: Form) -> Sealed:
    """Read the bytes of a file; raises ValueError with the reason when they are not one.

    A checksum that does not fit is not refused here: see `Sealed.sound`.
    """
    tables = strict_json(raw)
    if not _is_tables(tables):
        raise ValueError("it is not made of tables of documents")
    digest, sound = digest_in(raw), is_sound(raw)
    match tables.get(META, {}).get(FILE):
        case {"schema": int(schema), "generation": int(generation), "device": str(device), "app": str(app)} if (
            min(schema, generation) > 0
        ):
            return Sealed(_migrated(tables, schema, form), schema, generation, device, app, digest, sound)
    raise ValueError("it does not say which schema and generation it has")


def _migrated(tables: Tables, schema: int, form: Form) -> Tables:
    try:
        for step in range(schema, form.schema):
            tables = form.migrations[step](tables)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError) as error:
        raise ValueError(f"it cannot be brought from schema {schema} to {form.schema}: {error!r:.80}") from error
    if schema < form.schema and not _is_tables(tables):
        raise ValueError(f"it cannot be brought from schema {schema} to {form.schema}")
    return tables


def device_of(raw: bytes) -> str:
    """The id of the device that seems to have written `raw`; empty when its beginning does not tell."""
    found = _DEVICE.search(raw, 0, _BEGINNING)
    return found[1].decode("ascii") if found else ""


def is_sealed_by(chunks: Iterable[bytes], device: str, form: Form) -> bool:
    """True for the sound bytes of a file of this device, in a schema that is understood.

    It is told from some of the bytes at a time, and does not read what they mean.
    """
    rest = iter(chunks)
    first = next(rest, b"")
    schema = _SCHEMA.search(first, 0, _BEGINNING)
    understood = schema is not None and int(schema[1]) <= form.schema
    if not (understood and device_of(first) == device and first.startswith(_HEAD)):
        return False
    sha = hashlib.sha256(_HEAD + _ZEROS)
    sha.update(memoryview(first)[DIGEST_END:])
    for chunk in rest:
        sha.update(chunk)
    return sha.hexdigest() == digest_in(first)


def _is_tables(value: object) -> TypeGuard[Tables]:
    return isinstance(value, dict) and all(
        isinstance(table, dict) and all(isinstance(fields, dict) for fields in table.values())
        for table in value.values()
    )
