"""Ways up the ladder in words that every face says alike."""

from __future__ import annotations

from mltrack.core.advice import effort_words, time_words
from mltrack.core.catalog import Catalog
from mltrack.core.journal import at_level
from mltrack.core.ladder import Addition, Route, Stage, Way
from mltrack.core.plan import Pick, Plan
from mltrack.core.readiness import Tally
from mltrack.core.total_words import plan_words


def carried_words(tally: Tally) -> str:
    """What somebody brings along who has done the least that the role before requires."""
    if not tally.total:
        return "nothing stated as required"
    return f"carries over {tally.met} of {tally.total} required"


def no_route_words(catalog: Catalog, way: Way) -> str:
    """That no source describes a way."""
    start = f" from {catalog.role_title(way.start)}" if way.start else ""
    return f"No source describes a way{start} to {catalog.role_title(way.goal)} over other roles."


def way_heading(catalog: Catalog, way: Way) -> str:
    """What way it is: the best of those over other roles, which the direct plan may still beat."""
    start = f" from {catalog.role_title(way.start)}" if way.start else ""
    return f"Up the ladder{start} to {catalog.role_title(way.goal)}, by the roles that take least"


def addition_words(catalog: Catalog, addition: Addition | Pick) -> str:
    """One milestone with what it takes."""
    title = at_level(catalog.milestone_title(addition.milestone), addition.level)
    return f"{title}, {effort_words(addition.remaining)}"


def so_far_words(stage: Stage) -> str:
    """What all takes up to and with a stage."""
    return time_words(stage.hours, stage.months) or "nothing left to do"


def total_words(route: Route) -> str:
    """What the route takes in all."""
    proved = "" if route.cheapest else " This is the best route found; it is not proved to take least."
    return f"In all: {plan_words(route.plan)}.{proved}"


def direct_words(direct: Plan) -> str:
    """What the goal alone would take."""
    return f"The direct plan, skipping the roles on the way, takes: {plan_words(direct)}."
