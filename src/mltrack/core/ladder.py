"""The ladder of roles as sources describe it: what carries over from one to the next, and the cheapest way up.

The cost of a route is the least effort that makes a person ready for all of its roles together. One
more role never makes that less, so that a best-first search over routes finds the cheapest one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final, NamedTuple

from mltrack.core.advice import minutes_for, missing
from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK, Remaining, held_rank, level_of, rank_of, remaining
from mltrack.core.entries import Seniority, Span, Step, Strength
from mltrack.core.least_cost import Work
from mltrack.core.plan import WORK, Pick, Plan, Wish, completed, least_effort, total
from mltrack.core.progress import Progress
from mltrack.core.readiness import Tally, assess
from mltrack.core.records import dataclass
from mltrack.core.requirements import Has, Level, Requirement, Standing, judge
from mltrack.core.snapshot import Snapshot
from mltrack.core.whatif import supposed
from mltrack.errors import InvalidInput

BUDGET: Final = 500
"""Sets of roles that are priced before a search ends with the best route that is known."""

Picks = Mapping[str, Level | None]
"""Milestone ids with the level of each, for skills."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One role that leads to another, as sources describe it."""

    former: str
    """Id of the role that it starts from."""
    next: str
    """Id of the role that it leads to."""
    steps: tuple[Step, ...]
    """The sources that say so."""


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What somebody brings along from one role to the next."""

    carried: Tally
    """The next role's required requirements, for somebody who has done the least that the former asks, from nothing."""
    to_learn: tuple[Has, ...]
    """What that person would still lack."""
    now: Tally
    """The next role's required requirements, as they stand for this person today."""
    missing: tuple[Has, ...]
    """What this person still lacks."""


@dataclass(frozen=True, slots=True)
class Addition:
    """One milestone that a stage adds, or one skill that it raises to a level."""

    milestone: str
    level: Level | None
    remaining: Remaining
    """What is left from what the stages before have added."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One role of a route."""

    role: str
    """Id of the role."""
    adds: tuple[Addition, ...]
    """What has to be done for it on top of the stages before."""
    hours: Span
    """Study hours up to and with this stage."""
    months: Span
    """Calendar months up to and with this stage, added up."""


@dataclass(frozen=True, slots=True)
class Route:
    """A way to a role over others."""

    roles: tuple[str, ...]
    """Ids of the roles, the last one is where it leads."""
    plan: Plan
    """The least effort that makes ready for all of them."""
    stages: tuple[Stage, ...]
    """The same, role by role."""
    cheapest: bool
    """True when it is proved that no route takes less."""


@dataclass(frozen=True, slots=True)
class Way:
    """What there is to say of a way to a role."""

    start: str | None
    """Id of the role that it was asked to begin at."""
    goal: str
    """Id of the role that it leads to."""
    route: Route | None
    """The cheapest route over other roles; None when no source describes one."""
    steps: tuple[CarryOver, ...]
    """What carries over from each role of the route to the next."""
    direct: Plan
    """The least effort to become ready for the goal without anything between."""


def edges(snapshot: Snapshot) -> tuple[Edge, ...]:
    """Every step of the ladder, in catalog order; several sources of one step together."""
    found: dict[tuple[str, str], tuple[Step, ...]] = {}
    for role in snapshot.catalog.roles.values():
        for step in role.leads_to:
            pair = (role.id, step.role)
            found[pair] = (*found.get(pair, ()), step)
    return tuple(Edge(former, later, steps) for (former, later), steps in found.items())


def on_ladder(edges: Iterable[Edge]) -> set[str]:
    """The roles that lead somewhere or are led to."""
    return {role for edge in edges for role in (edge.former, edge.next)}


def carry_over(
    snapshot: Snapshot,
    former: str,
    later: str,
    hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK),
    work: Work | None = None,
) -> CarryOver:
    """What carries over between two roles, by their ids. `work` may be shared by several."""
    nothing = Snapshot(snapshot.catalog, Progress(), snapshot.today)
    done = completed(nothing, least_effort(nothing, Wish(roles=(former,), hours_per_week=hours_per_week), work).picks)
    after = assess(snapshot.catalog.roles[later], done.standings)
    return CarryOver(
        carried=after.required,
        to_learn=after.missing(minutes_for(done, hours_per_week)),
        now=snapshot.readiness[later].required,
        missing=missing(snapshot, later, hours_per_week),
    )


def route_to(
    snapshot: Snapshot,
    goal: str,
    start: str | None = None,
    hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK),
    budget: int = BUDGET,
) -> Route | None:
    """The cheapest route of roles to `goal`; None when no source describes one.

    It begins at `start`; without that, at any role for which the person is ready, `goal` included,
    or if none of these leads there, at any entry role and any other that no role leads to. Of routes that take
    the same the one with fewest roles is taken, then by ids. Raises InvalidInput for a route from a
    role to itself.
    """
    return _route(_Search(snapshot, goal, hours_per_week, budget, Work(WORK)), start)


