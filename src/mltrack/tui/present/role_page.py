"""The page of one role as rows: figures, readiness, what it asks for, where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from mltrack.core.cited import CitedFigure, CitedRequirement, CitedRole, comparable, disagreement, statements
from mltrack.core.entries import Kind, Role, Seniority, Strength
from mltrack.core.figures import Outlook, Pay
from mltrack.core.readiness import Line, Readiness, Tally
from mltrack.core.requirements import leaves
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.glyphs import FEW, TARGET, meter, percent, share_style
from mltrack.tui.present.keys import keyed
from mltrack.tui.present.requirements import kind_word, requirement_rows
from mltrack.tui.present.roles import LADDER, role_row
from mltrack.tui.present.row import BLANK, EMPTY, Row, bullet, heading, labelled, pair, paragraph, standing_for
from mltrack.tui.present.words import as_of, day, figure_words, growth, money, provenance, years

_METER = 24
_SHORT_METER = 10
_LABEL = 10
"""Width of the column that names what the figures are."""
_AMOUNT = 11
"""Width of the column of the figures themselves."""
_READABLE = 96
"""Cells that a line of running text has at most."""
_MANY = 6
"""From so many requirements on they stand under their kinds."""
_KINDS = list(Kind)


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
        asked = [(number, line) for number, line in enumerate(readiness.lines) if line.requirement.strength is strength]
        if asked:
            yield BLANK
            yield heading(name, width, _met(tally) if tally else EMPTY)
            yield from _asked(snapshot, role, asked, width, unfolded=unfolded)
    yield from _onward(snapshot, role, width)
    yield from _background(snapshot, role, width)


def role_summary(snapshot: Snapshot, role: Role) -> Content:
    """What stays in view however far the page is scrolled: how much of what is asked for is met."""
    readiness = snapshot.readiness[role.id]
    parts = [
        f"{name} {tally.met} of {tally.total}{f', {tally.waived} waived' if tally.waived else ''}"
        for name, tally in (("required", readiness.required), ("recommended", readiness.recommended))
        if tally.total
    ]
    return Content(" · ".join(parts))


def _opening(snapshot: Snapshot, role: Role, width: int) -> Iterator[Row]:
    level = "" if role.level is Seniority.UNSTATED else f"{LADDER[role.level].lower()} level · "
    yield from pair(
        _standing(snapshot.readiness[role.id], width), Content.styled(f"{level}{role.family}", "$quiet"), width
    )
    if yours := snapshot.catalog.yours_of("role", role.id):
        yield from paragraph(yours.words, min(width, _READABLE), style="$quiet")
    if target := snapshot.progress.targets.get(role.id):
        what = "your primary target" if target.primary else "one of your targets"
        by = f", to be ready by {day(target.by)}" if target.by else ""
        yield Row(Content.styled(f"{TARGET} {what}{by}", "$accent"))
    yield from paragraph(role.summary, min(width, _READABLE))


def _standing(readiness: Readiness, width: int) -> Content:
    """The meter with a mark where it has to reach, and what is to go."""
    if readiness.required.total == 0:
        return Content.styled("No source states what it requires", "$quiet")
    bar = meter(readiness.required, _METER if width > _READABLE else _SHORT_METER)
    return Content.assemble(bar, ("┤ ", "$quiet"), percent(readiness.required), "  ", _verdict(readiness))


def _verdict(readiness: Readiness) -> Content:
    if readiness.ready:
        waived = readiness.required.waived
        words = f"ready, {waived} waived" if waived else "ready"
        total = readiness.required.total
        few = "" if total > FEW else f" for the {total} stated: too few to judge by"
        return Content.styled(f"{words}{few}", f"bold {share_style(readiness.required)}")
    return Content.styled(f"{readiness.required.missing} to go", "$blocked")


def _met(tally: Tally) -> Content:
    waived = f", {tally.waived} waived" if tally.waived else ""
    return Content.styled(f"{tally.met} of {tally.total} met{waived}", "$quiet")


# What it asks for


def _asked(
    snapshot: Snapshot, role: Role, asked: Sequence[tuple[int, Line]], width: int, *, unfolded: bool
) -> Iterator[Row]:
    """The requirements of one strength; many of them by their kinds, in the order of the catalog within."""
    kinds = {number: _kind(snapshot, line) for number, line in asked}
    by_kind = len(asked) >= _MANY and len(set(kinds.values())) > 1
    ordered = sorted(asked, key=lambda one: _KINDS.index(kinds[one[0]])) if by_kind else asked
    under: Kind | None = None
    for number, line in ordered:
        if by_kind and kinds[number] is not under:
            under = kinds[number]
            yield Row(Content.styled(kind_word(under), "$quiet"))
        yield from requirement_rows(snapshot, CitedRequirement(role.id, number), line, width, unfolded=unfolded)


def _kind(snapshot: Snapshot, line: Line) -> Kind:
    """The kind of a requirement; of alternatives of several kinds, that of the one named first."""
    return snapshot.catalog.milestones[next(leaves(line.requirement.needs)).has].kind


# Figures


def _figures(snapshot: Snapshot, role: Role, width: int) -> Iterator[Row]:
    figures: tuple[tuple[str, Sequence[Pay | Outlook]], ...] = (("Pay", role.pay), ("Outlook", role.outlook))
    numbers = {source_id: number for number, source_id in enumerate(_cited(role), start=1)}
    widest = max((len(figure_words(one)[0]) for _, stated in figures for one in stated), default=0)
    column = _LABEL + max(_AMOUNT, widest + 1)
    for label, stated in figures:
        for number, (figure, said) in enumerate(_said(stated, numbers).items()):
            amount, words = figure_words(figure)
            cited = "".join(f"{f' · {whose}' if whose else ''} {' '.join(cites)}" for whose, cites in said.items())
            text = Content.assemble(words, (cited, "$quiet"))
            rows = _beside("" if number else label, amount, text, width, column)
            yield from standing_for(rows, CitedFigure(role.id, figure))
    alike = comparable(statements(snapshot.catalog, CitedRole(role.id)))
    for words in dict.fromkeys(filter(None, map(disagreement, alike))):
        yield from paragraph(keyed(f"{words}; {{role.source}} compares them."), width, style="$blocked")
    for benchmark in snapshot.catalog.benchmarks.values():
        parts = [*(f"{money(pay)} a {pay.period}" for pay in benchmark.pay), *map(growth, benchmark.outlook)]
        rows = labelled("For scale", Content.styled(f"{benchmark.title}: {', '.join(parts)}", "$quiet"), width, _LABEL)
        beside: Sequence[Pay | Outlook] = (*benchmark.pay, *benchmark.outlook)
        yield from standing_for(rows, CitedFigure(benchmark.id, beside[0])) if beside else ()


def _said(
    stated: Sequence[Pay | Outlook], numbers: Mapping[str, int]
) -> Mapping[Pay | Outlook, Mapping[str, Sequence[str]]]:
    """The first of each figure; by whose it is, the numbers of all sources that say the very same thing."""
    first: dict[tuple[str, str, str], Pay | Outlook] = {}
    said: dict[Pay | Outlook, dict[str, list[str]]] = {}
    for figure in stated:
        whose = provenance(figure)
        # Pay of other people or of another day is another figure; of a projection all is in the words.
        apart = whose if isinstance(figure, Pay) else ""
        same = first.setdefault((*figure_words(figure), apart), figure)
        said.setdefault(same, {}).setdefault(whose, []).append(f"[{numbers[figure.source]}]")
    return said


def _cited(role: Role) -> dict[str, None]:
    """Ids of the sources of a role, in reading order; the place is the number they are cited by."""
    return dict.fromkeys(cite.source for cite in role.citations())


def _beside(label: str, amount: str, text: Content, width: int, column: int) -> Iterator[Row]:
    """A label, a figure and what it is, the words wrapped from `column` on."""
    first = Content.assemble((label.ljust(_LABEL), "$quiet"), (amount.ljust(column - _LABEL), "bold"))
    for number, line in enumerate(text.wrap(max(10, width - column))):
        yield Row(Content.assemble(" " * column if number else first, line.rstrip()))


# What else there is


def _onward(snapshot: Snapshot, role: Role, width: int) -> Iterator[Row]:
    if not role.leads_to:
        return
    yield BLANK
    yield heading("Leads to", width)
    for step in role.leads_to:
        yield role_row(snapshot, snapshot.catalog.roles[step.role], width)


def _background(snapshot: Snapshot, role: Role, width: int) -> Iterator[Row]:
    room = min(width, _READABLE)
    listed: Sequence[tuple[str, Sequence[str]]] = (
        ("What a day holds", role.responsibilities),
        ("Where it is applied", role.applications),
        ("Also said", [f"{remark.text} ({_publisher(snapshot, remark.source)})" for remark in role.remarks]),
    )
    for name, items in listed:
        if items:
            yield BLANK
            yield heading(name, width)
            for item in items:
                yield from bullet(item, room)
    yield BLANK
    yield heading("Sources", width)
    for number, source_id in enumerate(_cited(role), start=1):
        source = snapshot.catalog.sources[source_id]
        read = f"read {as_of(source.accessed)}" if source.accessed else ""
        dated = f"published {as_of(source.published)}" if source.published else read
        words = ", ".join(filter(None, (source.title, source.publisher or "publisher not stated", dated)))
        yield from bullet(words, room, (f"[{number}] ", "$quiet"))


def _figure_notes(snapshot: Snapshot, role: Role) -> list[str]:
    figures: tuple[tuple[str, Pay | Outlook], ...] = (
        *((money(pay), pay) for pay in role.pay),
        *((f"{growth(outlook)} {years(outlook)}", outlook) for outlook in role.outlook),
    )
    return [f"{what} ({_publisher(snapshot, figure.source)}): {figure.note}" for what, figure in figures if figure.note]


def _publisher(snapshot: Snapshot, source_id: str) -> str:
    source = snapshot.catalog.sources[source_id]
    return source.publisher or source.title
