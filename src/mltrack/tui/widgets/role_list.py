"""The list of roles with their meters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from mltrack.core.query import RoleQuery, closest, fitting_roles, following
from mltrack.tui.present.keys import key
from mltrack.tui.present.roles import role_list, sorted_by
from mltrack.tui.present.row import RoleRef, Row
from mltrack.tui.widgets.role_keys import RoleKeys


class RoleList(RoleKeys):
    """Roles that fit a query; every meter is that of the snapshot."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "mark", "Mark", id="role.mark", tooltip="Mark for comparing, up to four; C compares"),
        Binding("o", "order(1)", "Sort", id="role.order", tooltip="Sort by ladder, nearest, title, pay or outlook"),
        Binding("O", "order(-1)", "Sort back", show=False, id="role.order-back", tooltip="The order before this one"),
        Binding("v", "view(1)", "View", id="role.view", tooltip="All roles, your targets, ready, begun or one level"),
        Binding("V", "view(-1)", "View back", show=False, id="role.view-back", tooltip="The view before this one"),
    ]

    marked: reactive[tuple[str, ...]] = reactive((), repaint=False)
    """Ids of the roles that are marked for comparing, in the order in which they were."""
    role_query: reactive[RoleQuery] = reactive(RoleQuery(), repaint=False)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The roles that fit."""
        return role_list(self.snapshot, self.role_query, width, self.marked) if self.snapshot else ()

    def watch_role_query(self) -> None:
        """Show what fits now, with the cursor on the one that was typed, if it was."""
        self.rebuild()
        if self.snapshot is not None and self.role_query.text:
            typed = closest(fitting_roles(self.snapshot, self.role_query), self.role_query.text)
            if typed is not None:
                self.show(RoleRef(typed))

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew, count them, and say how they are sorted and how many are marked."""
        super().rebuild(top=top)
        marked = f"{len(self.marked)} marked, {key('role.compare')} compares · " if self.marked else ""
        if self.snapshot is not None:
            self.border_subtitle = Content(f"{marked}{sorted_by(self.snapshot, self.role_query)}")
        self.border_title = Content(f"Roles · {self.stops}")

    def watch_marked(self) -> None:
        """Show what is marked."""
        self.rebuild()

    def compared(self) -> tuple[str, ...]:
        """Ids of the roles that are marked; without any, of the one under the cursor."""
        return self.marked or super().compared()

    def action_mark(self) -> None:
        """Mark the role for comparing, or unmark it; of more than four nobody keeps an overview."""
        from mltrack.core.compare import MOST

        if self.role_id in self.marked:
            self.marked = tuple(one for one in self.marked if one != self.role_id)
        elif len(self.marked) == MOST:
            ways = f"{key('role.compare')} compares them, {key('role.mark')} on one of them unmarks it"
            self.notify(f"{MOST} roles are marked: {ways}.", markup=False)
        elif self.role_id:
            self.marked = (*self.marked, self.role_id)

    def action_order(self, steps: int) -> None:
        """Sort by the order that comes so many after this one."""
        self.role_query = replace(self.role_query, order=following(self.role_query.order, steps))

    def action_view(self, steps: int) -> None:
        """Show the view that comes so many after this one."""
        self.role_query = replace(self.role_query, view=following(self.role_query.view, steps))
