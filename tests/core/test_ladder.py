"""The ladder: what carries over, and the cheapest way up, against all ways that there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Basis, Effort, Milestone, Role, Seniority, Span, Step
from mltrack.core.ladder import BUDGET, Route, carry_over, edges, route_to
from mltrack.core.plan import Wish, least_effort
from mltrack.core.progress import Progress
from mltrack.core.readiness import assess
from mltrack.core.requirements import AnyOf, Has, Requirement
from mltrack.core.snapshot import Snapshot
from mltrack.core.whatif import supposed
from mltrack.errors import InvalidInput
from tests.core.devices import examples
from tests.core.worlds import (
    EXPERT,
    FAMILIAR,
    PROFICIENT,
    STARTED,
    TODAY,
    WORKING,
    World,
    catalog,
    degree,
    done,
    project,
    role,
    skill,
    worlds,
)


def to(*role_ids: str) -> tuple[Step, ...]:
    return tuple(Step(one, "survey", "Steps") for one in role_ids)


def taking(one: Milestone, hours: int) -> Milestone:
    return replace(one, effort=Effort(Basis.ESTIMATE, Span(hours, hours)))


MILESTONES = [taking(skill("python"), 20), taking(skill("maths"), 40), *(taking(project(one), 10) for one in "abcd")]


def ladder(*roles: Role) -> Catalog:
    return catalog(MILESTONES, roles)


def rung(id_: str, *needs: Requirement, leads: Sequence[str] = (), level: Seniority = Seniority.MID) -> Role:
    return role(id_, *needs, leads_to=to(*leads), level=level)


HOUSE = ladder(
    rung("junior", Has("python", WORKING), leads=["data", "ops"], level=Seniority.ENTRY),
    rung("data", Has("python", WORKING), Has("maths", WORKING), leads=["lead"]),
    rung("ops", Has("a"), leads=["lead"]),
    rung("lead", Has("python", PROFICIENT), Has("b"), Has("c"), Has("d")),
    rung("apart", Has("a")),
)


def at(house: Catalog = HOUSE, **marks: object) -> Snapshot:
    return Snapshot(house, Progress(marks), TODAY)  # type: ignore[arg-type]


def roles_of(route: Route | None) -> tuple[str, ...] | None:
    return route.roles if route else None


# Steps


def test_a_step_that_two_sources_name_is_one_step() -> None:
    house = ladder(rung("junior", leads=["lead", "lead"]), rung("lead", Has("a")))
    assert [(edge.former, edge.next, len(edge.steps)) for edge in edges(at(house))] == [("junior", "lead", 2)]


def test_what_carries_over_is_what_the_least_of_the_former_role_meets_of_the_next() -> None:
    step = carry_over(at(), "junior", "data")
    assert (step.carried.met, step.carried.total) == (1, 2)
    assert step.to_learn == (Has("maths", WORKING),)
    assert (step.now.met, step.missing) == (0, (Has("python", WORKING), Has("maths", WORKING)))


def test_what_this_person_holds_counts_only_from_where_they_stand() -> None:
    step = carry_over(at(maths=done(EXPERT), a=done()), "junior", "data")
    assert (step.carried.met, step.now.met) == (1, 1)
    assert step.missing == (Has("python", WORKING),)


def test_of_alternatives_in_the_former_role_the_cheapest_is_what_carries_over() -> None:
    house = ladder(
        rung("junior", AnyOf((Has("maths", WORKING), Has("python", WORKING))), leads=["lead"]),
        rung("lead", Has("maths", FAMILIAR), Has("python", PROFICIENT)),
    )
    step = carry_over(at(house), "junior", "lead")
    assert (step.carried.met, step.carried.percent) == (0, 33)


# Routes


def test_the_route_whose_roles_take_least_together_is_taken() -> None:
    route = route_to(at(), "lead")
    assert roles_of(route) == ("junior", "ops", "lead")
    assert route is not None
    assert route.cheapest
    assert [[one.milestone for one in stage.adds] for stage in route.stages] == [
        ["python"],
        ["a"],
        ["b", "c", "d", "python"],
    ]
    assert [stage.hours.high for stage in route.stages] == [20, 30, 70]
    assert route.plan.hours.high == 70


def test_what_is_held_makes_another_route_the_cheapest() -> None:
    assert roles_of(route_to(at(maths=done(WORKING), python=done(FAMILIAR)), "lead")) == ("junior", "data", "lead")


def test_a_route_begins_at_a_role_for_which_the_person_is_ready() -> None:
    assert roles_of(route_to(at(a=done()), "lead")) == ("ops", "lead")
    assert roles_of(route_to(at(python=done(WORKING)), "lead")) == ("junior", "ops", "lead")
    ready_elsewhere = ladder(*HOUSE.roles.values(), rung("idle", Has("b")))
    assert roles_of(route_to(at(ready_elsewhere, b=done()), "lead")) == ("junior", "ops", "lead")
    everything = at(python=done(PROFICIENT), b=done(), c=done(), d=done())
    assert roles_of(route_to(everything, "lead")) == ("lead",)


def test_a_route_begins_where_somebody_says() -> None:
    assert roles_of(route_to(at(a=done()), "lead", "data")) == ("data", "lead")
    assert route_to(at(), "data", "lead") is None
    with pytest.raises(InvalidInput, match="needs two roles"):
        route_to(at(), "lead", "lead")


def test_nothing_leads_to_a_role_that_no_source_names_a_step_to() -> None:
    assert route_to(at(), "apart") is None
    assert route_to(at(), "junior") is None


def test_a_route_over_a_role_that_nobody_can_become_ready_for_comes_last() -> None:
    from tests.core.test_nearest import RETIRED

    house = catalog(
        [*MILESTONES, RETIRED],
        [
            rung("junior", leads=["shut", "ops"], level=Seniority.ENTRY),
            rung("shut", Has("gate"), leads=["lead"]),
            rung("ops", Has("a"), leads=["lead"]),
            rung("lead", Has("b")),
        ],
    )
    assert roles_of(route_to(at(house), "lead")) == ("junior", "ops", "lead")
    shut = route_to(at(house), "lead", "shut")
    assert shut is not None
    assert [obstacle.role for obstacle in shut.plan.obstacles] == ["shut"]


def test_a_ladder_that_runs_in_a_circle_has_an_end() -> None:
    house = ladder(
        rung("one", Has("a"), leads=["two"]),
        rung("two", Has("b"), leads=["one", "two", "three"]),
        rung("three", Has("c"), leads=["one"]),
        rung("four", Has("d"), leads=["four"]),
    )
    assert roles_of(route_to(at(house), "three", "one")) == ("one", "two", "three")
    assert roles_of(route_to(at(house), "three")) == ("two", "three")  # nothing says where it begins: anywhere
    assert route_to(at(house), "four", "one") is None
    assert roles_of(route_to(at(house, b=done()), "one")) == ("two", "one")


def test_a_search_that_is_cut_off_says_so_and_still_has_a_route() -> None:
    route = route_to(at(), "lead", budget=1)
    assert route is not None
    assert route.roles[0] == "junior"
    assert route.roles[-1] == "lead"
    assert not route.cheapest


def test_more_places_to_begin_at_than_can_be_looked_at_prove_nothing() -> None:
    house = ladder(*(rung(f"r{number}", Has("a"), leads=["lead"]) for number in range(4)), rung("lead", Has("b")))
    for budget, proved in ((3, False), (5, True)):
        route = route_to(at(house), "lead", budget=budget)
        assert route is not None
        assert route.cheapest is proved


def test_many_roles_that_lead_to_each_other_are_searched_in_time() -> None:
    ids = [f"r{number}" for number in range(40)]
    house = ladder(
        *(rung(one, Has("abcd"[number % 4]), leads=ids) for number, one in enumerate(ids)), rung("far", Has("a"))
    )
    assert roles_of(route_to(at(house), "r9", "r0", budget=BUDGET)) == ("r0", "r9")
    assert route_to(at(house), "far", "r0") is None


def test_a_skill_is_raised_at_the_stage_that_needs_it_higher() -> None:
    route = route_to(at(python=done(FAMILIAR)), "lead", "junior")
    assert route is not None
    adds = {
        stage.role: {one.milestone: (one.level, one.remaining.hours.high) for one in stage.adds}
        for stage in route.stages
    }
    assert adds["junior"] == {"python": (WORKING, 10)}
    assert adds["lead"]["python"] == (PROFICIENT, 10)


def test_what_has_to_come_first_is_done_in_the_same_stage() -> None:
    house = catalog(
        [*MILESTONES, project("app", prerequisites=Has("d"))],
        [rung("junior", Has("app"), leads=["lead"]), rung("lead", Has("b"))],
    )
    route = route_to(at(house), "lead")
    assert route is not None
    assert [[one.milestone for one in stage.adds] for stage in route.stages] == [["d", "app"], ["b"]]


def test_what_a_step_up_goes_on_from_is_done_in_the_same_stage() -> None:
    msc = taking(degree("msc", implies=(Has("python", PROFICIENT),)), 1)
    house = catalog([*MILESTONES, msc], [rung("junior", Has("python", EXPERT), leads=["lead"]), rung("lead", Has("b"))])
    route = route_to(at(house), "lead")
    assert route is not None
    assert [[one.milestone for one in stage.adds] for stage in route.stages] == [["msc", "python"], ["b"]]
    assert [stage.hours.high for stage in route.stages] == [11, 21]


def test_what_is_held_without_its_prerequisites_does_not_need_them_to_be_raised() -> None:
    house = catalog(
        [*MILESTONES, taking(skill("models", prerequisites=Has("maths", FAMILIAR)), 20)],
        [
            rung("junior", Has("models", WORKING), leads=["lead"]),
            rung("lead", Has("models", PROFICIENT), Has("maths", FAMILIAR)),
        ],
    )
    route = route_to(at(house, models=done(WORKING)), "lead")
    assert route is not None
    assert [{one.milestone for one in stage.adds} for stage in route.stages] == [set(), {"models", "maths"}]


def test_what_is_brought_along_between_two_steps_of_a_skill_waits_for_its_stage() -> None:
    study = taking(project("study", implies=(Has("python", WORKING),)), 15)
    house = catalog(
        [*MILESTONES, study],
        [
            rung("junior", Has("a"), leads=["data"]),
            rung("data", Has("python", PROFICIENT), leads=["lead"]),
            rung("lead", Has("python", FAMILIAR), Has("study")),
        ],
    )
    route = route_to(at(house, a=done(), python=STARTED), "lead")
    assert route is not None
    assert route.roles == ("junior", "data", "lead")
    assert route.stages[0].adds == ()
    assert {one.milestone for one in route.stages[1].adds} == {"study", "python"}


# In every world


@st.composite
def ladders(draw: st.DrawFn) -> Snapshot:
    """A world whose roles lead to each other in any way, circles included."""
    world: World = draw(worlds())
    ids = sorted(world.catalog.roles)
    leads = st.lists(st.sampled_from(ids), max_size=3)
    roles = [
        replace(one, leads_to=to(*draw(leads)), level=draw(st.sampled_from([Seniority.ENTRY, Seniority.MID])))
        for one in world.catalog.roles.values()
    ]
    return Snapshot(catalog(world.catalog.milestones.values(), roles), world.progress, TODAY)


def ways(house: Catalog, roles: tuple[str, ...], goal: str) -> Iterator[tuple[str, ...]]:
    if roles[-1] == goal:
        yield roles
        return
    for step in house.roles[roles[-1]].leads_to:
        if step.role not in roles:
            yield from ways(house, (*roles, step.role), goal)


@given(ladders(), st.data())
def test_no_way_takes_less_than_the_route(snapshot: Snapshot, data: st.DataObject) -> None:
    ids = sorted(snapshot.catalog.roles)
    start, goal = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    if start == goal:
        return
    plans = [least_effort(snapshot, Wish(roles=way)) for way in set(ways(snapshot.catalog, (start,), goal))]
    route = route_to(snapshot, goal, start)
    event(f"{len(plans)} ways")
    assert (route is None) == (not plans)
    if route is not None:
        assert route.cheapest
        assert route.roles in set(ways(snapshot.catalog, (start,), goal))
        least = min((len(plan.obstacles), plan.cost) for plan in plans)
        assert (len(route.plan.obstacles), route.plan.cost) == least


@examples(nightly=300)
@given(ladders())
def test_the_stages_add_up_to_the_plan_and_each_makes_ready_for_its_roles(snapshot: Snapshot) -> None:
    for goal in snapshot.catalog.roles:
        route = route_to(snapshot, goal)
        if route is None:
            continue
        if snapshot.readiness[route.roles[0]].ready:
            assert route.stages[0].adds == ()
        held: dict[str, object] = {}
        for stage in route.stages:
            held.update({one.milestone: one.level for one in stage.adds})
            after = supposed(snapshot, held)  # type: ignore[arg-type]
            for one in route.roles[: route.roles.index(stage.role) + 1]:
                assert not after.readiness[one].required.missing
        assert held == {pick.milestone: pick.level for pick in route.plan.picks}
        assert route.stages[-1].hours.high == pytest.approx(route.plan.hours.high)
        assert route.stages[-1].months.high == pytest.approx(route.plan.months.high)
        event(f"{len(route.stages)} stages")


@given(ladders())
def test_what_carries_over_does_not_depend_on_what_this_person_has_done(snapshot: Snapshot) -> None:
    nobody = Snapshot(snapshot.catalog, Progress(), TODAY)
    for edge in edges(snapshot):
        step, other = (carry_over(one, edge.former, edge.next) for one in (snapshot, nobody))
        assert (step.carried, step.to_learn) == (other.carried, other.to_learn)
        assert step.now.share == assess(snapshot.catalog.roles[edge.next], snapshot.standings).required.share
