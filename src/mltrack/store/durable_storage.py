"""The progress file: what TinyDB reads from and writes to, checked, durable and backed up.

Nothing else touches the file. Reading takes no lock and writes nothing. Writing happens in a
`transaction`: lock, read afresh, gather all that TinyDB writes in memory, and on leaving it replace
the file once. Before a file is replaced it becomes a backup.

A file that cannot be used is never overwritten: reading falls back on the newest good backup and
says so, and the next save puts the file aside as `progress.json.damaged-<moment>`.
"""
# The functions of os are called by that name: they are the seam at which tests make the disk fail.
# ruff: noqa: PTH104, PTH108

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from tinydb.storages import Storage

from mltrack.core.keeping import Aside, Newer, Recovery, Way
from mltrack.core.progress import Progress
from mltrack.core.text import plain
from mltrack.errors import StoreDamaged, StoreError, StoreTooNew
from mltrack.store.backups import KEPT, BackupFile, Backups
from mltrack.store.documents import readable
from mltrack.store.sealed_file import CURRENT, Form, Sealed, Tables, device_of, is_sealed_by, seal, unseal
from mltrack.store.whole_file import LOCK_WAIT, Stamp, locked, read_file, replace_file, stamp_of, told

EVENTS: Final = "events"
"""The table of the history."""

Make: TypeAlias = Callable[[Tables, str], Progress]
"""Makes of the tables, under their checksum, what they mean; raises ValueError when they do not fit."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the progress file holds at one moment; generation 0 is a first start, without a file."""

    tables: Tables
    progress: Progress
    device: str
    generation: int = 0
    digest: str = ""
    stamp: Stamp | None = None
    raw: bytes = b""
    schema: int = 0
    """The schema that it was written in."""
    app: str = ""
    """The version of mltrack that wrote it."""
    recovery: Recovery | None = None
    """Why this is not what the file holds, but a backup."""
    newer: Newer | None = None
    """Why this may not be written."""
    aside: Aside | None = None
    """After a save: the unusable file that it put aside."""


@dataclass(frozen=True, slots=True)
class _Damage:
    """A file that cannot be used."""

    fault: str
    """What is wrong with it, to follow its name."""
    stamp: Stamp | None
    sealed: Sealed | None = None
    """What can be read in it all the same."""
    whole: bool = False
    """True when all of it can be read, and only the checksum does not fit."""
    device: str = ""
    """The device that seems to have written it; empty when it does not tell."""


class Patience(NamedTuple):
    """How long to wait for another process that is saving."""

    seconds: float = LOCK_WAIT
    tell: Callable[[], None] = lambda: None
    """Called once when it takes noticeably long."""


@dataclass(slots=True)
class Transaction:
    """A read-modify-write under the lock: `content` is what was read and, once it is over, what was saved."""

    content: Content
    tables: Tables
    progress: Progress
    """What the tables mean; whoever writes says it anew."""
    written: bool = False


