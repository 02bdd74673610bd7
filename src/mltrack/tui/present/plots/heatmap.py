"""A year of days: a column a week from Monday down to Sunday, the darker the more was learnt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mltrack.core.series import Day, monday
from mltrack.tui.present.plots.canvas import Canvas
from mltrack.tui.present.plots.scales import write_labels
from mltrack.tui.present.row import Row
from mltrack.tui.present.words import MONTHS, WEEKDAYS

LEGEND = "░ to 30 min  ▒ to 1 h  ▓ to 2 h  █ more  ✓ ticked, no time logged"
"""What the signs mean."""
LINES = 8
"""Lines that a heatmap takes: the months and seven days."""

_SHADES = ((0, "·"), (30, "░"), (60, "▒"), (120, "▓"))
"""Up to so many minutes, which shade."""


def shade(day: Day) -> str:
    """The sign of a day."""
    if not day.minutes and day.completed:
        return "✓"
    return next((sign for most, sign in _SHADES if day.minutes <= most), "█")


def heatmap(days: Sequence[Day], width: int) -> list[Row]:
    """The weeks of `days`, the last ones where there is no room for all, two cells a week where there is."""
    if not days:
        return list(Canvas(width, LINES).rows())
    first = monday(days[0].on)
    weeks = (days[-1].on - first).days // 7 + 1
    gutter = 4 if width >= weeks + 4 else 2
    room = max(0, width - gutter)
    cell = 2 if weeks * 2 <= room else 1
    dropped = max(0, weeks - room // cell)
    canvas = Canvas(width, LINES)
    for weekday in range(0, 7, 2):
        canvas.put(0, 1 + weekday, WEEKDAYS[weekday][: gutter - 1], "$quiet")
    for day in days:
        week = (day.on - first).days // 7 - dropped
        if week >= 0:
            sign = shade(day)
            style = "$faint" if sign == "·" else "$milestone-done"
            text = sign * cell if sign in "░▒▓█" else sign
            canvas.put(gutter + week * cell, 1 + day.on.weekday(), text, style)
    labels = ((week * cell, label) for week, label in _months(days, first, dropped))
    write_labels(canvas, 0, labels, gutter)
    return list(canvas.rows())


def _months(days: Sequence[Day], first: date, dropped: int) -> Sequence[tuple[int, str]]:
    """Names of months above the weeks in which they begin; for that of January its year."""
    found: list[tuple[int, str]] = []
    for day in days:
        week = (day.on - first).days // 7 - dropped
        if day.on.day == 1 and week >= 0:
            found.append((week, MONTHS[day.on.month - 1] if day.on.month > 1 else f"{day.on.year}"))
    return found
