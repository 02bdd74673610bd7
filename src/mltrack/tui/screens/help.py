"""Help: every key that works right now, made from the live bindings, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mltrack.tui.present.legend import KeyHelp, help_page
from mltrack.tui.widgets.key_bar import KeyBar


class HelpScreen(ModalScreen[None]):
    """Shows the bindings that were active where help was asked for."""

    CSS_PATH = "question.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "app.pop_screen", "Close", id="help.close"),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, bindings: Iterable[ActiveBinding], app: App[None]) -> None:
        super().__init__()
        self._keys = list(_keys(bindings, app))

    def compose(self) -> ComposeResult:
        """One page to scroll."""
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = Content("Help")
            yield Static(help_page(self._keys))
        yield KeyBar()

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def _keys(bindings: Iterable[ActiveBinding], app: App[None]) -> Iterator[KeyHelp]:
    """One entry an action with all its keys; what acts comes before what only moves the cursor."""
    keys: dict[str, list[str]] = {}
    found: dict[str, ActiveBinding] = {}
    for active in bindings:
        if active.binding.id is not None:
            keys.setdefault(active.binding.action, []).append(app.get_key_display(active.binding))
            found[active.binding.action] = active
    for action in sorted(found, key=lambda action: (found[action].binding.id or "").startswith("list.")):
        binding = found[action].binding
        yield KeyHelp(" ".join(keys[action]), binding.tooltip or binding.description, found[action].node is app)
