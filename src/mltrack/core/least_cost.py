"""The cheapest way through a network of gates, exactly: branch and bound with a sound lower bound.

A gate fires once as many of its children have fired as it needs; firing it costs what it costs,
once. Alternatives, "at least n of", prerequisites and things that bring others along are all gates.
The question is which gates to pay for so that the goal fires, for the least in total. (In the words
of planning: optimal delete-free planning, which is NP-hard.)

Bounds come from LM-cut: M. Helmert and C. Domshlak, "Landmarks, Critical Paths and Abstractions:
What's the Difference Anyway?", ICAPS 2009. Each round finds a set of gates of which every solution
pays for one, counts the cheapest of them, and makes all of them cheaper by that; what is counted is
never more than any solution costs. Those sets are also what is branched over. What every solution
pays for (the single-gate landmarks) is paid for first, and parts that share nothing are solved apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from typing import Final

_NEVER: Final = -1
"""What a gate that is shut still waits for."""
_DEEPEST: Final = 400
"""Choices on top of each other that are followed; Python's stack holds about twice as many."""


@dataclass
class Network:
    """Gates by number. Add them, then name the children of each; circles are allowed."""

    need: list[int] = field(default_factory=list)
    """How many children must have fired, by gate; 0 fires by itself."""
    children: list[tuple[int, ...]] = field(default_factory=list)
    """The children of each gate; one that stands there twice counts twice."""
    cost: list[int] = field(default_factory=list)
    """What firing costs, 0 or more, by gate."""

    def add(self, need: int = 0, children: Iterable[int] = (), cost: int = 0) -> int:
        """A new gate; its number."""
        self.need.append(need)
        self.children.append(tuple(children))
        self.cost.append(cost)
        self.__dict__.pop("parents", None)
        return len(self.need) - 1

    def join(self, gate: int, need: int, children: Iterable[int]) -> None:
        """Say of a gate that was added before what it needs."""
        self.need[gate], self.children[gate] = need, tuple(children)
        self.__dict__.pop("parents", None)

    @cached_property
    def parents(self) -> Sequence[Sequence[int]]:
        """The parents of each gate, as often as it is their child."""
        found: list[list[int]] = [[] for _ in self.need]
        for gate, children in enumerate(self.children):
            for child in children:
                found[child].append(gate)
        return found


@dataclass(slots=True)
class Work:
    """How much may still be done; several searches can share it."""

    left: int
    """Gates that may still be looked at. It is counted, not timed, so that equal questions have equal answers."""
    stopped: bool = False
    """True once nobody waits for more: then nothing is left, whatever is taken."""

    def take(self, gates: int) -> None:
        """So many gates were looked at."""
        self.left = 0 if self.stopped else self.left - gates

    def stop(self) -> None:
        """Let nothing be left; for another thread than the one that searches.

        Whatever that one is just about to write down, its next look finds nothing left.
        """
        self.stopped = True
        self.left = 0


@dataclass(frozen=True, slots=True)
class Solution:
    """What to pay for."""

    paid: frozenset[int]
    """Gates, all of them worth firing in some order."""
    forced: frozenset[int]
    """Those among them that every solution pays for."""
    cost: int
    """Of all of them together."""
    bound: int
    """No solution costs less; equal to `cost` when that is proved to be the least."""


def cheapest(network: Network, goal: int, work: Work) -> Solution | None:
    """The cheapest gates to pay for so that `goal` fires; None when it cannot fire.

    When no work is left the best one found is returned, with a bound that may be below its cost.
    Equal networks have equal solutions.
    """
    forced = _landmarks(network, goal, network.cost, frozenset(), work)
    if forced is None:
        return None
    costs = list(network.cost)
    for gate in forced:
        costs[gate] = 0
    paid, total = set(forced), sum(network.cost[gate] for gate in forced)
    bound = total
    for part, top, numbers in _parts(*_reduced(network, goal, costs)):
        search = _Search(part, top, work)
        paid |= {numbers[gate] for gate in search.best}
        total, bound = total + search.least, bound + search.bound
    return Solution(frozenset(paid), frozenset(forced), total, bound)


def fired(network: Network, paid: Collection[int]) -> set[int]:
    """Every gate that fires when only gates without a cost and those `paid` for may."""
    waits = [
        _NEVER if cost and gate not in paid else need
        for gate, (need, cost) in enumerate(zip(network.need, network.cost, strict=True))
    ]
    parents = network.parents
    queue = [gate for gate, need in enumerate(waits) if need == 0]
    for gate in queue:  # grows while it is gone through
        for parent in parents[gate]:
            waits[parent] -= 1
            if waits[parent] == 0:
                queue.append(parent)
    return set(queue)


def _order(network: Network, costs: Sequence[int], shut: Collection[int]) -> dict[int, int]:
    """Gates in an order in which they can fire, each with what the dearest chain that it waits for costs."""
    parents, waits = network.parents, list(network.need)
    for gate in shut:
        waits[gate] = _NEVER
    heap = sorted((costs[gate], gate) for gate, need in enumerate(waits) if need == 0)
    found: dict[int, int] = {}
    while heap:
        value, gate = heappop(heap)
        found[gate] = value
        for parent in parents[gate]:
            waits[parent] -= 1
            if waits[parent] == 0:
                heappush(heap, (value + costs[parent], parent))
    return found


