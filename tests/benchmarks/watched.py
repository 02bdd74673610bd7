"""A program in a real pseudo-terminal, and the moments at which it did something.

Output is stamped when it is read and understood only when nothing more comes, so that the time that
the emulator takes is in no figure. Keys come after a pause of chance, so that they do not fall in
step with a program's own clock. Linux only, for what /proc tells.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyte

COLUMNS, LINES = 120, 40
QUIET: Final = 0.06
"""Seconds without output after which an update is over; they count in no figure."""
PATIENCE: Final = 30.0
_UNKNOWN_TO_PYTE: Final = re.compile(rb"\x1b\[[<>][0-9;]*u|\x1b\[[?0-9;]*\$p|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
_TAKEN_OVER: Final = b"\x1b[?2026$p"
"""What Textual asks of a terminal when an app begins, before that draws anything."""
_SUBREAPER: Final = 36
_OURS: Final = re.compile("PYTHON|MLTRACK|TEXTUAL|COLUMNS$|LINES$|NO_COLOR$|TMUX|TERM|ESCDELAY$")
"""Variables that would change what is measured; above all PYTHONDONTWRITEBYTECODE."""


@dataclass(frozen=True)
class Program:
    """What to run."""

    name: str
    line: Sequence[str]
    shows: str
    """A regular expression: when it is on the screen, there is something useful to see."""
    variables: Mapping[str, str] = field(default_factory=dict)


def environment(program: Program) -> dict[str, str]:
    """The variables of a person at a modern terminal."""
    kept = {name: value for name, value in os.environ.items() if not _OURS.match(name)}
    return {"LANG": "C.UTF-8", **kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", **program.variables}


def adopt() -> None:
    """From now on, be the parent of what programs leave running when they end: see `left_behind`. Linux only."""
    if ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def left_behind() -> float:
    """Wait for all that ended programs have left running, which would slow down what is measured next; CPU seconds.

    Only after `adopt`, and while no program is under way.
    """
    spent = 0.0
    while True:
        try:
            usage = os.wait3(0)[2]
        except ChildProcessError:
            return spent
        spent += usage.ru_utime + usage.ru_stime


class NeverSeen(SystemExit):
    """A program did not show what it should; ends everything, unless someone goes on without that program."""


class Watched:
    """One run of a program. Times are in seconds since it was started."""

    def __init__(self, program: Program, ahead: str = "") -> None:
        self._name = program.name
        self._shown = re.compile(program.shows)
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._unread: list[tuple[float, bytes]] = []
        self.drew_itself = False
        """Whether a framework had taken the terminal over when what was waited for came: no frame of an earlier run."""
        self._is_behind_a_frame = False
        self.bytes = 0
        self.last = 0.0
        """When output came last."""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            program.line, stdin=slave, stdout=slave, stderr=slave, env=environment(program), start_new_session=True
        )
        self._ended = os.pidfd_open(self._process.pid)
        os.close(slave)
        if ahead:
            os.write(self._master, ahead.encode())

    @property
    def now(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.began

    def seen(self, pattern: str = "") -> float:
        """Wait for what the program `shows`, or for another pattern; when it was there."""
        wanted = re.compile(pattern) if pattern else self._shown
        while self.now < PATIENCE:
            if self._read(0.01):
                continue
            if moment := self._understood(wanted):
                return moment
            if self._process.poll() is not None:
                break
        raise self._not_seen(wanted)

    def settled(self) -> None:
        """Wait until nothing comes any more; where a frame of an earlier run is shown, of the program itself."""
        while self._read(QUIET) or (self._is_behind_a_frame and self.now < PATIENCE):
            pass

    def press(self, key: str, until: str = "") -> float:
        """Press a key; seconds until the last byte of what it brought about, 0 for a key that did nothing.

        An update that pauses is over when the pattern `until`, if there is one, is on the screen.
        """
        time.sleep(random.uniform(0.005, 0.04))
        self.settled()
        pressed = self.now
        os.write(self._master, key.encode())
        self._read(0.6)
        self.settled()
        if until:
            wanted = re.compile(until)
            while not self._shows(wanted):
                if self.now - pressed > PATIENCE:
                    raise self._not_seen(wanted)
                self._read(0.05)
                self.settled()
        return max(0.0, self.last - pressed)

    def idle(self, seconds: float) -> tuple[float, int]:
        """Do nothing; how often a second it woke up all the same, and how many bytes it wrote."""
        woken, written, until = self._wake_ups(), self.bytes, self.now + seconds
        while (left := until - self.now) > 0:
            self._read(left)
        return (self._wake_ups() - woken) / seconds, self.bytes - written

    @property
    def memory(self) -> float:
        """The most memory that it has had so far, in MiB."""
        found = re.search(r"^VmHWM:\s+(\d+)", Path(f"/proc/{self._process.pid}/status").read_text("ascii"), re.M)
        return int(found[1]) / 1024 if found else 0.0

    def leave(self, key: str) -> float:
        """Press a key that ends it; seconds until the process is gone."""
        time.sleep(random.uniform(0.005, 0.04))
        self.settled()
        pressed = self.now
        os.write(self._master, key.encode())
        while self.now - pressed < PATIENCE and not select.select([self._ended], [], [], 0)[0]:
            self._read(0.2)
        gone = self.now
        self.end()
        return gone - pressed

    def end(self) -> None:
        """End it, if it has not ended, and close the terminal."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._ended)
        os.close(self._master)

    def _understood(self, wanted: re.Pattern[str]) -> float:
        """Take in what came; when that was which brought the pattern, 0 where it is not there."""
        while self._unread:
            moment, raw = self._unread.pop(0)
            self.drew_itself = self.drew_itself or _TAKEN_OVER in raw
            self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", raw))
            if wanted.search("\n".join(self._screen.display)):
                self._is_behind_a_frame = not self.drew_itself and not any(
                    _TAKEN_OVER in one for _, one in self._unread
                )
                return moment
        return 0.0

    def _shows(self, wanted: re.Pattern[str]) -> bool:
        """Take in all that came; whether the pattern is on the screen then."""
        raw = b"".join(raw for _, raw in self._unread)
        self._unread.clear()
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", raw))
        return wanted.search("\n".join(self._screen.display)) is not None

    def _not_seen(self, wanted: re.Pattern[str]) -> NeverSeen:
        """End the program, and say what there was instead."""
        status = self._process.poll()
        how = f"in {self.now:.0f} s" if status is None else f"before it ended with status {status}"
        self.end()
        display = "\n".join(line for line in self._screen.display if line.strip())
        return NeverSeen(f"{self._name} did not show {wanted.pattern!r} {how}:\n{display}")

    def _read(self, wait: float) -> bool:
        """Take a piece of output that comes within `wait` seconds; False when there is none, or the program ends."""
        ready = select.select([self._master, self._ended], [], [], max(0.0, wait))[0]
        if self._master not in ready:
            return False
        try:
            raw = os.read(self._master, 65_536)
        except OSError:  # the program has left the terminal
            return False
        self.last = self.now
        self.bytes += len(raw)
        self._is_behind_a_frame = self._is_behind_a_frame and _TAKEN_OVER not in raw
        self._unread.append((self.last, raw))
        return True

    def _wake_ups(self) -> int:
        return sum(
            int(line.split()[1])
            for status in Path(f"/proc/{self._process.pid}/task").glob("*/status")
            for line in status.read_text("ascii").splitlines()
            if line.startswith("voluntary_ctxt_switches")
        )
