"""A plan on the calendar: a table of cases, and what holds of every schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mltrack.core.entries import Effort, Milestone, Role
from mltrack.core.history import Mark, Status, Target
from mltrack.core.plan import Wish, completed, least_effort
from mltrack.core.progress import Progress
from mltrack.core.requirements import AnyOf, Has
from mltrack.core.schedule import Days, Promise, Schedule, Slot, hours_needed, kept_alone, schedule
from mltrack.core.snapshot import Snapshot
from tests.core.plans import Case, cases, hours, months
from tests.core.worlds import EXPERT, FAMILIAR, TODAY, catalog, degree, milestone, project, role, skill

FRIDAY = TODAY


def planned(
    milestones: list[Milestone],
    *roles: Role,
    marks: Mapping[str, Mark] | None = None,
    due: Mapping[str, date] | None = None,
    targets: Mapping[str, Target] | None = None,
    pace: int = 7,
    start: date = FRIDAY,
) -> tuple[Schedule, Mapping[str, Slot]]:
    """At an hour a day, unless said otherwise: hours are days then."""
    progress = Progress(marks or {}, targets=targets or {}, due=due or {})
    snapshot = Snapshot(catalog(milestones, roles), progress, TODAY)
    plan = least_effort(snapshot, Wish(tuple(one.id for one in roles), Fraction(pace)))
    found = schedule(snapshot, plan, start)
    return found, {slot.pick.milestone: slot for slot in found.slots}


def day(number: int) -> date:
    """The first day is that of the start."""
    return FRIDAY + timedelta(days=number - 1)


def to(early: int, late: int) -> Days:
    return Days(day(early), day(late))


def of(id_: str, effort: Effort, needs: str | None = None) -> Milestone:
    return project(id_, effort=effort, prerequisites=Has(needs) if needs else None)


def test_study_comes_one_after_the_other_and_what_takes_least_comes_first() -> None:
    found, slots = planned([of("long", hours(10, 20)), of("short", hours(2, 4))], role("r", Has("long"), Has("short")))
    assert [slot.pick.milestone for slot in found.slots] == ["short", "long"]
    assert (slots["short"].begins, slots["short"].ends) == (to(1, 1), to(2, 4))
    assert (slots["long"].begins, slots["long"].ends) == (to(3, 5), to(12, 24))
    assert found.finish == to(12, 24)


def test_prerequisites_come_first_even_if_they_take_longer() -> None:
    found, slots = planned([of("app", hours(1), "basics"), of("basics", hours(9))], role("r", Has("app")))
    assert [slot.pick.milestone for slot in found.slots] == ["basics", "app"]
    assert slots["app"].needs == (0,)


def test_calendar_time_runs_beside_study() -> None:
    found, slots = planned([degree("bsc", effort=months(12)), of("app", hours(30))], role("r", Has("bsc"), Has("app")))
    assert slots["app"].begins == slots["bsc"].begins == to(1, 1)
    assert slots["bsc"].beside
    assert not slots["app"].beside
    assert slots["bsc"].ends == to(366, 366), "12 months of 30.4375 days are 365.25 days"
    assert found.finish == slots["bsc"].ends


def test_what_takes_hours_and_months_ends_with_the_later_of_the_two() -> None:
    course = replace(hours(10), months=months(1).months)
    _, slots = planned([of("course", course), of("app", hours(5))], role("r", Has("course"), Has("app")))
    assert slots["course"].ends == to(31, 31), "10 days of study, and a month from the first of them"
    assert slots["app"].ends == to(15, 15)


def test_the_calendar_time_that_can_only_begin_later_pulls_forward_what_opens_it() -> None:
    things = [
        of("quick", hours(1)),
        of("course", hours(5)),
        milestone("job", degree("x").kind, effort=months(6), prerequisites=Has("course")),
    ]
    found, slots = planned(things, role("r", Has("quick"), Has("job")))
    assert [slot.pick.milestone for slot in found.slots if not slot.beside] == ["course", "quick"]
    assert slots["job"].begins == to(6, 6)


def test_of_alternatives_that_the_plan_has_both_of_it_waits_for_the_one_that_is_there_first() -> None:
    way = AnyOf((Has("bsc"), Has("course")))
    things = [
        degree("bsc", effort=months(36)),
        of("course", hours(7)),
        project("job", effort=months(12), prerequisites=way),
    ]
    _, slots = planned(things, role("r", Has("bsc"), Has("course"), Has("job")))
    assert slots["job"].begins == to(8, 8)


def test_the_end_hangs_on_the_chain_that_ends_last() -> None:
    things = [of("a", hours(5)), of("b", hours(5), "a"), degree("bsc", effort=months(0, 0.1))]
    found, slots = planned(things, role("r", Has("b"), Has("bsc")))
    assert {one for one, slot in slots.items() if slot.critical} == {"a", "b"}
    place = slots["b"].waits_for
    assert place is not None
    assert found.slots[place].pick.milestone == "a"


def test_what_is_started_comes_first_and_what_has_passed_of_it_is_taken_off() -> None:
    begun = Mark(Status.STARTED, started_on=FRIDAY - timedelta(days=60))
    things = [degree("bsc", effort=months(3, 6)), of("a", hours(1)), of("b", hours(9))]
    found, slots = planned(
        things,
        role("r", Has("bsc"), Has("a"), Has("b")),
        marks={"bsc": begun, "b": Mark(Status.STARTED, started_on=FRIDAY)},
    )
    assert [slot.pick.milestone for slot in found.slots if not slot.beside] == ["b", "a"]
    assert slots["bsc"].ends == to(32, 123), "91.3 and 182.6 days, of which 60 have passed"


@pytest.mark.parametrize(
    ("due", "promise"), [(4, Promise.KEPT), (3, Promise.AT_RISK), (2, Promise.AT_RISK), (1, Promise.BROKEN)]
)
def test_a_day_that_it_is_due_by_is_kept_at_risk_or_cannot_be_kept(due: int, promise: Promise) -> None:
    _, slots = planned([of("app", hours(2, 4))], role("r", Has("app")), due={"app": day(due)})
    assert slots["app"].promise is promise


def test_what_is_due_first_comes_first_and_so_does_what_opens_it() -> None:
    things = [of("short", hours(1)), of("basics", hours(5)), of("app", hours(5), "basics")]
    found, _ = planned(things, role("r", Has("short"), Has("app")), due={"app": day(10)})
    assert [slot.pick.milestone for slot in found.slots] == ["basics", "app", "short"]


def test_a_role_is_reached_when_the_last_of_what_it_requires_is_there() -> None:
    things = [of("a", hours(2, 3)), of("b", hours(4, 8))]
    both, one = role("both", Has("a"), Has("b")), role("one", Has("a"))
    found, _ = planned(things, both, one, targets={"both": Target(primary=True, by=day(10))})
    assert {arrival.role: arrival.ready for arrival in found.arrivals} == {"both": to(6, 11), "one": to(2, 3)}
    assert [arrival.promise for arrival in found.arrivals] == [Promise.AT_RISK, None]


def test_with_nothing_left_it_ends_on_the_day_it_begins() -> None:
    found, _ = planned([of("a", hours(2))], role("r", Has("a")), marks={"a": Mark(Status.DONE, done_on=TODAY)})
    assert (found.slots, found.finish) == ((), Days(FRIDAY, FRIDAY))


def test_what_lasts_longer_than_calendars_go_ends_on_their_last_day_and_keeps_none() -> None:
    found, slots = planned([of("a", hours(1, 1e6))], role("r", Has("a")), due={"a": date.max}, start=date(9990, 1, 1))
    assert found.finish == Days(date(9990, 1, 1), date.max)
    assert slots["a"].promise is Promise.AT_RISK


def test_what_is_reached_already_breaks_no_promise() -> None:
    aims = {"r": Target(primary=True, by=day(1) - timedelta(days=9))}
    held = {"a": Mark(Status.DONE, done_on=TODAY)}
    found, _ = planned([of("a", hours(2))], role("r", Has("a")), marks=held, targets=aims)
    assert [(arrival.already, arrival.promise) for arrival in found.arrivals] == [(True, None)]


def test_how_many_hours_a_week_keep_a_day_for_sure() -> None:
    snapshot = Snapshot(catalog([of("a", hours(10, 30))], [role("r", Has("a"))]), Progress(), TODAY)
    plan = least_effort(snapshot, Wish(("r",)))
    assert hours_needed(snapshot, plan, FRIDAY, "r", day(7)) == 30
    assert hours_needed(snapshot, plan, FRIDAY, "r", day(8)) == 27, "8 days at 26 h a week are under 30 h"
    assert hours_needed(snapshot, plan, FRIDAY, "r", day(2)) is None, "100 h a week are 28.6 in two days"


def test_a_role_that_could_be_kept_if_it_were_planned_for_alone_is_told() -> None:
    things = [of("a", hours(5)), of("b", hours(1))]
    wanted = {"one": Target(primary=True, by=day(5)), "other": Target(primary=False, by=day(7))}
    snapshot = Snapshot(
        catalog(things, [role("one", Has("a")), role("other", Has("b"))]), Progress(targets=wanted), TODAY
    )
    plan = least_effort(snapshot, Wish(("one", "other"), Fraction(7)))
    found = kept_alone(snapshot, plan, schedule(snapshot, plan, FRIDAY))
    assert {one: arrival.ready for one, arrival in found.items()} == {"one": to(5, 5)}


def test_what_another_role_needs_of_a_skill_need_not_wait_for_all_of_it() -> None:
    python = skill("python", effort=hours(4))
    app = of("app", hours(1))
    needs = replace(app, prerequisites=Has("python", FAMILIAR))
    found, _ = planned([python, needs], role("r", Has("python", EXPERT), Has("app")))
    assert [(slot.pick.milestone, slot.pick.level) for slot in found.slots] == [
        ("python", FAMILIAR),
        ("app", None),
        ("python", EXPERT),
    ]


def test_a_pin_that_no_role_needs_is_not_what_being_ready_hangs_on() -> None:
    snapshot = Snapshot(
        catalog([of("a", hours(5)), degree("bsc", effort=months(36))], [role("r", Has("a"))]), Progress(), TODAY
    )
    plan = least_effort(snapshot, Wish(("r",), Fraction(7), pins=frozenset(["bsc"])))
    found = schedule(snapshot, plan, FRIDAY)
    assert {slot.pick.milestone: slot.critical for slot in found.slots} == {"a": True, "bsc": False}


def test_it_begins_on_the_day_that_was_said() -> None:
    found, slots = planned([of("a", hours(2))], role("r", Has("a")), start=day(100))
    assert (found.start, slots["a"].begins, slots["a"].ends) == (day(100), to(100, 100), to(101, 101))


def of_case(case: Case) -> Schedule:
    return schedule(case.snapshot, least_effort(case.snapshot, case.wish), TODAY)


@given(cases())
def test_everything_comes_after_its_prerequisites(case: Case) -> None:
    found = of_case(case)
    for slot in found.slots:
        for place in slot.needs:
            earlier = found.slots[place]
            for before, after in (
                (earlier.ends.early, slot.begins.early),
                (earlier.ends.late, slot.begins.late),
            ):
                assert before <= after or earlier.pick.remaining.hours.high + earlier.pick.remaining.months.high == 0


@given(cases())
def test_every_range_runs_forward(case: Case) -> None:
    for slot in of_case(case).slots:
        assert slot.begins.early <= slot.begins.late
        assert slot.ends.early <= slot.ends.late
        assert TODAY <= slot.begins.early <= slot.ends.early


@given(cases(), st.integers(1, 40))
def test_the_same_plan_at_more_hours_a_week_never_ends_later(case: Case, more: int) -> None:
    plan = least_effort(case.snapshot, case.wish)
    quicker = replace(plan, wish=replace(plan.wish, hours_per_week=plan.wish.hours_per_week + more))
    slow, quick = (schedule(case.snapshot, one, TODAY) for one in (plan, quicker))
    ends = {slot.pick: slot.ends for slot in slow.slots}
    assert all(slot.ends.early <= ends[slot.pick].early for slot in quick.slots)
    assert all(slot.ends.late <= ends[slot.pick].late for slot in quick.slots)


@given(cases())
def test_study_never_overlaps(case: Case) -> None:
    studied = [slot for slot in of_case(case).slots if slot.pick.remaining.hours.high and not slot.beside]
    studied.sort(key=lambda slot: (slot.begins.late, slot.ends.late))
    for one, other in pairwise(studied):
        # One may end in the morning of the day on which the next begins.
        assert one.ends.late <= other.begins.late or one.begins.late == other.begins.late


@given(cases())
def test_the_end_hangs_on_something_unless_nothing_is_left(case: Case) -> None:
    found = of_case(case)
    reached = [one.ready.late for one in found.arrivals if one.ready is not None and not one.already]
    until = max(reached, default=found.finish.late)
    critical = [slot for slot in found.slots if slot.critical]
    assert bool(critical) is any(slot.ends.late <= until for slot in found.slots)
    if critical and reached:
        assert until in {slot.ends.late for slot in critical}


@given(cases())
def test_a_role_is_ready_on_the_day_it_is_said_to_be_and_not_before(case: Case) -> None:
    plan = least_effort(case.snapshot, case.wish)
    found = schedule(case.snapshot, plan, TODAY)
    assume(not plan.obstacles)
    for arrival in found.arrivals:
        assert arrival.ready is not None
        by_then = [slot.pick for slot in found.slots if slot.ends.late <= arrival.ready.late]
        before = [slot.pick for slot in found.slots if slot.ends.late < arrival.ready.late]
        assert completed(case.snapshot, by_then).readiness[arrival.role].ready
        if arrival.ready.late > TODAY:
            assert not completed(case.snapshot, before).readiness[arrival.role].ready
