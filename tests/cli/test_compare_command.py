"""`compare`: roles side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mltrack.cli.text import cells
from tests.cli.conftest import Run
from tests.cli.small_catalog import ANALYST, ENGINEER, WANDERER, write_catalog

PAID = """
[[role.pay]]
measure = "median total pay"
amount = 90_000
source = "bureau"
at = "Table 7"

[[role.pay]]
measure = "median total pay"
low = 80_000
high = 95_000
source = "survey"
at = "Analyst"
"""


def test_two_roles_side_by_side(run: Run) -> None:
    run("tick", "python")
    assert run("compare", "analyst", "engineer").out == (
        "A  Data analyst (analyst)\n"
        "B  ML engineer (engineer)\n"
        "\n"
        "              A                                 B\n"
        "Level         entry                             mid\n"
        "Readiness     50%                               22%\n"
        "Missing       1 of 2 required                   3 of 3 required\n"
        "Effort left   20-60 h (partly assumed)          60-160 h (partly assumed, with\n"
        "                                                estimates)\n"
        "\n"
        "Pay\n"
        "  B  $161,000 a year, median total pay, as of 2026-04, Glassdoor [1]\n"
        "  B  $180,000-400,000 a year, total, experienced, no date stated [1]\n"
        "  B  $300,000 and more a year, total, famous houses, no date stated [1]\n"
        "\n"
        "Outlook\n"
        "  B  +34 % from 2024 to 2034, data scientists, Bureau of Labor [2]\n"
        "  Notes on the figures, and where each stands in its source: mltrack role ROLE\n"
        "\n"
        "Asked for by two or more: required, (recommended), optional?\n"
        "              A        B\n"
        "  [~] Python  working  proficient\n"
        "  [ ] SQL     working  2 of 3\n"
        "\n"
        "Asked for by A alone: nothing\n"
        "\n"
        "Asked for by B alone\n"
        "  [ ] Background: required, one of 2\n"
        "  [ ] Two of these: required, 2 of 3\n"
        "  [ ] Master's in computing: recommended\n"
        "  [ ] Portfolio: recommended\n"
        "\n"
        "Missing for A: SQL (working).\n"
        "Missing for B: Python (proficient), Portfolio, SQL (working).\n"
        "\n"
        "Sources\n"
        "  [1] A survey of roles, The Surveyors, 2026-03\n"
        "      https://example.org/survey\n"
        "  [2] Projections, publisher unknown, no date stated\n"
    )


def test_figures_that_disagree_are_all_shown_each_with_its_source(run: Run, catalog: Path) -> None:
    write_catalog(catalog, analyst=ANALYST.replace("\n[[role.req", f"{PAID}\n[[role.req", 1))
    out = run("compare", "engineer", "analyst").out
    assert (
        "Pay\n"
        "  A  $161,000 a year, median total pay, as of 2026-04, Glassdoor [1]\n"
        "  B  $90,000 a year, median total pay, no date stated [2]\n"
        "  B  $80,000-95,000 a year, median total pay, no date stated [1]\n"
    ) in out
    found: Any = run("compare", "engineer", "analyst", "--json").json()
    median = next(row for row in found["pay"] if row["measure"] == "median total pay")
    assert [(one["role"], len(one["pay"])) for one in median["figures"]] == [("engineer", 1), ("analyst", 2)]


def test_a_role_of_which_nothing_is_stated(run: Run) -> None:
    text = run("compare", "analyst", "wanderer").text
    assert "Readiness 0% nothing stated as required Missing 2 of 2 required unknown" in text
    assert "unknown" in text
    assert "Missing for B: nothing." in text


SAME = """
[[role.pay]]
measure = "median total pay"
amount = 161_000
as_of = "2026-04"
source = "bureau"
at = "Table 8"
origin = "Glassdoor"
"""


def test_the_same_figure_of_several_sources_is_one_line_with_all_of_them(run: Run, catalog: Path) -> None:
    twice = SAME + SAME.replace("Table 8", "Table 9")
    write_catalog(catalog, engineer=ENGINEER.replace("\n[[role.out", f"{twice}\n[[role.out", 1))
    out = run("compare", "engineer", "analyst").out
    assert "  A  $161,000 a year, median total pay, as of 2026-04, Glassdoor [1][2]\n" in out
    assert out.count("161,000") == 1


def test_what_is_stated_by_none_has_no_heading(run: Run, catalog: Path) -> None:
    write_catalog(catalog, engineer=ENGINEER.split("[[role.pay]]")[0] + ENGINEER[ENGINEER.index("[[role.req") :])
    for form in ((), ("--markdown",)):
        out = run("compare", "analyst", "engineer", *form).out
        assert not any(word in out for word in ("Pay", "Outlook", "Sources", "Notes on the figures"))


LIKEWISE = """
[[role.requirements]]
label = "A background"
strength = "optional"
needs = { any = [{ has = "portfolio" }, { has = "cluster-admin" }, { has = "bachelors-computing" }] }
cites = [{ source = "survey", at = "Wanderer" }]
"""


def test_alternatives_stand_in_one_line_with_how_many_are_shared(run: Run, catalog: Path) -> None:
    write_catalog(catalog, wanderer=f"{WANDERER}{LIKEWISE}")
    run("tick", "portfolio")
    out = run("compare", "engineer", "wanderer", "analyst").out
    assert (
        "                               A           B          C\n"
        "  [ ] Python                   proficient  familiar?  working\n"
        "  [~] SQL                      2 of 3      -          working\n"
        "  [x] Background (2 shared)    one of 2    one of 3?  -\n"
        "  [~] Two of these (2 shared)  2 of 3      one of 3?  -\n"
        "  [x] Portfolio                (yes)       one of 3?  -\n"
    ) in out
    assert run("compare", "engineer", "wanderer", "--markdown").out.count("one of 3") == 3


def test_two_roles_of_the_shipped_catalog_fit_on_few_lines(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLTRACK_CATALOG")
    lines = run("compare", "machine-learning-engineer", "data-scientist").out.splitlines()
    assert len(lines) <= 140
    assert all(cells(line) <= 80 for line in lines)


def test_compare_as_json(run: Run) -> None:
    found: Any = run("compare", "analyst", "engineer", "--json").json()
    assert list(found) == ["roles", "pay", "outlook", "shared", "only", "sources"]
    assert [(role["role"], role["title"], role["level"], role["effort"]["minutes"]) for role in found["roles"]] == [
        ("analyst", "Data analyst", "entry", 8400),
        ("engineer", "ML engineer", "mid", 14400),
    ]
    assert found["shared"][0] == {
        "milestone": "python",
        "title": "Python",
        "asked": [
            {"role": "analyst", "title": "Data analyst", "strength": "required", "level": "working", "choice": False},
            {
                "role": "engineer",
                "title": "ML engineer",
                "strength": "required",
                "level": "proficient",
                "choice": False,
            },
        ],
    }
    assert [[row["milestone"] for row in one["milestones"]] for one in found["only"]] == [
        [],
        ["bachelors-computing", "cluster-admin", "portfolio", "masters-computing"],
    ]
    assert list(found["sources"]) == ["bureau", "survey"]


def test_compare_as_markdown(run: Run) -> None:
    lines = run("compare", "analyst", "engineer", "--markdown").out.splitlines()
    assert lines[:5] == [
        "## Data analyst and ML engineer",
        "",
        "|  | Data analyst | ML engineer |",
        "| --- | --- | --- |",
        "| Level | entry | mid |",
    ]
    assert (
        "| ML engineer | \\$161,000, as of 2026-04 | Glassdoor, in A survey of roles, Engineer. Bonus included. |"
        in lines
    )
    assert "| SQL | required, working | required, 2 of 3 |" in lines


@pytest.mark.parametrize("names", [(), ("analyst",), ("analyst",) * 5])
def test_too_few_and_too_many_are_refused(run: Run, names: tuple[str, ...]) -> None:
    result = run("compare", *names)
    assert (result.status, result.out) == (2, "")
    assert "Name 2 to 4 roles" in result.err


def test_a_role_twice_is_refused(run: Run) -> None:
    result = run("compare", "analyst", "number cruncher")
    assert (result.status, result.err) == (1, "mltrack: Name 2 to 4 different roles to compare; these are 1.\n")
