"""What a person gives to be read: a file, or the files of a folder or an archive, as bytes with names.

Who opens it (`store.foreign_files`) hands it over whole; readers see no path and open nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from mltrack.core.claims import Claim
from mltrack.core.records import dataclass
from mltrack.errors import ImportFault

MAX_TEXT = 5_000
"""Characters of one value of a document that are looked at."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: a single file, or several that belong together."""

    name: str
    """What the person calls it: its path, or "The input"; safe to show."""
    files: Mapping[str, bytes] = field(repr=False)
    """Name within it to content: of a single file one, under its last name."""
    is_folder: bool = False
    """True for a folder or an archive."""
    passed_over: tuple[str, ...] = ()
    """Names of files within it that are too large to be what anybody takes in, and were not opened."""

    def fault(self, sentence: str, place: str = "") -> ImportFault:
        """The error that says what is wrong with it: one sentence with its name and, where known, the place in it."""
        at = f"{self.name}, {place}" if place else self.name
        return ImportFault(f"{at}: {sentence}")

    @property
    def only(self) -> bytes:
        """The content of a single file."""
        (content,) = self.files.values()
        return content


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a document."""

    format: str
    """What it is, such as "LinkedIn data export"."""
    claims: tuple[Claim, ...]
    """What it says, in its order."""
    remarks: tuple[str, ...] = ()
    """Sentences on what was left out, and why."""
