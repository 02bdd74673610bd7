"""Every subcommand, in every form of its answer, in a world whose every text means harm: only letters come out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import click
import pytest

from mltrack.__main__ import main
from mltrack.cli.commands import mltrack
from mltrack.session import open_session, places_below
from tests.cli.conftest import Outcome
from tests.hostile_world import (
    PAYLOADS,
    World,
    catalog_tables,
    steering,
    write_faulty_catalog,
    write_hostile_catalog,
    write_hostile_documents,
    write_hostile_progress,
)

Line: TypeAlias = tuple[str, ...]

TYPED: Final = PAYLOADS["escapes"] + PAYLOADS["action"] + PAYLOADS["clipboard"] + PAYLOADS["directions"] + "\udcff"
"""What a person types or pastes; an argument of the operating system has no NUL."""

READS: Final[Mapping[str, Sequence[Line]]] = {
    "roles": [()],
    "role": [(f"role-{number}",) for number in (0, 5)] + [(TYPED,)],
    "milestones": [(), ("--view", "done"), ("stolen",), (TYPED,)],
    "milestone": [("milestone-0",), ("milestone-5",), ("other-10",), ("certification-6",), (TYPED,)],
    "ids": [(), ("--kind", "skill", TYPED)],
    "summary": [(), ("--period", "all"), ("--period", TYPED), ("--from", TYPED)],
    "forecast": [(), ("role-4",), (TYPED,)],
    "state": [()],
    "history": [("-n", "100")],
    "paths": [()],
    "serve": [("--host", TYPED), ("--port", TYPED)],
    "next": [(), ("--role", "role-5"), ("--hours-per-week", TYPED)],
    "nearest": [()],
    "moves": [(), ("milestone-0",), (TYPED,)],
    "plan": [(), ("role-1", "role-2"), ("--pin", TYPED), ("--start", TYPED)],
    "whatif": [("milestone-4", "other-3"), ("milestone-4", "--level", TYPED)],
    "compare": [("role-0", "role-5", "role-8"), (TYPED,)],
    "path": [(), ("role-0", "role-5"), (TYPED,)],
    "note": [(f"milestone-{number}",) for number in range(0, 12, 4)],
    "evidence": [(), ("milestone-4",), (PAYLOADS["clipboard"],)],
    "target": [()],
    "log": [(), ("milestone-4",)],
    "effort": [("milestone-4",)],
    "due": [()],
    "hours": [(), (TYPED,)],
    "backups": [()],
    "restore": [("1", "--dry-run"), ("{progress}", "--dry-run"), (TYPED,)],
    "recover": [()],
    "doctor": [()],
    "merge": [(), ("{copy}", "--dry-run"), (TYPED,)],
    "catalog check": [("{broken}",)],
    "catalog diff": [(TYPED,)],
    "catalog path": [()],
    "catalog schema": [()],
    "completions": [("bash",), (TYPED,)],
    "man": [()],
    "export json": [()],
    "export csv": [(), ("--role", TYPED)],
    "export html": [("--role", "role-5"), ("--role", TYPED)],
    "export ical": [(), ("--todo",), ("--role", TYPED)],
    "export json-resume": [(), ("--role", TYPED)],
    "export markdown": [(), ("--role", "role-5"), ("--role", TYPED)],
    "export tasks": [(), ("--role", "role-5"), ("--role", TYPED)],
    "export taskwarrior": [(), ("--role", "role-5"), ("--role", TYPED)],
    "export todotxt": [(), ("--role", "role-5"), ("--role", TYPED)],
    "import FILE|-": [("{csv}", "--dry-run"), ("{tasks}", "--dry-run"), ("{resume}", "--dry-run"), (TYPED,)],
    "import json": [("{copy}", "--dry-run"), (TYPED,)],
    "import posting": [("{posting}", "--dry-run"), (TYPED,)],
}
"""What leaves the world as it is; `{csv}` and the like stand for files of it."""

WRITES: Final[Mapping[str, Sequence[Line]]] = {
    "start": [("certification-3",), (TYPED,)],
    "tick": [("milestone-4", "other-4"), ("certification-5",), (TYPED,), ("milestone-4", "--on", TYPED)],
    "untick": [("milestone-0",), (TYPED,)],
    "waive": [("milestone-0", "--reason", TYPED)],
    "note": [("milestone-0", TYPED)],
    "evidence": [
        ("milestone-0", TYPED),
        ("milestone-0", f"https://example.org/{TYPED}"),
        ("milestone-0", "--remove", "1"),
    ],
    "target": [("role-5",), ("role-5", "--remove"), ("role-4", "--by", TYPED)],
    "log": [("milestone-0", "1h", TYPED), ("milestone-0", TYPED)],
    "effort": [("milestone-0", "10h"), ("milestone-0", TYPED)],
    "due": [("milestone-11", "2030-01-01"), ("milestone-11", TYPED)],
    "hours": [("7",)],
    "undo": [(), ()],
    "redo": [()],
    "backup": [(), ("{new} 1",), ("{progress}",)],
    "restore": [("{copy}",)],
    "recover": [("--afresh",)],
    "merge": [("{copy}",)],
    "catalog new": [
        ("role", "role-1", "--override", "--stdout"),
        ("role", "role-0", "--override"),
        ("milestone", TYPED),
    ],
    "export json": [("-o", "{new} 2"), ("-o", "{copy}")],
    "import FILE|-": [("{csv}", "--take", "all"), ("{tasks}", "--yes"), ("{resume}", "--format", TYPED)],
    "import json": [("{copy}",)],
    "import posting": [
        ("{posting}", "--save", "--title", TYPED, "--company", TYPED, "--url", TYPED),
        ("{posting}", "--save"),
    ],
}
"""What changes it, in this order, and what takes its time."""

NEVER_WELL: Final = {"serve", "recover", "doctor", "catalog check", "catalog diff"}
"""Commands that can only refuse or find faults here."""
CRLF: Final = {"export csv", "export ical"}
"""Formats whose lines end so."""
LOOKS: Final = frozenset(
    ("roles", "role", "milestones", "milestone", "history", "state", "next", "compare", "evidence", "export json")
)
"""Commands that have so much to tell that some of the payloads must be in it, made harmless."""


def subcommands() -> Iterator[tuple[str, click.Command]]:
    """Every subcommand there is, groups taken apart."""

    def below(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
        context = click.Context(group)
        for one in group.list_commands(context):
            command = group.get_command(context, one)
            assert command is not None
            if isinstance(command, click.Group):
                yield from below(command, f"{name}{one} ")
            else:
                yield f"{name}{one}", command

    return below(mltrack, "")


COMMANDS: Final = dict(subcommands())


def test_every_subcommand_has_a_line_here() -> None:
    assert {*READS, *WRITES} == {*COMMANDS}


def test_every_text_of_the_catalog_is_each_of_the_payloads_once() -> None:
    world = World()
    catalog_tables(world)
    assert {"Role.title", "Citation.at", "Credential.issuer", "Removed.why"} < {*world.held}
    assert {field for field, held in world.held.items() if held != {*PAYLOADS}} == set()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile catalog, a home with the hostile history, and files to read, under names that mean harm too."""
    root = tmp_path_factory.mktemp("world")
    write_hostile_catalog(root / "catalog")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLTRACK_CATALOG", str(root / "catalog"))
        write_hostile_progress(places_below(root / "home"))
    write_faulty_catalog(root / "home" / "config" / "catalog")
    shutil.copytree(root / "home" / "config" / "catalog", root / "broken")
    write_hostile_documents(root)
    shutil.copy(root / "home" / "data" / "progress.json", root / "copy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLTRACK_CATALOG", str(root / "catalog"))
        open_session(places_below(root / "home"))  # so that the compiled form of the catalog is in the cache
    return root


