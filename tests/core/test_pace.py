from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.entries import Span
from mltrack.core.history import MarkChange, Target, TargetChange, TimeEntry
from mltrack.core.pace import Forecast, Lacking, NoForecast, Pace, Unit, forecast, pace
from mltrack.core.progress import Progress
from mltrack.core.timeline import Timeline
from tests.core.worlds import TODAY, catalog, done, happen, project, undo

HOUSE = catalog([project(f"p{number}") for number in range(9)])
NO_FLOOR = (TODAY, TODAY)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def logged(*entries: tuple[int, int]) -> Progress:
    """Days ago and minutes."""
    return Progress(
        log={str(number): TimeEntry("p0", ago(days), spent) for number, (days, spent) in enumerate(entries)}
    )


def ticked(*days: int) -> Progress:
    """So many days ago, each told on its day; the first one first."""
    progress = Progress()
    for number, days_ago in enumerate(days):
        progress = happen(progress, [MarkChange(f"p{number}", None, done(on=ago(days_ago)))], on=ago(days_ago))
    return progress


def pace_of(progress: Progress) -> Pace | NoForecast:
    return pace(Timeline(HOUSE, progress), TODAY)


def at(*amounts: int, unit: Unit = Unit.HOURS) -> Pace:
    """A pace of so many minutes, or milestones, in each week."""
    return Pace(unit, ago(7 * len(amounts) - 1), amounts)


# Pace


@pytest.mark.parametrize(
    ("progress", "amounts"),
    [
        # 14 days since the first learning: two whole weeks, the older one from 13 to 7 days ago
        (logged((14, 60), (13, 5), (7, 10), (6, 20), (0, 40)), (15, 60)),
        (logged((20, 60)), (60, 0, 0)),
        (logged((55, 1), (48, 2), (0, 3)), (1, 2, 0, 0, 0, 0, 0, 3)),
        # eight weeks at most
        (logged((300, 600), (56, 9), (55, 1)), (1, 0, 0, 0, 0, 0, 0, 0)),
    ],
)
def test_hours_a_week_of_the_last_eight_whole_weeks(progress: Progress, amounts: tuple[int, ...]) -> None:
    found = pace_of(progress)
    assert found == Pace(Unit.HOURS, ago(7 * len(amounts) - 1), amounts)


def test_the_mean_is_in_hours_or_in_milestones() -> None:
    assert at(60, 90).a_week == Fraction(5, 4)
    assert at(1, 2, unit=Unit.MILESTONES).a_week == Fraction(3, 2)


def test_without_any_time_logged_in_those_weeks_completions_count() -> None:
    assert pace_of(ticked(21, 20, 8, 8, 0)) == Pace(Unit.MILESTONES, ago(20), (1, 2, 1))
    both = replace(ticked(20, 0), log=logged((60, 600)).log)
    assert pace_of(both) == Pace(Unit.MILESTONES, ago(55), (0, 0, 0, 0, 0, 1, 0, 1))
    recent = replace(ticked(21, 0), log=logged((0, 5)).log)
    assert pace_of(recent) == Pace(Unit.HOURS, ago(20), (0, 0, 5))


def test_what_was_brought_along_on_the_first_day_is_no_pace() -> None:
    first = [
        MarkChange("p1", None, done(on=ago(2_000))),
        *(MarkChange(f"p{n}", None, done(on=ago(16))) for n in (2, 3)),
    ]
    progress = happen(Progress(), first, on=ago(16))
    assert pace_of(progress) == NoForecast(Lacking.PACE, ago(15))
    later = happen(progress, [MarkChange("p4", None, done(on=ago(3)))], on=ago(3))
    assert pace_of(later) == Pace(Unit.MILESTONES, ago(13), (0, 1))


def test_what_was_taken_back_is_no_pace() -> None:
    progress = happen(ticked(21, 20), [MarkChange("p5", None, done(on=ago(1)))])
    assert pace_of(undo(progress)) == Pace(Unit.MILESTONES, ago(20), (1, 0, 0))


@pytest.mark.parametrize(
    ("progress", "missing"),
    [
        (Progress(), NoForecast(Lacking.HISTORY, None)),
        # a target alone is no learning
        (happen(Progress(), [TargetChange("ml", None, Target(True))], on=ago(3)), NoForecast(Lacking.HISTORY, None)),
        (logged((0, 60)), NoForecast(Lacking.HISTORY, TODAY)),
        (logged((13, 60), (0, 60)), NoForecast(Lacking.HISTORY, ago(13))),
        (logged((56, 60)), NoForecast(Lacking.PACE, ago(56))),
        (ticked(400), NoForecast(Lacking.PACE, ago(399))),
        (ticked(14, 3), NoForecast(Lacking.HISTORY, ago(13))),
    ],
)
def test_without_14_days_of_history_or_without_a_pace_nothing_is_foretold(
    progress: Progress, missing: NoForecast
) -> None:
    assert pace_of(progress) == missing


