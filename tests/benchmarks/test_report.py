"""The table says what was reached and what was missed."""

from __future__ import annotations

import pytest

from tests.benchmarks.report import HEAD, idle_bytes, row, table
from tests.benchmarks.rounds import Line

PAINT = Line("first paint", "app", "paint", "floor", 1.5)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_line_tells_the_ratios_of_the_rounds_and_the_medians_that_they_come_from() -> None:
    pairs = [(150.0, 100.0), (280.0, 200.0), (160.0, 80.0)]
    assert cells(row(PAINT, pairs)) == ["first paint", "floor", "1.5", "1.50", "1.40", "2.00", "160.0", "100.0"]


@pytest.mark.parametrize(("own", "verdict"), [(150.0, "1.50"), (151.0, "1.51 missed")])
def test_a_goal_is_missed_by_the_median_that_is_beyond_it(own: float, verdict: str) -> None:
    assert cells(row(PAINT, [(100.0, 100.0), (own, 100.0), (900.0, 100.0)]))[3] == verdict


def test_a_figure_by_itself_is_held_against_a_goal_in_its_own_unit() -> None:
    plan = Line("plan", "app", "plan", goal=50, unit="ms of CPU")
    assert cells(row(plan, [(60.0, None)])) == [
        *("plan", "by itself, ms of CPU", "50", "60.00 missed", "60.00", "60.00", "60.0", "")
    ]


def test_a_line_without_a_goal_misses_nothing() -> None:
    told = cells(row(Line("other place", "app", "place", "floor: paint"), [(900.0, 1.0)]))
    assert (told[2], told[3]) == ("", "900.00")


def test_each_ratio_is_taken_within_its_round() -> None:
    tick = Line("tick", "app", "tick", "app: arrow", 2)
    rounds = [{"app": {"tick": 10.0, "arrow": 5.0}}, {"app": {"tick": 100.0, "arrow": 50.0}}]
    lines = list(table([tick], rounds))
    assert lines[:2] == list(HEAD)
    assert cells(lines[2])[3:6] == ["2.00", "2.00", "2.00"]
    assert len({line.count("|") for line in lines}) == 1


def test_bytes_of_idling_are_told_of_the_programs_that_were_watched_idling() -> None:
    assert idle_bytes([{"b": {"idle bytes": 3.0}, "a": {"idle bytes": 0.0}, "c": {"run": 1.0}}]) == (
        "Bytes written while idle: a 0, b 3"
    )
    assert idle_bytes([{"c": {"run": 1.0}}]) == ""
