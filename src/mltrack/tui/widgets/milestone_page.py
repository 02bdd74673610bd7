"""The page of one milestone."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.reactive import reactive

from mltrack.core.cited import CitedFact
from mltrack.tui.present.milestone_page import Part, departed_page, milestone_page
from mltrack.tui.present.row import EvidenceRef, LinkRef, MilestoneRef, Row, TimeRef
from mltrack.tui.widgets.milestone_keys import MilestoneKeys


class MilestonePage(MilestoneKeys):
    """Shows one milestone; its first row stands for it, further ones for those around it."""

    milestone_id: reactive[str] = reactive("", repaint=False)
    part: reactive[Part] = reactive(Part.ALL, repaint=False)
    """How much of the page is shown."""

    def rows_for(self, width: int) -> Iterable[Row]:
        """The milestone, once there is one, or what is kept of one that left the catalog."""
        if self.snapshot is None:
            return ()
        if milestone := self.snapshot.catalog.milestones.get(self.milestone_id):
            return milestone_page(self.snapshot, milestone, width, self.part)
        if self.milestone_id in self.snapshot.departed:
            return departed_page(self.snapshot, self.milestone_id, width)
        return ()

    @property
    def milestone(self) -> MilestoneRef | None:
        """The one under the cursor; on a row that tells something of the page's own milestone, that."""
        if isinstance(self.ref, CitedFact | LinkRef | TimeRef | EvidenceRef) and self.snapshot is not None:
            return MilestoneRef(self.milestone_id) if self.milestone_id in self.snapshot.catalog.milestones else None
        return super().milestone

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew, under the milestone's title."""
        title = self.snapshot.catalog.milestone_title(self.milestone_id) if self.snapshot else ""
        self.border_title = Content("" if self.part is Part.AROUND else title)
        super().rebuild(top=top)

    def watch_milestone_id(self) -> None:
        """Begin the new milestone at its top."""
        self.rebuild(top=True)

    def watch_part(self) -> None:
        """Show more or less of it."""
        self.rebuild()
