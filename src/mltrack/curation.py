"""What the author of a catalog does: check it, begin a file, see what changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mltrack.core.audit import Concern, Point, audit
from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind
from mltrack.core.figures import check_id, id_of
from mltrack.core.index import Name, name_of
from mltrack.core.records import dataclass
from mltrack.core.soundness import CIRCLE, mentions
from mltrack.core.text import plain
from mltrack.errors import CatalogError, Fault, InvalidInput
from mltrack.session import Clock, catalog_place, known_places, local_now

if TYPE_CHECKING:
    from mltrack.store.catalog_door import Found
    from mltrack.store.catalog_schema import Schema
    from mltrack.store.own_entries import Written


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """What a look at catalog files came to."""

    what: str
    """What was looked at, in a sentence."""
    catalog: Catalog
    """Everything that is sound."""
    faults: tuple[Fault, ...]
    points: dict[Concern, tuple[Point, ...]]
    """What there is to look at in the entries that were looked at."""
    not_read: tuple[str, ...] = ()
    """Files among a person's own whose names only look like those of catalog files."""

    @property
    def sound(self) -> bool:
        """True without a fault."""
        return not self.faults


def own_folder() -> Path:
    """The folder of what a person adds to the catalog, whether or not it exists yet."""
    return known_places().catalog


def examined(path: Path | None, months: int, clock: Clock = local_now) -> Examined:
    """A look at the catalog in use, or at a folder or file at `path`; raises StoreError for a path that is not there.

    What is at `path` is taken for an addition to the one in use, beside all other files where it
    is among a person's own; for a catalog by itself only where that is what it is.
    """
    from mltrack.store.catalog_files import own_found
    from mltrack.store.catalog_folder import misnamed_files

    look = partial(_looked_at, today=clock().date(), months=months)
    base = _base()
    if path is not None:
        return _examined_at(path, base, look)
    if isinstance(base, CatalogError):
        return Examined(_in_use(0), Catalog({}, {}, {}), base.faults, {})
    found = own_found(own_folder())
    whole = _added(base, found)
    not_read = tuple(plain(str(one)) for one in misnamed_files(own_folder()))
    return Examined(_in_use(len(found.lines)), whole, whole.left_out, look(whole, found), not_read)


_Look: TypeAlias = Callable[[Catalog, "Found"], dict[Concern, tuple[Point, ...]]]


def _looked_at(catalog: Catalog, found: Found, today: date, months: int) -> dict[Concern, tuple[Point, ...]]:
    """What there is to look at in a catalog of which something may be left out, and in what was found for it."""
    from mltrack.store.catalog_starts import TEXTS

    lost = {fault.entry for fault in catalog.left_out}
    named = found.named | {one.named.id for one in found.mentions}
    named |= {other.id for one in found.entries if str(one.name) in lost for _, other in mentions(one.entry)}
    points = dict(audit(catalog, today, months, named=named, starts=TEXTS))
    circles = [fault for fault in catalog.left_out if fault.sentence.startswith(CIRCLE)]
    told = (Point(Name(*fault.entry.split(" ", 1)), fault.sentence) for fault in circles)
    points[Concern.CYCLIC] = (*told, *points[Concern.CYCLIC])
    return points


def _in_use(files: int) -> str:
    also = f", with {files} file{'' if files == 1 else 's'} of your own in {plain(str(own_folder()))}" if files else ""
    return f"the catalog in {plain(str(catalog_place()))}{also}"


def _base() -> Catalog | CatalogError:
    from mltrack.store.catalog_files import load_catalog

    try:
        return load_catalog(catalog_place())
    except CatalogError as error:
        return error


def _added(base: Catalog, found: Found) -> Catalog:
    from mltrack.store.catalog_files import place_in, with_own

    return with_own(base, found, partial(place_in, catalog_place()))


