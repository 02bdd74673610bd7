"""What an author should look at in a sound catalog: nothing here is wrong, and all of it can be made better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Availability, Credential, Kind, Milestone
from mltrack.core.figures import first_day
from mltrack.core.requirements import Has, Requirement, leaves
from mltrack.core.soundness import Entry, Name, name_of, sources_of

MONTHS = 12
"""Months after which what was verified is to be verified again, where nobody says how many."""


class Concern(Enum):
    """What there is to look at."""

    UNSOURCED = "unsourced"
    """No source stands behind it."""
    UNUSED = "unused"
    """Nothing names it."""
    UNREACHABLE = "unreachable"
    """No role leads to it; or a role asks for what can only be met with what is retired."""
    CYCLIC = "cyclic"
    """It comes with what it asks for first."""
    NO_SUCCESSOR = "retired without a successor"
    """It can no longer be earned, and nothing is said to take its place."""
    STALE = "not verified lately"
    """It was last looked up too long ago."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at."""

    name: Name
    """The entry."""
    sentence: str


def audit(catalog: Catalog, today: date, months: int = MONTHS) -> Mapping[Concern, tuple[Point, ...]]:
    """Everything that there is to look at, by what it is, in catalog order."""
    return {
        Concern.UNSOURCED: tuple(_unsourced(catalog)),
        Concern.UNUSED: tuple(_unused(catalog)),
        Concern.UNREACHABLE: tuple(_unreachable(catalog)),
        Concern.CYCLIC: tuple(_cyclic(catalog)),
        Concern.NO_SUCCESSOR: tuple(_without_successor(catalog)),
        Concern.STALE: tuple(_stale(catalog, today, months)),
    }


def _unsourced(catalog: Catalog) -> Iterator[Point]:
    for milestone in catalog.milestones.values():
        # A role that asks for it cites the source that does.
        if not milestone.cites and milestone.credential is None and milestone.id not in catalog.asked_by:
            yield Point(name_of(milestone), "no source names it, and no role asks for it")
    for role in catalog.roles.values():
        if next(role.citations(), None) is None:
            yield Point(name_of(role), "no source says anything of it")


def _unused(catalog: Catalog) -> Iterator[Point]:
    named = {one for milestone in catalog.milestones.values() for one in _named_by(milestone)} | {*catalog.asked_by}
    for milestone in catalog.milestones.values():
        if milestone.id not in named and not is_retired(milestone.credential):
            yield Point(name_of(milestone), "no role asks for it, and nothing else names it")
    entries: list[Entry] = [*catalog.milestones.values(), *catalog.roles.values(), *catalog.benchmarks.values()]
    cited = {source for entry in entries for source in sources_of(entry)}
    for source in catalog.sources.values():
        if source.id not in cited:
            yield Point(name_of(source), "nothing cites it")


def _unreachable(catalog: Catalog) -> Iterator[Point]:
    reached, ahead = set[str](), list(catalog.asked_by)
    while ahead:
        one = ahead.pop()
        if one not in reached:
            reached.add(one)
            ahead += _named_by(catalog.milestones[one])
    named = {one for milestone in catalog.milestones.values() for one in _named_by(milestone)}
    for milestone in catalog.milestones.values():
        if milestone.id in named - reached:
            yield Point(name_of(milestone), "only what no role asks for names it")
    for role in catalog.roles.values():
        for requirement in role.requirements:
            if not _can_be_met(catalog, requirement.needs):
                yield Point(name_of(role), f"'{requirement.label}' can only be met with what is retired")


def _can_be_met(catalog: Catalog, needs: Requirement) -> bool:
    if isinstance(needs, Has):
        return not is_retired(catalog.milestones[needs.has].credential)
    return sum(_can_be_met(catalog, part) for part in needs.parts) >= needs.count


def _cyclic(catalog: Catalog) -> Iterator[Point]:
    for milestone in catalog.milestones.values():
        for leaf in leaves(milestone.prerequisites) if milestone.prerequisites else ():
            if any(implied.has == milestone.id for implied in catalog.implied_closure[leaf.has]):
                yield Point(name_of(milestone), f"it asks first for '{leaf.has}', which brings it along")


def _without_successor(catalog: Catalog) -> Iterator[Point]:
    for milestone in catalog.milestones.values():
        credential = milestone.credential
        if credential is not None and is_retired(credential) and credential.replaced_by is None:
            yield Point(name_of(milestone), "it can no longer be earned, and nothing is said to replace it")


def _stale(catalog: Catalog, today: date, months: int) -> Iterator[Point]:
    for milestone in catalog.milestones.values():
        if milestone.credential is not None:
            on = milestone.credential.verified_on
            if (passed := months_between(on, today)) >= months:
                yield Point(name_of(milestone), f"last verified on {on}, {passed} months ago")
    for source in catalog.sources.values():
        on_day = first_day(source.accessed)
        if on_day is not None and (passed := months_between(on_day, today)) >= months:
            yield Point(name_of(source), f"last read on {source.accessed}, {passed} months ago")


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to a later one."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


def is_retired(credential: Credential | None) -> bool:
    """True for a certification that can no longer be earned."""
    return credential is not None and credential.status is Availability.RETIRED


def _named_by(milestone: Milestone) -> Iterator[str]:
    """Ids of the milestones that a milestone names."""
    if milestone.prerequisites is not None:
        yield from (leaf.has for leaf in leaves(milestone.prerequisites))
    yield from (implied.has for implied in milestone.implies)
    if milestone.credential is not None and milestone.credential.replaced_by is not None:
        yield milestone.credential.replaced_by


def counts(catalog: Catalog) -> Mapping[str, int]:
    """How much there is of everything: roles, milestones by kind, sources, benchmarks, and what was removed."""
    kinds = [milestone.kind.value for milestone in catalog.milestones.values()]
    return {
        "roles": len(catalog.roles),
        "milestones": len(kinds),
        **{kind.value: kinds.count(kind.value) for kind in Kind},
        "sources": len(catalog.sources),
        "benchmarks": len(catalog.benchmarks),
        "removed": len(catalog.removed),
    }
