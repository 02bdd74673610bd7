"""Files that are no copy of anybody's progress, or that mean harm: one sentence, at once, and nothing changed."""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mltrack.core.progress import Progress
from mltrack.core.text import plain
from mltrack.store.documents import event_of, facts
from tests.cli.conftest import Run, everything_in
from tests.cli.harm import harm
from tests.cli.hostile import HOSTILE, assert_harmless
from tests.store.damages import ALTERED, rebuilt

GIGABYTE = 1024**3


def _sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, GIGABYTE)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


OURS = '{"_meta": '
"""How a file of mltrack begins that is no export."""
NOT_OURS = "{} is not a file of mltrack: neither progress, nor a backup, nor an export."
ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "There is no file {}."),
    "in a folder that is missing": (lambda path: None, "There is no file {}."),
    "a folder": (Path.mkdir, "{} cannot be used: it is not a regular file."),
    "a FIFO": (os.mkfifo, "{} cannot be used: it is not a regular file."),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "{} cannot be used: it is not a regular file."),
    "a link to itself": (_loop, "{} could not be read: Too many levels of symbolic links."),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), "There is no file {}."),
    "empty": (Path.touch, "{} is damaged (it is empty)."),
    "huge": (_sparse, "{} cannot be used: it is larger than 67,108,864 bytes."),
    "random": (lambda path: path.write_bytes(bytes(range(256))), NOT_OURS),
    "a web page": (lambda path: path.write_text("<!doctype html>"), NOT_OURS),
    "deep": (lambda path: path.write_text("[" * 200_000), NOT_OURS),
    "JSON of another program": (lambda path: path.write_text('{"version": 1}'), NOT_OURS),
    "ours after much else": (
        lambda path: path.write_text(" " * 200 + OURS),
        f"{{}} is damaged (it is not JSON from character {200 + len(OURS)}).",
    ),
    "ours, then random": (
        lambda path: path.write_bytes(OURS.encode() + bytes(range(256))),
        f"{{}} is damaged (it is not UTF-8 text from byte {len(OURS) + 128}).",
    ),
    "ours, then a web page": (
        lambda path: path.write_text(OURS + "<!doctype html>"),
        f"{{}} is damaged (it is not JSON from character {len(OURS)}).",
    ),
    "ours, then deep": (lambda path: path.write_text(OURS + "[" * 200_000), "{} is damaged (it is nested too deeply)."),
}
NO_FILE = "'{}' is neither a file, nor a backup's number (mltrack backups lists them), nor a day."


@pytest.fixture(autouse=True)
def _begun(run: Run) -> None:
    """Two saves: a tick and a note."""
    run("tick", "python")
    run("note", "sql", "joins")


@pytest.mark.parametrize("command", [("import", "json"), ("merge",), ("restore",)], ids=" ".join)
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_file_is_answered_in_a_sentence_at_once(
    run: Run, home: Path, tmp_path: Path, odd: str, command: tuple[str, ...]
) -> None:
    make, sentence = ODD[odd]
    file = tmp_path / ("folder/odd" if "missing" in odd and "folder" in odd else "odd")
    make(file)
    if command == ("restore",) and not file.exists():
        sentence = NO_FILE
    before = everything_in(home)
    begin = time.monotonic()
    result = run(*command, str(file))
    assert time.monotonic() - begin < 1
    assert (result.status, result.out) == (1, "")
    assert result.err == f"mltrack: {sentence.format(file)}\n"
    assert everything_in(home) == before


@pytest.mark.parametrize("command", [("import", "json"), ("merge",), ("restore",)], ids=" ".join)
def test_a_file_that_may_not_be_read_is_said_to_be_one(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    file = tmp_path / "secret"
    file.touch()
    real = os.open

    def refusing(path: Any, *args: Any, **kwargs: Any) -> int:
        if str(path) == str(file):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, *args, **kwargs)

    before = everything_in(home)
    monkeypatch.setattr(os, "open", refusing)  # root may read everything
    result = run(*command, str(file))
    assert (result.status, result.out) == (1, "")
    assert result.err == f"mltrack: {file} could not be read: Permission denied.\n"
    assert everything_in(home) == before


def test_an_export_that_was_cut_short_anywhere_is_refused(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "export.json"
    run("export", "json", "-o", str(file))
    whole = file.read_bytes()
    monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / "other"))
    for length in range(len(whole.rstrip())):
        file.write_bytes(whole[:length])
        result = run("import", "json", str(file))
        assert (result.status, result.out) == (1, ""), length
        assert result.err.startswith(f"mltrack: {file} ")
        assert result.err.count("\n") == 1
    assert not (tmp_path / "other").exists()
    file.write_bytes(whole.rstrip())
    assert "2 changes taken over" in run("import", "json", str(file)).text


