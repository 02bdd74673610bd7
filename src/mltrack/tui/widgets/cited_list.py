"""A list with rows that rest on sources, and rows that are links."""

from __future__ import annotations

from mltrack.core.cited import Cited, CitedFact, CitedFigure, CitedRequirement, Fact
from mltrack.tui.messages import OpenLink, ShowSource
from mltrack.tui.present.row import EvidenceRef, LinkRef, MilestoneRef, TimeRef
from mltrack.tui.widgets.row_list import RowList


class CitedList(RowList):
    """Asks for the source of what the cursor is on, and for a link to be opened."""

    @property
    def cited(self) -> Cited | None:
        """What the sources of the row under the cursor are about; None where it rests on none."""
        if self.row is not None and self.row.cited is not None:
            return self.row.cited
        match self.ref:
            case CitedFigure() | CitedRequirement() | CitedFact():
                return self.ref
            case MilestoneRef(id=milestone_id):
                return CitedFact(milestone_id, Fact.NAMED)
        return None

    def action_source(self) -> None:
        """Ask what each source says."""
        if self.cited is not None and self.seen():
            self.post_message(ShowSource(self.cited))

    def action_open(self) -> None:
        """Open a link, or the source of what is nothing but cited; anything else as every list does."""
        if self.ref is None or not self.seen():
            return
        match self.ref:
            case LinkRef(id=link) | EvidenceRef(link=link) if link:
                self.post_message(OpenLink(link))
            case CitedFigure() | CitedRequirement() | CitedFact():
                self.action_source()
            case TimeRef() | EvidenceRef():
                pass  # all there is of it is in the row
            case _:
                super().action_open()
