"""A check-up of a person's files. It looks, and changes nothing."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from mltrack.core.keeping import Backup, Copy, Finding, Grade
from mltrack.core.progress import Progress
from mltrack.core.text import plain
from mltrack.errors import CopyUnusable, MltrackError, StoreBusy, StoreError, reason_of
from mltrack.store.documents import FACTS, facts
from mltrack.store.paths import Places
from mltrack.store.portable import read_copy, siblings
from mltrack.store.progress_db import ProgressStore
from mltrack.store.reading import STATE, Content
from mltrack.store.settings import load_settings
from mltrack.store.whole_file import locked, told

_PROGRESS: Final = "progress file"
_FOLDER: Final = "data folder"
_SPARE: Final = 16 * 1024 * 1024
"""Bytes below which a disk counts as nearly full; a save needs room for the whole file once more."""
_SYNCED: Final = ("Dropbox", "OneDrive", "Google Drive", "iCloud", "Mobile Documents", "Nextcloud", "Syncthing")
_NETWORK: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs", "ceph"})


def check_files(places: Places) -> tuple[list[Finding], Progress | None]:
    """What every check came to, and the progress if there is any that can be used."""
    store = ProgressStore(places)
    findings: list[Finding] = []
    content: Content | None = None
    try:
        content = store.reader.fetch()
        findings += _progress_file(content, store)
    except StoreError as error:
        content = None  # its history may be read as late as here, and be none
        findings.append(Finding(Grade.FAULT, _PROGRESS, str(error)))
    findings += _backups(store, content)
    if content is not None:
        findings += _saving(store, content)
    if content is not None and content.stamp is not None:
        findings += _privacy(store.path)
        findings += _place(store.path)
    findings += _lying_about(store)
    problem = load_settings(places).problem
    findings.append(Finding(Grade.FAULT if problem else Grade.FINE, "settings", problem or "can be read"))
    return findings, content.progress if content else None


def _progress_file(content: Content, store: ProgressStore) -> Iterator[Finding]:
    if content.recovery is not None:
        kept = "" if content.recovery.gone else " and keeps the file aside"
        sentence = f"{content.recovery} mltrack recover goes on from it{kept}."
        yield Finding(Grade.FAULT, _PROGRESS, sentence)
        return
    if content.newer is not None:
        yield Finding(Grade.FAULT, _PROGRESS, str(content.newer))
        return
    if content.stamp is None:
        yield Finding(Grade.NOTE, _PROGRESS, f"{store.reader.name} does not exist yet; the first save makes it")
        return
    derived = _derived(content)  # reads all of it, so first of all
    events, size = _counted(len(content.progress.history), "entry", "entries"), len(content.raw)
    sentence = (
        f"{store.reader.name} is whole: save {content.generation}, {events}, {size:,} bytes, schema {content.schema}"
    )
    yield Finding(Grade.FINE, _PROGRESS, sentence)
    if content.ahead is not None:
        sentence = f"{content.ahead} To take that over: mltrack merge FILE"
        yield Finding(Grade.FAULT, _PROGRESS, sentence)
    yield derived
    ahead = [event.at for event in content.progress.history if event.at.tzinfo is not None]
    if ahead and max(ahead) > datetime.now(UTC) + timedelta(days=1):
        sentence = (
            f"an entry is of {max(ahead):%Y-%m-%d}, which is still to come: was the clock set back? "
            "What is done here comes after it all the same."
        )
        yield Finding(Grade.NOTE, _PROGRESS, sentence)


def _derived(content: Content) -> Finding:
    """Whether the documents that other programs read say what the history adds up to."""
    held, derived = content.tables.get(STATE, {}), facts(Progress.replay(content.progress.history))
    astray = sorted(
        key
        for key in {*held, *derived}
        if key.startswith(FACTS) and not (key in held and key in derived and derived[key].items() <= held[key].items())
    )
    if astray:
        names = ", ".join(map(plain, astray[:5])) + (f" and {len(astray) - 5} more" if len(astray) > 5 else "")
        what_next = (
            "The events hold; the next save mends it"
            if content.ledger is None  # or else the state was believed, see `unread_progress`
            else "That is a fault of mltrack: please report it. A backup may be sound: mltrack backups"
        )
        sentence = f"its state does not follow from its events: {names}. {what_next}"
        return Finding(Grade.FAULT, _PROGRESS, sentence)
    return Finding(
        Grade.FINE, _PROGRESS, f"its state, {_counted(len(derived), 'fact', 'facts')}, follows from its events"
    )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _beside(backups: Sequence[Backup], content: Content | None) -> Iterator[Finding]:
    """The newest backup with entries that the progress lacks, as after beginning afresh or from an old copy."""
    if content is None or content.recovery is not None or content.ahead is not None:
        return
    known = {event.id for event in content.progress.history}
    for one in backups:
        new = sum(event.id not in known for event in one.progress.history) if one.progress else 0
        if new:
            lacked = _counted(new, "entry", "entries")
            yield Finding(
                Grade.NOTE,
                "backups",
                f"{plain(one.file)} holds {lacked} that your progress lacks: mltrack merge FILE takes over what is new",
            )
            return


def _backups(store: ProgressStore, content: Content | None) -> Iterator[Finding]:
    try:
        backups = store.backups()
    except StoreError as error:
        yield Finding(Grade.FAULT, "backups", str(error))
        return
    good = [one for one in backups if one.progress is not None]
    if good:
        newest = max(one.saved_at for one in good)
        total = sum(one.size for one in backups)
        named = _counted(len(good), "good one", "good ones")
        sentence = f"{named}, {total:,} bytes, the newest of {newest:%Y-%m-%d %H:%M} UTC"
        yield Finding(Grade.FINE, "backups", sentence)
    elif not backups:
        yield Finding(Grade.NOTE, "backups", "there are none yet; every save makes one")
    yield from _beside(good, content)
    for one in backups:
        if one.progress is None:
            fate = "" if one.unread else "; it is never used, and you may remove it"
            sentence = f"{plain(one.file)} {one.fault}{fate}"
            yield Finding(Grade.FAULT, "backups", sentence)


def _saving(store: ProgressStore, content: Content) -> Iterator[Finding]:
    lock = store.path.with_name(f"{store.path.name}.lock")
    try:
        if lock.exists():  # or it would be made here
            with locked(store.path, 0):
                pass
        nearest = next(folder for folder in store.path.parents if folder.exists())
        for folder in (nearest, store.reader.backups.folder):
            if folder.exists() and not os.access(folder, os.W_OK):
                raise StoreError(f"{plain(str(folder))} may not be written, so nothing can be saved")
        free = shutil.disk_usage(nearest).free
    except StoreBusy:
        yield Finding(Grade.NOTE, "saving", "another mltrack is saving just now")
    except StoreError as error:
        yield Finding(Grade.FAULT, "saving", str(error))
    except OSError as error:
        yield Finding(Grade.FAULT, "saving", f"the disk cannot be asked: {reason_of(error)}")
    else:
        short = free < max(_SPARE, 4 * len(content.raw))
        sentence = f"{free:,} bytes are free on the disk{': make room' if short else ''}"
        yield Finding(Grade.FAULT if short else Grade.FINE, "saving", sentence)


def _privacy(file: Path) -> Iterator[Finding]:
    if os.name == "nt":
        return
    with suppress(OSError):
        for path, wanted in ((file, 0o600), (file.parent, 0o700)):
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & 0o077:
                sentence = (
                    f"others on this machine may use {plain(str(path))} (mode {mode:o}): chmod {wanted:o} closes it"
                )
                yield Finding(Grade.FAULT, "privacy", sentence)
                return
        yield Finding(Grade.FINE, "privacy", "only you can read your progress")


def _place(file: Path) -> Iterator[Finding]:
    synced = next((name for name in _SYNCED if any(name in part for part in file.parts)), None)
    if synced:
        sentence = (
            f"it seems to be synchronised by {synced}: copies of two machines can be merged, not both used at once"
        )
        yield Finding(Grade.NOTE, _FOLDER, sentence)
    if (kind := _file_system(file)) in _NETWORK:
        sentence = f"it is on a network file system ({kind}): locks between machines cannot be relied on there"
        yield Finding(Grade.NOTE, _FOLDER, sentence)


def _file_system(file: Path) -> str:
    """The type of the file system that holds `file`, on Linux; empty where it cannot be told."""
    if sys.platform != "linux":
        return ""
    kind, longest = "", -1
    with suppress(OSError):
        for line in Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines():
            _, place, name, *_ = line.split(" ")
            mount = place.replace("\\040", " ")
            if len(mount) > longest and file.is_relative_to(mount):
                kind, longest = name, len(mount)
    return kind


def _lying_about(store: ProgressStore) -> Iterator[Finding]:
    """What lies beside the progress file that somebody may want to know of."""
    try:
        with told(store.path.parent, "read"):
            names = sorted(os.listdir(store.path.parent)) if store.path.parent.is_dir() else []  # noqa: PTH208 - the seam
            others = siblings(store.path)
    except StoreError as error:
        yield Finding(Grade.FAULT, _FOLDER, str(error))
        return
    damaged = [name for name in names if name.startswith(f"{store.path.name}.damaged-")]
    for name in damaged:
        yield Finding(Grade.NOTE, _FOLDER, _put_aside(store, store.path.with_name(name)))
    if f"{store.path.name}.new" in names:
        yield Finding(Grade.NOTE, _FOLDER, "a save was cut short; what it left is removed by the next one")
    yield from _copies(store, others)


def _put_aside(store: ProgressStore, path: Path) -> str:
    """What became of a file that was put aside."""
    name = plain(str(path))
    try:
        found = store.reader.unsealed(path, altered=True).progress
        known = {event.id: event for event in store.load().history}
    except (MltrackError, OSError, ValueError):
        return f"{name} was kept aside because it could not be used; keep it until you are sure that nothing is missing"
    new = sum(event.id not in known for event in found.history)
    if new:
        lacked = f"{new} entries that yours lacks" if new > 1 else "an entry that yours lacks"
        return f"{name} was kept aside and holds {lacked}: mltrack merge FILE --altered takes over what is new"
    if any(known[event.id] != event for event in found.history):
        return (
            f"{name} was kept aside and says something else than yours: mltrack restore FILE --altered makes all as "
            "it says; you may remove it when that is not wanted"
        )
    return f"{name} was kept aside; all that it holds is in yours, so you may remove it"


def _copies(store: ProgressStore, paths: Sequence[Path]) -> Iterator[Finding]:
    known: set[str] = set()
    with suppress(MltrackError):
        known = {event.id for event in store.load().history}
    for path in paths:
        try:
            copy: Copy = read_copy(path, store.reader.unsealed)
        except CopyUnusable as error:
            yield Finding(Grade.NOTE, _FOLDER, f"a copy that cannot be used: {error}")
            continue
        new = sum(event.id not in known for event in copy.progress.history)
        if new:
            lacked = f"{new} entries that yours lacks" if new > 1 else "an entry that yours lacks"
            sentence = f"{plain(str(path))} holds {lacked}: mltrack merge FILE takes over what is new"
            yield Finding(Grade.NOTE, _FOLDER, sentence)
