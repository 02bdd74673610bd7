"""Plots are drawn in the cells there are, honestly, and can be told without colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.series import Day
from mltrack.tui.present.plots.burn_up import Climb, burn_up
from mltrack.tui.present.plots.canvas import EIGHTHS, Canvas, eighths
from mltrack.tui.present.plots.columns import Bar, columns
from mltrack.tui.present.plots.curves import Curve, area, standing
from mltrack.tui.present.plots.heatmap import LINES, heatmap, shade
from mltrack.tui.present.plots.scales import Days, number, round_top
from mltrack.tui.present.row import Row

MONDAY = date(2026, 11, 16)
TODAY = date(2026, 11, 20)

sizes = st.integers(0, 220)
heights = st.integers(0, 40)
amounts = st.fractions(0, 10**12, max_denominator=60)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
near = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def drawn(rows: Sequence[Row]) -> list[str]:
    return [row.left.plain.rstrip() for row in rows]


def fits(rows: Sequence[Row], width: int, height: int) -> None:
    assert len(rows) <= height
    assert all(row.left.cell_length <= width and not row.right.cell_length for row in rows)


def height_of(rows: Sequence[Row], column: int) -> int:
    """How many eighths of a cell are filled in a column."""
    cells = [row.left.plain[column] for row in rows if column < len(row.left.plain)]
    return sum(EIGHTHS.index(cell) for cell in cells if cell in EIGHTHS)


# Scales


@pytest.mark.parametrize(
    ("most", "top"),
    [("0", "1"), ("0.2", "1"), ("1", "1"), ("1.1", "1.2"), ("7", "8"), ("10", "10"), ("12.5", "15"), ("101", "120")],
)
def test_an_axis_ends_at_the_next_round_number(most: str, top: str) -> None:
    assert round_top(Fraction(most)) == Fraction(top)


@given(amounts)
def test_no_value_is_above_the_axis_and_none_below_half_of_it(most: Fraction) -> None:
    assert most <= round_top(most) <= max(Fraction(1), 2 * most)


@pytest.mark.parametrize(
    ("value", "said"), [("3", "3"), ("2.5", "2.5"), ("0.75", "0.75"), ("1200", "1,200"), ("0", "0")]
)
def test_numbers_are_short(value: str, said: str) -> None:
    assert number(Fraction(value)) == said


@given(st.lists(amounts, min_size=2, max_size=2), st.integers(1, 40))
def test_a_larger_value_never_has_the_lower_bar_and_something_is_never_drawn_as_nothing(
    values: list[Fraction], lines: int
) -> None:
    low, high = sorted(values)
    top = round_top(high)
    assert eighths(low, top, lines) <= eighths(high, top, lines) <= lines * 8
    assert (eighths(low, top, lines) == 0) is (low == 0)


@given(st.tuples(days, days).map(sorted), st.integers(0, 200))
def test_days_have_columns_in_their_order_and_labels_stand_apart(ends: list[date], width: int) -> None:
    scale = Days(ends[0], ends[1], width)
    labels = scale.labels()
    assert [column for column, _ in labels] == sorted(column for column, _ in labels)
    if width:
        assert scale.column(ends[0]) == 0
        assert all(scale.day(column) <= scale.day(column + 1) for column in range(width - 1))
        assert scale.day(width - 1) == ends[1]


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (TODAY + timedelta(days=6), ["20 Nov", "22 Nov", "24 Nov", "26 Nov"]),
        (TODAY + timedelta(days=400), ["2027", "Mar", "May", "Jul", "Sep", "Nov"]),
        (date(2040, 1, 1), ["2028", "2030", "2032", "2034", "2036", "2038", "2040"]),
    ],
)
def test_an_axis_of_days_names_days_months_or_years(end: date, said: list[str]) -> None:
    assert [label for _, label in Days(TODAY, end, 36).labels()] == said


# The sheet


def test_what_falls_off_the_sheet_is_not_drawn() -> None:
    canvas = Canvas(4, 2)
    canvas.put(-1, 0, "abc")
    canvas.put(3, 1, "xyz")
    canvas.put(0, 5, "no")
    assert drawn(list(canvas.rows())) == ["bc", "   x"]
    assert not canvas.is_free(2, 1, 2)
    assert not canvas.is_free(3, 0, 2)
    assert canvas.is_free(2, 0, 2)


# Columns


def test_columns_stand_on_the_axis_with_the_goal_across() -> None:
    bars = [Bar(Fraction(hours), label) for hours, label in ((2, "Nov"), (4, ""), (1, ""))]
    picture = drawn(columns(bars, 15, 7, unit=" h", goal=Fraction(3)))
    assert picture[0].startswith("4 h ┤")
    assert picture[-2].startswith("  0 ▔")
    assert picture[-1].strip() == "Nov"
    assert sum("┄" in line for line in picture) == 1


@given(st.lists(st.builds(Bar, amounts, st.text("abc", max_size=4), st.booleans()), max_size=80), sizes, heights)
def test_columns_fit_whatever_they_show(bars: list[Bar], width: int, height: int) -> None:
    fits(columns(bars, width, height, unit=" h", goal=Fraction(10)), width, height)
    fits(columns(bars, width, height), width, height)


@given(st.lists(amounts, min_size=1, max_size=12), st.integers(4, 20))
def test_a_higher_column_is_more_and_equal_ones_are_equal(values: list[Fraction], height: int) -> None:
    rows = columns([Bar(value) for value in values], 60, height)
    gutter = rows[-2].left.plain.index("▔") + 1
    pitch = min((60 - gutter) // len(values), 8)
    found = [height_of(rows[:-2], gutter + place * pitch) for place in range(len(values))]
    for value, other in zip(sorted(values), sorted(values)[1:], strict=False):
        assert found[values.index(value)] <= found[values.index(other)]


def test_where_there_is_no_room_for_all_the_last_columns_are_drawn() -> None:
    bars = [Bar(Fraction(1)) for _ in range(50)] + [Bar(Fraction(8))] * 3
    rows = columns(bars, 20, 8)
    assert height_of(rows[:-2], 19) == 6 * 8
    assert height_of(rows[:-2], 10) == 6


def test_columns_outside_the_time_that_is_looked_at_are_told_by_a_line_below_the_others() -> None:
    bars = [Bar(Fraction(1), inside=False)] * 3 + [Bar(Fraction(1))] * 3
    assert drawn(columns(bars, 17, 6))[-2].count("━") == 6
    assert "━" not in drawn(columns([Bar(Fraction(1))] * 3, 16, 6))[-2]


# Curves

curves = st.lists(st.tuples(near, st.fractions(0, 1)), max_size=30).map(sorted)


@given(curves, st.tuples(near, near).map(sorted), sizes, heights, st.booleans())
def test_a_curve_fits_whatever_it_shows(curve: Curve, ends: list[date], width: int, height: int, labels: bool) -> None:
    fits(area(curve, (ends[0], ends[1]), width, height, labels=labels), width, height)


def test_a_curve_stands_until_the_next_point_and_ends_with_the_last() -> None:
    curve = [(MONDAY, Fraction(1, 2)), (MONDAY + timedelta(days=2), Fraction(1))]
    assert standing(curve, MONDAY - timedelta(days=1)) is None
    assert standing(curve, MONDAY + timedelta(days=1)) == Fraction(1, 2)
    rows = area(curve, (MONDAY, MONDAY + timedelta(days=4)), 26, 6)
    heights = [height_of(rows[:-2], column) for column in range(6, 26)]
    assert set(heights) == {16, 32, 0}
    assert heights == sorted(heights[: heights.index(32)]) + [32] * heights.count(32) + [0] * heights.count(0)
    assert drawn(rows)[0].startswith("100% ┤")


# The way to a target

climbs = st.builds(
    Climb,
    met=st.lists(st.tuples(near, st.integers(0, 40).map(Fraction)), max_size=20).map(sorted),
    total=st.integers(0, 40),
    today=near,
    by=st.none() | days,
    early=st.none() | days,
    late=st.none() | days,
)


@given(climbs, sizes, heights)
def test_a_climb_fits_whatever_it_shows(climb: Climb, width: int, height: int) -> None:
    fits(burn_up(climb, width, height), width, height)


def test_a_climb_is_solid_up_to_today_shaded_ahead_and_marks_both_days() -> None:
    climb = Climb(
        met=[(date(2026, 8, 1), Fraction(2)), (date(2026, 10, 1), Fraction(5))],
        total=10,
        today=TODAY,
        by=date(2027, 6, 1),
        early=date(2027, 3, 1),
        late=date(2027, 9, 1),
    )
    rows = burn_up(climb, 70, 12)
    picture = drawn(rows)
    assert "today" in picture[0]
    assert "target day" in picture[0]
    assert picture[1].startswith("10 ┤")
    assert any("░" in line for line in picture)
    assert sum("┆" in line for line in picture) == 9
    solid = max(line.rfind("█") for line in picture)
    shaded = min(line.find("░") for line in picture if "░" in line)
    assert solid < shaded
    assert "░" in picture[1], "the band reaches all that is required"
    assert [label for label in ("Sep", "2027", "Jul") if label in picture[-1]] == ["Sep", "2027", "Jul"]


@given(climbs, near)
def test_the_band_is_never_upside_down_and_never_beyond_all(climb: Climb, day: date) -> None:
    if climb.early is None or climb.late is None or not climb.today < climb.early <= climb.late or day < climb.today:
        return
    now = standing(climb.met, climb.today) or Fraction(0)
    if now <= climb.total:
        low, high = climb.between(day)
        assert now <= low <= high <= climb.total


def test_a_late_end_far_away_does_not_squeeze_what_there_is_but_the_day_aimed_for_is_in_view() -> None:
    climb = Climb([(date(2026, 8, 1), Fraction(1))], 10, TODAY, None, date(2028, 1, 1), date(2060, 1, 1))
    assert climb.end < date(2030, 1, 1)
    aimed = Climb([(date(2026, 8, 1), Fraction(1))], 10, TODAY, date(2035, 1, 1), date(2028, 1, 1), None)
    assert aimed.end >= date(2035, 1, 1)


# The year


def a_year(until: date = TODAY, minutes: int = 0) -> list[Day]:
    first = MONDAY - timedelta(weeks=52)
    return [Day(first + timedelta(days=place), minutes, 0) for place in range((until - first).days + 1)]


@pytest.mark.parametrize(
    ("minutes", "completed", "sign"),
    [(0, 0, "·"), (1, 0, "░"), (30, 0, "░"), (31, 5, "▒"), (60, 0, "▒"), (61, 0, "▓"), (121, 0, "█"), (0, 1, "✓")],
)
def test_a_day_is_the_darker_the_more_time_was_logged(minutes: int, completed: int, sign: str) -> None:
    assert shade(Day(TODAY, minutes, completed)) == sign


def test_a_week_goes_from_monday_down_and_the_year_has_room_in_114_cells_twofold() -> None:
    days = [Day(MONDAY, 200, 0), *[Day(MONDAY + timedelta(days=place), 0, 0) for place in range(1, 7)]]
    rows = drawn(heatmap(days, 20))
    assert rows[1] == "Mon ██"
    assert rows[3] == "Wed ·"
    assert rows[7] == "Sun ·"
    wide, narrow = drawn(heatmap(a_year(minutes=200), 114)), drawn(heatmap(a_year(minutes=200), 60))
    assert len(wide[1]) == 4 + 53 * 2
    assert len(narrow[1]) == 4 + 53
    assert "2026" in wide[0]


def test_where_there_is_no_room_for_a_year_the_last_weeks_are_drawn() -> None:
    days = a_year()
    days[-1] = Day(days[-1].on, 500, 0)
    rows = drawn(heatmap(days, 30))
    assert rows[1 + TODAY.weekday()].endswith("█")
    assert max(map(len, rows)) <= 30


@given(
    st.lists(st.builds(Day, near, st.integers(0, 10**9), st.integers(0, 9)), max_size=20).map(
        lambda found: sorted(found, key=lambda one: one.on)
    ),
    sizes,
)
def test_a_year_fits_whatever_it_shows(found: list[Day], width: int) -> None:
    fits(heatmap(found, width), width, LINES)
