"""The targets with their days, and the hours a week: what a plan is asked for, to be changed in place."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK
from mltrack.core.planning import Planned
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.keys import keyed
from mltrack.tui.present.plan_head import head_rows
from mltrack.tui.present.row import RoleRef, Row
from mltrack.tui.widgets.row_list import RowList


class PlanHead(RowList):
    """A row a target, and one for the hours."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "target_day", "Target date", id="plan.day", priority=True, tooltip="Be ready by a day"),
    ]

    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)
    found: reactive[Planned | None] = reactive(None, repaint=False)
    weekly_hours: reactive[Fraction] = reactive(Fraction(DEFAULT_HOURS_PER_WEEK), repaint=False)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The targets and the hours."""
        return head_rows(self.snapshot, self.found, self.weekly_hours, width) if self.snapshot else ()

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew, and say what can be changed."""
        super().rebuild(top=top)
        self.border_subtitle = Content(keyed("{plan.day} sets the day of a target, {plan.hours} the hours"))

    def watch_snapshot(self) -> None:
        """Show the new targets."""
        self.rebuild()

    def watch_found(self) -> None:
        """Show when they are reached."""
        self.rebuild()

    def watch_weekly_hours(self) -> None:
        """Show the new hours."""
        self.rebuild()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a target has a day."""
        if action == "target_day":
            return True if isinstance(self.ref, RoleRef) else None
        return super().check_action(action, parameters)

    async def action_target_day(self) -> None:
        """Ask for the day to be ready by. An id is a slug, so it can stand in an action."""
        if isinstance(self.ref, RoleRef):
            await self.run_action(f"app.ask_target_day('{self.ref.id}')")
