"""Every size of window: useful from 60 by 16, a sentence below, and right after every change."""

from __future__ import annotations

import pytest

from mltrack.core.snapshot import Snapshot
from mltrack.session import Session
from tests.tui.driver import NARROW, User, user_of

SIZES = [(60, 16), (80, 24), (120, 40), (200, 60)]
TOO_SMALL = "mltrack needs a window of at least 60 columns and 16 rows."


async def looks_whole(user: User) -> None:
    """Every line is as wide as the window, and the bars are there."""
    width, height = user.app.size
    assert len(user.lines) == height
    assert user.place in user.header.casefold()
    assert "saved" in user.header
    assert max(map(len, user.lines)) == width
    await user.does_not_see(TOO_SMALL)
    assert any(word in user.lines[-1] for word in ("Open", "Filter", "Help"))


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_place_is_useful_in_every_size(session: Session, size: tuple[int, int]) -> None:
    async with user_of(session, size) as user:
        await looks_whole(user)
        assert await user.meter("Data scientist") == 0
        await user.press("enter")
        await user.see("Machine learning engineer", user.page)
        await looks_whole(user)
        await user.press("escape", "2", "space")
        await looks_whole(user)
        assert "done" in await user.row("Bachelor's in computer science")
        await user.press("enter")
        await user.see("done 20 Nov", user.page)
        await user.press("4")
        await looks_whole(user)
        await user.see("Completed")
        await user.press("?")
        await user.see("Help for Summary")


@pytest.mark.parametrize("size", [(50, 12), (59, 40), (120, 15)], ids=str)
async def test_below_the_smallest_size_there_is_a_plain_sentence(session: Session, size: tuple[int, int]) -> None:
    async with user_of(session, size) as user:
        for place in ("1", "2", "4"):
            await user.press(place)
            await user.see(TOO_SMALL)
        await user.press("1")
        await user.resize(60, 16)
        await user.does_not_see(TOO_SMALL)
        assert await user.meter("Machine learning engineer") == 0


async def test_in_80_by_24_one_pane_at_a_time_by_enter_and_escape(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        for place in ("1", "2"):
            await user.press(place)
            assert user.listed.is_on_screen
            assert not user.page.is_on_screen
            await user.press("enter")
            assert user.page.is_on_screen
            assert not user.listed.is_on_screen
            assert user.app.focused is user.page
            await user.press("escape")
            assert user.listed.is_on_screen
            assert not user.page.is_on_screen
            assert user.app.focused is user.listed


async def test_in_80_by_24_a_role_is_opened_ticked_in_and_left(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.open_role("data-scientist")
        await user.choose("python")
        await user.press("space")
        assert "done" in await user.row("Python", user.page)
        await user.press("escape")
        assert await user.meter("Data scientist") > 0


async def test_resizing_keeps_the_cursor_the_pane_and_what_is_ticked(session: Session) -> None:
    session.target(["data-scientist"], primary=True)
    async with user_of(session, (120, 40)) as user:
        await user.open_role("data-scientist")
        await user.choose("python")
        await user.press("space")
        for size in ((80, 24), (200, 60), (60, 16), (120, 40), (61, 17)):
            await user.resize(*size)
            assert user.under_cursor == "python"
            assert user.app.focused is user.page
            assert user.page.is_on_screen
            assert "6%" in user.header
            assert all(len(line) == size[0] for line in user.lines)


async def test_resizing_a_dialog_keeps_what_was_typed(session: Session) -> None:
    async with user_of(session, (120, 40)) as user:
        await user.press("2", "n")
        await user.type("half a thought")
        for size in ((60, 16), (200, 60), (80, 24)):
            await user.resize(*size)
            await user.see("half a thought")
        await user.press("escape")
        assert list(user.progress.notes.values()) == ["half a thought"]


async def test_the_places_not_in_view_take_a_new_size_too(session: Session) -> None:
    async with user_of(session, (120, 40)) as user:
        await user.press("2", "4")
        await user.resize(80, 24)
        for place in ("1", "2"):
            await user.press(place)
            await looks_whole(user)
            assert not user.page.is_on_screen
            assert max(map(len, user.rows(user.listed))) <= 80
            assert user.listed.virtual_size.width > 70


async def test_the_snapshot_is_the_same_in_every_size(session: Session) -> None:
    async with user_of(session, (60, 16)) as user:
        snapshot = user.app.snapshot
        assert isinstance(snapshot, Snapshot)
        await user.resize(200, 60)
        assert user.app.snapshot is snapshot


@pytest.mark.parametrize("width", [1, 6, 10])
async def test_a_window_pulled_very_narrow_and_tall_comes_back(session: Session, width: int) -> None:
    async with user_of(session, (100, 30)) as user:
        await user.press("2")
        await user.resize(width, 50)
        await user.resize(100, 30)
        await user.see("DEGREES")