def _examined_at(path: Path, base: Catalog | CatalogError, look: _Look) -> Examined:
    from mltrack.store.catalog_files import found_at, own_found

    where = plain(str(path))
    alone = found_at(path, own=False)
    by_itself = _alone(alone)
    if isinstance(base, CatalogError) or _same(path, catalog_place()):
        return _by_itself(where, by_itself, alone, look)
    mine = own_found(own_folder())
    places = _places(path, mine)
    found = mine if places else found_at(path, own=True)
    whole = _added(base, found)
    faults = tuple(one for one in whole.left_out if not places or one.place in places)
    is_whole = not places and not path.is_file() and by_itself.roles
    if path.suffix in {".whl", ".zip"} or (is_whole and len(by_itself.left_out) < len(faults)):
        return _by_itself(where, by_itself, alone, look)
    names = {one.name for one in found.entries if not places or one.place in places}
    points = {concern: _of(points, names) for concern, points in look(whole, found).items()}
    others = "with your other files, " if places and not _is_below(own_folder(), path) else ""
    what = f"{where}, {others}added to the catalog in {plain(str(catalog_place()))}"
    return Examined(what, whole, faults, points)


def _by_itself(where: str, catalog: Catalog, found: Found, look: _Look) -> Examined:
    return Examined(f"{where}, as a catalog by itself", catalog, catalog.left_out, look(catalog, found))


def _places(path: Path, mine: Found) -> set[str]:
    """What is at or below a path of what a person has of their own, as faults call it; nothing for a path elsewhere."""
    folder = own_folder()
    files = {**mine.files, **{fault.place: Path(fault.place) for fault in mine.faults if fault.place}}
    below = {place for place, file in files.items() if _is_below(file, path)}
    is_all = _is_below(folder, path)
    return below | {plain(str(folder))} if below or is_all else set()


def _alone(found: Found) -> Catalog:
    from mltrack.store.catalog_files import with_own

    return with_own(Catalog({}, {}, {}), found, str)


def _of(points: Iterable[Point], mine: set[Name]) -> tuple[Point, ...]:
    return tuple(point for point in points if point.name in mine)


def _is_below(path: Path, folder: Path) -> bool:
    """True for what is in a folder or is it: as it is written, or where links lead to."""
    written, above = Path(os.path.abspath(path)), Path(os.path.abspath(folder))  # noqa: PTH100 - follows no link
    try:
        return written.is_relative_to(above) or path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # of links that lead to each other
        return False


def _same(path: Path, other: Path) -> bool:
    return _is_below(path, other) and _is_below(other, path)


def catalog_schema() -> Schema:
    """The JSON Schema of a catalog file."""
    from mltrack.store.catalog_schema import schema

    return schema()


def catalog_at(path: Path) -> tuple[Catalog, tuple[Fault, ...]]:
    """The catalog that a person would have with what is at `path`, a folder, a wheel or a file, and its faults.

    That is a whole catalog with their own files added to it, or else their own files, as they were
    or could be, added to the catalog in use. Raises StoreError where nothing is to be read,
    InvalidInput where there is neither a role nor a milestone in it, CatalogError for the one in use.
    """
    from mltrack.store.catalog_files import found_at, own_found, place_in, with_own

    alone, base = _alone(found_at(path, own=False)), _base()
    if isinstance(base, CatalogError):
        raise base
    added = _added(base, found_at(path, own=True))
    if not alone.roles and not alone.milestones and added.index == base.index:
        raise InvalidInput(f"There is no sound role or milestone in {plain(str(path))}: it is not a catalog.")
    if len(added.left_out) <= len(alone.left_out):
        return added, added.left_out
    return with_own(alone, own_found(own_folder()), partial(place_in, path)), alone.left_out


# A file to begin with


def starting_file(noun: str, entry_id: str, kind: Kind, clock: Clock = local_now, *, override: bool = False) -> str:
    """The text of a file with a role, or a milestone of a kind, to fill in; raises InvalidInput for what is no id.

    With `override` it holds what the catalog has under that name; raises UnknownId where there is no such entry.
    """
    if override:
        return _copied(noun, entry_id)[1]
    return _start(noun, entry_id, kind, clock, frozenset())


