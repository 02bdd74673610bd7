"""What the screen shows is on disk, or the screen says that it is not."""

from __future__ import annotations

import threading

import pytest

from mltrack.core.history import Status
from mltrack.core.snapshot import Snapshot
from mltrack.session import Session
from tests.tui.desk import Desk, fragile
from tests.tui.driver import WIDE, user_of


async def test_a_tick_is_on_disk_when_the_header_says_so(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2", "space")
        await user.see("1 done, saved")
        assert desk.saved.marks["bachelors-computer-science"].status is Status.DONE
        assert desk.saved.holds_same(user.progress)


async def test_a_store_that_cannot_be_read_any_more_is_told_once_and_the_screen_stays(desk: Desk) -> None:
    session, keeper = fragile(desk)
    async with user_of(session, WIDE) as user:
        before = user.rows(user.listed)
        keeper.broken = True
        await user.toast("The disk is full")
        assert user.rows(user.listed) == before
        keeper.broken = False
        await user.press("2", "space")
        await user.see("1 done, saved")


async def test_what_another_process_ticks_appears_and_can_be_undone_here(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        desk.session().tick(["bachelors-mathematics"])
        await user.see("1 done, saved")
        await user.until(
            lambda: any("mathematics" in line and line.endswith("done") for line in user.rows(user.listed)),
            "the row done",
        )
        await user.press("u")
        await user.see("0 done, saved")
        assert not desk.saved.marks


async def test_ticks_of_two_processes_at_once_are_both_kept(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        desk.session().tick(["python"])
        await user.press("space")
        assert set(desk.saved.marks) == {"python", "bachelors-computer-science"}
        await user.see("2 done, saved")


async def test_quitting_right_after_several_ticks_loses_none(desk: Desk) -> None:
    session, keeper = fragile(desk)
    may_go_on = threading.Event()
    keeper.before_commit = lambda: may_go_on.wait(30)  # a slow disk: all keys are pressed before the first save is over
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.hurry("space", "j", "space", "j", "space", "j", "space")
        assert not keeper.load().marks
        user.send("q")
        await user.pilot.pause(0.05)
        may_go_on.set()
        await user.until(lambda: not user.app.is_running, "the end")
    assert len(keeper.load().marks) == 4


async def test_while_a_save_is_under_way_the_header_says_so_and_shows_what_is_on_disk(desk: Desk) -> None:
    session, keeper = fragile(desk)
    may_go_on = threading.Event()
    keeper.before_commit = lambda: may_go_on.wait(30)
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.hurry("space")
        await user.until(lambda: "0 done, saving" in user.header, "the header to say saving")
        assert not (await user.row("Bachelor's in computer science")).endswith("done")
        may_go_on.set()
        await user.see("1 done, saved")
        assert (await user.row("Bachelor's in computer science")).endswith("done")


async def test_a_hurried_hand_is_answered_in_the_order_of_its_keys(session: Session, desk: Desk) -> None:
    async with user_of(session, WIDE) as user:
        await user.press("2")
        await user.rush(*["space"] * 7, "j", *["space"] * 4)
        assert list(desk.saved.marks) == ["bachelors-computer-science"]
        await user.see("1 done, saved")


async def test_the_day_changes_while_the_app_is_open(session: Session, desk: Desk) -> None:
    session.tick(["python"])
    async with user_of(session, WIDE) as user:
        await user.press("4")
        await user.see("November 2026")
        desk.clock.now = desk.clock.now.replace(month=12, day=1)
        await user.see("December 2026")
        await user.see("Nothing yet")


async def test_what_saves_is_loaded_once_somebody_has_seen_something(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    look = Session.reload

    def looked(self: Session) -> Snapshot:
        told.append("looked")
        return look(self)

    monkeypatch.setattr(Session, "make_ready", lambda self: told.append("made ready"))
    monkeypatch.setattr(Session, "reload", looked)
    async with user_of(session, WIDE) as user:
        await user.until(lambda: told.count("looked") > 1, "two looks at the disk")
        assert told[0] == "made ready"
        assert told.count("made ready") == 1
