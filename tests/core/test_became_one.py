"""Two things that became one: nothing that was told of the one takes away what was told of the other."""

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
    Mark,
    MarkChange,
    NoteChange,
    OwnEffort,
    Status,
    Target,
    TargetChange,
)
from mltrack.core.merge import merged
from mltrack.core.progress import Progress
from mltrack.core.renames import NO_RENAMES, Renames
from tests.core.devices import Device, three_devices
from tests.core.test_renames import ANEW, LIVES, led
from tests.core.test_undo_machine import undone_all_the_way
from tests.core.worlds import EXPERT, STARTED, TODAY, WAIVED, WORKING, done

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


def test_each_paragraph_of_notes_on_two_things_that_became_one_outlives_a_merge() -> None:
    laptop = lived(NoteChange("b", "", "1"))
    phone = Device("phone", laptop.progress, timedelta(seconds=1))
    laptop.act(NoteChange("a", "", "2"))
    phone.act(NoteChange("a", "", "3"))
    laptop.act(NoteChange("a", "2", "2\n\n4"))
    phone.act(NoteChange("b", "1", "1\n\n5"))
    for device in (laptop, phone):
        device.progress = device.progress.under(ONTO_B)
    for device, other in ((laptop, phone), (phone, laptop), (laptop, phone)):
        device.merge(other.progress)
    for device in (laptop, phone):
        assert sorted(device.progress.notes["b"].split("\n\n")) == ["1", "2", "3", "4", "5"]


def test_a_done_mark_of_one_of_two_outlives_that_another_device_has_begun_the_other() -> None:
    laptop, phone = lived(MarkChange("a", None, done()), MarkChange("b", None, STARTED)), Device("phone")
    phone.act(MarkChange("b", None, STARTED))
    laptop.merge(phone.progress)
    assert held(laptop, ONTO_B).marks["b"].status is Status.DONE


def test_taking_the_one_back_before_they_became_one_leaves_the_other_alike_as_they_may_be() -> None:
    told = (MarkChange("b", None, done()), MarkChange("a", None, done()), MarkChange("b", done(), None))
    assert held(lived(*told), ONTO_B).marks == {"b": done()}


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


@given(LIVES, st.sampled_from(TO_ONE))
def test_of_things_that_became_one_nothing_that_is_held_is_lost(life: list[str], renames: Renames) -> None:
    told = led(life).progress
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
