"""The page of one milestone over the place that it was opened from."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from mltrack.tui.messages import ShowMilestone, ShowRole
from mltrack.tui.present.row import MilestoneRef
from mltrack.tui.screens.place import PlaceScreen
from mltrack.tui.widgets.milestone_page import MilestonePage
from mltrack.tui.widgets.row_list import RowList


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
        """The page."""
        yield MilestonePage(id="page").data_bind(PlaceScreen.snapshot)

    def on_mount(self) -> None:
        """Show the milestone."""
        page = self.query_one(MilestonePage)
        page.milestone_id = self._milestone_id

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        if isinstance(event.ref, MilestoneRef):
            self.post_message(ShowMilestone(event.ref.id))
        elif event.ref is not None:
            self.post_message(ShowRole(event.ref.id))

    @on(RowList.Highlighted)
    def _highlighted(self) -> None:
        self.refresh_bindings()
