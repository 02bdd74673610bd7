"""The keys that say what is to be in the plan, for every list of the Plan place."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from mltrack.core.planning import Choices
from mltrack.tui.widgets.milestone_keys import MilestoneKeys


class PlanKeys(MilestoneKeys):
    """A list whose cursor can stand on a milestone that may be pinned or left out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "pin", "Pin", id="plan.pin", tooltip="Have it in the plan, or no longer insist on it"),
        Binding("x", "leave_out", "Leave out", id="plan.leave-out", tooltip="Plan without it, or allow it again"),
    ]

    choices: reactive[Choices] = reactive(Choices(), repaint=False)

    class Chosen(Message):
        """Something else is wanted in the plan."""

        def __init__(self, choices: Choices) -> None:
            super().__init__()
            self.choices = choices

    def watch_choices(self) -> None:
        """Show the signs."""
        self.rebuild()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a milestone there is nothing to pin."""
        if action in {"pin", "leave_out"}:
            return True if self.milestone else None
        return super().check_action(action, parameters)

    def action_pin(self) -> None:
        """Ask for the milestone to be in the plan, or no longer for it."""
        self._choose(self.choices.turn_pin)

    def action_leave_out(self) -> None:
        """Ask for a plan without the milestone, or for it to be allowed again."""
        self._choose(self.choices.turn_without)

    def _choose(self, turn: Callable[[str], Choices]) -> None:
        if self.milestone is not None and self.seen():
            self.post_message(self.Chosen(turn(self.milestone.id)))