@pytest.mark.parametrize("key", ["reason", "of", "label", "id", "clock", "at", "new", "mark", "device"])
def test_an_export_in_which_an_entry_was_changed_is_refused_or_shown(
    run: Run, home: Path, tmp_path: Path, key: str
) -> None:
    file = tmp_path / "export.json"
    run("export", "json", "-o", str(file))
    whole = json.loads(file.read_bytes())
    whole["events"][0][key] = [HOSTILE]
    file.write_text(json.dumps(whole), "utf-8")
    before = everything_in(home)
    result = run("import", "json", str(file))
    assert result.status == (0 if key in {"reason", "of"} else 1)
    assert_harmless(result.out + result.err)
    assert everything_in(home) == before


# Text that means harm


def _poisoned(whole: Any) -> Any:
    """The export with the payload in every text of it, and a state that follows from its events."""
    first, second = whole["events"]
    first["new"] |= {"status": "waived", "reason": HOSTILE}
    del first["new"]["level"], first["new"]["done_on"]
    second["new"] = f"{HOSTILE}\n{HOSTILE}"
    third = {**first, "id": "c", "mark": f"unknown{HOSTILE}", "clock": 3, "label": HOSTILE}
    fourth = {**first, "id": "d", "clock": 4, "action": "a[/]", "device": "[@click=app.quit]x[/]"}
    piece = {"milestone": f"unknown{HOSTILE}", "on": "2026-01-01", "text": f"https://example.org/{HOSTILE}"}
    fifth = {**second, "id": "e", "clock": 5, "evidence": "p", "old": None, "new": piece}
    del fifth["note"]
    whole |= {"app": HOSTILE, "device": HOSTILE, "events": [first, second, third, fourth, fifth]}
    for number, event in enumerate(whole["events"]):
        event["id"] = f"{event['id']}{number}"
    progress = Progress.replay(event_of(event["id"], event) for event in whole["events"])
    return {**whole, "state": facts(progress)}


@pytest.fixture
def poisoned(run: Run, tmp_path: Path) -> Path:
    """An export that means harm, under a name that does too."""
    file = tmp_path / f"export{HOSTILE.partition(chr(0))[0].replace('/', '')}.json"
    whole = _poisoned(run("export", "json").json())
    file.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
    return file


def test_hostile_text_of_a_copy_reaches_the_terminal_as_letters(run: Run, progress_file: Path, poisoned: Path) -> None:
    outcomes = [
        run("import", "json", str(poisoned), "--dry-run"),
        run("restore", str(poisoned), "--dry-run"),
        run("merge", str(poisoned)),
    ]
    assert "3 changes taken over" in outcomes[-1].text
    assert "Both sides changed Python: tick Python (working) here, waive Python (" in outcomes[-1].text
    sibling = progress_file.with_name("progress" + poisoned.name)
    sibling.write_bytes(poisoned.read_bytes())
    reads = ["state", "history", "roles", "milestones", "evidence", "summary", "backups", "doctor", "merge"]
    outcomes += [run(read) for read in reads]
    outcomes += [run(read, "--json") for read in ("state", "history", "evidence", "backups", "doctor")]
    outcomes += [run("note", "sql"), run("milestone", "python"), run("export", "json"), run("undo")]
    for outcome in outcomes:
        assert outcome.status == 0
        assert_harmless(outcome.out + outcome.err)
    assert sum("evil" in outcome.out for outcome in outcomes) > 6


def test_hostile_text_in_a_damaged_file_is_told_as_letters(run: Run, progress_file: Path, poisoned: Path) -> None:
    run("merge", str(poisoned))
    harm(progress_file, ALTERED["trailing newline"])
    for arguments in (("state",), ("doctor",), ("tick", "sql"), ("merge",)):
        result = run(*arguments)
        assert_harmless(result.out + result.err)
        assert ("evil" in result.err) == (arguments in {("state",), ("tick", "sql")})


@pytest.mark.parametrize("key", ["app", "device", "schema", "generation"])
def test_hostile_text_about_a_file_is_told_as_letters(run: Run, progress_file: Path, key: str) -> None:
    poison = rebuilt(lambda tables: tables["_meta"]["file"].update({"schema": 9, key: HOSTILE}))
    progress_file.write_bytes(poison(progress_file.read_bytes()))
    for arguments in (("state",), ("doctor",), ("backups",), ("tick", "sql"), ("recover",)):
        result = run(*arguments)
        assert_harmless(result.out + result.err)


def test_what_is_kept_of_hostile_text_is_what_can_be_shown(run: Run, poisoned: Path) -> None:
    run("merge", str(poisoned))
    state: Any = run("state", "--json").json()
    assert state["notes"] == {"sql": plain(f"{HOSTILE}\n{HOSTILE}\n\njoins", lines=True)}
