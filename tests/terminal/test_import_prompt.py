"""`mltrack import FILE` at a terminal: a short question, and a way out that says what became of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terminal.conftest import Open
from tests.terminal.pseudo_terminal import command

RESUME = {"skills": [{"name": "Python"}, {"name": "SQL"}, {"name": "SQL 2016"}, {"name": "Java 8"}, {"name": "Judo"}]}


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    path = tmp_path / "resume.json"
    path.write_text(json.dumps(RESUME), encoding="utf-8")
    return path


def test_answers_are_explained_refused_and_taken(home: Path, open_app: Open, resume: Path) -> None:
    app = open_app("import", str(resume), size=(80, 50))
    app.see("Enter records the 2 certain ones. Or type 1-4,7 or all or none; ? explains.\nRecord which?")
    app.type("?\n")
    app.see("all but 11 all of it without number 11; -11 says the same")
    app.type("5\n")
    app.see("5 is not in the catalog, so there is nothing to record.")
    app.type("y,3\n")
    app.see("Recorded: 3 done.", "takes")
    assert app.exit_status() == 0
    assert json.loads(command(home, "state", "--json"))["ticked"] == ["java", "python", "sql"]


@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["ctrl-c", "ctrl-d"])
def test_leaving_records_nothing_and_says_so(home: Path, open_app: Open, resume: Path, key: bytes) -> None:
    app = open_app("import", str(resume), size=(80, 50))
    app.see("Record which?")
    app.insist(key, "\nNothing was recorded.")
    assert app.exit_status() == 130
    assert not home.exists()
