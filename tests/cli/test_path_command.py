"""`path`: the ladder, and the way to a role."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli.conftest import Run
from tests.cli.small_catalog import ENGINEER, write_catalog

BACK = '[role]\nleads_to = [{ role = "analyst", source = "survey", at = "Back" }]'


def test_the_ladder_is_drawn_with_readiness_and_what_carries_over(run: Run) -> None:
    run("tick", "python")
    assert run("path").out == (
        "The ladder, as sources describe it. Under a role stands what it leads to. The\n"
        "bars are yours; what is said to carry over, somebody brings along who has just\n"
        "what the role above requires.\n"
        "\n"
        "Data analyst\n"
        "  ━━━━━─────   50%  required 1 of 2\n"
        "  ML engineer, carries over 0 of 3 required\n"
        "    ━━────────   22%  required 0 of 3\n"
        "\n"
        "Of these no source names a step to or from: Wanderer.\n"
    )


def test_a_ladder_that_runs_in_a_circle_is_drawn_once(run: Run, catalog: Path) -> None:
    write_catalog(catalog, engineer=ENGINEER.replace("[role]", BACK, 1))
    lines = run("path").out.splitlines()
    assert [line.split(",")[0].strip() for line in lines if "━" not in line and "─" not in line][4:8] == [
        "Data analyst",
        "ML engineer",
        "Data analyst",
        "as drawn above",
    ]
    assert run("path", "analyst", "engineer").status == 0


def test_the_way_to_a_role_says_what_each_stage_adds(run: Run) -> None:
    assert run("path", "engineer").out == (
        "Up the ladder to ML engineer, by the roles that take least. What each step adds\n"
        "for you:\n"
        "\n"
        "1. Data analyst (analyst)\n"
        "   You today: required 0 of 2\n"
        "   + Python (familiar), 20-40 h (estimate)\n"
        "   + Python (working), 20-40 h (estimate)\n"
        "   + SQL (working), 20-60 h (assumed)\n"
        "   So far: 60-140 h\n"
        "\n"
        "2. ML engineer (engineer)\n"
        "   You today: required 0 of 3\n"
        "   + Portfolio, 20-60 h (assumed)\n"
        "   + Python (proficient), 20-40 h (estimate)\n"
        "   So far: 100-240 h\n"
        "   For comparison, somebody with just what Data analyst requires meets 0 of 3\n"
        "   here; that person lacks Python (proficient) and Portfolio.\n"
        "\n"
        "In all: 100-240 h (partly assumed, with estimates).\n"
        "The direct plan, skipping the roles on the way, takes: 100-240 h (partly\n"
        "assumed, with estimates).\n"
    )


def test_where_no_source_describes_a_way_the_direct_plan_is_shown(run: Run) -> None:
    assert run("path", "engineer", "analyst").out == (
        "No source describes a way from ML engineer to Data analyst over other roles.\n"
        "\n"
        "Directly: 60-140 h (partly assumed, with estimates).\n"
        "  + Python (familiar), 20-40 h (estimate)\n"
        "  + Python (working), 20-40 h (estimate)\n"
        "  + SQL (working), 20-60 h (assumed)\n"
    )
    assert run("path", "wanderer").text.endswith("Directly: nothing left to do.")


def test_the_path_as_json(run: Run) -> None:
    found: Any = run("path", "analyst", "engineer", "--json").json()
    assert found["from"] == {"role": "analyst", "title": "Data analyst"}
    stages = found["route"]["stages"]
    assert [(stage["role"], [one["milestone"] for one in stage["adds"]]) for stage in stages] == [
        ("analyst", ["python", "python", "sql"]),
        ("engineer", ["portfolio", "python"]),
    ]
    assert stages[0]["from_before"] is None
    assert stages[1]["from_before"]["carried"]["percent"] == 38
    assert stages[1]["so_far"]["hours"] == {"low": 100.0, "high": 240.0}
    assert found["route"]["proved_cheapest"] is True
    assert found["direct"]["effort"]["hours"] == {"low": 100.0, "high": 240.0}
    ladder: Any = run("path", "--json").json()
    assert [(step["from"]["role"], step["to"]["role"]) for step in ladder["steps"]] == [("analyst", "engineer")]
    assert ladder["steps"][0]["sources"] == [{"source": "survey", "at": "Steps"}]


def test_the_path_as_markdown(run: Run) -> None:
    assert run("path", "--markdown").out.splitlines()[-1] == (
        "| Data analyst | ML engineer | carries over 0 of 3 required | required 0 of 3 |"
    )
    lines = run("path", "engineer", "--markdown").out.splitlines()
    assert lines[:3] == ["## Up the ladder to ML engineer, by the roles that take least", "", "### Data analyst"]
    assert "- Add Python (familiar), 20-40 h (estimate)" in lines
    assert "- SQL (working), 20-60 h (assumed)" in run("path", "engineer", "analyst", "--markdown").out


def test_wrong_ends_are_refused(run: Run) -> None:
    assert run("path", "a", "b", "c").status == 2
    assert "A path needs two roles" in run("path", "analyst", "analyst").err
    assert "There is no role" in run("path", "nobody").err


def test_a_catalog_without_steps_has_no_ladder(run: Run, catalog: Path) -> None:
    for file in catalog.glob("roles/analyst.toml"):
        file.write_text(file.read_text("utf-8").replace("leads_to", "# leads_to"), "utf-8")
    assert run("path").out == "No source says which role leads to which.\n"
