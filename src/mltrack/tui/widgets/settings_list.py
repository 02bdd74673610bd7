"""The list of settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from mltrack.tui.present.row import Row
from mltrack.tui.present.settings import Wearing, settings_rows
from mltrack.tui.widgets.row_list import RowList


class SettingsList(RowList):
    """Every setting with its value; left and right go through what it can be."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "step(0)", "Change", key_display="enter", id="settings.change", tooltip="Change it"),
        Binding("right,l", "step(1)", "Next", id="settings.next", tooltip="The next value"),
        Binding("left,h", "step(-1)", "Previous", show=False, id="settings.previous", tooltip="The value before"),
        Binding("backspace,delete", "usual", "Usual keys", id="settings.usual", tooltip="The keys it had at first"),
    ]

    worn: reactive[Wearing] = reactive(Wearing(), repaint=False)

    class Changed(Message):
        """Somebody wants another value for what the cursor is on."""

        def __init__(self, setting: str, steps: int | None) -> None:
            super().__init__()
            self.setting = setting
            self.steps = steps
            """So many values on; 0 for whichever way the setting is changed, None for the usual keys."""

    def rows_for(self, width: int) -> Iterable[Row]:
        """The settings."""
        return settings_rows(self.worn, width)

    def watch_worn(self) -> None:
        """Show what is set now."""
        self.rebuild()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only commands have usual keys, and only the others have a next value."""
        is_key = self.ref is not None and self.ref.id.startswith("keymap.")
        if action == "usual":
            return True if is_key else None
        if action == "step" and parameters != (0,):
            return None if is_key else True
        return super().check_action(action, parameters)

    def action_step(self, steps: int) -> None:
        """Ask for another value."""
        self._post(steps)

    def action_usual(self) -> None:
        """Ask for the usual keys."""
        self._post(None)

    def action_open(self) -> None:
        """A click on the row under the cursor changes it."""
        self._post(0)

    def _post(self, steps: int | None) -> None:
        if self.ref is not None and self.seen():
            self.post_message(self.Changed(self.ref.id, steps))
