"""Amounts, days and counts in words."""

from __future__ import annotations

import os
import re
from datetime import date, datetime, timedelta

from mltrack.core.dates import day_words
from mltrack.core.figures import Outlook, Pay

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_WEEKS_FROM, _MONTHS_FROM = 14, 70
"""Days from which a distance is told in weeks, and in months."""
_DAYS_A_MONTH = 30.4375


def day(value: date, today: date | None = None) -> str:
    """A day, such as "20 Nov 2026", and "20 Nov" where `today` says that it is a day of this year."""
    whole = day_words(value)
    return whole.rpartition(" ")[0] if today is not None and value.year == today.year else whole


def month_name(value: date) -> str:
    """The month of a day in three letters, such as "Nov"."""
    return MONTHS[value.month - 1]


def full_day(value: date) -> str:
    """A day with its weekday, such as "Fri 4 Dec 2026"."""
    return f"{WEEKDAYS[value.weekday()]} {day(value)}"


def away(value: date, today: date) -> str:
    """How far off a day is, such as "today", "in 2 weeks" and "3 days ago"; weeks and months where they tell enough."""
    days = (value - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if days in near:
        return near[days]
    number = abs(days)
    if number < _WEEKS_FROM:
        span = count(number, "day")
    elif number < _MONTHS_FROM:
        span = f"{'about ' if number % 7 else ''}{count(round(number / 7), 'week')}"
    else:
        span = f"about {count(round(number / _DAYS_A_MONTH), 'month')}"
    return f"in {span}" if days > 0 else f"{span} ago"


def moment(value: datetime, today: date) -> str:
    """A moment by the clock of this machine, such as "today, 18:05" and "18 Nov, 09:30"."""
    try:
        local = value.astimezone()
    except (OSError, OverflowError, ValueError):  # at either end of all dates
        local = value
    near = {today: "today", today - timedelta(days=1): "yesterday"}
    return f"{near.get(local.date()) or day(local.date(), today)}, {local:%H:%M}"


def at_home(text: str) -> str:
    """The same text with ~ for the person's home folder, as they would type it."""
    home = os.path.expanduser("~")  # noqa: PTH111 - where there is no home, this raises nothing
    return re.sub(rf"(?<![\w/\\]){re.escape(home)}(?=[/\\]|$)", "~", text) if len(home) > 1 else text


def as_of(value: str) -> str:
    """A catalog date of any precision, such as "Apr 2026" for "2026-04"."""
    parts = value.split("-")
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def count(number: int, noun: str) -> str:
    """A number with its noun, such as "1 role" and "2 roles"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def money(pay: Pay, *, exactly: bool = False) -> str:
    """An amount or a range, such as "$161k", "$176,188", "$180–400k" and "$300k+" where it is open-ended.

    `exactly` as it is stated, in full: "$180,000–400,000".
    """
    sign = "$" if pay.currency == "USD" else f"{pay.currency} "
    numbers = [number for number in (pay.amount, pay.low, pay.high) if number is not None]
    thousands = not exactly and all(number % 1000 == 0 for number in numbers)
    shown = "–".join(f"{number // 1000:,}" if thousands else f"{number:,}" for number in numbers)
    return f"{sign}{shown}{'k' if thousands else ''}{'+' if pay.open_ended else ''}"


def growth(outlook: Outlook) -> str:
    """A projected change, such as "+34%"."""
    return f"{outlook.percent:+g}%"


def years(outlook: Outlook) -> str:
    """The years of a projection, such as "2024–34"."""
    return years_of(outlook.from_year, outlook.to_year)


def years_of(first: int, last: int) -> str:
    """The first and the last year, such as "2024–34"."""
    return f"{first}–{last % 100:02d}"


def provenance(figure: Pay | Outlook) -> str:
    """Whom the source has a figure from and for when, such as "Glassdoor, Apr 2026"; undated pay is said."""
    when = "" if isinstance(figure, Outlook) else as_of(figure.as_of) if figure.as_of else "undated"
    return ", ".join(part for part in (figure.origin or "", when) if part)


def figure_words(figure: Pay | Outlook, *, exactly: bool = False) -> tuple[str, str]:
    """A figure and what it is, in words."""
    if isinstance(figure, Outlook):
        return growth(figure), f"{years(figure)} {figure.group}"
    return money(
        figure, exactly=exactly
    ), figure.measure if figure.period == "year" else f"{figure.measure}, a {figure.period}"
