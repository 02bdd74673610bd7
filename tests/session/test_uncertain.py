"""What a session does when the disk is not sure, the file loses what it had, or another process was faster."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from mltrack.core.history import Status
from mltrack.core.requirements import Level
from mltrack.errors import StoreUncertain
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
    assert machine.session().snapshot.progress.holds_same(session.snapshot.progress)
    assert session.snapshot.progress.notes == {"app": "half done"}


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
