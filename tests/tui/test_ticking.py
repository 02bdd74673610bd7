"""The job itself: ticking in one role moves every role that shares the milestone, and undo restores exactly."""

from __future__ import annotations

from mltrack.core.history import Status
from mltrack.core.requirements import Level
from mltrack.session import Session
from tests.tui.desk import Desk
from tests.tui.driver import WIDE, User, user_of
from tests.tui.registry import exercises

HIGH = (140, 100)
"""Room for every role and the whole page of one."""

ASKING = ("AI engineer", "Data scientist", "Machine learning engineer", "Software developer", "Software engineer")
"""The roles that require Python."""


async def meters(user: User) -> dict[str, int]:
    return {title: await user.meter(title) for title in ASKING}


async def test_ticking_python_in_one_role_moves_the_meter_of_every_role_that_asks_for_it(session: Session) -> None:
    async with user_of(session, HIGH) as user:
        assert set((await meters(user)).values()) == {0}
        await user.open_role("data-scientist")
        await user.choose("python")
        await user.press("space")
        assert "working" in await user.row("Python", user.page)
        after = await meters(user)
        assert all(after.values())
        assert await user.meter("NLP engineer") == 0
        readiness = user.session.snapshot.readiness
        titles = {role.title: role.id for role in user.session.catalog.roles.values()}
        assert after == {title: readiness[titles[title]].required.percent for title in ASKING}
        assert f"{after['Machine learning engineer']}%" in user.header
        assert f"{after['Data scientist']}%" in user.text_of(user.page)


@exercises("app.undo", "app.redo")
async def test_undo_restores_every_row_exactly_and_redo_does_it_again(session: Session, desk: Desk) -> None:
    session.tick(["sql"], level=Level.WORKING)
    session.start("python")
    async with user_of(session, HIGH) as user:
        await user.open_role("data-scientist")
        await user.choose("python")
        kept, before = user.progress, (user.rows(user.listed), user.rows(user.page), user.header)
        await user.press("space")
        ticked, after = user.progress, (user.rows(user.listed), user.rows(user.page), user.header)
        assert all(one != other for one, other in zip(before, after, strict=True))
        await user.press("u")
        await user.toast("Undone")
        await user.toast("Python")
        assert (user.rows(user.listed), user.rows(user.page), user.header) == before
        assert user.progress.holds_same(kept)
        assert desk.saved.holds_same(kept)
        assert user.under_cursor == "python"
        await user.press("ctrl+r")
        await user.toast("Redone")
        assert (user.rows(user.listed), user.rows(user.page), user.header) == after
        assert desk.saved.holds_same(ticked)


async def test_undo_goes_back_through_every_sort_of_change(session: Session, desk: Desk) -> None:
    async with user_of(session, HIGH) as user:
        await user.press("2")
        kept = [user.progress]
        for keys in ("space", "j", "s", "j", "alt+1", "space"):
            await user.press(keys)
            if not user.progress.holds_same(kept[-1]):
                kept.append(user.progress)
        await user.press("1", "t")
        kept.append(user.progress)
        assert len(kept) == 5
        for earlier in reversed(kept[:-1]):
            await user.press("u")
            assert desk.saved.holds_same(earlier)


async def test_undo_with_nothing_to_take_back_does_nothing(desk: Desk) -> None:
    session = desk.session()
    session.target(["data-scientist"])
    session.undo()
    async with user_of(session, WIDE) as user:
        events = len(desk.saved.history)
        await user.press("u", "u")
        assert len(desk.saved.history) == events
        await user.press("ctrl+r", "ctrl+r")
        assert list(desk.saved.targets) == ["data-scientist"]


async def test_an_action_after_an_undo_leaves_nothing_to_redo(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "space", "u", "j", "space", "ctrl+r")
        assert list(desk.saved.marks) == ["bachelors-data-science"]


async def test_cursor_scroll_and_filter_survive_a_tick_an_undo_and_a_place_change(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "slash")
        await user.type("skill")
        await user.press("enter", "pagedown", "j", "j")
        standing, scroll = user.under_cursor, user.listed.scroll_offset
        filtered = user.listed.virtual_size.height
        assert scroll.y > 0
        for keys in (("space",), ("u",), ("s",), ("4", "2"), ("1", "2"), ("?", "escape")):
            await user.press(*keys)
            assert (user.under_cursor, user.listed.scroll_offset) == (standing, scroll), keys
            assert user.listed.virtual_size.height == filtered


async def test_the_cursor_of_a_role_page_stays_through_a_tick_far_down(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.open_role("data-scientist")
        await user.choose("experiment-design")
        scroll = user.page.scroll_offset
        assert scroll.y > 0
        for key in ("space", "space", "s", "u"):
            await user.press(key)
            assert (user.under_cursor, user.page.scroll_offset) == ("experiment-design", scroll)


async def test_what_a_milestone_brings_along_is_shown_as_held(session: Session) -> None:
    async with user_of(session, HIGH) as user:
        await user.open_role("data-scientist")
        await user.choose("masters-computer-science")
        await user.press("space")
        assert "by Master's in computer science" in await user.row("Bachelor's in computer science", user.page)


async def test_a_tick_counts_for_the_day_of_the_clock(session: Session, desk: Desk) -> None:
    async with user_of(session, HIGH) as user:
        await user.open_role("data-scientist")
        await user.choose("bachelors-mathematics")
        await user.press("space")
        assert "done 20 Nov" in await user.row("Bachelor's in mathematics", user.page)
        mark = desk.saved.marks["bachelors-mathematics"]
        assert (mark.status, mark.done_on) == (Status.DONE, desk.clock.now.date())


@exercises("page.unfold")
async def test_a_shows_and_hides_the_other_ways_to_meet_what_is_met(session: Session) -> None:
    async with user_of(session, HIGH) as user:
        await user.open_role("data-scientist")
        await user.choose("bachelors-mathematics")
        unmet = user.rows(user.page)
        await user.press("space")
        folded = user.rows(user.page)
        assert len(" ".join(folded)) < len(" ".join(unmet))
        assert not any("Bachelor's in statistics" in line for line in folded)
        await user.press("a")
        assert any("Bachelor's in statistics" in line for line in user.rows(user.page))
        assert user.under_cursor == "bachelors-mathematics"
        await user.press("a")
        assert user.rows(user.page) == folded


async def test_what_a_degree_brings_along_is_said_when_it_is_ticked(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.choose("doctorate-computer-science")
        await user.press("space")
        await user.toast("Doctorate in computer science brings along Bachelor's in computer science")
        await user.press("space")
        assert not user.progress.marks
