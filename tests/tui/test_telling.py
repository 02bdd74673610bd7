"""What is typed about a milestone: time, a due day, effort and evidence, each said back while it is typed."""

from __future__ import annotations

from datetime import date

import pytest

from mltrack.core.entries import Span
from mltrack.core.history import OwnEffort, TimeEntry
from mltrack.session import Session
from mltrack.tui.screens.question import Question
from tests.session.keepers import Keeper
from tests.tui.desk import Desk
from tests.tui.driver import WIDE, User, user_of
from tests.tui.registry import exercises

TODAY = date(2026, 11, 20)


async def on_python(user: User) -> None:
    """Stand on Python in the list of milestones."""
    await user.press("2")
    await user.choose("python")


@exercises("milestone.log")
async def test_h_logs_time_and_says_while_it_is_typed_how_it_is_understood(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await on_python(user)
        await user.press("h")
        await user.retype("1h30m chapter [3]")
        await user.see("1 h 30 min today: chapter [3]", user.dialog)
        await user.press("enter")
        await user.toast("1 h 30 min on Python in all")
        assert [*desk.saved.log.values()] == [TimeEntry("python", TODAY, 90, "chapter [3]")]
        await user.see("20 Nov 2026 1 h 30 min chapter [3]", user.page)
        await user.press("h")
        await user.retype("yesterday 45m")
        await user.see("45 min yesterday", user.dialog)
        await user.press("enter")
        assert [*desk.saved.log.values()][1].on == date(2026, 11, 19)
        times = [line for line in user.rows(user.page) if " Nov 2026 " in line]
        assert [line[:11] for line in times] == ["20 Nov 2026", "19 Nov 2026"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Say how long it was"),
        ("90", "could be hours or minutes"),
        ("tomorrow 1h", "lies in the future"),
        ("25h", "between 1 minute and 24 hours"),
    ],
)
async def test_time_that_will_not_do_is_refused_in_words_only_after_enter(
    session: Session, desk: Desk, typed: str, said: str
) -> None:
    async with user_of(session, WIDE) as user:
        await on_python(user)
        await user.press("h")
        await user.retype(typed)
        await user.does_not_see(said)
        await user.press("enter")
        await user.see(said, user.dialog)
        await user.answer("1h")
        assert len(desk.saved.log) == 1


@exercises("milestone.due")
async def test_d_sets_the_day_that_is_said_back_and_an_empty_line_takes_it_away(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await on_python(user)
        await user.press("d")
        await user.see("No due day", user.dialog)
        for typed, day in (("jan 31", "Sun 31 Jan 2027, in "), ("2026-12-01", "Tue 1 Dec 2026, in 11 days")):
            await user.retype(typed)
            await user.see(day, user.dialog)
        await user.retype("+2w")
        await user.see("Fri 4 Dec 2026, in 2 weeks", user.dialog)
        await user.press("enter")
        assert desk.saved.due == {"python": date(2026, 12, 4)}
        await user.see("Due 4 Dec 2026, in 2 weeks", user.page)
        await user.press("d")
        await user.see("2026-12-04", user.dialog)
        await user.answer("yesterday")
        await user.see("is past", user.dialog)
        await user.answer("")
        assert not desk.saved.due
        await user.press("u")
        assert desk.saved.due == {"python": date(2026, 12, 4)}


@exercises("milestone.effort")
async def test_shift_e_gives_an_effort_of_ones_own_and_an_empty_line_the_catalogs(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await on_python(user)
        await user.press("E")
        await user.see("Without a figure of your own: 100-135 h", user.dialog)
        await user.retype("30-50h")
        await user.see("You expect 30-50 h", user.dialog)
        await user.press("enter")
        assert desk.saved.efforts == {"python": OwnEffort(Span(30, 50))}
        await user.see("You expect 30-50 h", user.page)
        await user.press("E")
        await user.answer("some")
        await user.see("is not an effort", user.dialog)
        await user.answer("")
        assert not desk.saved.efforts


@exercises("milestone.evidence", "milestone.remove")
async def test_e_adds_evidence_and_on_its_row_delete_and_backspace_remove_it(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await on_python(user)
        await user.press("e")
        await user.retype("https://github.com@evil.example/")
        await user.see("hides where it leads", user.dialog)
        await user.retype("https://github.com/you/[project]")
        await user.see("A link to github.com", user.dialog)
        await user.retype("certificate [b]1[/b] in the blue folder")
        await user.see("Kept as words", user.dialog)
        await user.press("enter")
        await user.see("20 Nov 2026 certificate [b]1[/b] in the blue folder", user.page)
        assert "⌁" in await user.row("Python")
        session.log("python", 30)
        await user.settle()
        await user.press("enter")
        (attached,) = desk.saved.evidence
        for key in ("delete", "backspace"):
            await user.choose(attached)
            await user.press(key)
            await user.toast("u brings it back")
            assert not desk.saved.evidence
            await user.press("u")
            assert list(desk.saved.evidence) == [attached]
        (logged,) = desk.saved.log
        await user.choose(logged)
        await user.press("delete")
        assert not desk.saved.log
        assert desk.saved.evidence


async def test_on_a_row_of_its_page_the_keys_are_for_the_milestone(session: Session, desk: Desk) -> None:
    session.log("python", 30)
    async with user_of(session, WIDE) as user:
        await on_python(user)
        await user.press("enter")
        (logged,) = desk.saved.log
        await user.choose(logged)
        await user.press("h")
        await user.answer("15m")
        assert [time.minutes for time in desk.saved.log.values()] == [30, 15]
        await user.press("space")
        assert desk.saved.marks["python"].done_on == TODAY


async def test_what_was_typed_comes_back_when_it_could_not_be_saved(desk: Desk) -> None:
    keeper = Keeper()
    session = Session(desk.session().catalog, keeper, desk.clock)
    session.target(["data-scientist"])
    async with user_of(session, WIDE) as user:
        await on_python(user)
        keeper.full = True
        await user.press("h")
        await user.answer("1h30m chapter 3")
        await user.see("not saved")
        await user.press("escape")
        await user.until(lambda: isinstance(user.app.screen, Question), "the question again")
        await user.see("1h30m chapter 3", user.dialog)


async def test_nothing_is_told_while_something_is_supposed(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await on_python(user)
        await user.press("W")
        for key in ("h", "d", "e", "E", "n"):
            await user.press(key)
            await user.toast("What if takes ticks and targets only")
            assert not isinstance(user.app.screen, Question)


async def test_the_day_of_a_target_and_of_a_completion_are_said_back_too(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("d")
        await user.see("No day", user.dialog)
        await user.retype("30 jun 2027")
        await user.see("Wed 30 Jun 2027, in about 7 months", user.dialog)
        await user.press("escape")
        await on_python(user)
        await user.press("D")
        await user.retype("last mon")
        await user.see("Mon 16 Nov 2026, 4 days ago", user.dialog)
