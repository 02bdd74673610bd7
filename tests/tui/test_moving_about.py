"""Moving the cursor in a list, and going in and out of what it stands on."""

from __future__ import annotations

from mltrack.core.query import MilestoneQuery, matching_milestones
from mltrack.session import Session
from tests.tui.driver import NARROW, TALL, WIDE, User, user_of
from tests.tui.registry import exercises


def order_of(user: User) -> list[str]:
    """Ids of all milestones, in the order of their list."""
    return [milestone.id for milestone in matching_milestones(user.session.snapshot, MilestoneQuery())]


@exercises("list.down", "list.up")
async def test_j_and_k_and_the_arrows_move_by_one(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        ids = order_of(user)
        assert user.under_cursor == ids[0]
        for keys, steps in ((("j",), 1), (("down",), 2), (("k",), 1), (("up",), 0), (("j", "j", "down"), 3)):
            await user.press(*keys)
            assert user.under_cursor == ids[steps]


async def test_the_ends_of_a_list_hold_the_cursor(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        ids = order_of(user)
        await user.press("k", "up")
        assert user.under_cursor == ids[0]
        await user.press("G", "j", "down")
        assert user.under_cursor == ids[-1]


@exercises("list.first", "list.last")
async def test_g_and_home_go_to_the_top_and_shift_g_and_end_to_the_bottom(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        ids = order_of(user)
        titles = user.session.catalog.milestones
        for last, first in (("G", "g"), ("end", "home")):
            await user.press(last)
            assert user.under_cursor == ids[-1]
            await user.row(titles[ids[-1]].title)
            await user.press(first)
            assert user.under_cursor == ids[0]
            await user.row(titles[ids[0]].title)


@exercises("list.page-down", "list.page-up")
async def test_the_page_keys_move_by_a_screenful_and_keep_the_cursor_in_view(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        ids = order_of(user)
        for down, up in (("pagedown", "pageup"), ("ctrl+d", "ctrl+b")):
            await user.press("g", down)
            after = ids.index(user.under_cursor)
            assert 25 <= after <= 40
            await user.see(user.session.catalog.milestones[user.under_cursor].title[:30], user.listed)
            await user.press(down, up)
            assert abs(ids.index(user.under_cursor) - after) <= 4
            await user.press(up, up)
            assert user.under_cursor == ids[0]


@exercises("list.open", "list.open-right", "place.back")
async def test_enter_and_right_go_into_the_page_and_escape_and_left_come_back(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        for into, out in (("enter", "escape"), ("right", "left")):
            await user.press(into)
            assert user.app.focused is user.page
            await user.press(out)
            assert user.app.focused is user.listed
            assert user.under_cursor == "machine-learning-engineer"


@exercises("milestone.back")
async def test_enter_on_a_milestone_of_a_role_opens_its_page_and_escape_and_left_close_it(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.open_role("data-scientist")
        await user.choose("python")
        for out in ("escape", "left"):
            await user.press("enter")
            await user.see("Asked for by 18 roles")
            await user.press(out)
            await user.does_not_see("Asked for by 18 roles")
            assert user.under_cursor == "python"


async def test_the_page_follows_the_cursor_of_the_list(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("g")
        for role in user.session.catalog.roles.values():
            if role.id == user.under_cursor:
                await user.see(role.title, user.page)
        await user.choose("ai-engineer")
        await user.see("AI engineer", user.page)
        await user.press("2", "j")
        await user.see("Bachelor's in data science", user.page)


async def test_a_milestone_page_leads_to_a_role_that_asks_for_it(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.open_role("data-scientist")
        await user.choose("python")
        await user.press("enter")
        await user.choose("software-engineer")
        await user.press("enter")
        assert (user.place, user.under_cursor) == ("roles", "software-engineer")
        assert user.app.focused is user.listed


async def test_a_role_leads_to_the_next_role(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.open_role("junior-software-engineer")
        await user.press("end", "enter")
        assert user.under_cursor == "machine-learning-engineer"
        await user.see("Machine learning engineer", user.page)


async def test_a_milestone_leads_to_a_milestone_and_each_escape_goes_back_one(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.open_role("data-scientist")
        await user.choose("masters-computer-science")
        await user.press("enter")
        await user.choose("bachelors-computer-science")
        await user.press("enter")
        await user.see("Opens the way to")
        await user.press("escape")
        assert user.under_cursor == "bachelors-computer-science"
        await user.press("escape")
        assert user.under_cursor == "masters-computer-science"
        assert user.app.focused is user.page


async def test_of_much_that_a_milestone_opens_what_moves_most_is_named_and_b_shows_all(session: Session) -> None:
    async with user_of(session, TALL) as user:
        await user.press("2")
        await user.choose("python")
        await user.press("enter")
        page = user.text_of(user.page)
        opened = page.split("Opens the way to")[1].split("Asked for by")[0]
        assert "Computer programming" in opened
        assert "TensorFlow and Keras" not in opened
        await user.see("25 more, press b to see them all", user.page)
        await user.press("b")
        await user.see("TensorFlow and Keras", user.page)


async def test_long_text_without_stops_is_read_by_walking_and_walking_back(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.open_role("computational-linguist")
        top = user.rows(user.page)
        assert user.page.max_scroll_y > 0
        await user.hurry(*["j"] * 120)
        await user.until(lambda: user.page.scroll_offset.y == user.page.max_scroll_y, "the end of the page")
        assert user.rows(user.page) != top
        await user.hurry(*["k"] * 120)
        await user.until(lambda: user.rows(user.page) == top, "the top of the page")


async def test_no_row_is_passed_unseen_on_the_way_down(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.open_role("junior-software-engineer")
        seen: set[int] = set()
        for _ in range(user.page.virtual_size.height):
            top = user.page.scroll_offset.y
            seen.update(range(top, top + user.page.scrollable_content_region.height))
            if top == user.page.max_scroll_y:
                break
            await user.press("j")
        assert seen >= set(range(user.page.virtual_size.height))
