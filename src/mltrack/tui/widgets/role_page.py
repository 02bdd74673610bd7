"""The page of one role: figures, readiness and the requirement tree to tick in."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from mltrack.tui.messages import ShowRoleGraph
from mltrack.tui.present.role_page import role_page, role_summary
from mltrack.tui.present.row import MilestoneRef, Row
from mltrack.tui.present.rows import Rows
from mltrack.tui.widgets.milestone_keys import MilestoneKeys

_PAGES = 10
"""Pages that are kept: those that somebody has just been at, and the next."""


class RolePage(MilestoneKeys):
    """Shows one role; the cursor stops at its figures, its milestones and the roles it leads to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "unfold", "All ways", id="page.unfold", tooltip="Show or hide the other ways to meet what is met"),
        Binding("B", "role_graph", "Before", show=False, id="page.graph", tooltip="What comes before this role"),
    ]

    role_id: reactive[str] = reactive("", repaint=False)
    unfolded: reactive[bool] = reactive(False, repaint=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._pages: OrderedDict[tuple[str, int], Rows] = OrderedDict()
        """Pages of what is known now, by role and width."""

    def rows_for(self, width: int) -> Iterable[Row]:
        """The role, once there is one."""
        return self._page(self.role_id, width)

    def _page(self, role_id: str, width: int) -> Rows:
        if self.snapshot is None or role_id not in self.snapshot.catalog.roles:
            return Rows()
        which = role_id, width
        if which not in self._pages:
            role = self.snapshot.catalog.roles[role_id]
            self._pages[which] = Rows(role_page(self.snapshot, role, width, unfolded=self.unfolded))
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(which)
        return self._pages[which]

    def make_ahead(self, role_id: str) -> None:
        """Make the page of a role that may be shown next, and draw as much of it as is seen at first."""
        width, height = self.scrollable_content_region.size
        if width:
            rows = self._page(role_id, width)
            cursor = self.home(rows) if rows.stops else -1
            self.draw_ahead((row, number == cursor) for number, row in enumerate(rows[:height]))

    def home(self, rows: Rows) -> int:
        """The first thing to tick; the figures are above it."""
        return next((stop for stop in rows.stops if isinstance(rows[stop].ref, MilestoneRef)), rows.stops[0])

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
        self._pages.clear()
        self._turn(top=top)

    def _turn(self, *, top: bool) -> None:
        role = self.snapshot.catalog.roles.get(self.role_id) if self.snapshot else None
        self.border_title = Content(role.title if role else "")
        self.border_subtitle = role_summary(self.snapshot, role) if self.snapshot and role else Content("")
        super().rebuild(top=top)

    def watch_role_id(self) -> None:
        """Begin the new role at its top."""
        self._turn(top=True)
