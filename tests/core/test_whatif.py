"""Hypothetical ticks: what they would change, and that they change nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from mltrack.core import actions
from mltrack.core.entries import Kind
from mltrack.core.history import Mark, Target
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has, Level, State
from mltrack.core.snapshot import Snapshot
from mltrack.core.whatif import effects, moved, supposed, what_if
from mltrack.errors import InvalidInput
from tests.core.worlds import (
    EXPERT,
    FAMILIAR,
    PROFICIENT,
    TODAY,
    WAIVED,
    WORKING,
    World,
    catalog,
    cert,
    degree,
    done,
    happen,
    project,
    role,
    skill,
    worlds,
)

HOUSE = catalog(
    [
        skill("python"),
        skill("sql"),
        degree("msc", implies=(Has("bsc"),)),
        degree("bsc"),
        cert("aws", 12),
        project("app"),
    ],
    [
        role("ml", Has("python", PROFICIENT), Has("msc"), Has("app")),
        role("analyst", Has("python", WORKING), recommended=[Has("sql", WORKING)]),
        role("zoo", Has("python", FAMILIAR)),
        role("cloud", Has("aws"), recommended=[Has("sql", WORKING)]),
    ],
)


def at(targets: Mapping[str, Target] | None = None, marks: Mapping[str, Mark] | None = None) -> Snapshot:
    return Snapshot(HOUSE, Progress(marks or {}, targets=targets or {}), TODAY)


def test_newly_ready_roles_come_first_then_those_that_rise_most_then_by_id() -> None:
    result = what_if(at(), {"python": None, "sql": None})
    assert [(effect.role, effect.newly_ready) for effect in result.roles] == [
        ("analyst", True),
        ("zoo", True),
        ("ml", False),
        ("cloud", False),
    ]
    assert result.supposed == (Has("python", PROFICIENT), Has("sql", WORKING))
    ml = next(effect for effect in result.roles if effect.role == "ml")
    assert (ml.before.required.met, ml.after.required.met, ml.after.required.percent) == (0, 1, 33)
    assert [requirement.label for requirement in ml.raised] == ["required 0"]
    assert result.roles[-1].risen == 0


def test_what_becomes_ready_by_little_comes_before_what_rises_more() -> None:
    house = catalog(
        [skill("python"), skill("sql"), degree("msc")],
        [
            role("a-far", Has("python", FAMILIAR), Has("python", WORKING), Has("msc")),
            role("near", Has("python", WORKING), Has("sql", WORKING)),
        ],
    )
    result = what_if(Snapshot(house, Progress({"sql": done(WORKING)}), TODAY), {"python": None})
    assert [(effect.role, effect.newly_ready) for effect in result.roles] == [("near", True), ("a-far", False)]
    assert result.roles[0].risen < result.roles[1].risen


def test_a_level_that_is_said_is_the_one_supposed() -> None:
    result = what_if(at(), {"python": FAMILIAR})
    assert result.supposed == (Has("python", FAMILIAR),)
    assert [effect.role for effect in result.roles if effect.newly_ready] == ["zoo"]


def test_without_a_level_a_skill_is_never_supposed_below_the_one_held() -> None:
    assert what_if(at(marks={"python": done(EXPERT)}), {"python": None}).roles == ()


def test_a_lapsed_certification_is_supposed_to_be_renewed() -> None:
    assert [effect.role for effect in what_if(at(marks={"aws": done(on=date(2020, 1, 1))}), {"aws": None}).roles] == [
        "cloud"
    ]


def test_what_is_done_already_would_change_nothing() -> None:
    assert what_if(at(marks={"msc": done()}), {"msc": None, "bsc": None}).roles == ()


def test_each_target_tells_what_is_left_before_and_after_the_primary_one_first() -> None:
    targets = {"cloud": Target(primary=False), "ml": Target(primary=True), "departed": Target(primary=False)}
    result = what_if(at(targets), {"python": None})
    assert [target.role for target in result.targets] == ["ml", "cloud"]
    ml, cloud = result.targets
    assert {pick.milestone for pick in ml.before.picks} - {pick.milestone for pick in ml.after.picks} == {"python"}
    assert ml.before.cost > ml.after.cost
    assert cloud.before.cost == cloud.after.cost


def test_only_skills_have_a_level() -> None:
    with pytest.raises(InvalidInput):
        what_if(at(), {"msc": EXPERT})


def test_moved_tells_the_share_before_and_after_of_the_roles_that_move() -> None:
    found = {
        effect.role: (effect.before.required.percent, effect.after.required.percent) for effect in moved(at(), "python")
    }
    assert found == {"analyst": (0, 100), "zoo": (0, 100), "ml": (0, 33)}
    assert moved(at(), "sql") == ()


# In every world


@st.composite
def wishes(draw: st.DrawFn, world: World) -> dict[str, Level | None]:
    chosen = draw(st.lists(st.sampled_from(sorted(world.catalog.milestones)), unique=True, min_size=1))
    skills = {one.id for one in world.catalog.milestones.values() if one.kind is Kind.SKILL}
    return {one: draw(st.none() | st.sampled_from(Level)) if one in skills else None for one in chosen}


@given(worlds())
def test_the_roles_that_a_milestone_moves_are_those_that_rise_if_it_is_supposed(world: World) -> None:
    for one in world.catalog.milestones:
        after = supposed(world.snapshot, {one: None})
        risen = {effect.role for effect in effects(world.snapshot, after) if effect.risen > 0}
        assert risen == set(world.snapshot.moves(one)) == {effect.role for effect in moved(world.snapshot, one)}
        event(f"moves {len(risen)}")


@given(worlds(), st.data())
def test_completing_anything_never_lowers_the_readiness_for_any_role(world: World, data: st.DataObject) -> None:
    wanted = dict.fromkeys(data.draw(wishes(world)))
    assert all(effect.risen >= 0 for effect in what_if(world.snapshot, wanted).roles)


@given(worlds(), st.data())
def test_the_order_of_hypothetical_ticks_does_not_matter(world: World, data: st.DataObject) -> None:
    wanted = data.draw(wishes(world))
    other = dict(data.draw(st.permutations(list(wanted.items()))))
    assert supposed(world.snapshot, wanted).readiness == supposed(world.snapshot, other).readiness
    assert what_if(world.snapshot, wanted).roles == what_if(world.snapshot, other).roles


@given(worlds(), st.data())
def test_what_is_supposed_is_what_ticking_would_make_of_it(world: World, data: st.DataObject) -> None:
    wanted = data.draw(wishes(world))
    progress = world.progress
    for one, level in wanted.items():
        level_told = level or world.snapshot.supposed_level(one)
        changes = actions.tick(progress, world.catalog.milestones[one], TODAY, level=level_told)
        progress = happen(progress, changes)
    assert supposed(world.snapshot, wanted).progress.marks == progress.marks


@given(worlds(), st.data())
def test_supposing_leaves_the_snapshot_untouched(world: World, data: st.DataObject) -> None:
    snapshot, wanted = world.snapshot, data.draw(wishes(world))
    told = (dict(snapshot.progress.marks), snapshot.progress.history)
    moves = {one: snapshot.moves(one) for one in world.catalog.milestones}
    standings, readiness = dict(snapshot.standings), dict(snapshot.readiness)
    after = supposed(snapshot, wanted)
    assert all(after.standing(one).state is State.MET for one in wanted)
    assert after.progress.history == ()
    for one in world.catalog.milestones:
        after.moves(one)
    what_if(snapshot, wanted)
    assert (dict(snapshot.progress.marks), snapshot.progress.history) == told
    assert (snapshot.standings, dict(snapshot.readiness)) == (standings, readiness)
    assert {one: snapshot.moves(one) for one in world.catalog.milestones} == moves
    fresh = world.snapshot
    assert fresh.readiness == snapshot.readiness


def test_a_waived_milestone_counts_as_done_if_it_is_supposed_to_be() -> None:
    assert [effect.role for effect in what_if(at(marks={"app": WAIVED}), {"app": None}).roles] == ["ml"]
