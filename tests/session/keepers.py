"""A keeper in memory, so that the session is tested without a disk, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from mltrack.core.progress import Event, Progress
from mltrack.errors import StoreError
from mltrack.session import Decide

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
    commits: int = 0
    loads: int = 0
    before_commit: Callable[[], object] = lambda: None
    """Called in the middle of a commit: decided, not yet saved."""
    _seen: int = 0

    def load(self) -> Progress:
        self._refuse_if_broken()
        self.loads += 1
        self._seen = len(self.disk)
        return Progress.replay(self.disk)

    def commit(self, decide: Decide) -> Progress:
        kept = Progress.replay(self.disk)
        events = decide(kept, self.device)
        self.before_commit()
        self._refuse_if_broken()
        self.commits += 1
        self.disk.extend(events)
        self._seen = len(self.disk)
        return kept.after(events)

    def changed_elsewhere(self) -> bool:
        self._refuse_if_broken()
        return self._seen != len(self.disk)

    def _refuse_if_broken(self) -> None:
        if self.broken:
            raise StoreError("The disk is full; nothing was saved.")
