"""Lists look into no more roles and milestones than they must, and show what looking into all of them would."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.entries import Kind, Milestone, Role, Seniority, Strength
from mltrack.core.query import (
    MilestoneQuery,
    MilestoneView,
    RoleOrder,
    RoleQuery,
    RoleView,
    closest,
    fitting_milestones,
    fitting_roles,
)
from mltrack.core.readiness import Readiness, assess
from mltrack.core.requirements import State
from mltrack.core.snapshot import Snapshot
from tests.core.worlds import World, worlds

WORDS = st.text("r0m1 ", max_size=3) | st.sampled_from(["mid", "role", "engineer", "skill", "R0 mid"])


def words_of(entry: Role | Milestone) -> str:
    other = (entry.family, entry.level.value) if isinstance(entry, Role) else (entry.kind.value,)
    return " ".join((entry.title, *other, *entry.aliases)).casefold()


def holds(entry: Role | Milestone, text: str) -> bool:
    return all(word in words_of(entry) for word in text.casefold().split())


def begun(readiness: Readiness) -> bool:
    required = [line for line in readiness.lines if line.requirement.strength is Strength.REQUIRED]
    return not readiness.ready and any(line.verdict.state is not State.OPEN for line in required)


def nearness(readiness: Readiness) -> tuple[bool, int, Fraction]:
    required = readiness.required
    return required.total == 0, required.missing, -required.share


@given(worlds(), WORDS, st.sampled_from([RoleView.ALL, RoleView.READY, RoleView.BEGUN, RoleView.MID]))
def test_roles_fit_as_if_all_had_been_judged(world: World, text: str, view: RoleView) -> None:
    snapshot = world.snapshot
    judged = {role.id: assess(role, snapshot.standings) for role in world.catalog.roles.values()}

    def in_view(role: Role) -> bool:
        match view:
            case RoleView.READY:
                return judged[role.id].ready
            case RoleView.BEGUN:
                return begun(judged[role.id])
            case RoleView.MID:
                return role.level is Seniority.MID
            case _:
                return True

    fitting = [role for role in world.catalog.roles.values() if holds(role, text) and in_view(role)]
    for order, wanted in (
        (RoleOrder.NEAREST, sorted(fitting, key=lambda role: nearness(judged[role.id]))),
        (RoleOrder.LADDER, sorted(fitting, key=lambda role: list(Seniority).index(role.level))),
        (RoleOrder.TITLE, sorted(fitting, key=lambda role: role.title.casefold())),
    ):
        found = fitting_roles(world.snapshot, RoleQuery(text, order, view))
        assert [head.id for head in found] == [role.id for role in wanted]


@given(worlds())
def test_a_role_that_nothing_held_is_asked_for_by_is_at_nothing_of_all(world: World) -> None:
    snapshot = world.snapshot
    for role in world.catalog.roles.values():
        required = assess(role, snapshot.standings).required
        (head,) = (one for one in world.catalog.role_heads if one.id == role.id)
        assert head.required == required.total
        if role.id not in snapshot.touched:
            assert (required.met, required.waived, required.share) == (0, 0, Fraction(0))


@given(worlds(), WORDS, st.sampled_from(MilestoneView), st.none() | st.sampled_from(Kind))
def test_milestones_fit_as_if_all_had_been_looked_into(
    world: World, text: str, view: MilestoneView, kind: Kind | None
) -> None:
    snapshot: Snapshot = world.snapshot
    found = [head.id for head in fitting_milestones(snapshot, MilestoneQuery(text, view, kind))]
    every = sorted(world.catalog.milestones.values(), key=lambda one: list(Kind).index(one.kind))
    in_view = {head.id for head in fitting_milestones(snapshot, MilestoneQuery(view=view))}
    assert set(found) == {
        one.id for one in every if holds(one, text) and one.id in in_view and kind in {None, one.kind}
    }
    if view is not MilestoneView.DUE:
        assert found == [one.id for one in every if one.id in set(found)]


@given(worlds(), WORDS)
def test_what_is_typed_is_found_by_its_names(world: World, text: str) -> None:
    found, word = fitting_roles(world.snapshot, RoleQuery(text)), text.casefold().strip()
    roles = [world.catalog.roles[head.id] for head in found]
    whole = [role for role in roles if word in {name.casefold() for name in (role.title, *role.aliases)}]
    beginning = [role for role in roles if role.title.casefold().startswith(word)]
    first = [*whole, *beginning, *roles]
    assert closest(found, text) == (first[0].id if word and first else None)
