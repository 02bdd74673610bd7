"""The outline of a catalog: what a person notices when it changes, in a form that outlives versions of mltrack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Availability, Effort, Kind, Milestone, Role, Strength
from mltrack.core.figures import Outlook, Pay
from mltrack.core.records import dataclass
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Requirement, with_ids


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a role asks for."""

    label: str
    strength: Strength
    needs: Requirement


@dataclass(frozen=True, slots=True)
class RoleOutline:
    """A role, as far as a change of it is told."""

    id: str
    title: str
    asks: tuple[Asked, ...]
    figures: tuple[str, ...] = ()
    """Pay and outlook, each as one line of what makes it another figure."""
    former_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneOutline:
    """A milestone, as far as a change of it is told."""

    id: str
    kind: Kind
    title: str
    prerequisites: Requirement | None = None
    status: Availability | None = None
    """Of a certification, whether it can be earned."""
    effort: str = ""
    """What it takes, as one line; empty when unknown."""
    former_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The roles and milestones of a catalog, by id."""

    roles: Mapping[str, RoleOutline]
    milestones: Mapping[str, MilestoneOutline]


def outline(catalog: Catalog) -> Outline:
    """The outline of a catalog."""
    return Outline(
        {one.id: _role(one) for one in catalog.roles.values()},
        {one.id: _milestone(one) for one in catalog.milestones.values()},
    )


def as_if_sound(now: Outline, catalog: Catalog, before: Outline) -> Outline:
    """`now`, the outline of `catalog`; what is left out of it for a fault as it was `before`, for it is not gone.

    What it named then it names under the ids of today.
    """
    roles, milestones, today = dict(now.roles), dict(now.milestones), catalog.renames.milestones
    for one in catalog.missing:
        if one.noun == "role" and one.id in before.roles:
            role = before.roles[one.id]
            roles[one.id] = replace(
                role, asks=tuple(replace(asked, needs=with_ids(asked.needs, today)) for asked in role.asks)
            )
        elif one.noun == "milestone" and one.id in before.milestones:
            was = before.milestones[one.id]
            first = with_ids(was.prerequisites, today) if was.prerequisites else None
            milestones[one.id] = replace(was, prerequisites=first)
    return Outline(roles, milestones)


def _role(role: Role) -> RoleOutline:
    asks = tuple(Asked(one.label, one.strength, one.needs) for one in role.requirements)
    figures = (*map(_pay, role.pay), *map(_outlook, role.outlook))
    return RoleOutline(role.id, role.title, asks, figures, role.former_ids)


def _pay(pay: Pay) -> str:
    parts = (pay.measure, pay.amount, pay.low, pay.high, pay.open_ended, pay.currency, pay.period, pay.as_of)
    return " ".join(map(str, (*parts, pay.source)))


def _outlook(outlook: Outlook) -> str:
    parts = (outlook.group, f"{outlook.percent:g}", outlook.from_year, outlook.to_year, outlook.source)
    return " ".join(map(str, parts))


def _milestone(one: Milestone) -> MilestoneOutline:
    status = one.credential.status if one.credential else None
    effort = _effort(one.effort) if one.effort else ""
    return MilestoneOutline(one.id, one.kind, one.title, one.prerequisites, status, effort, one.former_ids)


def _effort(effort: Effort) -> str:
    spans = {"hours": effort.hours, "months": effort.months}
    return ", ".join(f"{noun} {span.low:g}-{span.high:g}" for noun, span in spans.items() if span is not None)


def needs_words(needs: Requirement, titles: Mapping[str, str]) -> str:
    """What a requirement asks for, such as "Python (working) and (SQL (working) or R (working))"."""
    match needs:
        case Has(milestone, level):
            name = titles.get(milestone, milestone)
            return f"{name} ({level.value})" if level else name
        case AllOf(parts):
            return " and ".join(_part(part, titles) for part in parts)
        case AnyOf(parts):
            return " or ".join(_part(part, titles) for part in parts)
        case AtLeast(count, parts):
            return f"{count} of " + ", ".join(_part(part, titles) for part in parts)


def _part(needs: Requirement, titles: Mapping[str, str]) -> str:
    words = needs_words(needs, titles)
    return words if isinstance(needs, Has) else f"({words})"
