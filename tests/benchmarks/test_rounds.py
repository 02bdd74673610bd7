"""Every round runs everything, in an order of chance, and its figures are medians."""

from __future__ import annotations

from collections.abc import Mapping

from tests.benchmarks.rounds import Line, Measure, Part, Task, all_rounds, one_round, percentile


def counted(log: list[tuple[str, int]], name: str) -> Measure:
    """Notes that it ran, and gives how often it has."""

    def measure(number: int) -> Mapping[str, float]:
        log.append((name, number))
        return {"times": sum(one == name for one, _ in log)}

    return measure


def test_the_figure_of_a_round_is_the_median_of_its_runs() -> None:
    log: list[tuple[str, int]] = []
    tasks = [Task("a", "run", counted(log, "a"), 5), Task("b", "run", counted(log, "b"))]
    assert one_round(tasks, 0) == {"a": {"times": 3}, "b": {"times": 1}}


def test_a_program_has_the_figures_of_all_its_tasks() -> None:
    tasks = [Task("a", "visit", lambda _: {"paint": 1.0}), Task("a", "stay", lambda _: {"memory": 2.0})]
    assert one_round(tasks, 0) == {"a": {"paint": 1.0, "memory": 2.0}}


def test_the_order_of_a_round_is_one_of_chance() -> None:
    log: list[tuple[str, int]] = []
    tasks = [Task(name, "run", counted(log, name), 10) for name in "ab"]
    one_round(tasks, 0)
    assert [name for name, _ in log] not in (["a"] * 10 + ["b"] * 10, ["b"] * 10 + ["a"] * 10)


def test_the_first_round_does_not_count_and_what_two_parts_need_runs_once() -> None:
    log: list[tuple[str, int]] = []
    part = Part(tasks=[Task("a", "visit", counted(log, "a"))])
    figures = list(all_rounds([part, part], 2))
    assert log == [("a", -1), ("a", 0), ("a", 1)]
    assert figures == [{"a": {"times": 2}}, {"a": {"times": 3}}]


def test_a_line_takes_the_other_figure_from_where_it_says() -> None:
    figures = {"app": {"tick": 4.0, "arrow": 2.0}, "floor": {"tick": 8.0}}
    assert Line("", "app", "tick", "floor").pair(figures) == (4.0, 8.0)
    assert Line("", "app", "tick", "app: arrow").pair(figures) == (4.0, 2.0)
    assert Line("", "app", "tick").pair(figures) == (4.0, None)


def test_a_percentile_is_one_of_the_amounts() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([float(one) for one in range(101)], 0.95) == 95.0
