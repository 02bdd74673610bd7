"""A person's own entries joined to a catalog: the sound ones come in, and each of the others is told with its reason.

What depends on an entry that is left out is left out too, and an entry that would have taken the
place of one of the catalog gives it back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from mltrack.core.catalog import Catalog, Missing, Yours
from mltrack.core.entries import Milestone, Removed, Role
from mltrack.core.fault_keys import key_of
from mltrack.core.figures import Benchmark, Source
from mltrack.core.index import Entry, Index, Name, name_of
from mltrack.core.records import dataclass
from mltrack.core.renames import Renames
from mltrack.core.requirements import Has, with_ids
from mltrack.core.soundness import Flaw, flaws, mentions
from mltrack.errors import CatalogError, Fault

OVERRIDE: Final = "override"
"""The key by which an entry of a person's own says that it takes the place of one of the catalog."""
_TOLD_OF = ("milestone", "role")
"""Of what a person tells something."""
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


@dataclass(frozen=True, slots=True)
class Unread:
    """An entry of a person's own that could not be read, as far as it says which it is."""

    name: Name
    fault: Fault
    """The first of those that it has."""
    overrides: bool = False
    """True where it says that it takes the place of one of the catalog."""


class _Gone:
    """What is left out, each with the first of its faults."""

    def __init__(self, unread: Iterable[Unread]) -> None:
        self.faults: dict[Name, Fault] = {}
        for one in unread:
            self.add(one.name, one.fault)

    def add(self, name: Name, fault: Fault) -> Fault:
        self.faults.setdefault(name, fault)
        return fault


def joined(base: Catalog, own: Sequence[Own], unread: Iterable[Unread], where: Callable[[Name], str]) -> Catalog:
    """`base`, which is sound, with those of `own` that are sound; the others are its `left_out`.

    `unread` are entries that could not be read at all, so that what names them says so; `where`
    tells where an entry of `base` stands.
    """
    # What overrides is known by the id of today, also where it cannot be read: there the catalog's own one is back.
    unread = [replace(one, name=_today(one.name, base)) if one.overrides else one for one in unread]
    own = _of_today(base, own, {one.name for one in unread if not one.overrides})
    gone = _Gone(unread)
    taken, faults = _without_clashes(base, own, gone, where)
    for name in taken:
        gone.faults.pop(name, None)  # of two with one name, one was taken
    faults += _fallen(base, taken, gone)
    while True:
        index = _index(base, taken.values())
        blamed: dict[Name, list[Fault]] = {}
        for flaw in flaws(index):
            for name in _at_fault(flaw, taken):
                blamed.setdefault(name, []).append(_told(flaw, taken[name]))
        if not blamed:
            missing = (Missing(*name, fault) for name, fault in sorted(gone.faults.items()) if name.noun in _TOLD_OF)
            yours = (Yours(*one.name, one.place, one.overrides) for one in taken.values() if one.name.noun in _TOLD_OF)
            return Catalog(*index, left_out=tuple(faults), missing=tuple(missing), yours=tuple(yours))
        for name, told in blamed.items():
            found = _one_a_place(dict.fromkeys(told))
            faults += found
            gone.add(name, found[0])
            del taken[name]
        faults += _fallen(base, taken, gone)


def _one_a_place(faults: Iterable[Fault]) -> Sequence[Fault]:
    """The faults of an entry; of all that no longer fits what it takes the place of the first, and how many more."""
    unfit, others = list[Fault](), list[Fault]()
    for fault in faults:
        (unfit if fault.key.endswith(OVERRIDE) else others).append(fault)
    if len(unfit) > 1:
        unfit = [replace(unfit[0], sentence=f"{unfit[0].sentence}, and {len(unfit) - 1} more")]
    return [*unfit, *others]


def _fallen(base: Catalog, taken: dict[Name, Own], gone: _Gone) -> Iterator[Fault]:
    """Take out what needs something that is gone, and what needs that in turn, however far; each with its reason."""
    needed_by: dict[Name, dict[Name, tuple[Own, str]]] = {}
    for one in taken.values():
        for key, needed in mentions(one.entry):
            needed_by.setdefault(needed, {}).setdefault(one.name, (one, key))
    ahead = [*gone.faults]
    while ahead:
        lost = ahead.pop()
        if base.index.has(lost):
            continue  # what was to take its place is gone, and it is there
        for one, key in needed_by.get(lost, {}).values():
            fault = fault_in(one, key, f"it needs the {_thing(lost)}, which was left out")
            if one.name in taken or one.name in gone.faults:
                yield gone.add(one.name, fault)
            if taken.pop(one.name, None) is not None:
                ahead.append(one.name)


