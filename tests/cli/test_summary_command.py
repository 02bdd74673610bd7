"""`summary`, as a person sees it, and the JSON that other programs rely on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.days import ago, in_json, told
from tests.cli.hostile import HOSTILE, assert_harmless
from tests.cli.small_catalog import MILESTONES, write_catalog


def live() -> None:
    """Fifty days of learning: four logs, a completion, a rise, a start that stalls, a lapse and due days."""
    session = told(50)
    session.target(["engineer"])
    session.tick(["cluster-admin"], on=date(2020, 2, 29))
    session.start("portfolio")
    session.log("portfolio", 600)
    for days, minutes in ((28, 90), (21, 60), (14, 120)):
        told(days).log("sql", minutes)
    told(20).tick(["python"])
    session = told(8)
    session.tick(["python"], level=session.snapshot.progress.marks["python"].level.of_rank(3))
    session.due("sql", ago(2))
    session.due("portfolio", ago(-5))


KEYS = {
    "period",
    "start",
    "end",
    "as_of",
    "done",
    "completed",
    "raised",
    "hours",
    "weeks",
    "started",
    "stalled",
    "due",
    "overdue",
    "targets",
    "readiness",
    "streak_weeks",
    "longest_streak_weeks",
    "lapsing",
    "lapsed",
    "next",
}


def test_the_names_of_the_summary(run: Run) -> None:
    live()
    summary = in_json(run, "summary", "--period", "all")
    assert set(summary) == KEYS
    assert (summary["period"], summary["as_of"], summary["end"]) == ("all", f"{ago(0)}", f"{ago(0)}")
    assert summary["completed"] == [
        {
            "milestone": "python",
            "title": "Python",
            "on": f"{ago(20)}",
            "kind": "skill",
            "level": "working",
            "renewal": False,
        },
        {
            "milestone": "cluster-admin",
            "title": "Cluster administrator",
            "on": "2020-02-29",
            "kind": "certification",
            "level": None,
            "renewal": False,
        },
    ]
    assert summary["raised"] == [
        {"milestone": "python", "title": "Python", "on": f"{ago(8)}", "old": "working", "new": "proficient"}
    ]
    assert summary["hours"] == {
        "minutes": 870,
        "by_kind": [{"kind": "skill", "minutes": 270}, {"kind": "project", "minutes": 600}],
        "by_milestone": [
            {"milestone": "portfolio", "title": "Portfolio", "minutes": 600},
            {"milestone": "sql", "title": "SQL", "minutes": 270},
        ],
    }
    assert set(summary["weeks"][0]) == {"monday", "minutes", "completed"}
    assert sum(week["minutes"] for week in summary["weeks"]) == 870
    assert summary["stalled"] == [
        {"milestone": "portfolio", "title": "Portfolio", "since": f"{ago(50)}", "days": 50},
        {"milestone": "sql", "title": "SQL", "since": f"{ago(14)}", "days": 14},
    ]
    assert summary["due"] == [{"milestone": "portfolio", "title": "Portfolio", "on": f"{ago(-5)}", "days": 5}]
    assert summary["overdue"] == [{"milestone": "sql", "title": "SQL", "on": f"{ago(2)}", "days": -2}]
    (target,) = summary["targets"]
    assert set(target) == {"role", "title", "by", "before", "now"}
    assert (target["before"]["required_met"], target["now"]["required_met"]) == (0, 1)
    last = summary["readiness"][-1]
    assert (last["on"], last["roles"]) == (
        f"{ago(0)}",
        [{"role": "engineer", "title": "ML engineer", **target["now"]}],
    )
    assert summary["lapsed"] == ["cluster-admin"]
    assert summary["next"]["milestone"] in {"sql", "portfolio", "bachelors-computing"}


def test_a_past_window_shows_what_stood_then(run: Run) -> None:
    live()
    then = in_json(run, "summary", "--from", f"{ago(30)}", "--to", f"{ago(20)}")
    assert (then["period"], then["start"], then["end"]) == (None, f"{ago(30)}", f"{ago(20)}")
    assert [one["milestone"] for one in then["completed"]] == ["python"]
    assert (then["raised"], then["hours"]["minutes"], then["due"], then["overdue"]) == ([], 150, [], [])
    assert [one["milestone"] for one in then["stalled"]] == ["portfolio"]
    # Python at working is 2/3 of proficient: a third of two thirds.
    assert then["targets"][0]["now"]["percent"] == 22
    assert in_json(run, "summary", "--to", f"{ago(51)}")["start"] == "2020-02-29"
    text = run("summary", "--from", f"{ago(30)}", "--to", f"{ago(20)}").text
    assert text.startswith(f"From {ago(30)} to {ago(20)}")
    assert f"{ago(20)} Python (working)" in text
    assert f"Best next step on {ago(20)}: " in text
    assert "mltrack" not in text


def test_what_was_undone_does_not_count(run: Run) -> None:
    run("tick", "python")
    run("undo")
    summary = in_json(run, "summary")
    assert (summary["completed"], summary["streak_weeks"], summary["done"]["skill"]["done"]) == ([], 0, 0)


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (("--period", "day"), "Today, "),
        ((), "This week, "),
        (("--period", "month"), "This month, "),
        (("--period", "quarter", "--ago", "0"), "This quarter, "),
        (("--period", "year", "--ago", "1"), f"The year {ago(0).year - 1}-01-01 to {ago(0).year - 1}-12-31"),
        (("--ago", "1"), f"The week {ago(7 + ago(0).weekday())} to {ago(1 + ago(0).weekday())}"),
        (("--period", "day", "--ago", "3"), f"The day {ago(3)}"),
        (("--from", "yesterday"), f"From {ago(1)} to {ago(0)}"),
        (("--from", "today", "--to", "tomorrow"), f"From {ago(0)} to {ago(-1)}"),
        (("--period", "all"), "All time, "),
    ],
    ids=str,
)
def test_what_is_summed_up(run: Run, arguments: tuple[str, ...], start: str) -> None:
    result = run("summary", *arguments)
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(start)
    assert run("summary", *arguments, "--markdown").text.startswith("## ")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--period", "week", "--from", "today"), 2, "--from and --to go without --period and --ago."),
        (("--ago", "1", "--to", "today"), 2, "--from and --to go without --period and --ago."),
        (("--period", "all", "--ago", "1"), 2, "--ago does not go with all time."),
        (("--ago", "-1"), 2, "--ago"),
        (("--json", "--markdown"), 2, "one at a time"),
        (("--from", "tomorrow"), 1, "lies in the future"),
        (("--from", "yesterday", "--to", "2020-01-01"), 1, "1 Jan 2020 is before"),
        (("--from", "soon"), 1, "is not a day"),
        (("--period", "year", "--ago", "5000"), 1, "before the first day of the calendar"),
    ],
    ids=str,
)
def test_what_cannot_be_summed_up(run: Run, arguments: tuple[str, ...], status: int, words: str) -> None:
    result = run("summary", *arguments)
    assert (result.status, result.out) == (status, "")
    assert words in result.err


def test_the_text_of_a_summary(run: Run) -> None:
    live()
    text = run("summary", "--from", f"{ago(60)}").text
    for words in (
        "Completed in this time: 1",
        f"{ago(20)} Python (working)",
        "Raised to a higher level: 1",
        "Python, working -> proficient",
        "Time logged: 14 h 30 min (skill 4 h 30 min, project 10 h)",
        "10 h Portfolio 4 h 30 min SQL",
        "Week by week",
        "1 completed",
        "◎ ML engineer",
        "Started: Portfolio, SQL",
        f"Stalled: started, and untouched for 14 days or more {ago(50)} Portfolio, for 50 days",
        f"Overdue {ago(2)} SQL, overdue by 2 days",
        f"Due within 30 days {ago(-5)} Portfolio, in 5 days",
        "Lapsed, to renew: Cluster administrator",
        "Best next step: ",
    ):
        assert words in text


def test_a_summary_of_nothing_says_what_to_do(run: Run) -> None:
    for form in ((), ("--markdown",)):
        text = run("summary", *form).text
        for words in ("mltrack tick ID", "mltrack log ID 1h30m", "mltrack target ROLE", "Streak: 0 weeks"):
            assert words in text


@pytest.mark.parametrize("command", [("summary", "--period", "all"), ("forecast",)])
def test_it_fits_80_columns_and_an_ascii_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    live()
    monkeypatch.setattr("mltrack.cli.options.stdout_can_show", lambda _: False)
    result = run(*command)
    assert result.out.isascii()
    assert all(len(line) <= 80 for line in result.out.splitlines())


def test_the_markdown_of_a_summary(run: Run) -> None:
    live()
    lines = run("summary", "--from", f"{ago(60)}", "--markdown").out.splitlines()
    for line in (
        f"## From {ago(60)} to {ago(0)}",
        "**Completed: 1**",
        f"- {ago(20)}: Python (working)",
        "**Time logged: 14 h 30 min (skill 4 h 30 min, project 10 h)**",
        "- Portfolio: 10 h",
        "| Target | Readiness | Now |",
        f"- SQL, {ago(2)}, overdue by 2 days",
        "- Cluster administrator",
        "| Skill | 1 | 2 |",
    ):
        assert line in lines
    assert any(line.startswith(f"- {ago(8)}: Python, working -") for line in lines)


def test_a_hostile_title_stays_a_title(run: Run, catalog: Path) -> None:
    escaped = "".join(char if char.isalnum() else f"\\u{ord(char):04x}" for char in HOSTILE)
    write_catalog(catalog, milestones=MILESTONES.replace('title = "', f'title = "# <b>|`{escaped}'))
    live()
    for command in (("summary", "--period", "all"), ("forecast",)):
        for form in ((), ("--json",), ("--markdown",)):
            result = run(*command, *form)
            assert result.status == 0
            assert_harmless(result.out)
    markdown = run("summary", "--period", "all", "--markdown").out
    assert "evil" in markdown
    assert "<b" not in markdown.replace("\\<", "")
