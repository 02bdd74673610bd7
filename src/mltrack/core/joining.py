"""A person's own entries joined to a catalog: the sound ones come in, and each of the others is told with its reason.

What depends on an entry that is left out is left out too, and an entry that would have taken the
place of one of the catalog gives it back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Milestone, Removed, Role
from mltrack.core.fault_keys import key_of
from mltrack.core.figures import Benchmark, Source
from mltrack.core.renames import Renames
from mltrack.core.requirements import Has, with_ids
from mltrack.core.soundness import Entry, Flaw, Index, Name, flaws, mentions, name_of
from mltrack.errors import CatalogError, Fault

_Entry = TypeVar("_Entry", Source, Benchmark, Milestone, Role, Removed)


@dataclass(frozen=True, slots=True)
class Own:
    """An entry of a person's own, and where it stands."""

    entry: Entry
    place: str
    """The file."""
    overrides: bool = False
    """True where it says that it takes the place of one of the catalog."""
    line_of: Callable[[str], int] = lambda _: 0
    """On which line of the file a key of it stands, "" for where it begins; 0 where that is not known."""

    @property
    def name(self) -> Name:
        """Which entry it is."""
        return name_of(self.entry)


def joined(base: Catalog, own: Sequence[Own], unread: Collection[Name], where: Callable[[Name], str]) -> Catalog:
    """`base`, which is sound, with those of `own` that are sound; the others are its `left_out`.

    `unread` are entries that could not be read at all, so that what names them says so; `where`
    tells where an entry of `base` stands.
    """
    own = _of_today(base, own)
    taken, faults = _without_clashes(base, own, where)
    gone = {*unread, *(one.name for one in own)} - taken.keys()
    faults += _fallen(base, taken, gone)
    while True:
        index = _index(base, taken.values())
        blamed: dict[Name, list[Fault]] = {}
        for flaw in flaws(index):
            for name in _at_fault(flaw, taken):
                blamed.setdefault(name, []).append(_told(flaw, taken[name]))
        if not blamed:
            missing = {name.id for name in gone if name.noun in {"milestone", "role"} and not index.has(name)}
            return Catalog(*index, left_out=tuple(faults), missing=tuple(sorted(missing)))
        for name, told in blamed.items():
            faults += dict.fromkeys(told)
            del taken[name]
        gone |= blamed.keys()
        faults += _fallen(base, taken, gone)


def _fallen(base: Catalog, taken: dict[Name, Own], gone: set[Name]) -> Iterator[Fault]:
    """Take out what needs something that is gone, and what needs that in turn, however far; each with its reason."""
    needed_by: dict[Name, list[tuple[Own, str]]] = {}
    for one in taken.values():
        for key, needed in mentions(one.entry):
            needed_by.setdefault(needed, []).append((one, key))
    ahead = [name for name in gone if name not in taken]
    while ahead:
        lost = ahead.pop()
        if base.index.has(lost):
            continue  # what was to take its place is gone, and it is there
        for one, key in needed_by.get(lost, ()):
            if one.name in taken or one.name in gone:
                yield fault_in(one, key, f"it needs the {_thing(lost)}, which was left out")
            if taken.pop(one.name, None) is not None:
                gone.add(one.name)
                ahead.append(one.name)


def _without_clashes(
    base: Catalog, own: Sequence[Own], where: Callable[[Name], str]
) -> tuple[dict[Name, Own], list[Fault]]:
    """The entries of `own` that no other one stands in the way of."""
    taken: dict[Name, Own] = {}
    faults = []
    for one in own:
        name = one.name
        if (first := taken.get(name)) is not None:
            line = first.line_of("")
            there = f"{first.place}:{line}" if line else first.place
            faults.append(fault_in(one, "id", f"the {_thing(name)} is in {there} already; one of the two has to go"))
        elif base.index.has(name) and not one.overrides:
            sentence = (
                f"the {_thing(name)} is in the catalog already, in {where(name)}; "
                "with override = true yours takes its place"
            )
            faults.append(fault_in(one, "id", sentence))
        elif (today := _today(name, base)) != name:
            sentence = f"'{name.id}' is another name of the {_thing(today)}, in {where(today)}; take another id"
            faults.append(fault_in(one, "id", sentence))
        else:
            taken[name] = one
    return taken, faults


