"""Proposals that were agreed to as changes, beside what is told already.

Recording the same again changes nothing, and what is held is never lowered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from mltrack.core import actions
from mltrack.core.catalog import Catalog
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.entries import Kind, Milestone
from mltrack.core.history import Change, DueChange, Evidence, EvidenceChange, Mark, MarkChange, NoteChange, Status
from mltrack.core.progress import Progress
from mltrack.core.proposals import Proposal
from mltrack.core.readiness import expires_on
from mltrack.core.requirements import BARE_LEVEL
from mltrack.core.text import plain

_EVIDENCE: Final = UUID("c2dad5d5-4f33-51ef-b42e-d544a3034d2c")
"""The name space of the ids of evidence that was taken over; it must never change."""


class News(NamedTuple):
    """What a proposal tells of its milestone that was not told before; empty or None where it tells nothing."""

    mark: Mark | None = None
    evidence: str = ""
    note: str = ""
    due: date | None = None

    @property
    def is_none(self) -> bool:
        """True where all of it was told."""
        return self == News()


def in_order(proposals: Sequence[Proposal]) -> Sequence[int]:
    """Their places: the certain ones first, and what states a day before what would be of today without one."""
    return sorted(range(len(proposals)), key=lambda one: (not proposals[one].is_certain, proposals[one].on is None))


def recorded(catalog: Catalog, progress: Progress, today: date, proposals: Sequence[Proposal]) -> Sequence[Change]:
    """The changes that record what was agreed to, each milestone's mark once.

    Evidence has an id that follows from what it says: on two machines that take over the same file it is the same
    piece. Raises InvalidInput for a day in the future, and for a waiver without a reason.
    """
    state = Telling(progress)
    others: list[Change] = []
    for one in map(proposals.__getitem__, in_order(proposals)):
        if one.match is not None:
            milestone = catalog.milestones[one.match.milestone]
            news = state.news(milestone, one, today)
            state.take(milestone.id, news)
            others += _described(progress, milestone, one, news, today)
    return [*state.marked(), *others]


class Telling:
    """What is told of milestones while proposals are recorded one after the other; nothing that is held is lowered."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._marks: dict[str, Mark] = {}
        self._said: set[tuple[str, str]] = {(one.milestone, one.text) for one in progress.evidence.values()}
        self._noted: set[str] = {one for one, text in progress.notes.items() if text}
        self._dated = set(progress.due)

    def news(self, milestone: Milestone, proposal: Proposal, today: date) -> News:
        """How it stands, evidence, a note where there is none, and a day to be done by, as far as they are new."""
        told = self._marks.get(milestone.id, self._progress.marks.get(milestone.id))
        mark = _marked(milestone, told, proposal, today)
        said, note, due = evidence_of(proposal.claim), proposal.claim.note, proposal.due
        is_due = due is not None and due >= today and actions.is_unfinished(milestone, mark, today)
        return News(
            mark if mark != told else None,
            said if (milestone.id, said) not in self._said else "",
            actions.note_kept(note) if note and milestone.id not in self._noted else "",
            due if is_due and milestone.id not in self._dated else None,
        )

    def take(self, milestone_id: str, news: News) -> None:
        """Hold it for told."""
        if news.mark:
            self._marks[milestone_id] = news.mark
        if news.evidence:
            self._said.add((milestone_id, news.evidence))
        if news.note:
            self._noted.add(milestone_id)
        if news.due:
            self._dated.add(milestone_id)

    def marked(self) -> Sequence[Change]:
        """How the milestones stand now that stood otherwise."""
        return [MarkChange(one, self._progress.marks.get(one), new) for one, new in self._marks.items()]


def _described(
    progress: Progress, milestone: Milestone, proposal: Proposal, news: News, today: date
) -> Iterator[Change]:
    """What is told of it besides how it stands."""
    if said := news.evidence:
        day = proposal.on if proposal.on and proposal.on <= today else today
        yield EvidenceChange(_entry(milestone, said), None, Evidence(milestone.id, day, said))
    if news.note:
        yield NoteChange(milestone.id, progress.notes.get(milestone.id, ""), news.note)
    if news.due:
        yield DueChange(milestone.id, progress.due.get(milestone.id), news.due)


def _marked(milestone: Milestone, old: Mark | None, proposal: Proposal, today: date) -> Mark | None:
    match proposal.status:
        case Status.WAIVED if old is None:
            return Mark(Status.WAIVED, reason=actions.reason_given(proposal.claim.reason))
        case Status.STARTED if old is None:
            return Mark(Status.STARTED, started_on=proposal.since or today)
        case Status.DONE if old is not None and old.status is Status.DONE:
            return _held(milestone, old, proposal, today)
        case Status.DONE:
            new = _done(old, proposal, today)
            # What has lapsed says less than that it is under way or not needed.
            return new if old is None or actions.in_force(milestone, new, today) else old
    return old


def _held(milestone: Milestone, old: Mark, proposal: Proposal, today: date) -> Mark:
    """What is held, higher where a higher level is claimed, renewed where it was earned again; else as it was told."""
    if milestone.kind is Kind.SKILL and proposal.level and (old.level or BARE_LEVEL) < proposal.level:
        return replace(old, level=proposal.level)
    if proposal.on and old.done_on and proposal.on > old.done_on:
        new = replace(old, done_on=proposal.on, expires_on=proposal.expires)
        before, then = expires_on(milestone, old), expires_on(milestone, new)
        if before and (before < today or (then and then > before)):
            return new
    return old


def _done(old: Mark | None, proposal: Proposal, today: date) -> Mark:
    return Mark(
        Status.DONE,
        level=proposal.level,
        started_on=proposal.since or (old.started_on if old else None),
        # Nothing is earned after it has expired.
        done_on=actions.past_day(proposal.on or min(today, proposal.expires or today), today),
        expires_on=proposal.expires,
        reason=old.reason if old else "",
    )


def evidence_of(claim: Claim) -> str:
    """The evidence that a claim gives, in one line; empty where it gives none."""
    if claim.link:
        return _one_line(claim.link)
    if claim.kind in {ClaimKind.SKILL, ClaimKind.MILESTONE}:
        return ""
    named = ", ".join(filter(None, (claim.name, claim.field, claim.issuer)))
    return _one_line(f"{named}, number {claim.number}" if claim.number else named)


def _one_line(text: str) -> str:
    """As evidence is kept, cut to what it may have."""
    return " ".join(plain(text).split())[: actions.LONGEST_EVIDENCE].strip()


def _entry(milestone: Milestone, said: str) -> str:
    """The id of evidence that was taken over; it goes by the first id that the milestone had."""
    first = milestone.former_ids[0] if milestone.former_ids else milestone.id
    return uuid5(_EVIDENCE, f"{first}:{said}").hex
