"""When a person will be done with what some roles require: by the plan, and by the pace they have had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from mltrack.core.effort import NOTHING
from mltrack.core.entries import Span
from mltrack.core.pace import Forecast, NoForecast, Pace, Unit, forecast, pace
from mltrack.core.plan import Plan, Wish, least_effort
from mltrack.core.records import dataclass
from mltrack.core.schedule import Days, schedule
from mltrack.core.snapshot import Snapshot
from mltrack.core.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Finish:
    """The finish of the least-effort plan, seen in two ways."""

    plan: Plan
    by_plan: Days
    """At the hours a week that the plan was wished for."""
    by_pace: Forecast | NoForecast
    """At the pace of the last weeks, hours of study or milestones; see `pace`."""


def finish(snapshot: Snapshot, roles: Iterable[str], hours_per_week: Fraction) -> Finish:
    """When all that `roles` (ids) require together will be done, in the least-effort plan."""
    return finish_of(snapshot, least_effort(snapshot, Wish(tuple(roles), hours_per_week)))


def finish_of(snapshot: Snapshot, plan: Plan) -> Finish:
    """When all of a plan will be done, begun today."""
    today = snapshot.today
    seen = pace(Timeline(snapshot.catalog, snapshot.progress), today)
    floor = calendar_time(snapshot, plan)
    found = forecast(seen, left(plan, seen), today, (floor.early, floor.late)) if isinstance(seen, Pace) else seen
    return Finish(plan, schedule(snapshot, plan, today).finish, found)


def left(plan: Plan, seen: Pace) -> Span:
    """What is left of a plan, in what the pace is counted in; a skill learned in several steps is one milestone."""
    milestones = len({pick.milestone for pick in plan.picks})
    return plan.hours if seen.unit is Unit.HOURS else Span(milestones, milestones)


def calendar_time(snapshot: Snapshot, plan: Plan) -> Days:
    """When the plan would be done if study took no time: what its calendar months come to."""
    picks = tuple(replace(pick, remaining=replace(pick.remaining, hours=NOTHING)) for pick in plan.picks)
    return schedule(snapshot, replace(plan, picks=picks), snapshot.today).finish