class DurableStorage(Storage):
    """The progress file at `path`, with its earlier states in the directory `backups`."""

    def __init__(
        self,
        path: Path,
        backups: Path,
        make: Make,
        patience: Patience,
        form: Form = CURRENT,
    ) -> None:
        # os.replace would put a file where a symbolic link stood: write to where the link leads.
        self.path: Final = Path(os.path.realpath(path))
        self.backups: Final = Backups(backups)
        self._make: Final = make
        self._patience: Final = patience
        self._form: Final = form
        self._new_device = ""
        self._open: Transaction | None = None

    @property
    def name(self) -> str:
        """The path, ready to be shown."""
        return plain(str(self.path))

    def read(self) -> Tables | None:
        """The tables: those being changed inside a transaction, else a fresh copy of the file's; None at a first start.

        Raises what `fetch` raises.
        """
        return (self._open.tables if self._open else self.fetch().tables) or None

    def write(self, data: Tables) -> None:
        """Take `data` for the save at the end of the transaction; raises RuntimeError outside of one."""
        if self._open is None:
            raise RuntimeError("the progress file is written inside a transaction only")
        self._open.tables, self._open.written = data, True

    def fetch(self, way: Way = Way.BACKUP) -> Content:
        """Read and check the file, without a lock and without writing.

        When it cannot be used, `way` says what stands in; the content says so. Raises StoreDamaged
        when nothing can, StoreTooNew for a newer file that cannot even be shown, and StoreError
        when the file cannot be read.
        """
        with told(self.path, "read"):
            found = self._examine(self.path)
            if found is None and self.backups.files():
                # It may have come, with its first backup, since we looked.
                found = self._examine(self.path) or _Damage("is gone, but it has backups", None)
            if found is None:
                return Content({}, Progress(), self._first_device())
            return found if isinstance(found, Content) else self._stand_in(found, way)

    @contextmanager
    def transaction(self, label: str = "", way: Way = Way.BACKUP) -> Iterator[Transaction]:
        """Hold the lock, start from the file as it is now, and save once at the end if anything was written.

        With `label`, such as "before-merge", the state that is replaced is kept for longer. An
        exception inside ends it without a write. Raises StoreBusy, what `fetch` raises, StoreTooNew
        for any newer file, and StoreError when the save fails; then the file is as it was. There is
        one exception: when the last step, the fsync of the folder, fails, the sentence says that
        the file may be the new one.
        """
        with locked(self.path, *self._patience):
            content = self.fetch(way)
            if content.newer is not None:
                raise StoreTooNew(str(content.newer))
            self._open = Transaction(content, content.tables, content.progress)
            try:
                yield self._open
                if self._open.written:
                    self._open.content = self._save(self._open, content, label)
            finally:
                self._open = None

    def keep(self) -> tuple[BackupFile, bool]:
        """Make a backup of the present state that stays until somebody removes it; True when it is a new one.

        Raises what a transaction raises, and StoreError when there is nothing to keep.
        """
        self._worth_keeping()
        with locked(self.path, *self._patience):
            content = self._worth_keeping()
            with told(self.backups.folder, "written"):
                for one in self._kept(content):
                    return one, False
                saved_ns = content.stamp.mtime_ns if content.stamp else 0
                path = self.backups.copy(content.generation, saved_ns, KEPT, content.raw)
                return next(one for one in self.backups.files() if one.path == path), True

    def _worth_keeping(self) -> Content:
        content = self.fetch()
        if content.recovery is not None:
            raise StoreError(f"{self.name} {content.recovery.reason}: go on from a backup first: mltrack recover")
        if content.stamp is None:
            raise StoreError(f"There is nothing to back up: {self.name} does not exist yet.")
        return content

    def _kept(self, content: Content) -> list[BackupFile]:
        """The backups of exactly this state that somebody asked for."""
        kept = []
        for one in self.backups.files():
            if (one.generation, one.label) == (content.generation, KEPT):
                with suppress(OSError, ValueError):
                    found = read_file(one.path)
                    kept += [one] if found is not None and found[0] == content.raw else []
        return kept

    def unsealed(self, path: Path, *, altered: bool = False) -> Content:
        """What a backup or another progress file holds; raises ValueError with the reason, StoreTooNew or OSError.

        A file that something other than mltrack has changed is taken only when `altered` is true.
        """
        found = self._examine(path)
        if found is None:
            raise ValueError("does not exist")
        if isinstance(found, _Damage):
            if found.sealed is None or not (altered and found.whole):
                raise ValueError(found.fault)
            return self._as_it_stands(found)
        if found.newer is not None:
            raise StoreTooNew(str(found.newer))
        return found

    # Reading

    def _examine(self, path: Path) -> Content | _Damage | None:
        try:
            found = read_file(path)
        except ValueError as error:
            return _damaged(error, stamp_of(path))
        return None if found is None else self._opened(path, *found)

    def _opened(self, path: Path, raw: bytes, stamp: Stamp) -> Content | _Damage:
        try:
            sealed = unseal(raw, self._form)
        except ValueError as error:
            return replace(_damaged(error, stamp), device=device_of(raw))
        if sealed.schema > self._form.schema:
            return self._newer(path, sealed, stamp, raw)
        try:
            progress = self._make(sealed.tables, sealed.digest if sealed.sound else "")
        except ValueError as error:
            return _damaged(error, stamp, sealed)
        if not sealed.sound:
            return _damaged(ValueError("its checksum does not fit"), stamp, sealed, whole=True)
        return _content(sealed, progress, stamp, raw)

    def _newer(self, path: Path, sealed: Sealed, stamp: Stamp, raw: bytes) -> Content:
        documents = sealed.tables.get(EVENTS, {})
        events = readable(documents)
        newer = Newer(plain(str(path)), sealed.schema, plain(sealed.app), len(documents) - len(events))
        if not sealed.sound or (documents and not events):
            raise StoreTooNew(f"{newer} It cannot be shown either.")
        return replace(_content(sealed, Progress.replay(events), stamp, raw), newer=newer)

    def _stand_in(self, damage: _Damage, way: Way) -> Content:
        if way is Way.AFRESH:
            return Content({}, Progress(), self._first_device(), stamp=damage.stamp, recovery=self._unrecovered(damage))
        if way is Way.AS_IT_STANDS:
            return self._as_it_stands(damage)
        files, other_device = self.backups.files(), None
        for file in files:
            with suppress(OSError, StoreTooNew):
                content = self._examine(file.path)
                if isinstance(content, Content):
                    recovery = self._recovery(damage, file, content, files[0].generation)
                    standing_in = replace(content, stamp=damage.stamp, recovery=recovery)
                    if damage.device in {"", content.device}:
                        return standing_in
                    other_device = other_device or standing_in
        if other_device is not None:
            return other_device
        as_it_stands = "mltrack recover --as-it-stands takes it over as it is, " if damage.whole else ""
        raise StoreDamaged(
            f"{self.name} {damage.fault}, and there is no good backup in {plain(str(self.backups.folder))}. "
            f"Nothing was changed. {as_it_stands}mltrack restore FILE goes on from a copy elsewhere, "
            "mltrack recover --afresh from nothing; the file is kept either way."
        )

    def _as_it_stands(self, damage: _Damage) -> Content:
        sealed = damage.sealed
        if sealed is None or not damage.whole:
            raise StoreDamaged(f"{self.name} {damage.fault}, so it cannot be taken as it stands; nothing was changed.")
        content = _content(sealed, self._make(sealed.tables, ""), damage.stamp)
        return replace(content, digest="", recovery=self._unrecovered(damage))

    def _unrecovered(self, damage: _Damage) -> Recovery:
        return Recovery(self.name, damage.fault, "", datetime.now(UTC), 0, None, damage.whole)

    def _recovery(self, damage: _Damage, file: BackupFile, content: Content, newest: int) -> Recovery:
        missing = None
        behind = 1 + newest - file.generation  # the newest backup is of the save before the last one
        if damage.sealed is not None:
            held = {event.id for event in content.progress.history}
            found = readable(damage.sealed.tables.get(EVENTS, {}))
            missing = Progress.replay(event for event in found if event.id not in held).history
        if damage.sealed is not None and damage.whole:
            behind = max(0, damage.sealed.generation - content.generation)
        return Recovery(self.name, damage.fault, plain(str(file.path)), file.saved_at, behind, missing, damage.whole)

    def _first_device(self) -> str:
        if not self._new_device:
            from uuid import uuid4

            self._new_device = uuid4().hex
        return self._new_device

    # Writing

    def _save(self, made: Transaction, before: Content, label: str) -> Content:
        with told(self.path, "saved"):
            earlier = [file.generation for file in self.backups.files()]
        # Past every backup too: after a return to an older state, the newer ones keep their names.
        generation = 1 + max([before.generation, *earlier])
        try:
            raw, digest = seal(made.tables, self._form, generation, before.device)
        except (ValueError, TypeError) as error:
            raise StoreError(f"{self.name} could not be saved: {plain(str(error))}.") from error
        kept_as = ""

        def keep() -> None:
            nonlocal kept_as
            kept_as = self._keep(before, label)

        try:
            stamp = replace_file(self.path, raw, keep)
        except BaseException:  # an interrupt too; it goes on up
            self._put_back(kept_as)
            raise
        # A backup too many or too few does no harm here, and what was asked for is done.
        with suppress(OSError, StoreError):
            if not earlier and (before.stamp is None or before.recovery is not None):
                self.backups.copy(generation, stamp.mtime_ns, "", raw)
            self.backups.thin_out(lambda path: self._is_ours(path, before.device))
        aside = Aside(before.recovery, kept_as) if before.recovery else None
        schema = self._form.schema
        return Content(made.tables, made.progress, before.device, generation, digest, stamp, raw, schema, aside=aside)

    def _is_ours(self, path: Path, device: str) -> bool:
        """True for a backup that this device made and that can be used here."""
        try:
            found = read_file(path)
        except (OSError, ValueError):
            return False
        return found is not None and is_sealed_by(found[0], device, self._form)

    def _keep(self, before: Content, label: str) -> str:
        """Keep the present file, as a backup or aside; where."""
        if before.stamp is None:
            return ""
        if before.recovery is not None:
            return self._put_aside()
        if before.schema < self._form.schema:
            label = "before-migration"
        return str(self.backups.link(self.path, before.generation, before.stamp.mtime_ns, label, before.raw))

    def _put_aside(self) -> str:
        if self.path.is_char_device() or self.path.is_block_device():  # a link to /dev/null, and root would break it
            raise StoreError(f"{self.name} is a device; it was left as it is, so nothing can be saved.")
        moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        aside, number = self.path.with_name(f"{self.path.name}.damaged-{moment}"), 1
        while os.path.lexists(aside):
            number += 1
            aside = self.path.with_name(f"{self.path.name}.damaged-{moment}-{number}")
        try:  # by a second name, so that at no moment there is no file in its place
            os.link(self.path, aside)
        except FileExistsError:
            raise
        except OSError:  # a folder, or a file system without hard links
            os.rename(self.path, aside)
        return str(aside)

    def _put_back(self, kept_as: str) -> None:
        """After a failed save: what was kept is in its place again, and no other name leads to it."""
        if not kept_as:
            return
        with suppress(OSError):
            if not os.path.lexists(self.path):
                os.rename(kept_as, self.path)
            elif os.path.samestat(os.lstat(kept_as), os.lstat(self.path)):
                os.unlink(kept_as)


def _damaged(error: ValueError, stamp: Stamp | None, sealed: Sealed | None = None, *, whole: bool = False) -> _Damage:
    return _Damage(f"is damaged ({plain(str(error))})", stamp, sealed, whole)


def _content(sealed: Sealed, progress: Progress, stamp: Stamp | None, raw: bytes = b"") -> Content:
    return Content(
        sealed.tables,
        progress,
        sealed.device,
        sealed.generation,
        sealed.digest,
        stamp,
        raw,
        sealed.schema,
        plain(sealed.app),
    )
