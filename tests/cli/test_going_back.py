"""`restore`: what its one argument may name, and files that something other than mltrack has changed."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, everything_in
from tests.store.damages import ALTERED, DAMAGES


@pytest.fixture
def begun(run: Run) -> None:
    """Three saves: a tick of Python, one of SQL, and a note."""
    run("tick", "python")
    run("tick", "sql", "--level", "3")
    run("note", "python", "chapter 4")


@pytest.mark.usefixtures("begun")
def test_a_number_that_is_also_a_file_here_is_asked_about(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("backup", "copy.json")
    Path("copy.json").rename("1")
    before = everything_in(home)
    result = run("restore", "1")
    assert (result.status, result.out) == (1, "")
    assert result.err == "mltrack: There is a file 1 here: write ./1 for it, or #1 for a backup.\n"
    assert everything_in(home) == before
    assert run("restore", "./1").text == "Nothing to change: what you have is the same as the state in ./1."
    assert run("restore", "#1").text.startswith("Restored backup 1, 2 changes: untick SQL; remove the note on Python.")
    assert run("restore", "2", "--dry-run").text.startswith("Would restore backup 2, 1 change: tick SQL (proficient).")


@pytest.mark.usefixtures("begun")
def test_a_number_with_its_sign_is_always_the_backup(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("backup", "copy.json")
    Path("copy.json").rename("#1")
    assert run("restore", "#1", "--dry-run").text.startswith("Would restore backup 1, 2 changes: untick SQL;")
    assert run("restore", "./#1").text == "Nothing to change: what you have is the same as the state in ./#1."


@pytest.mark.usefixtures("begun")
def test_a_folder_that_is_called_like_a_backup_is_not_in_the_way(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("1").mkdir()
    assert run("restore", "1").text.startswith("Restored backup 1, 2 changes: ")


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.usefixtures("begun")
def test_a_file_that_something_else_changed_is_gone_back_to_when_asked(
    run: Run, home: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / "Ann's copy.json"
    run("target", "analyst")
    run("backup", str(file))
    file.write_bytes(damage(file.read_bytes()))
    run("note", "python", "chapter 5")
    before = everything_in(home)
    refused = run("restore", str(file))
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.count("\n") == 1
    advice = f" All of it can be read, and mltrack restore {shlex.quote(str(file))} --altered takes it over as it is.\n"
    readable = damage in ALTERED.values()
    assert refused.err.endswith(advice) == readable
    dry = run("restore", str(file), "--altered", "--dry-run")
    assert (dry.status == 0, "1 change: note on Python." in dry.text) == (readable, readable)
    assert everything_in(home) == before
    result = run("restore", str(file), "--altered")
    assert (result.status == 0, "1 change: note on Python." in result.text) == (readable, readable)
    assert run("note", "python").out == ("chapter 4\n" if readable else "chapter 5\n")
    assert (everything_in(home) != before) == readable


@pytest.mark.usefixtures("begun")
def test_altered_makes_no_difference_to_a_backup_or_a_day(run: Run, home: Path) -> None:
    assert "remove the note on Python" in run("restore", "2", "--altered", "--dry-run").text
    assert run("restore", "today", "--altered").text.startswith("Nothing to change: ")
    os.truncate(min((home / "data" / "backups").iterdir()), 100)
    result = run("restore", "1", "--altered")
    assert (result.status, result.out) == (1, "")
    assert "is damaged (" in result.err
    assert "--altered" not in result.err
