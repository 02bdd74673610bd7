"""Where somebody is stays: cursor, scroll and filter survive ticks, undo, other places and other processes."""

from __future__ import annotations

import pytest

from mltrack.session import Session
from mltrack.tui.widgets.filter_line import FilterLine
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, User, user_of


def where(user: User) -> tuple[str, int, str]:
    """What the cursor of the list is on, how far it is scrolled, and what it is filtered by."""
    ref = user.listed.ref
    return ref.id if ref else "", round(user.listed.scroll_offset.y), user.app.screen.query_one(FilterLine).value


async def far_down(user: User, place: str) -> None:
    """Filter, and go to the last but one row with the wheel turned back a little."""
    await user.press(place, "slash")
    await user.type("in" if place == "1" else "a")
    await user.press("enter", "G", "k")


@pytest.mark.parametrize("size", [WIDE, NARROW, (120, 18)], ids=str)
@pytest.mark.parametrize("place", ["1", "2"], ids=["roles", "milestones"])
async def test_cursor_scroll_and_filter_stay_whatever_happens(
    session: Session, desk: Desk, place: str, size: tuple[int, int]
) -> None:
    async with user_of(session, size) as user:
        await far_down(user, place)
        before = where(user)
        assert before[0]
        assert before[2]
        for keys in (("t", "u") if place == "1" else ("space", "u", "s", "u")), ("4", place), ("3", "5", place):
            for key in keys:
                await user.press(key)
                if key not in "2345" or key == place:
                    assert where(user) == before, f"after {key}"
        desk.session().tick(["masters-statistics"])
        await user.see("saved")
        await user.until(lambda: "masters-statistics" in user.progress.marks, "what the other process did")
        await user.settle()
        assert where(user) == before


async def test_a_page_stays_where_it_is_when_its_milestones_are_ticked(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.press("enter")
        await user.press(*"j" * 14)
        before = user.under_cursor, user.page.scroll_offset.y
        assert before[1] > 0
        for keys in ("space", "u"), ("s", "u"), ("4", "1"):
            await user.press(*keys)
            assert (user.under_cursor, user.page.scroll_offset.y) == before


async def test_the_row_stays_in_view_when_a_filter_is_cleared(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "slash")
        await user.type("spark")
        await user.press("enter", "escape")
        assert user.under_cursor == "apache-spark"
        await user.row("Apache Spark")


async def test_a_filter_a_view_and_an_order_hold_together(session: Session) -> None:
    session.start("apache-spark")
    async with user_of(session, WIDE) as user:
        await user.press("2", "v", "v", "slash")
        await user.type("a")
        await user.press("enter")
        await user.see("view: started")
        assert user.listed.stops == 1
        await user.press("1", "o", "v", "slash")
        await user.type("zzz")
        await user.see("Nothing fits")
        await user.press("escape")
        await user.see("view: targets · sort: nearest")
        await user.press("2")
        await user.see("view: started")
