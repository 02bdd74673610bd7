"""`catalog path`, `check` and `schema`: where one's own files go, what is wrong with them, what they may hold."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mltrack.core.entries import Kind
from tests.cli.conftest import Run
from tests.cli.small_catalog import write_catalog
from tests.store.own_files import SOUND, TWELVE_TOLD, write_twelve


@pytest.fixture
def own(home: Path) -> Path:
    """The folder for one's own files, which does not exist yet."""
    return home / "config" / "catalog"


def add(own: Path, text: str, name: str = "mine") -> Path:
    own.mkdir(parents=True, exist_ok=True)
    path = own / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


# path


def test_path_prints_the_folder_and_makes_nothing(run: Run, own: Path, home: Path) -> None:
    result = run("catalog", "path")
    assert (result.status, result.out) == (0, f"{own}\n")
    assert result.err == (
        "mltrack: It does not exist yet; mltrack catalog new role makes it, with a file to begin with.\n"
    )
    assert not home.exists()
    own.mkdir(parents=True)
    assert run("catalog", "path").err == ""


def test_paths_names_it_too(run: Run, own: Path) -> None:
    assert run("paths", "--json").json()["own_catalog"] == str(own)  # type: ignore[index]


# Faults never stop anything


def test_twelve_faults_are_twelve_lines_and_the_sound_part_is_in_use(run: Run, own: Path) -> None:
    write_twelve(own)
    result = run("catalog", "check")
    lines = [line.strip() for line in result.out.splitlines() if line.startswith("  ✗ ")]
    assert (result.status, len(lines)) == (1, 12)
    for line, (file, number, key, sentence) in zip(lines, TWELVE_TOLD, strict=True):
        place = f"{own / file}:{number}" if number else str(own / file)
        assert line.startswith(f"✗ {place}: {f'{key}: ' if key else ''}{sentence}")
    assert "Faults: 12" in result.out
    assert run("role", "clerk").status == 0
    assert run("tick", "spreadsheets").status == 0


def test_every_command_says_that_something_is_left_out_and_how_to_see_it(run: Run, own: Path) -> None:
    assert run("roles").err == ""
    add(own, SOUND + "[hobby]\n")
    for command in (("roles",), ("tick", "python"), ("next", "--json")):
        result = run(*command)
        assert (result.status, result.err) == (
            0,
            "mltrack: 1 fault in your own catalog files: what they concern is left out. "
            "To list them: mltrack catalog check\n",
        )


def test_the_doctor_tells_of_them(run: Run, own: Path) -> None:
    path = add(own, SOUND + "[hobby]\n")
    result = run("doctor")
    assert result.status == 1
    assert f"✗ left out: {path}:23: hobby: unknown table; a file may hold source, " in result.text
    assert "✓ 4 roles, 7 milestones" in result.text


# check


def test_check_of_a_sound_catalog(run: Run, catalog: Path) -> None:
    result = run("catalog", "check")
    assert (result.status, result.err) == (0, "")
    assert result.text == (
        f"Checked the catalog in {catalog}. 3 roles 6 milestones: 2 degrees, 1 certification, 2 skills, 0 experiences, "
        "1 project 2 sources, 1 benchmark, 0 removed Faults: none Unsourced: none Unused: none Unreachable: none "
        "Cyclic: none Retired without a successor: none Not verified for 12 months: none Dated in the future: none "
        "Not filled in yet: none"
    )


def test_what_could_be_better_is_listed_and_is_no_fault(run: Run, catalog: Path) -> None:
    (catalog / "more.toml").write_text(
        """
        [[source]]
        id = "idle"
        title = "Nobody cites it"
        accessed = "2020-01"
        [[skill]]
        id = "chess"
        title = "Chess"
        summary = "s"
        prerequisites = { has = "go", level = "familiar" }
        [[skill]]
        id = "go"
        title = "Go"
        summary = "s"
        [[certification]]
        id = "old-exam"
        title = "Old exam"
        summary = "s"
        [certification.credential]
        issuer = "i"
        status = "retired"
        verified_on = 2020-01-01
        source = { source = "survey", at = "x" }
        [[degree]]
        id = "ring"
        title = "Ring"
        summary = "s"
        prerequisites = { has = "ringed" }
        cites = [{ source = "survey", at = "x" }]
        [[degree]]
        id = "ringed"
        title = "Ringed"
        summary = "s"
        implies = [{ has = "ring" }]
        cites = [{ source = "survey", at = "x" }]
        [[role]]
        id = "relic"
        title = "Relic"
        level = "mid"
        family = "f"
        summary = "s"
        [[role.requirements]]
        label = "An exam of old"
        strength = "required"
        needs = { any = [{ has = "old-exam" }] }
        cites = [{ source = "survey", at = "x" }]
        """
    )
    found: Any = run("catalog", "check", "--json", "--months", "24").json()
    assert found["sound"] is True
    ids = {
        key: [(one["noun"], one["id"]) for one in found[key]]
        for key in ("unsourced", "unused", "unreachable", "cyclic", "no_successor", "stale")
    }
    assert ids == {
        "unsourced": [("milestone", "chess"), ("milestone", "go")],
        "unused": [("milestone", "chess"), ("source", "idle")],
        "unreachable": [("milestone", "go"), ("milestone", "ring"), ("milestone", "ringed"), ("role", "relic")],
        "cyclic": [("milestone", "ring")],
        "no_successor": [("milestone", "old-exam")],
        "stale": [("milestone", "old-exam"), ("source", "idle")],
    }
    assert found["counts"] == {
        "roles": 4,
        "milestones": 11,
        "degree": 4,
        "certification": 2,
        "skill": 4,
        "experience": 0,
        "project": 1,
        "sources": 3,
        "benchmarks": 1,
        "removed": 0,
    }
    text = run("catalog", "check").text
    assert "Unreachable: 4 · milestone go: only what no role asks for names it" in text
    assert "· role relic: 'An exam of old' can only be met with what is retired" in text
    assert "· milestone ring: it asks first for 'ringed', which brings it along" in text


