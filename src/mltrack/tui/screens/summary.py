"""The Summary place: what got done in a time, where the targets stand, and what to do next."""

from __future__ import annotations

import asyncio
from fractions import Fraction
from pathlib import PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.reactive import reactive

from mltrack.core.review import Review, burn_up, review
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, Window, periods_ago, window
from mltrack.tui.messages import ShowMilestone, ShowRole
from mltrack.tui.present.periods import PERIODS
from mltrack.tui.present.row import MilestoneRef, RoleRef
from mltrack.tui.screens.place import PlaceScreen
from mltrack.tui.widgets.dashboard import Dashboard
from mltrack.tui.widgets.period_line import PeriodLine
from mltrack.tui.widgets.row_list import RowList

_WIDTHS: list[tuple[int, str]] | None = [(0, "-tiny"), (60, "-narrow"), (100, "-wide"), (160, "-broad")]
_HEIGHTS: list[tuple[int, str]] | None = [(0, "-flat"), (16, "-tall"), (54, "-high")]
_PAUSE = 0.03
"""Seconds before figures are worked out: keys held down overtake each other."""
_LONG = 0.3
"""Seconds after which it is said that they are being worked out."""


class SummaryScreen(PlaceScreen):
    """One stretch of time; what is shown stays until the figures of another are there."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["place.tcss", "summary.tcss"]
    PLACE: ClassVar[str] = "summary"
    AUTO_FOCUS: ClassVar[str | None] = "#summary"
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket",
            "step(1)",
            "Earlier",
            key_display="[",
            id="summary.earlier",
            tooltip="The time before",
        ),
        Binding(
            "right_square_bracket", "step(-1)", "Later", key_display="]", id="summary.later", tooltip="The time after"
        ),
        Binding("p", "length(1)", "Period", id="summary.length", tooltip="Week, month, quarter, year or all time"),
        Binding("P", "length(-1)", "Shorter", show=False, id="summary.length-back", tooltip="The next shorter period"),
        Binding("0,full_stop", "now", "Now", show=False, id="summary.now", tooltip="Back to the time around today"),
        Binding("x", "export", "Export", id="summary.export", tooltip="Write this summary to a Markdown file"),
        Binding("escape", "back", "Back", show=False, id="summary.back", tooltip="From a list back to the whole page"),
    ]

    time: reactive[tuple[Period, int]] = reactive((Period.MONTH, 0), repaint=False)
    """The length, and so many of them before the one around today."""

    def __init__(self, place: str = "") -> None:
        super().__init__(place)
        self._line, self._page = PeriodLine(), Dashboard(id="summary")
        self._review: Review | None = None
        self._way_of: tuple[Snapshot, Fraction] | None = None
        self._stale = True

    def compose_body(self) -> ComposeResult:
        """The time, and the page below it."""
        with Vertical():
            yield self._line
            yield self._page.data_bind(PlaceScreen.snapshot, PlaceScreen.weekly_hours)

    # What is shown

    @property
    def window(self) -> Window | None:
        """The days that are looked at."""
        if self.snapshot is None:
            return None
        first = self._review.first if self._review else None
        return window(self.time[0], self.snapshot.today, first=first, ago=self.time[1])

    def on_mount(self) -> None:
        """Show what there is to show."""
        self._renew()

    def watch_snapshot(self) -> None:
        """Work the figures out anew, once somebody looks."""
        self._renew()

    def watch_weekly_hours(self) -> None:
        """The goal is another one."""
        self._renew()

    def watch_time(self) -> None:
        """Say at once which time it is."""
        self._renew()
        self.refresh_bindings()

    def on_screen_resume(self) -> None:
        """What changed while another place was in view is worked out now."""
        if self._stale:
            self._renew()

    def _renew(self) -> None:
        self._stale = True
        if self.is_mounted and self.is_current and self.snapshot is not None:
            self._head()
            self._stale = False
            self._work_out(self.snapshot, self.weekly_hours)

    def _head(self) -> None:
        line = self._line
        line.window, line.current, line.earlier = self.window, not self.time[1], self._has_earlier

    @property
    def _has_earlier(self) -> bool:
        shown, first = self.window, self._review.first if self._review else None
        return shown is not None and shown.period is not Period.ALL and first is not None and first < shown.start

    @work(exclusive=True, description="the summary")
    async def _work_out(self, snapshot: Snapshot, hours: Fraction) -> None:
        """In a thread, and overtaken by the next: a long history takes its time."""
        period, ago = self.time
        slow = self.set_timer(_LONG, self._line.work)
        try:
            await asyncio.sleep(_PAUSE if self._review else 0)
            self._review = self._page.review = await asyncio.to_thread(_reviewed, snapshot, period, ago, hours)
            self._head()
            self.refresh_bindings()
            if self._way_of != (snapshot, hours):
                self._page.way = await asyncio.to_thread(burn_up, snapshot, hours)
                self._way_of = snapshot, hours
        finally:
            slow.stop()
            self._line.busy = False

    # What is asked for

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys rest that lead nowhere: before all that is known, after today, to no next step."""
        if action == "step":
            return True if (self._has_earlier if parameters == (1,) else self.time[1]) else None
        if action == "now":
            return True if self.time[1] else None
        if action == "open_next":
            return True if self._review is not None and self._review.step is not None else None
        if action == "back":
            return isinstance(self.focused, RowList)
        return super().check_action(action, parameters)

    def action_step(self, back: int) -> None:
        """Show the time before, or the one after."""
        period, ago = self.time
        self.time = period, ago + back

    def action_length(self, steps: int) -> None:
        """The next longer or shorter time, round in a circle."""
        periods = list(PERIODS)
        self._choose(periods[(periods.index(self.time[0]) + steps) % len(periods)])

    def action_choose_length(self, period: str) -> None:
        """A time of this length."""
        self._choose(Period(period))

    def _choose(self, period: Period) -> None:
        """The time of that length in which the one that is shown ends."""
        shown, snapshot = self.window, self.snapshot
        if shown is not None and snapshot is not None:
            self.time = period, periods_ago(period, min(shown.end, snapshot.today), snapshot.today)

    def action_now(self) -> None:
        """The time around today."""
        self.time = self.time[0], 0

    async def action_export(self) -> None:
        """Have the app ask for a file."""
        period, ago = self.time
        await self.run_action(f"app.ask_summary('{period.value}', {ago})")

    def action_open_next(self) -> None:
        """Open the page of the best next step."""
        if self._review is not None and self._review.step is not None:
            self.post_message(ShowMilestone(self._review.step.milestone))

    def action_back(self) -> None:
        """From a list to the page as a whole."""
        self._page.focus()

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        if isinstance(event.ref, MilestoneRef):
            self.post_message(ShowMilestone(event.ref.id))
        elif isinstance(event.ref, RoleRef):
            self.post_message(ShowRole(event.ref.id))

    @on(RowList.Highlighted)
    def _highlighted(self) -> None:
        self.refresh_bindings()


def _reviewed(snapshot: Snapshot, period: Period, ago: int, hours: Fraction) -> Review:
    return review(snapshot, window(period, snapshot.today, ago=ago) if ago else period, hours)
