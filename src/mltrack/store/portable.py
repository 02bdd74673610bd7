"""Progress as one file to take along: written by `export json`, and read together with backups and copies.

The export is indented JSON with the format's name and version, every event in order, and the state
that they add up to. Reading checks all of it, and that the state does follow from the events.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mltrack import __version__
from mltrack.core.history import Event
from mltrack.core.keeping import Copy
from mltrack.core.progress import Progress
from mltrack.core.strict_json import Fields, Json, strict_json
from mltrack.core.text import plain
from mltrack.errors import CopyUnusable, StoreError, StoreTooNew, reason_of
from mltrack.store.documents import event_fields, event_of, facts
from mltrack.store.reading import Content
from mltrack.store.whole_file import MAX_BYTES, add_file, read_file

FORMAT: Final = "mltrack progress"
VERSION: Final = 3
"""The version that is written; it has more kinds of entries than versions 1 and 2, which are read in the same way."""

Unseal = Callable[[Path], Content]
"""Reads a progress file; raises ValueError, StoreTooNew, OSError."""


def exported(progress: Progress, device: str, now: datetime) -> str:
    """All of `progress` as an export, with a line break at the end."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "app": __version__,
        "device": device,
        "saved_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "events": [{"id": event.id, **event_fields(event)} for event in progress.history],
        "state": facts(progress),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def read_copy(path: Path, unseal: Unseal) -> Copy:
    """The progress in an export, a backup or another progress file. Raises CopyUnusable, and changes nothing."""
    name = plain(str(path))
    try:
        found = read_file(path)
        if found is None:
            raise CopyUnusable(f"There is no file {name}.")
        raw, stamp = found
        if is_export(raw):
            return _imported(raw, str(path))
        if raw and not is_progress(raw):
            raise CopyUnusable(f"{name} is not a file of mltrack: neither progress, nor a backup, nor an export.")
        content = unseal(path)
    except OSError as error:
        raise CopyUnusable(f"{name} could not be read: {reason_of(error)}.") from error
    except StoreTooNew as error:
        raise CopyUnusable(f"{name} was written by a newer mltrack; update this one to use it.") from error
    except ValueError as error:
        reason = plain(str(error))
        raise CopyUnusable(f"{name} {reason if reason.startswith('is ') else f'cannot be used: {reason}'}.") from error
    try:
        saved_at = datetime.fromtimestamp(stamp.mtime_ns / 1e9, UTC)
    except (OSError, OverflowError, ValueError):  # of a year that dates do not reach
        saved_at = None
    return Copy(str(path), content.progress, content.device, content.app, saved_at)


def read_export(raw: bytes, name: str) -> Copy:
    """The progress in the bytes of an export, called `name` to the person. Raises CopyUnusable."""
    try:
        return _imported(raw, plain(name))
    except ValueError as error:
        raise CopyUnusable(f"{plain(name)} cannot be used: {plain(str(error))}.") from error


def write_copy(path: Path, raw: bytes) -> None:
    """Write a new file, durably and for its owner only; raises StoreError when there is one or it cannot be."""
    name = plain(str(path))
    try:
        add_file(path, raw)
    except FileNotFoundError as error:
        raise StoreError(f"There is no folder {plain(str(path.parent))} to write to.") from error
    except FileExistsError as error:
        raise StoreError(f"{name} is there already and was left as it is; choose another name.") from error
    except OSError as error:
        raise StoreError(f"{name} could not be written: {reason_of(error)}.") from error
    except ValueError as error:  # a name with a NUL
        raise StoreError(f"{name} could not be written: {error}.") from error


def siblings(progress_file: Path) -> Sequence[Path]:
    """Files beside the progress file that look like other copies of it, as synchronising programs leave them.

    Syncthing writes `progress.sync-conflict-20261120-101500-ABCDEFG.json`, Dropbox `progress (Ann's
    conflicted copy 2026-11-20).json`, others a number or the name of the machine. Raises OSError.
    """
    stem, suffix = progress_file.stem, progress_file.suffix
    try:
        names = os.listdir(progress_file.parent)  # noqa: PTH208 - the seam at which tests make the disk fail
    except FileNotFoundError:
        return ()
    others = [one for one in names if one.startswith(stem) and one.endswith(suffix) and one != progress_file.name]
    return [progress_file.with_name(one) for one in sorted(others)]


def is_progress(raw: bytes) -> bool:
    """True for what looks like a progress file or a backup, whether or not it is sound."""
    return b'"_meta"' in raw


def is_export(raw: bytes) -> bool:
    """True for what looks like an export, whether or not it is sound."""
    return b'"format"' in raw[:200] and FORMAT.encode() in raw[:200]


def _imported(raw: bytes, name: str) -> Copy:
    """Raises ValueError with the reason."""
    if len(raw) > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES:,} bytes")
    whole = strict_json(raw)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise ValueError(f'it is not an export of mltrack, which has "format": "{FORMAT}"')
    match whole:
        case {"version": int(version)} if not 0 < version <= VERSION:
            raise ValueError(f"it has version {version} of the format and this mltrack reads up to {VERSION}")
        case {"version": int(), "app": str(app), "device": str(device), "events": list(entries), "state": dict(state)}:
            progress = Progress.replay(_events(entries))
        case _:
            raise ValueError("it lacks version, app, device, events or state")
    if _shown(state) != facts(progress):
        raise ValueError("its state does not follow from its events, so one of them was altered")
    return Copy(name, progress, device, app, _moment(whole.get("saved_at")))


def _shown(value: Json) -> Json:
    """`value` with its text as events are read: another Unicode may know characters that this one does not."""
    if isinstance(value, dict):
        return {plain(key): _shown(member) for key, member in value.items()}
    return plain(value, lines=True) if isinstance(value, str) else value


def _events(entries: Sequence[Json]) -> Sequence[Event]:
    events: dict[str, Event] = {}
    for place, entry in enumerate(entries):
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise ValueError(f"events[{place}] is not an object with an id")
        event_id = str(entry["id"])
        if event_id in events:
            raise ValueError(f"events[{place}] has an id that stands there twice")
        events[event_id] = _event(event_id, entry, place)
    return list(events.values())


def _event(event_id: str, entry: Fields, place: int) -> Event:
    try:
        return event_of(event_id, entry)
    except ValueError as error:
        raise ValueError(f"events[{place}]: {error}") from error


def _moment(value: Json) -> datetime | None:
    try:
        return datetime.fromisoformat(value).astimezone(UTC) if isinstance(value, str) else None
    except (OverflowError, ValueError):  # no date, or one that UTC does not have
        return None
