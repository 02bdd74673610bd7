"""What is wrong with entries as a whole: references that land nowhere, levels out of place, circles.

Each flaw says which entry has it and which others it is about, so that whoever joins two catalogs
knows whose it is.
"""

from __future__ import annotations

import graphlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from mltrack.core.entries import Kind, Milestone, Removed, Role
from mltrack.core.figures import Benchmark, Source
from mltrack.core.requirements import Requirement, leaves
from mltrack.errors import Fault


class Name(NamedTuple):
    """Which entry it is: an id is unique among those of its noun."""

    noun: str
    """"source", "benchmark", "milestone", "role" or "removed"."""
    id: str

    def __str__(self) -> str:
        return f"{self.noun} {self.id}"


Entry: TypeAlias = Source | Benchmark | Milestone | Role | Removed

_NOUNS: Mapping[type[Entry], str] = {
    Source: "source",
    Benchmark: "benchmark",
    Milestone: "milestone",
    Role: "role",
    Removed: "removed",
}


def name_of(entry: Entry) -> Name:
    """The name of an entry."""
    return Name(_NOUNS[type(entry)], entry.id)


class Index(NamedTuple):
    """Everything that a catalog holds, by id."""

    sources: Mapping[str, Source]
    milestones: Mapping[str, Milestone]
    roles: Mapping[str, Role]
    benchmarks: Mapping[str, Benchmark]
    removed: Mapping[str, Removed]


class Flaw(NamedTuple):
    """One thing that is wrong with an entry."""

    entry: Name
    key: str
    """Where in the entry."""
    sentence: str
    others: tuple[Name, ...] = ()
    """What else it is about, whether or not there is such an entry."""
    is_circle: bool = False
    """True where the entry is only the first of the `others`, and all of them have it together."""

    @property
    def fault(self) -> Fault:
        """The flaw as a fault, before files are known."""
        return Fault(str(self.entry), self.key, self.sentence)


def flaws(index: Index) -> Iterator[Flaw]:
    """Everything that is wrong, in catalog order; of circles one of each kind."""
    for milestone in index.milestones.values():
        yield from _milestone_flaws(index, milestone)
    for role in index.roles.values():
        yield from _role_flaws(index, role)
    for benchmark in index.benchmarks.values():
        stated = [*(pay.source for pay in benchmark.pay), *(outlook.source for outlook in benchmark.outlook)]
        yield from _source_flaws(index, name_of(benchmark), stated)
    for removed in index.removed.values():
        yield from _removed_flaws(index, removed)
    yield from _circles(index.milestones)


def _milestone_flaws(index: Index, milestone: Milestone) -> Iterator[Flaw]:
    entry = name_of(milestone)
    if milestone.prerequisites is not None:
        yield from _leaf_flaws(index, entry, "prerequisites", [milestone.prerequisites])
    yield from _leaf_flaws(index, entry, "implies", milestone.implies)
    cited = [cite.source for cite in milestone.cites]
    if milestone.effort is not None and milestone.effort.cite is not None:
        cited.append(milestone.effort.cite.source)
    if (credential := milestone.credential) is not None:
        cited.append(credential.source.source)
        if credential.replaced_by is not None and credential.replaced_by not in index.milestones:
            yield _nowhere(entry, "credential.replaced_by", Name("milestone", credential.replaced_by))
    yield from _source_flaws(index, entry, cited)


def _role_flaws(index: Index, role: Role) -> Iterator[Flaw]:
    entry = name_of(role)
    for number, requirement in enumerate(role.requirements):
        yield from _leaf_flaws(index, entry, f"requirements[{number}].needs", [requirement.needs])
    for step in role.leads_to:
        if step.role not in index.roles:
            yield _nowhere(entry, "leads_to", Name("role", step.role))
    yield from _source_flaws(index, entry, (cite.source for cite in role.citations()))


def _leaf_flaws(index: Index, entry: Name, key: str, trees: Sequence[Requirement]) -> Iterator[Flaw]:
    for tree in trees:
        for leaf in leaves(tree):
            milestone, needed = index.milestones.get(leaf.has), Name("milestone", leaf.has)
            if milestone is None:
                yield _nowhere(entry, key, needed)
            elif milestone.kind is Kind.SKILL and leaf.level is None:
                yield Flaw(entry, key, f"'{leaf.has}' is a skill: say at which level", (needed,))
            elif milestone.kind is not Kind.SKILL and leaf.level is not None:
                sentence = f"'{leaf.has}' is a {milestone.kind.value}: only skills have a level"
                yield Flaw(entry, key, sentence, (needed,))


def _source_flaws(index: Index, entry: Name, source_ids: Iterable[str]) -> Iterator[Flaw]:
    for source_id in dict.fromkeys(source_ids):
        if source_id not in index.sources:
            yield _nowhere(entry, "source", Name("source", source_id))


def _removed_flaws(index: Index, removed: Removed) -> Iterator[Flaw]:
    entry, noun = name_of(removed), removed.was.noun
    there: Mapping[str, Milestone] | Mapping[str, Role] = index.roles if noun == "role" else index.milestones
    if removed.id in there:
        sentence = f"the {noun} '{removed.id}' is still in the catalog"
        yield Flaw(entry, "id", sentence, (Name(noun, removed.id),))
    for successor in removed.successors:
        if successor not in there:
            yield _nowhere(entry, "successors", Name(noun, successor))


def _nowhere(entry: Name, key: str, needed: Name) -> Flaw:
    return Flaw(entry, key, f"there is no {needed.noun} '{needed.id}'", (needed,))


def _circles(milestones: Mapping[str, Milestone]) -> Iterator[Flaw]:
    def before(milestone: Milestone) -> Iterable[str]:
        return () if milestone.prerequisites is None else (leaf.has for leaf in leaves(milestone.prerequisites))

    def brought(milestone: Milestone) -> Iterable[str]:
        return (leaf.has for leaf in milestone.implies)

    edges: dict[str, Callable[[Milestone], Iterable[str]]] = {"prerequisites": before, "implies": brought}
    for key, neighbours in edges.items():
        graph = {milestone.id: tuple(neighbours(milestone)) for milestone in milestones.values()}
        try:
            graphlib.TopologicalSorter(graph).prepare()
        except graphlib.CycleError as circle:
            path = [str(milestone_id) for milestone_id in circle.args[1]]
            names = tuple(Name("milestone", milestone_id) for milestone_id in dict.fromkeys(path))
            yield Flaw(names[0], key, f"they run in a circle: {' -> '.join(path)}", names, is_circle=True)
