from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.dates import effort_words, minutes_words, parse_day, parse_effort, parse_minutes, with_unit
from mltrack.core.entries import Span
from mltrack.core.history import OwnEffort
from mltrack.errors import InvalidInput
from tests.core.worlds import TODAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        (" 2024-02-29\n", date(2024, 2, 29)),
        ("today", TODAY),
        ("Today", TODAY),
        ("yesterday", date(2026, 11, 19)),
        (" TOMORROW ", date(2026, 11, 21)),
        ("20 Nov 2026", TODAY),
        ("1. september 2026", date(2026, 9, 1)),
        (" 29  feb.  2024", date(2024, 2, 29)),
        ("fri", TODAY),
        ("Friday", TODAY),
        ("next fri", date(2026, 11, 27)),
        ("last friday", date(2026, 11, 13)),
        ("sat", date(2026, 11, 21)),
        ("next sat", date(2026, 11, 21)),
        ("thurs", date(2026, 11, 26)),
        ("next Thursday", date(2026, 11, 26)),
        ("last mon", date(2026, 11, 16)),
        ("last sat", date(2026, 11, 14)),
        ("+0d", TODAY),
        ("+3d", date(2026, 11, 23)),
        ("+ 2 W", date(2026, 12, 4)),
        ("Nov 20 2026", TODAY),
        ("january 31st, 2027", date(2027, 1, 31)),
        ("in 10 days", date(2026, 11, 30)),
        ("in 1 day", date(2026, 11, 21)),
        ("In 2 weeks", date(2026, 12, 4)),
        ("in 2w", date(2026, 12, 4)),
        ("+3 months", date(2027, 2, 20)),
        ("in 3 months", date(2027, 2, 20)),
        ("in 14 months", date(2028, 1, 20)),
        ("in 1 month", date(2026, 12, 20)),
        ("in 0 months", TODAY),
        ("in 2 years", date(2028, 11, 20)),
    ],
)
def test_a_day_is_written_in_two_ways_or_named_from_today(typed: str, day: date) -> None:
    assert parse_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "20261120",
        "2026-W47-5",
        "2026-11-2",
        "2026/11/20",
        "20.11.2026",
        "2026-02-29",
        "2026-13-01",
        "30 Feb 2026",
        "3 brumaire 2026",
        "1 junk 2026",
        "5 mayor 2026",
        "0000-01-01",
        "fr",
        "frida y",
        "monkey",
        "next",
        "next year",
        "last 2026-11-20",
        "last  today",
        "31 feb",
        "feb 30",
        "32 jan",
        "0 jan",
        "31 ja",
        "jan 2027",
        "jan31",
        "next jan 31",
        "3 months",
        "in months",
        "in3 days",
        "in -3 days",
        "in 3 fortnights",
        "3d",
        "-3d",
        "+3",
        "+3m",
        "+12345d",
    ],
)
def test_anything_else_is_refused_with_a_sentence_that_shows_how(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_day(typed, TODAY)
    assert str(refused.value) == (
        f"'{typed}' is not a day; write it like 2026-11-20 or 20 Nov 2026, "
        "or say yesterday, today, 31 jan, fri, last mon, +2w or in 3 months."
    )


def test_the_refusal_repeats_nothing_that_steers_a_terminal() -> None:
    with pytest.raises(InvalidInput, match=r"^'\[2Jnow' is not a day"):
        parse_day("\x1b[2Jnow", TODAY)


def test_words_follow_the_calendar_over_a_year_end() -> None:
    assert parse_day("tomorrow", date(2026, 12, 31)) == date(2027, 1, 1)
    assert parse_day("yesterday", date(2024, 3, 1)) == date(2024, 2, 29)


@given(st.dates())
def test_every_day_is_read_back_as_it_is_written(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(
    ("typed", "today", "coming", "gone"),
    [
        ("31 jan", TODAY, date(2027, 1, 31), date(2026, 1, 31)),
        ("Jan 31", TODAY, date(2027, 1, 31), date(2026, 1, 31)),
        ("31. January", TODAY, date(2027, 1, 31), date(2026, 1, 31)),
        ("dec. 1st", TODAY, date(2026, 12, 1), date(2025, 12, 1)),
        ("20 nov", TODAY, TODAY, TODAY),
        ("19 nov", TODAY, date(2027, 11, 19), date(2026, 11, 19)),
        ("21 nov", TODAY, date(2026, 11, 21), date(2025, 11, 21)),
        ("29 feb", TODAY, date(2028, 2, 29), date(2024, 2, 29)),
        ("29 feb", date(2100, 1, 1), date(2104, 2, 29), date(2096, 2, 29)),
        ("feb 29", date(2096, 3, 1), date(2104, 2, 29), date(2096, 2, 29)),
        ("feb 29", date(2104, 2, 28), date(2104, 2, 29), date(2096, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one_ahead_or_back(
    typed: str, today: date, coming: date, gone: date
) -> None:
    assert parse_day(typed, today) == coming
    assert parse_day(typed, today, past=True) == gone


def test_a_day_with_its_year_is_that_day_whichever_way_one_looks() -> None:
    assert parse_day("31 jan 2027", TODAY, past=True) == parse_day("31 jan 2027", TODAY) == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("today", "typed", "day"),
    [
        (date(2027, 1, 31), "in 1 month", date(2027, 2, 28)),
        (date(2027, 12, 31), "in 2 months", date(2028, 2, 29)),
        (date(2028, 2, 29), "in 1 year", date(2029, 2, 28)),
        (date(2026, 12, 31), "in 1 month", date(2027, 1, 31)),
    ],
)
def test_a_month_too_short_ends_on_its_last_day(today: date, typed: str, day: date) -> None:
    assert parse_day(typed, today) == day


@pytest.mark.parametrize("typed", ["+9999w", "tomorrow", "next fri", "in 1 month", "in 9999 years", "30 dec"])
def test_a_day_beyond_the_calendar_is_no_day(typed: str) -> None:
    with pytest.raises(InvalidInput, match="is not a day"):
        parse_day(typed, date.max)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_day_of_the_week_is_the_nearest_one_in_its_direction(today: date, weekday: int) -> None:
    name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[weekday]
    coming, following, last = (parse_day(typed, today) for typed in (name, f"next {name}", f"last {name}"))
    assert {day.weekday() for day in (coming, following, last)} == {weekday}
    assert 0 <= (coming - today).days <= 6
    assert 1 <= (following - today).days <= 7
    assert 1 <= (today - last).days <= 7


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1h30m", 90),
        ("1h 30m", 90),
        ("1h30", 90),
        (" 1 Hour  5 minutes ", 65),
        ("90m", 90),
        ("90 min", 90),
        ("1.5h", 90),
        ("1,5 hrs", 90),
        ("0.01h", 1),
        ("1.33h", 80),
        ("1:30", 90),
        ("0:05", 5),
        ("2h", 120),
        ("0m", 0),
        ("100h", 6_000),
    ],
)
def test_a_length_of_time_has_units_or_a_colon(typed: str, minutes: int) -> None:
    assert parse_minutes(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["", "h", "m", "soon", "1:60", "1:5", "-1h", "45.5", "1h30m5", "1m30h", "1e3h", "1.234h"]
)
def test_what_is_no_length_of_time_is_refused_with_a_sentence_that_shows_how(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_minutes(typed)
    assert str(refused.value) == f"'{typed}' is not a length of time; write it like 1h30m, 1:30, 1.5h or 90m."


def test_an_hour_of_minutes_beside_hours_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"^'1h75m' has 60 minutes or more beside the hours"):
        parse_minutes("1h75m")
    assert parse_minutes("75m") == 75


def test_an_effort_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"^'0h' is no effort"):
        parse_effort("0h")


def test_a_number_without_a_unit_could_be_either() -> None:
    with pytest.raises(InvalidInput, match=r"^'45' could be hours or minutes; write 45h or 45m\.$"):
        parse_minutes(" 45 ")


@given(st.integers(0, 5_000))
def test_every_length_of_time_is_read_back_as_it_is_told(minutes: int) -> None:
    assert parse_minutes(minutes_words(minutes)) == minutes


@pytest.mark.parametrize(
    ("typed", "hours", "months", "words"),
    [
        ("30-50h", (30, 50), None, "30-50 h"),
        ("40h", (40, 40), None, "40 h"),
        ("40 Hours", (40, 40), None, "40 h"),
        ("7.5 - 10,25 hrs", (7.5, 10.25), None, "7.5-10.25 h"),
        ("10 to 20 h", (10, 20), None, "10-20 h"),
        ("6-12 months", None, (6, 12), "6-12 months"),
        ("1 month", None, (1, 1), "1 month"),
        ("3mo", None, (3, 3), "3 months"),
        ("20-40h 3-6 months", (20, 40), (3, 6), "20-40 h and 3-6 months"),
        ("3-6 months, 20-40h", (20, 40), (3, 6), "20-40 h and 3-6 months"),
        ("20–40h and 3 mos", (20, 40), (3, 3), "20-40 h and 3 months"),
    ],
)
def test_an_effort_is_hours_or_months_or_both(
    typed: str, hours: tuple[float, float] | None, months: tuple[float, float] | None, words: str
) -> None:
    effort = OwnEffort(Span(*hours) if hours else None, Span(*months) if months else None)
    assert parse_effort(typed) == effort
    assert effort_words(effort) == words
    assert parse_effort(words) == effort


@pytest.mark.parametrize(
    "typed", ["", "40", "40h 50h", "3 months 4 months", "40h,", "40hx", "-5h", "10-20-30h", "2m", "a lot"]
)
def test_what_is_no_effort_is_refused_with_a_sentence_that_shows_how(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_effort(typed)
    assert str(refused.value) == (
        f"'{typed}' is not an effort; write it like 40h, 30-50h, 6-12 months or 20-40h 3-6 months."
    )


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"^'50-30h' runs backwards; write the lower end first, like 30-50h\.$"):
        parse_effort("50-30h")


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        ("1", "months", "1 month"),
        ("2-3", "months", "2-3 months"),
        ("1-2", "months", "1-2 months"),
        ("0.5", "months", "0.5 months"),
        ("1", "h", "1 h"),
        ("1", "hours", "1 hour"),
        ("11", "months", "11 months"),
    ],
)
def test_one_of_a_unit_is_told_in_the_singular(number: str, unit: str, words: str) -> None:
    assert with_unit(number, unit) == words
