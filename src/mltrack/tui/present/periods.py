"""The time that a summary is of, in words: a month, a week, and the ways from one to another."""

from __future__ import annotations

from datetime import date

from mltrack.core.summary import Period, Window
from mltrack.tui.present.words import MONTHS, day

PERIODS = {
    Period.WEEK: "this week",
    Period.MONTH: "this month",
    Period.QUARTER: "this quarter",
    Period.YEAR: "this year",
    Period.ALL: "in all",
}
"""The lengths that the place goes through, shortest first."""

_LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def title(window: Window) -> str:
    """What a window is called, such as "November 2026", "Week of 16 Nov 2026" and "Q4 2026, Oct – Dec"."""
    start = window.start
    match window.period:
        case Period.WEEK:
            return f"Week of {day(start)}"
        case Period.MONTH:
            return f"{_LONG_MONTHS[start.month - 1]} {start.year}"
        case Period.QUARTER:
            return f"Q{_quarter(start)} {start.year}, {MONTHS[start.month - 1]} – {MONTHS[window.end.month - 1]}"
        case Period.YEAR:
            return f"{start.year}"
        case Period.ALL:
            return f"All time, since {day(start)}"
        case _:
            return f"{day(start)} – {day(window.end)}"


def file_name(window: Window) -> str:
    """What a window is called in the name of a file, such as "2026-11", "2026-W47" and "2026-Q4"."""
    start = window.start
    match window.period:
        case Period.WEEK:
            year, week, _ = start.isocalendar()
            return f"{year}-W{week:02d}"
        case Period.MONTH:
            return f"{start:%Y-%m}"
        case Period.QUARTER:
            return f"{start.year}-Q{_quarter(start)}"
        case Period.YEAR:
            return f"{start.year}"
        case _:
            return f"{start}-to-{window.end}"


def said(window: Window, *, current: bool) -> str:
    """The window at the end of a sentence, such as "this month" and "in October 2026"."""
    if window.period is not None and window.period in PERIODS and current:
        return PERIODS[window.period]
    return f"in the week of {day(window.start)}" if window.period is Period.WEEK else f"in {title(window)}"


def _quarter(start: date) -> int:
    return (start.month - 1) // 3 + 1
