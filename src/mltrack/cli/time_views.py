"""Time logged, own efforts and due days as JSON-able values; see `views`."""

from __future__ import annotations

from collections.abc import Iterable

from mltrack.cli.views import Json
from mltrack.core.effort import NOTHING, Figure, Origin, figure
from mltrack.core.entries import Span
from mltrack.core.history import OwnEffort, TimeEntry
from mltrack.core.snapshot import Snapshot
from mltrack.core.timesheet import Due, Logged


def logged_view(snapshot: Snapshot, logged: Iterable[Logged]) -> list[Json]:
    """Entries of the time log in the order given: `log --json`."""
    return [
        {
            "entry": one.entry,
            "number": one.number,
            "title": snapshot.catalog.milestone_title(one.time.milestone),
            **time_view(one.time),
        }
        for one in logged
    ]


def time_view(time: TimeEntry) -> Json:
    """Time spent."""
    return {"milestone": time.milestone, "on": time.on.isoformat(), "minutes": time.minutes, "text": time.text}


def effort_view(snapshot: Snapshot, milestone_id: str) -> Json:
    """The effort in use for a milestone, and where it comes from: `effort ID --json`.

    All null for a milestone that left the catalog and has no figure of the person's own.
    """
    own, milestone = snapshot.progress.efforts.get(milestone_id), snapshot.catalog.milestones.get(milestone_id)
    found = figure(snapshot, milestone) if milestone is not None else None
    if found is None and own is not None:
        found = Figure(own.hours or NOTHING, own.months or NOTHING, Origin.OWN)
    return {
        "milestone": milestone_id,
        "title": snapshot.catalog.milestone_title(milestone_id),
        "hours": _range(found.hours) if found else None,
        "months": _range(found.months) if found else None,
        "origin": found.origin.value if found else None,
        "own_effort": own_effort_view(own),
    }


def own_effort_view(effort: OwnEffort | None) -> Json | None:
    """A person's own figure."""
    return None if effort is None else {"hours": _range(effort.hours), "months": _range(effort.months)}


def _range(span: Span | None) -> Json | None:
    """Both ends of a range, where there is one."""
    return {"low": span.low, "high": span.high} if span is not None else None


def due_view(snapshot: Snapshot, days: Iterable[Due]) -> list[Json]:
    """Due days in the order given: `due --json`."""
    return [
        {
            "milestone": one.milestone,
            "title": snapshot.catalog.milestone_title(one.milestone),
            "due": one.day.isoformat(),
            "counts": one.counts,
            "overdue": one.overdue,
        }
        for one in days
    ]
