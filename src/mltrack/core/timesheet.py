"""The time log and the due days as they are listed: with numbers, sums, and what is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from mltrack.core.history import TimeEntry
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass
from mltrack.core.requirements import State
from mltrack.core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of the time log."""

    entry: str
    """Its id."""
    number: int
    """From 1 for the oldest entry of its milestone: by day, then in the order of being told."""
    time: TimeEntry


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which a milestone is to be done."""

    milestone: str
    day: date
    counts: bool
    """False for what is done and in force, or waived: its day is history."""
    overdue: bool
    """True when it counts and the day is past."""


def time_log(progress: Progress, milestone_id: str | None = None) -> Sequence[Logged]:
    """The entries of one milestone or of all, newest first."""
    seen: Counter[str] = Counter()
    found: list[Logged] = []
    for entry, time in sorted(progress.log.items(), key=lambda logged: logged[1].on):
        seen[time.milestone] += 1
        if milestone_id in {None, time.milestone}:
            found.append(Logged(entry, seen[time.milestone], time))
    return found[::-1]


def minutes_on(progress: Progress, milestone_id: str) -> int:
    """Minutes logged on one milestone, ever."""
    return sum(time.minutes for time in progress.log.values() if time.milestone == milestone_id)


def minutes_this_week(progress: Progress, today: date) -> int:
    """Minutes logged on all milestones in the calendar week of `today`, which begins on Monday."""
    monday = today - timedelta(days=today.weekday())
    return sum(time.minutes for time in progress.log.values() if monday <= time.on <= monday + timedelta(days=6))


def due_days(snapshot: Snapshot) -> Sequence[Due]:
    """All due days: what is overdue, then what is due, then what counts no more; each by its day, then by id."""
    days = [due_of(snapshot, milestone_id, day) for milestone_id, day in snapshot.progress.due.items()]
    return sorted(days, key=lambda due: (not due.counts, due.day, due.milestone))


def due_of(snapshot: Snapshot, milestone_id: str, day: date) -> Due:
    """How the due day of a milestone stands today: it counts until that is done, as far as a target asks."""
    state = snapshot.standing(milestone_id).state
    counts = state is not State.WAIVED and (state is not State.MET or _falls_short(snapshot, milestone_id))
    return Due(milestone_id, day, counts, counts and day < snapshot.today)


def _falls_short(snapshot: Snapshot, milestone_id: str) -> bool:
    """True for a skill that is held below the level at which a target names it."""
    held = snapshot.standing(milestone_id).level
    targets = [role_id for role_id in snapshot.progress.targets if role_id in snapshot.catalog.roles]
    asked = [snapshot.needed_level(milestone_id, role_id) for role_id in targets]
    return held is not None and any(level is not None and level > held for level in asked)
