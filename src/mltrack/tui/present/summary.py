"""The summary as cards and lists: what was done, what to do next and what lies about, by kind, and the history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from textual.content import Content

from mltrack.core.advice import effort_words
from mltrack.core.dates import minutes_words
from mltrack.core.departed import lost_aims_words
from mltrack.core.entries import Kind
from mltrack.core.history import Action, TargetChange
from mltrack.core.journal import at_level
from mltrack.core.requirements import State
from mltrack.core.review import Review
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, Summary
from mltrack.core.timesheet import minutes_on
from mltrack.tui.present.changes import action_rows
from mltrack.tui.present.glyphs import mark, share_style
from mltrack.tui.present.keys import keyed
from mltrack.tui.present.milestones import brought_words
from mltrack.tui.present.next import unfinished
from mltrack.tui.present.periods import said
from mltrack.tui.present.plots.scales import number
from mltrack.tui.present.requirements import kind_word
from mltrack.tui.present.row import BLANK, MilestoneRef, Ref, RoleRef, Row, heading, paragraph
from mltrack.tui.present.words import count, day

_NOTHING_LEFT = "Nothing is left that a role asks for. Press {app.roles} and aim for another with {role.target}."
_MOST_ACTIONS = 200
"""Actions of the history that are listed: more than somebody scrolls through."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a card says."""

    name: str
    figure: str
    words: Sequence[str]
    """What the figure is of, the longest first."""
    style: str = "$accent"

    def content(self, width: int) -> Content:
        """The figure, with the longest words that there is room for."""
        figure = Content.styled(self.figure, f"bold {self.style}")
        wholes = [Content.assemble(figure, "  ", (words, "$quiet")) for words in self.words if words]
        return next((whole for whole in wholes if whole.cell_length <= width), figure)


def cards(review: Review, weekly_hours: Fraction) -> Sequence[Figure]:
    """What one glance should tell, the most telling first."""
    summary = review.summary
    when = said(summary.window, current=summary.current)
    done, total = sum(summary.done.values()), sum(summary.total.values())
    spent = minutes_words(summary.hours.minutes)
    more = len(summary.raised)
    raised = [f"and {more} raised", f"+{more} raised"] if more else [when, "done"]
    return (
        Figure("Completed", f"{len(summary.completed)}", raised, "$milestone-done"),
        Figure("Time", spent, [_habit(review, weekly_hours)], "$milestone-done"),
        Figure("Streak", f"{summary.streak_weeks}", _streak(summary)),
        _readiness(review),
        Figure("Done in all", f"{done}", [f"of {total}"], "$milestone-done"),
    )


def _habit(review: Review, weekly_hours: Fraction) -> str:
    """The time of a week beside the goal, that of anything longer as a mean."""
    summary = review.summary
    if summary.period is Period.WEEK:
        return f"of {number(weekly_hours)} h"
    days = (summary.end - summary.window.start).days + 1
    mean = round(Fraction(summary.hours.minutes * 7, 60 * days), 1)
    return f"{number(mean)} h a week" if mean and days > 7 else ""


def _streak(summary: Summary) -> Sequence[str]:
    unit = "week" if summary.streak_weeks == 1 else "weeks"
    longest = summary.longest_streak_weeks
    if longest > summary.streak_weeks:
        return [f"{unit}, longest {longest}", f"of {longest} {unit}", unit]
    return [f"{unit}, the longest" if summary.streak_weeks > 1 else unit, unit]


def _readiness(review: Review) -> Figure:
    if not review.summary.targets:
        lost = review.summary.current and bool(lost_aims_words(review.summary.stood))
        words = (
            ["target not in the catalog", "target not there", "not there"] if lost else ["no target yet", "no target"]
        )
        return Figure("Readiness", "–", words, "$quiet")
    first = review.summary.targets[0]
    if not first.now.total:
        return Figure("Readiness", "–", ["not stated"], "$quiet")
    moved = first.now.percent - first.before.percent
    style = share_style(first.now)
    return Figure("Readiness", f"{first.now.percent}%", [moved_words(moved), f"{moved:+d}"], style)


def moved_words(points: int) -> str:
    """How far readiness moved, in percentage points."""
    return f"{points:+d} {'point' if abs(points) == 1 else 'points'}" if points else "unchanged"


# What to do


def ahead_title(review: Review) -> str:
    """What the list is of; that of a time that is over is what stood at its end."""
    return "Do next" if review.summary.current else f"Do next, as it was on {day(review.summary.end)}"


def ahead_rows(review: Review, width: int) -> Iterator[Row]:
    """The best next step with its reason, then what is late, due, lapsing, stalled and started."""
    yield from _next_step(review, width)
    for name, sign, rows in _sections(review):
        if rows:
            yield BLANK
            yield heading(f"{name} · {len(rows)}", width)
        for milestone_id, words in rows:
            stood = review.summary.stood
            shown = mark(unfinished(stood.standing(milestone_id).state)) if sign is None else sign
            title = stood.catalog.milestone_title(milestone_id)
            yield Row(Content.assemble(shown, " ", title), Content.styled(words, "$quiet"), _ref(review, milestone_id))


