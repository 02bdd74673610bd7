"""Plots as SVG that is as wide as its place: days in percent of the width, heights in pixels.

Scales begin at nothing. What is told apart by a colour is told apart by a size, a shape or a word too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, log10
from typing import Final
from xml.etree.ElementTree import Element

from mltrack.core.dates import day_words, minutes_words
from mltrack.core.records import dataclass
from mltrack.core.series import Day, Week, monday
from mltrack.exchange.html_elements import Part, element, put

_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months from label to label; the first that makes few enough labels is taken."""
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WIDE: Final = 1000
"""Units that a curve is wide; it is stretched to its place."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Days along the width."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day begins, in percent; a day before the first or after the last is at that end."""
        inside = min(max(day, self.first), self.last)
        return (inside - self.first).days * 100 / max(1, (self.last - self.first).days)

    def months(self, most: int) -> Sequence[tuple[date, str]]:
        """First days of months with their names, of January with its year: at most so many, evenly apart."""
        for step in _STEPS:
            found = list(self._months(step))
            if len(found) <= most:
                return found
        return ()

    def _months(self, step: int) -> Iterator[tuple[date, str]]:
        number = self.first.year * 12 + self.first.month  # the month after that of the first day, from year 0 on
        number += -number % step
        while number // 12 <= date.max.year and (day := date(number // 12, number % 12 + 1, 1)) <= self.last:
            yield day, _MONTHS[day.month - 1] if day.month > 1 else f"{day.year}"
            number += step


def picture(title: str, described: str, height: int | str, *parts: Part, class_: str = "plot") -> Element:
    """A drawing that is as wide as its place, with what it is and what it shows in words."""
    said = element("title", title), element("desc", described)
    return element("svg", *said, *parts, class_=class_, role="img", width="100%", height=height)


def percent(value: float) -> str:
    """A place along the width."""
    return f"{value:.2f}%"


def bar(left: float, right: float, top: float, height: float, class_: str, *parts: Part) -> Element:
    """A bar from one place along the width to another."""
    width = percent(max(0.0, right - left))
    return element("rect", *parts, x=percent(left), width=width, y=top, height=height, class_=class_)


def upright(at: float, top: float, bottom: float | str, class_: str) -> Element:
    """A line from the top to the bottom."""
    return element("line", x1=percent(at), x2=percent(at), y1=top, y2=bottom, class_=class_)


def text(words: str, at: float, y: float, class_: str = "", *, anchor: str = "middle") -> Element:
    """Words at a place."""
    return element("text", words, x=percent(at), y=y, class_=class_ or None, text_anchor=anchor)


def month_labels(scale: Scale, y: float, most: int = 9, room: tuple[float, float] = (0, 100)) -> Iterator[Element]:
    """Names of months below an axis; every other one, but not the years, is left out where there is little room."""
    found = scale.months(most)
    kept = next((place % 2 for place, (_, name) in enumerate(found) if name.isdigit()), 0)
    for place, (day, name) in enumerate(found):
        if room[0] <= scale.at(day) <= room[1]:
            yield text(name, scale.at(day), y, "" if place % 2 == kept else "minor")


# Meters


def meter(share: Fraction, title: str) -> Element:
    """How much of a whole there is."""
    filled = float(share * 100)
    return picture(
        title,
        f"{int(share * 100)} percent",
        10,
        bar(0, 100, 3, 4, "track"),
        bar(0, filled, 1, 8, "done") if share else None,
        class_="meter",
    )


def segments(fulfilled: Sequence[Fraction | None], title: str, described: str) -> Element:
    """One field for each thing, as full as it is fulfilled; None stands for one that is waived."""
    wide = 100 / max(1, len(fulfilled))
    gap = min(0.6, wide / 5)
    parts: list[Element] = []
    for place, credit in enumerate(fulfilled):
        left, right = place * wide, (place + 1) * wide - gap
        parts.append(bar(left, right, 0.5, 15, "waived" if credit is None else "empty"))
        if credit is None:
            parts.append(bar(left, right, 7, 2, "waive-line"))
        elif credit:
            parts.append(bar(left, left + (right - left) * float(credit), 0, 16, "done" if credit == 1 else "part"))
    return picture(title, described, 16, *parts, class_="segments")


# Curves and columns


def grid(top: float, height: int, most: int, unit: str = "") -> Iterator[Element]:
    """Lines across at round values from nothing to `top`, with their numbers on the left."""
    step = _round_step(top, most)
    value = 0.0
    while value <= top * 1.0001:
        y = height - height * value / max(top, 1e-9)
        yield element("line", x1=0, x2="100%", y1=y, y2=y, class_="axis" if not value else "grid")
        yield element("text", f"{value:,.10g}{unit}", x=-8, y=y + 3.5, text_anchor="end")
        value += step


def round_top(most: float, steps: int) -> float:
    """The least multiple of a round step that is not below `most`, and not nothing."""
    step = _round_step(most, steps)
    return max(step, ceil(most / step - 1e-9) * step)


def _round_step(top: float, most: int) -> float:
    """The least of 1, 2, 5, 10, 20 and so on of which at most so many make the top."""
    size = 10 ** max(0, int(log10(max(top, 1))) - 1)
    return next(
        float(step)
        for tens in range(3)
        for step in (size * 10**tens, 2 * size * 10**tens, 5 * size * 10**tens)
        if top / step <= most
    )