def _today(name: Name, base: Catalog) -> Name:
    """The name that an entry of the catalog has today, where this is a former one."""
    former = {"milestone": base.renames.milestones, "role": base.renames.roles}.get(name.noun, {})
    return Name(name.noun, former.get(name.id, name.id))


def _of_today(base: Catalog, own: Sequence[Own]) -> Sequence[Own]:
    """`own`, with what they override and what they name under the ids that these have in the catalog today."""
    mine = {one.name for one in own if not one.overrides}
    milestones, roles = (
        {old: new for old, new in former.items() if Name(noun, old) not in mine}
        for noun, former in (("milestone", base.renames.milestones), ("role", base.renames.roles))
    )
    today = Renames(milestones, roles)
    return [replace(one, entry=_under(_in_the_place_of(one, base), today)) for one in own]


def _in_the_place_of(one: Own, base: Catalog) -> Entry:
    """The entry; one that overrides under the id of today, with the other names of what it takes the place of."""
    entry = one.entry
    if not one.overrides or not isinstance(entry, Milestone | Role):
        return entry
    today = _today(one.name, base).id
    replaced = (base.roles if isinstance(entry, Role) else base.milestones).get(today)
    former = () if today == entry.id else (entry.id,)
    names = dict.fromkeys((*entry.aliases, *former, *(replaced.aliases if replaced else ())))
    return replace(entry, id=today, aliases=tuple(names))


def _under(entry: Entry, today: Renames) -> Entry:
    """An entry, with what it names under the ids of today."""
    match entry:
        case Milestone():
            first = with_ids(entry.prerequisites, today.milestones) if entry.prerequisites else None
            brought = tuple(Has(today.milestones.get(one.has, one.has), one.level) for one in entry.implies)
            credential = entry.credential
            if credential is not None and (heir := credential.replaced_by) is not None:
                credential = replace(credential, replaced_by=today.milestones.get(heir, heir))
            return replace(entry, prerequisites=first, implies=brought, credential=credential)
        case Role():
            asks = tuple(replace(one, needs=with_ids(one.needs, today.milestones)) for one in entry.requirements)
            steps = tuple(replace(step, role=today.roles.get(step.role, step.role)) for step in entry.leads_to)
            return replace(entry, requirements=asks, leads_to=steps)
        case Removed():
            ids = today.roles if entry.was.noun == "role" else today.milestones
            return replace(entry, successors=tuple(ids.get(one, one) for one in entry.successors))
    return entry


def _thing(name: Name) -> str:
    return f"entry '{name.id}' of what was removed" if name.noun == "removed" else f"{name.noun} '{name.id}'"


def _index(base: Catalog, own: Iterable[Own]) -> Index:
    entries = [one.entry for one in own]
    # What is in the catalog again is no more removed from it.
    there = {entry.id for entry in entries if isinstance(entry, Milestone | Role)}
    removed = {one: entry for one, entry in base.removed.items() if one not in there}
    return Index(
        {**base.sources, **_of(Source, entries)},
        {**base.milestones, **_of(Milestone, entries)},
        {**base.roles, **_of(Role, entries)},
        {**base.benchmarks, **_of(Benchmark, entries)},
        {**removed, **_of(Removed, entries)},
    )


def _of(kind: type[_Entry], entries: Iterable[Entry]) -> dict[str, _Entry]:
    return {entry.id: entry for entry in entries if isinstance(entry, kind)}


def _at_fault(flaw: Flaw, taken: Mapping[Name, Own]) -> Sequence[Name]:
    """Whose flaw it is: `base` is sound, so of two that do not fit each other it is the person's own."""
    if flaw.entry in taken and not flaw.is_circle:
        return [flaw.entry]
    found = [name for name in flaw.others if name in taken]
    if not found:
        raise CatalogError([flaw.fault])
    return found


def _told(flaw: Flaw, one: Own) -> Fault:
    if flaw.entry != one.name and not flaw.is_circle:
        sentence = f"with it, the {_thing(flaw.entry)} of the catalog no longer fits: {flaw.sentence}"
        return fault_in(one, "override", sentence)
    return fault_in(one, flaw.key, flaw.sentence)


def fault_in(one: Own, key: str, sentence: str) -> Fault:
    """A fault of an entry, for which it is left out."""
    return Fault(one.place, key_of(one.entry, key), sentence, one.line_of(key), entry=str(one.name))
