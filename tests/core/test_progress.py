from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from mltrack.core.history import Event, Mark, MarkChange, NoteChange, Status, Target, TargetChange, Turn
from mltrack.core.progress import Progress
from tests.core.worlds import STARTED, WAIVED, done, happen, redo, undo

DONE = done()


def ticked(progress: Progress, *milestones: str) -> Progress:
    return happen(progress, [MarkChange(one, progress.marks.get(one), DONE) for one in milestones])


def test_a_new_progress_is_empty_and_has_nothing_to_undo() -> None:
    empty = Progress()
    assert (empty.marks, empty.notes, empty.targets, empty.history) == ({}, {}, {}, ())
    assert (empty.undoable, empty.redoable, empty.primary_target, empty.next_clock) == (None, None, None, 1)


def test_events_change_marks_notes_and_targets_and_leave_the_earlier_progress_alone() -> None:
    empty = Progress()
    aim = Target(primary=True, by=date(2027, 1, 1))
    after = happen(
        empty, [MarkChange("python", None, DONE), NoteChange("python", "", "mine"), TargetChange("ml", None, aim)]
    )
    assert (after.marks, after.notes, after.targets) == ({"python": DONE}, {"python": "mine"}, {"ml": aim})
    assert (empty.marks, empty.notes, empty.targets, empty.history) == ({}, {}, {}, ())


def test_setting_to_nothing_removes() -> None:
    full = Progress({"python": DONE}, {"python": "mine"}, {"ml": Target(primary=True)})
    after = happen(
        full,
        [
            MarkChange("python", DONE, None),
            NoteChange("python", "mine", ""),
            TargetChange("ml", Target(primary=True), None),
            MarkChange("never", None, None),
        ],
    )
    assert (after.marks, after.notes, after.targets) == ({}, {}, {})
    assert len(after.history) == 4


def test_an_undo_takes_the_newest_action_back_and_a_redo_does_it_again() -> None:
    one = ticked(Progress(), "python")
    two = ticked(one, "sql")
    assert undo(two).marks == {"python": DONE}
    assert undo(undo(two)).marks == {}
    assert redo(undo(undo(two))).marks == {"python": DONE}
    assert redo(redo(undo(undo(two)))).marks == {"python": DONE, "sql": DONE}


def test_undo_stops_at_the_first_action_and_redo_at_the_last() -> None:
    one = ticked(Progress(), "python")
    assert one.redoable is None
    assert undo(one).undoable is None
    assert redo(undo(one)).redoable is None


def test_a_new_action_after_an_undo_leaves_nothing_to_redo() -> None:
    after = ticked(undo(ticked(Progress(), "python")), "sql")
    assert after.redoable is None
    assert undo(after).marks == {}
    assert undo(after).undoable is None


def test_a_redone_action_can_be_undone_again() -> None:
    after = undo(redo(undo(ticked(Progress(), "python"))))
    assert after.marks == {}
    assert redo(after).marks == {"python": DONE}


def test_an_action_of_several_changes_is_undone_as_one_last_change_first() -> None:
    before = happen(Progress(), [MarkChange("python", None, STARTED)])
    after = happen(before, [MarkChange("python", STARTED, DONE), MarkChange("sql", None, WAIVED)])
    assert after.undoable is not None
    assert after.undoable.changes == (MarkChange("sql", WAIVED, None), MarkChange("python", DONE, STARTED))
    assert undo(after).holds_same(before)
    assert undo(after).redoable is not None
    assert redo(undo(after)).marks == {"python": DONE, "sql": WAIVED}


def test_an_action_that_changes_one_thing_twice_is_undone_in_one_step() -> None:
    before = happen(Progress(), [MarkChange("python", None, STARTED)])
    after = happen(before, [MarkChange("python", STARTED, WAIVED), MarkChange("python", WAIVED, DONE)])
    assert after.undoable is not None
    assert after.undoable.changes == (MarkChange("python", DONE, STARTED),)
    assert undo(after).holds_same(before)
    assert redo(undo(after)).marks == {"python": DONE}


def test_undoing_erases_nothing_from_the_history() -> None:
    one = ticked(Progress(), "python")
    after = redo(undo(one))
    assert after.history[:1] == one.history
    assert [event.turn for event in after.history] == [Turn.FORWARD, Turn.UNDO, Turn.REDO]
    assert [event.of for event in after.history] == [None, "action 1", "action 1"]


def test_every_change_inverts_to_the_change_back() -> None:
    for change in (
        MarkChange("python", None, DONE),
        NoteChange("python", "old", "new"),
        TargetChange("ml", Target(primary=True), None),
    ):
        back = change.inverse()
        assert (back.old, back.new) == (change.new, change.old)
        assert back.inverse() == change