def stretched(height: int, *shapes: Element) -> Element:
    """Shapes of `_WIDE` units, as wide as their place."""
    return element(
        "svg", *shapes, width="100%", height=height, viewBox=f"0 0 {_WIDE} {height}", preserveAspectRatio="none"
    )


def shape(name: str, points: Iterable[tuple[float, float]], class_: str) -> Element:
    """A polygon or polyline through places in percent of the width and pixels from the top."""
    return element(name, points=" ".join(f"{x * _WIDE / 100:.1f},{y:.1f}" for x, y in points), class_=class_)


def steps(curve: Sequence[tuple[float, float]], until: float) -> list[tuple[float, float]]:
    """A curve whose values stand until the next one."""
    found: list[tuple[float, float]] = []
    for x, y in curve:
        found += [(x, found[-1][1]), (x, y)] if found else [(x, y)]
    return [*found, (until, found[-1][1])] if found else []


def area(curve: Sequence[tuple[float, float]], height: int, class_: str) -> tuple[Element, Element]:
    """A curve filled down to the axis, and its upper edge."""
    whole = [(curve[0][0], float(height)), *curve, (curve[-1][0], float(height))] if curve else []
    return shape("polygon", whole, f"{class_}-area"), shape("polyline", curve, f"{class_}-edge")


def columns(weeks: Sequence[Week], goal: Fraction, title: str, described: str) -> Element:
    """The hours of each week, with the goal as a line across."""
    height = 120
    top = round_top(max([float(goal), *(week.minutes / 60 for week in weeks)]), 4)
    wide = 100 / max(1, len(weeks))
    parts: list[Element] = [*grid(top, height, 4, " h")]
    month = weeks[0].monday.month if weeks else 0
    for place, week in enumerate(weeks):
        high = height * week.minutes / 60 / top
        left = place * wide
        if week.minutes:
            words = element("title", f"Week of {day_words(week.monday)}: {minutes_words(week.minutes)}")
            parts.append(bar(left + wide * 0.15, left + wide * 0.85, height - high, high, "done", words))
        if week.monday.month != month:
            month = week.monday.month
            label = _MONTHS[month - 1] if month > 1 else f"{week.monday.year}"
            parts.append(text(label, left, height + 16, "" if month % 3 == 1 else "minor", anchor="start"))
    level = height - height * float(goal) / top
    parts.append(element("line", x1=0, x2="100%", y1=level, y2=level, class_="goal"))
    parts.append(text(f"goal {float(goal):g} h", 100, level - 5, "goal-name", anchor="end"))
    return picture(title, described, height + 22, *parts)


# A year of days

_CELL: Final = 16
_SIZES: Final = ((0, 3), (30, 6), (60, 9), (120, 11))
"""Up to so many minutes, how large a square is, of 13."""
_LARGEST: Final = 13
LEGEND: Final = ((0, "nothing"), (1, "to 30 min"), (31, "to 1 h"), (61, "to 2 h"), (121, "more"))
"""Minutes, and what a square of theirs means."""


def day_square(minutes: int, completed: int, x: float, y: float, words: str = "") -> list[Element]:
    """One day in a cell whose upper left corner is given: the larger and darker the more was learnt."""
    size = next((size for most, size in _SIZES if minutes <= most), _LARGEST)
    shade = next((place for place, (most, _) in enumerate(_SIZES) if minutes <= most), len(_SIZES))
    off = (_CELL - size) / 2
    said = [element("title", words)] if words else []
    drawn = [element("rect", *said, x=x + off, y=y + off, width=size, height=size, rx=2, class_=f"heat{shade}")]
    if completed:
        middle = _CELL / 2
        drawn.append(element("circle", *deepcopy(said), cx=x + middle, cy=y + middle, r=6, class_="ring"))
    return drawn


def half_year(days: Sequence[Day], title: str, described: str) -> Element:
    """Some weeks of days: a column a week from Monday down to Sunday."""
    first = monday(days[0].on)
    weeks = (days[-1].on - first).days // 7 + 1
    width, height = weeks * _CELL, 7 * _CELL + 16
    said, sheet = (element("title", title), element("desc", described)), f"0 0 {width} {height}"
    drawing = element("svg", *said, class_="heat", role="img", width=width, height=height, viewBox=sheet)
    for day in days:
        x = (day.on - first).days // 7 * _CELL
        if day.on.day == 1 and (weeks * _CELL - x) > 2 * _CELL:
            name = _MONTHS[day.on.month - 1] if day.on.month > 1 else f"{day.on.year}"
            put(drawing, element("text", name, x=x, y=10))
        told = [minutes_words(day.minutes)] if day.minutes else []
        told += [f"{day.completed} completed"] if day.completed else []
        words = f"{day_words(day.on)}: {', '.join(told)}" if told else ""
        put(drawing, *day_square(day.minutes, day.completed, x, 16 + day.on.weekday() * _CELL, words))
    return drawing


def halves(days: Sequence[Day]) -> Sequence[Sequence[Day]]:
    """The days of a year in two parts of whole weeks, to stand beside or below each other."""
    if not days:
        return ()
    middle = monday(days[0].on + timedelta(days=len(days) // 2))
    parts = [day for day in days if day.on < middle], [day for day in days if day.on >= middle]
    return [part for part in parts if part]
