"""Plans that take their time: nothing waits for them, and they are given up when nobody does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from fractions import Fraction

import pytest

from mltrack.core import planning
from mltrack.core.planning import Choices, Planned, Search
from mltrack.core.snapshot import Snapshot
from mltrack.session import Session
from mltrack.tui.screens import plan as place
from tests.tui.desk import Desk
from tests.tui.driver import WIDE, User, user_of
from tests.tui.plan_place import COMPUTER_SCIENCE, at_rest, go, pane, planned_ids, screen_of
from tests.tui.registry import exercises

Plan = Callable[[Snapshot, Fraction, Choices, Search], Planned | None]


class Slow:
    """A search that waits until it is let go, or stopped."""

    def __init__(self, really: Plan) -> None:
        self.go, self.over = threading.Event(), threading.Event()
        self.asked, self.stopped = 0, 0
        self._really = really

    def __call__(self, snapshot: Snapshot, hours: Fraction, choices: Choices, search: Search) -> Planned | None:
        self.asked += 1
        while not self.go.wait(0.005):
            if search.works[0].stopped:
                self.stopped += 1
                self.over.set()
                break
        return self._really(snapshot, hours, choices, search)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    """Every search takes its time."""
    slow = Slow(planning.planned)
    monkeypatch.setattr(place, "planned", slow)
    return slow


async def working(user: User) -> None:
    await user.until(lambda: screen_of(user).working, "the sign that a plan is worked out")


async def begun(user: User, slow: Slow) -> None:
    """Until a thread is at it: before that, a search that is given up never begins."""
    await working(user)
    await user.until(lambda: slow.asked > slow.stopped, "the search to begin")


@exercises("plan.stop")
async def test_a_long_search_is_said_blocks_no_key_and_escape_takes_the_best_so_far(
    developer: Session, slow: Slow
) -> None:
    async with user_of(developer, WIDE) as user:
        await user.press("3")
        await begun(user, slow)
        await user.see("working out the plan…")
        await user.see("READY TO BEGIN", pane(user, "list"))
        first = user.under_cursor
        await user.press("down")
        assert user.under_cursor != first
        await user.press("escape")
        await at_rest(user)
        await user.does_not_see("working out the plan…")
        assert planned_ids(user)
        await user.see("L searches longer")
        assert slow.stopped == 1


async def test_the_old_plan_stays_faint_until_the_new_one_is_there(developer: Session, slow: Slow) -> None:
    slow.go.set()
    async with user_of(developer, WIDE) as user:
        await go(user)
        usual = planned_ids(user)
        slow.go.clear()
        await user.press("tab")
        await user.choose(COMPUTER_SCIENCE)
        await user.press("x")
        await begun(user, slow)
        assert planned_ids(user) == usual
        assert user.app.screen.has_class("-stale")
        slow.go.set()
        await at_rest(user)
        assert planned_ids(user) != usual
        assert not user.app.screen.has_class("-stale")


async def test_a_newer_question_overtakes_an_older_one(developer: Session, slow: Slow) -> None:
    async with user_of(developer, WIDE) as user:
        await user.press("3")
        await begun(user, slow)
        await user.choose(COMPUTER_SCIENCE)
        await user.press("space")
        await user.until(lambda: slow.asked == 2, "a second question")
        await user.until(lambda: slow.stopped == 1, "the first one to be given up")
        slow.go.set()
        await at_rest(user)
        assert COMPUTER_SCIENCE not in planned_ids(user)


@exercises("plan.longer")
async def test_what_was_not_proved_can_be_searched_for_longer(
    developer: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "WORK", 1)
    async with user_of(developer, WIDE) as user:
        await go(user)
        await user.see("best found, not proved least: L searches longer")
        monkeypatch.setattr(planning, "WORK", 200_000)
        await user.press("L")
        await at_rest(user)
        await user.see("proved: nothing takes less")
        answered = screen_of(user)._answered
        assert answered is not None
        assert answered.patience == 10
        await user.press("L")
        assert screen_of(user)._answered is answered


async def test_nothing_is_worked_out_before_the_place_is_looked_at_nor_while_it_is_hidden(
    developer: Session, slow: Slow, desk: Desk
) -> None:
    slow.go.set()
    async with user_of(developer, WIDE) as user:
        await user.open_role("data-scientist")
        await user.choose("python")
        await user.press("space")
        assert slow.asked == 0
        await go(user)
        assert slow.asked == 1
        await user.press("1", "space")
        assert slow.asked == 1
        await user.press("3")
        await at_rest(user)
        assert slow.asked == 2
        await user.press("4", "3")
        await at_rest(user)
        assert slow.asked == 2


async def test_a_search_that_is_left_is_given_up_and_begun_anew_on_coming_back(developer: Session, slow: Slow) -> None:
    async with user_of(developer, WIDE) as user:
        await user.press("3")
        await begun(user, slow)
        await user.press("1")
        await user.until(lambda: slow.stopped == 1, "the search to be given up")
        assert not planned_ids(user)
        slow.go.set()
        await go(user)
        assert slow.asked == 2
        assert planned_ids(user)


async def test_the_app_can_be_left_in_the_middle_of_a_search(developer: Session, slow: Slow) -> None:
    async with user_of(developer, WIDE) as user:
        await user.press("3")
        await begun(user, slow)
        await user.press("q")
        await user.until(lambda: not user.app.is_running, "the end")
    slow.over.wait(30)
    assert slow.stopped == 1
