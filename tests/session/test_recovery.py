"""What a session tells of a progress file that cannot be used or written, and of a save that has to wait."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from mltrack.core.keeping import Ahead, Aside, Newer, Recovery, Way
from mltrack.core.progress import Progress
from mltrack.errors import StoreBusy, StoreDamaged, StoreError, StoreTooNew
from mltrack.session import Session, open_session, places_below
from mltrack.store import whole_file
from mltrack.store.progress_db import ProgressStore
from tests.core.worlds import WORKING, done
from tests.session.keepers import Clock, Keeper
from tests.session.machines import HOUSE, Machine, a_life
from tests.store.damages import emptied, harm, of_schema

RECOVERY = Recovery(
    "progress.json",
    "is empty",
    "backup 3",
    datetime(2026, 11, 19, 8, 30, tzinfo=UTC),
    behind=1,
    missing=None,
    whole=False,
)
NEWER = Newer("progress.json", schema=9, app="9.0", unread=2)
AHEAD = Ahead("progress.json", "backup 3", ())


def changed_by_hand(raw: bytes) -> bytes:
    return raw.replace(b"chapter 3", b"chapter 9")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / "laptop")
    a_life(machine)
    return machine


# What the keeper tells


def told_by(session: Session) -> list[object]:
    return [session.recovery, session.newer, session.aside, session.ahead]


def test_a_session_passes_on_what_its_keeper_tells() -> None:
    aside = Aside(RECOVERY, "progress.json.damaged-1")
    keeper = Keeper(recovery=RECOVERY, newer=NEWER, aside=aside, ahead=AHEAD, device="desk")
    session = Session(HOUSE, keeper, Clock())
    assert told_by(session) == [RECOVERY, NEWER, aside, AHEAD]
    assert session.device == "desk"
    keeper.recovery = keeper.newer = keeper.aside = keeper.ahead = None
    assert told_by(session) == [None, None, None, None]


@pytest.mark.parametrize(
    ("recovery", "sentence", "loss"),
    [
        (
            RECOVERY,
            "progress.json is empty; in use is the backup backup 3, saved 2026-11-19 08:30 UTC.",
            "At most the last save is missing.",
        ),
        (
            Recovery("f", "is gone", "b", RECOVERY.saved_at, behind=4, missing=(), whole=False),
            "f is gone; in use is the backup b, saved 2026-11-19 08:30 UTC.",
            "The last 4 saves may be missing.",
        ),
        (
            Recovery("f", "is damaged (x)", "b", RECOVERY.saved_at, behind=0, missing=(), whole=True),
            "f is damaged (x); in use is the backup b, saved 2026-11-19 08:30 UTC.",
            "Nothing is missing.",
        ),
        (
            Recovery("f", "is gone, but it has backups", "b", RECOVERY.saved_at, 1, (), whole=False, gone=True),
            "f is gone, but it has backups; in use is the backup b, saved 2026-11-19 08:30 UTC.",
            "At most the last save is missing.",
        ),
        (
            Recovery("f", "is damaged (x)", "", RECOVERY.saved_at, behind=0, missing=None, whole=True),
            "f is damaged (x), and no backup stands in.",
            "Nothing but what it says is there.",
        ),
    ],
)
def test_a_recovery_is_told_in_sentences(recovery: Recovery, sentence: str, loss: str) -> None:
    assert (str(recovery), recovery.loss) == (sentence, loss)


def test_a_backup_that_is_ahead_is_told_in_a_sentence() -> None:
    assert str(AHEAD) == "progress.json is older than the backup backup 3, which holds what it lacks."


def test_a_newer_file_is_told_in_a_sentence() -> None:
    beginning = "progress.json was written by mltrack 9.0, which is newer: "
    end = "nothing can be saved. Update mltrack to go on."
    assert str(NEWER) == f"{beginning}2 of its entries cannot be shown here, and {end}"
    assert str(Newer("progress.json", 9, "9.0", unread=0)) == f"{beginning}{end}"


# A file that cannot be used


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "damaged"])
def test_a_file_that_is_lost_right_after_a_save_is_shown_whole(gone: bool, machine: Machine) -> None:
    before = machine.session().snapshot.progress
    if gone:
        machine.places.progress.unlink()
    else:
        machine.places.progress.write_bytes(b"")
    files, session = machine.files, machine.session()
    assert session.recovery is not None
    assert session.recovery.gone is gone
    assert session.snapshot.progress.history == before.history
    assert session.reload() is session.snapshot
    assert (machine.files, session.put_back) == (files, 0)
    assert session.tick(["app"]).progress.history[:-1] == before.history
    assert session.aside is not None
    assert bool(session.aside.kept_as) is not gone


def test_a_damaged_file_is_shown_from_its_backup_and_nothing_is_written(machine: Machine) -> None:
    harm(machine.places, emptied)
    files = machine.files
    session = machine.session()
    assert session.recovery is not None
    assert session.recovery.reason == "is damaged (it is empty)"
    assert session.snapshot.progress.marks == {"python": done(WORKING)}
    assert session.snapshot.progress.targets.keys() == {"ml", "data"}
    assert session.reload() is session.snapshot
    assert machine.files == files


ACTS: dict[str, Callable[[Session], object]] = {
    "the next verb": lambda session: session.tick(["app"]),
    "to say so": lambda session: session.recover(),
    "undo": lambda session: session.undo(),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_the_first_save_puts_the_damaged_file_aside_and_tells_where(
    act: Callable[[Session], object], machine: Machine
) -> None:
    damaged = harm(machine.places, lambda raw: raw[:100])
    session = machine.session()
    recovery = session.recovery
    before = session.snapshot.progress
    act(session)
    assert session.recovery is None
    assert session.aside is not None
    assert session.aside.recovery == recovery
    assert Path(session.aside.kept_as).read_bytes() == damaged
    assert set(before.history) <= set(session.snapshot.progress.history)
    again = machine.session()
    assert (again.recovery, again.aside) == (None, None)
    assert again.snapshot.progress.history == session.snapshot.progress.history


def test_what_a_session_had_seen_is_not_lost_though_the_backup_lacks_it(machine: Machine) -> None:
    session = machine.session()
    seen = session.snapshot.progress
    harm(machine.places, emptied)
    assert session.reload().progress.holds_same(seen)
    assert session.recovery is not None
    assert session.tick(["app"]).progress.history[:-1] == seen.history
    assert machine.session().snapshot.progress.history[:-1] == seen.history


@pytest.mark.parametrize(
    ("way", "notes", "marks"),
    [
        (Way.BACKUP, {"python": "chapter 3"}, {"python"}),
        (Way.AS_IT_STANDS, {"python": "chapter 9"}, {"python", "sql", "msc"}),
    ],
    ids=["from the backup", "as it stands"],
)
def test_a_file_changed_by_hand_is_gone_on_from_in_the_way_that_was_chosen(
    way: Way, notes: dict[str, str], marks: set[str], machine: Machine
) -> None:
    harm(machine.places, changed_by_hand)
    session = machine.session()
    assert session.recovery is not None
    assert session.recovery.whole
    after = session.recover(way)
    assert session.snapshot is after
    assert (after.progress.notes, set(after.progress.marks)) == (notes, marks)
    assert told_by(session)[:2] == [None, None]
    assert session.aside is not None
    assert machine.session().snapshot.progress.holds_same(after.progress)


def test_without_a_backup_there_is_no_session_until_one_is_begun_afresh(machine: Machine) -> None:
    for backup in machine.places.backups.iterdir():
        backup.unlink()
    damaged = harm(machine.places, emptied)
    with pytest.raises(StoreDamaged, match="there is no good backup"):
        machine.session()
    store = ProgressStore(machine.places)
    assert store.recover(Way.AFRESH).holds_same(Progress())
    assert machine.session().snapshot.progress.history == ()
    assert store.aside is not None
    assert Path(store.aside.kept_as).read_bytes() == damaged


def test_a_recovery_that_cannot_be_saved_changes_nothing(machine: Machine) -> None:
    keeper = Keeper(recovery=RECOVERY, full=True)
    session = Session(HOUSE, keeper, Clock())
    before = session.snapshot
    with pytest.raises(StoreError):
        session.recover()
    assert session.recovery is RECOVERY
    assert session.snapshot is before


def test_recovering_what_can_be_used_changes_nothing(machine: Machine) -> None:
    session = machine.session()
    files, before = machine.files, session.snapshot.progress
    for way in Way:
        assert session.recover(way).progress.history == before.history
    assert machine.files == files
    assert session.aside is None


# A file from a newer mltrack


def test_a_newer_file_is_shown_and_every_save_is_refused(machine: Machine) -> None:
    harm(machine.places, of_schema(99))
    files = machine.files
    session = machine.session()
    assert session.newer is not None
    assert (session.newer.schema, session.newer.unread) == (99, 0)
    assert set(session.snapshot.progress.marks) == {"python", "sql", "msc"}
    before = session.snapshot
    verbs: dict[str, Callable[[], object]] = {
        "tick": lambda: session.tick(["app"]),
        "undo": session.undo,
        "recover": session.recover,
    }
    for verb in verbs.values():
        with pytest.raises(StoreTooNew) as caught:
            verb()
        assert str(caught.value) == str(session.newer)
    assert session.snapshot is before
    assert machine.files == files


# A save that has to wait


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits is told so at once."""
    monkeypatch.setattr(whole_file, "PATIENCE", 0.05)


