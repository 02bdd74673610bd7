"""`export`: every format on stdout and as a file; nothing but data, nothing overwritten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mltrack.exporting import FORMATS, OWN
from tests.cli.conftest import Run, everything_in

FOREIGN = [name for name in FORMATS if name != OWN]


@pytest.fixture
def begun(run: Run) -> None:
    run("target", "engineer", "--by", "2099-01-31")
    run("tick", "cluster-admin", "--on", "2026-01-31")
    run("note", "python", "Größe\n=cmd; second, line")


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.usefixtures("begun")
def test_each_format_is_data_on_stdout_and_the_same_in_a_file(run: Run, home: Path, name: str, tmp_path: Path) -> None:
    before, folder = everything_in(home), tmp_path / "out"
    folder.mkdir()
    shown = run("export", name)
    assert (shown.status, shown.err) == (0, "")
    assert run("export", name, "-o", "-").out.splitlines()[:3] == shown.out.splitlines()[:3]
    said = run("export", name, "-o", str(folder), "--role", "analyst")
    (file,) = folder.iterdir()
    assert (said.status, said.out) == (0, f"Exported {name} to {file}\n")
    assert file.name.startswith(f"mltrack-{name}-analyst-2")
    assert file.name.endswith(FORMATS[name].suffix)
    again = run("export", name, "-o", str(file))
    assert (again.status, again.out) == (1, "")
    assert "is there already and was left as it is" in again.err
    assert everything_in(home) == before


@pytest.mark.parametrize("name", FOREIGN)
def test_a_role_that_there_is_not_is_told_and_nothing_is_written(run: Run, tmp_path: Path, name: str) -> None:
    result = run("export", name, "--role", "analist", "-o", str(tmp_path / "out"))
    assert (result.status, result.out) == (1, "")
    assert result.err == "mltrack: There is no role 'analist' in the catalog. Did you mean analyst?\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", FOREIGN)
def test_nobody_who_has_told_anything_exports_all_the_same(run: Run, home: Path, name: str) -> None:
    result = run("export", name)
    hint = "You aim for no role, so there is no plan in it: mltrack target ROLE, or --role.\n"
    assert (result.status, result.err) == (0, hint if FORMATS[name].has_plan else "")
    assert run("export", name, "--role", "analyst").err == ""
    assert not home.exists()


def test_the_formats_that_say_nothing_of_a_missing_plan_are_hinted_at() -> None:
    assert [name for name in FOREIGN if FORMATS[name].has_plan] == ["tasks", "csv", "ical", "taskwarrior", "todotxt"]


def test_only_a_calendar_has_to_dos(run: Run) -> None:
    run("due", "python", "2099-01-31")
    assert "BEGIN:VTODO" in run("export", "ical", "--todo").out
    assert "BEGIN:VEVENT" in run("export", "ical").out
    assert run("export", "csv", "--todo").status == 2
    assert run("export", "csv", "--due-only").status == 2


@pytest.mark.usefixtures("begun")
def test_a_calendar_may_be_of_days_of_ones_own_alone(run: Run) -> None:
    assert "By the plan:" in run("export", "ical").out
    own = run("export", "ical", "--due-only")
    assert ("By the plan:" in own.out, "SUMMARY:To be ready: " in own.out, own.err) == (False, True, "")


def test_the_help_lists_every_format_with_what_it_is(run: Run) -> None:
    shown = run("export", "--help").text
    for name, written in FORMATS.items():
        assert f"{name} {written.title}"[:50] in shown
        assert f"Write {written.title}." in run("export", name, "--help").text


def test_a_terminal_without_letters_gets_the_same_bytes(tmp_path: Path) -> None:
    plain = {**os.environ, "MLTRACK_HOME": str(tmp_path), "PYTHONPATH": "src", "LC_ALL": "C", "PYTHONUTF8": "0"}
    mltrack = [sys.executable, "-m", "mltrack"]
    for arguments in (["note", "python", "Größe 👩🏽‍💻"], ["target", "data-scientist"]):
        subprocess.run([*mltrack, *arguments], env={**plain, "PYTHONUTF8": "1"}, check=True, capture_output=True)
    raw = subprocess.run([*mltrack, "export", "taskwarrior"], env=plain, check=True, capture_output=True).stdout
    assert "Größe 👩🏽‍💻" in raw.decode("utf-8")
    assert json.loads(raw)
