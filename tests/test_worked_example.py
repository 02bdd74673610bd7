"""The worked example of the README: every number on that page is what mltrack makes of it."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from mltrack.cli.plan_text import plan_lines
from mltrack.core import actions
from mltrack.core.choices import explained
from mltrack.core.effort import calendar_hours, cost, remaining
from mltrack.core.entries import Span
from mltrack.core.least_cost import Work
from mltrack.core.plan import WORK, Wish, least_effort
from mltrack.core.planning import Advice
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.core.schedule import schedule
from mltrack.core.snapshot import Snapshot
from mltrack.core.whatif import supposed
from mltrack.store.catalog_files import load_catalog
from tests.core.worlds import happen

README = Path(__file__).parents[1] / "README.md"
FIRST = date(2026, 12, 1)
PACE = Fraction(7)
WISH = Wish(("builder",), PACE)


def section() -> str:
    return README.read_text(encoding="utf-8").split("## How the numbers are made")[1].split("\n## ")[0]


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", section(), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """The person of the example: Python at working, SQL started with 5 hours logged."""
    (tmp_path / "example.toml").write_text(block("toml"), encoding="utf-8")
    catalog = load_catalog(tmp_path)
    progress = Progress()
    progress = happen(progress, actions.target(progress, ["builder"]), on=FIRST)
    python, sql = catalog.milestones["python"], catalog.milestones["sql"]
    progress = happen(progress, actions.tick(progress, python, FIRST, level=Level.WORKING), on=FIRST)
    progress = happen(progress, actions.start(progress, sql, FIRST), on=FIRST)
    logged = actions.log(progress, sql, FIRST, 300, entry="5 h")
    return Snapshot(catalog, happen(progress, logged, on=FIRST), FIRST)


def test_readiness(snapshot: Snapshot) -> None:
    readiness = snapshot.readiness["builder"]
    earned = {line.requirement.label: line.verdict.credit for line in readiness.lines}
    assert earned == {"Schooling": 0, "Python": Fraction(2, 3), "Databases": 0, "Something built": 0}
    rows = dict(re.findall(r"^\| ([^|]+) \| (\d(?:/\d)?) \|", section(), re.MULTILINE))
    assert {label: Fraction(credit) for label, credit in rows.items()} == earned
    required = readiness.required
    assert (required.share, required.percent, required.met, required.total) == (Fraction(1, 6), 16, 0, 4)
    assert "(0 + 2/3 + 0 + 0) / 4 = 1/6. That is 16.67%, rounded down to **16%**, and **0 of 4** met." in section()


def test_what_is_left(snapshot: Snapshot) -> None:
    rows = re.findall(r"^\| (\S+) \| (\d+)-(\d+) (h|months) \|", section(), re.MULTILINE)
    told = {title: (Span(int(low), int(high)), unit) for title, low, high, unit in rows}
    levels = {"python": Level.PROFICIENT}
    assert set(told) == {milestone.title for milestone in snapshot.catalog.milestones.values()}
    for milestone in snapshot.catalog.milestones.values():
        left = remaining(snapshot, milestone.id, levels.get(milestone.id))
        assert told[milestone.title] == ((left.hours, "h") if left.hours.high else (left.months, "months"))


def test_the_choice_and_the_sums(snapshot: Snapshot) -> None:
    assert calendar_hours(PACE) == Fraction("30.4375")
    assert "48 x 30.4375 = 1,461 h" in section()
    assert cost(remaining(snapshot, "bachelors"), PACE) == 1461 * 60
    assert cost(remaining(snapshot, "bootcamp"), PACE) == 400 * 60
    plan = least_effort(snapshot, WISH)
    assert {pick.milestone for pick in plan.picks} == {"python", "sql", "app", "bootcamp"}
    assert (plan.hours, plan.proved) == (Span(365, 535), True)
    assert "20 + 15 + 30 + 300 = **365 h** to 40 + 35 + 60 + 400 =\n**535 h**" in section()
    assert (20 + 15 + 30 + 300, 40 + 35 + 60 + 400) == (365, 535)


def test_the_dates_and_the_whole_plan_as_it_is_printed(snapshot: Snapshot) -> None:
    plan = least_effort(snapshot, WISH)
    when = schedule(snapshot, plan, FIRST)
    assert [slot.pick.milestone for slot in when.slots] == ["sql", "python", "app", "bootcamp"]
    assert (when.finish.early, when.finish.late) == (date(2027, 11, 30), date(2028, 5, 18))
    assert "Day 365\nis 2027-11-30, day 535 is 2028-05-18" in section()
    _, reasons = explained(snapshot, plan, Work(WORK))
    advice = Advice(plan, when, reasons, {})
    assert [line.rstrip() for line in plan_lines(snapshot, advice)] == block("text").splitlines()


def test_what_if(snapshot: Snapshot) -> None:
    required = supposed(snapshot, {"sql": None}).readiness["builder"].required
    assert (required.share, required.percent, required.met) == (Fraction(5, 12), 41, 1)
    assert "(2/3 + 1) / 4 = 5/12: 41%, and 1 of 4 met." in section()
