"""Ids that were changed: nothing that was told under a former one is lost, and the history stays as it was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.entries import Span
from mltrack.core.history import (
    Change,
    DueChange,
    EffortChange,
    Evidence,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    OwnEffort,
    Status,
    Target,
    TargetChange,
    TimeEntry,
)
from mltrack.core.merge import merged
from mltrack.core.progress import Progress
from mltrack.core.renames import NO_RENAMES, Renames
from tests.core.devices import DOINGS, Device, doings, three_devices
from tests.core.test_undo_machine import undone_all_the_way
from tests.core.worlds import EXPERT, STARTED, TODAY, WAIVED, WORKING, catalog, done, role, skill

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


def test_former_ids_alone_are_renames_and_other_names_are_none() -> None:
    house = catalog([skill("python", aliases=("py",), former_ids=("old", "older"))], [role("ml", former_ids=("mle",))])
    assert house.renames == Renames({"old": "python", "older": "python"}, {"mle": "ml"})


def test_a_renamed_event_is_the_same_in_all_else() -> None:
    laptop = Device("laptop")
    (event,) = laptop.act(NoteChange("py", "", "x"))
    assert Renames({"py": "python"}).of(event) == replace(event, change=NoteChange("python", "", "x"))
    assert Renames({"sql": "python"}).of(event) is event


# Two things that became one

JOINED = Renames({"a": "c", "b": "c"}, {"x": "z", "y": "z"})
ONTO_B = Renames({"a": "b"})
ADVANCED = done(EXPERT, on=TODAY - timedelta(days=9))
FIRMNESS = (Status.STARTED, Status.WAIVED, Status.DONE)
FIRST, SECOND = Target(primary=True), Target(primary=False, by=TODAY)


def lived(*changes: Change) -> Device:
    device = Device("laptop")
    for change in changes:
        device.act(change)
    return device


def held(device: Device, renames: Renames = JOINED) -> Progress:
    found = device.progress.under(renames)
    again = Progress.replay(device.progress.history, renames)
    assert found.holds_same(again)
    assert found.told == again.told
    return found


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ((MarkChange("a", None, done()), MarkChange("b", None, done()), MarkChange("b", done(), None)), done()),
        ((MarkChange("b", None, done()), MarkChange("a", None, STARTED), MarkChange("a", STARTED, None)), done()),
        ((MarkChange("a", None, ADVANCED), MarkChange("b", None, done(WORKING))), ADVANCED),
        ((MarkChange("a", None, done(WORKING)), MarkChange("b", None, ADVANCED)), ADVANCED),
        ((MarkChange("a", None, WAIVED), MarkChange("b", None, STARTED)), WAIVED),
        ((MarkChange("a", None, done()), MarkChange("b", None, STARTED)), replace(done(), started_on=TODAY)),
        ((MarkChange("a", None, done()), MarkChange("b", None, WAIVED)), replace(done(), reason=WAIVED.reason)),
        ((MarkChange("a", None, done()), MarkChange("a", done(), None), MarkChange("b", None, None)), None),
    ],
    ids=[
        "one unticked",
        "one begun and not begun",
        "the higher level first",
        "the higher level last",
        "waived and begun",
        "done and begun",
        "done and waived",
        "neither",
    ],
)
def test_the_better_mark_of_two_is_kept(changes: tuple[Change, ...], mark: Mark | None) -> None:
    assert held(lived(*changes)).marks.get("c") == mark


def test_of_two_all_else_that_was_told_is_kept_too() -> None:
    early, late = TODAY, TODAY + timedelta(days=5)
    small, large = OwnEffort(Span(1, 2)), OwnEffort(Span(30, 40))
    found = held(
        lived(
            NoteChange("a", "", "on a"),
            NoteChange("b", "", "on b"),
            DueChange("a", None, early),
            DueChange("b", None, late),
            EffortChange("a", None, large),
            EffortChange("b", None, small),
            TargetChange("x", None, FIRST),
            TargetChange("y", None, SECOND),
        )
    )
    assert found.notes == {"c": "on a\n\non b"}
    assert found.due == {"c": early}
    assert found.efforts == {"c": small}
    assert found.targets == {"z": Target(primary=True, by=TODAY)}
    assert held(lived(NoteChange("a", "", "same"), NoteChange("b", "", "same"))).notes == {"c": "same"}


def test_a_removal_takes_away_what_was_told_under_its_own_id_alone() -> None:
    found = held(
        lived(
            NoteChange("a", "", "on a"),
            NoteChange("b", "", "on b"),
            NoteChange("b", "on b", ""),
            TargetChange("x", None, FIRST),
            TargetChange("y", None, SECOND),
            TargetChange("y", SECOND, None),
        )
    )
    assert (found.notes, found.targets) == ({"c": "on a"}, {"z": FIRST})


def test_what_is_told_under_the_id_of_today_speaks_of_both() -> None:
    laptop = lived(MarkChange("a", None, done()), MarkChange("b", None, done()))
    laptop.progress = laptop.progress.under(JOINED)
    laptop.act(MarkChange("c", done(), None))
    assert held(laptop).marks == {}
    laptop.act(MarkChange("c", None, STARTED))
    assert held(laptop).marks == {"c": STARTED}


def test_so_does_what_knew_of_both_under_an_id_that_is_a_former_one_by_now() -> None:
    laptop = lived(NoteChange("a", "", "on a"), NoteChange("b", "", "on b"))
    laptop.progress = laptop.progress.under(JOINED)
    laptop.act(NoteChange("c", "on a\n\non b", "short"))
    further = Renames({**JOINED.milestones, **dict.fromkeys("abc", "d")})
    assert held(laptop, further).notes == {"d": "short"}


def test_one_that_becomes_another_one_which_is_there_takes_nothing_off_it() -> None:
    laptop = lived(MarkChange("b", None, done()), MarkChange("a", None, done()), MarkChange("a", done(), None))
    found = held(laptop, ONTO_B)
    assert found.marks == {"b": done()}
    phone = Device("phone")
    phone.act(NoteChange("q", "", "n"))
    assert merged(found, phone.progress.history).progress.marks == {"b": done()}


def test_undo_and_redo_lead_back_and_forth_over_what_was_joined() -> None:
    laptop = lived(MarkChange("a", None, done()), MarkChange("b", None, STARTED), NoteChange("a", "", "x"))
    laptop.act(NoteChange("b", "", "y"))
    laptop.progress = laptop.progress.under(JOINED)
    states = undone_all_the_way(laptop.progress)
    begun = replace(done(), started_on=TODAY)
    assert [(one.marks.get("c"), one.notes.get("c")) for one in states] == [
        (begun, "x\n\ny"),
        (begun, "x"),
        (begun, None),
        (done(), None),
        (None, None),
    ]


def test_what_two_devices_told_of_two_things_is_no_clash_once_they_are_one() -> None:
    ours, theirs = lived(NoteChange("a", "", "on a")), Device("phone")
    theirs.act(NoteChange("b", "", "on b"))
    merge = merged(ours.progress.under(JOINED), theirs.progress.history)
    assert merge.clashes == ()
    assert merge.progress.notes in ({"c": "on a\n\non b"}, {"c": "on b\n\non a"})
    assert (merge.joined_notes, merge.upheld) == ([], [])


TO_ONE = (
    Renames({"python": "msc"}, {"ml": "data"}),
    Renames({"python": "code", "msc": "code", "app": "code"}, {"ml": "new", "data": "new"}),
    Renames({"python": "sql", "msc": "app"}, {"data": "ml"}),
)


@given(three_devices(), st.sampled_from((*TO_ONE, ANEW)))
def test_under_is_what_a_replay_gives_whatever_was_before(three: list[Device], renames: Renames) -> None:
    for device in three:
        told = device.progress
        expected = Progress.replay(told.history, renames)
        for found in (told.under(renames), told.under(ANEW).under(renames), told.under(NO_RENAMES).under(renames)):
            assert found.holds_same(expected)
            assert found.told == expected.told
            assert found.actions == expected.actions
        half = len(told.history) // 2
        step = Progress.replay(told.history[:half], renames).after(told.history[half:])
        assert step.holds_same(Progress.replay(told.history, renames))
        assert told.under(renames).until(TODAY).holds_same(Progress.replay(told.until(TODAY).history, renames))


LIVES = st.lists(doings | st.sampled_from(["undo", "redo"]), max_size=15)


def led(life: list[str]) -> Device:
    laptop = Device("laptop")
    for doing in life:
        if doing in DOINGS:
            laptop.do(doing)
        else:
            (laptop.undo if doing == "undo" else laptop.redo)()
    return laptop


@given(LIVES)
def test_of_things_that_became_one_nothing_that_is_held_is_lost(life: list[str]) -> None:
    told, renames = (
        led(life).progress,
        Renames(dict.fromkeys(("python", "msc", "app"), "code"), {"data": "z", "ml": "z"}),
    )
    found, ids = told.under(renames), renames.milestones
    for one, mark in told.marks.items():
        assert FIRMNESS.index(found.marks[ids.get(one, one)].status) >= FIRMNESS.index(mark.status)
    for one, note in told.notes.items():
        assert all(part in found.notes[ids.get(one, one)] for part in note.split("\n\n"))
    for one, day in told.due.items():
        assert found.due[ids.get(one, one)] <= day
    assert {ids.get(one, one) for one in told.efforts} == found.efforts.keys()
    assert {renames.roles.get(one, one) for one in told.targets} == found.targets.keys()
    assert any(one.primary for one in found.targets.values()) == bool(told.targets)
    assert undone_all_the_way(found)[-1].holds_same(Progress())


@given(LIVES, st.lists(st.integers(0, 15), max_size=2))
def test_a_life_with_ids_that_change_is_the_same_life(life: list[str], changed_after: list[int]) -> None:
    plain = led(life).progress
    last = called(2)
    former = Renames(
        *(
            {**one, **{then: one[first] for first, then in once.items()}}
            for one, once in zip(last, called(1), strict=True)
        )
    )
    told = [called(sum(place >= cut for cut in changed_after)).of(event) for place, event in enumerate(plain.history)]
    found, expected = Progress.replay(told, former), plain.under(last)
    assert found.holds_same(expected)
    assert [event.change for event in found.told] == [event.change for event in expected.told]
    assert (found.undoable, found.redoable) == (expected.undoable, expected.redoable)


def called(times: int) -> Renames:
    """Every id after it was changed so many times."""
    ids, roles = ("python", "sql", "msc", "app"), ("ml", "data", "free")
    return Renames(*({one: f"{one}-{times}" for one in some} if times else {} for some in (ids, roles)))