def _start(noun: str, entry_id: str, kind: Kind, clock: Clock, taken: Collection[Name]) -> str:
    from mltrack.store.catalog_starts import milestone_start, role_start, source_of

    try:
        check_id(entry_id)
    except ValueError as error:
        sentence, near = plain(str(error)), id_of(entry_id)
        instead = f" How about {near}?" if near else ""
        raise InvalidInput(f"{sentence[:1].upper()}{sentence[1:]}.{instead}") from None
    today, source = clock().date().isoformat(), source_of(entry_id)
    if Name("source", source) in taken:
        source = source_of(f"{entry_id}-{noun}")
    if noun == "milestone":
        return milestone_start(entry_id, kind, today, source)
    return role_start(entry_id, _a_skill(), today, source)


def _copied(noun: str, named: str) -> tuple[str, str]:
    """The id of what the catalog has under a name, and a file that overrides it with the same."""
    from mltrack.store.catalog_copies import override_text
    from mltrack.store.catalog_files import place_in
    from mltrack.store.catalog_starts import override_start

    base = _base()
    if isinstance(base, CatalogError):
        raise base
    entry = base.role(named) if noun == "role" else base.milestone(named)
    if text := override_text(catalog_place(), entry):
        return entry.id, override_start(noun, entry.id, text)
    raise InvalidInput(
        f"The {noun} '{entry.id}' does not stand in tables of its own, in {place_in(catalog_place(), name_of(entry))}. "
        f"Write it into a file in {plain(str(own_folder()))}, with override = true."
    )


def _a_skill() -> tuple[str, str] | None:
    """Id and title of a skill that a first requirement can ask for; Python, where the catalog has it."""
    base = _base()
    if isinstance(base, CatalogError):
        return None
    skills = [one for one in base.milestones.values() if one.kind is Kind.SKILL]
    chosen = next((one for one in skills if one.id == "python"), skills[0] if skills else None)
    return (chosen.id, chosen.title) if chosen else None


def write_starting_file(
    noun: str, entry_id: str, kind: Kind, clock: Clock = local_now, *, override: bool = False
) -> Written:
    """Write it into the person's folder, beside the schema for editors; where it is then.

    Raises InvalidInput for an id that is none or is taken, UnknownId for one that is not there to
    override, StoreError where the file is there or cannot be written; then there is no new file.
    """
    from mltrack.store.catalog_files import own_found
    from mltrack.store.own_entries import write_entry

    folder = own_folder()
    mine = own_found(folder)
    if override:
        entry_id, text = _copied(noun, entry_id)
        _refuse_own(Name(noun, entry_id), folder, mine)
    else:
        text = _start(noun, entry_id, kind, clock, mine.names)
        _refuse_own(Name(noun, entry_id), folder, mine)
        _refuse_taken(Name(noun, entry_id), mine)
    return write_entry(folder, Name(noun, entry_id), text)


def _refuse_own(name: Name, folder: Path, mine: Found) -> None:
    """Raises InvalidInput where the person has such an entry."""
    from mltrack.store.catalog_files import place_in

    if name in mine.names:
        raise InvalidInput(f"You have a {name.noun} '{name.id}' already, in {place_in(folder, name)}.")


def _refuse_taken(name: Name, mine: Found) -> None:
    """Raises InvalidInput where the catalog has such an entry, or one that had this id."""
    from mltrack.store.catalog_files import place_in

    base = _base()
    if isinstance(base, CatalogError):
        return
    if base.index.has(name):
        where = place_in(catalog_place(), name)
        raise InvalidInput(
            f"The {name.noun} '{name.id}' is in the catalog already, in {where}. To change it: "
            f"mltrack catalog new {name.noun} {name.id} --override; for another one, choose another id."
        )
    whole = _added(base, mine)
    former = whole.renames.roles if name.noun == "role" else whole.renames.milestones
    if today := former.get(name.id):
        raise InvalidInput(
            f"'{name.id}' is a former id of the {name.noun} '{today}'; what was told under it counts for that one. "
            "Choose another id."
        )
    if (gone := whole.removed.get(name.id)) is not None and gone.was.noun == name.noun:
        raise InvalidInput(
            f"The {name.noun} '{name.id}' was removed, and what was told of it would count for the new one. "
            "Choose another id."
        )
