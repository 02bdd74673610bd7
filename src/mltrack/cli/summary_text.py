"""The summary as text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from mltrack.cli.text import Glyphs, cells, day_words, fitted, meter, wrapped
from mltrack.core.advice import NextStep
from mltrack.core.catalog import Catalog
from mltrack.core.dates import minutes_words
from mltrack.core.readiness import readiness_words
from mltrack.core.summary import Summary
from mltrack.core.text import counted
from mltrack.exchange.summary_words import (
    MOST_MILESTONES,
    MOST_WEEKS,
    NO_TIME,
    NOTHING_DONE,
    by_words,
    completion_words,
    drawn_weeks,
    due_words,
    heading,
    kinds_words,
    moved_words,
    named_milestones,
    next_words,
    no_target,
    rise_words,
    step_words,
    streak_words,
    week_words,
)


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


def _target_changes(catalog: Catalog, summary: Summary, glyphs: Glyphs) -> Iterator[str]:
    changes = summary.targets
    if not changes:
        yield from wrapped(no_target(summary), "  ")
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
        yield from ("", *wrapped(f"{next_words(summary)}: {step_words(summary.stood, step)}"))


def _day(summary: Summary, day: date) -> str:
    return day_words(day, summary.end) if summary.current else day.isoformat()
