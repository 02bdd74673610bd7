"""What all places share: the bar on top, the keys below, and one or two panes by the room there is."""

from __future__ import annotations

from fractions import Fraction
from pathlib import PurePath
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import Input

from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK
from mltrack.core.snapshot import Snapshot
from mltrack.tui.frames import ThriftyScreen
from mltrack.tui.messages import ShowMilestone
from mltrack.tui.present.bars import SaveState, Supposing
from mltrack.tui.present.row import MilestoneRef, Ref
from mltrack.tui.widgets.filter_line import FilterLine
from mltrack.tui.widgets.key_bar import KeyBar
from mltrack.tui.widgets.place_bar import PlaceBar
from mltrack.tui.widgets.row_list import RowList
from mltrack.tui.widgets.too_small import TooSmall
from mltrack.tui.widgets.what_if_bar import WhatIfBar

_BROAD = 160
"""Cells from which a place has much room."""


class PlaceScreen(ThriftyScreen):
    """A screen of the main program; a subclass composes its body."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["place.tcss"]
    PLACE: ClassVar[str] = ""
    """The mode it is the screen of."""

    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)
    saving: reactive[SaveState] = reactive(SaveState(), repaint=False)
    supposing: reactive[Supposing | None] = reactive(None, repaint=False)
    weekly_hours: reactive[Fraction] = reactive(Fraction(DEFAULT_HOURS_PER_WEEK), repaint=False)
    """Study hours a week that plans reckon with."""

    def __init__(self, place: str = "") -> None:
        """A screen of its own place, or over the `place` that it was opened from."""
        super().__init__()
        self._place = place or self.PLACE

    def compose(self) -> ComposeResult:
        """The bars, and the body between them."""
        bar = PlaceBar(self._place)
        yield bar.data_bind(PlaceScreen.snapshot, PlaceScreen.saving, PlaceScreen.supposing)
        yield WhatIfBar().data_bind(PlaceScreen.supposing)
        with Horizontal(id="body"):
            yield from self.compose_body()
        yield TooSmall()
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """What is between the bars."""
        raise NotImplementedError

    def watch_supposing(self, supposing: Supposing | None) -> None:
        """Frames show it too."""
        self.set_class(supposing is not None, "-supposing")


class TwoPanes(PlaceScreen):
    """A list with a filter, and the page of what its cursor is on; one at a time where it is narrow."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "filter", "Filter", key_display="/", id="place.filter", priority=True, tooltip="Narrow by typing"
        ),
        Binding(
            "escape,left", "back", "Back", show=False, id="place.back", tooltip="Back to the list, or clear the filter"
        ),
    ]

    AUTO_FOCUS: ClassVar[str | None] = "#list"
    filter_line = getters.query_one(FilterLine)
    LIST: ClassVar[str] = "#list"
    PAGE: ClassVar[str] = "#page"

    def panes(self, row_list: RowList, page: RowList) -> ComposeResult:
        """The two panes."""
        with Vertical(id="left"):
            yield FilterLine()
            yield row_list
        yield page

    @property
    def row_list(self) -> RowList:
        """The list."""
        return self.query_one(self.LIST, RowList)

    @property
    def page(self) -> RowList:
        """The page."""
        return self.query_one(self.PAGE, RowList)

    def on_resize(self, event: events.Resize) -> None:
        """Where there is much room, the list takes more of it, for its columns."""
        self.set_class(event.size.width >= _BROAD, "-broad")

    def show_ref(self, ref: Ref) -> None:
        """Put the cursor on `ref`, without the filter if that hides it."""
        if not self.row_list.show(ref):
            self.filter_line.value = ""
            self.filter_line.display = False
            self.apply_filter("")
            self.row_list.show(ref)
        self.action_back()

    def apply_filter(self, text: str) -> None:
        """Narrow the list to what holds the words of `text`."""
        raise NotImplementedError

    def show_page(self, ref: Ref | None) -> None:
        """Show the page of what the list's cursor is on."""
        raise NotImplementedError

    @on(RowList.Highlighted)
    def _highlighted(self, event: RowList.Highlighted) -> None:
        if event.row_list is self.row_list:
            self.show_page(event.ref)
        if event.row_list.has_focus:
            self.refresh_bindings()

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        if event.row_list is self.row_list:
            self.add_class("-paging")
            self.page.focus()
        elif isinstance(event.ref, MilestoneRef):
            self.post_message(ShowMilestone(event.ref.id))
        elif event.ref is not None:
            self.show_ref(event.ref)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.apply_filter(event.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a filter is typed, its key is a letter like any other."""
        if action == "filter" and self.focused is self.filter_line:
            return False
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Start typing a filter; the very next key is its first letter."""
        self.remove_class("-paging")
        self.filter_line.display = True
        self.set_focus(self.filter_line)

    def action_keep_filter(self) -> None:
        """Go to the list with the filter kept."""
        self.set_focus(self.row_list)

    def action_clear_filter(self) -> None:
        """Go to the list with the filter gone."""
        self.filter_line.clear_in_turn()
        self.set_focus(self.row_list)

    def action_back(self) -> None:
        """From the page to the list; from the list, back to the whole of it."""
        if self.focused is self.row_list:
            self.filter_line.clear_in_turn()
        self.remove_class("-paging")
        self.set_focus(self.row_list)
