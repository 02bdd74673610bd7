"""What a keeper of progress tells beside the progress itself: damage, copies, and how sound it all is.

Files are named by their paths as text; the core opens none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum
from typing import Protocol, TypeAlias

from mltrack.core.history import Event
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass
from mltrack.core.text import plain

Decide: TypeAlias = Callable[[Progress, str], Sequence[Event]]
"""Makes, of what is kept at that moment and the id of the device, the events that are to be saved."""


class Way(Enum):
    """How to go on when the progress file cannot be used as it is. The file is kept under another name either way."""

    BACKUP = "backup"
    """From the newest good backup."""
    AS_IT_STANDS = "as it stands"
    """From what the file says, although something other than mltrack changed it."""
    AFRESH = "afresh"
    """From nothing, where there is no good backup."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """The progress file cannot be used; what is shown comes from a backup. Nothing was written for it yet."""

    file: str
    """The progress file."""
    reason: str
    """What is wrong with it, to follow its name: "is empty"."""
    backup: str
    """The backup that is in use; empty when none stands in."""
    saved_at: datetime
    """When the state in it was saved, in UTC."""
    behind: int
    """Saves that the backup may lack at most."""
    missing: Sequence[Event] | None
    """Entries that can be read in the file and are not in use; None when it cannot be read at all."""
    whole: bool
    """True when every entry of the file can be read, so that it may be taken as it stands."""
    altered: int = 0
    """How many of its entries say something else than what is in use."""
    gone: bool = False
    """True when there is no file any more."""

    def __str__(self) -> str:
        """What is wrong and what stands in, as a sentence."""
        if not self.backup:
            return f"{self.file} {self.reason}, and no backup stands in."
        when = f"{self.saved_at:%Y-%m-%d %H:%M} UTC"
        return f"{self.file} {self.reason}; in use is the backup {self.backup}, saved {when}."

    @property
    def loss(self) -> str:
        """What is missing, as far as it can be told without reading the file, as a sentence."""
        if not self.backup:
            return "Nothing but what it says is there."
        if self.missing is not None and not self.missing and self.behind == 0:
            return "Nothing is missing."
        saves = "At most the last save is" if self.behind <= 1 else f"The last {self.behind} saves may be"
        return f"{saves} missing."


@dataclass(frozen=True, slots=True)
class Aside:
    """A progress file that could not be used was put aside by a save."""

    recovery: Recovery
    """What was wrong with it, and what is in use instead."""
    kept_as: str
    """Where it is now; empty when there was nothing left to keep."""
    as_it_stood: bool = False
    """True when what it said was taken over although something else had changed it."""

    def was_taken_over(self, progress: Progress) -> bool:
        """True when `progress` went on from the file itself: it has all that could be read in it."""
        missing = self.recovery.missing
        return (
            self.as_it_stood
            or not self.recovery.backup
            or (bool(missing) and set(missing or ()) <= set(progress.history))
        )


@dataclass(frozen=True, slots=True)
class Ahead:
    """A backup is of a later save than the progress file: an old copy was put back in its place."""

    file: str
    """The progress file."""
    backup: str
    """The path of the newest good backup."""
    missing: tuple[Event, ...]
    """Entries of the backup that the file lacks."""

    def __str__(self) -> str:
        return f"{self.file} is older than the backup {plain(self.backup)}, which holds what it lacks."


@dataclass(frozen=True, slots=True)
class Newer:
    """The progress file was written by a newer mltrack: it can be looked at, and is not written."""

    file: str
    """The progress file."""
    schema: int
    """Its schema."""
    app: str
    """The version of mltrack that wrote it."""
    unread: int
    """Entries that this version does not understand."""

    def __str__(self) -> str:
        unread = f"{self.unread} of its entries cannot be shown here, and " if self.unread else ""
        return (
            f"{self.file} was written by mltrack {self.app}, which is newer: "
            f"{unread}nothing can be saved. Update mltrack to go on."
        )


@dataclass(frozen=True, slots=True, eq=False)
class Backup:
    """An earlier state of the progress file."""

    number: int
    """The number of the save that made that state; the newest has the highest."""
    file: str
    """Its path."""
    saved_at: datetime
    """When that state was saved, in UTC."""
    size: int
    """Bytes."""
    label: str
    """Why it is kept: empty for what the calendar keeps, "kept" when asked for, or "before merge" and the like."""
    progress: Progress | None
    """What it holds; None when it cannot be used."""
    fault: str
    """Why it cannot be used; empty when it can."""
    unread: bool = False
    """True when it could not be read, so that nothing is known of what it holds."""


@dataclass(frozen=True, slots=True, eq=False)
class Copy:
    """Progress from another file: a backup, an export, or what a synchronising program left behind."""

    file: str
    """Its path, or "-" for the standard input."""
    progress: Progress
    """What it holds."""
    device: str
    """Id of the device that wrote it."""
    app: str
    """The version of mltrack that wrote it."""
    saved_at: datetime | None
    """When it was written, in UTC, where that is known."""
    altered: bool = False
    """True when it may have been changed by something else: where it contradicts one's own history, that stands."""


class Grade(Enum):
    """How grave a finding is."""

    FINE = "fine"
    NOTE = "note"
    """Worth knowing; nothing is wrong."""
    FAULT = "fault"
    """Something is wrong, and what to do about it is said."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check of the person's files came to."""

    grade: Grade
    """How grave it is."""
    about: str
    """What was looked at, such as "progress file" or "backups"."""
    sentence: str
    """What was found and, for a fault, what to do."""


class ProgressKeeper(Protocol):
    """Where progress is kept: the store on disk, or a fake in its place."""

    def load(self) -> Progress:
        """What is kept now; raises StoreError."""

    def commit(self, decide: Decide, label: str = "") -> Progress:
        """Save the events that `decide(progress, device)` returns, all or none; raises StoreError.

        With `label`, such as "before-merge", the state before is kept for longer.
        """

    def recover(self, way: Way) -> Progress:
        """Go on from a file that cannot be used; raises StoreError."""

    def as_it_stands(self) -> Progress:
        """What a file says that something other than this program has changed; raises StoreError."""

    def changed_elsewhere(self) -> bool:
        """True when another process has saved since the last load or commit here."""

    @property
    def device(self) -> str:
        """Id of the device whose file it is."""

    @property
    def rescued(self) -> Sequence[Event]:
        """Entries that were read before and that are lost where they are kept."""

    @property
    def recovery(self) -> Recovery | None:
        """Why what was last loaded or saved comes from a backup; None when it does not."""

    @property
    def newer(self) -> Newer | None:
        """Why nothing can be saved; None when it can."""

    @property
    def ahead(self) -> Ahead | None:
        """A backup that holds what is missing where progress is kept, if any."""

    @property
    def aside(self) -> Aside | None:
        """The unusable file that a save here has put aside, if any."""
