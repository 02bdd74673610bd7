"""What a document would have recorded: its person looks it through and says what is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from mltrack.core.agreement import Agreement
from mltrack.core.proposal_words import totals_words
from mltrack.tui.present.legend import choice_lines
from mltrack.tui.present.proposals import NO_DETAIL, Brought, agreement_choices, found_words, proposal_detail
from mltrack.tui.present.row import Row
from mltrack.tui.screens.dialog import Decision
from mltrack.tui.widgets.panel import Panel
from mltrack.tui.widgets.proposal_list import ProposalList
from mltrack.tui.widgets.row_list import RowList

_BESIDE = 100
"""Cells from which there is room for what is said of a proposal beside the list."""


class ProposalsScreen(Decision[Agreement]):
    """Everything a document says, to tick; answers what was agreed to, and None when it is left."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialog.tcss", "proposals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,ctrl+s",
            "answer",
            "Record",
            key_display="enter",
            priority=True,
            id="import.record",
            tooltip="Record what is ticked, as one change",
        ),
        Binding("escape", "leave", "Leave", id="import.leave", tooltip="Leave, and record nothing"),
    ]

    def __init__(self, brought: Brought) -> None:
        self._brought = brought
        choices = agreement_choices(brought.agreement)
        super().__init__(f"From {brought.name}", ProposalList(), choices)

    def compose_list(self) -> ComposeResult:
        """What was read, the list, and what is said of the proposal under the cursor."""
        yield Static(found_words(self._brought, totals_words(self._brought.agreement.groups)), id="found")
        with Container(id="both"):
            yield self._listed
            yield Panel("", id="about")

    def on_mount(self) -> None:
        """Show the proposals."""
        super().on_mount()
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """What is said of a proposal goes beside the list or below it."""
        self.set_class(event.size.width < _BESIDE, "-below")
        self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing ticked, nothing to record."""
        if action == "answer" and not self._brought.agreement.taken:
            return None
        return super().check_action(action, parameters)

    @on(ProposalList.Agreed)
    def _agreed(self, event: ProposalList.Agreed) -> None:
        self._brought = replace(self._brought, agreement=event.agreement)
        self.query_one(".choices", Static).update(choice_lines(agreement_choices(event.agreement)))
        self._show()

    @on(RowList.Highlighted)
    def _highlighted(self) -> None:
        self._tell()
        self.refresh_bindings()

    def _show(self) -> None:
        self.query_one(ProposalList).brought = self._brought
        self._tell()
        self.refresh_bindings()

    def _tell(self) -> None:
        """Say of the proposal under the cursor what there is to say."""
        agreement, number, brief = (
            self._brought.agreement,
            self.query_one(ProposalList).number,
            self.has_class("-below"),
        )

        def rows(width: int, _: int) -> Iterable[Row]:
            return proposal_detail(agreement, number, width, brief=brief) if number >= 0 else NO_DETAIL

        self.query_one(Panel).show(rows)

    def action_answer(self) -> None:
        """Record what is ticked."""
        self.dismiss(self._brought.agreement)

    def action_leave(self) -> None:
        """Record nothing."""
        self.dismiss(None)
