"""The first start: one question, which can be answered with a few letters or left."""

from __future__ import annotations

from mltrack.session import Session
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.screens.welcome import WelcomeScreen
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.registry import exercises


@exercises("welcome.choose", "welcome.done")
async def test_a_newcomer_types_chooses_two_roles_and_begins_on_the_first(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.see("Which role are you aiming for?")
        await user.type("nlp")
        await user.does_not_see("Data scientist")
        await user.press("down", "space")
        await user.see("primary target")
        await user.press("backspace", "backspace", "backspace")
        await user.type("quant")
        await user.press("down", "space", "enter")
        assert isinstance(user.app.screen, RolesScreen)
        assert user.under_cursor == "nlp-engineer"
        assert "NLP engineer" in user.header
        assert list(desk.saved.targets) == ["nlp-engineer", "quantitative-ml-analyst"]
        assert desk.saved.primary_target == "nlp-engineer"


async def test_the_first_arrow_after_typing_goes_to_the_role_that_stands_out(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        assert "space Choose" in user.lines[-1]
        await user.type("data sci")
        assert "space Choose" not in user.lines[-1]
        await user.press("down")
        assert "space Choose" in user.lines[-1]
        await user.press("space", "enter")
        assert list(desk.saved.targets) == ["data-scientist"]


async def test_space_again_takes_a_choice_back(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.press("space", "down", "space", "up", "space", "enter")
        assert list(desk.saved.targets) == ["junior-machine-learning-engineer"]


async def test_enter_with_nothing_chosen_takes_the_role_under_the_cursor(desk: Desk) -> None:
    async with user_of(desk.session(), NARROW) as user:
        await user.press("down", "down", "up", "enter")
        assert list(desk.saved.targets) == ["junior-machine-learning-engineer"]
        assert user.under_cursor == "junior-machine-learning-engineer"


@exercises("welcome.skip")
async def test_escape_leaves_without_an_answer_and_begins_on_roles(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.press("escape")
        assert isinstance(user.app.screen, RolesScreen)
        assert user.app.focused is user.listed
        await user.press("j", "t")
        assert list(desk.saved.targets) == ["junior-machine-learning-engineer"]
    assert not desk.session().snapshot.progress.marks


async def test_skipping_saves_nothing(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.press("escape")
    assert not desk.folder.exists()


async def test_enter_before_anything_was_looked_at_aims_for_nothing_and_says_how_to_choose(desk: Desk) -> None:
    async with user_of(desk.session(), NARROW) as user:
        await user.press("enter", "enter")
        assert isinstance(user.app.screen, WelcomeScreen)
        await user.see("Choose a role with space, or press escape to look around first")
        await user.press("space")
        await user.does_not_see("look around first")
        await user.press("enter")
        assert list(desk.saved.targets) == ["associate-data-scientist"]


async def test_a_filter_typed_and_enter_takes_what_it_found(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.type("nlp")
        await user.press("enter")
        assert list(desk.saved.targets) == ["nlp-engineer"]


async def test_a_filter_taken_back_points_at_nothing_any_more(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.type("n")
        await user.press("backspace", "enter")
        assert isinstance(user.app.screen, WelcomeScreen)
        assert not desk.folder.exists()


async def test_escape_keeps_what_was_chosen(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.type("nlp")
        await user.press("down", "space", "escape")
        assert isinstance(user.app.screen, RolesScreen)
        assert list(desk.saved.targets) == ["nlp-engineer"]


async def test_a_filter_without_a_match_says_so_and_is_left_by_escape(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.type("xyz")
        await user.press("space", "down", "up", "enter")
        await user.see("No role fits")
        await user.press("escape")
        assert isinstance(user.app.screen, RolesScreen)
        assert not desk.saved.targets


async def test_two_clicks_choose_a_role(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.click("Data scientist")
        await user.click("Data scientist")
        await user.see("primary target")
        await user.press("enter")
        assert list(desk.saved.targets) == ["data-scientist"]


async def test_letters_are_only_letters_at_the_first_start(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.type("q1u?:")
        await user.see("q1u?:")
        assert isinstance(user.app.screen, WelcomeScreen)
        assert user.app.is_running


async def test_typing_and_choosing_in_one_breath_chooses_what_the_letters_filter(desk: Desk) -> None:
    async with user_of(desk.session(), WIDE) as user:
        await user.rush(*"nlp", "down", "space", "enter")
        assert list(desk.saved.targets) == ["nlp-engineer"]


async def test_who_has_a_history_is_not_asked_again(session: Session) -> None:
    session.toggle_target("machine-learning-engineer")
    assert not session.snapshot.progress.targets
    async with user_of(session, WIDE) as user:
        assert isinstance(user.app.screen, RolesScreen)
        await user.does_not_see("Which role are you aiming for?")
