"""Two copies of one person's progress made one, as stories."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mltrack.core import actions
from mltrack.core.history import Change, Mark, MarkChange, NoteChange, Target, TargetChange
from mltrack.core.merge import Clash, merged
from mltrack.core.progress import Progress
from tests.core.devices import Device
from tests.core.worlds import EXPERT, FAMILIAR, STARTED, TODAY, WAIVED, WORKING, done

DONE = done(WORKING)

Story = tuple[Device, Device]


def two(*before: Change) -> Story:
    """A laptop and a phone that have known the same until now."""
    laptop = Device("laptop")
    laptop.act(*before)
    return laptop, Device("phone", laptop.progress)


def tick(device: Device, one: str, mark: Mark = DONE) -> None:
    device.act(MarkChange(one, device.progress.marks.get(one), mark))


def write(device: Device, text: str, one: str = "python") -> None:
    device.act(NoteChange(one, device.progress.notes.get(one, ""), text))


def meet(laptop: Device, phone: Device) -> Progress:
    """What both hold once each has merged the other one's copy."""
    here, there = laptop.progress, phone.progress
    laptop.merge(there)
    phone.merge(here)
    assert laptop.progress.holds_same(phone.progress)
    for device, other in ((laptop, phone), (phone, laptop)):
        again = device.merge(other.progress)
        assert (again.clashes, *map(list, (again.upheld, again.joined_notes, again.one_primary))) == ((), [], [], [])
    assert laptop.progress.history == phone.progress.history
    return laptop.progress


# Marks


def test_a_tick_on_each_of_two_laptops_is_two_ticks() -> None:
    laptop, phone = two()
    tick(laptop, "python")
    tick(phone, "sql")
    assert meet(laptop, phone).marks == {"python": DONE, "sql": DONE}


def test_what_one_side_knew_already_is_not_added_again() -> None:
    laptop, phone = two(MarkChange("python", None, DONE))
    tick(phone, "sql")
    merge = merged(laptop.progress, phone.progress.history)
    assert [event.change for event in merge.added] == [MarkChange("sql", None, DONE)]
    assert merge.clashes == ()
    assert merged(phone.progress, laptop.progress.history).progress is phone.progress


def test_the_same_tick_on_both_is_no_clash_and_one_undo_takes_it_back() -> None:
    laptop, phone = two()
    tick(laptop, "python")
    tick(phone, "python")
    assert merged(laptop.progress, phone.progress.history).clashes == ()
    meet(laptop, phone)
    assert [action.changes[0].old for action in laptop.progress.actions] == [None, DONE]
    laptop.undo()
    assert laptop.progress.marks == {}
    assert laptop.progress.undoable is None


def test_of_two_levels_the_one_with_the_later_clock_holds_and_both_sides_are_told() -> None:
    laptop, phone = two()
    tick(laptop, "sql")
    tick(laptop, "python", done(EXPERT))
    tick(phone, "python", done(FAMILIAR))
    merge = merged(laptop.progress, phone.progress.history)
    clash = Clash(
        subject=MarkChange("python", None, None).subject,
        ours=MarkChange("python", None, done(EXPERT)),
        theirs=MarkChange("python", None, done(FAMILIAR)),
        ours_holds=True,
    )
    assert merge.clashes == (clash,)
    assert meet(laptop, phone).marks["python"] == done(EXPERT)


def test_what_is_done_upon_a_change_holds_against_it_whatever_the_clocks_on_the_wall_say() -> None:
    laptop, phone = two()
    laptop.skew, phone.skew = timedelta(days=-100), timedelta(days=100)
    tick(phone, "python", done(FAMILIAR))
    laptop.merge(phone.progress)
    tick(laptop, "python", done(EXPERT))
    assert meet(laptop, phone).marks["python"] == done(EXPERT)


def test_of_what_was_done_apart_the_later_holds_however_much_the_other_side_has_done() -> None:
    laptop, phone = two()
    for mark in (STARTED, WAIVED, done(EXPERT), STARTED, WAIVED, done(FAMILIAR)):
        tick(phone, "python", mark)
    laptop.skew = timedelta(seconds=1)
    tick(laptop, "python", done(EXPERT))
    assert meet(laptop, phone).marks["python"] == done(EXPERT)


def test_a_tick_and_an_untick_clash_and_the_later_one_holds() -> None:
    laptop, phone = two(MarkChange("python", None, STARTED))
    laptop.act(*actions.untick(laptop.progress, "python"))
    write(phone, "next", "sql")
    tick(phone, "python")
    (clash,) = merged(laptop.progress, phone.progress.history).clashes
    assert (clash.ours.new, clash.theirs.new, clash.ours_holds) == (None, DONE, False)
    assert meet(laptop, phone).marks == {"python": DONE}


