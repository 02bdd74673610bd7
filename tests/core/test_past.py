"""A history that is read when it is asked for tells what one tells that is there as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core import layers
from mltrack.core import past as past_room
from mltrack.core import progress as progress_room
from mltrack.core.history import Event, LogChange, MarkChange, NoteChange, Subject, TargetChange, TimeEntry, Turn
from mltrack.core.layers import Layers, recent, telling
from mltrack.core.past import InMemory, Past, names_in, whole_from
from mltrack.core.progress import Progress
from mltrack.core.renames import Renames
from mltrack.core.unread import Unread
from tests.core.devices import ALL, Device, doings, examples
from tests.core.worlds import STARTED, TODAY, WORKING, done, happen, redo, undo

DONE = done(WORKING)
MILESTONES = [one.id for one in ALL]


class Counted(InMemory):
    """Events of which it is known how many were looked at."""

    looked_at = 0

    def all(self) -> tuple[Event, ...]:
        self.looked_at += self.count
        return super().all()

    def last(self, number: int) -> tuple[Event, ...]:
        self.looked_at += min(number, self.count)
        return super().last(number)


def ticking(milestones: Iterable[str]) -> Progress:
    progress = Progress()
    for one in milestones:
        progress = happen(progress, [MarkChange(one, progress.marks.get(one), DONE)])
    return progress


def kept(progress: Progress) -> Progress:
    """The same, with a past."""
    return Progress(
        progress.marks,
        progress.notes,
        progress.targets,
        Past.of(progress.history),
        progress.log,
        progress.efforts,
        progress.due,
        progress.evidence,
    )


# As a sequence


def test_it_is_a_sequence_like_the_tuple_of_its_events() -> None:
    events = tuple(ticking(["a", "b", "c", "d"]).history)
    for split in range(len(events) + 1):
        past = Past(InMemory(events[:split]), events[split:])
        assert past == events
        assert events == past
        assert past == Past.of(events)
        assert (len(past), tuple(past), hash(past)) == (4, events, hash(events))
        assert [past[place] for place in range(-4, 4)] == [events[place] for place in range(-4, 4)]
        for start in range(-5, 6):
            assert past[start:] == events[start:]
            assert past[:start] == events[:start]
            assert past[start::2] == events[start::2]
        assert [past.last(number) for number in range(6)] == [events[max(0, 4 - number) :] for number in range(6)]
        assert past != events[1:]
        assert past != Past.of(events[:3])
        assert past != list(events)
    with pytest.raises(IndexError):
        Past.of(())[-1]


def test_what_is_new_is_added_without_looking_at_the_rest() -> None:
    recorded = Counted(tuple(ticking([f"m{number}" for number in range(100)]).history))
    progress = Progress(marks=ticking([f"m{number}" for number in range(100)]).marks, history=Past(recorded))
    after = happen(progress, [MarkChange("m5", DONE, None)])
    assert (len(after.history), after.next_clock, after.newest.changes) == (101, 102, (MarkChange("m5", DONE, None),))
    assert after.redoable is None
    assert after.undoable is not None
    assert after.undoable.changes == (MarkChange("m5", None, DONE),)
    assert recorded.looked_at < 100


def test_one_continues_another_when_it_has_the_very_same_events() -> None:
    past = Past.of(ticking("ab").history)
    event, equal, other = (happen(Progress(history=past), [NoteChange("a", "", text)]).history[-1] for text in "xxy")
    longer = past.then([event])
    assert longer.continues(past)
    assert longer.continues(longer)
    assert longer.then([other]).continues(longer)
    assert not past.continues(longer)
    assert event == equal
    assert not past.then([equal]).continues(longer)
    assert not Past.of(longer).continues(longer)
    assert past.then([]) is past


# Where it is whole


def _event(place: int, action: str, change: MarkChange, device: str = "laptop") -> Event:
    return Event(f"e{place}", action, datetime(2026, 1, 1, tzinfo=UTC), place, device, change)


@pytest.mark.parametrize(
    ("events", "place"),
    [
        ([], 0),
        ([("1", MarkChange("a", None, DONE)), ("2", MarkChange("a", DONE, None))], 0),
        ([("1", MarkChange("a", None, DONE)), ("2", MarkChange("a", None, STARTED))], 0),
        (
            [
                ("1", MarkChange("a", None, DONE)),
                ("2", MarkChange("b", None, DONE)),
                ("1", MarkChange("c", None, DONE)),
            ],
            3,
        ),
        (
            [
                ("1", MarkChange("a", None, DONE)),
                ("1", MarkChange("b", None, DONE)),
                ("2", MarkChange("c", None, DONE)),
            ],
            0,
        ),
    ],
)
def test_it_is_whole_from_where_no_action_goes_on_that_began_before(
    events: Sequence[tuple[str, MarkChange]], place: int
) -> None:
    history = [_event(number, action, change) for number, (action, change) in enumerate(events, start=1)]
    assert whole_from(history) == place
    assert Past.of(history).whole_from == place


def test_what_another_device_did_may_belong_to_what_it_began_before() -> None:
    past = Past.of([_event(1, "1", MarkChange("a", None, DONE))])
    added = [_event(2, "2", MarkChange("b", None, DONE), "phone"), _event(3, "3", MarkChange("c", None, DONE), "phone")]
    assert past.then(added).whole_from == 3
    assert past.then([replace(one, device="laptop") for one in added]).whole_from == 0


# What is told of it


def _told_on(history: Sequence[Event], milestone: str) -> list[tuple[str, object]]:
    """What `actions_on` is to say, of the whole history."""
    found: dict[str, list[object]] = {}
    for event, change in zip(history, Layers(history).in_effect, strict=True):
        if not isinstance(change, TargetChange) and change.milestone == milestone:
            found.setdefault(event.action, []).append(change)
    return [(action, telling(changes)) for action, changes in found.items()]  # type: ignore[arg-type]


def _agree(past: Progress, whole: Progress) -> None:
    assert past.history == whole.history
    assert past.holds_same(whole)
    assert (past.undoable, past.redoable) == (whole.undoable, whole.redoable)
    if whole.history:
        assert past.newest == whole.actions[-1] == whole.newest
    assert past.milestones == whole.milestones
    for one in MILESTONES:
        assert tuple(past.marks_told(one)) == tuple(whole.net.get(Subject("mark", one), ()))
        told = [(action.id, action.changes) for action in past.actions_on(one)]
        assert told == _told_on(tuple(whole.history), one)


@pytest.fixture(autouse=True, params=[(1, 2), (3,), (4, 64), layers._TAILS], ids=str)
def tails(request: pytest.FixtureRequest) -> Iterator[None]:
    """How much of the end is looked at, at different lengths: in short histories as in long ones."""
    with patch.object(layers, "_TAILS", request.param):
        yield


turns: st.SearchStrategy[str] = st.sampled_from(["undo", "redo", "undo", "undo"])


@examples(400)
@given(st.lists(doings | turns, max_size=14), st.integers(0, 14))
def test_a_life_with_a_past_is_as_one_without(deeds: Sequence[str], read: int) -> None:
    device = Device("laptop")
    for number, deed in enumerate(deeds):
        if number == read:
            device.progress = kept(device.progress)
        _do(device, deed)
    whole = Progress.replay(device.progress.history)
    _agree(device.progress, whole)
    _agree(kept(whole), whole)


def _do(device: Device, deed: str) -> None:
    turned: dict[str, Callable[[], object]] = {"undo": device.undo, "redo": device.redo}
    turned.get(deed, lambda: device.do(deed))()


@examples(400)
@given(
    st.lists(st.tuples(st.sampled_from(["laptop", "phone", "clone"]), doings | turns | st.just("meet")), max_size=24),
    st.integers(0, 24),
)
def test_copies_that_meet_tell_the_same_with_a_past(deeds: Sequence[tuple[str, str]], read: int) -> None:
    laptop, phone = Device("laptop"), Device("phone")
    devices = {"laptop": laptop, "phone": phone, "clone": Device("laptop", numbers=laptop.numbers)}
    for number, (who, deed) in enumerate(deeds):
        device = devices[who]
        if number == read:
            device.progress = kept(device.progress)
        if deed == "meet":
            for other in devices.values():
                device.merge(other.progress)
        else:
            _do(device, deed)
    for device in devices.values():
        whole = Progress.replay(device.progress.history)
        _agree(device.progress, whole)
        _agree(kept(whole), whole)


def test_the_end_of_a_long_history_tells_what_can_be_undone() -> None:
    progress = ticking(f"m{number % 7}" if number % 2 else f"n{number}" for number in range(200))
    progress = undo(undo(happen(progress, [NoteChange("m1", "", "x"), MarkChange("m1", DONE, None)])))
    past = Past.of(progress.history)
    found = recent(past)
    if found is not None:
        assert (found.undoable(), found.redoable()) == (progress.undoable, progress.redoable)
    again = redo(kept(progress))
    assert (again.undoable, again.redoable) == (redo(progress).undoable, redo(progress).redoable)


@pytest.mark.parametrize("read", [0, 200, 300])
def test_what_an_action_on_many_things_began_from_is_not_looked_for_one_by_one(read: int) -> None:
    progress = ticking(f"m{number % 150}" for number in range(300))
    events = tuple(happen(progress, [MarkChange(f"m{number}", DONE, None) for number in range(100)]).history)
    asked, subject = 0, vars(MarkChange)["subject"]

    def asking(change: MarkChange) -> Subject:
        nonlocal asked
        asked += 1
        found: Subject = subject.fget(change)
        return found

    with patch.object(MarkChange, "subject", property(asking)), patch.object(layers, "_TAILS", (150,)):
        found = recent(Past(InMemory(events[:read]), events[read:]))
    assert found is not None
    assert found.undoable() == Progress(history=events).undoable
    assert asked < 10 * len(events)


def test_where_the_end_does_not_tell_all_of_it_is_looked_at() -> None:
    progress = ticking("abcdef")
    for _ in range(6):
        progress = undo(progress)
    assert recent(Past.of(progress.history)) is None
    assert kept(progress).undoable is None
    assert kept(progress).redoable == progress.redoable


def test_what_makes_no_difference_leaves_what_can_be_done_again() -> None:
    progress = undo(happen(ticking("ab"), [MarkChange("c", None, DONE)]))
    idle = happen(progress, [MarkChange("a", DONE, DONE)])
    back = happen(idle, [MarkChange("b", DONE, None)], turn=Turn.UNDO, of=idle.history[-1].action)
    assert back.redoable is not None
    assert back.redoable.changes == (MarkChange("c", None, DONE),)
    assert kept(back).redoable == back.redoable
    assert kept(back).undoable == back.undoable


def test_a_long_history_in_which_all_was_undone_is_not_gone_through_time_and_again() -> None:
    progress = ticking("a")
    for number in range(300):
        progress = undo(happen(progress, [MarkChange(f"m{number % 7}", None, DONE)]))
    looked_at = 0

    class Looking(Layers):
        def _take(self, place: int, event: Event) -> None:
            nonlocal looked_at
            looked_at += 1
            super()._take(place, event)

    with patch.object(layers, "Layers", Looking):
        recent(Past.of(progress.history))
    assert looked_at < 4 * len(progress.history)


@pytest.mark.parametrize("keep", [kept, lambda progress: progress], ids=["past", "tuple"])
def test_the_marks_of_many_milestones_do_not_cost_all_of_the_history_each(keep: Callable[[Progress], Progress]) -> None:
    progress = keep(undo(ticking(f"m{number}" for number in range(200))))
    looked_at = 0

    def looking(event: Event, milestone: str) -> bool:
        nonlocal looked_at
        looked_at += 1
        return event.turn is not Turn.FORWARD or event.change.subject == Subject("mark", milestone)

    with patch.object(past_room, "_marks", looking):
        told = [len(progress.marks_told(f"m{number}")) for number in range(200)]
    assert told == [*[1] * 199, 0]
    assert looked_at <= 400


def test_nor_do_they_cost_every_undo_each() -> None:
    progress = ticking("a")
    for number in range(60):
        progress = undo(happen(progress, [MarkChange(f"m{number}", None, DONE)]))
    past, looked_at = kept(progress), 0

    class Looking(Layers):
        def _take(self, place: int, event: Event) -> None:
            nonlocal looked_at
            looked_at += 1
            super()._take(place, event)

    with patch.object(progress_room, "Layers", Looking):
        assert [past.marks_told(f"m{number}") for number in range(60)] == [()] * 60
    assert len(past.marks_told("a")) == 1
    assert looked_at <= 3 * len(progress.history)


# What it is about


def test_names_are_of_all_that_was_ever_told() -> None:
    progress = happen(ticking("ab"), [LogChange("e", None, TimeEntry("c", TODAY, 5)), TargetChange("role", None, None)])
    moved = LogChange("e", TimeEntry("c", TODAY, 5), TimeEntry("d", TODAY, 5))
    assert [*names_in(moved)] == ["d", "c"]
    past = happen(kept(progress), [moved]).history
    assert isinstance(past, Past)
    assert past.names == {"a", "b", "c", "d", "role"}


def test_a_past_that_tells_nothing_under_a_former_id_is_not_read_for_it() -> None:
    recorded = Counted(tuple(ticking("ab").history))
    progress = Progress(marks=ticking("ab").marks, history=Past(recorded))
    renamed = progress.under(Renames({"z": "y"}))
    assert (renamed.marks, recorded.looked_at) == (progress.marks, 0)
    assert set(progress.under(Renames({"a": "y"})).marks) == {"y", "b"}


# Entries that are read later


def test_entries_are_read_once_and_when_they_are_asked_for() -> None:
    reads: list[int] = []

    def read() -> dict[str, int]:
        reads.append(1)
        return {"a": 1, "b": 2}

    entries = Unread(read, {"python"})
    assert (bool(entries), entries.milestones, reads) == (True, {"python"}, [])
    assert (dict(entries), len(entries), entries["b"], entries == {"a": 1, "b": 2}) == ({"a": 1, "b": 2}, 2, 2, True)
    assert reads == [1]
    assert not Unread(dict, ())
