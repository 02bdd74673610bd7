"""What a person wants in a plan and what not, and moving about between the panes."""

from __future__ import annotations

import pytest

from mltrack.core.planning import Choices
from mltrack.session import Session
from mltrack.tui.screens.milestone import MilestoneScreen
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.plan_place import COMPUTER_SCIENCE, at_rest, go, pane, planned_ids, screen_of
from tests.tui.registry import bound_keys, exercises


@exercises("plan.pin", "plan.leave-out")
async def test_p_pins_and_x_leaves_out_and_again_lifts_it(developer: Session, desk: Desk) -> None:
    before = desk.files
    async with user_of(developer, WIDE) as user:
        await go(user)
        usual = planned_ids(user)
        await user.press("tab")
        await user.choose(COMPUTER_SCIENCE)
        await user.press("x")
        await at_rest(user)
        assert COMPUTER_SCIENCE not in planned_ids(user)
        steps = pane(user, "steps")
        assert (await user.row("Bachelor's in computer science", steps)).endswith("left out, x lifts it")
        await user.choose(COMPUTER_SCIENCE)
        await user.press("p")
        await at_rest(user)
        assert COMPUTER_SCIENCE in planned_ids(user)
        await user.see("pinned, p lifts it", steps)
        await user.see("⊕ Bachelor's in comp", pane(user, "list"))
        await user.press("p")
        await at_rest(user)
        assert planned_ids(user) == usual
        await user.does_not_see("YOUR CHOICES")
        assert screen_of(user).choices == Choices()
    assert desk.files == before


@exercises("plan.rather")
async def test_enter_on_what_is_as_good_takes_it_rather(developer: Session) -> None:
    async with user_of(developer, (120, 60)) as user:
        await go(user)
        await user.press("tab")
        await user.choose(COMPUTER_SCIENCE)
        await user.press("tab")
        assert user.app.focused is pane(user, "detail")
        await user.choose("bachelors-software-engineering")
        await user.press("enter")
        await at_rest(user)
        assert "bachelors-software-engineering" in planned_ids(user)
        assert COMPUTER_SCIENCE not in planned_ids(user)


async def test_enter_on_what_takes_several_in_its_place_takes_all_of_them(developer: Session) -> None:
    async with user_of(developer, (120, 80)) as user:
        await go(user)
        found = screen_of(user).found
        assert found is not None
        reason = next(one for one in found.advice.reasons if one.pick.milestone == COMPUTER_SCIENCE)
        assert reason.alternative is not None
        instead = [one for one, _ in reason.alternative.instead]
        assert len(instead) > 1
        await user.press("tab")
        await user.choose(COMPUTER_SCIENCE)
        await user.press("tab")
        await user.choose(instead[-1])
        await user.press("enter")
        await at_rest(user)
        assert screen_of(user).choices.pins == set(instead)
        assert COMPUTER_SCIENCE not in planned_ids(user)


async def test_a_plan_that_has_become_impossible_says_what_stands_in_the_way(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await go(user)
        screen_of(user).choices = Choices(without=frozenset({"c-plus-plus"}))
        await at_rest(user)
        await user.see("Nothing can meet 'C++' of Machine learning engineer: C++ is left out.", pane(user, "steps"))
        await user.see("cannot be reached", pane(user, "head"))


async def test_what_there_is_no_way_without_cannot_be_left_out(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await go(user)
        await user.press("tab")
        await user.choose("c-plus-plus")
        await user.press("x")
        await user.toast("There is no way without C++: left out, your targets could not be reached.")
        assert not screen_of(user).choices.without


# Moving about


@exercises("plan.pane", "plan.pane-back", "plan.back")
async def test_tab_goes_round_the_panes_and_escape_back_to_what_is_next(developer: Session) -> None:
    async with user_of(developer, WIDE) as user:
        await go(user)
        for key, names in (("tab", ("steps", "detail", "head", "list")), ("shift+tab", ("head", "detail", "steps"))):
            for name in names:
                await user.press(key)
                assert user.app.focused is pane(user, name)
        for key in sorted(bound_keys()["plan.back"]):
            await user.press("tab", key)
            assert user.app.focused is pane(user, "list")


async def test_in_80_by_24_the_plan_takes_the_place_of_what_is_next_and_gives_it_back(developer: Session) -> None:
    async with user_of(developer, NARROW) as user:
        await go(user)
        assert pane(user, "list").is_on_screen
        assert not pane(user, "steps").is_on_screen
        await user.press("tab")
        assert pane(user, "steps").is_on_screen
        assert not pane(user, "list").is_on_screen
        assert "█" in await user.row("SQL", pane(user, "steps"))
        await user.press("escape")
        assert pane(user, "list").is_on_screen
        assert user.app.focused is pane(user, "list")


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 60)], ids=str)
async def test_every_size_shows_the_plan_and_every_resize_keeps_the_cursor(
    developer: Session, size: tuple[int, int]
) -> None:
    async with user_of(developer, WIDE) as user:
        await go(user)
        await user.press("tab")
        await user.choose(COMPUTER_SCIENCE)
        await user.resize(*size)
        assert user.under_cursor == COMPUTER_SCIENCE
        assert "━" in await user.row("Bachelor's in computer science", pane(user, "steps"))
        assert all(len(line) == size[0] for line in user.lines)


async def test_a_step_can_be_chosen_and_opened_by_mouse(developer: Session) -> None:
    async with user_of(developer, WIDE) as user:
        await go(user)
        await user.click("SQL", pane(user, "steps"))
        assert user.under_cursor == "sql"
        await user.click("SQL", pane(user, "steps"))
        assert isinstance(user.app.screen, MilestoneScreen)


@exercises("plan.undo")
async def test_u_takes_the_newest_choice_back_before_anything_that_was_done(developer: Session) -> None:
    developer.tick(["sql"])
    async with user_of(developer, WIDE) as user:
        await go(user)
        await user.press("tab")
        await user.choose(COMPUTER_SCIENCE)
        await user.press("x")
        await at_rest(user)
        assert COMPUTER_SCIENCE not in planned_ids(user)
        await user.press("u")
        await at_rest(user)
        assert COMPUTER_SCIENCE in planned_ids(user)
        assert "sql" in user.progress.marks
        await user.press("u")
        assert "sql" not in user.progress.marks
