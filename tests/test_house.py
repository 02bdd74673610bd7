"""The house stands: imports go down only, the command line never loads the screens, and files stay small."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src"
LONGEST_FILE = 400
RUN_CONTRACTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def python(code: str, *arguments: str, src: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run `code` in a fresh interpreter that finds mltrack in `src` before any installed one."""
    environment = {**os.environ, "PYTHONPATH": str(src), "COLUMNS": "300", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def run_contracts(src: Path, cwd: Path) -> tuple[bool, str]:
    """Whether every contract of pyproject.toml is kept by the package in `src`, and what the linter says."""
    ran = python(RUN_CONTRACTS, "--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo", src=src, cwd=cwd)
    return ran.returncode == 0, ran.stdout + ran.stderr


def contract_names() -> list[str]:
    with (ROOT / "pyproject.toml").open("rb") as stream:
        return [contract["name"] for contract in tomllib.load(stream)["tool"]["importlinter"]["contracts"]]


def source_files(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        yield from sorted(path for path in (ROOT / room).rglob("*.py") if "__pycache__" not in path.parts)


def listed(paths: list[str]) -> str:
    return "\n".join(paths)


# The contracts, and that they bite


def test_every_import_contract_is_kept(tmp_path: Path) -> None:
    kept, said = run_contracts(SRC, tmp_path)
    assert kept, said
    assert f"{len(contract_names())} kept, 0 broken" in said, said


PURE, FLOORS = "The core is pure", "Floors: arrows only go down"
TERMINAL, THROUGH_SESSION = "Textual and Rich are known in tui only", "The faces reach the store through the session"
TINYDB, TUI_FLOORS = "TinyDB is known in", "Floors of the app"
ONE_HOLDER, NO_CIRCLES = "Inside tui only the app holds a session", "No circles"
TYPE_ONLY = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    "

PLANTS = {
    "textual in the core": ("core/readiness.py", "import textual", PURE),
    "textual in the core, for types only": ("core/readiness.py", TYPE_ONLY + "import textual", PURE),
    "pydantic in the core": ("core/entries.py", "import pydantic", PURE),
    "pydantic in the errors": ("errors.py", "import pydantic", PURE),
    "a path in the core": ("core/planted.py", "from pathlib import Path", PURE),
    "the store in the core, from a function": ("core/dates.py", "def f():\n    import mltrack.store", FLOORS),
    "the session in the store": ("store/planted.py", "import mltrack.session", FLOORS),
    "the session in the store, for types only": ("store/planted.py", TYPE_ONLY + "import mltrack.session", FLOORS),
    "the screens in the command line": ("cli/planted.py", "import mltrack.tui", FLOORS),
    "the command line in the screens": ("tui/widgets/planted.py", "import mltrack.cli", FLOORS),
    "a face in the session": ("session.py", "import mltrack.cli", FLOORS),
    "the store in the exchange": ("exchange/planted.py", "import mltrack.store", FLOORS),
    "the exchange in the store": ("store/planted.py", TYPE_ONLY + "import mltrack.exchange", FLOORS),
    "a face in the exchange": ("exchange/planted.py", "import mltrack.cli", FLOORS),
    "a room without a floor": ("utils.py", "", FLOORS),
    "rich in the command line": ("cli/planted.py", "from rich.console import Console", TERMINAL),
    "textual in the store, from a function": ("store/planted.py", "def f():\n    import textual.app", TERMINAL),
    "textual in the session": ("session.py", "import textual", TERMINAL),
    "the store in a tui module": ("tui/messages.py", "from mltrack.store.paths import Places", THROUGH_SESSION),
    "the store in a new screen": (
        "tui/screens/planted.py",
        TYPE_ONLY + "from mltrack.store.paths import Places",
        THROUGH_SESSION,
    ),
    "the store in the command line": ("cli/planted.py", "import mltrack.store.paths", THROUGH_SESSION),
    "tinydb in another file of the store": ("store/paths.py", "import tinydb", TINYDB),
    "tinydb in the session": ("session.py", "from tinydb import TinyDB", TINYDB),
    "the app in a screen": ("tui/screens/planted.py", "import mltrack.tui.app", TUI_FLOORS),
    "the app in the palette": ("tui/palette.py", TYPE_ONLY + "import mltrack.tui.app", TUI_FLOORS),
    "a screen in a widget": ("tui/widgets/planted.py", "import mltrack.tui.screens", TUI_FLOORS),
    "a widget in present": ("tui/present/planted.py", "import mltrack.tui.widgets", TUI_FLOORS),
    "the theme in a message": ("tui/messages.py", "import mltrack.tui.theme", TUI_FLOORS),
    "a tui module without a floor": ("tui/manager.py", "", TUI_FLOORS),
    "the session in a widget": ("tui/widgets/planted.py", "from mltrack.session import Session", ONE_HOLDER),
    "the session in a screen, for types only": (
        "tui/screens/planted.py",
        TYPE_ONLY + "import mltrack.session",
        ONE_HOLDER,
    ),
    "a circle inside the core": ("core/text.py", "import mltrack.core.dates", NO_CIRCLES),
}


@pytest.mark.parametrize(("file", "line", "contract"), PLANTS.values(), ids=PLANTS)
def test_a_planted_import_breaks_its_contract(file: str, line: str, contract: str, tmp_path: Path) -> None:
    copy = tmp_path / "src" / "mltrack"
    shutil.copytree(SRC / "mltrack", copy, ignore=shutil.ignore_patterns("__pycache__"))
    planted = copy / file
    assert planted.parent.is_dir(), f"there is no room for {file}"
    before = planted.read_text("utf-8") if planted.exists() else ""
    planted.write_text(f"{before}\n{line}\n", "utf-8")
    kept, said = run_contracts(copy.parent, tmp_path)
    assert not kept, said
    broken = said.partition("Broken contracts")[2]
    assert contract in broken, said


def test_every_contract_has_a_planted_import_that_breaks_it() -> None:
    planted = {contract for _, _, contract in PLANTS.values()}
    assert [name for name in contract_names() if not name.startswith(tuple(planted))] == []


# What the contracts cannot see

MODULES_AND_SCREENS = """
import importlib, pkgutil, sys
import mltrack.cli, mltrack.core, mltrack.exchange, mltrack.session, mltrack.store
rooms = (mltrack.cli, mltrack.core, mltrack.exchange, mltrack.store)
found = [module.name for room in rooms for module in pkgutil.walk_packages(room.__path__, room.__name__ + ".")]
for name in found:
    importlib.import_module(name)
print(*found, "mltrack.session")
{more}
print(*sorted(name for name in sys.modules if name.partition(".")[0] in ("textual", "rich")))
"""


def loaded_screens(more: str, cwd: Path) -> tuple[list[str], list[str]]:
    ran = python(MODULES_AND_SCREENS.format(more=more), src=SRC, cwd=cwd)
    assert ran.returncode == 0, ran.stderr
    imported, screens = ran.stdout.split("\n")[:2]
    return imported.split(), screens.split()


def test_the_core_store_session_and_command_line_load_neither_textual_nor_rich(tmp_path: Path) -> None:
    imported, screens = loaded_screens("", tmp_path)
    assert {"mltrack.core.readiness", "mltrack.store.catalog_files", "mltrack.session", "mltrack.cli.commands"} <= set(
        imported
    )
    assert screens == []


def test_the_look_for_loaded_screens_would_see_them(tmp_path: Path) -> None:
    assert "rich" in loaded_screens("import rich", tmp_path)[1]
    assert "textual.app" in loaded_screens("import textual.app", tmp_path)[1]


def test_the_core_imports_the_standard_library_and_itself_only() -> None:
    found = []
    for path in [*source_files("src/mltrack/core"), SRC / "mltrack" / "errors.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            names = [module] if module else [alias.name for alias in node.names]
            found += [
                f"{path.relative_to(ROOT)}:{node.lineno}: {name}"
                for name in names
                if name.partition(".")[0] not in sys.stdlib_module_names
                and not name.startswith(("mltrack.core", "mltrack.errors"))
            ]
    assert not found, listed(found)


# Calls that belong to one room

Finds = Callable[[ast.Call], bool]


def calls_print(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in ("print", "input")


def calls_exit(call: ast.Call) -> bool:
    return ast.unparse(call.func) in ("sys.exit", "exit", "quit", "os._exit", "SystemExit")


def reads_the_clock(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in ("now", "today", "utcnow", "time", "monotonic")


def calls(finds: Finds, source: str) -> list[int]:
    return [node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and finds(node)]


@pytest.mark.parametrize(
    ("finds", "rooms", "allowed"),
    [
        (calls_print, "src/mltrack", ("cli", "__main__.py")),
        # With its terminal gone, the app may hang in its farewell: `tui/ending.py` alone may cut that short.
        (calls_exit, "src/mltrack", ("cli", "__main__.py", "tui/ending.py")),
        (reads_the_clock, "src/mltrack/core", ()),
    ],
    ids=["print", "exit", "clock in the core"],
)
def test_a_call_stays_in_its_room(finds: Finds, rooms: str, allowed: tuple[str, ...]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in source_files(rooms)
        if not {(place := path.relative_to(SRC / "mltrack")).parts[0], place.as_posix()} & {*allowed}
        for line in calls(finds, path.read_text("utf-8"))
    ]
    assert not found, listed(found)


@pytest.mark.parametrize(
    ("finds", "source"),
    [
        (calls_print, "if True:\n    print('hello')"),
        (calls_print, "name = input()"),
        (calls_exit, "import sys\nsys.exit(1)"),
        (calls_exit, "raise SystemExit(2)"),
        (calls_exit, "def f(): quit()"),
        (reads_the_clock, "from datetime import date\ndate.today()"),
        (reads_the_clock, "from datetime import datetime\nx = datetime.now().date()"),
    ],
)
def test_the_look_for_a_call_would_see_it(finds: Finds, source: str) -> None:
    assert calls(finds, source)
    assert not calls(finds, "# print(1), sys.exit(1) and date.today() in words\nsay('print(1)')")


# Files


@pytest.mark.parametrize("room", ["src", "tests"])
def test_no_file_has_more_than_400_lines(room: str) -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in source_files(room)}
    assert lengths, f"there is nothing in {room}"
    found = [f"{path.relative_to(ROOT)}: {lines} lines" for path, lines in lengths.items() if lines > LONGEST_FILE]
    assert not found, listed(found)


# Built from pieces, so that this file does not hold what it forbids.
REGISTRY_HOST = re.compile(
    "|".join(["py" + r"pi\.(org|io)", "python" + r"hosted\.org", r"/simple/" + r"mltrack"]), re.I
)


def tracked_files() -> list[Path]:
    """What git tracks or would track; in a copy without git, every file that is not hidden or built."""
    listing = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        names = listing.stdout.decode("utf-8").split("\0")
        return [ROOT / name for name in names if name and (ROOT / name).is_file()]
    rooms = ("src", "tests", "catalog", "screenshots")
    paths = [path for room in rooms for path in (ROOT / room).rglob("*") if path.is_file()]
    top = [path for path in [*ROOT.glob("*.*"), ROOT / ".ci" / "run"] if path.is_file()]
    return [*(path for path in paths if "__pycache__" not in path.parts), *top]


def test_no_file_names_a_package_registry_host() -> None:
    files = tracked_files()
    assert Path(__file__) in files
    assert ROOT / "README.md" in files
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        for match in REGISTRY_HOST.finditer(path.read_text("utf-8", errors="replace"))
    ]
    assert not found, listed(found)


def test_the_look_for_a_registry_host_would_see_one() -> None:
    assert REGISTRY_HOST.search("https://" + "Py" + "PI.org/project/x")
    assert REGISTRY_HOST.search("files.python" + "hosted.org")
    assert not REGISTRY_HOST.search("pip install '.[dev]'")
