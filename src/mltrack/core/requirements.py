"""Requirement trees and how they are judged against what a person has.

A requirement is one of four shapes: have a milestone (a skill at a level), all of several, any of
several, at least n of several. `judge` takes a requirement and a person's standings and returns a
`Verdict`: a tree of the same shape that says what is met, by what, and what is missing.

The environment is an argument: this module knows neither catalogs nor files nor dates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from functools import cache, total_ordering
from operator import is_
from typing import Annotated, ClassVar, TypeAlias

from mltrack.core.forms import Form
from mltrack.core.records import dataclass


@total_ordering
class Level(Enum):
    """How well a skill is held, lowest first. Wording in sources maps to these four.

    "familiarity" is familiar; "working knowledge", "understanding" and a bare mention are
    working; "proficient", "strong background" are proficient; "deep", "extraordinary" are expert.
    """

    FAMILIAR = "familiar"
    WORKING = "working"
    PROFICIENT = "proficient"
    EXPERT = "expert"

    @property
    def rank(self) -> int:
        """1 for familiar to 4 for expert."""
        return _RANKS[self]

    @classmethod
    def of_rank(cls, rank: int) -> Level:
        """The level of rank 1 to 4; raises ValueError for any other number."""
        for level, its_rank in _RANKS.items():
            if its_rank == rank:
                return level
        raise ValueError(f"{rank} is not a level; levels are 1 familiar to 4 expert")

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Level):
            return NotImplemented
        return self.rank < other.rank


_RANKS = {level: rank for rank, level in enumerate(Level, start=1)}

BARE_LEVEL = Level.WORKING
"""The level that a mention without a level stands for, in a source and in a bare tick alike."""

DOOR = {"extra": "forbid", "use_attribute_docstrings": True}
"""How pydantic reads the catalog's classes at the door: no unknown key, docstrings as field help."""


def _check_some(parts: tuple[object, ...]) -> None:
    if not parts:
        raise ValueError("the list is empty; at least one has to stand in it")


def _check_count(count: int) -> None:
    if count < 1:
        raise ValueError(f"at_least is 1 or more, not {count}")


SOME = Form(_check_some, minItems=1)
"""For a list that must not be empty."""


@dataclass(frozen=True, slots=True)
class Has:
    """Hold one milestone; if it is a skill, at a level or above."""

    __pydantic_config__: ClassVar = DOOR

    has: str
    """Id of the milestone."""
    level: Level | None = None
    """The level a skill must reach; absent for every other kind."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Meet every part."""

    __pydantic_config__: ClassVar = DOOR

    all: Annotated[tuple[Requirement, ...], SOME]
    """The parts, at least one."""

    def __post_init__(self) -> None:
        _refuse_empty("all", self.all)

    @property
    def count(self) -> int:
        """How many parts must be met."""
        return len(self.all)

    @property
    def parts(self) -> tuple[Requirement, ...]:
        """The parts, under the name that all groups share."""
        return self.all


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Meet one part; the parts are alternatives."""

    __pydantic_config__: ClassVar = DOOR

    any: Annotated[tuple[Requirement, ...], SOME]
    """The alternatives, at least one."""

    def __post_init__(self) -> None:
        _refuse_empty("any", self.any)

    @property
    def count(self) -> int:
        """How many parts must be met: one."""
        return 1

    @property
    def parts(self) -> tuple[Requirement, ...]:
        """The alternatives, under the name that all groups share."""
        return self.any


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Meet at least n of the parts."""

    __pydantic_config__: ClassVar = DOOR

    at_least: Annotated[int, Form(_check_count, minimum=1)]
    """How many parts must be met, 1 to the number of parts."""
    of: Annotated[tuple[Requirement, ...], SOME]
    """The parts to choose from."""

    def __post_init__(self) -> None:
        _refuse_empty("of", self.of)
        if not 1 <= self.at_least <= len(self.of):
            raise ValueError(f"at_least must be 1 to {len(self.of)}, the number of parts, not {self.at_least}")

    @property
    def count(self) -> int:
        """How many parts must be met."""
        return self.at_least

    @property
    def parts(self) -> tuple[Requirement, ...]:
        """The parts, under the name that all groups share."""
        return self.of


Requirement: TypeAlias = Has | AllOf | AnyOf | AtLeast


def _refuse_empty(key: str, parts: tuple[Requirement, ...]) -> None:
    if not parts:
        raise ValueError(f"'{key}' needs at least one part")


def leaves(requirement: Requirement) -> Iterator[Has]:
    """Every `Has` in the tree, left to right."""
    if isinstance(requirement, Has):
        yield requirement
    else:
        for part in requirement.parts:
            yield from leaves(part)


def with_ids(requirement: Requirement, ids: Mapping[str, str]) -> Requirement:
    """The same requirement, with each of the milestones in `ids` under the id that stands for it there."""
    if isinstance(requirement, Has):
        return Has(ids.get(requirement.has, requirement.has), requirement.level)
    parts = tuple(with_ids(part, ids) for part in requirement.parts)
    match requirement:
        case AllOf():
            return AllOf(parts)
        case AnyOf():
            return AnyOf(parts)
        case AtLeast(count):
            return AtLeast(count, parts)


@total_ordering
class State(Enum):
    """How a milestone or a requirement stands, best last: a later one includes an earlier.

    Met and waived satisfy; a waived requirement is still neither met nor missing.
    """

    OPEN = "open"
    STARTED = "started"
    LAPSED = "lapsed"
    WAIVED = "waived"
    MET = "met"

    @property
    def satisfied(self) -> bool:
        """True when nothing is left to do here."""
        return self is State.MET or self is State.WAIVED

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, State):
            return NotImplemented
        return _STATE_ORDER[self] < _STATE_ORDER[other]


