"""What the author of a catalog does: check it, begin a file, see what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mltrack.core.audit import Concern, Point, audit
from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind
from mltrack.core.figures import check_id
from mltrack.core.soundness import Name
from mltrack.core.text import plain
from mltrack.errors import CatalogError, Fault, InvalidInput
from mltrack.session import Clock, catalog_place, known_places, local_now

if TYPE_CHECKING:
    from mltrack.store.catalog_door import Found
    from mltrack.store.catalog_schema import Schema


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

    @property
    def sound(self) -> bool:
        """True without a fault."""
        return not self.faults


def own_folder() -> Path:
    """The folder of what a person adds to the catalog, whether or not it exists yet."""
    return known_places().catalog


def examined(path: Path | None, months: int, clock: Clock = local_now) -> Examined:
    """A look at the catalog in use, or at a folder or file at `path`; raises StoreError for a path that is not there.

    What is at `path` is taken for a catalog by itself or for an addition to the one in use,
    whichever has fewer faults.
    """
    from mltrack.store.catalog_files import own_found

    today = clock().date()
    if path is None:
        own = own_folder()
        base = _base()
        if isinstance(base, CatalogError):
            return Examined(_in_use(0), Catalog({}, {}, {}), base.faults, {})
        found = own_found(own)
        whole = _added(base, found)
        return Examined(_in_use(len(found.lines)), whole, whole.left_out, dict(audit(whole, today, months)))
    return _examined_at(path, lambda catalog: dict(audit(catalog, today, months)))


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


def _examined_at(path: Path, look: Callable[[Catalog], dict[Concern, tuple[Point, ...]]]) -> Examined:
    from mltrack.store.catalog_files import found_at, own_found

    where = plain(str(path))
    by_itself = _alone(found_at(path, own=False))
    base = _base()
    if isinstance(base, CatalogError):
        return Examined(f"{where}, as a catalog by itself", by_itself, by_itself.left_out, look(by_itself))
    found = found_at(path, own=True)
    inside = _is_below(path, own_folder())
    # A file among a person's own may name what is in another one.
    whole = _added(base, own_found(own_folder()) if inside else found)
    faults = tuple(one for one in whole.left_out if not inside or one.place in found.lines or not one.place)
    if len(by_itself.left_out) < len(faults):
        return Examined(f"{where}, as a catalog by itself", by_itself, by_itself.left_out, look(by_itself))
    mine = {one.name for one in found.entries}
    points = {concern: _of(points, mine) for concern, points in look(whole).items()}
    return Examined(f"{where}, added to the catalog in {plain(str(catalog_place()))}", whole, faults, points)


def _alone(found: Found) -> Catalog:
    from mltrack.store.catalog_files import with_own

    return with_own(Catalog({}, {}, {}), found, str)


def _of(points: Iterable[Point], mine: set[Name]) -> tuple[Point, ...]:
    return tuple(point for point in points if point.name in mine)


def _is_below(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except OSError:
        return False


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


def starting_file(noun: str, entry_id: str, kind: Kind, clock: Clock = local_now) -> str:
    """The text of a file with a role, or a milestone of a kind, to fill in; raises InvalidInput for what is no id."""
    from mltrack.store.catalog_starts import milestone_start, role_start

    try:
        check_id(entry_id)
    except ValueError as error:
        raise InvalidInput(f"{plain(str(error)).capitalize()}.") from None
    if noun == "milestone":
        return milestone_start(entry_id, kind, clock().date().isoformat())
    return role_start(entry_id, _a_skill())


def _a_skill() -> tuple[str, str] | None:
    """Id and title of a skill that a first requirement can ask for; Python, where the catalog has it."""
    base = _base()
    if isinstance(base, CatalogError):
        return None
    skills = [one for one in base.milestones.values() if one.kind is Kind.SKILL]
    chosen = next((one for one in skills if one.id == "python"), skills[0] if skills else None)
    return (chosen.id, chosen.title) if chosen else None


def write_starting_file(noun: str, entry_id: str, kind: Kind, clock: Clock = local_now) -> Path:
    """Write it into the person's folder, beside the schema for editors; where it is then.

    Raises InvalidInput for an id that is none or is taken, StoreError where the file is there or
    cannot be written.
    """
    from mltrack.store.catalog_schema import SCHEMA, schema_text
    from mltrack.store.portable import write_copy
    from mltrack.store.whole_file import make_folder, replace_file, told

    text, folder = starting_file(noun, entry_id, kind, clock), own_folder()
    _refuse_taken(Name(noun, entry_id), folder)
    path = folder / f"{entry_id}.toml"
    with told(path, "written"):
        make_folder(folder)
    write_copy(path, text.encode())
    schema = folder / SCHEMA
    if not schema.is_file() or schema.read_bytes() != schema_text():
        replace_file(schema, schema_text())
    return path


def _refuse_taken(name: Name, folder: Path) -> None:
    """Raises InvalidInput where there is such an entry."""
    from mltrack.store.catalog_files import own_found, place_in

    if any(one.name == name for one in own_found(folder).entries):
        raise InvalidInput(f"You have a {name.noun} '{name.id}' already, in {place_in(folder, name)}.")
    base = _base()
    if not isinstance(base, CatalogError) and name.id in (base.roles if name.noun == "role" else base.milestones):
        where = place_in(catalog_place(), name)
        raise InvalidInput(
            f"The {name.noun} '{name.id}' is in the catalog already, in {where}. To change it, copy it from there into "
            f"a file in {plain(str(folder))} and add override = true; "
            "for another one, choose another id."
        )
