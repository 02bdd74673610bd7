"""The mouse does what the keys do; nothing needs it."""

from __future__ import annotations

import pytest

from mltrack.session import Session
from mltrack.tui.screens.help import HelpScreen
from mltrack.tui.screens.milestone import MilestoneScreen
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.widgets.key_bar import KeyBar
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, user_of


async def test_a_click_chooses_a_row_and_a_second_click_opens_it(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.click("Data scientist", user.listed)
        assert user.under_cursor == "data-scientist"
        assert user.app.focused is user.listed
        await user.click("Data scientist", user.listed)
        assert user.app.focused is user.page
        await user.click("Bachelor's in statistics", user.page)
        assert user.under_cursor == "bachelors-statistics"
        await user.click("Bachelor's in statistics", user.page)
        assert isinstance(user.app.screen, MilestoneScreen)


async def test_a_click_on_a_heading_moves_nothing(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.click("NO LEVEL STATED", user.listed)
        assert user.under_cursor == "machine-learning-engineer"


async def test_clicks_find_the_row_in_a_scrolled_and_in_a_filtered_list(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.press("2", "end")
        assert user.listed.scroll_offset.y > 0
        await user.click("A dashboard on real data", user.listed)
        assert user.under_cursor == "project-dashboard"
        await user.press("slash")
        await user.type("bachelor")
        await user.click("Bachelor's in another", user.listed)
        assert user.under_cursor == "bachelors-related-field"


@pytest.mark.parametrize("end", [0, -1], ids=["first", "last"])
async def test_a_place_and_a_key_can_be_clicked_at_their_first_and_last_letter(session: Session, end: int) -> None:
    async with user_of(session, WIDE) as user:
        for bar, words, shows in ((0, "2 Milestones", "DEGREES"), (-1, "v View", "view: open")):
            line = user.lines[bar]
            x = line.index(words) + (len(words) - 1 if end else 0)
            await user.pilot.click(offset=(x, bar % len(user.lines)))
            await user.settle()
            await user.see(shows)


@pytest.mark.parametrize(("name", "place"), [("Milestones", "milestones"), ("Summary", "summary"), ("4", "summary")])
async def test_a_click_on_a_place_in_the_bar_goes_there(session: Session, name: str, place: str) -> None:
    async with user_of(session, WIDE) as user:
        await user.click(name, user.app.screen.query_one("PlaceBar"))
        assert user.place == place
        await user.click("Roles", user.app.screen.query_one("PlaceBar"))
        assert user.place == "roles"


async def test_a_click_on_a_key_in_the_key_bar_presses_it(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.click("Tick", user.app.screen.query_one(KeyBar))
        await user.see("1 done, saved")
        assert list(desk.saved.marks) == ["bachelors-computer-science"]
        await user.click("Undo", user.app.screen.query_one(KeyBar))
        await user.see("0 done, saved")
        await user.click("Help", user.app.screen.query_one(KeyBar))
        assert isinstance(user.app.screen, HelpScreen)
        await user.click("Close", user.app.screen.query_one(KeyBar))
        assert not isinstance(user.app.screen, HelpScreen)
        await user.click("Quit", user.app.screen.query_one(KeyBar))
        await user.until(lambda: not user.app.is_running, "the end")


async def test_a_dialog_can_be_left_by_the_key_bar(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "w")
        await user.click("esc Cancel", user.app.screen.query_one(KeyBar))
        await user.press("w")
        await user.retype("portfolio")
        await user.press("enter")
        assert desk.saved.marks["bachelors-computer-science"].reason == "portfolio"
        await user.press("n")
        await user.type("said")
        await user.click("Save and", user.app.screen.query_one(KeyBar))
        assert desk.saved.notes == {"bachelors-computer-science": "said"}


async def test_at_the_first_start_a_role_can_be_chosen_by_mouse(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.click("NLP engineer")
        await user.click("Choose", user.app.screen.query_one(KeyBar))
        await user.see("primary target")
        await user.press("enter")
        assert list(desk.saved.targets) == ["nlp-engineer"]


async def test_the_first_start_can_be_left_by_mouse(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.click("Look around", user.app.screen.query_one(KeyBar))
        assert isinstance(user.app.screen, RolesScreen)
        assert not desk.saved.targets


async def test_a_click_in_a_pane_gives_it_the_keys(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.click("Required", user.page)
        assert user.app.focused is user.page
        await user.click("NO LEVEL STATED", user.listed)
        assert user.app.focused is user.listed


async def test_a_click_on_the_target_and_on_nothing_does_nothing(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        bar = user.app.screen.query_one("PlaceBar")
        before = user.shown
        await user.click("done", bar)
        await user.click("0%", bar)
        assert user.place == "roles"
        assert user.shown == before


async def test_the_wheel_scrolls_what_is_under_it(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        assert user.page.scroll_offset.y == 0
        await user.wheel_down(user.page)
        assert user.page.scroll_offset.y > 0
        assert user.listed.scroll_offset.y == 0
        assert user.app.focused is user.listed
