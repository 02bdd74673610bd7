"""Going on from a progress file that cannot be used: what is rescued, what is put aside, and what each way takes."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from mltrack.core.history import Event, Status
from mltrack.core.keeping import Way
from mltrack.core.progress import Progress
from mltrack.errors import StoreDamaged, StoreError
from mltrack.session import Session
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from mltrack.upkeep import Upkeep
from tests.core.worlds import catalog, role, skill
from tests.session.keepers import Clock
from tests.store.damages import ALTERED, UNFIT, UNREADABLE, emptied, harm, lose_copy
from tests.store.disks import Disk
from tests.store.histories import Seen, asides, backups, event_of, nothing, same, started, ticking, varied

HOUSE = catalog([skill("python"), skill("sql")], [role("ml")])


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A store of three saves, "old-0" to "old-2"; what does harm to it takes the backup of the last one along."""
    return started(tmp_path, 3)


def session_on(places: Places) -> Session:
    return Session(HOUSE, ProgressStore(places), Clock(), places)


# From the newest good backup


def test_recovering_saves_what_is_shown_and_tells_where_the_file_is(places: Places) -> None:
    damaged = harm(places, emptied)
    store = ProgressStore(places)
    shown = store.load()
    told = store.recovery
    assert same(store.recover(Way.BACKUP), shown)
    assert store.recovery is None
    assert store.aside is not None
    assert store.aside.recovery == told
    assert [path.read_bytes() for path in asides(places)] == [damaged]
    assert same(ProgressStore(places).load(), shown)
    seen = Seen(places)
    assert same(store.recover(Way.BACKUP), shown)
    assert Seen(places) == seen


@pytest.mark.parametrize("way", Way)
def test_a_file_that_can_be_used_is_left_alone(way: Way, places: Places) -> None:
    seen, store = Seen(places), ProgressStore(places)
    assert set(store.recover(way).marks) == {"old-0", "old-1", "old-2"}
    assert Seen(places) == seen
    assert store.aside is None


def test_what_somebody_else_recovered_is_taken_over(places: Places) -> None:
    harm(places, emptied)
    one, other = ProgressStore(places), ProgressStore(places)
    one.load()
    other.load()
    one.recover(Way.BACKUP)
    assert other.recovery is not None
    assert other.changed_elsewhere()
    other.recover(Way.BACKUP)
    assert len(asides(places)) == 1
    assert other.aside is None
    assert other.recovery is None


