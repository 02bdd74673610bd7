"""A person at the app: `User` presses keys, clicks and reads the screen, so that a test reads like a user.

What a test reads is what is drawn, cut out of the rendered screen by the widget that drew it. Nothing
here sleeps and hopes: every wait is for a condition and ends in a failure that shows the screen.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from rich.cells import cell_len
from textual.actions import parse
from textual.command import CommandList, CommandPalette
from textual.events import MouseScrollDown
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._toast import Toast

from mltrack.core.progress import Progress
from mltrack.session import Session
from mltrack.tui.app import MltrackApp
from mltrack.tui.screens.question import Question
from mltrack.tui.widgets.place_bar import PlaceBar
from mltrack.tui.widgets.row_list import RowList
from tests.tui.patience import Patience, key_name
from tests.tui.registry import pressed

WIDE = (120, 40)
TALL = (140, 150)
"""Every role, every milestone and every page in full."""
NARROW = (80, 24)

_LEAST_TITLE = 9
"""Letters from which a title that is cut short can still be told."""
_FRAME = "│┃▌▐╭╮╰╯─"


class User(Patience):
    """One person in front of one running app."""

    def __init__(self, app: MltrackApp, pilot: Pilot[None], session: Session) -> None:
        super().__init__(app, pilot)
        self.session = session

    @property
    def progress(self) -> Progress:
        """What the session in the app holds."""
        return self.session.snapshot.progress

    # -- hands -------------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys one after another, each once the one before has had its effect and is saved."""
        for key in keys:
            name = key_name(key)
            self._note_binding(name)
            self.send(key)
            await self.settle()

    def _note_binding(self, key: str) -> None:
        for node, bindings in self.app.screen._modal_binding_chain:
            for binding in bindings.key_to_bindings.get(key, ()):
                action, parameters = parse(binding.action)[1:]
                if binding.id is not None and node.check_action(action, parameters):
                    pressed(binding.id, key)
                    return

    async def type(self, text: str) -> None:
        """Type letters; no binding may take them."""
        for letter in text:
            self.send(letter)
        await self.settle()

    async def click(self, text: str, within: Widget | None = None) -> None:
        """Click in the middle of the first place where `text` is drawn."""
        region = within.region if within else self.app.screen.region
        for y, line in enumerate(self.lines):
            start = region.y <= y < region.bottom and line[region.x : region.right].find(text)
            if start is not False and start >= 0:
                x = cell_len(line[: region.x + start]) + cell_len(text) // 2
                await self.pilot.click(offset=(x, y))
                await self.settle()
                return
        raise AssertionError(f"{text!r} is not there to click on:\n{self.shown}")

    async def wheel_down(self, widget: Widget) -> None:
        """Turn the wheel one notch towards you over a widget."""
        await self.pilot._post_mouse_events([MouseScrollDown], offset=(widget.region.x + 2, widget.region.y + 2))
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Drag the window to another size."""
        await self.pilot.resize_terminal(width, height)
        await self.until(lambda: self.app.screen.size == (width, height), f"{width} by {height} cells")
        await self.settle()

    # -- eyes --------------------------------------------------------------------------------------

    def text_of(self, widget: Widget) -> str:
        """What a widget drew, frame left out and runs of white space as one space."""
        if not widget.is_on_screen:
            return ""
        region = widget.region.intersection(self.app.screen.region)
        drawn = " ".join(line[region.x : region.right] for line in self.lines[region.y : region.bottom])
        return " ".join(re.sub(f"[{_FRAME}]", " ", drawn).split())

    async def see(self, text: str, within: Widget | None = None) -> None:
        """Wait until `text` is on the screen, however it is wrapped and whatever its capitals."""
        area = within or self.app.screen
        await self.until(lambda: text.casefold() in self.text_of(area).casefold(), f"{text!r} in {area}")

    async def meets(self, screen: builtins.type[Screen[Any]]) -> None:
        """Wait until a screen of this kind is in front and at rest."""
        await self.until(lambda: isinstance(self.app.screen, screen), f"a {screen.__name__}")
        await self.settle()

    async def does_not_see(self, text: str) -> None:
        """Wait until `text` is gone."""
        await self.until(lambda: text.casefold() not in self.text_of(self.app.screen).casefold(), f"no {text!r}")

    @property
    def place(self) -> str:
        """The place in view."""
        return self.app.current_mode

    @property
    def header(self) -> str:
        """The line on top."""
        return self.text_of(self.app.screen.query_one(PlaceBar))

    @property
    def dialog(self) -> Widget:
        """The frame of the dialog in front."""
        return self.app.screen.query_one(".dialog")

    @property
    def listed(self) -> RowList:
        """The list of the place in view."""
        return self.app.screen.query_one("#list", RowList)

    @property
    def page(self) -> RowList:
        """The page in view."""
        return self.app.screen.query_one("#page", RowList)

    def rows(self, pane: RowList) -> list[str]:
        """The lines that a list or page shows at the moment, whatever toast lies over them."""
        drawn = pane.render_lines(Region(0, 0, *pane.outer_size)) if pane.is_on_screen else []
        return [re.sub(r"[▁▂▃▄▅▆▇█▔ ]+$", "", strip.text.strip(_FRAME + " ")) for strip in drawn]

    async def row(self, title: str, pane: RowList | None = None) -> str:
        """The line for `title`, cut short or not, in the list if no other pane is named."""
        found: list[str] = []

        def is_there() -> bool:
            found[:] = [line for line in self.rows(pane or self.listed) if _names(line, title)]
            return bool(found)

        await self.until(is_there, f"a row {title!r}")
        return found[0]

    async def meter(self, role: str) -> int:
        """The readiness in percent that the list shows for a role."""
        percent = re.search(r"(\d+)%", await self.row(role))
        assert percent, f"no percentage for {role}"
        return int(percent[1])

    async def toast(self, text: str) -> None:
        """Wait for a toast that says `text`."""
        said = text.casefold()
        await self.until(
            lambda: any(said in self.text_of(toast).casefold() for toast in self.app.screen.query(Toast)),
            f"a toast {text!r}",
        )

    @property
    def under_cursor(self) -> str:
        """Id of what the cursor of the focused list stands on; empty for nothing."""
        focused = self.app.focused
        assert isinstance(focused, RowList), f"{focused} has the focus"
        return focused.ref.id if focused.ref else ""

    # -- routes ------------------------------------------------------------------------------------

    async def choose(self, ref_id: str) -> None:
        """Put the cursor of the focused list on its first row for `ref_id`; walking there has tests of its own."""
        await self.settle()
        focused = self.app.focused
        assert isinstance(focused, RowList), f"{focused} has the focus"
        for stop in focused._stops:
            ref = focused._rows[stop].ref
            if ref is not None and ref.id == ref_id:
                focused.cursor = stop
                await self.settle()
                return
        raise AssertionError(f"no row for {ref_id} in the whole list:\n{self.shown}")

    async def open_role(self, role_id: str) -> None:
        """Go into the page of a role."""
        if self.place != "roles":
            await self.press("1")
        await self.choose(role_id)
        await self.press("enter")

    async def find(self, words: str) -> None:
        """Type into the open palette, wait until its best answer is there, and take it."""
        assert isinstance(self.app.screen, CommandPalette)
        await self.type(words)
        found = self.app.screen.query_one(CommandList)
        await self.until(
            lambda: found.option_count > 0 and words.casefold() in str(found.get_option_at_index(0).prompt).casefold(),
            f"{words!r} first in the palette",
        )
        await self.press("enter")
        await self.until(lambda: not isinstance(self.app.screen, CommandPalette), "the palette to close")
        await self.settle()

    async def command(self, words: str) -> None:
        """Run a command of the palette by its name."""
        await self.press(":")
        await self.find(words)

    async def answer(self, text: str) -> None:
        """Replace the text of the open dialog and go on with enter."""
        await self.retype(text)
        await self.press("enter")

    async def retype(self, text: str) -> None:
        """Replace the line of the open question by typing."""
        await self.until(lambda: isinstance(self.app.screen, Question), "a question")
        await self.press("end", "ctrl+u")
        await self.type(text)


def _names(line: str, title: str) -> bool:
    """True where a line begins with the title, or with as much of it as there was room for."""
    words = re.sub(r"^\W+", "", line)
    shown, cut, _ = words.partition("…")
    if cut and len(shown) >= _LEAST_TITLE and title.startswith(shown):
        return True
    return re.match(rf"{re.escape(title)}(\W|$)", words) is not None


@asynccontextmanager
async def user_of(session: Session, size: tuple[int, int] = WIDE, *, settled: bool = True) -> AsyncIterator[User]:
    """Open the app on a session, in a window of `size`, and close it at the end; begin when it has `settled`."""
    app = MltrackApp(session)
    async with app.run_test(size=size, notifications=True) as pilot:
        user = User(app, pilot, session)
        if settled:
            await user.settle()
        yield user
