"""The Paths place: the ladder, what carries over, and the way up."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from mltrack.core.ladder import carry_over, edges, way_to
from mltrack.core.ladder_words import carried_words, total_words
from mltrack.core.least_cost import Work
from mltrack.core.rung import Rung, rung
from mltrack.core.snapshot import Snapshot
from mltrack.session import Session
from mltrack.tui.screens.milestone import MilestoneScreen
from mltrack.tui.screens.paths import PathsScreen
from mltrack.tui.widgets import rung_page
from mltrack.tui.widgets.rung_page import RungPage
from tests.cli.small_catalog import FILES, write_catalog
from tests.tui.conftest import ML_ENGINEER
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, TALL, WIDE, User, user_of

WORKING = "working it out"


async def worked_out(user: User) -> None:
    """Wait until the page tells all."""
    await user.until(lambda: not user.app.screen.query_one(RungPage).is_waiting, "the way up")
    await user.settle()


def drawn(user: User) -> str:
    """The ladder as it is drawn, lines and all."""
    region = user.listed.content_region
    return "\n".join(line[region.x : region.right].rstrip() for line in user.lines[region.y : region.bottom])


LADDER = """
    ENTRY
┏━━ Associate data scientist
┣━━ Junior machine learning engineer
┣━━ Junior software engineer
┃
┃       MID
┠─▸ ╭── Data scientist
┗━▸ ┢━━ Machine learning engineer ◎
    ┃
    ┃   SENIOR
    ┣━▸ Machine learning architect
    ┣━▸ Machine learning research scientist
    ┗━▸ Senior machine learning engineer

APART: NO SOURCE NAMES A STEP
AI engineer
"""


async def test_the_ladder_goes_from_entry_to_senior_with_a_line_from_each_to_the_next(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("5")
        pictured = [line.split("  ─")[0].rstrip() for line in drawn(user).splitlines()]
        assert "\n".join(pictured[:16]) == LADDER.strip("\n")
        assert user.under_cursor == ML_ENGINEER


async def test_the_lines_of_the_role_under_the_cursor_are_heavy(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("5")
        await user.choose("junior-software-engineer")
        for line in ("╭── Associate", "├── Junior machine", "┢━━ Junior software", "┣━▸ ╭── Data", "┗━▸ ├── Machine"):
            assert line in drawn(user)
        await user.choose("data-scientist")
        assert "┗" not in drawn(user).split("MID")[0]
        assert "┏━━ Data scientist" in drawn(user)
        await user.choose("nlp-engineer")
        assert not set("┏┣┗┃") & set(drawn(user))


async def test_meters_and_targets_are_on_the_ladder_and_t_aims(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("5")
        assert await user.meter("Data scientist") == 0
        assert "Machine learning engineer ◎" in user.text_of(user.listed)
        await user.choose("data-scientist")
        await user.press("t")
        assert "Data scientist ◎" in user.text_of(user.listed)
        assert "data-scientist" in desk.saved.targets


async def test_the_page_tells_what_carries_over_from_where_one_comes_and_who_says_so(session: Session) -> None:
    async with user_of(session, TALL) as user:
        await user.press("5")
        await worked_out(user)
        snapshot = user.session.snapshot
        for edge in edges(snapshot):
            if ML_ENGINEER in (edge.former, edge.next):
                carried = carry_over(snapshot, edge.former, edge.next)
                await user.see(f"{carried_words(carried.carried)} [1]", user.page)
        for words in ("Leads to", "Comes from", "whoever has just that", "Sources of the steps", "[1]"):
            await user.see(words, user.page)


async def test_the_way_up_is_the_one_that_takes_least(session: Session) -> None:
    async with user_of(session, TALL) as user:
        await user.press("5")
        await user.choose("machine-learning-architect")
        await worked_out(user)
        way = way_to(user.session.snapshot, "machine-learning-architect")
        assert way.route is not None
        for number, role in enumerate(way.route.roles, start=1):
            await user.see(f"{number} {user.session.catalog.role_title(role)}", user.page)
        await user.see(total_words(way.route), user.page)
        for stage in way.route.stages:
            for addition in stage.adds:
                await user.see(user.session.catalog.milestone_title(addition.milestone)[:26], user.page)


async def test_a_tick_on_the_way_up_moves_the_ladder_and_makes_the_way_shorter(session: Session, desk: Desk) -> None:
    async with user_of(session, TALL) as user:
        await user.press("5")
        await worked_out(user)
        before = user.text_of(user.page)
        await user.press("enter")
        await user.choose("python")
        await user.press("space")
        assert "python" in desk.saved.marks
        assert await user.meter("Machine learning engineer") > 0
        await worked_out(user)
        assert user.text_of(user.page) != before
        way = way_to(user.session.snapshot, ML_ENGINEER)
        assert way.route is not None
        await user.see(total_words(way.route), user.page)


async def test_enter_goes_into_the_page_and_from_there_to_the_role_in_its_place(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("5", "enter")
        assert user.app.focused is user.page
        assert user.under_cursor == ML_ENGINEER
        await user.press("enter")
        assert user.place == "roles"
        assert user.under_cursor == ML_ENGINEER


async def test_one_walks_the_ladder_through_the_page_and_opens_milestones_from_it(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("5")
        await worked_out(user)
        await user.press("enter")
        await user.choose("machine-learning-architect")
        await user.press("enter")
        assert isinstance(user.app.screen, PathsScreen)
        assert user.app.focused is user.listed
        assert user.under_cursor == "machine-learning-architect"
        await worked_out(user)
        await user.press("enter", "G")
        await user.press("enter")
        assert isinstance(user.app.screen, MilestoneScreen)
        await user.press("escape")
        assert isinstance(user.app.screen, PathsScreen)


async def test_a_click_chooses_a_role_and_a_second_click_goes_into_its_page(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("5")
        await user.click("Data scientist", user.listed)
        assert user.under_cursor == "data-scientist"
        await user.click("Data scientist", user.listed)
        assert user.app.focused is user.page


async def test_a_filter_keeps_the_lines_between_the_roles_that_are_left(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("5", "slash")
        await user.type("data scientist")
        await user.press("enter")
        assert drawn(user).count("▸ Data scientist") == 1
        assert "Associate data scientist" in drawn(user)
        assert "Junior" not in drawn(user)
        await user.press("escape")
        assert "Junior" in user.text_of(user.listed)


async def test_in_80_by_24_the_ladder_is_alone_until_enter(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.press("5")
        assert not user.page.is_on_screen
        await user.see("Senior machine learning engineer", user.listed)
        await user.press("enter")
        assert not user.listed.is_on_screen
        await worked_out(user)
        await user.see("Leads to", user.page)
        await user.press("escape")
        assert user.app.focused is user.listed


class Held:
    """A plan that is worked out only when it may, however often it is asked for."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.asked: list[str] = []
        self.works: list[Work] = []

    def __call__(self, snapshot: Snapshot, role_id: str, hours: object, work: Work) -> Rung:
        self.asked.append(role_id)
        self.works.append(work)
        self.gate.wait(20)
        return rung(snapshot, role_id)


