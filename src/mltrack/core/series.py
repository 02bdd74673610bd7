"""A person's learning in weeks, and readiness over time: what a plot or a table of either is drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from mltrack.core.readiness import Tally, assess
from mltrack.core.records import dataclass
from mltrack.core.snapshot import Snapshot
from mltrack.core.timeline import Timeline

MOST_POINTS = 60
"""Points of a curve: more than a terminal can tell apart."""
MOST_WEEKS = 530
"""Weeks of a series: some ten years."""


@dataclass(frozen=True, slots=True)
class Week:
    """One calendar week, Monday to Sunday (ISO 8601), as far as it lies in the days asked for."""

    monday: date
    minutes: int
    """Time logged."""
    completed: int
    """Milestones completed, renewals of what had lapsed included."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day."""

    on: date
    minutes: int
    """Time logged."""
    completed: int
    """Milestones completed, renewals of what had lapsed included."""


@dataclass(frozen=True, slots=True)
class Point:
    """How the required requirements of some roles stood at the end of one day."""

    on: date
    tallies: Mapping[str, Tally]
    """By the id of the role."""


def monday(day: date) -> date:
    """The first day of the calendar week of `day`."""
    return day - timedelta(days=day.weekday())


def weekly(timeline: Timeline, start: date, end: date) -> tuple[Week, ...]:
    """Every week from `start` to `end`, both included, oldest first, those with nothing too; at most the last 530."""
    minutes: Counter[int] = Counter()
    for entry in timeline.progress.log.values():
        if start <= entry.on <= end:
            minutes[_number(entry.on)] += entry.minutes
    completed = Counter(_number(one.on) for one in timeline.completions if start <= one.on <= end)
    last = _number(end)
    numbers = range(max(_number(start), last - MOST_WEEKS + 1), last + 1)
    return tuple(Week(_monday_of(number), minutes[number], completed[number]) for number in numbers)


def daily(timeline: Timeline, start: date, end: date) -> tuple[Day, ...]:
    """Every day from `start` to `end`, both included, oldest first, those with nothing too."""
    minutes: Counter[date] = Counter()
    for entry in timeline.progress.log.values():
        if start <= entry.on <= end:
            minutes[entry.on] += entry.minutes
    completed = Counter(one.on for one in timeline.completions if start <= one.on <= end)
    days = map(date.fromordinal, range(start.toordinal(), end.toordinal() + 1))
    return tuple(Day(day, minutes[day], completed[day]) for day in days)


def readiness_over_time(timeline: Timeline, roles: Iterable[str], start: date, stood: Snapshot) -> tuple[Point, ...]:
    """How `roles` of the catalog stood at the ends of weeks from `start` on; at most 60 points, oldest first.

    Where the weeks are too many, the ends of months are taken, or of every so many months. The last
    point is what `stood` on its day.
    """
    return readiness_on(timeline, roles, _days(start, stood.today), stood)


def readiness_on(timeline: Timeline, roles: Iterable[str], days: Iterable[date], stood: Snapshot) -> tuple[Point, ...]:
    """How `roles` of the catalog stood at the ends of `days`, in their order; on its own day as in `stood`."""
    asked = [timeline.catalog.roles[role_id] for role_id in roles]
    if not asked:
        return ()
    points: list[Point] = []
    for day in days:
        standings = (stood if day == stood.today else timeline.snapshot_on(day)).standings
        points.append(Point(day, {role.id: assess(role, standings).required for role in asked}))
    return tuple(points)


def streak(days: Sequence[date], until: date, today: date) -> int:
    """Weeks in a row with one of `days`, up to that of `until`, as they stood at the end of that day.

    A week with nothing in it does not break it as long as it was under way then: on all its days but
    the last one, and on that one when it is today.
    """
    active = {_number(day) for day in days if day <= until}
    week = _number(until)
    if week not in active and (until == today or _number(until) * 7 + 7 > until.toordinal()):
        week -= 1
    first = week
    while week in active:
        week -= 1
    return first - week


def longest_streak(days: Sequence[date], until: date) -> int:
    """The most weeks in a row with one of `days` that there have been up to `until`."""
    longest = length = before = 0
    for week in sorted({_number(day) for day in days if day <= until}):
        length = length + 1 if week == before + 1 and length else 1
        longest, before = max(longest, length), week
    return longest


def _number(day: date) -> int:
    """The week of `day`, counted from that of 1 January of the year 1, which was a Monday."""
    return (day.toordinal() - 1) // 7


def _monday_of(number: int) -> date:
    return date.fromordinal(number * 7 + 1)


def _days(start: date, end: date) -> list[date]:
    """The ends of weeks or months from `start` to `end`, and `end`."""
    if end < start:
        return []
    weeks = _number(end) - _number(start) + 1
    if weeks <= MOST_POINTS:
        ends = (date.fromordinal(number * 7) for number in range(_number(start) + 1, _number(end) + 1))
        return [*(day for day in ends if start <= day < end), end]
    first, last = _month(start), _month(end)
    every = -(-(last - first + 1) // MOST_POINTS)
    return [*sorted(_month_ends(last - every, first, every)), end]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_ends(last: int, first: int, every: int) -> Iterator[date]:
    """The last days of every so many months, backwards from `last` to `first`."""
    for month in range(last, first - 1, -every):
        year, place = divmod(month + 1, 12)
        yield date(year, place + 1, 1) - timedelta(days=1)
