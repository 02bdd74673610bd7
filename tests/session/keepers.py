"""A keeper in memory, so that the session is tested without a disk, and a clock that stands still."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from mltrack.core.history import Event
from mltrack.core.keeping import Ahead, Aside, Decide, Newer, Recovery, Way
from mltrack.core.progress import Progress
from mltrack.errors import StoreBusy, StoreError, StoreTooNew

NOON = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(hours=1)))


@dataclass
class Clock:
    """Tells the moment that a test sets."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Keeper:
    """Keeps events in a list, which several keepers may share as processes share a file."""

    disk: list[Event] = field(default_factory=list)
    device: str = "laptop"
    broken: bool = False
    """While true, nothing can be read or saved."""
    full: bool = False
    """While true, the disk is full: nothing can be saved."""
    busy: bool = False
    """While true, another mltrack holds the lock all the time."""
    commits: int = 0
    loads: int = 0
    before_commit: Callable[[], object] = lambda: None
    """Called in the middle of a commit: decided, not yet saved."""
    recovery: Recovery | None = None
    newer: Newer | None = None
    aside: Aside | None = None
    ahead: Ahead | None = None
    rescued: Sequence[Event] = ()
    _seen: int = 0

    def load(self) -> Progress:
        self._refuse_if_broken()
        self.loads += 1
        self._seen = len(self.disk)
        return Progress.replay(self.disk)

    def commit(self, decide: Decide, label: str = "") -> Progress:
        kept = Progress.replay(self.disk)
        events = decide(kept, self.device)
        self.before_commit()
        self._refuse_if_broken()
        self._refuse_to_save()
        self.commits += 1
        self.disk.extend(events)
        self._seen = len(self.disk)
        return kept.after(events)

    def recover(self, way: Way) -> Progress:
        self._refuse_to_save()
        self.recovery = None
        return self.load()

    def as_it_stands(self) -> Progress:
        return self.load()

    def changed_elsewhere(self) -> bool:
        self._refuse_if_broken()
        return self._seen != len(self.disk)

    def _refuse_if_broken(self) -> None:
        if self.broken:
            raise StoreError("The disk is full; nothing was saved.")

    def _refuse_to_save(self) -> None:
        if self.newer is not None:
            raise StoreTooNew(str(self.newer))
        if self.busy:
            raise StoreBusy("Another mltrack is saving; nothing was changed.")
        if self.full:
            error = OSError(errno.ENOSPC, "No space left on device")
            raise StoreError("The disk is full; nothing was changed.") from error
