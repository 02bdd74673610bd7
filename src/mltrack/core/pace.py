"""How fast a person has been learning, and when they will be done at that pace: a range, never a promise.

**Method.** The pace is what was done in each of the last eight whole weeks: hours, or milestones
where no hours are logged. What lies ahead is played through 1,000 times; in each run a week's work
is that of one of those weeks, drawn at random and put back, until all that remains is done. This is
the bootstrap (Efron, "Bootstrap methods: another look at the jackknife", 1979): the weeks seen stand
for the weeks to come, with no assumption on how they are spread. Teams forecast from what they
finished a week in the same way (Vacanti, "When Will It Be Done?").

The early end is the week by which one run in ten is done with the low end of what remains, the late
end that by which nine in ten are done with the high end. The runs draw the same numbers every time,
so the same history always gives the same answer, and more to do never gives an earlier one.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Final

from mltrack.core.entries import Span
from mltrack.core.records import dataclass
from mltrack.core.timeline import Timeline

WEEKS: Final = 8
"""Whole weeks, up to today, that the pace is taken from."""
LEAST_DAYS: Final = 14
"""Days to see under which no pace is known."""
RUNS: Final = 1000
YEARS: Final = 30
"""Beyond so many years no day is named."""
METHOD: Final = (
    "Each of 1,000 runs draws week after week from the weeks seen until all is done; "
    "the range is from where 1 in 10 runs is done to where 9 in 10 are."
)

_HORIZON: Final = YEARS * 365 // 7 + 1
"""Weeks that a run lasts at most."""
_NEVER: Final = _HORIZON + 1
_EARLY, _LATE = RUNS // 10 - 1, RUNS * 9 // 10 - 1


class Unit(Enum):
    """What the pace is counted in."""

    HOURS = "hours"
    """Of study, as logged."""
    MILESTONES = "milestones"
    """Completions; where no hours are logged in the weeks that count."""


class Lacking(Enum):
    """Why there is no forecast."""

    HISTORY = "not enough history"
    """Under 14 days that can be seen."""
    PACE = "no pace"
    """Nothing logged and nothing completed in the weeks that count."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What was done in each of the last whole weeks."""

    unit: Unit
    since: date
    """The first day that counts; the last one is today."""
    amounts: tuple[int, ...]
    """For each week, oldest first: minutes, or milestones."""

    @property
    def a_week(self) -> Fraction:
        """The mean of the weeks: hours or milestones."""
        mean = Fraction(sum(self.amounts), len(self.amounts))
        return mean / 60 if self.unit is Unit.HOURS else mean


@dataclass(frozen=True, slots=True)
class NoForecast:
    """Why no day can be named."""

    lacking: Lacking
    first: date | None
    """The first day that can be seen; None when nothing was learned yet: no time logged and nothing completed."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """When all will be done, if the weeks to come are like the weeks seen."""

    pace: Pace
    early: date | None
    """1 run in 10 is done by then, with the low end of what remains; None for beyond 30 years."""
    late: date | None
    """9 runs in 10 are done by then, with the high end; None for beyond 30 years."""


def pace(timeline: Timeline, today: date) -> Pace | NoForecast:
    """The pace of the last 8 whole weeks up to `today`, fewer where what can be seen is younger.

    A week is seven days; the last one ends today. Hours count where any are logged in those weeks,
    otherwise completions do, net of what was taken back.
    """
    first = _seen_since(timeline)
    if first is None or (today - first).days < LEAST_DAYS:
        # A target alone, or a note, is no learning: how much it would be a history of is not known yet.
        learned = bool(timeline.progress.log or timeline.completions)
        return NoForecast(Lacking.HISTORY, first if learned else None)
    weeks = min(WEEKS, ((today - first).days + 1) // 7)
    minutes, completed = [0] * weeks, [0] * weeks
    for entry in timeline.progress.log.values():
        _count(minutes, entry.on, today, entry.minutes)
    for one in timeline.completions:
        _count(completed, one.on, today, 1)
    since = today - timedelta(days=7 * weeks - 1)
    if any(minutes):
        return Pace(Unit.HOURS, since, tuple(minutes))
    if any(completed):
        return Pace(Unit.MILESTONES, since, tuple(completed))
    return NoForecast(Lacking.PACE, first)


def _seen_since(timeline: Timeline) -> date | None:
    """The day of the first time logged, or the day after the first one on which anything was told.

    What is ticked on the first day was brought along, and a day long before it says nothing of a pace.
    """
    days = [entry.on for entry in timeline.progress.log.values()]
    if history := timeline.progress.history:
        told = min(event.at.date() for event in history)
        days.append(told + timedelta(days=1) if told < date.max else told)
    return min(days, default=None)


def _count(amounts: list[int], on: date, today: date, amount: int) -> None:
    weeks_back = (today - on).days // 7
    if 0 <= weeks_back < len(amounts):
        amounts[len(amounts) - 1 - weeks_back] += amount


@lru_cache(maxsize=16)  # a tick is undone, a place left and come back to: the same is asked again
def forecast(pace: Pace, remaining: Span, today: date, floor: tuple[date, date]) -> Forecast:
    """When what remains will be done: hours or milestones, by the unit of the pace; see the module for the method.

    `floor` is when what takes calendar time can be done, whatever the pace: the early end is not
    before its first day and the late end not before its second. A pace of nothing never gets there.
    """
    factor = 60 if pace.unit is Unit.HOURS else 1
    # What is whole but for the last digit of a float stays so.
    low, high = (math.ceil(round(Fraction(end) * factor, 6)) for end in (remaining.low, remaining.high))
    runs = [_weeks_needed(pace.amounts, low, high, Random(run)) for run in range(RUNS)]  # noqa: S311 - no secret
    early = sorted(weeks for weeks, _ in runs)[_EARLY]
    late = sorted(weeks for _, weeks in runs)[_LATE]
    return Forecast(pace, _day(early, today, floor[0]), _day(late, today, floor[1]))


def _weeks_needed(amounts: Sequence[int], low: int, high: int, chance: Random) -> tuple[int, int]:
    """Weeks until `low` and until `high` are done in one run; `_NEVER` for what is not done in time."""
    if not any(amounts):
        return _NEVER if low > 0 else 0, _NEVER if high > 0 else 0
    done, sums = 0, [0]
    while done < high and len(sums) < _NEVER:
        done += amounts[int(chance.random() * len(amounts))]
        sums.append(done)
    return bisect_left(sums, low), bisect_left(sums, high)


def _day(weeks: int, today: date, floor: date) -> date | None:
    if weeks >= _NEVER:
        return None
    try:
        return max(today + timedelta(weeks=weeks), floor)
    except OverflowError:  # after the last day of the calendar
        return None
