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
    assert run("catalog", "new", "role").out.endswith("\nTo see it: mltrack role my-role\n")
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
    keys = "amount|currency|period|measure|as_of|source|at|publisher|url|published|note|role|responsibilities|aliases"
    keys += "|percent|from_year|to_year|group|text|scheme|code|title|evidenced"
    text, uncommented = re.subn(rf"(?m)^# (?=\[\[role\.|(?:{keys}) = )", "", path.read_text())
    assert uncommented == 34
    path.write_text(text.replace("the-id-of-another-role", "analyst"))
    assert run("catalog", "check").status == 0, run("catalog", "check").out
    shown = run("role", "my-role").text
    assert "$100,000" in shown
    assert "12" in shown
    assert "One sentence, in your own words." in shown


def test_new_prints_and_writes_nothing_with_a_dash(run: Run, home: Path) -> None:
    result = run("catalog", "new", "role", "-")
    assert result.out.startswith("#:schema ./schema.json\n")
    assert run("catalog", "new", "role", "--stdout").out == result.out
    assert not home.exists()


def test_new_never_overwrites(run: Run, own: Path, home: Path) -> None:
    run("catalog", "new", "role", "painter")
    for name in ("painter", "painter-milestone"):
        (own / f"{name}.toml").write_text("# mine\n")
    before = everything_in(home)
    result = run("catalog", "new", "milestone", "painter")
    assert result.status == 1
    assert f"{own / 'painter-milestone.toml'} is there already and was left as it is" in result.err
    assert everything_in(home) == before


def test_a_milestone_may_have_the_id_of_a_role_and_gets_a_file_of_its_own(run: Run, own: Path) -> None:
    run("catalog", "new", "role", "painter")
    result = run("catalog", "new", "milestone", "painter")
    assert (result.status, result.out.splitlines()[0]) == (0, f"Wrote {own / 'painter-milestone.toml'}")
    assert "Faults: none" in run("catalog", "check").out


def test_a_schema_of_ones_own_is_left_as_it_is_and_told(run: Run, own: Path) -> None:
    own.mkdir(parents=True)
    schema = own / "schema.json"
    schema.write_text('{"$comment": "mine"}')
    result = run("catalog", "new", "role", "painter")
    assert (result.status, schema.read_text()) == (0, '{"$comment": "mine"}')
    assert result.err == f"mltrack: {schema} is a file of your own and was left as it is: no help in editors.\n"


def test_the_schema_of_an_earlier_mltrack_is_made_that_of_today(run: Run, own: Path) -> None:
    own.mkdir(parents=True)
    (own / "schema.json").write_text('{"$comment": "Written by mltrack catalog schema. Changes by hand are lost."}')
    run("catalog", "new", "role", "painter")
    assert "definitions" in (own / "schema.json").read_text()


def test_where_the_schema_cannot_be_written_nothing_is(run: Run, own: Path) -> None:
    (own / "schema.json").mkdir(parents=True)
    result = run("catalog", "new", "role", "painter")
    assert result.status == 1
    assert f"{own / 'painter.toml'} was not written, for {own / 'schema.json'} is in the way: " in result.err
    assert [path.name for path in own.iterdir()] == ["schema.json"]


def test_the_day_stands_in_it_and_the_title_is_as_people_write_it(run: Run, home: Path) -> None:
    text = run("catalog", "new", "role", "ml-platform-engineer", "--stdout").out
    assert re.search(r'^accessed = "\d{4}-\d\d-\d\d"', text, re.MULTILINE)
    assert 'title = "ML platform engineer"' in text
    assert all(f"# {key} = " in text for key in ("percent", "from_year", "to_year", "group", "evidenced", "text"))


