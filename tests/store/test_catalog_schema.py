"""The JSON Schema says of files what the door says of them, as far as a schema can."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mltrack.core.entries import Kind
from mltrack.store.catalog_door import OVERRIDE, TABLES
from mltrack.store.catalog_folder import bundled_folder
from mltrack.store.catalog_schema import SCHEMA, schema, schema_text
from mltrack.store.catalog_starts import milestone_start, role_start
from tests.cli.small_catalog import FILES
from tests.store.own_files import SOUND

WHOLE: Any = schema()
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}


def faults(value: Any, of: Any, at: str = "") -> list[str]:  # noqa: PLR0911 - one a word of the schema
    """What is wrong with a value, by the few words of JSON Schema that ours is written in."""
    if "$ref" in of:
        return faults(value, WHOLE["definitions"][of["$ref"].rpartition("/")[2]], at)
    if "anyOf" in of:
        return [] if [] in [faults(value, one, at) for one in of["anyOf"]] else [f"{at}: fits none of several"]
    if "enum" in of:
        return [] if value in of["enum"] else [f"{at}: {value} is not one of {of['enum']}"]
    if of["type"] == "null":
        return [f"{at}: is there"]
    value = value.isoformat() if isinstance(value, date) else value
    if not isinstance(value, TYPES[of["type"]]) or (isinstance(value, bool) and of["type"] != "boolean"):
        return [f"{at}: is no {of['type']}"]
    if isinstance(value, list):
        return [fault for number, one in enumerate(value) for fault in faults(one, of["items"], f"{at}[{number}]")]
    return faults_of_table(value, of, at) if isinstance(value, dict) else []


def faults_of_table(table: dict[str, Any], of: Any, at: str) -> list[str]:
    assert of["additionalProperties"] is False, at
    known: dict[str, Any] = of["properties"]
    missing = [f"{at}.{key}: is missing" for key in of.get("required", ()) if key not in table]
    unknown = [f"{at}.{key}: unknown" for key in table if key not in known]
    below = [faults(one, known[key], f"{at}.{key}") for key, one in table.items() if key in known]
    return [*missing, *unknown, *(fault for found in below for fault in found)]


def faults_in(text: str) -> list[str]:
    return faults(tomllib.loads(text), WHOLE)


@pytest.mark.parametrize("path", sorted(bundled_folder().rglob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_file_fits_the_schema(path: Path) -> None:
    assert faults_in(path.read_text("utf-8")) == []


@pytest.mark.parametrize("text", [*FILES.values(), SOUND, role_start("r", ("python", "Python")), role_start("r", None)])
def test_what_the_door_lets_in_fits_the_schema(text: str) -> None:
    assert faults_in(text) == []


@pytest.mark.parametrize("kind", Kind)
def test_a_starting_file_fits_the_schema(kind: Kind) -> None:
    assert faults_in(milestone_start("m", kind, "2026-11-20")) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[hobby]", ".hobby: unknown"),
        ('[source]\nid = "x"', ".source: fits none of several"),
        ('[[source]]\nid = "x"\ntitle = "X"\nurls = []', ".source: fits none of several"),
        ('[[skill]]\nid = "x"\ntitle = "X"\nsummary = "s"\nkind = "skill"', ".skill: fits none of several"),
        ('[[certification]]\nid = "x"\ntitle = "X"\nsummary = "s"', ".certification: fits none of several"),
        ('[[skill]]\nid = "x"\ntitle = "X"\nsummary = "s"\nprerequisites = {}', ".skill: fits none of several"),
        ('[[skill]]\nid = "x"\ntitle = "X"\nsummary = "s"\noverride = "yes"', ".skill: fits none of several"),
    ],
)
def test_what_the_door_refuses_does_not_fit(text: str, fault: str) -> None:
    assert fault in faults_in(text)


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
