"""Roles as rows: the list with its meters, and the page of one role with figures and requirements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from mltrack.core.entries import Role, Seniority, Strength
from mltrack.core.figures import Outlook, Pay
from mltrack.core.query import RoleOrder, RoleQuery, matching_roles
from mltrack.core.readiness import Readiness, Tally
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.glyphs import TARGET, meter, percent
from mltrack.tui.present.requirements import requirement_rows
from mltrack.tui.present.row import BLANK, EMPTY, RoleRef, Row, bullet, heading, nothing_found, pair, paragraph
from mltrack.tui.present.words import as_of, day, growth, money, provenance, years

_LIST_METER = 5
_PAGE_METER = 12
_LABEL = 9
"""Width of the column that names what the figures are."""
_AMOUNT = 11
"""Width of the column of the figures themselves."""

_FEW = 3
"""So few stated requirements are told beside "ready": the sources may know more than they say."""

_LADDER = {
    Seniority.ENTRY: "Entry",
    Seniority.MID: "Mid",
    Seniority.SENIOR: "Senior",
    Seniority.UNSTATED: "No level stated",
}


def role_list(snapshot: Snapshot, query: RoleQuery, width: int) -> Iterator[Row]:
    """One row a role that fits the query, under the steps of the ladder when sorted by it."""
    step: Seniority | None = None
    roles = matching_roles(snapshot, query)
    if not roles:
        yield from nothing_found(width)
    for role in roles:
        if query.order is RoleOrder.LADDER and role.level is not step:
            if step is not None:
                yield BLANK
            step = role.level
            yield Row(Content.styled(_LADDER[step].upper(), "bold $quiet"))
        yield _list_row(snapshot, role, width, missing=query.order is RoleOrder.NEAREST)


def _list_row(snapshot: Snapshot, role: Role, width: int, *, missing: bool = False) -> Row:
    target = snapshot.progress.targets.get(role.id)
    sign = Content.styled(f"{TARGET} ", "$accent" if target and target.primary else "$quiet") if target else "  "
    required = snapshot.readiness[role.id].required
    right = Content.styled("not stated", "$quiet")
    if required.total:
        cells = _LIST_METER * (1 + (width > 60))
        right = Content.assemble(meter(required, cells), " ", _share(required, missing=missing))
    return Row(Content.assemble(sign, role.title), right, RoleRef(role.id))


def _share(required: Tally, *, missing: bool) -> Content:
    """The share in percent or, for "nearest", what is missing; where all is met, how little or much that is."""
    if required.share == 1:
        return Content.styled(f"{required.met}/{required.total}".rjust(5), "bold $ready")
    if missing:
        return Content.styled(f"{required.missing} to go".rjust(8), "$quiet")
    return Content.assemble(" ", percent(required))


def role_choices(snapshot: Snapshot, query: RoleQuery, chosen: Sequence[str], width: int) -> Iterator[Row]:
    """One row a role that fits the query, with its place among the chosen ones."""
    for role in matching_roles(snapshot, query):
        place = chosen.index(role.id) + 1 if role.id in chosen else 0
        sign = Content.styled(f"{TARGET} " if place else "○ ", "$accent" if place else "$quiet")
        level = "" if role.level is Seniority.UNSTATED else _LADDER[role.level].lower()
        words = "primary target" if place == 1 else "target" if place else level
        family = Content.styled(f"  {role.family}", "$quiet") if width > 60 else EMPTY
        right = Content.styled(words, "$accent" if place else "$quiet")
        yield Row(Content.assemble(sign, role.title, family), right, RoleRef(role.id))


def role_page(snapshot: Snapshot, role: Role, width: int, *, unfolded: bool) -> Iterator[Row]:
    """Everything about one role: what it is, what it pays, what it asks for, where it leads."""
    yield from _opening(snapshot, role, width)
    yield BLANK
    yield from _figures(snapshot, role, width)
    readiness = snapshot.readiness[role.id]
    for strength, name, tally in (
        (Strength.REQUIRED, "Required", readiness.required),
        (Strength.RECOMMENDED, "Recommended", readiness.recommended),
        (Strength.OPTIONAL, "Optional, not counted", None),
    ):
        lines = [line for line in readiness.lines if line.requirement.strength is strength]
        if lines:
            yield BLANK
            yield heading(name, width, _met(tally) if tally else EMPTY)
            for line in lines:
                yield from requirement_rows(snapshot, line, width, unfolded=unfolded)
    yield from _onward(snapshot, role, width)
    yield from _background(snapshot, role, width)


def _opening(snapshot: Snapshot, role: Role, width: int) -> Iterator[Row]:
    level = "" if role.level is Seniority.UNSTATED else f"{_LADDER[role.level].lower()} level · "
    yield from pair(
        _standing(snapshot.readiness[role.id], width), Content.styled(f"{level}{role.family}", "$quiet"), width
    )
    if target := snapshot.progress.targets.get(role.id):
        what = "your primary target" if target.primary else "one of your targets"
        by = f", to be ready by {day(target.by)}" if target.by else ""
        yield Row(Content.styled(f"{TARGET} {what}{by}", "$accent"))
    yield from paragraph(role.summary, width)


def _figures(snapshot: Snapshot, role: Role, width: int) -> Iterator[Row]:
    figures: tuple[tuple[str, Sequence[Pay | Outlook]], ...] = (("Pay", role.pay), ("Outlook", role.outlook))
    numbers = {source_id: number for number, source_id in enumerate(_cited(role), start=1)}
    for label, stated in figures:
        # Sources that say the very same thing share a line; what differs in anything stands by itself.
        said: dict[tuple[str, str, str], list[str]] = {}
        for figure in stated:
            said.setdefault((*_figure(figure), provenance(figure)), []).append(f"[{numbers[figure.source]}]")
        for number, ((amount, words, whose), cites) in enumerate(said.items()):
            text = Content.assemble(
                words, (f" · {whose}" if whose else "", "$quiet"), (f" {' '.join(cites)}", "$quiet")
            )
            yield from _beside("" if number else label, amount, text, width)
    for benchmark in snapshot.catalog.benchmarks.values():
        parts = [*(f"{money(pay)} a {pay.period}" for pay in benchmark.pay), *map(growth, benchmark.outlook)]
        yield from _beside("Beside", "", Content.styled(f"{benchmark.title}: {', '.join(parts)}", "$quiet"), width)


def _cited(role: Role) -> dict[str, None]:
    """Ids of the sources of a role, in reading order; the place is the number they are cited by."""
    return dict.fromkeys(cite.source for cite in role.citations())


def _figure(figure: Pay | Outlook) -> tuple[str, str]:
    """A figure and what it is, in words."""
    if isinstance(figure, Outlook):
        return growth(figure), f"{years(figure)} {figure.group}"
    return money(figure), figure.measure if figure.period == "year" else f"{figure.measure}, a {figure.period}"


def _beside(label: str, amount: str, text: Content, width: int) -> Iterator[Row]:
    """A label, a figure and what it is, the words wrapped in their own column."""
    column = _LABEL + _AMOUNT if amount else _LABEL
    first = Content.assemble((label.ljust(_LABEL), "$quiet"), (amount.ljust(column - _LABEL), "bold"))
    for number, line in enumerate(text.wrap(max(10, width - column))):
        yield Row(Content.assemble(" " * column if number else first, line.rstrip()))


def _standing(readiness: Readiness, width: int) -> Content:
    if readiness.required.total == 0:
        return Content.styled("No source states what it requires", "$quiet")
    bar = meter(readiness.required, _PAGE_METER if width > 60 else _LIST_METER)
    return Content.assemble(bar, " ", percent(readiness.required), "  ", _verdict(readiness))


def _verdict(readiness: Readiness) -> Content:
    if readiness.ready:
        waived = readiness.required.waived
        words = f"ready, {waived} waived" if waived else "ready"
        few = (
            ""
            if readiness.required.total > _FEW
            else f": {readiness.required.total} of {readiness.required.total} stated"
        )
        return Content.styled(f"{words}{few}", "bold $ready")
    return Content.assemble((f"{readiness.required.missing} to go", "$blocked"))


def _met(tally: Tally) -> Content:
    waived = f", {tally.waived} waived" if tally.waived else ""
    return Content.styled(f"{tally.met} of {tally.total} met{waived}", "$quiet")


def _onward(snapshot: Snapshot, role: Role, width: int) -> Iterator[Row]:
    if not role.leads_to:
        return
    yield BLANK
    yield heading("Leads to", width)
    for step in role.leads_to:
        yield _list_row(snapshot, snapshot.catalog.roles[step.role], width)


def _background(snapshot: Snapshot, role: Role, width: int) -> Iterator[Row]:
    listed: Sequence[tuple[str, Sequence[str]]] = (
        ("What a day holds", role.responsibilities),
        ("Where it is applied", role.applications),
        ("Also said", [f"{remark.text} ({_publisher(snapshot, remark.source)})" for remark in role.remarks]),
        ("About these figures", _figure_notes(snapshot, role)),
    )
    for name, items in listed:
        if items:
            yield BLANK
            yield heading(name, width)
            for item in items:
                yield from bullet(item, width)
    yield BLANK
    yield heading("Sources", width)
    for number, source_id in enumerate(_cited(role), start=1):
        source = snapshot.catalog.sources[source_id]
        read = f", read {as_of(source.accessed)}" if source.accessed else ""
        words = f"{source.title}, {source.publisher or 'publisher not stated'}{read}"
        yield from bullet(words, width, (f"[{number}] ", "$quiet"))


def _figure_notes(snapshot: Snapshot, role: Role) -> list[str]:
    figures: tuple[tuple[str, Pay | Outlook], ...] = (
        *((money(pay), pay) for pay in role.pay),
        *((f"{growth(outlook)} {years(outlook)}", outlook) for outlook in role.outlook),
    )
    return [f"{what} ({_publisher(snapshot, figure.source)}): {figure.note}" for what, figure in figures if figure.note]


def _publisher(snapshot: Snapshot, source_id: str) -> str:
    source = snapshot.catalog.sources[source_id]
    return source.publisher or source.title
