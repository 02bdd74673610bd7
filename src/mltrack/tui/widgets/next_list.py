"""What to do next, best first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from textual.content import Content
from textual.reactive import reactive

from mltrack.core.advice import NextStep
from mltrack.core.planning import Planned
from mltrack.tui.present.next import next_rows
from mltrack.tui.present.row import Row
from mltrack.tui.widgets.plan_keys import PlanKeys


class NextList(PlanKeys):
    """Next steps with their reasons."""

    steps: reactive[Sequence[NextStep] | None] = reactive(None, repaint=False)
    """None as long as they are not worked out."""
    found: reactive[Planned | None] = reactive(None, repaint=False)
    """The plan beside them; None as long as there is none."""

    def rows_for(self, width: int) -> Iterable[Row]:
        """The steps."""
        if self.snapshot is None or self.steps is None:
            return ()
        return next_rows(self.snapshot, self.steps, self.choices, self.planned, width)

    @property
    def planned(self) -> Collection[str]:
        """Ids of what the plan has."""
        return {pick.milestone for pick in self.found.advice.plan.picks} if self.found is not None else ()

    def watch_found(self) -> None:
        """Show what is in the plan."""
        self.rebuild()

    def watch_steps(self) -> None:
        """Show the new order."""
        self.rebuild()

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew, and count them."""
        super().rebuild(top=top)
        self.border_title = Content(f"Next · {self.stops}")
        self.border_subtitle = Content("tab: the plan")
