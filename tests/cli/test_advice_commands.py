"""`next`, `nearest`, `moves` and `whatif`: what they say as text, as JSON and as Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mltrack.cli.text import cells
from tests.cli.conftest import Run, everything_in
from tests.cli.small_catalog import ANALYST, write_catalog

ADVICE = [
    ("next",),
    ("next", "--role", "analyst"),
    ("next", "-n", "1"),
    ("nearest",),
    ("moves",),
    ("moves", "python"),
    ("moves", "masters-computing"),
    ("whatif", "python", "portfolio"),
    ("whatif", "cluster-admin"),
    ("compare", "analyst", "engineer"),
    ("compare", "analyst", "engineer", "wanderer"),
    ("path",),
    ("path", "engineer"),
    ("path", "engineer", "analyst"),
    ("path", "wanderer"),
]


def _life(run: Run) -> None:
    run("tick", "python", "--level", "familiar")
    run("tick", "cluster-admin", "--on", "2020-02-29")
    run("start", "sql")
    run("target", "engineer", "wanderer", "--by", "2031-01-31")


@pytest.mark.parametrize("form", [(), ("--json",), ("--markdown",)], ids=["text", "json", "markdown"])
@pytest.mark.parametrize("arguments", ADVICE, ids=" ".join)
def test_advice_changes_no_file(run: Run, home: Path, arguments: tuple[str, ...], form: tuple[str, ...]) -> None:
    assert (run(*arguments, *form).status, home.exists()) == (0, False)
    _life(run)
    before = everything_in(home)
    result = run(*arguments, *form)
    assert (result.status, result.err) == (0, "")
    assert result.out
    assert everything_in(home) == before


@pytest.mark.parametrize("arguments", ADVICE, ids=" ".join)
def test_advice_fits_80_columns(run: Run, arguments: tuple[str, ...]) -> None:
    for _ in range(2):
        assert all(cells(line) <= 80 or "https://" in line for line in run(*arguments).out.splitlines())
        _life(run)


@pytest.mark.parametrize("arguments", ADVICE, ids=" ".join)
def test_json_and_markdown_go_one_at_a_time(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, "--json", "--markdown")
    assert (result.status, result.out) == (2, "")
    assert "one at a time" in result.err


def test_next_says_what_to_do_and_why(run: Run) -> None:
    run("target", "engineer")
    assert run("next", "-n", "3").out.splitlines() == [
        "What to do next for ML engineer:",
        "  1. [ ] Python (proficient) (python)",
        "         required by 1 target, opens the way to 1 more, 60-120 h (estimate)",
        "  2. [ ] Portfolio (portfolio)",
        "         one of several ways for 1 target, 20-60 h (assumed)",
        "  3. [ ] Cluster administrator (cluster-admin)",
        "         one of several ways for 1 target, 40-120 h (assumed)",
        "     and 3 more; -n shows more of them.",
    ]


def test_a_skill_below_the_level_is_drawn_as_under_way(run: Run) -> None:
    run("target", "engineer")
    run("tick", "python")
    assert "[~] Python (proficient) (python)\n         required by 1 target, 20-40 h (estimate)" in run("next").out
    assert "[~] Python (proficient) (python)" in run("moves").out


def test_what_has_to_wait_says_for_what(run: Run) -> None:
    lines = run("next", "--role", "number cruncher").out.splitlines()
    assert lines[0] == "What to do next for Data analyst:"
    place = next(number for number, line in enumerate(lines) if "SQL (working)" in line)
    assert lines[place + 1].strip() == "required by 1 role, 20-60 h (assumed)"
    assert lines[place + 2].strip() == "first Python (familiar)"
    run("target", "analyst")
    assert "required by 1 target, 20-60 h (assumed)" in run("next", "--role", "analyst").text


def test_several_targets_are_all_named_and_so_is_the_only_one_that_requires_a_step(run: Run) -> None:
    run("target", "engineer", "analyst")
    lines = run("next", "-n", "20").out.splitlines()
    assert lines[0] == "What to do next for ML engineer and Data analyst:"
    place = next(number for number, line in enumerate(lines) if "(portfolio)" in line)
    assert lines[place + 1].strip().startswith("one of several ways for ML engineer, ")
    assert run("next", "--role", "analyst").out.startswith("What to do next for Data analyst:\n")
    assert run("next", "--markdown").out.startswith("## What to do next for ML engineer and Data analyst\n")
    found: Any = run("next", "-n", "20", "--json").json()
    reasons = [step["reasons"][0] for step in found["steps"]]
    assert "one of several ways for 1 target" in reasons


def test_past_three_targets_the_heading_counts_the_others(run: Run, catalog: Path) -> None:
    for name in ("baker", "smith"):
        (catalog / "roles" / f"{name}.toml").write_text(
            ANALYST.replace("Data analyst", name.title())
            .replace('"analyst"', f'"{name}"')
            .replace("number cruncher", name),
            encoding="utf-8",
        )
    run("target", "wanderer", "engineer", "analyst", "baker", "smith")
    assert run("next").out.splitlines()[0] == "What to do next for Wanderer, Data analyst, Baker and 2 more:"


def test_without_a_target_next_ranks_by_roles_moved_and_says_how_to_set_one(run: Run) -> None:
    result = run("next")
    assert result.out.startswith(
        "What to do next:\n  1. [ ] Python (proficient) (python)\n         moves 2 roles, opens the way to 1 more,"
    )
    assert result.text.endswith("To set a target: mltrack target ROLE")
    run("target", "analyst")
    assert "mltrack target" not in run("next").out


def test_nothing_is_left_to_do(run: Run) -> None:
    run("tick", "python", "sql", "--level", "expert")
    run("tick", "masters-computing", "cluster-admin", "portfolio")
    assert run("next").out.startswith("No milestone is left that would raise the readiness for any role.")
    assert run("moves").out == "No milestone is left that would raise the readiness for any role.\n"
    assert run("moves", "python").text == "Python (expert) (python) moves no role."


def test_next_as_json_has_every_fact(run: Run) -> None:
    run("target", "engineer")
    found: Any = run("next", "-n", "2", "--json").json()
    assert found["primary"] == {"role": "engineer", "title": "ML engineer"}
    assert (found["total"], len(found["steps"])) == (6, 2)
    assert found["steps"][0] == {
        "milestone": "python",
        "title": "Python",
        "kind": "skill",
        "level": "proficient",
        "state": "open",
        "prerequisites_met": True,
        "first": [],
        "primary": True,
        "on_primary_way": True,
        "required_by": [{"role": "engineer", "title": "ML engineer"}],
        "stands_in": False,
        "choice": False,
        "targets_moved": [{"role": "engineer", "title": "ML engineer"}],
        "moves": [{"role": "analyst", "title": "Data analyst"}, {"role": "engineer", "title": "ML engineer"}],
        "on_the_way": [{"milestone": "sql", "title": "SQL"}],
        "unlocks": [{"milestone": "sql", "title": "SQL"}],
        "due": None,
        "effort": {
            "hours": {"low": 60.0, "high": 120.0},
            "months": {"low": 0.0, "high": 0.0},
            "origin": "estimate",
            "logged_minutes": 0,
        },
        "minutes": 7200,
        "reasons": ["required by 1 target", "opens the way to 1 more", "60-120 h (estimate)"],
    }


def test_next_as_markdown_keeps_text_literal(run: Run, catalog: Path) -> None:
    write_catalog(catalog, analyst=ANALYST.replace("Data analyst", "Data | *analyst*"))
    run("target", "analyst")
    assert run("next", "-n", "1", "--markdown").out.splitlines() == [
        "## What to do next for Data \\| \\*analyst\\*",
        "",
        "| Milestone | Why |",
        "| --- | --- |",
        "| Python (working) | required by 1 target, opens the way to 1 more, 40-80 h (estimate) |",
    ]


def test_nearest_says_what_is_missing_and_what_it_takes(run: Run) -> None:
    run("tick", "python")
    assert run("nearest").out.splitlines() == [
        "Fewest required still missing first; of equals, those that take least effort.",
        "  1. Data analyst (analyst)",
        "     50%, 1 of 2 required missing, 20-60 h (partly assumed)",
        "  2. ML engineer (engineer)",
        "     22%, 3 of 3 required missing, 60-160 h (partly assumed, with estimates); 0%",
        "     of what is recommended",
        "  3. Wanderer (wanderer)",
        "     nothing stated as required",
    ]
    run("tick", "sql")
    assert "  1. Data analyst (analyst)\n     100%, ready, 2 of 2\n" in run("nearest").out
    assert run("nearest", "-n", "1").out.splitlines()[-1] == "     and 2 more; -n shows more of them."


def test_nearest_as_json_and_as_markdown(run: Run) -> None:
    found: Any = run("nearest", "--json").json()
    assert [row["role"] for row in found] == ["analyst", "engineer", "wanderer"]
    assert found[0]["required"]["missing"] == 2
    assert [row["recommended"]["total"] for row in found] == [0, 1, 0]
    assert found[0]["effort"]["minutes"] == 8400
    assert found[0]["effort"]["proved_least"] is True
    assert found[2]["effort"] is None
    assert (
        run("nearest", "-n", "1", "--markdown")
        .out.splitlines()[-1]
        .startswith("| Data analyst | 0%, 2 of 2 required missing")
    )


def test_moves_of_one_names_the_requirements_and_floors_the_percentages(run: Run) -> None:
    assert run("moves", "py").out.splitlines() == [
        "Python (proficient) (python) moves 2 roles:",
        "",
        "  Data analyst (analyst)",
        "    required 0% -> 50%, met 0 -> 1 of 2",
        "    raised: Python",
        "",
        "  ML engineer (engineer)",
        "    required 0% -> 33%, met 0 -> 1 of 3",
        "    raised: Programming",
    ]
    found: Any = run("moves", "py", "--json").json()
    assert (found["milestone"], found["level"]) == ("python", "proficient")
    assert [role["raised"] for role in found["roles"]] == [["Python"], ["Programming"]]
    assert run("moves", "py", "--markdown").out.splitlines()[-1] == (
        "| ML engineer | required 0% -> 33%, met 0 -> 1 of 3 | Programming |"
    )


def test_moves_ranks_by_the_number_of_roles(run: Run) -> None:
    found: Any = run("moves", "--json").json()
    assert [(row["milestone"], len(row["moves"])) for row in found["milestones"]] == [
        ("python", 2),
        ("sql", 2),
        ("bachelors-computing", 1),
        ("cluster-admin", 1),
        ("masters-computing", 1),
        ("portfolio", 1),
    ]
    assert run("moves", "-n", "1").out == (
        "  1. [ ] Python (proficient) (python)\n         moves 2 roles\n     and 5 more; -n shows more of them.\n"
    )


def test_what_if_says_what_is_supposed_and_that_nothing_is_saved(run: Run) -> None:
    run("target", "engineer")
    run("tick", "sql")
    assert run("whatif", "python", "masters-computing").out.splitlines() == [
        "If you had done Python (proficient) and Master's in computing. Nothing of this",
        "is saved.",
        "This supposes Python at proficient, the highest level that a role asks for. For",
        "another level: mltrack whatif python masters-computing --level working",
        "",
        "Newly ready",
        "  Data analyst (analyst)",
        "    now ready, 2 of 2",
        "    required 50% -> 100%, met 1 -> 2 of 2",
        "    raised: Python",
        "",
        "Changed",
        "  ML engineer (engineer)",
        "    required 16% -> 83%, met 0 -> 2 of 3; recommended 0% -> 50%, met 0 -> 0 of 1",
        "    raised: Programming and Background",
        "",
        "Left to do for your targets",
        "  ML engineer (engineer)",
        "    before  80-180 h (partly assumed, with estimates)",
        "    after   20-60 h (partly assumed)",
    ]
    assert run("state", "--json").json() == run("state", "--json").json()
    assert "python" not in run("state").out


def test_what_if_at_a_level(run: Run) -> None:
    found: Any = run("whatif", "python", "portfolio", "--level", "1", "--json").json()
    assert found["hypothetical"] is True
    assert found["supposed"] == [
        {"milestone": "python", "title": "Python", "level": "familiar"},
        {"milestone": "portfolio", "title": "Portfolio", "level": None},
    ]
    refused = run("whatif", "portfolio", "--level", "1")
    assert (refused.status, refused.err) == (1, "mltrack: Only skills have a level, and none of these is one.\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("python",), "This supposes Python at proficient, the highest level that a role asks for. For another"),
        (("sql",), "This supposes SQL at working, the highest level that a role asks for. For another level: mltrack"),
        (("python", "portfolio", "sql"), "Python at proficient and SQL at working, the highest level"),
        (("portfolio",), ""),
        (("python", "--level", "2"), ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_if_says_which_level_it_supposes_unless_one_was_typed(
    run: Run, arguments: tuple[str, ...], says: str
) -> None:
    for form in ((), ("--markdown",)):
        text = run("whatif", *arguments, *form).text
        assert says in text if says else "supposes" not in text
        assert ("--level" in text) == bool(says)


def test_the_level_to_choose_instead_is_another_one(run: Run) -> None:
    assert "mltrack whatif sql --level familiar" in run("whatif", "sql").text
    assert "mltrack whatif py --level" not in run("whatif", "py").text


def test_what_a_skill_is_held_at_is_not_called_what_a_role_asks_for(run: Run) -> None:
    run("tick", "python", "--level", "expert")
    assert "This supposes Python at expert. For another level" in run("whatif", "python").text


def test_what_if_nothing_changes(run: Run) -> None:
    run("tick", "cluster-admin")
    assert "No role would stand differently." in run("whatif", "cluster-admin").out
    assert "No role would stand differently." in run("whatif", "cluster-admin", "--markdown").out


def test_what_if_as_markdown(run: Run) -> None:
    run("target", "analyst")
    assert run("whatif", "py", "--level", "2", "--markdown").out.splitlines() == [
        "## If you had done Python (working)",
        "",
        "### Changed",
        "",
        "| Role | Readiness | What it raises |",
        "| --- | --- | --- |",
        "| Data analyst | required 0% -> 50%, met 0 -> 1 of 2 | Python |",
        "| ML engineer | required 0% -> 22%, met 0 -> 0 of 3 | Programming |",
        "",
        "### Left to do for the targets",
        "",
        "| Target | Before | After |",
        "| --- | --- | --- |",
        "| Data analyst | 60-140 h (partly assumed, with estimates) | 20-60 h (partly assumed) |",
        "",
        "This is hypothetical: nothing of it is saved.",
    ]


def test_the_hours_a_week_say_what_a_month_weighs(run: Run) -> None:
    run("target", "engineer")
    found: Any = {hours: run("next", "--json", "--hours-per-week", hours).json() for hours in ("1", "40")}
    weighed = {
        hours: next(step["minutes"] for step in one["steps"] if step["milestone"] == "bachelors-computing")
        for hours, one in found.items()
    }
    assert weighed["40"] == pytest.approx(weighed["1"] * 40, abs=40)


@pytest.mark.parametrize("arguments", [("next", "-n", "0"), ("nearest", "-n", "x"), ("whatif",)], ids=" ".join)
def test_what_makes_no_sense_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).status == 2


@pytest.mark.parametrize(
    "arguments", [("next", "--role", "nobody"), ("moves", "nothing"), ("whatif", "nothing")], ids=" ".join
)
def test_an_unknown_name_is_a_sentence(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith("mltrack: There is no ")
