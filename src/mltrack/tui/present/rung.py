"""The page of one role of the ladder: from where one comes, where it leads, and the way up that takes least."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from mltrack.core.advice import effort_words, time_words
from mltrack.core.entries import Seniority
from mltrack.core.journal import listed
from mltrack.core.ladder import Addition, CarryOver, Edge, Route, Way
from mltrack.core.ladder_words import carried_words, direct_words, no_route_words, so_far_words, total_words
from mltrack.core.plan import Pick
from mltrack.core.requirements import Has, State, judge
from mltrack.core.rung import Rung, Steps, steps_around
from mltrack.core.snapshot import Snapshot
from mltrack.core.total_words import leaf_title, plan_words
from mltrack.tui.present.glyphs import level_dots, mark, meter, percent
from mltrack.tui.present.ladder import TIERS, standing_cell
from mltrack.tui.present.row import (
    BLANK,
    EMPTY,
    MilestoneRef,
    RoleRef,
    Row,
    bullet,
    heading,
    pair,
    paragraph,
)

WORKING_IT_OUT = "… working it out"
"""What stands where something is still to come."""
_INDENT = "    "
_ROOMY = 78
"""Cells from which an effort has room for where its figure comes from."""
_TITLE = 34
"""Cells of a milestone's title before its level."""


def rung_page(snapshot: Snapshot, role_id: str, found: Rung | None, width: int, *, is_waiting: bool) -> Iterator[Row]:
    """Everything about one role of the ladder; what takes time is told once it is `found`."""
    around = steps_around(snapshot, role_id)
    carried = found.carried if found else {}
    yield from _opening(snapshot, role_id, width)
    if not around.into and not around.onward:
        yield BLANK
        words = "No source names a step to this role or from it. What it takes directly stands below."
        yield from paragraph(words, width, style="$quiet")
    for name, steps in (("Leads to", around.onward), ("Comes from", around.into)):
        if steps:
            yield BLANK
            yield heading(name, width)
        for edge in steps:
            yield from _step(snapshot, around, edge, carried.get(edge), width)
    yield BLANK
    sign = Content.styled(WORKING_IT_OUT, "$quiet") if is_waiting else EMPTY
    yield heading("The way up that takes least", width, sign)
    if found:
        yield from _way(snapshot, found.way, width)
    yield from _sources(snapshot, around, width)


def _opening(snapshot: Snapshot, role_id: str, width: int) -> Iterator[Row]:
    role, required = snapshot.catalog.roles[role_id], snapshot.readiness[role_id].required
    standing = Content.styled("No source states what it requires", "$quiet")
    if required.total:
        go = Content.styled("ready", "bold $ready")
        if required.missing:
            go = Content.styled(f"{required.missing} to go", "$blocked")
        standing = Content.assemble(meter(required, 12 if width > 60 else 6), " ", percent(required), "  ", go)
    level = "" if role.level is Seniority.UNSTATED else f"{TIERS[role.level].lower()} level · "
    yield Row(standing, Content.styled(f"{level}{role.family}", "$quiet"), RoleRef(role_id))
    yield from paragraph(role.summary, width)


def _step(snapshot: Snapshot, around: Steps, edge: Edge, carried: CarryOver | None, width: int) -> Iterator[Row]:
    """The other role of a step, what carries over, and what is still to learn on the way onward."""
    other = edge.former if edge.next == around.role else edge.next
    standing = standing_cell(snapshot, other, 0)
    title = Content(snapshot.catalog.role_title(other))
    cites = "".join(f" [{number}]" for number in around.numbers(edge))
    carries = Content.styled(f"{carried_words(carried.carried) if carried else '…'}{cites}", "$quiet")
    room = width - len(_INDENT) - title.cell_length - standing.cell_length
    if carries.cell_length < room:
        standing, carries = Content.assemble(carries, "  ", standing), EMPTY
    yield Row(Content.assemble("  ", title), standing, RoleRef(other))
    if carries.cell_length:
        yield Row(Content.assemble(_INDENT, carries))
    if carried is not None and edge in around.onward:
        yield from _to_learn(snapshot, carried.to_learn, width)


def _to_learn(snapshot: Snapshot, leaves: Sequence[Has], width: int) -> Iterator[Row]:
    """What somebody still lacks who comes from the role before, and what of it this person has already."""
    had = [leaf for leaf in leaves if judge(leaf, snapshot.standings).state.satisfied]
    for words, some, style in (
        ("whoever has just that then learns: ", [leaf for leaf in leaves if leaf not in had], ""),
        ("and what you have or waived: ", had, "$quiet"),
    ):
        if some:
            titles = listed(leaf_title(snapshot.catalog, leaf) for leaf in some)
            for line in Content.assemble((words, "$quiet"), (titles, style)).wrap(max(10, width - len(_INDENT))):
                yield Row(Content.assemble(_INDENT, line.rstrip()))


def _way(snapshot: Snapshot, way: Way, width: int) -> Iterator[Row]:
    if way.route is None:
        if snapshot.readiness[way.goal].required.total == 0:
            yield from paragraph("No source states what it requires, so there is nothing to plan.", width)
            return
        yield from paragraph(no_route_words(snapshot.catalog, way), width, style="$quiet")
        yield from _additions(snapshot, way.direct.picks, width)
        yield from paragraph(f"Directly: {plan_words(way.direct)}.", width)
        return
    yield from _stages(snapshot, way.route, width)
    yield from paragraph(total_words(way.route), width)
    if len(way.route.roles) > 1:
        yield from paragraph(direct_words(way.direct), width, style="$quiet")


def _stages(snapshot: Snapshot, route: Route, width: int) -> Iterator[Row]:
    for number, stage in enumerate(route.stages, start=1):
        title = Content.assemble((f"{number}  ", "bold $accent"), (snapshot.catalog.role_title(stage.role), "bold"))
        ready = snapshot.readiness[stage.role].ready
        words = "ready" if ready else f"so far {so_far_words(stage)}"
        so_far = Content.styled(words, "$ready" if ready else "$quiet")
        first, *rest = pair(title, so_far, width, indent=_INDENT)
        yield Row(first.left, first.right, RoleRef(stage.role))
        yield from rest
        yield from _additions(snapshot, stage.adds, width)


def _additions(snapshot: Snapshot, additions: Iterable[Addition | Pick], width: int) -> Iterator[Row]:
    for one in additions:
        needs = Has(one.milestone, one.level)
        standing = snapshot.standing(one.milestone)
        left = Content.assemble("   ", mark(judge(needs, snapshot.standings).state), " ")
        left = Content.assemble(left, snapshot.catalog.milestone_title(one.milestone))
        if one.level is not None:
            held = standing.level if standing.state is State.MET else None
            left = left.truncate(min(_TITLE, width // 2 + 1), ellipsis=True, pad=True)
            left = Content.assemble(left, " ", level_dots(held, one.level), " ", (one.level.value, "$quiet"))
        left_to_do = one.remaining
        words = effort_words(left_to_do) if width >= _ROOMY else time_words(left_to_do.hours, left_to_do.months)
        right = Content.styled(words, "$quiet")
        yield Row(left, right, MilestoneRef(one.milestone, one.level))


def _sources(snapshot: Snapshot, around: Steps, width: int) -> Iterator[Row]:
    cites = around.sources()
    if cites:
        yield BLANK
        yield heading("Sources of the steps", width)
    for number, cite in enumerate(cites, start=1):
        source = snapshot.catalog.sources[cite.source]
        words = f"{source.title}, {source.publisher or 'publisher not stated'}: {cite.at}"
        yield from bullet(words, width, (f"[{number}] ", "$quiet"))
