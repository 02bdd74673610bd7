"""Copies of one person's progress merged: of another machine, and as synchronising programs leave them."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from mltrack.core.history import Target
from mltrack.core.progress import Progress
from mltrack.errors import CopyUnusable, StoreError
from mltrack.session import Session
from mltrack.upkeep import Upkeep
from tests.core.worlds import EXPERT, FAMILIAR, PROFICIENT, WORKING, done
from tests.session.machines import Machine, a_life
from tests.store.damages import of_schema

CONFLICTS = {
    "Syncthing": "progress.sync-conflict-20261120-101500-ABCDEFG.json",
    "Dropbox": "progress (Ann's conflicted copy 2026-11-20).json",
    "OneDrive": "progress-LAPTOP-7.json",
    "Google Drive": "progress (1).json",
    "iCloud": "progress 2.json",
    "Nextcloud": "progress (conflicted copy 2026-11-20 101500).json",
    "Resilio": "progress.Conflict.json",
}


@pytest.fixture
def laptop(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "laptop")


@pytest.fixture
def phone(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "phone")


def copied(source: Machine, target: Machine) -> None:
    """The whole folder, as somebody does who sets up a second machine; it takes its device id along."""
    shutil.copytree(source.folder, target.folder)


def take_over(session: Session, *files: Path) -> Session:
    upkeep = Upkeep(session)
    upkeep.merge([upkeep.copy(file) for file in files])
    return session


def conflict(laptop: Machine, phone: Machine, name: str = CONFLICTS["Syncthing"]) -> Path:
    """What a synchronising program makes of two machines that both saved: the phone's file beside the laptop's."""
    return Path(shutil.copyfile(phone.places.progress, laptop.places.progress.with_name(name)))


# Merging


def test_two_machines_merge_each_others_file_and_hold_the_same(laptop: Machine, phone: Machine) -> None:
    a_life(laptop)
    copied(laptop, phone)
    here, there = laptop.session(), phone.session()
    here.tick(["app"])
    here.note("python", "chapter 4 next")
    here.target(["free"])
    there.tick(["python"], level=EXPERT)
    there.note("python", "ask Ann")
    files = [conflict(laptop, phone), conflict(phone, laptop)]
    for session, file in ((here, files[0]), (there, files[1])):
        take_over(session, file)
    ours, theirs = here.snapshot.progress, there.snapshot.progress
    assert ours.holds_same(theirs)
    assert ours.marks == {"python": done(EXPERT), "sql": done(WORKING, laptop.clock().date()), **_done_late(laptop)}
    assert sorted(ours.notes["python"].split("\n\n")) == ["ask Ann", "chapter 4 next"]
    assert set(ours.targets) == {"ml", "data", "free"}
    # Each has joined the notes by itself; merging once more brings both entries and changes nothing.
    take_over(here, phone.places.progress)
    take_over(there, laptop.places.progress)
    assert here.snapshot.progress.history == there.snapshot.progress.history
    assert here.snapshot.progress.holds_same(ours)
    saves = laptop.saves, phone.saves
    take_over(here, phone.places.progress)
    take_over(there, laptop.places.progress)
    assert (laptop.saves, phone.saves) == saves


def _done_late(machine: Machine) -> dict[str, object]:
    today = machine.clock().date()
    return {"msc": done(on=today), "app": done(on=today)}


def test_what_merging_would_come_to_can_be_seen_before_and_nothing_is_saved_for_it(
    laptop: Machine, phone: Machine
) -> None:
    a_life(laptop).note("app", "ours")
    phone.session().note("app", "theirs")
    upkeep = laptop.upkeep()
    copy = upkeep.copy(phone.places.progress)
    files = laptop.files
    plan = upkeep.merging([copy])
    assert [event.change.new for event in plan.added] == ["theirs"]
    assert [(clash.ours.new, clash.theirs.new, clash.ours_holds) for clash in plan.clashes] == [
        ("ours", "theirs", True)
    ]
    assert [change.new for change in plan.joined_notes] == ["ours\n\ntheirs"]
    assert laptop.files == files
    after = upkeep.merge([copy]).progress
    assert after.notes == {"python": "chapter 3", "app": "ours\n\ntheirs"}


def test_the_state_before_a_merge_is_kept_and_the_copy_stays(laptop: Machine, phone: Machine) -> None:
    session = a_life(laptop)
    before = session.snapshot.progress
    phone.session().tick(["app"])
    theirs = phone.files
    take_over(session, phone.places.progress)
    (kept,) = [one for one in Upkeep(session).backups() if one.label == "before merge"]
    assert kept.progress is not None
    assert kept.progress.holds_same(before)
    assert phone.files == theirs


def test_undo_after_a_merge_first_parts_the_joined_notes_and_then_walks_both_histories(
    laptop: Machine, phone: Machine
) -> None:
    session = laptop.session()
    session.note("app", "ours")
    theirs = phone.session()
    theirs.tick(["sql"])
    theirs.note("app", "theirs")
    take_over(session, phone.places.progress)
    assert session.snapshot.progress.actions[-1].label == "join the notes of both sides"
    assert [session.undo().progress.notes["app"] for _ in range(2)] == ["theirs", "ours"]
    for _ in range(2):  # the laptop's note and the phone's tick, which know nothing of each other
        session.undo()
    assert session.snapshot.progress.holds_same(Progress())
    assert session.snapshot.progress.undoable is None


def test_of_two_primary_targets_the_one_chosen_last_stays_primary(laptop: Machine, phone: Machine) -> None:
    laptop.session().target(["ml"])
    theirs = phone.session()
    theirs.tick(["sql"])
    theirs.target(["data"])
    session = take_over(laptop.session(), phone.places.progress)
    assert session.snapshot.progress.targets == {"ml": Target(primary=False), "data": Target(primary=True)}
    assert session.snapshot.progress.actions[-1].label == "keep one primary target"
    take_over(phone.session(), laptop.places.progress)
    assert phone.session().snapshot.progress.holds_same(session.snapshot.progress)


def test_several_copies_at_once_lose_no_line_of_any_note(laptop: Machine, tmp_path: Path) -> None:
    texts = {"a": "x", "b": "x\ny", "c": "z", "d": "w"}
    for number, (name, text) in enumerate(texts.items()):
        session = Machine(tmp_path / name).session()
        for _ in range(number):
            session.toggle("app")
        session.note("python", text)
    session = laptop.session()
    session.note("python", "mine")
    take_over(session, *(Machine(tmp_path / name).places.progress for name in texts))
    assert set(session.snapshot.progress.notes["python"].split("\n")) == {"", "mine", "w", "x", "y", "z"}
    before = laptop.saves
    take_over(session, *(Machine(tmp_path / name).places.progress for name in reversed(texts)))
    assert laptop.saves == before


def test_several_copies_at_once_lose_no_note_against_one_that_was_undone(laptop: Machine, tmp_path: Path) -> None:
    laptop.session().note("app", "as it was")
    others = [Machine(tmp_path / name) for name in ("a", "b")]
    for other in others:
        copied(laptop, other)
        other.session().note("app", f"rewritten on {other.folder.name}")
    session = laptop.session()
    session.note("app", "a draft")
    session.undo()
    take_over(session, *(other.places.progress for other in others))
    written = session.snapshot.progress.notes["app"].split("\n\n")
    assert sorted(written) == ["rewritten on a", "rewritten on b"]


def test_a_copy_that_is_given_twice_counts_once(laptop: Machine, phone: Machine) -> None:
    phone.session().tick(["app"])
    session = take_over(laptop.session(), phone.places.progress, phone.places.progress)
    assert len(session.snapshot.progress.history) == 1


def test_what_another_process_saves_between_the_look_and_the_merge_is_merged_too(
    laptop: Machine, phone: Machine
) -> None:
    session = a_life(laptop)
    phone.session().note("app", "hers")
    upkeep = Upkeep(session)
    copy = upkeep.copy(phone.places.progress)
    laptop.session().note("app", "mine, since then")
    assert upkeep.merging([copy]).joined_notes == []
    assert upkeep.merge([copy]).progress.notes["app"] == "mine, since then\n\nhers"


def test_a_copy_with_an_altered_entry_is_refused_and_nothing_is_saved(
    laptop: Machine, phone: Machine, tmp_path: Path
) -> None:
    session = a_life(laptop)
    copied(laptop, phone)
    export = tmp_path / "export.json"
    export.write_text(phone.upkeep().export().replace("chapter 3", "chapter 9"), "utf-8")
    upkeep = Upkeep(session)
    copy, files = upkeep.copy(export), laptop.files
    for attempt in (upkeep.merging, upkeep.merge):
        with pytest.raises(CopyUnusable, match=r"cannot be merged: entry \w+ says one thing here and another there"):
            attempt([copy])
    assert laptop.files == files
    assert session.unsaved is None


@pytest.mark.parametrize("later", ["laptop", "phone"])
def test_what_one_side_undid_is_no_change_against_the_other_sides(later: str, laptop: Machine, phone: Machine) -> None:
    a_life(laptop)
    copied(laptop, phone)
    machines = {"laptop": laptop, "phone": phone}
    tried, kept = machines.pop(later).session(), next(iter(machines.values())).session()
    kept.tick(["app"])
    tried.start("app")
    tried.undo()
    here = take_over(laptop.session(), phone.places.progress).snapshot.progress
    there = take_over(phone.session(), laptop.places.progress).snapshot.progress
    assert here.marks["app"] == there.marks["app"] == kept.snapshot.progress.marks["app"]
    assert here.actions[-1].label == "keep what holds of both sides"


def test_a_progress_file_that_something_else_changed_is_taken_only_when_that_is_said(
    laptop: Machine, phone: Machine
) -> None:
    phone.session().note("app", "hers")
    file = phone.places.progress
    file.write_bytes(file.read_bytes().replace(b'"hers"', b'"hurs"'))
    upkeep = laptop.upkeep()
    with pytest.raises(CopyUnusable) as caught:
        upkeep.copy(file)
    assert str(caught.value) == f"{file} is damaged (its checksum does not fit)."
    copy = upkeep.copy(file, altered=True)
    assert upkeep.merge([copy]).progress.notes == {"app": "hurs"}


def test_of_an_altered_copy_only_what_is_new_is_taken(laptop: Machine, phone: Machine) -> None:
    session = a_life(laptop)
    copied(laptop, phone)
    phone.session().tick(["app"])
    file = phone.places.progress
    file.write_bytes(file.read_bytes().replace(b"chapter 3", b"chapter 9"))
    upkeep = Upkeep(session)
    after = upkeep.merge([upkeep.copy(file, altered=True)]).progress
    assert after.notes == {"python": "chapter 3"}
    assert "app" in after.marks


# Beside the progress file


@pytest.mark.parametrize("name", CONFLICTS.values(), ids=CONFLICTS)
def test_a_conflict_copy_is_offered_until_it_was_taken_over(name: str, laptop: Machine, phone: Machine) -> None:
    a_life(laptop)
    copied(laptop, phone)
    phone.session().tick(["app"])
    file = conflict(laptop, phone, name)
    session = laptop.session()
    upkeep = Upkeep(session)
    assert [copy.file for copy in upkeep.siblings()] == [str(file)]
    upkeep.merge(upkeep.siblings())
    assert "app" in session.snapshot.progress.marks
    assert upkeep.siblings() == []
    assert file.exists()
    assert laptop.upkeep().siblings() == []


def test_all_conflict_copies_are_taken_over_at_once(laptop: Machine, phone: Machine) -> None:
    a_life(laptop)
    copied(laptop, phone)
    theirs = phone.session()
    for name, level in zip(CONFLICTS.values(), (FAMILIAR, WORKING, PROFICIENT, EXPERT), strict=False):
        theirs.tick(["sql"], level=level)
        conflict(laptop, phone, name)
    session = laptop.session()
    upkeep = Upkeep(session)
    assert len(upkeep.siblings()) == 4
    upkeep.merge(upkeep.siblings())
    assert session.snapshot.progress.holds_same(theirs.snapshot.progress)
    assert upkeep.siblings() == []


def test_what_is_no_copy_or_holds_nothing_new_is_not_offered(laptop: Machine, phone: Machine) -> None:
    session = a_life(laptop)
    folder = laptop.places.data
    conflict(laptop, laptop)
    export = Upkeep(session).export()
    (folder / "progress-export.json").write_text(export, "utf-8")
    phone.session().tick(["app"])
    for name in ("other.json", "progress.txt", "progress.json.damaged-20261120T101500Z", "my progress.json"):
        conflict(laptop, phone, name)
    assert Upkeep(session).siblings() == []


def test_copies_that_cannot_be_used_are_passed_over(laptop: Machine, phone: Machine) -> None:
    session = a_life(laptop)
    folder = laptop.places.data
    phone.session().tick(["app"])
    good = conflict(laptop, phone)
    sound = phone.places.progress.read_bytes()
    (folder / "progress (1).json").write_bytes(sound[:-1])
    (folder / "progress (2).json").write_bytes(b"")
    (folder / "progress (3).json").write_bytes(sound.replace(b"app", b"opp"))
    (folder / "progress (4).json").mkdir()
    (folder / "progress (5).json").symlink_to(folder / "nowhere")
    (folder / "progress (6).json").symlink_to(folder / "progress (6).json")
    os.mkfifo(folder / "progress (7).json")
    (folder / "progress (8).json").write_bytes(of_schema(99)(sound))
    (folder / "progress (9).json").write_text(Upkeep(session).export()[:-9], "utf-8")
    assert [copy.file for copy in Upkeep(session).siblings()] == [str(good)]


def test_an_export_beside_the_progress_file_is_offered_like_a_copy(laptop: Machine, phone: Machine) -> None:
    a_life(laptop)
    phone.session().tick(["app"])
    file = laptop.places.data / "progress-phone.json"
    phone.upkeep().write_export(file)
    (copy,) = laptop.upkeep().siblings()
    assert (copy.file, copy.device) == (str(file), phone.session().device)


def test_beside_a_link_the_copies_are_looked_for_where_it_leads(
    laptop: Machine, phone: Machine, tmp_path: Path
) -> None:
    synced = tmp_path / "synced" / "mine.json"
    laptop.places.data.mkdir(parents=True)
    laptop.places.progress.symlink_to(synced)
    laptop.session().tick(["python"])
    phone.session().tick(["app"])
    shutil.copyfile(phone.places.progress, synced.with_name("mine (1).json"))
    conflict(laptop, phone)
    assert [copy.file for copy in laptop.upkeep().siblings()] == [str(synced.with_name("mine (1).json"))]


def test_before_the_first_save_there_is_nothing_beside_the_file(laptop: Machine) -> None:
    assert laptop.upkeep().siblings() == []


def test_a_folder_that_cannot_be_listed_is_told(laptop: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    a_life(laptop)
    upkeep = laptop.upkeep()

    def refuse(path: Path) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(StoreError, match=r"^The folder of the progress file could not be read: Permission denied\.$"):
        upkeep.siblings()


@pytest.mark.parametrize("clock", [2**61 + 1, 2**62, -(2**61) - 1])
def test_a_clock_from_which_nothing_could_count_on_is_refused(laptop: Machine, clock: int) -> None:
    session = a_life(laptop)
    upkeep, export = Upkeep(session), laptop.folder.parent / "export.json"
    whole = json.loads(upkeep.export())
    whole["events"][-1] |= {"clock": clock, "id": "0" * 32}
    export.write_text(json.dumps(whole), "utf-8")
    before = laptop.files
    with pytest.raises(CopyUnusable, match=r"clock of entry 0+ is out of range\. Nothing was changed\.$"):
        take_over(session, export)
    with pytest.raises(CopyUnusable, match="is out of range"):
        upkeep.restore(upkeep.goal(str(export)))
    assert laptop.files == before


def test_what_another_program_wrote_anew_in_another_order_is_taken_when_asked(laptop: Machine, phone: Machine) -> None:
    session, theirs = a_life(laptop), a_life(phone)
    tables = json.loads(phone.places.progress.read_bytes())
    phone.places.progress.write_text(json.dumps(dict(reversed(tables.items()))), "utf-8")
    upkeep = Upkeep(session)
    with pytest.raises(CopyUnusable, match="its checksum does not fit"):
        upkeep.copy(phone.places.progress)
    merged = upkeep.merge([upkeep.copy(phone.places.progress, altered=True)]).progress
    assert {*theirs.snapshot.progress.history} < {*merged.history}
