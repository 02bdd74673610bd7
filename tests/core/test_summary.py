from __future__ import annotations

from datetime import date, timedelta

import pytest

from mltrack.core import actions
from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind
from mltrack.core.history import (
    Change,
    DueChange,
    Evidence,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    Status,
    Target,
    TargetChange,
    TimeEntry,
)
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, Summary, Window, summarise, window
from mltrack.core.timeline import Completion
from mltrack.errors import InvalidInput
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


def weeks_ago(weeks: int) -> date:
    return TODAY - timedelta(weeks=weeks)


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
        (Period.DAY, date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 20)),
        (Period.WEEK, date(9999, 12, 31), date(9999, 12, 27), date(9999, 12, 31)),
        (Period.MONTH, date(9999, 12, 5), date(9999, 12, 1), date(9999, 12, 31)),
        (Period.QUARTER, date(9999, 12, 5), date(9999, 10, 1), date(9999, 12, 31)),
    ],
)
def test_a_window_is_the_calendar_period_around_a_day(period: Period, today: date, start: date, end: date) -> None:
    assert window(period, today) == Window(start, end)


@pytest.mark.parametrize(
    ("period", "ago", "start", "end"),
    [
        (Period.DAY, 1, date(2026, 11, 19), date(2026, 11, 19)),
        (Period.WEEK, 1, date(2026, 11, 9), date(2026, 11, 15)),
        (Period.WEEK, 47, date(2025, 12, 22), date(2025, 12, 28)),
        (Period.MONTH, 1, date(2026, 10, 1), date(2026, 10, 31)),
        (Period.MONTH, 9, date(2026, 2, 1), date(2026, 2, 28)),
        (Period.MONTH, 11, date(2025, 12, 1), date(2025, 12, 31)),
        (Period.QUARTER, 1, date(2026, 7, 1), date(2026, 9, 30)),
        (Period.QUARTER, 4, date(2025, 10, 1), date(2025, 12, 31)),
        (Period.YEAR, 2, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_periods_that_are_past_are_counted_back(period: Period, ago: int, start: date, end: date) -> None:
    assert window(period, TODAY, ago=ago) == Window(start, end)


@pytest.mark.parametrize("period", [Period.DAY, Period.WEEK, Period.MONTH, Period.QUARTER, Period.YEAR])
def test_before_the_first_day_of_the_calendar_there_is_no_period(period: Period) -> None:
    with pytest.raises(InvalidInput, match="before the first day of the calendar"):
        window(period, TODAY, ago=10**9)


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
        Completion("python", date(2026, 11, 20), WORKING),
        Completion("sql", date(2026, 11, 20), WORKING),
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


# Time


def test_hours_count_on_their_day_by_kind_by_milestone_and_by_week() -> None:
    entries = [
        TimeEntry("app", date(2026, 11, 1), 30),
        TimeEntry("sql", date(2026, 11, 20), 40),
        TimeEntry("sql", date(2026, 11, 19), 20),
        TimeEntry("gone", date(2026, 11, 18), 7),
        TimeEntry("sql", date(2026, 10, 31), 500),
        TimeEntry("sql", date(2026, 11, 21), 500),
    ]
    progress = Progress(log={str(number): entry for number, entry in enumerate(entries)})
    summary = summary_of(progress, Period.MONTH)
    assert summary.hours.minutes == 97
    assert dict(summary.hours.by_kind) == {Kind.SKILL: 60, Kind.PROJECT: 30, None: 7}
    assert list(summary.hours.by_milestone.items()) == [("sql", 60), ("app", 30), ("gone", 7)]
    assert [(week.monday.isoformat(), week.minutes) for week in summary.weeks] == [
        ("2026-10-26", 30),
        ("2026-11-02", 0),
        ("2026-11-09", 0),
        ("2026-11-16", 67),
    ]


def test_what_is_due_within_30_days_and_what_is_overdue() -> None:
    days = {"app": 30, "sql": 31, "python": 0, "msc": -1, "aws": -5, "bsc": -9}
    progress = Progress(
        {"bsc": WAIVED, "aws": done(on=TODAY)}, due={one: TODAY + timedelta(days) for one, days in days.items()}
    )
    summary = summary_of(progress)
    assert [one.milestone for one in summary.due] == ["python", "app"]
    assert [one.milestone for one in summary.overdue] == ["msc"]


@pytest.mark.parametrize(
    ("last", "stalled"),
    [
        (LogChange("e", None, TimeEntry("app", TODAY - timedelta(13), 5)), False),
        (LogChange("e", None, TimeEntry("app", TODAY - timedelta(14), 5)), True),
        (LogChange("e", None, TimeEntry("sql", TODAY - timedelta(1), 5)), True),
        (DueChange("app", None, TODAY), True),
        (EvidenceChange("e", None, Evidence("app", TODAY - timedelta(90), "a link")), False),
        (EvidenceChange("e", None, Evidence("sql", TODAY, "a link")), True),
    ],
)
def test_what_is_started_stalls_when_nothing_touches_it_for_14_days(last: Change, stalled: bool) -> None:
    begun = Mark(Status.STARTED, started_on=weeks_ago(5))
    progress = happen(Progress(), [MarkChange("app", None, begun)], on=weeks_ago(5))
    summary = summary_of(happen(progress, [last]))
    assert [one.milestone for one in summary.stalled] == (["app"] if stalled else [])


def test_a_note_or_a_late_word_of_a_start_is_a_touch() -> None:
    begun = MarkChange("app", None, Mark(Status.STARTED, started_on=weeks_ago(5)))
    assert summary_of(happen(Progress(), [begun], on=weeks_ago(1))).stalled == ()
    noted = happen(happen(Progress(), [begun], on=weeks_ago(5)), [NoteChange("app", "", "half")], on=weeks_ago(1))
    assert summary_of(noted).stalled == ()


# Targets, by replay


def test_readiness_change_runs_from_the_day_before_the_window_to_its_end() -> None:
    progress = happen(Progress(), [TargetChange("ml", None, Target(primary=True))], on=date(2026, 9, 1))
    progress = happen(progress, [MarkChange("msc", None, done(on=date(2026, 9, 2)))], on=date(2026, 10, 31))
    progress = happen(progress, [MarkChange("app", None, done(on=date(2026, 11, 1)))], on=date(2026, 11, 3))

    def change(span: Period | Window) -> tuple[int, int]:
        [target] = summarise(Snapshot(HOUSE, progress, TODAY), span).targets
        assert (target.role, target.by) == ("ml", None)
        return (target.before.met, target.now.met)

    assert change(Period.MONTH) == (1, 2)
    assert change(Period.QUARTER) == (1, 2)
    assert change(Period.WEEK) == (2, 2)
    assert change(Period.ALL) == change(Period.YEAR) == (0, 2)
    assert change(window(Period.QUARTER, TODAY, ago=1)) == (0, 1)


def test_a_window_before_the_target_was_set_shows_no_target() -> None:
    progress = happen(Progress(), [TargetChange("ml", None, Target(primary=True))], on=date(2026, 9, 1))
    assert summarise(Snapshot(HOUSE, progress, TODAY), window(Period.MONTH, TODAY, ago=3)).targets == ()


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


def test_a_curve_of_readiness_has_at_most_60_points_and_ends_at_the_end() -> None:
    aims = {"ml": Target(primary=True)}
    for first in (TODAY, weeks_ago(59), weeks_ago(61), date(2020, 1, 1), date(1950, 6, 5), date.min):
        marks = {"app": done(on=first)}
        points = summary_of(Progress(marks, targets=aims)).readiness
        assert 1 <= len(points) <= 60
        assert points[-1].on == TODAY
        assert [point.on for point in points] == sorted({point.on for point in points})
        assert {point.tallies["ml"].met for point in points} == {1}


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
