from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.dates import minutes_words
from mltrack.core.spent import Spent, parse_spent
from mltrack.errors import InvalidInput
from tests.core.worlds import TODAY

YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "minutes", "on", "text"),
    [
        ("90m", 90, TODAY, ""),
        ("1h30m chapter 3", 90, TODAY, "chapter 3"),
        ("1h 30m chapter 3", 90, TODAY, "chapter 3"),
        ("1 h 30 min  joins", 90, TODAY, "joins"),
        ("1:30 joins", 90, TODAY, "joins"),
        ("1.5h", 90, TODAY, ""),
        ("1h 30", 90, TODAY, ""),
        ("2h 3 chapters", 120, TODAY, "3 chapters"),
        ("2h 3", 123, TODAY, ""),
        ("yesterday 2h", 120, YESTERDAY, ""),
        ("Yesterday 2h reading", 120, YESTERDAY, "reading"),
        ("2h reading yesterday", 120, YESTERDAY, "reading"),
        ("2h 2026-11-18", 120, date(2026, 11, 18), ""),
        ("18 Nov 2026 45m tests", 45, date(2026, 11, 18), "tests"),
        ("last mon 45m", 45, date(2026, 11, 16), ""),
        ("fri 45m", 45, TODAY, ""),
        ("45m plans for friday", 45, TODAY, "plans for friday"),
        ("45m read 2026-99-99", 45, TODAY, "read 2026-99-99"),
        ("yesterday 2h today", 120, YESTERDAY, "today"),
        ("tomorrow 2h", 120, TODAY + timedelta(days=1), ""),
    ],
)
def test_a_line_tells_how_long_when_and_what(typed: str, minutes: int, on: date, text: str) -> None:
    assert parse_spent(typed, TODAY) == Spent(minutes, on, text)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Say how long it was"),
        ("  ", "Say how long it was"),
        ("yesterday", "Say how long it was"),
        ("chapter 3", "'chapter' is not a length of time"),
        ("90", "could be hours or minutes"),
        ("90 pages", "could be hours or minutes"),
        ("1h 90m", "60 minutes or more"),
        ("[b]", "is not a length of time"),
    ],
)
def test_what_tells_no_length_is_refused_with_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said.replace("[", r"\[")):
        parse_spent(typed, TODAY)


@given(
    st.integers(1, 1440), st.dates(date(2000, 1, 1), TODAY), st.lists(st.sampled_from(["abc", "de3", "[b]", "h", "7"]))
)
def test_what_is_told_in_full_is_read_back_as_it_was_meant(minutes: int, on: date, words: list[str]) -> None:
    text = " ".join(["read", *words])
    length = minutes_words(minutes).replace(",", "")
    assert parse_spent(f"{on} {length} {text}", TODAY) == Spent(minutes, on, text)


@given(st.text())
def test_any_line_is_read_or_refused(typed: str) -> None:
    with suppress(InvalidInput):
        spent = parse_spent(typed, TODAY)
        assert spent.minutes >= 0
        assert "\n" not in spent.text
