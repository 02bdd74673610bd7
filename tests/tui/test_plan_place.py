"""The Plan place: what to do next, the plan on the calendar, and what they are reckoned with."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from mltrack.session import Session
from mltrack.tui.screens.milestone import MilestoneScreen
from mltrack.tui.screens.question import Question
from tests.tui.conftest import DEVELOPER, ML_ENGINEER
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.plan_place import COMPUTER_SCIENCE, at_rest, go, pane, planned_ids, screen_of
from tests.tui.registry import exercises


async def test_next_is_ranked_with_reasons_and_the_plan_has_a_bar_a_step(developer: Session) -> None:
    async with user_of(developer, WIDE) as user:
        await go(user)
        for words in ("Next · ", "READY TO BEGIN", "one of several ways for 1 target", "The plan of least effort · "):
            await user.see(words)
        steps = pane(user, "steps")
        assert "█" in await user.row("SQL", steps)
        assert "━" in await user.row("Bachelor's in computer science", steps)
        assert user.rows(steps)[0].startswith("STUDY, ONE AFTER THE OTHER")
        await user.see("today", user.app.screen.query_one("#axis"))
        await user.see("proved: nothing takes less")
        assert user.app.focused is pane(user, "list")


async def test_of_two_targets_the_only_one_that_requires_a_step_is_named(desk: Desk) -> None:
    session = desk.session()
    session.target([ML_ENGINEER])
    session.target([DEVELOPER])
    async with user_of(session, (120, 150)) as user:
        await go(user)
        said = user.text_of(pane(user, "list"))
        assert "required by 2 targets" in said
        assert "required by Machine learning engineer" in said
        assert "required by 1 target" not in said


async def test_what_waits_for_something_says_for_what(session: Session) -> None:
    async with user_of(session, (120, 150)) as user:
        await go(user)
        rows = user.rows(pane(user, "list"))
        below = rows[rows.index("SOMETHING ELSE COMES FIRST") :]
        assert any(row.strip().startswith("first ") for row in below)
        assert not any(row.strip().startswith("first ") for row in rows[: len(rows) - len(below)])


async def test_the_head_tells_when_each_target_is_reached_and_whether_in_time(desk: Desk) -> None:
    session = desk.session()
    session.target([ML_ENGINEER], by=date(2027, 6, 30))
    session.target([DEVELOPER], by=date(2090, 1, 1))
    async with user_of(session, (140, 60)) as user:
        await go(user)
        head = user.text_of(pane(user, "head"))
        assert "by 30 Jun 2027" in head
        assert "The day cannot be kept at this pace" in head
        assert "The day is kept." in head
        assert "10 h a week" in head
        assert "not enough history" in head
        assert "There is enough history 14 days after your first tick or hour." in head


async def test_where_it_is_narrow_the_day_of_a_target_does_not_run_into_when_it_is_reached(desk: Desk) -> None:
    session = desk.session()
    session.target([ML_ENGINEER], by=date(2040, 6, 30))
    session.target([DEVELOPER], by=date(2090, 1, 1))
    async with user_of(session, NARROW) as user:
        await go(user)
        first, second, third, fourth, *_ = user.rows(pane(user, "head"))
        assert re.search(r"Machine learning engineer {3,}ready", first)
        assert second == "✓ Your day, 30 Jun 2040, is kept."
        assert re.search(r"Software developer {3,}ready", third)
        assert fourth == "✓ Your day, 1 Jan 2090, is kept."


async def test_the_step_under_the_cursor_is_told_in_full(developer: Session) -> None:
    async with user_of(developer, WIDE) as user:
        await go(user)
        await user.press("tab")
        await user.choose(COMPUTER_SCIENCE)
        detail = pane(user, "detail")
        for words in ("36-48 months (from a source)", "For 'A bachelor's in a related field'", "Rather another?"):
            await user.see(words, detail)
        await user.resize(120, 80)
        await user.see("as good", detail)


async def test_a_milestone_is_ticked_here_and_the_plan_follows(developer: Session, desk: Desk) -> None:
    async with user_of(developer, WIDE) as user:
        await go(user)
        await user.press("tab")
        await user.choose(COMPUTER_SCIENCE)
        await user.press("space")
        await at_rest(user)
        assert list(desk.saved.marks) == [COMPUTER_SCIENCE]
        assert COMPUTER_SCIENCE not in planned_ids(user)
        await user.press("u")
        await at_rest(user)
        assert COMPUTER_SCIENCE in planned_ids(user)


async def test_enter_opens_the_page_of_a_milestone_in_both_lists_and_escape_comes_back(developer: Session) -> None:
    async with user_of(developer, WIDE) as user:
        await go(user)
        for before in ((), ("tab",)):
            await user.press(*before)
            under = user.under_cursor
            await user.press("enter")
            assert isinstance(user.app.screen, MilestoneScreen)
            await user.press("escape")
            assert user.place == "plan"
            assert user.under_cursor == under


# The hours and the days


@exercises("plan.hours")
async def test_shift_h_asks_for_the_hours_and_keeps_them_for_every_place(developer: Session, desk: Desk) -> None:
    async with user_of(developer, WIDE) as user:
        await go(user)
        before = screen_of(user).found
        await user.press("H")
        assert isinstance(user.app.screen, Question)
        for unusable in ("many", "0", "101"):
            await user.answer(unusable)
            assert isinstance(user.app.screen, Question)
        await user.answer("20")
        await at_rest(user)
        await user.see("20 h a week")
        found = screen_of(user).found
        assert found is not None
        assert before is not None
        assert found.advice.plan.wish.hours_per_week == 20
        assert found.advice.schedule.finish.late <= before.advice.schedule.finish.late
        assert user.app.weekly_hours == Fraction(20)
    assert desk.session().settings().weekly_hours == 20


async def test_hours_that_cannot_be_saved_change_nothing(developer: Session, desk: Desk) -> None:
    async with user_of(developer, WIDE) as user:
        await go(user)
        (desk.folder / "config").write_text("in the way")
        await user.press("H")
        await user.answer("20")
        await user.toast("nothing was changed")
        await user.see("10 h a week")


@exercises("plan.day")
async def test_d_on_a_target_asks_for_its_day(developer: Session, desk: Desk) -> None:
    async with user_of(developer, WIDE) as user:
        await go(user)
        await user.press("shift+tab")
        assert user.under_cursor == DEVELOPER
        await user.press("d")
        await user.answer("2031-01-31")
        await at_rest(user)
        await user.see("by 31 Jan 2031", pane(user, "head"))
        assert desk.saved.targets[DEVELOPER].by == date(2031, 1, 31)
        await user.see("◎", user.app.screen.query_one("#axis"))
        await user.press("down")
        assert user.under_cursor == "hours"
        await user.press("d")
        assert not isinstance(user.app.screen, Question)


async def test_the_head_opens_a_role_and_the_hours(developer: Session) -> None:
    async with user_of(developer, WIDE) as user:
        await go(user)
        await user.click("10 h a week", pane(user, "head"))
        await user.click("10 h a week", pane(user, "head"))
        assert isinstance(user.app.screen, Question)
        await user.press("escape", "up", "enter")
        assert user.place == "roles"
        assert user.under_cursor == DEVELOPER


# Where there is nothing to plan


async def test_without_a_target_it_says_how_to_choose_one(desk: Desk) -> None:
    session = desk.session()
    session.tick(["python"])
    async with user_of(session, WIDE) as user:
        await go(user)
        await user.see("Choose a role to aim for: press 1", pane(user, "head"))
        await user.see("READY TO BEGIN", pane(user, "list"))


async def test_where_all_is_met_it_names_the_nearest_other_role_and_enter_shows_it(desk: Desk) -> None:
    session = desk.session()
    session.target(["business-intelligence-developer"])
    session.tick([COMPUTER_SCIENCE, "sql", "exploratory-data-analysis", "data-visualization", "communication"])
    async with user_of(session, WIDE) as user:
        await go(user)
        await user.see("Nothing is left to do")
        await user.see("of what is recommended")
        await user.see("Nearest to you now")
        found = screen_of(user).found
        assert found is not None
        await user.press("tab")
        assert user.under_cursor == found.nearest[0].role
        await user.press("enter")
        assert user.place == "roles"
        assert user.under_cursor == found.nearest[0].role


async def test_a_role_of_which_nothing_is_stated_is_told(desk: Desk) -> None:
    session = desk.session()
    session.target(["computational-linguist"])
    async with user_of(session, WIDE) as user:
        await go(user)
        await user.see("no source states what it requires", pane(user, "steps"))


async def test_what_is_supposed_is_planned_with(developer: Session, desk: Desk) -> None:
    async with user_of(developer, WIDE) as user:
        await go(user)
        await user.press("W", "tab")
        await user.choose(COMPUTER_SCIENCE)
        await user.press("space")
        await at_rest(user)
        assert COMPUTER_SCIENCE not in planned_ids(user)
        assert not desk.saved.marks
        await user.press("W", "d")
        await at_rest(user)
        assert COMPUTER_SCIENCE in planned_ids(user)
