"""Undo and redo where two copies met: what is taken back is what really held, and nothing blocks the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from mltrack.core.history import Change, Event, Mark, MarkChange, NoteChange, Target, TargetChange, Turn
from mltrack.core.progress import Progress
from tests.core.devices import Device
from tests.core.worlds import EXPERT, STARTED, WAIVED, WORKING, done

DONE, BETTER = done(WORKING), done(EXPERT)


def event(place: str, action: str, change: Change, turn: Turn = Turn.FORWARD, of: str | None = None) -> Event:
    """An event of a place such as "laptop 3": device and clock."""
    device, clock = place.split()
    return Event(f"{place} of {action}", action, datetime(2026, 1, 1, tzinfo=UTC), int(clock), device, change, turn, of)


def mark(one: str, new: Mark | None, old: Mark | None = None) -> MarkChange:
    return MarkChange(one, old, new)


def walk(history: Sequence[Event]) -> list[tuple[str, dict[str, Mark]]]:
    """The action that every undo takes back and the marks after it, down to where nothing is left to undo."""
    walker, steps = Device("walker", Progress.replay(history)), []
    while (step := walker.undo()) is not None:
        steps.append((step.action, dict(walker.progress.marks)))
        assert len(steps) <= len(history), "more undos than events"
    return steps


TICKED = event("laptop 1", "tick", mark("python", DONE))


@pytest.mark.parametrize(
    ("others", "steps"),
    [
        (
            [event("phone 1", "the same", mark("python", DONE))],
            [("tick", {})],
        ),
        (
            [event("phone 1", "higher", mark("python", BETTER))],
            [("higher", {"python": DONE}), ("tick", {})],
        ),
        (
            [event("desk 1", "earlier", mark("python", BETTER))],
            [("tick", {"python": BETTER}), ("earlier", {})],
        ),
        (
            [event("phone 1", "open", mark("python", None, STARTED))],
            [("open", {"python": DONE}), ("tick", {})],
        ),
        (
            [event("phone 2", "back", mark("python", None, DONE), Turn.UNDO, "tick")],
            [],
        ),
        (
            [
                event("phone 2", "back", mark("python", None, DONE), Turn.UNDO, "tick"),
                event("laptop 2", "back too", mark("python", None, DONE), Turn.UNDO, "tick"),
            ],
            [],
        ),
        (
            [
                event("phone 1", "higher", mark("python", BETTER)),
                event("laptop 2", "back", mark("python", None, DONE), Turn.UNDO, "tick"),
            ],
            # The phone's tick stays in the history; what the laptop did last holds, and can be taken back.
            [("back", {"python": BETTER}), ("higher", {})],
        ),
        (
            [
                event("laptop 2", "raise", mark("python", BETTER, DONE)),
                event("laptop 3", "back", mark("python", DONE, BETTER), Turn.UNDO, "raise"),
                event("phone 2", "waive", mark("python", WAIVED, DONE)),
            ],
            [("back", {"python": WAIVED}), ("waive", {"python": DONE}), ("tick", {})],
        ),
        (
            [
                event("laptop 2", "back", mark("python", None, DONE), Turn.UNDO, "tick"),
                event("phone 2", "other", mark("sql", DONE)),
                event("phone 3", "other back", mark("sql", None, DONE), Turn.UNDO, "other"),
                event("phone 4", "back too", mark("python", None, DONE), Turn.UNDO, "tick"),
                event("phone 5", "again", mark("python", DONE), Turn.REDO, "tick"),
            ],
            [("tick", {})],
        ),
    ],
    ids=[
        "both ticked the same",
        "the phone's higher level came after it",
        "another device's came before it",
        "the phone unticked what it held as started",
        "the phone took it back",
        "both took it back",
        "it was taken back under another tick",
        "what was taken back lies below another change",
        "taken back on both and done again on one",
    ],
)
def test_undo_brings_back_what_held_before_in_the_merged_order(
    others: list[Event], steps: list[tuple[str, dict[str, Mark]]]
) -> None:
    assert walk([TICKED, *others]) == steps


def test_of_two_actions_at_the_same_time_each_gives_back_its_part() -> None:
    laptop = [event(f"laptop {clock}", "three", mark(one, DONE)) for clock, one in enumerate(("a", "b", "c"), 1)]
    phone = [event("phone 2", "two", mark("c", BETTER)), event("phone 3", "two", mark("a", BETTER))]
    # The phone's change of a is the newest of all; its change of c lies under the laptop's.
    assert walk([*laptop, *phone]) == [
        ("two", {"a": DONE, "b": DONE, "c": DONE}),
        ("three", {}),
    ]


def test_what_was_taken_back_comes_no_more_to_light_when_what_covers_it_goes() -> None:
    history = [
        event("laptop 1", "two", mark("a", DONE)),
        event("phone 1", "cover", mark("a", BETTER)),
        event("laptop 2", "two", mark("b", DONE)),
    ]
    assert walk(history) == [("two", {"a": BETTER}), ("cover", {})]


def test_a_tick_that_is_worth_nothing_without_the_one_below_goes_with_it() -> None:
    history = [
        event("desk 1", "first", mark("a", DONE)),
        event("laptop 1", "two", mark("a", WAIVED)),
        event("phone 1", "same as first", mark("a", DONE)),
        event("laptop 2", "two", mark("b", DONE)),
    ]
    assert walk(history) == [("two", {"a": DONE}), ("first", {})]


def test_a_redo_that_another_device_did_already_does_not_block_the_one_before_it() -> None:
    laptop = Device("laptop")
    laptop.act(mark("sql", DONE))
    laptop.act(mark("python", BETTER))
    laptop.undo()
    laptop.undo()
    phone = Device("phone")
    phone.act(mark("sql", DONE))
    for _ in range(4):
        phone.undo()
        phone.redo()
    laptop.merge(phone.progress)
    assert laptop.progress.marks == {"sql": DONE}
    step = laptop.redo()
    assert step is not None
    assert step.changes == (mark("python", BETTER),)
    assert laptop.progress.marks == {"sql": DONE, "python": BETTER}
    assert laptop.progress.redoable is None


def test_an_undo_is_redone_as_it_was_though_the_other_side_changed_something_else() -> None:
    laptop = Device("laptop")
    laptop.act(mark("python", DONE), mark("sql", DONE))
    phone = Device("phone", laptop.progress)
    phone.act(NoteChange("python", "", "mine"))
    laptop.act(mark("app", DONE))
    laptop.undo()
    laptop.merge(phone.progress)
    assert laptop.progress.marks == {"python": DONE, "sql": DONE}
    laptop.redo()
    assert laptop.progress.marks == {"python": DONE, "sql": DONE, "app": DONE}
    assert laptop.progress.notes == {"python": "mine"}


def test_a_redone_action_is_undone_under_its_own_name() -> None:
    laptop = Device("laptop")
    laptop.act(mark("python", DONE), label="restore backup 3")
    names = []
    for turn in (laptop.undo, laptop.redo, laptop.undo, laptop.redo):
        step = turn()
        assert step is not None
        names.append((step.action, step.label))
    assert names == [("laptop did 1", "restore backup 3")] * 4


def test_an_action_that_ends_where_it_began_is_not_undoable() -> None:
    laptop = Device("laptop")
    laptop.act(mark("python", STARTED), mark("python", None, STARTED))
    assert laptop.progress.undoable is None


def test_an_undo_written_change_by_change_by_an_earlier_version_is_understood() -> None:
    laptop = Device("laptop")
    (first,) = laptop.act(mark("python", STARTED))
    (raised, _) = laptop.act(mark("python", WAIVED, STARTED), mark("python", DONE, WAIVED))
    laptop.act(mark("python", WAIVED, DONE), mark("python", STARTED, WAIVED), turn=Turn.UNDO, of=raised.action)
    assert laptop.progress.undoable is not None
    assert laptop.progress.undoable.action == first.action
    assert laptop.progress.redoable is not None
    assert laptop.progress.redoable.changes == (mark("python", DONE, STARTED),)


def test_an_undo_of_an_action_that_nobody_knows_is_an_action_of_its_own() -> None:
    history = [event("laptop 7", "back", mark("python", STARTED, DONE), Turn.UNDO, "lost")]
    assert walk(history) == [("back", {"python": DONE})]


def test_the_history_tells_what_really_held_before() -> None:
    higher = event("phone 1", "higher", mark("python", BETTER))
    aimed = event("phone 2", "aim", TargetChange("ml", None, Target(primary=True)))
    aimed_too = event("tablet 2", "aim too", TargetChange("ml", None, Target(primary=False)))
    noted = event("phone 3", "note", NoteChange("python", "", "mine"))
    noted_too = event("tablet 3", "note too", NoteChange("python", "", "hers"))
    progress = Progress.replay([TICKED, higher, aimed, aimed_too, noted, noted_too])
    assert [action.changes[0] for action in progress.actions] == [
        mark("python", DONE),
        mark("python", BETTER, DONE),
        TargetChange("ml", None, Target(primary=True)),
        TargetChange("ml", Target(primary=True), Target(primary=False)),
        NoteChange("python", "", "mine"),
        NoteChange("python", "mine", "hers"),
    ]
