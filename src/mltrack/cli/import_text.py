"""What a document would have recorded, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mltrack.cli.import_choice import ranges, to_confirm_of
from mltrack.cli.text import WIDTH, cells, fitted, wrapped
from mltrack.core.journal import counts_words as changes_words
from mltrack.core.moved_words import moved
from mltrack.core.outcomes import Fate
from mltrack.core.proposal_words import (
    HEADINGS,
    added_words,
    claim_words,
    counts_words,
    levels_words,
    recorded_words,
    totals_words,
    why_in_short,
)
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted
from mltrack.importing import Import, Listed

_CLAIM = 34
"""Cells for what the document says."""
_ANEW = (Fate.CERTAIN, Fate.ASK)
_RECORDABLE = (*_ANEW, Fate.SAID)


def proposal_lines(snapshot: Snapshot, found: Import, listed: Sequence[Listed], *, whole: bool) -> Iterator[str]:
    """Every proposal with its number, by what becomes of it; what cannot be recorded in short, unless `whole`."""
    yield from wrapped(f"{found.format}, {found.name}. {totals_words([one.fate for one in listed])}.")
    if levels := levels_words([one.proposal for one in listed if one.fate in _ANEW]):
        yield from wrapped(f"{levels}; --level sets another.")
    for fate in Fate:
        group = [one for one in listed if one.fate is fate]
        if group:
            yield ""
            yield from _group(snapshot, fate, group, whole=whole)
    if found.told:
        yield ""
        for remark in found.told:
            yield from wrapped(remark, "  - ")


def _group(snapshot: Snapshot, fate: Fate, group: Sequence[Listed], *, whole: bool) -> Iterator[str]:
    heading = f"{HEADINGS[fate]} ({len(group)})"
    if fate in _RECORDABLE or whole:
        yield heading
        for one in group:
            yield from _row(snapshot, one, with_why=whole or fate is not Fate.SAID)
    else:
        names = dict.fromkeys(_name(snapshot, one) for one in group)
        yield from wrapped(f"{heading}: {'; '.join(names)}", rest="  ")


def _name(snapshot: Snapshot, one: Listed) -> str:
    """What is known already by its title, what the catalog lacks as the document calls it."""
    match = one.proposal.match
    return snapshot.catalog.milestone_title(match.milestone) if match else claim_words(one.proposal.claim)


def _row(snapshot: Snapshot, one: Listed, *, with_why: bool) -> Iterator[str]:
    """What it says, what would be recorded, and below it why."""
    first, rest = f"{one.number:4d}  ", " " * 6
    said = claim_words(one.proposal.claim)
    recorded = _recorded(snapshot, one)
    if one.fate is Fate.UNMATCHED:
        yield from wrapped(said, first, rest)
    elif cells(said) <= _CLAIM and cells(recorded) <= WIDTH - _CLAIM - 10:
        yield f"{first}{fitted(said, _CLAIM)} -> {recorded}"
    else:
        yield from wrapped(said, first, rest)
        yield from wrapped(recorded, f"{rest}-> ", f"{rest}   ")
    if with_why and (why := why_in_short(one.proposal)):
        yield from wrapped(why, f"{rest}   ")


def _recorded(snapshot: Snapshot, one: Listed) -> str:
    added = added_words(one.outcome)
    return (
        f"{_name(snapshot, one)}: {added}" if added else recorded_words(snapshot.catalog, one.proposal, snapshot.today)
    )


def nothing_new(found: Import, listed: Sequence[Listed]) -> list[str]:
    """That a document says nothing that could be recorded."""
    fates = [one.fate for one in listed]
    if Fate.KNOWN in fates or Fate.SAID in fates:
        remarks = f", {counted(len(found.remarks), 'remark')}" if found.remarks else ""
        return wrapped(f"Nothing new in it: {counts_words(fates)}{remarks} (--all).")
    return wrapped(f"Nothing of it is in the catalog: {'; '.join(claim_words(one.proposal.claim) for one in listed)}.")


def accepted_lines(before: Snapshot, after: Snapshot) -> list[str]:
    """What was recorded, and what that moved."""
    if before.progress.history == after.progress.history:
        return ["Nothing to record: all of it is told already."]
    told = changes_words(after.progress.newest.changes)
    return wrapped(f"Recorded: {told}. {moved(before, after)} mltrack undo takes all of it back.")


def left_lines(listed: Sequence[Listed]) -> list[str]:
    """How to take what is still to confirm; none where nothing is."""
    numbers = to_confirm_of(listed)
    if not numbers:
        return []
    those = "the one" if len(numbers) == 1 else f"the {len(numbers)}"
    return wrapped(f"To record {those} to confirm too: --take {ranges(numbers)}")


def ways_lines(listed: Sequence[Listed]) -> list[str]:
    """That nothing was recorded, and how it would be."""
    certain, asked = sum(one.fate is Fate.CERTAIN for one in listed), to_confirm_of(listed)
    sure = "the one that is certain" if certain == 1 else f"the {certain} certain ones"
    ways = [f"--yes for {sure}"] if certain else []
    ways += [f"--take {ranges(asked)} for {'the one' if len(asked) == 1 else 'those'} to confirm"] if asked else []
    ways += ["--take all"] if certain and asked else []
    return wrapped(f"Nothing was recorded. To record: {', '.join(ways[:-1])}{' or ' if ways[:-1] else ''}{ways[-1]}.")
