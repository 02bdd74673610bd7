"""Exports: what one looks like, that it comes back as it was, and that a damaged one is refused in one sentence."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack import __version__
from mltrack.core.history import Event, MarkChange, NoteChange, Target, TargetChange
from mltrack.core.progress import Progress
from mltrack.errors import CopyUnusable, StoreError
from mltrack.store import portable
from mltrack.store.paths import Places
from mltrack.store.portable import exported, read_copy, read_export, siblings, write_copy
from mltrack.store.progress_db import ProgressStore
from tests.core.devices import Device, examples, three_devices
from tests.store.damages import of_schema
from tests.store.histories import DONE, NOW, at, doing, rich, same, varied
from tests.store.test_documents import events

EXPORTED_AT = datetime(2026, 11, 20, 10, 15, 30, 999_999, tzinfo=timezone(timedelta(hours=-3)))

Export = dict[str, Any]


def export_of(progress: Progress) -> bytes:
    return exported(progress, "laptop", EXPORTED_AT).encode()


RICH = Progress.replay(rich(Progress(), "laptop"))
SMALL = Progress.replay(
    doing(NoteChange("a", "", "n"), MarkChange("a", None, DONE), TargetChange("r", None, Target(primary=True)))(
        Progress(), "laptop"
    )
)


# What is written


def test_an_export_says_what_it_is_and_holds_every_entry_and_what_they_add_up_to() -> None:
    text = exported(RICH, "laptop", EXPORTED_AT)
    export: Export = json.loads(text)
    assert list(export) == ["format", "version", "app", "device", "saved_at", "events", "state"]
    assert (export["format"], export["version"], export["app"]) == ("mltrack progress", 3, __version__)
    assert (export["device"], export["saved_at"]) == ("laptop", "2026-11-20T13:15:30+00:00")
    assert [entry["id"] for entry in export["events"]] == [event.id for event in RICH.history]
    assert export["state"]["target:zoologist"] == {"primary": True, "by": "2026-06-30", "place": 1}
    assert text.startswith('{\n  "format": "mltrack progress",\n')
    assert text.endswith("}\n")
    assert "漢字" in text


def test_nothing_yet_is_an_export_too() -> None:
    copy = read_export(export_of(Progress()), "-")
    assert same(copy.progress, Progress())


# Back again


def test_an_export_is_read_with_who_wrote_it_and_when() -> None:
    copy = read_export(export_of(RICH), "-")
    assert same(copy.progress, RICH)
    assert (copy.file, copy.device, copy.app) == ("-", "laptop", __version__)
    assert copy.saved_at == datetime(2026, 11, 20, 13, 15, 30, tzinfo=UTC)


@examples(500)
@given(st.lists(events, max_size=10, unique_by=lambda event: event.id))
def test_any_entries_come_back_as_they_were(entries: Sequence[Event]) -> None:
    progress = Progress.replay(entries)
    raw = export_of(progress)
    copy = read_export(raw, "-")
    assert same(copy.progress, progress)
    assert export_of(copy.progress) == raw


@examples(500)
@given(three_devices())
def test_a_history_of_several_devices_comes_back_with_all_that_undo_and_redo_would_do(devices: list[Device]) -> None:
    together = devices[0]
    for device in devices:
        together.merge(device.progress)
    back = read_export(export_of(together.progress), "-").progress
    assert same(back, together.progress)
    assert (back.undoable, back.redoable) == (together.progress.undoable, together.progress.redoable)
    assert back.actions == together.progress.actions


@pytest.mark.parametrize("version", [1, 2])
def test_an_export_of_an_earlier_version_is_read_like_any_other(version: int) -> None:
    raw = export_of(SMALL).replace(b'"version": 3', f'"version": {version}'.encode())
    assert raw != export_of(SMALL)
    assert same(read_export(raw, "-").progress, SMALL)


def test_what_a_later_version_adds_is_passed_over() -> None:
    export: Export = json.loads(export_of(SMALL))
    export["mood"] = ["good"]
    export["events"][0]["colour"] = "red"
    assert same(read_export(json.dumps(export).encode(), "-").progress, SMALL)


def test_the_entries_may_stand_in_any_order() -> None:
    export: Export = json.loads(export_of(RICH))
    export["events"].reverse()
    assert same(read_export(json.dumps(export).encode(), "-").progress, RICH)


def test_a_character_that_only_the_writers_unicode_knows_is_left_out_and_does_not_count_as_altered() -> None:
    unassigned = "\U000e1000"
    raw = (
        export_of(SMALL).replace(b'"n"', f'"n{unassigned}"'.encode()).replace(b"note:a", f"note:a{unassigned}".encode())
    )
    assert raw.count(unassigned.encode()) == 3
    assert read_export(raw, "-").progress.notes == {"a": "n"}


def test_when_it_was_written_is_told_in_utc() -> None:
    raw = export_of(SMALL).replace(b"2026-11-20T13:15:30+00:00", b"2026-11-20T14:15:30+01:00")
    saved_at = read_export(raw, "-").saved_at
    assert saved_at is not None
    assert saved_at.isoformat() == "2026-11-20T13:15:30+00:00"


@pytest.mark.parametrize("saved_at", [None, 7, "yesterday", ""])
def test_when_it_was_written_may_be_unknown(saved_at: object) -> None:
    export: Export = json.loads(export_of(SMALL)) | {"saved_at": saved_at}
    assert read_export(json.dumps(export).encode(), "-").saved_at is None


# What is refused


def test_every_export_that_was_cut_short_is_refused() -> None:
    raw = export_of(SMALL)
    for length in range(len(raw) - 1):
        with pytest.raises(CopyUnusable, match=r"^x cannot be used: it is (empty|not JSON from character \d+)\.$"):
            read_export(raw[:length], "x")
    # The last byte is the line break.
    assert same(read_export(raw[:-1], "x").progress, SMALL)


def test_the_change_of_any_byte_is_refused_or_leaves_what_holds_as_it_was() -> None:
    raw = export_of(SMALL)
    sentences = []
    for place in range(len(raw)):
        for bit in range(8):
            changed = bytearray(raw)
            changed[place] ^= 1 << bit
            try:
                assert read_export(bytes(changed), "x").progress.holds_same(SMALL), (place, bit)
            except CopyUnusable as error:
                sentences.append(str(error))
    assert len(sentences) > 4 * len(raw)
    assert all(re.fullmatch(r"x cannot be used: .+\.", sentence) for sentence in sentences)


def changed(change: Callable[[Export], object]) -> bytes:
    export: Export = json.loads(export_of(SMALL))
    change(export)
    return json.dumps(export, ensure_ascii=False).encode()


def first(export: Export) -> Any:
    return export["events"][0]


ALTERED = "its state does not follow from its events, so one of them was altered"
LACKING = "it lacks version, app, device, events or state"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is empty"),
        (b"{}", 'it is not an export of mltrack, which has "format": "mltrack progress"'),
        (b"[]", 'it is not an export of mltrack, which has "format": "mltrack progress"'),
        (b"null", 'it is not an export of mltrack, which has "format": "mltrack progress"'),
        (changed(lambda e: e.update(format="recipes")), "it is not an export of mltrack, which has "),
        (changed(lambda e: e.update(version=4)), "it has version 4 of the format and this mltrack reads up to 3"),
        (changed(lambda e: e.update(version=0)), "it has version 0 of the format and this mltrack reads up to 3"),
        (changed(lambda e: e.update(version="1")), LACKING),
        (changed(lambda e: e.pop("version")), LACKING),
        (changed(lambda e: e.pop("app")), LACKING),
        (changed(lambda e: e.update(device=None)), LACKING),
        (changed(lambda e: e.update(events={})), LACKING),
        (changed(lambda e: e.pop("state")), LACKING),
        (changed(lambda e: e["events"].append("tick")), "events[3] is not an object with an id"),
        (changed(lambda e: e["events"].append({"clock": 9})), "events[3] is not an object with an id"),
        (changed(lambda e: e["events"].append(first(e))), "events[3] has an id that stands there twice"),
        (changed(lambda e: first(e).pop("clock")), "events[0]: event {id} does not fit: it has no 'clock'"),
        (
            changed(lambda e: first(e).update(id="a b\x1b[2J")),
            "events[0]: event a b[2J does not fit: 'a b\\x1b[2J' is not an id",
        ),
        (changed(lambda e: e["events"].pop()), ALTERED),
        (changed(lambda e: e["state"].pop("note:a")), ALTERED),
        (changed(lambda e: e["state"].update({"mark:b": {}})), ALTERED),
        (changed(lambda e: e["state"]["target:r"].update(primary=False)), ALTERED),
        (changed(lambda e: first(e).update(new="other")), ALTERED),
        (changed(lambda e: first(e).update(clock=float("nan"))), "it holds NaN, which is not JSON"),
        (export_of(SMALL).replace(b'"clock"', b'"at"', 1), "a key stands twice in one object"),
        (export_of(SMALL).decode().encode("utf-16"), "it is not UTF-8 text from byte 0"),
        (export_of(SMALL) * 2, "it is not JSON from character "),
    ],
)
def test_what_is_no_sound_export_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(CopyUnusable) as caught:
        read_export(raw, "mine\x1b.json")
    sentence = str(caught.value)
    assert sentence.startswith(f"mine.json cannot be used: {reason.replace('{id}', SMALL.history[0].id)}")
    assert sentence.endswith(".")
    assert "\x1b" not in sentence


def test_an_export_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = export_of(SMALL)
    monkeypatch.setattr(portable, "MAX_BYTES", len(raw))
    read_export(raw, "x")
    with pytest.raises(CopyUnusable, match=rf"^x cannot be used: it is larger than {len(raw):,} bytes\.$"):
        read_export(raw + b" ", "x")


# Files


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return varied(tmp_path)


def test_a_copy_may_be_an_export_a_backup_or_a_progress_file(places: Places, tmp_path: Path) -> None:
    store = ProgressStore(places)
    progress = store.load()
    path = tmp_path / "export.json"
    path.write_bytes(exported(progress, store.device, NOW).encode())
    (*_, newest) = sorted(places.backups.iterdir())
    for file, expected in ((path, progress), (places.progress, progress), (newest, None)):
        copy = read_copy(file, store.reader.unsealed)
        assert (copy.file, copy.device, copy.app) == (str(file), store.device, __version__)
        assert copy.saved_at is not None
        assert expected is None or same(copy.progress, expected)


def test_a_copy_is_called_by_its_path_whatever_characters_that_has(places: Places, tmp_path: Path) -> None:
    for name, raw in (("a\x1b.json", export_of(SMALL)), ("b\x1b.json", places.progress.read_bytes())):
        path = tmp_path / name
        path.write_bytes(raw)
        assert read_copy(path, ProgressStore(places).reader.unsealed).file == str(path)


ODD: dict[str, Callable[[Path, bytes], object]] = {
    "nothing": lambda path, sound: None,
    "a directory": lambda path, sound: path.mkdir(),
    "a FIFO": lambda path, sound: os.mkfifo(path),
    "a loop of links": lambda path, sound: path.symlink_to(path),
    "an empty file": lambda path, sound: path.write_bytes(b""),
    "an export that was cut short": lambda path, sound: path.write_bytes(export_of(SMALL)[:-9]),
    "an export that was cut very short": lambda path, sound: path.write_bytes(export_of(SMALL)[:20]),
    "a backup with bytes amiss": lambda path, sound: path.write_bytes(sound[:150] + b"\xff" + sound[151:]),
    "what only begins like a backup": lambda path, sound: path.write_bytes(b'{"_meta":[]}'),
    "a backup that was cut short": lambda path, sound: path.write_bytes(sound[:-1]),
    "a file changed by something else": lambda path, sound: path.write_bytes(sound.replace(b"python", b"pythia")),
    "a photograph": lambda path, sound: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99)),
    "somebody else's JSON": lambda path, sound: path.write_text('{"recipes": []}'),
    "somebody else's JSON that speaks of it later": lambda path, sound: path.write_text(f'["{"x" * 200}", "_meta"]'),
    "a newer mltrack's file": lambda path, sound: path.write_bytes(of_schema(99)(sound)),
}
"""What may lie at a path that is not a sound copy, made of the bytes of a sound progress file."""

NOT_OURS = "{path} is not a file of mltrack: neither progress, nor a backup, nor an export."


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("nothing", "There is no file {path}."),
        ("a directory", "{path} cannot be used: it is not a regular file."),
        ("a FIFO", "{path} cannot be used: it is not a regular file."),
        ("a loop of links", "{path} could not be read: Too many levels of symbolic links."),
        ("an empty file", "{path} is damaged (it is empty)."),
        ("an export that was cut short", "{path} cannot be used: it is not JSON from character {end}."),
        ("an export that was cut very short", NOT_OURS),
        ("a backup with bytes amiss", "{path} is damaged (it is not UTF-8 text from byte 150)."),
        ("what only begins like a backup", "{path} is damaged (it is not made of tables of documents)."),
        ("a backup that was cut short", "{path} is damaged (it is not JSON from character {end})."),
        ("a file changed by something else", "{path} is damaged (its checksum does not fit)."),
        ("a photograph", NOT_OURS),
        ("somebody else's JSON", NOT_OURS),
        (
            "somebody else's JSON that speaks of it later",
            "{path} is damaged (it is not made of tables of documents).",
        ),
        (
            "a newer mltrack's file",
            "{path} was written by a newer mltrack; update this one to use it.",
        ),
    ],
)
def test_what_is_no_copy_is_refused_in_one_sentence_and_the_store_is_left_alone(
    kind: str, sentence: str, places: Places, tmp_path: Path
) -> None:
    path = tmp_path / "copy.json"
    ODD[kind](path, places.progress.read_bytes())
    held = places.progress.read_bytes()
    with pytest.raises(CopyUnusable) as caught:
        read_copy(path, ProgressStore(places).reader.unsealed)
    said, wanted = str(caught.value), sentence.format(path=path, end="{end}")
    beginning, _, end = wanted.partition("{end}")
    assert said.startswith(beginning)
    assert said.endswith(end)
    assert end or said == wanted
    assert places.progress.read_bytes() == held


# Writing


def test_a_new_file_is_for_its_owner_only_and_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    write_copy(path, b"first")
    assert path.stat().st_mode & 0o777 == 0o600
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            write_copy(path, b"second")
        assert str(caught.value) == f"{path} is there already and was left as it is; choose another name."
    assert path.read_bytes() == b"first"


def test_a_write_that_fails_leaves_no_half_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "export.json"
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StoreError) as caught:
        write_copy(path, b"first")
    assert str(caught.value) == f"{path} could not be written: No space left on device."
    assert list(tmp_path.iterdir()) == []


# Beside the progress file


def test_siblings_begin_and_end_like_the_progress_file(tmp_path: Path) -> None:
    file = tmp_path / "progress.json"
    assert siblings(tmp_path / "nowhere" / "progress.json") == ()
    alike = ["progress (1).json", "progress-LAPTOP.json", "progress.sync-conflict-20261120-101500-ABCDEFG.json"]
    unlike = [
        "progress.json",
        "progress.json.lock",
        "progress.json.new",
        "progress.txt",
        "Progress.json",
        "x-progress.json",
    ]
    for name in (*alike, *unlike, "settings.json", "progress.json.damaged-20261120T101500Z"):
        (tmp_path / name).write_bytes(b"")
    assert siblings(file) == [tmp_path / name for name in alike]


def test_siblings_of_a_folder_that_is_none_are_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        siblings(tmp_path / "file" / "progress.json")


def test_an_import_of_an_export_into_an_empty_store_makes_the_same_export_again(tmp_path: Path) -> None:
    places = at(tmp_path)
    entries: Sequence[Event] = read_export(export_of(RICH), "-").progress.history
    ProgressStore(places).commit(lambda progress, device: entries)
    assert export_of(ProgressStore(places).load()) == export_of(RICH)
