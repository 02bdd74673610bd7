"""`catalog new`: a file to begin with, which is sound as it is and never takes the place of another one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mltrack.core.entries import Kind
from tests.cli.conftest import Run, everything_in
from tests.store.own_files import SOUND


@pytest.fixture
def own(home: Path) -> Path:
    """The folder for one's own files, which does not exist yet."""
    return home / "config" / "catalog"


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
    for command in ("plan", "next", "nearest", "summary", "state", "role my-role", "path my-role"):
        assert run(*command.split()).status == 0, command
    assert run("compare", "my-role", "analyst").status == 0


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
    own.mkdir(parents=True)
    path = own / "mine.toml"
    path.write_text(SOUND)
    result = run("catalog", "new", "role", "clerk")
    assert result.err == f"mltrack: You have a role 'clerk' already, in {path}:11.\n"
