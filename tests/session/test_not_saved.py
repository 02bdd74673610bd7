"""A save that failed: what was to be saved is told, can be saved elsewhere, and comes in once if it comes in later."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from mltrack.core.progress import Progress
from mltrack.errors import CopyUnusable, NothingToUndo, StoreBusy, StoreError, StoreTooNew
from mltrack.session import Session
from mltrack.upkeep import Upkeep
from tests.core.worlds import EXPERT, TODAY, done
from tests.session.keepers import Clock, Keeper
from tests.session.machines import HOUSE, Machine, a_life
from tests.store.damages import harm, of_schema

NO_SPACE = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def laptop(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "laptop")


@contextmanager
def full_disk(laptop: Machine) -> Iterator[None]:
    """While it lasts, the progress file cannot be replaced; any other file can be written."""
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target) == laptop.places.progress:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        yield


def failed(session: Session, verb: Callable[[Session], object]) -> StoreError:
    with pytest.raises(StoreError) as caught:
        verb(session)
    return caught.value


VERBS: dict[str, tuple[Callable[[Session], object], str]] = {
    "tick": (lambda session: session.tick(["app", "python"], level=None), "tick App"),
    "tick at a level": (lambda session: session.toggle("python", EXPERT), "raise Python to expert"),
    "untick": (lambda session: session.untick(["msc"]), "untick Msc"),
    "note": (lambda session: session.note("app", "half done"), "note on App"),
    "target": (lambda session: session.target(["free"], primary=True), "aim for Free, primary"),
    "undo": (lambda session: session.undo(), "undo: tick Sql (working) and Msc"),
    "restore": (
        lambda session: Upkeep(session).restore(Upkeep(session).goal("1")),
        "restore backup 1 (untick Sql and Msc; remove the note on Python; stop aiming for Ml and Data)",
    ),
}


@pytest.mark.parametrize(("verb", "words"), VERBS.values(), ids=VERBS)
def test_a_failed_save_tells_in_words_what_was_to_be_saved(
    verb: Callable[[Session], object], words: str, laptop: Machine
) -> None:
    session = a_life(laptop)
    before, files = session.snapshot, laptop.files
    with full_disk(laptop):
        error = failed(session, verb)
    assert error.unsaved == words
    assert str(error) == f"{laptop.places.progress} could not be saved: No space left on device; nothing was changed."
    assert session.snapshot is before
    assert session.unsaved is not None
    assert len(session.unsaved.actions) == len(before.progress.actions) + 1
    assert {name: raw for name, raw in laptop.files.items() if "backups" not in name} == {
        name: raw for name, raw in files.items() if "backups" not in name
    }
    verb(session)
    assert session.unsaved is None


def test_a_failed_merge_tells_all_that_would_have_come_in(laptop: Machine, tmp_path: Path) -> None:
    session = a_life(laptop)
    phone = Machine(tmp_path / "phone")
    phone.session().note("python", "hers")
    phone.session().tick(["app"])
    upkeep = Upkeep(session)
    copy = upkeep.copy(phone.places.progress)
    with full_disk(laptop):
        error = failed(session, lambda _: upkeep.merge([copy]))
    assert error.unsaved == "note on Python; tick App; join the notes of both sides (note on Python)"
    assert session.unsaved is not None
    assert session.unsaved.marks.keys() == {"python", "sql", "msc", "app"}
    assert session.unsaved.history == Progress.replay(reversed(session.unsaved.history)).history


@pytest.mark.parametrize(("deeds", "rest"), [(5, ""), (6, "; 1 more"), (8, "; 3 more")])
def test_of_much_that_was_not_saved_five_deeds_are_told(deeds: int, rest: str, laptop: Machine, tmp_path: Path) -> None:
    phone = Machine(tmp_path / "phone")
    theirs = phone.session()
    for _ in range(deeds):
        theirs.toggle("app")
    session = a_life(laptop)
    upkeep = Upkeep(session)
    copy = upkeep.copy(phone.places.progress)
    with full_disk(laptop):
        error = failed(session, lambda _: upkeep.merge([copy]))
    assert error.unsaved == f"tick App; untick App; tick App; untick App; tick App{rest}"
    assert session.unsaved is not None
    assert set(theirs.snapshot.progress.history) <= set(session.unsaved.history)


def test_what_was_not_saved_can_be_exported_and_comes_in_later(laptop: Machine, tmp_path: Path) -> None:
    session = a_life(laptop)
    with full_disk(laptop):
        failed(session, lambda one: one.tick(["app"]))
        assert session.unsaved is not None
        Upkeep(session).write_export(tmp_path / "unsaved.json", session.unsaved)
    later = laptop.session()
    assert "app" not in later.snapshot.progress.marks
    upkeep = Upkeep(later)
    copy = upkeep.copy(tmp_path / "unsaved.json")
    after = upkeep.merge([copy]).progress
    assert after.history == session.unsaved.history
    saves = laptop.saves
    upkeep.merge([copy])
    assert laptop.saves == saves
    assert "app" not in later.undo().progress.marks


@pytest.mark.parametrize("repetition", range(4))
@pytest.mark.parametrize("name", ["tick", "tick several", "toggle", "note", "log", "evidence", "undo"])
def test_what_was_exported_and_then_saved_after_all_holds_once_and_one_undo_takes_it_back(
    name: str, repetition: int, laptop: Machine, tmp_path: Path
) -> None:
    # Ids are random and decide the order of what happened at one time, as it does at the first two goes.
    verb: Callable[[Session], object] = {
        "tick": lambda one: one.tick(["app"]),
        "tick several": lambda one: one.tick(["python", "sql"], level=EXPERT),
        "toggle": lambda one: one.toggle("msc"),
        "note": lambda one: one.note("python", "chapter 4"),
        "log": lambda one: one.log("app", 30),
        "evidence": lambda one: one.attach("app", "https://example.org/app"),
        "undo": lambda one: one.undo(),
    }[name]
    session = a_life(laptop)
    before = session.snapshot.progress
    with full_disk(laptop):
        failed(session, verb)
        Upkeep(session).write_export(tmp_path / "unsaved.json", session.unsaved)
    laptop.clock.now += timedelta(seconds=repetition // 2)
    verb(session)
    saved = session.snapshot.progress
    upkeep = Upkeep(session)
    merged = upkeep.merge([upkeep.copy(tmp_path / "unsaved.json")]).progress
    assert merged.history == saved.history  # what is tried again is one deed
    back = session.redo() if name == "undo" else session.undo()
    assert back.progress.holds_same(before)


def test_an_export_of_what_was_not_saved_does_not_turn_back_what_was_done_since(
    laptop: Machine, tmp_path: Path
) -> None:
    session = a_life(laptop)
    with full_disk(laptop):
        failed(session, lambda one: one.tick(["app"]))
        Upkeep(session).write_export(tmp_path / "unsaved.json", session.unsaved)
    laptop.clock.now += timedelta(seconds=5)
    session.tick(["app"])
    session.untick(["app"])
    session.note("app", "not yet done")
    before = session.snapshot.progress
    upkeep = Upkeep(session)
    assert upkeep.merge([upkeep.copy(tmp_path / "unsaved.json")]).progress.holds_same(before)
    assert session.undo().progress.notes == {"python": "chapter 3"}
    assert session.undo().progress.marks["app"] == done(on=TODAY.replace(day=22))


def test_an_export_of_what_was_not_saved_does_not_bring_back_what_was_undone_since(
    laptop: Machine, tmp_path: Path
) -> None:
    session = a_life(laptop)
    before = session.snapshot.progress
    with full_disk(laptop):
        failed(session, lambda one: one.tick(["app"]))
        Upkeep(session).write_export(tmp_path / "unsaved.json", session.unsaved)
    laptop.clock.now += timedelta(seconds=5)
    session.tick(["app"])
    session.undo()
    upkeep = Upkeep(session)
    assert upkeep.merge([upkeep.copy(tmp_path / "unsaved.json")]).progress.holds_same(before)


def test_of_two_saves_that_failed_the_last_one_is_remembered(laptop: Machine) -> None:
    session = a_life(laptop)
    with full_disk(laptop):
        failed(session, lambda one: one.tick(["app"]))
        error = failed(session, lambda one: one.note("app", "half done"))
    assert error.unsaved == "note on App"
    assert session.unsaved is not None
    assert ("app" in session.unsaved.notes, "app" in session.unsaved.marks) == (True, False)


@pytest.mark.parametrize(
    ("keeper", "error"),
    [(Keeper(full=True), StoreError), (Keeper(busy=True), StoreBusy)],
    ids=["full", "busy"],
)
def test_whatever_the_reason_what_was_to_be_saved_is_told(keeper: Keeper, error: type[StoreError]) -> None:
    session = Session(HOUSE, keeper, Clock())
    with pytest.raises(error) as caught:
        session.tick(["python", "sql"], level=EXPERT)
    assert caught.value.unsaved == "tick Python (expert) and Sql (expert)"
    assert session.unsaved is not None
    assert session.unsaved.marks == {"python": done(EXPERT), "sql": done(EXPERT)}


def test_what_could_not_be_done_anyway_has_nothing_that_was_to_be_saved() -> None:
    keeper = Keeper()
    session = Session(HOUSE, keeper, Clock())
    with pytest.raises(NothingToUndo):
        session.undo()
    keeper.disk.clear()
    keeper.full = True
    assert session.unsaved is None


def test_what_would_have_changed_nothing_is_not_called_unsaved() -> None:
    keeper = Keeper()
    session = Session(HOUSE, keeper, Clock())
    session.tick(["sql"])
    keeper.full = True
    with pytest.raises(StoreError) as caught:
        session.untick(["python"])
    assert (caught.value.unsaved, session.unsaved) == ("", None)


def test_a_newer_file_tells_what_could_not_be_saved_and_is_not_exported(laptop: Machine, tmp_path: Path) -> None:
    a_life(laptop)
    harm(laptop.places, of_schema(99))
    session = laptop.session()
    assert session.newer is not None
    with pytest.raises(StoreTooNew) as caught:
        session.tick(["app"])
    assert caught.value.unsaved == "tick App"
    upkeep = Upkeep(session)
    with pytest.raises(StoreTooNew) as refused:
        upkeep.write_export(tmp_path / "export.json")
    assert str(refused.value) == f"{session.newer} An export from here would lack entries; take a backup instead."
    assert not (tmp_path / "export.json").exists()
    backup = upkeep.write_backup(tmp_path / "backup.json")
    assert backup.read_bytes() == laptop.places.progress.read_bytes()
    with pytest.raises(CopyUnusable) as unusable:
        upkeep.copy(backup)
    assert str(unusable.value) == f"{backup} was written by a newer mltrack; update this one to use it."


def test_what_is_tried_again_after_another_has_saved_is_a_deed_of_its_own(laptop: Machine) -> None:
    session = a_life(laptop)
    with full_disk(laptop):
        failed(session, lambda one: one.tick(["app"]))
    tried = session.unsaved
    laptop.clock.now += timedelta(seconds=5)
    laptop.session().note("sql", "joins")
    after = session.tick(["app"]).progress
    assert tried is not None
    assert after.history[-1].change == tried.history[-1].change
    assert after.history[-1].id != tried.history[-1].id
    assert after.history[-1].clock > after.history[-2].clock


def test_something_else_after_a_save_that_failed_is_not_what_failed(laptop: Machine) -> None:
    session = a_life(laptop)
    with full_disk(laptop):
        failed(session, lambda one: one.tick(["app"]))
    assert "app" not in session.note("app", "next").progress.marks
    assert session.tick(["app"]).progress.notes["app"] == "next"
