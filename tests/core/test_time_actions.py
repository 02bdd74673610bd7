"""What a person tells of time: spent, expected, and due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mltrack.core import actions
from mltrack.core.entries import Span
from mltrack.core.history import DueChange, EffortChange, LogChange, Mark, MarkChange, OwnEffort, Status, TimeEntry
from mltrack.core.progress import Progress
from mltrack.errors import InvalidInput
from tests.core.worlds import EXPERT, STARTED, TODAY, WAIVED, WORKING, cert, done, happen, skill

PYTHON, AWS = skill("python"), cert("aws", 12)
LAST_YEAR = date(2025, 5, 4)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
EFFORT, MONTHS = OwnEffort(Span(30, 50)), OwnEffort(months=Span(1, 2))


def python_is(mark: Mark | None) -> Progress:
    return Progress({"python": mark} if mark else {})


def spent(minutes: int, on: date = TODAY, text: str = "", on_what: str = "python") -> TimeEntry:
    return TimeEntry(on_what, on, minutes, text)


@pytest.mark.parametrize("minutes", [1, 90, 1_440])
@pytest.mark.parametrize("on", [None, TODAY, YESTERDAY, LAST_YEAR])
def test_time_is_logged_on_its_day_and_starts_what_was_open(minutes: int, on: date | None) -> None:
    day = on or TODAY
    assert actions.log(Progress(), PYTHON, TODAY, minutes, entry="t", on=on) == [
        LogChange("t", None, spent(minutes, day)),
        MarkChange("python", None, Mark(Status.STARTED, started_on=day)),
    ]


@pytest.mark.parametrize("mark", [STARTED, WAIVED, done(WORKING), done(None, LAST_YEAR, LAST_YEAR)], ids=str)
def test_time_on_what_is_not_open_leaves_its_mark(mark: Mark) -> None:
    assert actions.log(python_is(mark), PYTHON, TODAY, 1, entry="t") == [LogChange("t", None, spent(1))]


def test_what_was_done_is_told_in_one_plain_line() -> None:
    (logged, _) = actions.log(Progress(), PYTHON, TODAY, 1, entry="t", text="  a\nb\x1b[2J\tc ")
    assert logged == LogChange("t", None, spent(1, text="a b[2J c"))
    (logged, _) = actions.log(Progress(), PYTHON, TODAY, 1, entry="t", text="x" * 300)
    assert logged == LogChange("t", None, spent(1, text="x" * 300))


@pytest.mark.parametrize(
    ("minutes", "on", "text", "sentence"),
    [
        (0, None, "", "Log between 1 minute and 24 hours at once, not 0 min."),
        (-5, None, "", "Log between 1 minute and 24 hours at once, not "),
        (1_441, None, "", "Log between 1 minute and 24 hours at once, not 24 h 1 min."),
        (1_141, None, "", "5 h are logged for 20 Nov 2026 already, and a day has only 24 hours."),
        (1, TOMORROW, "", "21 Nov 2026 lies in the future; time is logged for a day up to today, 20 Nov 2026."),
        (1, None, "x" * 301, "What is said of time spent may have 300 characters; this has 301. A note has room."),
    ],
)
def test_time_that_cannot_be_is_refused(minutes: int, on: date | None, text: str, sentence: str) -> None:
    known = Progress(log={"a": spent(200), "b": spent(100, on_what="sql"), "c": spent(1_440, YESTERDAY)})
    with pytest.raises(InvalidInput) as refused:
        actions.log(known, PYTHON, TODAY, minutes, entry="t", on=on, text=text)
    assert str(refused.value).startswith(sentence)


def test_a_day_may_be_filled_to_its_last_minute() -> None:
    known = Progress({"python": STARTED}, log={"a": spent(300), "c": spent(1_440, YESTERDAY)})
    assert actions.log(known, PYTHON, TODAY, 1_140, entry="t") == [LogChange("t", None, spent(1_140))]


def test_an_entry_is_logged_once_and_removed_once_and_what_it_started_stays_started() -> None:
    logged = happen(Progress(), actions.log(Progress(), PYTHON, TODAY, 90, entry="t"))
    assert actions.log(logged, PYTHON, TODAY, 90, entry="t") == ()
    assert actions.unlog(logged, "t") == (LogChange("t", spent(90), None),)
    removed = happen(logged, actions.unlog(logged, "t"))
    assert (removed.log, set(removed.marks)) == ({}, {"python"})
    assert actions.unlog(removed, "t") == ()


def test_an_own_effort_is_set_replaced_and_removed() -> None:
    known = Progress(efforts={"python": EFFORT})
    assert actions.expect(Progress(), "python", EFFORT) == (EffortChange("python", None, EFFORT),)
    assert actions.expect(known, "python", MONTHS) == (EffortChange("python", EFFORT, MONTHS),)
    assert actions.expect(known, "python", None) == (EffortChange("python", EFFORT, None),)
    assert actions.expect(known, "python", EFFORT) == ()
    assert actions.expect(known, "sql", None) == ()


def test_a_due_day_is_set_moved_and_taken_away() -> None:
    known = Progress(due={"python": TOMORROW})
    assert actions.due(Progress(), PYTHON, TODAY, TODAY) == (DueChange("python", None, TODAY),)
    assert actions.due(known, PYTHON, TODAY, TODAY) == (DueChange("python", TOMORROW, TODAY),)
    assert actions.due(known, PYTHON, TOMORROW, TODAY) == ()
    assert actions.not_due(known, "python") == (DueChange("python", TOMORROW, None),)
    assert actions.not_due(known, "sql") == ()


def test_a_due_day_that_is_past_stays_but_no_new_one_is_taken() -> None:
    assert actions.due(Progress(due={"python": LAST_YEAR}), PYTHON, LAST_YEAR, TODAY) == ()
    with pytest.raises(InvalidInput, match=r"^19 Nov 2026 is past; something is due on a day from today, 20 Nov 2026"):
        actions.due(Progress(due={"python": LAST_YEAR}), PYTHON, YESTERDAY, TODAY)


def test_what_is_done_gets_no_due_day_and_keeps_the_one_it_has() -> None:
    with pytest.raises(InvalidInput, match=r"^'Python' is done already; there is nothing left to be due\.$"):
        actions.due(python_is(done(EXPERT)), PYTHON, TOMORROW, TODAY)
    assert actions.due(python_is(done(WORKING)), PYTHON, TOMORROW, TODAY), "for a higher level"
    known = Progress(due={"python": TOMORROW})
    ticked = happen(known, actions.tick(known, PYTHON, TODAY))
    assert ticked.due == {"python": TOMORROW}
    assert actions.due(ticked, PYTHON, TOMORROW, TODAY) == ()


@pytest.mark.parametrize("mark", [None, STARTED, WAIVED, done(None, LAST_YEAR, LAST_YEAR)], ids=str)
def test_what_is_not_in_force_may_be_due(mark: Mark | None) -> None:
    known = Progress({"aws": mark} if mark else {})
    assert actions.due(known, AWS, TOMORROW, TODAY) == (DueChange("aws", None, TOMORROW),)


@pytest.mark.parametrize("mark", [None, STARTED, WAIVED, done(WORKING)], ids=str)
def test_what_is_started_is_opened_again_and_anything_else_started(mark: Mark | None) -> None:
    if mark == STARTED:
        assert actions.toggle_started(python_is(mark), PYTHON, TODAY) == (MarkChange("python", STARTED, None),)
    elif mark == done(WORKING):
        with pytest.raises(InvalidInput, match="is done already"):
            actions.toggle_started(python_is(mark), PYTHON, TODAY)
    else:
        assert actions.toggle_started(python_is(mark), PYTHON, TODAY) == (MarkChange("python", mark, STARTED),)
