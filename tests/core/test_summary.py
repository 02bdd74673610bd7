from __future__ import annotations

from datetime import date, timedelta

import pytest

from mltrack.core import actions
from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind
from mltrack.core.history import Mark, MarkChange, Status, Target, TargetChange
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import (
    Completion,
    Period,
    Summary,
    Window,
    progress_before,
    streak_weeks,
    summarise,
    window,
)
from tests.core.worlds import STARTED, TODAY, WAIVED, WORKING, catalog, cert, degree, done, happen, project, role, skill

HOUSE = catalog(
    [
        skill("python"),
        skill("sql"),
        degree("msc", implies=(Has("bsc"),)),
        degree("bsc"),
        cert("aws", 12),
        project("app"),
    ],
    [role("ml", Has("msc"), Has("app")), role("data", Has("app"), Has("aws")), role("lead", Has("bsc"))],
)


def summary_of(progress: Progress, period: Period = Period.ALL, today: date = TODAY, house: Catalog = HOUSE) -> Summary:
    return summarise(Snapshot(house, progress, today), period)


@pytest.mark.parametrize(
    ("period", "today", "start", "end"),
    [
        (Period.WEEK, date(2026, 11, 20), date(2026, 11, 16), date(2026, 11, 22)),
        (Period.WEEK, date(2026, 11, 16), date(2026, 11, 16), date(2026, 11, 22)),
        (Period.WEEK, date(2026, 11, 22), date(2026, 11, 16), date(2026, 11, 22)),
        (Period.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (Period.MONTH, date(2026, 11, 20), date(2026, 11, 1), date(2026, 11, 30)),
        (Period.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Period.MONTH, date(2026, 2, 10), date(2026, 2, 1), date(2026, 2, 28)),
        (Period.MONTH, date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        (Period.QUARTER, date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (Period.QUARTER, date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        (Period.QUARTER, date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 30)),
        (Period.QUARTER, date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30)),
        (Period.QUARTER, date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
        (Period.YEAR, date(2026, 12, 31), date(2026, 1, 1), date(2026, 12, 31)),
        (Period.YEAR, date(2027, 1, 1), date(2027, 1, 1), date(2027, 12, 31)),
        (Period.ALL, date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 20)),
    ],
)
def test_a_window_is_the_calendar_period_around_a_day(period: Period, today: date, start: date, end: date) -> None:
    assert window(period, today) == Window(start, end)


def test_all_time_runs_from_the_first_day_and_never_past_today() -> None:
    assert window(Period.ALL, TODAY, first=date(2020, 5, 4)) == Window(date(2020, 5, 4), TODAY)
    assert window(Period.ALL, TODAY, first=TODAY + timedelta(days=3)) == Window(TODAY, TODAY)
    assert window(Period.YEAR, TODAY, first=date(2020, 5, 4)).start == date(2026, 1, 1)


def test_a_window_holds_both_its_ends() -> None:
    week = window(Period.WEEK, TODAY)
    held = [day for day in range(14, 25) if date(2026, 11, day) in week]
    assert held == [16, 17, 18, 19, 20, 21, 22]
    assert "2026-11-20" not in week


def test_totals_count_what_was_ticked_by_kind_and_nothing_that_is_implied() -> None:
    marks = {"python": done(WORKING), "msc": done(), "aws": done(on=date(2020, 1, 1)), "app": STARTED, "gone": done()}
    summary = summary_of(Progress(marks))
    assert summary.done == {
        Kind.DEGREE: 1,
        Kind.CERTIFICATION: 1,
        Kind.SKILL: 1,
        Kind.EXPERIENCE: 0,
        Kind.PROJECT: 0,
    }
    assert summary.total == {
        Kind.DEGREE: 2,
        Kind.CERTIFICATION: 1,
        Kind.SKILL: 2,
        Kind.EXPERIENCE: 0,
        Kind.PROJECT: 1,
    }
    assert (summary.started, summary.lapsed) == (("app",), ("aws",))


def test_completed_lists_what_was_done_inside_the_window_newest_first() -> None:
    marks = {
        "app": done(on=date(2026, 11, 1)),
        "sql": done(WORKING, on=date(2026, 11, 20)),
        "python": done(WORKING, on=date(2026, 11, 20)),
        "msc": done(on=date(2026, 10, 31)),
        "aws": Mark(Status.STARTED, started_on=date(2026, 11, 2), done_on=date(2026, 11, 3)),
        "bsc": WAIVED,
    }
    assert summary_of(Progress(marks), Period.MONTH).completed == (
        Completion("python", date(2026, 11, 20)),
        Completion("sql", date(2026, 11, 20)),
        Completion("app", date(2026, 11, 1)),
    )
    assert [one.milestone for one in summary_of(Progress(marks), Period.ALL).completed] == [
        "python",
        "sql",
        "app",
        "msc",
    ]
    assert summary_of(Progress(marks), Period.ALL).window == Window(date(2026, 10, 31), TODAY)


def test_ticking_on_and_off_ten_times_counts_nothing_and_eleven_times_one() -> None:
    progress = Progress()
    for _ in range(10):
        progress = happen(progress, actions.tick(progress, HOUSE.milestones["app"], TODAY))
        progress = happen(progress, actions.untick(progress, "app"))
    assert len(progress.history) == 20
    summary = summary_of(progress, Period.WEEK)
    assert (summary.completed, summary.streak_weeks, summary.done[Kind.PROJECT]) == ((), 0, 0)
    again = happen(progress, actions.tick(progress, HOUSE.milestones["app"], TODAY))
    assert summary_of(again, Period.WEEK).completed == (Completion("app", TODAY),)


# Streak


def weeks_ago(weeks: int) -> date:
    return TODAY - timedelta(weeks=weeks)


@pytest.mark.parametrize(
    ("active", "streak"),
    [
        ([], 0),
        ([0], 1),
        ([0, 1, 2], 3),
        ([1, 2, 3], 3),
        ([1], 1),
        ([2, 3], 0),
        ([0, 2], 1),
        ([0, 1, 1, 2, 4], 3),
    ],
)
def test_a_streak_counts_weeks_in_a_row_and_an_idle_current_week_does_not_break_it(
    active: list[int], streak: int
) -> None:
    marks = {f"m{number}": done(on=weeks_ago(weeks)) for number, weeks in enumerate(active)}
    assert streak_weeks(Progress(marks), TODAY) == streak


def test_weeks_of_a_streak_run_from_monday_to_sunday() -> None:
    sunday, monday = date(2026, 11, 15), date(2026, 11, 16)
    assert streak_weeks(Progress({"a": done(on=sunday), "b": done(on=monday)}), TODAY) == 2
    assert streak_weeks(Progress({"a": done(on=monday), "b": done(on=TODAY)}), TODAY) == 1


def test_a_start_counts_for_the_streak_a_waiver_and_the_future_do_not() -> None:
    assert streak_weeks(Progress({"a": STARTED}), TODAY) == 1
    begun = Mark(Status.DONE, started_on=weeks_ago(1), done_on=TODAY)
    assert streak_weeks(Progress({"a": begun}), TODAY) == 2
    assert streak_weeks(Progress({"a": WAIVED, "b": done(on=TODAY + timedelta(days=1))}), TODAY) == 0


# Targets, by replay


def test_readiness_change_runs_from_what_was_told_before_the_window_to_now() -> None:
    progress = happen(Progress(), [TargetChange("ml", None, Target(primary=True))], on=date(2026, 9, 1))
    progress = happen(progress, [MarkChange("msc", None, done(on=date(2026, 9, 2)))], on=date(2026, 10, 31))
    progress = happen(progress, [MarkChange("app", None, done(on=date(2026, 9, 2)))], on=date(2026, 11, 1))

    def change(period: Period) -> tuple[int, int]:
        [target] = summary_of(progress, period).targets
        assert (target.role, target.by) == ("ml", None)
        return (target.before.met, target.now.met)

    assert change(Period.MONTH) == (1, 2)
    assert change(Period.QUARTER) == (0, 2)
    assert change(Period.WEEK) == (2, 2)
    assert change(Period.ALL) == (0, 2)


def test_readiness_can_fall_in_a_window_when_something_lapses() -> None:
    progress = happen(
        Progress(),
        [
            TargetChange("data", None, Target(primary=True)),
            MarkChange("aws", None, done(on=date(2025, 11, 17))),
        ],
        on=date(2025, 11, 17),
    )
    [target] = summary_of(progress, Period.WEEK).targets
    assert (target.before.met, target.now.met) == (1, 0)


def test_progress_before_a_day_is_what_had_been_told_by_the_day_before() -> None:
    progress = happen(Progress(), [MarkChange("app", None, done())], on=date(2026, 11, 1))
    assert progress_before(progress, date(2026, 11, 1)).marks == {}
    assert progress_before(progress, date(2026, 11, 2)).marks == {"app": done()}


def test_targets_come_primary_first_then_by_day_then_by_id() -> None:
    soon, late = date(2027, 1, 1), date(2028, 1, 1)
    aims = {
        "lead": Target(primary=False),
        "data": Target(primary=False, by=late),
        "cloud": Target(primary=False, by=soon),
        "ml": Target(primary=True),
        "bi": Target(primary=False),
    }
    assert [role_id for role_id, _ in Progress(targets=aims).aims] == ["ml", "cloud", "data", "bi", "lead"]


def test_a_target_that_left_the_catalog_is_not_summed_up() -> None:
    aims = {"gone": Target(primary=True), "lead": Target(primary=False, by=TODAY)}
    assert [(one.role, one.by) for one in summary_of(Progress(targets=aims)).targets] == [("lead", TODAY)]


# Lapsing


@pytest.mark.parametrize(("days", "announced"), [(-1, False), (0, True), (1, True), (90, True), (91, False)])
def test_what_lapses_within_90_days_is_announced(days: int, announced: bool) -> None:
    end = TODAY + timedelta(days=days)
    lapsing = summary_of(Progress({"aws": done(expires=end)})).lapsing
    assert lapsing == ((Completion("aws", end),) if announced else ())


def test_what_lapses_comes_soonest_first_by_stated_day_or_validity() -> None:
    house = catalog([cert("a", 12), cert("b", 12), cert("c")])
    near, nearer = TODAY + timedelta(days=30), TODAY + timedelta(days=10)
    marks = {"a": done(on=near.replace(year=2025)), "b": done(expires=nearer), "c": done(), "gone": done(expires=near)}
    assert summary_of(Progress(marks), house=house).lapsing == (
        Completion("b", nearer),
        Completion("a", near),
        Completion("gone", near),
    )


def test_only_what_is_done_lapses() -> None:
    expiring = Mark(Status.STARTED, started_on=TODAY, expires_on=TODAY)
    assert summary_of(Progress({"aws": expiring})).lapsing == ()
