from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.dates import parse_day
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
    ],
)
def test_a_day_is_written_in_two_ways_or_by_a_word(typed: str, day: date) -> None:
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
    ],
)
def test_anything_else_is_refused_with_a_sentence_that_shows_how(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_day(typed, TODAY)
    assert str(refused.value) == (
        f"'{typed}' is not a day; write it like 2026-11-20 or 20 Nov 2026, or say yesterday, today or tomorrow."
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
