"""The keys that act on a role, declared once for every list of roles."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from mltrack.core.cited import CitedRole
from mltrack.core.snapshot import Snapshot
from mltrack.tui.messages import MakePrimary, RoleRequest, ShowComparison, ShowRoleGraph, ShowSource, ToggleTarget
from mltrack.tui.present.row import RoleRef
from mltrack.tui.widgets.key_bar import RARE
from mltrack.tui.widgets.row_list import RowList


class RoleKeys(RowList):
    """A list whose cursor can stand on a role, and the keys for what it stands on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "target", "Target", id="role.target", tooltip="Aim for this role, or stop aiming for it"),
        Binding("T", "primary", "Primary", show=False, id="role.primary", tooltip="Make it the primary target"),
        Binding("d", "target_day", "Target date", id="role.day", priority=True, tooltip="Be ready by a day"),
        Binding("b", "graph", "Before", id="role.graph", tooltip="What comes before it, step by step"),
        Binding("i", "source", "Source", id="role.source", tooltip="Its figures, and who states them", group=RARE),
        Binding("C", "compare", "Compare", id="role.compare", tooltip="Roles side by side"),
    ]

    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)

    def watch_snapshot(self) -> None:
        """Redraw the meters."""
        self.rebuild()

    @property
    def role_id(self) -> str:
        """Id of the role under the cursor; empty for none."""
        return self.ref.id if isinstance(self.ref, RoleRef) else ""

    def compared(self) -> tuple[str, ...]:
        """Ids of the roles to see side by side: the one under the cursor; others are added where they are too few."""
        return (self.role_id,) if self.role_id else ()

    def _request(self, message: type[RoleRequest]) -> None:
        if self.role_id:
            self.post_message(message(self.role_id))

    def action_target(self) -> None:
        """Ask to aim for the role, or to stop."""
        self._request(ToggleTarget)

    def action_primary(self) -> None:
        """Ask to make it the primary target."""
        self._request(MakePrimary)

    def action_graph(self) -> None:
        """Ask for what comes before it."""
        self._request(ShowRoleGraph)

    def action_source(self) -> None:
        """Ask what each source says of its figures."""
        if self.role_id:
            self.post_message(ShowSource(CitedRole(self.role_id)))

    def action_compare(self) -> None:
        """Ask for roles side by side."""
        self.post_message(ShowComparison(self.compared()))

    async def action_target_day(self) -> None:
        """Ask for the day to be ready by. An id is a slug, so it can stand in an action."""
        if self.role_id:
            await self.run_action(f"app.ask_target_day('{self.role_id}')")
