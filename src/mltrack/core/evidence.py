"""Evidence as it is listed: with numbers, and which of it is a link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mltrack.core.history import Evidence
from mltrack.core.links import Link, link_in
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Attached:
    """One piece of evidence."""

    entry: str
    """Its id."""
    number: int
    """From 1 for the oldest piece of its milestone: by day, then in the order of being told."""
    evidence: Evidence

    @property
    def link(self) -> Link | None:
        """The link that it is; None where it is words."""
        return link_in(self.evidence.text)


def evidence_list(progress: Progress, milestone_id: str | None = None) -> Sequence[Attached]:
    """The evidence on one milestone or on all, newest first."""
    seen: Counter[str] = Counter()
    found: list[Attached] = []
    for entry, piece in sorted(progress.evidence.items(), key=lambda attached: attached[1].on):
        seen[piece.milestone] += 1
        if milestone_id in {None, piece.milestone}:
            found.append(Attached(entry, seen[piece.milestone], piece))
    return found[::-1]
