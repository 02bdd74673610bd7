"""Roles as rows: the list with its meters and figures, and the list to choose targets from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from textual.content import Content

from mltrack.core.derived import RoleHead
from mltrack.core.entries import Role, Seniority
from mltrack.core.query import RoleOrder, RoleQuery, RoleView, fitting_roles
from mltrack.core.readiness import Tally
from mltrack.core.snapshot import Snapshot
from mltrack.core.yardstick import outlook_by, outlook_yardstick, pay_by, pay_yardstick
from mltrack.tui.present.glyphs import MARKED, TARGET, aim, meter, percent
from mltrack.tui.present.keys import keyed
from mltrack.tui.present.row import BLANK, EMPTY, RoleRef, Row, nothing_found, paragraph
from mltrack.tui.present.rows import LateRows, Rows
from mltrack.tui.present.words import growth, money, years_of

_METER = 5
_WIDE = 60
"""Cells above which a list has room for more columns."""
_ROOMY = 84
"""Cells above which it has room for all of them."""
_LEVEL, _FAMILY, _MET, _SHARE, _GROUP = 6, 14, 12, 5, 30
"""Widths of columns, of the share with its gap."""
_FIGURES = {RoleOrder.PAY: 7, RoleOrder.OUTLOOK: 10}
_PLAIN = RoleQuery()

LADDER = {
    Seniority.ENTRY: "Entry",
    Seniority.MID: "Mid",
    Seniority.SENIOR: "Senior",
    Seniority.UNSTATED: "No level stated",
}

_ELSEWHERE = "{role.view} shows another view"
_EMPTY_VIEWS = {
    RoleView.TARGETS: f"No role here is a target of yours. {_ELSEWHERE}; there, {{role.target}} aims for a role.",
    RoleView.READY: f"You are not ready for a role here yet. {_ELSEWHERE}.",
    RoleView.BEGUN: f"Nothing that a role here requires is done or started. {_ELSEWHERE}.",
}


class _Figure(NamedTuple):
    """What a role is sorted by."""

    amount: str = ""
    group: str = ""
    """The occupation groups that it was measured on, of an outlook."""


def role_list(snapshot: Snapshot, query: RoleQuery, width: int, marked: Sequence[str] = ()) -> Rows:
    """One row a role that fits the query, under the steps of the ladder when sorted by it.

    With a sign before those that are `marked` for comparing, as long as any is.
    """
    found = fitting_roles(snapshot, query)
    figures = _figures(snapshot, query.order, found)

    def make(role_id: str) -> Row:
        row = role_row(snapshot, snapshot.catalog.roles[role_id], width, query, figures.get(role_id, _Figure()))
        return with_mark(row, marked=role_id in marked) if marked else row

    rows = LateRows(RoleRef, make)
    if not found:
        words = keyed(_EMPTY_VIEWS.get(query.view, ""))
        rows.add(*(paragraph(words, width, style="$quiet") if words and not query.text else nothing_found(width)))
    for heading, ids in _groups(query.order, found, figures):
        if heading:
            rows.add(*([BLANK] if len(rows) else []), Row(Content.styled(heading.upper(), "bold $quiet")))
        rows.add_late(ids)
    return rows


def _groups(
    order: RoleOrder, found: Sequence[RoleHead], figures: Mapping[str, _Figure]
) -> Iterator[tuple[str, Sequence[str]]]:
    """The ids of the roles that stand under one heading, empty for none."""
    if order is RoleOrder.LADDER:
        for level, heads in groupby(found, key=attrgetter("level")):
            yield LADDER[level], [head.id for head in heads]
        return
    ids = [head.id for head in found]
    without = [one for one in ids if one not in figures] if order in _FIGURES else []
    yield "", ids[: len(ids) - len(without)]
    if without:
        yield "No figure to compare by", without


def _figures(snapshot: Snapshot, order: RoleOrder, found: Sequence[RoleHead]) -> Mapping[str, _Figure]:
    """Role id to the figures that it is sorted by, all that are different; none for an order without figures."""
    catalog = snapshot.catalog
    roles = [catalog.roles[head.id] for head in found] if order in _FIGURES else []
    if order is RoleOrder.PAY:
        by_pay = pay_yardstick(catalog)
        pay = {role.id: pay_by(catalog, role, by_pay) for role in roles}
        return {role_id: _Figure(_each(map(money, stated))) for role_id, stated in pay.items() if stated}
    if order is RoleOrder.OUTLOOK:
        by_outlook = outlook_yardstick(catalog)
        outlook = {role.id: outlook_by(catalog, role, by_outlook) for role in roles}
        return {
            role_id: _Figure(_each(map(growth, stated)), _each(one.group for one in stated))
            for role_id, stated in outlook.items()
            if stated
        }
    return {}


def _each(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def sorted_by(snapshot: Snapshot, query: RoleQuery) -> str:
    """How the list is sorted and which view it is, such as "sort: pay, median total pay, Glassdoor"."""
    words = f"sort: {query.order.value}"
    if query.order is RoleOrder.PAY and (by_pay := pay_yardstick(snapshot.catalog)):
        period = "" if by_pay.period == "year" else f", a {by_pay.period}"
        words = f"{words}, {by_pay.measure}{period}, {by_pay.whom}"
    elif query.order is RoleOrder.OUTLOOK and (by_outlook := outlook_yardstick(snapshot.catalog)):
        words = f"{words} {years_of(by_outlook.from_year, by_outlook.to_year)}, {by_outlook.whom}"
    return words if query.view is RoleView.ALL else f"view: {query.view.value} · {words}"


def role_row(
    snapshot: Snapshot, role: Role, width: int, query: RoleQuery = _PLAIN, figure: _Figure | None = None
) -> Row:
    """One role with its meter and, where there is room, what else tells it from others."""
    sign = aim(snapshot.progress.targets.get(role.id)) or "  "
    required = snapshot.readiness[role.id].required
    wide = width > _WIDE
    parts = list(_columns(role, required, width, query.order, figure or _Figure()))
    if required.total:
        share = _share(required, missing=query.order is RoleOrder.NEAREST)
        parts.append(Content.assemble(meter(required, _METER * (1 + wide)), " ", share))
    else:
        parts.append(Content.styled("not stated".rjust(_METER * (1 + wide) + _SHARE), "$quiet"))
    if query.order in {RoleOrder.PAY, RoleOrder.OUTLOOK}:
        parts.append(Content.styled((figure or _Figure()).amount.rjust(_FIGURES[query.order]), "bold"))
    return Row(Content.assemble(sign, role.title), Content("  " if wide else " ").join(parts), RoleRef(role.id))


def _columns(role: Role, required: Tally, width: int, order: RoleOrder, figure: _Figure) -> Iterator[Content]:
    """What there is room for beside the meter: family, level and "k of n met"; for an outlook the group instead."""
    if width > _ROOMY and order is RoleOrder.OUTLOOK:
        yield Content.styled(figure.group, "$quiet").truncate(_GROUP, ellipsis=True, pad=True)
        return
    if width > _ROOMY:
        yield Content.styled(role.family.ljust(_FAMILY), "$quiet")
    if width > _WIDE and order is not RoleOrder.LADDER:
        level = "" if role.level is Seniority.UNSTATED else role.level.value
        yield Content.styled(level.ljust(_LEVEL), "$quiet")
    if width > _WIDE:
        met = f"{required.met} of {required.total} met" if required.total else ""
        yield Content.styled(met.rjust(_MET), "$quiet")


def _share(required: Tally, *, missing: bool) -> Content:
    """The share in percent or, for "nearest", what is missing."""
    if missing and required.missing:
        return Content.styled(f"{required.missing} to go".rjust(8), "$quiet")
    return Content.assemble("    " if missing else "", percent(required))


def role_choices(snapshot: Snapshot, query: RoleQuery, chosen: Sequence[str], width: int) -> Rows:
    """One row a role that fits the query, with its place among the chosen ones."""

    def make(role_id: str) -> Row:
        role = snapshot.catalog.roles[role_id]
        place = chosen.index(role.id) + 1 if role.id in chosen else 0
        sign = Content.styled(f"{TARGET} " if place else "○ ", "$accent" if place else "$quiet")
        level = "" if role.level is Seniority.UNSTATED else LADDER[role.level].lower()
        words = "primary target" if place == 1 else "target" if place else level
        family = Content.styled(f"  {role.family}", "$quiet") if width > _WIDE else EMPTY
        right = Content.styled(words, "$accent" if place else "$quiet")
        return Row(Content.assemble(sign, role.title, family), right, RoleRef(role.id))

    rows = LateRows(RoleRef, make)
    rows.add_late([head.id for head in fitting_roles(snapshot, query)])
    return rows


def with_mark(row: Row, *, marked: bool) -> Row:
    """The row of a role with room for a sign before it, which it has where it is marked for comparing."""
    sign = Content.styled(f"{MARKED} " if marked else "  ", "$accent")
    return Row(Content.assemble(sign, row.left), row.right, row.ref)
