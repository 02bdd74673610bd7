"""The first start: which role are you aiming for?"""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Input, Static

from mltrack.core.query import RoleQuery, closest, fitting_roles
from mltrack.core.records import dataclass
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.row import RoleRef
from mltrack.tui.screens.question import PathLine
from mltrack.tui.widgets.key_bar import KeyBar
from mltrack.tui.widgets.role_chooser import RoleChooser, RoleFilter
from mltrack.tui.widgets.row_list import RowList
from mltrack.tui.widgets.too_small import TooSmall

_WELCOME = "Which role are you aiming for?"
_HINT = (
    "Type to narrow the list, then go into it with an arrow. There, space chooses a role, or several: "
    "the first is the one that mltrack keeps in view. Enter begins."
)
_FILE = "Have a LinkedIn export or a JSON Resume? Tab, and give its path."
_PATH = "the path of a file or a folder, typed or dragged here"
_NOTHING = "Choose a role with space, or press escape to look around first."
_NONE_FITS = "No role fits. Take letters back, or press escape to look around first."


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a newcomer begins with."""

    role_ids: tuple[str, ...] = ()
    """The roles to aim for, the primary one first."""
    path: str = ""
    """Where what they have already is told, as it was typed; empty for nowhere."""


class FileLine(PathLine):
    """A line for a path, which is there for those who have one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,up,shift+tab", "screen.to_roles", "Back to the roles", key_display="esc", id="welcome.roles"),
    ]


class WelcomeScreen(Screen[Beginning]):
    """Asks as long as nothing has been told; it can be left without an answer."""

    AUTO_FOCUS: ClassVar[str | None] = "RoleFilter"

    CSS_PATH: ClassVar[list[str | PurePath]] = ["welcome.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "Choose", id="welcome.choose"),
        Binding("escape", "skip", "Look around", id="welcome.skip"),
        Binding("tab", "to_file", "From a file", key_display="tab", id="welcome.file", tooltip="Begin from a file"),
    ]

    _pointed = False
    """True once somebody has moved the cursor or typed: then it stands where they want it."""
    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)
    chosen: reactive[tuple[str, ...]] = reactive((), repaint=False)

    def compose(self) -> ComposeResult:
        """The question, the filter and the roles."""
        with Vertical(id="welcome") as dialog:
            dialog.border_title = Content("Welcome to mltrack")
            yield Static(Content(_WELCOME), id="question")
            yield Static(Content(_HINT), classes="hint")
            yield RoleFilter()
            yield Static(Content(""), id="missing")
            yield RoleChooser(id="choices").data_bind(WelcomeScreen.snapshot, WelcomeScreen.chosen)
            yield Static(Content(_FILE), id="have")
            yield FileLine(placeholder=_PATH, compact=True)
        yield TooSmall()
        yield KeyBar()

    @on(Input.Changed, "RoleFilter")
    def _typed(self, event: Input.Changed) -> None:
        self._pointed = bool(event.value)
        chooser = self.query_one(RoleChooser)
        chooser.role_query = RoleQuery(event.value)
        if self.snapshot is not None:
            typed = closest(fitting_roles(self.snapshot, chooser.role_query), event.value)
            if typed is not None:
                chooser.show(RoleRef(typed))
        self._say("" if chooser.stops else _NONE_FITS)

    @on(RoleFilter.Passed)
    def _passed(self, event: RoleFilter.Passed) -> None:
        if event.key == "space":
            self.action_choose()
        else:
            self._pointed = True
            self._say("")
            if not event.entering:
                self.query_one(RoleChooser).action_move(1 if event.key == "down" else -1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a filter is typed, the space bar is a letter."""
        if action == "choose" and (self.query_one(RoleFilter).typing or self._at_file):
            return False
        if action in {"to_file", "skip"} and self._at_file:
            return False
        return super().check_action(action, parameters)

    @property
    def _at_file(self) -> bool:
        return isinstance(self.focused, FileLine)

    def action_to_file(self) -> None:
        """Go to the line for a path."""
        self.set_focus(self.query_one(FileLine))

    def action_to_roles(self) -> None:
        """Go back to the roles."""
        self.set_focus(self.query_one(RoleFilter))

    def on_click(self, event: events.Click) -> None:
        """A click points at a role; a second one on it chooses it, see below."""
        self._pointed = self._pointed or event.widget is self.query_one(RoleChooser)

    @on(RowList.Opened)
    def _clicked_again(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Choose the role under the cursor, or leave it again."""
        ref = self.query_one(RoleChooser).ref
        if isinstance(ref, RoleRef):
            self._say("")
            without = tuple(role_id for role_id in self.chosen if role_id != ref.id)
            self.chosen = without if ref.id in self.chosen else (*self.chosen, ref.id)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        # Where nobody has been looking for a role, the one at the top of the list is not what was meant.
        ref = self.query_one(RoleChooser).ref
        pointed_at = (ref.id,) if self._pointed and isinstance(ref, RoleRef) else ()
        path = self.query_one(FileLine).value.strip()
        if self.chosen or pointed_at or path:
            self._leave(Beginning(self.chosen or pointed_at, path))
        else:
            self._say(_NOTHING if self.query_one(RoleChooser).stops else _NONE_FITS)

    def _say(self, words: str) -> None:
        self.query_one("#missing", Static).update(Content(words))

    def action_skip(self) -> None:
        """Begin with what is chosen so far, if anything."""
        self._leave(Beginning(self.chosen))

    def _leave(self, beginning: Beginning) -> None:
        if self.is_current:  # a second enter may have been typed ahead
            self.dismiss(beginning)
