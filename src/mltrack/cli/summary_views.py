"""The summary as JSON-able values: the names that other programs rely on."""

from __future__ import annotations

from mltrack.cli.advice_views import milestone_ref, role_ref, step_view
from mltrack.cli.views import Json, floored
from mltrack.core.advice import NextStep
from mltrack.core.catalog import Catalog
from mltrack.core.readiness import Tally
from mltrack.core.series import Point
from mltrack.core.summary import Hours, Summary
from mltrack.core.timeline import Completion, Rise
from mltrack.core.timesheet import Due


def summary_view(summary: Summary, step: NextStep | None) -> Json:
    """What a window holds: `summary --json`. `period` is null for a range of days."""
    catalog = summary.stood.catalog
    return {
        "period": summary.period.value if summary.period else None,
        "start": summary.window.start.isoformat(),
        "end": summary.window.end.isoformat(),
        "as_of": summary.end.isoformat(),
        "done": {kind.value: {"done": summary.done[kind], "total": total} for kind, total in summary.total.items()},
        "completed": [{**_completion(catalog, one), **_completed(catalog, one)} for one in summary.completed],
        "raised": [_rise(catalog, one) for one in summary.raised],
        "hours": _hours(catalog, summary.hours),
        "weeks": [
            {"monday": week.monday.isoformat(), "minutes": week.minutes, "completed": week.completed}
            for week in summary.weeks
        ],
        "started": sorted(summary.started),
        "stalled": [
            {
                **milestone_ref(catalog, one.milestone),
                "since": one.since.isoformat(),
                "days": (summary.end - one.since).days,
            }
            for one in summary.stalled
        ],
        "due": [_due(summary, one) for one in summary.due],
        "overdue": [_due(summary, one) for one in summary.overdue],
        "targets": [
            {
                **role_ref(catalog, change.role),
                "by": change.by.isoformat() if change.by else None,
                "before": _tally(change.before),
                "now": _tally(change.now),
            }
            for change in summary.targets
        ],
        "readiness": [_point(catalog, point) for point in summary.readiness],
        "streak_weeks": summary.streak_weeks,
        "longest_streak_weeks": summary.longest_streak_weeks,
        "lapsing": [_completion(catalog, completion) for completion in summary.lapsing],
        "lapsed": list(summary.lapsed),
        "next": step_view(catalog, step) if step else None,
    }


def _completion(catalog: Catalog, completion: Completion) -> Json:
    return {**milestone_ref(catalog, completion.milestone), "on": completion.on.isoformat()}


def _completed(catalog: Catalog, completion: Completion) -> Json:
    milestone = catalog.milestones.get(completion.milestone)
    return {
        "kind": milestone.kind.value if milestone else None,
        "level": completion.level.value if completion.level else None,
        "renewal": completion.again,
    }


def _rise(catalog: Catalog, rise: Rise) -> Json:
    return {
        **milestone_ref(catalog, rise.milestone),
        "on": rise.on.isoformat(),
        "old": rise.old.value if rise.old else None,
        "new": rise.new.value if rise.new else None,
    }


def _hours(catalog: Catalog, hours: Hours) -> Json:
    return {
        "minutes": hours.minutes,
        "by_kind": [
            {"kind": kind.value if kind else None, "minutes": minutes} for kind, minutes in hours.by_kind.items()
        ],
        "by_milestone": [
            {**milestone_ref(catalog, one), "minutes": minutes} for one, minutes in hours.by_milestone.items()
        ],
    }


def _due(summary: Summary, due: Due) -> Json:
    days = (due.day - summary.end).days
    return {**milestone_ref(summary.stood.catalog, due.milestone), "on": due.day.isoformat(), "days": days}


def _point(catalog: Catalog, point: Point) -> Json:
    return {
        "on": point.on.isoformat(),
        "roles": [{**role_ref(catalog, role), **_tally(tally)} for role, tally in point.tallies.items()],
    }


def _tally(tally: Tally) -> Json:
    return {
        "required_met": tally.met,
        "required_waived": tally.waived,
        "required_total": tally.total,
        "share": floored(tally.share),
        "percent": tally.percent,
    }
