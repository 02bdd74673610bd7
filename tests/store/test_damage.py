"""A progress file that is not what mltrack wrote: refused in one sentence, and left as it is."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mltrack.errors import StoreDamaged, StoreError, StoreTooNew
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from tests.store.histories import at, rich, ticking

Tables = dict[str, Any]
DIGEST = re.compile(rb'^{"_meta":{"file":{"sha256":"([0-9a-f]{64})"')


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A store of three saves, so that two backups are there."""
    places = at(tmp_path)
    store = ProgressStore(places)
    for decide in (rich, ticking("a"), ticking("b")):
        store.commit(decide)
    return places


def vouched(raw: bytes) -> bytes:
    """The same with a checksum that fits, as no accident would have it."""
    found = DIGEST.match(raw)
    assert found is not None
    blank = raw[: found.start(1)] + b"0" * 64 + raw[found.end(1) :]
    return blank.replace(b"0" * 64, hashlib.sha256(blank).hexdigest().encode(), 1)


def rebuilt(change: Callable[[Tables], object]) -> Callable[[bytes], bytes]:
    """The file with its tables changed and a checksum that fits."""

    def damage(raw: bytes) -> bytes:
        tables = json.loads(raw)
        change(tables)
        meta = tables["_meta"]["file"]
        tables["_meta"]["file"] = {"sha256": meta.pop("sha256"), **meta}
        return vouched(json.dumps(tables, separators=(",", ":")).encode())

    return damage


