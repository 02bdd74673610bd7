"""How quickly the installed program starts, answers and leaves, beside the floor: a program that prints a table.

    python -m tests.benchmarks.speed [--rounds N] [--program PATH]

The program runs in a real pseudo-terminal of 120 by 40, on a store of 100 marks and 300 events. In
every round it takes turns, in an order of chance, with the smallest Textual app there is, with a
plain one of a table and a page (`floors.py`), and the command line with a bare Python. A figure is
divided by that of its floor in the same round: medians, least and greatest of the rounds. Only the
ratios carry from machine to machine. PATH is the `mltrack` of an environment into which the wheel was
installed; its Python runs the floors.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from statistics import median

from mltrack.core.entries import Kind
from mltrack.core.requirements import Level
from mltrack.session import open_session, places_below
from tests.benchmarks.watched import Program, Watched, environment

MARKS, EVENTS = 100, 300
DOWN, UP, HOME = "\x1b[B", "\x1b[A", "\x1b[H"
EFFECT = "─ AI research scientist ─"
"""What a step down from the target shows: the page of the role below it."""
ARROWS = 15
"""Steps down a list, and up again."""
TICKS = 12
IDLE = 5.0
COMMANDS = {
    "--version": ("--version",),
    "roles --json": ("roles", "--json"),
    "next": ("next",),
    "tick": ("tick", "python", "--level"),
}
FLOOR = "python -c print"


@dataclass(frozen=True)
class Line:
    """A line of the table: one figure, and that of the floor it is divided by."""

    name: str
    program: str
    figure: str
    against: str
    """The floor, and its figure where that is another one, as "program: figure"."""
    goal: float


LINES = (
    Line("first useful paint", "mltrack", "paint", "hello", 1.35),
    Line("time until a key works", "mltrack", "key works", "hello: paint", 1.5),
    Line("time until another place is open", "mltrack", "other place", "hello: paint", inf),
    Line("arrow key on list and page, p50", "mltrack", "arrow p50", "full", 0.4),
    Line("arrow key on list and page, p95", "mltrack", "arrow p95", "full", 0.5),
    Line("tick to paint, p95", "mltrack", "tick p95", "mltrack: arrow p95", 2.0),
    Line("quit to shell", "mltrack", "quit", "hello", 0.5),
    Line("idle, wake-ups a second", "mltrack", "wake-ups", "hello", 1.0),
    Line("peak memory", "mltrack", "memory", "hello", 1.6),
    Line("mltrack --version", "--version", "run", FLOOR, 5.0),
    Line("mltrack roles --json", "roles --json", "run", FLOOR, 12.0),
    Line("mltrack next", "next", "run", FLOOR, 12.0),
    Line("mltrack tick", "tick", "run", FLOOR, 12.0),
)

Figures = dict[str, dict[str, float]]
"""Of one round: by program and name, in milliseconds, wake-ups a second or MiB."""


def live(folder: Path) -> None:
    """A person of 100 marks and 300 events, the same on every run."""
    session, chance = open_session(places_below(folder), bundled=True), random.Random(2026)
    session.target(list(session.catalog.roles)[:2])
    names = list(session.catalog.milestones)
    while len(session.snapshot.progress.history) < EVENTS or len(session.snapshot.progress.marks) < MARKS:
        marks = session.snapshot.progress.marks
        name = chance.choice(names if len(marks) < MARKS else list(marks))
        if session.catalog.milestone(name).kind is Kind.SKILL:
            session.tick([name], level=chance.choice(list(Level)))
        elif name in marks:
            session.note(name, f"Chapter {chance.randrange(1_000)}")
        else:
            session.start(name)


def percentile(amounts: Sequence[float], part: float) -> float:
    ordered = sorted(amounts)
    return ordered[round(part * (len(ordered) - 1))]


def arrows(watched: Watched) -> dict[str, float]:
    """Down the list and up again; every step changes the page beside it."""
    watched.press(HOME)
    took = [watched.press(key) * 1000 for key in (DOWN,) * ARROWS + (UP,) * ARROWS]
    answered = [one for one in took if one]
    if len(answered) < len(took) * 0.9:
        raise SystemExit(f"only {len(answered)} of {len(took)} arrow keys did something")
    return {"arrow p50": percentile(answered, 0.5), "arrow p95": percentile(answered, 0.95)}


def floor_of(program: Program) -> dict[str, float]:
    """The figures of a floor."""
    watched = Watched(program)
    figures = {"paint": watched.seen() * 1000}
    watched.settled()
    if program.name == "full":
        figures |= arrows(watched)
    figures["wake-ups"], figures["idle bytes"] = watched.idle(IDLE)
    figures["memory"] = watched.memory
    figures["quit"] = watched.leave("q") * 1000
    return figures


def app(program: Program) -> dict[str, float]:
    """The figures of the app, from three runs: in two a key was pressed before there was anything to see."""
    figures = {}
    for name, key, effect in (("key works", DOWN, EFFECT), ("other place", "2", "DEGREES")):
        hasty = Watched(program, ahead=key)
        figures[name] = hasty.seen(effect) * 1000
        hasty.leave("q")
    watched = Watched(program)
    figures["paint"] = watched.seen() * 1000
    watched.settled()
    figures |= arrows(watched)
    watched.press("\r")
    ticks = [watched.press(" ") * 1000 for _ in range(TICKS)]
    figures |= {"tick p50": percentile(ticks, 0.5), "tick p95": percentile(ticks, 0.95)}
    time.sleep(6)  # the last toast goes
    watched.settled()
    figures["wake-ups"], figures["idle bytes"] = watched.idle(IDLE)
    figures["memory"] = watched.memory
    figures["quit"] = watched.leave("q") * 1000
    return figures


def command(program: Program) -> dict[str, float]:
    """How long a command takes, all of it."""
    began = time.perf_counter()
    ran = subprocess.run(program.line, env=environment(program), capture_output=True, check=False)
    took = time.perf_counter() - began
    if ran.returncode:
        raise SystemExit(f"{' '.join(program.line)} failed: {ran.stderr.decode()}")
    return {"run": took * 1000}


def one_round(mltrack: Path, home: Path, number: int) -> Figures:
    """Every program once, in an order of chance."""
    python, variables = str(mltrack.with_name("python")), {"MLTRACK_HOME": str(home)}
    floors = str(Path(__file__).with_name("floors.py"))
    tasks = [(floor_of, Program(name, (python, floors, name), "READY")) for name in ("hello", "full")]
    tasks.append((app, Program("mltrack", (str(mltrack),), r"Roles · \d+[\s\S]*\d%", variables)))
    tasks.append((command, Program(FLOOR, (python, "-c", "print('READY')"), "")))
    for name, arguments in COMMANDS.items():
        more = (str(1 + number % len(Level)),) if name == "tick" else ()
        tasks.append((command, Program(name, (str(mltrack), *arguments, *more), "", variables)))
    random.shuffle(tasks)
    return {program.name: measure(program) for measure, program in tasks}


def table(rounds: Sequence[Figures]) -> Iterator[str]:
    """The ratios of all rounds against the goals, and the medians that they come from."""
    yield "| figure | against | goal | ratio | least | greatest | median | of the floor |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    for line in LINES:
        floor, _, other = line.against.partition(": ")
        own = [one[line.program][line.figure] for one in rounds]
        theirs = [one[floor][other or line.figure] for one in rounds]
        ratios = [mine / its for mine, its in zip(own, theirs, strict=True)]
        verdict = "" if median(ratios) <= line.goal else " missed"
        goal = "" if line.goal == inf else f"{line.goal:g}"
        yield (
            f"| {line.name} | {line.against} | {goal} | {median(ratios):.2f}{verdict} | {min(ratios):.2f} "
            f"| {max(ratios):.2f} | {median(own):.1f} | {median(theirs):.1f} |"
        )


def measure_all(count: int, mltrack: Path, folder: Path) -> Iterator[str]:
    """Measure so many rounds, after one that does not count, and tell."""
    home = folder / "home"
    live(home)
    rounds: list[Figures] = []
    for number in range(-1, count):
        figures = one_round(mltrack, home, number)
        if number >= 0:
            rounds.append(figures)
    yield from table(rounds)
    bytes_idle: defaultdict[str, list[float]] = defaultdict(list)
    for one in rounds:
        for name, figures_of in one.items():
            if "idle bytes" in figures_of:
                bytes_idle[name].append(figures_of["idle bytes"])
    yield ""
    yield "Bytes written while idle: " + ", ".join(f"{name} {median(found):.0f}" for name, found in bytes_idle.items())
    yield (
        f"{count} rounds, interleaved; Python {platform.python_version()}, {platform.system()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {datetime.now(UTC):%Y-%m-%d}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10, help="rounds that count (10)")
    parser.add_argument(
        "--program",
        type=Path,
        default=Path(sys.executable).with_name("mltrack"),
        help="the installed command (the one beside this Python)",
    )
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mltrack-speed-"))
    try:
        for line in measure_all(given.rounds, given.program.absolute(), folder):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