@pytest.mark.usefixtures("impatient")
def test_whoever_waits_for_another_mltrack_is_told_in_the_thread_that_saves(tmp_path: Path) -> None:
    places = places_below(tmp_path)
    open_session(places, bundled=True).tick(["python"])
    lock = FileLock(f"{places.progress}.lock", thread_local=False)
    lock.acquire()
    told_in: list[threading.Thread] = []

    def waiting() -> None:
        told_in.append(threading.current_thread())
        lock.release()

    session = open_session(places, bundled=True, waiting=waiting)
    saver = threading.Thread(target=session.tick, args=(["sql"],))
    saver.start()
    saver.join(30)
    assert told_in == [saver]
    assert set(session.snapshot.progress.marks) == {"python", "sql"}


@pytest.mark.usefixtures("impatient")
def test_whoever_waits_in_vain_is_told_and_has_changed_nothing(machine: Machine) -> None:
    told: list[str] = []
    store = ProgressStore(machine.places, wait=0.2, waiting=lambda: told.append("waiting"))
    session = Session(HOUSE, store, machine.clock, machine.places)
    before = session.snapshot
    with FileLock(f"{machine.places.progress}.lock"), pytest.raises(StoreBusy) as caught:
        session.tick(["app"])
    assert told == ["waiting"]
    assert caught.value.unsaved == "tick App"
    assert session.snapshot is before
    session.tick(["app"])
    assert told == ["waiting"]


def test_whoever_does_not_wait_is_told_nothing(machine: Machine) -> None:
    told: list[str] = []
    session = Session(HOUSE, ProgressStore(machine.places, waiting=lambda: told.append("waiting")), machine.clock)
    session.tick(["app"])
    assert told == []
