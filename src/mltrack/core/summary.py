"""What a person has got done: the net result of a stretch of days, and where they stood at its end.

Everything counts as it is known now (see `timeline`): what was undone or made open again does not
count, and what was told late counts on its day. A stretch that is past shows what stood at its end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta
from enum import Enum

from mltrack.core.entries import Kind
from mltrack.core.history import Status
from mltrack.core.readiness import Tally, assess, expires_on
from mltrack.core.records import dataclass
from mltrack.core.requirements import State
from mltrack.core.series import Point, Week, longest_streak, monday, readiness_over_time, streak, weekly
from mltrack.core.snapshot import Snapshot
from mltrack.core.timeline import Completion, Rise, Timeline
from mltrack.core.timesheet import Due, due_days
from mltrack.errors import InvalidInput

LAPSE_NOTICE = timedelta(days=90)
"""How far ahead an expiry is announced."""
DUE_NOTICE = timedelta(days=30)
"""How far ahead a due day is announced."""
STALLED_AFTER = timedelta(days=14)
"""How long what is started may lie untouched."""


class Period(Enum):
    """A stretch of calendar time."""

    DAY = "day"
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
    period: Period | None = field(default=None, compare=False)
    """What they are called in the calendar; None for any other range."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Hours:
    """Time logged."""

    minutes: int
    """In all."""
    by_kind: Mapping[Kind | None, int]
    """Kind to minutes, in the order of kinds; None stands for what is no longer in the catalog."""
    by_milestone: Mapping[str, int]
    """Milestone id to minutes, most first."""


@dataclass(frozen=True, slots=True)
class Stalled:
    """Something that is started and lies untouched."""

    milestone: str
    since: date
    """The last day on which its mark or note changed, or time was logged on it."""


@dataclass(frozen=True, slots=True)
class TargetMovement:
    """A target role's required requirements the day before the window, and at its end."""

    role: str
    by: date | None
    before: Tally
    now: Tally


@dataclass(frozen=True, slots=True)
class Summary:
    """What one window holds, and where the person stood at its end."""

    window: Window
    end: date
    """The last day that it speaks of: the end of the window, or today where that comes first."""
    stood: Snapshot = field(compare=False)
    """What was known at the end, for anything else that is to be asked of that day."""
    done: Mapping[Kind, int]
    """Kind to how many milestones of the catalog are ticked; what they bring along is not counted."""
    total: Mapping[Kind, int]
    """Kind to how many the catalog has."""
    completed: tuple[Completion, ...]
    """Done inside the window, newest first."""
    raised: tuple[Rise, ...]
    """Skills done before that were taken to a higher level inside the window, newest first."""
    hours: Hours
    """Time logged inside the window."""
    weeks: tuple[Week, ...]
    """The weeks of the window, oldest first, at most the last 530."""
    started: tuple[str, ...]
    """Ids of what is started and not done, sorted."""
    stalled: tuple[Stalled, ...]
    """What is started and has lain untouched for 14 days, longest first."""
    due: tuple[Due, ...]
    """What is due within 30 days, soonest first."""
    overdue: tuple[Due, ...]
    """What should have been done by now, longest first."""
    targets: tuple[TargetMovement, ...]
    """One a target of that day, the primary one first, then by their day and id."""
    readiness: tuple[Point, ...]
    """How the targets stood over the window, oldest first, at most 60 points."""
    streak_weeks: int
    """Weeks in a row, up to the last one, with time logged or something started, done or raised.

    A last week in which nothing had happened yet does not break it as long as it was under way.
    """
    longest_streak_weeks: int
    """The most weeks in a row that there had been by then."""
    lapsing: tuple[Completion, ...]
    """What stops counting within 90 days, with its last day, soonest first."""
    lapsed: tuple[str, ...]
    """Ids of certifications past their last day."""

    current: bool
    """True when the end is today."""

    @property
    def period(self) -> Period | None:
        """What the window is called in the calendar; None for any other range."""
        return self.window.period


def window(period: Period, today: date, *, first: date | None = None, ago: int = 0) -> Window:
    """The calendar period around `today`, or so many of them `ago`; all time runs from `first`, else from today.

    Raises InvalidInput where that lies before the calendar's first day.
    """
    try:
        start, end = _ends(period, today, first, ago)
    except (ValueError, OverflowError):
        raise InvalidInput(f"{ago:,} {period.value}s ago lies before the first day of the calendar.") from None
    return Window(start, end, period)


def periods_ago(period: Period, day: date, today: date) -> int:
    """So many of a period before the one of `today` is the one that `day` lies in; 0 for all time."""
    match period:
        case Period.DAY:
            return (today - day).days
        case Period.WEEK:
            return (monday(today) - monday(day)).days // 7
        case Period.MONTH:
            return (today.year - day.year) * 12 + today.month - day.month
        case Period.QUARTER:
            return (today.year - day.year) * 4 + (today.month - 1) // 3 - (day.month - 1) // 3
        case Period.YEAR:
            return today.year - day.year
        case Period.ALL:
            return 0


