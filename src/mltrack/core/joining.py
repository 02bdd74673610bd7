"""A person's own entries joined to a catalog: the sound ones come in, and each of the others is told with its reason.

What depends on an entry that is left out is left out too, and an entry that would have taken the
place of one of the catalog gives it back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Milestone, Removed, Role
from mltrack.core.figures import Benchmark, Source
from mltrack.core.soundness import Entry, Flaw, Index, Name, flaws, name_of
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
    taken, faults = _without_clashes(base, own, where)
    gone = {*unread, *(one.name for one in own)} - taken.keys()
    while True:
        index = _index(base, taken.values())
        blamed: dict[Name, list[Fault]] = {}
        for flaw in flaws(index):
            for name in _at_fault(flaw, taken):
                blamed.setdefault(name, []).append(_told(flaw, taken[name], gone))
        if not blamed:
            missing = {name.id for name in gone if name.noun in {"milestone", "role"}}
            return Catalog(*index, left_out=tuple(faults), missing=tuple(sorted(missing)))
        for name, told in blamed.items():
            faults += dict.fromkeys(told)
            del taken[name]
        gone |= blamed.keys()


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
            faults.append(_fault(one, "id", f"the {_thing(name)} is in {there} already; one of the two has to go"))
        elif not one.overrides and _get(base.index, name) is not None:
            sentence = (
                f"the {_thing(name)} is in the catalog already, in {where(name)}; "
                "with override = true yours takes its place"
            )
            faults.append(_fault(one, "id", sentence))
        else:
            taken[name] = one
    return taken, faults


def _thing(name: Name) -> str:
    return f"entry '{name.id}' of what was removed" if name.noun == "removed" else f"{name.noun} '{name.id}'"


def _get(index: Index, name: Name) -> Entry | None:
    kinds: Mapping[str, Mapping[str, Entry]] = {
        "source": index.sources,
        "milestone": index.milestones,
        "role": index.roles,
        "benchmark": index.benchmarks,
        "removed": index.removed,
    }
    return kinds[name.noun].get(name.id)


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


def _told(flaw: Flaw, one: Own, gone: Collection[Name]) -> Fault:
    key, sentence = flaw.key, flaw.sentence
    if left_out := [other for other in flaw.others if other in gone]:
        sentence = f"it needs the {_thing(left_out[0])}, which was left out"
    elif flaw.entry != one.name and not flaw.is_circle:
        key, sentence = "override", f"with it, the {_thing(flaw.entry)} of the catalog no longer fits: {sentence}"
    return _fault(one, key, sentence)


def _fault(one: Own, key: str, sentence: str) -> Fault:
    return Fault(one.place, f"{one.entry.id}: {key}", sentence, one.line_of(key))
