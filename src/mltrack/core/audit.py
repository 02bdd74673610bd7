"""What an author should look at in a sound catalog: nothing here is wrong, and all of it can be made better."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind, Milestone, Role, earnable
from mltrack.core.fault_keys import key_of
from mltrack.core.figures import Benchmark, first_day
from mltrack.core.index import Entry, Name, name_of
from mltrack.core.records import dataclass
from mltrack.core.requirements import Has, Requirement, leaves
from mltrack.core.soundness import sources_of

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
    FUTURE = "dated in the future"
    """It was looked up, published or measured on a day that is still to come."""
    UNFILLED = "not filled in yet"
    """It says what the starting file said, which asks for words of one's own."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at."""

    name: Name
    """The entry."""
    sentence: str


def audit(
    catalog: Catalog,
    today: date,
    months: int = MONTHS,
    *,
    named: Collection[str] = (),
    starts: Collection[str] = (),
) -> Mapping[Concern, tuple[Point, ...]]:
    """Everything that there is to look at, by what it is, in catalog order.

    `named` are ids that something names which is left out for now: nothing is unused for want of
    it. `starts` are the texts of starting files that are to be replaced.
    """
    return {
        Concern.UNSOURCED: tuple(_unsourced(catalog, named)),
        Concern.UNUSED: tuple(_unused(catalog, today, named)),
        Concern.UNREACHABLE: tuple(_unreachable(catalog, today, named)),
        Concern.CYCLIC: tuple(_cyclic(catalog)),
        Concern.NO_SUCCESSOR: tuple(_without_successor(catalog, today)),
        Concern.STALE: tuple(_stale(catalog, today, months)),
        Concern.FUTURE: tuple(_in_the_future(catalog, today)),
        Concern.UNFILLED: tuple(_unfilled(catalog, starts)),
    }


def _unsourced(catalog: Catalog, named: Collection[str]) -> Iterator[Point]:
    for milestone in catalog.milestones.values():
        # A role that asks for it cites the source that does.
        is_asked_for = milestone.id in catalog.asked_by or milestone.id in named
        if not milestone.cites and milestone.credential is None and not is_asked_for:
            yield Point(name_of(milestone), "no source names it, and no role asks for it")
    for role in catalog.roles.values():
        if next(role.citations(), None) is None:
            yield Point(name_of(role), "no source says anything of it")


def _unused(catalog: Catalog, today: date, also: Collection[str]) -> Iterator[Point]:
    named = {one for milestone in catalog.milestones.values() for one in _named_by(milestone)}
    named |= {*catalog.asked_by, *also}
    for milestone in catalog.milestones.values():
        if milestone.id not in named and earnable(milestone, today):
            yield Point(name_of(milestone), "no role asks for it, and nothing else names it")
    entries: list[Entry] = [*catalog.milestones.values(), *catalog.roles.values(), *catalog.benchmarks.values()]
    cited = {source for entry in entries for source in sources_of(entry)}
    for source in catalog.sources.values():
        if source.id not in cited and source.id not in also:
            yield Point(name_of(source), "nothing cites it")


def _unreachable(catalog: Catalog, today: date, also: Collection[str]) -> Iterator[Point]:
    reached, ahead = set[str](), [*catalog.asked_by, *(one for one in also if one in catalog.milestones)]
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
            if not _can_be_met(catalog, requirement.needs, today):
                yield Point(name_of(role), f"'{requirement.label}' can only be met with what is retired")


def _can_be_met(catalog: Catalog, needs: Requirement, today: date) -> bool:
    if isinstance(needs, Has):
        return earnable(catalog.milestones[needs.has], today)
    return sum(_can_be_met(catalog, part, today) for part in needs.parts) >= needs.count


def _cyclic(catalog: Catalog) -> Iterator[Point]:
    before = {
        one.id: [leaf.has for leaf in leaves(one.prerequisites)] if one.prerequisites else []
        for one in catalog.milestones.values()
    }
    for milestone in catalog.milestones.values():
        for first in _everything_before(milestone.id, before):
            if any(implied.has == milestone.id for implied in catalog.implied_closure[first]):
                way = "first" if first in before[milestone.id] else "first, through something else,"
                yield Point(name_of(milestone), f"it asks {way} for '{first}', which brings it along")


def _everything_before(start: str, before: Mapping[str, list[str]]) -> Iterator[str]:
    """What a milestone asks for first, through any number of steps, nearest first."""
    ahead, seen = [start], {start}
    for one in ahead:
        for first in before[one]:
            if first not in seen:
                seen.add(first)
                ahead.append(first)
                yield first


def _without_successor(catalog: Catalog, today: date) -> Iterator[Point]:
    for milestone in catalog.milestones.values():
        credential = milestone.credential
        if credential is not None and not earnable(milestone, today) and credential.replaced_by is None:
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


def _in_the_future(catalog: Catalog, today: date) -> Iterator[Point]:
    for name, key, day in _dates(catalog):
        on = first_day(day)
        if on is not None and on > today:
            yield Point(name, f"{key} is {day}, which is still to come")


def _dates(catalog: Catalog) -> Iterator[tuple[Name, str, str | None]]:
    """Days on which something was looked up, published or measured, each with its key."""
    for source in catalog.sources.values():
        yield name_of(source), "published", source.published
        yield name_of(source), "accessed", source.accessed
    for milestone in catalog.milestones.values():
        if milestone.credential is not None:
            yield name_of(milestone), "credential.verified_on", milestone.credential.verified_on.isoformat()
    paid: list[Role | Benchmark] = [*catalog.roles.values(), *catalog.benchmarks.values()]
    for one in paid:
        yield from ((name_of(one), f"pay[{number}].as_of", pay.as_of) for number, pay in enumerate(one.pay, start=1))


def _unfilled(catalog: Catalog, starts: Collection[str]) -> Iterator[Point]:
    entries: list[Entry] = [*catalog.sources.values(), *catalog.milestones.values(), *catalog.roles.values()]
    for entry in entries if starts else ():
        for key, text in _texts(entry, ""):
            if text in starts:
                said = key_of(entry, key).removeprefix(f"{entry.id}: ")
                yield Point(name_of(entry), f"{said} still says '{text}'")


def _texts(value: object, key: str) -> Iterator[tuple[str, str]]:
    """Every text in a value, with its key."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, f"{key}[{number}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), f"{key}.{field.name}" if key else field.name)


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
