"""What-if: a session on a copy in memory, to try things on; nothing is saved from it by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mltrack.core.actions import restored
from mltrack.core.history import Change, Event
from mltrack.core.keeping import Ahead, Aside, Decide, Newer, Recovery, Way
from mltrack.core.progress import Progress
from mltrack.core.snapshot import Snapshot
from mltrack.session import Session


@dataclass
class _Memory:
    """A keeper of progress that is gone with the process."""

    progress: Progress
    device: str
    recovery: Recovery | None = None
    newer: Newer | None = None
    ahead: Ahead | None = None
    aside: Aside | None = None
    rescued: Sequence[Event] = field(default_factory=tuple)

    def load(self) -> Progress:
        return self.progress

    def commit(self, decide: Decide, label: str = "") -> Progress:  # noqa: ARG002 - there are no backups to label
        self.progress = self.progress.after(decide(self.progress, self.device))
        return self.progress

    def recover(self, way: Way) -> Progress:  # noqa: ARG002 - nothing is ever damaged
        return self.progress

    def as_it_stands(self) -> Progress:
        return self.progress

    def changed_elsewhere(self) -> bool:
        return False


class Supposition:
    """Something tried on a copy of what a session holds; kept as one action, or forgotten."""

    def __init__(self, real: Session) -> None:
        self._real = real
        self.base = real.snapshot
        """What really was when the supposing began."""
        self.session = Session(real.catalog, _Memory(self.base.progress, real.device), real.now)
        """To try on; it has every verb of a session, and saves nowhere."""

    @property
    def changes(self) -> Sequence[Change]:
        """What is supposed, net: from what really was to what would be."""
        return restored(self.base.progress, self.session.snapshot.progress)

    @property
    def can_undo(self) -> bool:
        """True while something supposed can be taken back; what really was done cannot be from here."""
        return bool(self.changes) and self.session.snapshot.progress.undoable is not None

    def keep(self) -> Snapshot:
        """Do for real what is supposed, as one action, on what has been saved by now; raises StoreError.

        Only what is supposed changes: what another process has saved meanwhile stays.
        """
        subjects = {change.subject for change in self.changes}
        goal = self.session.snapshot.progress
        return self._real.act(
            lambda progress, _: [change for change in restored(progress, goal) if change.subject in subjects]
        )
