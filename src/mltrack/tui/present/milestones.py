"""Milestones as rows: the list by kind, and the page of one milestone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual.content import Content

from mltrack.core.dates import effort_words, minutes_words
from mltrack.core.entries import Availability, Credential, Kind, Milestone, Span
from mltrack.core.history import Action, Change, TargetChange
from mltrack.core.query import MilestoneQuery, MilestoneView, matching_milestones
from mltrack.core.requirements import State, judge
from mltrack.core.snapshot import Snapshot
from mltrack.core.timesheet import due_of, minutes_on
from mltrack.tui.present.changes import action_rows
from mltrack.tui.present.glyphs import GLYPHS, STYLES, level_dots, mark
from mltrack.tui.present.requirements import kind_word, mark_words, prerequisite_rows
from mltrack.tui.present.row import BLANK, MilestoneRef, RoleRef, Row, heading, nothing_found, pair, paragraph
from mltrack.tui.present.words import count, day

_HISTORY = 8
"""How many changes of its history a milestone's page shows."""


def milestone_list(snapshot: Snapshot, query: MilestoneQuery, width: int) -> Iterator[Row]:
    """One row a milestone that fits the query, under its kind."""
    kind: Kind | None = None
    milestones = matching_milestones(snapshot, query)
    if not milestones:
        yield from nothing_found(width)
    for milestone in milestones:
        if milestone.kind is not kind:
            if kind is not None:
                yield BLANK
            kind = milestone.kind
            yield Row(Content.styled(kind_word(kind).upper(), "bold $quiet"))
        yield _list_row(snapshot, milestone)
    if query.view is MilestoneView.ALL and not query.text:
        yield from _departed(snapshot, width)


def _list_row(snapshot: Snapshot, milestone: Milestone) -> Row:
    standing = snapshot.standing(milestone.id)
    left = Content.assemble(mark(standing.state), " ", milestone.title)
    if standing.level is not None:
        left = Content.assemble(left, "  ", level_dots(standing.level, None))
    right = _list_words(snapshot, milestone)
    if milestone.id in snapshot.progress.notes:
        right = Content.assemble(("✎ ", "$accent"), right)
    return Row(left, right, MilestoneRef(milestone.id))


def _list_words(snapshot: Snapshot, milestone: Milestone) -> Content:
    state = snapshot.standing(milestone.id).state
    if state is not State.OPEN:
        word = "done" if state is State.MET else state.value
        return Content.styled(word, STYLES[state])
    moved = len(snapshot.moves(milestone.id))
    if not moved and milestone.credential and milestone.credential.status is Availability.RETIRED:
        return Content.styled("retired", "$quiet")
    return Content.styled(f"moves {count(moved, 'role')}" if moved else "", "$quiet")


def _departed(snapshot: Snapshot, width: int) -> Iterator[Row]:
    if not snapshot.departed:
        return
    yield BLANK
    yield heading("No longer in the catalog, kept", width)
    for milestone_id in snapshot.departed:
        status = snapshot.progress.marks[milestone_id].status.value
        yield Row(Content.assemble("  ", milestone_id), Content.styled(status, "$quiet"))


def milestone_page(snapshot: Snapshot, milestone: Milestone, width: int) -> Iterator[Row]:
    """Everything about one milestone: what it is, how it stands, what it needs, who asks for it."""
    yield _status(snapshot, milestone)
    yield from paragraph(milestone.summary, width)
    yield from _facts(snapshot, milestone, width)
    if note := snapshot.progress.notes.get(milestone.id):
        yield BLANK
        yield heading("Your note", width)
        yield from paragraph(note, width)
    if milestone.prerequisites is not None:
        yield BLANK
        yield heading("Before this", width)
        verdict = judge(milestone.prerequisites, snapshot.standings)
        yield from prerequisite_rows(snapshot, verdict, width)
    yield from _links(snapshot, "Brings along", [leaf.has for leaf in milestone.implies], width)
    yield from _links(snapshot, "Opens the way to", snapshot.catalog.unlocks.get(milestone.id, ()), width)
    yield from _asked_by(snapshot, milestone, width)
    yield from _history(snapshot, milestone, width)
    if milestone.resources:
        yield BLANK
        yield heading("Learn it", width)
        for resource in milestone.resources:
            yield from pair(Content(resource.title), Content.styled(resource.url, "$quiet"), width, indent="  ")


