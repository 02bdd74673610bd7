"""Runs a program with a stopwatch around its imports and around what Textual does until there is something to see.

    python start_timers.py OUT MARKS PROGRAM [ARGUMENT ...]

Writes to OUT, as JSON, by name the milliseconds of CPU of the main thread until all MARKS (several with
"|" between) went to the terminal in one piece; each counts for the innermost of what was under way: the
start of Python, an import, one of those named below, or the rest. Standard library only, and
little of that: what this imports the program need not.
"""

from __future__ import annotations

import _thread
import sys
import time
from collections.abc import Callable

BEGAN = time.thread_time()
PYTHON, REST = "python itself", "messages, mounting and the rest"
STYLES, COMPOSE, LAYOUT, DRAW = "style sheets read and parsed", "compose", "layout", "lines drawn"
READ, RULES = "catalog and progress read", "styles applied"
CARRIED, IMPORT = "values carried to widgets", "import "
WRITER, FIND = "textual.drivers._writer_thread", "_find_and_load"
TIMED = {
    "mltrack.session": (("open_session", READ),),
    "textual.compose": (("compose", COMPOSE),),
    "textual.css.stylesheet": (
        *((f"Stylesheet.{name}", STYLES) for name in ("read_all", "add_source", "parse", "reparse")),
        *((f"Stylesheet.{name}", RULES) for name in ("apply", "update", "update_nodes")),
    ),
    "textual._compositor": (
        *((f"Compositor.{name}", LAYOUT) for name in ("reflow", "reflow_visible")),
        *((f"Compositor.{name}", DRAW) for name in ("render_update", "render_full_update", "render_partial_update")),
    ),
    "textual.screen": (("Screen._refresh_layout", LAYOUT),),
    "textual.widget": (("Widget.render_lines", DRAW),),
    "textual.reactive": (("invoke_watcher", CARRIED),),
    "textual.app": (("App._display", DRAW),),
}
"""By module what is timed once that is imported."""


class Stopwatch:
    """How long each thing took without those within it."""

    def __init__(self) -> None:
        self.spent = {PYTHON: BEGAN * 1000}
        self._under_way = [REST]
        self._since = BEGAN
        self._main = _thread.get_ident()

    def turn(self) -> float:
        """Charge the time since the last turn to what is under way; the time so far, in seconds."""
        now = time.thread_time()
        name = self._under_way[-1]
        self.spent[name] = self.spent.get(name, 0.0) + (now - self._since) * 1000
        self._since = now
        return now

    def during(self, name: str, work: Callable[..., object], *given: object, **named: object) -> object:
        """Do the work, and charge it; another thread's goes uncharged."""
        if _thread.get_ident() != self._main:
            return work(*given, **named)
        self.turn()
        self._under_way.append(name)
        try:
            return work(*given, **named)
        finally:
            self.turn()
            self._under_way.pop()

    def around(self, owner: object, path: str, name: str) -> None:
        """Time a function of a module or class from now on."""
        *outer, last = path.split(".")
        for part in outer:
            owner = getattr(owner, part)
        work = getattr(owner, last)

        def timed(*given: object, **named: object) -> object:
            return self.during(name, work, *given, **named)

        setattr(owner, last, timed)


class Start:
    """One start of a program, watched until its marks are written."""

    def __init__(self, out: str, marks: list[str]) -> None:
        self._out, self._marks = out, marks
        self._watch = Stopwatch()
        self._timed = dict(TIMED)
        self._machinery = sys.modules["_frozen_importlib"]
        self._find: Callable[..., object] = getattr(self._machinery, FIND)

    def watch(self) -> None:
        """Time every import from now on, and what is to be timed of it once it is there."""
        setattr(self._machinery, FIND, self._found)

    def _found(self, name: str, importer: object) -> object:
        module = self._watch.during(IMPORT + name, self._find, name, importer)
        for path, label in self._timed.pop(name, ()):
            self._watch.around(module, path, label)
        if name == WRITER:
            self._watch_writing(module)
        return module

    def _watch_writing(self, module: object) -> None:
        owner: object = getattr(module, "WriterThread")  # noqa: B009 - nothing is imported here that the program need not
        write: Callable[..., object] = getattr(owner, "write")  # noqa: B009 - as above

        def written(thread: object, text: str) -> None:
            write(thread, text)
            if self._marks and all(mark in text for mark in self._marks):
                self._marks = []
                self._tell()

        setattr(owner, "write", written)  # noqa: B010 - as above

    def _tell(self) -> None:
        whole, spent = self._watch.turn() * 1000, dict(self._watch.spent)
        import json

        with open(self._out, "w", encoding="ascii") as stream:  # noqa: PTH123 - as above
            json.dump({"whole": whole, "spent": spent}, stream)


def main(out: str, marks: str, *program: str) -> None:
    """Run a program of Python as its own command would."""
    with open(program[0], encoding="utf-8") as stream:  # noqa: PTH123 - as above
        code = compile(stream.read(), program[0], "exec")
    sys.argv = list(program)
    Start(out, marks.split("|")).watch()
    exec(code, {"__name__": "__main__"})


if __name__ == "__main__":
    main(*sys.argv[1:])
