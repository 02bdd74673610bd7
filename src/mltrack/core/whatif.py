"""What would be if some milestones were done: hypothetical ticks on a copy, which nothing ever saves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from mltrack.core import actions
from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK
from mltrack.core.entries import RoleRequirement, Strength
from mltrack.core.history import MarkChange
from mltrack.core.plan import Plan, Wish, least_effort
from mltrack.core.readiness import Readiness
from mltrack.core.records import dataclass
from mltrack.core.requirements import Has, Level
from mltrack.core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class RoleEffect:
    """What it would mean for one role."""

    before: Readiness
    after: Readiness

    @property
    def role(self) -> str:
        """Id of the role."""
        return self.before.role

    @property
    def newly_ready(self) -> bool:
        """True when nothing that is required would be missing any more."""
        return self.after.ready and not self.before.ready

    @property
    def risen(self) -> Fraction:
        """By how much the share of the required requirements would rise; -1 to 1."""
        return self.after.required.share - self.before.required.share

    @property
    def raised(self) -> tuple[RoleRequirement, ...]:
        """The required requirements that would have a higher credit, in catalog order."""
        return tuple(
            before.requirement
            for before, after in zip(self.before.lines, self.after.lines, strict=True)
            if before.requirement.strength is Strength.REQUIRED and after.verdict.credit > before.verdict.credit
        )


@dataclass(frozen=True, slots=True)
class TargetEffect:
    """What would be left to do for one target."""

    role: str
    """Id of the role."""
    before: Plan
    after: Plan


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would be if some milestones were done today."""

    supposed: tuple[Has, ...]
    """The milestones that are supposed to be done, skills at the level that is supposed, in the order asked."""
    roles: tuple[RoleEffect, ...]
    """The roles of which a tally would change: newly ready ones first, then those that rise most, then by id."""
    targets: tuple[TargetEffect, ...]
    """The targets, the primary one first, with the least effort that is left for each."""


def supposed(snapshot: Snapshot, wanted: Mapping[str, Level | None]) -> Snapshot:
    """The snapshot once every milestone of `wanted`, by its id, was ticked today.

    A skill without a level counts at the highest level that a role asks for, as it does in
    `Snapshot.moves`. The history stays as it is. Raises InvalidInput for a level where none belongs.
    """
    progress = snapshot.progress
    for milestone_id, level in wanted.items():
        milestone = snapshot.catalog.milestones[milestone_id]
        supposed_level = level or snapshot.supposed_level(milestone_id)
        for change in actions.tick(progress, milestone, snapshot.today, level=supposed_level):
            if isinstance(change, MarkChange) and change.new is not None:
                progress = replace(progress, marks={**progress.marks, milestone_id: change.new})
    return snapshot.after(progress, snapshot.today)


def what_if(
    snapshot: Snapshot, wanted: Mapping[str, Level | None], hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK)
) -> WhatIf:
    """What would change if every milestone of `wanted` were ticked today; see `supposed`."""
    after = supposed(snapshot, wanted)
    aims = [role for role, _ in snapshot.progress.aims if role in snapshot.catalog.roles]

    def plan(one: Snapshot, role: str) -> Plan:
        return least_effort(one, Wish(roles=(role,), hours_per_week=hours_per_week))

    return WhatIf(
        supposed=tuple(Has(one, level or snapshot.supposed_level(one)) for one, level in wanted.items()),
        roles=effects(snapshot, after),
        targets=tuple(TargetEffect(role, plan(snapshot, role), plan(after, role)) for role in aims),
    )


def effects(before: Snapshot, after: Snapshot) -> tuple[RoleEffect, ...]:
    """The roles of which a tally differs: newly ready ones first, then those that rise most, then by id."""
    found = [
        RoleEffect(was, now)
        for was, now in zip(before.readiness.values(), after.readiness.values(), strict=True)
        if was is not now and (was.required, was.recommended) != (now.required, now.recommended)
    ]
    return tuple(sorted(found, key=lambda effect: (not effect.newly_ready, -effect.risen, effect.role)))


def moved(snapshot: Snapshot, milestone_id: str) -> tuple[RoleEffect, ...]:
    """The roles that a milestone moves, with their readiness before and after, in the same order."""
    after = supposed(snapshot, {milestone_id: None})
    return tuple(effect for effect in effects(snapshot, after) if effect.risen > 0)
