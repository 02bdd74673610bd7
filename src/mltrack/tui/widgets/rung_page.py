"""The page of one role of the ladder: what carries over, and the way up."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.reactive import reactive

from mltrack.core.rung import Rung, rung
from mltrack.tui.present.row import Row
from mltrack.tui.present.rung import rung_page
from mltrack.tui.widgets.reckoning import Question, Reckoning


class RungPage(Reckoning[Rung]):
    """Shows one role; the cursor stops at the roles around it and at what the way up adds."""

    role_id: reactive[str] = reactive("", repaint=False)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The role, once there is one."""
        if self.snapshot is None or self.role_id not in self.snapshot.catalog.roles:
            return ()
        return rung_page(self.snapshot, self.role_id, self.answer, width, is_waiting=self.is_waiting)

    def question(self) -> Question[Rung] | None:
        """What carries over, and the way up."""
        snapshot, role_id, hours = self.snapshot, self.role_id, self.weekly_hours
        if snapshot is None or role_id not in snapshot.catalog.roles:
            return None
        return lambda work: rung(snapshot, role_id, hours, work)

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew, under the role's title."""
        role = self.snapshot.catalog.roles.get(self.role_id) if self.snapshot else None
        self.border_title = Content(role.title if role else "")
        super().rebuild(top=top)

    def watch_role_id(self) -> None:
        """Begin the new role at its top."""
        self.ask(afresh=True)
        self.rebuild(top=True)
