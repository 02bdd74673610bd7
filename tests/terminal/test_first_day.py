"""From the first start to the tick that is still there tomorrow."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

from tests.terminal.conftest import Open
from tests.terminal.pseudo_terminal import ALTERNATE_SCREEN, Terminal, command


def choose_a_target(app: Terminal) -> None:
    app.see("Which role are you aiming for?")
    app.type("developer")
    app.wait_until(lambda: not app.shows("scientist"), "narrowed list")
    app.press("down", "down", "down", "enter")
    app.see("◎ Software developer", "0 done, saved")


def find_python(app: Terminal) -> None:
    app.press("2")
    app.see("DEGREES")
    app.press("/")
    app.see("Keep filter")
    app.type("python")
    app.see("python", "PCEP")
    app.press("enter")
    app.wait_until(lambda: not app.shows("Keep filter"), "cursor in the list")
    app.see("╭─ Python ─")


def ticked(home: Path) -> list[str]:
    ids: list[str] = json.loads(command(home, "state", "--json"))["ticked"]
    return ids


def test_choose_a_target_tick_quit_and_find_the_tick_again(open_app: Open, home: Path) -> None:
    app = open_app()
    choose_a_target(app)
    assert " 0%" in app.row(0)
    find_python(app)
    app.press("space")
    app.see("1 done, saved", "✓ Python", "✓ done")
    before_quitting = app.row(0)
    assert " 0%" not in before_quitting
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()

    tomorrow = open_app()
    tomorrow.see("◎ Software developer", "1 done, saved")
    assert tomorrow.row(0) == before_quitting
    find_python(tomorrow)
    tomorrow.see("✓ Python", "✓ done")
    assert ticked(home) == ["python"]


def test_a_tick_shown_as_saved_survives_kill_9(open_app: Open, home: Path) -> None:
    app = open_app()
    choose_a_target(app)
    find_python(app)
    app.press("space")
    app.see("1 done, saved")
    os.kill(app.process.pid, signal.SIGKILL)
    assert app.exit_status() == -signal.SIGKILL
    assert ticked(home) == ["python"]


def test_without_a_target_nothing_is_written(open_app: Open, home: Path) -> None:
    app = open_app()
    app.see("Which role are you aiming for?")
    app.press("escape")
    app.see("0 done, saved", "Associate data scientist")
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()
    assert not home.exists()


def test_the_demo_touches_nothing_of_yours(open_app: Open, home: Path) -> None:
    command(home, "tick", "sql")
    app = open_app("--demo")
    app.see("◎ Machine learning", "15 done, saved")
    find_python(app)
    app.press("space")
    app.see("14 done, saved")
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()
    assert ticked(home) == ["sql"]


def test_a_tick_by_another_process_shows_up(open_app: Open, home: Path) -> None:
    command(home, "target", "data-scientist")
    app = open_app()
    app.see("◎ Data scientist", "0 done, saved")
    before = app.row(0)
    command(home, "tick", "sql")
    app.see("1 done, saved", within=2)
    assert app.row(0) != before
    app.press("u")
    app.see("0 done, saved")
    assert ticked(home) == []


def test_the_alternate_screen_is_used_so_that_the_shell_keeps_its_lines(open_app: Open) -> None:
    app = open_app()
    app.see("Which role are you aiming for?")
    assert app.modes()[ALTERNATE_SCREEN]
