"""The first frame of the next start, kept since the last one: something to see before Textual is even loaded.

When the app has ended, a process of its own draws what the next start will show first, today and on
the days that follow. It keeps that in the cache, with all that it was made of: the size of the window,
the variables of the terminal, and a stamp of every file that was read, the program's own among them.
A start that finds all of this unchanged shows the frame of its day at once, and the app draws the
same over it when it is ready. Where anything is different there is no kept frame, and the app's own
is the first.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self, TypeAlias

from mltrack.errors import StoreError
from mltrack.store.paths import places
from mltrack.store.whole_file import make_folder, read_file, replace_file

ALTERNATE_SCREEN: Final = "\x1b[?1049h"
_BEGIN: Final = f"{ALTERNATE_SCREEN}\x1b[?25l\x1b[H".encode()
_BACK: Final = b"\x1b[0m\x1b[?1049l\x1b[?25h"
_NAME: Final = "first-frame"
_MOST_FILES: Final = 5_000
"""Files to look at again at a start; it takes some 2 µs each."""
_DAY: Final = 86_400
_CHECKED: Final = 8
"""Hexadecimal digits of the CRC-32 that the file begins with."""
_INPUT, _OUTPUT = 0, 2
"""The descriptors that Textual reads from and writes to."""
_ENDINGS: Final = (signal.SIGTERM, *(() if sys.platform == "win32" else (signal.SIGHUP, signal.SIGQUIT)))
"""The signals that would end the program at once."""

_VARIABLES: Final = {
    *("COLORTERM", "FORCE_COLOR", "HOME", "LANG", "LANGUAGE", "NO_COLOR"),
    *("TERM", "TERM_PROGRAM", "TTY_COMPATIBLE", "TZ"),
}
"""Variables by which a frame looks different, beside those that the platform's places and we ourselves have."""
_OURS: Final = {"TEXTUAL_FPS"}
"""What the app sets for itself."""

Stamp: TypeAlias = "list[int] | None"
"""Which file it is, who may read it, and when it last changed, without reading it; None where there is none.

The last of the numbers is the time in nanoseconds that nobody can set: by a copy that keeps its times, say.
"""


class Circumstances:
    """All that a first frame depends on."""

    def __init__(self, size: tuple[int, int], *, ascii: bool) -> None:  # noqa: A002 - as the option is called
        """Those of now, in a window of `size` cells across and down, without any file so far."""
        self.general: Final[Mapping[str, object]] = {
            "size": [*size],
            "ascii": ascii,
            # Another one may be installed elsewhere, with the same home.
            "program": [__file__, sys.executable, sys.version],
            "variables": _variables(os.environ),
        }
        self.files: Final[dict[str, Stamp]] = {}

    def add(self, paths: Iterable[str]) -> None:
        """Take in files and folders as they are now, so before they are read."""
        self.files.update((path, _stamp(path)) for path in paths if path not in self.files)

    def add_below(self, folder: Path) -> None:
        """Take in a folder with everything below it, or that there is none."""
        self.add([str(folder)])
        for parent, folders, names in os.walk(folder, followlinks=True):
            self.add(os.path.join(parent, name) for name in (*folders, *names))  # noqa: PTH118 - thousands of them
            if self.are_too_many:
                return

    @property
    def are_too_many(self) -> bool:
        """True where there are more files than a start can look at."""
        return len(self.files) > _MOST_FILES

    def changed_since(self, moment: int) -> bool:
        """True where any file has changed since a moment, in nanoseconds as `time.time_ns` has it."""
        return any(stamp is not None and stamp[-1] >= moment for stamp in self.files.values())

    def keep(self, frames: Mapping[str, str]) -> None:
        """Keep the frames that were drawn under them, by days like 2026-11-29.

        Raises OSError or StoreError where that cannot be done.
        """
        cache = places().cache
        if self.are_too_many or not cache.parent.is_dir():
            return
        different = list(dict.fromkeys(frames.values()))
        made_of = {
            "general": self.general,
            "files": self.files,
            "days": {day: different.index(frame) for day, frame in frames.items()},
        }
        raw = "\n".join([json.dumps(made_of, separators=(",", ":")), *different]).encode()
        make_folder(cache)
        path = cache / _NAME
        replace_file(path, _sum(raw) + raw, temp=path.with_suffix(f".{os.getpid()}.new"))


