"""What rests on sources, and what each source says of it.

Sources are told one beside the other. Where they disagree, that is said and none is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TypeAlias

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Milestone
from mltrack.core.figures import Citation, Outlook, Pay, Source
from mltrack.core.records import dataclass
from mltrack.core.requirements import leaves


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A figure of a role, or of all occupations."""

    id: str
    """Of the role or the benchmark."""
    figure: Pay | Outlook


@dataclass(frozen=True, slots=True)
class CitedRole:
    """All pay and every outlook that is stated of a role."""

    id: str
    """Of the role."""


@dataclass(frozen=True, slots=True)
class CitedRequirement:
    """One thing that a role asks for."""

    id: str
    """Of the role."""
    number: int
    """Which of its requirements, counted from 0."""


class Fact(Enum):
    """What a catalog says of a milestone."""

    NAMED = "named"
    """That it exists, and that roles ask for it."""
    EFFORT = "effort"
    CREDENTIAL = "credential"


@dataclass(frozen=True, slots=True)
class CitedFact:
    """A fact of a milestone."""

    id: str
    """Of the milestone."""
    fact: Fact


Cited: TypeAlias = CitedFigure | CitedRole | CitedRequirement | CitedFact


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says, and where in it."""

    source: Source
    at: str
    """The heading in it."""
    figure: Pay | Outlook | None = None
    """The figure that it states, where it states one."""


def statements(catalog: Catalog, cited: Cited) -> Sequence[Statement]:
    """What the sources say, in catalog order; of a figure every one that can be held against it, after itself.

    Pay can be held against pay of the same measure, an outlook against one for the same years,
    whatever group it was measured on. What is said of all occupations is told as a whole.
    """
    match cited:
        case CitedFigure(id_, figure):
            return _figures(catalog, id_, figure)
        case CitedRole(id_):
            role = catalog.roles[id_]
            stated: Sequence[Pay | Outlook] = (*role.pay, *role.outlook)
            return [_stated(catalog, one) for one in stated]
        case CitedRequirement(role_id, number):
            return _cited(catalog, catalog.roles[role_id].requirements[number].cites)
        case CitedFact(milestone_id, fact):
            return _cited(catalog, dict.fromkeys(_fact_cites(catalog, catalog.milestones[milestone_id], fact)))


def disagree(found: Sequence[Statement]) -> bool:
    """True where two of the figures can be held against each other and are different ones."""
    figures = [one.figure for one in found if one.figure is not None]
    return any(_same_kind(one, figures[0]) and _value(one) != _value(figures[0]) for one in figures[1:])


def disagreement(found: Sequence[Statement]) -> str:
    """That the sources disagree, as far as that can be seen, without a full stop; empty where they do not."""
    if not disagree(found):
        return ""
    groups = {one.figure.group for one in found if isinstance(one.figure, Outlook)}
    return f"The sources disagree{', or have measured different groups' if len(groups) > 1 else ''}"


def comparable(found: Sequence[Statement]) -> Sequence[Sequence[Statement]]:
    """The statements with a figure, those together that can be held against each other, in the order of the first."""
    groups: list[list[Statement]] = []
    for one in found:
        if one.figure is None:
            continue
        group = next((group for group in groups if _is_like(one.figure, group[0].figure)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _is_like(one: Pay | Outlook, other: Pay | Outlook | None) -> bool:
    return other is not None and _same_kind(one, other)


def _stated(catalog: Catalog, figure: Pay | Outlook) -> Statement:
    return Statement(catalog.sources[figure.source], figure.at, figure)


def _figures(catalog: Catalog, id_: str, figure: Pay | Outlook) -> Sequence[Statement]:
    told = catalog.benchmarks.get(id_) or catalog.roles[id_]
    stated: Sequence[Pay | Outlook] = (*told.pay, *told.outlook)
    whole = id_ in catalog.benchmarks
    others = [one for one in stated if one != figure and (whole or _same_kind(one, figure))]
    return [_stated(catalog, one) for one in (figure, *others)]


def _same_kind(one: Pay | Outlook, other: Pay | Outlook) -> bool:
    match one, other:
        case Pay(), Pay():
            return (one.measure, one.currency, one.period) == (other.measure, other.currency, other.period)
        case Outlook(), Outlook():
            return (one.from_year, one.to_year) == (other.from_year, other.to_year)
    return False


def _value(figure: Pay | Outlook) -> tuple[object, ...]:
    if isinstance(figure, Outlook):
        return (figure.percent,)
    return figure.amount, figure.low, figure.high, figure.open_ended


def _cited(catalog: Catalog, cites: Sequence[Citation] | dict[Citation, None]) -> Sequence[Statement]:
    return [Statement(catalog.sources[cite.source], cite.at) for cite in cites]


def _fact_cites(catalog: Catalog, milestone: Milestone, fact: Fact) -> Iterator[Citation]:
    if fact is Fact.NAMED:
        yield from milestone.cites
        for role_id in catalog.asked_by.get(milestone.id, ()):
            for requirement in catalog.roles[role_id].requirements:
                if any(leaf.has == milestone.id for leaf in leaves(requirement.needs)):
                    yield from requirement.cites
    if fact in {Fact.NAMED, Fact.EFFORT} and milestone.effort is not None and milestone.effort.cite is not None:
        yield milestone.effort.cite
    if fact in {Fact.NAMED, Fact.CREDENTIAL} and milestone.credential is not None:
        yield milestone.credential.source
