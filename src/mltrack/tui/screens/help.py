"""Help: every key that works right now, made from the live bindings, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.widgets import Input

from mltrack.tui.present.legend import KeyHelp, help_rows
from mltrack.tui.screens.dialog import Dialog
from mltrack.tui.widgets.filter_line import FilterLine
from mltrack.tui.widgets.reading import Reading


class HelpScreen(Dialog[None]):
    """Shows the bindings that were active where help was asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", key_display="/", id="help.filter", tooltip="Look for a word"),
        Binding("escape,question_mark,q", "app.pop_screen", "Close", id="help.close"),
    ]

    def __init__(self, place: str, bindings: Iterable[ActiveBinding], app: App[None]) -> None:
        """Help for a place, by its name."""
        self._keys = list(_keys(bindings, app))
        self._wanted = ""
        self._reading = Reading(lambda width: help_rows(self._keys, width, self._wanted))
        super().__init__(f"Help for {place}", self._reading)

    def compose_list(self) -> ComposeResult:
        """The help, and a line to filter it with, which is out of the way until it is asked for."""
        yield FilterLine()
        yield from super().compose_list()

    def on_resize(self, event: events.Resize) -> None:
        """The filter has its line."""
        super().on_resize(event)
        self._reading.styles.height = max(1, event.size.height - 7)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._wanted = event.value
        self._reading.rebuild(top=True)

    def action_filter(self) -> None:
        """Start typing; the very next key is the first letter."""
        line = self.query_one(FilterLine)
        line.display = True
        self.set_focus(line)

    def action_keep_filter(self) -> None:
        """Go to what is left, to read it."""
        self.set_focus(self._reading)

    def action_clear_filter(self) -> None:
        """Go to all of it."""
        self.query_one(FilterLine).clear_in_turn()
        self.set_focus(self._reading)


def _keys(bindings: Iterable[ActiveBinding], app: App[None]) -> Iterator[KeyHelp]:
    """One entry an action, with all its keys."""
    keys: dict[str, list[str]] = {}
    found: dict[str, Binding] = {}
    for active in bindings:
        if active.binding.id is not None:
            keys.setdefault(active.binding.action, []).append(app.get_key_display(active.binding))
            found.setdefault(active.binding.action, active.binding)
    for action, binding in found.items():
        yield KeyHelp(binding.id or "", " ".join(keys[action]), binding.tooltip or binding.description)
