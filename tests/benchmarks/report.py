"""The table of what was measured, as it stands in CONTRIBUTING.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from statistics import median

from tests.benchmarks.rounds import Figures, Line

HEAD = (
    "| figure | against | goal | median | least | greatest | own median | median of the other |",
    "|---|---|--:|--:|--:|--:|--:|--:|",
)


def table(lines: Sequence[Line], rounds: Sequence[Figures]) -> Iterator[str]:
    """Of each line the ratios of all rounds against the goal, and the medians that they come from."""
    yield from HEAD
    for line in lines:
        yield row(line, [line.pair(figures) for figures in rounds])


def row(line: Line, pairs: Sequence[tuple[float, float | None]]) -> str:
    """One line, of the pairs of its rounds; a goal that the median does not reach is marked "missed"."""
    ratios = [own if other is None else own / other for own, other in pairs]
    others = [other for _, other in pairs if other is not None]
    verdict = " missed" if line.goal is not None and median(ratios) > line.goal else ""
    cells = (
        line.name,
        line.against or f"by itself, {line.unit}",
        "" if line.goal is None else f"{line.goal:g}",
        f"{median(ratios):.2f}{verdict}",
        f"{min(ratios):.2f}",
        f"{max(ratios):.2f}",
        f"{median([own for own, _ in pairs]):.1f}",
        f"{median(others):.1f}" if others else "",
    )
    return f"| {' | '.join(cells)} |"


def idle_bytes(rounds: Sequence[Figures]) -> str:
    """How much each program that was watched idling wrote while nothing happened; empty where none was."""
    name = "idle bytes"
    programs = [program for program, figures in rounds[0].items() if name in figures]
    told = [f"{one} {median([figures[one][name] for figures in rounds]):.0f}" for one in sorted(programs)]
    return f"Bytes written while idle: {', '.join(told)}" if told else ""


def circumstances(count: int) -> str:
    """How it was measured, on what machine, and when."""
    return (
        f"{count} rounds, interleaved; Python {platform.python_version()}, {platform.system()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {datetime.now(UTC):%Y-%m-%d}"
    )
