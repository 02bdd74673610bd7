"""Claims as proposals: which milestone each may be, what would be recorded, and what is held of it already.

Nothing is recorded before its person has agreed; recording the same again changes nothing, and what
is held is never lowered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from mltrack.core import actions
from mltrack.core.catalog import Catalog
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.entries import Kind, Milestone
from mltrack.core.history import (
    Change,
    DueChange,
    Evidence,
    EvidenceChange,
    Mark,
    MarkChange,
    NoteChange,
    Status,
)
from mltrack.core.matching import Confidence, Match, Matcher
from mltrack.core.progress import Progress
from mltrack.core.readiness import expires_on
from mltrack.core.records import dataclass
from mltrack.core.requirements import BARE_LEVEL, Level
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import plain

_EVIDENCE: Final = UUID("c2dad5d5-4f33-51ef-b42e-d544a3034d2c")
"""The name space of the ids of evidence that was taken over; it must never change."""


class Fate(Enum):
    """What becomes of a proposal."""

    CERTAIN = "certain"
    """It may be recorded without asking about it."""
    ASK = "to confirm"
    """It is recorded if its person says so."""
    SAID = "said twice"
    """Another proposal of the same document records as much of the same milestone."""
    KNOWN = "known already"
    """All of it is told already."""
    UNMATCHED = "no match"
    """The catalog has nothing near enough: nothing is recorded."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a claim would record, if its person agrees."""

    claim: Claim
    matches: tuple[Match, ...]
    """The milestones that it may be, best first; empty where none is near."""
    status: Status | None
    level: Level | None = None
    """Of a skill: the level it would be recorded at."""
    level_is_stated: bool = True
    """False where the document states no level and one is assumed."""
    since: date | None = None
    on: date | None = None
    """The day it was completed; None where the document states none."""
    expires: date | None = None
    due: date | None = None
    remarks: tuple[str, ...] = ()
    """What its person should know, each a few words."""

    @property
    def match(self) -> Match | None:
        """The milestone that it is taken for."""
        return self.matches[0] if self.matches else None

    @property
    def is_certain(self) -> bool:
        """True for what may be recorded without asking about it."""
        sure = self.match is not None and self.match.confidence is Confidence.CERTAIN
        is_doubtful = self.claim.is_mention or (self.claim.is_level_unclear and self.level is not None)
        return sure and not is_doubtful

    @property
    def holds_whole(self) -> bool:
        """True where it is likely all of something that is done, and not a course of it or all its courses together."""
        if self.match is None or self.status is not Status.DONE:
            return False
        return not (self.match.is_part or self.match.part or self.match.confidence is Confidence.POSSIBLE)

    def at_level(self, level: Level) -> Proposal:
        """The same at a level that its person has chosen."""
        return replace(self, level=level, level_is_stated=True)


def proposed(
    snapshot: Snapshot, claims: Iterable[Claim], matcher: Matcher | None = None, bare: Level = BARE_LEVEL
) -> tuple[Proposal, ...]:
    """A proposal for each claim, in their order. A skill without a stated level is taken at `bare`."""
    found = matcher or Matcher(snapshot.catalog, snapshot.today)
    every = tuple(claims)
    return tuple(
        _proposal(snapshot, claim, matches, bare) for claim, matches in zip(every, found.of_all(every), strict=True)
    )


def _proposal(snapshot: Snapshot, claim: Claim, matches: Sequence[Match], bare: Level) -> Proposal:
    milestone = snapshot.catalog.milestones[matches[0].milestone] if matches else None
    status, on, due = claim.status, claim.on.first if claim.on else None, claim.due.last if claim.due else None
    remarks = [claim.remark] if claim.remark else []
    part_of = bool(matches) and matches[0].is_part
    if part_of and status is Status.DONE:
        status, on = Status.STARTED, None
    elif matches and matches[0].months and not part_of and claim.status is Status.STARTED:
        # Who still works where the experience was gathered has it.
        status, on = Status.DONE, None
    if status is Status.DONE and claim.on and on and on > snapshot.today:
        status, on, due = Status.STARTED, None, due or claim.on.last
        remarks.append("its day is still to come")
    elif claim.status is not Status.DONE:  # the last day of a part that is over is no day to be done by
        due = due or (claim.on.last if claim.on and claim.on.last >= snapshot.today else None)
        on = None
    is_skill = milestone is not None and milestone.kind is Kind.SKILL and status is Status.DONE
    since = claim.since.first if claim.since and claim.since.first <= snapshot.today else None
    return Proposal(
        claim,
        tuple(matches),
        status,
        level=_level(claim, matches[0].most, bare) if is_skill else None,
        level_is_stated=claim.level is not None or not is_skill,
        since=min(since, on) if since and on else since,
        on=on,
        expires=claim.until.last if claim.until and status is Status.DONE else None,
        due=due if due and due >= snapshot.today else None,
        remarks=tuple(remarks),
    )


