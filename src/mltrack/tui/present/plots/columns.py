"""Columns: one bar for each week or day, an axis of values, and the goal as a line across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from mltrack.tui.present.plots.canvas import Canvas, eighths
from mltrack.tui.present.plots.scales import Gutter, number, round_top, write_labels
from mltrack.tui.present.row import Row

_WIDEST = 7
"""Cells of a bar at most, however much room there is."""
_SAYS_ITSELF = 4
"""Cells from which a bar has room for its number on top."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    value: Fraction
    label: str = ""
    """What stands below it; empty for nothing."""
    inside: bool = True
    """False for what lies before the time that is looked at, and is only there to compare."""


def columns(bars: Sequence[Bar], width: int, height: int, *, unit: str = "", goal: Fraction | None = None) -> list[Row]:
    """The last bars that there is room for, on a scale from nothing; a line below tells those inside."""
    canvas = Canvas(width, height)
    gutter = Gutter(round_top(max([goal or Fraction(0), *(bar.value for bar in bars)])), unit)
    room = max(1, width - gutter.width)
    shown = bars[-room:]
    pitch = min(room // max(1, len(shown)), _WIDEST + 1)
    thick = max(1, pitch - 1)
    says = thick >= _SAYS_ITSELF and height > 5
    first = 1 if says else 0
    lines = max(0, height - 2 - first)
    gutter.draw(canvas, first, lines)
    floor = first + lines
    if goal is not None and lines:
        line = floor - 1 - min(lines - 1, int(goal / gutter.top * lines))
        canvas.put(gutter.width, line, "┄" * room, "$accent")
        canvas.put(gutter.width - 1, line, "┼", "$accent")
    for place, bar in enumerate(shown):
        x, style = gutter.width + place * pitch, "$milestone-done" if bar.inside else "$quiet"
        high = eighths(bar.value, gutter.top, lines)
        for column in range(x, x + thick):
            canvas.column(column, floor - 1, high, style)
        if bar.inside and not all(bar.inside for bar in shown):
            canvas.put(x, floor, "━" * pitch, style)
        if says and high:
            canvas.put(x, floor - 1 - -(-high // 8), number(round(bar.value, 1)).center(thick)[:thick], "$quiet")
    labels = ((place * pitch, bar.label) for place, bar in enumerate(shown) if bar.label)
    write_labels(canvas, floor + 1, labels, gutter.width)
    return list(canvas.rows())
