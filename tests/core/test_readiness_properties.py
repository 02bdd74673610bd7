"""What must hold of readiness in every world, not only in the ones we thought of."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import event, given
from hypothesis import strategies as st

from mltrack.core import actions
from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind, Milestone, Role
from mltrack.core.history import Mark, Status
from mltrack.core.progress import Progress
from mltrack.core.readiness import Readiness, Tally
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Level, Requirement, State, Verdict, satisfied
from mltrack.core.snapshot import Snapshot
from tests.core.worlds import TODAY, World, catalog, done, happen, worlds


def tallies(world: World) -> list[Tally]:
    return [tally for one in world.snapshot.readiness.values() for tally in (one.required, one.recommended)]


@given(worlds(), st.data())
def test_completing_anything_never_lowers_a_share_or_a_met_count(world: World, data: st.DataObject) -> None:
    milestone = world.catalog.milestones[data.draw(st.sampled_from(sorted(world.catalog.milestones)))]
    old = world.progress.marks.get(milestone.id)
    level = None
    if milestone.kind is Kind.SKILL:
        held = old.level if old and old.level else Level.FAMILIAR
        level = data.draw(st.sampled_from([level for level in Level if level >= held]))
    changes = actions.tick(world.progress, milestone, TODAY, level=level)
    after = Snapshot(world.catalog, happen(world.progress, changes), TODAY).readiness
    for role_id, before in world.snapshot.readiness.items():
        for now, was in ((after[role_id].required, before.required), (after[role_id].recommended, before.recommended)):
            assert now.share >= was.share
            assert now.met >= was.met
        event("a share rose" if after[role_id].required.share > before.required.share else "no share rose")


@given(worlds())
def test_share_is_1_exactly_when_all_are_met_and_there_is_one(world: World) -> None:
    for tally in tallies(world):
        assert 0 <= tally.share <= 1
        assert (tally.share == 1) == (tally.met == tally.total > 0)


def verdicts(verdict: Verdict) -> Iterator[Verdict]:
    """A verdict and those of all its parts."""
    yield verdict
    for part in verdict.parts:
        yield from verdicts(part)


@given(worlds())
def test_a_group_has_the_mean_credit_of_the_best_parts_that_it_needs_and_the_state_that_follows(world: World) -> None:
    lines = [line.verdict for one in world.snapshot.readiness.values() for line in one.lines]
    for verdict in [group for line in lines for group in verdicts(line) if group.parts]:
        needed = verdict.requirement.count if not isinstance(verdict.requirement, Has) else 0
        best = sorted((part.credit for part in verdict.parts), reverse=True)[:needed]
        assert verdict.credit == sum(best, Fraction(0)) / needed
        states = [part.state for part in verdict.parts]
        if sum(state.satisfied for state in states) >= needed:
            assert verdict.state is (State.MET if states.count(State.MET) >= needed else State.WAIVED)
        else:
            assert verdict.state is max(State.STARTED if state.satisfied else state for state in states)


@given(worlds())
def test_what_is_asked_without_a_verdict_is_what_the_verdict_says(world: World) -> None:
    for readiness in world.snapshot.readiness.values():
        for verdict in (one for line in readiness.lines for one in verdicts(line.verdict)):
            answer = satisfied(verdict.requirement, world.snapshot.standing)
            assert answer == verdict.state.satisfied
            event(f"a {type(verdict.requirement).__name__} is {'' if answer else 'not '}satisfied")


@given(worlds())
def test_percent_is_100_exactly_when_all_are_met_and_never_rounded_up(world: World) -> None:
    for tally in tallies(world):
        assert (tally.percent == 100) == (tally.met == tally.total > 0)
        assert tally.percent <= tally.share * 100 < tally.percent + 1


@given(worlds())
def test_met_waived_and_missing_add_up_and_ready_means_nothing_missing(world: World) -> None:
    for readiness in world.snapshot.readiness.values():
        required = readiness.required
        assert required.met + required.waived + required.missing == required.total
        assert min(required.met, required.waived, required.missing) >= 0
        assert readiness.ready == (required.total > 0 and not readiness.missing())


@given(worlds())
def test_what_is_missing_once_done_makes_the_role_ready(world: World) -> None:
    for role_id, readiness in world.snapshot.readiness.items():
        marks = {leaf.has: done(leaf.level) for leaf in readiness.missing()}
        progress = Progress({**world.progress.marks, **marks})
        after = Snapshot(world.catalog, progress, TODAY).readiness[role_id]
        assert after.required.missing == 0
        assert after.ready == (after.required.total > 0)


@given(worlds())
def test_nothing_that_is_named_missing_is_needless(world: World) -> None:
    for readiness in world.snapshot.readiness.values():
        for leaf in readiness.missing():
            standing = world.snapshot.standing(leaf.has)
            assert standing.state is not State.WAIVED
            held = standing.state is State.MET
            assert not held or (leaf.level is not None and (standing.level or Level.WORKING) < leaf.level)


@given(worlds())
def test_moves_are_the_roles_whose_required_share_would_rise(world: World) -> None:
    snapshot = world.snapshot
    for milestone in world.catalog.milestones.values():
        after = world.with_mark(milestone.id, done(Level.EXPERT if milestone.kind is Kind.SKILL else None))
        risen = tuple(
            role_id
            for role_id, readiness in snapshot.readiness.items()
            if after.readiness[role_id].required.share > readiness.required.share
        )
        event(f"moves {len(risen)}")
        assert snapshot.moves(milestone.id) == risen


Tick = tuple[str, Level | None, date]


@st.composite
def ticks_of(draw: st.DrawFn, world: World) -> list[Tick]:
    days = st.integers(0, 900).map(lambda ago: TODAY - timedelta(days=ago))
    chosen = draw(st.lists(st.sampled_from(sorted(world.catalog.milestones)), unique=True, min_size=2))
    skills = {one.id for one in world.catalog.milestones.values() if one.kind is Kind.SKILL}
    return [(id_, draw(st.sampled_from(Level)) if id_ in skills else None, draw(days)) for id_ in chosen]


@given(worlds(), st.data())
def test_the_order_of_ticks_does_not_matter(world: World, data: st.DataObject) -> None:
    ticks = data.draw(ticks_of(world))

    def after(order: list[Tick]) -> Snapshot:
        progress = world.progress
        for milestone_id, level, on in order:
            milestone = world.catalog.milestones[milestone_id]
            progress = happen(progress, actions.tick(progress, milestone, TODAY, level=level, on=on))
        return Snapshot(world.catalog, progress, TODAY)

    one, other = after(ticks), after(data.draw(st.permutations(ticks)))
    assert one.progress.marks == other.progress.marks
    assert one.standings == other.standings
    assert one.readiness == other.readiness


def shuffled_tree(requirement: Requirement, shuffle: random.Random) -> Requirement:
    if isinstance(requirement, Has):
        return requirement
    parts = tuple(shuffled_tree(part, shuffle) for part in shuffle.sample(requirement.parts, len(requirement.parts)))
    match requirement:
        case AllOf():
            return AllOf(parts)
        case AnyOf():
            return AnyOf(parts)
        case AtLeast():
            return AtLeast(requirement.at_least, parts)


def shuffled_role(role: Role, shuffle: random.Random) -> Role:
    mixed = [replace(one, needs=shuffled_tree(one.needs, shuffle)) for one in role.requirements]
    return replace(role, requirements=tuple(shuffle.sample(mixed, len(mixed))))


def shuffled_milestone(milestone: Milestone, shuffle: random.Random) -> Milestone:
    return replace(milestone, implies=tuple(shuffle.sample(milestone.implies, len(milestone.implies))))


def shuffled(house: Catalog, shuffle: random.Random) -> Catalog:
    milestones = [shuffled_milestone(one, shuffle) for one in house.milestones.values()]
    roles = [shuffled_role(one, shuffle) for one in house.roles.values()]
    return catalog(shuffle.sample(milestones, len(milestones)), shuffle.sample(roles, len(roles)))


def judged(readiness: Readiness) -> object:
    def essence(verdict: Verdict) -> tuple[object, ...]:
        return (verdict.state, verdict.credit)

    lines = {line.requirement.label: essence(line.verdict) for line in readiness.lines}
    return (readiness.required, readiness.recommended, readiness.ready, lines)


@given(worlds(), st.randoms(use_true_random=False))
def test_judging_does_not_depend_on_the_order_of_files_roles_requirements_or_parts(
    world: World, shuffle: random.Random
) -> None:
    other = Snapshot(shuffled(world.catalog, shuffle), world.progress, TODAY)
    assert other.standings == world.snapshot.standings
    for role_id, readiness in world.snapshot.readiness.items():
        assert judged(other.readiness[role_id]) == judged(readiness)
    for milestone_id in world.catalog.milestones:
        assert set(other.moves(milestone_id)) == set(world.snapshot.moves(milestone_id))


@given(worlds())
def test_waiving_never_lowers_what_is_satisfied_and_never_counts_as_met(world: World) -> None:
    for milestone_id in world.catalog.milestones:
        mark = world.progress.marks.get(milestone_id)
        if mark is not None and mark.status is Status.DONE:
            continue
        after = world.with_mark(milestone_id, Mark(Status.WAIVED, reason="portfolio")).readiness
        for role_id, before in world.snapshot.readiness.items():
            assert after[role_id].required.missing <= before.required.missing
            assert after[role_id].required.met == before.required.met
