"""`forecast`, as a person sees it, and the JSON that other programs rely on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from mltrack.cli.forecast_text import forecast_lines
from mltrack.core.finish import finish
from mltrack.core.history import TimeEntry
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has
from mltrack.core.snapshot import Snapshot
from tests.cli.conftest import Run
from tests.cli.days import ago, in_json, told
from tests.cli.small_catalog import ANALYST, MILESTONES, write_catalog
from tests.core import worlds


def log_weekly(weeks: Iterable[int], minutes: int) -> None:
    for week in weeks:
        told(7 * week).log("python", minutes)


def test_a_forecast_by_hours(run: Run) -> None:
    log_weekly(range(8, -1, -1), 60)
    forecast = in_json(run, "forecast", "analyst")
    assert set(forecast) == {
        "roles",
        "today",
        "remaining",
        "pace",
        "by_pace",
        "lacking",
        "by_plan",
        "obstacles",
        "method",
    }
    assert forecast["roles"] == [{"role": "analyst", "title": "Data analyst"}]
    assert forecast["obstacles"] == []
    # Python is 40 to 80 hours, 9 of which are logged, with a step at familiar, which SQL waits for; SQL is assumed
    # to take 20 to 60.
    assert forecast["remaining"] == {
        "steps": 3,
        "hours": {"low": 51.0, "high": 131.0},
        "months": {"low": 0.0, "high": 0.0},
        "proved_least": True,
        "cannot_be_met": [],
    }
    assert forecast["pace"] == {
        "unit": "hours",
        "a_week": 1.0,
        "since": f"{ago(55)}",
        "weeks": [60] * 8,
        "weeks_in": "minutes",
    }
    assert forecast["by_pace"] == {"early": f"{ago(-51 * 7)}", "late": f"{ago(-131 * 7)}"}
    assert (forecast["lacking"], forecast["by_plan"]["hours_per_week"]) == (None, 10.0)
    text = run("forecast", "analyst").text
    for words in (
        "Forecast for Data analyst",
        "Left to do 3 steps, 51-131 h",
        "Your pace 1.0 h a week, the mean of the last 8 weeks",
        f"At this pace done between {ago(-51 * 7)} and {ago(-131 * 7)}",
        f"By the plan done between {forecast['by_plan']['early']} and {forecast['by_plan']['late']}, at 10 h a week",
        "An estimate. Each of 1,000 runs draws",
    ):
        assert words in text
    assert (
        f"| By the plan | done between {forecast['by_plan']['early']}" in run("forecast", "analyst", "--markdown").out
    )


def test_a_forecast_by_milestones_for_the_targets(run: Run) -> None:
    told(22).target(["analyst"])
    told(20).tick(["portfolio"])
    forecast = in_json(run, "forecast")
    assert forecast["pace"]["unit"] == "milestones"
    assert forecast["pace"]["weeks"] == [1, 0, 0]
    assert forecast["by_pace"]["early"] < forecast["by_pace"]["late"]
    assert "0.3 milestones a week, the mean of the last 3 weeks" in run("forecast").text


def test_calendar_time_is_not_shortened_by_a_fast_pace(run: Run, catalog: Path) -> None:
    log_weekly(range(8, -1, -1), 1440)
    run("effort", "python", "1h")
    run("effort", "sql", "12", "months")
    forecast = in_json(run, "forecast", "analyst")
    assert forecast["by_pace"]["early"] > f"{ago(-360)}"
    assert forecast["by_pace"] == {name: forecast["by_plan"][name] for name in ("early", "late")}


@pytest.mark.parametrize(
    ("days", "lacking", "words"),
    [
        (
            None,
            "not enough history",
            "There is enough history 14 days after your first tick or hour: mltrack log ID 1h30m",
        ),
        (13, "not enough history", f"There will be enough history on {ago(-1)}."),
        (70, "no pace", "nothing in the last 8 weeks"),
    ],
)
def test_without_a_pace_no_day_is_named(run: Run, days: int | None, lacking: str, words: str) -> None:
    if days is not None:
        told(days).log("python", 60)
    forecast = in_json(run, "forecast", "analyst")
    assert (forecast["lacking"], forecast["pace"], forecast["by_pace"]) == (lacking, None, None)
    assert words in run("forecast", "analyst").text


def test_a_pace_too_slow_is_beyond_30_years(run: Run) -> None:
    told(50).log("python", 1)
    run("log", "python", "1m")
    assert in_json(run, "forecast", "analyst")["by_pace"] == {"early": None, "late": None}
    assert "At this pace done beyond 30 years" in run("forecast", "analyst").text


RETIRED = MILESTONES.replace('status = "active"', 'status = "retired"')
ADMIN = """
[[role.requirements]]
label = "Clusters"
strength = "required"
needs = { has = "cluster-admin" }
cites = [{ source = "survey", at = "Analyst" }]
"""


def test_what_can_never_be_reached_is_forecast_without_it_and_says_so(run: Run, catalog: Path) -> None:
    write_catalog(catalog, milestones=RETIRED, analyst=ANALYST + ADMIN)
    log_weekly(range(8, -1, -1), 60)
    forecast = in_json(run, "forecast", "analyst")
    assert forecast["obstacles"] == [{"role": "analyst", "label": "Clusters", "barred": ["cluster-admin"]}]
    text = run("forecast", "analyst").text
    for words in (
        "In the way Nothing can meet 'Clusters' of Data analyst: Cluster administrator is retired.",
        f"At this pace all but that done between {forecast['by_pace']['early']} and {forecast['by_pace']['late']}",
        f"By the plan all but that done between {forecast['by_plan']['early']} and {forecast['by_plan']['late']}, at",
    ):
        assert words in text
    markdown = run("forecast", "analyst", "--markdown").out
    assert "| At this pace | all but that done between " in markdown
    assert "Cluster administrator is retired" in markdown
    run("tick", "python", "sql")
    assert "[ ] Clusters: Cluster administrator, retired " in run("role", "analyst").text
    nothing_left = run("forecast", "analyst").text
    assert "In the way Nothing can meet 'Clusters' of Data analyst" in nothing_left
    assert "By the plan" not in nothing_left


def test_beyond_the_last_day_of_the_calendar_no_day_is_named() -> None:
    house = worlds.catalog([worlds.project("app")], [worlds.role("data", Has("app"))])
    last = date(9999, 12, 25)
    snapshot = Snapshot(house, Progress(log={"t": TimeEntry("app", last, 60)}), last)
    text = " ".join(forecast_lines(snapshot, finish(snapshot, ["data"], Fraction(10))))
    assert "At this pace no day can be named. By the plan " in " ".join(text.split())


def test_a_forecast_of_nothing(run: Run) -> None:
    none = run("forecast")
    assert (none.status, none.out) == (1, "")
    assert "Choose one: mltrack target ROLE" in none.err
    assert run("forecast", "nobody").status == 1
    unstated = run("forecast", "wanderer").text
    assert "Left to do nothing" in unstated
    assert "Not stated what Wanderer requires" in unstated
    run("tick", "python", "sql")
    assert "Left to do nothing" in run("forecast", "analyst").text
