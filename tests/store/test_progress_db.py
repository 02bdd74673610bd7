from __future__ import annotations

import json
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from mltrack import __version__
from mltrack.core.history import Event, Mark, MarkChange, NoteChange, Status, Target, TargetChange, Turn
from mltrack.core.progress import Progress
from mltrack.errors import StoreError
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from tests.store.damages import vouched
from tests.store.histories import DONE, NOW, Seen, at, backups, doing, nothing, rich, same, ticking

Tables = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return at(tmp_path)


def on_disk(places: Places) -> Tables:
    tables: Tables = json.loads(places.progress.read_bytes())
    return tables


def write_tables(places: Places, tables: Tables) -> None:
    storage = ProgressStore(places).storage
    with storage.transaction():
        storage.write(tables)


def test_a_first_start_is_empty_and_leaves_no_trace(places: Places, tmp_path: Path) -> None:
    store = ProgressStore(places)
    assert same(store.load(), Progress())
    assert same(store.commit(nothing), Progress())
    assert not store.changed_elsewhere()
    assert list(tmp_path.iterdir()) == []


def test_a_rich_history_comes_back_as_it_was(places: Places) -> None:
    committed = ProgressStore(places).commit(rich)
    loaded = ProgressStore(places).load()
    assert same(loaded, committed)
    assert list(loaded.targets) == ["zoologist", "analyst"]
    assert "not-in-any-catalog" in loaded.marks
    assert loaded.history[-2].turn is Turn.UNDO
    assert [event.at.isoformat() for event in loaded.history] == [NOW.isoformat()] * len(loaded.history)


def test_the_targets_keep_the_order_in_which_they_were_chosen(places: Places) -> None:
    store = ProgressStore(places)
    for role in ("m", "z", "a"):
        store.commit(doing(TargetChange(role, None, Target(primary=False))))
    store.commit(doing(TargetChange("m", Target(primary=False), None)))
    store.commit(doing(TargetChange("m", None, Target(primary=True))))
    assert list(ProgressStore(places).load().targets) == ["z", "a", "m"]
    assert {key: fields["place"] for key, fields in on_disk(places)["state"].items()} == {
        "target:z": 1,
        "target:a": 2,
        "target:m": 3,
    }


def test_one_action_is_one_write(places: Places) -> None:
    store = ProgressStore(places)
    store.commit(rich)
    store.commit(doing(*(MarkChange(f"m{number}", None, DONE) for number in range(50))))
    assert on_disk(places)["_meta"]["file"]["generation"] == 2


def test_a_commit_without_events_writes_nothing(places: Places) -> None:
    store = ProgressStore(places)
    before = store.commit(rich)
    seen = Seen(places)
    assert same(store.commit(nothing), before)
    assert Seen(places) == seen


def test_folders_and_files_are_for_their_owner_only(places: Places, tmp_path: Path) -> None:
    store = ProgressStore(places)
    store.commit(ticking("a"))
    store.commit(ticking("b"))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert modes == {
        "home": 0o700,
        "data": 0o700,
        "backups": 0o700,
        "progress.json": 0o600,
        "progress.json.lock": 0o600,
        **{path.name: 0o600 for path in backups(places)},
    }
    assert len(backups(places)) == 2


def test_the_file_says_what_it_is(places: Places) -> None:
    devices: list[str] = []

    def decide(progress: Progress, device: str) -> Sequence[Event]:
        devices.append(device)
        return ticking("a")(progress, device)

    ProgressStore(places).commit(decide)
    ProgressStore(places).commit(decide)
    meta = on_disk(places)["_meta"]["file"]
    assert (meta["schema"], meta["generation"], meta["app"]) == (3, 2, __version__)
    assert devices == [meta["device"]] * 2
    assert len(meta["device"]) == 32


def test_what_decide_raises_passes_through_and_nothing_is_written(places: Places) -> None:
    class Refused(Exception):
        pass

    def refuse(progress: Progress, device: str) -> Sequence[Event]:
        raise Refused

    store = ProgressStore(places)
    with pytest.raises(Refused):
        store.commit(refuse)
    assert not places.data.exists()
    store.commit(ticking("a"))
    held = places.progress.read_bytes()
    with pytest.raises(Refused):
        store.commit(refuse)
    assert places.progress.read_bytes() == held
    assert set(ProgressStore(places, wait=0).commit(ticking("b")).marks) == {"a", "b"}


def test_an_event_is_never_written_over(places: Places) -> None:
    store = ProgressStore(places)
    known = store.commit(ticking("a")).history
    held = places.progress.read_bytes()
    with pytest.raises(ValueError, match="already exists"):
        store.commit(lambda progress, device: known)
    assert places.progress.read_bytes() == held


def test_a_commit_starts_from_what_is_on_disk_and_not_from_what_was_loaded(places: Places) -> None:
    one, other = ProgressStore(places), ProgressStore(places)
    one.commit(ticking("a"))
    other.load()
    one.commit(ticking("b"))
    assert other.changed_elsewhere()
    assert set(other.commit(ticking("c")).marks) == {"a", "b", "c"}
    assert not other.changed_elsewhere()
    assert one.changed_elsewhere()
    assert set(one.load().marks) == {"a", "b", "c"}
    assert not one.changed_elsewhere()


