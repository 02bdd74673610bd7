"""The command palette: every live command, and a jump to any role or milestone."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette

from mltrack.session import Session
from tests.tui.desk import Desk
from tests.tui.driver import WIDE, user_of
from tests.tui.registry import bound_keys, exercises


@exercises("app.palette")
async def test_each_of_its_keys_opens_the_palette(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        for key in bound_keys()["app.palette"]:
            await user.press(key)
            assert isinstance(user.app.screen, CommandPalette)
            await user.press("escape")
            assert not isinstance(user.app.screen, CommandPalette)


async def test_the_palette_runs_a_command_where_one_stands(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose("data-scientist")
        await user.press(":")
        await user.find("Target")
        assert "data-scientist" in desk.saved.targets


async def test_the_palette_ticks_what_the_cursor_is_on(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", ":")
        await user.find("Tick")
        await user.see("1 done, saved")
        assert list(desk.saved.marks) == ["bachelors-computer-science"]


@pytest.mark.parametrize("place", ["2", "3"])
async def test_the_palette_jumps_to_a_role_from_every_place(session: Session, place: str) -> None:
    async with user_of(session, WIDE) as user:
        await user.press(place, ":")
        await user.find("Quantitative machine learning")
        assert user.place == "roles"
        assert user.under_cursor == "quantitative-ml-analyst"


async def test_the_palette_jumps_to_a_role_that_a_filter_hides(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("slash")
        await user.type("nlp")
        await user.press("enter", ":")
        await user.find("Quantitative machine learning")
        assert user.under_cursor == "quantitative-ml-analyst"


@pytest.mark.parametrize("place", ["1", "3"])
async def test_the_palette_opens_the_page_of_a_milestone_and_escape_comes_back(session: Session, place: str) -> None:
    async with user_of(session, WIDE) as user:
        await user.press(place, ":")
        await user.find("Apache Kafka")
        await user.see("Apache Kafka")
        await user.see("Asked for by")
        await user.press("escape")
        await user.does_not_see("Asked for by")


async def test_escape_leaves_the_palette_without_a_trace(session: Session, desk: Desk) -> None:
    events = len(desk.saved.history)
    async with user_of(session, WIDE) as user:
        before = user.shown
        await user.press(":")
        await user.type("tick")
        await user.press("escape")
        await user.until(lambda: user.shown == before, "the screen as it was")
    assert len(desk.saved.history) == events
