"""The real program in a pseudo-terminal: what a person would type, and what they would see."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import pyte

from tests.terminal.installed import installed

KEYS: Final = {"enter": "\r", "escape": "\x1b", "space": " ", "down": "\x1b[B", "up": "\x1b[A"}

MODES: Final = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
UNKNOWN_TO_PYTE: Final = re.compile(rb"\x1b\[<u|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""Sequences that Textual sends and pyte would partly print."""

ALTERNATE_SCREEN: Final = 1049
CURSOR: Final = 25
LINE_WRAP: Final = 7
INPUT_MODES: Final = (1000, 1003, 1004, 1006, 1015, 2004)
"""Mouse, focus and paste reports: typing is spoilt for the shell if they stay on."""


def environment(home: Path, more: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """The environment of a person whose files are below `home`; the checkout's program, whatever else is installed.

    With `more` in place of what is usual; None is for what is not set at all.
    """
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    own = {"HOME": str(home), "MLTRACK_HOME": str(home), "PYTHONPATH": str(installed()), "LANG": "C.UTF-8"}
    every: dict[str, str | None] = {**kept, **own, "TERM": "xterm-256color", **(more or {})}
    return {name: value for name, value in every.items() if value is not None}


def command(home: Path, *arguments: str) -> str:
    """What `mltrack ARGUMENTS` prints in a process of its own; fails unless it succeeds."""
    line = [sys.executable, "-m", "mltrack", *arguments]
    return subprocess.run(
        line, env=environment(home), check=True, capture_output=True, encoding="utf-8", timeout=30
    ).stdout


class Terminal:
    """A terminal window in which `mltrack` runs.

    `stdout` and `stderr` send those streams to a file instead, as a shell's `>` and `2>` do.
    """

    def __init__(
        self,
        home: Path,
        *arguments: str,
        size: tuple[int, int] = (100, 30),
        env: Mapping[str, str | None] | None = None,
        stdout: Path | None = None,
        stderr: Path | None = None,
        outlives_hangup: bool = False,
    ) -> None:
        columns, rows = size
        self.raw = bytearray()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._attributes = termios.tcgetattr(slave)
        self._ended = False

        def own_the_terminal() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            if outlives_hangup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)

        files = [os.open(path, os.O_WRONLY | os.O_CREAT) if path else slave for path in (stdout, stderr)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mltrack", *arguments],
            stdin=slave,
            stdout=files[0],
            stderr=files[1],
            env=environment(home, env),
            start_new_session=True,
            preexec_fn=own_the_terminal,  # noqa: PLW1509 - a child's terminal can be given by nobody but itself
        )
        for descriptor in {slave, *files}:
            os.close(descriptor)

    def type(self, text: str) -> None:
        """Type `text`."""
        self.send(text.encode())

    def send(self, raw: bytes) -> None:
        """Send bytes as they are."""
        os.write(self._master, raw)

    def press(self, *keys: str) -> None:
        """Press keys one after another: letters, or names such as `enter`."""
        for key in keys:
            self.type(KEYS.get(key, key))

    def insist(self, key: bytes, *wanted: str) -> None:
        """Send a key until all of these are on the screen.

        Ctrl+c between the writing of a prompt and the reading of its answer is only noticed with the next key.
        """
        for _ in range(4):
            self.send(key)
            with suppress(AssertionError):
                self.see(*wanted, within=3)
                return
        self.see(*wanted)

    def row(self, number: int) -> str:
        """The text of one row, the first is 0."""
        return self._screen.display[number].rstrip()

    @property
    def text(self) -> str:
        """The text of the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def shows(self, *wanted: str) -> bool:
        """True when every one of these is on the screen now; runs of spaces count as one."""
        text = re.sub(" +", " ", self.text)
        return all(words in text for words in wanted)

    def see(self, *wanted: str, within: float = 15) -> None:
        """Wait until all of these are on the screen at once."""
        self.wait_until(lambda: self.shows(*wanted), f"{wanted} on the screen", within=within)

    def wait_until(self, true: Callable[[], bool], what: str, *, within: float = 15) -> None:
        """Read what the program writes until the condition holds; fails with the screen when time is up."""
        deadline = time.monotonic() + within
        while not true():
            if time.monotonic() > deadline or (self._ended and self.process.poll() is not None and not true()):
                raise AssertionError(f"no {what} within {within} s (exit status {self.process.poll()}):\n{self.text}")
            self._read()

    def press_until(self, key: str, *wanted: str) -> None:
        """Press a key as often as it changes the screen, until all of these are on it."""
        for _ in range(50):
            if self.shows(*wanted):
                return
            before = self.text
            self.press(key)
            self.wait_until(lambda before=before: self.text != before, f"change by {key!r}")  # type: ignore[misc]
            while not self._ended and select.select([self._master], [], [], 0.1)[0]:
                self._read()  # the rest of the change
        raise AssertionError(f"{key!r} never led to {wanted}:\n{self.text}")

    def drain(self) -> None:
        """Take all that has been written so far."""
        while not self._ended and select.select([self._master], [], [], 0.05)[0]:
            self._read()

    def exit_status(self, within: float = 10) -> int:
        """Wait for the end of the program; negative is the signal that ended it."""
        self.wait_until(lambda: self.process.poll() is not None, "end of the program", within=within)
        while not self._ended and select.select([self._master], [], [], 0)[0]:
            self._read()
        return self.process.wait()

    def modes(self) -> dict[int, bool]:
        """The terminal modes that the program has set, and whether they are on now."""
        return {
            int(mode): switch == b"h" for modes, switch in MODES.findall(bytes(self.raw)) for mode in modes.split(b";")
        }

    def assert_left_as_found(self) -> None:
        """The shell gets back its screen, its cursor, and a keyboard that behaves."""
        modes = self.modes()
        assert modes[CURSOR]
        assert modes[LINE_WRAP]
        assert [mode for mode in (ALTERNATE_SCREEN, *INPUT_MODES) if modes[mode]] == []
        assert len(re.findall(rb"\x1b\[>\d+u", self.raw)) == self.raw.count(b"\x1b[<u")
        assert termios.tcgetattr(self._master) == self._attributes

    def hang_up(self) -> None:
        """Close the window."""
        if self._master >= 0:
            os.close(self._master)
        self._master, self._ended = -1, True

    def close(self) -> None:
        """End the program if it is still there, and close the window."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    def _read(self) -> None:
        """Take what the program has written, or wait a moment for it."""
        if self._ended:
            select.select([], [], [], 0.02)
            return
        if not select.select([self._master], [], [], 0.02)[0]:
            return
        try:
            data = os.read(self._master, 65_536)
        except OSError:  # Linux says so when the last program has left the terminal
            data = b""
        self._ended = not data
        self.raw += data
        self._stream.feed(UNKNOWN_TO_PYTE.sub(b"", data))
