"""The steps of the plan as bars on a calendar, and the calendar above them."""

from __future__ import annotations

from collections.abc import Iterable

from textual.reactive import reactive

from mltrack.core.planning import Planned
from mltrack.tui.present.plan import plan_rows
from mltrack.tui.present.row import Row
from mltrack.tui.widgets.plan_keys import PlanKeys


class PlanList(PlanKeys):
    """One row a step."""

    found: reactive[Planned | None] = reactive(None, repaint=False)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The plan."""
        return plan_rows(self.snapshot, self.found, self.choices, width) if self.snapshot else ()

    def watch_found(self) -> None:
        """Show the new plan."""
        self.rebuild()
