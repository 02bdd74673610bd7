"""`import FILE`: what people have elsewhere, listed with its reasons, and recorded once they agree."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, everything_in
from tests.cli.hostile import HOSTILE, assert_harmless

CSV = """title,level,done_on
Python,proficient,2024-05-01
Structured queries,,
SQL,,
Knitting,,
"""


@pytest.fixture
def skills(tmp_path: Path) -> Path:
    path = tmp_path / "skills.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def _numbers(run: Run, file: Path, fate: str) -> list[int]:
    said: Any = run("import", str(file), "--json").json()
    return [one["number"] for one in said["proposals"] if one["fate"] == fate]


def _marks(run: Run) -> Any:
    return run("state", "--json").json()


def test_a_file_is_listed_with_its_reasons_and_nothing_is_recorded(run: Run, home: Path, skills: Path) -> None:
    result = run("import", str(skills))
    assert (result.status, result.err) == (0, "")
    for words in ("Certain (2)", "Python (proficient), 2024-05-01", "1 of these states no level", "Knitting", "--yes"):
        assert words in result.text
    assert result.text.count("one of your own: mltrack catalog new milestone.") == 1
    assert not home.exists()


def test_what_is_certain_is_recorded_by_yes_as_one_action(run: Run, skills: Path) -> None:
    result = run("import", str(skills), "--yes")
    assert result.status == 0
    assert "Recorded: 2 done. 2 roles moved" in result.text
    assert _marks(run)["levels"] == {"python": "proficient", "sql": "working"}
    assert "import from skills.csv" in run("history").out
    assert "Undone: import from skills.csv" in run("undo").text
    assert _marks(run)["ticked"] == []


def test_the_same_file_again_changes_nothing(run: Run, home: Path, skills: Path) -> None:
    run("import", str(skills), "--yes")
    before = everything_in(home)
    again = run("import", str(skills), "--yes")
    assert (again.status, again.text) == (
        0,
        "Nothing new in it: 2 known already, 2 not in the catalog (--all).",
    )
    assert everything_in(home) == before


def test_numbers_choose_what_is_recorded(run: Run, skills: Path) -> None:
    (python, sql) = _numbers(run, skills, "certain")
    assert run("import", str(skills), "--take", f"{sql}").status == 0
    assert _marks(run)["ticked"] == ["sql"]
    assert run("import", str(skills), "--take", f"{python}-{sql}").status == 0
    assert _marks(run)["ticked"] == ["python", "sql"]


def test_what_is_known_is_not_said_to_be_recorded(run: Run, skills: Path) -> None:
    numbers = [str(one) for one in _numbers(run, skills, "certain")]
    assert run("import", str(skills), "--take", numbers[0]).status == 0
    both: Any = run("import", str(skills), "--take", ",".join(numbers), "--json").json()
    assert both["recorded"] == [int(numbers[1])]
    assert {"evidence", "note", "reason"} <= both["proposals"][0].keys()
    again = run("import", str(skills), "--take", ",".join(numbers))
    assert "Nothing to record: all of it is told already." in again.text


@pytest.mark.parametrize("which", ["0", "99", "3-1", "one", "1;2"])
def test_a_number_that_is_not_there_is_refused(run: Run, home: Path, skills: Path, which: str) -> None:
    result = run("import", str(skills), "--take", which)
    assert (result.status, result.err.startswith(f"mltrack: '{which}' is not a number from 1 to 4")) == (1, True)
    assert not home.exists()


def test_what_the_catalog_lacks_cannot_be_taken(run: Run, skills: Path) -> None:
    (number, *_) = _numbers(run, skills, "unmatched")
    result = run("import", str(skills), "--take", str(number))
    assert (result.status, result.err) == (
        1,
        f"mltrack: {number} is not in the catalog, so there is nothing to record.\n",
    )


def test_where_the_catalog_lacks_nothing_there_is_nothing_to_add(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("Skill\nPython\n", encoding="utf-8")
    assert "catalog new" not in run("import", str(tmp_path / "mine.csv")).text


def test_a_level_is_given_for_all_that_state_none(run: Run, skills: Path) -> None:
    run("import", str(skills), "--yes", "--level", "familiar")
    assert _marks(run)["levels"] == {"python": "proficient", "sql": "familiar"}


def test_it_comes_from_stdin_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(CSV.encode())))
    assert run("import", "--yes", "-").status == 0
    assert _marks(run)["ticked"] == ["python", "sql"]


def test_an_export_of_mltrack_is_taken_in_whole(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("tick", "python")
    run("export", "json", "-o", str(tmp_path / "mine.json"))
    monkeypatch.setenv("MLTRACK_HOME", str(tmp_path / "other"))
    result = run("import", str(tmp_path / "mine.json"))
    assert (result.status, "1 change taken over: tick Python" in result.text) == (0, True)
    refused = run("import", str(tmp_path / "mine.json"), "--yes")
    assert refused.status == 2
    assert refused.err.endswith(
        f"Error: {tmp_path / 'mine.json'} is an export of mltrack and is taken in whole: leave --yes out, "
        "or give --dry-run to see first what it would change.\n"
    )


@pytest.mark.parametrize("choice", [["--yes", "--dry-run"], ["--yes", "--take", "1"], ["--take", "1", "--dry-run"]])
def test_two_ways_at_once_are_refused(run: Run, skills: Path, choice: list[str]) -> None:
    result = run("import", str(skills), *choice)
    assert (result.status, result.out) == (2, "")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty."),
        (b"\x00\x01\x02 binary", "this is no format that mltrack reads. Formats: "),
        (b"PK\x03\x04 cut off", "is a damaged archive: "),
        (b'{"skills": [', "skills"),
        (b'[{"credentialSubject": {}}, {"credentialSubject": {}}]', "given, [0]: the badge has no name."),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(
    run: Run, home: Path, tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "given"
    file.write_bytes(content)
    result = run("import", str(file), "--yes")
    assert (result.status, result.out, result.err.count("\n")) == (1, "", 1)
    assert result.err.startswith("mltrack: ")
    assert "given" in result.err
    if sentence != "skills":
        assert sentence in result.err
    assert not home.exists()


def test_hostile_words_of_a_file_are_letters_in_text_and_in_json(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "resume.json"
    file.write_text(json.dumps({"skills": [{"name": HOSTILE, "level": HOSTILE}], "basics": {}}), encoding="utf-8")
    for arguments in (["import", str(file)], ["import", str(file), "--json"]):
        result = run(*arguments)
        assert result.status == 0
        assert_harmless(result.out + result.err)


@pytest.mark.parametrize("verb", ["export", "import"])
def test_formats_are_named(run: Run, home: Path, verb: str) -> None:
    assert "  json  " in run(verb, "--help").out
    assert run(verb).status == 2
    assert run(verb, "--nonsense").status == 2
    assert not home.exists()


def test_an_unknown_format_is_refused(run: Run, home: Path) -> None:
    result = run("export", "pdf")
    assert (result.status, result.out) == (2, "")
    assert "There is no format 'pdf'. Formats: json" in result.err
    assert not home.exists()
