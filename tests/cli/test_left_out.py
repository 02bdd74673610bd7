"""One slip in a file of one's own: everything that misses what it left out says so, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.store.own_files import SOUND

KEPT = "What you told of it is kept. mltrack catalog check lists all faults."


@pytest.fixture
def own(run: Run, home: Path) -> Path:
    """A role and a skill of one's own, aimed for, ticked and with a note."""
    path = home / "config" / "catalog" / "clerk.toml"
    path.parent.mkdir(parents=True)
    path.write_text(SOUND)
    run("target", "clerk")
    run("tick", "spreadsheets")
    return path


@pytest.fixture
def slipped(own: Path) -> None:
    text = (
        own.read_text().replace('summary = "Sums', 'sumary = "Sums').replace('family = "Office"', 'famliy = "Office"')
    )
    own.write_text(text)


@pytest.mark.usefixtures("slipped")
def test_the_fault_is_named_wherever_the_role_is_missed(run: Run) -> None:
    said = "clerk.toml:15: clerk: famliy: unknown key 'famliy'; did you mean family?"
    lost = f"The role that you aim for, clerk, is left out for now, for a fault in {said} {KEPT}"
    for command in ("plan", "forecast"):
        result = run(command)
        assert result.status == 1
        assert f"mltrack: {lost} Name another one" in " ".join(result.err.split())
    for command in ("next", "summary"):
        assert lost in " ".join(run(command).out.split())
    assert f"clerk, left out for now, for a fault in {said}" in " ".join(run("target").out.split())
    for arguments in (("role", "clerk"), ("target", "clerk"), ("plan", "clerk")):
        refused = " ".join(run(*arguments).err.split())
        assert refused.endswith(f"mltrack: The role 'clerk' is left out for now, for a fault in {said} {KEPT}")


@pytest.mark.usefixtures("slipped")
def test_a_skill_that_is_left_out_is_no_departed_one(run: Run) -> None:
    said = "clerk.toml:9: spreadsheets: sumary: unknown key 'sumary'; did you mean summary?"
    listed = "Left out for now, and kept [x] spreadsheets spreadsheets"
    assert run("milestones", "--view", "departed").text == listed
    shown = run("milestone", "spreadsheets").text
    assert shown.startswith("spreadsheets (spreadsheets) Left out for now, done (working) on ")
    assert f"Left out for now, for a fault in {said} {KEPT}" in shown
    told: Any = run("milestone", "spreadsheets", "--json").json()
    assert told["became"] == f"Left out for now, for a fault in {said} {KEPT}"
    assert "Left out for now, and kept: spreadsheets" in run("state").text
    assert "belong to milestones that the catalog lacks" not in run("doctor").text
    assert f"is left out for now, for a fault in {said}" in " ".join(run("tick", "spreadsheets").err.split())


@pytest.mark.usefixtures("slipped")
def test_once_it_is_mended_all_of_it_is_there_again(run: Run, own: Path) -> None:
    own.write_text(SOUND)
    assert run("role", "clerk").status == 0
    assert run("milestones", "--view", "departed").text == "No milestone fits."
    assert "Clerk" in run("target").out
