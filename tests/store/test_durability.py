"""The disk fails at every call, processes race, and crashes leave things behind."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import filelock
import pytest

from mltrack.errors import StoreBusy, StoreError
from mltrack.store.durable_storage import DurableStorage
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from tests.store.histories import at, started, ticking

CALLS = ("open", "write", "fsync", "replace", "link", "unlink", "mkdir")


@dataclass
class Disk:
    """Makes the `nth` call of one function of os fail, and with `sticky` every later one too."""

    function: str
    nth: int
    sticky: bool = False
    error: int = errno.EIO
    seen: int = 0
    failed_on: list[object] = field(default_factory=list)

    @contextmanager
    def failing(self) -> Iterator[None]:
        real = getattr(os, self.function)

        def call(*args: object, **kwargs: object) -> object:
            self.seen += 1
            if self.seen == self.nth or (self.sticky and self.seen > self.nth):
                self.failed_on.append(args[0])
                raise OSError(self.error, os.strerror(self.error))
            return real(*args, **kwargs)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, self.function, call)
            yield


def expect_old_or_new(places: Places, saves: int, *, acknowledged: bool, of_fsync: bool) -> None:
    """The new state if it was acknowledged, else the old one; only an fsync may fail when the new one is in place."""
    old = {f"old-{number}" for number in range(saves)}
    held = set(ProgressStore(places).load().marks)
    assert held == old | {"new"} if acknowledged else held == old or (of_fsync and held == old | {"new"})
    after = ProgressStore(places).commit(ticking("next"))
    assert set(after.marks) == held | {"next"}
    leftovers = {path.name for path in places.data.iterdir()} - {"progress.json", "progress.json.lock", "backups"}
    assert leftovers == set()
    for backup in places.backups.glob("*"):
        shutil.copyfile(backup, places.progress)
        ProgressStore(places).load()


@pytest.mark.parametrize("function", CALLS)
@pytest.mark.parametrize("sticky", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("saves", [0, 1, 6])
def test_a_failure_at_any_call_leaves_the_old_or_the_new_state(
    saves: int, sticky: bool, function: str, tmp_path: Path
) -> None:
    for nth in count(1):
        places = started(tmp_path / str(nth), saves)
        store = ProgressStore(places)
        before = store.load()
        disk = Disk(function, nth, sticky, errno.ENOSPC)
        acknowledged = False
        with disk.failing(), suppress(StoreError):
            store.commit(ticking("new"))
            acknowledged = True
        if not disk.failed_on:
            break
        assert function == "unlink" or not (places.data / "progress.json.new").exists()
        if not acknowledged and not store.changed_elsewhere():
            assert store.load() is before
        expect_old_or_new(places, saves, acknowledged=acknowledged, of_fsync=function == "fsync")


@pytest.mark.parametrize("saves", [0, 1, 6])
@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
def test_a_save_whose_fsync_fails_is_never_acknowledged(saves: int, error: int, tmp_path: Path) -> None:
    for nth in count(1):
        places = started(tmp_path / str(nth), saves)
        disk = Disk("fsync", nth, error=error)
        with disk.failing(), suppress(StoreError):
            ProgressStore(places).commit(ticking("new"))
            assert not disk.failed_on
            break
        expect_old_or_new(places, saves, acknowledged=False, of_fsync=True)
    assert disk.seen >= 2


def test_the_steps_of_a_save_come_in_the_order_that_a_power_cut_respects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = started(tmp_path, 1)
    places.backups.mkdir()
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
    assert steps == ["write", "fsync", "link", "replace", "fsync"]


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
    places.backups.mkdir()
    with Disk("fsync", 2).failing(), pytest.raises(StoreError, match="was replaced, but may not outlast a power cut"):
        ProgressStore(places).commit(ticking("new"))
    assert set(ProgressStore(places).load().marks) == {"old-0", "new"}


def test_a_file_system_without_fsync_of_folders_is_no_failure(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    places.backups.mkdir()
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
        DurableStorage(places.progress, places.backups).write({})
    assert not places.data.exists()


def test_reading_returns_a_fresh_copy_each_time(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    storage = DurableStorage(places.progress, places.backups)
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
    storage = DurableStorage(places.progress, places.backups)
    with pytest.raises(StoreError, match="could not be saved"), storage.transaction():
        storage.write({"t": {"1": {"half": float("nan")}}})
    assert places.progress.read_bytes() == held
