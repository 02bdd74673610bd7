"""Which milestone of a catalog a claim is about, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum

from mltrack.core.catalog import Catalog
from mltrack.core.claims import Claim
from mltrack.core.records import dataclass
from mltrack.errors import UnknownId


class Confidence(Enum):
    """How sure it is that a claim is about a milestone."""

    CERTAIN = "certain"
    """Its id, its code, its name or another name of it, and nothing speaks against it: it may be recorded unasked."""
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Match:
    """A milestone that a claim may be about."""

    milestone: str
    """Its id."""
    confidence: Confidence
    why: str
    """In a few words, such as "its code, DP-100" or "a similar name, 87% alike"."""
    is_part: bool = False
    """True where the claim is about a part of it only, as one course of a certificate of five."""


class Matcher:
    """The names of a catalog, ready to be looked up. `today` is the day that running things are measured by."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self._catalog, self._today = catalog, today

    def matches(self, claim: Claim) -> Sequence[Match]:
        """The milestones that it may be about, best first; none where none is near enough to ask about."""
        try:
            found = self._catalog.milestone(claim.id or claim.code or claim.name)
        except UnknownId:
            return ()
        return (Match(found.id, Confidence.CERTAIN, "the same name"),)
