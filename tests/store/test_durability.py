"""The disk fails at every call, processes race, and crashes leave things behind."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
from contextlib import suppress
from pathlib import Path

import filelock
import pytest

from mltrack.core.keeping import Way
from mltrack.errors import MltrackError, StoreBusy, StoreError, StoreUncertain
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from tests.store.deeds import DEEDS, Before, Deed, consistent
from tests.store.disks import CALLS, Disk, Machine, Stopped
from tests.store.histories import asides, at, backups, started, ticking

FOREVER = 50
"""More calls than any deed makes."""


@pytest.fixture(params=DEEDS)
def deed(request: pytest.FixtureRequest) -> Deed:
    return DEEDS[request.param]


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fsync is asked for and none is waited for: no power is cut in these tests."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


class Rounds:
    """The same beginning again and again, each time in a folder of its own."""

    def __init__(self, deed: Deed, folder: Path) -> None:
        deed.prepare(folder / "first")
        self.folder = folder

    def places(self, number: int) -> Places:
        if (self.folder / "first" / "home").exists():
            shutil.copytree(self.folder / "first", self.folder / str(number))
        return at(self.folder / str(number))


def leftovers(places: Places) -> list[str]:
    """What nobody would expect to find, without what was put aside."""
    expected = {"progress.json", "progress.json.lock", "backups"}
    files = {path.name for path in places.data.glob("*")} if places.data.exists() else set()
    strays = [name for name in sorted(files - expected) if ".damaged-" not in name and ".sync-conflict-" not in name]
    return strays + [path.name for path in sorted(places.backups.glob("*.new"))]


def expect_no_harm(deed: Deed, places: Places) -> None:
    """It goes on from where it is, and every backup holds what it held."""
    held = deed.marks(places)
    if held is None:
        held = frozenset(deed.store(places).recover(Way.AFRESH).marks)
    else:
        assert [one.fault for one in deed.store(places).backups() if one.progress is None and one.size] == []
    store = deed.store(places)
    assert frozenset(store.commit(ticking("next")).marks) == held | {"next"}
    assert deed.marks(places) == held | {"next"}
    assert consistent(store)
    assert store.recovery is None
    assert leftovers(places) == []


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("function", CALLS)
@pytest.mark.parametrize(("error", "sticky"), [(errno.ENOSPC, False), (errno.EIO, True)], ids=["once", "for ever"])
def test_a_failure_at_any_call_leaves_the_old_or_the_new_state(
    error: int, sticky: bool, function: str, deed: Deed, tmp_path: Path
) -> None:
    rounds = Rounds(deed, tmp_path)
    for nth in range(1, FOREVER):
        places = rounds.places(nth)
        before, store, disk = Before.of(places), deed.store(places), Disk(function, nth, sticky, error)
        acknowledged, replaced = False, False
        with disk.failing():
            try:
                deed.act(store, places)
                acknowledged = True
            except MltrackError as refusal:
                replaced = "may not outlast a power cut" in str(refusal)
        if not disk.failed_on:
            break
        held = deed.marks(places)
        if acknowledged or replaced:
            assert held == deed.new
            assert consistent(deed.store(places))
            assert replaced is False or function == "fsync"
        else:
            assert held == deed.old
            assert before.is_there
            stuck = sticky and function in {"unlink", "lstat"}
            assert asides(places) == [] or stuck
            assert not places.progress.is_file() or places.progress.stat().st_nlink == 1 or stuck
        assert function == "unlink" or leftovers(places) == []
        if held is not None:
            assert frozenset(store.load().marks) == held
        expect_no_harm(deed, places)
    assert disk.failed_on == []


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("times", [1, 3])
def test_a_crash_at_any_call_leaves_the_old_or_the_new_state(times: int, deed: Deed, tmp_path: Path) -> None:
    rounds = Rounds(deed, tmp_path)
    for nth in range(1, FOREVER):
        places = rounds.places(nth)
        before = Before.of(places)
        for _ in range(times):
            machine = Machine(nth)
            with machine.stopping(), suppress(Stopped):
                deed.act(deed.store(places), places)
        held = deed.marks(places)
        if not machine.stopped:
            assert held == deed.new
            break
        assert held in {deed.old, deed.new}
        if held == deed.old != deed.new:
            assert before.is_there or before.is_aside
        elif held is not None:
            assert consistent(deed.store(places))
        assert len(leftovers(places)) <= 1
        expect_no_harm(deed, places)
    assert not machine.stopped


def test_the_calls_of_every_deed_are_all_interrupted(deed: Deed, tmp_path: Path) -> None:
    """Or the two tests above would pass for having nothing to interrupt."""
    for function in ("open", "write", "fsync", "replace"):
        disk = Disk(function, FOREVER)
        places = Rounds(deed, tmp_path / function).places(1)
        with disk.failing():
            deed.act(deed.store(places), places)
        assert 0 < disk.seen < FOREVER


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
def test_a_save_whose_fsync_fails_is_never_acknowledged(error: int, tmp_path: Path) -> None:
    places = started(tmp_path, 3)
    for nth in (1, 2, 3):
        with Disk("fsync", nth, error=error).failing(), pytest.raises(StoreError, match=os.strerror(error)):
            ProgressStore(places).commit(ticking(f"new-{nth}"))
    with Disk(
        "fsync", 4, sticky=True, error=error
    ).failing():  # from there on it is only for the backup of the new state
        ProgressStore(places).commit(ticking("new"))
    assert "new" in ProgressStore(places).load().marks


def test_the_steps_of_a_save_come_in_the_order_that_a_power_cut_respects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = started(tmp_path, 2)
    steps: list[str] = []

    def note(name: str) -> None:
        real = getattr(os, name)

        def call(*args: object) -> object:
            steps.append(name)
            return real(*args)

        monkeypatch.setattr(os, name, call)

    for name in ("write", "fsync", "link", "replace"):
        note(name)
    ProgressStore(places).commit(ticking("new"))
    saved = ["write", "fsync", "fsync", "replace", "fsync"]
    assert steps == [*saved, "write", "fsync", "replace", "fsync"]  # and then the backup of the new state
    steps.clear()
    ProgressStore(places).commit(ticking("newer"), "before-merge")
    assert steps == ["write", "fsync", "link", "fsync", "replace", "fsync", "write", "fsync", "replace", "fsync"]


def test_a_save_that_fails_leaves_the_backup_of_the_one_before(tmp_path: Path) -> None:
    places = started(tmp_path, 2)
    held = {path: path.read_bytes() for path in backups(places)}
    with Disk("fsync", 2).failing(), pytest.raises(StoreError, match="nothing was changed"):  # of the backups' folder
        ProgressStore(places).commit(ticking("new"))
    assert {path: path.read_bytes() for path in backups(places)} == held


def test_what_stands_in_the_way_of_a_copy_is_no_obstacle_to_the_save(tmp_path: Path) -> None:
    places = started(tmp_path, 2)
    (places.backups / "progress.new").mkdir()
    ProgressStore(places).commit(ticking("new"))
    assert "new" in ProgressStore(places).load().marks
    assert (places.backups / "progress.new").is_dir()


@pytest.mark.parametrize("most", [1, 7, 1000])
def test_short_writes_are_carried_on(most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:most]))
    places = started(tmp_path, 2)
    assert set(ProgressStore(places).load().marks) == {"old-0", "old-1"}


def test_a_disk_that_fills_up_in_mid_write_is_told_by_name(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    held = places.progress.read_bytes()
    with Disk("write", 1, error=errno.ENOSPC).failing(), pytest.raises(StoreError) as caught:
        ProgressStore(places).commit(ticking("new"))
    assert str(caught.value) == (f"{places.progress} could not be saved: No space left on device; nothing was changed.")
    assert places.progress.read_bytes() == held


def test_a_failing_fsync_of_the_folder_says_that_the_file_is_the_new_one(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    with Disk("fsync", 3).failing(), pytest.raises(StoreUncertain, match="was saved, but may not outlast a power cut"):
        ProgressStore(places).commit(ticking("new"))
    assert set(ProgressStore(places).load().marks) == {"old-0", "new"}


def test_a_file_system_without_fsync_of_folders_is_no_failure(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    disk = Disk("fsync", 2, error=errno.EINVAL)
    with disk.failing():
        ProgressStore(places).commit(ticking("new"))
    assert disk.failed_on


@pytest.mark.parametrize("stale", ["a file", "a link to a file of others", "a broken link"])
def test_a_temp_file_that_a_crash_left_is_no_obstacle_and_no_trap(stale: str, tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    temp, victim = places.data / "progress.json.new", tmp_path / "victim"
    victim.write_text("mine")
    if stale == "a file":
        temp.write_bytes(b'{"_meta":')
    else:
        temp.symlink_to(victim if stale == "a link to a file of others" else tmp_path / "nowhere")
    ProgressStore(places).commit(ticking("new"))
    assert victim.read_text() == "mine"
    assert not temp.exists()
    assert not (tmp_path / "nowhere").exists()
    assert not places.progress.is_symlink()


def test_a_lock_held_elsewhere_is_told_and_given_up_on(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    held = places.progress.read_bytes()
    with filelock.FileLock(f"{places.progress}.lock"):
        with pytest.raises(StoreBusy) as caught:
            ProgressStore(places, wait=0.05).commit(ticking("new"))
        assert set(ProgressStore(places).load().marks) == {"old-0"}
    assert str(caught.value) == (
        f"Another mltrack is saving {places.progress}; nothing was changed. Try again in a moment."
    )
    assert places.progress.read_bytes() == held
    assert set(ProgressStore(places, wait=0).commit(ticking("new")).marks) == {"old-0", "new"}


def test_a_save_that_cannot_be_unlocked_is_a_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(lock: filelock.FileLock) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    places = started(tmp_path, 1)
    with monkeypatch.context() as patch:
        patch.setattr(filelock.FileLock, "release", refuse)
        assert set(ProgressStore(places).commit(ticking("new")).marks) == {"old-0", "new"}
    assert set(ProgressStore(places).load().marks) == {"old-0", "new"}


def test_the_file_is_written_inside_a_transaction_only(tmp_path: Path) -> None:
    places = at(tmp_path)
    with pytest.raises(RuntimeError, match="inside a transaction"):
        ProgressStore(places).storage.write({})
    assert not places.data.exists()


def test_reading_returns_a_fresh_copy_each_time(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    storage = ProgressStore(places).storage
    tables = storage.read()
    assert tables is not None
    tables.clear()
    assert storage.read()


def save_ten(home: Path, writer: int) -> None:
    """What one of several processes does."""
    for number in range(10):
        ProgressStore(at(home), wait=30).commit(ticking(f"m-{writer}-{number}"))


def test_four_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=save_ten, args=(tmp_path, writer)) for writer in range(4)]
    for one in writers:
        one.start()
    for one in writers:
        one.join(timeout=60)
    assert [one.exitcode for one in writers] == [0] * 4
    progress = ProgressStore(at(tmp_path)).load()
    assert set(progress.marks) == {f"m-{writer}-{number}" for writer in range(4) for number in range(10)}
    assert [event.clock for event in progress.history] == list(range(1, 41))


def test_a_file_that_comes_while_it_is_looked_for_is_not_taken_for_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = at(tmp_path)
    real = os.listdir

    def after_two_saves_of_another(path: Path) -> list[str]:
        monkeypatch.undo()
        started(tmp_path, 2)
        return real(path)

    monkeypatch.setattr(os, "listdir", after_two_saves_of_another)
    assert set(ProgressStore(places).load().marks) == {"old-0", "old-1"}


def test_a_number_that_json_does_not_have_is_never_written(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    held = places.progress.read_bytes()
    storage = ProgressStore(places).storage
    with pytest.raises(StoreError, match="could not be saved"), storage.transaction():
        storage.write({"t": {"1": {"half": float("nan")}}})
    assert places.progress.read_bytes() == held