def test_what_is_not_filled_in_yet_is_listed(run: Run, own: Path) -> None:
    run("catalog", "new", "milestone", "chess", "--kind", "certification")
    text = run("catalog", "check").text
    assert "Not filled in yet: 5" in text
    assert "source chess-source: title still says 'Where this comes from'" in text
    assert "milestone chess: credential.issuer still says 'Who issues it'" in text
    assert "milestone chess: cites[1].at still says 'The heading it stands under'" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("role", "analyst"), "The role 'analyst' is in the catalog already, in "),
        (("milestone", "python"), "The milestone 'python' is in the catalog already, in "),
        (("role", "ML platform engineer"), "An id is up to 80 lower-case letters, digits and single hyphens, not 'ML "),
        (("role", "Ünïted Ärts"), "An id is up to 80 lower-case letters, digits and single hyphens, not 'Ünïted Ärts'"),
        (("role", "../up"), "An id is up to 80 lower-case letters"),
    ],
)
def test_new_refuses_an_id_that_is_taken_or_none(run: Run, home: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run("catalog", "new", *arguments)
    assert result.status == 1
    assert result.err.startswith(f"mltrack: {said}")
    assert not home.exists()


def test_new_refuses_a_former_id(run: Run, home: Path, catalog: Path) -> None:
    path = catalog / "milestones.toml"
    path.write_text(path.read_text().replace('aliases = ["py"]', 'former_ids = ["py"]'))
    result = run("catalog", "new", "milestone", "py")
    assert result.status == 1
    assert result.err == (
        "mltrack: 'py' is a former id of the milestone 'python'; what was told under it counts for that one. "
        "Choose another id.\n"
    )
    assert not (home / "config").exists()


def test_new_refuses_what_one_has_already(run: Run, own: Path) -> None:
    own.mkdir(parents=True)
    path = own / "mine.toml"
    path.write_text(SOUND)
    result = run("catalog", "new", "role", "clerk")
    assert result.err == f"mltrack: You have a role 'clerk' already, in {path}:11.\n"


def test_new_proposes_an_id_for_a_name(run: Run, home: Path) -> None:
    assert run("catalog", "new", "role", "ML platform engineer").err.endswith("How about ml-platform-engineer?\n")
    assert run("catalog", "new", "role", "Ünïted Ärts!").err.endswith("How about united-arts?\n")
    assert run("catalog", "new", "role", "???").err.endswith("not '???'.\n")


def test_new_refuses_an_id_that_an_entry_with_a_fault_has(run: Run, own: Path) -> None:
    own.mkdir(parents=True)
    (own / "mine.toml").write_text('[[skill]]\nid = "chess"\ntitle = "Chess"\n')
    assert "You have a milestone 'chess' already" in run("catalog", "new", "milestone", "chess").err


# To change what the catalog has


@pytest.mark.parametrize(("noun", "entry_id"), [("role", "analyst"), ("milestone", "python")])
def test_an_override_passes_the_check_and_changes_nothing_until_it_is_edited(
    run: Run, own: Path, noun: str, entry_id: str
) -> None:
    before = run(noun, entry_id, "--json").json()
    result = run("catalog", "new", noun, entry_id, "--override")
    path = own / f"{entry_id}.toml"
    assert (result.status, result.err) == (0, "")
    told = [f"Wrote {path}", "It changes nothing yet. Edit it, then: mltrack catalog check"]
    assert result.out.splitlines()[:2] == told
    assert "Faults: none" in run("catalog", "check").out
    after = run(noun, entry_id, "--json").json()
    assert {**after, "yours": None} == before  # type: ignore[dict-item]
    title = re.search(r'^title = "(.*)"', path.read_text(), re.MULTILINE)
    assert title is not None
    path.write_text(path.read_text().replace(title[0], 'title = "Another one"', 1))
    assert "Another one" in run(noun, entry_id).text


def test_an_override_is_named_as_elsewhere_and_can_be_printed(run: Run, home: Path) -> None:
    text = run("catalog", "new", "milestone", "Python", "--override", "--stdout").out
    assert 'id = "python"\noverride = true\n' in text
    assert not home.exists()


def test_there_is_nothing_to_override_under_an_id_that_there_is_not(run: Run, home: Path) -> None:
    result = run("catalog", "new", "milestone", "pyhton", "--override")
    assert result.status == 1
    assert result.err == "mltrack: There is no milestone 'pyhton' in the catalog. Did you mean python?\n"
    assert not home.exists()


def test_an_override_says_which_one(run: Run, home: Path) -> None:
    result = run("catalog", "new", "role", "--override")
    assert result.status == 2
    assert "Say which one to override: mltrack catalog new role ID --override" in result.err
    assert not home.exists()


def test_what_is_overridden_already_is_not_again(run: Run, own: Path) -> None:
    run("catalog", "new", "role", "analyst", "--override")
    result = run("catalog", "new", "role", "analyst", "--override")
    assert result.status == 1
    assert result.err.startswith(f"mltrack: You have a role 'analyst' already, in {own / 'analyst.toml'}:")


def test_the_refusal_of_an_id_that_is_taken_says_how_to_change_it(run: Run, home: Path) -> None:
    assert "mltrack catalog new role analyst --override; " in run("catalog", "new", "role", "analyst").err


def test_what_is_written_in_one_line_is_to_be_copied_by_hand(run: Run, own: Path, catalog: Path) -> None:
    (catalog / "more.toml").write_text('project = [{ id = "app", title = "App", summary = "s" }]\n')
    result = run("catalog", "new", "milestone", "app", "--override")
    assert result.status == 1
    assert "The milestone 'app' does not stand in tables of its own, in " in result.err
    assert not own.exists()
