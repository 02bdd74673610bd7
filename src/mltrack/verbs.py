"""What a person can do, as verbs: each works out its changes on what is on disk at that moment, as one action."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from mltrack.core import actions
from mltrack.core.catalog import Catalog
from mltrack.core.history import IMPORT, Change, OwnEffort
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot

if TYPE_CHECKING:
    from mltrack.core.proposals import Proposal


class Verbs(ABC):
    """Everything that can be told of milestones and roles; whoever has them says what is known and how it is saved."""

    @property
    @abstractmethod
    def snapshot(self) -> Snapshot:
        """What is known at the moment."""

    @property
    def catalog(self) -> Catalog:
        """The catalog in use."""
        return self.snapshot.catalog

    @abstractmethod
    def act(self, decide: Callable[[Progress, date], Sequence[Change]], label: str = "") -> Snapshot:
        """Save the changes that `decide(progress, today)` makes of what is on disk now, as one action.

        With `label`, such as "import from resume.json", the history tells it under that.
        """

    def tick(self, names: Iterable[str], *, level: Level | None = None, on: date | None = None) -> Snapshot:
        """Mark milestones as done, as one action; skills at `level`, kept or working without one."""
        milestones = {one.id: one for one in map(self.catalog.milestone, names)}.values()
        return self.act(
            lambda progress, today: [
                change for one in milestones for change in actions.tick(progress, one, today, level=level, on=on)
            ]
        )

    def untick(self, names: Iterable[str]) -> Snapshot:
        """Make milestones open again, as one action; ids that left the catalog may be named."""
        ids = dict.fromkeys(map(self.snapshot.known, names))
        return self.act(lambda progress, _: [change for one in ids for change in actions.untick(progress, one)])

    def toggle(self, name: str, level: Level | None = None) -> Snapshot:
        """Tick one milestone, or make it open again if it is done, at `level` or above where one is given."""
        milestone, shown = self.catalog.milestone(name), self.snapshot

        def decide(progress: Progress, today: date) -> Sequence[Change]:
            # What the person saw says which of the two they meant, whatever another process has saved meanwhile.
            if all(change.new is None for change in actions.toggle(shown.progress, milestone, shown.today, level)):
                return actions.untick(progress, milestone.id)
            return actions.tick(progress, milestone, today, level=level)

        return self.act(decide)

    def step_level(self, name: str, steps: int) -> Snapshot:
        """Record a skill as done some levels above or below the one it is done at."""
        milestone = self.catalog.milestone(name)
        return self.act(lambda progress, today: actions.step_level(progress, milestone, today, steps))

    def start(self, name: str) -> Snapshot:
        """Mark a milestone as started today."""
        milestone = self.catalog.milestone(name)
        return self.act(lambda progress, today: actions.start(progress, milestone, today))

    def toggle_started(self, name: str) -> Snapshot:
        """Mark a milestone as started, or as open again if it is started."""
        milestone = self.catalog.milestone(name)
        return self.act(lambda progress, today: actions.toggle_started(progress, milestone, today))

    def waive(self, name: str, reason: str) -> Snapshot:
        """Mark a milestone as not needed, for a reason."""
        milestone = self.catalog.milestone(name)
        return self.act(lambda progress, today: actions.waive(progress, milestone, today, reason))

    def note(self, name: str, text: str, before: str | None = None) -> Snapshot:
        """Replace the note on a milestone, also on one that left the catalog; an empty one removes it.

        Where `before` says which note it was that was rewritten, another one that has been saved
        meanwhile is kept below the new one.
        """
        milestone_id = self.snapshot.known(name)
        return self.act(lambda progress, _: actions.note(progress, milestone_id, text, before))

    def log(self, name: str, minutes: int, *, on: date | None = None, text: str = "") -> Snapshot:
        """Log time spent on a milestone, today or on an earlier day; what was open is started by it."""
        from uuid import uuid4

        milestone, entry = self.catalog.milestone(name), uuid4().hex
        return self.act(
            lambda progress, today: actions.log(progress, milestone, today, minutes, entry=entry, on=on, text=text)
        )

    def unlog(self, entry: str) -> Snapshot:
        """Remove an entry of the time log, by its id; does nothing where it is gone."""
        return self.act(lambda progress, _: actions.unlog(progress, entry))

    def attach(self, name: str, text: str, on: date | None = None) -> Snapshot:
        """Attach evidence to a milestone, a link or words, of today or of an earlier day."""
        from uuid import uuid4

        milestone, entry = self.catalog.milestone(name), uuid4().hex
        return self.act(lambda progress, today: actions.attach(progress, milestone, today, text, entry=entry, on=on))

    def detach(self, entry: str) -> Snapshot:
        """Remove a piece of evidence, by its id; does nothing where it is gone."""
        return self.act(lambda progress, _: actions.detach(progress, entry))

    def expect(self, name: str, effort: OwnEffort | None) -> Snapshot:
        """Expect a milestone to take this; with None, what the catalog says, also of one that left the catalog."""
        milestone_id = self.snapshot.known(name) if effort is None else self.catalog.milestone(name).id
        return self.act(lambda progress, _: actions.expect(progress, milestone_id, effort))

    def due(self, name: str, day: date | None) -> Snapshot:
        """Want a milestone to be done by a day, or by none, also one that left the catalog."""
        if day is None:
            milestone_id = self.snapshot.known(name)
            return self.act(lambda progress, _: actions.not_due(progress, milestone_id))
        milestone = self.catalog.milestone(name)
        return self.act(lambda progress, today: actions.due(progress, milestone, day, today))

    def accept(self, proposals: Sequence[Proposal], source: str) -> Snapshot:
        """Record what was read of a document called `source` and agreed to, as one action."""
        from mltrack.core.recording import recorded

        return self.act(lambda progress, today: recorded(self.catalog, progress, today, proposals), f"{IMPORT}{source}")

    def target(self, names: Iterable[str], *, by: date | None = None, primary: bool = False) -> Snapshot:
        """Aim for roles, as one action."""
        role_ids = [self.catalog.role(name).id for name in names]
        return self.act(
            lambda progress, today: actions.target(
                progress, role_ids, by=actions.future_day(by, today), primary=primary
            )
        )

    def toggle_target(self, name: str) -> Snapshot:
        """Aim for a role, or stop aiming for it."""
        role_id = self.catalog.role(name).id
        return self.act(
            lambda progress, _: (
                actions.untarget(progress, role_id)
                if role_id in progress.targets
                else actions.target(progress, [role_id])
            )
        )

    def target_day(self, name: str, by: date | None) -> Snapshot:
        """Aim for a role by a day, or by none; raises InvalidInput for a day that is past."""
        role_id = self.catalog.role(name).id
        return self.act(lambda progress, today: actions.target_day(progress, role_id, by, today))

    def untarget(self, *names: str) -> Snapshot:
        """Stop aiming for roles, as one action; ids of roles that left the catalog may be named."""
        targets = self.snapshot.progress.targets
        role_ids = [name if name in targets else self.catalog.role(name).id for name in names]
        return self.act(lambda progress, _: actions.untarget(progress, *role_ids))
