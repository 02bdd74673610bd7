"""What comes before a milestone or a role and what it opens the way to, over the place it was opened from."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from mltrack.tui.messages import ShowMilestone, ShowRole
from mltrack.tui.present.row import MilestoneRef, RoleRef
from mltrack.tui.screens.place import PlaceScreen
from mltrack.tui.widgets.neighbourhood import Centre, Neighbourhood
from mltrack.tui.widgets.row_list import RowList


class GraphScreen(PlaceScreen):
    """One neighbourhood at a time; escape goes back the way one came."""

    AUTO_FOCUS: ClassVar[str | None] = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,left", "back", "Back", id="graph.back", tooltip="Back the way you came"),
    ]

    def __init__(self, centre: Centre, place: str) -> None:
        """Begin with `centre` in the middle."""
        super().__init__(place)
        self._way = [centre]
        self.add_class("-paging")

    def compose_body(self) -> ComposeResult:
        """The trees."""
        yield Neighbourhood(id="page").data_bind(PlaceScreen.snapshot)

    def on_mount(self) -> None:
        """Show what was asked for."""
        self._show()

    def watch_snapshot(self) -> None:
        """Titles come with the catalog."""
        self._tell()

    def action_back(self) -> None:
        """What stood in the middle before; from the first, where one came from."""
        if len(self._way) > 1:
            left = self._way.pop()
            self._show()
            self.query_one(Neighbourhood).show(left)
        else:
            self.app.pop_screen()

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        ref = event.ref
        if isinstance(ref, MilestoneRef):
            ref = MilestoneRef(ref.id)  # whatever the level is that it was asked for at
        if ref == self._way[-1]:
            self.post_message(ShowMilestone(ref.id) if isinstance(ref, MilestoneRef) else ShowRole(ref.id))
        elif isinstance(ref, MilestoneRef | RoleRef):
            self._way.append(ref)
            self._show()

    @on(RowList.Highlighted)
    def _highlighted(self) -> None:
        self.refresh_bindings()

    def _show(self) -> None:
        self.query_one(Neighbourhood).centre = self._way[-1]
        self._tell()

    def _tell(self) -> None:
        """Say what stands in the middle, and by what way one came there."""
        titles = [self._title(ref) for ref in self._way]
        self.query_one(Neighbourhood).border_title = Content("Before and after · " + " › ".join(titles))

    def _title(self, ref: Centre) -> str:
        if self.snapshot is None:
            return ref.id
        catalog = self.snapshot.catalog
        return catalog.role_title(ref.id) if isinstance(ref, RoleRef) else catalog.milestone_title(ref.id)
