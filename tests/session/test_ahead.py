"""A progress file in whose place an old copy was put: the backup that is ahead of it is told, offered and kept."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mltrack.core.progress import Progress
from mltrack.errors import StoreError
from mltrack.session import Session
from mltrack.upkeep import Upkeep
from tests.session.machines import Machine, a_life
from tests.store.disks import Disk


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "laptop")


@pytest.fixture
def phone(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "phone")


def backup(machine: Machine, number: int) -> Path:
    """The file of the backup with that number."""
    (found,) = [Path(one.file) for one in machine.upkeep().backups() if one.number == number]
    return found


def rolled_back(machine: Machine) -> Progress:
    """Four saves, and then the second one copied over the file; what the last one held."""
    whole = a_life(machine).snapshot.progress
    shutil.copyfile(backup(machine, 2), machine.places.progress)
    return whole


def test_an_old_copy_in_the_place_of_the_file_is_told_and_shown_as_it_is(machine: Machine) -> None:
    whole = rolled_back(machine)
    files, session = machine.files, machine.session()
    shown = session.snapshot.progress
    assert set(shown.marks) == {"python"}
    assert session.ahead is not None
    assert session.ahead.file == str(machine.places.progress)
    assert session.ahead.backup == str(backup(machine, 4))
    assert (*shown.history, *session.ahead.missing) == whole.history
    assert (session.recovery, session.aside) == (None, None)
    assert session.reload() is session.snapshot
    assert machine.files == files


VERBS: dict[str, Callable[[Session], object]] = {
    "tick": lambda session: session.tick(["app"]),
    "undo": lambda session: session.undo(),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_the_next_save_goes_on_from_the_file_and_keeps_the_backup(
    verb: Callable[[Session], object], machine: Machine
) -> None:
    whole = rolled_back(machine)
    session = machine.session()
    before = session.snapshot.progress
    verb(session)
    assert session.snapshot.progress.history[:-1] == before.history
    assert session.ahead is not None  # for whoever tells of the save
    assert machine.session().ahead is None
    for _ in range(6):
        session.toggle("msc")
    (kept,) = [one for one in machine.upkeep().backups() if one.label == "before rollback"]
    assert kept.number == 4
    assert kept.progress is not None
    assert kept.progress.history == whole.history


def test_a_backup_that_cannot_be_kept_longer_keeps_the_save_from_happening(machine: Machine) -> None:
    rolled_back(machine)
    files, session = machine.files, machine.session()
    ahead, before = session.ahead, session.snapshot
    with Disk("fsync", 2).failing(), pytest.raises(StoreError, match="nothing was changed"):
        session.tick(["app"])
    assert machine.files == files
    assert (session.ahead, session.snapshot) == (ahead, before)


def test_nothing_is_ahead_of_a_file_that_holds_all_that_its_backups_hold(machine: Machine) -> None:
    session = a_life(machine)
    assert session.ahead is None
    assert machine.session().ahead is None
    newest = backup(machine, 4)
    shutil.copyfile(newest, newest.with_name(newest.name.replace("-00000004-", "-00000009-")))
    assert machine.session().ahead is None


def test_a_damaged_backup_is_not_ahead_but_the_good_one_below_it_is(machine: Machine) -> None:
    rolled_back(machine)
    backup(machine, 4).write_bytes(b"")
    session = machine.session()
    assert session.ahead is not None
    assert session.ahead.backup == str(backup(machine, 3))


def test_a_session_that_sees_the_old_copy_come_puts_back_what_it_knew(machine: Machine) -> None:
    session = a_life(machine)
    before = session.snapshot.progress
    shutil.copyfile(backup(machine, 2), machine.places.progress)
    assert session.reload().progress.history == before.history
    assert session.put_back == 4
    assert session.ahead is None
    assert machine.session().snapshot.progress.history == before.history


# Offered


def test_the_backup_that_is_ahead_is_offered_before_any_copy_until_it_was_taken_over(
    machine: Machine, phone: Machine
) -> None:
    whole = rolled_back(machine)
    phone.session().tick(["app"])
    conflict = machine.places.progress.with_name("progress (1).json")
    shutil.copyfile(phone.places.progress, conflict)
    session = machine.session()
    upkeep = Upkeep(session)
    assert [copy.file for copy in upkeep.siblings()] == [str(backup(machine, 4)), str(conflict)]
    upkeep.merge(upkeep.siblings()[:1])
    assert session.snapshot.progress.holds_same(whole)
    assert session.snapshot.progress.history == whole.history
    assert session.ahead is None
    assert [copy.file for copy in upkeep.siblings()] == [str(conflict)]
    assert [copy.file for copy in machine.upkeep().siblings()] == [str(conflict)]


@pytest.mark.parametrize("folder", ["laptop\x07", "lap\u202etop", "lap top\u0301"])
def test_it_is_offered_and_kept_in_a_folder_of_any_name(folder: str, tmp_path: Path) -> None:
    machine = Machine(tmp_path / folder)
    whole = rolled_back(machine)
    upkeep = machine.upkeep()
    assert len(upkeep.siblings()) == 1
    machine.session().tick(["app"])
    (kept,) = [one for one in machine.upkeep().backups() if one.label == "before rollback"]
    assert kept.progress is not None
    assert kept.progress.history == whole.history


# The state before something large


def test_the_number_of_the_backup_of_a_state(machine: Machine, phone: Machine) -> None:
    assert machine.upkeep().backup_of(Progress()) is None
    session = a_life(machine)
    theirs, upkeep = phone.session(), Upkeep(session)
    for number in (4, 5):
        theirs.toggle("app")
        before = session.snapshot.progress
        assert upkeep.backup_of(before) == number
        upkeep.merge([upkeep.copy(phone.places.progress)])
        assert upkeep.backup_of(before) == number
        assert upkeep.goal(str(number)).progress.holds_same(before)
    assert upkeep.backup_of(Progress.replay(session.snapshot.progress.history[1:])) is None


def test_the_state_before_a_merge_stays_however_old_its_number_is(machine: Machine, phone: Machine) -> None:
    session = a_life(machine)
    theirs, upkeep = phone.session(), Upkeep(session)
    old = machine.places.progress.read_bytes()
    for _ in range(6):
        theirs.toggle("app")
        upkeep.merge([upkeep.copy(phone.places.progress)])
    machine.places.progress.write_bytes(old)
    session = machine.session()
    before, upkeep = session.snapshot.progress, Upkeep(session)
    upkeep.merge(upkeep.siblings())
    number = upkeep.backup_of(before)
    assert number == 4
    assert upkeep.goal(str(number)).progress.holds_same(before)


def test_after_a_save_that_failed_the_backup_that_is_ahead_can_still_be_merged(machine: Machine) -> None:
    whole = rolled_back(machine)
    session = machine.session()
    with Disk("replace", 1, error=errno.ENOSPC).failing(), pytest.raises(StoreError, match="nothing was changed"):
        session.tick(["app"])
    session.reload()
    upkeep = Upkeep(session)
    assert upkeep.merge(upkeep.siblings()).progress.history == whole.history
