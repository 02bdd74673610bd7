"""A note written in the person's own editor, in a real terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.terminal.conftest import Open
from tests.terminal.pseudo_terminal import ALTERNATE_SCREEN, Terminal, command

EDITOR = """\
import pathlib, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
path = pathlib.Path(sys.argv[-1])
print("EDITING:", path.read_text(), flush=True)
line = input("type> ")
if line == "fail":
    sys.exit(7)
path.write_text(path.read_text() + "\\n" + line + "\\n")
"""
"""Ctrl+c ends it at any moment: Python's own handler waits for the line when the key comes between prompt and read."""


def begin(home: Path, open_app: Open, tmp_path: Path) -> Terminal:
    """Open the note of the first milestone, with an editor that asks for a line and adds it."""
    script, temporary = tmp_path / "an editor.py", tmp_path / "temporary"
    script.write_text(EDITOR, encoding="utf-8")
    temporary.mkdir()
    command(home, "target", "data-scientist")
    command(home, "note", "bachelors-computer-science", "first")
    app = open_app(env={"VISUAL": f"{sys.executable} '{script}'", "TMPDIR": str(temporary)})
    app.see("1 Roles", "0 done, saved")
    app.press("2")
    app.see("DEGREES")
    app.press("n")
    app.see("Note on Bachelor's in computer science")
    app.send(b"\x0f")
    app.see("EDITING: first", "type>")
    assert not app.modes()[ALTERNATE_SCREEN]
    return app


def leave(app: Terminal) -> None:
    """Leave the note; escape and a letter after it at once would be one key."""
    app.press("escape")
    app.wait_until(lambda: not app.shows("Note on"), "end of the dialog")


def note(home: Path) -> str:
    found: str = json.loads(command(home, "milestone", "bachelors-computer-science", "--json"))["note"]
    return found


def test_ctrl_o_hands_the_terminal_to_the_editor_and_what_it_wrote_is_saved(
    open_app: Open, home: Path, tmp_path: Path
) -> None:
    app = begin(home, open_app, tmp_path)
    app.type("second from outside\r")
    app.wait_until(lambda: app.modes()[ALTERNATE_SCREEN], "return of the app")
    app.see("Note on Bachelor's in computer science", "│ second from outside")
    assert list((tmp_path / "temporary").iterdir()) == []
    assert note(home) == "first"
    app.type(" and in here")
    app.see("second from outside and in here")
    leave(app)
    app.see("Note saved")
    assert note(home) == "first\nsecond from outside and in here"
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()


def test_an_editor_that_fails_leaves_the_text_and_the_app_as_they_were(
    open_app: Open, home: Path, tmp_path: Path
) -> None:
    app = begin(home, open_app, tmp_path)
    app.type("fail\r")
    app.see("ended with status 7", "first")
    leave(app)
    assert note(home) == "first"
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()


def test_ctrl_c_in_the_editor_ends_the_editor_alone(open_app: Open, home: Path, tmp_path: Path) -> None:
    app = begin(home, open_app, tmp_path)
    app.send(b"\x03")
    app.see("was broken off", "first")
    leave(app)
    app.press("q")
    assert app.exit_status() == 0
    app.assert_left_as_found()
