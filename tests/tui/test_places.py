"""The places and their keys, help, and leaving."""

from __future__ import annotations

import pytest

from mltrack.core.summary import Period
from mltrack.session import Session
from mltrack.tui.screens.help import HelpScreen
from mltrack.tui.screens.milestone import MilestoneScreen
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.registry import exercises


@exercises("app.roles", "app.milestones", "app.summary")
async def test_1_2_and_3_go_to_the_places(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        for key, place, words in (("2", "milestones", "DEGREES"), ("3", "summary", "Streak"), ("1", "roles", "ENTRY")):
            await user.press(key)
            assert user.place == place
            await user.see(words)


async def test_from_the_page_of_a_milestone_every_place_can_be_reached_its_own_too(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.open_role("data-scientist")
        for key, words in (("2", "DEGREES"), ("3", "Streak"), ("1", "ENTRY")):
            await user.press("1", "enter", "enter")
            assert isinstance(user.app.screen, MilestoneScreen)
            await user.press(key)
            assert not isinstance(user.app.screen, MilestoneScreen)
            await user.see(words)


async def test_a_place_keeps_its_cursor_while_another_is_looked_at(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose("nlp-engineer")
        await user.press("2", "G", "3", "1")
        assert user.under_cursor == "nlp-engineer"
        await user.press("2")
        assert user.under_cursor == "conference-presentation"


@exercises("summary.shorter", "summary.longer")
async def test_brackets_go_through_the_periods_both_ways_and_round(session: Session) -> None:
    said = {
        Period.WEEK: "this week",
        Period.MONTH: "this month",
        Period.QUARTER: "this quarter",
        Period.YEAR: "this year",
        Period.ALL: "in all",
    }
    async with user_of(session, WIDE) as user:
        await user.press("3")
        await user.see("Completed this month, 1 Nov 2026 – 30 Nov 2026")
        periods = [Period.QUARTER, Period.YEAR, Period.ALL, Period.WEEK, Period.MONTH]
        for period in periods:
            await user.press("]")
            await user.see(f"Completed {said[period]}")
        for period in (Period.WEEK, Period.ALL, Period.YEAR):
            await user.press("[")
            await user.see(f"Completed {said[period]}")


async def test_the_summary_tells_what_was_done_started_and_aimed_for(session: Session) -> None:
    session.tick(["python", "sql"])
    session.start("internship")
    async with user_of(session, WIDE) as user:
        await user.press("3")
        for words in ("2 this month", "1 started, not done", "1 week in a row", "✓ Python", "◐ Internship"):
            await user.see(words)
        await user.see("Machine learning engineer", user.app.screen.query_one("#targets"))
        await user.see("Machine learning engineer", user.app.screen.query_one("#history"))


async def test_the_summary_can_be_scrolled_to_its_end_in_a_small_window(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.press("3")
        history = user.app.screen.query_one("#history")
        assert "Machine learning engineer" not in user.text_of(history)
        await user.press("end")
        await user.see("Machine learning engineer", history)


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
@pytest.mark.parametrize("way", [(), ("enter",), ("enter", "enter"), ("2",), ("3",)], ids=str)
async def test_q_quits_everywhere_and_asks_nothing(session: Session, way: tuple[str, ...]) -> None:
    async with user_of(session, WIDE) as user:
        await user.press(*way, "q")
        await user.until(lambda: not user.app.is_running, "the end")
        assert user.app.return_code == 0
