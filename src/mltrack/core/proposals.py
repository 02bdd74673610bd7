"""Claims as proposals: which milestone each may be, and what would be recorded if its person agrees.

`core.recording` records what was agreed to, `core.outcomes` says what becomes of each proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from mltrack.core.catalog import Catalog
from mltrack.core.claims import Claim
from mltrack.core.entries import Kind
from mltrack.core.history import (
    Mark,
    Status,
)
from mltrack.core.matching import Confidence, Match, Matcher
from mltrack.core.readiness import expires_on
from mltrack.core.records import dataclass
from mltrack.core.requirements import BARE_LEVEL, Level
from mltrack.core.snapshot import Snapshot


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
        proposal_for(snapshot, claim, matches, bare) for claim, matches in zip(every, found.of_all(every), strict=True)
    )


def proposal_for(snapshot: Snapshot, claim: Claim, matches: Sequence[Match], bare: Level = BARE_LEVEL) -> Proposal:
    """What a claim would record, taken for the first of `matches`."""
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


def lapsed_on(catalog: Catalog, proposal: Proposal, today: date) -> date | None:
    """The last day on which what was done counted, where that is over; None for all else."""
    if proposal.match is None or proposal.status is not Status.DONE:
        return None
    mark = Mark(Status.DONE, done_on=proposal.on or today, expires_on=proposal.expires)
    last = expires_on(catalog.milestones.get(proposal.match.milestone), mark)
    return last if last is not None and last < today else None
