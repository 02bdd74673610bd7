"""The page of one role: figures, readiness and the requirement tree to tick in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from mltrack.tui.messages import ShowRoleGraph
from mltrack.tui.present.role_page import role_page, role_summary
from mltrack.tui.present.row import MilestoneRef, Row
from mltrack.tui.widgets.milestone_keys import MilestoneKeys


class RolePage(MilestoneKeys):
    """Shows one role; the cursor stops at its figures, its milestones and the roles it leads to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "unfold", "All ways", id="page.unfold", tooltip="Show or hide the other ways to meet what is met"),
        Binding("B", "role_graph", "Before", show=False, id="page.graph", tooltip="What comes before this role"),
    ]

    role_id: reactive[str] = reactive("", repaint=False)
    unfolded: reactive[bool] = reactive(False, repaint=False)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The role, once there is one."""
        if self.snapshot is None or self.role_id not in self.snapshot.catalog.roles:
            return ()
        return role_page(self.snapshot, self.snapshot.catalog.roles[self.role_id], width, unfolded=self.unfolded)

    def home(self, stops: Sequence[int]) -> int:
        """The first thing to tick; the figures are above it."""
        return next((stop for stop in stops if isinstance(self._rows[stop].ref, MilestoneRef)), stops[0])

    def watch_unfolded(self) -> None:
        """Show or hide the other ways."""
        self.rebuild()

    def action_unfold(self) -> None:
        """Show or hide the other ways to meet what is met."""
        self.unfolded = not self.unfolded

    def action_role_graph(self) -> None:
        """Ask for what comes before this role."""
        self.post_message(ShowRoleGraph(self.role_id))

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew, under the role's title."""
        role = self.snapshot.catalog.roles.get(self.role_id) if self.snapshot else None
        self.border_title = Content(role.title if role else "")
        self.border_subtitle = role_summary(self.snapshot, role) if self.snapshot and role else Content("")
        super().rebuild(top=top)

    def watch_role_id(self) -> None:
        """Begin the new role at its top."""
        self.rebuild(top=True)