def _without_clashes(
    base: Catalog, own: Sequence[Own], gone: _Gone, where: Callable[[Name], str]
) -> tuple[dict[Name, Own], list[Fault]]:
    """The entries of `own` that no other one stands in the way of; the others are `gone`."""
    taken: dict[Name, Own] = {}
    faults = []
    for one in own:
        name = one.name
        if (first := taken.get(name)) is not None:
            line = first.line_of("")
            there = f"{first.place}:{line}" if line else first.place
            sentence = f"the {_thing(name)} is in {there} already; one of the two has to go"
            faults.append(gone.add(name, fault_in(one, "id", sentence)))
        elif one.overrides and not base.index.has(name):
            faults.append(gone.add(name, fault_in(one, OVERRIDE, _nothing_to_override(one, base))))
        elif base.index.has(name) and not one.overrides:
            sentence = (
                f"the {_thing(name)} is in the catalog already, in {where(name)}; "
                "with override = true yours takes its place"
            )
            faults.append(gone.add(name, fault_in(one, "id", sentence)))
        elif (today := _today(name, base)) != name:
            sentence = f"'{name.id}' is a former id of the {_thing(today)}, in {where(today)}; take another id"
            faults.append(gone.add(name, fault_in(one, "id", sentence)))
        else:
            taken[name] = one
    return taken, faults


def _nothing_to_override(one: Own, base: Catalog) -> str:
    """That what an entry wants to take the place of is not there, with the nearest that is."""
    from difflib import get_close_matches

    entry, name = one.entry, one.name
    noun = entry.kind.value if isinstance(entry, Milestone) else name.noun
    removed = base.removed.get(name.id)
    if removed is not None and removed.was.noun == name.noun:
        return f"the {noun} '{name.id}' is no longer in the catalog; without override = true yours is there anew"
    kinds: Mapping[type[Entry], Iterable[str]] = {
        Source: base.sources,
        Benchmark: base.benchmarks,
        Milestone: (other.id for other in base.milestones.values() if other.kind.value == noun),
        Role: base.roles,
        Removed: base.removed,
    }
    near = get_close_matches(name.id, [*kinds[type(entry)]], n=1)
    hint = f"; did you mean {near[0]}?" if near else "; without override = true it is a new one"
    return f"there is no {noun} '{name.id}' to override{hint}"


def _today(name: Name, base: Catalog) -> Name:
    """The name that an entry of the catalog has today, where this is a former one."""
    former = {"milestone": base.renames.milestones, "role": base.renames.roles}.get(name.noun, {})
    return Name(name.noun, former.get(name.id, name.id))


def _of_today(base: Catalog, own: Sequence[Own], unread: Collection[Name]) -> Sequence[Own]:
    """`own`, with what they override and what they name under the ids that these have today."""
    mine = {*unread, *(one.name for one in own if not one.overrides)}
    entries = [one.entry for one in own]
    milestones, roles = (
        {old: new for old, new in former.items() if Name(noun, old) not in mine}
        for noun, former in (
            ("milestone", {**_former_ids(Milestone, entries), **base.renames.milestones}),
            ("role", {**_former_ids(Role, entries), **base.renames.roles}),
        )
    )
    today = Renames(milestones, roles)
    return [replace(one, entry=_under(_in_the_place_of(one, base), today)) for one in own]


def _former_ids(kind: type[Milestone] | type[Role], entries: Iterable[Entry]) -> Mapping[str, str]:
    return {former: one.id for one in entries if isinstance(one, kind) for former in one.former_ids}


def _in_the_place_of(one: Own, base: Catalog) -> Entry:
    """The entry; one that overrides under the id of today, with the former ids and names of what it replaces."""
    entry = one.entry
    if not one.overrides or not isinstance(entry, Milestone | Role):
        return entry
    today = _today(one.name, base).id
    replaced = (base.roles if isinstance(entry, Role) else base.milestones).get(today)
    if replaced is None:
        return entry
    names = dict.fromkeys((*entry.aliases, *replaced.aliases))
    former = dict.fromkeys((*entry.former_ids, *replaced.former_ids))
    return replace(entry, id=today, aliases=tuple(names), former_ids=tuple(former))


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
    there = {name_of(entry) for entry in entries}
    removed = {one: entry for one, entry in base.removed.items() if Name(entry.was.noun, one) not in there}
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
        return fault_in(one, OVERRIDE, sentence)
    return fault_in(one, flaw.key, flaw.sentence)


def fault_in(one: Own, key: str, sentence: str) -> Fault:
    """A fault of an entry, for which it is left out."""
    return Fault(one.place, key_of(one.entry, key), sentence, one.line_of(key), entry=str(one.name))
