"""The forecast as JSON-able values: the names that other programs rely on."""

from __future__ import annotations

from datetime import date

from mltrack.cli.advice_views import role_ref, span_view
from mltrack.cli.plan_views import obstacles_view
from mltrack.cli.views import Json
from mltrack.core.finish import Finish
from mltrack.core.pace import METHOD, Forecast, NoForecast, Pace, Unit
from mltrack.core.snapshot import Snapshot


def forecast_view(snapshot: Snapshot, result: Finish) -> Json:
    """`forecast --json`. A null day beside `by_pace` stands for beyond 30 years.

    All days are for what can be met; nothing ever meets the `obstacles`.
    """
    plan, found = result.plan, result.by_pace
    return {
        "roles": [role_ref(snapshot.catalog, role) for role in plan.wish.roles],
        "today": snapshot.today.isoformat(),
        "remaining": {
            "steps": len(plan.picks),
            "hours": span_view(plan.hours),
            "months": span_view(plan.months),
            "proved_least": plan.proved,
            "cannot_be_met": [{"role": one.role, "label": one.label} for one in plan.obstacles],
        },
        "pace": _pace(found.pace) if isinstance(found, Forecast) else None,
        "by_pace": {"early": _day(found.early), "late": _day(found.late)} if isinstance(found, Forecast) else None,
        "lacking": found.lacking.value if isinstance(found, NoForecast) else None,
        "by_plan": {
            "early": result.by_plan.early.isoformat(),
            "late": result.by_plan.late.isoformat(),
            "hours_per_week": float(plan.wish.hours_per_week),
        },
        "obstacles": obstacles_view(plan),
        "method": METHOD,
    }


def _pace(pace: Pace) -> Json:
    return {
        "unit": pace.unit.value,
        "a_week": float(pace.a_week),
        "since": pace.since.isoformat(),
        "weeks": list(pace.amounts),
        "weeks_in": "minutes" if pace.unit is Unit.HOURS else "milestones",
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