@pytest.fixture
def home(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of this world, or of a copy of it, to be changed at will."""
    shutil.copytree(world / "home", tmp_path / "home")
    monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MLTRACK_CATALOG", str(world / "catalog"))
    return tmp_path


class Tour:
    """Runs commands and looks at every character that comes back."""

    def __init__(self, world: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._files = {
            **{name: str(world / name) for name in ("csv", "tasks", "resume", "posting", "copy", "catalog", "broken")},
            "progress": str(home / "home" / "data" / "progress.json"),
            "new": str(home / f"new{PAYLOADS['clipboard'].replace('/', '')}"),
        }
        self._capsys = capsys

    def run(self, name: str, arguments: Line, form: str = "") -> Outcome:
        """What a command says; it must end with a status, and without a character that steers a terminal."""
        given = [one.format(**self._files) if one.startswith("{") else one for one in arguments]
        status = main([*name.split(), *given, *([form] if form else [])])
        said = self._capsys.readouterr()
        outcome = Outcome(status, said.out, said.err)
        where = f"mltrack {name} {arguments} {form}: {outcome}"[:2_000]
        assert status in {0, 1, 2}, where
        assert "Traceback" not in outcome.err, where
        told = outcome.out.replace("\r\n", "\n") if name in CRLF else outcome.out
        assert steering(told + outcome.err) == [], where
        if form == "--json":
            assert outcome.out.isascii(), where
            if outcome.out:
                outcome.json()
        return outcome


@pytest.mark.parametrize("form", ["", "--json", "--markdown"], ids=["text", "JSON", "Markdown"])
def test_what_is_read_in_a_hostile_world_is_letters(
    form: str, world: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tour = Tour(world, home, capsys)
    told: set[str] = set()
    for name, lines in READS.items():
        if not form or form in {option for one in COMMANDS[name].params for option in one.opts}:
            outs = [tour.run(name, line, form) for line in lines]
            assert any(one.status == 0 for one in outs) or name in NEVER_WELL, (name, outs)
            told |= {name for one in outs if "stolen title" in one.out or "[@click=app.quit]here[/]" in one.out}
    assert not form or told
    assert form or told >= LOOKS, LOOKS - told


def test_what_is_changed_in_a_hostile_world_is_told_in_letters(
    world: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tour = Tour(world, home, capsys)
    for name, lines in WRITES.items():
        outs = [tour.run(name, line) for line in lines]
        assert any(one.status == 0 for one in outs) or name in NEVER_WELL, (name, outs)
    for name in ("catalog check", "state", "history", "export json"):
        tour.run(name, ())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_a_shell_completes_in_a_hostile_world_is_letters(
    shell: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert home
    for line in ("mltrack role ", "mltrack tick "):
        monkeypatch.setenv("_MLTRACK_COMPLETE", f"{shell}_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", "" if shell == "fish" else "2")
        assert main([]) == 0
        said = capsys.readouterr()
        assert ("role-11" if "role" in line else "milestone-11") in said.out
        between = "\t" if shell == "fish" else "\n"  # as the shell wants it
        assert steering(said.out.replace(between, "\n") + said.err) == []
