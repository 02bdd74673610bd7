from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from mltrack.core.history import Mark, Status, Target, TimeEntry
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has
from mltrack.core.snapshot import Snapshot
from mltrack.core.timesheet import Due, due_days, minutes_on, minutes_this_week, time_log
from tests.core.worlds import (
    EXPERT,
    PROFICIENT,
    STARTED,
    TODAY,
    WAIVED,
    WORKING,
    catalog,
    cert,
    done,
    role,
    skill,
)

MONDAY = date(2026, 11, 16)
DAY = timedelta(days=1)
LOG: Mapping[str, TimeEntry] = {
    "c": TimeEntry("python", TODAY, 90),
    "a": TimeEntry("python", MONDAY, 5),
    "d": TimeEntry("sql", MONDAY - DAY, 1_000),
    "b": TimeEntry("python", MONDAY, 25),
}
HOUSE = catalog([skill("python"), skill("sql"), cert("aws", 12), skill("spark")])


def test_entries_are_numbered_by_day_and_then_as_they_were_told_and_listed_newest_first() -> None:
    assert [(one.entry, one.number) for one in time_log(Progress(log=LOG))] == [("c", 3), ("b", 2), ("a", 1), ("d", 1)]


def test_of_one_milestone_the_numbers_are_the_same() -> None:
    assert [(one.entry, one.number) for one in time_log(Progress(log=LOG), "python")] == [("c", 3), ("b", 2), ("a", 1)]
    assert time_log(Progress(log=LOG), "spark") == []


def test_a_newer_entry_leaves_the_numbers_of_the_others() -> None:
    more = {**LOG, "e": TimeEntry("python", TODAY, 1)}
    assert {one.entry: one.number for one in time_log(Progress(log=more))} == {"a": 1, "b": 2, "c": 3, "d": 1, "e": 4}


def test_minutes_are_summed_by_milestone() -> None:
    assert [minutes_on(Progress(log=LOG), one) for one in ("python", "sql", "spark")] == [120, 1_000, 0]


@pytest.mark.parametrize(
    ("today", "minutes"),
    [
        (MONDAY - DAY, 1_000),
        (MONDAY, 120),
        (TODAY, 120),
        (MONDAY + 6 * DAY, 120),
        (MONDAY + 7 * DAY, 0),
    ],
)
def test_a_week_runs_from_monday_to_sunday(today: date, minutes: int) -> None:
    assert minutes_this_week(Progress(log=LOG), today) == minutes


def days(marks: Mapping[str, Mark], due: Mapping[str, date]) -> list[Due]:
    return list(due_days(Snapshot(HOUSE, Progress(marks, due=due), TODAY)))


def test_what_is_overdue_comes_first_and_what_is_done_or_waived_last() -> None:
    marks = {"sql": done(WORKING), "spark": WAIVED, "python": STARTED}
    due = {"python": TODAY, "sql": TODAY - 9 * DAY, "gone": TODAY - DAY, "spark": TODAY + DAY, "aws": TODAY + 2 * DAY}
    assert days(marks, due) == [
        Due("gone", TODAY - DAY, counts=True, overdue=True),
        Due("python", TODAY, counts=True, overdue=False),
        Due("aws", TODAY + 2 * DAY, counts=True, overdue=False),
        Due("sql", TODAY - 9 * DAY, counts=False, overdue=False),
        Due("spark", TODAY + DAY, counts=False, overdue=False),
    ]


def test_a_skill_is_due_until_it_is_at_the_level_that_a_target_asks_for() -> None:
    house = catalog([skill("python")], [role("ml", Has("python", PROFICIENT)), role("ops", Has("python", EXPERT))])
    aims = {"ml": Target(primary=True)}
    for level, counts in ((WORKING, True), (PROFICIENT, False)):
        progress = Progress({"python": done(level)}, targets=aims, due={"python": TODAY})
        (found,) = due_days(Snapshot(house, progress, TODAY))
        assert found.counts is counts


def test_what_has_lapsed_is_due_again() -> None:
    lapsed = Mark(Status.DONE, done_on=TODAY - 800 * DAY)
    assert days({"aws": lapsed}, {"aws": TODAY - 800 * DAY}) == [Due("aws", TODAY - 800 * DAY, True, True)]
    assert days({"aws": done()}, {"aws": TODAY}) == [Due("aws", TODAY, False, False)]
