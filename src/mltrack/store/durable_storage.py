"""The progress file: what TinyDB reads from and writes to, checked, durable and backed up.

Nothing else touches the file. Reading takes no lock. Writing happens in a `transaction`: lock, read
afresh, gather all that TinyDB writes in memory, and on leaving it replace the file once.

The file is TinyDB's JSON. It opens with `{"_meta":{"file":{"sha256":"` and 64 digits, the SHA-256 of
the file with zeros in their place, so it is checked on the bytes as they are.

Before a file is replaced it becomes a backup, named by its generation. Kept are the newest 3, and
the last one of each of the last 7 days (UTC, by time of writing) that have any.
"""
# The functions of os are called by that name: they are the seam at which tests make the disk fail.
# ruff: noqa: PTH108, PTH208

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias, TypeGuard

from tinydb.storages import Storage

from mltrack import __version__
from mltrack.core.text import plain
from mltrack.errors import StoreDamaged, StoreError, StoreTooNew
from mltrack.store.whole_file import (
    LOCK_WAIT,
    MAX_BYTES,
    Stamp,
    locked,
    make_folder,
    read_file,
    replace_file,
    told,
    write_new,
)

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Fields: TypeAlias = "dict[str, Json]"
Tables: TypeAlias = "dict[str, dict[str, Fields]]"

SCHEMA: Final = 1
"""The schema that this version writes, and the newest it reads."""
_META: Final = "_meta"
_FILE: Final = "file"
_HEAD: Final = b'{"_meta":{"file":{"sha256":"'
_ZEROS: Final = b"0" * 64
_AFTER_DIGEST: Final = len(_HEAD) + len(_ZEROS)
_BACKUP_NAME: Final = re.compile(r"progress-(\d{8,})\.json")
_KEPT_GENERATIONS: Final = 3
_KEPT_DAYS: Final = 7
_DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Content:
    """What the progress file holds at one moment; generation 0 is a first start, without a file."""

    tables: Tables
    device: str
    generation: int = 0
    digest: str = ""
    stamp: Stamp | None = None
    raw: bytes = b""


@dataclass(slots=True)
class Transaction:
    """A read-modify-write under the lock: `content` is what was read and, once it is over, what was saved."""

    content: Content
    tables: Tables
    written: bool = False


