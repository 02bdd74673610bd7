"""What a match is: a milestone that a claim may be about, how sure that is, and why."""

from __future__ import annotations

from enum import Enum

from mltrack.core.records import dataclass
from mltrack.core.requirements import Level


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
    part: str = ""
    """Which course of a certificate it is, in the words of the catalog."""
    most: Level | None = None
    """Of a skill: the highest level that it shows, as a course on it; None where it may be any."""
    months: int = 0
    """Of a position: how long it lasted, as far as that is stated."""


_ORDER = (Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE)
MOST = 4
"""Matches that are worth asking about."""


def best(found: list[Match]) -> tuple[Match, ...]:
    """The best of them first, each milestone once; among equals the first stays first."""
    once: dict[str, Match] = {}
    for one in sorted(found, key=lambda one: _ORDER.index(one.confidence)):
        once.setdefault(one.milestone, one)
    return tuple(once.values())[:MOST]
