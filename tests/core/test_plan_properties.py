"""The plan of least effort: against trying everything, and what must hold of every plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from mltrack.core.catalog import Catalog
from mltrack.core.effort import held_rank, rank_of
from mltrack.core.history import Status
from mltrack.core.least_cost import Work
from mltrack.core.plan import Pick, Plan, Wish, completed, least_effort
from mltrack.core.requirements import Has, Verdict, judge
from mltrack.core.snapshot import Snapshot
from tests.core.devices import examples
from tests.core.plans import Case, Must, cases, least


def planned(case: Case, work: int = 100_000_000) -> Plan:
    return least_effort(case.snapshot, case.wish, Work(work))


def musts(case: Case, plan: Plan) -> list[Must]:
    """What a plan has to do because it is pinned or started: all steps up to the lowest rank that the roles ask for.

    What is started is gone on with, too, by the step to a higher rank that they ask for.
    """
    found: list[Must] = []
    chosen = {(pick.milestone, pick.pinned) for pick in plan.picks if pick.kept or pick.pinned}
    for one, pinned in sorted(chosen):
        held, milestone = held_rank(case.snapshot, one), case.snapshot.catalog.milestones[one]
        asked = {
            rank_of(milestone, leaf.level)
            for role_id in case.wish.roles
            for line in case.snapshot.readiness[role_id].lines
            for leaf in unmet(line.verdict)
            if leaf.has == one
        }
        last = min((rank for rank in asked if rank > held), default=rank_of(milestone, None))
        higher = [] if pinned else [frozenset({(one, rank)}) for rank in asked if rank > last]
        found.append([frozenset((one, step) for step in range(held + 1, last + 1)), *higher])
    return found


def unmet(verdict: Verdict) -> Iterator[Has]:
    """The leaves of a requirement, but for those below a part that is met or waived."""
    if not verdict.state.satisfied:
        if isinstance(verdict.requirement, Has):
            yield verdict.requirement
        for part in verdict.parts:
            yield from unmet(part)


@examples(2_000, usual=40)  # each tries every order of all steps
@given(cases())
def test_the_plan_takes_what_the_best_of_all_plans_takes(case: Case) -> None:
    plan = planned(case)
    obstacles = {(one.role, one.label) for one in plan.obstacles}
    goals = [
        line.needs
        for role_id in case.wish.roles
        for line in case.snapshot.catalog.roles[role_id].requirements
        if (role_id, line.label) not in obstacles
    ]
    assert plan.cost == plan.bound == least(case, goals, musts(case, plan))


@given(cases())
def test_an_obstacle_is_told_when_nothing_meets_a_requirement_and_only_then(case: Case) -> None:
    plan = planned(case)
    unmet = {(one.role, one.label) for one in plan.obstacles}
    for role_id in case.wish.roles:
        for line in case.snapshot.catalog.roles[role_id].requirements:
            assert (least(case, [line.needs], ()) is None) is ((role_id, line.label) in unmet)


@given(cases())
def test_what_is_planned_once_done_makes_ready_for_every_role_but_for_the_obstacles(case: Case) -> None:
    plan = planned(case)
    after = completed(case.snapshot, plan.picks)
    unmet = {(one.role, one.label) for one in plan.obstacles}
    for role_id in case.wish.roles:
        for line in after.readiness[role_id].lines:
            assert line.verdict.state.satisfied is ((role_id, line.requirement.label) not in unmet)


@given(cases())
def test_prerequisites_come_first_in_a_plan(case: Case) -> None:
    assert _orderly(case, planned(case).picks)


@given(cases())
def test_a_plan_names_nothing_that_is_done_retired_or_left_out(case: Case) -> None:
    for pick in planned(case).picks:
        one = case.snapshot.catalog.milestones[pick.milestone]
        assert pick.milestone not in case.wish.without
        assert one.credential is None or one.credential.status.value != "retired"
        assert rank_of(one, pick.level) > held_rank(case.snapshot, pick.milestone)


@given(cases())
def test_nothing_in_a_plan_could_be_left_out_of_it(case: Case) -> None:
    """What is kept because it is started neither, unless it takes nothing."""
    plan = planned(case)
    unmet = {(one.role, one.label) for one in plan.obstacles}
    for pick in plan.picks:
        if not pick.pinned and pick.remaining.hours.high + pick.remaining.months.high:
            rest = [other for other in plan.picks if other is not pick]
            assert not _orderly(case, rest) or not _meets(completed(case.snapshot, rest), case.wish, unmet)


def _meets(after: Snapshot, wish: Wish, unmet: set[tuple[str | None, str]]) -> bool:
    return all(
        line.verdict.state.satisfied or (role_id, line.requirement.label) in unmet
        for role_id in wish.roles
        for line in after.readiness[role_id].lines
    )


def _orderly(case: Case, picks: Sequence[Pick]) -> bool:
    """True when each of them is possible once those before it are done."""
    for place, pick in enumerate(picks):
        so_far = completed(case.snapshot, picks[:place])
        prerequisites = case.snapshot.catalog.milestones[pick.milestone].prerequisites
        if pick.above is not None and held_rank(so_far, pick.milestone) < pick.above.rank:
            return False
        if pick.above is None and prerequisites and not judge(prerequisites, so_far.standings).state.satisfied:
            return False
    return True


@given(cases())
def test_what_is_pinned_is_in_the_plan_unless_nothing_leads_there(case: Case) -> None:
    plan = planned(case)
    for pin in case.wish.pins:
        if held_rank(case.snapshot, pin) == 0:
            there = any(pick.milestone == pin and pick.pinned for pick in plan.picks)
            assert there is all((one.role, one.label) != (None, pin) for one in plan.obstacles)


@given(cases())
def test_what_is_started_and_required_stays_in_the_plan_and_can_be_left_out(case: Case) -> None:
    kept = [pick.milestone for pick in planned(case).picks if pick.kept]
    marks = case.snapshot.progress.marks
    assert all(marks[one].status is Status.STARTED for one in kept)
    for one in kept:
        wish = replace(case.wish, without=case.wish.without | {one}, pins=case.wish.pins - {one})
        assert one not in {pick.milestone for pick in least_effort(case.snapshot, wish).picks}


@given(cases())
def test_one_more_role_never_takes_less(case: Case) -> None:
    # Without pins: they are pinned at the level that the roles ask for.
    fewer = replace(case.wish, pins=frozenset())
    more = replace(fewer, roles=tuple(case.snapshot.catalog.roles))
    everything, some = least_effort(case.snapshot, more), least_effort(case.snapshot, fewer)
    assume(len(everything.obstacles) == len(some.obstacles))
    assume(not any(pick.kept for plan in (everything, some) for pick in plan.picks))
    assert everything.cost >= some.cost


@given(cases())
def test_a_plan_does_not_depend_on_the_order_of_a_file(case: Case) -> None:
    catalog = case.snapshot.catalog
    turned = Catalog.build(
        sources=catalog.sources.values(),
        milestones=list(catalog.milestones.values())[::-1],
        roles=[replace(one, requirements=one.requirements[::-1]) for one in list(catalog.roles.values())[::-1]],
    )
    other = Snapshot(turned, case.snapshot.progress, case.snapshot.today)
    assert least_effort(other, case.wish).picks == planned(case).picks


@examples(1_000)
@given(cases(), st.integers(0, 2_000))
def test_cut_short_a_plan_still_does_and_its_bound_is_no_lie(case: Case, work: int) -> None:
    short, whole = planned(case, work), planned(case)
    assert short.bound <= whole.cost <= short.cost
    unmet = {(one.role, one.label) for one in whole.obstacles}
    assert _meets(completed(case.snapshot, short.picks), case.wish, unmet)


@given(cases())
def test_a_plan_is_proved_when_its_bound_is_reached(case: Case) -> None:
    plan = planned(case)
    assert plan.proved
    assert not replace(plan, bound=plan.cost - 1).proved
