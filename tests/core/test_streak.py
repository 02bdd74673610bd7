"""Weeks in a row with any learning."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mltrack.core.entries import Span
from mltrack.core.history import (
    Change,
    DueChange,
    EffortChange,
    Evidence,
    EvidenceChange,
    LogChange,
    Mark,
    NoteChange,
    OwnEffort,
    Status,
    Target,
    TargetChange,
    TimeEntry,
)
from mltrack.core.progress import Progress
from mltrack.core.series import longest_streak, streak
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Window, summarise
from mltrack.core.timeline import Timeline
from tests.core.worlds import STARTED, TODAY, WAIVED, catalog, done, happen, project

HOUSE = catalog([project("app")])


def weeks_ago(weeks: int) -> date:
    return TODAY - timedelta(weeks=weeks)


def weeks_in_a_row(progress: Progress) -> int:
    return streak(Timeline(HOUSE, progress).learning_days, TODAY, TODAY)


@pytest.mark.parametrize(
    ("active", "streak_"),
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
    active: list[int], streak_: int
) -> None:
    marks = {f"m{number}": done(on=weeks_ago(weeks)) for number, weeks in enumerate(active)}
    assert weeks_in_a_row(Progress(marks)) == streak_


@pytest.mark.parametrize(
    ("end", "today", "weeks"),
    [
        (date(2026, 11, 1), TODAY, 3),
        (date(2026, 11, 4), TODAY, 3),
        (date(2026, 11, 8), date(2026, 11, 8), 3),
        (date(2026, 11, 8), date(2026, 11, 9), 0),
        (date(2026, 11, 8), TODAY, 0),
        (date(2026, 11, 15), TODAY, 0),
    ],
    ids=["active", "under way then", "on its last day", "over since yesterday", "over long since", "the second one"],
)
def test_an_idle_week_that_is_over_breaks_the_streak(end: date, today: date, weeks: int) -> None:
    marks = {f"m{day}": done(on=date(2026, 10, day)) for day in (14, 21, 28)}
    summary = summarise(Snapshot(HOUSE, Progress(marks), today), Window(end - timedelta(6), end))
    assert (summary.streak_weeks, summary.longest_streak_weeks) == (weeks, 3)


def test_weeks_of_a_streak_run_from_monday_to_sunday() -> None:
    sunday, next_day = date(2026, 11, 15), date(2026, 11, 16)
    assert weeks_in_a_row(Progress({"a": done(on=sunday), "b": done(on=next_day)})) == 2
    assert weeks_in_a_row(Progress({"a": done(on=next_day), "b": done(on=TODAY)})) == 1


def test_a_start_counts_for_the_streak_a_waiver_and_the_future_do_not() -> None:
    assert weeks_in_a_row(Progress({"a": STARTED})) == 1
    begun = Mark(Status.DONE, started_on=weeks_ago(1), done_on=TODAY)
    assert weeks_in_a_row(Progress({"a": begun})) == 2
    assert weeks_in_a_row(Progress({"a": WAIVED, "b": done(on=TODAY + timedelta(days=1))})) == 0


def test_the_longest_streak_is_the_longest_there_has_been_by_then() -> None:
    days = [weeks_ago(weeks) for weeks in (30, 29, 28, 27, 20, 19, 0)]
    assert longest_streak(days, TODAY) == 4
    assert longest_streak(days, weeks_ago(28)) == 3
    assert longest_streak(days, weeks_ago(31)) == longest_streak([], TODAY) == 0
    assert longest_streak([date.min, date.min + timedelta(weeks=1)], TODAY) == 2
    assert streak([date.min], date.min, date.min) == 1


def test_notes_targets_due_days_and_evidence_are_no_learning_and_logged_time_is() -> None:
    visits: list[Change] = [
        NoteChange("app", "", "an idea"),
        TargetChange("ml", None, Target(primary=True)),
        DueChange("app", None, TODAY),
        EffortChange("app", None, OwnEffort(Span(1, 2))),
        EvidenceChange("e", None, Evidence("app", TODAY, "https://example.org/app")),
    ]
    progress = happen(Progress(), visits)
    assert weeks_in_a_row(progress) == 0
    logged = happen(progress, [LogChange("e", None, TimeEntry("app", weeks_ago(1), 5))])
    assert weeks_in_a_row(logged) == 1
