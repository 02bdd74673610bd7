"""The command palette: every live command, and a jump to any role or milestone."""

from __future__ import annotations

import pytest
from textual.command import CommandList, CommandPalette

from mltrack.session import Session
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, user_of
from tests.tui.registry import bound_keys, exercises


@exercises("app.palette")
async def test_each_of_its_keys_opens_the_palette(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        for key in bound_keys()["app.palette"]:
            await user.press(key)
            assert isinstance(user.app.screen, CommandPalette)
            await user.press("escape")
            assert not isinstance(user.app.screen, CommandPalette)


async def test_the_palette_runs_a_command_where_one_stands(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose("data-scientist")
        await user.press(":")
        await user.find("Target")
        assert "data-scientist" in desk.saved.targets


async def test_the_palette_ticks_what_the_cursor_is_on(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", ":")
        await user.find("Tick")
        await user.see("1 done, saved")
        assert list(desk.saved.marks) == ["bachelors-computer-science"]


@pytest.mark.parametrize("place", ["2", "4"])
async def test_the_palette_jumps_to_a_role_from_every_place(session: Session, place: str) -> None:
    async with user_of(session, WIDE) as user:
        await user.press(place, ":")
        await user.find("Quantitative machine learning")
        assert user.place == "roles"
        assert user.under_cursor == "quantitative-ml-analyst"


async def test_the_palette_jumps_to_a_role_that_a_filter_hides(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("slash")
        await user.type("nlp")
        await user.press("enter", ":")
        await user.find("Quantitative machine learning")
        assert user.under_cursor == "quantitative-ml-analyst"


@pytest.mark.parametrize("place", ["1", "4"])
async def test_the_palette_opens_the_page_of_a_milestone_and_escape_comes_back(session: Session, place: str) -> None:
    async with user_of(session, WIDE) as user:
        await user.press(place, ":")
        await user.find("Apache Kafka")
        await user.see("Apache Kafka")
        await user.see("Asked for by")
        asking = user.shown.split("Asked for by")[1]
        assert asking.index("◎ Machine learning engineer") < asking.index("  AI engineer")
        await user.press("escape")
        await user.does_not_see("Asked for by")


async def test_escape_leaves_the_palette_without_a_trace(session: Session, desk: Desk) -> None:
    events = len(desk.saved.history)
    async with user_of(session, WIDE) as user:
        before = user.shown
        await user.press(":")
        await user.type("tick")
        await user.press("escape")
        await user.until(lambda: user.shown == before, "the screen as it was")
    assert len(desk.saved.history) == events


async def test_where_one_has_jumped_to_comes_first_too(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        for name in ("Quantitative machine learning", "Search longer", "Apache Spark"):
            await user.command(name)
        await user.press(":")
        await user.until(lambda: user.app.screen.query_one(CommandList).option_count > 3, "what was chosen")
        listed = user.app.screen.query_one(CommandList)
        first = [str(listed.get_option_at_index(number).prompt) for number in range(3)]
        assert [line.split("  ")[0].strip() for line in first] == [
            "Apache Spark",
            "Search longer",
            "Quantitative machine learning analyst",
        ]
        assert "role" in first[2]
        await user.press("enter")
        await user.see("Apache Spark", user.page)


async def test_before_anything_is_typed_what_works_here_comes_first_and_then_what_was_chosen(session: Session) -> None:
    session.tick(["python"])
    async with user_of(session, WIDE) as user:
        await user.press(":")
        await user.see("Target t Aim for this role")
        listed = [str(option.prompt).split("  ")[0] for option in user.app.screen.query_one(CommandList).options]
        assert listed[0] == "Target"
        assert listed.index("Sort") < listed.index("Plan") < listed.index("Backups") < listed.index("Pin")
        assert len(listed) == len({*listed})
        await user.find("Summary")
        await user.command("Undo")
        await user.press(":")
        await user.see("Undo u Take the newest change back")
        listed = [str(option.prompt).split("  ")[0] for option in user.app.screen.query_one(CommandList).options]
        assert listed[:2] == ["Undo", "Summary"]
        assert len(listed) == len({*listed})


async def test_a_command_of_another_place_leads_there_and_is_done_where_that_changes_nothing(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.command("Period")
        assert user.place == "summary"
        await user.see("this quarter")
        await user.command("Mark all")
        assert user.place == "milestones"
        assert user.app.focused is user.listed
        await user.toast("M here:")


async def test_a_command_of_the_other_pane_leads_to_it_and_says_its_key(session: Session, desk: Desk) -> None:
    events = len(desk.saved.history)
    async with user_of(session, NARROW) as user:
        await user.command("Tick")
        assert user.place == "roles"
        assert user.app.focused is user.page
        await user.toast("space here: Mark as done, or as open again.")
        await user.press("4")
        await user.command("Tick")
        assert user.place == "milestones"
    assert len(desk.saved.history) == events


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("go to plan", "Plan"),
        ("colours", "Settings"),
        ("spark apache", "Apache Spark"),
        ("MLE", "Machine learning engineer"),
        ("engineer machine senior", "Senior machine learning engineer"),
        ("specialisation", ""),
        ("kfk", "Apache Kafka"),
        ("coursera machine career path", "Machine Learning Career Path"),
    ],
)
async def test_words_are_found_in_whatever_order_and_letters_in_theirs(
    session: Session, typed: str, first: str
) -> None:
    async with user_of(session, WIDE) as user:
        await user.press(":")
        await user.type(typed)
        found = user.app.screen.query_one(CommandList)
        wanted = first.casefold() or "no matches found"
        await user.until(
            lambda: found.option_count > 0 and wanted in str(found.get_option_at_index(0).prompt).casefold(), wanted
        )


async def test_a_source_is_shown_with_what_rests_on_it(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        source = session.catalog.sources["coursera-ml-engineer"]
        await user.press(":")
        await user.find(source.title)
        await user.see(source.publisher or "not stated")
        await user.see("1 role rests on it")
        await user.see("Machine learning engineer", user.dialog)
        await user.press("escape")
        assert user.place == "roles"
