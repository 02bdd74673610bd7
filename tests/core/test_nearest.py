"""Which roles are nearest."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core import nearest as module
from mltrack.core.entries import Availability, Basis, Effort, Span
from mltrack.core.least_cost import Work
from mltrack.core.nearest import nearest
from mltrack.core.plan import Plan, Wish, least_effort
from mltrack.core.progress import Progress
from mltrack.core.requirements import AnyOf, Has
from mltrack.core.snapshot import Snapshot
from tests.core.test_readiness_properties import shuffled
from tests.core.worlds import TODAY, WAIVED, World, catalog, cert, done, project, role, worlds


def hours(number: int) -> Effort:
    return Effort(Basis.ESTIMATE, Span(number, number))


GATE = cert("gate")
assert GATE.credential is not None
RETIRED = replace(GATE, credential=replace(GATE.credential, status=Availability.RETIRED))
HOUSE = catalog(
    [project("short", effort=hours(1)), project("long", effort=hours(9)), project("two", effort=hours(2)), RETIRED],
    [
        role("unstated", optional=[Has("short")]),
        role("far", Has("short"), Has("two")),
        role("shut", Has("gate")),
        role("slow", Has("long")),
        role("quick", AnyOf((Has("short"), Has("long")))),
        role("quiet", Has("short")),
    ],
)


def at(**marks: object) -> Snapshot:
    return Snapshot(HOUSE, Progress(marks), TODAY)  # type: ignore[arg-type]


def test_fewest_missing_then_what_can_be_met_then_least_effort_then_id_and_nothing_stated_last() -> None:
    assert [near.role for near in nearest(at(), 20)] == ["quick", "quiet", "slow", "shut", "far", "unstated"]
    assert nearest(at(), 20)[-1].plan is None


def test_ready_and_waived_roles_lack_nothing() -> None:
    assert [near.role for near in nearest(at(long=done(), two=WAIVED), 3)] == ["quick", "slow", "far"]


def test_the_count_cuts_off_the_rest() -> None:
    assert [near.role for near in nearest(at(), 2)] == ["quick", "quiet"]
    assert nearest(at(), 0) == ()


@pytest.mark.parametrize(
    ("count", "worked_out"), [(1, {"quick", "quiet", "slow", "shut"}), (5, {*HOUSE.roles} - {"unstated"})]
)
def test_effort_is_worked_out_only_where_it_may_decide(
    count: int, worked_out: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()

    def seen(snapshot: Snapshot, wish: Wish, work: Work) -> Plan:
        asked.update(wish.roles)
        return least_effort(snapshot, wish, work)

    monkeypatch.setattr(module, "least_effort", seen)
    nearest(at(), count)
    assert asked == worked_out


@given(worlds(), st.randoms(use_true_random=False), st.integers(1, 6))
def test_the_nearest_do_not_depend_on_the_order_of_files(world: World, shuffle: random.Random, count: int) -> None:
    other = Snapshot(shuffled(world.catalog, shuffle), world.progress, TODAY)
    assert [near.role for near in nearest(other, count)] == [near.role for near in nearest(world.snapshot, count)]


@given(worlds(), st.integers(1, 6))
def test_the_first_of_all_are_the_first_of_few(world: World, count: int) -> None:
    everything = nearest(world.snapshot, len(world.catalog.roles))
    assert len(everything) == len(world.catalog.roles)
    assert nearest(world.snapshot, count) == everything[:count]
