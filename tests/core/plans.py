"""Generated catalogs to plan in, and the plan of least effort by trying everything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from heapq import heappop, heappush
from itertools import count

from hypothesis import strategies as st

from mltrack.core.effort import cost_to, held_rank
from mltrack.core.entries import Availability, Basis, Effort, Kind, Milestone, Role, Span, Strength
from mltrack.core.history import Mark, Status
from mltrack.core.plan import Wish
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has, Level, Requirement, judge, leaves
from mltrack.core.snapshot import Snapshot
from tests.core.worlds import (
    TODAY,
    WAIVED,
    catalog,
    cert,
    done,
    milestone,
    numbers,
    orders,
    role,
    shuffled,
    some_leaves,
    some_tree,
    some_trees,
)

_kinds = st.sampled_from([Kind.SKILL, Kind.SKILL, Kind.DEGREE, Kind.CERTIFICATION, Kind.PROJECT])
_known = st.sampled_from(["hours", "hours", "both", "months", "unknown"])
_statuses = st.sampled_from([None, None, None, None, Status.STARTED, Status.WAIVED, Status.DONE])
_coin = st.booleans()
_low_levels = st.sampled_from(list(Level)[:2])
_paces = st.sampled_from([Fraction(1), Fraction(10), Fraction(25, 2)])
_ends = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda ends: Span(float(min(ends)), float(max(ends))))


def hours(low: float, high: float | None = None) -> Effort:
    return Effort(Basis.ESTIMATE, hours=Span(low, low if high is None else high))


def months(low: float, high: float | None = None) -> Effort:
    return Effort(Basis.ESTIMATE, months=Span(low, low if high is None else high))


def some_effort(draw: st.DrawFn) -> Effort | None:
    """Hours, months, both or unknown."""
    match draw(_known):
        case "hours":
            return Effort(Basis.ESTIMATE, hours=draw(_ends))
        case "both":
            return Effort(Basis.ESTIMATE, draw(_ends), draw(_ends))
        case "months":
            return Effort(Basis.ESTIMATE, months=draw(_ends))
        case _:
            return None


def open_milestones(draw: st.DrawFn) -> list[Milestone]:
    """Milestones with alternative and shared prerequisites, that bring others along; some are retired."""
    made: list[Milestone] = []
    for number in range(draw(numbers(3, 6))):
        kind = draw(_kinds)
        one = cert(f"m{number}") if kind is Kind.CERTIFICATION else milestone(f"m{number}", kind)
        credential = one.credential
        if credential is not None and draw(numbers(0, 5)) == 0:
            credential = replace(credential, status=Availability.RETIRED)
        before = some_tree(draw, made, depth=1) if draw(_coin) and made else None
        brought, effort = some_leaves(draw, made, 0, 2), some_effort(draw)
        made.append(replace(one, credential=credential, prerequisites=before, implies=brought, effort=effort))
    return shuffled(draw, made)


def started_or_not(draw: st.DrawFn, one: Milestone) -> Mark | None:
    match draw(_statuses):
        case Status.STARTED:
            return Mark(Status.STARTED, started_on=TODAY - timedelta(days=draw(numbers(0, 400))))
        case Status.WAIVED:
            return WAIVED
        case Status.DONE:
            return done(draw(_low_levels) if one.kind is Kind.SKILL else None)
        case _:
            return None


def none_or_one(draw: st.DrawFn, ids: Sequence[str]) -> frozenset[str]:
    return frozenset({ids[draw(numbers(0, len(ids) - 1))]} if draw(_coin) else ())


@dataclass(frozen=True)
class Case:
    """A person in a catalog, and the plan that they ask for."""

    snapshot: Snapshot
    wish: Wish


@st.composite
def cases(draw: st.DrawFn) -> Case:
    milestones = open_milestones(draw)
    roles = [role(f"r{number}", *some_trees(draw, milestones, 2)) for number in range(draw(numbers(1, 3)))]
    drawn = {one.id: started_or_not(draw, one) for one in milestones}
    progress = Progress({id_: mark for id_, mark in drawn.items() if mark is not None})
    ids = [one.id for one in milestones]
    pins = none_or_one(draw, ids)
    without = none_or_one(draw, ids) - pins
    order = draw(orders(len(roles)))[: draw(numbers(1, len(roles)))]
    aims = tuple(roles[place].id for place in order)
    return Case(Snapshot(catalog(milestones, roles), progress, TODAY), Wish(aims, draw(_paces), pins, without))


Step = tuple[str, int]
"""A milestone and the rank that it is brought to, from the one below."""
Must = Sequence[frozenset[Step]]
"""Something that has to be done: any one of these sets of steps."""


def needed(roles: Iterable[Role]) -> Iterator[Requirement]:
    for one in roles:
        for line in one.requirements:
            if line.strength is Strength.REQUIRED:
                yield line.needs


def least(case: Case, goals: Sequence[Requirement], musts: Collection[Must]) -> int | None:
    """The least minutes in which `goals` are met and every one of `musts` done, by trying all orders of all steps.

    It goes from state to state, the cheapest first, and asks of each what the judge says of it; it
    knows nothing of gates or bounds. None when nothing leads there.
    """
    start, numbers = case.snapshot, count()
    heap: list[tuple[int, int, frozenset[Step]]] = [(0, 0, frozenset())]
    seen: set[frozenset[Step]] = set()
    while heap:
        spent, _, steps = heappop(heap)
        if steps in seen:
            continue
        seen.add(steps)
        now = _after(start, steps)
        done = all(any(steps >= way for way in must) for must in musts)
        if done and all(judge(goal, now.standings).state.satisfied for goal in goals):
            return spent
        for step in _possible(case, now):
            if step not in steps:
                heappush(heap, (spent + _price(case, step), next(numbers), steps | {step}))
    return None


def _price(case: Case, step: Step) -> int:
    """Minutes from the rank below: the longer of hours and months to this rank, less that to the one below."""
    milestone_id, rank = step
    below = cost_to(case.snapshot, milestone_id, rank - 1, case.wish.hours_per_week)
    return cost_to(case.snapshot, milestone_id, rank, case.wish.hours_per_week) - below


def _level(start: Snapshot, step: Step) -> Level | None:
    milestone_id, rank = step
    return Level.of_rank(rank) if start.catalog.milestones[milestone_id].kind is Kind.SKILL else None


def _after(start: Snapshot, steps: Collection[Step]) -> Snapshot:
    marks = dict(start.progress.marks)
    for step in sorted(steps):
        old = start.progress.marks.get(step[0])
        marks[step[0]] = Mark(
            Status.DONE, level=_level(start, step), done_on=TODAY, reason=old.reason if old is not None else ""
        )
    return Snapshot(start.catalog, replace(start.progress, marks=marks), start.today)


def _possible(case: Case, now: Snapshot) -> Iterator[Step]:
    named = {leaf.has for tree in _trees(case) for leaf in leaves(tree)}
    for one in case.snapshot.catalog.milestones.values():
        retired = one.credential is not None and one.credential.status is Availability.RETIRED
        if one.id in case.wish.without or retired:
            continue
        held, rank = held_rank(case.snapshot, one.id), held_rank(now, one.id)
        if held == 0 and (one.prerequisites is None or judge(one.prerequisites, now.standings).state.satisfied):
            yield one.id, 1
        if one.kind is Kind.SKILL and one.id in named:
            yield from ((one.id, step) for step in range(max(held, 1) + 1, min(rank + 1, Level.EXPERT.rank) + 1))


def _trees(case: Case) -> Iterator[Requirement]:
    yield from needed(case.snapshot.catalog.roles.values())
    for one in case.snapshot.catalog.milestones.values():
        if one.prerequisites is not None:
            yield one.prerequisites
    yield from (Has(pin) for pin in case.wish.pins)