def _route(search: _Search, start: str | None) -> Route | None:
    snapshot, goal = search.snapshot, search.goal
    if start == goal:
        raise InvalidInput(f"A path needs two roles; '{snapshot.catalog.role_title(goal)}' is where it would end, too.")
    found = search.cheapest([start] if start else search.starts())
    if found is None:
        return None
    roles, cheapest = found
    plan = search.plan(roles)
    return Route(roles, plan, _stages(snapshot, roles, plan), cheapest)


def way_to(
    snapshot: Snapshot,
    goal: str,
    start: str | None = None,
    hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK),
    work: Work | None = None,
) -> Way:
    """The cheapest route to `goal`, see `route_to`, with what carries over on it, beside the direct plan."""
    work = work or Work(WORK)
    route = _route(_Search(snapshot, goal, hours_per_week, BUDGET, work), start)
    pairs = pairwise(route.roles) if route else ()
    return Way(
        start,
        goal,
        route,
        tuple(carry_over(snapshot, former, later, hours_per_week, work) for former, later in pairs),
        least_effort(snapshot, Wish(roles=(goal,), hours_per_week=hours_per_week), work),
    )


class _Search:
    """Best first over routes: by what their roles and the goal take together, which is never too much."""

    def __init__(self, snapshot: Snapshot, goal: str, hours_per_week: Fraction, budget: int, work: Work) -> None:
        self.snapshot, self.goal, self.hours_per_week, self.budget = snapshot, goal, hours_per_week, budget
        self.plans: dict[frozenset[str], Plan] = {}
        self.work = work
        roles = snapshot.catalog.roles
        self.later = {role.id: sorted({step.role for step in role.leads_to}) for role in roles.values()}
        self.steps_left = self._steps_left()

    def _steps_left(self) -> Mapping[str, int]:
        """The roles that lead to the goal, and the goal: how many steps at least it is from there."""
        before: dict[str, list[str]] = {}
        for role, later in self.later.items():
            for one in later:
                before.setdefault(one, []).append(role)
        found, queue = {self.goal: 0}, [self.goal]
        for one in queue:  # grows while it is gone through
            for role in before.get(one, ()):
                if role not in found:
                    found[role] = found[one] + 1
                    queue.append(role)
        return found

    def starts(self) -> list[str]:
        """Where a route may begin when nobody says where."""
        roles = [role for role in self.snapshot.catalog.roles.values() if role.id in self.steps_left]
        ready = [role.id for role in roles if self.snapshot.readiness[role.id].ready]
        if ready:
            return ready
        led_to = {one for later in self.later.values() for one in later}
        found = [role.id for role in roles if role.level is Seniority.ENTRY or role.id not in led_to]
        others = [role.id for role in roles if role.id != self.goal]
        return [one for one in found if one != self.goal] or others  # roles that lead to each other in a circle

    def plan(self, roles: Iterable[str]) -> Plan:
        """The least effort for several roles together."""
        together = frozenset(roles)
        if together not in self.plans:
            wish = Wish(roles=tuple(sorted(together)), hours_per_week=self.hours_per_week)
            self.plans[together] = least_effort(self.snapshot, wish, self.work)
        return self.plans[together]

    def cheapest(self, starts: Iterable[str]) -> tuple[tuple[str, ...], bool] | None:
        """The roles of the cheapest route, and whether that is proved; None without a route."""
        queue: list[_Queued] = []
        nearest = sorted(starts, key=lambda one: self.steps_left.get(one, 0))
        for start in nearest[: self.budget]:
            self._push(queue, (start,))
        seen: set[tuple[str, frozenset[str]]] = set()
        while queue:
            roles = heappop(queue).roles
            if roles[-1] == self.goal:
                return roles, len(nearest) <= self.budget and all(plan.proved for plan in self.plans.values())
            if len(self.plans) >= self.budget and (short := self._shortest(roles)):
                return short, False
            state = (roles[-1], frozenset(roles))
            if state not in seen:
                seen.add(state)
                for later in self.later[roles[-1]]:
                    if later not in roles:
                        self._push(queue, (*roles, later))
        return None

    def _push(self, queue: list[_Queued], roles: tuple[str, ...]) -> None:
        if roles[-1] in self.steps_left:
            plan = self.plan({*roles, self.goal})
            heappush(queue, _Queued(len(plan.obstacles), plan.cost, len(roles) + self.steps_left[roles[-1]], roles))

    def _shortest(self, roles: tuple[str, ...]) -> tuple[str, ...] | None:
        """The route that goes on from `roles` with the fewest more; None where there is none."""
        queue, seen = deque([roles]), set(roles)
        while queue:
            route = queue.popleft()
            if route[-1] == self.goal:
                return route
            for later in self.later[route[-1]]:
                if later not in seen:
                    seen.add(later)
                    queue.append((*route, later))
        return None


