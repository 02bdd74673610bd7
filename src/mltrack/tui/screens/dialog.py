"""What the dialogs share that tell something at length: rows to scroll, and below them what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static

from mltrack.tui.present.legend import choice_lines
from mltrack.tui.present.row import Row
from mltrack.tui.widgets.key_bar import KeyBar
from mltrack.tui.widgets.reading import Reading
from mltrack.tui.widgets.row_list import RowList
from mltrack.tui.widgets.too_small import TooSmall

_Answer = TypeVar("_Answer")
_AROUND = 5
"""Lines that are not the list's: the key bar, frame and padding."""


class Dialog(ModalScreen[_Answer]):
    """A framed list over the place it was opened from."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialog.tcss"]
    AUTO_FOCUS: ClassVar[str | None] = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.help", "Help", key_display="?", id="dialog.help", tooltip="All keys and signs"),
    ]

    def __init__(self, title: str, listed: RowList, choices: Sequence[tuple[str, str]] = ()) -> None:
        """A dialog with what `listed` shows and, below it, the keys that answer it."""
        super().__init__()
        self._title, self._listed, self._choices = title, listed, choices

    def compose(self) -> ComposeResult:
        """The list, and what can be done."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(self._title)
            yield from self.compose_list()
            if self._choices:
                choices = Static(choice_lines(self._choices), classes="choices")
                choices.border_title = Content(" What to do ")
                yield choices
        yield TooSmall()
        yield KeyBar()

    def compose_list(self) -> ComposeResult:
        """The list."""
        yield self._listed

    def on_resize(self, event: events.Resize) -> None:
        """The list gets the lines that are left, so that what can be done is always in view."""
        choices = len(self._choices) + 2 if self._choices else 0
        self._listed.styles.max_height = max(1, event.size.height - _AROUND - choices)


class ReadingScreen(Dialog[None]):
    """Something to read and to close."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.pop_screen", "Close", id="reading.close"),
    ]

    def __init__(self, title: str, rows: Callable[[int], Iterable[Row]]) -> None:
        super().__init__(title, Reading(rows))


class Decision(Dialog[_Answer]):
    """Asks what is to be done. It may come by itself, in the middle of somebody's typing.

    So it takes no answer before there has been a pause in the keys: what was typed for the place
    below it neither answers it nor does anything else.
    """

    PAUSE: ClassVar[float] = 0.6
    """Seconds without a key after which it takes an answer."""

    listening: reactive[bool] = reactive(False, bindings=True)
    """True once it takes an answer."""

    def __init__(self, title: str, listed: RowList, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(title, listed, choices)
        self._pause: Timer | None = None

    def on_mount(self) -> None:
        """Wait for a pause."""
        self._pause = self.set_timer(self.PAUSE, self._listen)

    def _listen(self) -> None:
        self.listening = True

    def on_key(self) -> None:
        """While somebody types, the pause begins anew."""
        if self._pause is not None:
            self._pause.reset()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An answer counts once it can have been meant."""
        if action == "answer":
            return True if self.listening else None
        return super().check_action(action, parameters)