def _level(claim: Claim, most: Level | None, bare: Level) -> Level:
    """Of a skill that is done; who states a level in words that are not understood may mean the lowest."""
    level = claim.level or (Level.FAMILIAR if claim.is_level_unclear else bare)
    return min(level, most) if most else level


def proposal_for(snapshot: Snapshot, claim: Claim, matches: Sequence[Match], bare: Level = BARE_LEVEL) -> Proposal:
    """What a claim would record, taken for the first of `matches`."""
    return _proposal(snapshot, claim, matches, bare)


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a proposal, and what it tells that was not told."""

    fate: Fate
    news: News
    """Beside what is told already and what the other proposals say."""
    alone: News
    """Beside what is told already."""


def outcomes(snapshot: Snapshot, proposals: Sequence[Proposal]) -> tuple[Outcome, ...]:
    """What becomes of each proposal, by what is told now and what the other ones say."""
    catalog, today = snapshot.catalog, snapshot.today
    told, said = _State(snapshot.progress), _State(snapshot.progress)
    whole = {one.match.milestone for one in proposals if one.match and one.holds_whole}
    found: dict[int, Outcome] = {}
    for place in _in_order(proposals):
        one = proposals[place]
        if one.match is None:
            found[place] = Outcome(Fate.UNMATCHED, News(), News())
            continue
        milestone = catalog.milestones[one.match.milestone]
        alone, news = told.news(milestone, one, today), said.news(milestone, one, today)
        if alone.is_none:
            fate = Fate.KNOWN
        elif news.is_none or (one.match.part and one.match.is_part and milestone.id in whole):
            fate = Fate.SAID
        else:
            said.take(milestone.id, news)
            fate = Fate.CERTAIN if one.is_certain else Fate.ASK
        found[place] = Outcome(fate, news, alone)
    return tuple(found[place] for place in range(len(proposals)))


def fates(snapshot: Snapshot, proposals: Sequence[Proposal]) -> tuple[Fate, ...]:
    """What becomes of each proposal, in a word."""
    return tuple(one.fate for one in outcomes(snapshot, proposals))


def lapsed_on(catalog: Catalog, proposal: Proposal, today: date) -> date | None:
    """The last day on which what was done counted, where that is over; None for all else."""
    if proposal.match is None or proposal.status is not Status.DONE:
        return None
    mark = Mark(Status.DONE, done_on=proposal.on or today, expires_on=proposal.expires)
    last = expires_on(catalog.milestones.get(proposal.match.milestone), mark)
    return last if last is not None and last < today else None


def _in_order(proposals: Sequence[Proposal]) -> Sequence[int]:
    """Their places: the certain ones first, and what states a day before what would be of today without one."""
    return sorted(range(len(proposals)), key=lambda one: (not proposals[one].is_certain, proposals[one].on is None))


def recorded(catalog: Catalog, progress: Progress, today: date, proposals: Sequence[Proposal]) -> Sequence[Change]:
    """The changes that record what was agreed to, each milestone's mark once.

    Evidence has an id that follows from what it says: on two machines that take over the same file it is the same
    piece. Raises InvalidInput for a day in the future, and for a waiver without a reason.
    """
    state = _State(progress)
    others: list[Change] = []
    for one in map(proposals.__getitem__, _in_order(proposals)):
        if one.match is not None:
            milestone = catalog.milestones[one.match.milestone]
            news = state.news(milestone, one, today)
            state.take(milestone.id, news)
            others += _described(progress, milestone, one, news, today)
    return [*state.marked(), *others]


class _State:
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
