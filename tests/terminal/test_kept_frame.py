"""The first frame that was kept for a start: there at once, true, and no trace of it afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyte
import pytest

from mltrack.kept_frame import ALTERNATE_SCREEN
from tests.terminal.conftest import Open
from tests.terminal.installed import installed
from tests.terminal.pseudo_terminal import Terminal, command, environment

SIZE = (100, 30)
TAKEN_OVER = b"\x1b[?2004h"
"""What Textual sends first of all that a frame does not hold: it asks for pastes in one piece."""


@pytest.fixture
def kept(home: Path, open_app: Open) -> Path:
    """The frame of somebody with a target, kept when they left."""
    command(home, "target", "data-scientist")
    command(home, "tick", "python", "--level", "3")
    first = open_app(size=SIZE)
    first.see("1 Roles", "1 done, saved")
    return left(first, home)


def left(app: Terminal, home: Path) -> Path:
    """Leave the app, and wait for the frame of the next start."""
    place = home / "cache" / "first-frame"
    before = place.stat().st_mtime_ns if place.exists() else 0
    app.wait_until(lambda: TAKEN_OVER in app.raw, "app of its own")
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()
    deadline = time.monotonic() + 20
    while not place.exists() or place.stat().st_mtime_ns == before:
        assert time.monotonic() < deadline, "no frame was kept"
        time.sleep(0.05)
    return place


def frame_in(place: Path) -> bytes:
    return place.read_bytes().split(b"\n")[1]


def cells(screen: pyte.Screen) -> list[list[object]]:
    """Every cell with its colours."""
    return [[screen.buffer[row][column] for column in range(SIZE[0])] for row in range(SIZE[1])]


def drawn(raw: bytes) -> pyte.Screen:
    screen = pyte.Screen(*SIZE)
    pyte.ByteStream(screen).feed(raw)
    return screen


def shows_kept(app: Terminal, frame: bytes) -> bool:
    """True where the program began with the kept frame."""
    app.wait_until(lambda: TAKEN_OVER in app.raw, "app of its own")
    return bytes(app.raw).startswith(ALTERNATE_SCREEN.encode() + b"\x1b[?25l\x1b[H" + frame)


def behind_the_frame(open_app: Open, kept: Path) -> Terminal:
    """An app of which there is no more than the kept frame so far: it is stopped there."""
    size = len(frame_in(kept))
    for _ in range(10):
        app = open_app(size=SIZE)
        app.wait_until(lambda app=app: len(app.raw) > size, "kept frame")  # type: ignore[misc]
        os.kill(app.process.pid, signal.SIGSTOP)
        status = Path(f"/proc/{app.process.pid}/stat")
        app.wait_until(lambda status=status: " T " in status.read_text("ascii"), "stop")  # type: ignore[misc]
        app.drain()
        if TAKEN_OVER not in app.raw:
            return app
        app.close()
    raise AssertionError("the app was always quicker")


def test_an_app_that_has_taken_over_ends_as_any_other(open_app: Open, kept: Path) -> None:
    app = open_app(size=SIZE)
    app.wait_until(lambda: TAKEN_OVER in app.raw, "app of its own")
    app.see("1 done, saved")
    time.sleep(0.2)
    os.kill(app.process.pid, signal.SIGQUIT)
    assert app.exit_status() == -signal.SIGQUIT


def test_it_is_what_the_app_then_draws_and_nothing_comes_between(open_app: Open, kept: Path) -> None:
    frame = drawn(frame_in(kept))
    assert any("Data scientist" in line for line in frame.display)
    app, seen = open_app(size=SIZE), list[str]()

    def watched() -> bool:
        if ALTERNATE_SCREEN.encode() in app.raw:
            seen.append(app.text)
        return app.raw.count(b"\x1b[?2026h") >= 2

    app.send(b"\x1b[?2026;2$y")  # the terminal can hold an update back until all of it is there, as most can
    app.wait_until(watched, "frame of the app itself")
    app.see("1 done, saved")
    assert cells(app._screen) == cells(frame)
    whole = seen.index("\n".join(line.rstrip() for line in frame.display))
    assert len({*seen[whole:]}) == 1
    assert bytes(app.raw).count(ALTERNATE_SCREEN.encode()) == 1
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()


def test_keys_pressed_before_the_app_is_there_are_keys(home: Path, open_app: Open, kept: Path) -> None:
    app = behind_the_frame(open_app, kept)
    app.send(b"2\r")  # enter is enter, though nobody has told the terminal so yet
    os.kill(app.process.pid, signal.SIGCONT)
    app.see("Asked for by", "enter Open")
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()
    assert "\n" not in app.row(0)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a tick": lambda home: command(home, "tick", "sql", "--level", "2"),
    "an undo": lambda home: command(home, "undo"),
    "a setting": lambda home: write(home / "config" / "config.toml", 'theme = "mltrack-light"\n'),
    "a role of one's own": lambda home: command(home, "catalog", "new", "role", "my-role"),
    "progress that is gone": lambda home: (home / "data" / "progress.json").unlink(),
    "progress put there by hand": lambda home: write(home / "data" / "progress.json", "{}"),
}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_of_files_it_is_not_shown(home: Path, open_app: Open, kept: Path, change: str) -> None:
    frame = frame_in(kept)
    CHANGES[change](home)
    assert not shows_kept(open_app(size=SIZE), frame)


@pytest.mark.parametrize(
    "options",
    [
        {"size": (100, 31)},
        {"size": SIZE, "env": {"NO_COLOR": "1"}},
        {"size": SIZE, "env": {"TERM": "linux"}},
        {"size": SIZE, "env": {"LANG": "C"}},
    ],
    ids=["another size", "no colours", "another terminal", "no Unicode"],
)
def test_in_another_terminal_it_is_not_shown(open_app: Open, kept: Path, options: dict[str, object]) -> None:
    assert not shows_kept(open_app(**options), frame_in(kept))


def test_it_is_shown_in_plain_ascii_only_where_it_was_drawn_so(open_app: Open, kept: Path) -> None:
    assert not shows_kept(open_app("--ascii", size=SIZE), frame_in(kept))
    assert not open_app("--demo", size=SIZE).raw.startswith(ALTERNATE_SCREEN.encode() + b"\x1b[?25l\x1b[H")


def test_with_nothing_changed_it_is_shown_again_and_again(home: Path, open_app: Open, kept: Path) -> None:
    frame = frame_in(kept)
    for _ in range(2):
        app = open_app(size=SIZE)
        assert shows_kept(app, frame)
        app.press("q")
        assert app.exit_status() == 0
    assert frame_in(kept) == frame


def test_what_changed_in_the_app_is_in_the_next_frame(home: Path, open_app: Open, kept: Path) -> None:
    app = open_app(size=SIZE)
    app.see("1 done, saved")
    app.press("2")
    app.see("DEGREES")
    app.press("space")
    app.see("2 done, saved")
    place = left(app, home)
    assert any("2 done, saved" in line for line in drawn(frame_in(place)).display)
    assert shows_kept(open_app(size=SIZE), frame_in(place))


@pytest.mark.parametrize("damage", ["cut", "another", "empty", "a folder"])
def test_a_damaged_one_is_not_shown(open_app: Open, kept: Path, damage: str) -> None:
    raw = kept.read_bytes()
    frame = frame_in(kept)
    match damage:
        case "cut":
            kept.write_bytes(raw[:-10])
        case "another":
            kept.write_bytes(raw.replace(b"Data scientist", b"Data surgeon!!", 1))
        case "empty":
            kept.write_bytes(b"")
        case _:
            kept.unlink()
            kept.mkdir()
    app = open_app(size=SIZE)
    assert not shows_kept(app, frame)
    app.see("1 done, saved")
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_who_ends_it_behind_the_frame_gets_the_terminal_back(open_app: Open, kept: Path, number: int) -> None:
    app = behind_the_frame(open_app, kept)
    os.kill(app.process.pid, number)
    os.kill(app.process.pid, signal.SIGCONT)
    assert app.exit_status() == -number
    modes = app.modes()
    assert (modes[1049], modes[25]) == (False, True)


def test_a_newcomer_is_asked_and_shown_no_frame_of_a_place(home: Path, open_app: Open) -> None:
    app = open_app(size=SIZE)
    app.see("Which role")
    app.press("escape")
    app.wait_until(lambda: app.shows("1 Roles"), "places")
    app.press("q")
    assert app.exit_status() == 0
    time.sleep(1)
    assert not home.exists()


def test_a_window_that_is_said_to_have_another_size_has_no_kept_frame(home: Path, open_app: Open) -> None:
    command(home, "target", "data-scientist")
    said = {"COLUMNS": "80", "LINES": "24"}
    for _ in range(2):
        app = open_app(size=SIZE, env=said)
        app.see("1 Roles", "Data scientist")
        assert not app.raw.startswith(ALTERNATE_SCREEN.encode() + b"\x1b[?25l\x1b[H")
        app.press("q")
        assert app.exit_status() == 0
        time.sleep(1)
    assert not (home / "cache" / "first-frame").exists()


@pytest.mark.parametrize("mark", ["waive", "tick"])
def test_no_reason_to_waive_is_kept_in_the_cache(home: Path, mark: str) -> None:
    command(home, "target", "data-scientist")
    reason = ["--reason", "between you and me"] if mark == "waive" else []
    command(home, mark, "bachelors-computer-science", *reason)
    draw(home, time.time_ns())
    assert (home / "cache" / "first-frame").exists() == (mark == "tick")
    assert not any(b"between you" in path.read_bytes() for path in (home / "cache").rglob("*") if path.is_file())


@pytest.mark.parametrize("place", ["plan", "summary"])
def test_no_place_is_kept_before_it_has_its_content(home: Path, place: str) -> None:
    command(home, "target", "data-scientist")
    write(home / "config" / "config.toml", f'start_place = "{place}"\n')
    draw(home, time.time_ns())
    assert not (home / "cache" / "first-frame").exists()


def draw(home: Path, begun: int) -> None:
    """Draw the frames of the next starts in a window in which a page of a role is beside the list."""
    program = [sys.executable, "-P", "-m", "mltrack.tui.ahead", "120", "40", str(begun)]
    subprocess.run(program, env=environment(home), check=True, timeout=30)


def test_what_changes_while_it_is_drawn_is_never_shown(home: Path) -> None:
    command(home, "target", "data-scientist")
    begun = time.time_ns()
    program = installed() / "mltrack" / "tui" / "app.py"
    program.write_bytes(program.read_bytes())
    draw(home, begun)
    assert not (home / "cache" / "first-frame").exists()
    draw(home, time.time_ns())
    assert (home / "cache" / "first-frame").exists()


def test_nobodys_words_are_kept_in_the_cache(home: Path, open_app: Open) -> None:
    command(home, "target", "data-scientist")
    command(home, "note", "bachelors-computer-science", "between you and me")
    write(home / "config" / "config.toml", 'start_place = "milestones"\n')
    app = open_app(size=SIZE)
    app.see("DEGREES", "between you and me")
    app.press("q")
    assert app.exit_status() == 0
    time.sleep(2)
    cached = [path for path in (home / "cache").rglob("*") if path.is_file()]
    assert not any(b"between you and me" in path.read_bytes() for path in cached)
