"""Bars on a calendar, as tables of what is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from mltrack.core.effort import NOTHING, Origin, Remaining
from mltrack.core.entries import Span
from mltrack.core.plan import Pick
from mltrack.core.schedule import Arrival, Days, Schedule, Slot
from mltrack.tui.present.gantt import Scale, axis, bar, scale_of

START = date(2026, 11, 20)


def on(days: int) -> date:
    return START + timedelta(days=days)


def slot(begins: tuple[int, int], ends: tuple[int, int], *, months: float = 0, due: int | None = None) -> Slot:
    """A step from one day to another after the start, each as early and as late as it may be."""
    left = Remaining(Span(1, 1), Span(months, months) if months else NOTHING, Origin.ESTIMATE)
    pick = Pick("one", None, None, left, forced=True, kept=False, pinned=False)
    first, last = (Days(on(early), on(late)) for early, late in (begins, ends))
    return Slot(pick, first, last, (), None, True, None if due is None else on(due))


def ten_days_a_cell(cells: int = 10) -> Scale:
    return Scale(START, on(cells * 10 - 1), cells)


@pytest.mark.parametrize(
    ("drawn", "step"),
    [
        ("██        ", slot((0, 0), (19, 19))),
        ("██░░      ", slot((0, 0), (19, 39))),
        ("  █       ", slot((20, 20), (29, 29))),
        ("  ██░░░   ", slot((20, 40), (39, 69))),
        ("█         ", slot((0, 0), (0, 0))),
        ("         █", slot((99, 99), (99, 99))),
        ("━━━───    ", slot((0, 0), (29, 59), months=1)),
        ("█▼░       ", slot((0, 0), (9, 29), due=15)),
        ("██     ▼  ", slot((0, 0), (19, 19), due=70)),
        ("▼█░       ", slot((0, 0), (19, 29), due=-5)),
        ("        █→", slot((80, 80), (85, 150))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_step_is_solid_as_long_as_it_takes_at_least_and_shaded_as_long_as_it_may(drawn: str, step: Slot) -> None:
    assert bar(step, ten_days_a_cell()).plain == drawn


def test_a_day_that_is_wanted_is_seen_where_there_is_no_bar() -> None:
    assert bar(slot((0, 0), (9, 29)), ten_days_a_cell(), [on(15), on(55)]).plain == "█░░  ┊    "


@pytest.mark.parametrize("cells", [1, 2, 7, 30, 133])
@pytest.mark.parametrize("days", [28, 365, 20_000])
def test_every_bar_is_as_wide_as_the_scale_and_has_at_least_a_cell(cells: int, days: int) -> None:
    scale = Scale(START, on(days - 1), cells)
    for first in range(0, days, max(1, days // 9)):
        drawn = bar(slot((first, first), (first, days - 1)), scale).plain
        assert len(drawn) == cells
        assert "█" in drawn
        assert drawn.rstrip() == drawn


@pytest.mark.parametrize(
    ("last", "cells", "labels"),
    [
        (on(27), 4, "toda"),
        (on(27), 30, "today      Dec"),
        (on(59), 30, "today                2027"),
        (date(2027, 11, 19), 36, "today        Apr     Jul       Oct"),
        (date(2030, 8, 15), 36, "today     2028      2029      2030"),
        (date(2030, 8, 15), 70, "today      Jul      2028      Jul      2029     Jul       2030     Jul"),
        (date(2086, 1, 1), 30, "today           2060      2080"),
    ],
)
def test_the_axis_names_as_many_months_or_years_as_there_is_room_for(last: date, cells: int, labels: str) -> None:
    assert axis(Scale(START, last, cells), ())[0].plain == labels.ljust(cells)


def test_labels_never_touch_and_each_stands_over_its_tick() -> None:
    for cells in range(10, 140, 3):
        for days in (40, 100, 250, 800, 3_000, 12_000):
            labels, ruler = (line.plain for line in axis(Scale(START, on(days), cells), ()))
            ticks = [cell for cell, sign in enumerate(ruler) if sign == "┬"]
            assert [labels[cell] != " " for cell in ticks] == [True] * len(ticks)
            assert len(labels.split()) == len(ticks)


def test_the_ruler_has_a_mark_on_each_day_that_is_wanted() -> None:
    assert axis(ten_days_a_cell(), [on(55), on(300)])[1].plain == "┬────◎───◎"


def when(late: date, *slots: Slot) -> Schedule:
    return Schedule(START, slots, Days(late, late), (Arrival("one", None, None),))


@pytest.mark.parametrize(
    ("late", "wanted", "last"),
    [
        (on(100), [], on(100)),
        (on(3), [], on(28)),
        (on(100), [on(150)], on(150)),
        (on(100), [on(150), on(500)], on(150)),
        (date.max, [], on(60 * 365)),
    ],
)
def test_the_scale_ends_with_the_plan_or_with_a_day_wanted_that_is_not_far_behind(
    late: date, wanted: Sequence[date], last: date
) -> None:
    assert scale_of(when(late), wanted, 40).last == last


def test_the_scale_has_room_for_a_day_that_something_is_due() -> None:
    assert scale_of(when(on(100), slot((0, 0), (9, 9), due=120)), [], 40).last == on(120)


def test_a_plan_that_begins_on_the_last_days_of_the_calendar_is_drawn() -> None:
    begin = date(9999, 12, 20)
    scale = scale_of(Schedule(begin, (), Days(date.max, date.max), ()), [], 20)
    assert scale.last == date.max
    assert axis(scale, ())[0].plain == "today".ljust(20)
