"""Days as documents state them: often a month or only a year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from mltrack.core.records import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
)
_YEAR, _NAME, _DAY = r"(?P<year>\d{4})", r"(?P<name>[a-z]{3,9})\.?", r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_TIME = r"(?:,? \d{1,2}:\d\d.*)?"
"""The time of a day, which is not looked at."""
_LONGEST = 60
"""Characters of a stated day; what has more is none."""
_SHAPES = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        _YEAR,
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:[t ].*)?",
        rf"(?P<month>\d{{1,2}})[-/.]{_YEAR}",
        rf"{_NAME},? {_YEAR}",
        rf"{_NAME} {_DAY},? {_YEAR}{_TIME}",
        rf"{_DAY} {_NAME},? {_YEAR}{_TIME}",
    )
)
_DAY_AND_MONTH = re.compile(
    rf"(?P<one>\d{{1,2}})(?P<sign>[-/.])(?P<two>\d{{1,2}})(?P<other>[-/.]){_YEAR}{_TIME}", re.ASCII
)


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day as far as it is stated: year, month and day, year and month, or a year."""

    year: int
    month: int = 0
    """1 to 12; 0 where it is not stated."""
    day: int = 0
    """1 to 31; 0 where it is not stated."""

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def is_exact(self) -> bool:
        """True where the day is stated."""
        return self.day > 0

    def __str__(self) -> str:
        """As far as it is stated, such as "2021-06"."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


def stated_day(text: str) -> StatedDay | None:
    """The day in `text`, such as "Jun 2021", "2015", "2021-06-14 10:20 UTC", "06/2021", "14/06/2021" or "14 June 2021".

    None for anything else. A numeric day and month of which either could be the month, as in
    03/04/2021, is no day: nobody can tell. With dots, as in 03.04.2021, the day comes first: so
    it does wherever people write them.
    """
    return None if len(text) > _LONGEST else next(_read(_settled(text)), None)


def is_two_days(text: str) -> bool:
    """True for a day and a month of which nobody can tell which is which, as in 03/04/2021."""
    found = None if len(text) > _LONGEST else _DAY_AND_MONTH.fullmatch(_settled(text))
    return found is not None and stated_day(text) is None and 1 <= int(found["one"]) <= 12 >= int(found["two"]) >= 1


def _settled(text: str) -> str:
    return " ".join(text.casefold().split())


def _read(text: str) -> Iterator[StatedDay]:
    if found := _DAY_AND_MONTH.fullmatch(text):
        yield from _numeric(found)
        return
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            parts = found.groupdict()
            name = parts.get("name")
            month = _month(name) if name else int(parts.get("month") or 0)
            if month is None or (name is None and "month" in parts and not month):
                continue
            try:
                yield StatedDay(int(parts["year"]), month, int(parts.get("day") or 0))
            except ValueError:  # a 31st of June, a month 13, a year 0
                continue


def _numeric(found: re.Match[str]) -> Iterator[StatedDay]:
    one, two = int(found["one"]), int(found["two"])
    is_dotted = found["sign"] == found["other"] == "."
    month, day = (two, one) if is_dotted else (min(one, two), max(one, two))
    if day and (is_dotted or one == two or day > 12):
        with suppress(ValueError):
            yield StatedDay(int(found["year"]), month, day)


def _month(name: str) -> int | None:
    short = name[:3]
    if short not in _MONTHS or name not in {short, "sept", _FULL[_MONTHS.index(short)]}:
        return None
    return _MONTHS.index(short) + 1
