"""A file that is taken away from under an open mltrack: a history only grows, so what was read is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mltrack.core.keeping import Way
from mltrack.core.progress import Progress
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from tests.store.damages import emptied, harm, of_schema, rebuilt
from tests.store.disks import Disk
from tests.store.histories import Seen, asides, at, backups, nothing, same, started, ticking

ALL = {"old-0", "old-1", "old-2"}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A store of three saves."""
    return started(tmp_path, 3)


def put_an_older_one_back(places: Places) -> None:
    """What a synchronising program does, or somebody who copies a backup over the file."""
    shutil.copyfile(backups(places)[0], places.progress)


def recover_elsewhere(places: Places) -> None:
    harm(places, emptied)
    ProgressStore(places).recover(Way.BACKUP)


def put_one_back_and_go_on(places: Places) -> None:
    put_an_older_one_back(places)
    ProgressStore(places).commit(ticking("elsewhere"))


TAKEN_AWAY: dict[str, tuple[Callable[[Places], object], set[str]]] = {
    "an older one put back": (put_an_older_one_back, set()),
    "recovered by a process that had not read it": (recover_elsewhere, set()),
    "an older one put back and gone on from": (put_one_back_and_go_on, {"elsewhere"}),
}


@pytest.mark.parametrize(("take_away", "new"), TAKEN_AWAY.values(), ids=TAKEN_AWAY)
def test_what_was_read_is_still_shown_and_saved_with_the_next_save(
    take_away: Callable[[Places], object], new: set[str], places: Places
) -> None:
    store = ProgressStore(places)
    before = store.load()
    take_away(places)
    seen = Seen(places)
    assert set(store.load().marks) == ALL | new
    assert {event.change.subject.id for event in store.rescued} == ALL - set(ProgressStore(places).load().marks)
    assert store.recovery is None
    assert Seen(places) == seen
    after = store.commit(ticking("next"))
    assert set(after.marks) == ALL | new | {"next"}
    assert same(ProgressStore(places).load(), after)
    assert {event.id for event in before.history} < {event.id for event in after.history}
    assert store.rescued == ()


def test_a_save_of_nothing_else_brings_it_back_too(places: Places) -> None:
    store = ProgressStore(places)
    before = store.load()
    put_an_older_one_back(places)
    assert same(store.commit(nothing), before)
    assert same(ProgressStore(places).load(), before)
    seen = Seen(places)
    store.commit(nothing)
    assert Seen(places) == seen


def test_a_save_that_fails_goes_on_holding_it(places: Places) -> None:
    store = ProgressStore(places)
    store.load()
    put_an_older_one_back(places)
    store.load()
    with Disk("write", 1).failing(), pytest.raises(Exception, match="could not be saved"):
        store.commit(ticking("next"))
    assert set(store.load().marks) == ALL
    assert set(store.commit(ticking("next")).marks) == ALL | {"next"}
    assert set(ProgressStore(places).load().marks) == ALL | {"next"}


def test_it_is_not_taken_for_something_the_backup_holds(places: Places) -> None:
    store = ProgressStore(places)
    store.load()
    put_an_older_one_back(places)
    store.load()
    oldest = store.backups()[-1]
    assert oldest.progress is not None
    assert set(oldest.progress.marks) == {"old-0"}


def test_whoever_began_afresh_meant_it(places: Places) -> None:
    store = ProgressStore(places)
    store.load()
    harm(places, emptied)
    ProgressStore(places).recover(Way.AFRESH)
    assert same(store.load(), Progress())
    assert store.rescued == ()
    assert set(store.commit(ticking("new")).marks) == {"new"}


def test_another_device_s_file_in_its_place_is_another_history(places: Places, tmp_path: Path) -> None:
    store = ProgressStore(places)
    store.load()
    other = at(tmp_path / "other")
    ProgressStore(other).commit(ticking("theirs"))
    shutil.copyfile(other.progress, places.progress)
    assert set(store.load().marks) == {"theirs"}
    assert store.rescued == ()


def test_nothing_is_added_to_what_a_newer_mltrack_has_written(places: Places) -> None:
    store = ProgressStore(places)
    store.load()
    put_an_older_one_back(places)
    harm(places, of_schema(2))
    assert set(store.load().marks) == {"old-0"}
    assert store.newer is not None
    assert store.rescued == ()


# Which backup stands in, and which ones stay


def of_another_device(raw: bytes) -> bytes:
    return rebuilt(lambda tables: tables["_meta"]["file"].update(device="another"))(raw)


def test_a_backup_of_this_device_stands_in_before_a_newer_one_of_another(places: Places) -> None:
    newest = backups(places)[-1]
    newest.write_bytes(of_another_device(newest.read_bytes()))
    harm(places, lambda raw: raw[:-1])
    store = ProgressStore(places)
    assert set(store.load().marks) == {"old-0"}
    assert store.recovery is not None
    assert (store.recovery.backup, store.recovery.behind) == (str(backups(places)[0]), 2)


@pytest.mark.parametrize("damage", [emptied, lambda raw: raw[:-1]], ids=["does not tell whose", "tells whose"])
def test_another_device_s_backup_is_better_than_none(damage: Callable[[bytes], bytes], places: Places) -> None:
    for path in backups(places):
        path.write_bytes(of_another_device(path.read_bytes()))
    harm(places, damage)
    assert set(ProgressStore(places).load().marks) == {"old-0", "old-1"}


@pytest.mark.parametrize(
    "change",
    [emptied, lambda raw: raw + b"\n", of_schema(2), of_another_device],
    ids=["rotten", "altered", "newer", "another device's"],
)
def test_what_cannot_be_used_here_may_be_the_only_copy_and_is_never_thinned_out(
    change: Callable[[bytes], bytes], places: Places
) -> None:
    oldest, other = backups(places)
    held = change(oldest.read_bytes())
    oldest.write_bytes(held)
    for number in range(5):
        ProgressStore(places).commit(ticking(f"m{number}"))
    assert oldest.read_bytes() == held
    assert not other.exists()


def test_after_a_recovery_without_any_backup_there_is_one(places: Places) -> None:
    for path in backups(places):
        path.unlink()
    harm(places, emptied)
    ProgressStore(places).recover(Way.AFRESH)
    assert len(asides(places)) == 1
    places.progress.unlink()
    fresh = ProgressStore(places)
    assert same(fresh.load(), Progress())
    assert fresh.recovery is not None


def test_a_backup_to_keep_is_made_anew_when_the_one_there_is_holds_something_else(places: Places) -> None:
    kept, _ = ProgressStore(places).keep()
    Path(kept.file).write_bytes(b"{")
    again, new = ProgressStore(places).keep()
    assert new
    assert again.fault == ""
    assert Path(again.file).read_bytes() == places.progress.read_bytes()
