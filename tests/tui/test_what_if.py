"""What if: ticks are tried on a copy, every view answers to them, and nothing is saved before it is asked for."""

from __future__ import annotations

from mltrack.session import Session
from mltrack.tui.screens.supposing import EndSupposing
from mltrack.tui.screens.trouble import NotSaved
from tests.tui.conftest import ML_ENGINEER
from tests.tui.desk import Desk, fragile
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.registry import exercises


@exercises("app.what-if", "what-if.discard")
async def test_what_is_supposed_moves_every_meter_is_unmistakable_and_is_gone_when_discarded(
    session: Session, desk: Desk
) -> None:
    before = desk.files
    async with user_of(session, WIDE) as user:
        assert await user.meter("Data scientist") == 0
        await user.press("W")
        await user.see("WHAT IF")
        await user.see("tick what you wonder about")
        await user.open_role("data-scientist")
        await user.choose("python")
        await user.press("space")
        await user.see("1 change supposed; nothing is saved")
        assert "what if" in user.header
        await user.press("escape")
        assert await user.meter("Data scientist") > 0
        for place in ("2", "4", "1"):
            await user.press(place)
            await user.see("WHAT IF")
        await user.press("W")
        assert isinstance(user.app.screen, EndSupposing)
        await user.see("What it would move")
        await user.see("Data scientist", user.dialog)
        await user.press("d")
        await user.does_not_see("WHAT IF")
        await user.see("0 done, saved")
        assert await user.meter("Data scientist") == 0
    assert desk.files == before


async def test_ctrl_c_says_how_to_leave_and_what_is_not_kept(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("ctrl+c")
        await user.toast("Press q to quit. Everything is saved.")
        await user.press("W", "2", "space", "ctrl+c")
        await user.toast("Press q to quit. What you suppose is not kept: it asks you first.")


@exercises("what-if.keep", "what-if.go-on")
async def test_what_is_kept_is_one_action_that_u_takes_back(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("W")
        await user.open_role("data-scientist")
        for milestone in ("python", "sql"):
            await user.choose(milestone)
            await user.press("space")
        for key in ("escape", "W"):
            await user.press("W")
            assert isinstance(user.app.screen, EndSupposing)
            await user.press(key)
            await user.see("2 changes supposed")
        assert not desk.saved.marks
        await user.press("W", "enter")
        await user.see("2 done, saved")
        assert sorted(desk.saved.marks) == ["python", "sql"]
        await user.press("u")
        await user.see("0 done, saved")
        assert not desk.saved.marks


async def test_undo_takes_back_what_is_supposed_and_never_what_really_was(session: Session, desk: Desk) -> None:
    session.tick(["sql"])
    async with user_of(session, WIDE) as user:
        await user.press("W", "u")
        await user.open_role("data-scientist")
        await user.choose("python")
        await user.press("space")
        await user.see("1 change supposed")
        await user.press("u")
        await user.see("tick what you wonder about")
        await user.press("u", "u")
        await user.press("ctrl+r")
        await user.see("1 change supposed")
        await user.press("u", "W")
        await user.does_not_see("WHAT IF")
        await user.see("1 done, saved")
    assert sorted(desk.saved.marks) == ["sql"]
    assert sorted(desk.saved.targets) == [ML_ENGINEER]


async def test_what_is_written_waits_until_supposing_has_ended(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("W", "2", "n")
        await user.toast("W ends it")
        await user.press("w")
        await user.answer("employer accepts portfolio")
        await user.see("1 change supposed")
        assert not desk.saved.marks
        await user.press("W", "d")
    assert not desk.saved.marks


async def test_what_another_process_ticks_meanwhile_is_kept_and_shown_in_the_end(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("W")
        await user.open_role("data-scientist")
        await user.choose("python")
        await user.press("space")
        desk.session().tick(["sql"])
        await user.press("W", "enter")
        await user.see("2 done, saved")
    assert sorted(desk.saved.marks) == ["python", "sql"]


async def test_in_a_small_window_the_banner_has_its_line(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.press("W")
        await user.see("W keep or discard")
        await user.click("WHAT IF")
        await user.does_not_see("WHAT IF")


async def test_q_asks_what_becomes_of_what_is_supposed_and_leaves_once_that_is_settled(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("W")
        await user.open_role("data-scientist")
        await user.choose("python")
        await user.press("space", "q")
        assert isinstance(user.app.screen, EndSupposing)
        await user.press("d", "q")
        await user.until(lambda: not user.app.is_running, "the end")


async def test_over_a_save_that_failed_nothing_is_supposed(desk: Desk) -> None:
    session, keeper = fragile(desk)
    keeper.full = True
    async with user_of(session, WIDE) as user:
        await user.press("2", "space")
        await user.meets(NotSaved)
        await user.press("escape")
        await user.hurry("space", "W")
        await user.meets(NotSaved)
        assert user.app.supposing is None


async def test_what_was_to_be_kept_and_could_not_be_saved_is_supposed_again(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        await user.press("W", "2", "space")
        await user.see("1 change supposed")
        keeper.full = True
        await user.press("W", "enter")
        await user.meets(NotSaved)
        await user.press("escape")
        await user.see("1 change supposed")
        keeper.full = False
        await user.press("W", "enter")
        await user.see("1 done, saved")


async def test_the_banner_tells_a_key_of_ones_own(desk: Desk) -> None:
    path = desk.folder / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[keymap]\n"app.what-if" = "f2"\n')
    session = desk.session()
    session.target([ML_ENGINEER])
    async with user_of(session, WIDE) as user:
        await user.press("f2")
        await user.see("f2 keep or discard")
