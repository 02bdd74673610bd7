"""What a document would have recorded, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from mltrack.core.proposal_words import why_words
from mltrack.core.proposals import lapsed_on
from mltrack.core.recording import News, evidence_of
from mltrack.core.snapshot import Snapshot
from mltrack.importing import Import, Listed

_View: TypeAlias = dict[str, object]


def import_view(snapshot: Snapshot, found: Import, listed: Sequence[Listed], taken: Sequence[int]) -> _View:
    """The proposals of a document with the numbers that they are taken by; `taken` are those recorded just now."""
    return {
        "document": found.name,
        "format": found.format,
        "proposals": [_proposal(snapshot, one) for one in listed],
        "recorded": list(taken),
        "remarks": list(found.told),
    }


def _proposal(snapshot: Snapshot, one: Listed) -> _View:
    proposal, claim = one.proposal, one.proposal.claim
    return {
        "number": one.number,
        "fate": one.fate.name.lower(),
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
        "status": proposal.status.value if proposal.status else None,
        "level": proposal.level.value if proposal.level else None,
        "level_stated": proposal.level_is_stated,
        "since": _day(proposal.since),
        "on": _day(proposal.on),
        "expires": _day(proposal.expires),
        "lapsed": lapsed_on(snapshot.catalog, proposal, snapshot.today) is not None,
        "due": _day(proposal.due),
        "adds": _added(one.outcome.news),
        "evidence": evidence_of(claim),
        "note": claim.note,
        "reason": claim.reason,
        "others": [match.milestone for match in proposal.matches[1:]],
    }


def _added(news: News) -> list[str]:
    """What of it is new: how the milestone stands, and what is said of it."""
    told = {"mark": news.mark, "evidence": news.evidence, "note": news.note, "due": news.due}
    return [name for name, value in told.items() if value]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
