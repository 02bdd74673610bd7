"""What the tests of the core and the session are made of: short builders, and generated worlds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

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


_KINDS = [Kind.SKILL, Kind.SKILL, Kind.DEGREE, Kind.CERTIFICATION, Kind.CERTIFICATION, Kind.PROJECT]


@st.composite
def leaves_of(draw: st.DrawFn, milestones: Sequence[Milestone]) -> Has:
    one = draw(st.sampled_from(milestones))
    return Has(one.id, draw(_levels) if one.kind is Kind.SKILL else None)


@st.composite
def requirements_of(draw: st.DrawFn, milestones: Sequence[Milestone], depth: int = 3) -> Requirement:
    """A tree of at most `depth` groups on top of each other."""
    shape = draw(st.sampled_from(["has", "has", "all", "any", "at_least"])) if depth else "has"
    if shape == "has":
        return draw(leaves_of(milestones))
    parts = tuple(draw(st.lists(requirements_of(milestones, depth - 1), min_size=1, max_size=3)))
    if shape == "at_least":
        return AtLeast(draw(st.integers(1, len(parts))), parts)
    return AllOf(parts) if shape == "all" else AnyOf(parts)


@st.composite
def milestone_lists(draw: st.DrawFn) -> list[Milestone]:
    """Skills, degrees, certifications and projects; each reaches only for ones before it, so nothing runs in a
    circle, and then they are shuffled, so that no test leans on their order."""
    made: list[Milestone] = []
    for number in range(draw(st.integers(3, 7))):
        kind = draw(st.sampled_from(_KINDS))
        implies = tuple(draw(st.lists(leaves_of(made), min_size=min(number, 1), max_size=3))) if made else ()
        prerequisites = draw(st.none() | leaves_of(made)) if made else None
        months = draw(st.none() | st.integers(1, 36)) if kind is Kind.CERTIFICATION else None
        make = cert(f"m{number}", months) if kind is Kind.CERTIFICATION else milestone(f"m{number}", kind)
        made.append(milestone(make.id, kind, credential=make.credential, implies=implies, prerequisites=prerequisites))
    return draw(st.permutations(made))


@st.composite
def roles_over(draw: st.DrawFn, number: int, milestones: Sequence[Milestone]) -> Role:
    least = draw(st.sampled_from([0, 1, 1, 2]))
    trees = st.lists(requirements_of(milestones), min_size=least, max_size=3)
    few = st.lists(leaves_of(milestones), max_size=1)
    return role(f"r{number}", *draw(trees), recommended=draw(few), optional=draw(few))


@st.composite
def marks_for(draw: st.DrawFn, one: Milestone) -> Mark | None:
    """A mark in any status, or none; a certification may be past its last day."""
    match draw(st.sampled_from([None, Status.STARTED, Status.WAIVED, Status.DONE, Status.DONE])):
        case Status.STARTED:
            return Mark(Status.STARTED, started_on=draw(_days_ago))
        case Status.WAIVED:
            return WAIVED
        case Status.DONE:
            level = draw(_levels) if one.kind is Kind.SKILL else None
            expires = draw(_expiries) if one.kind is Kind.CERTIFICATION else None
            return done(level, draw(_days_ago), expires)
        case _:
            return None


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A catalog of 3 to 7 milestones and 1 to 6 roles, and marks of every sort."""
    milestones = draw(milestone_lists())
    roles = [draw(roles_over(number, milestones)) for number in range(draw(st.integers(1, 6)))]
    drawn = {one.id: draw(marks_for(one)) for one in milestones}
    marks = {id_: mark for id_, mark in drawn.items() if mark is not None}
    return World(catalog(milestones, roles), Progress(marks))
