"""The first start: which role are you aiming for?"""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Input, Static

from mltrack.core.query import RoleQuery
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.row import RoleRef
from mltrack.tui.widgets.key_bar import KeyBar
from mltrack.tui.widgets.role_chooser import RoleChooser, RoleFilter
from mltrack.tui.widgets.too_small import TooSmall

_WELCOME = "Which role are you aiming for?"
_HINT = "Type to narrow the list. The arrows and space choose one or more; the first is your primary target."


class WelcomeScreen(Screen[tuple[str, ...]]):
    """Asks as long as nothing has been told; it can be left without an answer."""

    AUTO_FOCUS: ClassVar[str | None] = "RoleFilter"

    CSS_PATH: ClassVar[list[str | PurePath]] = ["welcome.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "Choose", id="welcome.choose"),
        Binding("escape", "skip", "Not now", id="welcome.skip"),
    ]

    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)
    chosen: reactive[tuple[str, ...]] = reactive((), repaint=False)

    def compose(self) -> ComposeResult:
        """The question, the filter and the roles."""
        with Vertical(id="welcome") as dialog:
            dialog.border_title = Content("Welcome to mltrack")
            yield Static(Content(_WELCOME), id="question")
            yield Static(Content(_HINT), classes="hint")
            yield RoleFilter()
            yield RoleChooser(id="choices").data_bind(WelcomeScreen.snapshot, WelcomeScreen.chosen)
        yield TooSmall()
        yield KeyBar()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.query_one(RoleChooser).role_query = RoleQuery(event.value)

    @on(RoleFilter.Passed)
    def _passed(self, event: RoleFilter.Passed) -> None:
        if event.key == "space":
            self.action_choose()
        else:
            self.query_one(RoleChooser).action_move(1 if event.key == "down" else -1)

    def action_choose(self) -> None:
        """Choose the role under the cursor, or leave it again."""
        ref = self.query_one(RoleChooser).ref
        if isinstance(ref, RoleRef):
            without = tuple(role_id for role_id in self.chosen if role_id != ref.id)
            self.chosen = without if ref.id in self.chosen else (*self.chosen, ref.id)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        # With nothing chosen, the role under the cursor is what was meant.
        ref = self.query_one(RoleChooser).ref
        under_cursor = (ref.id,) if isinstance(ref, RoleRef) else ()
        self._leave(self.chosen or under_cursor)

    def action_skip(self) -> None:
        """Begin without a target."""
        self._leave(())

    def _leave(self, role_ids: tuple[str, ...]) -> None:
        if self.is_current:  # a second enter may have been typed ahead
            self.dismiss(role_ids)
