"""The plan of least effort: a table of cases that can be checked by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from mltrack.core.choices import Alternative, Reason, Use, explained
from mltrack.core.effort import NOTHING, Origin
from mltrack.core.entries import Availability, Milestone, Role, Span
from mltrack.core.history import Mark, Status, TimeEntry
from mltrack.core.least_cost import Work
from mltrack.core.plan import WORK, Obstacle, Plan, Wish, least_effort
from mltrack.core.progress import Progress
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has
from mltrack.core.snapshot import Snapshot
from tests.core.plans import hours, months
from tests.core.worlds import (
    FAMILIAR,
    PROFICIENT,
    STARTED,
    TODAY,
    WAIVED,
    WORKING,
    catalog,
    cert,
    degree,
    done,
    project,
    role,
    skill,
)


def snapshot_of(
    milestones: Iterable[Milestone],
    *roles: Role,
    marks: Mapping[str, Mark] | None = None,
    log: Iterable[TimeEntry] = (),
) -> Snapshot:
    entries = {str(number): time for number, time in enumerate(log)}
    return Snapshot(catalog(milestones, roles), Progress(marks or {}, log=entries), TODAY)


def planned(snapshot: Snapshot, pins: Iterable[str] = (), without: Iterable[str] = (), pace: int = 10) -> Plan:
    roles = tuple(snapshot.catalog.roles)
    return least_effort(snapshot, Wish(roles, Fraction(pace), frozenset(pins), frozenset(without)))


def names(plan: Plan) -> list[str]:
    return sorted(pick.milestone for pick in plan.picks)


def thing(id_: str, effort: float, needs: Has | AnyOf | None = None) -> Milestone:
    return project(id_, effort=hours(effort), prerequisites=needs)


A, B, C = thing("a", 10), thing("b", 20), thing("c", 15)


def test_everything_that_is_required_and_nothing_else() -> None:
    plan = planned(snapshot_of([A, B, C], role("r", Has("a"), Has("b"), recommended=[Has("c")])))
    assert names(plan) == ["a", "b"]
    assert (plan.hours, plan.months, plan.cost, plan.proved) == (Span(30, 30), NOTHING, 30 * 60, True)


def test_of_alternatives_the_one_that_takes_least() -> None:
    assert names(planned(snapshot_of([A, B, C], role("r", AnyOf((Has("b"), Has("c"))))))) == ["c"]


def test_at_least_two_of_three_are_the_two_that_take_least() -> None:
    assert names(planned(snapshot_of([A, B, C], role("r", AtLeast(2, (Has("a"), Has("b"), Has("c"))))))) == ["a", "c"]


def test_what_serves_two_requirements_goes_before_two_that_take_less_each() -> None:
    ways = [AnyOf((Has("b"), Has("a"))), AnyOf((Has("b"), Has("c")))]
    assert names(planned(snapshot_of([A, B, C], role("r", *ways)))) == ["b"]


def test_two_roles_at_once_share_what_they_can() -> None:
    one, other = role("one", AnyOf((Has("b"), Has("a")))), role("other", AnyOf((Has("b"), Has("c"))))
    assert names(planned(snapshot_of([A, B, C], one, other))) == ["b"]


def test_prerequisites_count_with_what_needs_them() -> None:
    app = thing("app", 1, Has("b"))
    assert names(planned(snapshot_of([A, B, app], role("r", AnyOf((Has("app"), Has("a"))))))) == ["a"]
    assert names(planned(snapshot_of([A, B, app], role("r", AnyOf((Has("app"), Has("a")))), marks={"b": done()}))) == [
        "app"
    ]


def test_of_alternative_prerequisites_the_one_that_takes_least() -> None:
    app = thing("app", 1, AnyOf((Has("b"), Has("c"))))
    assert [pick.milestone for pick in planned(snapshot_of([B, C, app], role("r", Has("app")))).picks] == ["c", "app"]


def test_what_brings_another_along_may_be_the_cheaper_way_to_it() -> None:
    big = degree("big", effort=hours(12), implies=(Has("b"),))
    assert names(planned(snapshot_of([B, big], role("r", Has("b"))))) == ["big"]


def test_nothing_opens_its_own_door() -> None:
    """A master's that asks for the bachelor's that it brings along does not save anybody the bachelor's."""
    bachelor = degree("bachelor", effort=months(36))
    master = degree("master", effort=months(12), implies=(Has("bachelor"),), prerequisites=Has("bachelor"))
    assert names(planned(snapshot_of([bachelor, master], role("r", Has("bachelor"))))) == ["bachelor"]


