"""What lists have in common, as CSV or as tasks: their words, and claims with all that they tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from mltrack.core.actions import LONGEST_EVIDENCE, LONGEST_REASON
from mltrack.core.claims import Claim
from mltrack.core.documents import Document
from mltrack.core.history import Status
from mltrack.core.text import plain
from mltrack.exchange.remarks import Remarks

MOST_EVIDENCE: Final = 50
"""Pieces of evidence on one thing that are read."""

MAX_CLAIMS: Final = 20_000
"""Things that one list may tell."""

OPEN_ONLY: Final = "left out: nothing is told but that it is open"

STATUSES: Final[dict[str, Status | None]] = {
    **dict.fromkeys(("open", "todo", "to do", "to-do", "planned", "not started", "not done", "no", "n"), None),
    **dict.fromkeys(("false", "0", "next", "later", "backlog", "wish list", "wishlist"), None),
    **dict.fromkeys(("started", "in progress", "in-progress", "doing", "under way", "ongoing"), Status.STARTED),
    **dict.fromkeys(("learning", "studying", "wip", "begun"), Status.STARTED),
    **dict.fromkeys(("done", "completed", "complete", "finished", "passed", "held", "earned"), Status.DONE),
    **dict.fromkeys(("yes", "y", "true", "x", "1", "✓", "✔", "lapsed", "expired"), Status.DONE),
    "waived": Status.WAIVED,
}
"""What lists call it, in small letters."""


def all_of(document: Document, claims: Iterable[Claim], remarks: Remarks) -> Sequence[Claim]:
    """All of the claims; raises ImportFault where there is none, saying why, and where there are too many."""
    found = tuple(islice(claims, MAX_CLAIMS + 1))
    if len(found) > MAX_CLAIMS:
        raise document.fault(f"it tells more than {MAX_CLAIMS:,} things.")
    if not found:
        raise document.fault(" ".join(["nothing in it can be taken over.", *remarks.all()[:2]]))
    return found


def told(claim: Claim, evidence: Sequence[str]) -> Iterator[Claim]:
    """The claim with its evidence, each further piece as a claim of its own; none where it is only said to be open.

    A waiver without a reason is not taken for one, as a reason belongs to it.
    """
    if claim.status is Status.WAIVED:
        claim = _waived(claim)
    pieces = [piece[:LONGEST_EVIDENCE] for piece in evidence[:MOST_EVIDENCE]]
    if len(evidence) > MOST_EVIDENCE:
        claim = _remarked(claim, f"only {MOST_EVIDENCE} pieces of its evidence were read")
    first, *others = pieces or [claim.link]
    if claim.status or claim.due or claim.note or claim.remark or first:
        yield replace(claim, link=first)
    for piece in others:
        yield Claim(claim.kind, claim.name, claim.place, None, id=claim.id, link=piece)


def pieces_in(text: str) -> Sequence[str]:
    """Pieces of evidence, one a line."""
    return [piece for line in text.split("\n") if (piece := " ".join(plain(line).split()))]


def _waived(claim: Claim) -> Claim:
    if not claim.reason:
        return _remarked(replace(claim, status=None), "it is waived without a reason, so the waiver was left out")
    if len(claim.reason) > LONGEST_REASON:
        cut = replace(claim, reason=claim.reason[:LONGEST_REASON].strip())
        return _remarked(cut, f"only the first {LONGEST_REASON} characters of its reason were read")
    return claim


def _remarked(claim: Claim, remark: str) -> Claim:
    return replace(claim, remark="; ".join(filter(None, (claim.remark, remark))))
