"""A bad day with the real program: a damaged file, a save that fails, another mltrack in the way, a copy of a sync."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.conftest import Open
from tests.terminal.pseudo_terminal import command


def ticked(home: Path) -> list[str]:
    ids: list[str] = json.loads(command(home, "state", "--json"))["ticked"]
    return ids


def files(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / "data").rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b"python", b"pythno"),
        lambda _: b"",
    ],
    ids=["cut short", "two letters swapped", "emptied"],
)
def test_a_damaged_file_is_told_calmly_and_enter_goes_on_from_the_backup(
    open_app: Open, home: Path, damage: Callable[[bytes], bytes]
) -> None:
    command(home, "tick", "python")
    progress = home / "data" / "progress.json"
    damaged = damage(progress.read_bytes())
    progress.write_bytes(damaged)
    before = files(home)

    app = open_app()
    app.see("Your progress file cannot be used", "Your progress is here: 1 milestone done")
    app.see("~/data/progress.json is damaged", "1 done, from a backup")
    assert files(home) == before
    app.wait_until(lambda: app.row(29).startswith(" enter Go on"), "key in the key bar")
    app.press("enter")
    app.see("1 done, saved", "~/data as", "progress.json.damaged-")
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()
    assert ticked(home) == ["python"]
    assert [raw for name, raw in files(home).items() if "damaged" in name] == [damaged]


def test_q_on_the_recovery_screen_changes_nothing(open_app: Open, home: Path) -> None:
    command(home, "tick", "python")
    (home / "data" / "progress.json").write_bytes(b"?")
    before = files(home)
    app = open_app()
    app.see("Your progress file cannot be used")
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()
    assert files(home) == before


def test_a_save_that_fails_can_be_tried_again(open_app: Open, home: Path) -> None:
    command(home, "tick", "python")
    lock = home / "data" / "progress.json.lock"
    app = open_app()
    app.see("1 done, saved")
    lock.unlink(missing_ok=True)
    lock.mkdir()  # nobody can lock a folder, not even root
    app.press("2")
    app.see("DEGREES")
    app.press("space")
    app.see("Not saved", "! Tick Bachelor's in computer science", "1 done, not saved", "esc Leave it")
    lock.rmdir()
    app.press("r")
    app.see("2 done, saved")
    app.press("q")
    assert app.exit_status() == 0
    assert ticked(home) == ["bachelors-computer-science", "python"]


def test_a_note_that_could_not_be_saved_is_tried_once_more_when_the_program_is_ended(
    open_app: Open, home: Path
) -> None:
    command(home, "tick", "python")
    lock = home / "data" / "progress.json.lock"
    app = open_app()
    app.see("1 done, saved")
    lock.unlink(missing_ok=True)
    lock.mkdir()
    app.press("2")
    app.see("DEGREES")
    app.press("n")
    app.see("Note on")
    app.type("a long thought")
    app.press("escape")
    app.see("Not saved", "esc Leave it")
    lock.rmdir()
    os.kill(app.process.pid, signal.SIGTERM)
    assert app.exit_status() == 0
    app.assert_left_as_found()
    assert "a long thought" in command(home, "state", "--json")


def test_while_another_mltrack_saves_the_header_says_so(open_app: Open, home: Path) -> None:
    command(home, "tick", "python")
    app = open_app()
    app.see("1 done, saved")
    app.press("2")
    app.see("DEGREES")
    with (home / "data" / "progress.json.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        app.press("space")
        app.see("1 done, waiting for another mltrack")
        app.press("1")
        app.see("sort: ladder")  # nothing else waits
    app.see("2 done, saved")
    app.press("q")
    assert app.exit_status() == 0


def test_a_copy_of_a_synchronising_program_is_offered_and_merged(open_app: Open, home: Path, tmp_path: Path) -> None:
    command(home, "tick", "python")
    shutil.copytree(home, tmp_path / "other")
    command(tmp_path / "other", "tick", "sql")
    command(home, "tick", "java")
    copy = home / "data" / "progress.sync-conflict-20261119-201500-K3J2M4Q.json"
    shutil.copy(tmp_path / "other" / "data" / "progress.json", copy)
    left = copy.read_bytes()
    app = open_app()
    app.see("Another copy of your progress", "Tick SQL (working)", "esc Not now")
    app.press("enter")
    app.see("3 done, saved", "1 change taken over")
    app.press("q")
    assert app.exit_status() == 0
    assert ticked(home) == ["java", "python", "sql"]
    assert copy.read_bytes() == left
