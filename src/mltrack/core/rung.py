"""One role of the ladder: what carries over to it and from it, and the way up to it that takes least."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK
from mltrack.core.figures import Citation
from mltrack.core.ladder import CarryOver, Edge, Way, carry_over, edges, way_to
from mltrack.core.least_cost import Work
from mltrack.core.plan import WORK
from mltrack.core.records import dataclass
from mltrack.core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of the ladder around one role; each list in catalog order."""

    role: str
    """Id of the role."""
    into: tuple[Edge, ...]
    """From the roles that lead to it."""
    onward: tuple[Edge, ...]
    """To the roles that it leads to."""

    def sources(self) -> tuple[Citation, ...]:
        """Who says so, each place once; its number, from 1, is its place here."""
        return tuple(dict.fromkeys(cite for edge in (*self.into, *self.onward) for cite in _cites(edge)))

    def numbers(self, edge: Edge) -> Iterable[int]:
        """The numbers of those who tell of one step."""
        places = self.sources()
        return [places.index(cite) + 1 for cite in _cites(edge)]


def _cites(edge: Edge) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(Citation(step.source, step.at) for step in edge.steps))


@dataclass(frozen=True, slots=True)
class Rung:
    """What takes time to work out of one role of the ladder."""

    carried: dict[Edge, CarryOver]
    """What carries over on each step around it."""
    way: Way
    """The way up to it."""


def steps_around(snapshot: Snapshot, role_id: str) -> Steps:
    """The steps to and from a role."""
    found = edges(snapshot)
    return Steps(
        role_id,
        tuple(edge for edge in found if edge.next == role_id),
        tuple(edge for edge in found if edge.former == role_id),
    )


def rung(
    snapshot: Snapshot,
    role_id: str,
    hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK),
    work: Work | None = None,
) -> Rung:
    """What carries over around a role, and the way up to it; `work` can be stopped by another thread."""
    work = work or Work(WORK)
    around = steps_around(snapshot, role_id)
    carried = {
        edge: carry_over(snapshot, edge.former, edge.next, hours_per_week, work)
        for edge in (*around.into, *around.onward)
    }
    return Rung(carried, way_to(snapshot, role_id, None, hours_per_week, work))
