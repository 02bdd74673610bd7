"""The page of one milestone as rows: how it stands, what it takes, what was told of it, and who asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from enum import Enum

from textual.content import Content

from mltrack.core.advice import time_words
from mltrack.core.cited import CitedFact, Fact
from mltrack.core.dates import effort_words, minutes_words
from mltrack.core.departed import NO_LONGER, absence, became_words
from mltrack.core.effort import remaining
from mltrack.core.entries import Availability, Credential, Milestone
from mltrack.core.evidence import evidence_list
from mltrack.core.readiness import expires_on
from mltrack.core.requirements import State, judge
from mltrack.core.snapshot import Snapshot
from mltrack.core.timesheet import due_of, minutes_on, time_log
from mltrack.tui.present.changes import action_rows
from mltrack.tui.present.glyphs import GLYPHS, STYLES, aim, level_dots, meter, percent
from mltrack.tui.present.keys import key, keyed
from mltrack.tui.present.milestones import milestone_row
from mltrack.tui.present.requirements import mark_words, prerequisite_rows
from mltrack.tui.present.row import (
    BLANK,
    DepartedRef,
    EvidenceRef,
    LinkRef,
    MilestoneRef,
    Ref,
    RoleRef,
    Row,
    TimeRef,
    heading,
    labelled,
    pair,
    paragraph,
    standing_for,
)
from mltrack.tui.present.sources import effort_facts
from mltrack.tui.present.words import away, count, day

_LABEL = 12
_HISTORY = 8
"""How many changes of its history a page shows."""
_READABLE = 96
"""Cells that a line of running text has at most."""
_NARROW = 60
"""Cells in which a milestone is told briefly, without columns."""
_OPENED = 8
"""How many lines tell what it opens the way to; those that move most roles are named."""
_METER = 6
_SOON = 90
"""Days before its last day from which a credential is to be renewed."""


class Part(Enum):
    """How much of a page is shown: all of it or, where there is room for two columns, one of them."""

    ALL = "all"
    ABOUT = "about"
    """What it is and what was told of it."""
    AROUND = "around"
    """What it is asked for by, its history, and where to learn it."""


def milestone_page(snapshot: Snapshot, milestone: Milestone, width: int, part: Part = Part.ALL) -> Iterator[Row]:
    """Everything about one milestone, or one column of it."""
    if part is not Part.AROUND:
        yield _status(snapshot, milestone)
        if yours := snapshot.catalog.yours_of("milestone", milestone.id):
            yield from paragraph(yours.words, min(width, _READABLE), style="$quiet")
        yield from paragraph(milestone.summary, min(width, _READABLE))
        yield from _facts(snapshot, milestone, width)
        yield from _told(snapshot, milestone.id, width)
        yield from _before_and_after(snapshot, milestone, width)
    if part is Part.ALL:
        yield BLANK
    if part is not Part.ABOUT:
        yield from _between(
            _asked_by(snapshot, milestone, width), _learn(milestone, width), _history(snapshot, milestone.id, width)
        )


def departed_page(snapshot: Snapshot, milestone_id: str, width: int) -> Iterator[Row]:
    """What there is of a milestone that left the catalog: the mark, and what was told of it."""
    found, state = snapshot.progress.marks.get(milestone_id), snapshot.standing(milestone_id).state
    words = mark_words(None, found, state, snapshot.today) if found else "not marked"
    yield Row(Content.styled(f"{GLYPHS[state]} {words}", STYLES[state]), ref=DepartedRef(milestone_id))
    why = absence(snapshot.catalog, "milestone", milestone_id)
    said = keyed(
        (f"It is {why}. What you said of it is kept" if why == NO_LONGER else "What you said of it is kept")
        + ("; {milestone.tick} makes it open again, and {app.undo} takes that back." if found else ".")
    )
    if became := became_words(snapshot.catalog, milestone_id):
        yield from paragraph(became, min(width, _READABLE))
    yield from paragraph(said, min(width, _READABLE), style="$quiet")
    yield from _told(snapshot, milestone_id, width)
    yield BLANK
    yield from _history(snapshot, milestone_id, width)


def _between(*sections: Iterable[Row]) -> Iterator[Row]:
    """The sections that have rows, with a blank line between two of them."""
    begun = False
    for section in sections:
        for number, row in enumerate(section):
            if begun and not number:
                yield BLANK
            begun = True
            yield row


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


# Facts


def _facts(snapshot: Snapshot, milestone: Milestone, width: int) -> Iterator[Row]:
    facts = (
        *_effort(snapshot, milestone),
        *_due(snapshot, milestone.id),
        *_credential(snapshot, milestone),
    )
    if facts:
        yield BLANK
    for name, words, ref in facts:
        rows = labelled(name, words, width, _LABEL)
        yield from standing_for(rows, ref) if ref else rows
    successor = milestone.credential.replaced_by if milestone.credential else None
    if successor is not None:
        row = milestone_row(snapshot, snapshot.catalog.milestones[successor], width - _LABEL)
        label = Content.styled("Instead".ljust(_LABEL), "$quiet")
        yield replace(row, left=Content.assemble(label, row.left))


_Told = tuple[str, Content, Ref | None]


def _effort(snapshot: Snapshot, milestone: Milestone) -> Iterator[_Told]:
    """What it takes by the catalog and by the person, what is spent, and what is left."""
    for name, words in effort_facts(milestone):
        yield name, Content(words), CitedFact(milestone.id, Fact.EFFORT)
    progress = snapshot.progress
    if own := progress.efforts.get(milestone.id):
        yield "You expect", Content(effort_words(own)), None
    if minutes := minutes_on(progress, milestone.id):
        yield "You spent", Content(minutes_words(minutes)), None
    state = snapshot.standing(milestone.id).state
    if not state.satisfied and (own or minutes or state is State.STARTED):
        level = snapshot.wanted_level(milestone.id)
        to = f" to {level.value}" if level else ""
        left = remaining(snapshot, milestone.id, level)
        words = time_words(left.hours, left.months) or "nothing of what was expected"
        yield "Left", Content(f"{words}{to}"), None


def _due(snapshot: Snapshot, milestone_id: str) -> Iterator[_Told]:
    due = snapshot.progress.due.get(milestone_id)
    if due is not None:
        how = due_of(snapshot, milestone_id, due)
        words = f", overdue: {away(due, snapshot.today)}" if how.overdue else f", {away(due, snapshot.today)}"
        style = "$blocked" if how.overdue else ""
        yield "Due", Content.styled(f"{day(due)}{words if how.counts else ', which counts no more'}", style), None


def _credential(snapshot: Snapshot, milestone: Milestone) -> Iterator[_Told]:
    credential = milestone.credential
    if credential is None:
        return
    fact = CitedFact(milestone.id, Fact.CREDENTIAL)
    yield "Issuer", Content(", ".join(filter(None, (credential.issuer, credential.code, credential.level)))), fact
    retired = credential.status is Availability.RETIRED
    yield "Status", Content.styled(_status_words(credential), "$blocked" if retired else ""), fact
    if credential.valid_months is not None:
        yield "Valid for", Content(_months(credential.valid_months)), fact
    if not credential.confirmed:
        yield "Note", Content("Only third parties state this; check the issuer's page."), fact
    found = snapshot.progress.marks.get(milestone.id)
    ends = expires_on(milestone, found) if found else None
    if ends is not None:
        yield "Expires", _expiry(ends, snapshot.today), None


def _status_words(credential: Credential) -> str:
    checked = f"checked {day(credential.verified_on)}"
    if credential.status is not Availability.RETIRED:
        return f"{credential.status.value}, {checked}"
    on = f" on {day(credential.retired_on)}" if credential.retired_on else ""
    return f"retired{on}: it can be earned no more, but goes on counting for those who hold it; {checked}"


def _months(number: int) -> str:
    return count(number // 12, "year") if number % 12 == 0 else count(number, "month")


def _expiry(ends: date, today: date) -> Content:
    words = f"{day(ends)}, {away(ends, today)}"
    if ends < today:
        return Content.styled(f"{words}: renew it, then press {key('milestone.tick')}", "$milestone-lapsed")
    if (ends - today).days <= _SOON:
        return Content.styled(f"{words}: renew it in time, then {key('milestone.day')} sets the new day", "$blocked")
    return Content(words)


# What was told of it


def _told(snapshot: Snapshot, milestone_id: str, width: int) -> Iterator[Row]:
    progress = snapshot.progress
    if note := progress.notes.get(milestone_id):
        yield BLANK
        yield heading("Your note", width)
        yield from paragraph(note, min(width, _READABLE))
    if attached := evidence_list(progress, milestone_id):
        yield BLANK
        yield heading("Evidence", width)
        for one in attached:
            link = one.link.url if one.link else ""
            text = Content.styled(one.evidence.text, "underline" if link else "")
            rows = labelled(day(one.evidence.on), text, width, _LABEL + 1)
            yield from standing_for(rows, EvidenceRef(one.entry, link))
    if logged := time_log(progress, milestone_id):
        yield BLANK
        yield heading("Time", width, Content.styled(minutes_words(minutes_on(progress, milestone_id)), "$quiet"))
        for entry in logged:
            spent = minutes_words(entry.time.minutes).ljust(_LABEL)
            text = Content.assemble(spent, (entry.time.text, "$quiet"))
            yield from standing_for(labelled(day(entry.time.on), text, width, _LABEL + 1), TimeRef(entry.entry))


# What is around it


def _before_and_after(snapshot: Snapshot, milestone: Milestone, width: int) -> Iterator[Row]:
    if milestone.prerequisites is not None:
        yield BLANK
        yield heading("Before this", width)
        verdict = judge(milestone.prerequisites, snapshot.standings)
        yield from prerequisite_rows(snapshot, verdict, width)
    opened = sorted(
        snapshot.catalog.unlocks.get(milestone.id, ()), key=lambda one: len(snapshot.moves(one)), reverse=True
    )
    shown = opened if len(opened) <= _OPENED else opened[: _OPENED - 1]
    for name, ids in (("Brings along", [leaf.has for leaf in milestone.implies]), ("Opens the way to", shown)):
        if ids:
            yield BLANK
            yield heading(name, width)
        for one in ids:
            yield milestone_row(snapshot, snapshot.catalog.milestones[one], min(width, _NARROW))
    if rest := len(opened) - len(shown):
        shows = (key("milestone.graph"), "bold $footer-key-foreground")
        yield Row(Content.assemble((f"· {rest} more, press ", "$quiet"), shows, (" to see them all", "$quiet")))


def _asked_by(snapshot: Snapshot, milestone: Milestone, width: int) -> Iterator[Row]:
    asked = snapshot.asked(milestone.id)
    if asked:
        yield heading(f"Asked for by {count(len(asked), 'role')}", width)
    for role_id, strength in asked.items():
        level = snapshot.needed_level(milestone.id, role_id)
        words = f"{strength.value}, {level.value}" if level else strength.value
        required = snapshot.readiness[role_id].required
        ready = Content.assemble("  ", meter(required, _METER), " ", percent(required))
        right = Content.assemble((words, "$quiet"), ready)
        sign = aim(snapshot.progress.targets.get(role_id)) or "  "
        yield Row(Content.assemble(sign, snapshot.catalog.roles[role_id].title), right, RoleRef(role_id))


def _learn(milestone: Milestone, width: int) -> Iterator[Row]:
    if milestone.resources:
        yield heading("Learn it", width)
    for resource in milestone.resources:
        rows = pair(Content(resource.title), Content.styled(resource.url, "$quiet underline"), width, indent="  ")
        yield from standing_for(rows, LinkRef(resource.url))


def _history(snapshot: Snapshot, milestone_id: str, width: int) -> Iterator[Row]:
    actions = snapshot.progress.actions_on(milestone_id)
    if actions:
        yield heading("History", width)
        yield from action_rows(snapshot, reversed(actions[-_HISTORY:]))