def test_files_that_are_put_aside_in_the_same_second_do_not_meet(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.gmtime", lambda: (2026, 11, 20, 10, 15, 0, 4, 324, 0))
    for text in (b"one", b"two", b"three"):
        places.progress.write_bytes(text)
        ProgressStore(places).recover(Way.BACKUP)
    name = "progress.json.damaged-20261120T101500Z"
    assert {path.name: path.read_bytes() for path in asides(places)} == {
        name: b"one",
        f"{name}-2": b"two",
        f"{name}-3": b"three",
    }


def test_on_a_disk_without_hard_links_it_is_put_aside_too(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = harm(places, emptied)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", refuse)
        with Disk("replace", 1).failing(), pytest.raises(StoreError):
            ProgressStore(places).commit(ticking("lost"))
        assert (places.progress.read_bytes(), asides(places)) == (damaged, [])
        assert set(ProgressStore(places).commit(ticking("new")).marks) == {"old-0", "old-1", "new"}
    assert [path.read_bytes() for path in asides(places)] == [damaged]


def refuse(*args: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_a_save_that_fails_leaves_the_recovery_to_the_next_one(places: Places) -> None:
    harm(places, emptied)
    before = Seen(places)
    session = session_on(places)
    told, snapshot = session.recovery, session.snapshot
    with Disk("write", 1, error=errno.ENOSPC).failing(), pytest.raises(StoreError) as caught:
        session.tick(["python"])
    assert caught.value.unsaved == "tick Python (working)"
    assert (session.recovery, session.aside) == (told, None)
    assert session.snapshot is snapshot
    assert Seen(places).contents == before.contents
    assert session.unsaved is not None
    assert set(session.unsaved.marks) == {"old-0", "old-1", "python"}
    session.tick(["python"])
    assert session.aside is not None
    assert (session.recovery or session.unsaved) is None


def test_a_backup_that_cannot_be_read_is_passed_over_and_told(places: Places) -> None:
    harm(places, emptied)
    oldest, newest = backups(places)
    newest.unlink()
    newest.symlink_to(newest.name)  # a loop: to open it is an error
    store = ProgressStore(places)
    assert set(store.load().marks) == {"old-0"}
    assert store.recovery is not None
    assert (store.recovery.backup, store.recovery.behind) == (str(oldest), 2)


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "damaged"])
def test_a_file_that_is_lost_right_after_a_save_loses_nothing(gone: bool, places: Places) -> None:
    before = ProgressStore(places).load()
    if gone:
        places.progress.unlink()
    else:
        places.progress.write_bytes(b"")
    store = ProgressStore(places)
    assert same(store.load(), before)
    assert store.recovery is not None
    assert store.recovery.backup == str(backups(places)[-1])
    assert (store.recovery.gone, store.recovery.loss) == (gone, "At most the last save is missing.")
    assert same(store.recover(Way.BACKUP), before)
    assert same(ProgressStore(places).load(), before)
    assert len(asides(places)) == (not gone)


def test_what_the_file_says_otherwise_under_the_same_id_is_counted(places: Places) -> None:
    before = ProgressStore(places).load()

    def edit(raw: bytes) -> bytes:
        tables = json.loads(raw)
        for milestone in ("old-0", "old-2"):  # the backup that stands in does not hold the second one
            tables["events"][event_of(before, milestone).id]["new"] = {"status": "waived", "reason": "by hand"}
        return json.dumps(tables).encode()

    harm(places, edit)
    store = ProgressStore(places)
    assert set(store.load().marks) == {"old-0", "old-1"}
    assert store.recovery is not None
    assert store.recovery.missing is not None
    assert [event.id for event in store.recovery.missing] == [event_of(before, "old-2").id]
    assert (store.recovery.altered, store.recovery.gone) == (1, False)


# What was read while the file was whole


def test_damage_that_comes_while_it_is_open_costs_nothing(places: Places) -> None:
    store = ProgressStore(places)
    before = store.load()
    harm(places, emptied)
    assert store.changed_elsewhere()
    assert same(store.load(), before)
    assert store.recovery is not None
    after = store.commit(ticking("new"))
    assert set(after.marks) == {"old-0", "old-1", "old-2", "new"}
    assert same(ProgressStore(places).load(), after)
    assert after.history[:-1] == before.history


@pytest.mark.parametrize("looks", [0, 1, 2])
def test_looking_in_between_does_not_make_it_forget(looks: int, places: Places) -> None:
    store = ProgressStore(places)
    before = store.load()
    harm(places, emptied)
    for _ in range(looks):
        assert same(store.load(), before)
        assert same(store.commit(nothing), before)
        assert set(store.backups()[0].progress.marks) == {"old-0", "old-1"}  # type: ignore[union-attr]
    after = store.commit(ticking("new"))
    assert same(ProgressStore(places).load(), after)
    assert set(after.marks) == {"old-0", "old-1", "old-2", "new"}


def test_recovering_keeps_what_was_rescued_too(places: Places) -> None:
    store = ProgressStore(places)
    before = store.load()
    lose_copy(places.progress)
    places.progress.unlink()
    assert set(ProgressStore(places).load().marks) == {"old-0", "old-1"}
    assert same(store.recover(Way.BACKUP), before)
    assert same(ProgressStore(places).load(), before)


def test_what_was_rescued_is_not_called_missing(places: Places) -> None:
    held = ProgressStore(places)
    held.load()
    harm(places, next(iter(UNFIT.values())))
    fresh = ProgressStore(places)
    missing = event_of(held.load(), "old-2")
    fresh.load()
    assert held.recovery is not None
    assert fresh.recovery is not None
    assert (held.recovery.missing, fresh.recovery.missing) == ((), (missing,))


def test_a_decision_is_made_on_what_was_rescued(places: Places) -> None:
    store = ProgressStore(places)
    store.load()
    harm(places, emptied)
    seen: list[str] = []

    def look(progress: Progress, device: str) -> Sequence[Event]:
        seen.extend(progress.marks)
        return ()

    store.commit(look)
    assert seen == ["old-0", "old-1", "old-2"]


def test_an_undo_after_the_damage_takes_back_the_last_thing_that_was_done(places: Places) -> None:
    session = session_on(places)
    session.tick(["python"])
    harm(places, emptied)
    assert "python" not in session.undo().progress.marks
    assert set(ProgressStore(places).load().marks) == {"old-0", "old-1", "old-2"}
    assert "python" in session.redo().progress.marks


# As it stands


@pytest.mark.parametrize("kind", ALTERED)
def test_a_file_that_is_whole_is_taken_as_it_stands(kind: str, tmp_path: Path) -> None:
    places = varied(tmp_path)
    before = ProgressStore(places).load()
    damaged = harm(places, ALTERED[kind])
    store = ProgressStore(places)
    assert same(store.recover(Way.AS_IT_STANDS), before)
    assert store.recovery is None
    assert same(ProgressStore(places).load(), before)
    assert [path.read_bytes() for path in asides(places)] == [damaged]


def test_what_was_changed_by_hand_counts_when_it_is_taken_as_it_stands(places: Places) -> None:
    last = event_of(ProgressStore(places).load(), "old-2").id

    def edit(raw: bytes) -> bytes:
        tables = json.loads(raw)
        tables["events"][last]["new"] = {"status": "waived", "reason": "by hand"}
        return json.dumps(tables).encode()

    harm(places, edit)
    store = ProgressStore(places)
    assert "old-2" not in store.load().marks
    mark = store.recover(Way.AS_IT_STANDS).marks["old-2"]
    assert (mark.status, mark.reason) == (Status.WAIVED, "by hand")
    assert same(store.load(), ProgressStore(places).load())
    state = json.loads(places.progress.read_bytes())["state"]
    assert state["mark:old-2"]["status"] == "waived"


@pytest.mark.parametrize("kind", [*UNREADABLE, *UNFIT])
def test_a_file_that_is_not_whole_is_not_taken_as_it_stands(kind: str, tmp_path: Path) -> None:
    places = varied(tmp_path)
    harm(places, {**UNREADABLE, **UNFIT}[kind])
    before = Seen(places)
    with pytest.raises(StoreDamaged, match="cannot be taken as it stands; nothing was changed"):
        ProgressStore(places).recover(Way.AS_IT_STANDS)
    assert Seen(places) == before


def test_a_missing_file_is_not_taken_as_it_stands(places: Places) -> None:
    places.progress.unlink()
    with pytest.raises(StoreDamaged, match="is gone, but it has backups, so it cannot be taken as it stands"):
        ProgressStore(places).recover(Way.AS_IT_STANDS)
    assert asides(places) == []


# Afresh


@pytest.mark.parametrize("good", [True, False], ids=["good backups", "no good backup"])
def test_afresh_is_from_nothing_and_everything_is_kept(good: bool, places: Places) -> None:
    device = ProgressStore(places).reader.fetch().device
    damaged = harm(places, UNREADABLE["cut in the middle"])
    if not good:
        for path in backups(places):
            path.write_bytes(b"")
    earlier = {path: path.read_bytes() for path in backups(places)}
    store = ProgressStore(places)
    assert same(store.recover(Way.AFRESH), Progress())
    assert store.recovery is None
    assert [path.read_bytes() for path in asides(places)] == [damaged]
    assert {path: path.read_bytes() for path in earlier} == earlier
    assert same(ProgressStore(places).load(), Progress())
    assert store.device not in {"", device}
    assert set(store.commit(ticking("new")).marks) == {"new"}
    assert store.reader.fetch().generation == 4  # past the backups, so that they keep their names
    assert {path: path.read_bytes() for path in earlier} == earlier


def test_afresh_after_a_loss_of_everything_forgets_what_was_read_too(places: Places) -> None:
    store = ProgressStore(places)
    store.load()
    harm(places, emptied)
    assert same(store.recover(Way.AFRESH), Progress())
    assert same(ProgressStore(places).load(), Progress())


# In a session


def test_a_session_opens_on_the_backup_and_the_first_verb_settles_it(places: Places) -> None:
    damaged = harm(places, emptied)
    session = session_on(places)
    assert set(session.snapshot.progress.marks) == {"old-0", "old-1"}
    assert session.recovery is not None
    session.reload()
    session.tick(["python"])
    assert session.recovery is None
    assert session.aside is not None
    assert Path(session.aside.kept_as).read_bytes() == damaged
    assert set(session_on(places).snapshot.progress.marks) == {"old-0", "old-1", "python"}
    assert session_on(places).aside is None


def test_a_verb_that_changes_nothing_does_not_settle_it(places: Places) -> None:
    session = session_on(places)
    session.tick(["python"])
    harm(places, emptied)
    session.tick(["python"])
    assert session.recovery is not None
    assert asides(places) == []
    session.recover()
    assert session.recovery is None
    assert "python" in session_on(places).snapshot.progress.marks


def test_a_backup_of_the_present_state_is_not_made_of_another_one(places: Places, tmp_path: Path) -> None:
    harm(places, emptied)
    upkeep = Upkeep(session_on(places))
    with pytest.raises(StoreError, match="go on from a backup first"):
        upkeep.write_backup(tmp_path / "copy.json")
    with pytest.raises(StoreError, match="go on from a backup first"):
        upkeep.keep()
    assert not (tmp_path / "copy.json").exists()


def test_a_lost_save_comes_back_with_the_file_that_was_put_aside(places: Places) -> None:
    harm(places, ALTERED["trailing newline"])
    session = session_on(places)
    session.tick(["python"])
    assert "old-2" not in session.snapshot.progress.marks
    assert session.aside is not None
    upkeep = Upkeep(session)
    lost = upkeep.copy(Path(session.aside.kept_as), altered=True)
    assert set(upkeep.merge([lost]).progress.marks) == {"old-0", "old-1", "old-2", "python"}
