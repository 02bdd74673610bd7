"""Row 11 of the faults to survive: copies of three devices that parted are made one, in whatever order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mltrack.core.history import Change, Event, LogChange, MarkChange, NoteChange, Subject, Turn
from mltrack.core.merge import merged
from mltrack.core.progress import Progress
from tests.core.devices import Device, doings, examples, three_devices

Three = Sequence[Device]


def union(first: Progress, *others: Progress) -> Progress:
    for other in others:
        first = merged(first, other.history).progress
    return first


def same(one: Progress, other: Progress) -> bool:
    """Equal in all that a person can see: facts, history, and what undo and redo would do."""
    return (
        one.holds_same(other)
        and list(one.targets) == list(other.targets)
        and one.history == other.history
        and one.actions == other.actions
        and (one.undoable, one.redoable) == (other.undoable, other.redoable)
    )


def primaries(progress: Progress) -> int:
    return sum(target.primary for target in progress.targets.values())


def held(progress: Progress, subject: Subject) -> object:
    facts: Mapping[str, object] = {
        "mark": progress.marks,
        "note": progress.notes,
        "target": progress.targets,
        "log": progress.log,
        "effort": progress.efforts,
        "due": progress.due,
        "evidence": progress.evidence,
    }[subject.noun]
    return facts.get(subject.id)


@examples(3_000)
@given(three_devices())
def test_every_order_of_merging_gives_the_same_progress(three: Three) -> None:
    results = [union(*(device.progress for device in order)) for order in permutations(three)]
    assert all(same(results[0], other) for other in results[1:])


@examples(3_000)
@given(three_devices())
def test_merging_is_associative_and_no_event_is_lost_or_made_up(three: Three) -> None:
    a, b, c = (device.progress for device in three)
    assert same(union(union(a, b), c), union(a, union(b, c)))
    events = {event.id: event for one in (a, b, c) for event in one.history}
    assert {event.id: event for event in union(a, b, c).history} == events


@examples(3_000)
@given(three_devices())
def test_merging_again_and_merging_oneself_changes_nothing(three: Three) -> None:
    a, b, _ = (device.progress for device in three)
    both = union(a, b)
    for known in (a, b, both):
        again = merged(both, known.history)
        assert again.progress is both
        assert (again.added, again.clashes, again.joined_notes) == ((), (), [])


def in_order(event: Event) -> tuple[int, str, str, str]:
    return event.clock, event.device, event.action, event.id


@examples(3_000)
@given(three_devices())
def test_of_everything_the_change_with_the_highest_clock_holds(three: Three) -> None:
    together = union(*(device.progress for device in three))
    last: dict[Subject, Event] = {}
    for event in together.history:
        known = last.get(event.change.subject)
        if known is None or in_order(event) > in_order(known):
            last[event.change.subject] = event
    assert {subject: held(together, subject) or None for subject in last} == {
        subject: event.change.new or None for subject, event in last.items()
    }


@examples(3_000)
@given(three_devices(), doings, st.integers(0, 2), st.integers(-100, 100))
def test_what_a_device_does_last_holds_there_and_on_all_once_they_know(
    three: Three, doing: str, place: int, seconds: int
) -> None:
    here = three[place]
    for other in three:
        here.merge(other.progress)
    here.skew = timedelta(seconds=seconds)
    done = here.do(doing)
    assume(done)
    for progress in (here.progress, *(union(other.progress, here.progress) for other in three)):
        assert {event.change.subject: held(progress, event.change.subject) or None for event in done} == {
            event.change.subject: event.change.new or None for event in done
        }


@examples(3_000)
@given(three_devices())
def test_two_devices_that_merge_each_other_tell_the_same_from_both_sides(three: Three) -> None:
    a, b, _ = (device.progress for device in three)
    here, there = merged(a, b.history), merged(b, a.history)
    assert set(here.joined_notes) == set(there.joined_notes)
    if here.added and there.added:
        assert here.one_primary == there.one_primary
    assert set(here.upheld) == set(there.upheld)
    assert {
        (one.subject, one.ours, one.theirs, one.ours_holds, one.taken_back, one.only_begun) for one in here.clashes
    } == {
        (one.subject, one.theirs, one.ours, not one.ours_holds, one.taken_back, one.only_begun) for one in there.clashes
    }


def apart(one: Progress, other: Progress) -> list[Event]:
    """What `one` knows and `other` does not."""
    known = {event.id for event in other.history}
    return [event for event in one.history if event.id not in known]


def marked(events: Sequence[Event]) -> dict[str, list[Event]]:
    """For every milestone those of `events` that change its mark."""
    found: dict[str, list[Event]] = {}
    for event in events:
        if isinstance(event.change, MarkChange):
            found.setdefault(event.change.milestone, []).append(event)
    return found


def by_time_alone(progress: Progress, events: Sequence[Event]) -> bool:
    """True when all of `events` begin what was open, because time was logged on it."""
    spent = {event.action for event in progress.history if isinstance(event.change, LogChange) and event.change.new}
    return all(one.action in spent and one.turn is Turn.FORWARD and one.change.old is None for one in events)


@examples(3_000)
@given(three_devices())
def test_time_logged_never_changes_a_mark_that_the_other_side_told(three: Three) -> None:
    for here, there in permutations((device.progress for device in three), 2):
        merge = merged(here, there.history)
        after = {
            **merge.progress.marks,
            **{one.milestone: one.new for one in merge.upheld if isinstance(one, MarkChange)},
        }
        ours, theirs = marked(apart(here, there)), marked(apart(there, here))
        for one in ours.keys() & theirs.keys():
            last, told = marked(merge.progress.history)[one][-1], theirs[one][-1]
            copies = {event.clock for event in ours[one]} & {event.clock for event in theirs[one]}
            if by_time_alone(here, ours[one]) and told.turn is Turn.FORWARD and not by_time_alone(there, [told]):
                assert after.get(one) == told.change.new or copies or last not in (*ours[one], *theirs[one])


@examples(3_000)
@given(three_devices())
def test_devices_that_go_on_merging_become_one_and_then_merging_is_silent(three: Three) -> None:
    for _ in range(3):
        for device, other in permutations(three, 2):
            device.merge(other.progress)
    first = three[0].progress
    for device in three:
        assert same(device.progress, first)
        assert [device.merge(other.progress).added for other in three] == [(), (), ()]


@examples(3_000)
@given(three_devices())
def test_of_two_sides_with_a_primary_target_each_one_is_left(three: Three) -> None:
    here, there, _ = three
    before = [primaries(device.progress) for device in (here, there)]
    if max(before) <= 1 and here.merge(there.progress).added:
        assert primaries(here.progress) <= max(before)


@examples(3_000)
@given(three_devices())
def test_after_merging_every_note_has_every_line_that_both_sides_wrote(three: Three) -> None:
    here, there, _ = three
    clashes = here.merge(there.progress).clashes
    for clash in clashes:
        if isinstance(clash.ours, NoteChange) and clash.ours.new and clash.theirs.new and not clash.taken_back:
            written = f"{clash.ours.new}\n{clash.theirs.new}".split("\n")
            assert set(written) <= set(here.progress.notes[clash.subject.id].split("\n"))


@examples(1_000)
@given(three_devices(), st.data())
def test_an_entry_that_says_something_else_there_is_refused(three: Three, data: st.DataObject) -> None:
    a, b, _ = (device.progress for device in three)
    shared = [event for event in b.history if event in a.history]
    assume(shared)
    honest = data.draw(st.sampled_from(shared))
    altered = data.draw(
        st.sampled_from(
            [
                replace(honest, clock=honest.clock + 1),
                replace(honest, device="another"),
                replace(honest, at=honest.at + timedelta(seconds=1)),
                replace(honest, label="something else"),
                replace(honest, change=_altered(honest)),
            ]
        )
    )
    with pytest.raises(ValueError, match="says one thing here and another there"):
        merged(a, [altered if event is honest else event for event in b.history])


def _altered(event: Event) -> Change:
    if isinstance(event.change, NoteChange):
        return replace(event.change, new=f"{event.change.new} and more")
    return replace(event.change, new=None) if event.change.new else NoteChange("python", "", "another thing")
