"""`doctor`: what it finds, how it says so, and that it never changes anything."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, everything_in
from tests.cli.harm import aside_of, harm
from tests.cli.small_catalog import write_catalog
from tests.store.damages import ALTERED, emptied, of_schema


@pytest.fixture
def begun(run: Run) -> None:
    """Three saves."""
    run("tick", "python")
    run("tick", "sql", "--level", "3")
    run("note", "python", "chapter 4")


def _findings(run: Run) -> Any:
    return run("doctor", "--json").json()


def test_before_the_first_save(run: Run, home: Path) -> None:
    result = run("doctor")
    assert (result.status, result.err) == (0, "")
    assert f"Progress file · {home}/data/progress.json does not exist yet; the first save makes it" in result.text
    assert result.out.endswith("\n\nNothing is wrong, 2 notes.\n")
    assert not home.exists()


@pytest.mark.usefixtures("begun")
def test_all_is_well(run: Run, home: Path, progress_file: Path) -> None:
    result = run("doctor")
    assert (result.status, result.err) == (0, "")
    size = f"{progress_file.stat().st_size:,} bytes"
    assert f"Progress file ✓ {progress_file} is whole: save 3, 3 entries, {size}, schema 3 ✓ its state" in result.text
    assert "Backups ✓ 3 good ones, " in result.text
    assert "Catalog ✓ 3 roles, 6 milestones" in result.text
    headings = [line for line in result.out.splitlines() if line and line[0] != " "]
    assert headings == [*dict.fromkeys(headings)]
    assert headings[-1] == "Nothing is wrong."


def test_one_of_each_is_counted_as_one(run: Run) -> None:
    run("tick", "sql")
    text = run("doctor").text
    assert " is whole: save 1, 1 entry, " in text
    assert "✓ its state, 1 fact, follows from its events" in text
    assert "Backups ✓ 1 good one, " in text


@pytest.mark.usefixtures("begun")
def test_findings_as_json(run: Run) -> None:
    found = _findings(run)
    assert set(found) == {"sound", "findings"}
    assert found["sound"] is True
    assert all(set(one) == {"about", "grade", "sentence"} for one in found["findings"])
    assert found["findings"][-1] == {"about": "catalog", "grade": "fine", "sentence": "3 roles, 6 milestones"}


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (emptied, "is damaged (it is empty); in use is the backup"),
        (ALTERED["trailing newline"], "is damaged (its checksum does not fit); in use is the backup"),
        (of_schema(9), "was written by mltrack 0.1.0, which is newer: nothing can be saved."),
    ],
    ids=["empty", "altered", "newer"],
)
@pytest.mark.usefixtures("begun")
def test_what_is_wrong_with_the_file(
    run: Run, home: Path, progress_file: Path, damage: Callable[[bytes], bytes], words: str
) -> None:
    progress_file.write_bytes(damage(progress_file.read_bytes()))
    before = everything_in(home)
    result = run("doctor")
    assert (result.status, result.err) == (1, "")
    assert f"✗ {progress_file} {words}" in result.text
    assert result.out.endswith("\n1 fault.\n")
    found = run("doctor", "--json")
    assert (found.status, _findings(run)["sound"]) == (1, False)
    assert everything_in(home) == before


@pytest.mark.usefixtures("begun")
def test_a_file_and_backups_that_cannot_be_used(run: Run, home: Path, progress_file: Path) -> None:
    for file in [progress_file, *(home / "data" / "backups").iterdir()]:
        file.write_bytes(b"")
    before = everything_in(home)
    result = run("doctor")
    assert (result.status, result.err) == (1, "")
    assert "and there is no good backup in" in result.text
    assert result.out.endswith("\n4 faults.\n")
    assert everything_in(home) == before


@pytest.mark.usefixtures("begun")
def test_a_broken_catalog_does_not_keep_the_rest_from_being_looked_at(run: Run, catalog: Path) -> None:
    write_catalog(catalog, milestones="[[skill]\n")
    result = run("doctor")
    assert (result.status, result.err) == (1, "")
    assert "✓" in result.out.partition("Catalog\n")[0]
    assert result.out.partition("Catalog\n")[2].startswith(f"  ✗ {catalog}/milestones.toml:")


@pytest.mark.usefixtures("begun")
def test_what_lies_about_is_noted(
    run: Run, home: Path, progress_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sibling, broken = (progress_file.with_name(f"progress ({number}).json") for number in (2, 3))
    shutil.copytree(home, tmp_path / "laptop")
    with monkeypatch.context() as patch:
        patch.setenv("MLTRACK_HOME", str(tmp_path / "laptop"))
        run("tick", "portfolio")
    shutil.copyfile(tmp_path / "laptop" / "data" / "progress.json", sibling)
    broken.write_bytes(b"{")
    progress_file.write_bytes(b"")
    run("start", "portfolio")
    result = run("doctor")
    assert result.status == 0
    (aside,) = home.glob("data/*.damaged-*")
    for sentence in (
        f"· {aside} was kept aside because it could not be used; keep it until you are sure that nothing is missing",
        f"· a copy that cannot be used: {broken} is not a file of mltrack: neither progress, nor a backup, nor",
        f"· {sibling} holds an entry that yours lacks: mltrack merge FILE takes over what is new",
    ):
        assert sentence in result.text
    assert result.out.endswith("\nNothing is wrong, 3 notes.\n")


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (1, "holds an entry that yours lacks: mltrack merge FILE --altered takes over what is new"),
        (2, "holds 2 entries that yours lacks: mltrack merge FILE --altered takes over what is new"),
    ],
)
@pytest.mark.usefixtures("begun")
def test_a_file_that_was_put_aside_is_noted_until_all_of_it_is_there(
    run: Run, home: Path, progress_file: Path, missing: int, words: str
) -> None:
    harm(progress_file, ALTERED["trailing newline"])
    if missing == 2:
        max((home / "data" / "backups").iterdir()).unlink()
    run("target", "analyst")
    aside = aside_of(progress_file)
    result = run("doctor")
    assert (result.status, f"· {aside} was kept aside and {words}" in result.text) == (0, True)
    assert run("merge", str(aside), "--altered").status == 0
    assert f"· {aside} was kept aside; all that it holds is in yours, so you may remove it" in run("doctor").text


@pytest.mark.parametrize("folder", ["", "/backups"], ids=["progress", "backups"])
@pytest.mark.usefixtures("begun")
def test_a_folder_that_may_not_be_written_is_told(
    run: Run, progress_file: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    refused = f"{progress_file.parent}{folder}"
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) != refused)  # root may write everywhere
    result = run("doctor")
    assert result.status == 1
    assert f"Saving ✗ {refused} may not be written, so nothing can be saved" in result.text
    assert result.out.endswith("\n1 fault.\n")


@pytest.mark.usefixtures("begun")
def test_signs_that_every_terminal_can_show(run: Run, progress_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mltrack.cli.options.stdout_can_show", lambda glyphs: False)
    assert "Catalog\n  + 3 roles, 6 milestones\n" in run("doctor").out
    progress_file.write_bytes(b"")
    result = run("doctor")
    assert f"Progress file ! {progress_file} is damaged" in result.text
    assert result.out.isascii()


@pytest.mark.usefixtures("begun")
def test_signs_follow_the_encoding_of_stdout(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ascii_only = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", ascii_only)
    assert run("doctor").status == 0
    ascii_only.seek(0)
    assert "  + 3 roles, 6 milestones" in ascii_only.read()


@pytest.mark.usefixtures("begun")
def test_of_a_backup_that_cannot_be_read_nobody_says_that_it_may_go(run: Run, home: Path) -> None:
    loop = home / "data" / "backups" / "progress-00000001-20200101T000000Z.json"
    loop.symlink_to(loop.name)
    result = run("doctor")
    assert (result.status, f"✗ {loop} cannot be read (Too many levels" in result.text) == (1, True)
    assert "remove" not in result.text
