"""The Plan place under test: its screen and panes, and when the plan is worked out."""

from __future__ import annotations

from mltrack.tui.screens.plan import PlanScreen
from mltrack.tui.widgets.row_list import RowList
from tests.tui.driver import User

COMPUTER_SCIENCE = "bachelors-computer-science"


def screen_of(user: User) -> PlanScreen:
    found = user.app.get_screen_stack("plan")[0]
    assert isinstance(found, PlanScreen)
    return found


async def at_rest(user: User) -> None:
    """Wait until the plan is worked out and drawn."""
    screen = screen_of(user)
    await user.until(lambda: screen._asked is not None and screen._asked is screen._answered, "the plan")
    await user.settle()


async def go(user: User) -> None:
    await user.press("3")
    await at_rest(user)


def pane(user: User, name: str) -> RowList:
    return user.app.screen.query_one(f"#{name}", RowList)


def planned_ids(user: User) -> list[str]:
    found = screen_of(user).found
    return [] if found is None else [pick.milestone for pick in found.advice.plan.picks]
