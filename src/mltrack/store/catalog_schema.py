"""The JSON Schema of a catalog file, made from the very classes that its entries are checked against."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from mltrack.core.entries import Kind
from mltrack.core.joining import OVERRIDE
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has
from mltrack.store.catalog_door import KINDS, TABLES, doors

Schema: TypeAlias = dict[str, object]

SCHEMA: Final = "schema.json"
"""The name of the schema beside the catalog files."""
_DIALECT: Final = "http://json-schema.org/draft-07/schema#"
_WRITTEN_BY: Final = "Written by mltrack catalog schema. Changes by hand are lost."
_REQUIREMENT: Final = "Requirement"
_GROUPS: Final = ("AllOf", "AnyOf", "AtLeast")
_HEADS: Final = ("has", "all", "any", "of")
"""The keys by which the shapes of a requirement are told apart."""
_IF_LOW: Final[Schema] = {"if": {"required": ["low"]}, "then": {"properties": {"amount": False}}}
_RULES: Final[Mapping[str, Schema]] = {
    "Pay": {
        "allOf": [
            _IF_LOW,
            {"if": {"not": {"required": ["low"]}}, "then": {"required": ["amount"]}},
            {"if": {"required": ["low"], "not": {"required": ["high"]}}, "then": {"required": ["open_ended"]}},
        ],
        "dependencies": {"high": ["low"]},
    },
    "Effort": {
        "if": {"properties": {"basis": {"const": "source"}}, "required": ["basis"]},
        "then": {"required": ["cite"]},
        "else": {"properties": {"cite": False}},
        "allOf": [{"if": {"not": {"required": ["hours"]}}, "then": {"required": ["months"]}}],
    },
}
"""What must stand together, and what must not, by class."""
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
        tables[name] = _one_or_several(name, str(entry["description"]))
    for name in {Kind.__name__, *adapters, *_GROUPS}:
        definitions.pop(name, None)
    definitions = {name: _plainly(of) for name, of in definitions.items()}
    definitions[_REQUIREMENT] = _requirement()
    for name, rules in _RULES.items():
        definitions[name] = {**definitions[name], **rules}
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


def is_schema(raw: bytes) -> bool:
    """True for the schema as this mltrack or another one wrote it."""
    try:
        found: object = json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("$comment") == _WRITTEN_BY


def _one_or_several(table: str, description: str) -> Schema:
    """A table or several of them; what is wrong in one is told where it stands, and not as one of two ways."""
    one = {"$ref": f"#/definitions/{table}"}
    of_each = {"type": "object", "allOf": [one]}
    return {"description": description, "type": ["array", "object"], "items": of_each, "allOf": [one]}


def _requirement() -> Schema:
    """The four shapes of a requirement as one table, so that an editor can say which key is wrong."""
    from pydantic import TypeAdapter

    part = {"$ref": f"#/definitions/{_REQUIREMENT}"}
    by_key: dict[str, Schema] = {}
    for shape in (Has, AllOf, AnyOf, AtLeast):
        known = TypeAdapter(shape).json_schema(ref_template="#/definitions/{model}")
        found = known.get("properties") or known["$defs"][shape.__name__]["properties"]
        by_key |= {key: {**_plainly(of), **({"items": part} if "items" in of else {})} for key, of in found.items()}
    others = {key: [other for other in _HEADS if other != key] for key in _HEADS}
    only = [
        {"if": {"required": [key]}, "then": {"properties": dict.fromkeys(rest, False)}} for key, rest in others.items()
    ]
    some = {"if": {"not": {"anyOf": [{"required": [key]} for key in _HEADS]}}, "then": {"required": ["has"]}}
    return {
        "title": _REQUIREMENT,
        "description": "What has to be there: has, all, any, or at_least with of.",
        "type": "object",
        "additionalProperties": False,
        "properties": by_key,
        "dependencies": {"at_least": ["of"], "of": ["at_least"], "level": ["has"]},
        "allOf": [*only, some],
    }


def _plainly(of: object) -> Any:
    """A schema without null, which TOML has not, and with the shapes of a requirement as one."""
    if isinstance(of, list):
        return [_plainly(one) for one in of]
    if not isinstance(of, dict):
        return of
    found = {key: _plainly(one) for key, one in of.items() if not (key == "default" and one is None)}
    ways = [one for one in found.pop("anyOf", []) if one != {"type": "null"}]
    if any(one == {"$ref": "#/definitions/Has"} for one in ways) and len(ways) > 1:
        ways = [{"$ref": f"#/definitions/{_REQUIREMENT}"}]
    return {**found, **({"anyOf": ways} if len(ways) > 1 else {}), **(_beside(ways[0], found) if ways else {})}


def _beside(one: Schema, found: Schema) -> Schema:
    """The only way, with what is said beside it; draft 7 reads nothing beside a reference."""
    return {"allOf": [one]} if "$ref" in one and found else one


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
    # Of no type: the same words are said of the one table and, by way of its items, of each of several.
    rest = {key: value for key, value in of.items() if key != "type"}
    return {**rest, "title": table, "properties": {**kept, OVERRIDE: _OVERRIDE}, "required": needed}
