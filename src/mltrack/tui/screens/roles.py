"""The Roles place: every role with its meter, and the page of one to tick in."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult

from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.row import Ref, RoleRef
from mltrack.tui.screens.place import PlaceScreen, TwoPanes
from mltrack.tui.widgets.role_list import RoleList
from mltrack.tui.widgets.role_page import RolePage


class RolesScreen(TwoPanes):
    """Which roles are near, and what is missing."""

    PLACE: ClassVar[str] = "roles"

    def compose_body(self) -> ComposeResult:
        """The roles, and one role."""
        roles = RoleList(id="list").data_bind(PlaceScreen.snapshot)
        page = RolePage(id="page").data_bind(PlaceScreen.snapshot)
        yield from self.panes(roles, page)

    def watch_snapshot(self, old: Snapshot | None, new: Snapshot | None) -> None:
        """Begin on the target, where there is one."""
        if old is None and new is not None and new.primary_target:
            self.row_list.show(RoleRef(new.primary_target))

    def apply_filter(self, text: str) -> None:
        """Narrow the roles."""
        roles = self.query_one(RoleList)
        roles.role_query = replace(roles.role_query, text=text)

    def show_page(self, ref: Ref | None) -> None:
        """Show the role."""
        page = self.query_one(RolePage)
        page.role_id = ref.id if isinstance(ref, RoleRef) else ""
