"""What can go wrong, as one tree that every room shares.

::

    MltrackError                 one clear sentence for a person, never a traceback
    ├── CatalogError             catalog files that cannot be used; carries every Fault
    ├── UnknownId                a role or milestone that the catalog does not have
    │   ├── RemovedId            one that it had
    │   └── LeftOutId            one of a person's own files, left out for a fault
    ├── InvalidInput             a date, level, reason or title that cannot be used
    ├── NothingToUndo            no action left to undo or to redo
    ├── CopyUnusable             a backup, export or copy that cannot be used
    ├── ImportFault              another program's file that cannot be read
    └── StoreError               the progress file could not be read or written
        ├── StoreBusy            another process holds the lock for too long
        ├── StoreUncertain       saved, but a power cut might still undo it
        ├── StoreDamaged         the file is not what mltrack wrote, and there is no good backup
        └── StoreTooNew          a newer mltrack wrote the file; it was left as it is

Every message is complete by itself: it names the file or the id, says what is wrong and, where
there is one, the way out. Nothing here may import another room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


def reason_of(error: OSError) -> str:
    """What the operating system says of it: "No space left on device"."""
    return error.strerror or type(error).__name__


class MltrackError(Exception):
    """The root: `str(error)` is the sentence that a person reads."""


_LONGEST: Final = 600
"""Characters of a sentence that repeats something of a file."""


def shortened(text: str) -> str:
    """A text without its middle, where it is longer than anybody reads."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST * 2 // 3]} [...] {text[-_LONGEST // 3 :]}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in one catalog file.

    `place` names the file (or, before files are known, the entry such as `role data-scientist`),
    `key` the path inside it such as `clerk: requirement 'Sums': needs.any[1]`, `sentence` what is
    wrong, `line` where in the file, counted from 1; 0 where that is not known. `entry` is what is
    left out for it, such as `role clerk`; empty where it is no entry, or not known which.
    """

    place: str
    key: str
    sentence: str
    line: int = 0
    entry: str = ""

    def __post_init__(self) -> None:
        # A value may be as long as its file; what is said of it is to be read.
        for name in ("key", "sentence", "entry"):
            object.__setattr__(self, name, shortened(getattr(self, name)))

    def __str__(self) -> str:
        return self._at(self.place)

    @property
    def brief(self) -> str:
        """The same, with the name of the file alone."""
        return self._at(self.place.replace("\\", "/").rpartition("/")[2] or self.place)

    def _at(self, place: str) -> str:
        at = f"{place}:{self.line}" if self.line else place
        return f"{at}: {self.key}: {self.sentence}" if self.key else f"{at}: {self.sentence}"


def ended(words: str) -> str:
    """Words with a full stop, unless they end a sentence already."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


LEFT_OUT_HELP = "What you told of it is kept. mltrack catalog check lists all faults."
"""What to know, and to do, where something of one's own is left out for a fault."""


def left_out_for(fault: Fault) -> str:
    """For which fault something of one's own is left out for now, and what to know and to do."""
    return f"left out for now, for a fault in {ended(fault.brief)} {LEFT_OUT_HELP}"


class CatalogError(MltrackError):
    """The catalog cannot be used; `faults` holds every fault of every file, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnknownId(MltrackError):
    """No role or milestone has this id; `suggestions` are the nearest ids, best first."""

    def __init__(self, noun: str, unknown: str, suggestions: Sequence[str] = ()) -> None:
        self.suggestions = tuple(suggestions)
        hint = f" Did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        super().__init__(f"There is no {noun} '{unknown}' in the catalog.{hint}")


class RemovedId(UnknownId):
    """The role or milestone with this id left the catalog; `why` is a sentence, the suggestions took its place."""

    def __init__(self, noun: str, removed: str, why: str, successors: Sequence[str] = ()) -> None:
        super().__init__(noun, removed, successors)
        instead = f" In its place: {', '.join(successors)}." if successors else ""
        self.args = (f"The {noun} '{removed}' is no longer in the catalog. {why}{instead}",)


class LeftOutId(UnknownId):
    """The role or milestone with this id is in a person's own files, and left out for the `fault`."""

    def __init__(self, noun: str, left_out: str, fault: Fault) -> None:
        super().__init__(noun, left_out)
        self.args = (f"The {noun} '{left_out}' is {left_out_for(fault)}",)


class InvalidInput(MltrackError):
    """Something a person typed cannot be used; the sentence says what would do."""


class NothingToUndo(MltrackError):
    """There is no earlier action to undo, or none undone to redo."""


class CopyUnusable(MltrackError):
    """A backup, an export or another copy of progress cannot be used; nothing was changed."""


class ImportFault(MltrackError):
    """A file of another program cannot be read, or says nothing of use; nothing was changed."""


class StoreError(MltrackError):
    """The progress file could not be read or written; all but StoreUncertain leave what is on disk unchanged."""

    unsaved: str = ""
    """What was to be saved, in words such as "tick Python (working)"; empty when nothing was."""


class StoreUncertain(StoreError):
    """The file holds the new state, and the disk could not be made to say that it will outlast a power cut."""


class StoreBusy(StoreError):
    """Another mltrack held the lock longer than we wait."""


class StoreDamaged(StoreError):
    """The progress file is not what mltrack wrote, and no backup can stand in. It is never deleted or overwritten."""


class StoreTooNew(StoreError):
    """The progress file has a newer schema than this version understands."""
