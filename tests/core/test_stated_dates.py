"""Days as documents state them: what is read, how far it is stated, and what nobody can tell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.stated_dates import StatedDay, is_two_days, stated_day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2015", "2015"),
        (" 2015 ", "2015"),
        ("Jun 2021", "2021-06"),
        ("June 2021", "2021-06"),
        ("jun. 2021", "2021-06"),
        ("Sept 2019", "2019-09"),
        ("May, 2020", "2020-05"),
        ("2021-06", "2021-06"),
        ("2021/6", "2021-06"),
        ("06/2021", "2021-06"),
        ("2021-06-14", "2021-06-14"),
        ("2021/06/14", "2021-06-14"),
        ("2021-06-14 10:20 UTC", "2021-06-14"),
        ("2021-06-14T10:20:30Z", "2021-06-14"),
        ("2017/05/07 01:01:57 UTC", "2017-05-07"),
        ("16 Sep 2025", "2025-09-16"),
        ("14. June 2021", "2021-06-14"),
        ("June 14, 2021", "2021-06-14"),
        ("Jun 14, 2021, 10:20 AM", "2021-06-14"),
        ("3rd March 2020", "2020-03-03"),
        ("Sept. 2020", "2020-09"),
        (" Jun  14th 2021 ", "2021-06-14"),
        ("14/06/2021", "2021-06-14"),
        ("06/14/2021", "2021-06-14"),
        ("14.06.2021", "2021-06-14"),
        ("3.4.2021", "2021-04-03"),
        ("12.03.2024 10:20", "2024-03-12"),
        ("06/14/2021 10:20", "2021-06-14"),
        ("05/05/2021", "2021-05-05"),
        ("29 Feb 2020", "2020-02-29"),
    ],
)
def test_a_day_is_read_as_far_as_it_is_stated(text: str, said: str) -> None:
    assert str(stated_day(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "Present",
            "N/A",
            "now",
            "21",
            "June",
            "14 June",
            "0000",
            "2021-13",
            "2021-00",
            "2021-02-30",
            "32/01/2021",
        ),
        *(
            "29 Feb 2021",
            "Jux 2021",
            "Junes 2021",
            "31 Jun 2021",
            "²015",
            "13/14/2021",
            "06.14.2021",
            "00.05.2021",
            "00/05/2021",
            "03/04/21",
            "２０２１",
            "2021 or 2022",
        ),
        *("12021", "2021" * 100, "2021-06-14 " + "9" * 100),
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert stated_day(text) is None
    assert not is_two_days(text)


@pytest.mark.parametrize("text", ["03/04/2021", "12-11-2020", " 01/02/2021 09:00 "])
def test_which_is_the_month_is_not_guessed(text: str) -> None:
    assert stated_day(text) is None
    assert is_two_days(text)


@pytest.mark.parametrize("text", ["14/06/2021", "05/05/2021", "2021-03-04", "03/2021", "04 Mar 2021"])
def test_what_reads_in_one_way_is_one_day(text: str) -> None:
    assert not is_two_days(text)


@pytest.mark.parametrize(
    ("day", "first", "last", "is_exact"),
    [
        (StatedDay(2020), date(2020, 1, 1), date(2020, 12, 31), False),
        (StatedDay(2020, 2), date(2020, 2, 1), date(2020, 2, 29), False),
        (StatedDay(2020, 2, 3), date(2020, 2, 3), date(2020, 2, 3), True),
    ],
)
def test_a_day_knows_between_which_days_it_is(day: StatedDay, first: date, last: date, is_exact: bool) -> None:
    assert (day.first, day.last, day.is_exact) == (first, last, is_exact)


def test_a_day_of_no_month_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a month"):
        StatedDay(2020, 0, 3)


@given(st.dates())
def test_each_day_is_read_back_as_it_is_told(day: date) -> None:
    stated = StatedDay(day.year, day.month, day.day)
    assert stated_day(str(stated)) == stated


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_none(text: str) -> None:
    stated_day(text)


@given(st.text("0123456789-/. ,:adejnpru", max_size=30))
def test_nothing_that_looks_like_a_day_is_more_than_one(text: str) -> None:
    assert not (is_two_days(text) and stated_day(text))