class Curtain:
    """A kept frame on the terminal, until the app has drawn its own, or has not come to it."""

    @classmethod
    def raised(cls, *, ascii: bool) -> Self | None:  # noqa: A002 - as the option is called
        """Show the kept frame, if it is to the letter what the app is about to draw; None where there is none such."""
        if sys.platform == "win32" or _is_told_otherwise():
            return None
        with suppress(OSError):
            frame = _kept(Circumstances(os.get_terminal_size(_OUTPUT), ascii=ascii))
            if frame is not None:
                return cls(frame)
        return None

    def __init__(self, frame: bytes) -> None:
        """Take the terminal over as Textual does, so that what is typed from now on is a key; raises OSError."""
        import termios

        try:
            self._attributes: Sequence[Any] | None = termios.tcgetattr(_INPUT)
            mode = termios.tcgetattr(_INPUT)
            mode[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
            mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
            mode[6][termios.VMIN] = 1
            termios.tcsetattr(_INPUT, termios.TCSANOW, mode)
        except termios.error as error:
            raise OSError(*error.args) from error
        self._handled = [number for number in _ENDINGS if signal.getsignal(number) is not signal.SIG_IGN]
        for number in self._handled:
            signal.signal(number, self._ended)
        try:
            _write(_BEGIN + frame)
        except OSError:
            self.lift()
            raise

    def hand_over(self) -> Sequence[Any] | None:
        """Leave it to the app to give the terminal back; how its input was set before, as termios has it."""
        attributes, self._attributes = self._attributes, None
        for number in self._handled:
            if signal.getsignal(number) == self._ended:  # the app has its own ways for some
                signal.signal(number, signal.SIG_DFL)
        return attributes

    def lift(self) -> None:
        """Give the terminal back, unless the app has it."""
        if (attributes := self.hand_over()) is not None:
            import termios

            with suppress(OSError, termios.error):  # it is gone
                _write(_BACK)
                termios.tcsetattr(_INPUT, termios.TCSANOW, [*attributes])

    def _ended(self, number: int, _: object) -> None:
        self.lift()
        os.kill(os.getpid(), number)


def draw_next(*, ascii: bool) -> None:  # noqa: A002 - as the option is called
    """Have a process of its own draw what the next start shows first, unless it is kept already for tomorrow too."""
    if sys.platform == "win32" or _is_told_otherwise() or not sys.executable:
        return
    import subprocess

    with suppress(OSError):
        size = os.get_terminal_size(_OUTPUT)
        now = Circumstances(size, ascii=ascii)
        if any(_kept(now, days) is None for days in (0, 1)):
            options = ["--ascii"] if ascii else []
            subprocess.Popen(  # noqa: S603 - ourselves
                # Never anything from the folder that somebody happens to be in.
                [sys.executable, "-P", "-m", "mltrack.tui.ahead", *map(str, size), str(time.time_ns()), *options],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )


def day_in(days: int) -> str:
    """The day so many days from now, as 2026-11-29."""
    moment = time.time() + days * _DAY
    local = time.localtime(moment)
    # As the session's clock does where Python has no such offset.
    return time.strftime("%Y-%m-%d", local if abs(local.tm_gmtoff) < _DAY else time.gmtime(moment))


def _kept(now: Circumstances, days: int = 0) -> bytes | None:
    """The frame that was drawn under the very same circumstances, for the day in so many days."""
    try:
        found = read_file(places().cache / _NAME)
    except (OSError, ValueError, StoreError):
        return None
    raw = b"" if found is None else found[0]
    if raw[:_CHECKED] != _sum(raw[_CHECKED:]):
        return None
    made_of, *frames = raw[_CHECKED:].split(b"\n")
    try:
        match json.loads(made_of):
            case {"general": general, "files": {**files}, "days": {**drawn}} if general == now.general:
                number = drawn.get(day_in(days))
                if isinstance(number, int) and all(_stamp(str(path)) == stamp for path, stamp in files.items()):
                    return frames[number]
    except (IndexError, RecursionError, ValueError):
        pass
    return None


def _is_told_otherwise() -> bool:
    """True where the environment says what is asked of the terminal else: which it is, and how large."""
    return any(name in os.environ for name in ("TEXTUAL_DRIVER", "COLUMNS", "LINES"))


def _variables(environ: Mapping[str, str]) -> dict[str, str]:
    """What of the environment counts; for a catalog that is named from the working directory, that too."""
    found = {name: value for name, value in environ.items() if _counts(name)}
    if "MLTRACK_CATALOG" in found:
        found["PWD"] = os.getcwd()  # noqa: PTH109 - a text
    return found


def _counts(name: str) -> bool:
    if name.startswith(("LC_", "MLTRACK_", "PYTHON", "TEXTUAL_")):
        return name not in _OURS
    return name in _VARIABLES or (name.startswith("XDG_") and name.endswith("_HOME"))


def _stamp(path: str) -> Stamp:
    try:
        status = os.stat(path)  # noqa: PTH116 - thousands of them
    except (OSError, ValueError):
        return None
    return [status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_mode, status.st_ctime_ns]


def _sum(raw: bytes) -> bytes:
    return b"%0*x" % (_CHECKED, zlib.crc32(raw))


def _write(raw: bytes) -> None:
    while raw:
        raw = raw[os.write(_OUTPUT, raw) :]
