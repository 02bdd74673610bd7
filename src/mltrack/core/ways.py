"""All ways to reach some milestones, as a network of gates that `least_cost` solves.

There is a gate for every milestone held (a skill: at every level up to the one needed), which opens
when it is earned or brought along, and one with a cost for earning it: for a skill, one for every
step from a level to the next. Earning something not held needs its prerequisites; a step up needs
the level below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Final

from mltrack.core.effort import cost_to, held_rank, rank_of
from mltrack.core.least_cost import Network
from mltrack.core.requirements import Has, Verdict, judge
from mltrack.core.snapshot import Snapshot

MINUTE: Final = 1 << 20
"""What a minute weighs against a step: of ways that take equally long the one with fewer steps is the least."""


class Ways:
    """Gates for what a person does not hold. Ask for all that has to be reached, then for `finished`."""

    def __init__(self, snapshot: Snapshot, hours_per_week: Fraction, is_barred: Callable[[str], bool]) -> None:
        """`is_barred` says of the id of a milestone that it may not or cannot be earned."""
        self.gates: Final = Network()
        self.steps: Final[dict[int, tuple[str, int]]] = {}
        """Of each gate with a cost, the milestone that it earns and the rank that it brings it to."""
        self._snapshot, self._hours_per_week, self._is_barred = snapshot, hours_per_week, is_barred
        self._true = self.gates.add()
        self._held: dict[tuple[str, int], int] = {}  # of a milestone at a rank, the gate
        self._earned: dict[tuple[str, int], int] = {}
        self._open: list[tuple[str, int]] = []  # what is held, of which nothing says yet how

    def meeting(self, verdict: Verdict) -> int:
        """The gate that opens when a judged requirement is met."""
        if verdict.state.satisfied:
            return self._true
        if isinstance(verdict.requirement, Has):
            return self._holding(verdict.requirement.has, self.rank(verdict.requirement))
        # Sorted, so that between equals it is not the order of a file that decides.
        parts = sorted(verdict.parts, key=lambda part: repr(part.requirement))
        return self.gates.add(verdict.requirement.count, [self.meeting(part) for part in parts])

    def doing(self, milestone_id: str, rank: int) -> int:
        """The gate of every step from what is held to a rank: that something brings it along would not do."""
        ranks = range(held_rank(self._snapshot, milestone_id) + 1, rank + 1)
        return self.all_of(self._earning(milestone_id, one) for one in ranks)

    def step(self, milestone_id: str, rank: int) -> int:
        """The gate of the one step to a rank from that below it, however that one is reached."""
        return self._earning(milestone_id, rank)

    def any_of(self, gates: Iterable[int]) -> int:
        """The gate that opens when one of them has."""
        return self.gates.add(1, list(gates))

    def all_of(self, gates: Iterable[int]) -> int:
        """The gate that opens when all of them have."""
        children = list(gates)
        return self.gates.add(len(children), children)

    def finished(self) -> Network:
        """The network, once every gate says how it opens."""
        for milestone_id, rank in self._open:  # grows while it is gone through
            others = self._snapshot.catalog.implied_by.get(milestone_id, ())
            bringing = [other for other in sorted(others) if self._brings(other, milestone_id) >= rank]
            ways = [] if self._is_barred(milestone_id) else [self._earning(milestone_id, rank)]
            ways += [self._earning(other, 1) for other in bringing if not self._is_barred(other)]
            self.gates.join(self._held[milestone_id, rank], 1, ways)
        self._open.clear()
        return self.gates

    def rank(self, leaf: Has) -> int:
        """The rank that a requirement asks for."""
        return rank_of(self._snapshot.catalog.milestones[leaf.has], leaf.level)

    def _holding(self, milestone_id: str, rank: int) -> int:
        """The gate that opens when a milestone is held at a rank."""
        if rank <= held_rank(self._snapshot, milestone_id):
            return self._true
        step = milestone_id, rank
        if step not in self._held:
            self._held[step] = self.gates.add()
            self._open.append(step)
        return self._held[step]

    def _brings(self, other: str, milestone_id: str) -> int:
        """The rank at which one milestone brings another along; 0 for one that is held, for it has done so."""
        if held_rank(self._snapshot, other):
            return 0
        brought = self._snapshot.catalog.implied_closure[other]
        return max(self.rank(leaf) for leaf in brought if leaf.has == milestone_id)

    def _earning(self, milestone_id: str, rank: int) -> int:
        """The gate of earning a milestone, or of a skill one step, from the level below it to `rank`."""
        step = milestone_id, rank
        if step not in self._earned:
            gate = self._earned[step] = self.gates.add(1)  # without a child it never opens
            if not self._is_barred(milestone_id):
                below, this = (
                    cost_to(self._snapshot, milestone_id, one, self._hours_per_week) for one in (rank - 1, rank)
                )
                self.steps[gate] = step
                self.gates.cost[gate] = (this - below) * MINUTE + 1
                self.gates.join(gate, 1, [self._before(milestone_id, rank)])
        return self._earned[step]

    def _before(self, milestone_id: str, rank: int) -> int:
        """The gate of what has to be in place before a step."""
        if rank > 1:
            return self._holding(milestone_id, rank - 1)
        prerequisites = self._snapshot.catalog.milestones[milestone_id].prerequisites
        return self._true if prerequisites is None else self.meeting(judge(prerequisites, self._snapshot.standings))
