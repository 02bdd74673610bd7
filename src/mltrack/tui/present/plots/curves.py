"""Curves filled down to the axis: how a share stood over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from mltrack.tui.present.plots.canvas import Canvas, eighths
from mltrack.tui.present.plots.scales import Days, Gutter, write_labels
from mltrack.tui.present.row import Row

Curve = Sequence[tuple[date, Fraction]]
"""Days, in order, and what stood at their ends: it stands until the next one."""


def standing(curve: Curve, day: date) -> Fraction | None:
    """What stood on a day; None before the first one."""
    return next((value for on, value in reversed(curve) if on <= day), None)


def area(curve: Curve, ends: tuple[date, date], width: int, height: int, *, labels: bool = True) -> list[Row]:
    """Percentages from 0 to 100 as an area over the days between `ends`, with the days below where `labels` says so."""
    canvas = Canvas(width, height)
    gutter = Gutter(Fraction(100), "%")
    lines = max(0, height - 1 - labels)
    days = Days(*ends, columns=max(1, width - gutter.width))
    gutter.draw(canvas, 0, lines)
    last = curve[-1][0] if curve else ends[0]
    for column in range(days.columns):
        day = days.day(column)
        value = standing(curve, day)
        if value is not None and days.column(last) >= column:
            style = "$ready" if value >= 1 else "$milestone-done"
            canvas.column(gutter.width + column, lines - 1, eighths(value, Fraction(1), lines), style)
    if labels:
        write_labels(canvas, lines + 1, days.labels(), gutter.width)
    return list(canvas.rows())