class DurableStorage(Storage):
    """The progress file at `path`, with its earlier states in the directory `backups`."""

    def __init__(self, path: Path, backups: Path, *, wait: float = LOCK_WAIT) -> None:
        # os.replace would put a file where a symbolic link stood: write to where the link leads.
        self.path: Final = Path(os.path.realpath(path))
        self._backups: Final = backups
        self._wait: Final = wait
        self._new_device = ""
        self._open: Transaction | None = None

    def read(self) -> Tables | None:
        """The tables: those being changed inside a transaction, else a fresh copy of the file's; None at a first start.

        Raises StoreDamaged, StoreTooNew, or StoreError when the file cannot be read.
        """
        return (self._open.tables if self._open else self.fetch().tables) or None

    def write(self, data: Tables) -> None:
        """Take `data` for the save at the end of the transaction; raises RuntimeError outside of one."""
        if self._open is None:
            raise RuntimeError("the progress file is written inside a transaction only")
        self._open.tables, self._open.written = data, True

    def fetch(self) -> Content:
        """Read and check the file, without a lock and without writing; raises what `read` raises."""
        with told(self.path, "read"):
            found = self._load()
            if found is None and self._backup_files():
                found = self._load()  # for it may have come, with its first backup, since we looked
                if found is None:
                    raise self._lost("is gone, but it has backups")
        return found or Content({}, self._first_device())

    def damaged(self, reason: str) -> StoreDamaged:
        """The error that says what is wrong with the file and which backup to go back to."""
        return self._lost(f"is damaged ({plain(reason)})")

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Hold the lock, start from the file as it is now, and save once at the end if anything was written.

        An exception inside ends it without a write. Raises StoreBusy, what `read` raises, and
        StoreError when the save fails; then the file is as it was. There is one exception: when the
        last step, the fsync of the folder, fails, the sentence says that the file may be the new one.
        """
        with locked(self.path, self._wait):
            content = self.fetch()
            self._open = Transaction(content, content.tables)
            try:
                yield self._open
                if self._open.written:
                    self._open.content = self._save(self._open.tables, content)
            finally:
                self._open = None

    def _load(self) -> Content | None:
        try:
            found = read_file(self.path)
            return None if found is None else _decode(*found, self.path)
        except (ValueError, RecursionError) as error:
            raise self.damaged(_reason(error)) from error

    def _first_device(self) -> str:
        if not self._new_device:
            from uuid import uuid4

            self._new_device = uuid4().hex
        return self._new_device

    def _save(self, tables: Tables, before: Content) -> Content:
        with told(self.path, "saved"):
            backups = self._backup_files()
        # Past every backup too: after a return to an older state, the newer ones keep their names.
        generation = 1 + max([before.generation, *backups])
        try:
            raw, digest = _encode(tables, generation, before.device)
        except (ValueError, TypeError) as error:
            raise StoreError(f"{plain(str(self.path))} could not be saved: {plain(str(error))}.") from error
        stamp = replace_file(self.path, raw, lambda: self._keep(before))
        # A backup too many does no harm, and what was asked for is done.
        with suppress(OSError):
            self._thin_out()
        return Content(tables, before.device, generation, digest, stamp)

    def _keep(self, before: Content) -> None:
        """Make the present file, which has been checked, a backup as well."""
        if before.stamp is None:
            return
        make_folder(self._backups)
        backup = self._backups / f"progress-{before.generation:08}.json"
        with suppress(FileNotFoundError):
            os.unlink(backup)  # left by a crash between this and the replacement
        try:
            os.link(self.path, backup)
        except OSError:  # another file system, or one without hard links
            write_new(backup, before.raw)
            os.utime(backup, ns=(before.stamp.mtime_ns, before.stamp.mtime_ns))

    def _backup_files(self) -> Mapping[int, Path]:
        """The backups by generation, newest first."""
        try:
            names = os.listdir(self._backups)
        except FileNotFoundError:
            return {}
        matches = [match for name in names if (match := _BACKUP_NAME.fullmatch(name))]
        numbered = {int(match[1]): self._backups / match[0] for match in matches}
        return dict(sorted(numbered.items(), reverse=True))

    def _thin_out(self) -> None:
        days: set[int] = set()
        for age, backup in enumerate(self._backup_files().values()):
            day = int(backup.stat().st_mtime) // _DAY
            last_of_day = day not in days and len(days) < _KEPT_DAYS
            days.add(day)
            if age >= _KEPT_GENERATIONS and not last_of_day:
                os.unlink(backup)

    def _lost(self, fault: str) -> StoreDamaged:
        good = self._newest_good_backup()
        way_out = (
            f"The newest good backup is {plain(str(good))}: copy it over the file to go back to it."
            if good
            else f"There is no good backup in {plain(str(self._backups))}."
        )
        return StoreDamaged(f"{plain(str(self.path))} {fault}; nothing was changed. {way_out}")

    def _newest_good_backup(self) -> Path | None:
        with suppress(OSError):
            for backup in self._backup_files().values():
                with suppress(OSError, ValueError, RecursionError, StoreTooNew):
                    found = read_file(backup)
                    if found and _decode(*found, backup):
                        return backup
        return None


def _encode(tables: Tables, generation: int, device: str) -> tuple[bytes, str]:
    """The bytes of the file, and their digest. Raises ValueError or TypeError for what JSON cannot hold."""
    rest = dict(tables)
    others = dict(rest.pop(_META, {}))
    meta = {**others.pop(_FILE, {}), "schema": SCHEMA, "generation": generation, "app": __version__, "device": device}
    meta.pop("sha256", None)
    text = f'",{_inside(meta)}}}{_following(others)}}}{_following(rest)}}}'
    raw = _HEAD + _ZEROS + text.encode("utf-8")
    if len(raw) > MAX_BYTES:
        raise ValueError(f"it would be larger than {MAX_BYTES:,} bytes")
    digest = _digest(raw)
    return _HEAD + digest.encode() + raw[_AFTER_DIGEST:], digest


def _inside(members: Mapping[str, object]) -> str:
    """The members of a JSON object, sorted, without its braces."""
    text = json.dumps(members, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return text[1:-1]


def _following(members: Mapping[str, object]) -> str:
    return f",{_inside(members)}" if members else ""


def _digest(raw: bytes) -> str:
    sha = hashlib.sha256(_HEAD + _ZEROS)
    sha.update(memoryview(raw)[_AFTER_DIGEST:])
    return sha.hexdigest()


def _decode(raw: bytes, stamp: Stamp, path: Path) -> Content:
    """Check the bytes of a file; raises ValueError or RecursionError with the reason, or StoreTooNew."""
    if not raw:
        raise ValueError("it is empty")
    tables: object = json.loads(raw.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse)
    if not _is_tables(tables):
        raise ValueError("it is not made of tables of documents")
    digest = raw[len(_HEAD) : _AFTER_DIGEST].decode("ascii", "replace")
    match tables.get(_META, {}).get(_FILE):
        case {"schema": int(schema)} if schema > SCHEMA:
            raise StoreTooNew(
                f"{plain(str(path))} has schema {schema} and this mltrack reads up to {SCHEMA}; "
                "nothing was changed. Update mltrack to use it."
            )
        case {"schema": int(schema), "generation": int(generation), "device": str(device)} if (
            min(schema, generation) > 0
        ):
            if not raw.startswith(_HEAD) or digest != _digest(raw):
                raise ValueError("its checksum does not fit")
            return Content(tables, device, generation, digest, stamp, raw)
    raise ValueError("it does not say which schema and generation it has")


def _is_tables(value: object) -> TypeGuard[Tables]:
    return isinstance(value, dict) and all(
        isinstance(table, dict) and all(isinstance(fields, dict) for fields in table.values())
        for table in value.values()
    )


def _unique(pairs: list[tuple[str, Json]]) -> Fields:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return members


def _refuse(constant: str) -> Json:
    raise ValueError(f"it holds {constant}, which is not JSON")


def _reason(error: ValueError | RecursionError) -> str:
    match error:
        case RecursionError():
            return "it is nested too deeply"
        case UnicodeDecodeError():
            return f"it is not UTF-8 text from byte {error.start}"
        case json.JSONDecodeError():
            return f"it is not JSON from character {error.pos}"
    return str(error)
