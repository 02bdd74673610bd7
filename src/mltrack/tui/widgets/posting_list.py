"""The list of what a job posting asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from mltrack.tui.present.posting import Drafting, posting_rows
from mltrack.tui.present.row import PostingRef, Row
from mltrack.tui.widgets.row_list import RowList


class PostingList(RowList):
    """Requirements with boxes; keys say which are kept, and how firmly and how well they are asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "keep", "Keep", id="posting.keep", tooltip="Keep it, or leave it out"),
        Binding("o", "strength", "Strength", id="posting.strength", tooltip="Required, recommended or optional"),
        Binding("plus", "step(1)", "Higher", key_display="+", id="posting.raise", tooltip="One level higher"),
        Binding("minus", "step(-1)", "Lower", key_display="-", id="posting.lower", tooltip="One level lower"),
    ]

    drafting: reactive[Drafting | None] = reactive(None, repaint=False)

    class Changed(Message):
        """Somebody has changed the draft."""

        def __init__(self, drafting: Drafting) -> None:
            super().__init__()
            self.drafting = drafting

    def rows_for(self, width: int) -> Iterable[Row]:
        """What it asks for."""
        return posting_rows(self.drafting, width) if self.drafting else ()

    def watch_drafting(self) -> None:
        """Show what it is now."""
        self.rebuild()

    @property
    def number(self) -> int:
        """Number of the line under the cursor; -1 for none."""
        return self.ref.number if isinstance(self.ref, PostingRef) else -1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with the line under the cursor."""
        if action == "open":
            return False
        if action == "step" and self.drafting is not None and isinstance(parameters[0], int):
            return True if self.number >= 0 and self.drafting.can_step(self.number, parameters[0]) else None
        return super().check_action(action, parameters)

    def action_keep(self) -> None:
        """Keep the line, or leave it out."""
        if (drafting := self._seen) is not None:
            self.post_message(self.Changed(drafting.toggled(self.number)))

    def action_strength(self) -> None:
        """Ask for it more or less firmly."""
        if (drafting := self._seen) is not None:
            self.post_message(self.Changed(drafting.asked_otherwise(self.number)))

    def action_step(self, steps: int) -> None:
        """Ask for it at another level."""
        if (drafting := self._seen) is not None:
            self.post_message(self.Changed(drafting.stepped(self.number, steps)))

    def action_open(self) -> None:
        """A click on the row under the cursor keeps it, or leaves it out."""
        self.action_keep()

    @property
    def _seen(self) -> Drafting | None:
        """The draft, where the cursor's row is in view."""
        return self.drafting if self.number >= 0 and self.seen() else None
