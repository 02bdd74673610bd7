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

_REST = 0.04
"""Seconds after a step in the list until the pages of the next steps are made: later than it is drawn."""


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
        """Show the role; those beside it in the list are made ready once there is time."""
        page = self.query_one(RolePage)
        if page.role_id:  # with the first page, there is something to see first
            self._at_rest.reset()
            self._at_rest.resume()
        page.role_id = ref.id if isinstance(ref, RoleRef) else ""

    def on_mount(self) -> None:
        """Have a clock that runs from key to rest."""
        self._at_rest = self.set_interval(_REST, self._make_ahead, pause=True)

    def _make_ahead(self) -> None:
        self._at_rest.pause()
        page = self.query_one(RolePage)
        for ref in self.row_list.beside():
            if isinstance(ref, RoleRef):
                page.make_ahead(ref.id)
