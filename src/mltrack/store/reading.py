"""What the progress file holds, and what stands in when it cannot be used: the newest good backup.

Reading takes no lock and writes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeAlias

from mltrack.core.keeping import Ahead, Aside, Newer, Recovery, Way
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass
from mltrack.core.text import plain
from mltrack.errors import StoreDamaged, StoreError, StoreTooNew, reason_of
from mltrack.store.backups import BackupFile, Backups
from mltrack.store.documents import readable
from mltrack.store.ledger import Ledger, opened
from mltrack.store.sealed_file import CURRENT, DIGEST_END, Form, Sealed, Tables, device_of, digest_in, unseal
from mltrack.store.whole_file import Raw, Stamp, is_settled, read_file, stamp_of, told, whole

EVENTS: Final = "events"
"""The table of the history."""
STATE: Final = "state"
"""The table of what holds now, for other programs."""

_MISFIT: Final = "its checksum does not fit"

Make: TypeAlias = Callable[[Tables, str], Progress]
"""Makes of the tables, under their checksum, what they mean; raises ValueError when they do not fit."""
Lines: TypeAlias = Callable[[Ledger, str], Progress]
"""The same of the lines of the file."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the progress file holds at one moment; generation 0 is a first start, without a file."""

    read: Callable[[], Tables]
    """Reads the tables."""
    progress: Progress
    device: str
    generation: int = 0
    digest: str = ""
    stamp: Stamp | None = None
    pieces: Raw = b""
    """Its bytes."""
    ledger: Ledger | None = None
    """Its lines, where it has them and the checksum vouches for them."""
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
    ahead: Ahead | None = None
    """A backup of a later save, which holds what this lacks, or what lacked when this was saved over it."""

    @property
    def tables(self) -> Tables:
        """All of it, as tables; raises StoreDamaged, see `tables_in`."""
        return self.read()

    @property
    def raw(self) -> bytes:
        """Its bytes as one."""
        return whole(self.pieces)

    @property
    def is_plain(self) -> bool:
        """True for a file that can be used, with nothing to be said about it."""
        return self.stamp is not None and self.recovery is None and self.newer is None and self.ahead is None


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