def first_event(tables: Tables) -> Any:
    return next(fields for fields in tables["events"].values() if fields["clock"] == 1)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda raw: b"",
    "one byte": lambda raw: raw[:1],
    "cut in the head": lambda raw: raw[:60],
    "cut in the middle": lambda raw: raw[: len(raw) // 2],
    "cut by one byte": lambda raw: raw[:-1],
    "trailing brace": lambda raw: raw + b"}",
    "trailing document": lambda raw: raw + raw,
    "trailing newline": lambda raw: raw + b"\n",
    "byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "all NULs": lambda raw: bytes(len(raw)),
    "NULs at the end": lambda raw: raw[:-40] + bytes(40),
    "a NUL inside": lambda raw: raw.replace(b"python", b"pyth\0n"),
    "not UTF-8": lambda raw: raw.replace(b"python", b"pyth\xffn"),
    "UTF-16": lambda raw: raw.decode().encode("utf-16"),
    "null": lambda raw: b"null",
    "a list": lambda raw: b"[]",
    "no tables": lambda raw: b"{}",
    "deep nesting": lambda raw: b'{"a":' * 100_000,
    "NaN": lambda raw: vouched(raw.replace(b'"clock":1,', b'"clock":NaN,')),
    "NaN where nobody looks": rebuilt(lambda tables: tables["state"].update({"pin:a": {"since": float("nan")}})),
    "infinity": lambda raw: vouched(raw.replace(b'"clock":1,', b'"clock":-Infinity,')),
    "a number of 5,000 digits": lambda raw: vouched(raw.replace(b'"clock":1,', b'"clock":' + b"9" * 5000 + b",")),
    "a key twice": lambda raw: vouched(raw.replace(b'"clock":1,', b'"clock":1,"clock":2,')),
    "a table that is a list": rebuilt(lambda tables: tables.update(events=[])),
    "a document that is text": rebuilt(lambda tables: tables["state"].update({"mark:a": "done"})),
    "written as JSON by another program": lambda raw: json.dumps(json.loads(raw), indent=2).encode(),
    "a fact changed by hand": lambda raw: raw.replace(b'"place":1', b'"place":2'),
    "no checksum": lambda raw: raw.replace(b'"sha256"', b'"sha255"', 1),
    "no generation": rebuilt(lambda tables: tables["_meta"]["file"].pop("generation")),
    "generation 0": rebuilt(lambda tables: tables["_meta"]["file"].update(generation=0)),
    "no device": rebuilt(lambda tables: tables["_meta"]["file"].update(device=None)),
    "schema 0": rebuilt(lambda tables: tables["_meta"]["file"].update(schema=0)),
    "an event without a clock": rebuilt(lambda tables: first_event(tables).pop("clock")),
    "a clock that is text": rebuilt(lambda tables: first_event(tables).update(clock="1")),
    "a moment that is none": rebuilt(lambda tables: first_event(tables).update(at="yesterday")),
    "an event about nothing": rebuilt(lambda tables: first_event(tables).pop("mark")),
    "an unknown status": rebuilt(lambda tables: first_event(tables)["new"].update(status="bored")),
    "a mark that is text": rebuilt(lambda tables: first_event(tables).update(new="done")),
    "a day that is none": rebuilt(lambda tables: first_event(tables)["new"].update(started_on="2025-02-30")),
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_is_told_and_nothing_is_changed(kind: str, places: Places) -> None:
    damaged = DAMAGES[kind](places.progress.read_bytes())
    places.progress.write_bytes(damaged)
    listing = sorted(places.data.rglob("*"))
    with pytest.raises(StoreDamaged) as at_load:
        ProgressStore(places).load()
    with pytest.raises(StoreDamaged) as at_commit:
        ProgressStore(places).commit(ticking("c"))
    sentence = str(at_load.value)
    assert sentence == str(at_commit.value)
    assert sentence.startswith(f"{places.progress} is damaged (")
    assert "nothing was changed" in sentence
    assert f"The newest good backup is {places.backups / 'progress-00000002.json'}: copy it over" in sentence
    assert "\n" not in sentence
    assert places.progress.read_bytes() == damaged
    assert sorted(places.data.rglob("*")) == listing


def test_a_flipped_bit_anywhere_is_noticed(tmp_path: Path) -> None:
    places = at(tmp_path)
    ProgressStore(places).commit(ticking("a"))
    raw = places.progress.read_bytes()
    for offset in [*range(0, len(raw), 50), len(raw) - 1]:
        flipped = bytearray(raw)
        flipped[offset] ^= 1
        places.progress.write_bytes(flipped)
        with pytest.raises(StoreError):
            ProgressStore(places).load()
        assert places.progress.read_bytes() == flipped
    places.progress.write_bytes(raw)
    assert set(ProgressStore(places).load().marks) == {"a"}


def test_damage_that_comes_while_it_is_open_is_noticed(places: Places) -> None:
    store = ProgressStore(places)
    store.load()
    places.progress.write_bytes(b"")
    assert store.changed_elsewhere()
    with pytest.raises(StoreDamaged, match="it is empty"):
        store.load()


def test_going_back_to_the_backup_that_was_named_works(places: Places) -> None:
    places.progress.write_bytes(b"")
    with pytest.raises(StoreDamaged) as caught:
        ProgressStore(places).load()
    named = re.search(r"good backup is (\S+): copy it", str(caught.value))
    assert named is not None
    shutil.copyfile(named[1], places.progress)
    store = ProgressStore(places)
    assert set(store.load().marks) == {"python", "not-in-any-catalog", "a"}
    assert set(store.commit(ticking("d")).marks) == {"python", "not-in-any-catalog", "a", "d"}


def test_the_newest_backup_that_is_good_is_named(places: Places) -> None:
    (places.backups / "progress-00000002.json").write_bytes(b"{}")
    places.progress.write_bytes(b"")
    with pytest.raises(StoreDamaged, match=r"good backup is .*progress-00000001\.json"):
        ProgressStore(places).load()


def test_without_a_good_backup_it_says_so(places: Places) -> None:
    for path in (places.progress, *places.backups.iterdir()):
        path.write_bytes(b"{")
    with pytest.raises(StoreDamaged, match=f"There is no good backup in {places.backups}"):
        ProgressStore(places).load()


def test_a_file_that_is_gone_is_a_loss_and_not_a_first_start(places: Places) -> None:
    store = ProgressStore(places)
    store.load()
    places.progress.unlink()
    assert store.changed_elsewhere()
    fresh = ProgressStore(places)
    for attempt in (store.load, fresh.load, lambda: store.commit(ticking("c")), lambda: fresh.commit(ticking("c"))):
        with pytest.raises(StoreDamaged, match=r"is gone, but it has backups; .*progress-00000002\.json"):
            attempt()
    assert not places.progress.exists()


def test_a_newer_schema_is_refused_and_named(places: Places) -> None:
    newer = rebuilt(lambda tables: tables["_meta"]["file"].update(schema=2))(places.progress.read_bytes())
    places.progress.write_bytes(newer)
    for attempt in (ProgressStore(places).load, lambda: ProgressStore(places).commit(ticking("c"))):
        with pytest.raises(StoreTooNew, match=r"has schema 2 and this mltrack reads up to 1; nothing was changed"):
            attempt()
    assert places.progress.read_bytes() == newer


def test_a_directory_in_its_place_is_told(places: Places) -> None:
    places.progress.unlink()
    places.progress.mkdir()
    with pytest.raises(StoreDamaged, match="not a regular file"):
        ProgressStore(places).load()
    assert places.progress.is_dir()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs here")
def test_a_fifo_in_its_place_does_not_block(places: Places) -> None:
    places.progress.unlink()
    os.mkfifo(places.progress)
    with pytest.raises(StoreDamaged, match="not a regular file"):
        ProgressStore(places).commit(ticking("c"))
    assert places.progress.is_fifo()


def test_a_huge_file_is_not_read(places: Places) -> None:
    os.truncate(places.progress, 65 * 1024 * 1024)
    with pytest.raises(StoreDamaged, match="larger than 67,108,864 bytes"):
        ProgressStore(places).load()


def test_a_loop_of_symbolic_links_is_told(tmp_path: Path) -> None:
    places = at(tmp_path)
    places.data.mkdir(parents=True)
    places.progress.symlink_to(places.data / "other")
    (places.data / "other").symlink_to(places.progress)
    with pytest.raises(StoreError, match="could not be read: Too many levels"):
        ProgressStore(places).commit(ticking("a"))


def test_a_file_in_the_place_of_the_directory_is_told(tmp_path: Path) -> None:
    places = at(tmp_path)
    places.data.parent.mkdir()
    places.data.write_text("mine")
    for attempt in (ProgressStore(places).load, lambda: ProgressStore(places).commit(ticking("a"))):
        with pytest.raises(StoreError, match=f"{places.progress} could not be read: Not a directory"):
            attempt()
    assert places.data.read_text() == "mine"


def test_control_characters_of_a_path_do_not_reach_the_sentence(tmp_path: Path) -> None:
    places = at(tmp_path / "a\x1b[2Jb")
    places.data.mkdir(parents=True)
    places.progress.write_bytes(b"")
    with pytest.raises(StoreDamaged) as caught:
        ProgressStore(places).load()
    assert "\x1b" not in str(caught.value)
