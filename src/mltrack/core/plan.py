"""The plan of least effort: which open milestones meet everything that some roles require, for the least.

Alternatives, levels, shared prerequisites and what brings other things along make this a search:
the plan is put as a network of gates in `ways` and solved exactly in `least_cost`. Why each milestone is
in a plan is told by `choices`, when each is due by `schedule`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from mltrack.core.catalog import Catalog
from mltrack.core.effort import (
    DEFAULT_HOURS_PER_WEEK,
    Remaining,
    cost,
    held_rank,
    level_of,
    rank_of,
    remaining,
)
from mltrack.core.entries import RoleRequirement, Span, Strength, earnable
from mltrack.core.history import Mark, Status
from mltrack.core.least_cost import Solution, Work, cheapest, fired
from mltrack.core.records import dataclass
from mltrack.core.requirements import (
    BARE_LEVEL,
    NOT_STARTED,
    Has,
    Level,
    Requirement,
    Standing,
    State,
    Verdict,
    judge,
    leaves,
)
from mltrack.core.snapshot import Snapshot
from mltrack.core.ways import MINUTE, Ways

WORK: Final = 2_000_000
"""Gates that are looked at before the best plan found is taken: some seconds; the shipped catalog needs under 1 %."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a plan is asked for."""

    roles: tuple[str, ...]
    """Ids of the roles to become ready for."""
    hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK)
    """Study hours a week, above 0: they say what a calendar month weighs against an hour of study."""
    pins: frozenset[str] = frozenset()
    """Ids of milestones that have to be in it."""
    without: frozenset[str] = frozenset()
    """Ids of milestones that must not be in it."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One milestone of a plan."""

    milestone: str
    level: Level | None
    """The level to reach, for a skill."""
    above: Level | None
    """The level from which to go on, for a skill that is held or brought along at a lower one."""
    remaining: Remaining
    """What it takes from there."""
    forced: bool
    """True when every plan has it, with what is pinned and kept."""
    kept: bool
    """True when it is in the plan because it is started."""
    pinned: bool
    """True when it is in the plan because that was asked for."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that no plan can meet."""

    role: str | None
    """Id of the role that requires it; None for a milestone that was pinned."""
    label: str
    """The label of the requirement, or the id of the pinned milestone."""
    barred: tuple[str, ...]
    """Ids of milestones that would lead there, and that are retired or left out."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The milestones that are left to do for some roles."""

    wish: Wish
    picks: tuple[Pick, ...]
    """Prerequisites first; between any that may come next, what takes least."""
    obstacles: tuple[Obstacle, ...]
    """What stays unmet, whatever is done; the plan is for everything else."""
    cost: int
    """The upper ends of all efforts as minutes of study; see `effort.cost` for what a calendar month weighs."""
    bound: int
    """No plan costs less that has what is pinned and kept, and meets as much."""

    @property
    def proved(self) -> bool:
        """True when no such plan takes less; False when this is only the best found."""
        return self.bound >= self.cost

    @property
    def hours(self) -> Span:
        """Study hours left in total."""
        return total(pick.remaining.hours for pick in self.picks)

    @property
    def months(self) -> Span:
        """Calendar months left in total; several may pass at once."""
        return total(pick.remaining.months for pick in self.picks)


def total(spans: Iterable[Span]) -> Span:
    """The sum of ranges, end by end."""
    all_spans = list(spans)
    return Span(sum(span.low for span in all_spans), sum(span.high for span in all_spans))


