"""What the plots of a summary are drawn from: days, weeks and readiness around a window, and the way to a target."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from mltrack.core.advice import NextStep, next_steps
from mltrack.core.finish import Finish, finish
from mltrack.core.pace import Forecast
from mltrack.core.records import dataclass
from mltrack.core.schedule import Days
from mltrack.core.series import MOST_POINTS, Day, Point, Week, daily, monday, readiness_on, readiness_over_time, weekly
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, Summary, Window, summarise
from mltrack.core.timeline import Timeline

LEAST_WEEKS: Final = 13
"""Weeks up to the end of a window that are told even where it is shorter: one week says nothing of a habit."""
YEAR: Final = timedelta(weeks=52)


@dataclass(frozen=True, slots=True, eq=False)
class Review:
    """A summary, and what lies around it."""

    summary: Summary
    first: date | None
    """The first day of which anything is known; None when nothing is."""
    step: NextStep | None
    """The best next step of the last day."""
    days: tuple[Day, ...]
    """The days of the window where it is a calendar year, else those of a year up to its end; from a Monday on."""
    weeks: tuple[Week, ...]
    """The weeks of the window, oldest first, and those before it that make them up to 13."""
    curve: tuple[Point, ...]
    """How the targets stood over the window, oldest first: every day of a short one, at most 60 points."""


@dataclass(frozen=True, slots=True, eq=False)
class BurnUp:
    """The way to one role: its required requirements met over time, and when the rest will be."""

    role: str
    by: date | None
    """The day by which the person wants to be ready."""
    is_one_of_several: bool
    """True when there are other targets too, whose plan together takes longer."""
    today: date
    points: tuple[Point, ...]
    """From the first day on which anything was told to today, oldest first."""
    finish: Finish | None
    """When the rest will be met; None where nothing is left, or nothing is stated as required."""

    @property
    def ahead(self) -> Forecast | Days | None:
        """The range in which the rest will be met: at the pace of the last weeks, else by the plan."""
        if self.finish is None or not self.finish.plan.picks:
            return None
        return self.finish.by_pace if isinstance(self.finish.by_pace, Forecast) else self.finish.by_plan


def review(snapshot: Snapshot, span: Period | Window, hours_per_week: Fraction) -> Review:
    """What there is to tell of a window that has begun, or of the calendar period around the snapshot's day."""
    summary = summarise(snapshot, span)
    timeline, start, end = Timeline(snapshot.catalog, snapshot.progress), summary.window.start, summary.end
    steps = next_steps(summary.stood, hours_per_week=hours_per_week)
    curve = summary.readiness
    if (end - start).days < MOST_POINTS:
        days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
        curve = readiness_on(timeline, [target.role for target in summary.targets], days, summary.stood)
    year = start if summary.period is Period.YEAR else _back(monday(end), YEAR)
    weeks = weekly(timeline, min(start, _back(monday(end), timedelta(weeks=LEAST_WEEKS - 1))), end)
    return Review(
        summary=summary,
        first=timeline.first_day,
        step=steps[0] if steps else None,
        days=daily(timeline, year, end),
        weeks=weeks,
        curve=curve,
    )


def burn_up(snapshot: Snapshot, hours_per_week: Fraction, role: str | None = None) -> BurnUp | None:
    """The way to the role with an id, without one to the primary target; None where there is none either."""
    role = role or snapshot.primary_target
    if role is None:
        return None
    aim = snapshot.progress.targets.get(role)
    today, history = snapshot.today, snapshot.progress.history
    begun = min((event.at.date() for event in history), default=today)
    timeline = Timeline(snapshot.catalog, snapshot.progress)
    left = snapshot.readiness[role].required.missing
    return BurnUp(
        role=role,
        by=aim.by if aim else None,
        is_one_of_several=sum(one in snapshot.catalog.roles for one in snapshot.progress.targets) > 1,
        today=today,
        points=readiness_over_time(timeline, [role], min(begun, today), snapshot),
        finish=finish(snapshot, [role], hours_per_week) if left else None,
    )


def _back(day: date, length: timedelta) -> date:
    """So much before `day`; the calendar has no day before its first."""
    return day - length if day - date.min >= length else date.min
