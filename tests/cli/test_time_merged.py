"""What `merge` says of time spent, efforts and due days that two machines have told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome


@pytest.fixture
def laptop(on: Callable[..., Outcome], tmp_path: Path) -> Path:
    """The progress file of a laptop that knows what the desktop knew, and more."""
    on("desktop", "log", "python", "30m")
    shutil.copytree(tmp_path / "desktop", tmp_path / "laptop")
    return tmp_path / "laptop" / "data" / "progress.json"


def test_time_told_on_both_machines_is_all_kept(on: Callable[..., Outcome], laptop: Path) -> None:
    on("desktop", "log", "python", "1h")
    on("laptop", "log", "python", "1h")
    text = on("desktop", "merge", str(laptop)).text
    assert "1 change taken over: log 1 h on Python." in text
    assert "Both sides" not in text
    assert on("desktop", "log").out.splitlines()[-2] == "2 h 30 min in 3 entries."


def test_of_efforts_and_due_days_it_says_which_holds(on: Callable[..., Outcome], laptop: Path) -> None:
    on("laptop", "effort", "sql", "10h")
    on("laptop", "due", "sql", "2099-01-01")
    on("desktop", "effort", "sql", "20-30h")
    on("desktop", "due", "sql", "2099-12-31")
    text = on("desktop", "merge", str(laptop)).text
    assert (
        "Both sides changed SQL: expect 20-30 h for SQL here, expect 10 h for SQL there. "
        "What holds is expect 20-30 h for SQL, which came later." in text
    )
    assert "SQL due 2099-12-31 here, SQL due 2099-01-01 there. What holds is SQL due 2099-12-31" in text


def test_an_entry_removed_on_one_side_and_taken_back_on_the_other_is_named(
    on: Callable[..., Outcome], laptop: Path
) -> None:
    on("laptop", "log", "python", "--remove", "1")
    on("desktop", "log", "python", "--remove", "1")
    on("desktop", "undo")
    text = on("desktop", "merge", str(laptop)).text
    assert "Both sides changed the time logged on Python: " in text
    assert "What holds is remove 30 min on Python, for the other was taken back." in text
    assert on("desktop", "log").text.startswith("No time is logged yet.")


@pytest.mark.parametrize(("first", "then"), [("desktop", "laptop"), ("laptop", "desktop")])
def test_time_logged_on_one_machine_leaves_the_tick_of_the_other_whichever_was_first(
    on: Callable[..., Outcome], laptop: Path, first: str, then: str
) -> None:
    deeds = {"desktop": ("log", "sql", "30m"), "laptop": ("tick", "sql")}
    for machine in (first, then):
        on(machine, *deeds[machine])
    text = on("desktop", "merge", str(laptop)).text
    assert (
        "Both sides changed SQL: start SQL here, tick SQL (working) there. "
        "What holds is tick SQL (working), for the other only came with time logged." in text
    )
    assert "Skill, done (working)" in on("desktop", "milestone", "sql").text


def test_an_export_takes_time_along(on: Callable[..., Outcome], laptop: Path, tmp_path: Path) -> None:
    on("laptop", "effort", "sql", "10h")
    on("laptop", "due", "sql", "2099-01-01")
    on("laptop", "export", "json", "-o", str(tmp_path / "export.json"))
    on("phone", "import", "json", str(tmp_path / "export.json"))
    state = on("phone", "state", "--json").out
    assert state == on("laptop", "state", "--json").out
    assert '"minutes": 30' in state