def test_of_what_one_side_did_several_times_the_last_counts() -> None:
    laptop, phone = two()
    for mark in (STARTED, WAIVED, done(EXPERT)):
        tick(laptop, "python", mark)
    tick(phone, "python", done(EXPERT))
    assert merged(laptop.progress, phone.progress.history).clashes == ()


def test_what_one_side_undid_is_undone_for_both() -> None:
    laptop, phone = two(MarkChange("python", None, DONE))
    laptop.undo()
    tick(phone, "sql")
    assert meet(laptop, phone).marks == {"sql": DONE}
    assert len(laptop.progress.history) == 3


def test_what_one_side_tried_and_undid_does_not_stand_against_what_the_other_side_did() -> None:
    laptop, phone = two()
    tick(phone, "python", done(EXPERT))
    for mark in (STARTED, WAIVED):
        tick(laptop, "python", mark)
    laptop.undo()
    laptop.undo()
    (clash,) = merged(laptop.progress, phone.progress.history).clashes
    assert (clash.ours.new, clash.theirs.new) == (None, done(EXPERT))
    assert (clash.taken_back, clash.ours_holds) == (True, False)
    assert meet(laptop, phone).marks == {"python": done(EXPERT)}


def test_what_one_side_undid_only_in_part_is_a_change() -> None:
    laptop, phone = two()
    tick(phone, "python", done(EXPERT))
    for mark in (STARTED, WAIVED):
        tick(laptop, "python", mark)
    laptop.undo()
    (clash,) = merged(laptop.progress, phone.progress.history).clashes
    assert (clash.taken_back, clash.ours_holds) == (False, True)
    assert meet(laptop, phone).marks == {"python": STARTED}


def test_what_holds_anyway_need_not_be_kept_from_what_was_undone() -> None:
    laptop, phone = two()
    tick(laptop, "python", STARTED)
    laptop.undo()
    for one in ("sql", "msc", "python"):
        tick(phone, one)
    merge = merged(laptop.progress, phone.progress.history)
    assert [clash.taken_back for clash in merge.clashes] == [True]
    assert merge.upheld == []


def test_a_note_that_one_side_wrote_and_undid_is_not_joined_with_the_other_sides() -> None:
    laptop, phone = two(NoteChange("python", "", "as it was"))
    write(laptop, "a draft")
    laptop.undo()
    write(phone, "rewritten")
    assert meet(laptop, phone).notes == {"python": "rewritten"}


def test_what_one_side_unticked_stands_against_what_the_other_side_did_earlier() -> None:
    laptop, phone = two()
    tick(phone, "python", done(EXPERT))
    tick(laptop, "python", STARTED)
    laptop.act(*actions.untick(laptop.progress, "python"))
    (clash,) = merged(laptop.progress, phone.progress.history).clashes
    assert (clash.taken_back, clash.ours_holds) == (False, True)
    assert meet(laptop, phone).marks == {}


def test_a_primary_target_that_comes_back_so_is_not_one_beside_another() -> None:
    laptop, phone = two()
    laptop.do("aim first for data")
    laptop.do("aim first for ml")
    laptop.undo()
    phone.do("aim first for ml")
    merge = merged(laptop.progress, phone.progress.history)
    assert merge.upheld == [TargetChange("ml", None, Target(primary=True))]
    together = meet(laptop, phone)
    assert together.targets == {"data": Target(primary=True), "ml": Target(primary=False)}


def test_a_save_that_failed_and_was_exported_does_not_outlive_the_undo_of_the_one_that_succeeded() -> None:
    laptop = Device("laptop")
    export = Device("laptop", numbers=laptop.numbers)
    for device in (laptop, export):
        tick(device, "python")
    laptop.undo()
    laptop.merge(export.progress)
    assert laptop.progress.marks == {}


def test_an_entry_altered_on_one_side_is_refused_and_named() -> None:
    laptop, phone = two(MarkChange("python", None, DONE))
    (event,) = phone.progress.history
    other = Device("phone", Progress())
    (altered,) = other.act(MarkChange("python", None, done(EXPERT)))
    object.__setattr__(altered, "id", event.id)
    with pytest.raises(ValueError, match=f"^entry {event.id} says one thing here and another there, so one of them"):
        merged(laptop.progress, [altered])


def test_a_copied_folder_makes_two_devices_of_one_name_and_nothing_is_lost() -> None:
    laptop = Device("laptop")
    twin = Device("laptop", numbers=laptop.numbers)
    tick(laptop, "python", done(EXPERT))
    tick(twin, "python", done(FAMILIAR))
    assert meet(laptop, twin).marks["python"] in (done(EXPERT), done(FAMILIAR))
    assert len(laptop.progress.history) == 2


def test_a_device_that_went_back_to_an_old_backup_gets_back_what_it_lost() -> None:
    laptop, phone = two(MarkChange("python", None, DONE))
    tick(laptop, "sql")
    phone.merge(laptop.progress)
    laptop.go_back(1)
    tick(laptop, "msc", done())
    assert set(meet(laptop, phone).marks) == {"python", "sql", "msc"}