def _ends(period: Period, today: date, first: date | None, ago: int) -> tuple[date, date]:
    match period:
        case Period.DAY:
            day = today - timedelta(days=ago)
            return day, day
        case Period.WEEK:
            start = monday(today - timedelta(weeks=ago))
            return start, start + min(timedelta(days=6), date.max - start)
        case Period.MONTH:
            start = _month_after(today.replace(day=1), -ago)
            return start, _last_day(start, 1)
        case Period.QUARTER:
            start = _month_after(date(today.year, today.month - (today.month - 1) % 3, 1), -3 * ago)
            return start, _last_day(start, 3)
        case Period.YEAR:
            return date(today.year - ago, 1, 1), date(today.year - ago, 12, 31)
        case Period.ALL:
            return min(first or today, today), today


def _month_after(first_of_month: date, months: int) -> date:
    year, month = divmod(first_of_month.year * 12 + first_of_month.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _last_day(first_of_month: date, months: int) -> date:
    """The last day of so many months; that of the calendar where they reach beyond it."""
    last = _month_after(first_of_month, months - 1)
    return last.replace(day=31) if last.month == 12 else _month_after(last, 1) - timedelta(days=1)


def summarise(snapshot: Snapshot, span: Period | Window) -> Summary:
    """The summary of some days, or of the calendar period around the snapshot's day.

    Of a window that reaches beyond the snapshot's day, what is up to that day counts.
    """
    today, timeline = snapshot.today, Timeline(snapshot.catalog, snapshot.progress)
    days = window(span, today, first=timeline.first_day) if isinstance(span, Period) else span
    end = min(days.end, today)
    # Today's figures are the snapshot's own, whatever day another time zone has told.
    stood = snapshot if end == today else timeline.snapshot_on(end)
    started = tuple(sorted(one for one, mark in stood.progress.marks.items() if mark.status is Status.STARTED))
    targets = tuple(_target_changes(timeline, stood, days.start))
    counting = [due for due in due_days(stood) if due.counts]
    completed = [one for one in timeline.completions if days.start <= one.on <= end]
    raised = [one for one in timeline.rises if days.start <= one.on <= end]
    return Summary(
        window=days,
        end=end,
        stood=stood,
        current=end == today,
        done=_by_kind(stood, done=True),
        total=_by_kind(stood),
        completed=tuple(sorted(completed, key=lambda one: (-one.on.toordinal(), one.milestone))),
        raised=tuple(sorted(raised, key=lambda one: (-one.on.toordinal(), one.milestone))),
        hours=_hours(snapshot, days.start, end),
        weeks=weekly(timeline, days.start, end),
        started=started,
        stalled=tuple(_stalled(timeline, started, end)),
        due=tuple(due for due in counting if not due.overdue and due.day - end <= DUE_NOTICE),
        overdue=tuple(due for due in counting if due.overdue),
        targets=targets,
        readiness=readiness_over_time(timeline, [target.role for target in targets], days.start, stood),
        streak_weeks=streak(timeline.learning_days, end, today),
        longest_streak_weeks=longest_streak(timeline.learning_days, end),
        lapsing=tuple(_lapsing(stood)),
        lapsed=tuple(sorted(one for one, standing in stood.standings.items() if standing.state is State.LAPSED)),
    )


def _by_kind(stood: Snapshot, *, done: bool = False) -> dict[Kind, int]:
    counts = dict.fromkeys(Kind, 0)
    for milestone in stood.catalog.milestones.values():
        mark = stood.progress.marks.get(milestone.id)
        counts[milestone.kind] += not done or (mark is not None and mark.status is Status.DONE)
    return counts


def _hours(snapshot: Snapshot, start: date, end: date) -> Hours:
    spent: Counter[str] = Counter()
    for entry in snapshot.progress.log.values():
        if start <= entry.on <= end:
            spent[entry.milestone] += entry.minutes
    milestones = snapshot.catalog.milestones
    by_kind: Counter[Kind | None] = Counter()
    for one, minutes in spent.items():
        by_kind[milestones[one].kind if one in milestones else None] += minutes
    most = sorted(spent.items(), key=lambda item: (-item[1], item[0]))
    return Hours(spent.total(), {kind: by_kind[kind] for kind in (*Kind, None) if by_kind[kind]}, dict(most))


def _stalled(timeline: Timeline, started: tuple[str, ...], end: date) -> list[Stalled]:
    touched = ((one, timeline.touched(one, end)) for one in started)
    found = [Stalled(one, day) for one, day in touched if day is not None and end - day >= STALLED_AFTER]
    return sorted(found, key=lambda one: (one.since, one.milestone))


def _target_changes(timeline: Timeline, stood: Snapshot, start: date) -> Iterator[TargetMovement]:
    aims = [(role_id, aim) for role_id, aim in stood.progress.aims if role_id in stood.catalog.roles]
    if not aims:
        return
    first = min(start, stood.today)
    # The calendar has no day before its first.
    before = timeline.snapshot_on(first - timedelta(days=1) if first > date.min else first).standings
    for role_id, aim in aims:
        role = stood.catalog.roles[role_id]
        now = assess(role, stood.standings).required
        yield TargetMovement(role_id, aim.by, assess(role, before).required, now)


def _lapsing(stood: Snapshot) -> Iterator[Completion]:
    ends: list[tuple[date, str]] = []
    for milestone_id, mark in stood.progress.marks.items():
        if mark.status is Status.DONE:
            end = expires_on(stood.catalog.milestones.get(milestone_id), mark)
            if end is not None and timedelta(0) <= end - stood.today <= LAPSE_NOTICE:
                ends.append((end, milestone_id))
    return (Completion(milestone_id, end) for end, milestone_id in sorted(ends))
