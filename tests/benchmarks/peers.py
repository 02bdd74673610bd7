"""Other programs of the terminal that people use every day, each in an environment of its own."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import CalledProcessError

from tests.benchmarks.rounds import Line, Part, Setting, Task
from tests.benchmarks.screens import KEPT, VISITS, app, visits
from tests.benchmarks.watched import NeverSeen, Program, Watched

GOAL = 0.5
"""At most half of each one's first paint."""


@dataclass(frozen=True)
class Peer:
    """Another program."""

    name: str
    """Of the program and of its package."""
    packages: Sequence[str]
    """What is installed."""
    line: Sequence[str]
    """The command; FILES stands for a folder with the files below."""
    shows: str
    """What is on the screen when there is something useful to see; the earliest that can be called so."""


FILES = "FILES"
PEERS = (
    Peer("dooit", ("dooit",), ("dooit",), "Welcome to Dooit"),
    Peer("toolong", ("toolong",), ("tl", f"{FILES}/day.log"), "line 999"),
    # Its Textual ends with a general protection fault on a tree-sitter of 0.26, and knows none before 0.25.
    Peer(
        "posting",
        ("posting", "tree-sitter>=0.25,<0.26"),
        ("posting", "--collection", f"{FILES}/collection"),
        r"Collection[\s\S]*No headers",
    ),
    Peer("harlequin", ("harlequin",), ("harlequin", "-a", "sqlite", f"{FILES}/one.sqlite"), "Query Editor"),
)


def part(setting: Setting) -> Part:
    """The first paint of each peer, and of the app."""
    if setting.peers is None:
        return Part(remarks=("The peers were not measured: --peers FOLDER says where their environments are or come.",))
    files = setting.folder / "peers"
    _files(files)
    lines, tasks, remarks = [], [visits(app(setting))], []
    for peer in PEERS:
        try:
            program = _installed(peer, setting.peers, files)
            looked_at(program, 0)
        except (CalledProcessError, NeverSeen) as error:
            remarks.append(f"{peer.name} was not measured: {str(error).splitlines()[0]}")
            continue
        for how, figure in (("drawn", "paint"), ("kept", KEPT)):
            lines.append(
                Line(f"first useful paint, {how}, beside {peer.name}", "mltrack", figure, f"{peer.name}: paint", GOAL)
            )
        tasks.append(Task(peer.name, "visit", partial(looked_at, program), VISITS))
    return Part(lines, tasks, remarks)


def _installed(peer: Peer, environments: Path, files: Path) -> Program:
    """What to run; installs it where it is not there. Raises CalledProcessError."""
    commands = environment_of(peer, environments) / "bin"
    arguments = (one.replace(FILES, str(files)) for one in peer.line[1:])
    return Program(peer.name, (str(commands / peer.line[0]), *arguments), peer.shows, _home(files / peer.name))


def environment_of(peer: Peer, folder: Path) -> Path:
    """The environment into which the peer is installed, made if it is not there; raises CalledProcessError."""
    place = folder.absolute() / peer.name
    if not (place / "bin" / peer.line[0]).exists():
        shutil.rmtree(place, ignore_errors=True)
        subprocess.run((sys.executable, "-m", "venv", str(place)), check=True)
        subprocess.run((str(place / "bin" / "pip"), "install", "--quiet", *peer.packages), check=True)
    return place


def looked_at(program: Program, _: int) -> Mapping[str, float]:
    """Until there is something to see; then it is ended."""
    watched = Watched(program)
    paint = watched.seen() * 1000
    watched.settled()
    watched.end()
    return {"paint": paint}


def _home(folder: Path) -> Mapping[str, str]:
    """A home in which the program has never run."""
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    folder.mkdir()
    return {"HOME": str(folder), **{name: str(folder / name.lower()) for name in names}}


def _files(folder: Path) -> None:
    """A log of 1,000 lines, a collection without requests, a database of one table."""
    (folder / "collection").mkdir(parents=True)
    lines = (f"2026-11-01 12:{number // 60:02}:{number % 60:02} INFO line {number}\n" for number in range(1_000))
    (folder / "day.log").write_text("".join(lines), "ascii")
    database = sqlite3.connect(folder / "one.sqlite")
    database.execute("CREATE TABLE roles (id TEXT, title TEXT)")
    database.commit()
    database.close()
