"""What a change of the catalog brings: `catalog diff`, what is said once, and what is said of what left."""

from __future__ import annotations

import shlex
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.small_catalog import write_catalog
from tests.session.changed_catalog import write_changed


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
    assert result.out == "No role, requirement, milestone, effort or figure is different.\n"


def test_diff_with_faults_in_the_old_one_says_so(run: Run, catalog: Path, tmp_path: Path) -> None:
    old = write_catalog(tmp_path / "old")
    (old / "odd.toml").write_text("[hobby]\n")
    result = run("catalog", "diff", str(old))
    assert result.status == 0
    assert result.err.startswith(f"mltrack: 1 fault in {old}: what they concern is left out; ")


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
        "mltrack: No other catalog was seen here before this one. Name an older one: mltrack catalog diff OLD\n"
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
def test_a_change_that_was_shown_in_full_is_not_announced_after_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mltrack.cli.opening.stderr_is_read", lambda: True)
    run("roles")
    monkeypatch.setenv("MLTRACK_CATALOG", str(write_changed(tmp_path / "after")))
    result = run("catalog", "diff")
    assert ("Serving" in result.out, result.err) == (True, "")
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


OWN_ROLE = """
[[source]]
id = "posting"
title = "A posting"

[role]
id = "keeper"
title = "Keeper of models"
level = "mid"
family = "Elsewhere"
summary = "Keeps them running."

[[role.requirements]]
label = "Python"
strength = "required"
needs = { has = "python", level = "working" }
cites = [{ source = "posting", at = "You have" }]
"""


def own_role(run: Run) -> Path:
    folder = Path(run("catalog", "path").out.strip())
    folder.mkdir(parents=True)
    (folder / "keeper.toml").write_text(OWN_ROLE, encoding="utf-8")
    return folder


def test_diff_with_a_copy_of_ones_own_folder(run: Run, tmp_path: Path) -> None:
    folder = own_role(run)
    run("target", "keeper")
    old = shutil.copytree(folder, tmp_path / "old")
    nothing = "No role, requirement, milestone, effort or figure is different."
    assert run("catalog", "diff", str(old)).text == nothing
    assert run("catalog", "diff", str(old), str(folder)).text == nothing
    (folder / "keeper.toml").write_text(OWN_ROLE.replace('"working"', '"expert"'), encoding="utf-8")
    for result in (run("catalog", "diff", str(old)), run("catalog", "diff", str(old), str(folder))):
        assert "1 changed requirement for your target" in result.text
        assert "Python is now Python (expert), no longer Python (working)" in result.text
        assert result.err == ""


def test_ones_own_files_count_on_both_sides(run: Run, catalog: Path, tmp_path: Path) -> None:
    own_role(run)
    run("target", "keeper")
    assert "is different" in run("catalog", "diff", str(catalog)).text
    after = write_changed(tmp_path / "after")
    assert "Keeper" not in run("catalog", "diff", str(catalog), str(after)).out


def test_diff_tells_faults_and_how_to_list_them(run: Run, tmp_path: Path) -> None:
    old = tmp_path / "old ones"
    old.mkdir()
    (old / "keeper.toml").write_text(OWN_ROLE.replace('"python"', '"pyhton"'), encoding="utf-8")
    result = run("catalog", "diff", str(old))
    assert "1 fault in" in result.err
    assert run(*shlex.split(result.err.partition("left out; mltrack ")[2].partition(" lists")[0])).status == 1


@pytest.mark.parametrize("name", ["empty", "words.txt", "broken.whl"])
def test_what_is_no_catalog_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    if name == "empty":
        place.mkdir()
    elif name == "words.txt":
        place.write_text("# nothing", encoding="utf-8")
    else:
        with zipfile.ZipFile(place, "w") as packed:
            packed.writestr("mltrack/_catalog/roles.toml", "[role")
    result = run("catalog", "diff", str(place))
    assert (result.status, result.out) == (1, "")
    assert " ".join(result.err.split()) == (
        f"mltrack: There is no sound role or milestone in {place}: it is not a catalog."
    )


@pytest.fixture
def departed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The portfolio is done, there is a note on an exam; then the catalog has neither."""
    run("tick", "python", "portfolio")
    run("evidence", "portfolio", "https://example.org/portfolio")
    run("note", "cluster-admin", "passed at once")
    monkeypatch.setenv("MLTRACK_CATALOG", str(write_changed(tmp_path / "after")))


@pytest.mark.usefixtures("departed")
def test_what_left_is_listed_last_or_alone(run: Run) -> None:
    gone = "No longer in the catalog, and kept [ ] Cluster administrator cluster-admin [x] Portfolio portfolio"
    assert run("milestones").text.endswith(gone)
    assert run("milestones", "--view", "departed").text == gone
    assert run("milestones", "--view", "departed", "folio").text == (
        "No longer in the catalog, and kept [x] Portfolio portfolio"
    )
    assert run("milestones", "--view", "started").text == "No milestone fits."
    rows: Any = run("milestones", "--view", "done", "--json").json()
    assert [(one["id"], one["kind"], one["departed"]) for one in rows] == [
        ("python-language", "skill", False),
        ("portfolio", "project", True),
    ]


@pytest.mark.usefixtures("departed")
def test_what_left_can_be_looked_at(run: Run) -> None:
    shown = run("milestone", "portfolio").text
    assert shown.startswith("Portfolio (portfolio) No longer in the catalog, done on ")
    assert "It was split: what is shown and how it runs are two things. In its place: Portfolio of notebooks" in shown
    assert shown.endswith("https://example.org/portfolio")
    told: Any = run("milestone", "cluster-admin", "--json").json()
    assert (told["departed"], told["state"], told["note"]) == (True, "open", "passed at once")
    assert (told["became"], told["successors"]) == ("Its issuer has closed.", [])
    assert "portfolio" in run("evidence", "portfolio").out


@pytest.mark.usefixtures("departed")
def test_what_left_can_be_made_open_and_its_note_taken_away_but_not_ticked(run: Run) -> None:
    result = run("tick", "portfolio")
    assert (result.status, result.out) == (1, "")
    assert " ".join(result.err.split()) == (
        "mltrack: The milestone 'portfolio' is no longer in the catalog. It was split: what is shown and how it runs "
        "are two things. In its place: notebook-portfolio, deployed-project."
    )
    assert run("note", "cluster-admin", "").status == 0
    assert run("untick", "portfolio").status == 0
    assert run("milestones", "--view", "departed").text == (
        "No longer in the catalog, and kept [ ] Portfolio portfolio"
    )
    assert run("evidence", "portfolio", "--remove", "1").status == 0
    assert run("milestones", "--view", "departed").text == "No milestone fits."
