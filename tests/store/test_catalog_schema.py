"""The JSON Schema says of files what the door says of them, as far as a schema can."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from mltrack.core.entries import Kind
from mltrack.core.joining import OVERRIDE
from mltrack.errors import CatalogError
from mltrack.store.catalog_door import TABLES
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder
from mltrack.store.catalog_schema import SCHEMA, schema, schema_text
from mltrack.store.catalog_starts import milestone_start, role_start
from tests.cli.small_catalog import FILES
from tests.store.own_files import SOUND

WHOLE: Any = schema()
STARTS = (role_start("r", ("python", "Python"), "2026-11-20"), role_start("r", None, "2026-11-20"))
VALIDATOR = Draft7Validator(WHOLE)


def faults_in(text: str) -> list[tuple[str, str]]:
    """Where an editor marks something in a file, and what it says of it."""
    found = VALIDATOR.iter_errors(in_json(tomllib.loads(text)))
    return sorted((error.json_path, error.message) for error in found)


def in_json(value: Any) -> Any:
    """TOML as editors hand it to a schema: dates are text."""
    return json.loads(json.dumps(value, default=date.isoformat))


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(WHOLE)
    assert "definitions" in WHOLE
    named = set(re.findall(r'"#/definitions/(\w+)"', json.dumps(WHOLE)))
    assert named <= {*WHOLE["definitions"]}


@pytest.mark.parametrize("path", sorted(bundled_folder().rglob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_file_fits_the_schema(path: Path) -> None:
    assert faults_in(path.read_text("utf-8")) == []


@pytest.mark.parametrize("text", [*FILES.values(), SOUND, *STARTS])
def test_what_the_door_lets_in_fits_the_schema(text: str) -> None:
    assert faults_in(text) == []


@pytest.mark.parametrize("kind", Kind)
def test_a_starting_file_fits_the_schema(kind: Kind) -> None:
    assert faults_in(milestone_start("m", kind, "2026-11-20")) == []


SKILL = '[[skill]]\nid = "x"\ntitle = "X"\nsummary = "s"\n'
FIRST = '[[source]]\nid = "first"\ntitle = "First"\n'
SOURCE = FIRST + '[[source]]\nid = "x"\ntitle = "X"\n'
PAY = '[[benchmark]]\nid = "b"\ntitle = "B"\n[[benchmark.pay]]\nmeasure = "m"\nsource = "survey"\nat = "x"\n'
CERT = SKILL.replace("skill", "certification")
ROLE = (
    '[role]\nid = "r"\ntitle = "R"\nlevel = "mid"\nfamily = "f"\nsummary = "s"\n'
    '[[role.requirements]]\nlabel = "l"\nstrength = "required"\nneeds = { has = "x" }\n'
)
CITED = ROLE + 'cites = [{ source = "s", at = "x" }]\n'

WRONG = {
    "unknown table": ("[hobby]", "$", "'hobby' was unexpected"),
    "missing title": ('[source]\nid = "x"', "$.source", "'title' is a required property"),
    "unknown key": (SOURCE + "urls = []", "$.source[1]", "'urls' was unexpected"),
    "unknown key in a single table": (ROLE.replace("family", "famly") + "cites = []", "$.role", "'famly'"),
    "a kind": (SKILL + 'kind = "skill"', "$.skill[0]", "'kind' was unexpected"),
    "no credential": (CERT, "$.certification[0]", "'credential' is a required property"),
    "a word that overrides": (SKILL + 'override = "yes"', "$.skill[0].override", "'yes' is not of type 'boolean'"),
    "an id of two words": (SKILL.replace('"x"', '"X Y"'), "$.skill[0].id", "'X Y' does not match"),
    "an id without end": (SKILL.replace('"x"', f'"{"x" * 81}"'), "$.skill[0].id", "is too long"),
    "an empty title": (SKILL.replace('"X"', '" "'), "$.skill[0].title", "does not match"),
    "an empty summary": (SKILL.replace('"s"', '""'), "$.skill[0].summary", "does not match"),
    "an empty heading": (SKILL + 'cites = [{ source = "s", at = "" }]', "$.skill[0].cites[0].at", "does not match"),
    "a http link": (SOURCE + 'url = "http://example.org"', "$.source[1].url", "does not match"),
    "a link of a resource": (
        SKILL + 'resources = [{ title = "x", url = "example.org" }]',
        "$.skill[0].resources[0].url",
        "does not match",
    ),
    "a day in words": (SOURCE + 'accessed = "20 Nov"', "$.source[1].accessed", "'20 Nov' does not match"),
    "a month in words": (PAY + 'amount = 1\nas_of = "Nov 2026"', "$.benchmark[0].pay[0].as_of", "does not match"),
    "no cites": (ROLE + "cites = []", "$.role.requirements[0].cites", "[] should be non-empty"),
    "no alternative": (SKILL + "prerequisites = { any = [] }", "$.skill[0].prerequisites.any", "should be non-empty"),
    "nothing of nothing": (
        SKILL + 'prerequisites = { at_least = 0, of = [{ has = "x" }] }',
        "$.skill[0].prerequisites.at_least",
        "0 is less than the minimum of 1",
    ),
    "at least of any": (
        SKILL + 'prerequisites = { at_least = 1, any = [{ has = "x" }] }',
        "$.skill[0].prerequisites",
        "'of' is a dependency of 'at_least'",
    ),
    "two shapes": (
        SKILL + 'prerequisites = { has = "x", all = [{ has = "y" }] }',
        "$.skill[0].prerequisites",
        "False schema does not allow",
    ),
    "no shape": (SKILL + "prerequisites = {}", "$.skill[0].prerequisites", "'has' is a required property"),
    "a key of a shape": (
        SKILL + 'prerequisites = { all = [{ any = [{ has = "x", lvl = "working" }] }] }',
        "$.skill[0].prerequisites.all[0].any[0]",
        "'lvl' was unexpected",
    ),
    "a requirement that is text": (
        SKILL + 'prerequisites = "x"',
        "$.skill[0].prerequisites",
        "is not of type 'object'",
    ),
    "a level there is not": (
        SKILL + 'prerequisites = { has = "x", level = "good" }',
        "$.skill[0].prerequisites.level",
        "'good' is not one of",
    ),
    "pay without a figure": (PAY, "$.benchmark[0].pay[0]", "'amount' is a required property"),
    "pay with two": (PAY + "amount = 1\nlow = 1\nhigh = 2", "$.benchmark[0].pay[0]", "False schema"),
    "pay without an end": (PAY + "low = 1", "$.benchmark[0].pay[0]", "'open_ended' is a required property"),
    "pay with an end only": (PAY + "amount = 1\nhigh = 2", "$.benchmark[0].pay[0]", "'low' is a dependency"),
    "pay below nothing": (PAY + "amount = -1", "$.benchmark[0].pay[0].amount", "less than the minimum of 0"),
    "a currency by its name": (
        PAY + 'amount = 1\ncurrency = "Euro"',
        "$.benchmark[0].pay[0].currency",
        "does not match",
    ),
    "a period of its own": (PAY + 'amount = 1\nperiod = "moon"', "$.benchmark[0].pay[0].period", "is not one of"),
    "effort of nothing": (SKILL + 'effort = { basis = "estimate" }', "$.skill[0].effort", "'months' is a required"),
    "effort without its cite": (
        SKILL + 'effort = { basis = "source", hours = { low = 1, high = 2 } }',
        "$.skill[0].effort",
        "'cite' is a required property",
    ),
    "hours that are no range": (
        SKILL + 'effort = { basis = "estimate", hours = 40 }',
        "$.skill[0].effort.hours",
        "40 is not of type 'object'",
    ),
    "hours below nothing": (
        SKILL + 'effort = { basis = "estimate", hours = { low = -1, high = 2 } }',
        "$.skill[0].effort.hours.low",
        "-1 is less than the minimum of 0",
    ),
}


@pytest.mark.parametrize(("text", "path", "says"), WRONG.values(), ids=WRONG)
def test_an_editor_marks_what_the_door_refuses_where_it_stands(text: str, path: str, says: str, tmp_path: Path) -> None:
    marked = dict(faults_in(text))
    assert says in marked[path]
    assert not any("any of the given schemas" in message for message in marked.values())
    (tmp_path / "x.toml").write_text(text)
    with pytest.raises(CatalogError):
        load_catalog(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        PAY + "amount = 5",
        PAY + "low = 5\nopen_ended = true",
        PAY + "low = 5\nhigh = 6",
        SKILL + 'prerequisites = { at_least = 1, of = [{ has = "x", level = "working" }, { has = "y" }] }',
        SKILL + "override = true",
        SOURCE + "accessed = 2026-11-20",
        CITED,
    ],
)
def test_an_editor_marks_nothing_in_what_is_right(text: str) -> None:
    assert faults_in(text) == []


def test_every_key_is_explained() -> None:
    for name, of in WHOLE["definitions"].items():
        for key, one in of.get("properties", {}).items():
            assert "description" in one or "$ref" in one, f"{name}.{key}"


def test_every_table_may_override() -> None:
    assert all(OVERRIDE in WHOLE["definitions"][table]["properties"] for table in TABLES)
    assert list(WHOLE["properties"]) == list(TABLES)


def test_the_schema_beside_the_shipped_catalog_is_that_of_today() -> None:
    """After a change of the classes: mltrack catalog schema > catalog/schema.json."""
    assert json.loads((bundled_folder() / SCHEMA).read_bytes()) == WHOLE
    assert (bundled_folder() / SCHEMA).read_bytes() == schema_text()


@pytest.mark.parametrize("path", sorted(bundled_folder().rglob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_file_leads_an_editor_to_the_schema(path: Path) -> None:
    first = path.read_text("utf-8").partition("\n")[0]
    assert first.startswith("#:schema ")
    assert (path.parent / first.removeprefix("#:schema ")).resolve() == (bundled_folder() / SCHEMA).resolve()
