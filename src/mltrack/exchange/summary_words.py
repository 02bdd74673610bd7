"""The words that a summary is told in, as text and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from mltrack.core.advice import NextStep, reason
from mltrack.core.catalog import Catalog
from mltrack.core.dates import minutes_words
from mltrack.core.departed import lost_aims_words
from mltrack.core.journal import at_level
from mltrack.core.series import Week
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, Summary, TargetMovement
from mltrack.core.text import counted
from mltrack.core.timeline import Completion, Rise
from mltrack.core.timesheet import Due

MOST_WEEKS = 12
"""Weeks that are drawn; JSON has all of them."""
MOST_MILESTONES = 5
"""Milestones that are named beside the time logged; JSON has all of them."""
NOTHING_DONE = "nothing yet; tick what you have done: mltrack tick ID"
NO_TIME = "No time logged; log some: mltrack log ID 1h30m"
NO_TARGET = "none yet; choose one: mltrack target ROLE"


def heading(summary: Summary) -> str:
    """What the summary is of, and its days."""
    window, period = summary.window, summary.period
    days = f"{window.start} to {window.end}" if window.start != window.end else f"{window.start}"
    if period is Period.ALL:
        return f"All time, {days}"
    if period is None:
        return f"From {days}"
    if summary.current:
        return f"{'Today' if period is Period.DAY else f'This {period.value}'}, {days}"
    return f"The {period.value} {days}"


def no_target(summary: Summary) -> str:
    """What to say where there is no target: of a window that is over, nothing can be done about that."""
    if not summary.current:
        return "you aimed for none at the end of this time"
    return lost_aims_words(summary.stood) or NO_TARGET


def completion_words(catalog: Catalog, completion: Completion) -> str:
    """What was completed; a renewal says so."""
    title = at_level(catalog.milestone_title(completion.milestone), completion.level)
    return f"{title}, renewed" if completion.again else title


def rise_words(catalog: Catalog, rise: Rise) -> str:
    """What was raised, and from where to where."""
    levels = [level.value for level in (rise.old, rise.new) if level is not None]
    return f"{catalog.milestone_title(rise.milestone)}, {' -> '.join(levels)}"


def kinds_words(summary: Summary) -> str:
    """The time by kind, where there is more than one."""
    kinds = [
        f"{kind.value if kind else 'no longer in the catalog'} {minutes_words(minutes)}"
        for kind, minutes in summary.hours.by_kind.items()
    ]
    return f" ({', '.join(kinds)})" if len(kinds) > 1 else ""


def named_milestones(summary: Summary) -> Sequence[tuple[str, int]]:
    """The milestones that most time was logged on."""
    return list(summary.hours.by_milestone.items())[:MOST_MILESTONES]


def drawn_weeks(summary: Summary) -> Sequence[Week]:
    """The last weeks of the window; none where it is a single one or nothing happened in them."""
    weeks = summary.weeks[-MOST_WEEKS:]
    return weeks if len(weeks) > 1 and any(week.minutes or week.completed for week in weeks) else ()


def week_words(week: Week) -> str:
    """What a week holds."""
    said = [minutes_words(week.minutes)] if week.minutes else []
    said += [f"{week.completed} completed"] if week.completed else []
    return ", ".join(said) or "-"


def streak_words(summary: Summary) -> str:
    """The streak, what counts for it, and the longest one."""
    longest = f"; the longest was {summary.longest_streak_weeks}"
    return (
        f"Streak: {counted(summary.streak_weeks, 'week')} in a row with something started, done or raised, "
        f"or time logged{longest if summary.longest_streak_weeks > summary.streak_weeks else ''}"
    )


def moved_words(change: TargetMovement) -> str:
    """How far a target came."""
    return f"{change.before.percent:3d}% -> {change.now.percent}%" if change.now.total else "  -"


def by_words(change: TargetMovement) -> str:
    """The day that a target is for."""
    return f", by {change.by}" if change.by else ""


def due_words(summary: Summary, due: Due) -> str:
    """How far away a due day is."""
    days = (due.day - summary.end).days
    if days < 0:
        return f"overdue by {counted(-days, 'day')}"
    return f"in {counted(days, 'day')}" if days else "on this day"


def next_words(summary: Summary) -> str:
    """What a next step is called; that of a past day is of that day."""
    return "Best next step" if summary.current else f"Best next step on {summary.end}"


def step_words(stood: Snapshot, step: NextStep) -> str:
    """A next step with its reason, by what `stood`."""
    return f"{at_level(stood.catalog.milestone_title(step.milestone), step.level)} - {reason(stood, step)}"
