"""The list of what a document would have recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from mltrack.core.agreement import Agreement
from mltrack.tui.present.proposals import Brought, proposal_rows
from mltrack.tui.present.row import ProposalRef, Row
from mltrack.tui.widgets.row_list import RowList


class ProposalList(RowList):
    """Proposals with boxes; keys say which are to be recorded, and as what."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", id="import.tick", tooltip="Record it, or leave it out"),
        Binding("a", "tick_group", "All", id="import.all", tooltip="Tick all of this group, or none of it"),
        Binding("plus", "step(1)", "Higher", key_display="+", id="import.raise", tooltip="A skill one level higher"),
        Binding("minus", "step(-1)", "Lower", key_display="-", id="import.lower", tooltip="A skill one level lower"),
        Binding("o", "other", "Other", id="import.other", tooltip="Take it for another milestone that it may be"),
    ]

    brought: reactive[Brought | None] = reactive(None, repaint=False)

    class Agreed(Message):
        """Somebody agrees to more, to less, or to something else."""

        def __init__(self, agreement: Agreement) -> None:
            super().__init__()
            self.agreement = agreement

    def rows_for(self, width: int) -> Iterable[Row]:
        """The proposals."""
        return proposal_rows(self.brought, width) if self.brought else ()

    def watch_brought(self) -> None:
        """Show what is agreed to now."""
        self.rebuild()

    @property
    def number(self) -> int:
        """Number of the proposal under the cursor; -1 for none."""
        return self.ref.number if isinstance(self.ref, ProposalRef) else -1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with the proposal under the cursor."""
        if action == "open":
            return False
        if action not in {"tick", "tick_group", "step", "other"}:
            return super().check_action(action, parameters)
        number, agreement = self.number, self.brought.agreement if self.brought else None
        if agreement is None or number < 0:
            return None
        match action, parameters:
            case "tick", _:
                can = agreement.can_take(number)
            case "tick_group", _:
                can = bool(agreement.group(agreement.groups[number]))
            case "step", (int(steps),):
                can = agreement.can_step(number, steps)
            case _:
                can = agreement.others(number) > 0
        return True if can else None

    def action_tick(self) -> None:
        """Record it, or do not."""
        if (agreement := self._seen) is not None:
            self.post_message(self.Agreed(agreement.toggled(self.number)))

    def action_tick_group(self) -> None:
        """All of the group, or nothing of it."""
        if (agreement := self._seen) is not None:
            self.post_message(self.Agreed(agreement.group_toggled(agreement.groups[self.number])))

    def action_step(self, steps: int) -> None:
        """A skill so many levels higher."""
        if (agreement := self._seen) is not None:
            self.post_message(self.Agreed(agreement.stepped(self.number, steps)))

    def action_other(self) -> None:
        """Take it for the next milestone that it may be."""
        if (agreement := self._seen) is not None:
            self.post_message(self.Agreed(agreement.taken_for_next(self.number)))

    def action_open(self) -> None:
        """A click on the row under the cursor ticks it."""
        if self.brought is not None and self.brought.agreement.can_take(self.number):
            self.action_tick()

    @property
    def _seen(self) -> Agreement | None:
        """What is agreed to so far, where the cursor's row is in view."""
        return self.brought.agreement if self.brought is not None and self.number >= 0 and self.seen() else None