async def test_keys_never_wait_for_the_way_up_and_a_new_question_overtakes_the_old(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    monkeypatch.setattr(rung_page, "rung", held)
    monkeypatch.setattr(RungPage, "PAUSE", 0)
    try:
        async with user_of(session, TALL) as user:
            await user.press("5")
            await user.until(lambda: held.asked == [ML_ENGINEER], "the first question")
            await user.see(WORKING, user.page)
            await user.press("j")
            await user.until(lambda: len(held.asked) == 2, "the second question")
            assert held.works[0].stopped
            assert not held.works[1].stopped
            assert user.under_cursor == held.asked[1]
            held.gate.set()
            await worked_out(user)
            await user.does_not_see(WORKING)
            assert user.page.border_title == user.session.catalog.role_title(held.asked[1])
            await user.see("In all:", user.page)
    finally:
        held.gate.set()


async def test_nothing_is_worked_out_while_another_place_is_in_view(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    held.gate.set()
    monkeypatch.setattr(rung_page, "rung", held)
    async with user_of(session, WIDE) as user:
        await user.press("5")
        await worked_out(user)
        known = len(held.asked)
        await user.press("2", "space", "j", "space")
        assert len(held.asked) == known
        await user.press("5")
        await worked_out(user)
        assert len(held.asked) == known + 1


# Other catalogs

CIRCLE = """
leads_to = [{ role = "analyst", source = "survey", at = "Circles" }]
"""


def without_steps(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("leads_to"))


@pytest.fixture
def other_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small catalog, to be changed."""
    folder = write_catalog(tmp_path / "catalog")
    monkeypatch.setenv("MLTRACK_CATALOG", str(folder))
    return folder


async def begin(user: User) -> None:
    """Leave the first question."""
    await user.press("escape", "5")


async def test_without_any_step_the_roles_are_there_and_it_is_said(other_catalog: Path, desk: Desk) -> None:
    for name, text in FILES.items():
        if name.startswith("roles/"):
            (other_catalog / name).write_text(without_steps(text), encoding="utf-8")
    async with user_of(desk.session(), WIDE) as user:
        await begin(user)
        await user.see("No source of this catalog says which role leads to which", user.listed)
        await user.see("Data analyst", user.listed)
        await user.see("No source names a step to this role", user.page)
        await worked_out(user)
        await user.see("Directly:", user.page)


async def test_a_ladder_that_runs_in_a_circle_is_shown(other_catalog: Path, desk: Desk) -> None:
    text = FILES["roles/engineer.toml"]
    assert "leads_to" not in text
    first, role, rest = text.partition("[role]\n")
    (other_catalog / "roles/engineer.toml").write_text(f"{first}{role}{CIRCLE.strip()}\n{rest}", encoding="utf-8")
    async with user_of(desk.session(), WIDE) as user:
        await begin(user)
        for role in ("analyst", "engineer"):
            await user.choose(role)
            await worked_out(user)
            await user.see("Leads to", user.page)
            await user.see("Comes from", user.page)
        assert drawn(user).count("▸") == 2


async def test_a_role_that_no_source_says_anything_of_has_nothing_to_plan(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("5")
        await user.choose("computational-linguist")
        await worked_out(user)
        await user.see("No source states what it requires, so there is nothing to plan.", user.page)
