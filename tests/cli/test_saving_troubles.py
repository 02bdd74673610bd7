"""A save that waits, fails or is refused: what the person is told, and that it is told once."""

from __future__ import annotations

import errno
import io
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.cli.conftest import Run, everything_in
from tests.store.damages import emptied, of_schema
from tests.store.disks import Disk

WRITES = [
    (("tick", "python", "sql", "--level", "2"), "tick Python (working) and SQL (working)"),
    (("untick", "portfolio"), "untick Portfolio"),
    (("start", "sql"), "start SQL"),
    (("waive", "sql", "--reason", "they use none"), "waive SQL (they use none)"),
    (("note", "sql", "joins"), "note on SQL"),
    (("note", "portfolio", ""), "remove the note on Portfolio"),
    (("target", "engineer", "--by", "2030-01-31"), "aim for ML engineer by 31 Jan 2030"),
    (("target", "analyst", "--remove"), "stop aiming for Data analyst"),
    (("undo",), "undo: aim for Data analyst, primary"),
    (("restore", "1"), "restore backup 1 (remove the note on Portfolio; stop aiming for Data analyst)"),
]


@pytest.fixture(autouse=True)
def _begun(run: Run) -> None:
    """A project that is done and noted, and a target."""
    run("tick", "portfolio")
    run("note", "portfolio", "three repositories")
    run("target", "analyst")


