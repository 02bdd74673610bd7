"""One step of the plan in full, with what could be done in its place to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from mltrack.core.plan_words import reason_of
from mltrack.core.planning import Planned
from mltrack.tui.present.plan import slot_at
from mltrack.tui.present.row import MilestoneRef, Row
from mltrack.tui.present.step import step_rows
from mltrack.tui.widgets.plan_keys import PlanKeys


class StepDetail(PlanKeys):
    """Shows the step that the cursor of the plan is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "rather", "Rather this", key_display="enter", id="plan.rather", tooltip="Plan with this one"),
    ]

    found: reactive[Planned | None] = reactive(None, repaint=False)
    step: reactive[MilestoneRef | None] = reactive(None, repaint=False)
    """What the plan's cursor is on."""

    def rows_for(self, width: int) -> Iterable[Row]:
        """The step."""
        return step_rows(self.found, self.step, self.choices, width)

    def watch_found(self) -> None:
        """Show the step as it is in the new plan."""
        self.rebuild()

    def watch_step(self) -> None:
        """Begin the new step at its top."""
        self.rebuild(top=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only something else can be taken rather."""
        if action == "rather":
            return True if self.milestone else None
        return super().check_action(action, parameters)

    def action_rather(self) -> None:
        """Ask for what the cursor is on in place of the step."""
        slot = slot_at(self.found, self.step)
        if self.found is None or slot is None or self.milestone is None or not self.seen():
            return
        one, alternative = self.milestone.id, reason_of(self.found.advice, slot).alternative
        together = [other for other, _ in alternative.instead] if alternative else []
        others = together if one in together else [one]
        self.post_message(self.Chosen(self.choices.rather(others, slot.pick.milestone)))
