"""The page of one role: figures, readiness and the requirement tree to tick in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from mltrack.tui.present.roles import role_page
from mltrack.tui.present.row import Row
from mltrack.tui.widgets.milestone_keys import MilestoneKeys


class RolePage(MilestoneKeys):
    """Shows one role; the cursor stops at its milestones and at the roles it leads to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "unfold", "All ways", id="page.unfold", tooltip="Show or hide the other ways to meet what is met"),
    ]

    role_id: reactive[str] = reactive("", repaint=False)
    unfolded: reactive[bool] = reactive(False, repaint=False)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The role, once there is one."""
        if self.snapshot is None or self.role_id not in self.snapshot.catalog.roles:
            return ()
        return role_page(self.snapshot, self.snapshot.catalog.roles[self.role_id], width, unfolded=self.unfolded)

    def watch_unfolded(self) -> None:
        """Show or hide the other ways."""
        self.rebuild()

    def action_unfold(self) -> None:
        """Show or hide the other ways to meet what is met."""
        self.unfolded = not self.unfolded

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew, under the role's title."""
        role = self.snapshot.catalog.roles.get(self.role_id) if self.snapshot else None
        self.border_title = Content(role.title if role else "")
        super().rebuild(top=top)

    def watch_role_id(self) -> None:
        """Begin the new role at its top."""
        self.rebuild(top=True)
