"""The formats to export in."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from mltrack.tui.present.formats import Choosing, Wanted
from mltrack.tui.present.row import FormatRef
from mltrack.tui.screens.dialog import Dialog
from mltrack.tui.widgets.format_list import FormatList
from mltrack.tui.widgets.row_list import RowList


class FormatsScreen(Dialog[Wanted]):
    """Every format; answers what is to be written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Close", id="export.close", tooltip="Write nothing"),
    ]

    def __init__(self, choosing: Choosing) -> None:
        self._choosing = choosing
        super().__init__("Export", FormatList(), [("enter", "Choose this format"), ("escape", "Write nothing")])

    def on_mount(self) -> None:
        """Show the formats."""
        self.query_one(FormatList).choosing = self._choosing

    @on(FormatList.Changed)
    def _changed(self, event: FormatList.Changed) -> None:
        before = self._choosing
        self._choosing = replace(before, of_role=before.of_role ^ event.role, as_todo=before.as_todo ^ event.todos)
        self.query_one(FormatList).choosing = self._choosing

    @on(RowList.Highlighted)
    def _highlighted(self) -> None:
        self.refresh_bindings()

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        if isinstance(event.ref, FormatRef):
            self.dismiss(self._choosing.wanted(event.ref.id))

    def action_leave(self) -> None:
        """Write nothing."""
        self.dismiss(None)
