"""The filter: it narrows with every letter, is kept or cleared, and takes letters from every other key."""

from __future__ import annotations

from mltrack.session import Session
from tests.tui.desk import Desk
from tests.tui.driver import WIDE, User, user_of
from tests.tui.registry import exercises


def titles(user: User) -> list[str]:
    """What the list holds, headings left out."""
    return [line for line in user.rows(user.listed) if "%" in line or ("stated" in line and "LEVEL" not in line)]


@exercises("place.filter", "filter.keep")
async def test_slash_filters_and_enter_keeps_the_filter(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("slash")
        await user.type("SENior mach")
        await user.press("enter")
        assert len(titles(user)) == 3
        assert user.app.focused is user.listed
        await user.press("end")
        assert user.under_cursor == "senior-machine-learning-engineer"
        assert len(titles(user)) == 3


@exercises("filter.keep-down")
async def test_down_goes_from_the_filter_into_the_list(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("slash")
        await user.type("scientist")
        await user.press("down")
        assert user.app.focused is user.listed
        assert 4 <= len(titles(user)) <= 10
        await user.row("Data scientist")


@exercises("filter.clear")
async def test_escape_in_the_filter_shows_everything_again(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        everything = titles(user)
        await user.press("slash")
        await user.type("zzz")
        await user.press("escape")
        assert titles(user) == everything
        assert user.app.focused is user.listed


async def test_escape_in_the_list_clears_a_filter_that_was_kept(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        everything = titles(user)
        await user.press("slash")
        await user.type("nlp")
        await user.press("enter")
        assert len(titles(user)) == 1
        await user.press("escape")
        assert titles(user) == everything
        assert user.under_cursor == "nlp-engineer"


async def test_letters_in_a_filter_are_only_letters(session: Session, desk: Desk) -> None:
    events = len(desk.saved.history)
    async with user_of(session, WIDE) as user:
        for place in ("1", "2"):
            await user.press(place, "slash")
            await user.type("quits tTdo123/?:nwvu[]+-gG")
            assert user.app.is_running
            assert user.app.focused is user.app.screen.query_one("FilterLine")
            await user.see("quits tTdo123/?:nwvu[]+-gG")
            await user.press("escape")
            assert user.place == ("roles" if place == "1" else "milestones")
    assert len(desk.saved.history) == events


async def test_a_filter_without_a_match_leaves_an_empty_list_that_takes_every_key(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        everything = titles(user)
        await user.press("slash")
        await user.type("no such role")
        assert titles(user) == []
        await user.press("enter")
        for key in ("j", "k", "g", "G", "pageup", "pagedown", "enter", "escape"):
            await user.press(key)
        assert titles(user) == everything
        await user.press("2", "slash")
        await user.type("no such milestone")
        await user.press("enter", "space", "s", "n", "w", "plus", "alt+1", "j", "right", "left")
        await user.see("0 done, saved")


async def test_each_place_has_a_filter_of_its_own_and_keeps_it(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("slash")
        await user.type("nlp")
        await user.press("enter", "2", "slash")
        await user.type("bachelor")
        await user.press("enter", "1")
        assert len(titles(user)) == 1
        await user.press("2")
        assert user.under_cursor == "bachelors-computer-science"
        assert not any("Master's" in line for line in user.rows(user.listed))


async def test_slash_from_the_page_filters_the_list(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("enter", "slash")
        await user.type("nlp")
        assert len(titles(user)) == 1


async def test_letters_go_to_what_they_name_best_and_else_to_the_first_that_fits(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "slash")
        await user.type("another")
        await user.press("enter")
        assert user.under_cursor == "bachelors-related-field"
        await user.press("slash", *["backspace"] * len("another"))
        await user.type("sql")
        await user.press("enter")
        assert user.under_cursor == "sql"
