"""The Summary place: what got done, where the targets stand, what is under way."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.reactive import reactive

from mltrack.core.summary import Period, summarise
from mltrack.tui.present import summary as present
from mltrack.tui.screens.place import PlaceScreen
from mltrack.tui.widgets.panel import Card, Panel

_HISTORY = 12


class SummaryScreen(PlaceScreen):
    """One period at a time."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["place.tcss", "summary.tcss"]
    PLACE: ClassVar[str] = "summary"
    AUTO_FOCUS: ClassVar[str | None] = "#summary"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "period(-1)", "Shorter period", key_display="[", id="summary.shorter"),
        Binding("right_square_bracket", "period(1)", "Longer period", key_display="]", id="summary.longer"),
    ]

    period: reactive[Period] = reactive(Period.MONTH, repaint=False)

    def compose_body(self) -> ComposeResult:
        """Cards, then panels."""
        with VerticalScroll(id="summary"):
            with Horizontal(id="cards"):
                for number in range(4):
                    yield Card(id=f"card-{number}")
            yield Panel("Targets", id="targets")
            with Horizontal(classes="pair"):
                yield Panel("Completed", id="completed")
                yield Panel("Ahead", id="ahead")
            with Horizontal(classes="pair"):
                yield Panel("By kind", id="kinds")
                yield Panel("History", id="history")

    def on_mount(self) -> None:
        """Show what there is to show."""
        self._draw()

    def watch_snapshot(self) -> None:
        """Show the new figures."""
        self._draw()

    def watch_period(self) -> None:
        """Show another period."""
        self._draw()

    def action_period(self, step: int) -> None:
        """The next longer or shorter period, round in a circle."""
        periods = list(present.PERIODS)
        self.period = periods[(periods.index(self.period) + step) % len(periods)]

    def _draw(self) -> None:
        snapshot = self.snapshot
        if snapshot is None or not self.is_mounted:
            return
        summary = summarise(snapshot, self.period)
        for number, (name, words) in enumerate(present.cards(snapshot, summary)):
            card = self.query_one(f"#card-{number}", Card)
            card.border_title = Content(name)
            card.update(words)
        done = list(present.completed_rows(snapshot, summary))
        ahead = list(present.ahead_rows(snapshot, summary))
        history = list(present.history_rows(snapshot, _HISTORY))
        self.query_one("#completed", Panel).border_title = Content(f"Completed {present.period_words(summary)}")
        self.query_one("#targets", Panel).show(lambda width: present.target_rows(snapshot, summary, width))
        # Panels side by side are of one height.
        lines = max(len(done), len(ahead))
        self.query_one("#completed", Panel).show(lambda _: done, lines)
        self.query_one("#ahead", Panel).show(lambda _: ahead, lines)
        lines = max(len(history), len(summary.total))
        self.query_one("#kinds", Panel).show(lambda width: present.kind_rows(summary, width), lines)
        self.query_one("#history", Panel).show(lambda _: history, lines)
