"""The list of roles with their meters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from mltrack.core.query import RoleOrder, RoleQuery, closest, matching_roles
from mltrack.core.snapshot import Snapshot
from mltrack.tui.messages import MakePrimary, RoleRequest, ToggleTarget
from mltrack.tui.present.roles import role_list
from mltrack.tui.present.row import RoleRef, Row
from mltrack.tui.widgets.row_list import RowList


class RoleList(RowList):
    """Roles that fit a query; every meter is that of the snapshot."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "target", "Target", id="role.target", tooltip="Aim for this role, or stop aiming for it"),
        Binding("T", "primary", "Primary", show=False, id="role.primary", tooltip="Make it the primary target"),
        Binding("d", "target_day", "Target date", id="role.day", priority=True, tooltip="Be ready by a day"),
        Binding("o", "order", "Sort", id="role.order", tooltip="Sort by ladder, nearest or title"),
    ]

    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)
    role_query: reactive[RoleQuery] = reactive(RoleQuery(), repaint=False)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The roles that fit."""
        return role_list(self.snapshot, self.role_query, width) if self.snapshot else ()

    def watch_snapshot(self) -> None:
        """Redraw the meters."""
        self.rebuild()

    def watch_role_query(self) -> None:
        """Show what fits now, with the cursor on the one that was typed, if it was."""
        self.rebuild()
        if self.snapshot is not None:
            typed = closest(matching_roles(self.snapshot, self.role_query), self.role_query.text)
            if typed is not None:
                self.show(RoleRef(typed))
        self.border_subtitle = Content(f"sort: {self.role_query.order.value}")

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew, and count them."""
        super().rebuild(top=top)
        self.border_title = Content(f"Roles · {self.stops}")

    def _request(self, message: type[RoleRequest]) -> None:
        if isinstance(self.ref, RoleRef):
            self.post_message(message(self.ref.id))

    def action_target(self) -> None:
        """Ask to aim for the role, or to stop."""
        self._request(ToggleTarget)

    def action_primary(self) -> None:
        """Ask to make it the primary target."""
        self._request(MakePrimary)

    async def action_target_day(self) -> None:
        """Ask for the day to be ready by. An id is a slug, so it can stand in an action."""
        if isinstance(self.ref, RoleRef):
            await self.run_action(f"app.ask_target_day('{self.ref.id}')")

    def action_order(self) -> None:
        """Sort by the next order."""
        orders = list(RoleOrder)
        following = orders[(orders.index(self.role_query.order) + 1) % len(orders)]
        self.role_query = RoleQuery(self.role_query.text, following)
