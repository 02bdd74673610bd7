"""The keys that act on a milestone: in a role, in the list of milestones and on a milestone's own page."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from mltrack.core.entries import Kind
from mltrack.core.history import Status
from mltrack.core.requirements import Level
from mltrack.session import Session
from mltrack.tui.screens.question import Question
from tests.tui.desk import Desk
from tests.tui.driver import TALL, WIDE, User, user_of
from tests.tui.registry import bound_keys, exercises

MASTERS = "masters-computer-science"
TITLE = "Master's in computer science"


async def stand_in_the_list(user: User) -> None:
    await user.press("2")
    await user.choose(MASTERS)


async def stand_in_a_role(user: User) -> None:
    await user.open_role("data-scientist")
    await user.choose(MASTERS)


async def stand_on_its_page(user: User) -> None:
    await stand_in_a_role(user)
    await user.press("enter")


Stand = Callable[[User], Awaitable[None]]
every_stand = pytest.mark.parametrize("stand", [stand_in_the_list, stand_in_a_role, stand_on_its_page])


@every_stand
@exercises("milestone.tick")
async def test_space_ticks_and_space_again_opens(session: Session, desk: Desk, stand: Stand) -> None:
    async with user_of(session, WIDE) as user:
        await stand(user)
        await user.press("space")
        await user.see("1 done, saved")
        assert desk.saved.marks[MASTERS].status is Status.DONE
        await user.press("space")
        await user.see("0 done, saved")
        assert MASTERS not in desk.saved.marks


@exercises("milestone.start")
async def test_s_starts_and_s_again_opens(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await stand_in_the_list(user)
        await user.press("s")
        assert (await user.row(TITLE)).endswith("started")
        assert desk.saved.marks[MASTERS].started_on == desk.clock.now.date()
        await user.press("s")
        assert not (await user.row(TITLE)).endswith("started")
        assert MASTERS not in desk.saved.marks


async def test_s_on_what_is_done_says_why_not_and_changes_nothing(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await stand_in_the_list(user)
        await user.press("space", "s")
        await user.toast("is done already")
        await user.see("1 done, saved")
        assert desk.saved.marks[MASTERS].status is Status.DONE


@exercises("milestone.level")
async def test_plus_and_minus_move_a_skill_through_its_levels(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.choose("python")
        ranks = []
        for key in ("plus", "equals_sign", "+", "=", "+", "minus", "-", "-", "-"):
            await user.press(key)
            level = desk.saved.marks["python"].level
            assert level is not None
            ranks.append(level.rank)
            assert (await user.row("Python")).count("●") == level.rank
        assert ranks == [1, 2, 3, 4, 4, 3, 2, 1, 1]


@exercises("milestone.level-1", "milestone.level-2", "milestone.level-3", "milestone.level-4")
async def test_alt_and_a_digit_set_the_level(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.choose("python")
        keys = {rank: sorted(bound_keys()[f"milestone.level-{rank}"]) for rank in (2, 4, 3, 1)}
        assert all(f"alt+{rank}" in names for rank, names in keys.items())
        for number, rank in itertools.product(range(max(map(len, keys.values()))), keys):
            await user.press(keys[rank][number])
            assert desk.saved.marks["python"].level is Level.of_rank(rank)
            assert (await user.row("Python")).count("●") == rank
            assert user.place == "milestones"


async def test_level_keys_do_nothing_to_what_is_no_skill(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await stand_in_the_list(user)
        await user.press("plus", "minus", "alt+1", "alt+4")
        assert not desk.saved.marks
        await user.see("0 done, saved")


async def test_milestone_keys_do_nothing_where_the_cursor_is_on_a_role(session: Session, desk: Desk) -> None:
    before = len(desk.saved.history)
    async with user_of(session, WIDE) as user:
        await user.open_role("junior-software-engineer")
        await user.press("end")
        assert user.under_cursor == "machine-learning-engineer"
        await user.press("space", "s", "w", "n", "plus", "alt+2")
        assert user.app.focused is user.page
        assert len(desk.saved.history) == before


async def test_space_in_a_role_ticks_a_skill_at_the_level_asked_for(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.open_role("machine-learning-engineer")
        await user.choose("python")
        assert "proficient" in await user.row("Python", user.page)
        await user.press("space")
        assert desk.saved.marks["python"].level is Level.PROFICIENT
        await user.press("space")
        assert "python" not in desk.saved.marks


async def test_space_in_a_role_raises_a_skill_that_is_held_lower(session: Session, desk: Desk) -> None:
    session.tick(["python"], level=Level.FAMILIAR)
    async with user_of(session, WIDE) as user:
        await user.open_role("machine-learning-engineer")
        await user.choose("python")
        assert "familiar" in await user.row("Python", user.page)
        await user.press("space")
        assert "familiar" not in await user.row("Python", user.page)
        assert desk.saved.marks["python"].level is Level.PROFICIENT


async def test_space_in_a_role_leaves_a_skill_that_is_held_higher_open_not_lower(session: Session, desk: Desk) -> None:
    session.tick(["python"], level=Level.EXPERT)
    async with user_of(session, WIDE) as user:
        await user.open_role("data-scientist")
        await user.choose("python")
        await user.press("space")
        assert "python" not in desk.saved.marks
        await user.press("u")
        assert desk.saved.marks["python"].level is Level.EXPERT


@exercises("milestones.view", "milestones.view-back")
async def test_v_goes_through_the_views_shift_v_back_and_both_round_again(session: Session) -> None:
    session.tick(["python"])
    session.start("sql")
    session.waive("internship", "two years of work")
    session.due("sql", date(2026, 12, 1))
    async with user_of(session, TALL) as user:
        await user.press("2")
        everything = user.rows(user.listed)[1:-1]
        shown: dict[str, set[str]] = {}
        for _ in range(7):
            await user.press("v")
            view = str(user.listed.border_subtitle).removeprefix("view: ")
            shown[view] = {line.split("  ")[0] for line in user.rows(user.listed)[1:-1] if "○" not in line}
        assert {"✓ Python"} == {line for line in shown["done"] if "✓" in line}
        assert {"◐ SQL"} == {line for line in shown["started"] if "◐" in line}
        assert {"⊘ Internship"} == {line for line in shown["waived"] if "⊘" in line}
        assert {"◐ SQL"} == {line for line in shown["due"] if "◐" in line}
        assert not any("Python" in line or "SQL" in line for line in shown["open"])
        for empty in ("lapsed", "no longer in the catalog"):
            assert not any(glyph in line for line in shown[empty] for glyph in "✓◐⊘↻")
        await user.see("All that you have told of is in the catalog")
        await user.press("v")
        assert user.rows(user.listed)[1:-1] == everything
        await user.press("V", "V")
        await user.see("view: due")


async def test_a_kind_says_how_many_of_it_are_done_whatever_the_filter_hides(session: Session) -> None:
    session.tick(["python", "sql"])
    skills = sum(one.kind is Kind.SKILL for one in session.catalog.milestones.values())
    async with user_of(session, WIDE) as user:
        await user.press("2", "slash")
        await user.type("python")
        assert f"SKILLS  2 of {skills} done" in user.rows(user.listed)


async def test_what_is_done_brings_others_along_which_are_counted_beside_it(session: Session) -> None:
    session.tick([MASTERS])
    degrees = sum(one.kind is Kind.DEGREE for one in session.catalog.milestones.values())
    async with user_of(session, WIDE) as user:
        await user.press("2")
        assert f"DEGREES  1 of {degrees} done, 1 brought along" in user.rows(user.listed)
        await user.see("1 done, saved")


async def test_unticking_in_the_view_of_the_done_leaves_an_empty_list_that_takes_every_key(
    session: Session, desk: Desk
) -> None:
    session.tick(["python"])
    async with user_of(session, TALL) as user:
        await user.press("2", "v", "v", "v")
        assert user.under_cursor == "python"
        await user.press("space")
        await user.see("0 done, saved")
        assert user.under_cursor == ""
        await user.press("space", "j", "k", "enter", "G", "pagedown")
        assert not desk.saved.marks


@exercises("milestone.day")
async def test_shift_d_asks_for_the_day_it_was_done_and_refuses_one_to_come(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await stand_in_the_list(user)
        await user.press("D")
        for unusable in ("2026-11-21", "soon"):
            await user.answer(unusable)
            assert isinstance(user.app.screen, Question)
            assert not desk.saved.marks
        await user.answer("2025-05-03")
        await user.see("3 May 2025", user.page)
        assert desk.saved.marks[MASTERS].done_on == date(2025, 5, 3)
        await user.press("D")
        await user.retype("31 jan")
        await user.see("Sat 31 Jan 2026", user.dialog)
        await user.retype("2024-01-01")
        await user.press("escape")
        assert desk.saved.marks[MASTERS].done_on == date(2025, 5, 3)


async def test_undo_names_the_day_that_was_set_and_the_level_that_was_raised(session: Session) -> None:
    session.tick(["python"])
    async with user_of(session, WIDE) as user:
        await stand_in_the_list(user)
        await user.press("D")
        await user.answer("2025-05-03")
        await user.press("D")
        await user.answer("2024-01-01")
        await user.press("u")
        await user.toast("Undone: set Master's in computer science done on 1 Jan 2024")
        await user.press("u")
        await user.toast("Undone: tick Master's in computer science, done on 3 May 2025")
        await user.choose("python")
        await user.press("+", "u")
        await user.toast("Undone: raise Python to proficient")
        await user.press("ctrl+r")
        await user.toast("Redone: raise Python to proficient")


async def test_waiving_what_is_done_says_that_there_is_nothing_to_waive(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await stand_in_the_list(user)
        await user.press("space", "w")
        await user.toast("nothing to waive")
        assert desk.saved.marks[MASTERS].status is Status.DONE
