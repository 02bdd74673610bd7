"""The Summary place: a time and the ways to another, lists to act in, a file to share."""

from __future__ import annotations

import threading
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from mltrack.core.advice import next_steps
from mltrack.core.history import Status
from mltrack.core.requirements import Level
from mltrack.core.review import Review, review
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, Window
from mltrack.session import Session
from mltrack.tui.screens import summary as place
from mltrack.tui.screens.milestone import MilestoneScreen
from mltrack.tui.screens.question import Question
from mltrack.tui.screens.roles import RolesScreen
from mltrack.tui.widgets.dashboard import Dashboard
from mltrack.tui.widgets.period_line import PeriodLine
from mltrack.tui.widgets.report_list import ReportList
from tests.tui.desk import Desk
from tests.tui.driver import NARROW, WIDE, User, user_of
from tests.tui.registry import exercises

ML_ENGINEER = "machine-learning-engineer"


@pytest.fixture
def session(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Somebody who began in September, did something in October and November, and is late with something."""
    monkeypatch.setenv("HOME", str(tmp_path))
    now = desk.clock.now

    def on(day: datetime) -> Session:
        desk.clock.now = day
        return desk.session()

    on(now.replace(month=9, day=3)).target([ML_ENGINEER])
    on(now.replace(month=9, day=10)).tick(["python"])
    on(now.replace(month=10, day=7)).tick(["sql"])
    on(now.replace(month=10, day=8)).start("apache-spark")
    on(now.replace(month=10, day=9)).due("statistics", date(2026, 11, 16))
    on(now.replace(month=11, day=2)).tick(["python"], level=Level.PROFICIENT)
    today = on(now)
    today.log("statistics", 150, on=date(2026, 11, 17))
    today.tick(["java"], level=Level.FAMILIAR)
    return desk.session()


def line(user: User) -> str:
    return user.text_of(user.app.screen.query_one(PeriodLine))


def listed(user: User, name: str) -> ReportList:
    return user.app.screen.query_one(f"#{name}", ReportList)


async def opened(user: User) -> None:
    """Go there, and wait until the figures and the way are worked out."""
    await user.press("4")
    await user.until(lambda: user.app.screen.query_one(Dashboard).way is not None, "the way to the target")


# Which time


@exercises("summary.earlier", "summary.later", "summary.now")
async def test_brackets_go_back_to_where_it_began_and_forward_to_now(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await opened(user)
        await user.see("1 and 1 raised")
        await user.press("]")
        assert "November 2026" in line(user)
        assert "back to now" not in line(user)
        await user.press("[")
        await user.see("October 2026")
        await user.see("SQL 7 Oct", listed(user, "completed"))
        await user.see("Do next, as it was on 31 Oct 2026")
        await user.press("[")
        await user.see("September 2026")
        await user.press("[")
        assert "September 2026" in line(user), "nothing is known of August"
        await user.press("]")
        await user.see("October 2026")
        for key in ("0", "full_stop"):
            await user.press(key)
            assert "November 2026" in line(user)
            assert "back to now" not in line(user)
            await user.press("[")
            assert "0 back to now" in line(user)


@exercises("summary.length", "summary.length-back")
async def test_p_goes_through_the_lengths_and_shift_p_back(session: Session) -> None:
    titles = ["Q4 2026, Oct – Dec", "2026", "All time, since 3 Sep 2026", "Week of 16 Nov 2026", "November 2026"]
    done = ["2 and 1 raised", "3 and 1 raised", "3 and 1 raised", "1 this week", "1 and 1 raised"]
    async with user_of(session, WIDE) as user:
        await opened(user)
        for title, words in zip(titles, done, strict=True):
            await user.press("p")
            await user.see(title)
            await user.see(words)
        for title in reversed(titles[:-1]):
            await user.press("P")
            await user.see(title)


async def test_another_length_stays_at_the_end_of_the_time_that_is_looked_at(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await opened(user)
        await user.press("[", "[")
        await user.see("September 2026")
        await user.press("p")
        await user.see("Q3 2026, Jul – Sep")
        await user.press("P", "P")
        await user.see("Week of 28 Sep 2026")
        await user.press("0")
        await user.see("Week of 16 Nov 2026")


async def test_the_line_of_the_time_can_be_clicked(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await opened(user)
        over = user.app.screen.query_one(PeriodLine)
        await user.click("[", over)
        assert "October 2026" in line(user)
        await user.click("back to now", over)
        assert "November 2026" in line(user)
        await user.click("year", over)
        assert line(user).startswith("[ 2026 ]")
        await user.click("p", over)
        assert "All time" in line(user)
        await user.click("month", over)
        await user.click("[", over)
        await user.click("]", over)
        assert "November 2026" in line(user)


async def test_the_day_of_a_month_ago_is_kept_when_the_app_comes_back_to_the_place(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await opened(user)
        await user.press("[", "1", "4")
        assert "October 2026" in line(user)


# What is told


async def test_cards_and_panels_tell_the_time_the_targets_and_what_is_late(session: Session) -> None:
    async with user_of(session, (120, 60)) as user:
        await opened(user)
        for words in (
            "1 and 1 raised",
            "2 h 30 min",
            "1 week",
            "Overdue · 1",
            "4 days late",
            "Stalled · 1",
            "untouched for 43 days",
            "Java",
            "Python, raised to proficient 2 Nov",
            "The way to Machine learning engineer",
            "best week 16 Nov, 2 h 30 min",
            "goal 10 h",
            "of 234",
            "Log 2 h 30 min on Statistics",
        ):
            await user.see(words)
        assert "Apache Spark" in user.text_of(listed(user, "ahead"))


async def test_somebody_who_has_done_nothing_is_told_what_to_do(desk: Desk) -> None:
    session = desk.session()
    session.target([ML_ENGINEER])
    session.toggle_target(ML_ENGINEER)
    async with user_of(session, WIDE) as user:
        await user.press("4")
        for panel, words in (
            ("way", "No target yet. Press 1, choose a role and press t."),
            ("targets", "No target yet. Press 1, choose a role and press t."),
            ("hours", "No time logged yet: press h on a milestone."),
            ("year", "Nothing in this year yet. Tick what you have done"),
            ("completed", "Nothing yet. Press 1 or 2 and tick what you have with space."),
        ):
            await user.see(words, user.app.screen.query_one(f"#{panel}"))


async def test_a_tick_elsewhere_and_one_in_another_terminal_are_told(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await opened(user)
        await user.press("2", "space", "4")
        await user.row("Bachelor's in computer science", listed(user, "completed"))
        desk.session().tick(["mathematics"])
        await user.see("✓ Mathematics", listed(user, "completed"))


async def test_what_is_supposed_is_told_as_if_it_were_so(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await opened(user)
        await user.press("W", "2", "space", "4")
        await user.row("Bachelor's in computer science", listed(user, "completed"))
        await user.press("x")
        await user.toast("What if takes ticks")
        assert not isinstance(user.app.screen, Question)
    assert "bachelors-computer-science" not in desk.saved.marks


# Acting in it


@exercises("summary.next")
async def test_enter_opens_the_page_of_the_best_next_step(session: Session) -> None:
    best = next_steps(session.snapshot)[0].milestone
    title = session.catalog.milestone_title(best)
    async with user_of(session, WIDE) as user:
        await opened(user)
        await user.see(f"○ {title}", listed(user, "ahead"))
        await user.press("enter")
        await user.meets(MilestoneScreen)
        await user.see(title)
        await user.press("escape")
        assert isinstance(user.app.focused, Dashboard)


@exercises("summary.lists", "summary.back")
async def test_tab_goes_through_the_lists_their_rows_can_be_ticked_and_escape_leaves_them(
    session: Session, desk: Desk
) -> None:
    async with user_of(session, WIDE) as user:
        await opened(user)
        await user.press("tab")
        assert user.app.focused is listed(user, "ahead")
        await user.choose("statistics")
        await user.press("enter")
        await user.meets(MilestoneScreen)
        await user.press("escape")
        assert user.under_cursor == "statistics"
        await user.press("space")
        assert desk.saved.marks["statistics"].status is Status.DONE
        await user.see("✓ Statistics", listed(user, "completed"))
        assert user.app.focused is listed(user, "ahead")
        await user.press("tab")
        assert user.app.focused is listed(user, "completed")
        await user.press("tab", "enter")
        assert isinstance(user.app.screen, MilestoneScreen)
        await user.press("escape", "escape")
        assert isinstance(user.app.focused, Dashboard)
        await user.press("shift+tab")
        assert user.app.focused is listed(user, "history")


async def test_a_target_in_the_history_opens_its_role_and_rows_can_be_clicked(session: Session) -> None:
    async with user_of(session, (120, 60)) as user:
        await opened(user)
        await user.click("Statistics", listed(user, "ahead"))
        assert user.app.focused is listed(user, "ahead")
        await user.click("Tick SQL", listed(user, "history"))
        await user.click("Tick SQL", listed(user, "history"))
        await user.meets(MilestoneScreen)
        await user.press("escape", "G", "enter")
        await user.meets(RolesScreen)
        assert user.under_cursor == ML_ENGINEER


@exercises(
    "list.summary-down",
    "list.summary-up",
    "list.summary-page-down",
    "list.summary-page-up",
    "list.summary-top",
    "list.summary-bottom",
)
async def test_in_80_by_24_the_page_scrolls_with_the_keys_of_a_list(session: Session) -> None:
    async with user_of(session, NARROW) as user:
        await opened(user)
        page = user.app.screen.query_one(Dashboard)
        for forth, back in (
            ("down", "up"),
            ("j", "k"),
            ("pagedown", "pageup"),
            ("ctrl+d", "ctrl+b"),
            ("G", "g"),
            ("end", "home"),
        ):
            await user.press(forth)
            assert page.scroll_offset.y > 0
            assert "November 2026" in line(user), "the time stays in view"
            await user.press(back)
            assert page.scroll_offset.y == 0
        await user.press("end")
        await user.see("Tick Python (working)")
        await user.wheel_down(listed(user, "history"))


# Sizes and colours


@pytest.mark.parametrize("size", [(60, 16), NARROW, (100, 30), WIDE, (200, 60)], ids=str)
async def test_every_panel_is_drawn_in_every_size(session: Session, size: tuple[int, int]) -> None:
    async with user_of(session, size) as user:
        await user.press("4")
        await user.see("Do next")
        for number in range(6):
            assert all(len(drawn) == size[0] for drawn in user.lines), number
            await user.press("pagedown")
        await user.see("History")
        await user.press("home")
        await user.see("Completed")
        await user.resize(120, 40)
        await user.see("Hours a week")


async def test_it_can_be_read_without_colour(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with user_of(session, WIDE) as user:
        await opened(user)
        for words in ("today", "░", "█", "┄ goal 10 h", "[ November 2026 ]", "month"):
            await user.see(words)


async def test_every_theme_draws_it(session: Session) -> None:
    async with user_of(session, WIDE) as user:
        await opened(user)
        frames = set()
        for name in sorted(user.app.available_themes):
            user.app.theme = name
            await user.settle()
            drawn = user.app.screen._compositor.render_strips(user.app.screen.size)
            frames.add(repr([segment for strip in drawn for segment in strip]))
        assert len(frames) > len(user.app.available_themes) // 2


# Work that takes long


async def test_what_is_shown_stays_while_the_next_is_worked_out_and_only_the_last_one_counts(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def slow(snapshot: Snapshot, span: Period | Window, hours: Fraction) -> Review:
        may_go_on.wait(30)
        return review(snapshot, span, hours)

    async with user_of(session, WIDE) as user:
        await opened(user)
        await user.see("1 and 1 raised")
        monkeypatch.setattr(place, "review", slow)
        await user.press("[")
        await user.see("working it out")
        assert "October 2026" in line(user)
        await user.see("1 and 1 raised")
        await user.press("[", "2", "j", "4")
        assert "September 2026" in line(user)
        may_go_on.set()
        await user.see("Python", listed(user, "completed"))
        await user.see("10 Sep", listed(user, "completed"))
        await user.does_not_see("working it out")


async def test_the_app_can_be_left_while_figures_are_worked_out(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def slow(snapshot: Snapshot, span: Period | Window, hours: Fraction) -> Review:
        may_go_on.wait(30)
        return review(snapshot, span, hours)

    async with user_of(session, WIDE) as user:
        await opened(user)
        monkeypatch.setattr(place, "review", slow)
        await user.press("[")
        await user.see("working it out")
        threading.Timer(0.05, may_go_on.set).start()
        await user.press("q")
        await user.until(lambda: not user.app.is_running, "the end")
        assert user.app.return_code == 0
