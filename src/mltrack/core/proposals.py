"""Claims as proposals: which milestone each may be, what would be recorded, and what is held of it already.

Nothing is recorded before its person has agreed; recording the same again changes nothing, and what
is held is never lowered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum

from mltrack.core import actions
from mltrack.core.catalog import Catalog
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.entries import Kind, Milestone
from mltrack.core.history import Change, Mark, MarkChange, Status
from mltrack.core.matching import Confidence, Match, Matcher
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass
from mltrack.core.requirements import BARE_LEVEL, Level
from mltrack.core.snapshot import Snapshot


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

    def taken_for(self, match: Match) -> Proposal:
        """The same for another milestone that it may be."""
        return replace(self, matches=(match, *(one for one in self.matches if one.milestone != match.milestone)))

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
    elif status is not Status.DONE:
        due = due or (claim.on.last if claim.on and claim.on.last >= snapshot.today else None)
        on = None
    if on and claim.on and not claim.on.is_exact:
        remarks.append(f"only {claim.on} is stated")
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


def fates(snapshot: Snapshot, proposals: Sequence[Proposal]) -> tuple[Fate, ...]:
    """What becomes of each proposal, by what is told now and what the other ones say."""
    found: list[Fate] = []
    said: dict[str, list[Proposal]] = {}
    for one in sorted(proposals, key=lambda proposal: not proposal.is_certain):
        if one.match is None:
            found.append(Fate.UNMATCHED)
        elif not recorded(snapshot.catalog, snapshot.progress, snapshot.today, [one], lambda: "new"):
            found.append(Fate.KNOWN)
        elif any(_says_as_much(other, one) for other in said.setdefault(one.match.milestone, [])):
            found.append(Fate.SAID)
        else:
            said[one.match.milestone].append(one)
            found.append(Fate.CERTAIN if one.is_certain else Fate.ASK)
    in_order = sorted(range(len(proposals)), key=lambda place: not proposals[place].is_certain)
    return tuple(fate for _, fate in sorted(zip(in_order, found, strict=True)))


_RANKS = {None: 0, Status.WAIVED: 1, Status.STARTED: 2, Status.DONE: 3}


def _says_as_much(one: Proposal, other: Proposal) -> bool:
    """True where `one` says all that `other` says of the same milestone."""
    level = not other.level or (one.level is not None and one.level >= other.level)
    days = (one.on or not other.on) and (one.expires or not other.expires)
    evidence = evidence_of(other.claim)
    return (
        _RANKS[one.status] >= _RANKS[other.status] and level and bool(days) and evidence in {"", evidence_of(one.claim)}
    )


def recorded(
    catalog: Catalog,
    progress: Progress,
    today: date,
    proposals: Iterable[Proposal],
    new_id: Callable[[], str],
) -> Sequence[Change]:
    """The changes that record what was agreed to. `new_id` gives each piece of evidence an id of its own.

    Raises InvalidInput for a day in the future, and for a waiver without a reason.
    """
    state = _State(progress)
    for one in proposals:
        if one.match is not None:
            milestone = catalog.milestones[one.match.milestone]
            state.mark(milestone, one, today)
            state.describe(milestone, one, today, new_id)
    return state.changes()


class _State:
    """What is told of milestones while proposals are recorded one after the other."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._marks: dict[str, Mark | None] = {}
        self._others: list[Change] = []
        self._said: set[tuple[str, str]] = {(one.milestone, one.text) for one in progress.evidence.values()}
        self._noted: set[str] = {one for one, text in progress.notes.items() if text}
        self._dated = set(progress.due)

    def mark(self, milestone: Milestone, proposal: Proposal, today: date) -> None:
        """How it stands; nothing that is held is lowered."""
        old = self._marks.get(milestone.id, self._progress.marks.get(milestone.id))
        self._marks[milestone.id] = _marked(milestone, old, proposal, today)

    def describe(self, milestone: Milestone, proposal: Proposal, today: date, new_id: Callable[[], str]) -> None:
        """Evidence, a note where there is none, and a day to be done by."""
        claim = proposal.claim
        said = evidence_of(claim)
        if said and (milestone.id, said) not in self._said:
            day = proposal.on if proposal.on and proposal.on <= today else today
            self._said.add((milestone.id, said))
            self._others += actions.attach(self._progress, milestone, today, said, entry=new_id(), on=day)
        if claim.note and milestone.id not in self._noted:
            self._noted.add(milestone.id)
            self._others += actions.note(self._progress, milestone.id, claim.note)
        mark = self._marks.get(milestone.id)
        if proposal.due and milestone.id not in self._dated and not actions.in_force(milestone, mark, today):
            self._dated.add(milestone.id)
            self._others += actions.due(self._progress, milestone, proposal.due, today)

    def changes(self) -> Sequence[Change]:
        """All of it, each milestone's mark once."""
        marks = self._progress.marks
        told = [MarkChange(one, marks.get(one), new) for one, new in self._marks.items() if marks.get(one) != new]
        return [*told, *self._others]


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
    """What is held, higher where a higher level is claimed, renewed where it has lapsed; else as its person told it."""
    if milestone.kind is Kind.SKILL and proposal.level and (old.level or BARE_LEVEL) < proposal.level:
        return replace(old, level=proposal.level)
    lapsed = not actions.in_force(milestone, old, today)
    if lapsed and proposal.on and old.done_on and proposal.on > old.done_on:
        return replace(old, done_on=proposal.on, expires_on=proposal.expires)
    return old


def _done(old: Mark | None, proposal: Proposal, today: date) -> Mark:
    return Mark(
        Status.DONE,
        level=proposal.level,
        started_on=proposal.since or (old.started_on if old else None),
        done_on=actions.past_day(proposal.on or today, today),
        expires_on=proposal.expires,
        reason=old.reason if old else "",
    )


def evidence_of(claim: Claim) -> str:
    """The evidence that a claim gives, in one line; empty where it gives none."""
    if claim.link:
        return claim.link[: actions.LONGEST_EVIDENCE]
    if claim.kind in {ClaimKind.SKILL, ClaimKind.MILESTONE}:
        return ""
    named = ", ".join(filter(None, (claim.name, claim.field, claim.issuer)))
    told = f"{named}, number {claim.number}" if claim.number else named
    return " ".join(told.split())[: actions.LONGEST_EVIDENCE].strip()