def _next_step(review: Review, width: int) -> Iterator[Row]:
    step, stood = review.step, review.summary.stood
    if step is None:
        yield from paragraph(keyed(_NOTHING_LEFT), width)
        return
    title = at_level(stood.catalog.milestone_title(step.milestone), step.level)
    left = Content.assemble(mark(unfinished(step.state)), " ", (title, "bold"))
    yield Row(left, ref=MilestoneRef(step.milestone, step.level))
    reasons = (*step.told(lambda due: day(due, stood.today), stood), effort_words(step.effort))
    yield from paragraph(", ".join(reasons), width, style="$quiet", indent="  ")


def _sections(review: Review) -> Iterator[tuple[str, Content | None, Sequence[tuple[str, str]]]]:
    """Name, sign, and the milestones with what is to be said of each; without a sign, each has that of its state."""
    summary = review.summary
    end, stalled = summary.end, {one.milestone for one in summary.stalled}
    marks = summary.stood.progress.marks
    late = [(due.milestone, f"{count((end - due.day).days, 'day')} late") for due in summary.overdue]
    yield "Overdue", Content.styled("!", "bold $error"), late
    yield "Due within 30 days", None, [(due.milestone, day(due.day, end)) for due in summary.due]
    yield "Lapsed", mark(State.LAPSED), [(one, "renew it") for one in summary.lapsed]
    lapsing = [(one.milestone, f"until {day(one.on, end)}") for one in summary.lapsing]
    yield "Lapsing within 90 days", mark(State.MET), lapsing
    lying = [(one.milestone, f"untouched for {count((end - one.since).days, 'day')}") for one in summary.stalled]
    yield "Stalled", mark(State.STARTED), lying
    under_way = [(one, marks[one].started_on) for one in summary.started if one not in stalled]
    started = [(one, f"since {day(since, end)}" if since else "") for one, since in under_way]
    yield "Started", mark(State.STARTED), started


def _ref(review: Review, milestone_id: str) -> MilestoneRef | None:
    """What has left the catalog has no page."""
    return MilestoneRef(milestone_id) if milestone_id in review.summary.stood.catalog.milestones else None


# What was done


def completed_title(review: Review) -> str:
    """What the list is of."""
    return f"Completed {said(review.summary.window, current=True)}" if review.summary.current else "Completed then"


def completed_rows(review: Review, width: int) -> Iterator[Row]:
    """What was completed or raised in the window, newest first, with the time that it took where that is known."""
    summary = review.summary
    catalog, progress, end = summary.stood.catalog, summary.stood.progress, summary.end
    done = [
        (one.on, f"{catalog.milestone_title(one.milestone)}{', renewed' if one.again else ''}", one.milestone)
        for one in summary.completed
    ]
    raised = [
        (one.on, f"{catalog.milestone_title(one.milestone)}, raised{f' to {one.new.value}' if one.new else ''}")
        for one in summary.raised
    ]
    rises = [(*words, one.milestone) for words, one in zip(raised, summary.raised, strict=True)]
    if not (done or rises):
        if summary.current:
            words = keyed(
                "Nothing yet. Press {app.roles} or {app.milestones} and tick what you have with {milestone.tick}."
            )
        else:
            words = f"Nothing was completed {said(summary.window, current=False)}."
        yield from paragraph(words, width, style="$quiet")
    for on, title, milestone_id in sorted([*done, *rises], key=lambda one: one[0], reverse=True):
        spent = minutes_on(progress, milestone_id)
        right = f"{number(round(Fraction(spent, 60), 1))} h · {day(on, end)}" if spent else day(on, end)
        left = Content.assemble(mark(State.MET), " ", title)
        yield Row(left, Content.styled(right, "$quiet"), _ref(review, milestone_id))


def kind_rows(review: Review, width: int) -> Iterator[Row]:
    """How many of each kind are done, of those in the catalog."""
    summary = review.summary
    cells = max(4, width - 30)
    for kind in Kind:
        done, total = summary.done[kind], summary.total[kind]
        full = cells * done // max(1, total) or min(done, 1)
        bar = Content.assemble(("━" * full, "$milestone-done"), ("─" * (cells - full), "$faint"))
        yield Row(Content.assemble(kind_word(kind).ljust(16), bar), Content(f"{done} of {total}"))


def beside_kinds(review: Review) -> str:
    """How many are held beside those that are done; empty for none."""
    return "".join(f"and {words}" for words in brought_words(len(review.summary.stood.brought_along)))


def history_rows(snapshot: Snapshot | None, review: Review) -> Iterator[Row]:
    """The newest actions up to the end of the window first; each opens what it was first about."""
    end = review.summary.end
    if snapshot is None:
        return
    actions = [one for one in snapshot.progress.actions if one.at.date() <= end or review.summary.current]
    if not actions:
        yield Row(Content.styled("Nothing has happened yet.", "$quiet"))
    newest = actions[: -_MOST_ACTIONS - 1 : -1]
    for action, row in zip(newest, action_rows(snapshot, newest), strict=True):
        yield replace(row, ref=_subject(snapshot, action))


def _subject(snapshot: Snapshot, action: Action) -> Ref | None:
    for change in action.changes:
        if isinstance(change, TargetChange):
            if change.role in snapshot.catalog.roles:
                return RoleRef(change.role)
        elif change.milestone in snapshot.catalog.milestones:
            return MilestoneRef(change.milestone)
    return None
