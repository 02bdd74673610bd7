"""What comes before a milestone or a role, and what it opens the way to."""

from __future__ import annotations

import pytest

from mltrack.session import Session
from mltrack.tui.present.neighbourhood import FEWEST_STEPS, MOST_STEPS
from mltrack.tui.screens.graph import GraphScreen
from mltrack.tui.screens.milestone import MilestoneScreen
from mltrack.tui.widgets.neighbourhood import Neighbourhood
from tests.tui.conftest import ML_ENGINEER
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, TALL, WIDE, User, user_of
from tests.tui.registry import exercises


def drawn(user: User) -> list[str]:
    """The trees as they are drawn."""
    region = user.page.content_region
    return [line[region.x : region.right].rstrip() for line in user.lines[region.y : region.bottom]]


def middle(user: User) -> str:
    """What the frame says stands in the middle, with the way there."""
    return str(user.page.border_title).removeprefix("Before and after · ")


async def graph_of(user: User, milestone_id: str) -> None:
    """Open the trees of a milestone from the Milestones place."""
    await user.press("2")
    await user.choose(milestone_id)
    await user.press("b")
    await user.meets(GraphScreen)


@exercises("milestone.graph")
async def test_b_shows_what_comes_first_on_top_and_what_it_opens_below(session: Session) -> None:
    async with user_of(session, TALL) as user:
        await graph_of(user, "machine-learning")
        assert middle(user) == "Machine learning"
        assert user.under_cursor == "machine-learning"
        lines = drawn(user)
        for number, words in enumerate(
            [
                "WHAT COMES FIRST",
                "  ╭── ○ Python",
                "  ├── ○ R ",
                "╭─┴ one of",
                "│ ╭── ○ Linear algebra",
                "│ ├── ○ Calculus",
                "│ ├── ○ Probability",
                "├─┴ ○ Mathematics",
                "│   ╭── ○ Mathematics … 3 more",
                "│   ├── ○ Probability",
                "│ ╭─┴ one of",
                "├─┴ ○ Statistics",
                "┿━━ ○ Machine learning",
                "│   WHAT IT OPENS THE WAY TO",
            ]
        ):
            assert lines[number].startswith(words), lines[number]
        await user.see("Deep learning", user.page)


async def test_what_can_begin_what_opens_and_what_waits_is_said(session: Session) -> None:
    session.tick(["python", "mathematics", "statistics", "linear-algebra"])
    async with user_of(session, TALL) as user:
        await graph_of(user, "machine-learning")
        for title, words in (
            ("Python", "done 20 Nov"),
            ("R", "can begin"),
            ("Deep learning", "opens with this"),
            ("Production machine learning systems", "also waits for Software engineering (familiar)"),
        ):
            assert (await user.row(title, user.page)).endswith(words)
        await graph_of(user, "deep-learning")
        assert (await user.row("Machine learning", user.page)).endswith("can begin")


