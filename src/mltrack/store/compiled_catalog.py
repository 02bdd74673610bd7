"""A catalog that has passed the door, kept as JSON that need not pass it again: the same catalog, ten times as fast.

The one that ships is compiled when the wheel is built; that of any other folder is kept in the
cache. A compiled catalog says of which bytes, by which version and in which form it was made, and
carries a checksum. One that is not exactly what is looked for counts as absent, and the TOML files
are read: nothing is told, for nothing is lost.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from mltrack import __version__
from mltrack.core.catalog import Catalog
from mltrack.core.entries import Milestone, Removed, Role
from mltrack.core.figures import Benchmark, Source
from mltrack.core.index import Index
from mltrack.errors import StoreError
from mltrack.store.catalog_folder import EMPTY, bundled_folder, digest_of, digest_together, is_there
from mltrack.store.kept_derived import KeptDerived, write_derived
from mltrack.store.pieced_file import PiecedFile
from mltrack.store.shelves import CLASSES, NOT_AS_WRITTEN, Parts, Shelf, Written, as_json
from mltrack.store.whole_file import make_folder, replace_file

SHIPPED: Final = "_catalog.json"
"""The compiled form of the catalog that ships, in the package; the build of the wheel puts it there."""

_NAME: Final = "catalog-"
"""How the files in the cache begin; the digest of what they were made of follows."""
_KEPT: Final = 4
"""Compiled catalogs that stay in the cache, the newest."""
_SHA: Final = 64
_MIDDLE: Final = b'","sizes":"'
_SIZES: Final = 32
"""Hexadecimal digits of the bytes that the index has, and the texts."""
_END: Final = b'"}\n'
_FORM: Final = 4
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
    origin = Origin(folder, cache)
    if own is None or added == EMPTY:
        return _found(origin, digest) or origin.read()
    both, joined = digest_together(digest, added), Origin(folder, cache, own)
    found = _kept(joined, both) if both else None
    return found or joined.read(_found(origin, digest))


def quick_catalog(folder: Path, cache: Path, own: Path) -> Catalog | None:
    """The catalog from its compiled form alone, the person's own files with it; None where there is none.

    Where they have changed since it was made, it is the catalog without them. No TOML is read, and nothing is kept.
    """
    digest = digest_of(folder)
    added = digest_of(own) if is_there(own) else EMPTY
    both = digest_together(digest, added) if added != EMPTY else ""
    if both and (found := _kept(Origin(folder, cache, own), both)) is not None:
        return found
    return _found(Origin(folder, cache), digest)


class Origin(NamedTuple):
    """What a catalog is compiled from, and where it is kept."""

    folder: Path
    cache: Path
    own: Path | None = None
    """What a person adds to it, where there is anything."""

    def read(self, base: Catalog | None = None) -> Catalog:
        """The catalog as its files say, kept for the next time; raises CatalogError.

        With a person's own files, their part is added to `base` where that is known.
        """
        from mltrack.store.catalog_files import add_own, read_catalog

        base = base or _keep(self.cache, *read_catalog(self.folder))
        if self.own is None:
            return base
        catalog, added = add_own(base, self.own, self.folder)
        # Where a file could not be read there is nothing to know it by, and it is looked at anew each time.
        whole = base.digest and digest_of(self.own)
        return _keep(self.cache, catalog, digest_together(base.digest, added) if whole else "")


def _found(origin: Origin, digest: str) -> Catalog | None:
    """The catalog of a folder whose files have this digest, from its compiled form; None where there is none."""
    if not digest:
        return None
    shipped = Path(__file__).parents[1] / SHIPPED
    found = _kept(origin, digest, shipped) if origin.folder == bundled_folder() else None
    return found or _kept(origin, digest)


def compiled(catalog: Catalog, digest: str) -> bytes:
    """The compiled form of a catalog that was read from files of this digest.

    Raises RecursionError for a requirement that is nested too deeply to be written.
    """
    written = Written()
    write_derived(written, catalog)
    for told in _TOLD:
        written.add(told, as_json(getattr(catalog, told)))
    for kind, entries in catalog.index._asdict().items():
        written.add(f"{kind} ids", [*entries])
        written.add_each(kind, map(as_json, entries.values()))
    index, texts = written.in_two()
    checksum = hashlib.sha256(index).hexdigest().encode()
    return b"".join([_head(digest), checksum, _MIDDLE, b"%016x%016x" % (len(index), len(texts)), _END, index, texts])


def catalog_in(raw: bytes, digest: str) -> Catalog | None:
    """The catalog in its compiled form; None for anything but that of files of this digest, whole and of this form.

    An entry is made when it is first asked for; for one that cannot be made a LookupError is raised.
    """

    def anew() -> Catalog:
        raise LookupError("an entry of a compiled catalog cannot be made")

    return _read(lambda start, end: raw[start:end], len(raw), digest, anew)


def _read(piece: Callable[[int, int], bytes], size: int, digest: str, anew: Callable[[], Catalog]) -> Catalog | None:
    """The catalog in a compiled form of this size, of which `piece` reads a part, from and to.

    What of it is not as it was written is taken from the catalog that `anew` reads from its files.
    """
    head = _head(digest)
    start = len(head) + _SHA + len(_MIDDLE) + _SIZES + len(_END)
    first = piece(0, start)
    sizes = first[-len(_END) - _SIZES : -len(_END)]
    try:
        middle = int(sizes[: _SIZES // 2], 16)
        texts = start + middle
        if size != texts + int(sizes[_SIZES // 2 :], 16):
            return None
        index = piece(start, texts)
        if first != head + hashlib.sha256(index).hexdigest().encode() + _MIDDLE + sizes + _END:
            return None
        return _catalog_of(Parts(index, lambda one, end: piece(texts + one, texts + end)), digest, anew)
    except NOT_AS_WRITTEN:
        return None


def _catalog_of(parts: Parts, digest: str, anew: Callable[[], Catalog]) -> Catalog:
    sources, benchmarks = _shelf(parts, "sources", Source, anew), _shelf(parts, "benchmarks", Benchmark, anew)
    milestones, roles = _shelf(parts, "milestones", Milestone, anew), _shelf(parts, "roles", Role, anew)
    removed = _shelf(parts, "removed", Removed, anew)
    index = Index(sources, milestones, roles, benchmarks, removed)
    left_out, missing, yours = (parts.tuple_of(name) for name in _TOLD)
    derived = KeptDerived(parts, index, milestones, roles, anew)
    return Catalog(*index, left_out, missing, yours, digest, derived)


def _shelf(parts: Parts, kind: str, made: type[_Entry], anew: Callable[[], Catalog]) -> Shelf[_Entry]:
    """The entries of one kind."""
    ids, read = parts.words(f"{kind} ids"), parts.each(kind)

    def make(number: int, entry_id: str) -> _Entry:
        with suppress(*NOT_AS_WRITTEN):
            entry = read(number)
            if isinstance(entry, made) and entry.id == entry_id:
                return entry
        found: Mapping[str, _Entry] = getattr(anew(), kind)
        return found[entry_id]

    return Shelf(ids, make)


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


def _kept(origin: Origin, digest: str, path: Path | None = None) -> Catalog | None:
    """The catalog that is kept at `path`, by default in the cache; None where that is not the one of this digest."""

    @cache
    def anew() -> Catalog:
        catalog = origin.read()
        if catalog.digest != digest:
            raise StoreError("The files of the catalog have changed since mltrack was started. Start it again.")
        return catalog

    try:
        kept = PiecedFile(path or _place(origin.cache, digest))
        return _read(kept.piece, kept.size, digest, anew)
    except (OSError, ValueError):
        return None


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
