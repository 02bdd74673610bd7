"""The ladder of roles and the ways up, as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mltrack.cli.text import Glyphs, readiness_columns, wrapped
from mltrack.core.catalog import Catalog
from mltrack.core.journal import listed
from mltrack.core.ladder import CarryOver, Edge, Stage, Way, on_ladder
from mltrack.core.ladder_words import (
    addition_words,
    carried_words,
    direct_words,
    no_route_words,
    so_far_words,
    total_words,
    way_heading,
)
from mltrack.core.plan import Plan
from mltrack.core.readiness import readiness_words
from mltrack.core.snapshot import Snapshot
from mltrack.core.total_words import leaf_title, plan_words
from mltrack.exchange.markdown import escaped, table

_DEEPEST = 8
"""Steps of the ladder that are indented further; below, they are drawn as deep as this."""


def rungs(edges: Sequence[Edge]) -> Iterator[tuple[int, str, Edge | None, bool]]:
    """The ladder from its lowest roles up, a line each: how deep, the role, the step to it, and whether it is a repeat.

    What a role leads to is drawn once, so that a ladder that runs in a circle ends.
    """
    later: dict[str, list[Edge]] = {}
    for edge in edges:
        later.setdefault(edge.former, []).append(edge)
    led_to = {edge.next for edge in edges}
    drawn: set[str] = set()

    def below(depth: int, role: str, step: Edge | None) -> Iterator[tuple[int, str, Edge | None, bool]]:
        repeat = role in drawn and role in later
        yield depth, role, step, repeat
        if not repeat:
            drawn.add(role)
            for edge in later.get(role, ()):
                yield from below(depth + 1, edge.next, edge)

    lowest = [role for role in later if role not in led_to]
    for role in [*lowest, *later]:  # every role of a circle is led to: it begins where the catalog does
        if role not in drawn:
            yield from below(0, role, None)


def ladder_lines(
    snapshot: Snapshot, edges: Sequence[Edge], carried: dict[Edge, CarryOver], glyphs: Glyphs
) -> list[str]:
    """The ladder with the readiness for each role, and what carries over to it."""
    catalog = snapshot.catalog
    if not edges:
        return ["No source says which role leads to which."]
    lines = wrapped(
        "The ladder, as sources describe it. Under a role stands what it leads to. The bars are yours; what is said"
        " to carry over, somebody brings along who has just what the role above requires."
    )
    for depth, role, step, repeat in rungs(edges):
        indent = "  " * min(depth, _DEEPEST)
        lines += [] if depth else [""]
        carries = f", {carried_words(carried[step].carried)}" if step else ""
        lines += wrapped(f"{catalog.role_title(role)}{carries}", indent, f"{indent}    ")
        if repeat:
            lines.append(f"{indent}  as drawn above")
        else:
            lines.append(f"{indent}  {readiness_columns(snapshot.readiness[role].required, glyphs)}")
    apart = [role.title for role in catalog.roles.values() if role.id not in on_ladder(edges)]
    if apart:
        lines += ["", *wrapped(f"Of these no source names a step to or from: {', '.join(apart)}.")]
    return lines


def way_lines(snapshot: Snapshot, way: Way) -> list[str]:
    """A route stage by stage; without one, the direct plan."""
    catalog = snapshot.catalog
    if way.route is None:
        return [*wrapped(no_route_words(catalog, way)), "", *_direct(snapshot, way.direct)]
    lines = wrapped(f"{way_heading(catalog, way)}. What each step adds for you:")
    steps = [None, *way.steps]
    former = ""
    for number, (stage, step) in enumerate(zip(way.route.stages, steps, strict=True), start=1):
        lines += ["", *wrapped(f"{catalog.role_title(stage.role)} ({stage.role})", f"{number}. ")]
        lines += wrapped(stands_words(snapshot, stage), "   ")
        for addition in stage.adds:
            lines += wrapped(addition_words(catalog, addition), "   + ")
        lines += wrapped(f"So far: {so_far_words(stage)}", "   ")
        lines += wrapped(carried_sentence(catalog, former, step), "   ") if step and step.carried.total else []
        former = stage.role
    return [*lines, "", *wrapped(total_words(way.route)), *wrapped(direct_words(way.direct))]


def stands_words(snapshot: Snapshot, stage: Stage) -> str:
    """How a stage stands for the person today."""
    return f"You today: {readiness_words(snapshot.readiness[stage.role].required)}"


def carried_sentence(catalog: Catalog, former: str, step: CarryOver) -> str:
    """What somebody brings along who holds just what the role before requires, and what that person would lack."""
    person = f"For comparison, somebody with just what {catalog.role_title(former)} requires"
    lacks = f"; that person lacks {listed(leaf_title(catalog, leaf) for leaf in step.to_learn)}"
    return f"{person} meets {step.carried.met} of {step.carried.total} here{lacks if step.to_learn else ''}."


def _direct(snapshot: Snapshot, direct: Plan) -> Iterator[str]:
    yield from wrapped(f"Directly: {plan_words(direct)}.")
    for pick in direct.picks:
        yield from wrapped(addition_words(snapshot.catalog, pick), "  + ")


def ladder_markdown(snapshot: Snapshot, edges: Sequence[Edge], carried: dict[Edge, CarryOver]) -> list[str]:
    """`path --markdown`."""
    catalog = snapshot.catalog
    rows = [
        (
            catalog.role_title(edge.former),
            catalog.role_title(edge.next),
            carried_words(carried[edge].carried),
            readiness_words(carried[edge].now),
        )
        for edge in edges
    ]
    return ["## The ladder", "", *table(["From", "To", "Carries over", "You"], rows)]


def way_markdown(snapshot: Snapshot, way: Way) -> list[str]:
    """`path TO --markdown`."""
    catalog, title = snapshot.catalog, escaped(snapshot.catalog.role_title(way.goal))
    if way.route is None:
        items = [f"- {escaped(addition_words(catalog, pick))}" for pick in way.direct.picks]
        return [f"## {title}", "", escaped(no_route_words(catalog, way)), "", *items]
    lines, former = [f"## {escaped(way_heading(catalog, way))}"], ""
    for stage, step in zip(way.route.stages, [None, *way.steps], strict=True):
        lines += ["", f"### {escaped(catalog.role_title(stage.role))}", ""]
        lines += [f"- {escaped(stands_words(snapshot, stage))}"]
        lines += [f"- Add {escaped(addition_words(catalog, addition))}" for addition in stage.adds]
        lines += [f"- So far: {escaped(so_far_words(stage))}"]
        lines += [f"- {escaped(carried_sentence(catalog, former, step))}"] if step and step.carried.total else []
        former = stage.role
    return [*lines, "", escaped(total_words(way.route)), escaped(direct_words(way.direct))]
