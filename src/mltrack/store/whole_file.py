"""One file, read whole and replaced whole: what mltrack asks of the operating system when it keeps something.

A file is never changed in place. Its next state is written beside it, seen on the disk, and put in
its place under a lock; whoever reads has the old state or the new one, and needs no lock.
"""
# The functions of os are called by that name: they are the seam at which tests make the disk fail.
# ruff: noqa: PTH102, PTH105, PTH108

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from mltrack.core.text import plain
from mltrack.errors import StoreBusy, StoreError

MAX_BYTES: Final = 64 * 1024 * 1024
"""The largest file that is read or written: three times what 100,000 events need."""
LOCK_WAIT: Final = 5.0
"""Seconds to wait for another mltrack to finish its save."""

_WINDOWS: Final = os.name == "nt"
# Windows refuses to replace a file while a virus scanner looks at it: seconds between attempts.
_PATIENCE: Final = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28) if _WINDOWS else ()


class Stamp(NamedTuple):
    """Which file it is, without reading it: another save is another stamp."""

    device: int
    inode: int
    size: int
    mtime_ns: int


@contextmanager
def told(path: Path, verb: str) -> Iterator[None]:
    """Turn an OSError into a StoreError that names `path`, what could not be done, and the system's reason."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(f"{plain(str(path))} could not be {verb}: {reason}; nothing was changed.") from error


@contextmanager
def locked(path: Path, wait: float = LOCK_WAIT) -> Iterator[None]:
    """Hold the lock `<path>.lock`; raises StoreBusy when another process holds it for `wait` seconds."""
    from filelock import FileLock, Timeout

    lock = FileLock(f"{path}.lock", timeout=wait, mode=0o600, poll_interval=0.02)
    with told(path, "locked"):
        make_folder(path.parent)
        try:
            lock.acquire()
        except Timeout as error:
            name = plain(str(path))
            raise StoreBusy(f"Another mltrack is saving {name}; nothing was changed. Try again in a moment.") from error
    try:
        yield
    finally:
        # What was saved is saved, whatever unlocking says; the lock ends with the process at the latest.
        with suppress(OSError):
            lock.release()


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of the file as it is now; None without a file. Raises OSError."""
    try:
        return _stamp(path.stat())
    except FileNotFoundError:
        return None


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def read_file(path: Path) -> tuple[bytes, Stamp] | None:
    """All of a regular file; None when there is none. Raises OSError, and ValueError for what is not one."""
    try:  # without waiting, for a FIFO would block here
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("it is not a regular file")
        if status.st_size > MAX_BYTES:
            raise ValueError(f"it is larger than {MAX_BYTES:,} bytes")
        with open(descriptor, "rb", closefd=False) as stream:
            return stream.read(status.st_size), _stamp(status)
    finally:
        os.close(descriptor)


def replace_file(path: Path, raw: bytes, keep: Callable[[], None] = lambda: None) -> Stamp:
    """Put a file of `raw` in the place of `path`, durably; `keep` runs just before, for a backup. Needs the lock.

    Raises StoreError, and then the file is as it was, unless the sentence says otherwise.
    """
    temp = path.with_name(f"{path.name}.new")
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
            name, reason = plain(str(path)), error.strerror or type(error).__name__
            raise StoreError(f"{name} was replaced, but may not outlast a power cut: {reason}. Try again.") from error
    return stamp


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it that are missing, for their owner only. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    with _opened_folder(folder.parent) as parent:
        _sync_folder(parent)


def write_new(path: Path, raw: bytes) -> Stamp:
    """Write a new file, for its owner only, and see it on the disk; on failure there is none. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        try:
            rest = memoryview(raw)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
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
    for seconds in _PATIENCE:
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
        os.close(descriptor)


def _sync_folder(folder: int | None) -> None:
    if folder is None:
        return
    try:
        os.fsync(folder)
    except OSError as error:
        # Some file systems have no such thing as the fsync of a folder, and say so.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
