"""Ids that were changed: nothing that was told under a former one is lost, and the history stays as it was written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from mltrack.core.history import Evidence, EvidenceChange, LogChange, MarkChange, NoteChange, TargetChange, TimeEntry
from mltrack.core.merge import merged
from mltrack.core.progress import Progress
from mltrack.core.renames import NO_RENAMES, Renames
from tests.core.devices import Device, three_devices
from tests.core.worlds import STARTED, TODAY, catalog, done, role, skill

MILESTONES = ("python", "msc", "app")
"""Those that the devices tell of."""
ANEW = Renames({one: f"new-{one}" for one in MILESTONES}, {"ml": "new-ml", "data": "new-data"})


def today(one: str) -> str:
    return ANEW.milestones.get(one, one)


@given(three_devices())
def test_everything_is_held_under_the_ids_of_today_and_goes_back_unchanged(three: list[Device]) -> None:
    for device in three:
        told = device.progress
        anew = told.under(ANEW)
        assert anew.history == told.history
        assert anew.marks == {today(one): mark for one, mark in told.marks.items()}
        assert anew.notes == {today(one): note for one, note in told.notes.items()}
        assert anew.due == {today(one): day for one, day in told.due.items()}
        assert anew.targets == {ANEW.roles.get(one, one): target for one, target in told.targets.items()}
        assert {entry: time.minutes for entry, time in anew.log.items()} == {
            entry: time.minutes for entry, time in told.log.items()
        }
        assert {today(one) for one in told.time_on} == set(anew.time_on)
        assert {today(one) for one in told.evidence_on} == set(anew.evidence_on)
        assert anew.under(NO_RENAMES).holds_same(told)
        assert (anew.undoable is None, anew.redoable is None) == (told.undoable is None, told.redoable is None)
        assert len(anew.actions) == len(told.actions)


@given(three_devices())
def test_copies_merge_whichever_of_them_knows_the_new_ids(three: list[Device]) -> None:
    ours, theirs = three[0].progress, three[1].progress
    plain, anew = merged(ours, theirs.history), merged(ours.under(ANEW), theirs.history)
    assert anew.added == plain.added
    assert anew.progress.holds_same(plain.progress.under(ANEW))
    assert len(anew.clashes) == len(plain.clashes)


def test_what_was_told_before_and_after_the_change_is_one_thing() -> None:
    laptop = Device("laptop")
    laptop.act(MarkChange("py", None, STARTED))
    laptop.act(NoteChange("py", "", "chapter 1"))
    laptop.progress = laptop.progress.under(Renames({"py": "python"}))
    laptop.act(MarkChange("python", STARTED, done()))
    assert laptop.progress.marks == {"python": done()}
    assert laptop.progress.notes == {"python": "chapter 1"}
    step = laptop.progress.undoable
    assert step is not None
    assert step.changes == (MarkChange("python", done(), STARTED),)


def test_an_undone_deed_under_a_former_id_can_be_done_again() -> None:
    laptop = Device("laptop")
    laptop.act(MarkChange("py", None, done()))
    laptop.undo()
    laptop.progress = laptop.progress.under(Renames({"py": "python"}))
    laptop.redo()
    assert laptop.progress.marks == {"python": done()}


def test_pieces_move_with_their_milestone() -> None:
    laptop = Device("laptop")
    laptop.act(LogChange("a", None, TimeEntry("py", TODAY, 30)))
    laptop.act(EvidenceChange("b", None, Evidence("py", TODAY, "blue folder")))
    laptop.act(TargetChange("ml", None, None))
    anew = laptop.progress.under(Renames({"py": "python"}))
    assert [time.minutes for time in anew.time_on["python"]] == [30]
    assert [piece.text for piece in anew.evidence_on["python"]] == ["blue folder"]


def test_a_progress_without_former_ids_is_taken_as_it_is() -> None:
    progress = Progress({"python": done()}).under(Renames({"py": "python"}))
    assert progress.marks == {"python": done()}
    assert progress.under(Renames({"py": "python"})) is progress


@pytest.mark.parametrize(
    ("aliases", "former"),
    [
        (("py",), {"py": "python"}),
        (("Python 3", "py thon"), {}),
        (("sql",), {}),
        ((), {}),
    ],
    ids=["an id", "names that are none", "the id of another one", "none"],
)
def test_other_names_that_could_be_ids_are_former_ones(aliases: tuple[str, ...], former: dict[str, str]) -> None:
    house = catalog([skill("python", aliases=aliases), skill("sql")])
    assert house.renames.milestones == former


def test_of_two_that_claim_a_former_id_the_first_has_it() -> None:
    house = catalog([skill("a", aliases=("old",)), skill("b", aliases=("old",))], [role("ml", aliases=("mle",))])
    assert house.renames == Renames({"old": "a"}, {"mle": "ml"})
    assert (house.milestone_title("old"), house.role_title("mle")) == ("A", "Ml")


def test_a_renamed_event_is_the_same_in_all_else() -> None:
    laptop = Device("laptop")
    (event,) = laptop.act(NoteChange("py", "", "x"))
    assert Renames({"py": "python"}).of(event) == replace(event, change=NoteChange("python", "", "x"))
    assert Renames({"sql": "python"}).of(event) is event
