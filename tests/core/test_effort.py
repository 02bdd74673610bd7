"""What is left of a milestone: whose figure counts, and what is taken off it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from mltrack.core.effort import ASSUMED, NOTHING, Origin, Remaining, calendar_hours, cost, parse_hours_a_week, remaining
from mltrack.core.entries import Basis, Effort, Kind, Milestone, Span
from mltrack.core.history import Mark, MarkChange, OwnEffort, Status, TimeEntry
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has, Level
from mltrack.core.snapshot import Snapshot
from mltrack.errors import InvalidInput
from tests.core.plans import hours, months
from tests.core.worlds import (
    CITE,
    EXPERT,
    FAMILIAR,
    PROFICIENT,
    TODAY,
    WAIVED,
    WORKING,
    catalog,
    cert,
    degree,
    done,
    happen,
    milestone,
    project,
    skill,
)

PYTHON = skill("python", effort=hours(40, 60))
BSC = degree("bsc", effort=months(36, 48))


def left(
    one: Milestone,
    level: Level | None = None,
    *,
    mark: Mark | None = None,
    own: OwnEffort | None = None,
    log: tuple[TimeEntry, ...] = (),
    others: tuple[Milestone, ...] = (),
    held: str | None = None,
) -> Remaining:
    marks = {one.id: mark} if mark else {}
    if held:
        marks[held] = done()
    progress = Progress(
        marks,
        log={str(number): time for number, time in enumerate(log)},
        efforts={one.id: own} if own else {},
    )
    return remaining(Snapshot(catalog([one, *others]), progress, TODAY), one.id, level)


def spent(minutes: int, on: date = TODAY, milestone_id: str = "python") -> TimeEntry:
    return TimeEntry(milestone_id, on, minutes)


@pytest.mark.parametrize(
    ("level", "hours_left"),
    [
        (FAMILIAR, Span(20, 30)),
        (None, Span(40, 60)),
        (WORKING, Span(40, 60)),
        (PROFICIENT, Span(60, 90)),
        (EXPERT, Span(80, 120)),
    ],
)
def test_levels_are_equal_steps_and_the_figure_is_for_working(level: Level | None, hours_left: Span) -> None:
    assert left(PYTHON, level) == Remaining(hours_left, NOTHING, Origin.ESTIMATE)


@pytest.mark.parametrize(
    ("held", "level", "hours_left"),
    [(FAMILIAR, PROFICIENT, Span(40, 60)), (PROFICIENT, EXPERT, Span(20, 30)), (WORKING, WORKING, NOTHING)],
)
def test_from_the_level_that_is_held(held: Level, level: Level, hours_left: Span) -> None:
    assert left(PYTHON, level, mark=done(held)).hours == hours_left


def test_what_is_brought_along_counts_as_held() -> None:
    brought = degree("bsc", implies=(Has("python", FAMILIAR),))
    assert left(PYTHON, WORKING, others=(brought,), held="bsc").hours == Span(20, 30)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_nobody_states_is_assumed_by_kind(kind: Kind) -> None:
    one = cert("it") if kind is Kind.CERTIFICATION else milestone("it", kind)
    found, assumed = left(one), ASSUMED[kind]
    assert (found.hours, found.months, found.origin) == (assumed.hours, assumed.months, Origin.ASSUMED)


def test_a_cited_figure_says_so() -> None:
    assert left(project("app", effort=Effort(Basis.SOURCE, Span(5, 9), cite=CITE))).origin is Origin.SOURCE


def test_the_own_figure_stands_for_the_catalogs_and_for_an_unknown_one() -> None:
    own = OwnEffort(hours=Span(10, 10))
    assert left(PYTHON, own=own) == Remaining(Span(10, 10), NOTHING, Origin.OWN)
    assert left(project("app"), own=OwnEffort(months=Span(2, 3))) == Remaining(NOTHING, Span(2, 3), Origin.OWN)


def test_hours_logged_are_taken_off_both_ends_down_to_nothing() -> None:
    assert left(PYTHON, log=(spent(90), spent(30))).hours == Span(38, 58)
    assert left(PYTHON, log=(spent(50 * 60),)).hours == Span(0, 10)
    assert left(PYTHON, log=(spent(500 * 60),)) == Remaining(NOTHING, NOTHING, Origin.ESTIMATE, 60 * 60)


def test_hours_from_before_it_was_done_do_not_count_towards_the_next_level() -> None:
    yesterday, before = TODAY - timedelta(days=1), TODAY - timedelta(days=2)
    log = (spent(600, before), spent(600, yesterday), spent(120))
    assert left(PYTHON, PROFICIENT, mark=done(WORKING, on=yesterday), log=log).hours == Span(18, 28)


def test_hours_on_something_else_are_not_taken_off() -> None:
    assert left(PYTHON, log=(spent(60, milestone_id="sql"),)).hours == Span(40, 60)


def test_months_that_have_passed_since_it_was_started_are_taken_off() -> None:
    begun = Mark(Status.STARTED, started_on=TODAY - timedelta(days=487))
    assert left(BSC, mark=begun).months == Span(20, 32), "487 days are 16 months of 30.4375"
    assert left(BSC, mark=Mark(Status.STARTED)).months == Span(36, 48), "without a day nothing has passed"
    ages = Mark(Status.STARTED, started_on=date(1990, 1, 1))
    assert left(BSC, mark=ages).months == NOTHING


def test_what_is_lapsed_takes_all_of_it_again_and_what_is_waived_is_not_held() -> None:
    exam = cert("exam", 12, effort=hours(30))
    assert left(exam, mark=done(on=date(2024, 1, 1))).hours == Span(30, 30)
    assert left(BSC, mark=WAIVED).months == Span(36, 48)
    assert left(BSC, mark=done()).months == NOTHING


def test_of_months_only_nothing_is_taken_off_for_hours_that_are_logged() -> None:
    assert left(BSC, log=(spent(600, milestone_id="bsc"),)) == Remaining(NOTHING, Span(36, 48), Origin.ESTIMATE, 0)


def happened(*told: tuple[date, Mark | None]) -> Progress:
    """A progress in which the mark of Python was told to be this, on those days."""
    progress = Progress()
    for on, mark in told:
        progress = happen(progress, [MarkChange("python", progress.marks.get("python"), mark)], on=on)
    return progress


def hours_left(progress: Progress, level: Level, *log: TimeEntry) -> Span:
    entries = {str(number): time for number, time in enumerate(log)}
    return remaining(Snapshot(catalog([PYTHON]), replace(progress, log=entries), TODAY), "python", level).hours


def test_hours_from_before_a_rise_do_not_count_towards_the_level_after_it() -> None:
    """The mark keeps the day on which the skill was first done; the history tells when it was raised."""
    first, then = TODAY - timedelta(days=50), TODAY - timedelta(days=10)
    progress = happened((first, done(WORKING, on=first)), (then, done(PROFICIENT, on=first)))
    assert hours_left(progress, EXPERT, spent(3_000, then), spent(60)) == Span(19, 29)


def test_what_was_taken_back_gives_its_hours_back() -> None:
    first = TODAY - timedelta(days=50)
    progress = happened((first, done(WORKING, on=first)), (TODAY, None))
    assert hours_left(progress, WORKING, spent(600, first)) == Span(30, 50)


def test_a_renewal_that_is_started_takes_all_of_it_again() -> None:
    exam, passed = cert("exam", 12, effort=hours(30)), date(2024, 1, 1)
    begun = Mark(Status.STARTED, started_on=TODAY)
    progress = happen(Progress(), [MarkChange("exam", None, done(on=passed))], on=passed)
    progress = happen(progress, [MarkChange("exam", progress.marks["exam"], begun)])
    log = {"old": spent(1_200, date(2023, 12, 1), "exam"), "new": spent(300, TODAY, "exam")}
    found = remaining(Snapshot(catalog([exam]), replace(progress, log=log), TODAY), "exam")
    assert found.hours == Span(25, 25)


def test_a_month_weighs_what_can_be_studied_in_it_and_of_hours_and_months_the_longer_counts() -> None:
    assert calendar_hours(Fraction(7)) == Fraction(1461, 48), "an hour a day, 30.4375 days"
    assert cost(Remaining(Span(1, 2), Span(0, 48), Origin.ESTIMATE), Fraction(7)) == 1461 * 60
    assert cost(Remaining(Span(1, 1462), Span(0, 48), Origin.ESTIMATE), Fraction(7)) == 1462 * 60


@pytest.mark.parametrize(
    ("text", "hours_a_week"),
    [("6", 6), ("7.5", 7.5), ("7,5", 7.5), (" 10 h ", 10), ("8h", 8), ("1", 1), ("100", 100), ("1.25", 1.25)],
)
def test_hours_a_week_are_read_as_they_are_written(text: str, hours_a_week: float) -> None:
    assert parse_hours_a_week(text) == hours_a_week


@pytest.mark.parametrize("text", ["", "many", "7.", "-3", "1e2", "٧", "7.555", "10 hours"])
def test_what_is_no_number_of_hours_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"write it like 6 or 7\.5"):
        parse_hours_a_week(text)


@pytest.mark.parametrize("text", ["0", "0.99", "100.01", "168"])
def test_hours_that_no_plan_reckons_with_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="from 1 to 100"):
        parse_hours_a_week(text)
