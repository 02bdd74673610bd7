"""What each source says of a figure, a requirement or a fact, as rows; and a link before it is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from mltrack.core.catalog import Catalog
from mltrack.core.cited import (
    Cited,
    CitedFact,
    CitedFigure,
    CitedRequirement,
    CitedRole,
    Fact,
    Statement,
    comparable,
    disagreement,
    statements,
)
from mltrack.core.dates import span_words, with_unit
from mltrack.core.entries import Basis, Effort, Kind, Milestone, Strength
from mltrack.core.figures import Outlook, Pay, Source
from mltrack.core.journal import at_level
from mltrack.core.links import Link
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.keys import keyed
from mltrack.tui.present.requirements import group_words
from mltrack.tui.present.row import BLANK, LinkRef, Row, bullet, heading, labelled, paragraph, standing_for
from mltrack.tui.present.words import as_of, count, figure_words, provenance

_LABEL = 13
_NAMED = 8
"""Alternatives that are named before the others are counted."""

_STRENGTHS = {
    Strength.REQUIRED: "required: the source says must, necessary, essential, need or require",
    Strength.RECOMMENDED: "recommended: the source says often or common, or describes the work by it",
    Strength.OPTIONAL: "optional: the source says beneficial, or not always required",
}


def source_title(snapshot: Snapshot, cited: Cited) -> str:
    """What the sources are asked about."""
    catalog = snapshot.catalog
    match cited:
        case CitedFigure(id_, figure):
            noun = "Outlook" if isinstance(figure, Outlook) else "Pay"
            subject = catalog.benchmarks[id_].title if id_ in catalog.benchmarks else catalog.role_title(id_)
            return f"{noun} · {subject}"
        case CitedRole(role_id):
            return f"Figures · {catalog.role_title(role_id)}"
        case CitedRequirement(role_id, _):
            return f"Asked for · {catalog.role_title(role_id)}"
        case CitedFact(milestone_id, _):
            return f"Sources · {catalog.milestone_title(milestone_id)}"


def source_rows(snapshot: Snapshot, cited: Cited, width: int) -> Iterator[Row]:
    """What is asked about, in full, and every source of it with what it says and where."""
    found = statements(snapshot.catalog, cited)
    yield from _subject(snapshot, cited, found, width)
    by_source: dict[str, list[Statement]] = {}
    for one in found:
        by_source.setdefault(one.source.id, []).append(one)
    if not found:
        yield BLANK
        unstated = "pay or an outlook for it" if isinstance(cited, CitedRole) else "this"
        yield from paragraph(f"No source states {unstated}.", width, style="$quiet")
    for said in by_source.values():
        yield BLANK
        yield from _source(said[0].source, said, width)


def _subject(snapshot: Snapshot, cited: Cited, found: Sequence[Statement], width: int) -> Iterator[Row]:
    catalog = snapshot.catalog
    match cited:
        case CitedFigure():
            yield from _figures(found, width)
        case CitedRole():
            for number, group in enumerate(comparable(found)):
                if number:
                    yield BLANK
                yield from _figures(group, width)
        case CitedRequirement(role_id, number):
            requirement = catalog.roles[role_id].requirements[number]
            yield from paragraph(requirement.label, width, style="bold")
            if not isinstance(requirement.needs, Has):
                way, named = _parts(catalog, requirement.needs)
                yield from paragraph(f"{way}: {named}", width, style="$quiet")
            yield from labelled("Strength", Content(_STRENGTHS[requirement.strength]), width, _LABEL)
        case CitedFact(milestone_id, fact):
            yield from _fact(catalog.milestones[milestone_id], fact, width)


def _parts(catalog: Catalog, group: AllOf | AnyOf | AtLeast) -> tuple[str, str]:
    """How many parts of a group it takes, and the first of them, those of a group within it in brackets."""
    named = [
        at_level(catalog.milestone_title(part.has), part.level)
        if isinstance(part, Has)
        else "{} ({})".format(*_parts(catalog, part))
        for part in group.parts[:_NAMED]
    ]
    more = f" and {len(group.parts) - _NAMED} more" if len(group.parts) > _NAMED else ""
    return group_words(group), f"{', '.join(named)}{more}"


def _figures(found: Sequence[Statement], width: int) -> Iterator[Row]:
    """The figure and, where there are others like it, all of them side by side."""
    figures = [one.figure for one in found if one.figure is not None]
    if words := disagreement(found):
        yield from paragraph(f"{words}. None of them is chosen here:", width, style="$blocked")
    elif len(figures) > 1:
        yield from paragraph("The sources say the same:", width, style="$quiet")
    column = max(len(figure_words(figure)[0]) for figure in figures) + 3
    for one in found:
        if one.figure is None:
            continue
        amount, words = figure_words(one.figure)
        publisher = one.source.publisher or one.source.title
        whose = ", ".join(dict.fromkeys((publisher, *filter(None, provenance(one.figure).split(", ")))))
        lines = Content.assemble(words, (f" · {whose}", "$quiet")).wrap(max(10, width - column))
        for number, line in enumerate(lines):
            first = Content.styled(amount.ljust(column), "bold")
            yield Row(Content.assemble(" " * column if number else first, line.rstrip()))


def _fact(milestone: Milestone, fact: Fact, width: int) -> Iterator[Row]:
    if fact in {Fact.NAMED, Fact.EFFORT}:
        for name, words in effort_facts(milestone):
            yield from labelled(name, Content(words), width, _LABEL)
        if milestone.effort is None or milestone.effort.basis is Basis.ESTIMATE:
            yield from paragraph(
                keyed("{milestone.effort} gives your own figure in its place; plans reckon with that."),
                width,
                style="$quiet",
            )
    credential = milestone.credential
    if fact in {Fact.NAMED, Fact.CREDENTIAL} and credential is not None:
        yield from labelled("Checked", Content(as_of(str(credential.verified_on))), width, _LABEL)
        if not credential.confirmed:
            words = "Only third parties state these facts. Check the issuer's page before you pay for anything."
            yield from paragraph(words, width, style="$blocked")


def effort_facts(milestone: Milestone) -> Iterator[tuple[str, str]]:
    """What the catalog says a milestone takes, and on what that rests."""
    to = ", from nothing to the level working" if milestone.kind is Kind.SKILL else ""
    if milestone.effort is None:
        yield "Takes", "not known: no source states it"
    elif milestone.effort.basis is Basis.ESTIMATE:
        yield "Takes", f"~{effort_span(milestone.effort)}{to}: an estimate, which no source states"
    else:
        yield "Takes", f"{effort_span(milestone.effort)}{to}: stated by a source"


def effort_span(effort: Effort) -> str:
    """Hours, months or both, such as "40-80 h"."""
    parts = ((effort.hours, "h"), (effort.months, "months"))
    return " and ".join(with_unit(span_words(span), unit) for span, unit in parts if span is not None)


def _source(source: Source, said: Sequence[Statement], width: int) -> Iterator[Row]:
    """One source: what it is, what it says and where in it, and how to get there."""
    yield heading(source.publisher or "Publisher not stated", width)
    yield from paragraph(source.title, width, style="bold")
    yield from _statements(said, width)
    published = f"published {as_of(source.published)}" if source.published else "date of publication not stated"
    read = f"; read {as_of(source.accessed)}" if source.accessed else ""
    yield from labelled("Date", Content(f"{published}{read}"), width, _LABEL)
    if source.note:
        yield from labelled("About it", Content(source.note), width, _LABEL)
    if source.url:
        yield from standing_for(
            labelled("Link", Content.styled(source.url, "underline"), width, _LABEL), LinkRef(source.url)
        )
    else:
        yield from labelled(
            "Link", Content.styled("none in the catalog; look for it by its title", "$quiet"), width, _LABEL
        )


def _statements(said: Sequence[Statement], width: int) -> Iterator[Row]:
    places: Mapping[str, None] = dict.fromkeys(one.at for one in said)
    if len(places) > 1 and not any(one.figure for one in said):
        yield from labelled("Where in it", Content(count(len(places), "place")), width, _LABEL)
        for place in places:
            yield from bullet(place, width)
        return
    for one in said:
        if one.figure is not None:
            words = "  ".join(figure_words(one.figure, exactly=True))
            yield from labelled("It says", Content.styled(words, "bold"), width, _LABEL)
        yield from labelled("Where in it", Content(one.at), width, _LABEL)
        if one.figure is not None:
            yield from _about_figure(one.figure, width)


def _about_figure(figure: Pay | Outlook, width: int) -> Iterator[Row]:
    whose = provenance(figure)
    if whose:
        yield from labelled("Taken from" if figure.origin else "As of", Content(whose), width, _LABEL)
    if figure.note:
        yield from labelled("Note", Content(figure.note), width, _LABEL)


OPEN_CHOICES = (("enter", "Open it in your browser"), ("escape", "Stay here"))
"""What can be done with a link."""


def link_rows(link: Link, width: int) -> Iterator[Row]:
    """Where a link leads, before anything is opened: its host, and all of it."""
    yield from paragraph(f"Open {link.host} in your browser?", width, style="bold")
    yield BLANK
    yield from paragraph(link.url, width, style="$quiet")
