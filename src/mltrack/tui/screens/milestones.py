"""The Milestones place: everything that can be ticked, by kind, and the page of one."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult

from mltrack.tui.messages import ShowRole
from mltrack.tui.present.row import DepartedRef, MilestoneRef, Ref, RoleRef
from mltrack.tui.screens.place import PlaceScreen, TwoPanes
from mltrack.tui.widgets.milestone_list import MilestoneList
from mltrack.tui.widgets.milestone_page import MilestonePage


class MilestonesScreen(TwoPanes):
    """What there is to do, and how it stands."""

    PLACE: ClassVar[str] = "milestones"

    def compose_body(self) -> ComposeResult:
        """The milestones, and one milestone."""
        milestones = MilestoneList(id="list").data_bind(PlaceScreen.snapshot)
        page = MilestonePage(id="page").data_bind(PlaceScreen.snapshot)
        yield from self.panes(milestones, page)

    def apply_filter(self, text: str) -> None:
        """Narrow the milestones."""
        listed = self.query_one(MilestoneList)
        listed.milestone_query = replace(listed.milestone_query, text=text)

    def show_page(self, ref: Ref | None) -> None:
        """Show the milestone."""
        page = self.query_one(MilestonePage)
        page.milestone_id = ref.id if isinstance(ref, MilestoneRef | DepartedRef) else ""

    def show_ref(self, ref: Ref) -> None:
        """A role is shown in its own place."""
        if isinstance(ref, RoleRef):
            self.post_message(ShowRole(ref.id))
        else:
            super().show_ref(ref)
