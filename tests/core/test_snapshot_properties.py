"""What a snapshot takes over from the one before it is what would be worked out from nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, get_args

from hypothesis import event, given
from hypothesis import strategies as st

from mltrack.core.entries import Kind
from mltrack.core.history import Mark
from mltrack.core.progress import Progress
from mltrack.core.requirements import leaves
from mltrack.core.snapshot import Snapshot
from tests.core.worlds import EXPERT, TODAY, World, done, marks_for, worlds

Look = Literal["nothing", "readiness", "some readiness", "moves", "some moves", "all"]
"""What somebody looks at."""
Later = tuple[Progress, date, Look]
"""What is told next, on which day, and what is looked at then."""

looks = st.sampled_from([*get_args(Look), "all", "all"])


@st.composite
def laters(draw: st.DrawFn, world: World) -> list[Later]:
    """Up to four times: some marks are others, or days pass, and something is looked at or nothing is."""
    found: list[Later] = []
    marks: dict[str, Mark] = dict(world.progress.marks)
    today = TODAY
    milestones = st.sampled_from(list(world.catalog.milestones.values()))
    for _ in range(draw(st.integers(1, 4))):
        for one in draw(st.lists(milestones, min_size=1, max_size=2, unique_by=lambda milestone: milestone.id)):
            best = done(EXPERT if one.kind is Kind.SKILL else None)
            mark = draw(st.just(best) | marks_for(one))
            marks = {**marks, one.id: mark} if mark else {id_: kept for id_, kept in marks.items() if id_ != one.id}
        today += timedelta(days=draw(st.sampled_from([0, 0, 1, 40, -40])))
        found.append((Progress(marks), today, draw(looks)))
    return found


def look(snapshot: Snapshot, at: Look) -> None:
    milestones = list(snapshot.catalog.milestones)
    if at in {"readiness", "some readiness", "all"}:
        for role_id in [*snapshot.readiness][:: 2 if at == "some readiness" else 1]:
            assert snapshot.readiness[role_id].role == role_id
    if at in {"moves", "some moves", "all"}:
        for one in milestones[:: 2 if at == "some moves" else 1]:
            snapshot.moves(one)


@given(worlds(), st.data())
def test_what_is_taken_over_is_what_would_be_worked_out_from_nothing(world: World, data: st.DataObject) -> None:
    now = world.snapshot
    look(now, data.draw(looks))
    for progress, today, at in data.draw(laters(world)):
        now = now.after(progress, today)
        look(now, at)
    fresh = Snapshot(world.catalog, now.progress, now.today)
    assert now.readiness == fresh.readiness
    assert list(now.readiness) == list(fresh.readiness)
    for one in world.catalog.milestones:
        assert now.moves(one) == fresh.moves(one)


@given(worlds(), st.data())
def test_a_role_is_judged_again_exactly_if_something_that_it_names_stands_differently(
    world: World, data: st.DataObject
) -> None:
    before = world.snapshot
    for progress, today, _ in data.draw(laters(world)):
        assert dict(before.readiness), "each is worked out only when somebody asks"
        after = before.after(progress, today)
        again = 0
        for role in world.catalog.roles.values():
            named = {leaf.has for requirement in role.requirements for leaf in leaves(requirement.needs)}
            differs = any(before.standing(one) != after.standing(one) for one in named)
            assert (after.readiness[role.id] is not before.readiness[role.id]) == differs
            again += differs
        event(f"judged again: {again}")
        before = after
