"""What the plan of least effort costs, on the Python and the mltrack that are measured."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from tests.benchmarks.dearest_plan import SHIPPED
from tests.benchmarks.rounds import Line, Part, Setting, Task
from tests.benchmarks.watched import Program, environment

ROOT = Path(__file__).parents[2]
CATALOGS = {SHIPPED: ("shipped catalog", 50.0), "1000": ("1,000 roles", 500.0)}
"""What is planned on: its name, and the milliseconds that a plan may take."""


def part(setting: Setting) -> Part:
    """What is measured of plans."""
    lines, tasks = [], []
    for which, (name, goal) in CATALOGS.items():
        title = f"plan of least effort, {name}"
        line = (str(setting.python), "-m", "tests.benchmarks.dearest_plan", which)
        lines.append(Line(title, title, "plan", goal=goal, unit="ms of CPU"))
        tasks.append(Task(title, "plan", partial(_asked, Program(title, line, ""))))
    return Part(lines, tasks)


def _asked(program: Program, _: int) -> Mapping[str, float]:
    """What the program below prints."""
    ran = subprocess.run(program.line, cwd=ROOT, env=environment(program), capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{' '.join(program.line)} failed: {ran.stderr}")
    return {"plan": float(ran.stdout)}
