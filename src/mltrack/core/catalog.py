"""The catalog: sources, milestones and roles in one frozen whole, every reference resolved.

Nothing here may know a file, a path or a person's progress.
"""

from __future__ import annotations

import graphlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import NamedTuple, TypeVar

from mltrack.core.entries import Kind, Milestone, Role, Strength
from mltrack.core.figures import Benchmark, Source
from mltrack.core.records import dataclass
from mltrack.core.requirements import Has, Level, Requirement, leaves
from mltrack.errors import CatalogError, Fault, UnknownId

_Entry = TypeVar("_Entry", Source, Milestone, Role, Benchmark)


class RequiredLine(NamedTuple):
    """A required requirement that names a milestone. They sort in catalog order."""

    place: int
    """Which role of the catalog, counted from 0."""
    line: int
    """Which requirement of that role, counted from 0."""
    role: str
    """Id of the role."""


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything that can be reached and asked for, indexed by id, in the order it was written.

    Build it with `Catalog.build`, which refuses a catalog with a dangling or circular reference.
    """

    sources: Mapping[str, Source]
    milestones: Mapping[str, Milestone]
    roles: Mapping[str, Role]
    benchmarks: Mapping[str, Benchmark] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        *,
        sources: Iterable[Source],
        milestones: Iterable[Milestone],
        roles: Iterable[Role],
        benchmarks: Iterable[Benchmark] = (),
    ) -> Catalog:
        """Index the entries and resolve every reference.

        Raises CatalogError with all faults: an id used twice, a reference that lands nowhere, a
        level where none belongs or none where one does, a circle of prerequisites or implications.
        """
        faults: list[Fault] = []
        catalog = cls(
            sources=_index("source", sources, faults),
            milestones=_index("milestone", milestones, faults),
            roles=_index("role", roles, faults),
            benchmarks=_index("benchmark", benchmarks, faults),
        )
        faults.extend(_dangling(catalog))
        faults.extend(_circles(catalog))
        if faults:
            raise CatalogError(faults)
        return catalog

    def role(self, name: str) -> Role:
        """The role with this id or alias; raises UnknownId with the nearest ids."""
        return _find("role", name, self.roles, self._role_names)

    def milestone(self, name: str) -> Milestone:
        """The milestone with this id or alias; raises UnknownId with the nearest ids."""
        return _find("milestone", name, self.milestones, self._milestone_names)

    def milestone_title(self, milestone_id: str) -> str:
        """The title of a milestone, or the id of one that left the catalog."""
        milestone = self.milestones.get(milestone_id)
        return milestone.title if milestone else milestone_id

    def role_title(self, role_id: str) -> str:
        """The title of a role, or the id of one that left the catalog."""
        role = self.roles.get(role_id)
        return role.title if role else role_id

    @cached_property
    def asked_by(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of the roles that name it in any requirement, catalog order."""
        roles: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for role in self.roles.values():
            for requirement in role.requirements:
                for leaf in leaves(requirement.needs):
                    roles[leaf.has][role.id] = None
        return {milestone: tuple(ids) for milestone, ids in roles.items()}

    @cached_property
    def required_lines(self) -> Mapping[str, tuple[RequiredLine, ...]]:
        """Milestone id to the required requirements that name it, in catalog order."""
        found: defaultdict[str, dict[RequiredLine, None]] = defaultdict(dict)
        for place, role in enumerate(self.roles.values()):
            for number, requirement in enumerate(role.requirements):
                if requirement.strength is Strength.REQUIRED:
                    for leaf in leaves(requirement.needs):
                        found[leaf.has][RequiredLine(place, number, role.id)] = None
        return {milestone: tuple(lines) for milestone, lines in found.items()}

    @cached_property
    def highest_level(self) -> Mapping[str, Level]:
        """Skill id to the highest level at which a role names it, in whatever strength."""
        highest: dict[str, Level] = {}
        for role in self.roles.values():
            for requirement in role.requirements:
                for leaf in leaves(requirement.needs):
                    if leaf.level is not None:
                        highest[leaf.has] = max(leaf.level, highest.get(leaf.has, leaf.level))
        return highest

    @cached_property
    def implied_closure(self) -> Mapping[str, tuple[Has, ...]]:
        """Milestone id to everything that holding it brings along, through any number of steps."""
        closure: dict[str, tuple[Has, ...]] = {}
        graph = {one.id: tuple(implied.has for implied in one.implies) for one in self.milestones.values()}
        for milestone_id in graphlib.TopologicalSorter(graph).static_order():
            found: dict[Has, None] = {}
            for implied in self.milestones[milestone_id].implies:
                found[implied] = None
                found.update(dict.fromkeys(closure[implied.has]))
            closure[milestone_id] = tuple(found)
        return closure

    @cached_property
    def implied_by(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of those that bring it along, through any number of steps."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for milestone_id, brought in self.implied_closure.items():
            for implied in brought:
                found[implied.has][milestone_id] = None
        return {milestone: tuple(ids) for milestone, ids in found.items()}

    @cached_property
    def unlocks(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of milestones that name it among their prerequisites."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for milestone in self.milestones.values():
            if milestone.prerequisites is not None:
                for leaf in leaves(milestone.prerequisites):
                    found[leaf.has][milestone.id] = None
        return {milestone: tuple(ids) for milestone, ids in found.items()}

    @cached_property
    def _role_names(self) -> Mapping[str, str]:
        return _names(self.roles.values())

    @cached_property
    def _milestone_names(self) -> Mapping[str, str]:
        return _names(self.milestones.values())


def _index(noun: str, entries: Iterable[_Entry], faults: list[Fault]) -> dict[str, _Entry]:
    index: dict[str, _Entry] = {}
    for entry in entries:
        if entry.id in index:
            faults.append(Fault(f"{noun} {entry.id}", "id", "this id is used twice"))
        index[entry.id] = entry
    return index


def _names(entries: Iterable[Role] | Iterable[Milestone]) -> dict[str, str]:
    """Casefolded titles and aliases to ids; an id always wins, and the first of two equal names."""
    names: dict[str, str] = {}
    for entry in entries:
        for name in (entry.title, *entry.aliases):
            names.setdefault(name.casefold(), entry.id)
    return names


_Named = TypeVar("_Named", Milestone, Role)


def _find(noun: str, name: str, index: Mapping[str, _Named], names: Mapping[str, str]) -> _Named:
    found = index.get(name) or index.get(names.get(name.casefold(), ""))
    if found is None:
        from difflib import get_close_matches

        near = get_close_matches(name.casefold(), [*index, *names], n=3, cutoff=0.6)
        raise UnknownId(noun, name, list(dict.fromkeys(names.get(match, match) for match in near))[:2])
    return found


def _dangling(catalog: Catalog) -> Iterator[Fault]:
    for milestone in catalog.milestones.values():
        yield from _milestone_faults(catalog, milestone, f"milestone {milestone.id}")
    for role in catalog.roles.values():
        yield from _role_faults(catalog, role, f"role {role.id}")
    for benchmark in catalog.benchmarks.values():
        stated = [*(pay.source for pay in benchmark.pay), *(outlook.source for outlook in benchmark.outlook)]
        yield from _source_faults(catalog, f"benchmark {benchmark.id}", stated)


def _milestone_faults(catalog: Catalog, milestone: Milestone, place: str) -> Iterator[Fault]:
    if milestone.prerequisites is not None:
        yield from _leaf_faults(catalog, place, "prerequisites", [milestone.prerequisites])
    yield from _leaf_faults(catalog, place, "implies", milestone.implies)
    cited = [cite.source for cite in milestone.cites]
    if milestone.effort is not None and milestone.effort.cite is not None:
        cited.append(milestone.effort.cite.source)
    if (credential := milestone.credential) is not None:
        cited.append(credential.source.source)
        if credential.replaced_by is not None and credential.replaced_by not in catalog.milestones:
            yield Fault(place, "credential.replaced_by", f"there is no milestone '{credential.replaced_by}'")
    yield from _source_faults(catalog, place, cited)


def _role_faults(catalog: Catalog, role: Role, place: str) -> Iterator[Fault]:
    for number, requirement in enumerate(role.requirements):
        yield from _leaf_faults(catalog, place, f"requirements[{number}].needs", [requirement.needs])
    for step in role.leads_to:
        if step.role not in catalog.roles:
            yield Fault(place, "leads_to", f"there is no role '{step.role}'")
    yield from _source_faults(catalog, place, (cite.source for cite in role.citations()))


def _leaf_faults(catalog: Catalog, place: str, key: str, trees: Sequence[Requirement]) -> Iterator[Fault]:
    for tree in trees:
        for leaf in leaves(tree):
            milestone = catalog.milestones.get(leaf.has)
            if milestone is None:
                yield Fault(place, key, f"there is no milestone '{leaf.has}'")
            elif milestone.kind is Kind.SKILL and leaf.level is None:
                yield Fault(place, key, f"'{leaf.has}' is a skill: say at which level")
            elif milestone.kind is not Kind.SKILL and leaf.level is not None:
                yield Fault(place, key, f"'{leaf.has}' is a {milestone.kind.value}: only skills have a level")


def _source_faults(catalog: Catalog, place: str, source_ids: Iterable[str]) -> Iterator[Fault]:
    for source_id in dict.fromkeys(source_ids):
        if source_id not in catalog.sources:
            yield Fault(place, "source", f"there is no source '{source_id}'")


def _circles(catalog: Catalog) -> Iterator[Fault]:
    def before(milestone: Milestone) -> Iterable[str]:
        return () if milestone.prerequisites is None else (leaf.has for leaf in leaves(milestone.prerequisites))

    def brought(milestone: Milestone) -> Iterable[str]:
        return (leaf.has for leaf in milestone.implies)

    edges: dict[str, Callable[[Milestone], Iterable[str]]] = {"prerequisites": before, "implies": brought}
    for key, neighbours in edges.items():
        graph = {milestone.id: tuple(neighbours(milestone)) for milestone in catalog.milestones.values()}
        try:
            graphlib.TopologicalSorter(graph).prepare()
        except graphlib.CycleError as circle:
            path = [str(milestone_id) for milestone_id in circle.args[1]]
            yield Fault(f"milestone {path[0]}", key, f"they run in a circle: {' -> '.join(path)}")
