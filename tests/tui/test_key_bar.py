"""The line of keys always says what works now, though it is drawn only when that changes."""

from __future__ import annotations

import pytest

from mltrack.session import Session
from mltrack.tui.widgets.key_bar import KeyBar
from tests.tui.driver import WIDE, User, user_of


def keys_drawn(user: User) -> str:
    return user.lines[user.app.screen.query_one(KeyBar).region.y].strip()


def keys_that_work(user: User) -> str:
    bar = user.app.screen.query_one(KeyBar)
    return KeyBar.line(bar.pieces(bar.size.width)).plain.strip()


@pytest.mark.parametrize(
    "keys",
    [
        ["1", "v", "enter", "down", "down", "home", "u"],
        ["2", "down", "m", "escape", "enter", "end", "escape", "/", "s", "enter", "space", "u"],
        ["3", "tab", "down", "p", "escape", "4", "tab", "5", "W", "space", "W", "d"],
    ],
)
async def test_it_follows_every_key(keys: list[str], session: Session) -> None:
    async with user_of(session, WIDE) as user:
        for key in keys:
            await user.press(key)
            assert keys_drawn(user) == keys_that_work(user), key


async def test_it_follows_a_window_that_grew(session: Session) -> None:
    async with user_of(session, (70, 24)) as user:
        await user.press("enter", "home")
        await user.resize(140, 40)
        for key in ("end", "home", "end"):
            await user.press(key)
            assert keys_drawn(user) == keys_that_work(user), key
