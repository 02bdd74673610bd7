"""The app beside the smallest Textual app there is, and beside a plain one of a list and a page (`floors.py`)."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tests.benchmarks.rounds import Line, Part, Setting, Task, percentile
from tests.benchmarks.watched import Program, Watched, left_behind

KEPT = "paint again"
FRAME = ("cache", "first-frame")
"""Where the app keeps, below its home, a picture of what the next start will show first."""
LINES = (
    Line("first useful paint, drawn by the app", "mltrack", "paint", "hello", 1.35),
    Line("first useful paint, kept from the last visit", "mltrack", KEPT, "hello: paint", 1.35),
    Line("time until a key works", "mltrack", "key works", "hello: paint", 1.5),
    Line("time until another place is open", "mltrack", "other place", "hello: paint"),
    Line("arrow key on list and page, p50", "mltrack", "arrow p50", "full", 0.4),
    Line("arrow key on list and page, p95", "mltrack", "arrow p95", "full", 0.5),
    Line("tick to paint, p95", "mltrack", "tick p95", "mltrack: arrow p95", 2.0),
    Line("quit to shell", "mltrack", "quit", "hello", 0.5),
    Line("left running after quitting", "mltrack", "left behind", unit="ms of CPU"),
    Line("idle, wake-ups a second", "mltrack", "wake-ups", "hello", 1.0),
    Line("peak memory", "mltrack", "memory", "hello", 1.6),
)
VISITS = 3
"""How often in a round a program is only opened and left."""
DOWN, UP, HOME, ENTER = "\x1b[B", "\x1b[A", "\x1b[H", "\r"
LIST = r"Roles · \d[\s\S]*\d%"
"""What there is to see of the app: the list of roles with its meters."""
EFFECT = "─ AI research scientist ─"
"""What a step down from the target shows: the page of the role below it."""
SAVED = ", saved"
"""What the app says beside the count of what is done when a tick is on disk, and every meter shows it."""
ARROWS = 15
"""Steps down a list, and up again."""
TICKS = 12
IDLE = 5.0
TOASTS = 6.0
"""Seconds until the last toast is gone."""


def part(setting: Setting) -> Part:
    """What is measured on the screen."""
    floors = str(Path(__file__).with_name("floors.py"))
    hello, full = (Program(name, (str(setting.python), floors, name), "READY") for name in ("hello", "full"))
    mltrack = app(setting)
    return Part(
        LINES,
        (
            visits(hello),
            Task("hello", "stay", partial(stayed, hello, rest)),
            Task("full", "stay", partial(stayed, full, arrows)),
            visits(mltrack),
            Task("mltrack", "stay", partial(stayed, mltrack, used)),
            Task("mltrack", "typed ahead", lambda _: typed_ahead(mltrack), VISITS),
        ),
    )


def app(setting: Setting) -> Program:
    """The app as the person opens it."""
    return Program("mltrack", (str(setting.mltrack),), LIST, {"MLTRACK_HOME": str(setting.home)})


def visits(program: Program) -> Task:
    """Opening a program and leaving it with q, several times a round."""
    return Task(program.name, "visit", partial(visit, program), VISITS)


def visit(program: Program, _: int) -> Mapping[str, float]:
    """Until there is something to see, and from the last key to the shell.

    The app can show a frame that was kept when it was last left, before it is loaded: that is a figure
    of its own, and no first paint. So it is opened once without such a frame, and then once more.
    """
    home = program.variables.get("MLTRACK_HOME")
    if home is not None:
        Path(home, *FRAME).unlink(missing_ok=True)
    watched = Watched(program)
    figures = {"paint": watched.seen() * 1000}
    if not watched.drew_itself:
        watched.end()
        raise SystemExit(f"{program.name} showed a frame of an earlier visit, which is no first paint")
    watched.settled()
    figures["quit"] = watched.leave("q") * 1000
    figures["left behind"] = left_behind() * 1000
    if home is not None:
        again = Watched(program)
        figures[KEPT] = again.seen() * 1000
        again.settled()
        again.leave("q")
    return figures


def stayed(program: Program, used: Callable[[Watched], Mapping[str, float]], _: int) -> Mapping[str, float]:
    """One run of the program, used in some way."""
    watched = Watched(program)
    watched.seen()
    watched.settled()
    figures = used(watched)
    watched.end()
    return figures


def rest(watched: Watched) -> Mapping[str, float]:
    """What a program that is open does unasked, and the most memory it has had."""
    watched.settled()
    woken, written = watched.idle(IDLE)
    return {"wake-ups": woken, "idle bytes": written, "memory": watched.memory}


def arrows(watched: Watched) -> Mapping[str, float]:
    """Down the list and up again; every step changes the page beside it."""
    watched.press(HOME)
    took = [watched.press(key) * 1000 for key in (DOWN,) * ARROWS + (UP,) * ARROWS]
    answered = [one for one in took if one]
    if len(answered) < len(took) * 0.9:
        raise SystemExit(f"only {len(answered)} of {len(took)} arrow keys did something")
    return {"arrow p50": percentile(answered, 0.5), "arrow p95": percentile(answered, 0.95)}


def ticks(watched: Watched) -> Mapping[str, float]:
    """On the page of a role: a milestone ticked, opened again, ticked; each is over when it is saved and shown."""
    watched.press(ENTER)
    took = [watched.press(" ", SAVED) * 1000 for _ in range(TICKS)]
    return {"first tick": took[0], "tick p50": percentile(took, 0.5), "tick p95": percentile(took, 0.95)}


def used(watched: Watched) -> Mapping[str, float]:
    """The app in use: arrow keys, ticks, then rest."""
    figures = {**arrows(watched), **ticks(watched)}
    time.sleep(TOASTS)
    return {**figures, **rest(watched)}


def typed_ahead(program: Program) -> Mapping[str, float]:
    """When a key shows its effect that was pressed before there was anything to see."""
    figures = {}
    for name, key, effect in (("key works", DOWN, EFFECT), ("other place", "2", "DEGREES")):
        hasty = Watched(program, ahead=key)
        figures[name] = hasty.seen(effect) * 1000
        hasty.leave("q")
        left_behind()
    return figures
