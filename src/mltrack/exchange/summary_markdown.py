"""The summary as Markdown, to share."""

from __future__ import annotations

from collections.abc import Iterator

from mltrack.core.advice import NextStep
from mltrack.core.dates import minutes_words
from mltrack.core.readiness import readiness_words
from mltrack.core.summary import Summary
from mltrack.core.text import counted
from mltrack.exchange.markdown import escaped, table
from mltrack.exchange.summary_words import (
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


def summary_markdown(summary: Summary, step: NextStep | None) -> list[str]:
    """`summary --markdown`."""
    catalog = summary.stood.catalog
    lines = [f"## {escaped(heading(summary))}", "", f"**Completed: {len(summary.completed)}**", ""]
    lines += [f"- {one.on}: {escaped(completion_words(catalog, one))}" for one in summary.completed]
    lines += [escaped(NOTHING_DONE)] if summary.current and not summary.completed else []
    if summary.raised:
        lines += ["", "**Raised to a higher level**", ""]
        lines += [f"- {one.on}: {escaped(rise_words(catalog, one))}" for one in summary.raised]
    lines += ["", *_hours(summary), "", escaped(f"{streak_words(summary)}.")]
    lines += ["", *_targets(summary)]
    for title, items in _lists(summary):
        lines += ["", f"**{title}**", "", *(f"- {escaped(item)}" for item in items)] if items else []
    if step is not None:
        lines += ["", f"**{next_words(summary)}:** {escaped(step_words(summary.stood, step))}"]
    counts = [
        (kind.value.capitalize(), f"{summary.done[kind]:,}", f"{total:,}") for kind, total in summary.total.items()
    ]
    return [*lines, "", *table(["Kind", "Done", "In the catalog"], counts)]


def _hours(summary: Summary) -> Iterator[str]:
    if not summary.hours.minutes:
        yield escaped(NO_TIME if summary.current else "No time logged")
    else:
        yield f"**Time logged: {escaped(minutes_words(summary.hours.minutes) + kinds_words(summary))}**"
        yield ""
        for one, minutes in named_milestones(summary):
            yield f"- {escaped(f'{summary.stood.catalog.milestone_title(one)}: {minutes_words(minutes)}')}"
    if weeks := drawn_weeks(summary):
        yield from ("", *table(["Week of", "What"], [(f"{week.monday}", week_words(week)) for week in weeks]))


def _targets(summary: Summary) -> Iterator[str]:
    if not summary.targets:
        yield escaped(f"Targets: {no_target(summary)}")
        return
    rows = [
        (
            summary.stood.catalog.role_title(change.role),
            moved_words(change).strip(),
            f"{readiness_words(change.now)}{by_words(change)}",
        )
        for change in summary.targets
    ]
    yield from table(["Target", "Readiness", "Now" if summary.current else "At the end"], rows)


def _lists(summary: Summary) -> Iterator[tuple[str, list[str]]]:
    title = summary.stood.catalog.milestone_title
    yield "Started", [title(one) for one in summary.started]
    yield (
        "Stalled: untouched for 14 days or more",
        [
            f"{title(one.milestone)}, for {counted((summary.end - one.since).days, 'day')}, since {one.since}"
            for one in summary.stalled
        ],
    )
    yield "Overdue", [f"{title(one.milestone)}, {one.day}, {due_words(summary, one)}" for one in summary.overdue]
    yield "Due within 30 days", [f"{title(one.milestone)}, {one.day}, {due_words(summary, one)}" for one in summary.due]
    yield "Lapsing within 90 days", [f"{title(one.milestone)}, last day {one.on}" for one in summary.lapsing]
    yield "Lapsed, to renew", [title(one) for one in summary.lapsed]
