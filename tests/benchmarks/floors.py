"""What the speed of a Textual app is held against: the smallest there is, and a plain one with a list and a page.

python tests/benchmarks/floors.py hello|full
"""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import DataTable, Footer, Header, Static

ROWS = 20


class Hello(App[None]):
    """Textual's own floor: one line of text."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Static("READY")


class Full(App[None]):
    """The widgets that Textual brings, used as its guide shows them: a table of rows, and the page of one."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]
    CSS = "DataTable { width: 60; } Static { width: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Header()
        with Horizontal():
            yield DataTable[str](cursor_type="row")
            yield Static("READY")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Role", "Readiness")
        for number in range(ROWS):
            table.add_row(f"Role {number}", f"{number * 5}%")
        table.focus()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        lines = (f"Line {number} of role {event.cursor_row}" for number in range(ROWS))
        self.query_one(Static).update("\n".join(["READY", *lines]))


if __name__ == "__main__":
    {"hello": Hello, "full": Full}[sys.argv[1]]().run()
