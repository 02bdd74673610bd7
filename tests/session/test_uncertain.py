"""What a session does when the disk is not sure, the file loses what it had, or another process was faster."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from mltrack.core.history import Status
from mltrack.core.requirements import Level
from mltrack.errors import StoreError, StoreUncertain
from mltrack.session import Session
from tests.session.machines import Machine
from tests.store.disks import Disk


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def fsync_of_the_folder() -> Disk:
    """The last fsync of a save after the first two fails: the file is there, and nobody knows for how long."""
    return Disk("fsync", 3, error=errno.EIO)


def test_a_save_that_may_not_last_is_shown_and_not_offered_again(machine: Machine, fsync_of_the_folder: Disk) -> None:
    session = machine.session()
    session.tick(["python"])
    session.note("app", "half done")
    with fsync_of_the_folder.failing(), pytest.raises(StoreUncertain, match="was saved, but may not outlast") as caught:
        session.toggle("python")
    assert caught.value.unsaved == ""
    assert session.unsaved is None
    assert "python" not in session.snapshot.progress.marks
    assert "python" not in machine.session().snapshot.progress.marks


def test_what_another_program_took_out_of_the_file_is_put_back_and_counted(machine: Machine) -> None:
    session = machine.session()
    session.tick(["python"])
    older = machine.places.progress.read_bytes()
    session.note("app", "half done")
    session.tick(["app"])
    machine.places.progress.write_bytes(older)
    session.reload()
    assert session.put_back == 2
    assert session.ahead is None
    assert machine.session().snapshot.progress.holds_same(session.snapshot.progress)
    assert session.snapshot.progress.notes == {"app": "half done"}


def filled(machine: Machine) -> Session:
    """A session on what another one has saved."""
    first = machine.session()
    first.tick(["python"])
    first.note("app", "half done")
    return machine.session()


def test_when_the_file_vanishes_with_all_its_backups_everything_is_put_back_and_counted(machine: Machine) -> None:
    session = filled(machine)
    before = session.snapshot.progress
    for folders in range(1, 3):  # and a second time, for it is a file like any other
        shutil.rmtree(machine.places.data)
        assert session.reload().progress.holds_same(before)
        assert session.put_back == 2 * folders
        assert session.recovery is None
        assert machine.session().snapshot.progress.history == before.history
        assert [one.progress.history for one in machine.upkeep().backups() if one.progress] == [before.history]
    assert session.undo().progress.notes == {}
    assert set(machine.session().snapshot.progress.marks) == {"python"}


def test_what_could_not_be_put_back_is_put_back_as_soon_as_it_can_be(machine: Machine) -> None:
    session = filled(machine)
    before = session.snapshot.progress
    shutil.rmtree(machine.places.data)
    for _ in range(2):
        with Disk("write", 1, error=errno.ENOSPC).failing(), pytest.raises(StoreError, match="could not be saved"):
            session.reload()
        assert (session.put_back, session.snapshot.progress) == (0, before)
    session.reload()
    assert session.put_back == 2
    assert machine.session().snapshot.progress.history == before.history


def test_what_one_session_puts_back_does_not_take_away_what_only_another_one_knows(machine: Machine) -> None:
    behind, knows = filled(machine), machine.session()
    knows.tick(["app"])
    whole = knows.snapshot.progress
    shutil.rmtree(machine.places.data)
    behind.reload()
    assert knows.reload().progress.history == whole.history
    assert knows.put_back == 1
    assert behind.reload().progress.history == whole.history


@pytest.mark.parametrize("verb", ["tick", "undo"])
def test_a_verb_after_the_file_and_its_backups_vanished_saves_all_that_was_known(verb: str, machine: Machine) -> None:
    session = filled(machine)
    before = session.snapshot.progress
    shutil.rmtree(machine.places.data)
    after = session.tick(["app"]).progress if verb == "tick" else session.undo().progress
    assert after.history[:-1] == before.history
    assert machine.session().snapshot.progress.history == after.history
    session.reload()
    assert session.put_back == 0


def test_where_nothing_was_known_nothing_is_put_back(machine: Machine) -> None:
    session, other = machine.session(), machine.session()
    other.tick(["python"])
    shutil.rmtree(machine.places.data)
    assert session.reload().progress.history == ()
    assert session.put_back == 0
    assert not machine.places.data.exists()


def test_nothing_is_put_back_when_another_process_has_only_added(machine: Machine) -> None:
    session = machine.session()
    session.tick(["python"])
    machine.session().tick(["app"])
    session.reload()
    assert session.put_back == 0
    assert set(session.snapshot.progress.marks) == {"python", "app"}


def test_ticking_what_was_shown_as_open_never_unticks_what_another_process_ticked(machine: Machine) -> None:
    session = machine.session()
    machine.session().tick(["python"], level=Level.WORKING)
    after = session.toggle("python").progress
    assert after.marks["python"].status is Status.DONE
    assert "python" not in session.toggle("python").progress.marks
