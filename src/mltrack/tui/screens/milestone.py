"""The page of one milestone over the place that it was opened from."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from mltrack.tui.messages import ShowMilestone, ShowRole
from mltrack.tui.present.milestone_page import Part
from mltrack.tui.present.row import MilestoneRef, RoleRef
from mltrack.tui.screens.place import PlaceScreen
from mltrack.tui.widgets.milestone_page import MilestonePage
from mltrack.tui.widgets.row_list import RowList

_TWO_COLUMNS = 150
"""Cells from which the page has two columns."""


class MilestoneScreen(PlaceScreen):
    """One milestone, in full width."""

    AUTO_FOCUS: ClassVar[str | None] = "#page"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,left", "app.pop_screen", "Back", id="milestone.back", tooltip="Back to where you were"),
    ]

    def __init__(self, milestone_id: str, place: str) -> None:
        super().__init__(place)
        self._milestone_id = milestone_id
        self.add_class("-paging")

    def compose_body(self) -> ComposeResult:
        """The page, and its second column for where there is room."""
        yield MilestonePage(id="page").data_bind(PlaceScreen.snapshot)
        yield MilestonePage(id="side").data_bind(PlaceScreen.snapshot)

    def on_mount(self) -> None:
        """Show the milestone."""
        self.query_one("#side", MilestonePage).part = Part.AROUND
        for page in self.query(MilestonePage):
            page.milestone_id = self._milestone_id

    def on_resize(self, event: events.Resize) -> None:
        """One column or two."""
        two = event.size.width >= _TWO_COLUMNS
        self.set_class(two, "-two-columns")
        self.query_one("#page", MilestonePage).part = Part.ABOUT if two else Part.ALL
        if not two and self.focused is self.query_one("#side"):
            self.query_one("#page").focus()

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        if isinstance(event.ref, MilestoneRef):
            if event.ref.id != self._milestone_id:
                self.post_message(ShowMilestone(event.ref.id))
        elif isinstance(event.ref, RoleRef):
            self.post_message(ShowRole(event.ref.id))

    @on(RowList.Highlighted)
    def _highlighted(self) -> None:
        self.refresh_bindings()
