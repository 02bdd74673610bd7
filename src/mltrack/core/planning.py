"""A plan with all that is told beside it: when its steps come, why it is these, and what would keep the days wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from fractions import Fraction
from typing import Final

from mltrack.core.choices import Reason, explained
from mltrack.core.finish import Finish, finish_of
from mltrack.core.least_cost import Work
from mltrack.core.nearest import Near, nearest
from mltrack.core.plan import WORK, Plan, Wish, least_effort
from mltrack.core.records import dataclass
from mltrack.core.schedule import Arrival, Promise, Schedule, hours_needed, kept_alone, schedule
from mltrack.core.snapshot import Snapshot

_FEW: Final = 3
"""Other roles that are named where nothing is left to do."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A plan, when it comes, and why it is this one."""

    plan: Plan
    schedule: Schedule
    reasons: tuple[Reason, ...]
    """One a pick, in the order of the plan."""
    alone: Mapping[str, Arrival]
    """Roles whose day would be kept if they were planned for alone."""
    needed: Mapping[str, int | None] = field(default_factory=dict)
    """Of each role whose day is not kept for sure, the hours a week that would; None where not even 100 do."""


class Search:
    """How long a plan may be searched for, and a way to end that early from another thread."""

    def __init__(self, patience: int = 1) -> None:
        """`patience` times the usual work: once for the plan, once for what each choice was made over."""
        self._works = tuple(Work(WORK * patience) for _ in range(3))

    def stop(self) -> None:
        """Take the best that is found so far."""
        for work in self._works:
            work.stop()

    @property
    def works(self) -> tuple[Work, Work, Work]:
        """The work for the plan, for its alternatives, and for the roles by themselves."""
        plan, alternatives, alone = self._works
        return plan, alternatives, alone


def advised(snapshot: Snapshot, wish: Wish, start: date, search: Search) -> Advice:
    """The plan of least effort from `start` on, with everything that is told of it."""
    for_plan, for_alternatives, for_alone = search.works
    plan, reasons = explained(snapshot, least_effort(snapshot, wish, for_plan), for_alternatives)
    when = schedule(snapshot, plan, start)
    needed = {
        arrival.role: hours_needed(snapshot, plan, start, arrival.role, arrival.by)
        for arrival in when.arrivals
        if arrival.by is not None and arrival.promise not in {None, Promise.KEPT}
    }
    return Advice(plan, when, reasons, kept_alone(snapshot, plan, when, for_alone), needed)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person wants in a plan, and what they do not; never the same milestone in both."""

    pins: frozenset[str] = frozenset()
    """Ids of milestones that have to be in it."""
    without: frozenset[str] = frozenset()
    """Ids of milestones that must not be in it."""

    def turn_pin(self, milestone_id: str) -> Choices:
        """Pin a milestone, or no longer."""
        pins = self.pins ^ {milestone_id}
        return Choices(pins, self.without - pins)

    def turn_without(self, milestone_id: str) -> Choices:
        """Leave a milestone out, or no longer."""
        without = self.without ^ {milestone_id}
        return Choices(self.pins - without, without)

    def rather(self, others: Iterable[str], than: str) -> Choices:
        """Have `others` in it in place of one milestone; without any, have it without that one."""
        pins = frozenset(others)
        if not pins:
            return Choices(self.pins - {than}, self.without | {than})
        return Choices((self.pins | pins) - {than}, self.without - pins)


@dataclass(frozen=True, slots=True, eq=False)
class Planned:
    """Everything that is told of the plan for somebody's targets."""

    snapshot: Snapshot
    """What it was worked out from."""
    advice: Advice
    finish: Finish
    nearest: tuple[Near, ...]
    """Where nothing is left to do: some other roles, those that are nearest first."""

    @property
    def is_met(self) -> bool:
        """True when nothing is left to do, though something is required."""
        plan, snapshot = self.advice.plan, self.snapshot
        stated = any(snapshot.readiness[role_id].required.total for role_id in plan.wish.roles)
        return stated and not plan.picks and not plan.obstacles

    @property
    def is_searched_out(self) -> bool:
        """True when to search longer would find nothing else."""
        return self.advice.plan.proved and not any(reason.unsure for reason in self.advice.reasons)


def planned(snapshot: Snapshot, hours_per_week: Fraction, choices: Choices, search: Search) -> Planned | None:
    """The plan for all targets from today on; None where nobody aims for anything."""
    roles = tuple(role_id for role_id, _ in snapshot.progress.aims if role_id in snapshot.catalog.roles)
    if not roles:
        return None
    wish = Wish(roles, hours_per_week, choices.pins, choices.without)
    advice = advised(snapshot, wish, snapshot.today, search)
    found = Planned(snapshot, advice, finish_of(snapshot, advice.plan), ())
    return replace(found, nearest=_others(snapshot, roles, hours_per_week)) if found.is_met else found


def _others(snapshot: Snapshot, roles: Collection[str], hours_per_week: Fraction) -> tuple[Near, ...]:
    """A few of the nearest roles that nobody aims for and is not ready for."""
    passed = {one.role for one in snapshot.readiness.values() if one.ready} | {*roles}
    near = nearest(snapshot, len(passed) + _FEW, hours_per_week)
    return tuple(one for one in near if one.role not in passed and one.plan is not None)[:_FEW]
