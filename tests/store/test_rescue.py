"""A file that is taken away from under an open mltrack: a history only grows, so what was read is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mltrack.core.keeping import Ahead, Way
from mltrack.core.progress import Progress
from mltrack.errors import StoreError
from mltrack.session import Session
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from tests.core.worlds import catalog, skill
from tests.session.keepers import Clock
from tests.store.damages import emptied, harm, lose_copy, of_schema, rebuilt
from tests.store.disks import Disk
from tests.store.histories import Seen, asides, at, backups, event_of, nothing, same, started, ticking

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
    harm(places, of_schema(9))
    assert set(store.load().marks) == {"old-0"}
    assert store.newer is not None
    assert store.rescued == ()


# All of it gone


def test_all_that_was_known_is_put_back_when_everything_is_gone(places: Places) -> None:
    store = ProgressStore(places)
    before, device = store.load(), store.device
    shutil.rmtree(places.data)
    assert same(store.load(), before)
    assert list(store.rescued) == list(before.history)
    assert store.recovery is None
    assert not places.data.exists()
    after = store.commit(ticking("next"))
    assert set(after.marks) == ALL | {"next"}
    assert after.history[:-1] == before.history
    assert after.history[-1].device != device  # whoever begins anew in that place is somebody else
    assert same(ProgressStore(places).load(), after)
    assert store.rescued == ()


@pytest.mark.parametrize("looks", [False, True], ids=["at once", "after a look"])
def test_a_save_of_nothing_else_puts_everything_back_too(looks: bool, places: Places) -> None:
    store = ProgressStore(places)
    before = store.load()
    shutil.rmtree(places.data)
    if looks:
        store.load()
    assert same(store.commit(nothing), before)
    assert same(ProgressStore(places).load(), before)
    assert store.rescued == ()


def test_a_session_puts_everything_back_when_it_reloads(places: Places) -> None:
    session = Session(catalog([skill("python")]), ProgressStore(places), Clock(), places)
    shutil.rmtree(places.data)
    assert set(session.reload().progress.marks) == ALL
    assert set(ProgressStore(places).load().marks) == ALL
    session.tick(["python"])
    shutil.rmtree(places.data)
    session.reload()
    assert set(ProgressStore(places).load().marks) == ALL | {"python"}


def test_where_nothing_was_known_a_place_that_is_empty_is_a_first_start(places: Places) -> None:
    shutil.rmtree(places.data)
    store = ProgressStore(places)
    assert same(store.load(), Progress())
    assert same(store.commit(nothing), Progress())
    assert not places.data.exists()


# A backup that is ahead of the file


def test_an_older_file_in_its_place_is_told_with_exactly_what_it_lacks(places: Places) -> None:
    before = ProgressStore(places).load()
    put_an_older_one_back(places)
    seen, store = Seen(places), ProgressStore(places)
    assert set(store.load().marks) == {"old-0"}
    assert (store.recovery, store.rescued) == (None, ())
    lost = (event_of(before, "old-1"), event_of(before, "old-2"))
    assert store.ahead == Ahead(str(places.progress), str(backups(places)[-1]), lost)
    assert str(store.ahead) == (
        f"{places.progress} is older than the backup {backups(places)[-1]}, which holds what it lacks."
    )
    assert Seen(places) == seen


def test_a_file_that_is_the_newest_has_no_backup_ahead(places: Places) -> None:
    store = ProgressStore(places)
    assert store.ahead is None
    store.load()
    assert store.ahead is None


def test_a_save_goes_on_from_the_older_file_and_keeps_what_was_ahead_beyond_the_calendar(places: Places) -> None:
    put_an_older_one_back(places)
    newest = backups(places)[-1]
    held, store = newest.read_bytes(), ProgressStore(places)
    store.load()
    assert set(store.commit(ticking("elsewhere")).marks) == {"old-0", "elsewhere"}
    assert store.ahead is not None  # for whoever tells of the save
    kept = newest.with_name(f"{newest.name.removesuffix('.json')}-before-rollback.json")
    assert newest.exists()
    lose_copy(places.progress)  # so that what was kept is the newest backup
    fresh = ProgressStore(places)
    fresh.load()
    assert fresh.ahead is None
    for number in range(9):
        ProgressStore(places).commit(ticking(f"m{number}"))
    assert not newest.exists()
    assert [path for path in backups(places) if "rollback" in path.name] == [kept]
    assert kept.read_bytes() == held


@pytest.mark.parametrize("function", ["write", "fsync", "replace"])
def test_what_is_ahead_stays_so_when_the_save_fails(function: str, places: Places) -> None:
    put_an_older_one_back(places)
    held = backups(places)[-1].read_bytes()
    with Disk(function, 1).failing(), pytest.raises(StoreError, match="could not be saved"):
        ProgressStore(places).commit(ticking("new"))
    store = ProgressStore(places)
    store.load()
    assert store.ahead is not None
    assert Path(store.ahead.backup).read_bytes() == held
    assert set(store.commit(ticking("new")).marks) == {"old-0", "new"}
    assert store.ahead is not None  # for whoever tells of the save
    assert [path.read_bytes() for path in backups(places) if "before-rollback" in path.name] == [held]


def test_a_file_that_another_process_saves_meanwhile_is_not_taken_for_an_older_one(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ProgressStore(places)
    real = store.reader.backups.files

    def after_a_save() -> object:
        monkeypatch.undo()
        ProgressStore(places).commit(ticking("meanwhile"))
        return real()

    monkeypatch.setattr(store.reader.backups, "files", after_a_save)
    assert set(store.load().marks) == ALL
    assert backups(places)[-1].name.startswith("progress-00000004-")
    assert store.ahead is None
    assert set(store.load().marks) == ALL | {"meanwhile"}
    assert store.ahead is None


@pytest.mark.parametrize(
    "change", [emptied, lambda raw: raw[:-1], lambda raw: raw + b"\n"], ids=["empty", "cut short", "altered"]
)
def test_a_later_backup_that_cannot_be_used_is_passed_over(change: Callable[[bytes], bytes], places: Places) -> None:
    before = ProgressStore(places).load()
    put_an_older_one_back(places)
    _, middle, newest = backups(places)
    newest.write_bytes(change(newest.read_bytes()))
    store = ProgressStore(places)
    store.load()
    assert store.ahead == Ahead(str(places.progress), str(middle), (event_of(before, "old-1"),))
    middle.write_bytes(change(middle.read_bytes()))
    fresh = ProgressStore(places)
    assert set(fresh.load().marks) == {"old-0"}
    assert fresh.ahead is None


@pytest.mark.parametrize("way", ["unreadable", "not to be listed"])
def test_backups_that_cannot_be_looked_at_do_not_keep_a_whole_file_from_being_read(way: str, places: Places) -> None:
    put_an_older_one_back(places)
    if way == "unreadable":
        for path in backups(places)[1:]:
            path.unlink()
            path.symlink_to(path.name)  # a loop: to open it is an error
    else:
        shutil.rmtree(places.backups)
        places.backups.write_text("mine")
    store = ProgressStore(places)
    assert set(store.load().marks) == {"old-0"}
    assert store.ahead is None


def test_a_later_backup_that_holds_nothing_more_is_not_ahead(places: Places) -> None:
    newest = backups(places)[-1]
    more = newest.with_name(newest.name.replace("00000003", "00000004"))
    more.write_bytes(newest.read_bytes())
    store = ProgressStore(places)
    store.load()
    assert store.ahead is None


# Which backup stands in, and which ones stay


def test_the_newest_backup_that_is_good_stands_in(tmp_path: Path) -> None:
    places = started(tmp_path, 6)
    harm(places, emptied)
    oldest, older, newest = backups(places)[-3:]
    newest.write_bytes(b"{}")
    older.write_bytes(older.read_bytes() + b"\n")  # readable, but not what mltrack wrote
    store = ProgressStore(places)
    assert set(store.load().marks) == {"old-0", "old-1", "old-2"}
    assert store.recovery is not None
    assert store.recovery.backup == str(oldest)
    assert store.recovery.behind == 3
    assert store.recovery.loss == "The last 3 saves may be missing."
    assert set(store.commit(ticking("new")).marks) == {"old-0", "old-1", "old-2", "new"}
    assert newest.read_bytes() == b"{}"


def test_how_far_a_backup_lies_back_counts_the_saves_that_the_calendar_removed(tmp_path: Path) -> None:
    places = started(tmp_path, 1)
    ProgressStore(places).keep()
    for number in range(9):
        ProgressStore(places).commit(ticking(f"m{number}"))
    harm(places, emptied)
    for path in backups(places)[1:]:
        path.write_bytes(b"")
    store = ProgressStore(places)
    assert set(store.load().marks) == {"old-0"}
    assert store.recovery is not None
    assert store.recovery.behind == 9


def of_another_device(raw: bytes) -> bytes:
    return rebuilt(lambda tables: tables["_meta"]["file"].update(device="another"))(raw)


def test_a_backup_of_this_device_stands_in_before_a_newer_one_of_another(places: Places) -> None:
    harm(places, lambda raw: raw[:-1])
    newest = backups(places)[-1]
    newest.write_bytes(of_another_device(newest.read_bytes()))
    store = ProgressStore(places)
    assert set(store.load().marks) == {"old-0"}
    assert store.recovery is not None
    assert (store.recovery.backup, store.recovery.behind) == (str(backups(places)[0]), 2)


@pytest.mark.parametrize("damage", [emptied, lambda raw: raw[:-1]], ids=["does not tell whose", "tells whose"])
def test_another_device_s_backup_is_better_than_none(damage: Callable[[bytes], bytes], places: Places) -> None:
    harm(places, damage)
    for path in backups(places):
        path.write_bytes(of_another_device(path.read_bytes()))
    assert set(ProgressStore(places).load().marks) == {"old-0", "old-1"}


@pytest.mark.parametrize(
    "change",
    [emptied, lambda raw: raw + b"\n", of_schema(9), of_another_device],
    ids=["rotten", "altered", "newer", "another device's"],
)
def test_what_cannot_be_used_here_may_be_the_only_copy_and_is_never_thinned_out(
    change: Callable[[bytes], bytes], places: Places
) -> None:
    oldest, other, _ = backups(places)
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
