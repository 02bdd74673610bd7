"""The catalog: sources, milestones and roles in one frozen whole, every reference resolved.

Nothing here may know a file, a path or a person's progress.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import TypeVar

from mltrack.core.derived import Derived, MilestoneHead, RequiredLine, RoleHead
from mltrack.core.entries import Kind, Milestone, Removed, Role, Seniority
from mltrack.core.figures import Benchmark, Source
from mltrack.core.index import Index
from mltrack.core.records import dataclass
from mltrack.core.renames import Renames
from mltrack.core.requirements import Has, Level
from mltrack.errors import CatalogError, Fault, LeftOutId, RemovedId, UnknownId

_Entry = TypeVar("_Entry", Source, Milestone, Role, Benchmark, Removed)
_Named = TypeVar("_Named", Milestone, Role)


@dataclass(frozen=True, slots=True)
class Missing:
    """A role or milestone of a person's own that is left out for a fault.

    Where it was to take the place of one of the catalog, that one is there instead.
    """

    noun: str
    """"role" or "milestone"."""
    id: str
    fault: Fault
    """The first of those that it is left out for."""


@dataclass(frozen=True, slots=True)
class Yours:
    """A milestone or role that comes from a person's own files."""

    noun: str
    """"role" or "milestone"."""
    id: str
    place: str
    """The file."""
    overrides: bool
    """True where it takes the place of one of the catalog."""

    @property
    def words(self) -> str:
        """That it is theirs, and the name of its file."""
        name = self.place.replace("\\", "/").rpartition("/")[2]
        return f"Yours, from {name}{', in place of what mltrack ships' if self.overrides else ''}"


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything that can be reached and asked for, indexed by id, in the order it was written.

    Build it with `Catalog.build`, which refuses a catalog with a dangling or circular reference.
    """

    sources: Mapping[str, Source]
    milestones: Mapping[str, Milestone]
    roles: Mapping[str, Role]
    benchmarks: Mapping[str, Benchmark] = field(default_factory=dict)
    removed: Mapping[str, Removed] = field(default_factory=dict)
    """What was in it and is no more."""
    left_out: tuple[Fault, ...] = ()
    """What of a person's own files is not in it, and why."""
    missing: tuple[Missing, ...] = ()
    """The milestones and roles among that. None of them is taken for a former id of something else."""
    yours: tuple[Yours, ...] = ()
    """The milestones and roles that come from a person's own files."""
    digest: str = field(default="", repr=False)
    """Tells it from the catalog of other files; empty where it was not read from files, or these could not all be."""
    derived: Derived | None = field(default=None, repr=False)
    """What follows from its entries, where that is known already."""

    @classmethod
    def build(
        cls,
        *,
        sources: Iterable[Source],
        milestones: Iterable[Milestone],
        roles: Iterable[Role],
        benchmarks: Iterable[Benchmark] = (),
        removed: Iterable[Removed] = (),
    ) -> Catalog:
        """Index the entries and resolve every reference.

        Raises CatalogError with all faults: an id used twice, a reference that lands nowhere, a
        level where none belongs or none where one does, a circle of prerequisites or implications.
        """
        from mltrack.core.soundness import ambiguities, flaws

        faults: list[Fault] = []
        catalog = cls(
            sources=_index("source", sources, faults),
            milestones=_index("milestone", milestones, faults),
            roles=_index("role", roles, faults),
            benchmarks=_index("benchmark", benchmarks, faults),
            removed=_index("removed", removed, faults),
        )
        faults.extend(flaw.fault for flaw in (*flaws(catalog.index), *ambiguities(catalog.index)))
        if faults:
            raise CatalogError(faults)
        return catalog

    @property
    def index(self) -> Index:
        """All entries, by id."""
        return Index(self.sources, self.milestones, self.roles, self.benchmarks, self.removed)

    def role(self, name: str) -> Role:
        """The role with this id, former id or alias; raises UnknownId with the nearest ids."""
        return self._find("role", name, self.roles)

    def milestone(self, name: str) -> Milestone:
        """The milestone with this id, former id or alias; raises UnknownId with the nearest ids."""
        return self._find("milestone", name, self.milestones)

    def left_out_for(self, noun: str, entry_id: str) -> Fault | None:
        """Why a role or milestone is not there: the fault in a person's own files; None where that is not why."""
        there = self.roles if noun == "role" else self.milestones
        return None if entry_id in there else self._faults.get((noun, entry_id))

    def yours_of(self, noun: str, entry_id: str) -> Yours | None:
        """The file of a person's own that a role or milestone comes from; None where it is the catalog's."""
        return self._yours.get((noun, entry_id))

    @cached_property
    def _yours(self) -> Mapping[tuple[str, str], Yours]:
        return {(one.noun, one.id): one for one in self.yours}

    @cached_property
    def _faults(self) -> Mapping[tuple[str, str], Fault]:
        return {(one.noun, one.id): one.fault for one in self.missing}

    def milestone_title(self, milestone_id: str) -> str:
        """The title of a milestone, also by a former id; of one that left the catalog the last title, or the id."""
        renamed = self.renames.milestones.get(milestone_id, milestone_id)
        found = self.milestones.get(renamed) or self.removed.get(renamed)
        return found.title if found else milestone_id

    def role_title(self, role_id: str) -> str:
        """The title of a role, also by a former id; of one that left the catalog the last title, or the id."""
        renamed = self.renames.roles.get(role_id, role_id)
        found = self.roles.get(renamed) or self.removed.get(renamed)
        return found.title if found else role_id

    @cached_property
    def renames(self) -> Renames:
        """Every former id, to the id of today."""
        return Renames(self._former("milestone"), self._former("role"))

    def _former(self, noun: str) -> dict[str, str]:
        gone = [one for one in self.removed.values() if one.was.noun == noun]
        found = {former: one.id for one in gone for former in one.former_ids}
        found.update(self._derived.former_ids[noun])
        return {former: today for former, today in found.items() if (noun, former) not in self._faults}

    @cached_property
    def _derived(self) -> Derived:
        return self.derived or Derived(self.index)

    @cached_property
    def role_heads(self) -> Sequence[RoleHead]:
        """Every role as lists know it, in catalog order."""
        return self._derived.role_heads

    @cached_property
    def milestone_heads(self) -> Sequence[MilestoneHead]:
        """Every milestone as lists know it, in catalog order."""
        return self._derived.milestone_heads

    @cached_property
    def up_the_ladder(self) -> Sequence[RoleHead]:
        """The same by level, entry first, in catalog order within a level."""
        return tuple(head for level in Seniority for head in self.role_heads if head.level is level)

    @cached_property
    def by_kind(self) -> Sequence[MilestoneHead]:
        """Every milestone as lists know it, by kind, in catalog order within a kind."""
        return tuple(head for kind in Kind for head in self.milestone_heads if head.kind is kind)

    @cached_property
    def validities(self) -> Mapping[str, int]:
        """Id of a certification that expires to the months from passing to expiry."""
        return self._derived.validities

    @cached_property
    def asked_by(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of the roles that name it in any requirement, catalog order."""
        return self._derived.asked_by

    @cached_property
    def required_lines(self) -> Mapping[str, tuple[RequiredLine, ...]]:
        """Milestone id to the required requirements that name it, in catalog order."""
        return self._derived.required_lines

    @cached_property
    def highest_level(self) -> Mapping[str, Level]:
        """Skill id to the highest level at which a role names it, in whatever strength."""
        return self._derived.highest_level

    @cached_property
    def implied_closure(self) -> Mapping[str, tuple[Has, ...]]:
        """Milestone id to everything that holding it brings along, through any number of steps."""
        return self._derived.implied_closure

    @cached_property
    def implied_by(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of those that bring it along, through any number of steps."""
        return self._derived.implied_by

    @cached_property
    def unlocks(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of milestones that name it among their prerequisites."""
        return self._derived.unlocks

    def _find(self, noun: str, name: str, index: Mapping[str, _Named]) -> _Named:
        if (found := index.get(name)) is not None:
            return found
        # Before any other name: what is left out is not taken for something else.
        if (fault := self.left_out_for(noun, name)) is not None:
            raise LeftOutId(noun, name, fault)
        names: Mapping[str, str] = self._derived.role_names if noun == "role" else self._derived.milestone_names
        if (found := index.get(names.get(name.casefold(), ""))) is not None:
            return found
        former = self.renames.roles if noun == "role" else self.renames.milestones
        if (gone := self.removed.get(former.get(name, name))) and gone.was.noun == noun:
            raise RemovedId(noun, name, gone.reason, gone.successors)
        from difflib import get_close_matches

        near = get_close_matches(name.casefold(), [*index, *names], n=3, cutoff=0.6)
        raise UnknownId(noun, name, list(dict.fromkeys(names.get(match, match) for match in near))[:2])


def _index(noun: str, entries: Iterable[_Entry], faults: list[Fault]) -> dict[str, _Entry]:
    index: dict[str, _Entry] = {}
    for entry in entries:
        if entry.id in index:
            faults.append(Fault(f"{noun} {entry.id}", "id", "this id is used twice"))
        index[entry.id] = entry
    return index
