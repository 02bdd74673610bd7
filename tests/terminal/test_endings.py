"""However the program is ended, it ends soon, and the terminal is left as it was found."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.terminal.conftest import Open
from tests.terminal.installed import installed
from tests.terminal.pseudo_terminal import Terminal, command


def _writing_a_note(open_app: Open, home: Path, *, outlives_hangup: bool = False) -> Terminal:
    command(home, "tick", "sql")
    app = open_app(outlives_hangup=outlives_hangup)
    app.see("1 done, saved")
    app.press("2")
    app.see("DEGREES")
    app.press("n")
    app.see("Note on")
    return app


def test_sigterm_ends_the_program_in_good_order(open_app: Open, home: Path) -> None:
    command(home, "tick", "python")
    app = open_app()
    app.see("1 done, saved")
    os.kill(app.process.pid, signal.SIGTERM)
    assert app.exit_status(within=5) == 0
    app.assert_left_as_found()
    assert "Traceback" not in app.text


@pytest.mark.parametrize("outlives_hangup", [False, True], ids=["hangup", "end of input"])
def test_closing_the_window_ends_the_program(open_app: Open, home: Path, outlives_hangup: bool) -> None:
    command(home, "tick", "python")
    app = open_app(outlives_hangup=outlives_hangup)
    app.see("1 done, saved")
    app.hang_up()
    app.exit_status(within=5)
    assert '"python"' in command(home, "state", "--json")


@pytest.mark.parametrize(
    ("numbers", "statuses"),
    [
        ([signal.SIGTERM], {0}),
        ([signal.SIGHUP], {129}),
        ([signal.SIGTERM, signal.SIGHUP], {0, 129}),
        ([signal.SIGHUP, signal.SIGHUP], {129}),
    ],
)
def test_a_note_being_written_survives_signals(
    open_app: Open, home: Path, numbers: list[signal.Signals], statuses: set[int]
) -> None:
    app = _writing_a_note(open_app, home)
    app.type("a long thought")
    app.see("a long thought")
    for number in numbers:
        os.kill(app.process.pid, number)
    assert app.exit_status(within=8) in statuses
    app.assert_left_as_found()
    assert "a long thought" in command(home, "state", "--json")


@pytest.mark.parametrize("outlives_hangup", [False, True], ids=["hangup", "end of input"])
def test_a_note_being_written_survives_the_window(open_app: Open, home: Path, outlives_hangup: bool) -> None:
    app = _writing_a_note(open_app, home, outlives_hangup=outlives_hangup)
    app.type("a long thought")
    app.see("a long thought")
    app.hang_up()
    app.exit_status(within=8)
    assert "a long thought" in command(home, "state", "--json")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("pause", [0.0, 0.003, 0.1])
def test_a_signal_and_a_closed_window_at_once_end_it_too(
    open_app: Open, home: Path, number: signal.Signals, pause: float
) -> None:
    app = _writing_a_note(open_app, home)
    app.type("a long thought")
    app.see("a long thought")
    os.kill(app.process.pid, number)
    time.sleep(pause)
    app.hang_up()
    app.exit_status(within=8)
    assert "a long thought" in command(home, "state", "--json")


def test_the_window_may_be_closed_right_after_the_key_that_quits(open_app: Open, home: Path) -> None:
    command(home, "tick", "sql")
    app = open_app()
    app.see("1 done, saved")
    app.press("space", "q")
    app.hang_up()
    app.exit_status(within=8)


@pytest.mark.parametrize("noise", [b"\xff", b"\xe9(", b"\xc3("], ids=["no UTF-8", "Latin-1", "cut short"])
def test_bytes_that_are_no_text_neither_end_the_program_nor_swallow_keys(
    open_app: Open, home: Path, noise: bytes
) -> None:
    command(home, "tick", "sql")
    app = open_app()
    app.see("1 done, saved")
    app.send(noise + b"2" + noise)
    app.see("DEGREES")
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()


def test_a_paste_in_latin_1_says_where_a_letter_could_not_be_read(open_app: Open, home: Path) -> None:
    app = _writing_a_note(open_app, home)
    app.send(b"\x1b[200~caf\xe9 at noon\x1b[201~")
    app.see("caf\N{REPLACEMENT CHARACTER} at noon")


def test_leaving_loses_no_last_words_and_runs_nothing_more() -> None:
    code = (
        "import atexit, sys; from mltrack.__main__ import leave\n"
        "atexit.register(print, 'too late')\n"
        "sys.stdout.write('said, '); sys.stderr.write('complained'); leave(3)"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed())}
    line = [sys.executable, "-c", code]
    ran = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, "said, ", "complained")
