from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.stated_dates import StatedDay, stated_day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2015", "2015"),
        ("Jun 2021", "2021-06"),
        ("june 2021", "2021-06"),
        ("Sept. 2020", "2020-09"),
        ("2021-06", "2021-06"),
        ("2021/6", "2021-06"),
        ("06/2021", "2021-06"),
        ("2021-06-14", "2021-06-14"),
        ("2021-06-14T10:20:00Z", "2021-06-14"),
        ("14 June 2021", "2021-06-14"),
        ("June 14, 2021", "2021-06-14"),
        (" Jun  14th 2021 ", "2021-06-14"),
    ],
)
def test_a_day_is_read_as_far_as_it_is_stated(text: str, said: str) -> None:
    assert str(stated_day(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "Present",
        "31 Jun 2021",
        "2021-13",
        "2021-00",
        "0000",
        "03/04/2021",
        "Juno 2021",
        "²015",
        "2021-02-30",
    ],
)
def test_what_states_no_day_is_none(text: str) -> None:
    assert stated_day(text) is None


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (StatedDay(2024), date(2024, 1, 1), date(2024, 12, 31)),
        (StatedDay(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (StatedDay(2024, 2, 3), date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_a_day_lies_between_its_first_and_its_last(day: StatedDay, first: date, last: date) -> None:
    assert (day.first, day.last, day.is_exact) == (first, last, first == last)


@given(st.dates(min_value=date(1, 1, 1)))
def test_an_iso_day_is_that_day(day: date) -> None:
    read = stated_day(day.isoformat())
    assert read is not None
    assert read.first == read.last == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_none(text: str) -> None:
    stated_day(text)
