"""`mltrack` as a process: which face it picks, what it imports, and how it ends."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import NoReturn

import pytest

from mltrack.__main__ import NEEDS_TERMINAL, main
from mltrack.errors import StoreError


@pytest.fixture(autouse=True)
def _at_home(home: Path, catalog: Path) -> None:
    """Every process here has its own home and the small catalog."""


def _mltrack(
    *arguments: str, interpreter: Sequence[str] = (), environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *interpreter, "-m", "mltrack", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        env={**os.environ, **(environ or {})},
    )


def _imported(*arguments: str) -> set[str]:
    """The modules that a command loads, and the packages that they are in."""
    result = _mltrack(*arguments, interpreter=("-X", "importtime"))
    names = [line.rpartition("|")[2].strip() for line in result.stderr.splitlines() if line.startswith("import time:")]
    assert "mltrack" in names
    return {*names, *(name.partition(".")[0] for name in names)}


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (("--version",), ["textual", "rich", "pydantic", "tinydb", "tomllib"]),
        (("--help",), ["textual", "rich", "pydantic", "tinydb", "tomllib"]),
        (("tick", "--help"), ["textual", "rich", "pydantic", "tinydb", "tomllib"]),
        (("paths",), ["textual", "rich", "tinydb"]),
        (("roles", "--json"), ["textual", "rich"]),
        (("summary",), ["textual", "rich"]),
        (("tick", "python"), ["textual", "rich"]),
        (("restore", "--help"), ["textual", "rich", "pydantic", "tinydb", "tomllib"]),
        (("doctor",), ["textual", "rich", "tomlkit"]),
        (("hours",), ["textual", "rich", "tomlkit"]),
        (("export", "json"), ["textual", "rich"]),
        ((), ["textual", "rich", "click", "pydantic", "tinydb"]),
        (("--demo",), ["textual", "rich", "click", "pydantic", "tinydb"]),
    ],
    ids=str,
)
def test_a_command_loads_only_what_it_needs(arguments: tuple[str, ...], forbidden: list[str]) -> None:
    assert _imported(*arguments) & set(forbidden) == set()


EXCHANGE = ("mltrack.importing", "mltrack.exporting", "mltrack.core.matching", "mltrack.core.proposals")
"""What only taking over and giving away need."""
STORING = ("mltrack.store.durable_storage", "mltrack.store.tables", "tinydb", "filelock", "tomllib", "pydantic")
"""What only saving and reading TOML need."""
ADVICE = ("mltrack.core.plan", "mltrack.core.whatif", "mltrack.core.nearest")
"""What other advice than next steps needs."""
RARE = (
    "difflib",
    "mltrack.cli.damage_text",
    "mltrack.core.soundness",
    "mltrack.store.toml_text",
    "click.shell_completion",
)
"""What only trouble, settings or a shell need."""


@pytest.mark.parametrize(
    ("arguments", "needed", "forbidden"),
    [
        (("roles", "--json"), "views", [*STORING, "mltrack.cli.role_text"]),
        (("roles",), "role_text", [*STORING, "mltrack.cli.views"]),
        (("next",), "advice_text", [*STORING, *ADVICE, "mltrack.cli.views", "mltrack.exchange"]),
        (("next", "--json"), "advice_views", [*STORING, *ADVICE, "mltrack.exchange"]),
        (("summary",), "summary_text", [*STORING, "mltrack.cli.advice_text"]),
        (("tick", "python", "--level", "2"), "change_text", ["pydantic", "tomllib", "mltrack.cli.progress_text"]),
    ],
    ids=str,
)
def test_a_command_loads_none_of_our_modules_that_it_does_not_need(
    arguments: tuple[str, ...], needed: str, forbidden: list[str], home: Path
) -> None:
    (home / "cache").mkdir(parents=True, exist_ok=True)
    _mltrack("roles")  # the small catalog is compiled once
    modules = _imported(*arguments)
    assert f"mltrack.cli.{needed}" in modules
    assert modules & {*forbidden, *EXCHANGE, *RARE} == set()


@pytest.mark.parametrize("arguments", [(), ("--demo",), ("--ascii",), ("--ascii", "--demo")], ids=str)
def test_without_a_terminal_the_app_says_what_would_do(arguments: tuple[str, ...]) -> None:
    result = _mltrack(*arguments)
    assert (result.returncode, result.stdout, result.stderr) == (2, "", f"{NEEDS_TERMINAL}\n")


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ((), (False, False)),
        (("--demo",), (True, False)),
        (("--ascii",), (False, True)),
        (("--demo", "--ascii"), (True, True)),
        (("--ascii", "--demo"), (True, True)),
    ],
    ids=str,
)
def test_on_a_terminal_the_app_opens(
    arguments: tuple[str, ...], wanted: tuple[bool, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[bool, bool]] = []

    def run(*, demo: bool, ascii: bool, curtain: object) -> NoReturn:  # noqa: A002 - as the option is called
        asked.append((demo, ascii))
        raise SystemExit(7)

    app = ModuleType("mltrack.tui.app")
    app.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "mltrack.tui.app", app)
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, stream, SimpleNamespace(isatty=lambda: True))
    with pytest.raises(SystemExit, match="7"):
        main(arguments)
    assert asked == [wanted]


def test_what_keeps_the_app_from_opening_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*, demo: bool, ascii: bool, curtain: object) -> int:  # noqa: A002 - as the option is called
        raise StoreError("progress.json is damaged.")

    app = ModuleType("mltrack.tui.app")
    app.run = run  # type: ignore[attr-defined]  # a stand-in module
    monkeypatch.setitem(sys.modules, "mltrack.tui.app", app)
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(getattr(sys, stream), "isatty", lambda: True, raising=False)
    assert main(()) == 1
    assert capsys.readouterr().err == "mltrack: progress.json is damaged.\n"


def test_a_tick_is_on_disk_for_the_next_process() -> None:
    assert _mltrack("tick", "python").returncode == 0
    assert '"ticked": [\n    "python"\n  ]' in _mltrack("state", "--json").stdout


def test_an_export_goes_through_a_pipe(tmp_path: Path) -> None:
    _mltrack("tick", "python")
    _mltrack("note", "python", "Größe")
    command = f"{shlex.quote(sys.executable)} -m mltrack"
    other = shlex.quote(str(tmp_path / "other"))
    line = f"{command} export json | MLTRACK_HOME={other} {command} import json -"
    result = subprocess.run(["sh", "-c", line], capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert (result.returncode, result.stderr) == (0, "")
    there, here = (
        _mltrack("state", environ=environ).stdout for environ in ({"MLTRACK_HOME": str(tmp_path / "other")}, {})
    )
    assert there == here


def test_what_is_told_of_a_damaged_file_is_not_data(home: Path) -> None:
    _mltrack("tick", "python")
    (home / "data" / "progress.json").write_bytes(b"")
    result = _mltrack("ids")
    assert (result.returncode, result.stdout.splitlines()[0]) == (0, "python")
    assert "damaged" not in result.stdout
    assert result.stderr.startswith("mltrack: ")


@pytest.mark.parametrize("arguments", [("roles",), ("role", "engineer", "--json"), ("tick", "python")], ids=str)
def test_a_broken_pipe_ends_quietly(arguments: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    process = subprocess.run(
        [sys.executable, "-m", "mltrack", *arguments], stdout=write, stderr=subprocess.PIPE, check=False, timeout=60
    )
    os.close(write)
    assert (process.returncode, process.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(
            [sys.executable, "-m", "mltrack", "roles"], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert process.returncode == 1
    assert process.stderr.decode() == (
        "mltrack: Cannot read the input or write the output: No space left on device. "
        "What was saved stays saved: mltrack history\n"
    )


def test_an_ascii_terminal_gets_ascii() -> None:
    _mltrack("target", "engineer")
    _mltrack("tick", "python")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    result = _mltrack("roles", environ=plain)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.isascii()
    assert "* ML engineer   ##--------   22%  required 0 of 3" in result.stdout
    for arguments in (("role", "engineer"), ("milestones",), ("summary",), ("target",), ("note", "sql", "Größe")):
        result = _mltrack(*arguments, environ=plain)
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout.isascii()


def test_a_c_locale_works() -> None:
    result = _mltrack("roles", environ={"LC_ALL": "C"})
    assert (result.returncode, result.stderr) == (0, "")
    assert "ML engineer" in result.stdout


def test_closed_streams_do_no_harm() -> None:
    command = f'"{sys.executable}" -m mltrack'
    for line in (f"{command} roles >&-", f"{command} nonsense 2>&-", f"{command} note sql - <&-", f"{command} <&-"):
        result = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False, timeout=60)
        assert "Traceback" not in result.stderr
        assert result.stdout == ""


def test_a_shell_can_ask_for_completions(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "mltrack"]
    asked = os.environ | {"_MLTRACK_COMPLETE": "bash_source", "MLTRACK_HOME": str(tmp_path)}
    result = subprocess.run(line, env=asked, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0
    assert "_MLTRACK_COMPLETE" in result.stdout
