"""The Paths place: the ladder of roles, what carries over on it, and the way up."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult

from mltrack.core.snapshot import Snapshot
from mltrack.tui.messages import ShowRole
from mltrack.tui.present.row import Ref, RoleRef
from mltrack.tui.screens.place import PlaceScreen, TwoPanes
from mltrack.tui.widgets.ladder import Ladder
from mltrack.tui.widgets.rung_page import RungPage


class PathsScreen(TwoPanes):
    """Which role leads to which, and how to get up there."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["place.tcss", "paths.tcss"]
    PLACE: ClassVar[str] = "paths"

    def compose_body(self) -> ComposeResult:
        """The ladder, and one role of it."""
        ladder = Ladder(id="list").data_bind(PlaceScreen.snapshot)
        page = RungPage(id="page").data_bind(PlaceScreen.snapshot, PlaceScreen.weekly_hours)
        yield from self.panes(ladder, page)

    def watch_snapshot(self, old: Snapshot | None, new: Snapshot | None) -> None:
        """Begin on the target, where there is one."""
        if old is None and new is not None and new.primary_target:
            self.row_list.show(RoleRef(new.primary_target))

    def on_screen_resume(self) -> None:
        """Work out what was not while other screens were in view."""
        self.query_one(RungPage).take_up()

    def apply_filter(self, text: str) -> None:
        """Narrow the roles."""
        self.query_one(Ladder).text = text

    def show_page(self, ref: Ref | None) -> None:
        """Show the role."""
        self.query_one(RungPage).role_id = ref.id if isinstance(ref, RoleRef) else ""

    def show_ref(self, ref: Ref) -> None:
        """Go to another role on the ladder; the one in view is shown in its own place."""
        if isinstance(ref, RoleRef) and ref == self.row_list.ref:
            self.post_message(ShowRole(ref.id))
        else:
            super().show_ref(ref)
