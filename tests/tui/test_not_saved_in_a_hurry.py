"""A save that fails while somebody goes on typing, or leaves: nothing is answered by accident, and nothing is lost."""

from __future__ import annotations

import pytest

from mltrack.tui import saving
from mltrack.tui.present.bars import Saving
from mltrack.tui.screens.trouble import Choice, NotSaved
from tests.tui.desk import Desk, fragile, slow_and_full
from tests.tui.driver import WIDE, user_of

FIRST, SECOND = "bachelors-computer-science", "bachelors-data-science"

# What is typed before the dialog is seen


async def test_what_was_asked_for_after_the_failure_waits_behind_it_and_is_tried_with_it(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("2")
        fails = slow_and_full(keeper)
        await user.hurry("space", "j", "space")
        fails.set()
        await user.meets(NotSaved)
        await user.see("and 1 change asked for after it")
        keeper.full = False
        await user.press("r")
        await user.see("2 done, saved")
    assert list(keeper.load().marks) == [FIRST, SECOND]


async def test_letting_a_change_go_lets_go_of_the_undo_that_was_meant_for_it(desk: Desk) -> None:
    session, keeper = fragile(desk)
    session.tick(["python"])
    async with user_of(session, WIDE) as user:
        await user.press("2")
        fails = slow_and_full(keeper)
        await user.hurry("space", "u")
        fails.set()
        await user.see("escape Let them go")
        keeper.full = False
        await user.press("escape")
        await user.see("1 done, not saved")
    assert list(keeper.load().marks) == ["python"]


async def test_keys_that_were_typed_for_the_list_answer_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NotSaved, "PAUSE", 600.0)
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("2")
        keeper.full = True
        user.send("space")
        await user.until(lambda: isinstance(user.app.screen, NotSaved), "the dialog")
        keeper.full = False
        await user.hurry("space", "r", "x", "u", "1", "enter", "escape")
        assert isinstance(user.app.screen, NotSaved)
        assert len(user.app.screen_stack) == 2
        await user.see("0 done, not saved")
    assert not keeper.load().marks


async def test_each_key_makes_the_dialog_wait_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NotSaved, "PAUSE", 1.0)
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("2")
        keeper.full = True
        user.send("space")
        await user.until(lambda: isinstance(user.app.screen, NotSaved), "the dialog")
        dialog = user.app.screen
        assert isinstance(dialog, NotSaved)
        for _ in range(4):  # well within the second, and well past it together
            await user.pilot.pause(0.35)
            await user.hurry("r")
            assert not dialog.listening
        await user.until(lambda: dialog.listening, "the dialog to listen")
        keeper.full = False
        await user.press("r")
        await user.see("1 done, saved")


async def test_a_failure_does_not_come_between_somebody_and_what_they_write(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_LOOK_OUTSIDE", 600.0)  # it comes when they are done, not when somebody looks
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("2")
        fails = slow_and_full(keeper)
        await user.hurry("space", "n", *"fox")
        fails.set()
        await user.toast("The disk is full")
        await user.hurry("r", "x")
        await user.see("foxrx")
        await user.press("escape")
        await user.meets(NotSaved)
        await user.see("and 1 change asked for after it")
        await user.press("escape")
        await user.see("foxrx")
        keeper.full = False
        await user.press("escape")
        await user.toast("Note saved")
    assert keeper.load().notes == {FIRST: "foxrx"}
    assert not keeper.load().marks


async def test_a_failure_comes_when_what_was_written_is_thrown_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_LOOK_OUTSIDE", 600.0)
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("2")
        fails = slow_and_full(keeper)
        await user.hurry("space", "n", *"fox")
        fails.set()
        await user.toast("The disk is full")
        await user.press("ctrl+x")
        await user.meets(NotSaved)
        await user.see("escape Let it go")


async def test_what_could_not_be_saved_is_tried_again_before_what_is_asked_for_next(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("2")
        fails = slow_and_full(keeper)
        await user.hurry("space", "n", *"fox")
        fails.set()
        await user.toast("The disk is full")
        keeper.full = False
        await user.press("escape")
        await user.see("1 done, saved")
    assert list(keeper.load().marks) == [FIRST]
    assert keeper.load().notes == {FIRST: "fox"}


# Leaving


async def test_quitting_stops_at_what_could_not_be_saved(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("2")
        fails = slow_and_full(keeper)
        await user.hurry("space")
        user.send("q")
        fails.set()
        await user.meets(NotSaved)
        assert user.app.is_running
        keeper.full = False
        await user.press("r", "q")
        assert not user.app.is_running
    assert list(keeper.load().marks) == [FIRST]


async def test_quitting_from_the_dialog_tries_once_more(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        keeper.full = True
        await user.press("2", "space", "ctrl+q")
        await user.meets(NotSaved)
        keeper.full = False
        await user.press("ctrl+q")
        await user.until(lambda: not user.app.is_running, "the end")
    assert list(keeper.load().marks) == [FIRST]


async def test_escape_while_quitting_tries_once_more_lets_nothing_go(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        keeper.full = True
        await user.press("2", "space")
        await user.meets(NotSaved)
        may_go_on = slow_and_full(keeper)
        user.send("ctrl+q")
        await user.until(lambda: user.app.saving.saving is Saving.SAVING, "one more try")
        user.app.screen.dismiss(Choice.LEAVE)
        await user.until(lambda: not isinstance(user.app.screen, NotSaved), "the dialog to close")
        may_go_on.set()
        await user.meets(NotSaved)
        keeper.full = False
        await user.press("r")
        await user.see("1 done, saved")


async def test_quitting_while_a_note_is_written_keeps_it_or_gives_it_back(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("2", "n")
        await user.type("precious")
        keeper.full = True
        await user.press("ctrl+q")
        await user.meets(NotSaved)
        await user.press("escape")
        await user.see("precious")
        keeper.full = False
        await user.press("ctrl+q")
        await user.until(lambda: not user.app.is_running, "the end")
    assert keeper.load().notes == {FIRST: "precious"}


async def test_a_note_that_is_too_long_is_not_lost_by_quitting(desk: Desk) -> None:
    session, _ = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("2", "n")
        user.app.screen.text = "x" * 20_001  # type: ignore[attr-defined]
        await user.press("ctrl+q")
        await user.see("A note may have 20,000 characters")
        assert user.app.is_running


async def test_a_signal_to_end_tries_once_more_and_ends(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        keeper.full = True
        await user.press("2", "space")
        await user.meets(NotSaved)
        keeper.full = False
        user.app._terminated()
        await user.until(lambda: not user.app.is_running, "the end")
    assert list(keeper.load().marks) == [FIRST]


async def test_a_signal_to_end_ends_it_even_if_nothing_can_be_saved(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        keeper.full = True
        await user.press("2", "space")
        user.app._terminated()
        await user.until(lambda: not user.app.is_running, "the end")
    assert not keeper.load().marks
