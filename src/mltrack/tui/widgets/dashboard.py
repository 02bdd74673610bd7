"""The page of a summary: cards and panels that scroll with the keys of a list while no list on it has the focus."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.reactive import reactive

from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK
from mltrack.core.review import BurnUp, Review
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present import summary as present
from mltrack.tui.present import trends
from mltrack.tui.present.plots.heatmap import LEGEND
from mltrack.tui.widgets.panel import Card, Panel
from mltrack.tui.widgets.report_list import ReportList

_CARDS = 5
_STEP = 2
"""Lines at a time: panels are read as a whole."""


class Dashboard(VerticalScroll):
    """Shows one review; the panels come by how much one wants to know them."""

    DEFAULT_CSS = """
    Dashboard { background: $background; scrollbar-size-vertical: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "screen.open_next",
            "Next step",
            key_display="enter",
            id="summary.next",
            tooltip="Open the best next step",
        ),
        Binding(
            "tab",
            "app.focus_next",
            "Lists",
            key_display="tab",
            id="summary.lists",
            tooltip="Go into the lists, to open and tick",
        ),
        Binding(
            "down,j", "lines(1)", "Down", show=False, id="list.summary-down", tooltip="In the summary: two lines on"
        ),
        Binding("up,k", "lines(-1)", "Up", show=False, id="list.summary-up", tooltip="In the summary: two lines back"),
        Binding(
            "pagedown,ctrl+d",
            "pages(1)",
            "Page down",
            show=False,
            id="list.summary-page-down",
            tooltip="In the summary: a screenful on",
        ),
        Binding(
            "pageup,ctrl+b",
            "pages(-1)",
            "Page up",
            show=False,
            id="list.summary-page-up",
            tooltip="In the summary: a screenful back",
        ),
        Binding(
            "g,home", "top", "First", show=False, id="list.summary-top", tooltip="In the summary: to its beginning"
        ),
        Binding("G,end", "bottom", "Last", show=False, id="list.summary-bottom", tooltip="In the summary: to its end"),
    ]

    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)
    weekly_hours: reactive[Fraction] = reactive(Fraction(DEFAULT_HOURS_PER_WEEK), repaint=False)
    review: reactive[Review | None] = reactive(None, repaint=False)
    way: reactive[BurnUp | None] = reactive(None, repaint=False, always_update=True)

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        # Kept, and not looked up: figures may come when the app is being left and nothing can be found any more.
        self._cards = [Card(id=f"card-{number}") for number in range(_CARDS)]
        self._ahead = ReportList("Do next", id="ahead")
        self._way = Panel("The way to your target", id="way")
        self._year = Panel("A year of learning", id="year")
        self._hours = Panel("Hours a week", id="hours")
        self._targets = Panel("Readiness over time", id="targets")
        self._completed = ReportList("Completed", id="completed")
        self._kinds = Panel("Done by kind", id="kinds")
        self._history = ReportList("History", id="history")

    def compose(self) -> ComposeResult:
        """Cards, then panels."""
        with Horizontal(id="cards"):
            yield from self._cards
        with Container(id="panels"):
            yield self._ahead.data_bind(Dashboard.snapshot)
            yield from (self._way, self._year, self._hours, self._targets)
            yield self._completed.data_bind(Dashboard.snapshot)
            yield self._kinds
            yield self._history.data_bind(Dashboard.snapshot)

    def watch_review(self, old: Review | None, new: Review | None) -> None:
        """Show other figures; lists of another time begin at their top."""
        if new is None:
            return
        top = old is None or old.summary.window != new.summary.window
        hours = self.weekly_hours
        for card, figure in zip(self._cards, present.cards(new, hours), strict=True):
            card.figure = figure
        self._ahead.report(lambda width: present.ahead_rows(new, width), present.ahead_title(new), top=top)
        done = present.completed_title(new)
        self._completed.report(lambda width: present.completed_rows(new, width), done, top=top)
        self._history.report(lambda _: present.history_rows(self.snapshot, new), top=top)
        self._year.show(lambda width, _: trends.year_rows(new, width), trends.year_title(new), LEGEND)
        self._hours.show(lambda *size: trends.hours_rows(new, hours, *size), *trends.hours_title(new, hours))
        self._targets.show(lambda *size: trends.readiness_rows(new, *size), *trends.readiness_title(new))
        self._kinds.show(lambda width, _: present.kind_rows(new, width), subtitle=present.beside_kinds(new))

    def watch_way(self, way: BurnUp | None) -> None:
        """Show another way."""
        if (snapshot := self.snapshot) is not None:
            titles = trends.way_title(way, snapshot.catalog)
            self._way.show(lambda *size: trends.way_rows(snapshot, way, *size), *titles)

    def action_lines(self, steps: int) -> None:
        """Scroll by some lines."""
        self.scroll_relative(y=steps * _STEP, animate=False)

    def action_pages(self, pages: int) -> None:
        """Scroll by a screenful."""
        self.scroll_relative(y=pages * max(1, self.size.height - 1), animate=False)

    def action_top(self) -> None:
        """Go to the top."""
        self.scroll_home(animate=False)

    def action_bottom(self) -> None:
        """Go to the bottom."""
        self.scroll_end(animate=False)
