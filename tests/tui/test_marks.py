"""Several milestones at once: marked, acted on as one, and taken back as one."""

from __future__ import annotations

from datetime import date

from mltrack.core.history import MarkChange, Status
from mltrack.core.requirements import Level
from mltrack.session import Session
from mltrack.tui.screens.question import Question
from tests.tui.desk import Desk
from tests.tui.driver import TALL, WIDE, User, user_of
from tests.tui.registry import exercises

FOUR = ["python", "c-plus-plus", "java", "r"]
"""The first skills, one below the other."""


async def mark_four(user: User) -> None:
    """Mark the first four skills."""
    await user.press("2")
    await user.choose(FOUR[0])
    await user.press("m", "m", "m", "m")
    await user.see("◆ 4 marked")


@exercises("milestones.mark", "milestones.unmark")
async def test_m_marks_and_moves_on_m_again_unmarks_and_escape_unmarks_all(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await mark_four(user)
        assert user.under_cursor == "sql"
        marked = [line for line in user.rows(user.listed) if line.startswith("◆")]
        assert [line.split()[2] for line in marked] == ["Python", "C++", "Java", "R"]
        await user.press("k", "m")
        await user.see("◆ 3 marked")
        await user.press("escape")
        await user.does_not_see("marked")
        assert "◆" not in user.text_of(user.listed)
        assert user.under_cursor == "sql"


async def test_escape_clears_the_filter_before_the_marks_and_the_border_says_so(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await mark_four(user)
        await user.see("esc unmarks · view: all")
        await user.press("slash")
        await user.type("master")
        await user.press("enter")
        await user.see("◆ 4 marked, 4 not listed")
        await user.see("esc clears the filter · view: all")
        await user.press("escape")
        await user.see("Python")
        await user.see("◆ 4 marked")
        await user.press("slash")
        await user.type("master")
        await user.press("escape")
        await user.see("◆ 4 marked")
        await user.press("escape")
        await user.does_not_see("marked")
        await user.does_not_see("esc unmarks")


@exercises("milestones.mark-all")
async def test_shift_m_marks_all_that_is_listed_and_unmarks_it_again(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "slash")
        await user.type("master")
        await user.press("enter", "M")
        masters = user.listed.stops
        await user.see(f"◆ {masters} marked")
        await user.press("space")
        await user.toast(f"{masters} milestones changed as one")
        assert len(desk.saved.marks) == masters
        await user.press("u", "M")
        await user.does_not_see("marked")
        assert not desk.saved.marks


async def test_space_ticks_all_that_is_marked_as_one_action_and_u_takes_all_of_it_back(
    session: Session, desk: Desk
) -> None:
    session.tick(["java"], level=Level.EXPERT)
    async with user_of(session, WIDE) as user:
        await mark_four(user)
        actions = len(desk.saved.actions)
        await user.press("space")
        await user.see("4 done, saved")
        assert len(desk.saved.actions) == actions + 1
        assert desk.saved.marks["java"].level is Level.EXPERT
        await user.see("◆ 4 marked")
        await user.press("space")
        await user.see("0 done, saved")
        await user.press("u", "u")
        assert list(desk.saved.marks) == ["java"]


async def test_s_starts_all_that_is_marked_and_leaves_what_is_done(session: Session, desk: Desk) -> None:
    session.tick(["java"])
    async with user_of(session, WIDE) as user:
        await mark_four(user)
        await user.press("s")
        await user.toast("3 milestones changed as one")
        assert sorted(one for one, mark in desk.saved.marks.items() if mark.status is Status.STARTED) == sorted(
            {*FOUR} - {"java"}
        )
        await user.press("s")
        assert list(desk.saved.marks) == ["java"]


async def test_w_d_and_shift_d_ask_once_for_all_that_is_marked(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await mark_four(user)
        await user.press("w")
        await user.see("Waive 4 marked milestones", user.dialog)
        await user.answer("ten years of it")
        assert {mark.reason for mark in desk.saved.marks.values()} == {"ten years of it"}
        await user.press("u", "d")
        await user.answer("+2w")
        assert desk.saved.due == dict.fromkeys(FOUR, date(2026, 12, 4))
        await user.press("D")
        await user.answer("2025-05-03")
        assert {mark.done_on for mark in desk.saved.marks.values()} == {date(2025, 5, 3)}
        await user.press("u", "u")
        assert (desk.saved.marks, desk.saved.due) == ({}, {})


async def test_marks_survive_a_filter_and_the_border_says_how_many_it_hides(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await mark_four(user)
        await user.press("slash")
        await user.type("java")
        await user.see("4 marked, 3 not listed")
        await user.press("enter", "1", "2")
        await user.see("4 marked, 3 not listed")
        await user.press("escape", "escape")
        await user.does_not_see("marked")
        await mark_four(user)
        await user.press("u")
        await user.see("◆ 4 marked")


async def test_a_mark_that_left_the_catalog_is_opened_again_with_undo_alone_or_with_others(
    session: Session, desk: Desk
) -> None:
    session.tick(["python"])
    session.act(lambda progress, _: [MarkChange("gone-for-good", None, progress.marks["python"])])
    async with user_of(session, TALL) as user:
        await user.press("2", "V")
        await user.see("view: no longer in the catalog")
        assert user.under_cursor == "gone-for-good"
        await user.see("It is no longer in the catalog", user.page)
        await user.press("n", "s", "w", "d", "plus", "i")
        assert user.app.focused is user.listed
        await user.press("space")
        assert list(desk.saved.marks) == ["python"]
        await user.press("u")
        assert "gone-for-good" in desk.saved.marks
        await user.press("m", "w")
        await user.toast("The catalog has them no more")
        assert not isinstance(user.app.screen, Question)
        await user.press("v", "home")
        await user.choose("python")
        await user.press("m", "space")
        await user.see("0 done, saved")
        assert not desk.saved.marks
