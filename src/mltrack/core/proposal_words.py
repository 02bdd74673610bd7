"""Proposals in words that both faces say: what would be recorded, and why."""

from __future__ import annotations

from mltrack.core.catalog import Catalog
from mltrack.core.claims import Claim
from mltrack.core.history import Status
from mltrack.core.journal import at_level
from mltrack.core.proposals import Fate, Proposal

HEADINGS = {
    Fate.CERTAIN: "Certain",
    Fate.ASK: "To confirm",
    Fate.SAID: "Said twice in it",
    Fate.KNOWN: "Known already",
    Fate.UNMATCHED: "Not in the catalog, not recorded",
}
"""What stands over the proposals of each fate."""


def claim_words(claim: Claim) -> str:
    """What the document says, in its own words."""
    parts = [claim.name, claim.field if claim.field and claim.field not in claim.name else "", claim.issuer]
    return ", ".join(filter(None, parts))


def recorded_words(catalog: Catalog, proposal: Proposal) -> str:
    """What would be recorded, such as "Python (working)" or "SnowPro Core, 2024-05-01, until 2026-05-01"."""
    if proposal.match is None:
        return ""
    title = at_level(catalog.milestone_title(proposal.match.milestone), proposal.level)
    parts = [title]
    if proposal.status is Status.STARTED:
        parts.append(f"started{f' {proposal.since}' if proposal.since else ''}")
    elif proposal.status is Status.WAIVED:
        parts.append(f"waived ({proposal.claim.reason})")
    elif proposal.status is None:
        parts.append("open")
    elif proposal.on:
        parts.append(f"{proposal.on}")
    if proposal.expires:
        parts.append(f"until {proposal.expires}")
    if proposal.due:
        parts.append(f"due {proposal.due}")
    return ", ".join(parts)


def why_words(proposal: Proposal) -> str:
    """Why it is taken for that milestone, and what its person should know."""
    if proposal.match is None:
        return proposal.claim.remark
    said = [proposal.match.why, *proposal.remarks]
    if not proposal.level_is_stated and proposal.level:
        stated = "" if proposal.claim.is_level_unclear else "no level stated, "
        said.append(f"{stated}taken as {proposal.level.value}")
    return "; ".join(filter(None, said))


def totals_words(found: tuple[Fate, ...]) -> str:
    """How many of each fate, such as "12 certain, 3 to confirm, 8 not in the catalog"."""
    names = {
        Fate.CERTAIN: "certain",
        Fate.ASK: "to confirm",
        Fate.SAID: "said twice",
        Fate.KNOWN: "known already",
        Fate.UNMATCHED: "not in the catalog",
    }
    counts = [f"{number:,} {name}" for fate, name in names.items() if (number := found.count(fate))]
    return f"{'1 entry' if len(found) == 1 else f'{len(found):,} entries'}: {', '.join(counts)}"