def _status(snapshot: Snapshot, milestone: Milestone) -> Row:
    standing = snapshot.standing(milestone.id)
    found = snapshot.progress.marks.get(milestone.id)
    if standing.implied_by is not None:
        words = f"held, by {snapshot.catalog.milestones[standing.implied_by].title}"
    elif found is None:
        words = "open"
    else:
        words = mark_words(milestone, found, standing.state, snapshot.today)
    left = Content.styled(f"{GLYPHS[standing.state]} {words}", STYLES[standing.state])
    if standing.level is not None:
        left = Content.assemble(left, "  ", level_dots(standing.level, None), " ", (standing.level.value, "$quiet"))
    moved = len(snapshot.moves(milestone.id))
    moves = f"moves {count(moved, 'role')} · " if moved else ""
    return Row(left, Content.styled(f"{moves}{milestone.kind.value}", "$quiet"), MilestoneRef(milestone.id))


def _facts(snapshot: Snapshot, milestone: Milestone, width: int) -> Iterator[Row]:
    facts = [
        *_effort_facts(milestone),
        *_time_facts(snapshot, milestone.id),
        *_credential_facts(milestone.credential),
    ]
    if facts:
        yield BLANK
    for name, words in facts:
        left = Content.styled(name.ljust(12), "$quiet")
        for number, row in enumerate(paragraph(words, width - 12)):
            yield Row(Content.assemble(left if number == 0 else " " * 12, row.left))


def _effort_facts(milestone: Milestone) -> Iterator[tuple[str, str]]:
    effort, to = milestone.effort, " to working" if milestone.kind is Kind.SKILL else ""
    if effort is None:
        return
    spans = [_span(span, unit) for span, unit in ((effort.hours, "hours"), (effort.months, "months")) if span]
    yield "Takes", f"{' and '.join(spans)}{to} ({'estimate' if effort.cite is None else 'stated by its source'})"


def _time_facts(snapshot: Snapshot, milestone_id: str) -> Iterator[tuple[str, str]]:
    """What the person has told of the time of a milestone."""
    progress = snapshot.progress
    if own := progress.efforts.get(milestone_id):
        yield "You expect", effort_words(own)
    if minutes := minutes_on(progress, milestone_id):
        yield "You spent", minutes_words(minutes)
    if due := progress.due.get(milestone_id):
        how = due_of(snapshot, milestone_id, due)
        late = ", overdue" if how.overdue else "" if how.counts else ", which counts no more"
        yield "Due", f"{day(due, snapshot.today)}{late}"


def _span(span: Span, unit: str) -> str:
    return f"{span.low:g} {unit}" if span.low == span.high else f"{span.low:g}–{span.high:g} {unit}"


def _credential_facts(credential: Credential | None) -> Iterator[tuple[str, str]]:
    if credential is None:
        return
    yield "Issuer", ", ".join(part for part in (credential.issuer, credential.code, credential.level) if part)
    retired = f" on {day(credential.retired_on)}" if credential.retired_on else ""
    yield "Status", f"{credential.status.value}{retired}, checked {day(credential.verified_on)}"
    if credential.valid_months is not None:
        yield "Valid for", count(credential.valid_months, "month")
    if not credential.confirmed:
        yield "Note", "Only third parties state this; check the issuer's page."


def _links(snapshot: Snapshot, name: str, milestone_ids: list[str] | tuple[str, ...], width: int) -> Iterator[Row]:
    if milestone_ids:
        yield BLANK
        yield heading(name, width)
    for milestone_id in milestone_ids:
        yield _list_row(snapshot, snapshot.catalog.milestones[milestone_id])


def _history(snapshot: Snapshot, milestone: Milestone, width: int) -> Iterator[Row]:
    actions = [
        replace(action, changes=own) for action in snapshot.progress.actions if (own := _about(action, milestone))
    ]
    if actions:
        yield BLANK
        yield heading("History", width)
        yield from action_rows(snapshot, reversed(actions[-_HISTORY:]))


def _about(action: Action, milestone: Milestone) -> tuple[Change, ...]:
    return tuple(
        change for change in action.changes if not isinstance(change, TargetChange) and change.milestone == milestone.id
    )


def _asked_by(snapshot: Snapshot, milestone: Milestone, width: int) -> Iterator[Row]:
    asked = snapshot.asked(milestone.id)
    if not asked:
        return
    yield BLANK
    yield heading(f"Asked for by {count(len(asked), 'role')}", width)
    for role_id, strength in asked.items():
        level = snapshot.needed_level(milestone.id, role_id)
        words = f"{strength.value}, {level.value}" if level else strength.value
        title = snapshot.catalog.roles[role_id].title
        yield Row(Content.assemble("  ", title), Content.styled(words, "$quiet"), RoleRef(role_id))
