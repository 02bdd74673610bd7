"""The cheapest way through a network of gates, against trying every set of gates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.least_cost import Network, Solution, Work, cheapest, fired
from tests.core.devices import examples

PLENTY = 10_000_000


def any_of(network: Network, *children: int) -> int:
    return network.add(1, children)


def all_of(network: Network, *children: int) -> int:
    return network.add(len(children), children)


def solved(network: Network, goal: int, work: int = PLENTY) -> Solution:
    solution = cheapest(network, goal, Work(work))
    assert solution is not None
    return solution


def test_a_goal_that_fires_by_itself_costs_nothing() -> None:
    network = Network()
    assert solved(network, network.add()) == Solution(frozenset(), frozenset(), 0, 0)


def test_of_two_ways_the_cheaper_one_is_taken() -> None:
    network = Network()
    dear, cheap = network.add(cost=5), network.add(cost=3)
    solution = solved(network, any_of(network, dear, cheap))
    assert solution.paid == {cheap}
    assert (solution.cost, solution.bound) == (3, 3)


def test_what_two_goals_share_is_paid_for_once_although_each_alone_would_choose_something_else() -> None:
    network = Network()
    shared, one, other = network.add(cost=5), network.add(cost=3), network.add(cost=3)
    goal = all_of(network, any_of(network, shared, one), any_of(network, shared, other))
    assert solved(network, goal).paid == {shared}


def test_what_every_way_needs_is_told_apart_from_what_was_chosen() -> None:
    network = Network()
    needed, one, other = network.add(cost=1), network.add(cost=2), network.add(cost=3)
    solution = solved(network, all_of(network, needed, any_of(network, one, other)))
    assert solution.paid == {needed, one}
    assert solution.forced == {needed}


def test_two_gates_that_only_open_each_other_open_nothing() -> None:
    network = Network()
    one, other = network.add(cost=1), network.add(cost=1)
    network.join(one, 1, [other])
    network.join(other, 1, [one])
    assert cheapest(network, one, Work(PLENTY)) is None


def test_a_gate_that_is_reached_only_by_what_it_opens_itself_is_no_way() -> None:
    """As a master's that brings the bachelor's along that it asks for."""
    network = Network()
    bachelor, earn, master = network.add(), network.add(cost=5), network.add(cost=1)
    network.join(master, 1, [bachelor])
    network.join(bachelor, 1, [earn, master])
    assert solved(network, bachelor).paid == {earn}


@pytest.mark.parametrize(("need", "cost"), [(1, 1), (2, 3), (3, 6)])
def test_at_least_so_many(need: int, cost: int) -> None:
    network = Network()
    parts = [network.add(cost=price) for price in (3, 1, 2)]
    assert solved(network, network.add(need, parts)).cost == cost


def test_a_part_that_stands_there_twice_counts_twice() -> None:
    network = Network()
    part = network.add(cost=4)
    assert solved(network, network.add(2, [part, part])).cost == 4


def hard(sets: int) -> tuple[Network, int]:
    """Every two of some gates share a goal, so that there is much to look at."""
    network = Network()
    gates = [network.add(cost=10 + number % 3) for number in range(sets)]
    return network, all_of(network, *(any_of(network, *pair) for pair in combinations(gates, 2)))


def test_without_the_work_to_prove_it_the_best_found_stands_beside_a_bound_below_it() -> None:
    network, goal = hard(12)
    proved, found = solved(network, goal), solved(network, goal, work=3)
    assert proved.bound == proved.cost
    assert found.bound < proved.cost <= found.cost
    assert goal in fired(network, found.paid)


@st.composite
def networks(draw: st.DrawFn) -> tuple[Network, int]:
    """Up to 8 gates with a cost, and 8 without, that need some of any gates: circles included."""
    network = Network()
    costs = draw(st.lists(st.integers(1, 9), min_size=1, max_size=8)) + [0] * draw(st.integers(1, 8))
    for cost in draw(st.permutations(costs)):
        network.add(cost=cost)
    for gate in range(len(costs)):
        children = draw(st.lists(st.integers(0, len(costs) - 1), max_size=4))
        network.join(gate, draw(st.integers(min(1, len(children)), len(children))), children)
    return network, draw(st.integers(0, len(costs) - 1))


def ways(network: Network) -> Iterator[tuple[int, ...]]:
    paying = [gate for gate, cost in enumerate(network.cost) if cost]
    for count in range(len(paying) + 1):
        yield from combinations(paying, count)


def least(network: Network, goal: int) -> int | None:
    """By trying every set of gates."""
    costs = [sum(network.cost[gate] for gate in paid) for paid in ways(network) if goal in fired(network, paid)]
    return min(costs, default=None)


@examples(5_000)
@given(networks())
def test_the_solution_costs_what_the_best_of_all_sets_costs(drawn: tuple[Network, int]) -> None:
    network, goal = drawn
    solution, cost = cheapest(network, goal, Work(PLENTY)), least(network, goal)
    assert (solution.cost if solution else None) == cost
    if solution is not None:
        assert solution.bound == solution.cost == sum(network.cost[gate] for gate in solution.paid)
        assert goal in fired(network, solution.paid)


@examples(2_000)
@given(networks(), st.integers(0, 400))
def test_the_bound_is_never_above_the_least(drawn: tuple[Network, int], work: int) -> None:
    network, goal = drawn
    solution, cost = cheapest(network, goal, Work(work)), least(network, goal)
    if solution is not None and cost is not None:
        assert solution.bound <= cost <= solution.cost
        assert goal in fired(network, solution.paid)


@given(networks())
def test_what_is_forced_is_paid_for_by_every_set_that_does(drawn: tuple[Network, int]) -> None:
    network, goal = drawn
    solution = cheapest(network, goal, Work(PLENTY))
    if solution is not None:
        doing = [set(paid) for paid in ways(network) if goal in fired(network, paid)]
        assert solution.forced == set.intersection(*doing)
