"""What a person has told lies in the progress file and its backups, and nowhere else: there are no logs."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.cli.conftest import Run
from tests.test_house import source_files

SECRET = "between me and my notebook"
LOGGING = {"logging", "syslog", "warnings", "faulthandler"}
LOGS = ("self.log", "app.log", "textual.log")


def test_what_was_told_lies_in_the_progress_file_and_its_backups_alone(run: Run, home: Path) -> None:
    for told in (
        ("note", "python", SECRET),
        ("evidence", "python", SECRET),
        ("log", "python", "1h", SECRET),
        ("waive", "portfolio", "--reason", SECRET),
        ("hours", "7"),
        ("undo",),
        ("undo",),
        ("backup",),
        ("note", "python", SECRET * 1_000),
        ("evidence", "zzz", SECRET),
    ):
        run(*told)
    for read in (("summary",), ("doctor",), ("catalog", "check"), ("plan",), ("export", "csv"), ("history",)):
        run(*read)
    holding = {
        path.relative_to(home) for path in home.rglob("*") if path.is_file() and SECRET in path.read_text("utf-8")
    }
    assert {path.parts[0] for path in holding} == {"data"}
    assert {path.parent.name for path in holding} == {"data", "backups"}
    assert all(path.name.startswith("progress") and path.suffix == ".json" for path in holding)


def test_nothing_of_mltrack_writes_a_log() -> None:
    found = []
    for path in source_files("src/mltrack"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.name}: {name}" for name in names if name.partition(".")[0] in LOGGING]
            # What Textual writes down where somebody looks for faults in it.
            if isinstance(node, ast.Call) and "tui" in path.parts:
                found += [f"{path.name}: {ast.unparse(node)}" for one in LOGS if ast.unparse(node.func).endswith(one)]
    assert found == []
