"""What becomes of each proposal of a document, by what is told now and what the other ones say."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from mltrack.core.proposals import Proposal
from mltrack.core.recording import News, Telling, in_order
from mltrack.core.records import dataclass
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
    told, said = Telling(snapshot.progress), Telling(snapshot.progress)
    whole = {one.match.milestone for one in proposals if one.match and one.holds_whole}
    found: dict[int, Outcome] = {}
    for place in in_order(proposals):
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