@exercises("graph.go", "graph.back")
async def test_enter_goes_there_and_escape_comes_back_the_way_one_came(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await graph_of(user, "machine-learning")
        await user.choose("deep-learning")
        await user.press("enter")
        assert middle(user) == "Machine learning › Deep learning"
        assert user.under_cursor == "deep-learning"
        await user.choose("transformers")
        await user.press("enter")
        assert middle(user).endswith("Deep learning › Transformer architectures")
        await user.press("escape")
        assert middle(user) == "Machine learning › Deep learning"
        assert user.under_cursor == "transformers"
        await user.press("left")
        assert middle(user) == "Machine learning"
        assert user.under_cursor == "deep-learning"
        await user.press("escape")
        assert user.place == "milestones"
        assert user.under_cursor == "machine-learning"


async def test_b_goes_there_too_and_enter_in_the_middle_opens_the_page(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await graph_of(user, "machine-learning")
        await user.choose("deep-learning")
        await user.press("b")
        assert middle(user) == "Machine learning › Deep learning"
        await user.press("enter")
        await user.meets(MilestoneScreen)
        await user.press("escape")
        assert middle(user) == "Machine learning › Deep learning"


@exercises("graph.page")
async def test_o_opens_the_page_of_what_the_cursor_is_on(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await graph_of(user, "machine-learning")
        await user.choose("mathematics")
        await user.press("o")
        await user.meets(MilestoneScreen)
        await user.see("Mathematics")
        await user.press("escape")
        await user.meets(GraphScreen)
        assert user.under_cursor == "mathematics"


@exercises("graph.further", "graph.nearer")
async def test_the_trees_reach_further_and_less_far_between_two_ends(session: Session) -> None:
    async with user_of(session, TALL) as user:
        await graph_of(user, "machine-learning")
        page = user.app.screen.query_one(Neighbourhood)
        await user.press("<")
        assert "1 step each way" in str(page.border_subtitle)
        await user.does_not_see("Transformer architectures")
        assert page.steps == FEWEST_STEPS
        user.send("<")
        await user.settle()
        assert page.steps == FEWEST_STEPS
        await user.press(">")
        await user.see("Transformer architectures", user.page)
        for _ in range(MOST_STEPS):
            user.send(">")
            await user.settle()
        assert page.steps == MOST_STEPS
        assert user.under_cursor == "machine-learning"


@exercises("graph.unfold")
async def test_a_shows_the_other_ways_and_what_lies_behind_what_is_done(session: Session) -> None:
    session.tick(["bachelors-computer-science", "statistics"])
    async with user_of(session, TALL) as user:
        await graph_of(user, "experience-entry-level-role")
        await user.see("other ways, a shows them", user.page)
        await user.does_not_see("Bachelor's in statistics")
        await user.press("a")
        await user.see("Bachelor's in statistics", user.page)
        await user.press("a")
        await user.does_not_see("Bachelor's in statistics")


async def test_space_ticks_in_place_and_the_picture_answers(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await graph_of(user, "deep-learning")
        for milestone in ("python", "mathematics", "statistics", "machine-learning"):
            await user.choose(milestone)
            if milestone not in user.session.snapshot.standings:
                await user.press("space")
        assert "machine-learning" in desk.saved.marks
        assert "done" in await user.row("Machine learning", user.page)
        await user.choose("deep-learning")
        await user.press("space")
        assert (await user.row("Transformer architectures", user.page)).endswith("can begin")


@exercises("role.graph", "page.graph")
async def test_a_role_has_what_it_requires_nearest_first(session: Session) -> None:
    session.tick(["sql"])
    async with user_of(session, TALL) as user:
        await user.choose("data-scientist")
        await user.press("b")
        await user.meets(GraphScreen)
        assert middle(user) == "Data scientist"
        lines = drawn(user)
        assert lines[0].startswith("WHAT IT REQUIRES, NEAREST FIRST")
        root = next(number for number, line in enumerate(lines) if line.startswith("┿━━ Data scientist"))
        # What is held already stands last, next to the role; what takes most before it just above.
        assert "SQL" in next(line for line in lines[root - 1 :: -1] if line.startswith(("├── ", "╭── ")))
        assert lines[root + 1].startswith("│   WHERE IT LEADS")
        assert lines[root + 2].startswith("├── Senior machine learning engineer")
        await user.press("escape", "enter", "B")
        assert middle(user) == "Data scientist"
        await user.choose("machine-learning-architect")
        await user.press("enter")
        assert middle(user) == "Data scientist › Machine learning architect"
        await user.choose("machine-learning-architect")
        await user.press("enter")
        assert user.place == "roles"
        assert user.under_cursor == "machine-learning-architect"


async def test_nothing_before_and_nothing_after_is_said(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await graph_of(user, "python")
        await user.see("Nothing has to come first.", user.page)
        await graph_of(user, "conference-presentation")
        await user.see("It opens the way to nothing further.", user.page)
        await user.press("1")
        await user.choose("computational-linguist")
        await user.press("b")
        await user.see("No source states what it requires.", user.page)


@pytest.mark.parametrize("place", ["the palette", "a page of a milestone", "the way up"])
async def test_it_can_be_reached_from(session: Session, place: str) -> None:
    async with user_of(session, WIDE) as user:
        if place == "the palette":
            await user.press("2")
            await user.choose("deep-learning")
            await user.command("Before/after")
        elif place == "a page of a milestone":
            await user.press("2")
            await user.choose("deep-learning")
            await user.press("enter", "b")
        else:
            await user.press("5", "enter")
            await user.until(lambda: "In all:" in user.text_of(user.page) or user.page.stops > 10, "the way up")
            await user.choose("data-science")
            await user.press("b")
        await user.meets(GraphScreen)


async def test_a_second_click_on_a_milestone_puts_it_in_the_middle(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await graph_of(user, "machine-learning")
        await user.click("Deep learning", user.page)
        assert middle(user) == "Machine learning"
        await user.click("Deep learning", user.page)
        assert middle(user) == "Machine learning › Deep learning"


async def test_in_80_by_24_the_one_in_the_middle_is_in_view(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        for milestone in ("machine-learning", "experience-entry-level-role", "transformers"):
            await graph_of(user, milestone)
            title = user.session.catalog.milestone_title(milestone)
            assert any(title[:30] in line and "━━" in line for line in drawn(user))


async def test_the_role_aimed_for_is_read_from_the_top(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await user.press("b")
        assert drawn(user)[0].startswith("WHAT IT REQUIRES")
        assert middle(user) == user.session.catalog.role_title(ML_ENGINEER)
