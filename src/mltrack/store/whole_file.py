"""One file, read whole and replaced whole: what mltrack asks of the operating system when it keeps something.

A file is never changed in place. Its next state is written beside it, seen on the disk, and put in
its place under a lock; whoever reads has the old state or the new one, and needs no lock.
"""
# The functions of os are called by that name: they are the seam at which tests make the disk fail.
# ruff: noqa: PTH102, PTH105, PTH108, PTH120

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from mltrack.core.text import plain
from mltrack.errors import StoreBusy, StoreError, StoreUncertain, reason_of

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from filelock import BaseFileLock

MAX_BYTES: Final = 64 * 1024 * 1024
"""The largest file that is read or written: three times what 100,000 events need."""
LOCK_WAIT: Final = 10.0
"""Seconds to wait for another mltrack to finish its save.

The lock has no queue: of eight that save all the time, at 0.2 s a save, the unluckiest waited 8 s.
"""
PATIENCE: Final = 1.0
"""Seconds after which whoever waits for the lock is told so."""

Pieces: TypeAlias = "Sequence[bytes | memoryview]"
"""The bytes of a file one after the other, so that those of before need not be copied."""
Raw: TypeAlias = "bytes | Pieces"
"""The bytes of a file, in whichever way."""

_MOMENT: Final = 100_000_000
"""Nanoseconds: two changes within so much may have the same time, for file systems count in steps of some 10 ms."""
_CHUNK: Final = 1 << 20
_WINDOWS: Final = os.name == "nt"
# Windows refuses to replace a file while a virus scanner looks at it: seconds between attempts.
_ATTEMPTS: Final = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28) if _WINDOWS else ()
# What file systems answer that have no such call.
_NO_LOCKS: Final = frozenset({errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK})
_NO_FULL_SYNC: Final = frozenset({errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOTTY})
_NO_FOLDER_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP})


class Stamp(NamedTuple):
    """Which file it is, without reading it: another save is another stamp."""

    device: int
    inode: int
    size: int
    mtime_ns: int


@contextmanager
def told(path: Path, verb: str) -> Iterator[None]:
    """Turn an OSError into a StoreError: `path`, what could not be done, any other file in the way, and the reason."""
    try:
        yield
    except OSError as error:
        obstacle = _in_the_way(path, error)
        because = f" because of {plain(obstacle)}" if obstacle else ""
        sentence = f"{plain(str(path))} could not be {verb}{because}: {reason_of(error)}; nothing was changed."
        raise StoreError(sentence) from error


def _in_the_way(path: Path, error: OSError) -> str:
    """The file or folder that the error is about, if it is there to be looked at and is not `path`; else empty."""
    # What could not be made is not named: a name that nobody has seen says nothing about a disk that is full.
    named = [os.fsdecode(name) for name in (error.filename2, error.filename) if isinstance(name, str | bytes | Path)]
    if isinstance(error, PermissionError):  # about a file that is not there, it is its folder that nobody may write
        named += [os.path.dirname(name) for name in named if os.path.dirname(name) != str(path.parent)]
    return next((name for name in named if name != str(path) and os.path.lexists(name)), "")


