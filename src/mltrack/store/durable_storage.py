"""The progress file: what TinyDB reads from and writes to, checked, durable and backed up.

Nothing else writes the file. It happens in a `transaction`: lock, read afresh, gather all that
TinyDB writes in memory, and on leaving it replace the file once. Before a file is replaced it
becomes a backup, and the new one is copied to one, so that the loss of the file loses nothing.

A file that cannot be used is never overwritten: what is read then is the newest good backup, see
`reading`, and the next save puts the file aside as `progress.json.damaged-<moment>`.
"""
# The functions of os are called by that name: they are the seam at which tests make the disk fail.
# ruff: noqa: PTH104, PTH108

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from tinydb.storages import Storage

from mltrack.core.keeping import Aside, Way
from mltrack.core.progress import Progress
from mltrack.core.text import plain
from mltrack.errors import StoreError, StoreTooNew
from mltrack.store.backups import KEPT, BackupFile
from mltrack.store.ledger import Ledger
from mltrack.store.reading import Content, Reader, tables_in
from mltrack.store.sealed_file import Tables, device_of, is_sealed_by, seal
from mltrack.store.whole_file import LOCK_WAIT, chunks_of, locked, read_file, replace_file, told


class Patience(NamedTuple):
    """How long to wait for another process that is saving."""

    seconds: float = LOCK_WAIT
    tell: Callable[[], None] = lambda: None
    """Called once when it takes noticeably long."""


@dataclass(slots=True)
class Transaction:
    """A read-modify-write under the lock: `content` is what was read and, once it is over, what was saved."""

    content: Content
    progress: Progress
    """What it means; whoever writes says it anew."""
    tables: Tables | None = None
    """What TinyDB reads and writes, once it is about something else than all of the content."""
    ledger: Callable[[], Ledger] | None = None
    """Makes the lines of the file that is saved, where they are more than the tables."""
    written: bool = False


