"""The JSON Schema of a catalog file, made from the very classes that its entries are checked against."""

from __future__ import annotations

import json
from typing import Any, Final, Literal, TypeAlias

from mltrack.core.entries import Kind
from mltrack.store.catalog_door import KINDS, OVERRIDE, TABLES, doors

Schema: TypeAlias = dict[str, object]

SCHEMA: Final = "schema.json"
"""The name of the schema beside the catalog files."""
_DIALECT: Final = "http://json-schema.org/draft-07/schema#"
_WRITTEN_BY: Final = "Written by mltrack catalog schema. Changes by hand are lost."
_OVERRIDE: Final[Schema] = {
    "type": "boolean",
    "default": False,
    "description": "True where this takes the place of the entry of the same id in the catalog that mltrack ships.",
}


def schema() -> Schema:
    """What a catalog file may hold, with help on every key."""
    from pydantic import TypeAdapter

    adapters = {type_.__name__: doors()[name] for name, type_ in TABLES.items()}
    inputs: list[tuple[str, Literal["validation"], TypeAdapter[Any]]] = [
        (name, "validation", one) for name, one in adapters.items()
    ]
    refs, whole = TypeAdapter.json_schemas(inputs, ref_template="#/definitions/{model}")
    definitions: dict[str, Schema] = whole["$defs"]
    tables = {}
    for name, type_ in TABLES.items():
        entry = _entry(definitions[_target(refs[type_.__name__, "validation"])], name)
        definitions[name] = entry
        one = {"$ref": f"#/definitions/{name}"}
        tables[name] = {"description": entry["description"], "anyOf": [{"type": "array", "items": one}, one]}
    for name in {Kind.__name__, *adapters}:
        definitions.pop(name, None)
    return {
        "$schema": _DIALECT,
        "$comment": _WRITTEN_BY,
        "title": "A catalog file of mltrack",
        "description": "Sources, milestones and roles; a file may hold any mix of them.",
        "type": "object",
        "additionalProperties": False,
        "properties": tables,
        "definitions": dict(sorted(definitions.items())),
    }


def schema_text() -> bytes:
    """The schema as the bytes of its file."""
    return f"{json.dumps(schema(), indent=2)}\n".encode()


def _target(ref: object) -> str:
    if not isinstance(ref, dict):
        raise TypeError(f"{ref} is no reference")
    return str(ref["$ref"]).rpartition("/")[2]


def _entry(of: Schema, table: str) -> Schema:
    """The schema of an entry of one table: its kind is the name of the table, and it may override."""
    properties, required = of["properties"], of.get("required", [])
    if not isinstance(properties, dict) or not isinstance(required, list):
        raise TypeError(f"{table} is no object")
    kept = {key: value for key, value in properties.items() if table not in KINDS or key != "kind"}
    needed = [key for key in required if key in kept]
    if table in KINDS and table != "certification":
        del kept["credential"]
    elif table == "certification":
        kept["credential"] = {"$ref": "#/definitions/Credential"}
        needed.append("credential")
    return {**of, "title": table, "properties": {**kept, OVERRIDE: _OVERRIDE}, "required": needed}
