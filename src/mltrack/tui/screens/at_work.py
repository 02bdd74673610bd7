"""What is shown while something takes its time, and the key that stops it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mltrack.tui.widgets.key_bar import KeyBar


class AtWork(ModalScreen[None]):
    """Says what is being done; it answers when it is stopped, and is dismissed when the work is over."""

    CSS_PATH = "question.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="work.stop", tooltip="Stop it; nothing is changed"),
    ]

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self._title, self._words = title, words

    def compose(self) -> ComposeResult:
        """What is being done."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(self._title)
            yield Static(Content(self._words))
        yield KeyBar()

    def action_stop(self) -> None:
        """Stop it."""
        self.dismiss(None)
