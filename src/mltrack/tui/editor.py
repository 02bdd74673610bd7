"""A text, written in the editor that a person has chosen for themselves; it stands in a file only meanwhile."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_MOST = 1_000_000
"""Characters that can be shown to be shortened; a note has far fewer."""


class EditorFailed(Exception):
    """A sentence about why nothing came back from the editor; the text is as it was."""


def editor_command() -> Sequence[str]:
    """The editor that $VISUAL, else $EDITOR, names, with its arguments; raises EditorFailed without one."""
    name = next((name for name in ("VISUAL", "EDITOR") if os.environ.get(name, "").strip()), "")
    if not name:
        raise EditorFailed(
            "No editor is set. Say which one before you start mltrack, such as: export EDITOR=nano. Write on here."
        )
    try:
        return shlex.split(os.environ[name])
    except ValueError:
        raise EditorFailed(f"${name} cannot be read: a quote in it is not closed. Your text is as it was.") from None


def edited(text: str, command: Sequence[str]) -> str:
    """The text as an editor leaves it; raises EditorFailed when that comes to no good end.

    The editor is started without a shell, on a file in a folder that nobody else may look into and
    that is gone afterwards. The terminal is its own until it ends.
    """
    try:
        with TemporaryDirectory(prefix="mltrack-note-") as folder, _ctrl_c_for_the_editor():
            file = Path(folder) / "note.md"
            file.touch(mode=0o600)
            file.write_text(text, encoding="utf-8", errors="replace")
            ended = subprocess.run([*command, str(file)], check=False)  # noqa: S603 - the person's own choice
            after = file.read_text(encoding="utf-8")
            if ended.returncode and after == text:
                how = "was broken off" if ended.returncode < 0 else f"ended with status {ended.returncode}"
                raise EditorFailed(f"{_name(command)} {how}. Your text is as it was.")
            if len(after) > _MOST:
                raise EditorFailed(
                    f"{_name(command)} left {len(after):,} characters: no note is so long. Your text is as it was."
                )
            return after  # what was saved there is kept, however the editor ended
    except UnicodeDecodeError:
        raise EditorFailed(
            f"{_name(command)} left something that is not text in UTF-8. Your text is as it was."
        ) from None
    except OSError as error:
        raise EditorFailed(f"{_name(command)} did not work: {error.strerror}. Your text is as it was.") from error


def _name(command: Sequence[str]) -> str:
    return Path(command[0]).name or "The editor"


@contextmanager
def _ctrl_c_for_the_editor() -> Iterator[None]:
    """Leave ctrl+c to the editor. A handler, unlike "ignore", is not handed down to the process that is started."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
