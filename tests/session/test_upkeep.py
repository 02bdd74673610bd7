"""Backups made and gone back to: by number, by day and from a file of another machine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mltrack.core.history import Mark, Status, Target
from mltrack.core.progress import Progress
from mltrack.errors import CopyUnusable, InvalidInput, StoreError
from mltrack.session import Session
from mltrack.upkeep import Upkeep
from tests.core.worlds import EXPERT, TODAY, WORKING, done
from tests.session.keepers import Clock, Keeper
from tests.session.machines import HOUSE, Machine, a_life
from tests.store.damages import Damage, emptied, of_schema


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "laptop")


@pytest.fixture
def other(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "phone")


def labels(session: Session) -> list[str]:
    return [action.label for action in session.snapshot.progress.actions]


# Going back


@pytest.mark.parametrize("said", ["1", "#1", " 1 ", "٣"], ids=["1", "#1", "with blanks", "an Arabic three"])
def test_to_go_back_to_a_backup_by_its_number(said: str, machine: Machine) -> None:
    session = a_life(machine)
    before = session.snapshot.progress
    upkeep = Upkeep(session)
    goal = upkeep.goal(said)
    number = 3 if said == "٣" else 1
    assert goal.words == f"backup {number}"
    planned = upkeep.restoring(goal)
    after = upkeep.restore(goal).progress
    assert after.holds_same(goal.progress)
    assert list(after.actions[-1].changes) == planned
    assert labels(session) == ["", "", "", "", f"restore backup {number}"]
    assert session.undo().progress.holds_same(before)
    assert session.redo().progress.holds_same(goal.progress)
    assert machine.session().snapshot.progress.holds_same(goal.progress)


def test_what_was_there_before_going_back_is_kept_as_a_backup(machine: Machine) -> None:
    session = a_life(machine)
    before = session.snapshot.progress
    upkeep = Upkeep(session)
    upkeep.restore(upkeep.goal("1"))
    (kept,) = [one for one in upkeep.backups() if one.label == "before restore"]
    assert kept.number == 4
    assert kept.progress is not None
    assert kept.progress.holds_same(before)


def test_to_go_back_to_the_end_of_a_day(machine: Machine) -> None:
    upkeep = Upkeep(a_life(machine))
    first, second = upkeep.goal("2026-11-20"), upkeep.goal("yesterday")
    assert (first.words, second.words) == ("the end of 2026-11-20", "the end of 2026-11-21")
    assert first.progress.holds_same(Progress({"python": done(WORKING)}))
    after = upkeep.restore(second).progress
    assert after.marks == {"python": done(WORKING)}
    assert after.notes == {"python": "chapter 3"}
    assert after.targets == {"ml": Target(primary=True), "data": Target(primary=False)}


def test_to_go_back_to_before_everything_takes_everything_away_and_one_undo_brings_it_again(machine: Machine) -> None:
    session = a_life(machine)
    before, upkeep = session.snapshot.progress, Upkeep(session)
    assert upkeep.restore(upkeep.goal("2020-01-01")).progress.holds_same(Progress())
    assert session.undo().progress.holds_same(before)


def test_to_go_back_twice_and_undo_twice(machine: Machine) -> None:
    session = a_life(machine)
    before, upkeep = session.snapshot.progress, Upkeep(session)
    between = upkeep.restore(upkeep.goal("3")).progress
    first = Progress({"python": done(WORKING)}, {"python": "chapter 3"})
    assert upkeep.restore(upkeep.goal("2")).progress.holds_same(first)
    assert session.undo().progress.holds_same(between)
    assert session.undo().progress.holds_same(before)


@pytest.mark.parametrize("what", ["today", "4", "#4"])
def test_where_there_is_nothing_to_change_nothing_is_saved(what: str, machine: Machine) -> None:
    session = a_life(machine)
    upkeep = Upkeep(session)
    upkeep.keep()
    files, before = machine.files, session.snapshot.progress
    goal = upkeep.goal(what)
    assert upkeep.restoring(goal) == []
    assert upkeep.restore(goal).progress.history == before.history
    assert machine.files == files


def test_what_was_saved_since_the_look_is_gone_back_from_too(machine: Machine) -> None:
    session = a_life(machine)
    upkeep = Upkeep(session)
    goal = upkeep.goal("1")
    machine.session().tick(["app"])
    assert upkeep.restore(goal).progress.marks == {"python": done(WORKING)}
    assert set(session.undo().progress.marks) == {"python", "sql", "msc", "app"}


# From another machine


@pytest.mark.parametrize("form", ["export", "backup", "progress file"])
def test_to_go_back_to_a_file_of_another_machine_brings_its_history_along(
    form: str, machine: Machine, other: Machine, tmp_path: Path
) -> None:
    theirs = other.session()
    theirs.tick(["python"], level=EXPERT)
    theirs.note("app", "hers")
    theirs.target(["free"])
    theirs.waive("sql", "other databases")
    file = tmp_path / "from elsewhere.json"
    if form == "export":
        Upkeep(theirs).write_export(file)
    elif form == "backup":
        Upkeep(theirs).write_backup(file)
    else:
        file = other.places.progress
    session = a_life(machine)
    before = session.snapshot.progress
    upkeep = Upkeep(session)
    goal = upkeep.goal(str(file))
    assert goal.words == f"the state in {file}"
    after = upkeep.restore(goal).progress
    assert after.holds_same(theirs.snapshot.progress)
    assert {event.id for event in after.history} > {event.id for event in theirs.snapshot.progress.history}
    assert labels(session)[-2:] == [f"add the history of the state in {file}", f"restore the state in {file}"]
    # One undo gives back exactly what was there; the next one what both histories come to when they are merged.
    assert session.undo().progress.holds_same(before)
    merged = session.undo().progress
    assert merged.notes == {"app": "hers", "python": "chapter 3"}
    assert set(merged.targets) == {"ml", "data", "free"}
    assert session.redo().progress.holds_same(before)
    assert session.redo().progress.holds_same(theirs.snapshot.progress)


def test_undo_reaches_down_to_nothing_through_a_history_that_came_along(machine: Machine, other: Machine) -> None:
    theirs = a_life(other)
    theirs.undo()
    session = a_life(machine)
    upkeep = Upkeep(session)
    upkeep.restore(upkeep.goal(str(other.places.progress)))
    undos = 0
    while session.snapshot.progress.undoable is not None:
        before = session.snapshot.progress
        assert not session.undo().progress.holds_same(before)
        undos += 1
    assert session.snapshot.progress.holds_same(Progress())
    for _ in range(undos):
        session.redo()
    assert session.snapshot.progress.holds_same(theirs.snapshot.progress)


def test_the_first_thing_on_a_new_machine_may_be_to_go_back_to_an_old_ones_file(
    machine: Machine, other: Machine
) -> None:
    theirs = a_life(other)
    session = machine.session()
    upkeep = Upkeep(session)
    after = upkeep.restore(upkeep.goal(str(other.places.progress))).progress
    assert after.holds_same(theirs.snapshot.progress)
    assert session.undo().progress.holds_same(Progress())


def test_to_go_back_to_a_file_in_which_an_entry_was_altered_leaves_the_entries_here_as_they_are(
    machine: Machine, tmp_path: Path
) -> None:
    session = a_life(machine)
    upkeep, before = Upkeep(session), session.snapshot.progress
    file = tmp_path / "altered.json"
    file.write_text(upkeep.export().replace("chapter 3", "chapter 9"), "utf-8")
    after = upkeep.restore(upkeep.goal(str(file))).progress
    assert after.notes == {"python": "chapter 9"}
    assert after.history[:-1] == before.history
    assert session.undo().progress.holds_same(before)


def test_a_file_that_something_else_changed_is_gone_back_to_only_when_that_is_said(machine: Machine) -> None:
    session = a_life(machine)
    upkeep, before = Upkeep(session), session.snapshot.progress
    file = upkeep.write_backup(machine.folder / "copy.json")
    file.write_bytes(file.read_bytes().replace(b"chapter 3", b"chapter 9"))
    with pytest.raises(CopyUnusable) as caught:
        upkeep.goal(str(file))
    assert str(caught.value) == f"{file} is damaged (its checksum does not fit)."
    after = upkeep.restore(upkeep.goal(str(file), altered=True)).progress
    assert after.notes == {"python": "chapter 9"}
    assert after.history[:-1] == before.history
    assert session.undo().progress.holds_same(before)


# What cannot be gone back to


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("99", "There is no backup 99; mltrack backups lists those there are."),
        ("#", "'#' is neither a file, nor a backup's number (mltrack backups lists them), nor a day."),
        ("", "'' is neither a file, nor a backup's number (mltrack backups lists them), nor a day."),
        (
            "31 Feb 2026",
            "'31 Feb 2026' is neither a file, nor a backup's number (mltrack backups lists them), nor a day.",
        ),
        ("a\x1b[2J\nb", "'a[2J b' is neither a file, nor a backup's number (mltrack backups lists them), nor a day."),
        ("a\x00b", "'ab' is neither a file, nor a backup's number (mltrack backups lists them), nor a day."),
        (
            "x" * 5_000,
            f"'{'x' * 5_000}' is neither a file, nor a backup's number (mltrack backups lists them), nor a day.",
        ),
        ("2030-01-01", "2030-01-01 is still to come: there is no state of it to go back to."),
        ("tomorrow", "2026-11-23 is still to come: there is no state of it to go back to."),
    ],
    ids=[
        *("no such number", "no number", "nothing", "no day", "control characters", "a NUL"),
        *("a name that is too long", "a day to come", "tomorrow"),
    ],
)
def test_what_names_no_state_is_refused(what: str, sentence: str, machine: Machine) -> None:
    upkeep = Upkeep(a_life(machine))
    with pytest.raises(InvalidInput) as caught:
        upkeep.goal(what)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (emptied, "{file} is damaged (it is empty)."),
        (of_schema(99), "{file} was written by a newer mltrack; update this one to use it."),
    ],
    ids=["damaged", "newer"],
)
def test_a_backup_that_cannot_be_used_is_refused_and_named(damage: Damage, sentence: str, machine: Machine) -> None:
    upkeep = Upkeep(a_life(machine))
    (second,) = [one for one in upkeep.backups() if one.number == 2]
    file = Path(second.file)
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(CopyUnusable) as caught:
        upkeep.goal("2")
    assert str(caught.value) == sentence.format(file=file)
    assert [one.number for one in upkeep.backups() if one.progress is None] == [2]


def test_of_two_backups_of_one_state_the_good_one_is_used(machine: Machine) -> None:
    upkeep = Upkeep(a_life(machine))
    kept, _ = upkeep.keep()
    machine.session().tick(["app"])
    twins = [one for one in upkeep.backups() if one.number == kept.number]
    assert [one.label for one in twins] == ["kept", ""]
    Path(twins[0].file).write_bytes(b"")
    assert upkeep.goal(str(kept.number)).progress.holds_same(twins[1].progress or Progress())


def test_of_two_backups_of_one_number_and_different_states_the_file_must_be_named(machine: Machine) -> None:
    upkeep = Upkeep(a_life(machine))
    first, second = (next(one for one in upkeep.backups() if one.number == number) for number in (1, 2))
    twin = Path(second.file).with_name("progress-00000002-20200101T000000Z-kept.json")
    twin.write_bytes(Path(first.file).read_bytes())
    with pytest.raises(InvalidInput) as caught:
        upkeep.goal("2")
    assert str(caught.value) == f"2 backups are numbered 2; name the file instead: {twin} and {second.file}."
    assert upkeep.goal(str(twin)).progress.holds_same(first.progress or Progress())


def test_a_folder_is_no_state_and_a_file_called_like_a_backup_must_be_told_from_it(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upkeep = Upkeep(a_life(machine))
    monkeypatch.chdir(tmp_path)
    Path("1").mkdir()
    assert upkeep.goal("1").words == "backup 1"
    Path("2").write_text("my notes", "utf-8")
    with pytest.raises(InvalidInput) as ambiguous:
        upkeep.goal("2")
    assert str(ambiguous.value) == "There is a file 2 here: write ./2 for it, or #2 for a backup."
    with pytest.raises(CopyUnusable) as unusable:
        upkeep.goal("./2")
    assert str(unusable.value) == "2 is not a file of mltrack: neither progress, nor a backup, nor an export."
    assert upkeep.goal("#2").words == "backup 2"
    Path("3").write_text(upkeep.export(), "utf-8")
    assert upkeep.goal("./3").words == "the state in ./3"
    Path("#3").write_text("a file like any other", "utf-8")
    assert upkeep.goal("#3").words == "backup 3"


# Making backups


def test_to_keep_the_present_state_twice_is_one_backup(machine: Machine) -> None:
    upkeep = Upkeep(a_life(machine))
    first, new = upkeep.keep()
    assert (first.number, first.label, new) == (4, "kept", True)
    assert first.progress is not None
    again, new = upkeep.keep()
    assert (again.file, new) == (first.file, False)
    machine.session().tick(["app"])
    assert upkeep.keep()[1] is True
    assert [one.number for one in upkeep.backups() if one.label == "kept"] == [5, 4]


def test_there_is_nothing_to_keep_before_the_first_save(machine: Machine) -> None:
    upkeep = machine.upkeep()
    for make in (upkeep.keep, lambda: upkeep.write_backup(machine.folder / "copy.json")):
        with pytest.raises(StoreError) as caught:
            make()
        assert str(caught.value) == f"There is nothing to back up: {machine.places.progress} does not exist yet."
    assert upkeep.backups() == []


def test_a_backup_elsewhere_is_the_file_itself_and_can_be_gone_back_to(machine: Machine, tmp_path: Path) -> None:
    session = a_life(machine)
    upkeep = Upkeep(session)
    folder = tmp_path / "usb stick"
    folder.mkdir()
    written = [upkeep.write_backup(folder), upkeep.write_backup(tmp_path / "mine.json")]
    assert written == [folder / "mltrack-20261122-120000.json", tmp_path / "mine.json"]
    for path in written:
        assert path.read_bytes() == machine.places.progress.read_bytes()
        assert path.stat().st_mode & 0o777 == 0o600
        assert upkeep.goal(str(path)).progress.holds_same(session.snapshot.progress)


@pytest.mark.parametrize("there", ["a file", "a link to nothing", "the file in a folder"])
def test_a_backup_elsewhere_overwrites_nothing(there: str, machine: Machine, tmp_path: Path) -> None:
    upkeep = Upkeep(a_life(machine))
    path = taken = tmp_path / "copy.json"
    if there == "a link to nothing":
        path.symlink_to(tmp_path / "nowhere")
    elif there == "a file":
        path.write_text("mine")
    else:
        path = tmp_path / "folder"
        path.mkdir()
        taken = upkeep.write_backup(path)
    with pytest.raises(StoreError) as caught:
        upkeep.write_backup(path)
    assert str(caught.value) == f"{taken} is there already and was left as it is; choose another name."
    assert not (tmp_path / "nowhere").exists()
    if there == "a file":
        assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a\x00b.json", "{folder}/ab.json could not be written: embedded null byte."),
        (f"{'x' * 300}.json", f"{{folder}}/{'x' * 300}.json could not be written: File name too long."),
        ("no/such/file.json", "There is no folder {folder}/no/such to write to."),
        ("stick", "There is no folder {folder}/stick. To name a new file, let it end in .json."),
        ("x" * 300, f"There is no folder {{folder}}/{'x' * 300}. To name a new file, let it end in .json."),
    ],
    ids=["a NUL", "too long", "in no such folder", "no such folder", "no such folder, too long"],
)
def test_a_backup_under_a_name_that_cannot_be_is_refused(
    name: str, sentence: str, machine: Machine, tmp_path: Path
) -> None:
    with pytest.raises(StoreError) as caught:
        Upkeep(a_life(machine)).write_backup(tmp_path / name)
    assert str(caught.value) == sentence.format(folder=tmp_path)
    assert list(tmp_path.iterdir()) == [machine.folder]


def test_a_session_that_is_not_on_disk_has_no_backups_and_no_copies() -> None:
    upkeep = Upkeep(Session(HOUSE, Keeper(), Clock()))
    assert upkeep.siblings() == ()
    with pytest.raises(StoreError, match=r"^This progress is not kept in files\.$"):
        upkeep.backups()


def test_going_back_keeps_the_days_on_which_things_were_done(machine: Machine) -> None:
    session = a_life(machine)
    session.start("app")
    machine.pass_days(30)
    upkeep = Upkeep(session)
    after = upkeep.restore(upkeep.goal("2026-11-22")).progress
    assert after.marks["app"] == Mark(Status.STARTED, started_on=date(2026, 11, 22))
    assert after.marks["python"].done_on == TODAY