@contextmanager
def locked(path: Path, wait: float = LOCK_WAIT, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the lock `<path>.lock`, waiting up to `wait` seconds for it; it ends with the process at the latest.

    `waiting` is called once, without the lock, when PATIENCE has passed and the wait goes on.
    Raises StoreBusy when another process holds it all that time, StoreError when there is no locking.
    """
    from filelock import FileLock

    # Without flock, filelock would make a lock of the file's existence, which outlasts a crash, and print a warning.
    # Whether its owner is gone can't be seen from another computer, and network disks are where flock is missing.
    lock = FileLock(f"{path}.lock", mode=0o600, poll_interval=0.02, fallback_to_soft=False)
    with told(path, "locked"):
        make_folder(path.parent)
    first = min(wait, PATIENCE)
    try:
        if not _acquired(lock, path, first):
            if wait > first:
                waiting()
            if wait <= first or not _acquired(lock, path, wait - first):
                name = plain(str(path))
                raise StoreBusy(f"Another mltrack is saving {name}; nothing was changed. Try again in a moment.")
        yield
    finally:
        # What was saved is saved, whatever unlocking says.
        with suppress(OSError):
            lock.release()


def _acquired(lock: BaseFileLock, path: Path, wait: float) -> bool:
    """Wait up to `wait` seconds for the lock of `path`, and say whether it is held; raises StoreError."""
    from filelock import Timeout

    with told(path, "locked"):
        try:
            lock.acquire(timeout=wait)
        except Timeout:
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            raise StoreError(
                f"{plain(str(path))} could not be locked, for its file system has no locks ({reason_of(error)}); "
                "nothing was changed. Set MLTRACK_HOME to a folder on another disk."
            ) from error
    return True


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of the file as it is now; None without a file. Raises OSError."""
    try:
        return _stamp(path.stat())
    except FileNotFoundError:
        return None


def is_settled(stamp: Stamp | None) -> bool:
    """True for a file that was last written long enough ago for any later change to give it another stamp."""
    return stamp is not None and stamp.mtime_ns < time.time_ns() - _MOMENT


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def read_file(path: Path, most: int = -1) -> tuple[bytes, Stamp] | None:
    """All of a regular file, or the `most` bytes that it begins with; None when there is none.

    Raises OSError, and ValueError for what is not a regular file, or too large.
    """
    try:
        with _opened(path) as (descriptor, status), open(descriptor, "rb", closefd=False) as stream:
            return stream.read(status.st_size if most < 0 else most), _stamp(status)
    except FileNotFoundError:
        return None


def chunks_of(path: Path) -> Iterator[bytes]:
    """A regular file, some of it at a time; raises OSError, also without it, and ValueError for what is not one."""
    with _opened(path) as (descriptor, _):
        while chunk := os.read(descriptor, _CHUNK):
            yield chunk


def open_regular(path: Path) -> tuple[int, os.stat_result]:
    """A descriptor to read a regular file with, and what is known of it; raises OSError, and ValueError for another."""
    # Without waiting, for a FIFO would block here.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode):
        return descriptor, status
    os.close(descriptor)
    raise ValueError("it is not a regular file")


@contextmanager
def _opened(path: Path) -> Iterator[tuple[int, os.stat_result]]:
    descriptor, status = open_regular(path)
    try:
        if status.st_size > MAX_BYTES:
            raise ValueError(f"it is larger than {MAX_BYTES:,} bytes")
        yield descriptor, status
    finally:
        os.close(descriptor)


def replace_file(path: Path, raw: Raw, keep: Callable[[], None] = lambda: None, temp: Path | None = None) -> Stamp:
    """Put a file of `raw` in the place of `path`, durably; `keep` runs just before, for a backup. Needs the lock.

    It is written as `temp` beside it first. Raises StoreError, and then the file is as it was,
    unless the sentence says otherwise.
    """
    temp = temp or path.with_name(f"{path.name}.new")
    with told(path, "saved"), _opened_folder(path.parent) as folder:
        with suppress(FileNotFoundError):
            os.unlink(temp)  # left by a crash; the lock says that nobody is writing it
        stamp = write_new(temp, raw)
        try:
            keep()
            _replace(temp, path)
        except BaseException:  # an interrupt too leaves nothing behind; it goes on up
            _discard(temp)
            raise
        try:
            _sync_folder(folder)
        except OSError as error:
            name, reason = plain(str(path)), reason_of(error)
            sentence = f"{name} was saved, but may not outlast a power cut: {reason}. The next save makes sure of it."
            raise StoreUncertain(sentence) from error
    return stamp


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it that are missing, for their owner only. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError as error:
        if not folder.is_dir():  # another process may have made it by now
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error
    with _opened_folder(folder.parent) as parent:
        _sync_folder(parent)


def add_file(path: Path, raw: bytes) -> None:
    """Write a new file into a folder that is there, and see it and its name on the disk. Raises OSError."""
    with _opened_folder(path.parent) as folder:
        write_new(path, raw)
        try:
            _sync_folder(folder)
        except OSError:
            _discard(path)
            raise


def sync_folder(folder: Path) -> None:
    """See the names in a folder on the disk. Raises OSError."""
    with _opened_folder(folder) as descriptor:
        _sync_folder(descriptor)


def whole(raw: Raw) -> bytes:
    """All of it as one."""
    return raw if isinstance(raw, bytes) else b"".join(raw)


def write_new(path: Path, raw: Raw) -> Stamp:
    """Write a new file, for its owner only, and see it on the disk; on failure there is none. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        try:
            for piece in [raw] if isinstance(raw, bytes) else raw:
                rest = memoryview(piece)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
            _sync(descriptor)
            return _stamp(os.fstat(descriptor))
        finally:
            os.close(descriptor)
    except BaseException:  # as above
        _discard(path)
        raise


def _discard(path: Path) -> None:
    with suppress(OSError):
        os.unlink(path)


def _replace(source: Path, target: Path) -> None:
    for seconds in _ATTEMPTS:
        with suppress(PermissionError):
            os.replace(source, target)
            return
        time.sleep(seconds)
    os.replace(source, target)


@contextmanager
def _opened_folder(folder: Path) -> Iterator[int | None]:
    # Opened before the replacement, so that afterwards nothing but the fsync itself can fail.
    if _WINDOWS:
        yield None
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        # What was done in it is done, whatever closing says; what failed was said before.
        with suppress(OSError):
            os.close(descriptor)


def _sync_folder(folder: int | None) -> None:
    if folder is None:
        return
    try:
        _sync(folder)
    except OSError as error:
        # Some file systems have no such thing as the fsync of a folder, and say so.
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def _sync(descriptor: int) -> None:
    """See what was written to a file or folder on the disk itself. Raises OSError."""
    os.fsync(descriptor)
    if sys.platform == "win32":
        return
    # On macOS that was only as far as the drive's cache, which a power cut empties. Only a refusal is forgiven, such as
    # that of a network disk: a failure of the disk itself would not come a second time.
    full_sync: int | None = getattr(fcntl, "F_FULLFSYNC", None)
    if full_sync is None:
        return
    try:
        fcntl.fcntl(descriptor, full_sync)
    except OSError as error:
        if error.errno not in _NO_FULL_SYNC:
            raise
