"""Catalog folders to a `Catalog`: the catalog itself, whole or not at all, and what a person adds to it.

All faults of all files are gathered before one CatalogError is raised. Of a person's own files what
is sound comes in, and what is not is told beside it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Milestone, Removed, Role
from mltrack.core.figures import Benchmark, Source
from mltrack.core.index import Name, name_of
from mltrack.core.joining import Own, fault_in, joined
from mltrack.core.soundness import flaws_of, suggestions
from mltrack.core.text import plain
from mltrack.errors import CatalogError, Fault, StoreError
from mltrack.store.catalog_door import KINDS, Found, read_file, reason
from mltrack.store.catalog_folder import Digest, files_in_wheel, is_there, read_bytes, toml_files
from mltrack.store.catalog_lines import line_of_entry


def load_catalog(folder: Path) -> Catalog:
    """Read every `*.toml` below `folder`, in path order; raises CatalogError with all faults."""
    return read_catalog(folder)[0]


def read_catalog(folder: Path) -> tuple[Catalog, str]:
    """What `load_catalog` reads, and the digest of exactly the bytes that it was read from."""
    found, digest = _read_folder(folder, own=False)
    return built(found), digest


def built(found: Found) -> Catalog:
    """The catalog of all that was found; raises CatalogError."""
    if found.faults:
        raise CatalogError(found.faults)
    entries = [one.entry for one in found.entries]
    try:
        return Catalog.build(
            sources=[entry for entry in entries if isinstance(entry, Source)],
            benchmarks=[entry for entry in entries if isinstance(entry, Benchmark)],
            milestones=[entry for entry in entries if isinstance(entry, Milestone)],
            roles=[entry for entry in entries if isinstance(entry, Role)],
            removed=[entry for entry in entries if isinstance(entry, Removed)],
        )
    except CatalogError as error:
        places = {str(name_of(one.entry)): one for one in reversed(found.entries)}
        raise CatalogError([_with_file(fault, places) for fault in error.faults]) from error


def _with_file(fault: Fault, places: Mapping[str, Own]) -> Fault:
    one = places[fault.place]
    return fault_in(one, fault.key, fault.sentence)


def load_both(folder: Path, own: Path) -> Catalog:
    """The catalog in `folder`, with what is sound of a person's own files below `own`; raises CatalogError."""
    return with_own(load_catalog(folder), own_found(own), partial(place_in, folder))


def add_own(base: Catalog, folder: Path, base_folder: Path) -> tuple[Catalog, str]:
    """`base` with what is sound of a person's own files below `folder`, and the digest of these files."""
    found, digest = _read_folder(folder, own=True)
    return with_own(base, found, partial(place_in, base_folder)), digest


def with_own(base: Catalog, found: Found, where: Callable[[Name], str]) -> Catalog:
    """`base` with what is sound of what was found; the rest is its `left_out`, by file and line.

    `where` tells where an entry of `base` stands.
    """
    whole = joined(base, found.entries, found.unread, cache(where))
    told = [*found.faults, *whole.left_out]
    told += _hidden(whole, found, told)
    order = {place: number for number, place in enumerate(found.lines)}
    told.sort(key=lambda fault: (order.get(fault.place, -1), fault.line))
    return replace(whole, left_out=tuple(told))


def _hidden(whole: Catalog, found: Found, told: Sequence[Fault]) -> Sequence[Fault]:
    """What else is wrong with entries that are left out: what they name and there is not."""
    theirs = found.names
    known, hints = {(fault.place, fault.key) for fault in told}, suggestions(whole.index)
    more = []
    for mention in found.mentions:
        if mention.named not in theirs and not whole.index.has(mention.named):
            hint = hints.hint(*mention.named)
            more.append(replace(mention.fault, sentence=f"{mention.fault.sentence}{hint}"))
    lost = {fault.entry for fault in told}
    for one in found.entries:
        if str(one.name) in lost:
            flaws = [flaw for flaw in flaws_of(whole.index, one.entry, hints) if theirs.isdisjoint(flaw.others)]
            more += [fault_in(one, flaw.key, flaw.sentence) for flaw in flaws]
    return [fault for fault in more if (fault.place, fault.key) not in known]


def own_found(folder: Path) -> Found:
    """What a person's own files hold; nothing where there is no folder."""
    return _read_folder(folder, own=True)[0] if is_there(folder) else Found()


def found_at(path: Path, *, own: bool) -> Found:
    """What the catalog files of a folder, of a wheel of mltrack, or one file by itself hold; raises StoreError.

    Of a wheel nothing is unpacked and nothing is run.
    """
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        return _read_folder(path, own=own)[0]
    found = Found()
    try:
        files = files_in_wheel(path) if path.suffix in {".whl", ".zip"} else [(plain(str(path)), read_bytes(path))]
    except (OSError, ValueError) as error:
        raise StoreError(f"{plain(str(path))} cannot be read as a catalog: {reason(error)}.") from error
    for place, content in files:
        read_file(content, place, found, own=own)
    return found


def _read_folder(folder: Path, *, own: bool) -> tuple[Found, str]:
    """What the files below a folder hold, and the digest of what of it could be read."""
    found, digest = Found(), Digest(folder)
    for path in toml_files(folder, found.faults):
        place = plain(str(path))
        found.files[place] = path
        try:
            content = read_bytes(path)
        except (OSError, ValueError) as error:
            found.faults.append(Fault(place, "", reason(error)))
            continue
        digest.add(path, content)
        read_file(content, place, found, own=own)
    return found, digest.hex


def place_in(folder: Path, name: Name) -> str:
    """The file and the line on which an entry of a catalog begins; the folder where that cannot be found."""
    tables = tuple(KINDS) if name.noun == "milestone" else (name.noun,)
    for path in toml_files(folder, []):
        with suppress(OSError, ValueError):
            if line := line_of_entry(read_bytes(path).decode("utf-8-sig"), tables, name.id):
                return f"{plain(str(path))}:{line}"
    return plain(str(folder))
