"""The settings: what is changed holds and is saved at once, and stays as a person wrote it around."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK
from mltrack.session import Session
from mltrack.tui.screens.question import Question
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.screens.settings import KeyQuestion, SettingsScreen
from mltrack.tui.widgets.settings_list import SettingsList
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, User, user_of
from tests.tui.registry import exercises


def config(desk: Desk) -> Path:
    return desk.folder / "config" / "config.toml"


def kept(desk: Desk) -> dict[str, object]:
    """What the config file says."""
    return tomllib.loads(config(desk).read_text()) if config(desk).exists() else {}


def value(user: User) -> str:
    """The line that the cursor is on."""
    listed = user.app.screen.query_one(SettingsList)
    return user.rows(listed)[listed.cursor - round(listed.scroll_offset.y)]


@exercises("app.settings", "settings.close")
async def test_the_comma_opens_the_settings_and_each_of_three_keys_closes_them(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        for key in ("escape", "q", "comma"):
            await user.press("comma")
            assert isinstance(user.app.screen, SettingsScreen)
            await user.see("mltrack-dark")
            await user.press(key)
            assert isinstance(user.app.screen, RolesScreen)


async def test_they_are_in_the_palette_too_and_in_help(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("question_mark")
        await user.see(", Colours, signs, hours")
        await user.press("escape")
        await user.command("Settings")
        assert isinstance(user.app.screen, SettingsScreen)


@exercises("settings.next", "settings.previous", "settings.change")
async def test_a_theme_is_worn_while_one_goes_through_them_and_the_last_one_is_kept(
    session: Session, desk: Desk
) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("comma", "right")
        assert user.app.theme == "mltrack-light"
        await user.see("‹ mltrack-light ›")
        await user.see("✓ saved")
        await user.press("left", "h")
        last = user.app.theme
        assert last not in {"mltrack-dark", "mltrack-light"}
        await user.press("l", "enter")
        assert user.app.theme == "mltrack-light"
        assert kept(desk)["theme"] == "mltrack-light"
    async with user_of(desk.session(), WIDE) as user:
        assert user.app.theme == "mltrack-light"


async def test_signs_are_drawn_as_one_wants_at_once(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("comma", "down")
        await user.see("‹ automatic › in this terminal: lines and blocks")
        await user.press("enter")
        await user.see("< plain ASCII > in every terminal")
        assert user.shown.isascii()
        assert kept(desk)["ascii"] is True
        await user.press("escape")
        assert user.shown.isascii()
        await user.press("comma", "down", "right")
        await user.see("‹ lines and blocks › in every terminal")
        assert kept(desk)["ascii"] is False
        await user.press("right")
        await user.see("‹ automatic ›")
        assert kept(desk)["ascii"] == "auto"


async def test_hours_are_typed_or_stepped_and_plans_reckon_with_them_at_once(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("comma", "down", "down", "enter")
        assert isinstance(user.app.screen, Question)
        await user.answer("many")
        await user.see("is not a number of hours; write it like 6 or 7.5.")
        await user.answer("7,5")
        await user.see("‹ 7.5 ›")
        assert kept(desk)["hours_per_week"] == 7.5
        assert float(user.app.weekly_hours) == 7.5
        await user.press("left")
        await user.see("‹ 6.5 ›")
        await user.press("enter")
        await user.answer("100")
        await user.press("right")
        await user.see("‹ 100 ›")
        await user.press("enter", "escape")
        await user.see("‹ 100 ›")
        assert kept(desk)["hours_per_week"] == 100
    assert desk.session().settings().weekly_hours == 100


async def test_hours_that_another_place_sets_show_too(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("comma")
        await user.see(f"‹ {DEFAULT_HOURS_PER_WEEK} ›")
        user.app.keep_hours(float(user.app.weekly_hours + 3))
        await user.see(f"‹ {DEFAULT_HOURS_PER_WEEK + 3} ›")


async def test_the_app_opens_with_the_place_that_one_has_chosen(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        assert user.place == "roles"
        await user.press("comma", "down", "down", "down", "left", "left")
        await user.see("‹ Summary ›")
    async with user_of(desk.session(), WIDE) as user:
        assert user.place == "summary"
        await user.press("1")
        assert user.place == "roles"


async def choose_quit(user: User) -> None:
    """Put the cursor on the command that leaves."""
    await user.press("comma")
    listed = user.app.screen.query_one(SettingsList)
    for _ in range(60):
        if listed.ref is not None and listed.ref.id == "keymap.app.quit":
            return
        await user.press("down")
    raise AssertionError(user.shown)


@exercises("settings.usual", "key.leave", "key.usual")
async def test_a_command_gets_the_key_that_is_pressed_and_its_usual_one_again(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await choose_quit(user)
        await user.press("enter")
        assert isinstance(user.app.screen, KeyQuestion)
        await user.see("It has q now.")
        await user.press("escape")
        assert isinstance(user.app.screen, SettingsScreen)
        await user.press("enter", "Q")
        await user.see("✓ saved")
        assert value(user).endswith("Q usually q".replace(" u", "  u"))
        assert kept(desk)["keymap"] == {"app.quit": "Q"}
        for back in ("backspace", "delete"):
            await user.press(back)
            assert value(user).endswith(" q")
            assert kept(desk)["keymap"] == {}
            await user.press("enter", "ctrl+e")
            assert value(user).endswith("^e  usually q")
        await user.press("enter")
        await user.see("Its usual keys are q.", user.dialog)
        await user.press("backspace")
        assert kept(desk)["keymap"] == {}
        await user.press("enter", "?")
        await user.see("? is the key of Help, and both work in the same place. Press another one.", user.dialog)
        await user.press("!", "escape")
        await user.see("! Quit")
        await user.press("!")
        await user.until(lambda: not user.app.is_running, "the end")
    assert kept(desk)["keymap"] == {"app.quit": "!"}


async def test_no_command_answers_while_a_key_is_asked_for(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await choose_quit(user)
        await user.press("enter")
        for key in ("1", ":", "u", "q"):
            await user.press(key)
            if key == "q":
                break
            assert isinstance(user.app.screen, KeyQuestion)
        assert isinstance(user.app.screen, SettingsScreen)
        assert value(user).endswith(" q")


async def test_the_usual_key_is_not_given_back_while_another_command_has_it(session: Session, desk: Desk) -> None:
    config(desk).parent.mkdir(parents=True)
    config(desk).write_text('[keymap]\napp.quit = "Q"\napp.undo = "q"\n')
    async with user_of(session, WIDE) as user:
        await choose_quit(user)
        await user.press("backspace")
        await user.toast("q is the key of Undo, and both work in the same place.")
        assert value(user).endswith("Q  usually q")
    assert kept(desk)["keymap"] == {"app": {"quit": "Q", "undo": "q"}}


async def test_what_cannot_be_saved_is_said_and_holds_until_the_end(
    session: Session, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    config(desk).parent.mkdir(parents=True)
    config(desk).write_text("theme = nord  # without quotes\n")
    async with user_of(session, WIDE) as user:
        await user.press("comma", "right")
        await user.toast("config.toml cannot be understood, so it was left as it is")
        await user.see("! not saved")
        assert user.app.theme == "mltrack-light"
    assert config(desk).read_text() == "theme = nord  # without quotes\n"


async def test_what_was_set_is_kept_however_quickly_one_leaves(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("comma")
        await user.rush("right", "q", "q")
        await user.until(lambda: not user.app.is_running, "the end")
    assert kept(desk)["theme"] == "mltrack-light"


async def test_in_a_small_window_the_mouse_changes_what_it_is_clicked_on_twice(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.press("comma")
        await user.click("Opens with")
        await user.click("Opens with")
        await user.see("‹ Milestones ›")
        await user.click("Close")
        assert isinstance(user.app.screen, RolesScreen)


async def test_the_file_is_named_as_its_person_would_write_it(
    session: Session, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(desk.folder.parent))
    async with user_of(session, WIDE) as user:
        await user.press("comma", "end")
        await user.see(f"All of this is in ~{os.sep}home/config/config.toml, which you may edit")
