"""`log`, `effort`, `due` and `hours`: what they change, say and list, and what they refuse."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from mltrack.core.dates import day_words
from mltrack.session import local_now, open_session
from tests.cli.conftest import Run
from tests.cli.small_catalog import ENGINEER, MILESTONES, write_catalog

DAY = timedelta(days=1)


def in_days(number: int) -> str:
    return (local_now().date() + number * DAY).isoformat()


def state(run: Run) -> Any:
    return run("state", "--json").json()


def listed(run: Run, *arguments: str) -> Any:
    result = run(*arguments, "--json")
    assert (result.status, result.err) == (0, "")
    return result.json()


# log


def test_log_says_what_was_added_and_both_sums(run: Run) -> None:
    assert run("log", "py", "1h30m", "chapter", "3").out.splitlines() == [
        "Logged: 1 h 30 min on Python, today (chapter 3).",
        "Python is started with it.",
        "Python: 1 h 30 min so far. This week, on everything: 1 h 30 min.",
    ]
    assert run("log", "sql", "45m").text.endswith("SQL: 45 min so far. This week, on everything: 2 h 15 min.")
    assert run("log", "python", "0:30", "--on", in_days(-8)).out.splitlines() == [
        f"Logged: 30 min on Python, {in_days(-8)}.",
        "Python: 2 h so far. This week, on everything: 2 h 15 min.",
    ]
    assert "Python (python) Skill, started on " + in_days(0) in run("milestone", "python").text


def test_logging_is_one_action_that_undo_takes_back_whole(run: Run) -> None:
    before = state(run)
    run("log", "python", "2h")
    assert run("undo").text == "Undone: log 2 h on Python; start Python."
    assert {**state(run), "counts": None} == {**before, "counts": None}
    assert run("redo").text == "Redone: log 2 h on Python; start Python."
    assert state(run)["started"] == ["python"]


def test_what_is_done_or_waived_stays_so(run: Run) -> None:
    run("tick", "python")
    run("waive", "sql", "--reason", "no")
    for one in ("python", "sql"):
        assert "is started" not in run("log", one, "1h").text
    assert (state(run)["started"], state(run)["ticked"], list(state(run)["waived"])) == ([], ["python"], ["sql"])


def a_log(run: Run) -> None:
    run("log", "python", "1h30m", "chapter 3", "--on", in_days(-2))
    run("log", "sql", "2h", "--on", in_days(-1))
    run("log", "python", "5m", "--on", in_days(-9))
    run("log", "python", "1h", "--on", in_days(-2))


def test_the_log_is_listed_newest_first_with_a_number_for_each_milestone(run: Run) -> None:
    a_log(run)
    assert run("log").out.splitlines() == [
        f"   1  {in_days(-1)}          2 h  SQL",
        f"   3  {in_days(-2)}          1 h  Python",
        f"   2  {in_days(-2)}   1 h 30 min  Python: chapter 3",
        f"   1  {in_days(-9)}        5 min  Python",
        "",
        "4 h 35 min in 4 entries.",
        "The numbers count the entries of each milestone: mltrack log ID --remove NO",
    ]
    assert run("log", "Python").out.splitlines()[:5] == [
        f"   3  {in_days(-2)}          1 h",
        f"   2  {in_days(-2)}   1 h 30 min  chapter 3",
        f"   1  {in_days(-9)}        5 min",
        "",
        "2 h 35 min in 3 entries.",
    ]


def test_the_log_as_json(run: Run) -> None:
    a_log(run)
    entries = listed(run, "log")
    assert [(one["number"], one["milestone"], one["minutes"]) for one in entries] == [
        (1, "sql", 120),
        (3, "python", 60),
        (2, "python", 90),
        (1, "python", 5),
    ]
    assert entries[2] == {
        "entry": entries[2]["entry"],
        "number": 2,
        "title": "Python",
        "milestone": "python",
        "on": in_days(-2),
        "minutes": 90,
        "text": "chapter 3",
    }
    assert listed(run, "log", "python") == entries[1:]
    assert state(run)["log"] == entries
    assert listed(run, "log", "portfolio") == []


def test_nothing_logged_says_how_to(run: Run) -> None:
    assert run("log").text == "No time is logged yet. Log some: mltrack log ID 1h30m"
    assert run("log", "sql").text == "No time is logged on SQL yet. Log some: mltrack log sql 1h30m"


def test_an_entry_is_removed_by_its_number_once(run: Run) -> None:
    a_log(run)
    assert run("log", "python", "--remove", "3").out.splitlines()[0] == (
        f"Removed entry 3 of Python: 1 h, {in_days(-2)}."
    )
    again = run("log", "python", "--remove", "3")
    assert (again.status, again.out) == (1, "")
    assert again.err == "mltrack: Python has no entry 3; mltrack log python lists those that it has.\n"
    assert "The entries after it have new numbers now." in run("log", "python", "--remove", "1").text
    assert [one["text"] for one in listed(run, "log", "python")] == ["chapter 3"]
    run("undo")
    assert [one["minutes"] for one in listed(run, "log", "python")] == [90, 5]


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("log", "nothing", "1h"), 1, "There is no milestone 'nothing' in the catalog"),
        (("log", "nothing"), 1, "There is no milestone 'nothing' in the catalog"),
        (("log", "python", "45"), 1, "'45' could be hours or minutes; write 45h or 45m."),
        (("log", "python", "soon"), 1, "'soon' is not a length of time; write it like 1h30m, 1:30, 1.5h or 90m."),
        (("log", "python", "0m"), 1, "Log between 1 minute and 24 hours at once, not 0 min."),
        (("log", "python", "25h"), 1, "Log between 1 minute and 24 hours at once, not 25 h."),
        (("log", "python", "1h", "--on", "tomorrow"), 1, "lies in the future; time is logged for a day up to today"),
        (("log", "python", "1h", "--on", "someday"), 1, "'someday' is not a day"),
        (("log", "python", "1h", "x" * 301), 1, "may have 300 characters; this has 301. A note has room."),
        (("log", "--remove", "1"), 2, "--remove goes with an ID alone."),
        (("log", "python", "1h", "--remove", "1"), 2, "--remove goes with an ID alone."),
        (("log", "python", "--remove", "0"), 2, "0 is not in the range"),
        (("log", "python", "--on", "today"), 2, "--on goes with a TIME to log."),
        (("log", "python", "1h", "--json"), 2, "--json goes with listing, not with a change."),
        (("effort", "nothing"), 1, "There is no milestone 'nothing' in the catalog"),
        (("effort", "python", "40"), 1, "'40' is not an effort; write it like 40h, 30-50h"),
        (("effort", "python", "50-30h"), 1, "'50-30h' runs backwards"),
        (("effort", "python", "40h", "--remove"), 2, "--remove goes with an ID alone, without an EFFORT."),
        (("effort", "python", "40h", "--json"), 2, "--json goes with showing, not with a change."),
        (("effort",), 2, "Missing argument 'ID'."),
        (("due", "nothing", "+3d"), 1, "There is no milestone 'nothing' in the catalog"),
        (("due", "python", "2020-01-01"), 1, "1 Jan 2020 is past; something is due on a day from today"),
        (("due", "python", "whenever"), 1, "or say yesterday, today, 31 jan, fri, last mon, +2w or in 3 months."),
        (("due", "--remove"), 2, "--remove goes with an ID alone, without a DATE."),
        (("due", "python", "fri", "--remove"), 2, "--remove goes with an ID alone, without a DATE."),
        (("due", "python", "--json"), 2, "--json goes with listing, not with an ID."),
        (("hours", "0"), 1, "Hours a week are a number from 1 to 100."),
        (("hours", "101"), 1, "Hours a week are a number from 1 to 100."),
        (("hours", "nan"), 1, "'nan' is not a number of hours; write it like 6 or 7.5."),
        (("hours", "1e1"), 1, "'1e1' is not a number of hours; write it like 6 or 7.5."),
        (("hours", "6", "--json"), 2, "--json goes with showing, not with H."),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_what_makes_no_sense_is_refused_in_one_sentence_and_writes_nothing(
    run: Run, home: Path, arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    result = run(*arguments)
    assert (result.status, result.out) == (status, "")
    assert sentence in " ".join(result.err.split())
    assert not home.exists()


def test_a_day_has_24_hours(run: Run) -> None:
    run("log", "python", "20h")
    refused = run("log", "sql", "4h1m")
    assert (
        refused.err
        == f"mltrack: 20 h are logged for {day_words(local_now().date())} already, and a day has only 24 hours.\n"
    )
    assert run("log", "sql", "4h").status == 0


def test_what_is_typed_cannot_steer_the_terminal(run: Run) -> None:
    run("log", "python", "1h", "a\x1b[2Jb\nc")
    assert listed(run, "log")[0]["text"] == "a[2Jb c"
    assert "\x1b" not in run("log", "python", "\x1b[2J").err


# effort


def test_effort_shows_the_figure_in_use_and_where_it_comes_from(run: Run) -> None:
    assert run("effort", "python").out.splitlines() == [
        "Python takes 40-80 h (an estimate of the catalog), from nothing to the level",
        "working.",
        "Replace it by your own: mltrack effort python 30-50h",
    ]
    assert run("effort", "sql").out.splitlines() == [
        "SQL takes 20-60 h (unknown, so this is assumed), from nothing to the level",
        "working.",
        "No source states it; every skill without a figure counts as that.",
        "Replace it by your own: mltrack effort sql 30-50h",
    ]


def test_effort_is_replaced_and_removed_and_repeating_changes_nothing(run: Run) -> None:
    assert run("effort", "python", "30-50h").text == (
        "Python is now expected to take 30-50 h instead of 40-80 h (an estimate of the catalog)."
    )
    assert run("effort", "python").text == "Python takes 30-50 h (your own figure), from nothing to the level working."
    assert "Your own figure: 30-50 h." in run("milestone", "python").out
    assert run("effort", "python", "1-2", "months").text == (
        "Python is now expected to take 1-2 months instead of 30-50 h (your own figure)."
    )
    assert run("effort", "python", "--remove").text == (
        "Your own figure for Python, 1-2 months, is removed. It counts as 40-80 h (an estimate of the catalog) again."
    )
    assert run("effort", "python", "--remove").text == (
        "There was no figure of your own for Python; nothing to change."
    )


def test_effort_as_json(run: Run) -> None:
    run("effort", "sql", "20.5-40h 3 months")
    own = {"hours": {"low": 20.5, "high": 40}, "months": {"low": 3, "high": 3}}
    assert listed(run, "effort", "sql") == {
        "milestone": "sql",
        "title": "SQL",
        **own,
        "origin": "own",
        "own_effort": own,
    }
    assert (listed(run, "effort", "python")["origin"], listed(run, "effort", "python")["own_effort"]) == (
        "estimate",
        None,
    )
    assert state(run)["efforts"] == {"sql": own}


# due


def test_due_is_set_moved_and_removed_and_repeating_changes_nothing(run: Run) -> None:
    assert run("due", "sql", "+2w").text == f"SQL is due on {in_days(14)}, in 14 days."
    assert run("due", "sql", in_days(14)).text == f"SQL was due on {in_days(14)} already; nothing to change."
    assert run("due", "sql", "tomorrow").text == f"SQL is due on {in_days(1)}, in 1 day, no longer on {in_days(14)}."
    assert run("due", "sql").text == f"SQL: due on {in_days(1)}, in 1 day."
    assert f"Due on {in_days(1)}, in 1 day." in run("milestone", "sql").out
    assert run("due", "sql", "--remove").text == f"SQL is no longer due on {in_days(1)}."
    assert run("due", "sql", "--remove").text == "SQL was without a due day already; nothing to change."
    assert run("due", "sql").text == "SQL has no due day. Give it one: mltrack due sql DATE"


def test_a_day_of_several_words_needs_no_quotes(run: Run) -> None:
    run("due", "sql", "next", "fri")
    day = date.fromisoformat(state(run)["due"]["sql"])
    assert day.weekday() == 4
    assert 1 <= (day - local_now().date()).days <= 7


def test_due_days_are_listed_overdue_first_and_what_is_done_last(run: Run) -> None:
    assert run("due").text == "Nothing has a due day. Give something one: mltrack due ID DATE"
    ten_days_ago = open_session(clock=lambda: local_now() - 10 * DAY)
    ten_days_ago.due("sql", date.fromisoformat(in_days(-2)))
    run("due", "masters-computing", "today")
    run("due", "python", "+1d")
    run("due", "portfolio", "+3d")
    run("tick", "python")
    assert run("due").out.splitlines() == [
        f"{in_days(-2)}  SQL, overdue by 2 days",
        f"{in_days(0)}  Master's in computing, today",
        f"{in_days(3)}  Portfolio, in 3 days",
        f"{in_days(1)}  Python, no longer counts: it is done or waived",
    ]
    assert [(one["milestone"], one["counts"], one["overdue"]) for one in listed(run, "due")] == [
        ("sql", True, True),
        ("masters-computing", True, False),
        ("portfolio", True, False),
        ("python", False, False),
    ]
    assert listed(run, "due")[0] == {
        "milestone": "sql",
        "title": "SQL",
        "due": in_days(-2),
        "counts": True,
        "overdue": True,
    }
    assert f"Due: SQL {in_days(-2)} (overdue), Master's in computing {in_days(0)}," in run("state").text


def test_what_is_done_gets_no_due_day(run: Run) -> None:
    run("tick", "python", "--level", "4")
    assert run("due", "python", "+3d").err == ("mltrack: 'Python' is done already; there is nothing left to be due.\n")


# Everywhere else


def test_a_milestone_and_the_state_tell_of_time(run: Run) -> None:
    run("log", "python", "1h30m")
    run("effort", "python", "30-50h")
    run("due", "python", in_days(5))
    milestone = listed(run, "milestone", "python")
    assert (milestone["due"], milestone["logged_minutes"]) == (in_days(5), 90)
    assert milestone["own_effort"] == {"hours": {"low": 30, "high": 50}, "months": None}
    shown = run("milestone", "python").out.splitlines()
    assert shown[shown.index("Your own figure: 30-50 h.") :][:3] == [
        "Your own figure: 30-50 h.",
        "Time logged: 1 h 30 min.",
        f"Due on {in_days(5)}, in 5 days.",
    ]
    untold = listed(run, "milestone", "sql")
    assert (untold["due"], untold["own_effort"], untold["logged_minutes"]) == (None, None, 0)
    lines = run("state").out.splitlines()
    assert "Time logged: Python 1 h 30 min" in lines
    assert "Own efforts: Python 30-50 h" in lines
    assert f"Due: Python {in_days(5)}" in lines


def test_the_history_tells_of_time_in_words_and_as_json(run: Run) -> None:
    run("log", "python", "90m", "chapter 3")
    run("effort", "python", "30-50h")
    run("due", "python", "2099-12-01")
    assert [line[18:] for line in run("history").out.splitlines()] == [
        "Python due 2099-12-01",
        "expect 30-50 h for Python",
        "log 1 h 30 min on Python; start Python",
    ]
    due, effort, log = listed(run, "history")
    assert due["changes"] == [{"due_of": "python", "old": None, "new": "2099-12-01"}]
    assert effort["changes"] == [
        {"effort_of": "python", "old": None, "new": {"hours": {"low": 30, "high": 50}, "months": None}}
    ]
    assert log["changes"][0] == {
        "log": log["changes"][0]["log"],
        "old": None,
        "new": {"milestone": "python", "on": in_days(0), "minutes": 90, "text": "chapter 3"},
    }


def test_time_of_what_left_the_catalog_is_kept_and_can_be_removed(run: Run, catalog: Path) -> None:
    run("log", "portfolio", "1h")
    run("effort", "portfolio", "5h")
    run("due", "portfolio", "2099-12-01")
    gone = MILESTONES[: MILESTONES.index("[[project]]")]
    gone += '[[project]]\nid = "thesis"\ntitle = "Thesis"\nsummary = "-"\n'
    write_catalog(catalog, milestones=gone, engineer=ENGINEER.replace("portfolio", "thesis"))
    assert "portfolio" in run("log").text
    assert "portfolio" in run("due").text
    assert "Time logged: portfolio 1 h" in run("state").out
    assert run("log", "portfolio", "2h").status == 1
    assert run("log", "portfolio", "--remove", "1").text.startswith("Removed entry 1 of portfolio: 1 h, today.")
    assert run("effort", "portfolio").text == "portfolio, no longer in the catalog, takes 5 h (your own figure)."
    assert listed(run, "effort", "portfolio") == {
        "milestone": "portfolio",
        "title": "portfolio",
        "hours": {"low": 5, "high": 5},
        "months": {"low": 0, "high": 0},
        "origin": "own",
        "own_effort": {"hours": {"low": 5, "high": 5}, "months": None},
    }
    assert run("effort", "portfolio", "9h").status == 1
    assert run("effort", "portfolio", "--remove").text == "Your own figure for portfolio, 5 h, is removed."
    assert run("effort", "portfolio").text == (
        "portfolio is no longer in the catalog, and there is no figure of your own for it."
    )
    assert listed(run, "effort", "portfolio") == {
        "milestone": "portfolio",
        "title": "portfolio",
        "hours": None,
        "months": None,
        "origin": None,
        "own_effort": None,
    }
    assert run("due", "portfolio", "--remove").text == "portfolio is no longer due on 2099-12-01."
    assert (state(run)["log"], state(run)["efforts"], state(run)["due"]) == ([], {}, {})


def test_every_line_fits_the_terminal(run: Run) -> None:
    run("log", "masters-computing", "23h59m", "a long line of what was done on that day " * 7)
    run("effort", "masters-computing", "10000-99999h 10000-99999 months")
    run("due", "masters-computing", "2099-12-01")
    for read in (("log",), ("log", "masters-computing"), ("due",), ("effort", "masters-computing"), ("state",)):
        assert max(map(len, run(*read).out.splitlines())) <= 80, read
