"""The ladder of roles and the ways up as JSON-able values; see `views` for the rules."""

from __future__ import annotations

from collections.abc import Sequence

from mltrack.cli.advice_views import (
    effort_view,
    leaf_view,
    milestone_ref,
    remaining_view,
    role_ref,
    span_view,
    tally_view,
)
from mltrack.cli.views import Json
from mltrack.core.catalog import Catalog
from mltrack.core.ladder import Addition, CarryOver, Edge, Route, Stage, Way, on_ladder
from mltrack.core.plan import Pick
from mltrack.core.snapshot import Snapshot


def ladder_view(snapshot: Snapshot, edges: Sequence[Edge], carried: dict[Edge, CarryOver]) -> Json:
    """`path --json`."""
    catalog, named = snapshot.catalog, on_ladder(edges)
    return {
        "roles": [
            {
                **role_ref(catalog, role.id),
                "level": role.level.value,
                "ready": snapshot.readiness[role.id].ready,
                "required": tally_view(snapshot.readiness[role.id].required),
            }
            for role in catalog.roles.values()
            if role.id in named
        ],
        "steps": [
            {
                "from": role_ref(catalog, edge.former),
                "to": role_ref(catalog, edge.next),
                "sources": [{"source": step.source, "at": step.at} for step in edge.steps],
                **_carried(catalog, carried[edge]),
            }
            for edge in edges
        ],
    }


def way_view(snapshot: Snapshot, way: Way) -> Json:
    """`path [FROM] TO --json`."""
    catalog = snapshot.catalog
    return {
        "from": role_ref(catalog, way.start) if way.start else None,
        "to": role_ref(catalog, way.goal),
        "route": _route(catalog, way.route, way.steps) if way.route else None,
        "direct": {
            "effort": effort_view(way.direct),
            "adds": [_addition(catalog, pick) for pick in way.direct.picks],
        },
    }


def _route(catalog: Catalog, route: Route, steps: Sequence[CarryOver]) -> Json:
    return {
        "stages": [_stage(catalog, stage, step) for stage, step in zip(route.stages, [None, *steps], strict=True)],
        "effort": effort_view(route.plan),
        "proved_cheapest": route.cheapest,
    }


def _stage(catalog: Catalog, stage: Stage, step: CarryOver | None) -> Json:
    return {
        **role_ref(catalog, stage.role),
        "from_before": _carried(catalog, step) if step else None,
        "adds": [_addition(catalog, addition) for addition in stage.adds],
        "so_far": {"hours": span_view(stage.hours), "months": span_view(stage.months)},
    }


def _addition(catalog: Catalog, one: Addition | Pick) -> Json:
    level: Json = {"level": one.level.value if one.level else None, "effort": remaining_view(one.remaining)}
    return {**milestone_ref(catalog, one.milestone), **level}


def _carried(catalog: Catalog, step: CarryOver) -> Json:
    return {
        "carried": tally_view(step.carried),
        "to_learn": [leaf_view(catalog, leaf) for leaf in step.to_learn],
        "now": tally_view(step.now),
        "missing": [leaf_view(catalog, leaf) for leaf in step.missing],
    }
