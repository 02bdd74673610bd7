"""What follows from all entries of a catalog, as it is kept beside them and read again.

What a list shows is read at once for all; what is known of one milestone, only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, Generic, TypeVar, cast

from mltrack.core.catalog import Catalog
from mltrack.core.derived import Derived, MilestoneHead, RequiredLine, RoleHead
from mltrack.core.entries import Kind, Milestone, Role, Seniority
from mltrack.core.index import Index
from mltrack.core.requirements import Has, Level
from mltrack.store.shelves import NOT_AS_WRITTEN, Parts, Shelf, Written

_Value = TypeVar("_Value")

_SENIORITIES: Final = list(Seniority)
_KINDS: Final = list(Kind)
_ANY, _ASKED, _REQUIRED, _LEVEL, _BROUGHT, _UNLOCKS = 1, 2, 4, 8, 16, 32
"""What there is of a milestone, as one number; added to the code of a zero it is written as one character."""
_ZERO: Final = ord("0")

Related = tuple[list[int], list[tuple[int, int]], int, list[tuple[int, int]], list[int], list[int]]
"""Of a milestone: the roles that ask for it; the lines that require it, by role and line; the rank of its highest
level; what it brings along, each with the rank of a level; what brings it along; and what it unlocks. Milestones and
roles by their number in the catalog, no level as 0."""


def write_derived(written: Written, catalog: Catalog) -> None:
    """Add what follows from all entries of a catalog."""
    derived = Derived(catalog.index)
    written.add("former roles", [*derived.former_ids["role"].items()])
    written.add("former milestones", [*derived.former_ids["milestone"].items()])
    heads, others = derived.role_heads, derived.milestone_heads
    written.add("role titles", [head.title for head in heads])
    written.add("role levels", [_SENIORITIES.index(head.level) for head in heads])
    written.add("role required", [head.required for head in heads])
    written.add("role texts", [head.text for head in heads])
    written.add("milestone titles", [head.title for head in others])
    written.add("milestone kinds", [_KINDS.index(head.kind) for head in others])
    written.add("milestone asking", [head.asking for head in others])
    written.add("milestone texts", [head.text for head in others])
    written.add("validities", [*derived.validities.items()])
    related = related_of(catalog)
    written.add_each("related", related)
    written.add("related flags", "".join(map(_flag, related)))


def related_of(catalog: Catalog) -> Sequence[Related]:
    """What is known of each milestone of a catalog."""
    roles = {one: number for number, one in enumerate(catalog.roles)}
    numbers = {one: number for number, one in enumerate(catalog.milestones)}
    derived = Derived(catalog.index)
    return [
        (
            [roles[role] for role in derived.asked_by.get(one, ())],
            [(line.place, line.line) for line in derived.required_lines.get(one, ())],
            _rank(derived.highest_level.get(one)),
            [(numbers[has.has], _rank(has.level)) for has in derived.implied_closure[one]],
            [numbers[other] for other in derived.implied_by.get(one, ())],
            [numbers[other] for other in derived.unlocks.get(one, ())],
        )
        for one in catalog.milestones
    ]


def _rank(level: Level | None) -> int:
    return level.rank if level else 0


def _level(rank: int) -> Level | None:
    return Level.of_rank(rank) if rank else None


def _flag(related: Related) -> str:
    asked, required, level, _, brought, unlocks = related
    there = ((_ASKED, asked), (_REQUIRED, required), (_LEVEL, level), (_BROUGHT, brought), (_UNLOCKS, unlocks))
    return chr(_ZERO + _ANY + sum(flag for flag, value in there if value))


# Reading


class Some(Mapping[str, _Value], Generic[_Value]):
    """Id of a milestone to one thing that is known of it, of those of which it is; in catalog order."""

    def __init__(self, ids: Shelf[Milestone], flags: str, flag: int, make: Callable[[int], _Value]) -> None:
        """What `make` makes of the number of each milestone that has this flag."""
        self._milestones, self._flags, self._flag, self._make = ids, flags, flag, make
        self._known: dict[str, _Value] = {}

    def __getitem__(self, one: str) -> _Value:
        found = self._known.get(one)
        if found is None:
            if one not in self:
                raise KeyError(one)
            found = self._known[one] = self._make(self._milestones.numbers[one])
        return found

    def __contains__(self, one: object) -> bool:
        number = self._milestones.numbers.get(one) if isinstance(one, str) else None
        return number is not None and self._has(self._flags[number])

    def __iter__(self) -> Iterator[str]:
        return (one for one, found in zip(self._milestones.ids, self._flags, strict=True) if self._has(found))

    def __len__(self) -> int:
        return sum(map(self._has, self._flags))

    def _has(self, found: str) -> bool:
        return bool((ord(found) - _ZERO) & self._flag)


class KeptDerived(Derived):
    """What follows from all entries, read from where it was kept beside them."""

    def __init__(
        self, parts: Parts, index: Index, milestones: Shelf[Milestone], roles: Shelf[Role], anew: Callable[[], Catalog]
    ) -> None:
        """That of the entries of `index`, some of which are these; `anew` reads the same catalog from its files."""
        super().__init__(index)
        self._parts, self._milestones, self._roles, self._anew = parts, milestones, roles, anew
        self._read = parts.each("related")
        self._related: dict[int, Related] = {}

    @cached_property
    def role_heads(self) -> tuple[RoleHead, ...]:
        """Every role as lists know it, in catalog order."""
        titles, texts = self._column("role titles"), self._column("role texts")
        levels = [_SENIORITIES[one] for one in self._column("role levels")]
        required = self._column("role required")
        return tuple(map(RoleHead, self._roles.ids, titles, levels, required, texts))

    @cached_property
    def milestone_heads(self) -> tuple[MilestoneHead, ...]:
        """Every milestone as lists know it, in catalog order."""
        titles, texts = self._column("milestone titles"), self._column("milestone texts")
        kinds = [_KINDS[one] for one in self._column("milestone kinds")]
        asking = self._column("milestone asking")
        return tuple(map(MilestoneHead, self._milestones.ids, titles, kinds, asking, texts))

    @cached_property
    def former_ids(self) -> Mapping[str, Mapping[str, str]]:
        """For "role" and for "milestone", the former ids of what is in the catalog to the ids of today."""
        roles, milestones = self._column("former roles"), self._column("former milestones")
        return {"role": dict(roles), "milestone": dict(milestones)}

    @cached_property
    def validities(self) -> Mapping[str, int]:
        """Id of a certification that expires to the months from passing to expiry."""
        return dict(self._column("validities"))

    @cached_property
    def asked_by(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of the roles that name it in any requirement, catalog order."""
        ids = self._roles.ids
        return self._some(_ASKED, lambda related: tuple(ids[one] for one in related[0]))

    @cached_property
    def required_lines(self) -> Mapping[str, tuple[RequiredLine, ...]]:
        """Milestone id to the required requirements that name it, in catalog order."""
        ids = self._roles.ids
        return self._some(
            _REQUIRED, lambda related: tuple(RequiredLine(place, line, ids[place]) for place, line in related[1])
        )

    @cached_property
    def highest_level(self) -> Mapping[str, Level]:
        """Skill id to the highest level at which a role names it, in whatever strength."""
        return self._some(_LEVEL, lambda related: Level.of_rank(related[2]))

    @cached_property
    def implied_closure(self) -> Mapping[str, tuple[Has, ...]]:
        """Milestone id to everything that holding it brings along, through any number of steps."""
        ids = self._milestones.ids
        return self._some(_ANY, lambda related: tuple(Has(ids[one], _level(rank)) for one, rank in related[3]))

    @cached_property
    def implied_by(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of those that bring it along, through any number of steps, in catalog order."""
        ids = self._milestones.ids
        return self._some(_BROUGHT, lambda related: tuple(ids[one] for one in related[4]))

    @cached_property
    def unlocks(self) -> Mapping[str, tuple[str, ...]]:
        """Milestone id to the ids of milestones that name it among their prerequisites."""
        ids = self._milestones.ids
        return self._some(_UNLOCKS, lambda related: tuple(ids[one] for one in related[5]))

    def _some(self, flag: int, make: Callable[[Related], _Value]) -> Some[_Value]:
        flags = self._parts.read("related flags")
        if not isinstance(flags, str):
            raise TypeError("the flags are no text")
        return Some(self._milestones, flags, flag, lambda number: make(self._related_to(number)))

    def _related_to(self, number: int) -> Related:
        found = self._related.get(number)
        if found is None:
            try:
                found = self._related[number] = cast("Related", self._read(number))
            except NOT_AS_WRITTEN:
                self._related = dict(enumerate(related_of(self._anew())))
                found = self._related[number]
        return found

    def _column(self, name: str) -> Sequence[Any]:
        return cast("Sequence[Any]", self._parts.read(name))
