"""The ways an app ends: by its key, by a signal, and when its terminal is gone. Each lets what is under way finish."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.driver import Driver
from textual.messages import ExitApp
from textual.worker import WorkerFailed

from mltrack.errors import MltrackError
from mltrack.tui.keys import OrderedKeys

if TYPE_CHECKING:
    from mltrack.kept_frame import Curtain

_LOOK = 1.0
"""Seconds between two looks at whether the terminal is still there."""

_MADE_BY_A_KEY = 10_000
"""Objects after which the youngest are looked through for garbage: more than a key makes, whose answer would wait."""

_HUNG_UP = 129
"""Exit status of what a closed window ended: 128 and SIGHUP, as shells count it."""


class EndingApp(OrderedKeys):
    """An app that ends in order, whatever ends it."""

    is_ending = False
    """True when it ends whatever anybody answers, so that nothing is asked any more."""

    curtain: Curtain | None = None
    """What is on the terminal before the app has drawn anything; to be set before the app is made."""

    def get_driver_class(self) -> type[Driver]:
        """The driver that Textual chooses; on a POSIX terminal, one that ends at once, and by no byte of input."""
        chosen = super().get_driver_class()
        if chosen.__name__ == "LinuxDriver":
            with suppress(ImportError):  # Textual has moved what it builds on
                from mltrack.tui.driver import QuickDriver, fits

                if fits():
                    return QuickDriver
        if self.curtain is not None:
            self.curtain.lift()
        return chosen

    def __init__(self) -> None:
        super().__init__()
        self._winding_up = asyncio.Lock()
        self._has_said_why = False

    async def wind_up(self) -> bool:
        """Finish what must be finished before the app ends; False when somebody should see what could not be."""
        return True

    async def _wound_up(self) -> bool:
        """Wind up, one ending after the other: what one has begun to save, another must not cut short."""
        async with self._winding_up:
            done = await self.wind_up()
        if (done or self.is_ending) and not (self.is_headless or self.is_web):
            threading.Thread(target=_end_with_the_terminal, daemon=True).start()
        return done

    def on_load(self) -> None:
        """Listen for signals before the terminal is taken over."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._terminated)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup leaves it
            loop.add_signal_handler(signal.SIGHUP, self._hung_up)

    def on_mount(self) -> None:
        """Look for the terminal from time to time."""
        self.set_interval(_LOOK, self._look_for_terminal)

    def first_shown(self) -> None:
        """Throw away from now on what is not needed."""
        super().first_shown()
        if not gc.isenabled():
            gc.freeze()  # what is there now stays, so it need not be looked through again and again
            gc.set_threshold(_MADE_BY_A_KEY, 10, 10)
            gc.enable()

    def _handle_exception(self, error: Exception) -> None:
        """End in one sentence, as a start would: what a file holds may only be seen when somebody looks at it."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._has_said_why:
            return  # what follows from it is nothing new
        if isinstance(cause, MltrackError):
            self._has_said_why = self.is_ending = True
            self.exit(return_code=1, message=Text(f"mltrack: {cause}"))
        else:
            super()._handle_exception(error)

    async def action_quit(self) -> None:
        """Leave, unless something could not be saved."""
        if await self._wound_up():
            self.exit()

    @work
    async def _terminated(self) -> None:
        self.is_ending = True
        if await self._wound_up():
            self.exit()
        else:
            self.exit(return_code=1, message="mltrack: The last change could not be saved.")

    def _look_for_terminal(self) -> None:
        """End when the terminal is gone: with SIGHUP ignored nothing else says so."""
        if not (self.is_headless or self.is_web or self.is_ending or os.isatty(0)):
            self._hung_up()

    def on_exit_app(self, message: ExitApp) -> None:
        """In a browser, a tab that is closed ends the app at once: like a window that is closed, it lets all finish."""
        if self.is_web and not self.is_ending:
            message.prevent_default()
            self._hung_up()

    @work
    async def _hung_up(self) -> None:
        self.is_ending = True
        await self._wound_up()
        self.exit(return_code=_HUNG_UP)


def _end_with_the_terminal() -> None:
    """End when the terminal goes, or is gone: Textual may wait for ever to write its farewell to it."""
    while True:
        time.sleep(_LOOK / 2)
        if not os.isatty(0):
            os._exit(_HUNG_UP)
