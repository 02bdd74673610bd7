"""Outlines of catalogs as JSON, with every part under its name, so that another version of mltrack can read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from mltrack.core.entries import Availability, Kind, Strength
from mltrack.core.outline import Asked, MilestoneOutline, Outline, RoleOutline
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Level, Requirement
from mltrack.core.text import plain

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


def outline_fields(of: Outline) -> Json:
    """An outline as what JSON can hold."""
    return {
        "roles": [
            {
                "id": role.id,
                "title": role.title,
                "asks": [
                    {"label": one.label, "strength": one.strength.value, "needs": _needs(one.needs)}
                    for one in role.asks
                ],
                "figures": list(role.figures),
                "former_ids": list(role.former_ids),
            }
            for role in of.roles.values()
        ],
        "milestones": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "title": one.title,
                "prerequisites": _needs(one.prerequisites) if one.prerequisites else None,
                "status": one.status.value if one.status else None,
                "effort": one.effort,
                "former_ids": list(one.former_ids),
            }
            for one in of.milestones.values()
        ],
    }


def _needs(needs: Requirement) -> Json:
    match needs:
        case Has(milestone, level):
            return {"has": milestone, "level": level.value} if level else {"has": milestone}
        case AllOf(parts):
            return {"all": [_needs(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_needs(part) for part in parts]}
        case AtLeast(count, parts):
            return {"at_least": count, "of": [_needs(part) for part in parts]}


def outline_of(value: Mapping[str, Json]) -> Outline:
    """The outline in such fields; raises AttributeError, LookupError, TypeError or ValueError for what is none."""
    roles = [_role_in(one) for one in _list(value["roles"])]
    milestones = [_milestone_in(one) for one in _list(value["milestones"])]
    return Outline({one.id: one for one in roles}, {one.id: one for one in milestones})


def _role_in(value: Json) -> RoleOutline:
    told = _table(value)
    asks = (_table(one) for one in _list(told["asks"]))
    return RoleOutline(
        _text(told["id"]),
        _text(told["title"]),
        tuple(Asked(_text(one["label"]), Strength(one["strength"]), _needs_in(one["needs"])) for one in asks),
        tuple(map(_text, _list(told["figures"]))),
        tuple(map(_text, _list(told.get("former_ids", [])))),
    )


def _milestone_in(value: Json) -> MilestoneOutline:
    told = _table(value)
    first, status = told["prerequisites"], told["status"]
    return MilestoneOutline(
        _text(told["id"]),
        Kind(told["kind"]),
        _text(told["title"]),
        None if first is None else _needs_in(first),
        None if status is None else Availability(status),
        _text(told["effort"]),
        tuple(map(_text, _list(told.get("former_ids", [])))),
    )


def _needs_in(value: Json) -> Requirement:
    match value:
        case {"has": str(milestone), "level": str(level)}:
            return Has(plain(milestone), Level(level))
        case {"has": str(milestone)}:
            return Has(plain(milestone))
        case {"all": list(parts)}:
            return AllOf(tuple(map(_needs_in, parts)))
        case {"any": list(parts)}:
            return AnyOf(tuple(map(_needs_in, parts)))
        case {"at_least": int(count), "of": list(parts)}:
            return AtLeast(count, tuple(map(_needs_in, parts)))
    raise ValueError("it is no requirement")


def _table(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, dict):
        raise TypeError("it is no table")
    return value


def _list(value: Json) -> Sequence[Json]:
    if not isinstance(value, list):
        raise TypeError("it is no list")
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError("it is no text")
    return plain(value)
