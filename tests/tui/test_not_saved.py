"""A save that fails: the screen stays true, and the person says what is to become of the change."""

from __future__ import annotations

from pathlib import Path

import pytest

from mltrack.errors import StoreError
from mltrack.session import Session
from mltrack.tui.screens.help import HelpScreen
from mltrack.tui.screens.milestones import MilestonesScreen
from mltrack.tui.screens.question import Question
from mltrack.tui.screens.trouble import NotSaved
from mltrack.tui.widgets.key_bar import KeyBar
from mltrack.tui.widgets.row_list import RowList
from mltrack.upkeep import Upkeep
from tests.session.keepers import Keeper
from tests.tui.desk import Desk, fragile
from tests.tui.driver import NARROW, WIDE, User, user_of
from tests.tui.registry import exercises

FIRST, SECOND = "bachelors-computer-science", "bachelors-data-science"
HOSTILE = "[b]x[/nope] [@click=app.quit]y[/]"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an export goes unless another place is named."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@exercises("unsaved.again")
async def test_a_tick_that_fails_stays_open_says_why_and_is_saved_by_trying_again(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("2")
        before = user.rows(user.listed)
        keeper.full = True
        await user.press("space")
        await user.meets(NotSaved)
        await user.see("! Tick Bachelor's in computer science")
        await user.see("The disk is full; nothing was changed.")
        await user.see("The screen shows what is on disk: without this change.")
        await user.see("! 0 done, not saved: disk full")
        await user.press("r")
        await user.meets(NotSaved)
        assert user.rows(user.app.screen_stack[0].query_one("#list", RowList)) == before
        keeper.full = False
        await user.press("r")
        await user.see("✓ 1 done, saved")
        assert not isinstance(user.app.screen, NotSaved)
        assert user.rows(user.listed) != before
    assert list(keeper.load().marks) == [FIRST]


@exercises("unsaved.leave")
async def test_a_change_that_is_let_go_is_gone_and_the_header_says_so_until_something_is_saved(desk: Desk) -> None:
    session, keeper = fragile(desk)
    session.tick(["python"])
    async with user_of(session, WIDE) as user:
        await user.press("2")
        before = user.rows(user.listed)
        keeper.full = True
        await user.press("space")
        await user.see("escape Let it go")
        await user.press("escape")
        assert user.rows(user.listed) == before
        await user.see("1 done, not saved: disk full")
        keeper.full = False
        await user.choose("python")
        await user.press("alt+2")  # it is at that level already: nothing to save
        await user.press("s")  # it is done already: refused
        await user.toast("is done already")
        await user.see("1 done, not saved: disk full")
        await user.press("j", "space")
        await user.see("2 done, saved")
    assert FIRST not in keeper.load().marks


@exercises("unsaved.elsewhere")
async def test_everything_can_be_exported_with_the_change_and_taken_in_elsewhere(desk: Desk, home: Path) -> None:
    session, keeper = fragile(desk)
    session.tick(["python"])
    async with user_of(session, WIDE) as user:
        await user.press("2")
        keeper.full = True
        await user.press("space", "x")
        await user.see("~/mltrack-export-20261120.json")
        await user.press("enter")
        await user.toast("Everything, this change included, is in ~/mltrack-export-20261120.json.")
        await user.toast("Later, mltrack import json FILE takes it in.")
        assert not isinstance(user.app.screen, NotSaved | Question)
        await user.see("1 done, not saved: disk full")
    elsewhere = Upkeep(Desk(home / "elsewhere").session())
    copy = elsewhere.copy(home / "mltrack-export-20261120.json")
    assert set(elsewhere.merge([copy]).progress.marks) == {"python", FIRST}


async def test_a_note_that_was_exported_is_not_given_back(desk: Desk, home: Path) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        keeper.full = True
        await user.press("2", "n")
        await user.type("precious")
        await user.press("escape", "x", "enter")
        await user.toast("Everything, this change included, is in")
        assert isinstance(user.app.screen, MilestonesScreen)
    assert "precious" in (home / "mltrack-export-20261120.json").read_text(encoding="utf-8")


async def test_an_export_that_cannot_be_written_asks_again_and_escape_comes_back(desk: Desk, home: Path) -> None:
    session, keeper = fragile(desk)
    taken = home / f"{HOSTILE.replace('/', '')}.json"
    taken.write_text("mine", encoding="utf-8")
    async with user_of(session, WIDE) as user:
        await user.press("2")
        keeper.full = True
        await user.press("space", "x")
        await user.answer(str(taken))
        await user.see("[@click=app.quit]y[].json is there already", user.app.screen.query_one(".fault"))
        await user.answer("  ")
        await user.see("Say where")
        await user.press("escape")
        await user.meets(NotSaved)
        await user.press("x")
        await user.answer("~/nowhere/all.json")
        await user.see("There is no folder ~/nowhere to write to.")
        await user.answer("~/all of it.json")
        await user.toast("is in ~/all of it.json")
    assert taken.read_text(encoding="utf-8") == "mine"
    assert (home / "all of it.json").exists()


@pytest.mark.parametrize(("key", "leave"), [("n", "ctrl+s"), ("w", "enter")], ids=["note", "reason"])
async def test_no_text_is_lost_when_it_cannot_be_saved(desk: Desk, key: str, leave: str) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("2")
        keeper.full = True
        await user.press(key)
        await user.type("precious")
        await user.press(leave)
        await user.meets(NotSaved)
        await user.see("escape Go back to the text")
        await user.press("escape")
        await user.see("precious")
        await user.type("!")
        await user.press(leave)
        await user.meets(NotSaved)
        keeper.full = False
        await user.press("r")
        await user.see("0 done, saved")
    kept = keeper.load()
    assert [*kept.notes.values(), *(mark.reason for mark in kept.marks.values())] == ["precious!"]


async def test_a_note_given_back_is_still_joined_with_what_another_process_wrote_meanwhile(desk: Desk) -> None:
    session, keeper = fragile(desk)
    other = Session(session.catalog, Keeper(keeper.disk, "phone"), desk.clock)
    async with user_of(session, WIDE) as user:
        keeper.full = True
        await user.press("2", "n")
        await user.type("mine")
        await user.press("escape")
        await user.meets(NotSaved)
        other.note(FIRST, "theirs")
        await user.until(lambda: bool(user.progress.notes), "the note of the other process")
        await user.press("escape")
        keeper.full = False
        await user.press("escape")
        await user.toast("Note saved")
    assert keeper.load().notes == {FIRST: "mine\n\ntheirs"}


async def test_a_file_in_use_is_a_failed_save_too(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        keeper.busy = True
        await user.press("2", "space")
        await user.meets(NotSaved)
        await user.see("Another mltrack is saving")
        await user.see("0 done, not saved: file in use")
        keeper.busy = False
        await user.press("r")
        await user.see("1 done, saved")


async def test_an_undo_that_fails_takes_nothing_back(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("2", "space")
        keeper.full = True
        await user.press("u")
        await user.see("! Undo: tick Bachelor's in computer science")
        assert list(keeper.load().marks) == [FIRST]
        keeper.full = False
        await user.press("r")
        await user.see("0 done, saved")


# How it looks


@exercises("dialog.help")
async def test_help_in_the_dialog_lists_its_keys(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        keeper.full = True
        await user.press("2", "space", "?")
        assert isinstance(user.app.screen, HelpScreen)
        for words in ("Try to save it again", "Export everything, this change included", "Go on without saving it"):
            await user.see(words)
        await user.press("escape")
        assert isinstance(user.app.screen, NotSaved)


async def test_the_dialog_is_answered_by_mouse(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        keeper.full = True
        await user.press("2", "space")
        keeper.full = False
        await user.click("Try again", user.app.screen.query_one(KeyBar))
        await user.see("1 done, saved")


async def shows_every_way(user: User) -> None:
    for words in ("Tick Bachelor's", "r Try again", "x Export everything, this change included", "escape Let it go"):
        await user.see(words)


@pytest.mark.parametrize("size", [(60, 16), NARROW, WIDE, (200, 60)], ids=str)
async def test_every_way_on_is_in_view_in_every_size(desk: Desk, size: tuple[int, int]) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, size) as user:
        keeper.full = True
        await user.press("2", "space")
        await shows_every_way(user)
        await user.resize(50, 12)
        await user.see("mltrack needs a window of at least 60 columns and 16 rows.")
        await user.press("r", "escape")
        await user.resize(*size)
        await shows_every_way(user)


async def test_what_looks_like_markup_is_shown_as_it_is(desk: Desk) -> None:
    session, keeper = fragile(desk)

    def fail() -> None:
        raise StoreError(f"/home/{HOSTILE} could not be saved.")

    async with user_of(session, WIDE) as user:
        await user.press("2", "w")
        keeper.before_commit = fail
        await user.answer(HOSTILE)
        await user.see(f"Waive Bachelor's in computer science ({HOSTILE})")
        await user.see(f"/home/{HOSTILE} could not be saved.")
        await user.see("0 done, not saved")
        assert user.app.is_running
