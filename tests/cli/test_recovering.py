"""`recover`, and `restore` where there is no good backup: the ways on from a file that cannot be used. It is kept."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from mltrack.core.keeping import Way
from mltrack.errors import InvalidInput
from mltrack.upkeep import go_on
from tests.cli.conftest import Run, everything_in
from tests.cli.harm import aside_of, harm
from tests.cli.test_damaged_file import READS
from tests.store.damages import ALTERED, emptied, vouched


@pytest.fixture
def begun(run: Run) -> None:
    """Three saves: a tick of Python, a target and a note on Python."""
    run("tick", "python")
    run("target", "analyst")
    run("note", "python", "chapter 4")


@pytest.mark.parametrize("arguments", [(), ("--as-it-stands",), ("--afresh",)], ids=" ".join)
def test_nothing_to_recover(run: Run, home: Path, arguments: tuple[str, ...]) -> None:
    for _ in range(2):
        before = everything_in(home)
        result = run("recover", *arguments)
        assert (result.status, result.err) == (0, "")
        assert result.out == "There is nothing to recover: your progress can be used as it is.\n"
        assert everything_in(home) == before
        run("tick", "python")


@pytest.mark.usefixtures("begun")
def test_recovering_from_the_backup(run: Run, progress_file: Path) -> None:
    damaged = harm(progress_file, ALTERED["trailing newline"])
    result = run("recover")
    assert result.status == 0
    assert result.text.startswith("Recovered from the backup of 20")
    assert result.text.endswith(": 1 done, 0 started, 0 waived, 0 notes, 1 target; 2 events of history.")
    assert f"  The file that could not be used is now {aside_of(progress_file)}" in result.err.splitlines()
    assert aside_of(progress_file).read_bytes() == damaged
    assert run("state").err == ""


@pytest.mark.usefixtures("begun")
def test_recovering_as_it_stands(run: Run, progress_file: Path) -> None:
    damaged = harm(progress_file, ALTERED["written as JSON by another program"])
    result = run("recover", "--as-it-stands")
    aside = aside_of(progress_file)
    assert (result.status, aside.read_bytes()) == (0, damaged)
    assert result.text == (
        "Took the file over as it stands: 1 done, 0 started, 0 waived, 1 note, 1 target; 3 events of history."
    )
    assert result.err == f"mltrack: {progress_file} is damaged (its checksum does not fit); it is now {aside}\n"
    assert run("note", "python").out == "chapter 4\n"


@pytest.mark.usefixtures("begun")
def test_what_was_changed_by_hand_is_taken_as_it_stands_and_so_it_is_told(run: Run, progress_file: Path) -> None:
    progress_file.write_bytes(progress_file.read_bytes().replace(b"chapter 4", b"chapter 5"))
    assert "An entry says something else in the file than what is in use." in run("state").err
    result = run("recover", "--as-it-stands")
    assert result.text.startswith("Took the file over as it stands: ")
    aside = aside_of(progress_file)
    assert result.err == f"mltrack: {progress_file} is damaged (its checksum does not fit); it is now {aside}\n"
    assert run("note", "python").out == "chapter 5\n"


@pytest.mark.usefixtures("begun")
def test_what_cannot_be_read_cannot_be_taken_as_it_stands(run: Run, home: Path, progress_file: Path) -> None:
    harm(progress_file, emptied)
    before = everything_in(home / "data" / "backups")
    result = run("recover", "--as-it-stands")
    assert (result.status, result.out) == (1, "")
    last = result.err.splitlines()[-1]
    assert last == f"mltrack: {progress_file} is damaged (it is empty), so it cannot be taken as it stands; " + (
        "nothing was changed."
    )
    assert everything_in(home / "data" / "backups") == before
    assert progress_file.read_bytes() == b""


@pytest.mark.usefixtures("begun")
def test_nothing_is_begun_afresh_while_there_is_a_good_backup(run: Run, progress_file: Path) -> None:
    harm(progress_file, emptied)
    result = run("recover", "--afresh")
    assert (result.status, result.out) == (1, "")
    assert result.err.splitlines()[-1] == (
        "mltrack: There is a good backup, so nothing has to be given up: mltrack recover goes on from it."
    )
    with pytest.raises(InvalidInput, match=r"There is a good backup, .*progress-00000002-"):
        go_on(Way.AFRESH)
    assert progress_file.read_bytes() == b""


def test_one_way_to_recover_at_a_time(run: Run) -> None:
    result = run("recover", "--afresh", "--as-it-stands")
    assert result.status == 2
    assert "--as-it-stands and --afresh do not go together." in result.err


@pytest.mark.usefixtures("begun")
def test_an_entry_that_is_none_under_a_checksum_that_fits(run: Run, progress_file: Path) -> None:
    events, state, rest = progress_file.read_bytes().partition(b'"state":{')
    damaged = vouched(events.replace(b'"status":"done"', b'"status":"gone"', 1) + state + rest)
    progress_file.write_bytes(damaged)
    told = run("history")
    assert (told.status, told.out) == (1, "")
    assert "The progress file holds what is no event" in told.err
    assert told.err.endswith("To go on from a backup: mltrack recover.\n")
    assert run("recover").text.startswith("Recovered from the backup of 20")
    assert aside_of(progress_file).read_bytes() == damaged
    assert run("history").status == 0


# Without a good backup


@pytest.fixture
def hopeless(run: Run, home: Path, progress_file: Path, begun: None) -> None:
    """A damaged file, and backups of which none is better."""
    run("backup", str(home.parent / "copy.json"))
    harm(progress_file, emptied)
    for backup in (home / "data" / "backups").iterdir():
        backup.write_bytes(b"{")


@pytest.mark.parametrize(
    "arguments",
    [*READS, ("tick", "portfolio"), ("recover",), ("restore", "2"), ("restore", "yesterday"), ("backup",)],
    ids=" ".join,
)
@pytest.mark.usefixtures("hopeless")
def test_without_a_good_backup_the_ways_on_are_said(
    run: Run, home: Path, progress_file: Path, arguments: tuple[str, ...]
) -> None:
    before = everything_in(home)
    result = run(*arguments)
    assert (result.status, result.out) == (1, "")
    assert result.err == (
        f"mltrack: {progress_file} is damaged (it is empty), and there is no good backup in {home}/data/backups. "
        "Nothing was changed. mltrack restore FILE goes on from a copy elsewhere, "
        "mltrack recover --afresh from nothing; the file is kept either way.\n"
    )
    assert everything_in(home) == before


@pytest.mark.usefixtures("hopeless")
def test_beginning_afresh(run: Run, progress_file: Path) -> None:
    result = run("recover", "--afresh")
    aside = aside_of(progress_file)
    assert (result.status, aside.read_bytes()) == (0, b"")
    assert result.text == "Began afresh: 0 done, 0 started, 0 waived, 0 notes, 0 targets; 0 events of history."
    assert result.err == f"mltrack: {progress_file} is damaged (it is empty); it is now {aside}\n"
    assert run("tick", "sql").status == 0
    assert run("state").err == ""


@pytest.mark.usefixtures("hopeless")
def test_a_file_that_was_only_altered_needs_no_backup(run: Run, home: Path, progress_file: Path) -> None:
    harm(progress_file, lambda _: ALTERED["trailing newline"]((home.parent / "copy.json").read_bytes()))
    assert run("state").status == 1
    result = run("recover", "--as-it-stands")
    assert result.text.startswith("Took the file over as it stands: 1 done, 0 started, 0 waived, 1 note,")
    assert result.err.endswith(f"; it is now {aside_of(progress_file)}\n")
    assert run("note", "python").out == "chapter 4\n"


@pytest.mark.usefixtures("hopeless")
def test_as_it_stands_is_refused_for_what_cannot_be_read(run: Run, home: Path) -> None:
    before = everything_in(home / "data" / "backups")
    result = run("recover", "--as-it-stands")
    assert (result.status, result.out) == (1, "")
    assert "so it cannot be taken as it stands; nothing was changed." in result.err
    assert everything_in(home / "data" / "backups") == before


@pytest.mark.usefixtures("hopeless")
def test_restoring_a_copy_from_elsewhere(run: Run, home: Path, progress_file: Path) -> None:
    copy = home.parent / "copy.json"
    before = everything_in(home)
    dry = run("restore", str(copy), "--dry-run")
    held = "1 done, 0 started, 0 waived, 1 note, 1 target; 3 events of history."
    assert (dry.status, dry.err) == (0, "")
    assert dry.text == f"Would restore {copy}: {held} Nothing was changed."
    assert everything_in(home) == before
    result = run("restore", str(copy))
    aside = aside_of(progress_file)
    assert (result.status, result.text) == (0, f"Restored {copy}: {held}")
    assert result.err == f"mltrack: {progress_file} is damaged (it is empty); it is now {aside}\n"
    assert run("note", "python").out == "chapter 4\n"
    assert run("undo").text == "Undone: note on Python."


@pytest.mark.usefixtures("hopeless")
def test_a_copy_from_elsewhere_is_one_save_and_without_it_all_is_as_it_was(
    run: Run, home: Path, progress_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {path: path.read_bytes() for path in home.rglob("*.json")}

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", refuse)
        result = run("restore", str(home.parent / "copy.json"))
    assert (result.status, result.out) == (1, "")
    assert "could not be saved: No space left on device" in result.err
    assert {path: path.read_bytes() for path in home.rglob("*") if path.suffix != ".lock" and path.is_file()} == held
    assert run("restore", str(home.parent / "copy.json")).status == 0
    assert json.loads(progress_file.read_bytes())["_meta"]["file"]["generation"] == 3


@pytest.mark.usefixtures("hopeless")
def test_a_copy_from_elsewhere_that_was_altered_is_taken_when_asked(run: Run, home: Path) -> None:
    copy = home.parent / "copy.json"
    copy.write_bytes(ALTERED["trailing newline"](copy.read_bytes()))
    refused = run("restore", str(copy))
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.endswith(f"mltrack restore {copy} --altered takes it over as it is.\n")
    assert run("restore", str(copy), "--altered").text.startswith(f"Restored {copy}: 1 done,")
    assert run("note", "python").out == "chapter 4\n"


@pytest.mark.usefixtures("hopeless")
def test_a_copy_that_is_no_better_leaves_all_as_it_is(run: Run, home: Path) -> None:
    copy = home.parent / "copy.json"
    copy.write_bytes(b'{"_meta":{}}')
    before = everything_in(home)
    result = run("restore", str(copy))
    assert (result.status, result.out) == (1, "")
    assert result.err == f"mltrack: {copy} is damaged (it does not say which schema and generation it has).\n"
    assert everything_in(home) == before


@pytest.mark.usefixtures("begun")
def test_what_can_be_used_after_all_is_left_alone(home: Path) -> None:
    before = everything_in(home)
    assert go_on(Way.AFRESH) is None
    assert everything_in(home) == before
