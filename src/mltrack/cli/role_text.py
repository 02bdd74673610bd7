"""Roles as text: the list with its meters, and one role with every figure and requirement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from mltrack.cli.text import BOXES, Glyphs, cells, fitted, readiness_columns, wrapped
from mltrack.core.advice import missing
from mltrack.core.catalog import Catalog
from mltrack.core.cited import CitedFigure, disagreement, statements
from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK
from mltrack.core.entries import Role, Seniority, Strength
from mltrack.core.figure_words import outlook_words, pay_words
from mltrack.core.figures import Citation, Outlook, Pay, Source
from mltrack.core.journal import at_level, listed
from mltrack.core.readiness import Line, Readiness
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, State, Verdict
from mltrack.core.snapshot import Snapshot

_TITLE_WIDTH = 38
_HEADINGS = {
    Seniority.ENTRY: "Entry",
    Seniority.MID: "Mid",
    Seniority.SENIOR: "Senior",
    Seniority.UNSTATED: "No level stated",
}


class Footnotes:
    """The sources that a text cites, numbered in the order that they first appear."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._numbers: dict[str, int] = {}

    def mark(self, source_id: str) -> str:
        """The number of a source, as it stands in the text."""
        return f"[{self._numbers.setdefault(source_id, len(self._numbers) + 1)}]"

    def marks(self, cites: Sequence[Citation]) -> str:
        """The numbers of several, each once."""
        return "".join(self.mark(source) for source in dict.fromkeys(cite.source for cite in cites))

    def lines(self) -> Iterator[str]:
        """The sources that were cited, with title, publisher and date."""
        if not self._numbers:
            return
        yield from ("", "Sources")
        for source_id, number in self._numbers.items():
            source = self._sources[source_id]
            read = f", read {source.accessed}" if source.accessed else ""
            dated = source.published or f"no date stated{read}"
            stated = [source.title, source.publisher or "publisher unknown", dated]
            yield from wrapped(", ".join(stated), f"  [{number}] ")
            if source.url:
                yield f"      {source.url}"


def role_list(snapshot: Snapshot, roles: Sequence[Role], glyphs: Glyphs) -> list[str]:
    """All roles by level, each with its meter; a sign stands before targets."""
    lines: list[str] = []
    width = min(_TITLE_WIDTH, max((cells(role.title) for role in roles), default=0))
    for level, members in groupby(roles, key=lambda role: role.level):
        lines += ([""] if lines else []) + [_HEADINGS[level]]
        for role in members:
            sign = glyphs.target if role.id in snapshot.progress.targets else " "
            columns = readiness_columns(snapshot.readiness[role.id].required, glyphs)
            lines.append(f"{sign} {fitted(role.title, width)}  {columns}")
    return lines


def role_detail(
    snapshot: Snapshot, role: Role, glyphs: Glyphs, hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK)
) -> list[str]:
    """Everything about one role."""
    catalog, readiness = snapshot.catalog, snapshot.readiness[role.id]
    notes = Footnotes(catalog.sources)
    return [
        *wrapped(f"{role.title} ({role.id})"),
        *wrapped(f"{_HEADINGS[role.level]}{'' if role.level is Seniority.UNSTATED else ' level'}, {role.family}"),
        *yours_lines(catalog, "role", role.id),
        *_standing(readiness, glyphs),
        "",
        *wrapped(role.summary),
        *_bullets("What the work holds", role.responsibilities),
        *_figures(catalog, role, notes),
        *_benchmarks(catalog, notes),
        *_requirements(snapshot, readiness, notes),
        *_missing(catalog, missing(snapshot, role.id, hours_per_week)),
        *_leads(catalog, role, notes),
        *notes.lines(),
    ]


def yours_lines(catalog: Catalog, noun: str, entry_id: str) -> list[str]:
    """That a role or milestone comes from a person's own files, where it does."""
    yours = catalog.yours_of(noun, entry_id)
    return wrapped(f"{yours.words}.") if yours else []


def _standing(readiness: Readiness, glyphs: Glyphs) -> Iterator[str]:
    recommended = readiness.recommended
    beside = f", recommended {recommended.met} of {recommended.total}" if recommended.total else ""
    yield readiness_columns(readiness.required, glyphs) + beside


