"""The page of one milestone."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.reactive import reactive

from mltrack.tui.present.milestones import milestone_page
from mltrack.tui.present.row import Row
from mltrack.tui.widgets.milestone_keys import MilestoneKeys


class MilestonePage(MilestoneKeys):
    """Shows one milestone; its first row stands for it, further ones for those around it."""

    milestone_id: reactive[str] = reactive("", repaint=False)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The milestone, once there is one."""
        if self.snapshot is None or self.milestone_id not in self.snapshot.catalog.milestones:
            return ()
        return milestone_page(self.snapshot, self.snapshot.catalog.milestones[self.milestone_id], width)

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew, under the milestone's title."""
        milestone = self.snapshot.catalog.milestones.get(self.milestone_id) if self.snapshot else None
        self.border_title = Content(milestone.title if milestone else "")
        super().rebuild(top=top)

    def watch_milestone_id(self) -> None:
        """Begin the new milestone at its top."""
        self.rebuild(top=True)