class Reader:
    """Reads and checks the progress file at `path`, and its earlier states in the directory `backups`."""

    def __init__(self, path: Path, backups: Path, make: Make, form: Form = CURRENT, lines: Lines | None = None) -> None:
        # os.replace would put a file where a symbolic link stood: write to where the link leads.
        self.path: Final = Path(os.path.realpath(path))
        self.link: Final = path
        """The path as it was given, which may be a link to the file."""
        self.backups: Final = Backups(backups)
        self.form: Final = form
        self._make: Final = make
        self._lines: Final = lines
        self._new_device = ""

    @property
    def name(self) -> str:
        """The path, ready to be shown."""
        return plain(str(self.path))

    def fetch(self, way: Way = Way.BACKUP, known: Content | None = None) -> Content:
        """Read and check the file, without a lock and without writing; not if it is still the one that is `known`.

        When it cannot be used, `way` says what stands in; the content says so. Raises StoreDamaged
        when nothing can, StoreTooNew for a newer file that cannot even be shown, and StoreError
        when the file cannot be read.
        """
        try:
            with told(self.path, "read"):
                if known is not None and known.is_plain and is_settled(known.stamp) and self._is_still(known):
                    return known
                found = self._examine_lines()
                if found is None and self.backups.files():
                    # It may have come, with its first backup, since we looked.
                    found = self._examine(self.path) or _Damage("is gone, but it has backups", None)
                if found is None:
                    return Content(dict, Progress(), self._first_device())
                return self._with_ahead(found) if isinstance(found, Content) else self._stand_in(found, way)
        except StoreError as error:
            raise self._with_way_out(error) from error.__cause__

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

    def _with_way_out(self, error: StoreError) -> StoreError:
        """`error`, with what to do about a file that the disk does not give back although it is there."""
        if not isinstance(error.__cause__, OSError):
            return error
        if isinstance(error.__cause__, PermissionError):
            named = os.fsdecode(error.__cause__.filename or "")
            from shlex import quote

            shut = named if os.path.lexists(named) else str(self.path.parent if named else self.path)
            return StoreError(f"{error} To be let in again: chmod u+rwX {quote(plain(shut))}")
        try:
            if not self.backups.files():
                return error
        except OSError:
            return error
        folder = plain(str(self.backups.folder))
        return StoreError(f"{error} If that lasts, move it away: mltrack goes on from the newest backup in {folder}.")

    def _examine(self, path: Path) -> Content | _Damage | None:
        try:
            found = read_file(path)
        except ValueError as error:
            return _damaged(error, stamp_of(path))
        return None if found is None else self._opened(path, *found)

    def _is_still(self, known: Content) -> bool:
        if stamp_of(self.path) != known.stamp:
            return False
        # Where times are kept in seconds, and numbers of files given again, two saves may have one stamp.
        with suppress(ValueError):
            found = read_file(self.path, DIGEST_END)
            return found is not None and digest_in(found[0]) == known.digest
        return False

    def _examine_lines(self) -> Content | _Damage | None:
        """The progress file. Of one that mltrack wrote only what holds now is read, for all of it was checked then."""
        try:
            found = read_file(self.path)
        except ValueError as error:
            return _damaged(error, stamp_of(self.path))
        if found is None:
            return None
        raw, stamp = found
        if self._lines is not None and (known := opened(raw, self.form)) is not None:
            with suppress(ValueError):
                progress = self._lines(known.ledger, known.digest)
                return Content(
                    lambda: tables_in(raw, self.form),
                    progress,
                    known.device,
                    known.generation,
                    known.digest,
                    stamp,
                    raw,
                    known.ledger,
                    self.form.schema,
                    plain(known.app),
                )
        return self._opened(self.path, raw, stamp)

    def _opened(self, path: Path, raw: bytes, stamp: Stamp) -> Content | _Damage:
        try:
            sealed = unseal(raw, self.form)
        except ValueError as error:
            return replace(_damaged(error, stamp), device=device_of(raw))
        if sealed.schema > self.form.schema:
            if not sealed.sound:  # the checksum is made in the same way for every schema
                return _damaged(ValueError(_MISFIT), stamp, sealed)
            return self._newer(path, sealed, stamp, raw)
        try:
            progress = self._make(sealed.tables, sealed.digest if sealed.sound else "")
        except ValueError as error:
            return _damaged(error, stamp, sealed)
        if not sealed.sound:
            return _damaged(ValueError(_MISFIT), stamp, sealed, whole=True)
        return _content(sealed, progress, stamp, raw)

    def _newer(self, path: Path, sealed: Sealed, stamp: Stamp, raw: bytes) -> Content:
        documents = sealed.tables.get(EVENTS, {})
        events = readable(documents)
        newer = Newer(plain(str(path)), sealed.schema, plain(sealed.app), len(documents) - len(events))
        if documents and not events:
            raise StoreTooNew(f"{newer} It cannot be shown either.")
        return replace(_content(sealed, Progress.replay(events), stamp, raw), newer=newer)

    def _with_ahead(self, content: Content) -> Content:
        """`content`, and which backup is ahead of it, as where an old copy was put back in the place of the file."""
        with suppress(OSError):  # without its backups, a file is as good as ever
            for file in self.backups.files():
                if file.generation <= content.generation:
                    break
                later = self._usable(file.path)
                if later is not None:
                    held = {event.id for event in content.progress.history}
                    missing = tuple(event for event in later.progress.history if event.id not in held)
                    # Unless another process has saved since the file was read.
                    if missing and stamp_of(self.path) == content.stamp:
                        return replace(content, ahead=Ahead(self.name, str(file.path), missing))
                    break
        return content

    def _usable(self, backup: Path) -> Content | None:
        try:
            found = self._examine(backup)
        except (OSError, StoreTooNew):
            return None
        return found if isinstance(found, Content) and found.newer is None else None

    def _stand_in(self, damage: _Damage, way: Way) -> Content:
        if way is Way.AFRESH:
            return Content(
                dict, Progress(), self._first_device(), stamp=damage.stamp, recovery=self._unrecovered(damage)
            )
        if way is Way.AS_IT_STANDS:
            return self._as_it_stands(damage)
        files, other_device, unread = self.backups.files(), None, ""
        for file in files:
            try:
                content = self._examine(file.path)
            except OSError as error:
                unread = f" (some could not be read: {reason_of(error)})"
                continue
            except StoreTooNew:
                continue
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
            f"{self.name} {damage.fault}, and there is no good backup in {plain(str(self.backups.folder))}{unread}. "
            f"Nothing was changed. {as_it_stands}mltrack restore FILE goes on from a copy elsewhere, "
            f"mltrack recover --afresh from nothing{'; the file is kept either way' if damage.stamp else ''}."
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
        missing, altered = None, 0
        behind = 1 + newest - file.generation  # the last save may have ended before it made a backup of itself
        if damage.sealed is not None:
            held = {event.id: event for event in content.progress.history}
            found = readable(damage.sealed.tables.get(EVENTS, {}))
            missing = tuple(Progress.replay(event for event in found if event.id not in held).history)
            altered = sum(event.id in held and held[event.id] != event for event in found)
        if damage.sealed is not None and damage.whole:
            behind = max(0, damage.sealed.generation - content.generation)
        backup, gone = plain(str(file.path)), damage.stamp is None
        return Recovery(self.name, damage.fault, backup, file.saved_at, behind, missing, damage.whole, altered, gone)

    def _first_device(self) -> str:
        if not self._new_device:
            from uuid import uuid4

            self._new_device = uuid4().hex
        return self._new_device


def tables_in(raw: Raw, form: Form) -> Tables:
    """All the tables of a file of which only the lines were read; raises StoreDamaged for what no mltrack has written.

    For all its checksum, there may be lines in it that nobody has looked at.
    """
    try:
        return unseal(whole(raw), form).tables
    except ValueError as error:
        raise StoreDamaged(f"The progress file is damaged ({plain(str(error))}); nothing was changed.") from error


def _damaged(error: ValueError, stamp: Stamp | None, sealed: Sealed | None = None, *, whole: bool = False) -> _Damage:
    return _Damage(f"is damaged ({plain(str(error))})", stamp, sealed, whole)


def _content(sealed: Sealed, progress: Progress, stamp: Stamp | None, raw: bytes = b"") -> Content:
    return Content(
        lambda: sealed.tables,
        progress,
        sealed.device,
        sealed.generation,
        sealed.digest,
        stamp,
        raw,
        None,
        sealed.schema,
        plain(sealed.app),
    )
