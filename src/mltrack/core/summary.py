"""What a person has got done: totals, a period's net result, streak, and what is about to lapse.

Everything counts net: a milestone ticked and unticked ten times counts once or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from mltrack.core.entries import Kind
from mltrack.core.history import Mark, Status
from mltrack.core.progress import Progress
from mltrack.core.readiness import Tally, assess, expires_on, standings
from mltrack.core.requirements import State
from mltrack.core.snapshot import Snapshot

LAPSE_NOTICE = timedelta(days=90)
"""How far ahead an expiry is announced."""


class Period(Enum):
    """A stretch of calendar time."""

    WEEK = "week"
    """Monday to Sunday (ISO 8601)."""
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Completion:
    """A milestone done on a day."""

    milestone: str
    on: date


@dataclass(frozen=True, slots=True)
class TargetMovement:
    """A target role's required requirements at the start of the window and now."""

    role: str
    by: date | None
    before: Tally
    now: Tally


@dataclass(frozen=True, slots=True)
class Summary:
    """What one window holds, and where the person stands at its end."""

    period: Period
    window: Window
    done: Mapping[Kind, int]
    """Kind to how many milestones of the catalog have been ticked; what they bring along is not counted."""
    total: Mapping[Kind, int]
    """Kind to how many the catalog has."""
    completed: tuple[Completion, ...]
    """Done inside the window, newest first."""
    started: tuple[str, ...]
    """Ids of what is started and not done."""
    targets: tuple[TargetMovement, ...]
    """One a target, the primary one first, then by their day and id."""
    streak_weeks: int
    """Weeks in a row, up to this one, in which something was started or done.

    A current week in which nothing has happened yet does not break it.
    """
    lapsing: tuple[Completion, ...]
    """What stops counting within 90 days, with its last day, soonest first."""
    lapsed: tuple[str, ...]
    """Ids of certifications past their last day."""


def window(period: Period, today: date, *, first: date | None = None) -> Window:
    """The calendar period around `today`; all time runs from `first`, else from today."""
    match period:
        case Period.WEEK:
            start = today - timedelta(days=today.weekday())
            return Window(start, start + timedelta(days=6))
        case Period.MONTH:
            start = today.replace(day=1)
            return Window(start, _month_after(start, 1) - timedelta(days=1))
        case Period.QUARTER:
            start = date(today.year, today.month - (today.month - 1) % 3, 1)
            return Window(start, _month_after(start, 3) - timedelta(days=1))
        case Period.YEAR:
            return Window(date(today.year, 1, 1), date(today.year, 12, 31))
        case Period.ALL:
            return Window(min(first or today, today), today)


def _month_after(first_of_month: date, months: int) -> date:
    year, month = divmod(first_of_month.year * 12 + first_of_month.month - 1 + months, 12)
    return date(year, month + 1, 1)


def summarise(snapshot: Snapshot, period: Period) -> Summary:
    """The summary of the calendar period around the snapshot's day."""
    progress, catalog, today = snapshot.progress, snapshot.catalog, snapshot.today
    days = dict(_done_days(progress))
    told = [event.at.date() for event in progress.history]
    span = window(period, today, first=min([*days.values(), *told], default=None))
    done = dict.fromkeys(Kind, 0)
    total = dict.fromkeys(Kind, 0)
    for milestone in catalog.milestones.values():
        total[milestone.kind] += 1
        mark = progress.marks.get(milestone.id)
        done[milestone.kind] += mark is not None and mark.status is Status.DONE
    completed = sorted(
        (Completion(milestone, day) for milestone, day in days.items() if day in span),
        key=lambda completion: (-completion.on.toordinal(), completion.milestone),
    )
    lapsed = [milestone for milestone, standing in snapshot.standings.items() if standing.state is State.LAPSED]
    return Summary(
        period=period,
        window=span,
        done=done,
        total=total,
        completed=tuple(completed),
        started=tuple(m for m, mark in progress.marks.items() if mark.status is Status.STARTED),
        targets=tuple(_target_changes(snapshot, span)),
        streak_weeks=streak_weeks(progress, today),
        lapsing=tuple(_lapsing(snapshot)),
        lapsed=tuple(sorted(lapsed)),
    )


def streak_weeks(progress: Progress, today: date) -> int:
    """Weeks in a row, up to this one, in which something was started or done."""
    active = {
        _monday(day)
        for mark in progress.marks.values()
        for day in (mark.started_on, mark.done_on)
        if day is not None and day <= today
    }
    week = _monday(today)
    if week not in active:
        week -= timedelta(weeks=1)
    weeks = 0
    while week in active:
        weeks += 1
        week -= timedelta(weeks=1)
    return weeks


def progress_before(progress: Progress, day: date) -> Progress:
    """What had been told by the end of the day before `day`, by replay of the history."""
    return Progress.replay(event for event in progress.history if event.at.date() < day)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _done_days(progress: Progress) -> Iterator[tuple[str, date]]:
    for milestone_id, mark in progress.marks.items():
        if mark.status is Status.DONE and mark.done_on is not None:
            yield milestone_id, mark.done_on


def _target_changes(snapshot: Snapshot, span: Window) -> Iterator[TargetMovement]:
    if not snapshot.progress.targets:
        return
    before = standings(snapshot.catalog, progress_before(snapshot.progress, span.start), span.start)
    for role_id, target in snapshot.progress.aims:
        role = snapshot.catalog.roles.get(role_id)
        if role is not None:
            now = snapshot.readiness[role_id].required
            yield TargetMovement(role_id, target.by, assess(role, before).required, now)


def _lapsing(snapshot: Snapshot) -> Iterator[Completion]:
    ends: list[tuple[date, str]] = []
    for milestone_id, mark in snapshot.progress.marks.items():
        end = _end(snapshot, milestone_id, mark)
        if end is not None and snapshot.today <= end <= snapshot.today + LAPSE_NOTICE:
            ends.append((end, milestone_id))
    return (Completion(milestone_id, end) for end, milestone_id in sorted(ends))


def _end(snapshot: Snapshot, milestone_id: str, mark: Mark) -> date | None:
    if mark.status is not Status.DONE:
        return None
    return expires_on(snapshot.catalog.milestones.get(milestone_id), mark)
