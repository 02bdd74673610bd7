"""What must hold of the next steps in every world."""

from __future__ import annotations

import random
from fractions import Fraction

from hypothesis import event, given
from hypothesis import strategies as st

from mltrack.core.advice import missing, next_steps, worth_doing
from mltrack.core.effort import cost
from mltrack.core.history import Target
from mltrack.core.progress import Progress
from mltrack.core.requirements import State
from mltrack.core.snapshot import Snapshot
from mltrack.core.whatif import supposed
from tests.core.test_readiness_properties import shuffled
from tests.core.worlds import TODAY, World, done, worlds


@st.composite
def aiming(draw: st.DrawFn) -> Snapshot:
    """A world in which some roles are targets and some milestones are due."""
    world = draw(worlds())
    chosen = draw(st.lists(st.sampled_from(sorted(world.catalog.roles)), unique=True, max_size=3))
    targets = {one: Target(primary=number == 0) for number, one in enumerate(chosen)}
    due = dict.fromkeys(draw(st.sets(st.sampled_from(sorted(world.catalog.milestones)), max_size=2)), TODAY)
    return Snapshot(world.catalog, Progress(world.progress.marks, targets=targets, due=due), TODAY)


@given(aiming(), st.randoms(use_true_random=False))
def test_the_ranking_is_a_total_order_that_does_not_depend_on_the_order_of_files(
    snapshot: Snapshot, shuffle: random.Random
) -> None:
    ranked = [step.milestone for step in next_steps(snapshot)]
    other = Snapshot(shuffled(snapshot.catalog, shuffle), snapshot.progress, TODAY)
    assert len(set(ranked)) == len(ranked)
    assert [step.milestone for step in next_steps(other)] == ranked
    event(f"{len(ranked)} steps")


@given(aiming())
def test_a_step_can_be_done_and_moves_a_role_or_is_on_the_way_to_one_that_does(snapshot: Snapshot) -> None:
    steps = next_steps(snapshot)
    for step in steps:
        assert worth_doing(snapshot, step.milestone)
        assert step.moves == snapshot.moves(step.milestone)
        assert step.moves or step.on_the_way
        assert all(snapshot.moves(one) for one in step.on_the_way)
        assert set(step.required_by) <= set(step.targets_moved) <= set(step.moves)
    named = {step.milestone for step in steps}
    for one, milestone in snapshot.catalog.milestones.items():
        if snapshot.moves(one) and worth_doing(snapshot, one) and milestone.prerequisites is None:
            assert one in named


@given(aiming())
def test_doing_a_step_to_its_level_leaves_nothing_of_its_effort(snapshot: Snapshot) -> None:
    for step in next_steps(snapshot):
        assert step.minutes == cost(step.effort, Fraction(10))
        after = supposed(snapshot, {step.milestone: step.level})
        assert after.standing(step.milestone).state is State.MET
        held = snapshot.standing(step.milestone)
        if step.level is not None and held.state is State.MET and held.level is not None:
            assert step.level > held.level


@given(aiming())
def test_what_a_step_unlocks_waits_for_nothing_once_it_is_done(snapshot: Snapshot) -> None:
    first = {step.milestone: step.first for step in next_steps(snapshot)}
    for step in next_steps(snapshot):
        after = {one.milestone: one.first for one in next_steps(supposed(snapshot, {step.milestone: step.level}))}
        for one in set(step.unlocks) & set(first) & set(after):
            event("unlocked one")
            assert first[one]
            assert not after[one]


@given(worlds(), st.integers(1, 100).map(Fraction))
def test_what_is_missing_once_done_leaves_nothing_missing(world: World, hours: Fraction) -> None:
    for role_id, readiness in world.snapshot.readiness.items():
        lacked = missing(world.snapshot, role_id, hours)
        marks = {leaf.has: done(leaf.level) for leaf in lacked}
        after = Snapshot(world.catalog, Progress({**world.progress.marks, **marks}), TODAY).readiness[role_id]
        assert after.required.missing == 0
        assert bool(lacked) == (readiness.required.missing > 0)
        assert len({leaf.has for leaf in lacked}) == len(lacked)
