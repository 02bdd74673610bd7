"""Milestones as rows: the list by kind, with its columns and what is marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import dropwhile, groupby
from operator import attrgetter

from textual.content import Content

from mltrack.core.advice import time_words
from mltrack.core.departed import absence
from mltrack.core.derived import MilestoneHead
from mltrack.core.effort import NOTHING, Origin, remaining
from mltrack.core.entries import Availability, Kind, Milestone
from mltrack.core.history import Status
from mltrack.core.query import MilestoneQuery, MilestoneView, fitting_milestones, matching_departed
from mltrack.core.readiness import expires_on
from mltrack.core.requirements import State
from mltrack.core.snapshot import Snapshot
from mltrack.core.timesheet import due_of
from mltrack.tui.present.glyphs import MARKED, NOTED, PROVEN, STYLES, level_dots, mark
from mltrack.tui.present.keys import key, keyed
from mltrack.tui.present.requirements import kind_word
from mltrack.tui.present.row import BLANK, EMPTY, DepartedRef, MilestoneRef, Row, nothing_found, paragraph
from mltrack.tui.present.rows import LateRows, Rows
from mltrack.tui.present.words import count, day

_UNMARKED = " "
_WIDE, _ROOMY = 60, 84
"""Cells above which a list has room for more columns, and for the effort too."""
_LEVEL, _WHEN, _MOVES, _EFFORT = 4, 18, 8, 13
"""Widths of columns."""

_ELSEWHERE = "{milestones.view} shows another view"
_EMPTY_VIEWS = {
    MilestoneView.STARTED: f"Nothing is started. {_ELSEWHERE}; there, {{milestone.start}} starts what you are at.",
    MilestoneView.DONE: f"Nothing is done yet. {_ELSEWHERE}; there, {{milestone.tick}} ticks what you have.",
    MilestoneView.WAIVED: "Nothing is waived. {milestone.waive} says of something that you do not need it, and why.",
    MilestoneView.LAPSED: f"Nothing has lapsed. {_ELSEWHERE}.",
    MilestoneView.DUE: f"Nothing has a due day. {_ELSEWHERE}; there, {{milestone.due}} gives something one.",
    MilestoneView.DEPARTED: f"All that you have told of is in the catalog. {_ELSEWHERE}.",
}


def milestone_list(snapshot: Snapshot, query: MilestoneQuery, width: int, marked: Collection[str] = ()) -> Rows:
    """One row a milestone that fits the query, under its kind; those that are due by their day, under none."""
    found, departed = fitting_milestones(snapshot, query), matching_departed(snapshot, query)
    is_due, milestones = query.view is MilestoneView.DUE, snapshot.catalog.milestones

    def make(one: str) -> Row:
        return milestone_row(snapshot, milestones[one], width, _sign(marked=one in marked), due=is_due)

    rows = LateRows(MilestoneRef, make)
    if not found and not departed:
        words = keyed(_EMPTY_VIEWS.get(query.view, ""))
        rows.add(*(paragraph(words, width, style="$quiet") if words and not query.text else nothing_found(width)))
    if is_due:
        _add_by_day(rows, snapshot, found, width)
    else:
        _add_by_kind(rows, snapshot, found, width)
    for why in dict.fromkeys(absence(snapshot.catalog, "milestone", one) for one in departed):
        if len(rows):
            rows.add(BLANK)
        rows.add(Row(Content.styled(f" {why.upper()}, KEPT", "bold $quiet")))
        for milestone_id in (one for one in departed if absence(snapshot.catalog, "milestone", one) == why):
            rows.add(_departed_row(snapshot, milestone_id, marked=milestone_id in marked))
    return rows


def _add_by_kind(rows: LateRows, snapshot: Snapshot, found: Sequence[MilestoneHead], width: int) -> None:
    catalog, marks = snapshot.catalog.milestones, snapshot.progress.marks
    every = Counter(head.kind for head in snapshot.catalog.milestone_heads)
    done = Counter(catalog[one].kind for one, held in marks.items() if one in catalog and held.status is Status.DONE)
    brought = Counter(catalog[one].kind for one in snapshot.brought_along)
    for kind, heads in groupby(found, key=attrgetter("kind")):
        if len(rows):
            rows.add(BLANK)
        words = ", ".join([f"{done[kind]} of {every[kind]} done", *brought_words(brought[kind])])
        left = Content.assemble((f" {kind_word(kind).upper()}", "bold $quiet"), (f"  {words}", "$quiet"))
        rows.add(Row(left, _column_names(width, kind)))
        rows.add_late([head.id for head in heads])


def brought_words(number: int) -> Sequence[str]:
    """How many are held because something else brings them along, beside those that are done; nothing for none."""
    return [f"{number} brought along"] if number else []


def _add_by_day(rows: LateRows, snapshot: Snapshot, found: Sequence[MilestoneHead], width: int) -> None:
    due = snapshot.progress.due
    for late, heads in groupby(found, key=lambda head: due_of(snapshot, head.id, due[head.id]).overdue):
        if len(rows):
            rows.add(BLANK)
        heading = Content.styled(" OVERDUE" if late else " DUE", "bold $blocked" if late else "bold $quiet")
        rows.add(Row(heading, _column_names(width, None)))
        rows.add_late([head.id for head in heads])


def _column_names(width: int, kind: Kind | None) -> Content:
    if width <= _WIDE:
        return EMPTY
    level = "lvl" if kind in {Kind.SKILL, None} else ""
    names = [level.ljust(_LEVEL), "".ljust(_WHEN), "moves".rjust(_MOVES)]
    if width > _ROOMY:
        names.append("to do".rjust(_EFFORT))
    return Content.styled("  ".join(names), "$quiet")


def milestone_row(
    snapshot: Snapshot, milestone: Milestone, width: int, sign: Content = EMPTY, *, due: bool = False
) -> Row:
    """One milestone: how it stands and, where there is room, its level, its day, what it moves and what it takes."""
    standing = snapshot.standing(milestone.id)
    left = Content.assemble(sign, mark(standing.state), " ", milestone.title)
    right = _told(snapshot, milestone.id)
    if width > _WIDE:
        columns = [right, *_columns(snapshot, milestone, width, due=due)]
        # What would stand blank beside a long title leaves its room to it.
        told = list(dropwhile(lambda column: not column.plain.strip(), columns))
        right = Content("  ").join(told)
    else:
        if standing.level is not None:
            left = Content.assemble(left, "  ", level_dots(standing.level, None))
        words = _due_word(snapshot, milestone.id) if due else _word(snapshot, milestone)
        right = Content(" ").join([part for part in (right, words) if part.cell_length])
    return Row(left, right, MilestoneRef(milestone.id))


def _sign(*, marked: bool) -> Content:
    return Content.styled(f"{MARKED if marked else _UNMARKED} ", "bold $accent")


def _told(snapshot: Snapshot, milestone_id: str) -> Content:
    """Signs for a note and for evidence."""
    progress = snapshot.progress
    signs = ((NOTED, milestone_id in progress.notes), (PROVEN, milestone_id in progress.evidence_on))
    return Content.styled("".join(sign for sign, is_there in signs if is_there), "$accent")


def _columns(snapshot: Snapshot, milestone: Milestone, width: int, *, due: bool) -> Iterator[Content]:
    standing = snapshot.standing(milestone.id)
    dots = level_dots(standing.level, None) if standing.level else EMPTY
    yield dots.pad_right(_LEVEL - dots.cell_length)
    when = _due_word(snapshot, milestone.id) if due else _when(snapshot, milestone)
    yield when.pad_right(_WHEN - when.cell_length)
    moved = len(snapshot.moves(milestone.id))
    yield Content.styled((count(moved, "role") if moved else "").rjust(_MOVES), "$quiet")
    if width > _ROOMY:
        yield Content.styled(_effort(snapshot, milestone).rjust(_EFFORT), "$quiet")


def _word(snapshot: Snapshot, milestone: Milestone) -> Content:
    """How it stands in a word, or what it would move."""
    state = snapshot.standing(milestone.id).state
    if state is not State.OPEN:
        return Content.styled("done" if state is State.MET else state.value, STYLES[state])
    moved = len(snapshot.moves(milestone.id))
    if not moved and milestone.credential and milestone.credential.status is Availability.RETIRED:
        return Content.styled("retired", "$quiet")
    return Content.styled(f"moves {count(moved, 'role')}" if moved else "", "$quiet")


def _when(snapshot: Snapshot, milestone: Milestone) -> Content:
    """How it stands with the day that matters most: until when it holds, by when it is due, or since when."""
    state, today = snapshot.standing(milestone.id).state, snapshot.today
    found = snapshot.progress.marks.get(milestone.id)
    ends = expires_on(milestone, found) if found else None
    if state is State.OPEN or state is State.STARTED:
        due = snapshot.progress.due.get(milestone.id)
        if due is not None:
            return _due_word(snapshot, milestone.id)
        if milestone.credential and milestone.credential.status is Availability.RETIRED:
            return Content.styled("retired", "$quiet")
    words = {
        State.OPEN: "",
        State.STARTED: _since("started", found.started_on if found else None, today),
        State.LAPSED: _since("lapsed", ends, today),
        State.WAIVED: "waived",
        State.MET: _since("until" if ends else "done", ends or (found.done_on if found else None), today),
    }[state]
    return Content.styled(words, STYLES[state])


def _since(word: str, on: date | None, today: date) -> str:
    return f"{word} {day(on, today)}" if on else word


def _due_word(snapshot: Snapshot, milestone_id: str) -> Content:
    due = due_of(snapshot, milestone_id, snapshot.progress.due[milestone_id])
    words = f"{'overdue' if due.overdue else 'due'} {day(due.day, snapshot.today)}"
    return Content.styled(words, "$blocked" if due.overdue else "")


def _effort(snapshot: Snapshot, milestone: Milestone) -> str:
    """What is left to do, with ~ for an estimate; a word where nobody knows, nothing for what is done."""
    if snapshot.standing(milestone.id).state.satisfied:
        return ""
    left = remaining(snapshot, milestone.id, snapshot.supposed_level(milestone.id))
    if left.origin is Origin.ASSUMED:
        return "not known"
    words = time_words(left.hours, NOTHING) or time_words(NOTHING, left.months)
    return f"{'~' if left.origin is Origin.ESTIMATE and words else ''}{words or 'nothing left'}"


def _departed_row(snapshot: Snapshot, milestone_id: str, *, marked: bool) -> Row:
    state, found = snapshot.standing(milestone_id).state, snapshot.progress.marks.get(milestone_id)
    left = Content.assemble(_sign(marked=marked), mark(state), " ", snapshot.catalog.milestone_title(milestone_id))
    return Row(left, Content.styled(found.status.value if found else "", STYLES[state]), DepartedRef(milestone_id))


def marked_words(marked: int, hidden: int) -> Content:
    """How many are marked, for the border, and how many of these the list does not show."""
    if not marked:
        return EMPTY
    out_of_sight = f", {hidden} not listed" if hidden else ""
    return Content.styled(f" · {MARKED} {marked} marked{out_of_sight}", "bold $accent")


def view_words(query: MilestoneQuery, *, marked: bool) -> Content:
    """Which view it is, and once something is `marked`, what escape does: it clears a filter before the marks."""
    way = f"{key('place.back')} clears the filter" if query.text else f"{key('milestones.unmark')} unmarks"
    escape = f"{way} · " if marked else ""
    return Content(f"{escape}view: {query.view.value}")