def event(clock: int, device: str, change: MarkChange) -> Event:
    return Event(
        f"{device}-{clock}", f"action {device}-{clock}", datetime(2026, 1, 1, tzinfo=UTC), clock, device, change
    )


def test_replay_orders_by_logical_clock_then_device_whatever_the_order_given() -> None:
    first = event(1, "laptop", MarkChange("python", None, DONE))
    last = event(2, "phone", MarkChange("python", DONE, None))
    rival = event(2, "desk", MarkChange("python", DONE, STARTED))
    for order in ([first, rival, last], [last, rival, first], [rival, first, last]):
        replayed = Progress.replay(order)
        assert replayed.marks == {}
        assert replayed.history == (first, rival, last)
        assert replayed.next_clock == 3


def test_a_mark_whose_milestone_no_catalog_has_is_kept_like_any_other() -> None:
    after = ticked(Progress({"departed": DONE}), "python")
    assert after.marks == {"departed": DONE, "python": DONE}
    assert undo(after).marks == {"departed": DONE}


def test_the_primary_target_is_the_marked_one_else_the_one_due_first() -> None:
    plain, due, chosen = Target(primary=False), Target(primary=False, by=date(2027, 1, 1)), Target(primary=True)
    assert Progress().primary_target is None
    assert Progress(targets={"b": plain, "a": plain}).primary_target == "a"
    assert Progress(targets={"a": plain, "b": due}).primary_target == "b"
    assert Progress(targets={"a": due, "b": chosen}).primary_target == "b"


def test_progress_is_the_same_when_marks_notes_and_targets_are_whatever_the_history() -> None:
    one = ticked(Progress(), "python")
    assert one.holds_same(redo(undo(one)))
    assert not one.holds_same(Progress({"python": Mark(Status.STARTED)}))
    assert not one.holds_same(Progress(one.marks, {"python": "mine"}))
    assert not one.holds_same(Progress(one.marks, {}, {"ml": Target(primary=True)}))


# Earlier days


def of(hours: float, day: int, action: str, change: MarkChange, clock: int) -> Event:
    """An event at midnight of a day in a place so many hours from UTC."""
    zone = timezone(timedelta(hours=hours))
    return Event(f"{action} {clock}", action, datetime(2026, 11, day, tzinfo=zone), clock, "laptop", change)


def test_until_a_day_is_what_held_at_its_end_by_the_day_it_was_there() -> None:
    progress = Progress.replay(
        [
            of(13, 18, "one", MarkChange("python", None, STARTED), 1),
            of(-11, 19, "two", MarkChange("python", STARTED, DONE), 2),
            of(0, 20, "three", MarkChange("python", DONE, WAIVED), 3),
        ]
    )
    held = {day: progress.until(date(2026, 11, day)).marks.get("python") for day in (17, 18, 19, 20, 21)}
    assert held == {17: None, 18: STARTED, 19: DONE, 20: WAIVED, 21: WAIVED}
    assert progress.until(date(2026, 11, 19)).history == progress.history[:2]


def test_until_a_day_knows_no_undo_of_a_later_day() -> None:
    ticked_ = of(0, 18, "one", MarkChange("python", None, DONE), 1)
    undone = replace(of(0, 19, "two", MarkChange("python", DONE, None), 2), turn=Turn.UNDO, of="one")
    progress = Progress.replay([ticked_, undone])
    assert progress.until(date(2026, 11, 18)).marks == {"python": DONE}
    assert progress.until(date(2026, 11, 18)).undoable is not None
    assert progress.until(date(2026, 11, 19)).marks == {}


def test_until_a_day_takes_what_a_clock_that_went_wrong_says_for_that_day() -> None:
    early = of(0, 21, "from the future", MarkChange("python", None, STARTED), 1)
    late = of(0, 19, "after it", MarkChange("python", STARTED, DONE), 2)
    progress = Progress.replay([early, late])
    assert progress.until(date(2026, 11, 20)).marks == {"python": DONE}
    assert progress.until(date(2026, 11, 21)).marks == {"python": DONE}


MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_the_clock_is_that_of_the_wall_but_never_behind_what_has_happened() -> None:
    empty = Progress()
    morning = int(MORNING.timestamp()) * 1000
    assert empty.clock_at(MORNING) == morning
    assert empty.clock_at(MORNING.astimezone(timezone(timedelta(hours=5, minutes=45)))) == morning
    assert empty.clock_at(MORNING + timedelta(microseconds=1999)) == morning + 1
    assert empty.clock_at(datetime(1960, 1, 1, tzinfo=UTC)) == 1
    ahead = empty.after([Event("e", "a", MORNING, morning + 7, "d", NoteChange("python", "", "mine"))])
    assert ahead.clock_at(MORNING) == morning + 8
    assert ahead.clock_at(MORNING - timedelta(days=400)) == morning + 8
    assert ahead.clock_at(MORNING + timedelta(seconds=1)) == morning + 1000