class DurableStorage(Storage):
    """Writes the file that `reader` reads."""

    def __init__(self, reader: Reader, patience: Patience) -> None:
        self.path: Final = reader.path
        self.backups: Final = reader.backups
        self._reader: Final = reader
        self._patience: Final = patience
        self._open: Transaction | None = None

    def read(self) -> Tables | None:
        """The tables: those being changed inside a transaction, else a fresh copy of the file's; None at a first start.

        Raises what `fetch` raises.
        """
        if self._open is None:
            return self._reader.fetch().tables or None
        if self._open.tables is None:
            self._open.tables = self._open.content.tables
        return self._open.tables or None

    def write(self, data: Tables) -> None:
        """Take `data` for the save at the end of the transaction; raises RuntimeError outside of one."""
        if self._open is None:
            raise RuntimeError("the progress file is written inside a transaction only")
        self._open.tables, self._open.written = data, True

    @contextmanager
    def transaction(
        self, label: str = "", way: Way = Way.BACKUP, known: Content | None = None
    ) -> Iterator[Transaction]:
        """Hold the lock, start from the file as it is now, and save once at the end if anything was written.

        With `label`, such as "before-merge", the state that is replaced is kept for longer. A file
        that is still the one that is `known` is not read again. An exception inside ends it without
        a write. Raises StoreBusy, what `fetch` raises, StoreTooNew for any newer file, and StoreError
        when the save fails; then the file is as it was. There is one exception: when the last step,
        the fsync of the folder, fails, the sentence says that the file may be the new one.
        """
        with locked(self.path, *self._patience):
            content = self._reader.fetch(way, known)
            if content.newer is not None:
                raise StoreTooNew(str(content.newer))
            self._open = Transaction(content, content.progress)
            try:
                yield self._open
                if self._open.written:
                    self._open.content = self._save(self._open, content, label)
            finally:
                self._open.ledger = None  # it may hold the transaction, and with it all the bytes of the file
                self._open = None

    def keep(self) -> tuple[BackupFile, bool]:
        """Make a backup of the present state that stays until somebody removes it; True when it is a new one.

        Raises what a transaction raises, and StoreError when there is nothing to keep.
        """
        self.present()
        with locked(self.path, *self._patience):
            content = self.present()
            with told(self.backups.folder, "written"):
                for one in self._kept(content):
                    return one, False
                saved_ns = content.stamp.mtime_ns if content.stamp else 0
                path = self.backups.copy(content.generation, saved_ns, KEPT, content.pieces)
                return next(one for one in self.backups.files() if one.path == path), True

    def present(self) -> Content:
        """What the file holds; raises StoreError when there is none or it cannot be used, and what `fetch` raises."""
        content = self._reader.fetch()
        if content.recovery is not None:
            raise StoreError(
                f"{self._reader.name} {content.recovery.reason}: go on from a backup first: mltrack recover"
            )
        if content.stamp is None:
            raise StoreError(f"There is nothing to back up: {self._reader.name} does not exist yet.")
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

    # Writing

    def _save(self, made: Transaction, before: Content, label: str) -> Content:
        with told(self.path, "saved"):
            self.backups.tidy()
            newest = max((file.generation for file in self.backups.files()), default=0)
        # Past every backup too: after a return to an older state, the newer ones keep their names.
        generation, form = 1 + max(before.generation, newest), self._reader.form
        try:
            ledger = made.ledger() if made.ledger else None
            pieces, digest = (
                ledger.sealed(form, generation, before.device)
                if ledger
                else seal(made.tables or {}, form, generation, before.device)
            )
        except (ValueError, TypeError) as error:
            raise StoreError(f"{self._reader.name} could not be saved: {plain(str(error))}.") from error
        kept_as = ""

        def keep() -> None:
            nonlocal kept_as
            kept_as = self._keep(before, label)

        try:
            stamp = replace_file(self.path, pieces, keep)
        except BaseException:  # an interrupt too; it goes on up
            self._put_back(kept_as)
            raise
        # A backup too many or too few does no harm here, and what was asked for is done.
        with suppress(OSError, StoreError):
            self.backups.copy(generation, stamp.mtime_ns, "", pieces)
        with suppress(OSError):
            self.backups.thin_out(lambda path: str(path) != kept_as and self._is_ours(path, before.device))
        aside = Aside(before.recovery, kept_as) if before.recovery else None
        ahead = before.ahead
        if ahead is not None and {event.id for event in ahead.missing} <= {event.id for event in made.progress.history}:
            ahead = None
        content = Content(
            lambda: tables_in(pieces, form),
            made.progress,
            before.device,
            generation,
            digest,
            stamp,
            pieces,
            ledger,
            form.schema,
        )
        return replace(content, aside=aside, ahead=ahead)

    def _is_ours(self, path: Path, device: str) -> bool:
        """True for a backup that this device made and that can be used here."""
        if self.backups.has_copied(path):
            return True
        try:
            return is_sealed_by(chunks_of(path), device, self._reader.form)
        except (OSError, ValueError):
            return False

    def _keep(self, before: Content, label: str) -> str:
        """Keep the present file, as a backup or aside; where."""
        if before.stamp is None:
            return ""
        if before.recovery is not None:
            return self._put_aside()
        if before.ahead is not None:
            self.backups.keep_longer(Path(before.ahead.backup), "before-rollback")
        if before.schema < self._reader.form.schema:
            label = "before-migration"
        return str(self.backups.link(self.path, before.generation, before.stamp.mtime_ns, label, before.pieces))

    def _put_aside(self) -> str:
        if self.path.is_char_device() or self.path.is_block_device():  # a link to /dev/null, and root would break it
            raise StoreError(f"{self._reader.name} is a device; it was left as it is, so nothing can be saved.")
        if self.path.exists() and self._is_foreign():
            raise StoreError(
                f"{plain(str(self._reader.link))} is a link to {self._reader.name}, which is no file of mltrack. "
                "It was left as it is, so nothing can be saved: remove the link, and mltrack goes on from a backup."
            )
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

    def _is_foreign(self) -> bool:
        """True where a link leads to what holds something and was never a progress file: nobody meant that to move."""
        if not self._reader.link.is_symlink():
            return False
        try:
            found = read_file(self.path)
        except (OSError, ValueError):
            return True
        return found is not None and bool(found[0].strip(b"\0 \r\n")) and not device_of(found[0])

    def _put_back(self, kept_as: str) -> None:
        """After a failed save: what was kept is in its place again, and no other name leads to it."""
        if not kept_as:
            return
        with suppress(OSError):
            if not os.path.lexists(self.path):
                os.rename(kept_as, self.path)
            elif os.path.samestat(os.lstat(kept_as), os.lstat(self.path)):
                os.unlink(kept_as)
