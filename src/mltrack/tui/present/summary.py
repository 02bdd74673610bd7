"""The summary as cards and panels."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from mltrack.core.entries import Kind
from mltrack.core.requirements import State
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, Summary
from mltrack.tui.present.changes import action_rows
from mltrack.tui.present.glyphs import GLYPHS, STYLES, TARGET, meter, percent
from mltrack.tui.present.requirements import kind_word
from mltrack.tui.present.row import EMPTY, Row
from mltrack.tui.present.words import day

PERIODS = {
    Period.WEEK: "this week",
    Period.MONTH: "this month",
    Period.QUARTER: "this quarter",
    Period.YEAR: "this year",
    Period.ALL: "in all",
}
"""The periods that the place goes through, shortest first."""


def period_words(summary: Summary) -> str:
    """The period and its days."""
    window = summary.window
    return f"{_said(summary)}, {day(window.start)} – {day(window.end)}"


def _said(summary: Summary) -> str:
    return next((words for period, words in PERIODS.items() if period is summary.period), "in this time")


def cards(snapshot: Snapshot, summary: Summary) -> Iterator[tuple[str, Content]]:
    """Name and figure of each card."""
    yield "Completed", _card(str(len(summary.completed)), _said(summary), "$milestone-done")
    yield "Under way", _card(str(len(summary.started)), "started, not done", "$milestone-started")
    yield "Streak", _card(str(summary.streak_weeks), "week in a row" if summary.streak_weeks == 1 else "weeks in a row")
    yield "Done", _card(str(snapshot.done_count), "milestone" if snapshot.done_count == 1 else "milestones", "$ready")


def _card(figure: str, words: str, style: str = "$accent") -> Content:
    return Content.assemble((figure, f"bold {style}"), "  ", (words, "$quiet"))


def target_rows(snapshot: Snapshot, summary: Summary, width: int) -> Iterator[Row]:
    """Each target's readiness, and how far it moved in the period."""
    if not summary.targets:
        yield Row(Content.styled("No target yet: press 1, choose a role, press t.", "$quiet"))
    for target in summary.targets:
        title = snapshot.catalog.roles[target.role].title
        moved = target.now.percent - target.before.percent
        change = f"{moved:+d} points" if moved else "unchanged"
        bar = meter(target.now, 12 if width > 50 else 6)
        by = Content.styled(f"  by {day(target.by)}", "$quiet") if target.by else EMPTY
        primary = target.role == snapshot.progress.primary_target
        left = Content.assemble((f"{TARGET} ", "$accent" if primary else "$quiet"), title, by)
        yield Row(left, Content.assemble(bar, " ", percent(target.now), " ", (change.rjust(10), "$quiet")))


def kind_rows(summary: Summary, width: int) -> Iterator[Row]:
    """How many of each kind are done."""
    cells, most = max(6, width - 22), max(1, *summary.done.values())
    for kind in Kind:
        full = cells * summary.done[kind] // most
        bar = Content.assemble(("━" * full, "$milestone-done"), ("─" * (cells - full), "$faint"))
        yield Row(Content.assemble(kind_word(kind).ljust(16), bar), Content(str(summary.done[kind])))


def completed_rows(snapshot: Snapshot, summary: Summary) -> Iterator[Row]:
    """What was done in the period, newest first."""
    if not summary.completed:
        yield Row(Content.styled("Nothing yet. Press 1 or 2 and tick what you have with space.", "$quiet"))
    for completion in summary.completed:
        title = snapshot.catalog.milestone_title(completion.milestone)
        left = Content.assemble((f"{GLYPHS[State.MET]} ", STYLES[State.MET]), title)
        yield Row(left, Content.styled(day(completion.on, snapshot.today), "$quiet"))


def ahead_rows(snapshot: Snapshot, summary: Summary) -> Iterator[Row]:
    """What is under way, what lapses soon and what has lapsed."""
    for milestone_id in summary.lapsed:
        yield _ahead(State.LAPSED, snapshot.catalog.milestone_title(milestone_id), "lapsed: renew")
    for completion in summary.lapsing:
        yield _ahead(
            State.LAPSED,
            snapshot.catalog.milestone_title(completion.milestone),
            f"lapses {day(completion.on, snapshot.today)}",
        )
    for milestone_id in summary.started:
        since = snapshot.progress.marks[milestone_id].started_on
        words = f"since {day(since, snapshot.today)}" if since else "started"
        yield _ahead(State.STARTED, snapshot.catalog.milestone_title(milestone_id), words)
    if not (summary.lapsed or summary.lapsing or summary.started):
        yield Row(Content.styled("Nothing under way. Press s on a milestone when you start it.", "$quiet"))


def _ahead(state: State, title: str, words: str) -> Row:
    return Row(Content.assemble((f"{GLYPHS[state]} ", STYLES[state]), title), Content.styled(words, "$quiet"))


def history_rows(snapshot: Snapshot, limit: int) -> Iterator[Row]:
    """The newest actions first."""
    actions = snapshot.progress.actions[-limit:]
    if not actions:
        yield Row(Content.styled("Nothing has happened yet.", "$quiet"))
    yield from action_rows(snapshot, reversed(actions))
