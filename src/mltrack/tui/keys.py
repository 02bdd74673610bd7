"""Keys in their order: each is over, with all that it set off, before the next is looked at.

Textual hands a key to the focused widget's queue and goes on to the next one. Keys that arrive
together, from a slow connection or quick fingers, then overtake each other: an undo comes before
the tick it is meant for, and the first letters of a note are commands to the list below it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from rich.console import RenderableType
from textual import events, work
from textual.app import App
from textual.dom import DOMNode

from mltrack.tui.frames import draw

_PATIENCE = 0.5
"""Seconds to wait for one widget to come to the end of its queue; a dialog that closes never does."""

_LATE = 0.03
"""Seconds after which what a key has changed so far is shown."""

_ROUNDS = 2
"""A key's handler posts to its own widget first: once round for the key, once for what it posted."""


class OrderedKeys(App[None]):
    """An app that takes one key at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: asyncio.Queue[events.Key] = asyncio.Queue()
        self._unsettled = 0
        self._is_text = False
        self._has_ended = False

    def on_mount(self) -> None:
        """Begin to take keys; those typed before are waiting."""
        self._take_keys()
        held_back = ExitStack()
        held_back.enter_context(self.batch_update())
        self._show_first_frame(held_back)

    @property
    def keys_are_over(self) -> bool:
        """True when no key waits or is being looked at."""
        return self._unsettled == 0

    def takes(self, key: str) -> bool:  # noqa: ARG002 - for subclasses to refuse some
        """True when a key may be looked at now."""
        return True

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End; what was typed after the key that ends it is looked at no more."""
        self._has_ended = True
        super().exit(result, return_code, message)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter that is typed in a line is no command, whatever keys a person has given to commands."""
        return False if self._is_text else super().check_action(action, parameters)

    async def on_event(self, event: events.Event) -> None:
        """Put new keys in the queue; everything else goes its usual way."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._unsettled += 1
            self._typed.put_nowait(event)
        else:
            await super().on_event(event)

    @work(name="keys")
    async def _take_keys(self) -> None:
        while True:
            event = await self._typed.get()
            if not self._has_ended and self.takes(event.key):
                node: DOMNode = self.focused or self.screen
                focused = self.focused
                self._is_text = focused is not None and focused.check_consume_key(event.key, event.character)
                with self._one_frame():
                    await super().on_event(event)
                    self._is_text = False
                    for pump in (*node.ancestors_with_self, self):
                        await self._settled(pump)
            self._unsettled -= 1

    @contextmanager
    def _one_frame(self) -> Iterator[None]:
        """Show all that a key sets off at once; what goes on for longer, such as a dialog, is shown all the same."""
        held_back = ExitStack()
        held_back.callback(self._draw)
        held_back.enter_context(self.batch_update())
        late = asyncio.get_running_loop().call_later(_LATE, held_back.close)
        try:
            yield
        finally:
            late.cancel()
            held_back.close()

    def _draw(self) -> None:
        if self.screen_stack:  # the app may end meanwhile
            draw(self.screen)

    @work(name="first frame")
    async def _show_first_frame(self, held_back: ExitStack) -> None:
        """Show nothing before there is something to see: a list has its rows when it knows its size."""
        with held_back:
            await self._settled(self.screen)
            for pump in (*(self.focused or self.screen).ancestors_with_self, self):
                await self._settled(pump)
        self._draw()
        self.call_after_refresh(self.first_shown)

    def first_shown(self) -> None:
        """Begin what can wait until there is something to see; subclasses add to it."""

    async def _settled(self, node: DOMNode) -> None:
        for _ in range(_ROUNDS):
            reached = asyncio.Event()
            if not node.call_later(reached.set):
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(reached.wait(), _PATIENCE)
