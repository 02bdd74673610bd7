"""Honest axes: from nothing to a round number, and days along the bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import count, pairwise

from mltrack.tui.present.plots.canvas import Canvas
from mltrack.tui.present.words import MONTHS

_ROUND = tuple(Fraction(tenths, 10) for tenths in (10, 12, 15, 20, 30, 40, 50, 60, 80, 100))
FLOOR = "▔"
"""The axis at the bottom: at the very top of its line, so that bars stand on it."""
_FEW_LINES = 5
"""Below so many lines an axis names its two ends only."""
_SHORT = 62
"""Days up to which single days are named below an axis, and not months."""
_LONG = 365 * 5
"""Days from which years are named."""


def round_top(most: Fraction) -> Fraction:
    """The least round number from 1 on that is not below `most`: such as 1.2, 5, 30 and 800."""
    size = Fraction(1)
    while size * 10 < most:
        size *= 10
    return next(size * step for step in _ROUND if size * step >= most)


def number(value: Fraction) -> str:
    """A number with at most two decimals, such as "3", "2.5" and "1,200"."""
    return f"{float(round(value, 2)):,.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Gutter:
    """The column of numbers left of a plot, from nothing at the bottom to `top`."""

    top: Fraction
    unit: str = ""
    whole: bool = False
    """True where a part of one makes no sense."""

    @property
    def width(self) -> int:
        """Cells that it takes, the axis included."""
        return max(len(label) for label in (self._label(self.top), self._label(self.top / 2), "0")) + 2

    def draw(self, canvas: Canvas, first: int, lines: int) -> None:
        """Draw it beside so many lines of which `first` is the top one."""
        marks = {0: self._label(self.top)}
        if lines >= _FEW_LINES and lines % 2 == 0 and not (self.whole and self.top % 2):
            marks[lines // 2] = self._label(self.top / 2)
        for line in range(lines):
            label = marks.get(line, "")
            canvas.put(0, first + line, label.rjust(self.width - 2), "$quiet")
            canvas.put(self.width - 1, first + line, "┤" if label else "│", "$faint")
        canvas.put(0, first + lines, "0".rjust(self.width - 2), "$quiet")
        canvas.put(self.width - 1, first + lines, FLOOR * canvas.width, "$faint")

    def _label(self, value: Fraction) -> str:
        return f"{number(value)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `start` to `end` laid out over so many columns."""

    start: date
    end: date
    columns: int

    def column(self, day: date) -> int:
        """The column of a day; outside of them all for one before or after."""
        length = max(1, (self.end - self.start).days)
        return round(Fraction((day - self.start).days, length) * (max(1, self.columns) - 1))

    def day(self, column: int) -> date:
        """The last day that a column stands for."""
        length = (self.end - self.start).days
        return self.start + timedelta(days=length * (column + 1) // max(1, self.columns)) if length > 0 else self.start

    def labels(self) -> Sequence[tuple[int, str]]:
        """Names of days, months or years with the columns that they begin at, as many as stand apart."""
        length = (self.end - self.start).days
        if length <= _SHORT:
            return self._thinned(self._named_days, (1, 2, 7, 14, 28))
        if length <= _LONG:
            return self._thinned(self._named_months, (1, 2, 3, 6, 12))
        return self._thinned(self._named_years, (1, 2, 5, 10, 20, 50, 100, 1000))

    def _thinned(
        self, named: Callable[[int], Iterator[tuple[date, str]]], strides: Iterable[int]
    ) -> Sequence[tuple[int, str]]:
        found: Sequence[tuple[int, str]] = ()
        for stride in strides:
            found = [(self.column(day), label) for day, label in named(stride) if self.start <= day <= self.end]
            if all(one[0] + len(one[1]) < other[0] for one, other in pairwise(found)):
                break
        return found

    def _named_days(self, stride: int) -> Iterator[tuple[date, str]]:
        for days in range(0, (self.end - self.start).days + 1, stride):
            day = self.start + timedelta(days=days)
            yield day, f"{day.day} {MONTHS[day.month - 1]}"

    def _named_months(self, stride: int) -> Iterator[tuple[date, str]]:
        for month in count(self.start.year * 12 + self.start.month - 1):
            year, place = divmod(month, 12)
            if year > self.end.year:
                return
            if place % stride == 0:
                yield date(year, place + 1, 1), MONTHS[place] if place else f"{year}"

    def _named_years(self, stride: int) -> Iterator[tuple[date, str]]:
        for year in range(self.start.year, self.end.year + 1):
            if year % stride == 0:
                yield date(year, 1, 1), f"{year}"


def write_labels(canvas: Canvas, line: int, labels: Iterable[tuple[int, str]], offset: int) -> None:
    """Write labels below an axis, left to right, those that touch another or reach beyond the edge left out."""
    free = offset
    for column, label in labels:
        x = offset + column
        if x >= free and x + len(label) <= canvas.width:
            canvas.put(x, line, label, "$quiet")
            free = x + len(label) + 1
