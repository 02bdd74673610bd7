"""What a person has told lies in the progress file and its backups, and nowhere else: there are no logs."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.conftest import Run
from tests.test_house import source_files

SECRET = "between me and my notebook"
LOGGING = re.compile(r"\s*(?:import|from) (?:logging|syslog|warnings|faulthandler)\b")
TEXTUALS_OWN = re.compile(r"(?:\bself|\bapp|textual import.*)\b\.?\s?log\b\(?")
"""What Textual writes down where somebody looks for faults in it."""


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
    found = {
        f"{path.name}: {line}"
        for path in source_files("src/mltrack")
        for line in path.read_text("utf-8").splitlines()
        if LOGGING.match(line) or ("tui" in path.parts and TEXTUALS_OWN.search(line))
    }
    assert found == set()
