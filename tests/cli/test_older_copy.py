"""An older copy that was put back in the place of the progress file: what it lacks is told, offered and kept."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Outcome, Run, everything_in
from tests.cli.test_damaged_file import READS
from tests.store.damages import emptied

LACKS = "  In the backup, but not in the file: tick SQL (proficient); note on Python."
GOES_ON = "  Saves go on from the file as it is, and the backup is kept."


@pytest.fixture
def progress_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of a person whose folder has a name that a shell would take for two."""
    monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / "Ann's home"))
    return tmp_path / "Ann's home" / "data" / "progress.json"


@pytest.fixture
def newest(run: Run, progress_file: Path) -> Path:
    """Four saves, and the file as it was after the second; the backup of the last one."""
    run("tick", "python")
    run("target", "analyst")
    older = progress_file.read_bytes()
    run("tick", "sql", "--level", "3")
    run("note", "python", "chapter 4")
    progress_file.write_bytes(older)
    return max((progress_file.parent / "backups").iterdir())


def _notice(result: Outcome, progress_file: Path, backup: Path) -> bool:
    """Whether stderr tells of the backup that is ahead, and of nothing else."""
    return result.err.splitlines() == [
        f"mltrack: {progress_file} is older than the backup {backup}, which holds what it lacks.",
        LACKS,
        f"  To take that over: mltrack merge {shlex.quote(str(backup))}",
        GOES_ON,
    ]


def _merge_told(result: Outcome) -> list[str]:
    """The arguments after mltrack that the notice says to type."""
    told = next(line for line in result.err.splitlines() if line.startswith("  To take that over: mltrack "))
    return shlex.split(told.partition(": mltrack ")[2])


@pytest.mark.parametrize("arguments", READS, ids=" ".join)
def test_every_reading_command_shows_the_file_and_tells_of_the_backup(
    run: Run, progress_file: Path, newest: Path, arguments: tuple[str, ...]
) -> None:
    before = everything_in(progress_file.parents[1])
    result = run(*arguments)
    assert (result.status, _notice(result, progress_file, newest)) == (0, True)
    assert everything_in(progress_file.parents[1]) == before


def test_a_save_goes_on_from_the_file_and_tells_of_the_backup_too(run: Run, progress_file: Path, newest: Path) -> None:
    saved = run("tick", "portfolio")
    assert (saved.status, _notice(saved, progress_file, newest)) == (0, True)
    assert run(*_merge_told(saved)).status == 0
    assert run("note", "python").out == "chapter 4\n"


def test_what_is_shown_is_the_file(run: Run, newest: Path) -> None:
    state: Any = run("state", "--json").json()
    assert (state["ticked"], state["notes"], state["counts"]["events"]) == (["python"], {}, 2)


def test_what_the_notice_says_to_type_brings_everything_back(run: Run, progress_file: Path, newest: Path) -> None:
    result = run(*_merge_told(run("state")))
    assert (result.status, result.err) == (0, "")
    assert "2 changes taken over: tick SQL (proficient); note on Python." in result.text
    assert run("note", "python").out == "chapter 4\n"
    state = run("state")
    assert "2 done, 0 started, 0 waived, 1 note, 1 target; 4 events of history." in state.text
    assert state.err == ""
    assert run("doctor").out.endswith("\n\nNothing is wrong.\n")


def test_looking_first_changes_nothing(run: Run, progress_file: Path, newest: Path) -> None:
    before = everything_in(progress_file.parents[1])
    result = run(*_merge_told(run("state")), "--dry-run")
    assert (result.status, _notice(result, progress_file, newest)) == (0, True)
    assert "2 changes would be taken over: tick SQL (proficient) note on Python" in result.text
    assert everything_in(progress_file.parents[1]) == before


def test_the_backup_is_offered_before_the_copies_beside_the_file(run: Run, progress_file: Path, newest: Path) -> None:
    sibling = progress_file.with_name("progress (2).json")
    shutil.copyfile(newest, sibling)
    _, _, *lines = run("merge").out.splitlines()
    assert [shlex.split(line) for line in lines[::2]] == [["mltrack", "merge", str(one)] for one in (newest, sibling)]
    assert run("merge", str(newest)).status == 0
    assert "No copy beside your progress holds anything new." in run("merge").out


def test_the_doctor_calls_it_a_fault(run: Run, progress_file: Path, newest: Path) -> None:
    before = everything_in(progress_file.parents[1])
    result = run("doctor")
    assert (result.status, result.err) == (1, "")
    assert f"✓ {progress_file} is whole: save 2, 2 entries, " in result.text
    words = (
        f"✗ {progress_file} is older than the backup {newest}, which holds what it lacks. To take that over: mltrack"
    )
    assert words in result.text
    assert result.out.endswith("\n\n1 fault.\n")
    assert everything_in(progress_file.parents[1]) == before


def test_the_next_save_goes_on_from_the_file_and_the_backup_stays(run: Run, progress_file: Path, newest: Path) -> None:
    held = newest.read_bytes()
    assert run("tick", "portfolio").status == 0
    kept = newest.with_name(f"{newest.stem}-before-rollback.json")
    assert kept.read_bytes() == held
    # The name that was told before the save still is one.
    assert "2 changes would be taken over: " in run("merge", str(newest), "--dry-run").text
    assert "2 done, 0 started, 0 waived, 0 notes, 1 target; 3 events of history." in run("state").text
    for number in range(8):
        run("note", "sql", f"joins {number}")
    assert kept.read_bytes() == held
    assert [line.split()[0] for line in run("backups").out.splitlines() if "before rollback" in line] == ["4"]
    found = run("doctor")
    assert (found.status, run("state").err) == (0, "")
    lacked = f"· {kept} holds 2 entries that your progress lacks: mltrack merge FILE takes over what is new"
    assert lacked in found.text
    merged = run("merge", str(kept))
    assert "2 changes taken over: tick SQL (proficient); note on Python." in merged.text
    assert run("note", "python").out == "chapter 4\n"
    assert "3 done, 0 started, 0 waived, 2 notes, 1 target; " in run("state").text
    assert "that your progress lacks" not in run("doctor").text


def test_an_error_comes_after_the_notice(run: Run, progress_file: Path, newest: Path) -> None:
    older = progress_file.read_bytes()
    result = run("tick", "zzz")
    assert (result.status, result.out) == (1, "")
    first, *_, last = result.err.splitlines()
    assert first == f"mltrack: {progress_file} is older than the backup {newest}, which holds what it lacks."
    assert last == "mltrack: There is no milestone 'zzz' in the catalog."
    assert (progress_file.read_bytes(), newest.exists()) == (older, True)


def test_a_backup_that_cannot_be_used_is_not_ahead(run: Run, progress_file: Path, newest: Path) -> None:
    newest.write_bytes(emptied(b""))
    third = sorted(newest.parent.iterdir())[-2]
    result = run("state")
    assert result.err.splitlines()[:2] == [
        f"mltrack: {progress_file} is older than the backup {third}, which holds what it lacks.",
        "  In the backup, but not in the file: tick SQL (proficient).",
    ]


def test_going_back_by_restore_is_no_older_copy(run: Run, progress_file: Path) -> None:
    run("tick", "python")
    run("tick", "sql")
    run("restore", "1")
    assert run("state").err == ""
    assert run("doctor").status == 0
