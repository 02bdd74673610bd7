"""`catalog`: where one's own files go, what is wrong with them, how to begin one, and what a change brings."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from mltrack.core.entries import Kind
from tests.cli.conftest import Run, everything_in
from tests.cli.small_catalog import write_catalog
from tests.session.changed_catalog import write_changed
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
        f"Checked the catalog in {catalog}. 3 roles 6 milestones: 2 degrees, 1 certification, 2 skills, 0 experience, "
        "1 project 2 sources, 1 benchmark, 0 removed Faults: none Unsourced: none Unused: none Unreachable: none "
        "Cyclic: none Retired without a successor: none Not verified for 12 months: none"
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


# new


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_a_new_milestone_passes_the_check_as_it_is_written(run: Run, own: Path, kind: str) -> None:
    result = run("catalog", "new", "milestone", "first-thing", "--kind", kind)
    assert (result.status, result.err) == (0, "")
    assert f"Wrote {own / 'first-thing.toml'}" in result.out
    assert run("catalog", "check").status == 0
    assert run("milestone", "first-thing", "--json").json()["kind"] == kind  # type: ignore[index]


def test_a_new_role_passes_the_check_and_works_in_every_view(run: Run, own: Path) -> None:
    assert run("catalog", "new", "role").status == 0
    assert {path.name for path in own.iterdir()} == {"my-role.toml", "schema.json"}
    checked = run("catalog", "check")
    assert (checked.status, checked.err) == (0, "")
    assert "My role" in run("roles").out
    assert run("target", "my-role").status == 0
    for command in ("plan", "next", "nearest", "summary", "state"):
        assert run(command).status == 0, command
    for command in (("role", "my-role"), ("path", "my-role"), ("compare", "my-role", "analyst")):
        assert run(*command).status == 0, command


def test_a_new_role_where_the_catalog_has_no_skill_comes_with_a_project(run: Run, catalog: Path) -> None:
    for path in catalog.rglob("*.toml"):
        path.unlink()
    assert run("catalog", "new", "role", "painter").status == 0
    assert run("catalog", "check").status == 0
    assert run("milestone", "painter-project").status == 0


def test_uncommenting_every_line_leaves_a_file_that_can_be_read(run: Run, own: Path) -> None:
    run("catalog", "new", "role")
    path = own / "my-role.toml"
    keys = "amount|currency|measure|as_of|source|at|publisher|url|accessed|note|role|responsibilities|aliases"
    text, uncommented = re.subn(rf"(?m)^# (?=\[\[role\.|(?:{keys}) = )", "", path.read_text())
    assert uncommented == 17
    path.write_text(text.replace("the-id-of-another-role", "analyst"))
    assert run("catalog", "check").status == 0, run("catalog", "check").out
    assert "$100,000" in run("role", "my-role").out


def test_new_prints_and_writes_nothing_with_a_dash(run: Run, home: Path) -> None:
    result = run("catalog", "new", "role", "-")
    assert result.out.startswith("#:schema ./schema.json\n")
    assert run("catalog", "new", "role", "--stdout").out == result.out
    assert not home.exists()


def test_new_never_overwrites(run: Run, own: Path, home: Path) -> None:
    run("catalog", "new", "role", "painter")
    (own / "painter.toml").write_text("# mine\n")
    before = everything_in(home)
    result = run("catalog", "new", "milestone", "painter")
    assert result.status == 1
    assert f"{own / 'painter.toml'} is there already and was left as it is" in result.err
    assert everything_in(home) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("role", "analyst"), "The role 'analyst' is in the catalog already, in "),
        (("milestone", "python"), "The milestone 'python' is in the catalog already, in "),
        (("role", "Not An Id"), "An id is up to 80 lower-case letters, digits and single hyphens, not 'not an id'."),
        (("role", "../up"), "An id is up to 80 lower-case letters"),
    ],
)
def test_new_refuses_an_id_that_is_taken_or_none(run: Run, home: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run("catalog", "new", *arguments)
    assert result.status == 1
    assert result.err.startswith(f"mltrack: {said}")
    assert not home.exists()


def test_new_refuses_what_one_has_already(run: Run, own: Path) -> None:
    path = add(own, SOUND)
    result = run("catalog", "new", "role", "clerk")
    assert result.err == f"mltrack: You have a role 'clerk' already, in {path}:11.\n"


# diff


@pytest.fixture
def filled(run: Run) -> None:
    run("target", "engineer")
    run("tick", "python", "portfolio")


@pytest.mark.usefixtures("filled")
def test_diff_with_an_older_folder_and_with_a_wheel(
    run: Run, catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = write_changed(tmp_path / "after")
    monkeypatch.setenv("MLTRACK_CATALOG", str(after))
    result = run("catalog", "diff", str(catalog))
    assert (result.status, result.err) == (0, "")
    assert result.text.startswith(
        "1 new requirement for your target, 3 changed requirements, 3 renamed, 2 new milestones, 2 other changes, "
        "1 of yours no longer in it, and kept. For what you aim for - ML engineer: "
    )
    assert "- Portfolio is no longer in the catalog. It was split" in result.text
    wheel = tmp_path / "mltrack_tui-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        for path in catalog.rglob("*.toml"):
            packed.write(path, f"mltrack/_catalog/{path.relative_to(catalog)}")
        packed.writestr("mltrack/__init__.py", "raise SystemExit('it was run')")
    assert run("catalog", "diff", str(wheel)).out == result.out
    assert run("catalog", "diff", str(wheel), str(after)).out == result.out
    assert run("catalog", "check", str(wheel)).status == 0


@pytest.mark.usefixtures("filled")
def test_diff_as_json(run: Run, catalog: Path, tmp_path: Path) -> None:
    after = write_changed(tmp_path / "after")
    found: Any = run("catalog", "diff", str(catalog), str(after), "--json").json()
    assert set(found) == {"summary", "kept", "counts", "differences"}
    assert found["kept"] == 1
    assert found["counts"]["renamed"] == 3
    (serving,) = [one for one in found["differences"] if one["what"] == "new requirement"]
    assert (serving["noun"], serving["id"], serving["whose"]) == ("role", "engineer", "target")
    assert serving["requirement"] == {"label": "Serving", "strength": "required", "needs": "Project in use"}
    (renamed,) = [one for one in found["differences"] if one["id"] == "python-language"]
    assert (renamed["former_id"], renamed["whose"]) == ("python", "told")


def test_diff_of_a_catalog_with_itself(run: Run, catalog: Path) -> None:
    result = run("catalog", "diff", str(catalog))
    assert result.out == "Nothing that concerns you has changed in the catalog.\n"


def test_diff_with_faults_in_the_old_one_says_so(run: Run, catalog: Path, tmp_path: Path) -> None:
    old = write_catalog(tmp_path / "old")
    (old / "odd.toml").write_text("[hobby]\n")
    result = run("catalog", "diff", str(old))
    assert result.status == 0
    assert result.err.startswith(f"mltrack: 1 fault in {old}: what they concern is left out.")


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"not a wheel"], ids=["empty", "bare", "text"])
def test_diff_with_a_wheel_that_is_none(run: Run, tmp_path: Path, content: bytes) -> None:
    wheel = tmp_path / "x.whl"
    wheel.write_bytes(content)
    result = run("catalog", "diff", str(wheel))
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(f"mltrack: {wheel} cannot be read as a catalog: ")


def test_diff_without_a_change_so_far(run: Run) -> None:
    result = run("catalog", "diff")
    assert (result.status, result.out) == (1, "")
    assert result.err == (
        "mltrack: The catalog has not changed here yet. Name an older one: mltrack catalog diff OLD\n"
    )


# What is said of a change on the command line


@pytest.mark.usefixtures("filled")
def test_a_change_is_said_once_where_somebody_reads_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mltrack.cli.opening.stderr_is_read", lambda: True)
    assert run("roles").err == ""
    monkeypatch.setenv("MLTRACK_CATALOG", str(write_changed(tmp_path / "after")))
    assert run("roles").err == (
        "mltrack: The catalog has changed: 1 new requirement for your target, 3 changed requirements, 3 renamed, "
        "2 new milestones, 2 other changes, 1 of yours no longer in it, and kept. To see how: mltrack catalog diff\n"
    )
    assert run("roles").err == ""
    assert "Serving" in run("catalog", "diff").out


@pytest.mark.usefixtures("filled")
def test_nothing_is_said_or_remembered_where_nobody_reads_it(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLTRACK_CATALOG", str(write_changed(tmp_path / "after")))
    assert run("roles").err == ""
    assert not (home / "cache" / "seen-catalog.json").exists()


# What left the catalog


def test_when_all_targets_left_the_catalog_the_plan_says_so(run: Run, catalog: Path) -> None:
    run("target", "wanderer")
    (catalog / "roles" / "wanderer.toml").unlink()
    result = run("plan")
    assert (result.status, result.err) == (
        1,
        "mltrack: The role that you aim for, wanderer, is no longer in the catalog. "
        "Name another one, or set a target with mltrack target ROLE.\n",
    )
    gone = '[[removed]]\nid = "wanderer"\nwas = "role"\ntitle = "Wanderer"\nwhy = "w"\nsuccessors = ["analyst"]\n'
    (catalog / "removed.toml").write_text(gone)
    assert run("plan").err == (
        "mltrack: The role that you aim for, Wanderer, is no longer in the catalog. w. In its place: Data analyst. "
        "Name another one, or set a target with mltrack target ROLE.\n"
    )
    assert "The role that you aim for, Wanderer, is no longer in the catalog." in run("next").text
    run("target", "engineer")
    assert run("plan").status == 0


@pytest.mark.usefixtures("filled")
def test_state_tells_what_became_of_what_is_kept(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLTRACK_CATALOG", str(write_changed(tmp_path / "after")))
    text = run("state").text
    assert "No longer in the catalog, and kept: portfolio - portfolio: It was split" in text


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