# Forecast


def ends(found: Forecast) -> tuple[int | None, int | None]:
    """Days from today."""
    early, late = (None if end is None else (end - TODAY).days for end in (found.early, found.late))
    return early, late


@pytest.mark.parametrize(
    ("steady", "left", "days"),
    [
        (at(60, 60), Span(10, 10), (70, 70)),
        (at(60, 60), Span(9.5, 20), (70, 140)),
        (at(60, 60), Span(0.1 + 0.2, 3), (7, 21)),
        (at(60), Span(0, 0), (0, 0)),
        (at(60), Span(0, 1), (0, 7)),
        (at(1, unit=Unit.MILESTONES), Span(3, 3), (21, 21)),
        # 1,565 weeks are the last within 30 years
        (at(60), Span(1565, 1565), (10955, 10955)),
        (at(60), Span(10, 1566), (70, None)),
        (at(60), Span(1566, 1567), (None, None)),
        (at(0, 0), Span(1, 1), (None, None)),
    ],
)
def test_at_a_steady_pace_the_finish_is_a_division(
    steady: Pace, left: Span, days: tuple[int | None, int | None]
) -> None:
    assert ends(forecast(steady, left, TODAY, NO_FLOOR)) == days


def test_the_range_of_one_coin_a_week() -> None:
    # A week brings 1 hour or nothing, at even odds; one hour is left. A run takes 1 week with
    # probability 1/2, so that is where 1 in 10 is done; after 3 weeks 7/8 are, after 4 weeks 15/16.
    assert ends(forecast(at(0, 60), Span(1, 1), TODAY, NO_FLOOR)) == (7, 28)


def test_calendar_time_is_a_floor() -> None:
    floor = (TODAY + timedelta(days=100), TODAY + timedelta(days=200))
    assert ends(forecast(at(60), Span(1, 40), TODAY, floor)) == (100, 280)
    assert ends(forecast(at(60), Span(20, 21), TODAY, floor)) == (140, 200)
    assert ends(forecast(at(60), Span(20, 10**6), TODAY, floor)) == (140, None)


def test_a_finish_after_the_last_day_of_the_calendar_is_beyond_30_years() -> None:
    last = date.max - timedelta(days=6)
    found = forecast(at(60), Span(1, 1), last, (last, last))
    assert (found.early, found.late) == (None, None)


weeks = st.lists(st.integers(0, 600), min_size=1, max_size=8).map(lambda amounts: at(*amounts))
spans = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda ends: Span(min(ends), min(ends) + max(ends)))
_NEVER = 10**6


def reached(found: Forecast) -> tuple[int, int]:
    early, late = (_NEVER if end is None else end for end in ends(found))
    return early, late


@given(weeks, spans, st.integers(0, 100))
def test_more_to_do_never_finishes_earlier(seen: Pace, left: Span, more: int) -> None:
    now, then = (
        reached(forecast(seen, span, TODAY, NO_FLOOR)) for span in (left, Span(left.low + more, left.high + more))
    )
    assert now[0] <= then[0]
    assert now[1] <= then[1]


@given(weeks, spans, st.integers(1, 5))
def test_a_pace_that_is_some_times_as_fast_never_finishes_later(seen: Pace, left: Span, times: int) -> None:
    faster = at(*(amount * times for amount in seen.amounts))
    now, then = (reached(forecast(one, left, TODAY, NO_FLOOR)) for one in (seen, faster))
    assert then[0] <= now[0]
    assert then[1] <= now[1]


@given(weeks, spans, st.integers(0, 4000), st.integers(0, 4000), st.integers(0, 50))
def test_the_early_end_is_not_after_the_late_one_and_neither_is_before_its_floor(
    seen: Pace, left: Span, low: int, wide: int, more: int
) -> None:
    first, last = TODAY + timedelta(days=low), TODAY + timedelta(days=low + wide)
    early, late = reached(forecast(seen, left, TODAY, (first, last)))
    assert early <= late
    assert early >= low
    assert late >= low + wide
    later = reached(forecast(seen, left, TODAY, (first + timedelta(days=more), last + timedelta(days=more))))
    assert early <= later[0]
    assert late <= later[1]


@given(weeks, spans)
def test_the_same_history_always_gives_the_same_answer(seen: Pace, left: Span) -> None:
    assert forecast(seen, left, TODAY, NO_FLOOR) == forecast(seen, left, TODAY, NO_FLOOR)
