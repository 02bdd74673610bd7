"""The settings, and the dialog that takes a key for a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from mltrack.tui.messages import ChangeSetting
from mltrack.tui.present.settings import CommandKeys, Wearing, key_wanted
from mltrack.tui.screens.dialog import Dialog
from mltrack.tui.widgets.key_bar import KeyBar
from mltrack.tui.widgets.settings_list import SettingsList

_LEAVES = {"backspace", "escape", "ctrl+c", "ctrl+q"}
"""Keys that nobody can give to a command by pressing them."""


class SettingsScreen(Dialog[None]):
    """Everything that can be set; what is changed holds and is saved at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,comma", "app.pop_screen", "Close", id="settings.close"),
    ]

    worn: reactive[Wearing] = reactive(Wearing(), repaint=False)

    def __init__(self) -> None:
        super().__init__("Settings", SettingsList())

    def on_mount(self) -> None:
        """Show what is set."""
        self.watch_worn()

    def watch_worn(self) -> None:
        """Show what is set now, and what became of the last change."""
        if self.is_mounted:
            self.query_one(SettingsList).worn = self.worn
            self.query_one(".dialog").border_subtitle = Content(self.worn.said)

    @on(SettingsList.Highlighted)
    def _highlighted(self) -> None:
        self.refresh_bindings()

    @on(SettingsList.Changed)
    async def _changed(self, event: SettingsList.Changed) -> None:
        is_key = event.setting.startswith("keymap.")
        if event.steps is None:
            self.post_message(ChangeSetting(event.setting, None))
        elif is_key:
            await self.run_action(f"app.ask_key('{event.setting.removeprefix('keymap.')}')")
        elif event.setting == "hours_per_week":
            await self.run_action(f"app.{'ask_hours' if event.steps == 0 else f'step_hours({event.steps})'}")
        else:
            self.post_message(ChangeSetting(event.setting, self.worn.following(event.setting, event.steps or 1)))


class KeyLine(Static, can_focus=True):
    """Takes the next key, whatever it is, but for those that leave."""

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's signature
        """Every key is for this line, so that no command answers to it."""
        return key not in _LEAVES


class KeyQuestion(ModalScreen[str | None]):
    """Asks for a key by its being pressed; answers its name, empty for the usual keys, None for no change.

    `refused` says in words why a key will not do; empty where it will.
    """

    CSS_PATH = "question.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "KeyLine"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "answer('')", "Usual keys", id="key.usual"),
        Binding("escape", "answer", "Leave it", id="key.leave"),
    ]

    def __init__(self, command: CommandKeys, refused: Callable[[str], str]) -> None:
        super().__init__()
        self._command, self._refused = command, refused

    def compose(self) -> ComposeResult:
        """What is asked, and why a key will not do."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(f"A key for {self._command.name}")
            yield KeyLine(Content(key_wanted(self._command)))
            yield Static(Content(""), classes="fault")
        yield KeyBar()

    def on_key(self, event: events.Key) -> None:
        """Take the key, or say why not."""
        if event.key in _LEAVES:
            return
        event.stop()
        if refusal := self._refused(event.key):
            self.query_one(".fault", Static).update(Content(refusal))
        else:
            self.action_answer(event.key)

    def action_answer(self, key: str | None = None) -> None:
        """Give the answer."""
        self.dismiss(key)