def _landmarks(
    network: Network, goal: int, costs: Sequence[int], shut: Collection[int], work: Work
) -> list[int] | None:
    """The gates with a cost that every solution fires, in the order of their number; None without a solution."""
    order = _order(network, costs, shut)
    if goal not in order:
        return None
    # Which gates every way to a gate passes, as bits: the greatest fixed point, down from "all of them".
    everything = (1 << len(network.need)) - 1
    passed = dict.fromkeys(order, everything)
    changed = True
    while changed:
        changed = False
        work.take(len(order))
        for gate in order:
            ways = [passed[child] for child in network.children[gate] if child in passed]
            new = _in_every(ways, network.need[gate], everything) | (1 << gate if costs[gate] else 0)
            if new != passed[gate]:
                passed[gate], changed = new, True
    return [gate for gate in sorted(order) if passed[goal] >> gate & 1 and costs[gate]]


def _in_every(ways: Sequence[int], need: int, everything: int) -> int:
    """The bits that every choice of `need` of the ways has: those that all but fewer than `need` of them have."""
    if need == 0:
        return 0
    least = len(ways) - need + 1
    # counts[n] has the bits seen at least n times so far
    counts = [everything, *([0] * least)]
    for way in ways:
        for n in range(least, 0, -1):
            counts[n] |= counts[n - 1] & way
    return counts[least]


def _reduced(network: Network, goal: int, costs: Sequence[int]) -> tuple[Network, list[int], list[int]]:
    """What is left once all has fired that does for nothing: the network, its gates' old numbers, and the goals."""
    free = fired(Network(network.need, network.children, list(costs)), ())
    new: dict[int, int] = {} if goal in free else {goal: 0}
    old = list(new)
    for gate in old:  # grows while it is gone through
        for child in network.children[gate]:
            if child not in free and child not in new:
                new[child] = len(old)
                old.append(child)
    rest = Network()
    for gate in old:
        left = [new[child] for child in network.children[gate] if child not in free]
        need = network.need[gate] - (len(network.children[gate]) - len(left))
        rest.add(max(need, 0), left, costs[gate])
    return rest, old, _conjuncts(rest, [0] if new else [])


def _conjuncts(network: Network, goals: list[int]) -> list[int]:
    """The goals, with those that need all of their children and cost nothing replaced by these."""
    found: dict[int, None] = {}
    seen: set[int] = set()
    while goals:
        gate = goals.pop()
        if gate not in seen:
            seen.add(gate)
            children = network.children[gate]
            if network.cost[gate] == 0 and children and network.need[gate] == len(children):
                goals += children
            else:
                found[gate] = None
    return sorted(found)


def _parts(network: Network, old: Sequence[int], goals: Sequence[int]) -> Iterator[tuple[Network, int, list[int]]]:
    """For goals that have a way in common, the network below them, their common goal, and the gates' old numbers."""
    groups: list[tuple[set[int], list[int]]] = []
    for goal in goals:
        below, together = _below(network, goal), [goal]
        for reach, others in [group for group in groups if not group[0].isdisjoint(below)]:
            below |= reach
            together += others
        groups = [group for group in groups if group[0].isdisjoint(below)]
        groups.append((below, together))
    for below, together in groups:
        inside = sorted(below)
        new = {gate: number for number, gate in enumerate(inside)}
        part = Network()
        for gate in inside:
            part.add(network.need[gate], (new[child] for child in network.children[gate]), network.cost[gate])
        top = part.add(len(together), (new[goal] for goal in sorted(together)))
        yield part, top, [old[gate] for gate in inside]


def _below(network: Network, gate: int) -> set[int]:
    queue = dict.fromkeys([gate])
    for one in (order := list(queue)):
        fresh = [child for child in dict.fromkeys(network.children[one]) if child not in queue]
        queue.update(dict.fromkeys(fresh))
        order += fresh
    return set(queue)


@dataclass(frozen=True, slots=True)
class _Partial:
    """What has been decided so far."""

    paid: frozenset[int]
    shut: frozenset[int]
    spent: int
    """What is paid for costs."""
    bound: int
    """What every solution with it costs at least."""


