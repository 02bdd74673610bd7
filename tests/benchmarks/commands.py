"""Whole commands, with all that it takes to start: beside a bare Python, and beside Taskwarrior's list.

A bare Python takes a few milliseconds, and one run of it may take twice as long as the next. So each
command runs five times in a round, among all the others, and the round's figure is the median.
Commands write into a pipe.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from uuid import UUID

from mltrack.core.requirements import Level
from tests.benchmarks.cost_curve import generated
from tests.benchmarks.grown import catalog
from tests.benchmarks.grown_history import history
from tests.benchmarks.person import EVENTS
from tests.benchmarks.rounds import Line, Part, Setting, Task
from tests.benchmarks.watched import Program, environment

RUNS = 5
FLOOR = "python -c print"
COMMANDS = {
    "--version": ("--version",),
    "roles --json": ("roles", "--json"),
    "next": ("next",),
    "tick": ("tick", "python"),
}
GOALS = {"--version": 5.0, "roles --json": 12.0, "next": 12.0, "tick": 12.0}
LISTS = {174: 1.0, 1_740: 0.3}
"""Roles that come with some 1,000 and 10,000 milestones, and the goals against as many tasks."""


def part(setting: Setting) -> Part:
    """What is measured of the command line."""
    variables = {"MLTRACK_HOME": str(setting.home)}
    lines = [Line(f"mltrack {name}", name, "run", FLOOR, GOALS[name]) for name in COMMANDS]
    floor = Program(FLOOR, (str(setting.python), "-c", "print('READY')"), "")
    tasks = [Task(FLOOR, "run", partial(run, floor), RUNS)]
    for name, arguments in COMMANDS.items():
        program = Program(name, (str(setting.mltrack), *arguments), "", variables)
        tasks.append(Task(name, "run", Ticking(program) if name == "tick" else partial(run, program), RUNS))
    lists = _lists(setting)
    return Part((*lines, *lists.lines), (*tasks, *lists.tasks), lists.remarks)


def run(program: Program, _: int) -> Mapping[str, float]:
    """How long a command takes, all of it."""
    began = time.perf_counter()
    ran = subprocess.run(program.line, env=environment(program), capture_output=True, check=False)
    took = time.perf_counter() - began
    if ran.returncode:
        raise SystemExit(f"{' '.join(program.line)} failed: {ran.stderr.decode()}")
    return {"run": took * 1000}


class Ticking:
    """A tick at another level each time, so that there is always something to save."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._times = 0

    def __call__(self, number: int) -> Mapping[str, float]:
        self._times += 1
        level = ("--level", str(1 + self._times % len(Level)))
        program = self._program
        return run(Program(program.name, (*program.line, *level), "", program.variables), number)


def _lists(setting: Setting) -> Part:
    """The list of all milestones of a catalog beside that of as many tasks."""
    task = shutil.which("task")
    if task is None:
        return Part(remarks=("`mltrack milestones` was not measured: Taskwarrior's `task` is not installed.",))
    lines, tasks = [], []
    for roles, goal in LISTS.items():
        made = generated(roles)
        count = len(made.milestones)
        folder = setting.folder / f"milestones-{count}"
        catalog(folder / "catalog", roles)
        history(folder / "home", EVENTS, made)
        variables = {"MLTRACK_HOME": str(folder / "home"), "MLTRACK_CATALOG": str(folder / "catalog")}
        own = Program(f"{count:,} milestones", (str(setting.mltrack), "milestones"), "", variables)
        theirs = taskwarrior(task, folder / "tasks", count)
        lines.append(Line(f"mltrack milestones, {count:,} of them", own.name, "run", theirs.name, goal))
        tasks += [Task(one.name, "run", partial(run, one), RUNS) for one in (own, theirs)]
    return Part(lines, tasks)


def taskwarrior(task: str, folder: Path, count: int) -> Program:
    """`task list` on so many tasks of its own."""
    folder.mkdir(parents=True)
    settings = folder / "taskrc"
    settings.write_text(f"data.location={folder}\nconfirmation=off\nnews.version=99.0.0\n", "utf-8")
    variables = {"TASKRC": str(settings), "TASKDATA": str(folder), "HOME": str(folder)}
    given = folder / "tasks.json"
    given.write_text(json.dumps(list(_tasks(count))), "utf-8")
    run(Program("task import", (task, "import", str(given)), "", variables), 0)
    return Program(f"task list of {count:,}", (task, "list"), "", variables)


def _tasks(count: int) -> Iterator[Mapping[str, str]]:
    """Tasks with what a person gives them: a title, a project, for some a day and a priority."""
    for number in range(count):
        some = {"due": f"2027{1 + number % 12:02}15T120000Z"} if number % 3 == 0 else {}
        more = {"priority": "HML"[number % 3]} if number % 4 == 0 else {}
        yield {
            "uuid": str(UUID(int=number + 1)),
            "description": f"Skill {number}",
            "status": "pending",
            "entry": "20261101T120000Z",
            "project": ("skill", "degree", "project")[number % 3],
            **some,
            **more,
        }
