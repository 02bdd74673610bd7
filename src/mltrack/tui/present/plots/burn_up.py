"""The way to a target: what is met, climbing to all that is required, and when the rest may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mltrack.tui.present.plots.canvas import Canvas, eighths
from mltrack.tui.present.plots.curves import Curve, standing
from mltrack.tui.present.plots.scales import Days, Gutter, write_labels
from mltrack.tui.present.row import Row

_TODAY, _TARGET = "today", "target day"
_FAR = 3 * 365
"""Days ahead up to which a late end is drawn; further away it would squeeze all else."""
_AHEAD = 365
"""Days ahead that are drawn at least where the late end is further away than that."""


@dataclass(frozen=True, slots=True)
class Climb:
    """What is drawn."""

    met: Curve
    """Days, in order, and how many requirements were met then."""
    total: int
    """How many there are."""
    today: date
    by: date | None = None
    """The day that is aimed for."""
    early: date | None = None
    late: date | None = None
    """When all may be met; a late end of None with an early one is beyond what a calendar should name."""

    @property
    def start(self) -> date:
        """The first day."""
        return min(self.met[0][0] if self.met else self.today, self.today)

    @property
    def end(self) -> date:
        """The last day that is drawn: after the one aimed for, and the late end unless that is too far away."""
        aim = (self.by - self.today).days * 5 // 4 if self.by is not None else 0
        late = (self.late - self.today).days if self.late is not None else _FAR + 1
        behind = (self.today - self.start).days
        ahead = late if late <= _FAR else max(_AHEAD, 3 * behind)
        days = max(0, aim, ahead if self.early is not None else 0)
        return date.fromordinal(min(date.max.toordinal(), self.today.toordinal() + days))

    def between(self, day: date) -> tuple[Fraction, Fraction]:
        """From how many to how many may be met on a day ahead: straight lines from today to either end."""
        now = standing(self.met, self.today) or Fraction(0)
        return self._line(now, self.late, day), self._line(now, self.early, day)

    def _line(self, now: Fraction, ready: date | None, day: date) -> Fraction:
        if ready is None:
            return now
        way = max(1, (ready - self.today).days)
        return now + (self.total - now) * min(Fraction(1), Fraction((day - self.today).days, way))


def burn_up(climb: Climb, width: int, height: int) -> list[Row]:
    """The climb: solid up to today, shaded where the rest may lie, a line at today and at the day aimed for."""
    canvas = Canvas(width, height)
    gutter = Gutter(Fraction(climb.total), whole=True)
    lines = max(0, height - 3)
    days = Days(climb.start, climb.end, max(1, width - gutter.width))
    gutter.draw(canvas, 1, lines)
    today = days.column(climb.today)
    top = Fraction(max(1, climb.total))
    for column in range(today + 1):
        value = standing(climb.met, climb.today if column == today else days.day(column)) or Fraction(0)
        style = "$ready" if value >= climb.total else "$milestone-done"
        canvas.column(gutter.width + column, lines, eighths(value, top, lines), style)
    if climb.early is not None:
        _shade(canvas, climb, days, gutter.width, lines)
    _marks(canvas, climb, days, gutter.width, lines)
    write_labels(canvas, lines + 2, days.labels(), gutter.width)
    return list(canvas.rows())


def _shade(canvas: Canvas, climb: Climb, days: Days, left: int, lines: int) -> None:
    """The cells in which the rest may lie, at least one above each day."""
    top = Fraction(max(1, climb.total))
    last = days.columns - 1 if climb.late is None else min(days.column(climb.late), days.columns - 1)
    for column in range(days.column(climb.today) + 1, last + 1):
        low, high = climb.between(days.day(column))
        lowest = min(lines - 1, int(low / top * lines))
        highest = max(lowest, min(lines - 1, int(high / top * lines)))
        for line in range(lowest, highest + 1):
            canvas.put(left + column, lines - line, "░", "$milestone-started")


def _marks(canvas: Canvas, climb: Climb, days: Days, left: int, lines: int) -> None:
    """Upright lines at today and at the day aimed for, with their names above."""
    found = [(climb.today, _TODAY, "│", "$foreground")]
    if climb.by is not None and climb.start <= climb.by <= climb.end:
        found.append((climb.by, _TARGET, "┆", "$accent"))
    for day, name, sign, style in found:
        x = left + days.column(day)
        for line in range(1, lines + 1):
            if sign == "┆" or canvas.is_free(x, line):
                canvas.put(x, line, sign, style)
        start = max(left, min(x - len(name) // 2, canvas.width - len(name)))
        canvas.put(*((start, 0, name) if canvas.is_free(start, 0, len(name)) else (x, 0, sign)), style)
