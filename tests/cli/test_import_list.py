"""How `import FILE` lists what it read: numbers that stay, and few lines where there is little to say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from mltrack.cli.text import cells
from tests.cli.conftest import Outcome, Run

CLUSTERS = "CA-1 Cluster administrator"
RESUME = {
    "skills": [
        {"name": "Knitting"},
        {"name": "SQL 2016"},
        {"name": "Python 3.11"},
        {"name": "Python", "level": "Advanced"},
    ],
    "certificates": [
        {"name": "Underwater hockey"},
        {"name": CLUSTERS, "date": "2020", "url": "https://example.org/1"},
        {"name": CLUSTERS, "date": "2020", "url": "https://example.org/2"},
    ],
}


@pytest.fixture
def resume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "resume.json").write_text(json.dumps(RESUME), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return "resume.json"


def listed(result: Outcome) -> list[tuple[int, str]]:
    """The numbers of the rows, from above to below, with the words beside them."""
    lines = [line for line in result.out.splitlines() if line[:4].strip().isdigit()]
    return [(int(line[:4]), line[6:].partition(" ->")[0].strip()) for line in lines]


def test_what_is_listed_is_numbered_from_above_to_below(run: Run, resume: str) -> None:
    result = run("import", resume)
    rows = [(1, CLUSTERS), (2, CLUSTERS), (3, "Python"), (4, "SQL 2016"), (5, "Python 3.11")]
    assert listed(result) == rows
    assert all(cells(line) <= 80 for line in result.out.splitlines())
    whole = listed(run("import", resume, "--all"))
    assert whole == [*rows, (6, "Underwater hockey"), (7, "Knitting")]
    said: Any = run("import", resume, "--json").json()
    assert [(one["number"], one["claim"]["name"]) for one in said["proposals"]] == whole
    assert [one["claim"]["place"] for one in said["proposals"]][:3] == [
        "certificates[1]",
        "certificates[2]",
        "skills[3]",
    ]


def test_a_number_means_the_same_once_a_part_was_recorded(run: Run, resume: str) -> None:
    recorded = run("import", resume, "--yes")
    assert recorded.text.endswith("To record the one to confirm too: --take 4")
    again = run("import", resume)
    assert listed(again) == [(4, "SQL 2016")]
    assert "--take 4 for the one to confirm." in again.text
    assert "Recorded: 1 done." in run("import", resume, "--take", "4").text
    assert run("state", "--json").json()["levels"] == {"python": "proficient", "sql": "working"}  # type: ignore[index]


def test_what_is_known_and_what_the_catalog_lacks_take_a_line_each(run: Run, resume: str) -> None:
    run("import", resume, "--yes")
    again = run("import", resume)
    assert "\nKnown already (4): Cluster administrator; Python\n" in again.out
    assert "\nNot in the catalog, not recorded (2): Underwater hockey; Knitting\n" in again.out
    assert (6, "Underwater hockey") in listed(run("import", resume, "--all"))


@pytest.mark.parametrize("option", [(), ("--yes",), ("--dry-run",)])
def test_where_nothing_is_new_one_line_says_so(run: Run, resume: str, option: tuple[str, ...]) -> None:
    run("import", resume, "--take", "all")
    assert run("import", resume, *option).out == ("Nothing new in it: 5 known already, 2 not in the catalog (--all).\n")
    assert len(listed(run("import", resume, "--all", *option))) == 7


def test_where_the_catalog_has_none_of_it_that_is_said(run: Run, resume: str, tmp_path: Path) -> None:
    (tmp_path / resume).write_text('{"skills": [{"name": "Knitting"}, {"name": "Judo"}]}', encoding="utf-8")
    assert run("import", resume, "--yes").out == "Nothing of it is in the catalog: Knitting; Judo.\n"


def test_reasons_say_something_and_levels_are_told_of_once(run: Run, resume: str) -> None:
    out = run("import", resume).out
    assert "1 of these states no level and counts as working; --level sets another.\n" in out
    assert out.count("level") == 2
    assert "the same name" not in out
    assert "a version of SQL" in out
    assert "Cluster administrator, 2020-01-01 (only 2020 stated), lapsed 2022-01-01" in out
    assert "Cluster administrator: said twice, adds evidence" in out


def test_what_was_ticked_before_is_not_ticked_anew(run: Run, resume: str) -> None:
    run("tick", "cluster-admin")
    assert "-> Cluster administrator: adds evidence\n" in run("import", resume).out
    said: Any = run("import", resume, "--json").json()
    assert [one["adds"] for one in said["proposals"]][:4] == [["evidence"], ["evidence"], ["mark"], ["mark"]]
    assert [one["lapsed"] for one in said["proposals"]][:4] == [True, True, False, False]


def test_history_and_undo_tell_the_counts_of_an_import(run: Run, resume: str, tmp_path: Path) -> None:
    more = [{"name": CLUSTERS, "url": f"https://example.org/{number}"} for number in range(4)]
    (tmp_path / resume).write_text(json.dumps({**RESUME, "certificates": more}), encoding="utf-8")
    run("import", resume, "--take", "all")
    counts = "import from resume.json (3 done, 4 pieces of evidence)"
    assert counts in run("history").text
    assert f"Undone: {counts}. 2 roles moved" in run("undo").text


@pytest.mark.parametrize(
    ("which", "words"),
    [
        ("certain,4", "Recorded: 3 done, 2 pieces of evidence."),
        ("all but 3", "Recorded: 2 done, 2 pieces of evidence."),
        ("-3", "Recorded: 2 done, 2 pieces of evidence."),
        ("yes", "Recorded: 2 done, 2 pieces of evidence."),
        ("none", "Nothing was recorded."),
        ("?", "certain,12 what is certain, and number 12"),
    ],
)
def test_words_choose_too(run: Run, resume: str, which: str, words: str) -> None:
    result = run("import", resume, "--take", which)
    assert (result.status, words in result.text) == (0, True)


def test_a_fault_of_usage_names_no_word_that_the_help_does_not(run: Run, resume: str) -> None:
    result = run("import", resume, "--nonsense")
    assert result.status == 2
    assert result.err.startswith("Usage: mltrack import [OPTIONS] FILE|-\nTry 'mltrack import --help' for help.\n")
    assert "Usage: mltrack import FILE|- [OPTIONS]" in run("import", "--help").text
    assert "There is no file file." in run("import", "file").err


def test_a_tilde_is_the_home_where_no_shell_has_said_so(
    run: Run, resume: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "person").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    shutil.copy(resume, tmp_path / "person" / "mine.json")
    assert "Recorded: 2 done" in run("import", "~/mine.json", "--yes").text
    run("export", "csv", "-o", "~/x.csv")
    run("backup", "~/kept.json")
    assert {one.name for one in (tmp_path / "person").iterdir()} == {"mine.json", "x.csv", "kept.json"}
    run("untick", "python")
    assert "Restored" in run("restore", "~/kept.json").text
    nobody = run("import", "~nobody-at-all/x.json")
    assert (nobody.status, nobody.err) == (1, "mltrack: There is no file ~nobody-at-all/x.json.\n")
