"""A forecast in words, for every face: how fast somebody learns, and when that brings them there.

`day` says how a face writes a day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from mltrack.core.pace import LEAST_DAYS, WEEKS, YEARS, Forecast, Lacking, NoForecast, Pace, Unit


def pace_words(found: Forecast | NoForecast, day: Callable[[date], str]) -> str:
    """The pace of the last weeks, or that there is none."""
    if isinstance(found, NoForecast):
        return "not enough history" if found.lacking is Lacking.HISTORY else f"nothing in the last {WEEKS} weeks"
    weeks = f"the last {len(found.pace.amounts)} weeks, from {day(found.pace.since)} on"
    return f"{amount_words(found.pace)} a week, the mean of {weeks}"


def amount_words(pace: Pace) -> str:
    """What is done in a week, such as "3.5 h" or "0.6 milestones"."""
    amount = float(pace.a_week)
    return f"{amount:.1f} h" if pace.unit is Unit.HOURS else f"{amount:.1f} milestones"


def remedy_words(found: NoForecast, day: Callable[[date], str], log: str = "") -> str:
    """What makes a forecast possible, or when there will be one; `log` is what has to be typed to log time."""
    how = f": {log}" if log else "."
    if found.lacking is Lacking.PACE:
        return f"Log time or tick something{how}"
    if found.first is None:
        return f"There is enough history {LEAST_DAYS} days after your first tick or hour{how}"
    if date.max - found.first < timedelta(days=LEAST_DAYS):
        return ""
    return f"There will be enough history on {day(found.first + timedelta(days=LEAST_DAYS))}."


def done_between(early: date | None, late: date | None, day: Callable[[date], str]) -> str:
    """The range in which all is done; None stands for a day too far away to be named."""
    if early is None:
        return f"beyond {YEARS} years"
    if late is None:
        return f"on {day(early)} at the earliest, at the latest beyond {YEARS} years"
    return f"on {day(early)}" if early == late else f"between {day(early)} and {day(late)}"