def test_faults_as_json(run: Run, own: Path) -> None:
    path = add(own, "[hobby]\n")
    result = run("catalog", "check", "--json")
    found: Any = result.json()
    assert (result.status, found["sound"]) == (1, False)
    (fault,) = found["faults"]
    assert (fault["file"], fault["line"], fault["key"]) == (str(path), 1, "hobby")


def test_a_broken_catalog_itself_is_told_in_full(run: Run, catalog: Path) -> None:
    (catalog / "odd.toml").write_text("[hobby]\n")
    result = run("catalog", "check")
    assert result.status == 1
    assert f"✗ {catalog / 'odd.toml'}:1: hobby: unknown table" in result.out


def test_check_of_a_folder_is_of_a_catalog_by_itself_or_of_an_addition(run: Run, tmp_path: Path) -> None:
    whole = write_catalog(tmp_path / "whole")
    assert "/whole, as a catalog by itself" not in run("catalog", "check", str(tmp_path / "nowhere")).out
    (whole / "odd.toml").write_text("[hobby]\n")
    assert f"Checked {whole}, as a catalog by itself." in run("catalog", "check", str(whole)).text
    addition = tmp_path / "addition"
    addition.mkdir()
    (addition / "mine.toml").write_text(SOUND)
    result = run("catalog", "check", str(addition))
    assert result.status == 0
    assert f"Checked {addition}, added to the catalog in " in result.text
    assert run("catalog", "check", str(addition / "mine.toml")).status == 0


def test_check_of_one_of_ones_own_files_knows_the_others_and_tells_of_it_alone(run: Run, own: Path) -> None:
    add(own, SOUND)
    wrong = add(own, "[hobby]\n", "wrong")
    needs = 'prerequisites = { has = "spreadsheets", level = "working" }'
    right = add(own, f'[[skill]]\nid = "sums"\ntitle = "Sums"\nsummary = "s"\n{needs}\n', "right")
    assert run("catalog", "check", str(right)).status == 0
    assert "Faults: 1" in run("catalog", "check", str(wrong)).out


def test_check_of_what_is_not_there(run: Run, tmp_path: Path) -> None:
    result = run("catalog", "check", str(tmp_path / "nowhere.toml"))
    assert (result.status, result.out) == (1, "")
    assert result.err == (
        f"mltrack: {tmp_path / 'nowhere.toml'} cannot be read as a catalog: No such file or directory.\n"
    )


# schema


def test_the_schema_is_json_with_help_on_every_key(run: Run) -> None:
    found: Any = run("catalog", "schema").json()
    assert set(found["properties"]) == {
        *("source", "benchmark", "role", "removed"),
        *(kind.value for kind in Kind),
    }
    role = found["definitions"]["role"]
    assert role["properties"]["family"]["description"].startswith("The group it is listed with")
    assert role["required"] == ["id", "title", "level", "family", "summary", "requirements"]
    assert "kind" not in found["definitions"]["skill"]["properties"]
    assert "credential" in found["definitions"]["certification"]["required"]
    assert all("override" in found["definitions"][table]["properties"] for table in found["properties"])


def test_help_needs_no_catalog(tmp_path: Path) -> None:
    environment = {**os.environ, "MLTRACK_CATALOG": str(tmp_path / "nowhere"), "PYTHONPATH": "src"}
    line = [sys.executable, "-m", "mltrack", "catalog", "--help"]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(name in done.stdout for name in ("path", "check", "new", "diff", "schema"))


# Whose an entry is


def test_what_is_ones_own_says_so_and_what_it_takes_the_place_of(run: Run, own: Path) -> None:
    path = add(own, SOUND)
    mine = add(own, '[[skill]]\nid = "python"\ntitle = "Python here"\nsummary = "s"\noverride = true\n', "mine too")
    for _ in range(2):  # read from the files, and then from the compiled catalog
        assert "Yours, from mine.toml. " in run("role", "clerk").text
        assert "Yours, from mine too.toml, in place of what mltrack ships. " in run("milestone", "python").text
        assert "Yours" not in run("role", "analyst").out + run("milestone", "sql").out
        role: Any = run("role", "clerk", "--json").json()
        milestone: Any = run("milestone", "python", "--json").json()
        assert role["yours"] == {"file": str(path), "overrides": False}
        assert milestone["yours"] == {"file": str(mine), "overrides": True}
    theirs: Any = run("milestone", "sql", "--json").json()
    assert theirs["yours"] is None
