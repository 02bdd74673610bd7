"""`backup`, `backups` and `restore`: what was, listed, kept and brought back."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mltrack.session import local_now, open_session
from tests.cli.conftest import Run, everything_in
from tests.store.damages import emptied

DAY = timedelta(days=1)


@pytest.fixture
def begun(run: Run) -> None:
    """Three saves: a tick of Python, one of SQL, and a note."""
    run("tick", "python")
    run("tick", "sql", "--level", "3")
    run("note", "python", "chapter 4")


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The person's clock is that of New York."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


def _state(run: Run) -> Any:
    state = run("state", "--json").json()
    assert isinstance(state, dict)
    del state["counts"]["events"]
    return state


def _json(run: Run) -> Any:
    return run("backups", "--json").json()


def _past(days: int) -> Any:
    return open_session(clock=lambda: local_now() - days * DAY)


# Keeping


def test_nothing_to_back_up(run: Run, home: Path) -> None:
    for result in (run("backup"), run("backup", str(home.parent / "copy.json"))):
        assert (result.status, result.out) == (1, "")
        assert result.err == f"mltrack: There is nothing to back up: {home}/data/progress.json does not exist yet.\n"
    assert not (home.parent / "copy.json").exists()


@pytest.mark.usefixtures("begun")
def test_a_backup_that_stays(run: Run, home: Path, progress_file: Path) -> None:
    result = run("backup")
    (kept,) = (home / "data" / "backups").glob("*-kept.json")
    assert (result.status, result.out, result.err) == (0, f"Backup 3 is kept: {kept}\n", "")
    assert kept.read_bytes() == progress_file.read_bytes()
    again = run("backup")
    assert (again.status, again.out) == (0, f"Backup 3 was kept already: {kept}\n")
    for number in range(10):
        run("note", "sql", str(number))
    assert kept.exists()


@pytest.mark.usefixtures("begun")
def test_a_copy_in_a_file_of_ones_own(run: Run, home: Path, progress_file: Path) -> None:
    file = home.parent / "stick" / "copy.json"
    unplugged = run("backup", str(file))
    assert (unplugged.status, unplugged.out) == (1, "")
    assert unplugged.err == f"mltrack: There is no folder {file.parent} to write to.\n"
    file.parent.mkdir()
    result = run("backup", str(file))
    assert (result.status, result.out, result.err) == (0, f"Copied to {file}\n", "")
    assert file.read_bytes() == progress_file.read_bytes()
    file.write_text("something else", "utf-8")
    again = run("backup", str(file))
    assert (again.status, again.out) == (1, "")
    assert again.err == f"mltrack: {file} is there already and was left as it is; choose another name.\n"
    assert file.read_text("utf-8") == "something else"


@pytest.mark.usefixtures("begun")
def test_a_folder_that_is_not_there_is_no_new_file(run: Run, home: Path) -> None:
    stick = home.parent / "stick"
    before = everything_in(home)
    result = run("backup", str(stick))
    assert (result.status, result.out) == (1, "")
    assert result.err == f"mltrack: There is no folder {stick}. To name a new file, let it end in .json.\n"
    assert not stick.exists()
    assert everything_in(home) == before


@pytest.mark.usefixtures("begun")
def test_a_copy_in_a_folder_gets_a_name(run: Run, home: Path, progress_file: Path) -> None:
    folder = home.parent / "stick"
    folder.mkdir()
    result = run("backup", str(folder))
    (file,) = folder.iterdir()
    assert result.out == f"Copied to {file}\n"
    assert file.name.startswith("mltrack-20")
    assert file.read_bytes() == progress_file.read_bytes()


@pytest.mark.usefixtures("begun")
def test_a_damaged_file_is_no_backup(run: Run, home: Path, progress_file: Path) -> None:
    progress_file.write_bytes(emptied(b""))
    before = everything_in(home / "data" / "backups")
    for arguments in (("backup",), ("backup", str(home.parent / "copy.json"))):
        result = run(*arguments)
        assert (result.status, result.out) == (1, "")
    assert everything_in(home / "data" / "backups") == before
    assert not (home.parent / "copy.json").exists()


@pytest.mark.parametrize(
    "arguments",
    [("backup", ""), ("restore", ""), ("merge", ""), ("export", "json", "-o", ""), ("import", "json", "")],
    ids=" ".join,
)
def test_an_empty_name_is_no_file(run: Run, home: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.status, result.out) == (2, "")
    assert "the name of a file is empty." in result.err
    assert not home.exists()


# Listing


def test_no_backups_yet(run: Run) -> None:
    assert run("backups").out == "There is no backup yet; the first save makes one.\n"
    assert run("backups", "--json").json() == []


@pytest.mark.usefixtures("in_new_york", "begun")
def test_the_backups_newest_first_with_what_is_in_them(run: Run, home: Path, progress_file: Path) -> None:
    run("backup")
    folder = home / "data" / "backups"
    for file, moment in zip(sorted(folder.iterdir()), ("20200101T033000Z", "20261118T170000Z"), strict=False):
        number = file.name.split("-")[1]
        file.rename(folder / f"progress-{number}-{moment}.json")
    (folder / "progress-00000001-20200101T033000Z.json").write_bytes(b"{")
    local = datetime.fromtimestamp(progress_file.stat().st_mtime).astimezone()
    years = (local - datetime(2020, 1, 1, 3, 30).astimezone()).days // 365
    lines = run("backups").out.splitlines()
    assert lines[0] == "   No.  Saved                              Done  Entries    Size  Label"
    assert lines[1] == f"     3  {local:%Y-%m-%d %H:%M}  just now            2        3  1.4 kB  kept"
    assert lines[2] == lines[1].removesuffix("  kept")  # the last save made one of itself
    assert lines[3][:26] == "     2  2026-11-18 12:00  "
    assert lines[3].endswith("  1.1 kB")
    assert lines[4] == f"     1  2019-12-31 22:30  {years} years ago     is damaged (it is not JSON from"
    assert lines[5].strip() == "character 1)"
    assert lines[6:] == ["", "Go back to one: mltrack restore NO.  Keep the present state: mltrack backup"]


@pytest.mark.usefixtures("begun")
def test_the_backups_as_json(run: Run, home: Path) -> None:
    run("start", "portfolio")
    run("waive", "bachelors-computing", "--reason", "they take portfolios")
    run("target", "analyst", "engineer")
    run("backup")
    oldest = min((home / "data" / "backups").iterdir())
    oldest.write_bytes(b"")
    listed = _json(run)
    newest, worst = listed[0], listed[-1]
    (kept,) = (home / "data" / "backups").glob("*-kept.json")
    assert newest == {
        "number": 6,
        "file": str(kept),
        "saved_at": newest["saved_at"],
        "size": kept.stat().st_size,
        "label": "kept",
        "fault": "",
        "counts": {"done": 2, "started": 1, "waived": 1, "notes": 1, "targets": 2, "events": 7},
    }
    saved_at = datetime.fromisoformat(newest["saved_at"])
    assert saved_at.utcoffset() == timedelta(0)
    assert abs(local_now() - saved_at) < timedelta(minutes=1)
    assert (worst["file"], worst["label"], worst["counts"]) == (str(oldest), "", None)
    assert worst["fault"] == "is damaged (it is empty)"
    numbers = [one["number"] for one in listed]
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.usefixtures("begun")
def test_a_name_that_is_no_moment_does_no_harm(run: Run, home: Path) -> None:
    folder = home / "data" / "backups"
    (folder / "progress-00000099-99999999T999999Z.json").write_bytes(b"")
    result = run("backups")
    assert (result.status, result.err) == (0, "")
    assert "    99  " in result.out


# Going back


@pytest.mark.parametrize("number", ["1", "#1", " 1 ", "00000001"])
@pytest.mark.usefixtures("begun")
def test_going_back_to_a_backup_and_forth_again(run: Run, number: str) -> None:
    before = _state(run)
    result = run("restore", number)
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines() == [
        "Restored backup 1, 2 changes: untick SQL; remove the note on Python. 2 roles",
        "moved: Data analyst 100% -> 50% and ML engineer 38% -> 22%.",
        "mltrack undo takes it back.",
    ]
    assert _state(run)["ticked"] == ["python"]
    assert _state(run)["notes"] == {}
    assert run("history", "-n", "1").text.endswith("restore backup 1 (untick SQL; remove the note on Python)")
    assert "before restore" in run("backups").out
    assert run("undo").text.startswith("Undone: restore backup 1 (untick SQL; remove the note on Python).")
    assert _state(run) == before
    assert run("redo").status == 0
    assert _state(run)["ticked"] == ["python"]


@pytest.mark.usefixtures("begun")
def test_looking_first_changes_nothing(run: Run, home: Path) -> None:
    before = everything_in(home)
    result = run("restore", "1", "--dry-run")
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines() == [
        "Would restore backup 1, 2 changes: untick SQL; remove the note on Python. 2",
        "roles would move: Data analyst 100% -> 50% and ML engineer 38% -> 22%.",
        "Nothing was changed.",
    ]
    assert everything_in(home) == before


def test_going_back_to_the_end_of_a_day(run: Run) -> None:
    _past(12).tick(["python"])
    _past(10).tick(["sql"])
    _past(10).target(["engineer"])
    _past(1).untick(["python"])
    day = (local_now() - 10 * DAY).date()
    assert run("restore", str(day)).text.startswith(f"Restored the end of {day}, 1 change: tick Python (working).")
    assert _state(run)["ticked"] == ["python", "sql"]
    before = (local_now() - 11 * DAY).date()
    text = run("restore", f"{before:%d %b %Y}").text
    assert text.startswith(f"Restored the end of {before}, 2 changes: untick SQL; stop aiming for ML engineer.")
    nothing = run("restore", "2001-01-01", "--dry-run").text
    assert nothing.startswith("Would restore the end of 2001-01-01, 1 change: untick Python.")


@pytest.mark.parametrize("copy_of", ["export", "backup"])
@pytest.mark.usefixtures("begun")
def test_going_back_to_a_file(run: Run, home: Path, copy_of: str) -> None:
    file = home.parent / "copy.json"
    run(*(("export", "json", "-o") if copy_of == "export" else ("backup",)), str(file))
    before = _state(run)
    run("untick", "python", "sql")
    run("note", "python", "chapter 5")
    result = run("restore", str(file))
    assert (result.status, result.err) == (0, "")
    assert f"Restored the state in {file}," in result.text
    assert "3 changes: tick Python (working) and SQL (proficient); note on Python." in result.text
    assert _state(run) == before


@pytest.mark.parametrize("when", ["today", "3"])
@pytest.mark.usefixtures("begun")
def test_nothing_to_change(run: Run, home: Path, when: str) -> None:
    run("backup")
    before = everything_in(home)
    for arguments in (("restore", when), ("restore", when, "--dry-run")):
        result = run(*arguments)
        assert (result.status, result.err) == (0, "")
        assert result.text.startswith("Nothing to change: what you have is the same as ")
    assert everything_in(home) == before


def test_another_way_to_the_same_is_nothing_to_change(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for machine in ("laptop", "home"):
        monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / machine))
        run("tick", "python")
    before = everything_in(home)
    laptop = tmp_path / "laptop" / "data" / "progress.json"
    assert run("restore", str(laptop)).text == f"Nothing to change: what you have is the same as the state in {laptop}."
    assert everything_in(home) == before


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("12", "There is no backup 12; mltrack backups lists those there are."),
        ("0", "There is no backup 0; mltrack backups lists those there are."),
        ("soon", "'soon' is neither a file, nor a backup's number (mltrack backups lists them), nor a day."),
        ("31 Feb", "'31 Feb' is neither a file, nor a backup's number (mltrack backups lists them), nor a day."),
        ("2999-12-31", "2999-12-31 is still to come: there is no state of it to go back to."),
        ("31 Dec 2999", "2999-12-31 is still to come: there is no state of it to go back to."),
    ],
)
@pytest.mark.usefixtures("begun")
def test_what_cannot_be_gone_back_to(run: Run, home: Path, when: str, sentence: str) -> None:
    before = everything_in(home)
    result = run("restore", when)
    assert (result.status, result.out, result.err) == (1, "", f"mltrack: {sentence}\n")
    assert everything_in(home) == before


@pytest.mark.usefixtures("begun")
def test_tomorrow_cannot_be_gone_back_to(run: Run, home: Path) -> None:
    before = everything_in(home)
    for arguments in (("restore", "tomorrow"), ("restore", "tomorrow", "--dry-run")):
        result = run(*arguments)
        assert (result.status, result.out) == (1, "")
        assert result.err.endswith(" is still to come: there is no state of it to go back to.\n")
    assert everything_in(home) == before


@pytest.mark.usefixtures("begun")
def test_a_backup_that_cannot_be_used_is_not_gone_back_to(run: Run, home: Path) -> None:
    file = min((home / "data" / "backups").iterdir())
    os.truncate(file, 100)
    before = everything_in(home)
    result = run("restore", "1")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(f"mltrack: {file} is damaged (")
    assert everything_in(home) == before


@pytest.mark.usefixtures("begun")
def test_going_back_over_a_damaged_file(run: Run, progress_file: Path) -> None:
    progress_file.write_bytes(b"")
    result = run("restore", "1")
    assert (result.status, result.text.startswith("Restored backup 1, 2 changes: untick SQL; remove the note")) == (
        0,
        1,
    )
    assert "The file that could not be used is now" in result.err
    assert _state(run)["ticked"] == ["python"]
