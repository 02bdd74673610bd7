"""Time spent, efforts and due days told on two devices, as stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import permutations

import pytest

from mltrack.core.entries import Span
from mltrack.core.history import (
    DueChange,
    EffortChange,
    LogChange,
    Mark,
    MarkChange,
    OwnEffort,
    Status,
    TimeEntry,
)
from mltrack.core.merge import Clash, Merge, merged
from mltrack.core.progress import Progress
from tests.core.devices import Device, meet
from tests.core.worlds import STARTED, TODAY, WAIVED, WORKING, done

SPENT = TimeEntry("python", TODAY, 30)
FEW, MANY = OwnEffort(Span(10, 20)), OwnEffort(Span(30, 50))
SOON, LATER = TODAY + timedelta(days=7), TODAY + timedelta(days=30)


def two() -> tuple[Device, Device]:
    """A laptop and a phone that know the same: an entry of the log, an effort and a due day."""
    laptop = Device("laptop")
    laptop.act(LogChange("known", None, SPENT))
    laptop.act(EffortChange("sql", None, FEW))
    laptop.act(DueChange("sql", None, SOON))
    return laptop, Device("phone", laptop.progress, timedelta(seconds=1))


def test_the_same_time_told_on_both_is_kept_twice() -> None:
    laptop, phone = two()
    laptop.act(LogChange("a", None, SPENT))
    phone.act(LogChange("b", None, SPENT))
    assert merged(laptop.progress, phone.progress.history).clashes == ()
    assert meet(laptop, phone).log == {"known": SPENT, "a": SPENT, "b": SPENT}


def test_an_entry_that_both_remove_is_gone_and_no_clash() -> None:
    laptop, phone = two()
    for device in (laptop, phone):
        device.act(LogChange("known", SPENT, None))
    assert merged(laptop.progress, phone.progress.history).clashes == ()
    assert meet(laptop, phone).log == {}
    laptop.undo()
    assert laptop.progress.log == {"known": SPENT}


def test_an_entry_that_one_side_removes_is_removed() -> None:
    laptop, phone = two()
    phone.act(LogChange("known", SPENT, None))
    laptop.act(LogChange("a", None, SPENT))
    assert meet(laptop, phone).log == {"a": SPENT}


def test_of_two_efforts_and_two_due_days_the_later_told_hold_and_both_sides_are_told() -> None:
    laptop, phone = two()
    laptop.act(EffortChange("sql", FEW, None))
    laptop.act(DueChange("sql", SOON, TODAY))
    phone.act(EffortChange("sql", FEW, MANY))
    phone.act(DueChange("sql", SOON, LATER))
    assert merged(laptop.progress, phone.progress.history).clashes == (
        Clash(
            EffortChange("sql", None, None).subject,
            EffortChange("sql", FEW, None),
            EffortChange("sql", FEW, MANY),
            ours_holds=False,
        ),
        Clash(
            DueChange("sql", None, None).subject,
            DueChange("sql", SOON, TODAY),
            DueChange("sql", SOON, LATER),
            ours_holds=False,
        ),
    )
    progress = meet(laptop, phone)
    assert (progress.efforts, progress.due) == ({"sql": MANY}, {"sql": LATER})


def test_the_same_effort_and_day_told_on_both_are_no_clash() -> None:
    laptop, phone = two()
    for device in (laptop, phone):
        device.act(EffortChange("python", None, MANY))
        device.act(DueChange("python", None, LATER))
    assert merged(laptop.progress, phone.progress.history).clashes == ()
    assert meet(laptop, phone).due == {"sql": SOON, "python": LATER}


def test_what_was_changed_and_taken_back_gives_way_to_what_the_other_side_did() -> None:
    laptop, phone = two()
    laptop.act(LogChange("known", SPENT, None))
    laptop.act(EffortChange("sql", FEW, MANY))
    laptop.act(DueChange("sql", SOON, LATER))
    for change in (LogChange("known", SPENT, None), EffortChange("sql", FEW, None), DueChange("sql", SOON, None)):
        phone.act(change)
        phone.undo()
    merge = merged(laptop.progress, phone.progress.history)
    assert {(clash.subject.noun, clash.ours_holds, clash.taken_back) for clash in merge.clashes} == {
        ("log", True, True),
        ("effort", True, True),
        ("due", True, True),
    }
    assert set(merge.upheld) == {
        LogChange("known", SPENT, None),
        EffortChange("sql", FEW, MANY),
        DueChange("sql", SOON, LATER),
    }
    progress = meet(laptop, phone)
    assert (progress.log, progress.efforts, progress.due) == ({}, {"sql": MANY}, {"sql": LATER})


def test_what_holds_already_is_not_done_again() -> None:
    laptop, phone = two()
    for change in (LogChange("known", SPENT, None), EffortChange("sql", FEW, None), DueChange("sql", SOON, None)):
        phone.act(change)
        phone.undo()
    laptop.skew = timedelta(minutes=1)
    laptop.act(LogChange("known", SPENT, None))
    laptop.act(EffortChange("sql", FEW, MANY))
    laptop.act(DueChange("sql", SOON, LATER))
    for device, other in ((laptop, phone), (phone, laptop)):
        merge = merged(device.progress, other.progress.history)
        assert len(merge.clashes) == 3
        assert list(merge.upheld) == []


def test_what_is_told_of_another_day_than_it_was_spent_on_keeps_that_day() -> None:
    laptop, phone = two()
    earlier = TimeEntry("python", date(2025, 1, 1), 5, "a course")
    phone.act(LogChange("a", None, earlier))
    assert meet(laptop, phone).log["a"] == earlier


# A start that only came with time logged

BEGUN = Mark(Status.STARTED, started_on=TODAY)
DONE = done(WORKING)
FIRST, SECOND, THIRD = (timedelta(seconds=seconds) for seconds in (0, 60, 120))


def does(device: Device, doing: str | Mark | None, later: timedelta = FIRST) -> None:
    """Do it at that moment: what is called so, or give python this mark."""
    device.skew = later
    match doing:
        case "undo":
            device.undo()
        case "redo":
            device.redo()
        case str():
            assert device.do(doing)
        case _:
            device.act(MarkChange("python", device.progress.marks.get("python"), doing))


@pytest.mark.parametrize(("told", "logged"), [(FIRST, SECOND), (SECOND, FIRST)], ids=["told first", "logged first"])
@pytest.mark.parametrize("mark", [DONE, WAIVED, Mark(Status.STARTED, started_on=TODAY - timedelta(3))], ids=str)
def test_time_logged_never_takes_back_what_the_other_side_said(mark: Mark, told: timedelta, logged: timedelta) -> None:
    laptop, phone = Device("laptop"), Device("phone")
    does(laptop, "log python", logged)
    does(phone, mark, told)
    for device, other, ours_holds in ((laptop, phone, False), (phone, laptop, True)):
        (clash,) = merged(device.progress, other.progress.history).clashes
        assert (clash.ours_holds, clash.only_begun, clash.taken_back) == (ours_holds, True, False)
    together = meet(laptop, phone)
    assert together.marks == {"python": mark}
    assert [time.minutes for time in together.log.values()] == [90]


def test_one_undo_takes_back_what_the_merge_upheld_and_the_next_what_was_done_apart() -> None:
    laptop, phone = Device("laptop"), Device("phone")
    does(laptop, "log python", SECOND)
    does(phone, DONE)
    laptop.merge(phone.progress)
    laptop.undo()
    assert laptop.progress.marks == {"python": BEGUN}
    laptop.undo()
    assert (laptop.progress.marks, laptop.progress.log) == ({"python": DONE}, {})


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_of_three_devices_the_one_that_said_something_holds_whoever_merges_first(order: Sequence[int]) -> None:
    devices = [Device(name) for name in ("laptop", "phone", "tablet")]
    does(devices[0], DONE)
    does(devices[1], "log python", SECOND)
    does(devices[2], "log python", THIRD)
    for _ in range(3):
        for here in order:
            for there in order:
                devices[here].merge(devices[there].progress)
    for device in devices:
        assert device.progress.marks == {"python": DONE}
        assert device.progress.history == devices[0].progress.history
        assert len(device.progress.log) == 2


@pytest.mark.parametrize(
    ("here", "held"),
    [
        (["log python", "undo", "redo"], DONE),
        (["start python", "undo", "log python"], DONE),
        (["log python", DONE, "undo"], DONE),
        (["log python", "undo"], DONE),
        (["log python", "open python"], None),
        (["log python", "open python", "log python"], BEGUN),
        (["log python", done(WORKING, TODAY - timedelta(3))], done(WORKING, TODAY - timedelta(3))),
        (["start python"], BEGUN),
    ],
    ids=lambda value: str(value) if isinstance(value, list) else "",
)
def test_what_else_was_said_of_it_counts_by_its_clock(here: Sequence[str | Mark], held: Mark | None) -> None:
    laptop, phone = Device("laptop"), Device("phone")
    does(phone, DONE)
    for doing in here:
        does(laptop, doing, SECOND)
    assert meet(laptop, phone).marks.get("python") == held


def test_what_was_said_before_time_was_logged_stands_against_what_was_said_before_that() -> None:
    laptop, phone = two()
    for device in (laptop, phone):
        device.act(MarkChange("python", device.progress.marks.get("python"), STARTED))
    laptop.merge(phone.progress)
    phone.merge(laptop.progress)
    does(laptop, "open python", FIRST)
    does(phone, DONE, SECOND)
    does(laptop, "log python", THIRD)
    (clash,) = merged(phone.progress, laptop.progress.history).clashes
    assert (clash.ours_holds, clash.only_begun) == (True, True)
    assert meet(laptop, phone).marks == {"python": DONE}


def test_time_logged_on_both_begins_it_on_the_day_that_was_told_last() -> None:
    laptop, phone = Device("laptop"), Device("phone")
    does(laptop, "log app, yesterday", SECOND)
    does(phone, "log app, yesterday", THIRD)
    phone.act(LogChange("more", None, SPENT))
    assert merged(laptop.progress, phone.progress.history).clashes == ()
    assert meet(laptop, phone).marks == {"app": Mark(Status.STARTED, started_on=TODAY - timedelta(days=1))}


def test_time_that_is_taken_back_gives_way_to_time_that_is_not() -> None:
    laptop, phone = Device("laptop"), Device("phone")
    does(laptop, "log python")
    for doing in ("start python", "undo"):
        does(phone, doing, SECOND)
    (clash,) = merged(laptop.progress, phone.progress.history).clashes
    assert (clash.ours_holds, clash.taken_back, clash.only_begun) == (True, True, False)
    assert meet(laptop, phone).marks == {"python": BEGUN}


def test_a_start_that_came_with_going_back_to_a_backup_is_said_outright() -> None:
    laptop, phone = Device("laptop"), Device("phone")
    does(phone, DONE)
    laptop.skew = SECOND
    laptop.act(LogChange("t", None, SPENT), MarkChange("python", None, BEGUN), label="restore backup 12")
    assert meet(laptop, phone).marks == {"python": BEGUN}


def test_what_both_know_to_be_said_since_is_no_clash_any_more() -> None:
    laptop, phone, tablet = (Device(name) for name in ("laptop", "phone", "tablet"))
    does(phone, DONE)
    does(laptop, "log python", SECOND)
    does(tablet, WAIVED, THIRD)
    for device in (laptop, phone):
        device.merge(tablet.progress)
    assert merged(laptop.progress, phone.progress.history).clashes == ()
    assert meet(laptop, phone).marks == {"python": WAIVED}


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
@pytest.mark.parametrize(
    ("told", "last", "held"),
    [
        ([DONE, "log python"], "log python", DONE),
        ([DONE, "log python"], WAIVED, WAIVED),
        ([DONE, "log python"], BEGUN, BEGUN),
        ([WAIVED, DONE], "log python", DONE),
    ],
    ids=["time logged", "waived", "started outright", "told twice before"],
)
def test_of_several_copies_taken_over_at_once_what_was_told_last_outright_holds(
    order: Sequence[int], told: Sequence[str | Mark], last: str | Mark, held: Mark
) -> None:
    devices = [Device(name) for name in ("laptop", "phone", "tablet")]
    for device, doing, later in zip(devices, (*told, last), (FIRST, SECOND, THIRD), strict=True):
        does(device, doing, later)
    assert taken_over(*(devices[place].progress for place in order)) == {"python": held}


def taken_over(here: Progress, *copies: Progress) -> Mapping[str, object]:
    """The marks once several copies are taken over at once."""
    clashes: list[Clash] = []
    for copy in copies:
        merge = merged(here, copy.history)
        clashes += merge.clashes
        here = merge.progress
    whole = Merge(here, (), tuple(clashes))
    assert len({change.subject for change in whole.upheld}) == len(whole.upheld)
    return {**here.marks, **{change.subject.id: change.new for change in whole.upheld}}


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_of_several_copies_one_that_goes_on_from_another_holds_against_it(order: Sequence[int]) -> None:
    laptop, phone, tablet = devices = [Device(name) for name in ("laptop", "phone", "tablet")]
    does(laptop, "log python", SECOND)
    does(phone, DONE)
    tablet.merge(phone.progress)
    does(tablet, BEGUN, THIRD)
    assert taken_over(*(devices[place].progress for place in order)) == {"python": BEGUN}
