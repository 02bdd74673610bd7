"""The summary as text, and the words that it shares with the Markdown form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from mltrack.cli.text import Glyphs, cells, counted, day_words, fitted, meter, readiness_words, wrapped
from mltrack.core.advice import NextStep, reason
from mltrack.core.catalog import Catalog
from mltrack.core.dates import minutes_words
from mltrack.core.journal import at_level
from mltrack.core.series import Week
from mltrack.core.summary import Period, Summary, TargetMovement
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


def summary_lines(summary: Summary, step: NextStep | None, glyphs: Glyphs) -> list[str]:
    """What a window holds, where the person stood at its end, and the best next step of that day."""
    catalog = summary.stood.catalog
    return [
        heading(summary),
        "",
        "Done by kind",
        *(f"  {kind.value:<14} {summary.done[kind]:>3} of {total}" for kind, total in summary.total.items()),
        "",
        *_completed(summary),
        *_hours(summary, glyphs),
        "",
        *wrapped(streak_words(summary)),
        "",
        "Targets",
        *_target_changes(catalog, summary, glyphs),
        *_under_way(summary),
        *_next(summary, step),
    ]


def _completed(summary: Summary) -> Iterator[str]:
    catalog = summary.stood.catalog
    yield f"Completed in this time: {len(summary.completed)}"
    for completion in summary.completed:
        yield from wrapped(completion_words(catalog, completion), f"  {_day(summary, completion.on):<10}  ")
    if summary.current and not summary.completed:
        yield f"  {NOTHING_DONE}"
    if summary.raised:
        yield from ("", f"Raised to a higher level: {len(summary.raised)}")
    for rise in summary.raised:
        yield from wrapped(rise_words(catalog, rise), f"  {_day(summary, rise.on):<10}  ")


def _hours(summary: Summary, glyphs: Glyphs) -> Iterator[str]:
    yield ""
    if not summary.hours.minutes:
        yield NO_TIME if summary.current else "No time logged"
    else:
        yield from wrapped(f"Time logged: {minutes_words(summary.hours.minutes)}{kinds_words(summary)}")
        for one, minutes in named_milestones(summary):
            yield from wrapped(summary.stood.catalog.milestone_title(one), f"  {minutes_words(minutes):>11}  ")
        if (others := len(summary.hours.by_milestone) - MOST_MILESTONES) > 0:
            yield f"{'and':>13}  {others} more"
    weeks = drawn_weeks(summary)
    if weeks:
        yield from ("", f"Week by week, the last {len(weeks)}" if len(weeks) == MOST_WEEKS else "Week by week")
        most = max(week.minutes for week in weeks)
    for week in weeks:
        bar = f"{meter(Fraction(week.minutes, most), glyphs)}  " if most else ""
        yield f"  {week.monday}  {bar}{week_words(week)}"


def no_target(summary: Summary) -> str:
    """What to say where there is no target: of a window that is over, nothing can be done about that."""
    return NO_TARGET if summary.current else "you aimed for none at the end of this time"


def _target_changes(catalog: Catalog, summary: Summary, glyphs: Glyphs) -> Iterator[str]:
    changes = summary.targets
    if not changes:
        yield f"  {no_target(summary)}"
        return
    width = min(30, max(cells(catalog.role_title(change.role)) for change in changes))
    for change in changes:
        title, now = fitted(catalog.role_title(change.role), width), change.now
        bar = meter(now.share, glyphs) if now.total else "-".center(10)
        yield from wrapped(
            f"{readiness_words(now)}{by_words(change)}",
            f"{glyphs.target} {title}  {bar}  {moved_words(change):<12}  ",
            " " * 6,
        )


def _under_way(summary: Summary) -> Iterator[str]:
    catalog = summary.stood.catalog
    if summary.started:
        started = [catalog.milestone_title(one) for one in summary.started]
        yield from ("", *wrapped(f"Started: {', '.join(started)}"))
    if summary.stalled:
        yield from ("", "Stalled: started, and untouched for 14 days or more")
    for one in summary.stalled:
        days = counted((summary.end - one.since).days, "day")
        yield from wrapped(f"{catalog.milestone_title(one.milestone)}, for {days}", f"  {one.since}  ")
    for title, dues in (("Overdue", summary.overdue), ("Due within 30 days", summary.due)):
        if dues:
            yield from ("", title)
        for due in dues:
            yield from wrapped(f"{catalog.milestone_title(due.milestone)}, {due_words(summary, due)}", f"  {due.day}  ")
    if summary.lapsing:
        yield from ("", "Lapsing within 90 days")
    for ending in summary.lapsing:
        yield from wrapped(catalog.milestone_title(ending.milestone), f"  {ending.on}  ")
    if summary.lapsed:
        lapsed = [catalog.milestone_title(one) for one in summary.lapsed]
        yield from ("", *wrapped(f"Lapsed, to renew: {', '.join(lapsed)}"))


def _next(summary: Summary, step: NextStep | None) -> Iterator[str]:
    if step is not None:
        yield from ("", *wrapped(f"{next_words(summary)}: {step_words(summary.stood.catalog, step)}"))


def _day(summary: Summary, day: date) -> str:
    return day_words(day, summary.end) if summary.current else day.isoformat()


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


def step_words(catalog: Catalog, step: NextStep) -> str:
    """A next step with its reason."""
    return f"{at_level(catalog.milestone_title(step.milestone), step.level)} - {reason(step)}"
