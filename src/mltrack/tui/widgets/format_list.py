"""The list of formats to export in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from mltrack.tui.present.formats import Choosing, format_rows
from mltrack.tui.present.row import FormatRef, Row
from mltrack.tui.widgets.row_list import RowList


class FormatList(RowList):
    """One row a format; keys say what it is to be about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "other_role", "Role or all", id="export.role", tooltip="Only the role in view, or all of it"),
        Binding("t", "todos", "To-dos", id="export.todos", tooltip="In a calendar: to-dos in place of events"),
    ]

    choosing: reactive[Choosing | None] = reactive(None, repaint=False)

    class Changed(Message):
        """Another thing is to be written: of the role or of all, as to-dos or as events."""

        def __init__(self, *, role: bool = False, todos: bool = False) -> None:
            super().__init__()
            self.role = role
            self.todos = todos

    def rows_for(self, width: int) -> Iterable[Row]:
        """The formats."""
        return format_rows(self.choosing, width) if self.choosing else ()

    def watch_choosing(self) -> None:
        """Show what it is about now."""
        self.rebuild()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A role only where one is in view, to-dos only in a calendar."""
        if self.choosing is not None and action == "other_role":
            return True if self.choosing.role else None
        if self.choosing is not None and action == "todos":
            return True if isinstance(self.ref, FormatRef) and self.choosing.formats[self.ref.id].has_todos else None
        return super().check_action(action, parameters)

    def action_other_role(self) -> None:
        """Of the role in view, or of all."""
        self.post_message(self.Changed(role=True))

    def action_todos(self) -> None:
        """To-dos, or events."""
        self.post_message(self.Changed(todos=True))
