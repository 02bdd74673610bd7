"""A plan on the calendar, with its reasons, as JSON-able values: the names that other programs rely on."""

from __future__ import annotations

from mltrack.cli.advice_views import span_view
from mltrack.cli.views import Json
from mltrack.core.choices import Alternative, Reason
from mltrack.core.plan import Plan
from mltrack.core.planning import Advice
from mltrack.core.requirements import Level
from mltrack.core.schedule import Arrival, Days, Slot
from mltrack.core.snapshot import Snapshot


def plan_view(snapshot: Snapshot, advice: Advice) -> Json:
    """All of it: `plan --json`."""
    plan, when, reasons = advice.plan, advice.schedule, {reason.pick: reason for reason in advice.reasons}
    return {
        "roles": [_arrival(snapshot, arrival) for arrival in when.arrivals],
        "hours_per_week": float(plan.wish.hours_per_week),
        "start": when.start.isoformat(),
        "pinned": sorted(plan.wish.pins),
        "without": sorted(plan.wish.without),
        "hours": span_view(plan.hours),
        "months": span_view(plan.months),
        "finish": days_view(when.finish),
        "proved_least": plan.proved,
        "weighed_minutes": plan.cost,
        "weighed_minutes_bound": plan.bound,
        "milestones": [_slot(snapshot, slot, reasons[slot.pick]) for slot in when.slots],
        "obstacles": obstacles_view(plan),
    }


def obstacles_view(plan: Plan) -> list[Json]:
    """What no plan can meet."""
    return [{"role": one.role, "label": one.label, "barred": list(one.barred)} for one in plan.obstacles]


def _arrival(snapshot: Snapshot, arrival: Arrival) -> Json:
    return {
        "role": arrival.role,
        "title": snapshot.catalog.role_title(arrival.role),
        "ready": days_view(arrival.ready) if arrival.ready else None,
        "by": arrival.by.isoformat() if arrival.by else None,
        "promise": arrival.promise.value if arrival.promise else None,
    }


def _slot(snapshot: Snapshot, slot: Slot, reason: Reason) -> Json:
    pick, left = slot.pick, slot.pick.remaining
    return {
        "milestone": pick.milestone,
        "title": snapshot.catalog.milestone_title(pick.milestone),
        "level": _level(pick.level),
        "from_level": _level(pick.above),
        "hours": span_view(left.hours),
        "months": span_view(left.months),
        "basis": left.origin.value,
        "logged_minutes": left.logged,
        "begins": days_view(slot.begins),
        "ends": days_view(slot.ends),
        "needs": list(slot.needs),
        "waits_for": slot.waits_for,
        "critical": slot.critical,
        "due": slot.due.isoformat() if slot.due else None,
        "promise": slot.promise.value if slot.promise else None,
        "forced": pick.forced,
        "started": pick.kept,
        "pinned": pick.pinned,
        "requirements": [{"role": use.role, "label": use.label} for use in reason.uses],
        "as_good": list(reason.as_good),
        "alternative": _alternative(reason.alternative) if reason.alternative else None,
    }


def _alternative(other: Alternative) -> Json:
    return {
        "instead": [{"milestone": one, "level": _level(level)} for one, level in other.instead],
        "more_hours": other.more_hours,
        "more_months": other.more_months,
        "more_weighed_minutes": other.more,
        "proved": other.proved,
    }


def days_view(days: Days) -> Json:
    """Both ends of a range of days."""
    return {"early": days.early.isoformat(), "late": days.late.isoformat()}


def _level(level: Level | None) -> str | None:
    return level.value if level else None