def _bullets(heading: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from ("", heading)
        for item in items:
            yield from wrapped(item, "  - ")


def _figures(catalog: Catalog, role: Role, notes: Footnotes) -> Iterator[str]:
    if role.pay:
        yield from ("", "Pay")
        for pay in role.pay:
            yield from _figure(pay_words(pay), pay, notes)
        yield from _disagreement(catalog, role.id, role.pay)
    if role.outlook:
        yield from ("", "Outlook")
        for outlook in role.outlook:
            yield from _figure(outlook_words(outlook), outlook, notes)
        yield from _disagreement(catalog, role.id, role.outlook)
    if role.applications:
        yield from ("", "Where it is applied")
        yield from wrapped(", ".join(role.applications), "  ")
    if role.remarks:
        yield from ("", "Also said")
        for remark in role.remarks:
            yield from wrapped(f"{remark.text} {notes.mark(remark.source)}", "  - ")
    if role.codes:
        yield from ("", "Occupation codes")
        for code in role.codes:
            yield from wrapped(f"{code.scheme} {code.code} {code.title}{'' if code.evidenced else ' (inferred)'}", "  ")


def _disagreement(catalog: Catalog, role_id: str, figures: Sequence[Pay | Outlook]) -> Iterator[str]:
    found = {disagreement(statements(catalog, CitedFigure(role_id, figure))) for figure in figures}
    for words in sorted(found - {""}):
        yield from wrapped(f"{words}. None of them is chosen.", "  ")


def _figure(words: str, figure: Pay | Outlook, notes: Footnotes) -> Iterator[str]:
    """A figure, and below it who states it and where."""
    yield from wrapped(words, "  ", "    ")
    origin = f"{figure.origin}, in " if figure.origin else ""
    yield from wrapped(f"{origin}{notes.mark(figure.source)} {figure.at}", "      ")
    if figure.note:
        yield from wrapped(figure.note, "      ")


def _benchmarks(catalog: Catalog, notes: Footnotes) -> Iterator[str]:
    if catalog.benchmarks:
        yield from ("", "For comparison")
    for benchmark in catalog.benchmarks.values():
        for pay in benchmark.pay:
            yield from _figure(f"{benchmark.title}: {pay_words(pay)}", pay, notes)
        for outlook in benchmark.outlook:
            yield from _figure(f"{benchmark.title}: {outlook_words(outlook)}", outlook, notes)


def _requirements(snapshot: Snapshot, readiness: Readiness, notes: Footnotes) -> Iterator[str]:
    for strength in Strength:
        lines = [line for line in readiness.lines if line.requirement.strength is strength]
        if lines:
            yield from ("", strength.value.capitalize())
        for line in lines:
            yield from _requirement(snapshot, line, notes)


def _missing(catalog: Catalog, lacked: Sequence[Has]) -> Iterator[str]:
    if lacked:
        titles = ", ".join(_leaf_title(catalog, leaf) for leaf in lacked)
        yield from ("", *wrapped(f"Missing, along the nearest way: {titles}."))


def _requirement(snapshot: Snapshot, line: Line, notes: Footnotes) -> Iterator[str]:
    label, verdict, marks = line.requirement.label, line.verdict, notes.marks(line.requirement.cites)
    if isinstance(verdict.requirement, Has):
        title = snapshot.catalog.milestones[verdict.requirement.has].title
        named = "" if title.casefold() == label.casefold() else f"{label}: "
        yield from wrapped(f"{named}{_leaf(snapshot, verdict, verdict.requirement)} {marks}", _box(2, verdict.state))
        return
    yield from wrapped(f"{label}, {_group_word(verdict.requirement)} {marks}:", _box(2, verdict.state))
    for part in verdict.parts:
        yield from tree_lines(snapshot, part, 6)


def tree_lines(snapshot: Snapshot, verdict: Verdict, indent: int = 2) -> Iterator[str]:
    """A judged requirement, its parts indented below it."""
    if isinstance(verdict.requirement, Has):
        yield from wrapped(_leaf(snapshot, verdict, verdict.requirement), _box(indent, verdict.state))
        return
    yield f"{_box(indent, verdict.state)}{_group_word(verdict.requirement)}:"
    for part in verdict.parts:
        # A catalog may nest deeper than a screen is wide.
        yield from tree_lines(snapshot, part, min(indent + 4, 40))


def _box(indent: int, state: State) -> str:
    return f"{' ' * indent}{BOXES[state]} "


def _group_word(group: AllOf | AnyOf | AtLeast) -> str:
    match group:
        case AllOf():
            return "all of"
        case AnyOf():
            return "one of"
        case AtLeast():
            return f"at least {group.count} of"


def _leaf(snapshot: Snapshot, verdict: Verdict, leaf: Has) -> str:
    said = [_leaf_title(snapshot.catalog, leaf)]
    standing = verdict.standing
    if not verdict.state.satisfied and (retired := snapshot.retired(leaf.has)):
        said.append(retired)
    if verdict.state is State.STARTED:
        said.append(f"held at {standing.level.value}" if standing.level else "started")
    elif verdict.state in {State.WAIVED, State.LAPSED}:
        said.append(verdict.state.value)
    if standing.implied_by:
        said.append(f"implied by {snapshot.catalog.milestone_title(standing.implied_by)}")
    return ", ".join(said)


def _leaf_title(catalog: Catalog, leaf: Has) -> str:
    return at_level(catalog.milestones[leaf.has].title, leaf.level)


def _leads(catalog: Catalog, role: Role, notes: Footnotes) -> Iterator[str]:
    if role.leads_to:
        steps = [f"{catalog.roles[step.role].title} {notes.mark(step.source)}" for step in role.leads_to]
        yield from ("", *wrapped(f"Leads to {listed(steps)}."))
