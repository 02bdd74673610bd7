"""Steps as bars on a calendar: a scale that fits the width, its axis, and one bar a step. Drawn in whole cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from textual.content import Content

from mltrack.core.schedule import Promise, Schedule, Slot
from mltrack.tui.present.glyphs import TARGET
from mltrack.tui.present.words import month_name

STUDY = ("█", "░")
"""Study: what it takes at least, and what it may take beyond that."""
BESIDE = ("━", "─")
"""Calendar time, which runs beside study: at least, and beyond."""
DUE = "▼"
CRITICAL = "◆"
_GUIDE = "┊"
_BEYOND = "→"

_LEAST_DAYS = 28
"""Days that a scale shows at least."""
_MOST_YEARS = 60
_TODAY = "today"
_GAP = 2
"""Cells between two labels at least."""
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months from label to label; the first with room for all of them is taken."""

_PROMISED = {Promise.KEPT: "$ready", Promise.AT_RISK: "$blocked", Promise.BROKEN: "bold $error"}


@dataclass(frozen=True, slots=True)
class Scale:
    """Days in cells."""

    first: date
    last: date
    cells: int

    def cell(self, day: date) -> int:
        """The cell that a day begins in; that at the end for a day before the first or after the last."""
        return self._days_to(day) * self.cells // self._days

    def last_cell(self, day: date) -> int:
        """The cell that a day ends in."""
        return -(-(self._days_to(day) + 1) * self.cells // self._days) - 1

    @property
    def _days(self) -> int:
        return (self.last - self.first).days + 1

    def _days_to(self, day: date) -> int:
        return (min(max(day, self.first), self.last) - self.first).days


def scale_of(when: Schedule, wanted: Iterable[date], cells: int) -> Scale:
    """The scale on which a whole schedule fits in `cells`, with the days wanted unless they are far behind its end."""
    start = when.start
    length = max((when.finish.late - start).days, _LEAST_DAYS)
    days = [(day - start).days for day in (*wanted, *(slot.due for slot in when.slots if slot.due is not None))]
    most = min(max([length, *(day for day in days if day <= 2 * length)]), _MOST_YEARS * 365, (date.max - start).days)
    return Scale(start, start + timedelta(days=most), max(1, cells))


def axis(scale: Scale, wanted: Collection[date]) -> tuple[Content, Content]:
    """The labels, and the ruler below them with a mark on every day that a target is wanted by."""
    labels, ruler = [" "] * scale.cells, ["─"] * scale.cells
    end = _write(labels, 0, _TODAY)
    ruler[0] = "┬"
    for cell, label in _labels(scale):
        if cell >= end and cell + len(label) <= scale.cells:
            end = _write(labels, cell, label)
            ruler[cell] = "┬"
    marks = {scale.cell(day) for day in wanted}
    drawn = [(TARGET, "$accent") if cell in marks else (sign, "$faint") for cell, sign in enumerate(ruler)]
    return Content.styled("".join(labels), "$quiet"), _joined(drawn)


def _write(line: list[str], cell: int, text: str) -> int:
    """Write a label as far as there is room; the first cell that the next one may begin at."""
    line[cell : cell + len(text)] = text[: len(line) - cell]
    return cell + len(text) + _GAP


def _labels(scale: Scale) -> Sequence[tuple[int, str]]:
    """Cell and label of the months or years that are named."""
    longest = len("2027")
    for step in _STEPS:
        found = [(scale.cell(day), month_name(day) if day.month > 1 else str(day.year)) for day in _months(scale, step)]
        cells = [cell for cell, _ in found]
        if all(right - left >= longest + _GAP for left, right in pairwise(cells)):
            return found
    return ()


def _months(scale: Scale, step: int) -> Iterator[date]:
    """The first days of every `step`th month, counted from year 0, within the scale."""
    number = scale.first.year * 12 + scale.first.month  # the month after the first day's, from 0
    number += -number % step
    while number // 12 <= date.max.year:
        day = date(number // 12, number % 12 + 1, 1)
        if day > scale.last:
            return
        yield day
        number += step


def bar(slot: Slot, scale: Scale, wanted: Collection[date] = ()) -> Content:
    """One step: solid from its earliest begin as long as it takes at least, shaded to where it may end at the latest.

    What nothing hangs on is paler; before the title of the others stands `CRITICAL`.
    """
    least, most = BESIDE if slot.beside else STUDY
    style = "$milestone-done" if slot.critical else "$quiet"
    cells = [(" ", "")] * scale.cells
    for day in wanted:
        cells[scale.cell(day)] = (_GUIDE, "$accent")
    first, solid, last = (
        scale.cell(slot.begins.early),
        scale.last_cell(slot.ends.early),
        scale.last_cell(slot.ends.late),
    )
    cells[first : solid + 1] = [(least, style)] * (solid + 1 - first)
    cells[solid + 1 : last + 1] = [(most, style)] * (last - solid)
    if slot.ends.late > scale.last:
        cells[-1] = (_BEYOND, style)
    if slot.due is not None and slot.promise is not None:
        cells[scale.cell(slot.due)] = (DUE, _PROMISED[slot.promise])
    return _joined(cells)


def _joined(cells: Iterable[tuple[str, str]]) -> Content:
    """Cells with their styles, those of one style as one piece."""
    runs = [
        ("".join(sign for sign, _ in run), style)
        for style, run in ((style, list(run)) for style, run in groupby(cells, key=lambda cell: cell[1]))
    ]
    return Content.assemble(*runs)