def test_a_first_start_that_another_process_overtakes_decides_again(places: Places) -> None:
    seen: list[int] = []

    def slow(progress: Progress, device: str) -> Sequence[Event]:
        if not seen:
            ProgressStore(places).commit(ticking("faster"))
        seen.append(len(progress.marks))
        return ticking("slower")(progress, device)

    assert set(ProgressStore(places).commit(slow).marks) == {"faster", "slower"}
    assert seen == [0, 1]


def test_an_unchanged_file_is_not_read_again(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ProgressStore(places)
    committed = store.commit(rich)
    monkeypatch.setattr("os.open", None)
    assert store.load() is committed


def test_nobody_can_change_what_the_store_remembers(places: Places) -> None:
    marks: Any = ProgressStore(places).commit(rich).marks
    with pytest.raises(TypeError):
        marks["python"] = DONE


def test_what_this_version_does_not_know_stays(places: Places) -> None:
    store = ProgressStore(places)
    store.commit(ticking("a"))
    tables = on_disk(places)
    tables["Zettel"] = {"1": {"free": ["text", {"of": "others"}]}}
    tables["_meta"]["0"] = {"sha256": "x"}
    tables["_meta"]["file"]["a"] = {"sha256": "y"}
    (event,) = tables["events"].values()
    event["mood"] = "good"
    tables["state"]["mark:a"]["colour"] = 7
    tables["state"]["pin:a"] = {"since": "1999"}
    write_tables(places, tables)
    store.commit(doing(NoteChange("a", "", "n"), MarkChange("a", DONE, Mark(Status.STARTED))))
    after = on_disk(places)
    assert after["Zettel"] == tables["Zettel"]
    assert after["_meta"]["0"] == {"sha256": "x"}
    assert after["_meta"]["file"]["a"] == {"sha256": "y"}
    assert "good" in [fields.get("mood") for fields in after["events"].values()]
    assert after["state"]["mark:a"]["colour"] == 7
    assert after["state"]["mark:a"]["level"] is None
    assert after["state"]["pin:a"] == {"since": "1999"}


def test_state_that_says_something_else_is_put_right(places: Places) -> None:
    store = ProgressStore(places)
    store.commit(ticking("a"))
    tables = on_disk(places)
    tables["state"] = {"mark:b": {"status": "done"}, "mark:a": {"status": "waived"}}
    write_tables(places, tables)
    assert set(store.load().marks) == {"a"}
    store.commit(ticking("c"))
    assert {key: fields["status"] for key, fields in on_disk(places)["state"].items()} == {
        "mark:a": "done",
        "mark:c": "done",
    }


def test_a_symbolic_link_stays_one(places: Places, tmp_path: Path) -> None:
    elsewhere = tmp_path / "synced" / "mine.json"
    places.data.mkdir(parents=True)
    places.progress.symlink_to(elsewhere)
    for milestone in ("a", "b"):
        ProgressStore(places).commit(ticking(milestone))
    assert places.progress.is_symlink()
    assert not elsewhere.is_symlink()
    assert ProgressStore(places).path == elsewhere
    assert set(ProgressStore(places).load().marks) == {"a", "b"}


def test_text_that_cannot_be_saved_is_refused_and_nothing_is_written(places: Places) -> None:
    store = ProgressStore(places)
    store.commit(ticking("a"))
    seen = Seen(places)
    with pytest.raises(StoreError, match="could not be saved"):
        store.commit(doing(NoteChange("a", "", "half \ud83e of a character")))
    assert Seen(places) == seen


def test_an_event_that_is_there_already_is_refused_and_nothing_is_written(places: Places) -> None:
    store = ProgressStore(places)
    before = store.commit(ticking("a"))
    seen = Seen(places)
    with pytest.raises(ValueError, match=before.history[0].id):
        store.commit(lambda progress, device: [*ticking("b")(progress, device), before.history[0]])
    assert Seen(places) == seen
    assert store.load() is before


def test_whoever_waits_for_another_mltrack_is_told(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mltrack.store.whole_file.PATIENCE", 0.05)
    ProgressStore(places).commit(ticking("a"))
    other, times = FileLock(f"{places.progress}.lock"), 0

    def waiting() -> None:
        nonlocal times
        times += 1
        other.release()

    other.acquire()
    assert set(ProgressStore(places, waiting=waiting).commit(ticking("b")).marks) == {"a", "b"}
    assert times == 1


def test_a_save_sees_what_another_one_saved_under_the_same_stamp(places: Places) -> None:
    """As where times are kept in seconds: of one size, and under a number that was given again."""
    store = ProgressStore(places)
    store.commit(doing(NoteChange("a", "", "mine")))
    long_ago = 10**18
    os.utime(places.progress, ns=(long_ago, long_ago))
    store = ProgressStore(places)
    store.load()
    store.commit(nothing)  # from here on it is known
    raw = places.progress.read_bytes()
    with places.progress.open("r+b") as file:
        file.write(vouched(raw.replace(b"mine", b"hers")))
    os.utime(places.progress, ns=(long_ago, long_ago))
    assert not store.changed_elsewhere()
    assert store.commit(ticking("b")).notes == {"a": "hers"}
