"""What a document would have recorded, as JSON."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from mltrack.core.proposal_words import why_words
from mltrack.core.proposals import Fate, Proposal, evidence_of
from mltrack.core.snapshot import Snapshot
from mltrack.importing import Import

_View: TypeAlias = dict[str, object]


def import_view(snapshot: Snapshot, found: Import, taken: list[int]) -> _View:
    """The proposals of a document with the numbers that they are taken by; `taken` are those recorded just now."""
    numbered = zip(range(1, len(found.proposals) + 1), found.proposals, found.fates(snapshot), strict=True)
    return {
        "document": found.name,
        "format": found.format,
        "proposals": [_proposal(number, one, fate) for number, one, fate in numbered],
        "recorded": taken,
        "remarks": list(found.remarks),
    }


def _proposal(number: int, proposal: Proposal, fate: Fate) -> _View:
    claim = proposal.claim
    return {
        "number": number,
        "fate": fate.value,
        "claim": {
            "kind": claim.kind.value,
            "name": claim.name,
            "field": claim.field,
            "issuer": claim.issuer,
            "place": claim.place,
            "link": claim.link,
        },
        "milestone": proposal.match.milestone if proposal.match else None,
        "confidence": proposal.match.confidence.value if proposal.match else None,
        "why": why_words(proposal),
        "status": proposal.status.value if proposal.status else "open",
        "level": proposal.level.value if proposal.level else None,
        "level_stated": proposal.level_is_stated,
        "since": _day(proposal.since),
        "on": _day(proposal.on),
        "expires": _day(proposal.expires),
        "due": _day(proposal.due),
        "evidence": evidence_of(claim),
        "note": claim.note,
        "reason": claim.reason,
        "others": [match.milestone for match in proposal.matches[1:]],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