_STATE_ORDER = {state: place for place, state in enumerate(State)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person holds of one milestone on one day."""

    state: State
    """MET means held and in force."""
    level: Level | None = None
    """The level at which a skill is held; None for other kinds and for what is not held."""
    implied_by: str | None = None
    """Id of the milestone that brings this one along, where it was not ticked itself."""
    waived: bool = False
    """True for what is held, but waived as well: it satisfies where its level falls short."""


NOT_STARTED = Standing(State.OPEN)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judged requirement, with the verdicts of its parts in the same order."""

    requirement: Requirement
    state: State
    credit: Fraction
    """0 to 1, exact: 1 when met; how much of it is there when not."""
    parts: tuple[Verdict, ...] = ()
    standing: Standing = NOT_STARTED
    """For a `Has`: what was found. Groups carry the default."""

    def missing(self, effort: Callable[[Has], float] | None = None) -> tuple[Has, ...]:
        """The leaves that would still have to be met, along the nearest alternatives.

        Of a group that needs n, the open parts with the highest credit fill what is lacking;
        between equals those that take least, by the `effort` of what each still lacks; then those
        written first. Waived parts are not missing.
        """
        if self.state.satisfied:
            return ()
        if isinstance(self.requirement, Has):
            return (self.requirement,)
        lacking = self.requirement.count - sum(part.state.satisfied for part in self.parts)
        found = [(part.credit, part.missing(effort)) for part in self.parts if not part.state.satisfied]
        if effort is not None and len(found) > 1:
            found.sort(key=lambda part: sum(map(effort, set(part[1]))))
        nearest = sorted(found, key=lambda part: -part[0])[:lacking]
        return tuple(leaf for _, lacked in nearest for leaf in lacked)


_NONE, _ALL = Fraction(0), Fraction(1)
"""The credits that nearly everything has: to add up fractions takes long, and these are passed over and counted."""


@cache
def _part(held: int, needed: int) -> Fraction:
    return Fraction(held, needed)


def judge(requirement: Requirement, standings: Mapping[str, Standing]) -> Verdict:
    """Judge `requirement` by what a person holds; a milestone absent from `standings` is open.

    A held leaf has credit 1; a skill held below its level has credit held / needed; anything else
    has 0, `started` included. All of several: the mean credit, met when all are met. Any of
    several: the best. At least n: the mean of the n best.
    """
    if isinstance(requirement, Has):
        return _judge_leaf(requirement, standings.get(requirement.has, NOT_STARTED))
    return _judge_group(requirement, tuple(judge(part, standings) for part in requirement.parts))


def judge_again(verdict: Verdict, standings: Mapping[str, Standing], changed: Container[str]) -> Verdict:
    """What `judge` makes of the same requirement by `standings`, of which only those in `changed` are other ones.

    The very same verdict where none of them is named in it.
    """
    requirement = verdict.requirement
    if isinstance(requirement, Has):
        return judge(requirement, standings) if requirement.has in changed else verdict
    parts = tuple(judge_again(part, standings, changed) for part in verdict.parts)
    return verdict if all(map(is_, parts, verdict.parts)) else _judge_group(requirement, parts)


def satisfied(requirement: Requirement, standing: Callable[[str], Standing]) -> bool:
    """Whether nothing would be left to do here, as `judge` says too, of what `standing` says of a milestone's id.

    For whoever asks it hundreds of times: it looks no further than the answer, and makes no verdicts.
    """
    if isinstance(requirement, Has):
        found = standing(requirement.has)
        return found.state is State.WAIVED or (
            found.state is State.MET
            and (found.waived or requirement.level is None or (found.level or BARE_LEVEL) >= requirement.level)
        )
    wanted = requirement.count
    for part in requirement.parts:
        if satisfied(part, standing):
            wanted -= 1
            if not wanted:
                return True
    return False


def _judge_group(requirement: AllOf | AnyOf | AtLeast, parts: tuple[Verdict, ...]) -> Verdict:
    count = requirement.count
    return Verdict(requirement, _group_state(count, parts), mean_of_best(count, parts), parts)


def _judge_leaf(requirement: Has, standing: Standing) -> Verdict:
    if standing.state is not State.MET:
        return Verdict(requirement, standing.state, _NONE, standing=standing)
    needed = requirement.level
    held = standing.level or BARE_LEVEL
    if needed is None or held >= needed:
        return Verdict(requirement, State.MET, _ALL, standing=standing)
    short = State.WAIVED if standing.waived else State.STARTED
    return Verdict(requirement, short, _part(held.rank, needed.rank), standing=standing)


def mean_of_best(count: int, verdicts: Collection[Verdict]) -> Fraction:
    """The mean credit of the `count` of some verdicts that have most; `count` is 1 or more."""
    some = [verdict.credit for verdict in verdicts if verdict.credit is not _NONE]
    others = [credit for credit in some if credit is not _ALL]
    whole = len(some) - len(others)
    if whole >= count:
        return _ALL
    if not others:
        return Fraction(whole, count) if whole else _NONE
    return sum(sorted(others, reverse=True)[: count - whole], Fraction(whole)) / count


def _group_state(count: int, parts: tuple[Verdict, ...]) -> State:
    states = [part.state for part in parts]
    met = states.count(State.MET)
    if met >= count:
        return State.MET
    if met + states.count(State.WAIVED) >= count:
        return State.WAIVED
    if State.LAPSED in states:
        return State.LAPSED
    # Short of its count, a group whose parts are met or waived is under way, no more than that.
    return State.OPEN if states.count(State.OPEN) == len(states) else State.STARTED