def least_effort(snapshot: Snapshot, wish: Wish, work: Work | None = None) -> Plan:
    """The plan of least effort, the upper ends of the ranges added up; what is unknown is assumed by kind.

    It meets every required requirement of the roles and has every milestone come after its
    prerequisites. What is started and asked for by one of those requirements stays in it, unless
    the requirements are met without it all the same. Between plans of equal effort the one with
    the fewer steps is taken, and then always the same one. `work` may be shared by several plans.
    """
    work = work or Work(WORK)
    asked = _Goals(snapshot, wish)
    goals = [*asked.required(), *asked.pinned()]
    started = asked.started()
    gates = asked.ways.finished()
    reached = fired(gates, range(len(gates.need)))
    kept = {milestone_id: gate for milestone_id, gate in started.items() if gate in reached}
    met = asked.ways.all_of(goal.gate for goal in goals if goal.gate in reached)
    while True:
        solution = cheapest(gates, asked.ways.all_of([met, *kept.values()]), work)
        if solution is None:
            raise AssertionError("every goal can be reached by itself, so all can be reached together")
        idle = asked.idle(met, kept, solution)
        if idle is None:
            break
        del kept[idle]
    obstacles = tuple(
        Obstacle(goal.role, goal.label, asked.barred_below(goal.tree)) for goal in goals if goal.gate not in reached
    )
    picks = tuple(asked.picks(solution, kept))
    return Plan(wish, picks, obstacles, solution.cost // MINUTE, solution.bound // MINUTE)


def completed(snapshot: Snapshot, picks: Iterable[Pick]) -> Snapshot:
    """What would be known with all of `picks` done today."""
    marks = dict(snapshot.progress.marks)
    for pick in picks:
        old = snapshot.progress.marks.get(pick.milestone)
        reason = old.reason if old else ""  # what was waived keeps it
        marks[pick.milestone] = Mark(Status.DONE, level=pick.level, done_on=snapshot.today, reason=reason)
    return Snapshot(snapshot.catalog, replace(snapshot.progress, marks=marks), snapshot.today)


@dataclass(frozen=True, slots=True)
class _Goal:
    """Something that a plan has to meet."""

    gate: int
    role: str | None
    label: str
    tree: Requirement


class _Goals:
    """What a plan has to meet, among the ways there are."""

    def __init__(self, snapshot: Snapshot, wish: Wish) -> None:
        self.ways = Ways(snapshot, wish.hours_per_week, self._is_barred)
        self._snapshot, self._wish = snapshot, wish
        self._asked: dict[str, set[int]] = {}  # the ranks at which the roles' own requirements name a milestone

    def required(self) -> Sequence[_Goal]:
        """A goal for every required requirement that is not met yet."""
        goals = []
        for role_id in sorted(set(self._wish.roles)):
            for line in sorted(_required(self._snapshot, role_id), key=lambda one: repr(one.needs)):
                verdict = judge(line.needs, self._snapshot.standings)
                if not verdict.state.satisfied:
                    self._note(verdict)
                    goals.append(_Goal(self.ways.meeting(verdict), role_id, line.label, line.needs))
        return goals

    def pinned(self) -> Sequence[_Goal]:
        """A goal for every milestone that has to be in the plan and is not held."""
        goals = []
        for milestone_id in sorted(self._wish.pins):
            rank = self._least_asked(milestone_id)
            if rank > held_rank(self._snapshot, milestone_id):
                tree = Has(milestone_id, level_of(self._snapshot.catalog.milestones[milestone_id], rank))
                goals.append(_Goal(self.ways.doing(milestone_id, rank), None, milestone_id, tree))
        return goals

    def started(self) -> Mapping[str, int]:
        """What is started and asked for by the roles themselves: milestone id to the gate of going on with it.

        That is up to the lowest level asked for, or from one that something else brings along to a higher one.
        """
        marks = self._snapshot.progress.marks
        ids = [one for one in sorted(self._asked) if one in marks and marks[one].status is Status.STARTED]
        return {one: self._going_on(one) for one in ids if not self._is_barred(one)}

    def _going_on(self, milestone_id: str) -> int:
        least = self._least_asked(milestone_id)
        doing = self.ways.doing(milestone_id, least)
        higher = sorted(rank for rank in self._asked[milestone_id] if rank > least)
        return self.ways.any_of([doing, *(self.ways.step(milestone_id, one) for one in higher)]) if higher else doing

    def idle(self, goal: int, kept: Collection[str], solution: Solution) -> str | None:
        """Of what is kept because it is started, something that the goal is met without; the dearest first."""
        gates = self.ways.gates
        own = {one: {gate for gate in solution.paid if self.ways.steps[gate][0] == one} for one in kept}
        for one in sorted(own, key=lambda one: (-sum(gates.cost[gate] for gate in own[one]), one)):
            if one not in self._wish.pins and goal in fired(gates, solution.paid - own[one]):
                return one
        return None

    def picks(self, solution: Solution, kept: Collection[str]) -> Iterable[Pick]:
        """What the solution pays for, prerequisites first."""
        milestones, steps = self._snapshot.catalog.milestones, self.ways.steps
        forced = {steps[gate] for gate in solution.forced}
        paid = {steps[gate] for gate in solution.paid}
        picks = []
        for milestone_id, first, last in _runs(paid, self._ends(paid)):
            level, above = (level_of(milestones[milestone_id], rank) if rank else None for rank in (last, first))
            left = remaining(self._snapshot, milestone_id, level, first)
            only = all((milestone_id, rank) in forced for rank in range(first + 1, last + 1))
            pinned = milestone_id in self._wish.pins
            picks.append(Pick(milestone_id, level, above, left, only, milestone_id in kept, pinned))
        return _in_order(self._snapshot, picks, self._wish.hours_per_week)

    def _ends(self, paid: Collection[tuple[str, int]]) -> Collection[tuple[str, int]]:
        """Ranks below the last one that something in the plan cannot do without, each with its milestone."""
        catalog, last = self._snapshot.catalog, dict(sorted(paid))
        trees = [line.needs for role_id in self._wish.roles for line in _required(self._snapshot, role_id)]
        trees += [before for one in last if (before := catalog.milestones[one].prerequisites) is not None]
        worlds: dict[str, dict[str, Standing]] = {}
        ends = set()
        for tree in trees:
            for milestone_id in sorted({leaf.has for leaf in leaves(tree)}):
                ranks = [rank for one, rank in sorted(paid) if one == milestone_id]
                if len(ranks) > 1:
                    if milestone_id not in worlds:
                        worlds[milestone_id] = self._world(last, without=milestone_id)
                    if (rank := self._needed(tree, worlds[milestone_id], milestone_id, ranks)) is not None:
                        ends.add((milestone_id, rank))
        return ends

    def _world(self, planned: Mapping[str, int], without: str) -> dict[str, Standing]:
        """What would be held with all that is planned done, but for one milestone."""
        standings = dict(self._snapshot.standings)
        for milestone_id, rank in planned.items():
            if milestone_id != without:
                _hold(self._snapshot.catalog, standings, milestone_id, rank)
        return standings

    def _needed(
        self, tree: Requirement, world: Mapping[str, Standing], milestone_id: str, ranks: Sequence[int]
    ) -> int | None:
        """The least of `ranks` that a requirement needs of a milestone in a world without it; None for none."""
        if judge(tree, world).state.satisfied:
            return None
        for rank in ranks:
            standings = dict(world)
            _hold(self._snapshot.catalog, standings, milestone_id, rank)
            if judge(tree, standings).state.satisfied:
                return rank
        return None

    def barred_below(self, tree: Requirement) -> tuple[str, ...]:
        """Ids of what would lead to a requirement, and may not or cannot be earned."""
        found: dict[Has, None] = {}
        queue = list(leaves(tree))
        for leaf in queue:  # grows while it is gone through
            held = held_rank(self._snapshot, leaf.has)
            if leaf not in found and held < self.ways.rank(leaf):
                found[leaf] = None
                prerequisites = self._snapshot.catalog.milestones[leaf.has].prerequisites
                if prerequisites is not None and held == 0:
                    queue += leaves(prerequisites)
        return tuple(dict.fromkeys(leaf.has for leaf in found if self._is_barred(leaf.has)))

    def _note(self, verdict: Verdict) -> None:
        """Remember at which ranks a requirement names what is not held."""
        requirement = verdict.requirement
        if isinstance(requirement, Has):
            self._asked.setdefault(requirement.has, set()).add(self.ways.rank(requirement))
        for part in verdict.parts:
            if not part.state.satisfied:
                self._note(part)

    def _least_asked(self, milestone_id: str) -> int:
        """The lowest rank above the one held at which the roles ask for a milestone; without any, that of a tick."""
        held = held_rank(self._snapshot, milestone_id)
        asked = [rank for rank in self._asked.get(milestone_id, ()) if rank > held]
        return min(asked) if asked else self.ways.rank(Has(milestone_id))

    def _is_barred(self, milestone_id: str) -> bool:
        milestone = self._snapshot.catalog.milestones[milestone_id]
        return milestone_id in self._wish.without or not earnable(milestone, self._snapshot.today)


def _required(snapshot: Snapshot, role_id: str) -> Iterator[RoleRequirement]:
    lines = snapshot.catalog.roles[role_id].requirements
    return (one for one in lines if one.strength is Strength.REQUIRED)


def _runs(steps: Iterable[tuple[str, int]], ends: Collection[tuple[str, int]]) -> Sequence[tuple[str, int, int]]:
    """Steps of one milestone that follow on each other as one: from a rank, 0 for nothing, to a rank.

    What something asks for is an end, so that what waits for it need not wait for more.
    """
    runs: list[tuple[str, int, int]] = []
    for milestone_id, rank in sorted(steps):
        below = milestone_id, rank - 1
        if runs and (runs[-1][0], runs[-1][2]) == below and below not in ends:
            runs[-1] = milestone_id, runs[-1][1], rank
        else:
            runs.append((milestone_id, rank - 1, rank))
    return runs


def _in_order(snapshot: Snapshot, picks: Iterable[Pick], hours_per_week: Fraction) -> Iterator[Pick]:
    """Every pick once it is possible, and between any that are, what takes least first."""
    catalog, standings = snapshot.catalog, dict(snapshot.standings)

    def possible(pick: Pick) -> bool:
        if pick.above is not None:
            return judge(Has(pick.milestone, pick.above), standings).state is State.MET
        prerequisites = catalog.milestones[pick.milestone].prerequisites
        return prerequisites is None or judge(prerequisites, standings).state.satisfied

    waiting = sorted(picks, key=lambda pick: (cost(pick.remaining, hours_per_week), pick.milestone))
    while waiting:
        ready = [pick for pick in waiting if possible(pick)]
        if not ready:
            raise AssertionError(f"nothing can come first of {waiting}")
        for pick in ready:
            _hold(catalog, standings, pick.milestone, rank_of(catalog.milestones[pick.milestone], pick.level))
            yield pick
        waiting = [pick for pick in waiting if pick not in ready]


def _hold(catalog: Catalog, standings: dict[str, Standing], milestone_id: str, rank: int) -> None:
    """Add a milestone, and what it brings along, to what is held."""
    own = Has(milestone_id, level_of(catalog.milestones[milestone_id], rank))
    for leaf in (own, *catalog.implied_closure[milestone_id]):
        old = standings.get(leaf.has, NOT_STARTED)
        if old.state is not State.MET or (leaf.level is not None and leaf.level > (old.level or BARE_LEVEL)):
            waived = old.waived or old.state is State.WAIVED
            standings[leaf.has] = Standing(State.MET, leaf.level, waived=waived)
