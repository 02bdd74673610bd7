"""Keys that arrive together, as from a slow connection or quick fingers: each is over before the next is looked at."""

from __future__ import annotations

from mltrack.session import Session
from mltrack.tui.widgets.filter_line import FilterLine
from tests.tui.desk import Desk
from tests.tui.driver import WIDE, user_of


async def test_note_burst_open_editor(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "n")
        await user.rush(*"quit", "escape")
        assert list(desk.saved.notes.values()) == ["quit"]


async def test_note_burst_ctrl_s(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "n")
        await user.rush(*"quit", "ctrl+s")
        assert list(desk.saved.notes.values()) == ["quit"]


async def test_waive_burst(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "w")
        await user.rush(*"quit", "enter")
        assert desk.saved.marks["bachelors-computer-science"].reason == "quit"


async def test_rush_note_letters(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.rush(*"nquit")
        assert user.app.is_running
        await user.press("escape")
        assert list(desk.saved.notes.values()) == ["quit"]


async def test_rush_waive(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.rush(*"wquit", "enter")
        assert desk.saved.marks["bachelors-computer-science"].reason == "quit"


async def test_rush_move_then_note(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.rush("j", "n")
        await user.see("Note on Bachelor's in data science")


async def test_rush_move_then_waive(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.rush("j", "j", "w")
        await user.see("Waive Bachelor's in statistics")


async def test_rush_move_then_tick(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.rush("j", "j", "space")
        assert list(desk.saved.marks) == ["bachelors-statistics"]


async def test_rush_move_then_place(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.rush("space", "1")
        assert list(desk.saved.marks) == ["bachelors-computer-science"]


async def test_rush_tick_undo(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.rush("space", "u")
        assert not desk.saved.marks
        assert list(desk.saved.targets) == ["machine-learning-engineer"]


async def test_rush_filter_number(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("slash")
        await user.type("12")
        assert user.app.screen.query_one(FilterLine).value == "12"


async def test_rush_question_type_place(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("d")
        await user.type("2027-01-03")
        await user.press("enter")
        assert str(desk.saved.targets["machine-learning-engineer"].by) == "2027-01-03"


async def test_rush_tick_q(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.rush("space", "q")
        await user.until(lambda: not user.app.is_running, "end")
    assert len(desk.saved.marks) == 1


async def test_rush_open_then_tick(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.rush("enter", "space")
        assert list(desk.saved.marks) == ["bachelors-computer-science"]


async def test_a_tick_before_quitting_is_kept(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.rush("space", "q")
        await user.until(lambda: not user.app.is_running, "the end")
    assert len(desk.saved.marks) == 1


async def test_an_undo_comes_after_its_tick(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.rush("space", "u")
        assert not desk.saved.marks
        assert list(desk.saved.targets) == ["machine-learning-engineer"]


async def test_opening_a_role_and_ticking_in_it(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.rush("enter", "space")
        assert list(desk.saved.marks) == ["bachelors-computer-science"]


async def test_below_the_smallest_size_only_leaving_works(session: Session, desk: Desk) -> None:
    async with user_of(session, (50, 12)) as user:
        await user.rush("2", "space", "t", "1", "t")
        assert not desk.saved.marks
        await user.resize(120, 40)
        assert user.app.focused is user.listed
        await user.press("q")
        assert not user.app.is_running
