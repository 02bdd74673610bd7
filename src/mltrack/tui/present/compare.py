"""Roles side by side: what is known of each, what they ask for together and alone, and what each still lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from textual.content import Content

from mltrack.core.advice import missing, time_words
from mltrack.core.compare import FEWEST, AskedLine, Comparison, Efforts, Measure, Part, side_by_side
from mltrack.core.compare_words import SHARED, how_much, line_title
from mltrack.core.effort import NOTHING as NO_TIME
from mltrack.core.entries import Seniority
from mltrack.core.figures import Outlook, Pay
from mltrack.core.plan import Plan
from mltrack.core.requirements import Has, Requirement, State, judge, leaves
from mltrack.core.snapshot import Snapshot
from mltrack.core.total_words import plan_words
from mltrack.tui.present.bars import hints
from mltrack.tui.present.columns import NOTHING, Columns
from mltrack.tui.present.glyphs import STYLES, aim, level_dots, mark, meter, percent
from mltrack.tui.present.ladder import TIERS
from mltrack.tui.present.row import BLANK, EMPTY, MilestoneRef, Row, bullet, heading, paragraph
from mltrack.tui.present.words import count, growth, money, provenance, years

_ROOMY = 28
"""Cells from which a level has room for its word beside how firmly it is asked for."""
HEAD = 5
"""Lines of the heads of columns."""


def compare_hints() -> Content:
    """What can be done with a column, for the frame."""
    return hints(("c", "adds a role"), ("x", "takes one out"), ("t", "aims for it"), ("o", "opens it"))


def heads(snapshot: Snapshot, role_ids: Sequence[str], chosen: int, width: int) -> Content:
    """The heads of the columns: title, level and family, and meter; a heavy line below the chosen one."""
    columns = Columns.within(width, len(role_ids), chosen)
    cells = [_head(snapshot, role_id, columns, is_chosen=n == chosen) for n, role_id in enumerate(role_ids)]
    label = [EMPTY, Content.styled(_window_words(columns), "$quiet"), EMPTY, Content.styled("Readiness", "$quiet")]
    rows = list(columns.rows(label, cells))
    return Content("\n").join(row.fitted(width) for row in rows)


def _window_words(columns: Columns) -> str:
    if columns.are_all_shown:
        return ""
    first, last = columns.shown.start + 1, columns.shown.stop
    return f"{first if first == last else f'{first}–{last}'} of {columns.number}  ← →"


def _head(snapshot: Snapshot, role_id: str, columns: Columns, *, is_chosen: bool) -> list[Content]:
    role, required = snapshot.catalog.roles[role_id], snapshot.readiness[role_id].required
    sign = aim(snapshot.progress.targets.get(role_id))
    title = columns.wrapped(Content.assemble(sign, (role.title, "bold $accent" if is_chosen else "bold")))
    if len(title) > 2:
        title = [title[0], Content.assemble(title[1].truncate(columns.cell - 2), " …")]
    title = [*([EMPTY] * (2 - len(title))), *title]
    level = "" if role.level is Seniority.UNSTATED else f"{TIERS[role.level].lower()} · "
    standing = Content.styled("nothing stated as required", "$quiet")
    if required.total:
        standing = Content.assemble(meter(required, min(16, columns.cell - 6)), " ", percent(required))
    rule = Content.styled(("═" if is_chosen else "─") * columns.cell, "$accent" if is_chosen else "$faint")
    return [*title, Content.styled(f"{level}{role.family}", "$quiet"), standing, rule]


def comparison_rows(
    snapshot: Snapshot, role_ids: Sequence[str], look: Look, width: int, efforts: Efforts | None
) -> Iterator[Row]:
    """Everything below the heads; what is left to do for the roles is told once it is worked out."""
    columns = Columns.within(width, len(role_ids), look.chosen)
    comparison = side_by_side(snapshot.catalog, role_ids)
    table = _Table(snapshot, comparison, columns, look)
    yield from table.facts(efforts)
    if efforts is not None:
        which = "Both" if len(role_ids) == FEWEST else f"All {len(role_ids)}"
        yield from paragraph(f"{which} together: {plan_words(efforts.together)}.", width)
    yield from table.figures(width)
    yield from table.missing(width)
    yield from table.asked(width)
    yield from table.sources(width)


@dataclass(frozen=True, slots=True)
class Look:
    """How a person looks at a comparison."""

    chosen: int = 0
    """Number of the column that keys act on."""
    unfolded: bool = False
    """True to list every alternative."""
    is_waiting: bool = False
    """True while what is left to do is being worked out."""
    hours_per_week: Fraction = Fraction(1)
    """Study hours a week that plans reckon with."""


class _Table:
    """Draws a comparison in columns."""

    def __init__(self, snapshot: Snapshot, comparison: Comparison, columns: Columns, look: Look) -> None:
        self._snapshot, self._comparison, self._columns, self._look = snapshot, comparison, columns, look
        cited = [pay.source for by_role in comparison.pay.values() for pays in by_role.values() for pay in pays]
        cited += [outlook.source for stated in comparison.outlook.values() for outlook in stated]
        self._numbers = {source: number for number, source in enumerate(dict.fromkeys(cited), start=1)}

    # What is known of each

    def facts(self, efforts: Efforts | None) -> Iterator[Row]:
        """How many requirements are missing, and what they take."""
        readiness = [self._snapshot.readiness[one] for one in self._comparison.roles]
        to_go = [
            Content.styled(f"{one.required.missing} of {one.required.total} required", "$blocked")
            if one.required.missing
            else Content.styled("ready" if one.ready else "unknown", "$ready" if one.ready else "$quiet")
            for one in readiness
        ]
        yield from self._line("To go", [[cell] for cell in to_go])
        waiting = [Content.styled("… working it out", "$quiet")]
        plans = [efforts.alone.get(one) if efforts else None for one in self._comparison.roles]
        left = [_effort_lines(plan) if efforts else waiting for plan in plans]
        label = "Effort left …" if efforts and self._look.is_waiting else "Effort left"
        yield from self._line(label, left)

    def figures(self, width: int) -> Iterator[Row]:
        """Pay by measure, and the projections."""
        if self._comparison.pay:
            yield from (BLANK, heading("Pay", width))
        # What most of them have a figure for can be compared best.
        for measure, by_role in sorted(self._comparison.pay.items(), key=lambda row: -len(row[1])):
            yield from self._line(_measure_words(measure), [self._stated(by_role.get(one, ())) for one in self._roles])
        if any(self._comparison.outlook.values()):
            yield from (BLANK, heading("Outlook", width))
            stated = [self._stated(self._comparison.outlook[one]) for one in self._roles]
            yield from self._line("Change in jobs of a group", stated)

    def _stated(self, figures: Sequence[Pay | Outlook]) -> list[Content]:
        """Every figure of one role, and whose it is; those that say the very same share a line."""
        said: dict[tuple[str, str], dict[int, None]] = {}
        for figure in figures:
            if isinstance(figure, Outlook):
                key = f"{growth(figure)} {years(figure)}", figure.group
            else:
                key = money(figure), provenance(figure)
            said.setdefault(key, {})[self._numbers[figure.source]] = None
        lines: list[Content] = []
        for (amount, words), cites in said.items():
            numbers = f" [{','.join(map(str, sorted(cites)))}]"
            lines += self._columns.wrapped(Content.assemble((amount, "bold"), (numbers, "$quiet")))
            lines += self._columns.wrapped(Content.styled(words, "$quiet"))
        return lines or [NOTHING]

    def sources(self, width: int) -> Iterator[Row]:
        """The sources of the figures."""
        if self._numbers:
            yield from (BLANK, heading("Sources of the figures", width))
        for one, number in self._numbers.items():
            source = self._snapshot.catalog.sources[one]
            words = f"{source.title}, {source.publisher or 'publisher not stated'}"
            yield from bullet(words, width, (f"[{number}] ", "$quiet"))

    # What they ask for

    def missing(self, width: int) -> Iterator[Row]:
        """What each still lacks, along the nearest ways; first what helps most of them."""
        lacking = {
            one: {leaf.has: leaf for leaf in missing(self._snapshot, one, self._look.hours_per_week)}
            for one in self._roles
        }
        found = dict.fromkeys(has for leaves in lacking.values() for has in leaves)
        helped = sorted(found, key=lambda has: -sum(has in leaves for leaves in lacking.values()))
        yield from (
            BLANK,
            heading("Still missing, the nearest way", width, Content.styled(_count(len(found)), "$quiet")),
        )
        for has in helped:
            needs = [lacking[one].get(has) for one in self._roles]
            levels = [leaf.level for leaf in needs if leaf and leaf.level]
            cells = [[self._needed(leaf) if leaf else NOTHING] for leaf in needs]
            if self._is_in_view(cells):
                yield from self._milestone(Has(has, max(levels, default=None)), cells)
        if not helped:
            yield Row(Content.styled("Nothing is missing.", "$ready"))

    def asked(self, width: int) -> Iterator[Row]:
        """What two or more ask for, then what each alone asks for."""
        shared = [line for line in self._comparison.lines if len(line.parts) > 1]
        if shared:
            yield from (BLANK, heading(SHARED, width))
        for line in shared:
            yield from self._asked(line)
        for one in (self._roles[number] for number in self._columns.shown):
            alone = [line for line in self._comparison.lines if set(line.parts) == {one}]
            yield from (BLANK, heading(f"Only {self._snapshot.catalog.role_title(one)} asks for", width))
            for line in alone:
                yield from self._asked(line)
            if not alone:
                yield Row(Content.styled("Nothing that no other asks for.", "$quiet"))

    def _asked(self, line: AskedLine) -> Iterator[Row]:
        cells = [[self._part(line.parts.get(one))] for one in self._roles]
        if not self._is_in_view(cells):
            return
        if line.milestone is not None:
            levels = [
                part.needs.level for part in line.parts.values() if isinstance(part.needs, Has) and part.needs.level
            ]
            yield from self._milestone(
                Has(line.milestone, max(levels, default=None)), cells, line.state(self._snapshot)
            )
            return
        title = Content.assemble(mark(line.state(self._snapshot)), " ", line_title(self._snapshot.catalog, line))
        yield from self._columns.rows([title], cells)
        if self._look.unfolded:
            yield from self._alternatives(line)

    def _alternatives(self, line: AskedLine) -> Iterator[Row]:
        named = {one: {leaf.has: leaf for leaf in leaves(part.needs)} for one, part in line.parts.items()}
        for has in dict.fromkeys(has for ways in named.values() for has in ways):
            ways = [named.get(one, {}).get(has) for one in self._roles]
            cells = [[Content.styled("one way", "$quiet") if way else NOTHING] for way in ways]
            levels = [way.level for way in ways if way and way.level]
            yield from self._milestone(Has(has, max(levels, default=None)), cells, indent="   ")

    def _milestone(
        self, leaf: Has, cells: Sequence[Sequence[Content]], state: State | None = None, indent: str = ""
    ) -> Iterator[Row]:
        state = state or judge(leaf, self._snapshot.standings).state
        title = Content.assemble(indent, mark(state), " ", self._snapshot.catalog.milestone_title(leaf.has))
        yield from self._columns.rows([title], cells, MilestoneRef(leaf.has, leaf.level))

    def _part(self, part: Part | None) -> Content:
        """How one role asks for something, and how that stands."""
        if part is None:
            return NOTHING
        if isinstance(part.needs, Has) and part.needs.level:
            named = self._columns.cell >= _ROOMY
            dots = self._needed(part.needs, named=named)
            return Content.assemble(dots, (f"{',' if named else ''} {part.strength.value}", "$quiet"))
        much = how_much(part)
        words = f" {part.strength.value}{f' {much}' if much else ''}"
        return Content.assemble(mark(self._state(part.needs)), (words, "$quiet"))

    def _needed(self, leaf: Has, *, named: bool = True) -> Content:
        """The level asked for beside the one held; for what has no level, how it stands."""
        if leaf.level is None:
            state = self._state(leaf)
            return Content.assemble(mark(state), (f" {state.value}", STYLES[state]))
        standing = self._snapshot.standing(leaf.has)
        dots = level_dots(standing.level if standing.state is State.MET else None, leaf.level)
        return Content.assemble(dots, (f" {leaf.level.value}", "$quiet")) if named else dots

    def _state(self, needs: Requirement) -> State:
        return judge(needs, self._snapshot.standings).state

    def _is_in_view(self, cells: Sequence[Sequence[Content]]) -> bool:
        """True when one of the columns in view says something."""
        return any(cells[number] != [NOTHING] for number in self._columns.shown)

    @property
    def _roles(self) -> tuple[str, ...]:
        return self._comparison.roles

    def _line(self, label: str, cells: Sequence[Sequence[Content]]) -> Iterator[Row]:
        yield from self._columns.rows(self._columns.label_lines(Content.styled(label, "$quiet")), cells)


def _effort_lines(plan: Plan | None) -> list[Content]:
    if plan is None:
        return [Content.styled("unknown", "$quiet")]
    if not plan.picks or plan.obstacles:
        return (
            [Content(plan_words(plan))]
            if not plan.obstacles
            else [Content(line) for line in plan_words(plan).split("; ")]
        )
    spans = [time_words(plan.hours, NO_TIME), time_words(NO_TIME, plan.months)]
    return [Content(words) for words in spans if words] or [Content("no effort left")]


def _measure_words(measure: Measure) -> str:
    period = "" if measure.period == "year" else f", a {measure.period}"
    return f"{measure.measure}{period}{'' if measure.currency == 'USD' else f', {measure.currency}'}"


def _count(number: int) -> str:
    return count(number, "milestone") if number else ""
