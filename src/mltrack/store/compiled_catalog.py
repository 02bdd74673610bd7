"""A catalog that has passed the door, kept as JSON that need not pass it again: the same catalog, ten times as fast.

The one that ships is compiled when the wheel is built; that of any other folder is kept in the
cache. A compiled catalog says of which bytes, by which version and in which form it was made, and
carries a checksum. One that is not exactly what is looked for counts as absent, and the TOML files
are read: nothing is told, for nothing is lost.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from mltrack import __version__
from mltrack.core.catalog import Catalog
from mltrack.core.entries import Milestone, Removed, Role
from mltrack.core.figures import Benchmark, Source
from mltrack.core.index import Index
from mltrack.errors import StoreError
from mltrack.store.catalog_folder import EMPTY, bundled_folder, digest_of, digest_together, is_there
from mltrack.store.shelves import CLASSES, NOT_AS_WRITTEN, KeptDerived, Parts, Shelf, Written, as_json, write_derived
from mltrack.store.whole_file import make_folder, read_file, replace_file

SHIPPED: Final = "_catalog.json"
"""The compiled form of the catalog that ships, in the package; the build of the wheel puts it there."""

_NAME: Final = "catalog-"
"""How the files in the cache begin; the digest of what they were made of follows."""
_KEPT: Final = 4
"""Compiled catalogs that stay in the cache, the newest."""
_SHA: Final = 64
_MIDDLE: Final = b'"}\n'
_FORM: Final = 3
"""To be raised when what follows from the entries is found in another way, or written in another."""
_TOLD: Final = ("left_out", "missing", "yours")
"""What a catalog tells beside its entries."""

_Entry = TypeVar("_Entry", Source, Milestone, Role, Benchmark, Removed)


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
    if both and (found := _kept(_place(cache, both), both, Origin(folder, own))) is not None:
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
    if both and (found := _kept(_place(cache, both), both, Origin(folder, own))) is not None:
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
    kept = (_kept(path, digest, Origin(folder)) for path in (*shipped, _place(cache, digest)))
    return next((catalog for catalog in kept if catalog is not None), None)


def compiled(catalog: Catalog, digest: str) -> bytes:
    """The compiled form of a catalog that was read from files of this digest.

    Raises RecursionError for a requirement that is nested too deeply to be written.
    """
    written = Written()
    for kind, entries in catalog.index._asdict().items():
        written.add(f"{kind} ids", [*entries])
        written.add_each(kind, map(as_json, entries.values()))
    for told in _TOLD:
        written.add(told, as_json(getattr(catalog, told)))
    write_derived(written, catalog)
    body = written.bytes()
    return _head(digest) + hashlib.sha256(body).hexdigest().encode() + _MIDDLE + body


def catalog_in(raw: bytes, digest: str, origin: Origin | None = None) -> Catalog | None:
    """The catalog in its compiled form; None for anything but that of files of this digest, whole and of this form.

    An entry is made when it is first asked for; one that cannot be is taken from the files of the
    `origin`, and a LookupError is raised where there is none.
    """
    head = _head(digest)
    start = len(head) + _SHA + len(_MIDDLE)
    if raw[: len(head)] != head or raw[start - len(_MIDDLE) : start] != _MIDDLE:
        return None
    if raw[len(head) : len(head) + _SHA] != hashlib.sha256(memoryview(raw)[start:]).hexdigest().encode():
        return None
    try:
        return _catalog_of(Parts(raw, start), digest, _Instead(origin))
    except NOT_AS_WRITTEN:
        return None


def _catalog_of(parts: Parts, digest: str, instead: _Instead) -> Catalog:
    sources = _shelf(parts, "sources", Source, instead)
    milestones, roles = _shelf(parts, "milestones", Milestone, instead), _shelf(parts, "roles", Role, instead)
    benchmarks, removed = _shelf(parts, "benchmarks", Benchmark, instead), _shelf(parts, "removed", Removed, instead)
    index = Index(sources, milestones, roles, benchmarks, removed)
    left_out, missing, yours = (parts.tuple_of(name) for name in _TOLD)
    derived = KeptDerived(index, parts, milestones, roles)
    return Catalog(*index, left_out, missing, yours, digest, derived)


def _shelf(parts: Parts, kind: str, made: type[_Entry], instead: _Instead) -> Shelf[_Entry]:
    """The entries of one kind."""
    ids, read = parts.words(f"{kind} ids"), parts.each(kind)

    def make(number: int, entry_id: str) -> _Entry:
        with suppress(*NOT_AS_WRITTEN):
            entry = read(number)
            if isinstance(entry, made) and entry.id == entry_id:
                return entry
        found: Mapping[str, _Entry] = getattr(instead.catalog, kind)
        return found[entry_id]

    return Shelf(ids, make)


class Origin(NamedTuple):
    """Where the files are that a catalog was compiled from."""

    folder: Path
    own: Path | None = None
    """What a person adds to it, where there is anything."""


class _Instead:
    """The catalog as its files say, for an entry that cannot be made of its compiled form."""

    def __init__(self, origin: Origin | None) -> None:
        self._origin = origin

    @cached_property
    def catalog(self) -> Catalog:
        """Read once; raises CatalogError."""
        from mltrack.store.catalog_files import load_both, load_catalog

        if self._origin is None:
            raise LookupError("an entry of a compiled catalog cannot be made")
        folder, own = self._origin
        return load_catalog(folder) if own is None else load_both(folder, own)


def _head(digest: str) -> bytes:
    """What a compiled catalog begins with: that of another version, or of other classes, begins in another way."""
    form = hashlib.sha256(f"{_FORM} {__version__}".encode())
    for name, one in CLASSES.items():
        members = one.__members__ if issubclass(one, Enum) else _fields_of(one)
        form.update(" ".join((name, *members)).encode())
    return f'{{"form":"{form.hexdigest()}","of":"{digest}","sha256":"'.encode()


def _fields_of(one: type) -> Iterable[str]:
    found: Mapping[str, object] = vars(one)["__dataclass_fields__"]
    return found


# The cache


def _place(cache: Path, digest: str) -> Path:
    return cache / f"{_NAME}{digest}.json"


def _kept(path: Path, digest: str, origin: Origin) -> Catalog | None:
    try:
        found = read_file(path)
    except (OSError, ValueError):
        return None
    return None if found is None else catalog_in(found[0], digest, origin)


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
