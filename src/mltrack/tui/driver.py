"""A terminal driver that goes on after bytes that are not UTF-8, such as a paste in Latin-1.

Textual's own input thread ends at them, and the app with it (seen with Textual 8.2.8).
"""

from __future__ import annotations

import os
from codecs import getincrementaldecoder
from select import select

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_LOOK = 0.1
"""Seconds between two looks at whether the app has ended, or an escape was a key by itself."""

_MOST = 4096
"""Bytes to take at once."""


class ForgivingDriver(LinuxDriver):
    """Reads what cannot be read as U+FFFD, and loses nothing that came before or after it."""

    def run_input_thread(self) -> None:
        """Read input until the app ends."""
        decoder = getincrementaldecoder("utf-8")("replace")
        parser = XTermParser(self._debug)
        while not self.exit_event.is_set():
            if select([self.fileno], [], [], _LOOK)[0]:
                text = decoder.decode(os.read(self.fileno, _MOST))
                if text:  # the parser takes nothing for the end of all input
                    for message in parser.feed(text):
                        self.process_message(message)
            for message in parser.tick():
                self.process_message(message)