class _Search:
    """Branch and bound for one goal. What costs 0 is paid for; what is shut can never fire."""

    def __init__(self, network: Network, goal: int, work: Work) -> None:
        """Find the cheapest solution with the work that is left; raises ValueError where there is none."""
        self._network, self._goal, self._work = network, goal, work
        self.best: frozenset[int] = frozenset()
        self.least = sum(network.cost) + 1
        lowest = self._lowest(list(network.cost), _Partial(frozenset(), frozenset(), 0, 0), 0)
        if self.least > sum(network.cost):
            raise ValueError("the goal cannot be reached")
        self.bound = min(self.least, lowest)
        if self.bound < self.least:
            self._take(frozenset(), self.best)  # cut short, it may hold what a later choice made needless

    def _lowest(self, costs: list[int], partial: _Partial, depth: int) -> int:
        """Search every solution that holds what `partial` does; the least that one of them may cost."""
        if depth and (self._work.left <= 0 or depth > _DEEPEST):
            return partial.bound
        forced = _landmarks(self._network, self._goal, costs, partial.shut, self._work)
        if forced is None:
            return self.least
        spent = partial.spent + sum(costs[gate] for gate in forced)
        for gate in forced:
            costs[gate] = 0
        paid = partial.paid.union(forced)
        greedy = self._greedy(costs, partial.shut)
        self._take(paid, greedy)
        more, cut = self._bound(costs, partial.shut)
        bound = max(spent + more, partial.bound)
        if bound >= self.least or not cut:
            return min(bound, self.least)
        lowest, shut = self.least, partial.shut
        for gate in sorted(cut, key=lambda one: (one not in greedy, costs[one], one)):
            cheaper = list(costs)
            cheaper[gate] = 0
            branch = _Partial(paid | {gate}, shut, spent + costs[gate], bound)
            lowest, shut = min(lowest, self._lowest(cheaper, branch, depth + 1)), shut | {gate}
        return max(lowest, bound)

    def _take(self, paid: frozenset[int], greedy: frozenset[int]) -> None:
        """Keep a solution if it is cheaper, without what it can do without of what nothing has decided yet."""
        cost, kept = self._network.cost, set(paid | greedy)
        price = sum(cost[gate] for gate in kept)
        for gate in sorted(greedy - paid, key=lambda one: (-cost[one], one)):
            kept.discard(gate)
            self._work.take(len(cost))
            if self._goal in fired(self._network, kept):
                price -= cost[gate]
            else:
                kept.add(gate)
        if price < self.least:
            self.best, self.least = frozenset(kept), price

    def _bound(self, costs: Sequence[int], shut: frozenset[int]) -> tuple[int, list[int]]:
        """What every solution still costs at least, and the smallest set found of which each pays for one gate.

        It stops early when no work is left; what was counted until then still holds.
        """
        left, total, smallest = list(costs), 0, list[int]()
        while (values := _order(self._network, left, shut))[self._goal]:
            self._work.take(4 * len(values))  # a cut goes over the gates about as often
            if self._work.left <= 0 and smallest:
                break
            cut = self._cut(left, values)
            least = min(left[gate] for gate in cut)
            total += least
            for gate in cut:
                left[gate] -= least
            if not smallest or len(cut) < len(smallest):
                smallest = cut
        return total, smallest

    def _cut(self, costs: Sequence[int], values: dict[int, int]) -> list[int]:
        """The gates by which every way enters the zone from where the goal is reached for nothing."""
        zone = [self._goal]
        inside = {self._goal}
        for gate in zone:  # grows while it is gone through
            if costs[gate] == 0:
                fresh = [child for child in self._dearest(gate, values) if child not in inside]
                inside.update(fresh)
                zone += fresh
        # What can fire outside the zone: from the gates that need nothing, along the dearest children.
        followers: dict[int, list[int]] = {}
        entries = dict.fromkeys((gate for gate in zone if costs[gate] and self._network.need[gate] == 0), True)
        queue = [gate for gate in values if gate not in inside and self._network.need[gate] == 0]
        for gate in values:
            if gate not in inside or costs[gate]:
                for child in self._dearest(gate, values):
                    followers.setdefault(child, []).append(gate)
        seen = set(queue)
        for gate in queue:
            for follower in followers.get(gate, ()):
                if follower in inside:
                    entries[follower] = True
                elif follower not in seen:
                    seen.add(follower)
                    queue.append(follower)
        return sorted(entries)

    def _dearest(self, gate: int, values: dict[int, int]) -> list[int]:
        """The last children to fire, as many as needed so that the gate cannot do without all of them."""
        children = [child for child in self._network.children[gate] if child in values]
        if self._network.need[gate] == 1:
            return children
        few = len(children) - self._network.need[gate] + 1
        return sorted(children, key=lambda child: (-values[child], child))[:few]

    def _greedy(self, costs: Sequence[int], shut: frozenset[int]) -> frozenset[int]:
        """Some solution: with every gate go the children that are cheapest when nothing is shared."""
        parents, waits = self._network.parents, list(self._network.need)
        for gate in shut:
            waits[gate] = _NEVER
        heap = sorted((costs[gate], gate) for gate, need in enumerate(waits) if need == 0)
        chosen: list[list[int]] = [[] for _ in waits]
        sums = [0] * len(waits)
        while heap:
            value, gate = heappop(heap)
            for parent in parents[gate]:
                if waits[parent] > 0:
                    waits[parent] -= 1
                    chosen[parent].append(gate)
                    sums[parent] += value
                    if waits[parent] == 0:
                        heappush(heap, (sums[parent] + costs[parent], parent))
        used = dict.fromkeys([self._goal])
        for gate in (order := list(used)):
            fresh = [child for child in dict.fromkeys(chosen[gate]) if child not in used]
            used.update(dict.fromkeys(fresh))
            order += fresh
        return frozenset(gate for gate in used if self._network.cost[gate])
