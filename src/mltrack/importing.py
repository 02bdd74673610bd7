"""Documents of other programs, from where they lie to what would be recorded of them.

Nothing is recorded here: `Verbs.accept` does, once its person has agreed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mltrack.core.documents import Document
from mltrack.core.proposals import Fate, Proposal, fates, proposed
from mltrack.core.requirements import BARE_LEVEL, Level
from mltrack.core.snapshot import Snapshot

_BEGINNING = 300
"""Bytes within which a progress file says what it is."""


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

    def fates(self, snapshot: Snapshot) -> tuple[Fate, ...]:
        """What becomes of each proposal by what is told now."""
        return fates(snapshot, self.proposals)


def document_at(path: Path) -> Document:
    """What lies at `path`; raises ImportFault."""
    from mltrack.store.foreign_files import open_document

    return open_document(path.expanduser())


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
    return Import(document.name, reading.format, proposed(snapshot, reading.claims, bare=bare), reading.remarks)
