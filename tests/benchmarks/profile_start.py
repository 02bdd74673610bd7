"""What a first paint is spent on, of the app and of the smallest Textual app: a table, and the three largest costs.

Both run in a real pseudo-terminal under `start_timers.py`, in turn, on the Python that is measured.
Counted is the CPU of the main thread, which does not depend on what else the machine does. The
stopwatch itself costs some milliseconds. A frame that was kept from an earlier visit counts for nothing
here: it is what the app itself draws that ends the count.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from tests.benchmarks.report import circumstances
from tests.benchmarks.rounds import Figures, Part, Setting, Task, all_rounds
from tests.benchmarks.screens import LIST
from tests.benchmarks.start_timers import IMPORT
from tests.benchmarks.watched import Program, Watched, left_behind

HERE = Path(__file__).parent
OWN, FLOOR = "imports: own modules", "imports: Textual and Rich"
GROUPS = {"textual": FLOOR, "rich": FLOOR, "mltrack": OWN}
STANDARD, THIRD = "imports: standard library", "imports: third parties"
LARGEST, DEAREST = 3, 10


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
    figures = list(all_rounds([Part(tasks=tasks)], rounds, left_behind))
    yield from table(medians(figures, "mltrack"), medians(figures, "hello"))
    yield circumstances(rounds)


def start(program: Program, out: Path, _: int) -> Mapping[str, float]:
    """One start, taken apart."""
    watched = Watched(program)
    watched.seen()
    watched.settled()
    watched.leave("q")
    spent: dict[str, float] = json.loads(out.read_text("ascii"))["spent"]
    return spent


def medians(rounds: Sequence[Figures], program: str) -> Mapping[str, float]:
    """Of all rounds, by what was under way; what a round did not spend anything on counts as nothing."""
    names = {name for figures in rounds for name in figures[program]}
    return {name: median([figures[program].get(name, 0.0) for figures in rounds]) for name in names}


def grouped(spent: Mapping[str, float]) -> dict[str, float]:
    """What was spent, with the imports of each kind as one."""
    groups: defaultdict[str, float] = defaultdict(float)
    for name, amount in spent.items():
        groups[group_of(name.removeprefix(IMPORT)) if name.startswith(IMPORT) else name] += amount
    return groups


def group_of(module: str) -> str:
    """Whose import it is."""
    root = module.partition(".")[0]
    return GROUPS.get(root) or (STANDARD if root in sys.stdlib_module_names or root == "__main__" else THIRD)


def table(spent: Mapping[str, float], of_floor: Mapping[str, float]) -> Iterator[str]:
    """What the app and the floor spent, the most first, the largest costs, and the modules that cost most."""
    own, floor = grouped(spent), grouped(of_floor)
    yield "| a first paint, ms of CPU | mltrack | part of it | hello | more than hello |"
    yield "|---|--:|--:|--:|--:|"
    whole = sum(own.values())
    for name, amount in sorted(own.items(), key=lambda item: -item[1]):
        other = floor.get(name, 0.0)
        yield f"| {name} | {amount:.1f} | {amount / whole:.0%} | {other:.1f} | {amount - other:+.1f} |"
    yield f"| all of it | {whole:.1f} | | {sum(floor.values()):.1f} | {whole - sum(floor.values()):+.1f} |"
    yield ""
    yield f"The three largest costs: {_most(own, LARGEST)}"
    beside = {name: own[name] - floor.get(name, 0.0) for name in own}
    yield f"The three largest beside hello: {_most(beside, LARGEST)}"
    for group in (OWN, THIRD):
        modules = {name.removeprefix(IMPORT): amount for name, amount in spent.items() if name.startswith(IMPORT)}
        found = {name: amount for name, amount in modules.items() if group_of(name) == group}
        yield f"The dearest of {len(found)} {group}: {_most(found, DEAREST)}"


def _most(amounts: Mapping[str, float], count: int) -> str:
    """The largest of them, by name."""
    order = sorted(amounts, key=lambda name: -amounts[name])[:count]
    return ", ".join(f"{name} {amounts[name]:.1f} ms" for name in order)
