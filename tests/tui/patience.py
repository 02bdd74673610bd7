"""Pressing keys and waiting for what follows from them, always for a condition and never for a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from textual._context import visible_screen_stack
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from mltrack.tui.app import MltrackApp
from mltrack.tui.present.bars import Saving
from mltrack.tui.screens.dialog import Decision

_LIMIT = 30.0
"""Seconds after which a wait is given up."""
_CALM_ROUNDS = 3
"""An answer of a thread that arrives between two rounds shows in the next."""


class Patience:
    """An app under test, the keys that go to it, and the knowledge of when it has come to rest."""

    def __init__(self, app: MltrackApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def lines(self) -> list[str]:
        """The rendered screen, line by line, with what shines through from below a dialog."""
        visible_screen_stack.set(self.app._background_screens)
        return [strip.text for strip in self.app.screen._compositor.render_strips(self.app.screen.size)]

    @property
    def shown(self) -> str:
        """The rendered screen."""
        return "\n".join(self.lines)

    async def hurry(self, *keys: str) -> None:
        """Press keys one after another without waiting for what they save."""
        for key in keys:
            self.send(key)
            await self.bubbled()
            await self.bubbled()

    async def rush(self, *keys: str) -> None:
        """Press keys faster than the app can answer, as a terminal hands them over in one read."""
        for key in keys:
            self.send(key)
        await self.settle()

    def send(self, key: str) -> None:
        """Press a key and wait for nothing."""
        self._post(key_name(key), key if len(key) == 1 else None)

    def _post(self, name: str, character: str | None = None) -> None:
        self.app.post_message(Key(name, character or (" " if name == "space" else None)))

    async def until(self, condition: Callable[[], bool], what: str, limit: float = _LIMIT) -> None:
        """Wait for a condition."""
        end = time.monotonic() + limit
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"waited {limit:g} s for {what}:\n{self.shown}")
            await self.pilot.pause(0.01)

    async def settle(self) -> None:
        """Wait until every key has had its effect, every save is over and the screen is drawn."""
        end = time.monotonic() + _LIMIT
        calm = 0
        while calm < _CALM_ROUNDS and self.app.is_running:
            if self.app._exception is not None:
                raise self.app._exception
            if time.monotonic() > end:
                raise AssertionError(f"waited {_LIMIT:g} s for the app to come to rest:\n{self.shown}")
            if _something_runs():
                calm = 0
                await asyncio.sleep(0)
            elif self._busy or self._unheard:
                calm = 0
                await asyncio.sleep(0.001)
            elif self._undrawn:
                calm = 0
                self._draw()
                await asyncio.sleep(0.001)
            else:
                calm += 1
                await asyncio.sleep(0)

    def _draw(self) -> None:
        """Draw what has changed now and not at the next frame, which is up to 16 ms away."""
        self.app.screen.call_later(self.app.screen._on_timer_update)

    async def bubbled(self) -> None:
        """Wait until the keys so far went down to the focus and up again to whoever bound them."""
        await self.pilot._wait_for_screen()  # the app has put them in its queue
        while not self.app.keys_are_over:
            await asyncio.sleep(0.001)
        focused = self.app.focused or self.app.screen
        for node in (self.app, *focused.ancestors_with_self):
            passed = asyncio.Event()
            if node.call_later(passed.set):
                await asyncio.wait_for(passed.wait(), _LIMIT)

    @property
    def _unheard(self) -> bool:
        nodes = (self.app, *self.app.screen.walk_children(with_self=True))
        return any(node._message_queue.qsize() or node._next_callbacks for node in nodes)

    @property
    def _undrawn(self) -> bool:
        screen = self.app.screen
        # What scrolls waits until the screen is drawn, and is no message meanwhile.
        waiting = screen._callbacks or screen._scroll_required or screen._repaint_required or screen._recompose_required
        return bool(waiting or screen._layout_required or screen._dirty_widgets or self.app._animator._animations)

    @property
    def _busy(self) -> bool:
        if not self.app.is_running:
            return False
        saving = any(
            worker.node is self.app and worker.name != "keys" and not worker.is_finished for worker in self.app.workers
        )
        screen = self.app.screen
        waits = isinstance(screen, Decision) and not screen.listening
        return saving or waits or self.app.saving.saving is Saving.SAVING or not self.app.keys_are_over


def _something_runs() -> bool:
    """True where a task has something to do at once: a message, a callback, an answer of a thread."""
    return bool(asyncio.get_running_loop()._ready)  # type: ignore[attr-defined]


def key_name(key: str) -> str:
    return _character_to_key(key) if len(key) == 1 else key
