"""A terminal driver that goes on after bytes that are not UTF-8, such as a paste in Latin-1.

Textual's own input thread ends at them, and the app with it (seen with Textual 8.2.8).
"""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver


class ForgivingDriver(LinuxDriver):
    """Drops what cannot be read, with what came in the same read, and reads on."""

    def run_input_thread(self) -> None:
        """Read input until the app ends."""
        while not self.exit_event.is_set():
            try:
                super().run_input_thread()
            except UnicodeDecodeError:
                continue
