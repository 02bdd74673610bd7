"""Why each milestone is in a plan: what it serves, and what it was chosen over.

What an alternative would take is no guess: the plan is made again without the milestone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from mltrack.core.entries import Strength
from mltrack.core.least_cost import Work
from mltrack.core.plan import Pick, Plan, completed, least_effort
from mltrack.core.records import dataclass
from mltrack.core.requirements import Has, Level, State, Verdict, judge
from mltrack.core.snapshot import Snapshot

_MOST: Final = 20
"""Equals of one milestone that are looked for."""


@dataclass(frozen=True, slots=True)
class Use:
    """A requirement of a role that a milestone helps to meet."""

    role: str
    """Id of the role."""
    label: str
    """Its heading."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """The plan of least effort without one milestone, beside the one with it."""

    instead: tuple[tuple[str, Level | None], ...]
    """Milestones that it has and the plan has not, or not at that level."""
    more_hours: float
    """Study hours more at the upper end; below 0 where calendar time takes their place."""
    more_months: float
    """Calendar months more at the upper end; below 0 where study takes their place."""
    more: int
    """The difference as minutes of study, see `Plan.cost`: 0 for one that is as good."""
    proved: bool
    """True when both plans were proved to be the least."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one milestone is in a plan."""

    pick: Pick
    uses: tuple[Use, ...]
    """The requirements of the plan's roles that it helps to meet."""
    as_good: tuple[str, ...] = ()
    """Ids of milestones that could each take its place at the same effort."""
    alternative: Alternative | None = None
    """The best plan without it and those; None when there is none.

    For what is pinned, the best plan without the pin. It may take less, also than what is kept
    because it is started.
    """
    unsure: bool = False
    """True where no work was left to look for them."""


def explained(snapshot: Snapshot, plan: Plan, work: Work) -> tuple[Plan, tuple[Reason, ...]]:
    """The plan with why each of its milestones is in it, in its order.

    Makes one more plan for every milestone that was chosen from several. Where `plan` was only the
    best found and one of those turns out better, it is that one that is explained.
    """
    while True:
        choices = {}
        for pick in plan.picks:
            chosen, better = _chosen(snapshot, plan, pick, work)
            if better is not None:
                plan = replace(better, wish=plan.wish, bound=plan.bound)
                break
            choices[pick] = chosen
        else:
            after = completed(snapshot, plan.picks)
            uses = {pick: tuple(_uses(snapshot, after, plan, pick)) for pick in plan.picks}
            return plan, tuple(Reason(pick, uses[pick], *choices[pick]) for pick in plan.picks)


def _uses(before: Snapshot, after: Snapshot, plan: Plan, pick: Pick) -> Iterator[Use]:
    brought = {pick.milestone, *(leaf.has for leaf in before.catalog.implied_closure[pick.milestone])}
    for role_id in plan.wish.roles:
        for line in before.readiness[role_id].lines:
            if line.requirement.strength is Strength.REQUIRED and not line.verdict.state.satisfied:
                helps = _met_by(line.verdict, judge(line.requirement.needs, after.standings))
                if any(leaf.has in brought for leaf in helps):
                    yield Use(role_id, line.requirement.label)


def _met_by(before: Verdict, after: Verdict) -> Iterator[Has]:
    """The leaves of a requirement that were not met before and are met after."""
    if isinstance(after.requirement, Has):
        if after.state is State.MET and not before.state.satisfied:
            yield after.requirement
    elif not before.state.satisfied:
        for part, later in zip(before.parts, after.parts, strict=True):
            yield from _met_by(part, later)


class _Chosen(NamedTuple):
    """What was found beside one milestone: see `Reason`."""

    as_good: tuple[str, ...] = ()
    alternative: Alternative | None = None
    unsure: bool = False


def _chosen(snapshot: Snapshot, plan: Plan, pick: Pick, work: Work) -> tuple[_Chosen, Plan | None]:
    """What a milestone was chosen over, and a plan that is better than this one, where it comes to light."""
    if pick.forced and not (pick.kept or pick.pinned):
        return _Chosen(), None
    if work.left <= 0:
        return _Chosen(unsure=True), None
    if pick.pinned:
        return _unpinned(snapshot, plan, pick, work), None
    without = plan.wish.without | {pick.milestone}
    as_good: list[str] = []
    while work.left > 0:
        other = least_effort(snapshot, replace(plan.wish, without=without.union(as_good)), work)
        if other.cost < plan.cost and len(other.obstacles) == len(plan.obstacles) and not pick.kept:
            return _Chosen(), other
        alternative = _beside(plan, other) if len(other.obstacles) == len(plan.obstacles) else None
        if alternative is None or alternative.more or len(alternative.instead) != 1 or len(as_good) == _MOST:
            return _Chosen(tuple(as_good), alternative), None
        as_good.append(alternative.instead[0][0])
    return _Chosen(tuple(as_good), unsure=True), None


def _unpinned(snapshot: Snapshot, plan: Plan, pick: Pick, work: Work) -> _Chosen:
    """The plan without a pin, where that makes a difference."""
    other = least_effort(snapshot, replace(plan.wish, pins=plan.wish.pins - {pick.milestone}), work)
    if pick.milestone in {one.milestone for one in other.picks}:
        return _Chosen()
    return _Chosen(alternative=_beside(plan, other))


def _beside(plan: Plan, other: Plan) -> Alternative:
    levels = _levels(plan.picks)
    instead = {one: level for one, level in _levels(other.picks).items() if one not in levels or levels[one] != level}
    return Alternative(
        tuple(instead.items()),
        other.hours.high - plan.hours.high,
        other.months.high - plan.months.high,
        other.cost - plan.cost,
        other.proved and plan.proved,
    )


def _levels(picks: Sequence[Pick]) -> Mapping[str, Level | None]:
    """The highest level of each milestone."""
    found: dict[str, Level | None] = {}
    for pick in picks:
        known = found.get(pick.milestone)
        if known is None or (pick.level is not None and pick.level > known):
            found[pick.milestone] = pick.level
    return found
