"""Two to four roles side by side, over the place that they were chosen in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input

from mltrack.core.compare import FEWEST, MOST
from mltrack.core.query import RoleOrder, RoleQuery, matching_roles
from mltrack.tui.messages import ShowMilestone, ShowRole, ToggleTarget
from mltrack.tui.present.compare import compare_hints
from mltrack.tui.present.row import MilestoneRef
from mltrack.tui.screens.place import PlaceScreen
from mltrack.tui.widgets.comparison import Comparing, ComparisonHeads
from mltrack.tui.widgets.row_list import RowList


class CompareScreen(PlaceScreen):
    """One column a role; keys act on the chosen one, or on the milestone under the cursor."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["place.tcss", "compare.tcss"]
    AUTO_FOCUS: ClassVar[str | None] = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", "Back", id="compare.back", tooltip="Back to where you were"),
    ]

    role_ids: reactive[tuple[str, ...]] = reactive((), repaint=False, bindings=True)
    """The roles, left to right."""
    column: reactive[int] = reactive(0, repaint=False, bindings=True)
    """Number of the chosen one."""

    def __init__(self, role_ids: tuple[str, ...], place: str) -> None:
        """Compare roles, two to four."""
        super().__init__(place)
        self.set_reactive(CompareScreen.role_ids, role_ids)
        self.add_class("-paging")

    def compose_body(self) -> ComposeResult:
        """The heads, and what is below them."""
        with Vertical(id="comparison") as frame:
            frame.border_title = Content("Compare")
            frame.border_subtitle = compare_hints()
            heads = ComparisonHeads()
            yield heads.data_bind(PlaceScreen.snapshot, CompareScreen.role_ids, CompareScreen.column)
            rows = Comparing(id="page").data_bind(PlaceScreen.snapshot, PlaceScreen.weekly_hours)
            yield rows.data_bind(CompareScreen.role_ids, CompareScreen.column)

    def on_screen_resume(self) -> None:
        """Work out what was not while other screens were in view."""
        self.query_one(Comparing).take_up()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No fewer than two columns and no more than four, and no further than the last."""
        if action == "add_role":
            return True if len(self.role_ids) < MOST and next(self.others(), None) else None
        if action == "remove_role":
            return True if len(self.role_ids) > FEWEST else None
        if action == "step" and isinstance(parameters[0], int):
            return True if 0 <= self.column + parameters[0] < len(self.role_ids) else None
        return super().check_action(action, parameters)

    def others(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Ids and names, the title first, of roles that are not compared yet; nearest first."""
        if self.snapshot is not None:
            for role in matching_roles(self.snapshot, RoleQuery(order=RoleOrder.NEAREST)):
                if role.id not in self.role_ids:
                    yield role.id, (role.title, *role.aliases)

    @property
    def _chosen(self) -> str:
        return self.role_ids[self.column]

    async def action_add_role(self) -> None:
        """Ask for one more role, ready for the next key."""
        palette = CommandPalette([AddRole], placeholder="Compare with…", id="--command-palette")
        await self.app.push_screen(palette)
        palette.set_focus(palette.query_one(Input))

    def add(self, role_id: str) -> None:
        """Put one more role beside the others, and choose it."""
        if len(self.role_ids) < MOST and role_id not in self.role_ids:
            self.role_ids = (*self.role_ids, role_id)
            self.column = len(self.role_ids) - 1

    def action_remove_role(self) -> None:
        """Take the chosen role out."""
        left = tuple(one for one in self.role_ids if one != self._chosen)
        self.column = min(self.column, len(left) - 1)
        self.role_ids = left

    def action_step(self, steps: int) -> None:
        """Choose the column so many further right."""
        self.column += steps

    def action_choose(self, number: int) -> None:
        """Choose a column."""
        self.column = number

    def action_target(self) -> None:
        """Ask to aim for the chosen role, or to stop."""
        self.post_message(ToggleTarget(self._chosen))

    def action_open_role(self) -> None:
        """Ask for the chosen role in its place."""
        self.post_message(ShowRole(self._chosen))

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        if isinstance(event.ref, MilestoneRef):
            self.post_message(ShowMilestone(event.ref.id))

    @on(RowList.Highlighted)
    def _highlighted(self) -> None:
        self.refresh_bindings()


class AddRole(Provider):
    """The roles that a comparison can go on with, nearest first."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for names, run in self._roles():
            yield DiscoveryHit(Content(names[0]), run, text=names[0])

    async def search(self, query: str) -> Hits:
        """Those whose title or another name matches; titles are literal text."""
        matcher = self.matcher(query)
        for names, run in self._roles():
            if score := max(matcher.match(name) for name in names):
                yield Hit(score, Content(names[0]), run, text=names[0])

    def _roles(self) -> Iterator[tuple[tuple[str, ...], Callable[[], None]]]:
        if isinstance(self.screen, CompareScreen):
            for role_id, names in self.screen.others():
                yield names, partial(self.screen.add, role_id)
