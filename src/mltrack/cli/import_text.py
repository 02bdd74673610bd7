"""What a document would have recorded, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mltrack.cli.text import WIDTH, cells, fitted, wrapped
from mltrack.core.moved_words import moved
from mltrack.core.proposal_words import HEADINGS, claim_words, recorded_words, totals_words, why_words
from mltrack.core.proposals import Fate, Proposal
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted
from mltrack.importing import Import

_CLAIM = 34
"""Cells for what the document says."""


def proposal_lines(snapshot: Snapshot, found: Import) -> Iterator[str]:
    """Every proposal with its number, by what becomes of it."""
    told = found.fates(snapshot)
    yield from wrapped(f"{found.format}, {found.name}. {totals_words(told)}.")
    numbered = list(zip(range(1, len(told) + 1), found.proposals, told, strict=True))
    for fate in Fate:
        rows = [(number, proposal) for number, proposal, its in numbered if its is fate]
        if rows:
            yield ""
            yield f"{HEADINGS[fate]} ({len(rows)})"
            for number, proposal in rows:
                yield from _row(snapshot, number, proposal, fate)
    if found.remarks:
        yield ""
        for remark in found.remarks:
            yield from wrapped(remark, "  - ")


def _row(snapshot: Snapshot, number: int, proposal: Proposal, fate: Fate) -> Iterator[str]:
    """What it says, what would be recorded, and below it why."""
    first, rest = f"{number:4d}  ", " " * 6
    said, recorded = claim_words(proposal.claim), recorded_words(snapshot.catalog, proposal)
    if fate is Fate.UNMATCHED:
        yield from wrapped(said, first, rest)
    elif cells(said) <= _CLAIM and cells(recorded) <= WIDTH - _CLAIM - 10:
        yield f"{first}{fitted(said, _CLAIM)} -> {recorded}"
    else:
        yield from wrapped(said, first, rest)
        yield from wrapped(recorded, f"{rest}-> ", f"{rest}   ")
    if why := why_words(proposal):
        yield from wrapped(why, f"{rest}   ")


def accepted_lines(before: Snapshot, after: Snapshot, taken: Sequence[Proposal]) -> list[str]:
    """What was recorded, and what that moved."""
    if before.progress.history == after.progress.history:
        return ["Nothing to record: all of it is told already."]
    words = f"Recorded {counted(len(taken), 'proposal')}. {moved(before, after)} mltrack undo takes all of it back."
    return wrapped(words)
