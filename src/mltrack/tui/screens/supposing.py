"""The dialog that ends supposing: what was supposed, what it would move, and what becomes of it."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from textual.binding import Binding, BindingType

from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.supposing import end_choices, supposed_rows
from mltrack.tui.screens.dialog import Dialog
from mltrack.tui.widgets.reading import Reading


class End(Enum):
    """What becomes of what was supposed."""

    KEEP = "keep"
    DISCARD = "discard"
    GO_ON = "go on"


class EndSupposing(Dialog[End]):
    """Asks what becomes of what was supposed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "answer('KEEP')",
            "Keep",
            key_display="enter",
            priority=True,
            id="what-if.keep",
            tooltip="Do all of it for real, as one change",
        ),
        Binding("d", "answer('DISCARD')", "Discard", id="what-if.discard", tooltip="Forget it; nothing was saved"),
        Binding("escape,W", "answer('GO_ON')", "Go on", id="what-if.go-on", tooltip="Go on supposing"),
    ]

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        """Tell of what would change from `before` to `after`."""
        super().__init__("What if", Reading(lambda width: supposed_rows(before, after, width)), end_choices())

    def action_answer(self, end: str) -> None:
        """End in this way."""
        self.dismiss(End[end])
