"""What is said back while somebody types, and how far off a day is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mltrack.errors import InvalidInput
from mltrack.tui.present.typed import day_echo, effort_echo, evidence_echo, spent_echo
from mltrack.tui.present.words import away, full_day, years_of

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "in 2 days"),
        (13, "in 13 days"),
        (-13, "13 days ago"),
        (14, "in 2 weeks"),
        (15, "in about 2 weeks"),
        (-69, "about 10 weeks ago"),
        (70, "in about 2 months"),
        (365, "in about 12 months"),
    ],
)
def test_a_distance_is_told_in_the_unit_that_tells_enough(days: int, words: str) -> None:
    assert away(TODAY + timedelta(days=days), TODAY) == words


def test_every_day_of_a_week_has_its_name() -> None:
    names = [full_day(date(2026, 11, 16) + timedelta(days=number))[:3] for number in range(7)]
    assert names == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert years_of(2024, 2034) == "2024–34"


def test_what_can_be_read_is_said_back_in_full() -> None:
    assert day_echo("20 nov 2026", TODAY) == "Fri 20 Nov 2026, today"
    assert day_echo(" ", TODAY, "No day") == "No day"
    assert day_echo("31 jan", TODAY).startswith("Sun 31 Jan 2027, ")
    assert day_echo("31 jan", TODAY, past=True).startswith("Sat 31 Jan 2026, ")
    assert spent_echo("last mon 2h", TODAY) == "2 h on Mon 16 Nov 2026"
    assert spent_echo("31 jan 2h", TODAY) == "2 h on Sat 31 Jan 2026"
    assert effort_echo("1 month", "~40 h") == "You expect 1 month"
    assert effort_echo("", "~40 h") == "Without a figure of your own: ~40 h"
    assert evidence_echo("http://münchen.example/a b") == "A link has no spaces, and no characters that cannot be seen."
    assert evidence_echo("HTTP://München.example") == "A link to xn--mnchen-3ya.example"


@pytest.mark.parametrize("typed", ["", "next", "2026-12-"])
def test_a_day_that_is_not_complete_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(InvalidInput):
        day_echo(typed, TODAY)
