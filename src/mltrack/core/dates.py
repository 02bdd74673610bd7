"""Days, durations and efforts as people type them, and in words."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction

from mltrack.core.entries import Span
from mltrack.core.history import OwnEffort
from mltrack.core.text import plain
from mltrack.errors import InvalidInput

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY, _MONTH_NAME, _YEAR = (
    r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?",
    r"(?P<month>[a-z]{3,9})\.?",
    r"(?:,? (?P<year>\d{4}))?",
)
# Shapes of what is typed are compiled when something is: whoever only tells of days would wait for it.
_DAY_FIRST = rf"(?a){_DAY} {_MONTH_NAME}{_YEAR}"
_MONTH_FIRST = rf"(?a){_MONTH_NAME} {_DAY}{_YEAR}"
_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAY = r"(?a)(?:(?P<which>next|last) )?(?P<weekday>[a-z]{3,9})"
_AHEAD = r"(?a)(?:\+ ?|in )(?P<number>\d{1,4}) ?(?:(?P<unit>[dw])|(?P<long>day|week|month|year)s?)"
_LONGEST_WAIT = 8
"""Years between two 29 Februaries at most, as from 2096 to 2104."""


def parse_day(text: str, today: date, *, past: bool = False) -> date:
    """The day that `text` names.

    A day is written `2026-11-20`, `20 Nov 2026` or `Nov 20 2026`, or named from today: `31 jan` and
    `jan 31`, the first such day from today on, or where it has to be `past` the last one up to
    today; `yesterday`, `today`, `tomorrow`; `in 3 days`, `+3d`, `in 2 weeks`, `+2w`, `in 3 months`
    and `in 1 year`, so much later; `fri`, the first Friday from today on; `next fri`, the first one
    after today; `last mon`, the last Monday before today. Months and days of the week need three
    letters. Raises InvalidInput with a sentence that shows how to write one.
    """
    word = " ".join(text.casefold().split())
    try:
        return _day(word, today, past=past)
    except (OverflowError, ValueError):  # no day, or one beyond what a calendar holds
        example = f"{today} or {day_words(today)}"
        sentence = (
            f"'{plain(text)}' is not a day; write it like {example}, "
            "or say yesterday, today, 31 jan, fri, last mon, +2w or in 3 months."
        )
        raise InvalidInput(sentence) from None


def _day(word: str, today: date, *, past: bool) -> date:
    """Raises ValueError for what is not a day, and ValueError or OverflowError for one out of the calendar."""
    if word in _WORDS:
        return today + timedelta(days=_WORDS[word])
    if ahead := re.fullmatch(_AHEAD, word):
        return _later(today, int(ahead["number"]), ahead["unit"] or ahead["long"])
    if named := re.fullmatch(_WEEKDAY, word):
        away = (_number(named["weekday"], _WEEKDAYS) - 1 - today.weekday()) % 7
        if named["which"] == "last":
            return today + timedelta(days=away - 7)
        return today + timedelta(days=7 if named["which"] and not away else away)
    if written := re.fullmatch(_DAY_FIRST, word) or re.fullmatch(_MONTH_FIRST, word):
        month, day = _number(written["month"], _MONTHS), int(written["day"])
        return date(int(written["year"]), month, day) if written["year"] else _nearest(month, day, today, past=past)
    # date.fromisoformat also reads 20261120 and 2026-W47-5; these two ways are enough.
    if len(word) != len("2026-11-20"):
        raise ValueError(word)
    return date.fromisoformat(word)


def _later(today: date, number: int, unit: str) -> date:
    """So many days, weeks, months or years on; a month that has no such day ends before it, as 28 Feb does."""
    if unit[0] in "dw":
        return today + timedelta(days=number * (7 if unit[0] == "w" else 1))
    from calendar import monthrange

    years, month = divmod(today.month - 1 + number * (12 if unit == "year" else 1), 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _nearest(month: int, day: int, today: date, *, past: bool) -> date:
    """The first day so called from today on, or the last one up to today; raises ValueError where there is none."""
    for years in range(_LONGEST_WAIT + 1):
        with suppress(ValueError):  # a year without 29 Feb, or beyond the calendar
            found = date(today.year - years if past else today.year + years, month, day)
            if found <= today if past else found >= today:
                return found
    raise ValueError(f"{day} {month}")


def _number(word: str, names: tuple[str, ...]) -> int:
    """From 1 on for one of `names` or its first letters, three or more; raises ValueError for anything else."""
    for number, name in enumerate(names, start=1):
        if name.startswith(word):
            return number
    raise ValueError(word)


_NUMBER = r"\d{1,5}(?:[.,]\d{1,2})?"
_HOUR, _MINUTE, _MONTH = r"h(?:(?:ou)?rs?)?", r"m(?:in(?:ute)?s?)?", r"mo(?:nths?|s)?"
_CLOCK = r"(?a)(?P<hours>\d{1,5}):(?P<minutes>[0-5]\d)"
_SPENT = rf"(?a)(?:(?P<hours>{_NUMBER}) ?{_HOUR})? ?(?:(?P<minutes>\d{{1,5}}) ?(?:{_MINUTE})?)?"
_RANGE = rf"(?P<low>{_NUMBER})(?: ?(?:-|–|to) ?(?P<high>{_NUMBER}))? ?(?P<unit>{_HOUR}|{_MONTH})"
_RANGES = rf"(?a){_RANGE}(?:,? (?:and )?|$)"


def parse_minutes(text: str) -> int:
    """The whole minutes that `text` names: `1h30m`, `1:30`, `1.5h`, `2h` or `90m`; parts of a minute are rounded.

    A number without a unit could be either, so it is refused. Raises InvalidInput with a sentence
    that shows how to write one.
    """
    word = " ".join(text.casefold().split())
    if clock := re.fullmatch(_CLOCK, word):
        return int(clock["hours"]) * 60 + int(clock["minutes"])
    spent = re.fullmatch(_SPENT, word)
    if word.isascii() and word.isdigit():
        raise InvalidInput(f"'{word}' could be hours or minutes; write {word}h or {word}m.")
    if spent is None or not word:
        raise InvalidInput(f"'{plain(text)}' is not a length of time; write it like 1h30m, 1:30, 1.5h or 90m.")
    if spent["hours"] and int(spent["minutes"] or "0") >= 60:
        raise InvalidInput(f"'{plain(text)}' has 60 minutes or more beside the hours; write them as hours.")
    return round(_amount(spent["hours"] or "0") * 60) + int(spent["minutes"] or "0")


def parse_effort(text: str) -> OwnEffort:
    """The effort that `text` names: `40h`, `30-50h`, `6-12 months`, or both as in `20-40h 3-6 months`.

    Raises InvalidInput with a sentence that shows how to write one.
    """
    word = " ".join(text.casefold().split())
    found: dict[str, Span] = {}
    place = 0
    while word and place < len(word):
        span = re.compile(_RANGES).match(word, place)
        unit = "months" if span and span["unit"].startswith("mo") else "hours"
        if span is None or unit in found:
            raise InvalidInput(_not_an_effort(text))
        low = _amount(span["low"])
        high = _amount(span["high"]) if span["high"] else low
        if high < low:
            raise InvalidInput(f"'{plain(text)}' runs backwards; write the lower end first, like 30-50h.")
        if high == 0:
            raise InvalidInput(f"'{plain(text)}' is no effort; what takes none is ticked at once.")
        found[unit] = Span(float(low), float(high))
        place = span.end()
    if not found:
        raise InvalidInput(_not_an_effort(text))
    return OwnEffort(found.get("hours"), found.get("months"))


def _amount(number: str) -> Fraction:
    return Fraction(number.replace(",", "."))


def _not_an_effort(text: str) -> str:
    return f"'{plain(text)}' is not an effort; write it like 40h, 30-50h, 6-12 months or 20-40h 3-6 months."


def day_words(value: date) -> str:
    """A day as a sentence tells it, such as 20 Nov 2026."""
    return f"{value.day} {_MONTHS[value.month - 1][:3].title()} {value.year}"


def minutes_words(minutes: int) -> str:
    """Minutes as 45 min, 2 h or 1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    parts = ([f"{hours:,} h"] if hours else []) + ([f"{rest} min"] if rest or not hours else [])
    return " ".join(parts)


def effort_words(effort: OwnEffort) -> str:
    """An effort as 30-50 h, 6-12 months or 20-40 h and 3-6 months."""
    parts = [
        with_unit(span_words(span), unit)
        for span, unit in ((effort.hours, "h"), (effort.months, "months"))
        if span is not None
    ]
    return " and ".join(parts)


def with_unit(number: str, unit: str) -> str:
    """A number or a range with its unit, such as 40 h, 2-3 months and 1 month."""
    return f"{number} {unit.removesuffix('s') if number == '1' else unit}"


def span_words(span: Span) -> str:
    """A range as 30-50, or 40 where both ends are the same."""
    low, high = (f"{round(end, 2):.12g}" for end in (span.low, span.high))
    return low if low == high else f"{low}-{high}"
