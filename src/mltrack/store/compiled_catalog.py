"""A catalog that has passed the door, kept as JSON that need not pass it again: the same catalog, ten times as fast.

The one that ships is compiled when the wheel is built; that of any other folder is kept in the
cache. A compiled catalog says of which bytes, by which version and in which form it was made, and
carries a checksum. One that is not exactly what is looked for counts as absent, and the TOML files
are read: nothing is told, for nothing is lost.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from mltrack import __version__
from mltrack.core import entries, figures, requirements
from mltrack.core.catalog import Catalog, Missing, Yours
from mltrack.core.soundness import Index
from mltrack.errors import Fault, StoreError
from mltrack.store.catalog_folder import EMPTY, bundled_folder, digest_of, digest_together, is_there
from mltrack.store.whole_file import make_folder, read_file, replace_file

SHIPPED: Final = "_catalog.json"
"""The compiled form of the catalog that ships, in the package; the build of the wheel puts it there."""

_NAME: Final = "catalog-"
"""How the files in the cache begin; the digest of what they were made of follows."""
_KEPT: Final = 4
"""Compiled catalogs that stay in the cache, the newest."""
_SHA: Final = 64
_MIDDLE: Final = b'","catalog":'
_END: Final = b"}"
_TUPLE: Final = ""

_CLASSES: Final = {
    one.__name__: one
    for room in (requirements, figures, entries)
    for one in vars(room).values()
    if isinstance(one, type) and one.__module__ == room.__name__ and (is_dataclass(one) or issubclass(one, Enum))
} | {one.__name__: one for one in (Fault, Missing, Yours)}
"""What a catalog is made of."""
_MAKERS: Final[Mapping[str, Callable[..., object]]] = _CLASSES


def open_catalog(folder: Path, cache: Path, own: Path | None = None) -> Catalog:
    """What `load_catalog` reads from `folder`, from its compiled form where there is one; raises CatalogError.

    With what is sound of a person's own files below `own`, if there are any. Without a compiled
    form, it is kept in `cache` for the next time, if that can be written.
    """
    digest = digest_of(folder)
    added = digest_of(own) if own is not None and is_there(own) else EMPTY
    if own is None or added == EMPTY:
        return _opened(folder, cache, digest)
    both = digest_together(digest, added)
    if both and (found := _kept(_place(cache, both), both)) is not None:
        return found
    base = _opened(folder, cache, digest)
    from mltrack.store.catalog_files import add_own

    catalog, added = add_own(base, own, folder)
    # Where a file could not be read there is nothing to know it by, and it is looked at anew each time.
    return _keep(cache, catalog, digest_together(base.digest, added) if both else "")


def quick_catalog(folder: Path, cache: Path, own: Path) -> Catalog | None:
    """The catalog from its compiled form alone, the person's own files with it; None where there is none.

    Where they have changed since it was made, it is the catalog without them. No TOML is read, and nothing is kept.
    """
    digest = digest_of(folder)
    added = digest_of(own) if is_there(own) else EMPTY
    both = digest_together(digest, added) if added != EMPTY else ""
    if both and (found := _kept(_place(cache, both), both)) is not None:
        return found
    return _found(folder, cache, digest) if digest else None


def _opened(folder: Path, cache: Path, digest: str) -> Catalog:
    """The catalog of a folder whose files have this digest, from its compiled form where there is one."""
    if digest and (found := _found(folder, cache, digest)) is not None:
        return found
    from mltrack.store.catalog_files import read_catalog

    return _keep(cache, *read_catalog(folder))


def _found(folder: Path, cache: Path, digest: str) -> Catalog | None:
    shipped = [Path(__file__).parents[1] / SHIPPED] if folder == bundled_folder() else []
    kept = (_kept(path, digest) for path in (*shipped, _place(cache, digest)))
    return next((catalog for catalog in kept if catalog is not None), None)


def compiled(catalog: Catalog, digest: str) -> bytes:
    """The compiled form of a catalog that was read from files of this digest.

    Raises RecursionError for a requirement that is nested too deeply to be written.
    """
    kinds = [[*kind.values()] for kind in catalog.index]
    told = [[_written(entry) for entry in kind] for kind in (*kinds, catalog.left_out, catalog.missing, catalog.yours)]
    body = json.dumps(told, separators=(",", ":")).encode()
    return _head(digest) + hashlib.sha256(body).hexdigest().encode() + _MIDDLE + body + _END


def catalog_in(raw: bytes, digest: str) -> Catalog | None:
    """The catalog in its compiled form; None for anything but that of files of this digest, whole and of this form."""
    head = _head(digest)
    start = len(head) + _SHA + len(_MIDDLE)
    body = raw[start : -len(_END)]
    if raw != head + hashlib.sha256(body).hexdigest().encode() + _MIDDLE + body + _END:
        return None
    try:
        *kinds, left_out, missing, yours = json.loads(body, object_hook=_made)
        index = Index._make({entry.id: entry for entry in kind} for kind in kinds)
        return Catalog(*index, tuple(left_out), tuple(missing), tuple(yours), digest)
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return None


def _head(digest: str) -> bytes:
    """What a compiled catalog begins with: that of another version, or of other classes, begins in another way."""
    form = hashlib.sha256(__version__.encode())
    for name, one in _CLASSES.items():
        members = one.__members__ if issubclass(one, Enum) else one.__dataclass_fields__
        form.update(" ".join((name, *members)).encode())
    return f'{{"form":"{form.hexdigest()}","of":"{digest}","sha256":"'.encode()


# The cache


def _place(cache: Path, digest: str) -> Path:
    return cache / f"{_NAME}{digest}.json"


def _kept(path: Path, digest: str) -> Catalog | None:
    try:
        found = read_file(path)
    except (OSError, ValueError):
        return None
    return None if found is None else catalog_in(found[0], digest)


def _keep(cache: Path, catalog: Catalog, digest: str) -> Catalog:
    """Keep the catalog for the next time, where that can be done; a first look at mltrack leaves no trace."""
    catalog = replace(catalog, digest=digest)
    if not digest or not cache.parent.is_dir():
        return catalog
    path = _place(cache, digest)
    with suppress(OSError, RecursionError, StoreError):
        raw = compiled(catalog, digest)
        make_folder(cache)
        # Under a name of its own: two processes may be at it, and the later one is as good as the other.
        replace_file(path, raw, temp=path.with_suffix(f".{os.getpid()}.new"))
        by_age = sorted(cache.glob(f"{_NAME}*"), key=lambda kept: kept.stat().st_mtime_ns, reverse=True)
        for old in by_age[_KEPT:]:
            old.unlink()
    return catalog


# Objects as JSON: one member, named for the class, with what the object is made of


def _written(value: object) -> object:
    if isinstance(value, tuple):
        return {_TUPLE: [_written(item) for item in value]}
    if isinstance(value, date):
        return {date.__name__: value.isoformat()}
    if isinstance(value, Enum):
        return {type(value).__name__: value.value}
    if is_dataclass(value):
        return {type(value).__name__: [_written(getattr(value, field.name)) for field in fields(value)]}
    return value


def _made(written: dict[str, str | list[object]]) -> object:
    ((name, parts),) = written.items()
    if isinstance(parts, str):
        return _word(name, parts)
    return tuple(parts) if name == _TUPLE else _MAKERS[name](*parts)


@cache
def _word(name: str, value: str) -> object:
    return date.fromisoformat(value) if name == date.__name__ else _MAKERS[name](value)
