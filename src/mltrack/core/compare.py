"""Two to four roles side by side: their figures, what they ask for together and alone, and what each still lacks.

Figures of one measure stand side by side; figures of different measures are never mixed, and of
several sources that disagree every one is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple

from mltrack.core.catalog import Catalog
from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK
from mltrack.core.entries import Kind, Role, Strength
from mltrack.core.figures import Outlook, Pay
from mltrack.core.least_cost import Work
from mltrack.core.nearest import Near, near
from mltrack.core.plan import WORK, Plan, Wish, least_effort
from mltrack.core.query import RoleOrder, RoleQuery, matching_roles
from mltrack.core.records import dataclass
from mltrack.core.requirements import AllOf, Has, Level, Requirement, State, judge, leaves
from mltrack.core.snapshot import Snapshot
from mltrack.errors import InvalidInput

FEWEST: Final = 2
MOST: Final = 4
"""How many roles can be compared: more do not fit side by side."""

_KINDS = list(Kind)
_STRENGTHS = list(Strength)


class Measure(NamedTuple):
    """What a pay figure says; only figures that say the same stand in one row."""

    measure: str
    currency: str
    period: str


@dataclass(frozen=True, slots=True)
class Ask:
    """How one role asks for a milestone."""

    strength: Strength
    """The firmest with which it is named."""
    level: Level | None
    """The highest level at which it is named with that strength, for a skill."""
    choice: bool
    """True when it is nowhere named with that strength but among alternatives."""


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One milestone with the roles that ask for it."""

    milestone: str
    """Id of the milestone."""
    asks: Mapping[str, Ask]
    """Role id to how it asks, in the order of the comparison; at least one."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one role asks for in one line of a comparison."""

    strength: Strength
    needs: Requirement
    """A milestone, or several of which some are enough."""


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One thing that roles ask for: a milestone, or alternatives that may be others from role to role."""

    milestone: str | None
    """Id of the milestone; None for alternatives."""
    label: str
    """What the first of the roles calls the alternatives; empty for a milestone."""
    parts: Mapping[str, Part]
    """Role id to what it asks for, in the order of the comparison; at least one."""

    @property
    def common(self) -> int:
        """How many milestones every one of the roles names."""
        return len(frozenset.intersection(*(_names(part.needs) for part in self.parts.values())))

    @property
    def alike(self) -> bool:
        """True when every one of the roles names the same milestones."""
        return len({_names(part.needs) for part in self.parts.values()}) == 1

    def state(self, snapshot: Snapshot) -> State:
        """How all that the roles ask for here stands together: met where every one of them has what it asks for."""
        return judge(AllOf(tuple(part.needs for part in self.parts.values())), snapshot.standings).state


@dataclass(frozen=True, slots=True)
class Comparison:
    """What there is to say of some roles side by side. Each mapping is by role id, in the order asked."""

    roles: tuple[str, ...]
    """Ids of the roles."""
    pay: Mapping[Measure, Mapping[str, tuple[Pay, ...]]]
    """For every measure, sorted, the figures of each role that has some, as its sources state them."""
    outlook: Mapping[str, tuple[Outlook, ...]]
    """The projections of each role; each of them names the group that it was measured on."""
    shared: tuple[AskedRow, ...]
    """What two or more ask for: by how many ask and how firmly, then by kind and id."""
    only: Mapping[str, tuple[AskedRow, ...]]
    """What each role alone asks for, in the same order."""
    lines: tuple[AskedLine, ...]
    """The same, told briefly, alternatives as one line: by how many ask and how firmly, as the catalog has them."""
    near: Mapping[str, Near]
    """Readiness, and the least effort that is left; nothing where that was not asked for."""


def compare(
    snapshot: Snapshot, role_ids: Sequence[str], hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK)
) -> Comparison:
    """Roles side by side; raises InvalidInput unless they are two to four different ones."""
    asked = side_by_side(snapshot.catalog, role_ids)
    return replace(asked, near={one: near(snapshot, one, hours_per_week) for one in asked.roles})


@dataclass(frozen=True, slots=True)
class Efforts:
    """What is left to do for some roles; that takes time to work out."""

    alone: Mapping[str, Plan | None]
    """Role id to the least effort for it alone; None where no source states what is required."""
    together: Plan
    """The least effort that makes ready for all of them."""


def efforts(
    snapshot: Snapshot,
    role_ids: Sequence[str],
    hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK),
    work: Work | None = None,
) -> Efforts:
    """What is left to do for each of the roles, and for all of them; `work` can be stopped by another thread."""
    work = work or Work(WORK)
    alone = {one: near(snapshot, one, hours_per_week, work).plan for one in role_ids}
    return Efforts(alone, least_effort(snapshot, Wish(tuple(role_ids), hours_per_week), work))


def side_by_side(catalog: Catalog, role_ids: Sequence[str]) -> Comparison:
    """What the roles say and ask for, which takes no time: `near` is empty. Raises InvalidInput as `compare` does."""
    ids = tuple(dict.fromkeys(role_ids))
    if not FEWEST <= len(ids) <= MOST or len(ids) != len(role_ids):
        raise InvalidInput(f"Name {FEWEST} to {MOST} different roles to compare; these are {len(ids)}.")
    roles = [catalog.roles[one] for one in ids]
    rows = _rows(catalog, roles)
    return Comparison(
        roles=ids,
        pay=_pay(roles),
        outlook={role.id: role.outlook for role in roles},
        shared=tuple(row for row in rows if len(row.asks) > 1),
        only={one: tuple(row for row in rows if set(row.asks) == {one}) for one in ids},
        lines=_lines(roles),
        near={},
    )


def in_company(snapshot: Snapshot, role_ids: Sequence[str]) -> tuple[str, ...]:
    """Roles that can be compared: those given or, where they are too few, others beside them.

    These are the primary target, the other targets, then those that lack the fewest required
    requirements. Too few come back only where the catalog has no more.
    """
    targets = sorted(snapshot.progress.targets.items(), key=lambda target: not target[1].primary)
    nearest = matching_roles(snapshot, RoleQuery(order=RoleOrder.NEAREST))
    others = (*(one for one, _ in targets), *(role.id for role in nearest))
    known = tuple(dict.fromkeys(one for one in (*role_ids, *others) if one in snapshot.catalog.roles))
    return known[: max(FEWEST, min(len(role_ids), MOST))]


def _pay(roles: Iterable[Role]) -> Mapping[Measure, Mapping[str, tuple[Pay, ...]]]:
    found: dict[Measure, dict[str, tuple[Pay, ...]]] = {}
    for role in roles:
        for pay in role.pay:
            row = found.setdefault(Measure(pay.measure, pay.currency, pay.period), {})
            row[role.id] = (*row.get(role.id, ()), pay)
    return {measure: found[measure] for measure in sorted(found)}


def _rows(catalog: Catalog, roles: Iterable[Role]) -> list[AskedRow]:
    asks: dict[str, dict[str, Ask]] = {}
    for role in roles:
        for requirement in role.requirements:
            for leaf, choice in _named(requirement.needs, choice=False):
                by_role = asks.setdefault(leaf.has, {})
                by_role[role.id] = _firmer(Ask(requirement.strength, leaf.level, choice), by_role.get(role.id))
    return sorted((AskedRow(one, by_role) for one, by_role in asks.items()), key=lambda row: _order(catalog, row))


def _named(requirement: Requirement, *, choice: bool) -> Iterator[tuple[Has, bool]]:
    """Every leaf, with whether something else might stand in its place."""
    if isinstance(requirement, Has):
        yield requirement, choice
        return
    for part in requirement.parts:
        yield from _named(part, choice=choice or requirement.count < len(requirement.parts))


def _firmer(one: Ask, other: Ask | None) -> Ask:
    if other is None or one.strength is not other.strength:
        return one if other is None else min(one, other, key=lambda ask: _STRENGTHS.index(ask.strength))
    level = max(one.level, other.level) if one.level and other.level else None
    return Ask(one.strength, level, one.choice and other.choice)


def _order(catalog: Catalog, row: AskedRow) -> tuple[int, list[int], int, str]:
    firm = sorted(_STRENGTHS.index(ask.strength) for ask in row.asks.values())
    return -len(row.asks), firm, _KINDS.index(catalog.milestones[row.milestone].kind), row.milestone


@dataclass(frozen=True, slots=True)
class _Choice:
    """Alternatives that one role asks for."""

    role: str
    label: str
    part: Part


def _lines(roles: Sequence[Role]) -> tuple[AskedLine, ...]:
    """One for each milestone that a role names outright, then one for each choice that these do not tell whole."""
    outright: dict[str, dict[str, Part]] = {}
    choices: list[_Choice] = []
    for role in roles:
        for requirement in role.requirements:
            for needs in _asked_parts(requirement.needs):
                part = Part(requirement.strength, needs)
                if isinstance(needs, Has):
                    by_role = outright.setdefault(needs.has, {})
                    by_role[role.id] = _firmer_part(part, by_role.get(role.id))
                else:
                    choices.append(_Choice(role.id, requirement.label, part))
    lines = [
        AskedLine(one, "", _in_order(roles, {**_offered(choices, frozenset({one})), **by_role}))
        for one, by_role in outright.items()
    ]
    lines += _choice_lines(roles, [choice for choice in choices if not _names(choice.part.needs) <= outright.keys()])
    return tuple(sorted(lines, key=_firmness))


def _choice_lines(roles: Sequence[Role], choices: Sequence[_Choice]) -> Iterator[AskedLine]:
    """Each choice beside the one of every other role that has most of the same milestones, where one has any."""
    told: set[int] = set()
    for choice in choices:
        if id(choice) not in told:
            others = [other for other in choices if other.role != choice.role]
            matches = _matches(others, _names(choice.part.needs))
            told.update(map(id, matches.values()))
            parts = {role: match.part for role, match in matches.items()}
            yield AskedLine(None, choice.label, _in_order(roles, {**parts, choice.role: choice.part}))


def _offered(choices: Iterable[_Choice], names: frozenset[str]) -> Mapping[str, Part]:
    return {role: choice.part for role, choice in _matches(choices, names).items()}


def _matches(choices: Iterable[_Choice], names: frozenset[str]) -> Mapping[str, _Choice]:
    """Of each role the choice that names most of `names`, the firmest and first of equals; none that names nothing."""
    found: dict[str, _Choice] = {}

    def worth(choice: _Choice) -> tuple[int, int]:
        return len(_names(choice.part.needs) & names), -_STRENGTHS.index(choice.part.strength)

    for choice in choices:
        known = found.get(choice.role)
        if worth(choice)[0] and (known is None or worth(choice) > worth(known)):
            found[choice.role] = choice
    return found


def _asked_parts(needs: Requirement) -> Iterator[Requirement]:
    """The milestones that are named outright, and the groups of which some parts are enough."""
    if isinstance(needs, Has) or needs.count < len(needs.parts):
        yield needs
        return
    for part in needs.parts:
        yield from _asked_parts(part)


def _firmer_part(one: Part, other: Part | None) -> Part:
    """Of two ways to ask for one milestone the firmer, then the higher level."""
    if other is None or one.strength is not other.strength:
        return one if other is None else min(one, other, key=lambda part: _STRENGTHS.index(part.strength))
    return max(
        other, one, key=lambda part: max((leaf.level.rank for leaf in leaves(part.needs) if leaf.level), default=0)
    )


def _names(needs: Requirement) -> frozenset[str]:
    return frozenset(leaf.has for leaf in leaves(needs))


def _in_order(roles: Iterable[Role], parts: Mapping[str, Part]) -> Mapping[str, Part]:
    return {role.id: parts[role.id] for role in roles if role.id in parts}


def _firmness(line: AskedLine) -> tuple[int, list[int]]:
    return -len(line.parts), sorted(_STRENGTHS.index(part.strength) for part in line.parts.values())