PYTHON = skill("python", effort=hours(40))


def test_a_skill_is_taken_to_the_level_that_the_most_demanding_asks_for() -> None:
    snapshot = snapshot_of([PYTHON], role("r", Has("python", PROFICIENT), recommended=[Has("python", WORKING)]))
    (python,) = planned(snapshot).picks
    assert (python.level, python.above, python.remaining.hours) == (PROFICIENT, None, Span(60, 60))


def test_a_skill_is_taken_in_parts_where_something_else_waits_for_a_lower_level() -> None:
    app = thing("app", 1, Has("python", FAMILIAR))
    snapshot = snapshot_of([PYTHON, app], role("r", Has("python", PROFICIENT), Has("app")))
    parts = [(pick.above, pick.level, pick.remaining.hours) for pick in planned(snapshot).picks if pick.level]
    assert parts == [(None, FAMILIAR, Span(20, 20)), (FAMILIAR, PROFICIENT, Span(40, 40))]


def test_a_skill_goes_on_from_the_level_that_is_held() -> None:
    snapshot = snapshot_of([PYTHON], role("r", Has("python", PROFICIENT)), marks={"python": done(WORKING)})
    (python,) = planned(snapshot).picks
    assert (python.level, python.above, python.remaining.hours) == (PROFICIENT, WORKING, Span(20, 20))


def test_the_prerequisites_of_what_is_held_are_not_asked_for_again() -> None:
    python = replace(PYTHON, prerequisites=Has("b"))
    marks = {"python": done(FAMILIAR)}
    assert names(planned(snapshot_of([python, B], role("r", Has("python", WORKING)), marks=marks))) == ["python"]


def test_the_pace_says_what_a_month_weighs() -> None:
    snapshot = snapshot_of(
        [degree("bsc", effort=months(2)), thing("boot", 100)], role("r", AnyOf((Has("bsc"), Has("boot"))))
    )
    assert names(planned(snapshot, pace=10)) == ["bsc"], "two months hold 87 hours at 10 a week"
    assert names(planned(snapshot, pace=20)) == ["boot"], "and 174 at 20"


def test_what_is_waived_or_done_is_not_planned_and_what_is_lapsed_is() -> None:
    exam = cert("exam", 12, effort=hours(5))
    marks = {"a": WAIVED, "b": done(), "exam": done(on=date(2020, 1, 1))}
    assert names(
        planned(snapshot_of([A, B, exam], role("r", AllOf((Has("a"), Has("b"), Has("exam")))), marks=marks))
    ) == ["exam"]


def test_hours_spent_make_an_alternative_the_shorter_one() -> None:
    spent = TimeEntry("b", TODAY, 15 * 60)
    assert names(planned(snapshot_of([A, B], role("r", AnyOf((Has("a"), Has("b")))), log=[spent]))) == ["b"]


def test_what_is_started_stays_even_if_another_way_is_shorter() -> None:
    snapshot = snapshot_of([A, B], role("r", AnyOf((Has("a"), Has("b")))), marks={"b": STARTED})
    assert [(pick.milestone, pick.kept) for pick in planned(snapshot).picks] == [("b", True)]
    assert names(planned(snapshot, without=["b"])) == ["a"]