class _Queued(NamedTuple):
    """A route, or the beginning of one; the one to look at first sorts first."""

    obstacles: int
    """What can never be met of what its roles and the goal require."""
    minutes: int
    """The least that all of them take together."""
    length: int
    """How many roles it has at least once it is complete."""
    roles: tuple[str, ...]


def _stages(snapshot: Snapshot, roles: tuple[str, ...], plan: Plan) -> tuple[Stage, ...]:
    """The plan role by role: each has what it needs, with its prerequisites, on top of those before."""
    worlds: list[Picks] = [{pick.milestone: pick.level for pick in plan.picks}]
    for count in range(len(roles) - 1, 0, -1):
        worlds.append(_needed(snapshot, plan, roles[:count], worlds[-1]))
    stages: list[Stage] = []
    before: Picks = {}
    for role, after in zip(roles, reversed(worlds), strict=True):
        adds = tuple(_additions(snapshot, plan.picks, before, after))
        so_far = [addition.remaining for stage in stages for addition in stage.adds]
        so_far += [addition.remaining for addition in adds]
        hours, months = total(left.hours for left in so_far), total(left.months for left in so_far)
        stages.append(Stage(role, adds, hours, months))
        before = after
    return tuple(stages)


def _additions(snapshot: Snapshot, picks: Iterable[Pick], before: Picks, after: Picks) -> Iterator[Addition]:
    """The part of each pick that lies above `before` and not above `after`."""
    for pick in picks:
        milestone = snapshot.catalog.milestones[pick.milestone]
        low = max(_above(pick), _rank(snapshot, before, pick))
        high = min(rank_of(milestone, pick.level), _rank(snapshot, after, pick))
        if low < high:
            level = level_of(milestone, high)
            yield Addition(milestone.id, level, remaining(snapshot, milestone.id, level, low))


def _needed(snapshot: Snapshot, plan: Plan, roles: Iterable[str], picks: Picks) -> Picks:
    """What of `picks`, and at which level, the roles need; whatever nothing rests on is dropped, the last one first."""
    full = supposed(snapshot, picks)
    goals = [
        requirement.needs
        for role in roles
        for requirement in snapshot.catalog.roles[role].requirements
        if requirement.strength is Strength.REQUIRED and judge(requirement.needs, full.standings).state.satisfied
    ]
    kept, before = picks, None
    while kept != before:  # what one rests on may be dropped once that one is, wherever it stands
        before = kept
        for one in reversed(list(kept)):
            kept = next((fewer for fewer in _fewer(kept, one) if _suffices(snapshot, plan, fewer, goals)), kept)
    return kept


def _fewer(picks: Picks, one: str) -> Iterator[Picks]:
    """`picks` without one of them, then with a skill at each of the lower levels."""
    yield {other: level for other, level in picks.items() if other != one}
    most = picks[one]
    for level in Level:
        if most is not None and level < most:
            yield {**picks, one: level}


def _suffices(snapshot: Snapshot, plan: Plan, picks: Picks, goals: Iterable[Requirement]) -> bool:
    """True when `picks` meet all goals and have all that they rest on."""
    world = supposed(snapshot, picks).standings
    if not all(judge(needs, world).state.satisfied for needs in goals):
        return False
    return all(
        _rests(snapshot, plan, pick, picks, world) for pick in plan.picks if _above(pick) < _rank(snapshot, picks, pick)
    )


def _rests(snapshot: Snapshot, plan: Plan, pick: Pick, picks: Picks, world: Mapping[str, Standing]) -> bool:
    """True when a pick has what it goes on from: its prerequisites, or the level above which it begins."""
    one, catalog = pick.milestone, snapshot.catalog
    if pick.above is None:
        needs = catalog.milestones[one].prerequisites
        return needs is None or judge(needs, world).state.satisfied
    if held_rank(snapshot, one) >= _above(pick):
        return True
    own = any(other.milestone == one and other.level == pick.above for other in plan.picks)
    brought = [has.level for other in picks for has in catalog.implied_closure[other] if has.has == one]
    return own or any(level is not None and level >= pick.above for level in brought)


def _above(pick: Pick) -> int:
    return pick.above.rank if pick.above else 0


def _rank(snapshot: Snapshot, picks: Picks, pick: Pick) -> int:
    """The rank to which `picks` have a milestone; 0 where they do not have it."""
    one = pick.milestone
    return rank_of(snapshot.catalog.milestones[one], picks[one]) if one in picks else 0
