"""One file on a disk that has its ways: who waits for whom, what reaches the drive, and what stands in the way."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from mltrack.errors import StoreBusy, StoreError
from mltrack.store import whole_file
from mltrack.store.whole_file import locked, make_folder, read_file, replace_file, told, write_new

OLD, NEW = b"old", b"new"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that holds OLD, in a folder of its own."""
    path = tmp_path / "data" / "progress.json"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def save(path: Path, wait: float = 5.0, waiting: Callable[[], None] = lambda: None) -> None:
    """Save NEW as mltrack does."""
    with locked(path, wait, waiting):
        replace_file(path, NEW)


def refused(path: Path) -> str:
    """The one sentence of a save that fails and leaves what was there."""
    with pytest.raises(StoreError) as caught:
        save(path)
    assert type(caught.value) is StoreError
    assert path.read_bytes() == OLD
    assert "\n" not in str(caught.value)
    return str(caught.value)


def answer(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Let this file system answer every flock with an error."""

    def flock(descriptor: int, operation: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", flock)


# While another mltrack saves.


@pytest.fixture
def other(path: Path) -> FileLock:
    """The lock as another mltrack takes it, which may be freed by any thread here."""
    return FileLock(f"{path}.lock", thread_local=False)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> float:
    """Whoever waits is told so after this many seconds."""
    monkeypatch.setattr(whole_file, "PATIENCE", 0.05)
    return 0.05


def test_a_long_wait_is_told_once_and_ends_with_the_save(path: Path, other: FileLock, impatient: float) -> None:
    told_at: list[float] = []

    def tell() -> None:
        told_at.append(time.monotonic())
        threading.Timer(0.2, other.release).start()

    other.acquire()
    began = time.monotonic()
    save(path, 10, tell)
    assert [moment - began >= impatient for moment in told_at] == [True]
    assert 0.2 <= time.monotonic() - told_at[0] < 5
    assert path.read_bytes() == NEW


def test_a_free_lock_is_no_wait(path: Path) -> None:
    times: list[None] = []
    save(path, waiting=lambda: times.append(None))
    assert times == []
    assert path.read_bytes() == NEW


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("wait", "told_times"), [(0, 0), (0.03, 0), (0.2, 1)])
def test_a_lock_that_never_comes_free_is_given_up_on_in_time(
    wait: float, told_times: int, path: Path, other: FileLock
) -> None:
    times: list[None] = []
    with other:
        began = time.monotonic()
        with pytest.raises(StoreBusy) as caught:
            save(path, wait, lambda: times.append(None))
        assert wait <= time.monotonic() - began < wait + 2
    assert str(caught.value) == f"Another mltrack is saving {path}; nothing was changed. Try again in a moment."
    assert len(times) == told_times
    assert path.read_bytes() == OLD


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("wait", "waits"), [(0, [0]), (0.03, [0.03]), (0.05, [0.05]), (7, [0.05, 6.95])])
def test_the_wait_is_no_longer_for_being_told(
    wait: float, waits: list[float], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def never(lock: FileLock, timeout: float) -> None:
        waited.append(timeout)
        raise Timeout(lock.lock_file)

    monkeypatch.setattr(FileLock, "acquire", never)
    with pytest.raises(StoreBusy):
        save(path, wait)
    assert waited == pytest.approx(waits)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("error", [OSError(errno.EIO, "no window"), ValueError("no window"), KeyboardInterrupt()])
def test_a_face_that_fails_to_tell_leaves_the_lock_free_and_its_error_as_it_is(
    error: BaseException, path: Path, other: FileLock
) -> None:
    def fail() -> None:
        other.release()  # so that the lock could be taken at this moment
        raise error

    other.acquire()
    with pytest.raises(type(error)) as caught:
        save(path, 5, fail)
    assert caught.value is error
    assert path.read_bytes() == OLD
    save(path, 0)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_exception_under_the_lock_frees_it(error: type[BaseException], path: Path) -> None:
    with pytest.raises(error), locked(path):
        raise error
    save(path, 0)
    assert path.read_bytes() == NEW


def test_patience_ends_long_before_the_wait_does() -> None:
    assert (whole_file.PATIENCE, whole_file.LOCK_WAIT) == (1, 10)


# On macOS, where fsync ends in the drive's cache.

FULL_SYNC = 51
"""F_FULLFSYNC, by the number that macOS has for it."""


def on_macos(monkeypatch: pytest.MonkeyPatch, answers: Callable[[str], None] = lambda _: None) -> list[str]:
    """What is asked of the disk from now on, in order; `answers` to a full sync may raise, being told of what."""
    steps: list[str] = []
    real = os.replace

    def kind(descriptor: int) -> str:
        return "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"

    def full_sync(descriptor: int, command: int) -> int:
        assert command == FULL_SYNC
        steps.append(f"full sync of {kind(descriptor)}")
        answers(kind(descriptor))
        return 0

    def replace(source: Path, target: Path) -> None:
        steps.append("replace")
        real(source, target)

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", FULL_SYNC, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", full_sync)
    monkeypatch.setattr(os, "fsync", lambda descriptor: steps.append(f"fsync of {kind(descriptor)}"))
    monkeypatch.setattr(os, "replace", replace)
    return steps


def test_file_and_folder_are_seen_on_the_drive_itself(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = on_macos(monkeypatch)
    save(path)
    assert steps == ["fsync of file", "full sync of file", "replace", "fsync of folder", "full sync of folder"]


def test_a_new_folder_is_seen_on_the_drive_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = on_macos(monkeypatch)
    make_folder(tmp_path / "data")
    assert steps == ["fsync of folder", "full sync of folder"]


@pytest.mark.parametrize("name", ["ENOTSUP", "EOPNOTSUPP", "EINVAL", "ENOTTY", "ENOSYS"])
def test_a_file_system_without_a_full_sync_is_no_failure(
    name: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> None:
        raise OSError(getattr(errno, name), "refused")

    steps = on_macos(monkeypatch, refuse)
    save(path)
    assert path.read_bytes() == NEW
    assert {"full sync of file", "full sync of folder"} < set(steps)


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("failing", ["file", "folder"])
def test_a_drive_that_fails_is_never_taken_for_one_that_saved(
    failing: str, code: int, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(kind: str) -> None:
        if kind == failing:
            raise OSError(code, os.strerror(code))

    on_macos(monkeypatch, fail)
    with pytest.raises(StoreError, match=os.strerror(code)) as caught:
        save(path)
    assert ("may not outlast a power cut" in str(caught.value)) == (failing == "folder")
    assert path.read_bytes() == (OLD if failing == "file" else NEW)
    assert not path.with_name("progress.json.new").exists()


def test_where_there_is_no_full_sync_none_is_asked_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = on_macos(monkeypatch)
    monkeypatch.delattr(fcntl, "F_FULLFSYNC")
    save(path)
    assert steps == ["fsync of file", "replace", "fsync of folder"]


# On a file system without locks, such as some network disks: two that save at once could lose what the other saved.


@pytest.mark.parametrize("name", ["ENOSYS", "ENOTSUP", "EOPNOTSUPP", "ENOLCK"])
def test_without_locks_what_to_do_is_said_at_once_and_no_python_warning(
    name: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = getattr(errno, name)
    answer(monkeypatch, code)
    began = time.monotonic()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert refused(path) == (
            f"{path} could not be locked, for its file system has no locks ({os.strerror(code)}); "
            "nothing was changed. Set MLTRACK_HOME to a folder on another disk."
        )
    assert time.monotonic() - began < 1
    found = read_file(path)
    assert found is not None
    assert found[0] == OLD


@pytest.mark.parametrize("owner", ["", "4194304\nanother-computer\n"], ids=["no lock file", "one of a dead process"])
def test_a_refusal_leaves_nothing_behind_that_would_block_a_later_save(
    owner: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if owner:
        path.with_name("progress.json.lock").write_text(owner)
    with monkeypatch.context() as patch:
        answer(patch, errno.ENOSYS)
        assert "has no locks" in refused(path)
    save(path, 0)
    assert path.read_bytes() == NEW


def test_another_failure_of_the_lock_is_told_as_what_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, errno.EIO)
    assert refused(path) == f"{path} could not be locked: Input/output error; nothing was changed."


# Something stands in the way: the sentence names what the person has to look at.


def _a_folder(path: Path) -> None:
    path.mkdir()


def _a_folder_of_mine(path: Path) -> None:
    path.mkdir()
    (path / "mine").write_text("mine")


def _a_link(path: Path) -> None:
    path.symlink_to(path.with_name("elsewhere"))


@pytest.mark.parametrize(
    ("ending", "put", "verb", "reason"),
    [
        (".lock", _a_folder, "locked", errno.EISDIR),
        (".lock", _a_link, "locked", errno.ELOOP),
        (".new", _a_folder, "saved", errno.EISDIR),
        (".new", _a_folder_of_mine, "saved", errno.EISDIR),
    ],
)
def test_what_stands_where_mltrack_puts_its_own_is_named_and_left(
    ending: str, put: Callable[[Path], None], verb: str, reason: int, path: Path
) -> None:
    obstacle = path.with_name(path.name + ending)
    put(obstacle)
    because = f"because of {obstacle}: {os.strerror(reason)}"
    assert refused(path) == f"{path} could not be {verb} {because}; nothing was changed."
    assert os.path.lexists(obstacle)
    assert not path.with_name("elsewhere").exists()


@pytest.mark.parametrize("folders", [(), ("data",), ("home", "data")], ids=len)
def test_a_file_where_a_folder_should_be_is_named(folders: tuple[str, ...], tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.write_text("mine")
    path = place.joinpath(*folders, "progress.json")
    with pytest.raises(StoreError) as caught:
        save(path)
    assert str(caught.value) == f"{path} could not be locked because of {place}: Not a directory; nothing was changed."
    assert place.read_text() == "mine"


def test_a_folder_that_another_process_makes_meanwhile_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.mkdir

    def twice(folder: Path, mode: int) -> None:
        real(folder, mode)
        real(folder, mode)

    monkeypatch.setattr(os, "mkdir", twice)
    make_folder(tmp_path / "home" / "data")
    assert (tmp_path / "home" / "data").is_dir()


def test_a_folder_in_the_place_of_a_backup_is_named(path: Path) -> None:
    backup = path.with_name("backups") / "progress-00000001.json"
    backup.mkdir(parents=True)
    with pytest.raises(StoreError) as caught, locked(path):
        replace_file(path, NEW, backup.unlink)
    assert str(caught.value).startswith(f"{path} could not be saved because of {backup}: ")
    assert path.read_bytes() == OLD


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [
        (None, None, ""),
        ("{path}", None, ""),
        ("{path}.new", None, ""),  # not there
        (7, None, ""),  # a descriptor
        ("{folder}", None, " because of {folder}"),
        (b"{folder}", None, " because of {folder}"),
        (Path("{folder}"), None, " because of {folder}"),
        ("{path}", "{folder}", " because of {folder}"),
        ("{path}.new", "{path}", ""),
        ("/", "{folder}", " because of {folder}"),
    ],
)
def test_the_other_file_of_an_error_is_named_if_it_is_there(
    first: object, second: object, named: str, path: Path
) -> None:
    def filled(name: object) -> object:
        if isinstance(name, bytes):
            return os.fsencode(str(filled(os.fsdecode(name))))
        if isinstance(name, str | Path):
            return type(name)(str(name).replace("{path}", str(path)).replace("{folder}", str(path.parent)))
        return name

    with pytest.raises(StoreError) as caught, told(path, "saved"):
        raise OSError(errno.EACCES, "Permission denied", filled(first), None, filled(second))
    assert str(caught.value) == f"{path} could not be saved{filled(named)}: Permission denied; nothing was changed."


def test_an_error_without_words_says_its_kind(path: Path) -> None:
    with pytest.raises(StoreError) as caught, told(path, "read"):
        raise TimeoutError
    assert str(caught.value) == f"{path} could not be read: TimeoutError; nothing was changed."


def test_control_characters_of_names_do_not_reach_the_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2Jb\nc" / "progress.json"
    path.with_name("progress.json.new").mkdir(parents=True)
    path.write_bytes(OLD)
    sentence = refused(path)
    assert sentence.count("progress.json") == 2
    assert sentence.isprintable()


def test_a_new_file_is_for_its_owner_only_and_takes_no_other_file_s_place(path: Path) -> None:
    fresh = path.with_name("fresh")
    assert write_new(fresh, NEW).size == len(NEW)
    assert fresh.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        write_new(path, NEW)
    assert path.read_bytes() == OLD