@pytest.mark.parametrize(
    ("arguments", "deed"), WRITES, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_a_failed_save_says_what_was_not_saved(
    run: Run, home: Path, progress_file: Path, arguments: tuple[str, ...], deed: str
) -> None:
    held = progress_file.read_bytes()
    with Disk("replace", 1, error=errno.ENOSPC).failing():
        result = run(*arguments)
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(f"mltrack: Not saved: {deed}. {progress_file} could not be saved")
    assert result.err.endswith(": No space left on device; nothing was changed.\n")
    assert result.err.count("\n") == 1
    assert progress_file.read_bytes() == held
    assert run(*arguments).status == 0


def test_a_long_deed_is_cut_short(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        run("note", "python", f"chapter {number}")
    run("export", "json", "-o", str(home.parent / "export.json"))
    monkeypatch.setenv("MLTRACK_HOME", str(home.parent / "other"))
    with Disk("replace", 1).failing():
        result = run("import", "json", str(home.parent / "export.json"))
    assert result.status == 1
    deed, _, sentence = result.err.partition("; 28 more. ")
    assert deed == (
        "mltrack: Not saved: tick Portfolio; note on Portfolio; aim for Data analyst, primary; "
        "note on Python; note on Python"
    )
    assert sentence.endswith("; nothing was changed.\n")


def test_five_deeds_are_all_told(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("note", "python", "chapter 1")
    run("start", "sql")
    run("export", "json", "-o", str(home.parent / "export.json"))
    monkeypatch.setenv("MLTRACK_HOME", str(home.parent / "other"))
    with Disk("replace", 1).failing():
        result = run("import", "json", str(home.parent / "export.json"))
    assert "; aim for Data analyst, primary; note on Python; start SQL. " in result.err


def test_deeds_of_many_words_are_cut_short(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for milestone in ("sql", "python"):
        run("waive", milestone, "--reason", "they use none " * 20)
    run("export", "json", "-o", str(home.parent / "export.json"))
    monkeypatch.setenv("MLTRACK_HOME", str(home.parent / "other"))
    with Disk("replace", 1).failing():
        result = run("import", "json", str(home.parent / "export.json"))
    assert (result.status, result.out) == (1, "")
    deed, _, sentence = result.err.partition(" .... ")
    assert deed.startswith(
        "mltrack: Not saved: tick Portfolio; note on Portfolio; aim for Data analyst, primary; waive"
    )
    assert len(deed) < 450
    assert sentence.endswith("; nothing was changed.\n")


@pytest.mark.parametrize("arguments", [("state",), ("tick", "python")], ids=" ".join)
def test_a_file_that_the_disk_does_not_give_back_can_be_moved_away(
    run: Run, home: Path, progress_file: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    real = os.open

    def failing(path: Any, *args: Any, **kwargs: Any) -> int:
        if str(path) == str(progress_file):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", failing)
        result = run(*arguments)
    assert (result.status, result.out) == (1, "")
    assert result.err == (
        f"mltrack: {progress_file} could not be read: Input/output error; nothing was changed. "
        f"If that lasts, move it away: mltrack goes on from the newest backup in {home}/data/backups.\n"
    )
    progress_file.rename(home / "broken")
    assert "1 note, 1 target; 3 events of history." in run("state").text


def test_without_a_deed_there_is_only_the_sentence(run: Run, home: Path) -> None:
    with Disk("listdir", 1, sticky=True).failing():
        result = run("backups")
    assert (result.status, result.out) == (1, "")
    assert result.err == (f"mltrack: {home}/data/backups could not be read: Input/output error; nothing was changed.\n")


def test_a_failed_save_of_a_damaged_file_tells_of_both(run: Run, progress_file: Path) -> None:
    progress_file.write_bytes(b"")
    with Disk("replace", 1).failing():
        result = run("tick", "python")
    assert (result.status, result.out) == (1, "")
    first, *_, last = result.err.splitlines()
    assert first.startswith(f"mltrack: {progress_file} is damaged (it is empty); in use is the backup ")
    assert last.startswith(f"mltrack: Not saved: tick Python (working). {progress_file} could not be saved")
    assert progress_file.read_bytes() == b""
    assert not list(progress_file.parent.glob("*.damaged-*"))


# Another mltrack is saving


def test_whoever_has_to_wait_is_told_so_once(run: Run, progress_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mltrack.store.whole_file.PATIENCE", 0.05)
    other = FileLock(f"{progress_file}.lock", thread_local=False)
    other.acquire()
    timer = threading.Timer(0.4, other.release)
    timer.start()
    result = run("tick", "python")
    timer.join()
    assert result.status == 0
    assert result.err == "mltrack: Waiting for another mltrack to finish saving ...\n"
    assert result.out.startswith("Done: Python (working), today.")


def test_a_save_goes_on_where_nobody_can_be_told(
    run: Run, progress_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress_file.write_bytes(emptied(b""))
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb", buffering=0) as broken:
        monkeypatch.setattr("sys.stderr", io.TextIOWrapper(broken, write_through=True))
        assert run("tick", "python").status == 0
    monkeypatch.undo()


# A newer mltrack has written the file


@pytest.fixture
def newer(progress_file: Path) -> bytes:
    """The progress file as a mltrack to come has written it."""
    raw = of_schema(9)(progress_file.read_bytes())
    progress_file.write_bytes(raw)
    return raw


SENTENCE = "was written by mltrack 0.1.0, which is newer: nothing can be saved. Update mltrack to go on."


@pytest.mark.parametrize(
    "arguments",
    [
        ("state",),
        ("state", "--json"),
        ("roles",),
        ("history",),
        ("backups",),
        ("merge",),
        ("restore", "1", "--dry-run"),
    ],
    ids=" ".join,
)
def test_a_newer_file_is_shown_and_said_to_be_one(
    run: Run, home: Path, progress_file: Path, newer: bytes, arguments: tuple[str, ...]
) -> None:
    before = everything_in(home)
    result = run(*arguments)
    assert (result.status, result.err) == (0, f"mltrack: {progress_file} {SENTENCE}\n")
    assert result.out
    assert everything_in(home) == before


@pytest.mark.parametrize(
    ("arguments", "deed"), WRITES, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_a_newer_file_is_never_written(
    run: Run, progress_file: Path, newer: bytes, arguments: tuple[str, ...], deed: str
) -> None:
    result = run(*arguments)
    assert (result.status, result.out) == (1, "")
    assert result.err == f"mltrack: Not saved: {deed}. {progress_file} {SENTENCE}\n"
    assert progress_file.read_bytes() == newer


def test_a_newer_file_can_be_backed_up_and_not_exported(
    run: Run, home: Path, progress_file: Path, newer: bytes
) -> None:
    result = run("export", "json")
    assert (result.status, result.out) == (1, "")
    assert result.err == (
        f"mltrack: {progress_file} {SENTENCE} An export from here would lack entries; take a backup instead.\n"
    )
    assert run("backup", str(home.parent / "copy.json")).status == 0
    assert (home.parent / "copy.json").read_bytes() == newer


def test_there_is_nothing_to_recover_in_a_newer_file(run: Run, progress_file: Path, newer: bytes) -> None:
    for arguments in ((), ("--afresh",), ("--as-it-stands",)):
        result = run("recover", *arguments)
        assert (result.status, result.err) == (0, f"mltrack: {progress_file} {SENTENCE}\n")
    assert progress_file.read_bytes() == newer
