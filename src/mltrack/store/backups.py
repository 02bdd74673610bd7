"""Earlier states of the progress file, each a file of its own, named by its generation and when it was saved.

Kept are the newest 4, which are the present state and the 3 before it, the last one of each of
7 days, 4 weeks and 12 months (UTC) that have any, the newest 5 that were made before something large
such as a merge, and all that a person asked for.
"""
# The functions of os are called by that name: they are the seam at which tests make the disk fail.
# ruff: noqa: PTH108, PTH208

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mltrack.core.records import dataclass
from mltrack.store.whole_file import (
    Raw,
    Stamp,
    is_settled,
    make_folder,
    read_file,
    replace_file,
    stamp_of,
    sync_folder,
    whole,
    write_new,
)

KEPT: Final = "kept"
"""The label of what a person asked for."""

_NAME: Final = re.compile(r"progress-(\d{8,12})(?:-(\d{8}T\d{6}Z))?(?:-(kept|before-[a-z]+))?\.json")
_TEMP: Final = "progress.new"
_MOMENT: Final = "%Y%m%dT%H%M%SZ"
_LAST_SECOND: Final = 253_402_300_799
"""Of the year 9999; there are file systems on which a file can be of a later one."""
_GENERATIONS: Final = 4
_BEFORE: Final = 5
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
_CALENDAR: Final[Sequence[tuple[Callable[[datetime], object], int]]] = (
    (lambda at: at.date(), 7),
    (lambda at: at.isocalendar()[:2], 4),
    (lambda at: (at.year, at.month), 12),
)
"""What tells one period from another, and how many periods keep their last state."""


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One backup, by what its name says."""

    generation: int
    saved_at: datetime
    label: str
    path: Path


class Backups:
    """The backups in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder: Final = folder
        self._copied: Final[dict[Path, Stamp]] = {}

    def files(self) -> Sequence[BackupFile]:
        """The backups, newest first. Raises OSError."""
        try:
            names = os.listdir(self.folder)
        except FileNotFoundError:
            return ()
        found = [_named(self.folder / name, match) for name in names if (match := _NAME.fullmatch(name))]
        return sorted(found, key=lambda one: (one.generation, one.label, one.saved_at), reverse=True)

    def link(self, file: Path, generation: int, saved_ns: int, label: str, raw: Raw) -> Path:
        """Make the present `file`, which holds `raw` and is about to be replaced, a backup. Raises OSError."""
        make_folder(self.folder)
        return self._named_too(file, self.path(generation, saved_ns, label), raw)

    def _named_too(self, file: Path, backup: Path, raw: Raw) -> Path:
        """Have the bytes of `file` under the name `backup` too."""
        makes = not self._holds(backup, raw)
        if makes:
            with suppress(FileNotFoundError):
                os.unlink(backup)
            try:
                os.link(file, backup)
            except OSError:  # another file system, or one without hard links
                write_new(backup, raw)
        try:
            sync_folder(self.folder)
        except OSError:
            if makes:
                os.unlink(backup)
            raise
        return backup

    def _holds(self, backup: Path, raw: Raw) -> bool:
        """True for one of the first save, or left by a crash between making it and the replacement."""
        if self.has_copied(backup):
            return True
        try:
            found = read_file(backup)
        except (OSError, ValueError):
            return False
        return found is not None and found[0] == whole(raw)

    def has_copied(self, backup: Path) -> bool:
        """True for a copy that was made here and not touched since."""
        try:
            copied = self._copied.get(backup)
            return is_settled(copied) and stamp_of(backup) == copied
        except OSError:
            return False

    def copy(self, generation: int, saved_ns: int, label: str, raw: Raw) -> Path:
        """Write a backup that shares nothing with the present file, all or nothing. Raises OSError or StoreError."""
        make_folder(self.folder)
        backup = self.path(generation, saved_ns, label)
        self._copied[backup] = replace_file(backup, raw, temp=self.folder / _TEMP)
        return backup

    def tidy(self) -> None:
        """Remove what a crash left of a copy, if anything. Needs the lock."""
        with suppress(OSError):
            os.unlink(self.folder / _TEMP)

    def keep_longer(self, backup: Path, label: str) -> None:
        """Have one without a label under this one too, so that the calendar does not remove it. Raises OSError."""
        match, found = _NAME.fullmatch(backup.name), read_file(backup)
        if match is not None and match[3] is None and found is not None:
            self._named_too(backup, backup.with_name(f"{backup.name.removesuffix('.json')}-{label}.json"), found[0])

    def path(self, generation: int, saved_ns: int, label: str = "") -> Path:
        """What the backup of a state is called."""
        moment = datetime.fromtimestamp(min(max(saved_ns // 1_000_000_000, 0), _LAST_SECOND), UTC)
        ending = f"-{label}" if label else ""
        return self.folder / f"progress-{generation:08}-{moment:{_MOMENT}}{ending}.json"

    def thin_out(self, is_ours: Callable[[Path], bool]) -> None:
        """Remove what the calendar does not keep. Needs the lock. Raises OSError.

        Only what `is_ours` is removed: what cannot be read now may be the only copy of something.
        """
        files = self.files()
        kept = _kept(files)
        for one in files:
            if one not in kept and is_ours(one.path):
                os.unlink(one.path)


def _named(path: Path, match: re.Match[str]) -> BackupFile:
    number, moment, label = match.groups()
    # The first version of mltrack did not write the moment into the name.
    saved_at = _moment(moment) if moment else _last_change(path)
    return BackupFile(int(number), saved_at, label or "", path)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # digits that are no moment
        return _LONG_AGO


def _last_change(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):  # it is gone by now, or of no year that there is
        return _LONG_AGO


def _kept(files: Sequence[BackupFile]) -> set[BackupFile]:
    """Of the backups, newest first, those that stay."""
    plain = [one for one in files if not one.label]
    kept = {one for one in files if one.label == KEPT}
    kept.update([one for one in files if one.label.startswith("before")][:_BEFORE])
    kept.update(plain[:_GENERATIONS])
    for period_of, number in _CALENDAR:
        last: dict[object, BackupFile] = {}
        for one in files:
            last.setdefault(period_of(one.saved_at), one)
        kept.update(list(last.values())[:number])
    return kept
