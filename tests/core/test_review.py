"""What the plots of a summary are drawn from agrees with the summary, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.entries import Basis, Effort, Span
from mltrack.core.history import MarkChange, Target, TargetChange, TimeEntry
from mltrack.core.pace import Forecast
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has
from mltrack.core.review import BurnUp, Review, burn_up, review
from mltrack.core.schedule import Days
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, Window, periods_ago, summarise, window
from tests.core.test_summary_properties import HOUSE as LIVED_IN
from tests.core.test_summary_properties import Doing, lived, lives
from tests.core.worlds import TODAY, WORKING, catalog, degree, done, happen, project, role, skill

HOUSE = catalog(
    [
        skill("sql", effort=Effort(Basis.ESTIMATE, hours=Span(10, 20))),
        project("app", effort=Effort(Basis.ESTIMATE, hours=Span(30, 40))),
        degree("msc", effort=Effort(Basis.ESTIMATE, months=Span(12, 24))),
    ],
    [role("data", Has("sql", WORKING), Has("app")), role("silent")],
)
TEN = Fraction(10)
BEGUN = TODAY - timedelta(days=60)


def aiming(role_id: str = "data", by: date | None = None) -> Progress:
    """Somebody who aims for a role since 60 days, and did one of two things a month ago."""
    begun = happen(Progress(), [TargetChange(role_id, None, Target(primary=True, by=by))], on=BEGUN)
    on = TODAY - timedelta(days=30)
    return happen(begun, [MarkChange("sql", None, done(WORKING, on=on))], on=on)


def reviewed(progress: Progress, span: Period | Window = Period.MONTH) -> Review:
    return review(Snapshot(HOUSE, progress, TODAY), span, TEN)


def way_of(progress: Progress) -> BurnUp:
    found = burn_up(Snapshot(HOUSE, progress, TODAY), TEN)
    assert found is not None
    return found


# Windows


@given(st.dates(date(1900, 1, 1), TODAY), st.sampled_from([one for one in Period if one is not Period.ALL]))
def test_so_many_periods_ago_is_the_one_that_a_day_lies_in(day: date, period: Period) -> None:
    assert day in window(period, TODAY, ago=periods_ago(period, day, TODAY))


def test_all_time_is_never_ago() -> None:
    assert periods_ago(Period.ALL, BEGUN, TODAY) == 0


# Days, weeks and curves


@given(lives, st.sampled_from(list(Period)), st.integers(0, 5))
def test_days_and_weeks_add_up_to_what_the_summary_says(doings: Sequence[Doing], period: Period, ago: int) -> None:
    snapshot = Snapshot(LIVED_IN, lived(doings), TODAY)
    span = period if period is Period.ALL or not ago else window(period, TODAY, ago=ago)
    found = review(snapshot, span, TEN)
    summary, start = found.summary, found.summary.window.start
    assert summary == summarise(snapshot, span)
    days = [one for one in found.days if one.on in summary.window]
    if period is not Period.ALL:
        assert sum(one.minutes for one in days) == summary.hours.minutes
        assert sum(one.completed for one in days) == len(summary.completed)
    assert [one.on for one in found.days] == sorted({one.on for one in found.days})
    assert found.days[-1].on == summary.end
    assert found.weeks[-len(summary.weeks) :][1:] == summary.weeks[1:]
    assert len(found.weeks) >= 13
    if summary.targets:
        assert found.curve[-1].tallies == {target.role: target.now for target in summary.targets}
        assert start <= found.curve[0].on <= found.curve[-1].on == summary.end
        assert len(found.curve) <= 61


def test_a_month_has_a_curve_of_days_and_a_year_one_of_weeks() -> None:
    progress = aiming()
    assert len(reviewed(progress, Period.MONTH).curve) == TODAY.day
    assert len(reviewed(progress, Period.YEAR).curve) == 47


def test_a_year_is_the_calendar_s_and_anything_else_has_the_year_before_its_end() -> None:
    progress = aiming()
    assert reviewed(progress, Period.YEAR).days[0].on == date(2026, 1, 1)
    assert reviewed(progress, Period.WEEK).days[0].on == date(2025, 11, 17)
    past = window(Period.MONTH, TODAY, ago=1)
    assert reviewed(progress, past).days[-1].on == date(2026, 10, 31)
    assert reviewed(progress).first == BEGUN
    assert reviewed(Progress()).first is None


def test_the_best_next_step_is_that_of_the_last_day() -> None:
    progress = aiming()
    step, before = reviewed(progress).step, reviewed(progress, window(Period.MONTH, TODAY, ago=1)).step
    assert step is not None
    assert step.milestone == "app"
    assert before is not None
    assert before.milestone == "app"
    earlier = reviewed(progress, Window(BEGUN, BEGUN + timedelta(days=1))).step
    assert earlier is not None
    assert earlier.milestone == "sql"


def test_at_the_first_day_of_the_calendar_nothing_lies_before() -> None:
    found = review(Snapshot(HOUSE, Progress(), date.min), Period.WEEK, TEN)
    assert found.days[0].on == date.min


# The way to a target


def test_the_way_goes_from_what_was_told_first_to_today() -> None:
    way = way_of(aiming(by=date(2027, 6, 1)))
    assert (way.role, way.by, way.today) == ("data", date(2027, 6, 1), TODAY)
    assert [point.tallies["data"].met for point in (way.points[0], way.points[-1])] == [0, 1]
    assert BEGUN <= way.points[0].on <= BEGUN + timedelta(days=7)
    assert way.points[-1].on == TODAY


def test_what_was_done_long_before_it_was_told_does_not_stretch_the_way() -> None:
    begun = happen(Progress(), [TargetChange("data", None, Target(primary=True))], on=BEGUN)
    way = way_of(happen(begun, [MarkChange("sql", None, done(on=date(2001, 5, 1)))], on=BEGUN))
    assert way.points[0].on >= BEGUN
    assert way.points[0].tallies["data"].met == 1


def test_ahead_is_the_range_at_the_pace_and_by_the_plan_where_there_is_no_pace() -> None:
    assert isinstance(way_of(aiming()).ahead, Forecast)
    fresh = happen(Progress(), [TargetChange("data", None, Target(primary=True))], on=TODAY)
    assert isinstance(way_of(fresh).ahead, Days)
    log = {"1": TimeEntry("app", TODAY - timedelta(days=3), 600)}
    ahead = way_of(replace(aiming(), log=log)).ahead
    assert isinstance(ahead, Forecast)
    assert ahead.early is not None
    assert ahead.early > TODAY


def test_nothing_is_ahead_where_all_is_met_or_nothing_is_stated() -> None:
    met = happen(aiming(), [MarkChange("app", None, done(on=TODAY))])
    assert way_of(met).finish is None
    assert way_of(met).ahead is None
    assert way_of(aiming("silent")).ahead is None


@pytest.mark.parametrize("role_id", [None, "gone"])
def test_without_a_target_of_the_catalog_there_is_no_way(role_id: str | None) -> None:
    progress = aiming(role_id) if role_id else Progress()
    assert burn_up(Snapshot(HOUSE, progress, TODAY), TEN) is None