def test_what_is_started_is_not_studied_to_a_level_that_something_else_brings_along() -> None:
    python, master = (
        skill("python", effort=hours(100)),
        degree("master", effort=months(12), implies=(Has("python", WORKING),)),
    )
    asked = AllOf((Has("master"), Has("python", FAMILIAR), Has("python", PROFICIENT)))
    plan = planned(snapshot_of([python, master], role("r", asked), marks={"python": STARTED}))
    assert [(pick.milestone, pick.above, pick.level, pick.kept) for pick in plan.picks] == [
        ("master", None, None, False),
        ("python", WORKING, PROFICIENT, True),
    ]


def test_what_is_started_but_asked_for_by_none_of_the_roles_is_not_planned() -> None:
    assert names(planned(snapshot_of([A, B], role("r", Has("a")), marks={"b": STARTED}))) == ["a"]


def test_a_pin_is_kept_and_what_is_left_out_stays_out() -> None:
    snapshot = snapshot_of([A, B, C], role("r", AnyOf((Has("a"), Has("b"), Has("c")))))
    assert names(planned(snapshot, pins=["b"])) == ["b"]
    assert names(planned(snapshot, without=["a"])) == ["c"]
    assert names(planned(snapshot, pins=["b"], without=["a"])) == ["b"]


def test_a_pin_that_no_role_asks_for_comes_on_top() -> None:
    assert names(planned(snapshot_of([A, B], role("r", Has("a"))), pins=["b"])) == ["a", "b"]


def test_what_is_done_may_be_pinned_and_changes_nothing() -> None:
    assert names(planned(snapshot_of([A, B], role("r", Has("a")), marks={"b": done()}), pins=["b"])) == ["a"]


def retired(one: Milestone) -> Milestone:
    assert one.credential is not None
    return replace(one, credential=replace(one.credential, status=Availability.RETIRED))


def test_a_retired_certification_is_no_way_but_for_those_who_hold_it() -> None:
    old = retired(cert("old", effort=hours(1)))
    needs = AnyOf((Has("old"), Has("a")))
    assert names(planned(snapshot_of([old, A], role("r", needs)))) == ["a"]
    assert names(planned(snapshot_of([old, A], role("r", needs), marks={"old": done()}))) == []


@pytest.mark.parametrize(("days", "way"), [(0, ["old"]), (-1, ["a"])])
def test_the_last_day_of_a_certification_ends_it_whatever_its_status(days: int, way: list[str]) -> None:
    old = cert("old", effort=hours(1))
    assert old.credential is not None
    ends = replace(old, credential=replace(old.credential, retired_on=TODAY + timedelta(days=days)))
    assert names(planned(snapshot_of([ends, A], role("r", AnyOf((Has("old"), Has("a"))))))) == way


def test_what_nothing_can_meet_is_told_and_the_rest_is_planned() -> None:
    old = retired(cert("old"))
    plan = planned(snapshot_of([old, A], role("r", Has("old"), Has("a"))))
    assert plan.obstacles == (Obstacle("r", "required 0", ("old",)),)
    assert names(plan) == ["a"]


def test_an_obstacle_names_what_bars_a_prerequisite_and_a_pin_that_cannot_be() -> None:
    app = thing("app", 1, Has("b"))
    snapshot = snapshot_of([B, app], role("r", Has("app")))
    assert planned(snapshot, without=["b"]).obstacles == (Obstacle("r", "required 0", ("b",)),)
    pinned = planned(snapshot_of([retired(cert("old")), A], role("r", Has("a"))), pins=["old"])
    assert pinned.obstacles == (Obstacle(None, "old", ("old",)),)


def test_a_role_of_which_nothing_is_stated_has_an_empty_plan() -> None:
    plan = planned(snapshot_of([A], role("r", recommended=[Has("a")])))
    assert (plan.picks, plan.obstacles, plan.cost, plan.proved) == ((), (), 0, True)


