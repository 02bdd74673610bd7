"""Time spent, efforts and due days through the session: on disk, on several devices, and when a save fails."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from mltrack.core.entries import Span
from mltrack.core.history import Mark, OwnEffort, Status, TimeEntry
from mltrack.core.merge import merged
from mltrack.core.requirements import Level
from mltrack.errors import InvalidInput, StoreError, UnknownId
from mltrack.session import Session
from tests.core.worlds import TODAY, catalog, done, skill
from tests.session.keepers import Clock, Keeper
from tests.session.machines import HOUSE, Machine

EFFORT = OwnEffort(Span(30, 50))
YESTERDAY = TODAY - timedelta(days=1)
LATER = TODAY + timedelta(days=9)


def session_on(keeper: Keeper) -> Session:
    return Session(HOUSE, keeper, Clock())


def spent(session: Session) -> list[TimeEntry]:
    return list(session.snapshot.progress.log.values())


def test_the_same_time_may_be_logged_twice_and_each_is_an_entry() -> None:
    session = session_on(Keeper())
    for _ in range(2):
        session.log("python", 30, on=YESTERDAY, text="chapter 3")
    assert spent(session) == [TimeEntry("python", YESTERDAY, 30, "chapter 3")] * 2
    assert session.snapshot.progress.marks == {"python": Mark(Status.STARTED, started_on=YESTERDAY)}


def test_what_two_devices_log_at_the_same_time_is_all_kept() -> None:
    laptop, phone = session_on(Keeper(device="laptop")), session_on(Keeper(device="phone"))
    copy = session_on(Keeper(device="laptop"))  # of the whole folder
    for session in (laptop, phone, copy):
        session.log("python", 30)
    both = merged(laptop.snapshot.progress, phone.snapshot.progress.history)
    all_three = merged(both.progress, copy.snapshot.progress.history).progress
    assert list(all_three.log.values()) == [TimeEntry("python", TODAY, 30)] * 3


def test_logging_and_the_start_that_it_is_are_one_undo() -> None:
    session = session_on(Keeper())
    session.log("python", 30)
    undone = session.undo().progress
    assert (undone.log, undone.marks) == ({}, {})
    again = session.redo().progress
    assert (list(again.log.values()), set(again.marks)) == ([TimeEntry("python", TODAY, 30)], {"python"})


def test_time_whose_save_failed_and_is_tried_again_is_one_entry_everywhere() -> None:
    keeper = Keeper(full=True)
    session = session_on(keeper)
    with pytest.raises(StoreError) as refused:
        session.log("python", 30)
    assert refused.value.unsaved == "log 30 min on Python; start Python"
    assert session.unsaved is not None
    exported = session.unsaved.history
    keeper.full = False
    after = session.log("python", 30)
    assert after.progress.history == exported
    assert len(merged(after.progress, exported).progress.log) == 1


def test_other_time_after_a_failed_save_is_another_entry() -> None:
    keeper = Keeper(full=True)
    session = session_on(keeper)
    with pytest.raises(StoreError):
        session.log("python", 30)
    assert session.unsaved is not None
    tried = set(session.unsaved.log)
    keeper.full = False
    assert tried.isdisjoint(session.log("python", 31).progress.log)


def test_an_entry_is_removed_by_its_id_and_one_that_is_gone_is_not_missed() -> None:
    keeper = Keeper()
    session = session_on(keeper)
    session.log("python", 30)
    (entry,) = session.log("sql", 5).progress.log.keys() - session.undo().progress.log.keys()
    session.redo()
    assert [time.milestone for time in session.unlog(entry).progress.log.values()] == ["python"]
    saved = len(keeper.disk)
    session.unlog(entry)
    assert len(keeper.disk) == saved


def test_an_effort_and_a_due_day_are_set_and_taken_away() -> None:
    session = session_on(Keeper())
    session.expect("Python", EFFORT)
    assert session.due("python", LATER).progress.due == {"python": LATER}
    assert session.snapshot.progress.efforts == {"python": EFFORT}
    assert session.expect("python", None).progress.efforts == {}
    assert session.due("python", None).progress.due == {}


def test_what_left_the_catalog_keeps_its_time_and_can_be_taken_away() -> None:
    keeper = Keeper()
    older = Session(catalog([skill("old")]), keeper, Clock())
    older.log("old", 30)
    older.expect("old", EFFORT)
    older.due("old", LATER)
    session = session_on(keeper)
    (entry,) = session.snapshot.progress.log
    with pytest.raises(UnknownId):
        session.log("old", 5)
    with pytest.raises(UnknownId):
        session.expect("old", EFFORT)
    with pytest.raises(UnknownId):
        session.due("old", TODAY)
    session.unlog(entry)
    session.expect("old", None)
    progress = session.due("old", None).progress
    assert (progress.log, progress.efforts, progress.due) == ({}, {}, {})


def test_what_makes_no_sense_is_refused_and_nothing_is_saved() -> None:
    keeper = Keeper()
    session = session_on(keeper)
    session.tick(["python"], level=Level.EXPERT)
    saved = list(keeper.disk)
    with pytest.raises(InvalidInput, match="not 0 min"):
        session.log("sql", 0)
    with pytest.raises(InvalidInput, match="in the future"):
        session.log("sql", 5, on=LATER)
    with pytest.raises(InvalidInput, match="is past"):
        session.due("sql", YESTERDAY)
    with pytest.raises(InvalidInput, match="is done already"):
        session.due("python", LATER)
    assert (keeper.disk, session.snapshot.progress.marks) == (saved, {"python": done(Level.EXPERT)})


def test_a_day_is_full_by_what_another_process_has_logged_meanwhile() -> None:
    disk = Keeper()
    session = session_on(Keeper(disk.disk))
    session_on(disk).log("sql", 1_000)
    with pytest.raises(InvalidInput, match=r"16 h 40 min are logged for 20 Nov 2026 already"):
        session.log("python", 500)


def test_all_of_it_is_on_disk_and_there_after_a_restart(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    session = machine.session()
    session.log("python", 90, on=YESTERDAY, text="chapter 3")
    session.expect("msc", OwnEffort(months=Span(12, 24)))
    session.due("sql", LATER)
    progress = machine.session().snapshot.progress
    assert progress.holds_same(session.snapshot.progress)
    assert list(progress.log.values()) == [TimeEntry("python", YESTERDAY, 90, "chapter 3")]
    assert (progress.efforts, progress.due) == ({"msc": OwnEffort(months=Span(12, 24))}, {"sql": LATER})


def test_hours_a_week_are_a_setting_beside_the_theme(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    session = machine.session()
    assert session.settings().hours_per_week is None
    assert session.settings().weekly_hours == 10
    session.keep("theme", "nord")
    session.keep_hours_per_week(7.5)
    assert machine.session().settings().hours_per_week == 7.5
    session.keep("theme", "dark")
    assert tomllib.loads(machine.places.settings.read_text()) == {"theme": "dark", "hours_per_week": 7.5, "keymap": {}}
    with pytest.raises(InvalidInput, match="from 1 to 100"):
        session.keep_hours_per_week(0)
    assert machine.session().settings().hours_per_week == 7.5
    assert machine.saves == 0


def test_a_session_without_places_keeps_no_settings() -> None:
    session = session_on(Keeper())
    session.keep_hours_per_week(7.5)
    assert session.settings().weekly_hours == 10
