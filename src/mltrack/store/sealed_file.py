"""The bytes of the progress file: TinyDB's JSON under a checksum, with its schema and generation.

It opens with `{"_meta":{"file":{"sha256":"` and 64 digits, the SHA-256 of the file with zeros in
their place, so it is checked on the bytes as they are.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias, TypeGuard

from mltrack import __version__
from mltrack.core.records import dataclass
from mltrack.core.strict_json import Fields, strict_json
from mltrack.store.whole_file import MAX_BYTES

Tables: TypeAlias = "dict[str, dict[str, Fields]]"

_META: Final = "_meta"
_FILE: Final = "file"
_HEAD: Final = b'{"_meta":{"file":{"sha256":"'
_ZEROS: Final = b"0" * 64
_AFTER_DIGEST: Final = len(_HEAD) + len(_ZEROS)
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
    others = dict(rest.pop(_META, {}))
    numbers: Fields = {"schema": form.schema, "generation": generation, "app": __version__, "device": device}
    meta = {**others.pop(_FILE, {}), **numbers}
    meta.pop("sha256", None)
    text = f'",{_inside(meta)}}}{_following(others)}}}{_following(rest)}}}'
    raw = _HEAD + _ZEROS + text.encode("utf-8")
    if len(raw) > MAX_BYTES:
        raise ValueError(f"it would be larger than {MAX_BYTES:,} bytes")
    digest = _digest(raw)
    return _HEAD + digest.encode() + raw[_AFTER_DIGEST:], digest


def _inside(members: Mapping[str, object]) -> str:
    """The members of a JSON object, sorted, without its braces."""
    text = json.dumps(members, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return text[1:-1]


def _following(members: Mapping[str, object]) -> str:
    return f",{_inside(members)}" if members else ""


def _digest(raw: bytes) -> str:
    sha = hashlib.sha256(_HEAD + _ZEROS)
    sha.update(memoryview(raw)[_AFTER_DIGEST:])
    return sha.hexdigest()


def unseal(raw: bytes, form: Form) -> Sealed:
    """Read the bytes of a file; raises ValueError with the reason when they are not one.

    A checksum that does not fit is not refused here: see `Sealed.sound`.
    """
    tables = strict_json(raw)
    if not _is_tables(tables):
        raise ValueError("it is not made of tables of documents")
    digest = raw[len(_HEAD) : _AFTER_DIGEST].decode("ascii", "replace")
    sound = raw.startswith(_HEAD) and digest == _digest(raw)
    match tables.get(_META, {}).get(_FILE):
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


def is_sealed_by(raw: bytes, device: str, form: Form) -> bool:
    """True for the sound bytes of a file of this device, in a schema that is understood. It does not read all of it."""
    digest = raw[len(_HEAD) : _AFTER_DIGEST].decode("ascii", "replace")
    schema = _SCHEMA.search(raw, 0, _BEGINNING)
    understood = schema is not None and int(schema[1]) <= form.schema
    return understood and device_of(raw) == device and raw.startswith(_HEAD) and digest == _digest(raw)


def _is_tables(value: object) -> TypeGuard[Tables]:
    return isinstance(value, dict) and all(
        isinstance(table, dict) and all(isinstance(fields, dict) for fields in table.values())
        for table in value.values()
    )
