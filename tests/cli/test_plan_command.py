"""`plan`: what it takes, why that and nothing else, and when."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TypedDict, cast

import pytest

from tests.cli.conftest import Run, everything_in

LEAST = ["portfolio", "sql", "python"]
"""For the engineer, from nothing: 60, 60 and 120 h at the upper end."""


class Range(TypedDict):
    low: float
    high: float


class DayRange(TypedDict):
    early: str
    late: str


class PlannedMilestone(TypedDict):
    milestone: str
    title: str
    level: str | None
    hours: Range
    months: Range
    basis: str
    begins: DayRange
    ends: DayRange
    critical: bool
    due: str | None
    promise: str | None
    started: bool
    pinned: bool
    requirements: list[dict[str, str]]
    as_good: list[str]
    alternative: dict[str, object] | None


class Planned(TypedDict):
    roles: list[dict[str, object]]
    hours_per_week: float
    start: str
    hours: Range
    months: Range
    finish: DayRange
    proved_least: bool
    milestones: list[PlannedMilestone]
    obstacles: list[dict[str, object]]


def planned(run: Run, *arguments: str) -> Planned:
    outcome = run("plan", *arguments, "--json")
    assert (outcome.status, outcome.err) == (0, "")
    return cast("Planned", outcome.json())


def ids(plan: Planned) -> set[str]:
    return {one["milestone"] for one in plan["milestones"]}


def days_from_today(number: int) -> str:
    return str(date.today() + timedelta(days=number))  # noqa: DTZ011 - the person's own day


def test_it_lists_the_least_with_what_each_takes_and_is_for(run: Run) -> None:
    plan = planned(run, "engineer")
    assert ids(plan) == set(LEAST)
    assert (plan["hours"], plan["months"]) == ({"low": 100.0, "high": 240.0}, {"low": 0.0, "high": 0.0})
    assert plan["proved_least"] is True
    by_id = {one["milestone"]: one for one in plan["milestones"]}  # the last step of each
    assert (by_id["python"]["level"], by_id["python"]["basis"]) == ("proficient", "estimate")
    assert by_id["portfolio"]["basis"] == "assumed"
    assert [use["label"] for use in by_id["portfolio"]["requirements"]] == ["Background", "Two of these"]
    assert by_id["portfolio"]["alternative"] is not None


def test_the_text_says_the_same_in_sentences(run: Run) -> None:
    text = run("plan", "engineer").text
    assert text.startswith("The plan of least effort for ML engineer At 10 h a week, from")
    assert "4 steps: 100-240 h of study." in text
    assert "No other plan takes less effort (proved)." in text
    assert "For 'Background' and 'Two of these'" in text
    assert "Python (familiar) (python)" in text, "SQL needs no more"
    assert "Python (proficient), from familiar (python)" in text
    assert "40-80 h (estimate)" in text
    assert "20-60 h (unknown, assumed)" in text
    assert "Nobody states what such a project takes: 20-60 h is assumed." in text


def test_every_line_of_the_text_fits_80_columns(run: Run) -> None:
    assert all(len(line) <= 80 for line in run("plan", "engineer", "analyst").out.splitlines())


def test_markdown_has_a_table(run: Run) -> None:
    lines = run("plan", "engineer", "--markdown").out.splitlines()
    assert lines[0].startswith("# The plan of least effort for ML engineer")
    assert "| No | Milestone | When | Effort | Why |" in lines
    assert sum(line.startswith("| ") for line in lines) == 2 + 4


def test_without_a_role_it_is_for_the_targets(run: Run) -> None:
    run("target", "analyst", "engineer")
    assert [one["role"] for one in planned(run)["roles"]] == ["analyst", "engineer"]


def test_without_a_role_and_a_target_it_says_what_to_do(run: Run) -> None:
    outcome = run("plan")
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err == "mltrack: You aim for no role yet: name one, or set a target with mltrack target ROLE.\n"


def test_what_a_pin_or_a_milestone_left_out_does_not_change_is_told(run: Run) -> None:
    run("tick", "sql")
    assert "SQL is done already, so pinning it changes nothing." in run("plan", "engineer", "--pin", "sql").text
    assert "SQL is done already, so leaving it out changes nothing." in run("plan", "engineer", "--without", "sql").text


def test_a_pin_is_held_against_the_plan_without_it(run: Run) -> None:
    assert (
        "Pinned by you; without the pin: SQL (working) would take 60 h less"
        in run("plan", "engineer", "--pin", "cluster-admin").text
    )


def test_a_day_within_reach_of_a_role_alone_is_told_beside_the_plan_for_both(run: Run) -> None:
    run("target", "analyst", "--by", days_from_today(120))
    run("target", "engineer", "--by", days_from_today(100))
    text = run("plan").text
    assert "Data analyst: ready" in text
    assert "Planned for alone it would be kept" in text


def test_what_is_done_is_not_planned_again(run: Run) -> None:
    run("tick", "portfolio")
    run("tick", "python", "--level", "2")
    plan = planned(run, "engineer")
    assert ids(plan) == {"python", "sql"}
    assert next(one["hours"] for one in plan["milestones"] if one["milestone"] == "python") == {"low": 20, "high": 40}


def test_with_everything_done_there_is_nothing_left(run: Run) -> None:
    run("tick", "python", "sql")
    text = run("plan", "analyst").text
    assert "Nothing is left to do." in text
    assert "Ready already." in text


def test_twice_the_hours_a_week_take_half_the_time(run: Run) -> None:
    slow, quick = (planned(run, "analyst", "--hours-per-week", hours) for hours in ("5", "10"))
    spans = [
        (date.fromisoformat(plan["finish"]["late"]) - date.fromisoformat(plan["start"])).days + 1
        for plan in (slow, quick)
    ]
    assert spans == [196, 98], "140 h: 28 weeks at 5, 14 at 10"


def test_the_hours_that_were_set_are_the_ones_it_reckons_with(run: Run) -> None:
    run("hours", "7.5")
    assert planned(run, "analyst")["hours_per_week"] == 7.5
    assert planned(run, "analyst", "--hours-per-week", "20")["hours_per_week"] == 20


@pytest.mark.parametrize("hours", ["0", "0.5", "101", "-3", "ten", "1e9", "nan", "", "1/2", "٣"])
def test_hours_that_are_none_are_refused(run: Run, hours: str) -> None:
    outcome = run("plan", "analyst", f"--hours-per-week={hours}")
    assert (outcome.status, outcome.out) == (2, "")
    assert f"'{hours}' is not a number of hours from 1 to 100." in outcome.err


def test_it_begins_on_the_day_that_is_said_and_not_in_the_past(run: Run) -> None:
    assert planned(run, "analyst", "--start", "tomorrow")["start"] == days_from_today(1)
    outcome = run("plan", "analyst", "--start", "yesterday")
    assert outcome.status == 1
    assert "is past; a plan begins today" in outcome.err


def test_a_pin_is_in_and_what_is_left_out_is_not(run: Run) -> None:
    assert "cluster-admin" in ids(planned(run, "engineer", "--pin", "cluster-admin"))
    assert "Pinned by you" in run("plan", "engineer", "--pin", "cluster-admin").text
    assert "portfolio" not in ids(planned(run, "engineer", "--without", "portfolio"))


def test_a_milestone_cannot_be_both(run: Run) -> None:
    outcome = run("plan", "engineer", "--pin", "sql", "--without", "SQL")
    assert (outcome.status, outcome.err) == (1, "mltrack: 'SQL' is both pinned and left out; say one of the two.\n")


def test_what_cannot_be_met_is_told_and_the_rest_is_planned(run: Run) -> None:
    plan = planned(run, "analyst", "--without", "python")
    assert [(one["label"], one["barred"]) for one in plan["obstacles"]] == [
        ("Python", ["python"]),
        ("Databases", ["python"]),
    ]
    assert plan["roles"][0]["ready"] is None
    text = run("plan", "analyst", "--without", "python").text
    assert "Nothing can meet 'Python' of Data analyst: Python is left out." in text


def test_a_role_of_which_nothing_is_stated_says_so(run: Run) -> None:
    assert "no source states what it requires, so there is nothing to plan" in run("plan", "wanderer").text


def test_what_is_started_stays_and_says_how_to_leave_it_out(run: Run) -> None:
    run("start", "cluster-admin")
    text = run("plan", "engineer").text
    assert "Kept, for you have started it. --without cluster-admin: SQL (working) would take 60 h less" in text
    assert "No other plan with what you have started takes less effort (proved)." in text


def test_what_is_started_and_would_be_of_no_use_is_not_kept(run: Run) -> None:
    """The portfolio is in the plan anyway, and meets what the degree would."""
    run("start", "bachelors-computing")
    assert "bachelors-computing" not in ids(planned(run, "engineer"))


def test_what_is_started_and_needed_anyway_is_not_said_to_be_kept(run: Run) -> None:
    run("start", "sql")
    assert "Kept" not in run("plan", "analyst").text


def test_a_due_day_that_cannot_be_kept_is_told(run: Run) -> None:
    run("due", "sql", "+3d")
    plan = planned(run, "analyst")
    sql = next(one for one in plan["milestones"] if one["milestone"] == "sql")
    assert (sql["due"], sql["promise"]) == (days_from_today(3), "cannot be kept")
    assert f"Due on {days_from_today(3)}, which cannot be kept at this pace" in run("plan", "analyst").text


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (3, "cannot be kept at this pace; no number of hours a week up to 100 keeps it for sure"),
        (13, "cannot be kept at this pace; 70 h a week would keep it for sure"),
        (60, "is at risk: at this pace it is kept only if all goes quickly; 17 h a week would keep it for sure"),
        (200, "is kept"),
    ],
)
def test_the_day_of_a_target_is_held_against_the_finish(run: Run, by: int, words: str) -> None:
    run("target", "analyst", "--by", days_from_today(by))
    assert f"Your day, {days_from_today(by)}, {words}." in run("plan").text


def test_time_logged_is_taken_off(run: Run) -> None:
    run("log", "python", "10h")
    text = run("plan", "analyst").text
    assert "10-30 h (estimate, 10 h logged taken off)" in text


def test_an_unknown_role_or_milestone_is_refused_with_the_nearest(run: Run) -> None:
    assert "Did you mean analyst?" in run("plan", "analist").err
    assert run("plan", "analyst", "--pin", "pyton").status == 1


def test_planning_writes_nothing(run: Run, home: Path) -> None:
    run("target", "engineer")
    before = everything_in(home)
    run("plan")
    run("plan", "--json")
    assert everything_in(home) == before
