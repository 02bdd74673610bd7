"""The places and their keys, help, and leaving."""

from __future__ import annotations

import pytest

from mltrack.session import Session
from mltrack.tui.screens.help import HelpScreen
from mltrack.tui.screens.milestone import MilestoneScreen
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.registry import exercises


@exercises("app.roles", "app.milestones", "app.plan", "app.summary", "app.paths")
async def test_1_to_5_go_to_the_places(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        for key, place, words in (
            ("2", "milestones", "DEGREES"),
            ("3", "plan", "Plan"),
            ("4", "summary", "Streak"),
            ("5", "paths", "Paths"),
            ("1", "roles", "ENTRY"),
        ):
            await user.press(key)
            assert user.place == place
            await user.see(words)


async def test_from_the_page_of_a_milestone_every_place_can_be_reached_its_own_too(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.open_role("data-scientist")
        for key, words in (("2", "DEGREES"), ("4", "Streak"), ("1", "ENTRY")):
            await user.press("1", "enter", "enter")
            assert isinstance(user.app.screen, MilestoneScreen)
            await user.press(key)
            assert not isinstance(user.app.screen, MilestoneScreen)
            await user.see(words)


async def test_a_place_keeps_its_cursor_while_another_is_looked_at(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose("nlp-engineer")
        await user.press("2", "G", "4", "1")
        assert user.under_cursor == "nlp-engineer"
        await user.press("2")
        assert user.under_cursor == "project-clinical-model"


@exercises("app.help")
async def test_help_lists_the_keys_of_the_place_it_was_asked_in(session: Session) -> None:
    async with user_of(session, (120, 60)) as user:
        await user.press("?")
        await user.see("Aim for this role, or stop aiming for it")
        await user.see("Take the newest change back")
        await user.press("escape", "2", "?")
        await user.see("Mark as not needed, and say why")
        await user.does_not_see("Aim for this role")


@exercises("help.close")
async def test_escape_question_mark_and_q_close_help_and_not_the_app(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        for key in ("escape", "question_mark", "q"):
            await user.press("?")
            assert isinstance(user.app.screen, HelpScreen)
            await user.press(key)
            assert not isinstance(user.app.screen, HelpScreen)
            assert user.app.is_running
            assert user.under_cursor == "machine-learning-engineer"


@exercises("help.filter")
async def test_help_is_for_the_place_and_slash_looks_for_a_word_in_it(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.press("2", "?")
        await user.see("Help for Milestones")
        await user.see("On a milestone")
        await user.press("/")
        await user.type("Undone ch")
        await user.see("Do the undone change again")
        await user.does_not_see("On a milestone")
        await user.press("enter", "/")
        await user.type("xyz")
        await user.see("No key and no sign is about that.")
        await user.press("escape")
        await user.see("On a milestone")
        await user.press("end")
        await user.see("100% only when all are met")
        await user.press("escape")
        assert not isinstance(user.app.screen, HelpScreen)


async def test_help_scrolls_with_j_and_k_and_the_arrows(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.press("?")
        top = user.shown
        for down, up in (("j", "k"), ("down", "up")):
            await user.press(down, down)
            assert user.shown != top
            await user.press(up, up)
            assert user.shown == top


async def test_under_help_no_key_reaches_the_place(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("?", "t", "2", "u", "space", "o", "q")
        assert user.place == "roles"
        assert "machine-learning-engineer" in user.progress.targets


@exercises("app.quit")
@pytest.mark.parametrize("way", [(), ("enter",), ("enter", "enter"), ("2",), ("4",)], ids=str)
async def test_q_quits_everywhere_and_asks_nothing(session: Session, way: tuple[str, ...]) -> None:
    async with user_of(session, WIDE) as user:
        await user.press(*way, "q")
        await user.until(lambda: not user.app.is_running, "the end")
        assert user.app.return_code == 0
