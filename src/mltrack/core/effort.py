"""What is left to do of a milestone: study hours and calendar months, as ranges.

The figure is the person's own, else the catalog's (cited, or an estimate that is shown as one),
else an assumption for the kind, which is shown as one too. Nothing here decides what to do.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

from mltrack.core.entries import Basis, Kind, Milestone, Span
from mltrack.core.history import Mark, MarkChange, Status
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass
from mltrack.core.requirements import BARE_LEVEL, Level, State
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import plain
from mltrack.errors import InvalidInput

DEFAULT_HOURS_PER_WEEK: Final = 10
"""Study hours a week, where a person has not said how many."""
FEWEST_HOURS: Final = 1
MOST_HOURS: Final = 100
"""Study hours a week that plans reckon with, at least and at most; a week has 168."""
HOURS_A_WEEK: Final = f"Hours a week are a number from {FEWEST_HOURS} to {MOST_HOURS}."
"""What to say of any other number."""
_HOURS: Final = r"(?a)\d{1,3}(?:[.,]\d{1,2})? ?h?"

DAYS_A_MONTH: Final = Fraction(1461, 48)
"""The mean month of the Julian calendar: 365.25 days by 12."""

NOTHING: Final = Span(0, 0)
_NOTHING_LEFT: Final = Span(0.0, 0.0)


def parse_hours_a_week(text: str) -> float:
    """The study hours a week that `text` names, such as 6, 7.5 or 7,5 h; raises InvalidInput for what cannot be."""
    if not re.fullmatch(_HOURS, text.strip()):
        raise InvalidInput(f"'{plain(text)}' is not a number of hours; write it like 6 or 7.5.")
    number = float(text.strip().rstrip("h ").replace(",", "."))
    if not FEWEST_HOURS <= number <= MOST_HOURS:
        raise InvalidInput(HOURS_A_WEEK)
    return int(number) if number == int(number) else number


class Origin(Enum):
    """Where an effort figure comes from."""

    OWN = "own"
    """The person gave it."""
    SOURCE = "source"
    """The catalog cites it."""
    ESTIMATE = "estimate"
    """The catalog estimates it."""
    ASSUMED = "assumed"
    """Nobody states it: it is assumed for every milestone of the kind."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a milestone takes as a whole, from nothing; a skill to the level working."""

    hours: Span
    """Study hours; 0 to 0 where it takes none."""
    months: Span
    """Calendar months, which run beside study; 0 to 0 where it takes none."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of a milestone, to a level."""

    hours: Span
    """Study hours left; 0 to 0 where it takes none or as many as expected are logged."""
    months: Span
    """Calendar months left; 0 to 0 where it takes none or as many as expected have passed."""
    origin: Origin
    logged: int = 0
    """Minutes logged that are taken off the upper end of the hours."""


ASSUMED: Final = {
    Kind.DEGREE: Figure(NOTHING, Span(36, 48), Origin.ASSUMED),
    Kind.CERTIFICATION: Figure(Span(40, 120), NOTHING, Origin.ASSUMED),
    Kind.SKILL: Figure(Span(20, 60), NOTHING, Origin.ASSUMED),
    Kind.EXPERIENCE: Figure(NOTHING, Span(12, 24), Origin.ASSUMED),
    Kind.PROJECT: Figure(Span(20, 60), NOTHING, Origin.ASSUMED),
}
"""What stands in for an effort that nobody states. It is shown as assumed, never as a figure."""


def figure(snapshot: Snapshot, milestone: Milestone) -> Figure:
    """What a milestone takes as a whole: the person's own figure, else the catalog's, else the assumption."""
    own = snapshot.progress.efforts.get(milestone.id)
    if own is not None:
        return Figure(own.hours or NOTHING, own.months or NOTHING, Origin.OWN)
    stated = milestone.effort
    if stated is None:
        return ASSUMED[milestone.kind]
    origin = Origin.SOURCE if stated.basis is Basis.SOURCE else Origin.ESTIMATE
    return Figure(stated.hours or NOTHING, stated.months or NOTHING, origin)


