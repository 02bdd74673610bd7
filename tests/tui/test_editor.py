"""A note in one's own editor: a file for nobody else, gone afterwards, and a text that no failure takes."""

from __future__ import annotations

import os
import shlex
import signal
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from mltrack.session import Session
from mltrack.tui.editor import EditorFailed, edited, editor_command
from mltrack.tui.screens.question import NoteEditor
from tests.tui.desk import Desk
from tests.tui.driver import WIDE, user_of
from tests.tui.registry import exercises


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No editor is set, and temporary files have a folder of their own."""
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def python(code: str) -> list[str]:
    """An editor that runs `code`, with the path of its file as `path`."""
    return [sys.executable, "-c", f"import os, pathlib, sys; path = pathlib.Path(sys.argv[1]); {code}"]


def test_the_text_goes_out_and_comes_back_and_nothing_is_left_behind(no_editor: Path) -> None:
    command = python("path.write_text(path.read_text('utf-8') + 'naïve 東京\\n', 'utf-8')")
    assert edited("one\n", command) == "one\nnaïve 東京\n"
    assert list(no_editor.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_the_file_and_its_folder_are_for_nobody_else() -> None:
    umask = os.umask(0)
    try:
        modes = edited("", python("path.write_text(f'{os.stat(path).st_mode} {os.stat(path.parent).st_mode}')"))
    finally:
        os.umask(umask)
    assert [stat.S_IMODE(int(mode)) for mode in modes.split()] == [0o600, 0o700]


def test_no_shell_reads_the_command_or_the_text(no_editor: Path) -> None:
    assert edited("$(touch x); `id`", python("pass")) == "$(touch x); `id`"
    with pytest.raises(EditorFailed, match="did not work"):
        edited("", ["true; touch", str(no_editor / "x")])
    assert list(no_editor.iterdir()) == []


def test_an_editor_that_fails_or_is_not_there_says_so_and_leaves_nothing_behind(no_editor: Path) -> None:
    with pytest.raises(EditorFailed, match=r"ended with status 3\. Your text is as it was"):
        edited("text", python("sys.exit(3)"))
    assert edited("text", python("path.write_text('half'); sys.exit(3)")) == "half"  # what was saved is kept
    with pytest.raises(EditorFailed, match="not text in UTF-8"):
        edited("text", python("path.write_bytes(bytes([255]))"))
    with pytest.raises(EditorFailed, match="no note is so long"):
        edited("text", python("path.write_text('x' * 1_000_001)"))
    with pytest.raises(EditorFailed, match="no-such-editor did not work: No such file"):
        edited("text", ["no-such-editor"])
    with pytest.raises(EditorFailed, match="did not work"):
        edited("text", python("path.unlink()"))
    assert list(no_editor.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
def test_ctrl_c_is_the_editors_own() -> None:
    before = signal.getsignal(signal.SIGINT)
    code = "import signal; os.kill(os.getppid(), signal.SIGINT); path.write_text(str(signal.getsignal(signal.SIGINT)))"
    assert "default_int_handler" in edited("", python(code))
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(
    ("visual", "editor", "command"),
    [
        ("emacs -nw", "vi", ["emacs", "-nw"]),
        ("", "vi", ["vi"]),
        (" ", "'/My Editor/run' --wait", ["/My Editor/run", "--wait"]),
    ],
)
def test_visual_goes_before_editor_and_either_may_have_arguments(
    monkeypatch: pytest.MonkeyPatch, visual: str, editor: str, command: list[str]
) -> None:
    monkeypatch.setenv("VISUAL", visual)
    monkeypatch.setenv("EDITOR", editor)
    assert editor_command() == command


def test_without_an_editor_or_with_an_open_quote_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EditorFailed, match="export EDITOR=nano"):
        editor_command()
    monkeypatch.setenv("EDITOR", "'vi")
    with pytest.raises(EditorFailed, match="a quote in it is not closed"):
        editor_command()


@exercises("note.editor")
async def test_ctrl_o_says_how_to_set_an_editor_and_what_is_written_stays(
    session: Session, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "n")
        await user.type("so far")
        await user.press("ctrl+o")
        await user.toast("No editor is set")
        monkeypatch.setenv("EDITOR", shlex.join(python("path.write_text('other')")))
        await user.press("ctrl+o")
        await user.toast("This terminal cannot be handed to an editor")
        assert isinstance(user.app.screen, NoteEditor)
        await user.press("escape")
        assert list(desk.saved.notes.values()) == ["so far"]
