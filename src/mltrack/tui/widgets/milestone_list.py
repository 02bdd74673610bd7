"""The list of milestones by kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from mltrack.core.query import MilestoneQuery, MilestoneView, closest, matching_milestones
from mltrack.tui.present.milestones import milestone_list
from mltrack.tui.present.row import MilestoneRef, Row
from mltrack.tui.widgets.milestone_keys import MilestoneKeys


class MilestoneList(MilestoneKeys):
    """Milestones that fit a query."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "view", "View", id="milestones.view", tooltip="All, open, started, done, waived or lapsed"),
    ]

    milestone_query: reactive[MilestoneQuery] = reactive(MilestoneQuery(), repaint=False)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The milestones that fit."""
        return milestone_list(self.snapshot, self.milestone_query, width) if self.snapshot else ()

    def watch_milestone_query(self) -> None:
        """Show what fits now, with the cursor on the one that was typed, if it was."""
        self.rebuild()
        if self.snapshot is not None:
            typed = closest(matching_milestones(self.snapshot, self.milestone_query), self.milestone_query.text)
            if typed is not None:
                self.show(MilestoneRef(typed))
        self.border_subtitle = Content(f"view: {self.milestone_query.view.value}")

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew, and count them."""
        super().rebuild(top=top)
        self.border_title = Content(f"Milestones · {self.stops}")

    def action_view(self) -> None:
        """Show the next view."""
        views = list(MilestoneView)
        following = views[(views.index(self.milestone_query.view) + 1) % len(views)]
        self.milestone_query = MilestoneQuery(self.milestone_query.text, following, self.milestone_query.kind)
