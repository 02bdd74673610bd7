"""Proposals in words that both faces say: what would be recorded, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mltrack.core.catalog import Catalog
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.history import Status
from mltrack.core.journal import at_level, listed
from mltrack.core.outcomes import Fate, Outcome
from mltrack.core.proposals import Proposal, lapsed_on
from mltrack.core.recording import News
from mltrack.core.requirements import Level

HEADINGS = {
    Fate.CERTAIN: "Certain",
    Fate.ASK: "To confirm",
    Fate.SAID: "Said twice in it",
    Fate.KNOWN: "Known already",
    Fate.UNMATCHED: "Not in the catalog, not recorded",
}
"""What stands over the proposals of each fate."""
_SAYS_NOTHING = frozenset({"the same name", "another name for it"})
"""Reasons that everybody sees who sees both names."""

OWN_MILESTONES = "What is not in the catalog you can add as one of your own: mltrack catalog new milestone."


def lacks_words(proposals: Iterable[Proposal]) -> tuple[str, ...]:
    """What to do about what the catalog lacks: a sentence where it lacks a certificate, course or skill."""
    lacked = {one.claim.kind for one in proposals if one.match is None}
    kinds = {ClaimKind.CERTIFICATION, ClaimKind.COURSE, ClaimKind.SKILL, ClaimKind.MILESTONE}
    return (OWN_MILESTONES,) if lacked & kinds else ()


def claim_words(claim: Claim) -> str:
    """What the document says, in its own words."""
    parts = [claim.name, claim.field if claim.field and claim.field not in claim.name else "", claim.issuer]
    return ", ".join(filter(None, parts))


def recorded_words(catalog: Catalog, proposal: Proposal, today: date) -> str:
    """What would be recorded, such as "Python (working)" or "SnowPro Core, 2024-05-01, until 2026-05-01"."""
    if proposal.match is None:
        return ""
    title = at_level(catalog.milestone_title(proposal.match.milestone), proposal.level)
    parts = [title]
    if proposal.status is Status.STARTED:
        parts.append(f"started{f' {proposal.since}' if proposal.since else ''}")
    elif proposal.status is Status.WAIVED:
        parts.append(f"waived ({proposal.claim.reason})")
    elif proposal.on:
        stated = proposal.claim.on
        parts.append(f"{proposal.on}{f' (only {stated} stated)' if stated and not stated.is_exact else ''}")
    if lapsed := lapsed_on(catalog, proposal, today):
        parts.append(f"lapsed {lapsed}")
    elif proposal.expires:
        parts.append(f"until {proposal.expires}")
    if proposal.due:
        parts.append(f"due {proposal.due}")
    return ", ".join(parts)


def added_words(outcome: Outcome) -> str:
    """What it adds to a milestone that stands as it says, such as "adds evidence"; empty where it changes how it does.

    Where another entry of the same document says how it stands, that is said too.
    """
    if outcome.fate not in {Fate.CERTAIN, Fate.ASK} or outcome.news.mark:
        return ""
    words = f"adds {listed(_added(outcome.news))}"
    return f"said twice, {words}" if outcome.alone.mark else words


def _added(news: News) -> Sequence[str]:
    told = {"evidence": news.evidence, "a note": news.note, "a due day": news.due}
    return [words for words, value in told.items() if value]


def why_words(proposal: Proposal) -> str:
    """Why it is taken for that milestone, and what its person should know."""
    if proposal.match is None:
        return proposal.claim.remark
    return "; ".join(
        filter(None, (proposal.match.why, *proposal.remarks, _day_words(proposal), _level_words(proposal)))
    )


def why_in_short(proposal: Proposal) -> str:
    """The same for a list that shows both names and the days, and tells once of all that state no level."""
    if proposal.match is None:
        return proposal.claim.remark
    why = "" if proposal.match.why in _SAYS_NOTHING else proposal.match.why
    level = _level_words(proposal) if proposal.claim.is_level_unclear else ""
    return "; ".join(filter(None, (why, *proposal.remarks, level)))


def _level_words(proposal: Proposal) -> str:
    if proposal.level_is_stated or not proposal.level:
        return ""
    stated = "" if proposal.claim.is_level_unclear else "no level stated, "
    return f"{stated}taken as {proposal.level.value}"


def _day_words(proposal: Proposal) -> str:
    on = proposal.claim.on
    if on is None or proposal.on is None or on.is_exact:
        return ""
    return f"only {on} is stated, so {proposal.on} is recorded"


def levels_words(proposals: Sequence[Proposal]) -> str:
    """How many of them state no level, and what they count as; empty where all do."""
    bare = [one for one in proposals if not (one.level_is_stated or one.claim.is_level_unclear)]
    levels = [one.level for one in bare if one.level]
    if not levels:
        return ""
    does, count = ("states", "counts") if len(levels) == 1 else ("state", "count")
    return f"{len(levels):,} of these {does} no level and {count} as {_named(levels)}"


def _named(levels: Sequence[Level]) -> str:
    return listed([one.value for one in dict.fromkeys(levels)])


def totals_words(found: Sequence[Fate]) -> str:
    """How many there are and of each fate, such as "23 entries: 12 certain, 3 to confirm, 8 not in the catalog"."""
    return f"{'1 entry' if len(found) == 1 else f'{len(found):,} entries'}: {counts_words(found)}"


def counts_words(found: Sequence[Fate]) -> str:
    """How many of each fate, such as "12 certain, 3 to confirm"."""
    names = {
        Fate.CERTAIN: "certain",
        Fate.ASK: "to confirm",
        Fate.SAID: "said twice",
        Fate.KNOWN: "known already",
        Fate.UNMATCHED: "not in the catalog",
    }
    return ", ".join(f"{number:,} {name}" for fate, name in names.items() if (number := found.count(fate)))