def remaining(snapshot: Snapshot, milestone_id: str, level: Level | None = None, above: int | None = None) -> Remaining:
    """What is left of a milestone until it is done, a skill until it is done at `level` (without one, at working).

    The levels of a skill are equal steps, as they are for readiness: its figure covers the two
    steps from nothing to working, and one more step takes half as much again. `above` says from
    which rank on to count, 0 for nothing; without it, from the level that is held. Hours logged
    since it was last done or raised and months since it was started are taken off, down to 0.
    """
    milestone = snapshot.catalog.milestones[milestone_id]
    held = held_rank(snapshot, milestone_id)
    last = rank_of(milestone, level)
    first = min(max(held if above is None else above, held), last)
    whole, logged = figure(snapshot, milestone), Fraction(_logged(snapshot, milestone_id), 60)
    passed = _months_passed(snapshot, milestone_id)
    steps_at = [Fraction(max(rank - held, 0), _steps(milestone)) for rank in (first, last)]
    hours_before, hours = (_less(whole.hours, steps, logged) for steps in steps_at)
    months_before, months = (_less(whole.months, steps, passed) for steps in steps_at)
    taken_off = [min(Fraction(whole.hours.high) * steps, logged) if logged else 0 for steps in steps_at]
    minutes = round((taken_off[1] - taken_off[0]) * 60)
    return Remaining(_between(hours_before, hours), _between(months_before, months), whole.origin, minutes)


def _steps(milestone: Milestone) -> int:
    """How many steps the figure of a milestone covers."""
    return BARE_LEVEL.rank if milestone.kind is Kind.SKILL else 1


def rank_of(milestone: Milestone, level: Level | None) -> int:
    """The rank that stands for done: that of the level for a skill, 1 for every other kind."""
    return (level or BARE_LEVEL).rank if milestone.kind is Kind.SKILL else 1


def level_of(milestone: Milestone, rank: int) -> Level | None:
    """The level of a skill at a rank, 1 to 4; None for every other kind."""
    return Level.of_rank(rank) if milestone.kind is Kind.SKILL else None


def held_rank(snapshot: Snapshot, milestone_id: str) -> int:
    """The rank at which a milestone is held: 0 for not held, 1 for held, of a skill that of its level."""
    standing = snapshot.standing(milestone_id)
    if standing.state is not State.MET:
        return 0
    return rank_of(snapshot.catalog.milestones[milestone_id], standing.level)


def calendar_hours(hours_per_week: Fraction) -> Fraction:
    """The study hours that a month holds at so many a week: what a month of calendar time counts as."""
    return hours_per_week * DAYS_A_MONTH / 7


def cost(left: Remaining, hours_per_week: Fraction) -> int:
    """The upper end of what is left as one number, in minutes of study.

    A calendar month counts as the time that could be studied in it, so that a degree of some years
    and a course of some hours can be held against each other. The months of a milestone run beside
    its hours, so the one of the two that comes to more counts.
    """
    months = Fraction(left.months.high) * calendar_hours(hours_per_week) if left.months.high else 0
    return round(max(Fraction(left.hours.high), months) * 60)


def cost_to(snapshot: Snapshot, milestone_id: str, rank: int, hours_per_week: Fraction) -> int:
    """The cost of a milestone from what is held of it to a rank, in minutes of study; 0 for a rank that is held."""
    if rank <= held_rank(snapshot, milestone_id):
        return 0
    level = level_of(snapshot.catalog.milestones[milestone_id], rank)
    return cost(remaining(snapshot, milestone_id, level), hours_per_week)


def _less(whole: Span, steps: Fraction, spent: Fraction) -> Span:
    """`steps` times the whole, without what is spent; never below 0."""
    if not steps or not whole.high:
        return _NOTHING_LEFT
    low, high = (max(Fraction(end) * steps - spent, Fraction(0)) for end in (whole.low, whole.high))
    return Span(float(low), float(high))


def _between(before: Span, after: Span) -> Span:
    low = max(after.low - before.low, 0.0)
    return Span(low, max(after.high - before.high, low))


def _logged(snapshot: Snapshot, milestone_id: str) -> int:
    """Minutes logged since it was last done or raised; all of them if it never was."""
    entries = snapshot.progress.time_on.get(milestone_id, ())
    last = _last_done(snapshot.progress, milestone_id) if entries else None
    return sum(entry.minutes for entry in entries if last is None or entry.on > last)


def _last_done(progress: Progress, milestone_id: str) -> date | None:
    """The day on which it was last done or its level raised, also where it has been started again since."""
    mark = progress.marks.get(milestone_id)
    if mark is None:
        return None
    last = mark.done_on
    for told in progress.marks_told(milestone_id):
        match told.change:
            case MarkChange(_, old, Mark(Status.DONE) as new):
                raised = old is not None and old.status is Status.DONE and old.done_on == new.done_on
                last = told.at.date() if raised else new.done_on
            case MarkChange(_, _, None):
                last = None
    return last


def _months_passed(snapshot: Snapshot, milestone_id: str) -> Fraction:
    mark = snapshot.progress.marks.get(milestone_id)
    if mark is None or mark.status is not Status.STARTED or mark.started_on is None:
        return Fraction(0)
    return max((snapshot.today - mark.started_on).days, 0) / DAYS_A_MONTH
