"""Undo, redo and replay on any life that a person can lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mltrack.core import actions
from mltrack.core.entries import Kind, Span
from mltrack.core.history import Change, OwnEffort
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.errors import InvalidInput
from tests.core.worlds import TODAY, cert, degree, happen, project, redo, skill, undo

Action = Callable[[Progress], Sequence[Change]]

MILESTONES = {one.id: one for one in (skill("python"), skill("sql"), degree("msc"), cert("aws", 12), project("app"))}
ROLES = ("ml", "data", "research")


entries = st.sampled_from(["first", "second", "third"])
efforts = st.sampled_from([OwnEffort(Span(30, 50)), OwnEffort(months=Span(1, 2)), OwnEffort(Span(0, 0), Span(6, 12))])


@st.composite
def things_to_do(draw: st.DrawFn) -> Action:
    """One action with all that was said; it is worked out later, against the progress of that moment."""
    milestone = MILESTONES[draw(st.sampled_from(sorted(MILESTONES)))]
    role = draw(st.sampled_from(ROLES))
    day = TODAY - timedelta(days=draw(st.integers(0, 3)))
    level = draw(st.none() | st.sampled_from(Level)) if milestone.kind is Kind.SKILL else None
    text = draw(st.sampled_from(["", "read chapter 3", "done twice"]))
    by, primary = draw(st.none() | st.just(day)), draw(st.booleans())
    minutes, entry, effort = draw(st.sampled_from([20, 1_400])), draw(entries), draw(st.none() | efforts)
    later = TODAY + timedelta(days=draw(st.integers(0, 2)))
    choices: list[Action] = [
        lambda progress: actions.tick(progress, milestone, TODAY, level=level, on=day),
        lambda progress: actions.untick(progress, milestone.id),
        lambda progress: actions.start(progress, milestone, day),
        lambda progress: actions.waive(progress, milestone, TODAY, text),
        lambda progress: actions.note(progress, milestone.id, text),
        lambda progress: actions.target(progress, [role], by=by, primary=primary),
        lambda progress: actions.target(progress, ROLES, by=by, primary=primary),
        lambda progress: actions.untarget(progress, role),
        lambda progress: actions.log(progress, milestone, TODAY, minutes, entry=entry, on=day, text=text),
        lambda progress: actions.unlog(progress, entry),
        lambda progress: actions.attach(progress, milestone, TODAY, text, entry=entry, on=day),
        lambda progress: actions.detach(progress, entry),
        lambda progress: actions.expect(progress, milestone.id, effort),
        lambda progress: actions.due(progress, milestone, later, TODAY),
        lambda progress: actions.not_due(progress, milestone.id),
    ]
    return draw(st.sampled_from(choices))


lives = st.lists(things_to_do(), max_size=12)


def live(progress: Progress, action: Action, on: date = TODAY) -> Progress | None:
    """The progress after `action`; None where it is refused or changes nothing."""
    try:
        changes = action(progress)
    except InvalidInput:
        return None
    return happen(progress, changes, on=on) if changes else None


def lived(actions_: Sequence[Action]) -> list[Progress]:
    """The progress at the start and after each action that changed something."""
    states = [Progress()]
    for action in actions_:
        after = live(states[-1], action)
        if after is not None:
            states.append(after)
    return states


@given(lives)
def test_undo_gives_back_each_earlier_state_and_redo_each_later_one(doings: list[Action]) -> None:
    states = lived(doings)
    now = states[-1]
    for earlier in reversed(states[:-1]):
        now = undo(now)
        assert now.holds_same(earlier)
    assert now.undoable is None
    for later in states[1:]:
        now = redo(now)
        assert now.holds_same(later)
    assert now.redoable is None


@given(st.lists(st.sampled_from(["undo", "redo"]) | things_to_do(), max_size=25))
def test_any_mix_of_actions_undos_and_redos_is_two_piles_of_states(doings: list[Action | str]) -> None:
    now, before, after = Progress(), list[Progress](), list[Progress]()
    for doing in doings:
        if doing == "undo":
            assert (now.undoable is None) == (not before)
            if before:
                after.append(now)
                now, expected = undo(now), before.pop()
                assert now.holds_same(expected)
        elif doing == "redo":
            assert (now.redoable is None) == (not after)
            if after:
                before.append(now)
                now, expected = redo(now), after.pop()
                assert now.holds_same(expected)
        elif not isinstance(doing, str) and (new := live(now, doing)) is not None:
            before.append(now)
            after.clear()
            now = new


@given(lives, st.data())
def test_replay_of_the_events_in_any_order_gives_the_same_progress(doings: list[Action], data: st.DataObject) -> None:
    final = lived(doings)[-1]
    replayed = Progress.replay(data.draw(st.permutations(final.history)))
    assert replayed.holds_same(final)
    assert list(replayed.targets) == list(final.targets)
    assert replayed.history == final.history
    assert (replayed.undoable, replayed.redoable) == (final.undoable, final.redoable)


@given(lives, st.data())
def test_any_action_done_twice_changes_nothing_the_second_time(doings: list[Action], data: st.DataObject) -> None:
    before = lived(doings)[-1]
    action = data.draw(things_to_do())
    after = live(before, action)
    if after is not None:
        assert live(after, action) is None


@given(lives)
def test_exactly_one_target_is_primary_as_long_as_there_is_any(doings: list[Action]) -> None:
    for progress in lived(doings):
        primary = [aim for aim in progress.targets.values() if aim.primary]
        assert len(primary) == bool(progress.targets)


@given(lives, lives)
def test_going_back_to_any_state_gives_exactly_that_one_and_one_undo_brings_the_present_again(
    doings: list[Action], others: list[Action]
) -> None:
    now, goal = lived(doings)[-1], lived(others)[-1]
    changes = actions.restored(now, goal)
    back = happen(now, changes)
    assert back.holds_same(goal)
    assert back.primary_target == goal.primary_target
    assert all(change.old != change.new for change in changes)
    assert actions.restored(back, goal) == []
    assert actions.restored(now, now) == []
    if changes:
        assert undo(back).holds_same(now)


@given(lives, st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_until_a_day_is_the_state_after_its_last_action(doings: list[Action], gaps: list[int]) -> None:
    day, last = TODAY, {TODAY - timedelta(days=1): Progress()}
    now = Progress()
    for doing, gap in zip(doings, gaps, strict=False):
        day += timedelta(days=gap)
        after = live(now, doing, on=day)
        if after is not None:
            now = last[day] = after
    for ended, state in last.items():
        until = now.until(ended)
        assert until.holds_same(state)
        assert until.history == state.history
    assert now.until(day + timedelta(days=400)).holds_same(now)
