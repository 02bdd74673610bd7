"""The keys that act on a role: targets, the primary one, the day to be ready by, and the order."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from mltrack.core.query import RoleOrder, RoleQuery, matching_roles
from mltrack.session import Session
from mltrack.tui.screens.question import Question
from tests.tui.conftest import ML_ENGINEER
from tests.tui.desk import Desk
from tests.tui.driver import TALL, WIDE, User, user_of
from tests.tui.registry import exercises


@exercises("role.target")
async def test_t_aims_for_a_role_and_t_again_stops(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose("data-scientist")
        await user.press("t")
        assert (await user.row("Data scientist")).startswith("◎")
        assert list(desk.saved.targets) == [ML_ENGINEER, "data-scientist"]
        await user.press("t")
        assert (await user.row("Data scientist")).startswith("Data")
        assert list(desk.saved.targets) == [ML_ENGINEER]


@exercises("role.primary")
async def test_shift_t_makes_a_role_the_one_in_the_header(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        assert "Machine learning engine" in user.header
        await user.see("For scale All US occupations: $", user.page)
        await user.choose("data-scientist")
        await user.press("T")
        assert "Data scientist" in user.header
        assert "Machine learning" not in user.header
        await user.see("your primary target", user.page)
        assert desk.saved.primary_target == "data-scientist"
        assert set(desk.saved.targets) == {ML_ENGINEER, "data-scientist"}


@exercises("role.order", "role.order-back")
async def test_o_goes_through_the_orders_shift_o_back_and_the_cursor_stays(session: Session) -> None:
    session.tick(["bachelors-computer-science"])
    async with user_of(session, WIDE) as user:
        ladder = user.rows(user.listed)
        await user.press("o")
        assert "sort: nearest" in user.text_of(user.listed)
        nearest = matching_roles(user.session.snapshot, RoleQuery("", RoleOrder.NEAREST))
        for key, role in (("home", nearest[0]), ("j", nearest[1]), ("end", nearest[-1])):
            await user.press(key)
            assert user.under_cursor == role.id
        await user.choose(ML_ENGINEER)
        await user.press("o")
        assert "sort: title" in user.text_of(user.listed)
        titles = sorted((role.title for role in user.session.catalog.roles.values()), key=str.casefold)
        lines = [line.lstrip("◎ ")[:9] for line in user.rows(user.listed)[1:-1] if line]
        assert lines == [title[:9] for title in titles]
        await user.press("o", "o", "o")
        assert user.rows(user.listed) == ladder
        assert user.under_cursor == ML_ENGINEER
        await user.press("O")
        assert "sort: outlook" in user.text_of(user.listed)
        assert user.under_cursor == ML_ENGINEER


async def test_pay_is_sorted_within_one_measure_of_one_source_and_the_border_says_which(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("o", "o", "o")
        await user.see("sort: pay, median total pay, Glassdoor")
        rows = user.rows(user.listed)
        without = rows.index("NO FIGURE TO COMPARE BY")
        figures = [int(found[1]) for line in rows[:without] if (found := re.search(r"\$(\d+)k$", line))]
        assert len(figures) == 13
        assert figures == sorted(figures, reverse=True)
        assert "$" not in "".join(rows[without:])
        # It is paid more than any other by another measure: that is not compared.
        assert rows.index(await user.row("Quantitative machine learning analyst")) > without


async def test_an_outlook_of_which_the_sources_disagree_shows_both_figures(session: Session) -> None:
    async with user_of(session, (200, 60)) as user:
        await user.press("O")
        await user.see("sort: outlook 2024–34, US Bureau of Labor Statistics")
        row = await user.row("Machine learning engineer")
        assert re.search(r"computer and information rese… .* \+20%, \+34%$", row)
        assert re.search(r"computer and information rese… .* \+20%$", await user.row("AI engineer"))


@exercises("role.view", "role.view-back")
async def test_v_goes_through_the_views_of_roles_and_shift_v_back(session: Session) -> None:
    session.tick(["bachelors-computer-science"])
    async with user_of(session, WIDE) as user:
        everything = user.listed.stops
        await user.press("v")
        await user.see("view: targets · sort: ladder")
        assert (user.listed.stops, user.under_cursor) == (1, ML_ENGINEER)
        await user.press("v")
        await user.see("view: ready")
        for view in ("begun", "entry", "mid", "senior"):
            await user.press("v")
            await user.see(f"view: {view}")
            assert 0 < user.listed.stops < everything
        await user.press("v")
        assert user.listed.stops == everything
        await user.press("V")
        await user.see("view: senior")


async def test_a_view_that_holds_nothing_says_what_to_do(session: Session) -> None:
    session.untarget(ML_ENGINEER)
    async with user_of(session, WIDE) as user:
        await user.press("v")
        await user.see("No role here is a target of yours")
        await user.press("t", "d", "j", "enter")
        assert not user.progress.targets


async def test_a_wide_list_has_more_columns(session: Session) -> None:
    session.tick(["bachelors-computer-science"])
    async with user_of(session, (200, 60)) as user:
        await user.press("o")
        row = await user.row("Associate data scientist")
        assert re.search(r"Data science +entry +1 of 7 met ", row)
    async with user_of(session, (80, 24)) as user:
        assert " of 15 met" in await user.row("Machine learning engineer")


async def asked_for_a_day(user: User) -> Question:
    """Press d on the primary target."""
    await user.press("d")
    assert isinstance(user.app.screen, Question)
    return user.app.screen


@exercises("role.day", "question.answer", "question.cancel")
async def test_d_takes_a_day_shows_it_and_keeps_it(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await asked_for_a_day(user)
        await user.answer("2027-06-30")
        await user.see("30 Jun 2027", user.page)
        assert desk.saved.targets[ML_ENGINEER].by == date(2027, 6, 30)
        await asked_for_a_day(user)
        await user.retype("2028-01-01")
        await user.press("escape")
        await user.see("30 Jun 2027", user.page)
        assert desk.saved.targets[ML_ENGINEER].by == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("typed", "said"), [("soon", "is not a day"), ("2026-11-19", "19 Nov 2026 is past"), ("yesterday", "past")]
)
async def test_a_day_that_will_not_do_is_refused_in_words_and_can_be_mended(
    session: Session, desk: Desk, typed: str, said: str
) -> None:
    async with user_of(session, WIDE) as user:
        dialog = await asked_for_a_day(user)
        await user.answer(typed)
        await user.see(said)
        assert user.app.screen is dialog
        assert desk.saved.targets[ML_ENGINEER].by is None
        await user.answer("tomorrow")
        assert desk.saved.targets[ML_ENGINEER].by == desk.clock.now.date() + timedelta(days=1)


async def test_today_will_do(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await asked_for_a_day(user)
        await user.answer("2026-11-20")
        assert desk.saved.targets[ML_ENGINEER].by == date(2026, 11, 20)


async def test_an_empty_answer_clears_the_day(session: Session, desk: Desk) -> None:
    session.target_day(ML_ENGINEER, date(2027, 6, 30))
    async with user_of(session, WIDE) as user:
        await user.see("30 Jun 2027", user.page)
        await asked_for_a_day(user)
        await user.answer("")
        await user.does_not_see("30 Jun 2027")
        assert desk.saved.targets[ML_ENGINEER].by is None


async def test_a_day_makes_a_role_a_target_that_was_none(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.choose("data-scientist")
        await asked_for_a_day(user)
        await user.answer("2027-01-01")
        assert desk.saved.targets["data-scientist"].by == date(2027, 1, 1)
        assert desk.saved.primary_target == ML_ENGINEER


async def test_a_role_says_of_a_retired_certificate_what_took_its_place(session: Session) -> None:
    async with user_of(session, TALL) as user:
        await user.open_role("data-scientist")
        await user.press("a")
        await user.see("Microsoft Certified: Azure Data Scientist Associate", user.page)
        await user.see("retired, now AI-300", user.page)
