"""Who says so: the source of a figure, a requirement and a fact, and the gate that a link goes through."""

from __future__ import annotations

import pytest

from mltrack.core.cited import CitedRequirement, CitedRole
from mltrack.core.progress import Progress
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has
from mltrack.core.snapshot import Snapshot
from mltrack.session import Session
from mltrack.tui.app import MltrackApp
from mltrack.tui.present.sources import source_rows
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.screens.source import OpenLinkScreen, SourceScreen
from mltrack.tui.widgets.source_list import SourceList
from tests.core.worlds import TODAY, WORKING, catalog, degree, role, skill
from tests.tui.conftest import ML_ENGINEER
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, TALL, WIDE, User, user_of
from tests.tui.registry import exercises

DEGREE = "bachelors-computer-science"
CREDITS = "https://www.enic-naric.net/page-ECTS"


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the browser is asked for; none is ever started."""
    links: list[str] = []
    monkeypatch.setattr(MltrackApp, "open_url", lambda _, url, **__: links.append(url))
    return links


async def stand_on(user: User, words: str) -> None:
    """Go down the page until the cursor is on a row with these words."""
    await user.press("home")
    for _ in range(100):
        row = user.page.row
        if row is not None and words in row.left.plain:
            return
        await user.press("j")
    raise AssertionError(f"no row {words!r} to stand on:\n{user.shown}")


async def test_the_bar_of_keys_says_that_a_link_can_be_opened(session: Session) -> None:
    async with user_of(session, size=WIDE) as user:
        await user.press("enter", "home")
        for _ in range(20):
            await user.press("i")
            if user.app.screen.query_one(SourceList).stops:
                break
            await user.press("escape", "j")
        assert isinstance(user.app.screen, SourceScreen)
        assert "enter Open" in " ".join(user.shown.split())


@exercises("milestone.source", "source.close")
async def test_i_on_a_figure_shows_every_source_and_says_that_they_disagree(session: Session) -> None:
    async with user_of(session, TALL) as user:
        await user.press("enter")
        await user.see("The sources disagree, or have measured different", user.page)
        await stand_on(user, "+34%")
        for key in ("escape", "q", "i"):
            await user.press("i")
            await user.meets(SourceScreen)
            await user.see("The sources disagree", user.dialog)
            await user.see("+34% 2024–34 data scientists", user.dialog)
            await user.see("+20% 2024–34 computer and information research scientists", user.dialog)
            assert "Statistics, US Bureau" not in user.text_of(user.dialog)
            assert "+82%" not in user.text_of(user.dialog)
            await user.see("Mid-level roles in machine learning / Machine learning engineer", user.dialog)
            await user.see("The article does not name the group; inferred from", user.dialog)
            await user.see("date of publication not stated; read 20 Nov 2026", user.dialog)
            await user.press(key)
            await user.meets(RolesScreen)
        assert user.app.focused is user.page


@exercises("role.source")
@pytest.mark.parametrize("keys", [(), ("5",)])
async def test_i_on_a_role_in_a_list_shows_all_its_figures(session: Session, keys: tuple[str, ...]) -> None:
    async with user_of(session, TALL) as user:
        await user.press(*keys)
        await user.choose(ML_ENGINEER)
        await user.press("i")
        await user.meets(SourceScreen)
        await user.see("Figures · Machine learning engineer", user.dialog)
        await user.see("None of them is chosen here:", user.dialog)
        for words in ("+34% 2024–34", "+82% 2025–30"):
            await user.see(words, user.dialog)
        await user.press("escape")
        assert user.under_cursor == ML_ENGINEER


def test_a_role_without_figures_says_so() -> None:
    world = catalog([degree("msc")], [role("bare", Has("msc"))])
    shown = source_rows(Snapshot(world, Progress(), TODAY), CitedRole("bare"), 60)
    assert [row.left.plain for row in shown] == ["", "No source states pay or an outlook for it."]


async def test_enter_and_a_second_click_on_a_figure_open_its_source(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("enter")
        await stand_on(user, "$161k")
        await user.press("enter")
        await user.see("The sources say the same", user.dialog)
        await user.see("Glassdoor", user.dialog)
        await user.press("escape")
        await user.click("$176,188", user.page)
        await user.click("$176,188", user.page)
        await user.meets(SourceScreen)
        await user.see("Indeed, Sep 2025", user.dialog)
        assert "sources disagree" not in user.text_of(user.dialog)


async def test_a_requirement_says_how_firmly_it_is_asked_for_and_by_whom(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("enter")
        await stand_on(user, "A bachelor's in computer science or a related field")
        await user.press("enter")
        await user.see("required: the source says must", user.dialog)
        await user.see("one of: Bachelor's in computer science, Bachelor's in data science", user.dialog)
        await user.see("1. Earn a bachelor's degree", user.dialog)
        await user.press("escape", "j", "i")
        await user.see("A bachelor's in computer science or a related field", user.dialog)


def test_groups_within_a_group_stay_apart() -> None:
    taught = AllOf((Has("course"), AtLeast(2, (Has("python", WORKING), Has("sql", WORKING)))))
    milestones = [degree("bsc"), degree("course"), skill("python"), skill("sql")]
    house = catalog(milestones, [role("ml", AnyOf((Has("bsc"), taught)))])
    rows = source_rows(Snapshot(house, Progress(), TODAY), CitedRequirement("ml", 0), 200)
    assert "one of: Bsc, all of (Course, at least 2 of (Python (working), Sql (working)))" in [
        row.left.plain.strip() for row in rows
    ]


async def test_an_estimate_says_that_no_source_states_it(session: Session) -> None:
    async with user_of(session, TALL) as user:
        await user.press("2")
        await user.choose("apache-spark")
        await user.press("enter")
        await stand_on(user, "Takes")
        await user.press("i")
        await user.see("an estimate, which no source states", user.dialog)
        await user.see("No source states this", user.dialog)


@exercises("link.open", "link.stay")
async def test_a_link_is_opened_once_its_host_was_seen(session: Session, opened: list[str]) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.choose(DEGREE)
        await user.press("enter")
        await stand_on(user, "Takes")
        await user.press("i", "enter")
        await user.meets(OpenLinkScreen)
        await user.see("Open www.enic-naric.net in your browser?", user.dialog)
        await user.see(CREDITS, user.dialog)
        await user.press("escape")
        await user.meets(SourceScreen)
        assert opened == []
        await user.press("enter", "enter")
        await user.meets(SourceScreen)
        await user.toast("Your browser was asked for")
        assert opened == [CREDITS]


async def test_what_there_is_to_learn_from_opens_through_the_same_gate(session: Session, opened: list[str]) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.choose("python")
        await user.press("enter")
        await stand_on(user, "Python documentation")
        await user.press("enter")
        await user.see("Open docs.python.org in your browser?", user.dialog)
        await user.press("enter")
        assert opened == ["https://docs.python.org/3/"]


async def test_evidence_that_is_a_link_opens_and_words_do_not(session: Session, opened: list[str]) -> None:
    session.attach("python", "in the blue folder")
    session.attach("python", "HTTPS://GitHub.com/you/project")
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.choose("python")
        await user.press("enter")
        await stand_on(user, "blue folder")
        await user.press("enter", "i")
        assert user.app.focused is user.page
        await stand_on(user, "GitHub.com")
        await user.click("GitHub.com/you", user.page)
        await user.see("Open github.com in your browser?", user.dialog)
        await user.click("Open", user.app.screen.query_one("KeyBar"))
        assert opened == ["https://github.com/you/project"]


async def test_a_link_that_hides_where_it_leads_is_not_opened(desk: Desk, session: Session, opened: list[str]) -> None:
    async with user_of(session, WIDE) as user:
        from mltrack.tui.messages import OpenLink

        for link in ("https://github.com@evil.example/", "file:///etc/passwd", "javascript:alert(1)"):
            user.app.post_message(OpenLink(link))
            await user.toast("This link is not opened")
            assert not isinstance(user.app.screen, OpenLinkScreen)
    assert opened == []


async def test_a_source_without_a_link_says_how_to_find_it_and_its_list_takes_every_key(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.press("enter")
        await stand_on(user, "$180–400k")
        await user.press("i", "enter", "j", "G", "pageup", "k")
        await user.meets(SourceScreen)
        await user.press("G")
        await user.see("look for it by its title", user.dialog)


async def test_the_page_begins_on_what_can_be_ticked_and_the_figures_are_above_it(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("enter")
        assert user.under_cursor == DEGREE
        await user.press("home")
        assert user.under_cursor == ML_ENGINEER
        await user.press("space", "s", "n", "d", "h", "e", "w", "plus")
        assert user.app.focused is user.page
        assert not user.progress.marks
