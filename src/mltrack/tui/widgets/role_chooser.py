"""A list of roles to choose some from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from mltrack.core.query import RoleQuery
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.roles import role_choices
from mltrack.tui.present.row import Row
from mltrack.tui.widgets.row_list import RowList


class RoleFilter(Input):
    """A line to filter with, from which the arrows and the space bar reach the list.

    The space bar is a letter only while words are being typed: after the first letter, until an
    arrow has been pressed. Keys for the list are passed on as messages, so that they come after the
    letters typed before them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Begin", key_display="enter", id="welcome.done"),
    ]

    class Passed(Message):
        """A key for the list."""

        def __init__(self, key: str, *, entering: bool) -> None:
            super().__init__()
            self.key = key
            self.entering = entering
            """True when it ends typing: an arrow then goes to what the cursor shows, and not past it."""

    typing: reactive[bool] = reactive(False, repaint=False, bindings=True)
    """True while the space bar is a letter."""

    def __init__(self) -> None:
        super().__init__(placeholder="type to filter", compact=True)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Every letter, and the space between words."""
        return (key != "space" or self.typing) and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """Pass on what is not for typing."""
        passed = event.key in {"up", "down"} or (event.key == "space" and not self.typing)
        if passed:
            event.stop()
            event.prevent_default()
            self.post_message(self.Passed(event.key, entering=self.typing))
        self.typing = not passed and (self.typing or event.is_printable)

    def on_input_changed(self) -> None:
        """Nothing typed, nothing for the space bar to continue."""
        self.typing = self.typing and bool(self.value)


class RoleChooser(RowList, can_focus=False):
    """Roles that fit a query, with a mark on the chosen ones."""

    DEFAULT_CSS = """
    RoleChooser > .row-list--cursor { background: $row-cursor; }
    """

    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)
    role_query: reactive[RoleQuery] = reactive(RoleQuery(), repaint=False)
    chosen: reactive[tuple[str, ...]] = reactive((), repaint=False)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The roles that fit."""
        return role_choices(self.snapshot, self.role_query, self.chosen, width) if self.snapshot else ()

    def watch_snapshot(self) -> None:
        """Show what there is."""
        self.rebuild()

    def watch_role_query(self) -> None:
        """Show what fits now."""
        self.rebuild()

    def watch_chosen(self) -> None:
        """Mark what is chosen now."""
        self.rebuild()
