"""Documents of other programs, from where they lie to what would be recorded of them.

Nothing is recorded here: `Verbs.accept` does, once its person has agreed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mltrack.core.documents import Document
from mltrack.core.outcomes import Fate, Outcome, fates, outcomes
from mltrack.core.progress import Progress
from mltrack.core.proposal_words import lacks_words
from mltrack.core.proposals import Proposal, proposed
from mltrack.core.records import dataclass
from mltrack.core.requirements import BARE_LEVEL, Level
from mltrack.core.snapshot import Snapshot

_BEGINNING = 300
"""Bytes within which a progress file says what it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A proposal in a list."""

    number: int
    """What it is called there, from 1."""
    proposal: Proposal
    outcome: Outcome

    @property
    def fate(self) -> Fate:
        """What becomes of it by what is told now."""
        return self.outcome.fate


@dataclass(frozen=True, slots=True, eq=False)
class Import:
    """What a document would have recorded."""

    name: str
    """What the person calls the document."""
    format: str
    """What it is, such as "LinkedIn data export"."""
    proposals: tuple[Proposal, ...]
    remarks: tuple[str, ...]
    """What was left out of it, and why."""

    @property
    def told(self) -> tuple[str, ...]:
        """The remarks, and what to do about what the catalog lacks."""
        return (*self.remarks, *lacks_words(self.proposals))

    def listed(self, snapshot: Snapshot) -> tuple[Listed, ...]:
        """The proposals with the numbers that they are taken by, in the order of these.

        They are numbered as they are listed where nothing is told yet, by their fate and then as they stand in the
        document. So a number means the same before and after a part of the document was recorded.
        """
        first = fates(Snapshot(snapshot.catalog, Progress(), snapshot.today), self.proposals)
        order = {fate: place for place, fate in enumerate(Fate)}
        numbered = sorted(range(len(first)), key=lambda place: order[first[place]])
        told = outcomes(snapshot, self.proposals)
        return tuple(Listed(number, self.proposals[one], told[one]) for number, one in enumerate(numbered, start=1))


def document_at(path: Path) -> Document:
    """What lies at `path`, in which ~ stands for nothing; raises ImportFault."""
    from mltrack.store.foreign_files import open_document

    return open_document(path)


def format_names() -> Sequence[str]:
    """What can be read, as it is named on the command line."""
    from mltrack.exchange.reading import FORMATS

    return tuple(FORMATS)


def document_of(raw: bytes, name: str) -> Document:
    """Bytes as a document called `name`; raises ImportFault."""
    from mltrack.store.foreign_files import document_of as document

    return document(raw, name)


def is_own_export(document: Document) -> bool:
    """True for an export of all of somebody's progress, which `Upkeep.merge` takes in whole."""
    from mltrack.store.portable import is_export

    return not document.is_folder and is_export(document.only)


def proposals_of(snapshot: Snapshot, document: Document, format_name: str = "", bare: Level = BARE_LEVEL) -> Import:
    """What a document would have recorded, skills without a stated level at `bare`.

    Raises ImportFault where it cannot be read or says nothing, InvalidInput for a format that there is not.
    """
    from mltrack.exchange.reading import read
    from mltrack.store.portable import is_progress

    if not format_name and not document.is_folder and is_progress(document.only[:_BEGINNING]):
        raise document.fault("this is progress of mltrack, or a backup of it: mltrack merge takes it over.")
    reading = read(document, format_name)
    if not reading.claims:
        why = " ".join(("it holds no degree, certificate, skill, position or project.", *reading.remarks[:2]))
        raise document.fault(why)
    proposals = proposed(snapshot, reading.claims, bare=bare)
    return Import(document.name, reading.format, proposals, reading.remarks)
