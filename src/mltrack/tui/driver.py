"""A terminal driver that waits for input instead of looking for it, and goes on after bytes that are not UTF-8.

Textual's own input thread looks ten times a second whether the app has ended, which is also what an
app that ends waits for, and it dies of a paste in Latin-1, and the app with it (seen with Textual
8.2.8). This is the one file that knows the private side of Textual's driver; `fits` says whether it
is still there, and where it is not, Textual's own driver does.
"""

from __future__ import annotations

import os
from codecs import getincrementaldecoder
from contextlib import suppress
from select import select
from threading import Event
from typing import Final

from textual._parser import Parser
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from mltrack.kept_frame import ALTERNATE_SCREEN, Curtain

_MOST: Final = 4096
"""Bytes to take at once."""


class Alarm(Event):
    """An event that also wakes whoever waits for input."""

    def __init__(self) -> None:
        super().__init__()
        self.fileno, self._bell = os.pipe()
        os.set_blocking(self.fileno, False)

    def set(self) -> None:
        """Say that it is so, and wake the input thread."""
        super().set()
        os.write(self._bell, b"!")

    def clear(self) -> None:
        """Say that it is not so any more."""
        super().clear()
        with suppress(BlockingIOError):
            os.read(self.fileno, _MOST)


class QuickDriver(LinuxDriver):
    """Sleeps until there is input; reads what cannot be read as U+FFFD, and loses nothing before or after it."""

    exit_event: Alarm

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.exit_event = Alarm()
        self._curtain: Curtain | None = getattr(app, "curtain", None)
        self._is_there = self._curtain is not None

    def start_application_mode(self) -> None:
        """Take the terminal over; from a frame that is shown already, without clearing it."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's
        if self._curtain is not None:
            self.attrs_before = [*(self._curtain.hand_over() or ())] or self.attrs_before
            self._curtain = None

    def write(self, data: str) -> None:
        """Write to the terminal; the other screen, which many clear on the way, is not switched to again."""
        if self._is_there and data == ALTERNATE_SCREEN:
            self._is_there = False
        else:
            super().write(data)

    def run_input_thread(self) -> None:
        """Read input until the app ends, or the terminal is gone."""
        decoder = getincrementaldecoder("utf-8")("replace")
        parser = XTermParser(self._debug)
        while not self.exit_event.is_set():
            ready = select([self.fileno, self.exit_event.fileno], [], [], _patience(parser))[0]
            if self.fileno in ready:
                raw = os.read(self.fileno, _MOST)
                if not raw:
                    return
                text = decoder.decode(raw)
                if text:  # the parser takes nothing for the end of all input
                    for message in parser.feed(text):
                        self.process_message(message)
            elif not ready:
                for message in parser.tick():
                    self.process_message(message)


def _patience(parser: XTermParser) -> float | None:
    """Seconds until an escape counts as a key by itself; None for as long as it takes, when there is none."""
    until = parser._timeout_time  # noqa: SLF001 - what this file is for
    return None if until is None else max(0.0, until - get_time())


def fits() -> bool:
    """True when Textual's driver and parser are those that this file knows."""
    known = (
        (Driver.__init__, "_debug"),
        (LinuxDriver.__init__, "exit_event"),
        (LinuxDriver.__init__, "fileno"),
        (LinuxDriver._run_input_thread, "run_input_thread"),  # noqa: SLF001 - likewise
        (LinuxDriver.disable_input, "exit_event"),
        (Parser.feed, "_timeout_time"),
        (Parser.tick, "_timeout_time"),
        (LinuxDriver.stop_application_mode, "attrs_before"),
    )
    switches = ALTERNATE_SCREEN in LinuxDriver.start_application_mode.__code__.co_consts
    return switches and all(name in function.__code__.co_names for function, name in known)
