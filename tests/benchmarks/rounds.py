"""Figures taken in rounds: what is compared runs in the same round, in an order of chance.

What else the machine does comes and goes; a ratio is therefore taken within a round, and the rounds
are compared by their median. A run of a few milliseconds jumps even within a round: it is made
several times in each, among everything else, and the round's figure is the median of these.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Figures = Mapping[str, Mapping[str, float]]
"""Of one round: by program and name, in milliseconds, wake-ups a second, MiB or bytes."""
Measure = Callable[[int], Mapping[str, float]]
"""One run in the round of that number, and the figures it gave."""


@dataclass(frozen=True)
class Task:
    """Something to run in every round."""

    program: str
    """Under which its figures stand."""
    what: str
    """Tells it from other runs of the program; of several tasks of one program and name, one is run."""
    measure: Measure
    times: int = 1
    """How often in a round; its figures are the medians."""


@dataclass(frozen=True)
class Line:
    """A line of the table: one figure, and the one it is divided by."""

    name: str
    program: str
    figure: str
    against: str = ""
    """The other program, with its figure where that is another one: "program: figure". Empty for a figure by itself."""
    goal: float | None = None
    """The most that the ratio may be, or the figure by itself; None for one that is only told."""
    unit: str = ""
    """Of a figure by itself."""

    def pair(self, figures: Figures) -> tuple[float, float | None]:
        """Its own figure in a round, and the other one's."""
        own = figures[self.program][self.figure]
        if not self.against:
            return own, None
        other, _, figure = self.against.partition(": ")
        return own, figures[other][figure or self.figure]


@dataclass(frozen=True)
class Part:
    """Lines of the table that belong together, and what has to run for them."""

    lines: Sequence[Line] = ()
    tasks: Sequence[Task] = ()
    remarks: Sequence[str] = ()
    """What is to be told beside the table: above all, what could not be measured and why."""


@dataclass(frozen=True)
class Setting:
    """What all parts measure, and where."""

    mltrack: Path
    """The installed command."""
    home: Path
    """The home of a person of 100 marks and 300 events on the shipped catalog."""
    folder: Path
    """Where a part may put what it needs; it goes when all is over."""
    peers: Path | None = None
    """Where the environments of the peers are or come; None leaves them out."""

    @property
    def python(self) -> Path:
        """The Python that the command runs on."""
        return self.mltrack.with_name("python")


def percentile(amounts: Sequence[float], part: float) -> float:
    """The amount that a `part` of all do not exceed."""
    ordered = sorted(amounts)
    return ordered[round(part * (len(ordered) - 1))]


def one_round(tasks: Iterable[Task], number: int, after: Callable[[], object] = lambda: None) -> Figures:
    """Every task as often as it says, in an order of chance, and `after` each what leaves the next alone."""
    runs = [task for task in tasks for _ in range(task.times)]
    random.shuffle(runs)
    found: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for task in runs:
        for name, amount in task.measure(number).items():
            found[task.program][name].append(amount)
        after()
    return {program: {name: median(amounts) for name, amounts in figures.items()} for program, figures in found.items()}


def all_rounds(parts: Sequence[Part], count: int, after: Callable[[], object] = lambda: None) -> Iterator[Figures]:
    """So many rounds, after one that does not count: what is made at a first start is made then."""
    tasks = {(task.program, task.what): task for part in parts for task in part.tasks}
    for number in range(-1, count):
        if sys.stderr.isatty():
            sys.stderr.write(f"\rround {number + 1} of {count} ")
            sys.stderr.flush()
        figures = one_round(tasks.values(), number, after)
        if number >= 0:
            yield figures
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
