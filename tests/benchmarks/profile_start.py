"""What a first paint is spent on, of the app and of the smallest Textual app: a table, and the three largest costs.

Both run in a real pseudo-terminal under `start_timers.py`, in turn, on the Python that is measured. The
stopwatch itself costs some milliseconds, so the sum is more than a first paint without it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from tests.benchmarks.report import circumstances
from tests.benchmarks.rounds import Figures, Part, Setting, Task, all_rounds
from tests.benchmarks.screens import LIST
from tests.benchmarks.watched import Program, Watched

HERE = Path(__file__).parent
PYTHON, WRITE = "python itself", "from the write to the screen"
LARGEST = 3


def told(setting: Setting, rounds: int) -> Iterator[str]:
    """Measure so many rounds, after one that does not count, and tell."""
    starts = (
        ("mltrack", "Roles ·|%", (str(setting.mltrack),), LIST),
        ("hello", "READY", (str(HERE / "floors.py"), "hello"), "READY"),
    )
    tasks = []
    for name, marks, line, shows in starts:
        out = setting.folder / f"{name}.json"
        command = (str(setting.python), str(HERE / "start_timers.py"), str(out), marks, *line)
        program = Program(name, command, shows, {"MLTRACK_HOME": str(setting.home)})
        tasks.append(Task(name, "start", partial(start, program, out)))
    yield from table(list(all_rounds([Part(tasks=tasks)], rounds)))
    yield circumstances(rounds)


def start(program: Program, out: Path, _: int) -> Mapping[str, float]:
    """One start, taken apart."""
    watched = Watched(program)
    seen = watched.seen()
    watched.settled()
    watched.leave("q")
    found = json.loads(out.read_text("ascii"))
    spent: dict[str, float] = found["spent"]
    before = (found["began"] - watched.began) * 1000
    after = (watched.began + seen - found["painted"]) * 1000
    return {**spent, PYTHON: before, WRITE: max(0.0, after)}


def table(rounds: Sequence[Figures]) -> Iterator[str]:
    """The medians of what each took, the most first, and the largest of the app's."""
    own, floor = (_medians(rounds, name) for name in ("mltrack", "hello"))
    order = sorted(own, key=lambda name: -own[name])
    yield "| a first paint, ms | mltrack | part of it | hello | more than hello |"
    yield "|---|--:|--:|--:|--:|"
    whole = sum(own.values())
    for name in order:
        other = floor.get(name, 0.0)
        yield f"| {name} | {own[name]:.1f} | {own[name] / whole:.0%} | {other:.1f} | {own[name] - other:+.1f} |"
    yield f"| all of it | {whole:.1f} | | {sum(floor.values()):.1f} | {whole - sum(floor.values()):+.1f} |"
    yield ""
    yield "The three largest costs: " + ", ".join(f"{name} {own[name]:.0f} ms" for name in order[:LARGEST])
    most = sorted(own, key=lambda name: floor.get(name, 0.0) - own[name])[:LARGEST]
    yield "The three largest beside hello: " + ", ".join(
        f"{one} {own[one] - floor.get(one, 0.0):+.0f} ms" for one in most
    )


def _medians(rounds: Sequence[Figures], program: str) -> Mapping[str, float]:
    names = {name for figures in rounds for name in figures[program]}
    return {name: median([figures[program].get(name, 0.0) for figures in rounds]) for name in names}
