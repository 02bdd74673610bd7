"""Progress taken along: exported here, imported there, as often as one likes."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given

from mltrack.core.history import Event
from mltrack.core.progress import Progress
from mltrack.errors import CopyUnusable, StoreError
from mltrack.session import Session
from mltrack.upkeep import Upkeep
from tests.core.devices import Device, examples, three_devices
from tests.core.worlds import EXPERT
from tests.session.machines import Machine, a_life
from tests.store.damages import emptied, harm


@pytest.fixture
def laptop(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "laptop")


@pytest.fixture
def phone(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "phone")


def importing(session: Session, raw: str) -> Progress:
    upkeep = Upkeep(session)
    return upkeep.merge([upkeep.export_in(raw.encode(), "-")]).progress


def test_an_export_imported_on_a_new_machine_is_everything_and_importing_it_again_is_nothing(
    laptop: Machine, phone: Machine
) -> None:
    session = a_life(laptop)
    session.undo()
    export = Upkeep(session).export()
    there = phone.session()
    after = importing(there, export)
    assert after.history == session.snapshot.progress.history
    assert after.holds_same(session.snapshot.progress)
    assert there.redo().progress.marks.keys() == {"python", "sql", "msc"}
    saves, files = phone.saves, phone.files
    importing(there, export)
    importing(phone.session(), export)
    assert phone.saves == saves
    assert phone.files == files


@examples(500)
@given(three_devices())
def test_any_history_is_exported_and_imported_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, devices: list[Device]
) -> None:
    for device in devices[1:]:
        devices[0].merge(device.progress)
    progress = devices[0].progress
    machine = Machine(tmp_path_factory.mktemp("any"))
    session = machine.session()
    raw = Upkeep(session).export(progress)
    for _ in range(2):
        after = importing(session, raw)
        assert after.history == progress.history
        assert after.holds_same(progress)
        assert (after.undoable, after.redoable) == (progress.undoable, progress.redoable)
    assert machine.saves == min(1, len(progress.history))
    assert machine.session().snapshot.progress.holds_same(progress)


def test_an_export_and_what_was_done_since_go_together(laptop: Machine, phone: Machine) -> None:
    session = a_life(laptop)
    importing(phone.session(), Upkeep(session).export())
    session.tick(["app"])
    there = phone.session()
    there.tick(["python"], level=EXPERT)
    importing(there, Upkeep(session).export())
    importing(session, Upkeep(there).export())
    assert session.snapshot.progress.holds_same(there.snapshot.progress)
    assert session.snapshot.progress.history == there.snapshot.progress.history


def test_an_import_cut_short_anywhere_is_refused_and_the_store_is_as_it_was(laptop: Machine, phone: Machine) -> None:
    export = Upkeep(a_life(laptop)).export()
    session = a_life(phone)
    files, before = phone.files, session.snapshot
    for length in range(0, len(export) - 1, 7):
        with pytest.raises(CopyUnusable, match=r"^- cannot be used: it is "):
            importing(session, export[:length])
    assert session.snapshot is before
    assert phone.files == files


def test_an_export_tells_which_device_and_when_by_the_clock_of_the_session(laptop: Machine) -> None:
    session = a_life(laptop)
    upkeep = Upkeep(session)
    copy = upkeep.export_in(upkeep.export().encode(), "-")
    assert (copy.file, copy.device) == ("-", session.device)
    assert copy.saved_at == laptop.clock.now


def test_an_export_is_written_to_a_new_file_for_its_owner_only(laptop: Machine, tmp_path: Path) -> None:
    upkeep = Upkeep(a_life(laptop))
    path = tmp_path / "export.json"
    upkeep.write_export(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert upkeep.copy(path).progress.history == upkeep.export_in(path.read_bytes(), "-").progress.history
    with pytest.raises(StoreError, match=r"is there already and was left as it is; choose another name\.$"):
        upkeep.write_export(path)


def test_what_a_backup_stands_in_for_can_be_exported_too(laptop: Machine) -> None:
    a_life(laptop)
    harm(laptop.places, emptied)
    session = laptop.session()
    assert session.recovery is not None
    upkeep = Upkeep(session)
    back = upkeep.export_in(upkeep.export().encode(), "-").progress
    assert back.history == session.snapshot.progress.history
    with pytest.raises(StoreError, match="go on from a backup first: mltrack recover"):
        upkeep.write_backup(laptop.folder / "copy.json")


def test_an_import_brings_entries_in_the_order_of_their_clock_whatever_is_there(
    laptop: Machine, phone: Machine
) -> None:
    export = Upkeep(a_life(laptop)).export()
    session = phone.session()
    for _ in range(3):
        session.toggle("app")
    history: Sequence[Event] = importing(session, export).history
    assert [event.clock for event in history] == sorted(event.clock for event in history)
