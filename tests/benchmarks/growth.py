"""The app on catalogs and on histories that grow, each beside itself on the smallest one in the same round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from tests.benchmarks.commands import run
from tests.benchmarks.cost_curve import generated
from tests.benchmarks.grown import catalog
from tests.benchmarks.grown_history import history
from tests.benchmarks.rounds import Line, Measure, Part, Setting, Task, percentile
from tests.benchmarks.screens import KEPT, LIST, arrows, stayed, ticks, visits
from tests.benchmarks.watched import Program, Watched

CATALOGS = (20, 1_000, 10_000)
PAINTS = {1_000: 1.2, 10_000: 1.5}
"""Goals of the first paint, by roles."""
KEYS = 1.5
"""Goal of the keys, on every catalog."""
HISTORIES = (300, 10_000, 100_000)
HISTORY_GOALS = {10_000: (1.15, 2.0), 100_000: (1.5, 5.0)}
"""Goals of the first paint and of a tick, by events."""
FIRST_TICK, FIRST_FILTER = "first tick", "first filter"
"""Told without a goal: what is put off until somebody asks for it is paid there, and not seen in a percentile."""
SHOWN_AGAIN = ("shown first, nothing changed", KEPT, None)
FILTER, BACK = "/", "\x7f"
WORD = "role 1"
"""What is typed into the filter, and taken back: every letter but the last few leaves more than there is room for."""
TIMES = 3


def catalogs(setting: Setting) -> Part:
    """What is measured on catalogs."""
    tasks = []
    for roles in CATALOGS:
        folder = setting.folder / f"roles-{roles}"
        catalog(folder / "catalog", roles)
        history(folder / "home", HISTORIES[0], generated(roles))
        variables = {"MLTRACK_HOME": str(folder / "home"), "MLTRACK_CATALOG": str(folder / "catalog")}
        # The first start on a catalog compiles it, which takes longer than a terminal is watched.
        run(Program("compile", (str(setting.mltrack), "ids"), "", variables), 0)
        tasks += _tasks(setting, f"{roles:,} roles", variables, searched)
    return Part(catalog_lines(), tasks)


def catalog_lines() -> list[Line]:
    """The lines of the table that are about catalogs."""
    lines = []
    for roles, paint in PAINTS.items():
        figures = (
            ("first paint", "paint", paint),
            SHOWN_AGAIN,
            ("arrow key, p95", "arrow p95", KEYS),
            ("filter key, p95", "filter p95", KEYS),
            ("first filter key", FIRST_FILTER, None),
        )
        lines += _lines(f"{roles:,} roles", f"{CATALOGS[0]} roles", *figures)
    return lines


def histories(setting: Setting) -> Part:
    """What is measured on histories."""
    tasks = []
    for events in HISTORIES:
        home = setting.folder / f"events-{events}"
        history(home, events)
        tasks += _tasks(setting, f"{events:,} events", {"MLTRACK_HOME": str(home)}, ticks)
    return Part(history_lines(), tasks)


def history_lines() -> list[Line]:
    """The lines of the table that are about histories."""
    lines = []
    for events, (paint, tick) in HISTORY_GOALS.items():
        figures = (
            ("first paint", "paint", paint),
            SHOWN_AGAIN,
            ("tick, p95", "tick p95", tick),
            ("first tick", FIRST_TICK, None),
        )
        lines += _lines(f"{events:,} events", f"{HISTORIES[0]} events", *figures)
    return lines


def _lines(own: str, smallest: str, *figures: tuple[str, str, float | None]) -> list[Line]:
    return [Line(f"{title}, {own}", own, figure, smallest, goal) for title, figure, goal in figures]


def _tasks(
    setting: Setting, name: str, variables: Mapping[str, str], used: Callable[[Watched], Mapping[str, float]]
) -> list[Task]:
    program = Program(name, (str(setting.mltrack),), LIST, variables)
    stay: Measure = partial(stayed, program, used)
    return [visits(program), Task(name, "stay", stay, 1)]


def searched(watched: Watched) -> Mapping[str, float]:
    """Arrow keys, then a filter typed letter by letter, and taken back."""
    moved = arrows(watched)
    watched.press(FILTER)
    took = [watched.press(key) * 1000 for _ in range(TIMES) for key in (*WORD, *(BACK * len(WORD)))]
    return {**moved, FIRST_FILTER: took[0], "filter p50": percentile(took, 0.5), "filter p95": percentile(took, 0.95)}
