"""Roles side by side: the heads of the columns, and below them what is known of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from mltrack.core.compare import Efforts, efforts
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.columns import Columns
from mltrack.tui.present.compare import HEAD, Look, comparison_rows, heads
from mltrack.tui.present.row import Row
from mltrack.tui.widgets.reckoning import Question, Reckoning


class ComparisonHeads(Widget):
    """The heads of the columns, which stay while the rest scrolls. A click chooses a column, a second one opens it."""

    DEFAULT_CSS = f"""
    ComparisonHeads {{ height: {HEAD}; width: 1fr; text-wrap: nowrap; text-overflow: clip; background: $surface; }}
    """

    snapshot: reactive[Snapshot | None] = reactive(None)
    role_ids: reactive[tuple[str, ...]] = reactive(())
    column: reactive[int] = reactive(0)

    def render(self) -> Content:
        """One head for each column in view."""
        if self.snapshot is None or not self.role_ids:
            return Content("")
        return heads(self.snapshot, self.role_ids, self.column, self._width)

    @property
    def _width(self) -> int:
        return self.size.width - 1  # the scroll bar beside the rows

    async def on_click(self, event: events.Click) -> None:
        """Choose the column under the pointer, or open its role."""
        number = Columns.within(self._width, len(self.role_ids), self.column).at(event.x)
        if number == self.column:
            await self.run_action("screen.open_role")
        elif number >= 0:
            await self.run_action(f"screen.choose({number})")


class Comparing(Reckoning[Efforts]):
    """What is known of the roles, line by line; the cursor stops at milestones."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "screen.add_role", "Add a role", id="compare.add", tooltip="Compare with one more role"),
        Binding("x", "screen.remove_role", "Remove", id="compare.remove", tooltip="Take the chosen role out"),
        Binding(
            "left",
            "screen.step(-1)",
            "Column left",
            show=False,
            id="compare.left",
            tooltip="Choose the column on the left",
        ),
        Binding("right", "screen.step(1)", "Column", id="compare.right", tooltip="Choose the column on the right"),
        Binding("t", "screen.target", "Target", id="compare.target", tooltip="Aim for the chosen role, or stop"),
        Binding("o", "screen.open_role", "Open role", id="compare.open", tooltip="Show the chosen role in its place"),
        Binding("a", "unfold", "All ways", id="compare.unfold", tooltip="Show or hide what is one of several ways"),
    ]

    role_ids: reactive[tuple[str, ...]] = reactive((), repaint=False)
    column: reactive[int] = reactive(0, repaint=False)
    unfolded: reactive[bool] = reactive(False, repaint=False)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The roles, once there are some."""
        if self.snapshot is None or not self.role_ids:
            return ()
        look = Look(self.column, self.unfolded, self.is_waiting, self.weekly_hours)
        return comparison_rows(self.snapshot, self.role_ids, look, width, self.answer)

    def question(self) -> Question[Efforts] | None:
        """What is left to do for each, and for all."""
        snapshot, role_ids, hours = self.snapshot, self.role_ids, self.weekly_hours
        return None if snapshot is None else lambda work: efforts(snapshot, role_ids, hours, work)

    def watch_role_ids(self) -> None:
        """Show others."""
        self.ask(afresh=True)
        self.rebuild()

    def watch_column(self) -> None:
        """Keep the chosen one in view."""
        self.rebuild()

    def watch_unfolded(self) -> None:
        """Show or hide what is one of several ways."""
        self.rebuild()

    def action_unfold(self) -> None:
        """Show or hide what is one of several ways."""
        self.unfolded = not self.unfolded
