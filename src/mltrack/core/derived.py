"""What follows from all entries of a catalog together: who asks for what, what brings what along, what lists show.

Each is worked out when it is first asked for. A catalog that is kept compiled has them kept beside
its entries, so that a look at a few of them does not go through all.
"""

from __future__ import annotations

import graphlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

from mltrack.core.entries import Kind, Milestone, Role, Seniority, Strength
from mltrack.core.index import Index
from mltrack.core.requirements import Has, Level, leaves

_Named = TypeVar("_Named")


class RequiredLine(NamedTuple):
    """A required requirement that names a milestone. They sort in catalog order."""

    place: int
    """Which role of the catalog, counted from 0."""
    line: int
    """Which requirement of that role, counted from 0."""
    role: str
    """Id of the role."""


class RoleHead(NamedTuple):
    """What a list needs to know of a role before it shows it."""

    id: str
    title: str
    level: Seniority
    required: int
    """How many of its requirements are required."""
    text: str
    """What it is found by, see `text_of`."""


class MilestoneHead(NamedTuple):
    """What a list needs to know of a milestone before it shows it."""

    id: str
    title: str
    kind: Kind
    asking: int
    """How many roles ask for it, in whatever strength."""
    text: str
    """What it is found by, see `text_of`."""


def text_of(entry: Role | Milestone) -> str:
    """All that an entry is found by, casefolded: its names, each between line breaks, and its other words after them.

    So one search finds a word in it, and another that it is a whole name or the beginning of one.
    """
    other = (entry.family, entry.level.value) if isinstance(entry, Role) else (entry.kind.value,)
    return "\n".join(("", entry.title, *entry.aliases, "\t" + "\t".join(other))).casefold()


def names_in(text: str) -> list[str]:
    """The names in what an entry is found by: its title and its aliases, casefolded."""
    return text.split("\n")[1:-1]


class Derived:
    """What follows from the entries of an index. Mappings have what they hold in the order of the catalog."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @cached_property
    def role_heads(self) -> tuple[RoleHead, ...]:
        """Every role as lists know it, in catalog order."""
        return tuple(
            RoleHead(
                role.id,
                role.title,
                role.level,
                sum(one.strength is Strength.REQUIRED for one in role.requirements),
                text_of(role),
            )
            for role in self._index.roles.values()
        )

    @cached_property
    def milestone_heads(self) -> tuple[MilestoneHead, ...]:
        """Every milestone as lists know it, in catalog order."""
        return tuple(
            MilestoneHead(one.id, one.title, one.kind, len(self.asked_by.get(one.id, ())), text_of(one))
            for one in self._index.milestones.values()
        )

    @cached_property
    def former_ids(self) -> Mapping[str, Mapping[str, str]]:
        """For "role" and for "milestone", the former ids of what is in the catalog to the ids of today."""
        kinds: Mapping[str, Mapping[str, Role] | Mapping[str, Milestone]] = {
            "role": self._index.roles,
            "milestone": self._index.milestones,
        }
        return {
            noun: {former: entry.id for entry in entries.values() for former in entry.former_ids}
            for noun, entries in kinds.items()
        }

    @cached_property
    def validities(self) -> Mapping[str, int]:
        """Id of a certification that expires to the months from passing to expiry."""
        credentials = {one.id: one.credential for one in self._index.milestones.values()}
        return {
            one: found.valid_months
            for one, found in credentials.items()
            if found is not None and found.valid_months is not None
        }

    @cached_property
    def asked_by(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of the roles that name it in any requirement, catalog order."""
        roles: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for role in self._index.roles.values():
            for requirement in role.requirements:
                for leaf in leaves(requirement.needs):
                    roles[leaf.has][role.id] = None
        return self._in_order(roles)

    @cached_property
    def required_lines(self) -> Mapping[str, tuple[RequiredLine, ...]]:
        """Milestone id to the required requirements that name it, in catalog order."""
        found: defaultdict[str, dict[RequiredLine, None]] = defaultdict(dict)
        for place, role in enumerate(self._index.roles.values()):
            for number, requirement in enumerate(role.requirements):
                if requirement.strength is Strength.REQUIRED:
                    for leaf in leaves(requirement.needs):
                        found[leaf.has][RequiredLine(place, number, role.id)] = None
        return self._in_order(found)

    @cached_property
    def highest_level(self) -> Mapping[str, Level]:
        """Skill id to the highest level at which a role names it, in whatever strength."""
        highest: dict[str, Level] = {}
        for role in self._index.roles.values():
            for requirement in role.requirements:
                for leaf in leaves(requirement.needs):
                    if leaf.level is not None:
                        highest[leaf.has] = max(leaf.level, highest.get(leaf.has, leaf.level))
        return {one: highest[one] for one in self._index.milestones if one in highest}

    @cached_property
    def implied_closure(self) -> Mapping[str, tuple[Has, ...]]:
        """Milestone id to everything that holding it brings along, through any number of steps."""
        milestones, closure = self._index.milestones, dict[str, tuple[Has, ...]]()
        graph = {one.id: tuple(implied.has for implied in one.implies) for one in milestones.values()}
        for milestone_id in graphlib.TopologicalSorter(graph).static_order():
            found: dict[Has, None] = {}
            for implied in milestones[milestone_id].implies:
                found[implied] = None
                found.update(dict.fromkeys(closure[implied.has]))
            closure[milestone_id] = tuple(found)
        return {one: closure[one] for one in milestones}

    @cached_property
    def implied_by(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of those that bring it along, through any number of steps, in catalog order."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for milestone_id, brought in self.implied_closure.items():
            for implied in brought:
                found[implied.has][milestone_id] = None
        return self._in_order(found)

    @cached_property
    def unlocks(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of milestones that name it among their prerequisites."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for milestone in self._index.milestones.values():
            if milestone.prerequisites is not None:
                for leaf in leaves(milestone.prerequisites):
                    found[leaf.has][milestone.id] = None
        return self._in_order(found)

    def _in_order(self, found: Mapping[str, Iterable[_Named]]) -> dict[str, tuple[_Named, ...]]:
        return {one: tuple(found[one]) for one in self._index.milestones if one in found}

    @cached_property
    def role_names(self) -> Mapping[str, str]:
        """Former ids, and casefolded titles and aliases, to the ids of roles; of two equal names the first."""
        return _names(self.former_ids["role"], self.role_heads)

    @cached_property
    def milestone_names(self) -> Mapping[str, str]:
        """Former ids, and casefolded titles and aliases, to the ids of milestones; of two equal names the first."""
        return _names(self.former_ids["milestone"], self.milestone_heads)


def _names(former: Mapping[str, str], heads: Iterable[RoleHead | MilestoneHead]) -> dict[str, str]:
    names = dict(former)
    for head in heads:
        for name in names_in(head.text):
            names.setdefault(name, head.id)
    return names
