"""What the tests of the core and the session are made of: short builders, and generated worlds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from hypothesis import strategies as st

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Availability, Credential, Kind, Milestone, Role, RoleRequirement, Seniority, Strength
from mltrack.core.figures import Citation, Source
from mltrack.core.history import Change, Event, Mark, Status, Turn
from mltrack.core.progress import Progress
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Level, Requirement
from mltrack.core.snapshot import Snapshot

TODAY = date(2026, 11, 20)
"""A Friday."""
FAMILIAR, WORKING, PROFICIENT, EXPERT = Level
CITE = Citation("survey", "Skills")
SURVEY = Source("survey", "A survey")


def skill(id_: str, **more: object) -> Milestone:
    return milestone(id_, Kind.SKILL, **more)


def degree(id_: str, **more: object) -> Milestone:
    return milestone(id_, Kind.DEGREE, **more)


def project(id_: str, **more: object) -> Milestone:
    return milestone(id_, Kind.PROJECT, **more)


def cert(id_: str, months: int | None = None, **more: object) -> Milestone:
    credential = Credential("An issuer", Availability.ACTIVE, TODAY, CITE, valid_months=months)
    return milestone(id_, Kind.CERTIFICATION, credential=credential, **more)


def milestone(id_: str, kind: Kind, **more: object) -> Milestone:
    fields: dict[str, object] = {"title": id_.title(), "summary": "What it is.", **more}
    return Milestone(id=id_, kind=kind, **fields)  # type: ignore[arg-type]


def role(
    id_: str,
    *required: Requirement,
    recommended: Sequence[Requirement] = (),
    optional: Sequence[Requirement] = (),
    **more: object,
) -> Role:
    asked = [
        *((Strength.REQUIRED, needs) for needs in required),
        *((Strength.RECOMMENDED, needs) for needs in recommended),
        *((Strength.OPTIONAL, needs) for needs in optional),
    ]
    requirements = tuple(
        RoleRequirement(f"{strength.value} {number}", strength, needs, (CITE,))
        for number, (strength, needs) in enumerate(asked)
    )
    fields: dict[str, object] = {"title": id_.title(), "level": Seniority.MID, "family": "Engineering", **more}
    return Role(id=id_, summary="What it is.", requirements=requirements, **fields)  # type: ignore[arg-type]


def catalog(milestones: Iterable[Milestone], roles: Iterable[Role] = ()) -> Catalog:
    return Catalog.build(sources=[SURVEY], milestones=milestones, roles=roles)


def done(level: Level | None = None, on: date = TODAY, expires: date | None = None) -> Mark:
    return Mark(Status.DONE, level=level, done_on=on, expires_on=expires)


STARTED = Mark(Status.STARTED, started_on=TODAY)
WAIVED = Mark(Status.WAIVED, reason="employer accepts a portfolio")


def happen(
    progress: Progress,
    changes: Sequence[Change],
    *,
    turn: Turn = Turn.FORWARD,
    of: str | None = None,
    on: date = TODAY,
    label: str = "",
) -> Progress:
    """The progress after one action that makes `changes`, written down as the session writes it."""
    first, at = progress.next_clock, datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return progress.after(
        Event(f"event {number}", f"action {first}", at, number, "laptop", change, turn, of, label)
        for number, change in enumerate(changes, start=first)
    )


def undo(progress: Progress) -> Progress:
    step = progress.undoable
    assert step is not None, "there is nothing to undo"
    return happen(progress, step.changes, turn=Turn.UNDO, of=step.action)


def redo(progress: Progress) -> Progress:
    step = progress.redoable
    assert step is not None, "there is nothing to redo"
    return happen(progress, step.changes, turn=Turn.REDO, of=step.action)


@dataclass(frozen=True)
class World:
    """A generated catalog and a person in it."""

    catalog: Catalog
    progress: Progress

    @property
    def snapshot(self) -> Snapshot:
        return Snapshot(self.catalog, self.progress, TODAY)

    def with_mark(self, milestone_id: str, mark: Mark) -> Snapshot:
        """What would be known with this mark in place of the one there is."""
        return Snapshot(self.catalog, Progress({**self.progress.marks, milestone_id: mark}), TODAY)


_levels = st.sampled_from(list(Level))
_days_ago = st.integers(0, 1_500).map(lambda days: TODAY - timedelta(days=days))
_expiries = st.none() | st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))
_shapes = st.sampled_from(["has", "has", "all", "any", "at_least"])
_kinds = st.sampled_from([Kind.SKILL, Kind.SKILL, Kind.DEGREE, Kind.CERTIFICATION, Kind.CERTIFICATION, Kind.PROJECT])
_coin = st.booleans()
_months = st.none() | st.integers(1, 36)
_statuses = st.sampled_from([None, Status.STARTED, Status.WAIVED, Status.DONE, Status.DONE])
_least_trees = st.sampled_from([0, 1, 1, 2])

# Strategies stand here once, and what they draw is put together by functions: a strategy made for every
# example takes hypothesis longer to look through than all that the examples are for.


@cache
def numbers(least: int, most: int) -> st.SearchStrategy[int]:
    return st.integers(least, most)


@cache
def orders(length: int) -> st.SearchStrategy[list[int]]:
    return st.permutations(range(length))


def shuffled(draw: st.DrawFn, milestones: Sequence[Milestone]) -> list[Milestone]:
    return [milestones[place] for place in draw(orders(len(milestones)))]


def some_leaf(draw: st.DrawFn, milestones: Sequence[Milestone]) -> Has:
    one = milestones[draw(numbers(0, len(milestones) - 1))]
    return Has(one.id, draw(_levels) if one.kind is Kind.SKILL else None)


def some_leaves(draw: st.DrawFn, milestones: Sequence[Milestone], least: int, most: int) -> tuple[Has, ...]:
    """As many as there are to be, or none where there are no milestones."""
    count = draw(numbers(least, most)) if milestones else 0
    return tuple(some_leaf(draw, milestones) for _ in range(count))


def some_tree(draw: st.DrawFn, milestones: Sequence[Milestone], depth: int = 3) -> Requirement:
    """A tree of at most `depth` groups on top of each other."""
    shape = draw(_shapes) if depth else "has"
    if shape == "has":
        return some_leaf(draw, milestones)
    parts = some_trees(draw, milestones, depth - 1)
    if shape == "at_least":
        return AtLeast(draw(numbers(1, len(parts))), parts)
    return AllOf(parts) if shape == "all" else AnyOf(parts)


def some_trees(
    draw: st.DrawFn, milestones: Sequence[Milestone], depth: int = 3, *, least: int = 1
) -> tuple[Requirement, ...]:
    """Up to three."""
    return tuple(some_tree(draw, milestones, depth) for _ in range(draw(numbers(least, 3))))


def some_milestones(draw: st.DrawFn) -> list[Milestone]:
    """Skills, degrees, certifications and projects; each reaches only for ones before it, so nothing runs in a
    circle, and then they are shuffled, so that no test leans on their order."""
    made: list[Milestone] = []
    for number in range(draw(numbers(3, 7))):
        kind = draw(_kinds)
        implies = some_leaves(draw, made, min(number, 1), 3)
        prerequisites = some_leaf(draw, made) if draw(_coin) and made else None
        months = draw(_months) if kind is Kind.CERTIFICATION else None
        make = cert(f"m{number}", months) if kind is Kind.CERTIFICATION else milestone(f"m{number}", kind)
        made.append(milestone(make.id, kind, credential=make.credential, implies=implies, prerequisites=prerequisites))
    return shuffled(draw, made)


def some_role(draw: st.DrawFn, number: int, milestones: Sequence[Milestone]) -> Role:
    trees = some_trees(draw, milestones, least=draw(_least_trees))
    recommended, optional = (some_leaves(draw, milestones, 0, 1) for _ in range(2))
    return role(f"r{number}", *trees, recommended=recommended, optional=optional)


@cache
def _marks(kind: Kind) -> st.SearchStrategy[Mark | None]:
    @st.composite
    def marks(draw: st.DrawFn) -> Mark | None:
        match draw(_statuses):
            case Status.STARTED:
                return Mark(Status.STARTED, started_on=draw(_days_ago))
            case Status.WAIVED:
                return WAIVED
            case Status.DONE:
                level = draw(_levels) if kind is Kind.SKILL else None
                expires = draw(_expiries) if kind is Kind.CERTIFICATION else None
                return done(level, draw(_days_ago), expires)
            case _:
                return None

    return marks()


def marks_for(one: Milestone) -> st.SearchStrategy[Mark | None]:
    """A mark in any status, or none; a certification may be past its last day."""
    return _marks(one.kind)


@st.composite
def _worlds(draw: st.DrawFn) -> World:
    milestones = some_milestones(draw)
    roles = [some_role(draw, number, milestones) for number in range(draw(numbers(1, 6)))]
    drawn = {one.id: draw(marks_for(one)) for one in milestones}
    marks = {id_: mark for id_, mark in drawn.items() if mark is not None}
    return World(catalog(milestones, roles), Progress(marks))


@cache
def worlds() -> st.SearchStrategy[World]:
    """A catalog of 3 to 7 milestones and 1 to 6 roles, and marks of every sort."""
    return _worlds()
