"""Which roles are nearest: those that lack the fewest required requirements, then those that take the least effort."""

from __future__ import annotations

from fractions import Fraction

from mltrack.core.advice import missing
from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK
from mltrack.core.least_cost import Work
from mltrack.core.plan import WORK, Plan, Wish, least_effort
from mltrack.core.readiness import Readiness
from mltrack.core.records import dataclass
from mltrack.core.requirements import Has
from mltrack.core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Near:
    """How far one role is."""

    readiness: Readiness
    missing: tuple[Has, ...]
    """What is still lacking, see `advice.missing`."""
    plan: Plan | None
    """The least effort to become ready; None where no source states what is required."""

    @property
    def role(self) -> str:
        """Id of the role."""
        return self.readiness.role


def near(
    snapshot: Snapshot,
    role_id: str,
    hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK),
    work: Work | None = None,
) -> Near:
    """How far one role is. `work` may be shared by several."""
    readiness = snapshot.readiness[role_id]
    if readiness.required.total == 0:
        return Near(readiness, (), None)
    plan = least_effort(snapshot, Wish(roles=(role_id,), hours_per_week=hours_per_week), work)
    return Near(readiness, missing(snapshot, role_id, hours_per_week), plan)


def nearest(
    snapshot: Snapshot, count: int, hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK)
) -> tuple[Near, ...]:
    """The `count` nearest roles, nearest first.

    In order: fewest required requirements still missing; those that can all be met before those that
    nobody can meet any more; least remaining effort, the upper end of the role's least-effort plan;
    id. Roles of which no source states what they require come last: nothing says that they are
    near. Effort is worked out for those alone that may be among them.
    """
    roles = sorted(snapshot.readiness.values(), key=_missing)
    if count < 1 or not roles:
        return ()
    cut = _missing(roles[min(count, len(roles)) - 1])
    work = Work(WORK)
    found = [near(snapshot, one.role, hours_per_week, work) for one in roles if _missing(one) <= cut]
    found.sort(key=_distance)
    return tuple(found[:count])


def _missing(readiness: Readiness) -> tuple[bool, int]:
    return readiness.required.total == 0, readiness.required.missing


def _distance(one: Near) -> tuple[tuple[bool, int], bool, int, str]:
    plan = one.plan
    return _missing(one.readiness), bool(plan and plan.obstacles), plan.cost if plan else 0, one.role
