"""A person's files in a folder of their own, and a clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mltrack.core.progress import Progress
from mltrack.session import Session, open_session, places_below
from mltrack.store.progress_db import ProgressStore
from tests.session.keepers import Clock


@dataclass
class Desk:
    """Where somebody's progress is kept."""

    folder: Path
    clock: Clock = field(default_factory=Clock)

    def session(self) -> Session:
        """A new session on the files, as another process has it."""
        return open_session(places_below(self.folder), self.clock)

    @property
    def saved(self) -> Progress:
        """What is on disk, read anew."""
        return ProgressStore(places_below(self.folder)).load()