def test_of_equals_the_one_with_the_fewer_steps_and_then_always_the_same() -> None:
    one, two = thing("x", 5), thing("y", 5)
    both = thing("z", 10)
    ways = AnyOf((AllOf((Has("x"), Has("y"))), Has("z")))
    assert names(planned(snapshot_of([one, two, both], role("r", ways)))) == ["z"]
    assert names(planned(snapshot_of([two, one], role("r", AnyOf((Has("y"), Has("x"))))))) == ["x"]


def test_unknown_effort_is_assumed_and_says_so() -> None:
    (pick,) = planned(snapshot_of([project("app")], role("r", Has("app")))).picks
    assert (pick.remaining.origin, pick.remaining.hours) == (Origin.ASSUMED, Span(20, 60))


# Why


def why(snapshot: Snapshot, pins: Iterable[str] = ()) -> Mapping[str, Reason]:
    _, reasons = explained(snapshot, planned(snapshot, pins), Work(WORK))
    return {reason.pick.milestone: reason for reason in reasons}


def test_a_milestone_is_for_the_requirements_that_it_helps_to_meet() -> None:
    master = degree("master", effort=hours(1), implies=(Has("b"),))
    app = thing("app", 1, Has("a"))
    found = why(snapshot_of([A, B, master, app], role("r", Has("b"), Has("app"))))
    assert {one: reason.uses for one, reason in found.items()} == {
        "master": (Use("r", "required 0"),),
        "app": (Use("r", "required 1"),),
        "a": (),
    }


def test_what_it_was_chosen_over_is_what_the_plan_without_it_would_take() -> None:
    found = why(snapshot_of([A, B, C], role("r", AnyOf((Has("a"), Has("b"), Has("c"))))))
    assert found["a"].alternative == Alternative((("c", None),), 5, 0, 5 * 60, proved=True)
    assert found["a"].as_good == ()


def test_an_alternative_is_told_with_all_that_it_needs() -> None:
    app = thing("app", 1, Has("b"))
    found = why(snapshot_of([A, B, app], role("r", AnyOf((Has("a"), Has("app"))))))
    assert found["a"].alternative == Alternative((("b", None), ("app", None)), 11, 0, 11 * 60, proved=True)


def test_equals_are_told_apart_from_what_takes_more() -> None:
    same = thing("same", 10)
    found = why(snapshot_of([A, B, same], role("r", AnyOf((Has("a"), Has("b"), Has("same"))))))
    assert found["a"].as_good == ("same",)
    assert found["a"].alternative == Alternative((("b", None),), 10, 0, 10 * 60, proved=True)


def test_months_for_hours_are_told_as_both() -> None:
    snapshot = snapshot_of([degree("bsc", effort=months(12)), A], role("r", AnyOf((Has("bsc"), Has("a")))))
    alternative = why(snapshot)["a"].alternative
    assert alternative is not None
    assert (alternative.more_hours, alternative.more_months) == (-10, 12)


def test_what_is_started_is_told_with_what_would_take_less() -> None:
    found = why(snapshot_of([A, B], role("r", AnyOf((Has("a"), Has("b")))), marks={"b": STARTED}))
    assert found["b"].alternative == Alternative((("a", None),), -10, 0, -10 * 60, proved=True)


@pytest.mark.parametrize("chosen", ["forced", "pinned and forced", "started and forced"])
def test_what_was_not_left_to_choose_has_no_alternative(chosen: str) -> None:
    needs = Has("a") if "forced" in chosen else AnyOf((Has("a"), Has("b")))
    begun = Mark(Status.STARTED, started_on=TODAY - timedelta(days=1))
    snapshot = snapshot_of([A, B], role("r", needs), marks={"a": begun} if "started" in chosen else None)
    found = why(snapshot, pins=["a"] if "pinned" in chosen else [])
    assert (found["a"].alternative, found["a"].as_good) == (None, ())


def test_where_all_ways_are_equal_there_is_nothing_that_takes_more() -> None:
    same = thing("same", 10)
    found = why(snapshot_of([A, same], role("r", AnyOf((Has("a"), Has("same"))))))
    assert (found["a"].as_good, found["a"].alternative) == (("same",), None)