# Notes


@pytest.mark.parametrize(
    ("ours", "theirs", "whole"),
    [
        ("chapter 3", "ask Ann", "ask Ann\n\nchapter 3"),
        ("the same", "the same", "the same"),
        ("read ch 1", "read ch 12", "read ch 12\n\nread ch 1"),
        ("chapter 3", "chapter 3\nchapter 4", "chapter 3\nchapter 4"),
        ("a\n\nb", "b\n\nc", "b\n\nc\n\na"),
        ("a\n\n\n\nb", "c", "c\n\na\n\nb"),
        ("gone on the phone", "", ""),
        ("", "gone on the laptop", "gone on the laptop"),
    ],
    ids=[
        "both written: the later one first",
        "the same on both",
        "one is a part of a word of the other",
        "one has all lines of the other",
        "paragraphs that both have stand once",
        "blank lines are no paragraphs",
        "emptied on the phone later",
        "emptied on the laptop earlier",
    ],
)
def test_notes_of_both_sides_are_joined_the_same_on_both(ours: str, theirs: str, whole: str) -> None:
    laptop, phone = two(NoteChange("python", "", "as it was"))
    write(laptop, ours)
    write(phone, "draft")
    write(phone, theirs)
    assert meet(laptop, phone).notes.get("python", "") == whole


def test_a_note_that_one_side_left_alone_is_the_other_sides_note() -> None:
    laptop, phone = two(NoteChange("python", "", "as it was"))
    write(phone, "rewritten")
    merge = merged(laptop.progress, phone.progress.history)
    assert (merge.clashes, list(merge.joined_notes)) == ((), [])
    assert meet(laptop, phone).notes == {"python": "rewritten"}


def test_a_third_device_that_comes_later_adds_its_part_of_the_note_once() -> None:
    laptop, phone = two()
    tablet = Device("tablet")
    for device in (laptop, phone, tablet):
        write(device, f"of the {device.name}")
    meet(laptop, phone)
    whole = meet(laptop, tablet).notes["python"]
    assert meet(phone, tablet).notes["python"] == whole
    assert sorted(whole.split("\n\n")) == ["of the laptop", "of the phone", "of the tablet"]


def test_joined_notes_are_joined_after_what_holds_now_even_if_that_is_a_third_note() -> None:
    laptop, phone = two()
    tablet = Device("tablet")
    for _ in range(3):
        write(tablet, "of the tablet")
        write(tablet, "last of the tablet")
    for device in (laptop, phone):
        write(device, f"of the {device.name}")
        device.progress = merged(device.progress, tablet.progress.history).progress
    (joined,) = merged(laptop.progress, phone.progress.history).joined_notes
    assert joined == NoteChange("python", "last of the tablet", "last of the tablet\n\nof the phone\n\nof the laptop")


# Targets

A, B = "ml", "data"
DUE = date(2027, 1, 1)


def aim(device: Device, role: str, by: date | None = None) -> None:
    device.act(*actions.target(device.progress, [role], by=by))


def test_of_two_first_targets_the_later_one_is_primary_for_both() -> None:
    laptop, phone = two()
    aim(laptop, A)
    tick(phone, "python")
    aim(phone, B)
    merge = merged(laptop.progress, phone.progress.history)
    assert merge.one_primary == [TargetChange(A, Target(primary=True), Target(primary=False))]
    assert meet(laptop, phone).targets == {A: Target(primary=False), B: Target(primary=True)}


def test_the_same_first_target_on_both_is_one_primary_target() -> None:
    laptop, phone = two()
    aim(laptop, A)
    aim(phone, A, DUE)
    assert meet(laptop, phone).targets == {A: Target(primary=True, by=DUE)}


def test_targets_that_each_side_added_are_all_there_and_the_primary_one_stays() -> None:
    laptop, phone = two(TargetChange("research", None, Target(primary=True)))
    aim(laptop, A)
    aim(phone, B, DUE)
    together = meet(laptop, phone)
    assert together.targets == {
        "research": Target(primary=True),
        A: Target(primary=False),
        B: Target(primary=False, by=DUE),
    }
    assert together.primary_target == "research"


def test_a_day_set_on_one_side_and_a_target_dropped_on_the_other_clash() -> None:
    laptop, phone = two(TargetChange(A, None, Target(primary=True)))
    laptop.act(*actions.untarget(laptop.progress, A))
    tick(phone, "python")
    phone.act(*actions.target_day(phone.progress, A, DUE, TODAY))
    (clash,) = merged(laptop.progress, phone.progress.history).clashes
    assert (clash.ours.new, clash.theirs.new) == (None, Target(primary=True, by=DUE))
    assert meet(laptop, phone).targets == {A: Target(primary=True, by=DUE)}
