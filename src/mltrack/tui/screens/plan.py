"""The Plan place: what to do next, and the plan of least effort on the calendar.

Both are worked out in a thread, only while the place is in view, and the old ones stay until the new
ones are there. What is pinned and left out is known here alone, as long as mltrack runs.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import PurePath
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget

from mltrack.core.advice import next_steps
from mltrack.core.planning import Choices, Planned, Search, planned
from mltrack.core.snapshot import Snapshot
from mltrack.tui.messages import ShowMilestone, ShowRole
from mltrack.tui.present.plan import axis_rows, plan_standing, plan_title
from mltrack.tui.present.row import HoursRef, MilestoneRef, RoleRef
from mltrack.tui.screens.place import PlaceScreen
from mltrack.tui.widgets.next_list import NextList
from mltrack.tui.widgets.panel import Panel
from mltrack.tui.widgets.plan_head import PlanHead
from mltrack.tui.widgets.plan_keys import PlanKeys
from mltrack.tui.widgets.plan_list import PlanList
from mltrack.tui.widgets.row_list import RowList
from mltrack.tui.widgets.step_detail import StepDetail

_UNNOTICED = 0.2
"""Seconds that a plan may take before it is said that it is worked out."""
_HEIGHTS: list[tuple[int, str]] | None = [(0, "-flat"), (16, "-short"), (22, "-tall")]
_LONGER = 10
"""How many times as long a plan is searched for, each time that it is asked for."""


@dataclass(frozen=True, slots=True)
class _Request:
    """What a plan is worked out from."""

    snapshot: Snapshot
    hours: Fraction
    choices: Choices
    patience: int


class PlanScreen(PlaceScreen):
    """What to do, in which order, and when it is done."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["place.tcss", "plan.tcss"]
    PLACE: ClassVar[str] = "plan"
    AUTO_FOCUS: ClassVar[str | None] = "#list"
    VERTICAL_BREAKPOINTS = _HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "pane(1)", "Next pane", id="plan.pane", tooltip="From what is next to the plan, and on"),
        Binding("shift+tab", "pane(-1)", "Pane before", show=False, id="plan.pane-back", tooltip="The other way round"),
        Binding("H", "hours", "Hours a week", id="plan.hours", priority=True, tooltip="How many you have for study"),
        Binding("L", "longer", "Search longer", id="plan.longer", tooltip="Look longer for a plan that takes less"),
        Binding("u", "undo_choice", "Undo", id="plan.undo", tooltip="Take the newest choice about the plan back"),
        Binding("escape", "stop", "Stop searching", id="plan.stop", tooltip="Take the best plan found so far"),
        Binding("escape,left", "back", "Back", show=False, id="plan.back", tooltip="Back to what is next"),
    ]

    choices: reactive[Choices] = reactive(Choices(), repaint=False)
    found: reactive[Planned | None] = reactive(None, init=False, repaint=False, bindings=True)
    working: reactive[bool] = reactive(False, init=False, repaint=False, bindings=True)
    """True while a plan is worked out that takes its time."""

    def __init__(self, place: str = "") -> None:
        super().__init__(place)
        self._asked: _Request | None = None
        self._answered: _Request | None = None
        self._search = Search()
        self._choices_before: list[Choices] = []

    def compose_body(self) -> ComposeResult:
        """What is asked for above; below it what is next, and the plan with one step of it in full."""
        with Vertical(id="place"):
            yield PlanHead(id="head").data_bind(PlaceScreen.snapshot, PlaceScreen.weekly_hours, PlanScreen.found)
            with Horizontal(id="panes"):
                yield NextList(id="list").data_bind(PlaceScreen.snapshot, PlanScreen.choices, PlanScreen.found)
                with Vertical(id="plan"):
                    yield Panel("", id="axis")
                    for listed in (PlanList(id="steps"), StepDetail(id="detail")):
                        yield listed.data_bind(PlaceScreen.snapshot, PlanScreen.choices, PlanScreen.found)

    @property
    def panes(self) -> tuple[RowList, ...]:
        """The panes in the order of tab."""
        return tuple(self.query_one(f"#{name}", RowList) for name in ("list", "steps", "detail", "head"))

    # Working it out

    def watch_snapshot(self) -> None:
        """Work out what follows from it; what was done is the newest thing to undo now."""
        self._choices_before.clear()
        self._work_out()

    def watch_weekly_hours(self) -> None:
        """Work out the plan at these hours."""
        self._work_out()

    def watch_choices(self) -> None:
        """Work out the plan with these choices."""
        self._work_out()

    def on_screen_resume(self) -> None:
        """Work out what has changed while something else was in view."""
        self._work_out()

    def on_screen_suspend(self) -> None:
        """What is under way is not for somebody who has gone to another place: it begins anew when they are back."""
        if isinstance(self.app.screen, ModalScreen):
            return
        if self._asked is not self._answered:
            self._asked = None
            self._search.stop()
            self.workers.cancel_group(self, "plan")
            self.working = False

    def on_mount(self) -> None:
        """Name the panes."""
        self._title()

    def on_unmount(self) -> None:
        """Nobody waits for the plan any more."""
        self._search.stop()

    def _work_out(self, patience: int = 1) -> None:
        """Work the plan out anew if anything about it is new; whatever was under way is overtaken."""
        if self.snapshot is None or not self.is_current:
            return
        request = _Request(self.snapshot, self.weekly_hours, self.choices, patience)
        if self._asked is None or replace(self._asked, patience=patience) != request or patience > 1:
            self._asked = request
            self._search.stop()
            self._search = Search(patience)
            self._answer(request, self._search)

    @work(exclusive=True, group="plan", description="the plan")
    async def _answer(self, request: _Request, search: Search) -> None:
        sign = self.set_timer(_UNNOTICED, self._say_so)
        try:
            steps = await asyncio.to_thread(next_steps, request.snapshot, None, request.hours)
            for shown in self.query(NextList):  # none is left where the app has ended meanwhile
                shown.steps = steps
            found = await asyncio.to_thread(planned, request.snapshot, request.hours, request.choices, search)
            if self.query(NextList):
                self.found, self._answered = found, request
        finally:
            sign.stop()
            if self._asked is request and self.is_attached:
                self.working = False

    def _say_so(self) -> None:
        self.working = True

    # Showing it

    def watch_working(self, working: bool) -> None:
        """The old plan is faint until the new one is there."""
        self.set_class(working, "-stale")
        self._title()

    def watch_found(self, found: Planned | None) -> None:
        """The calendar over the new plan."""
        self.query_one("#axis", Panel).show(lambda width, _: axis_rows(found, width))
        self._title()

    def _title(self) -> None:
        plan = self.query_one("#plan")
        plan.border_title = Content(plan_title(self.found))
        plan.border_subtitle = Content(plan_standing(self.found, working=self.working))

    @on(RowList.Highlighted)
    def _highlighted(self, event: RowList.Highlighted) -> None:
        if event.row_list.id == "steps":
            self.query_one(StepDetail).step = event.ref if isinstance(event.ref, MilestoneRef) else None
        self.refresh_bindings()

    @on(RowList.Opened)
    async def _opened(self, event: RowList.Opened) -> None:
        if isinstance(event.ref, MilestoneRef):
            self.post_message(ShowMilestone(event.ref.id))
        elif isinstance(event.ref, RoleRef):
            self.post_message(ShowRole(event.ref.id))
        elif isinstance(event.ref, HoursRef):
            await self.action_hours()

    # What a person wants

    @on(PlanKeys.Chosen)
    def _chosen(self, event: PlanKeys.Chosen) -> None:
        if needless := self._needless(event.choices):
            self.notify(needless, markup=False)
        else:
            self._choices_before.append(self.choices)
            self.choices = event.choices
            self.refresh_bindings()

    def _needless(self, choices: Choices) -> str:
        """Why it makes no sense to pin, or to leave out, what is chosen anew; empty where it may be."""
        pinned, left_out = choices.pins - self.choices.pins, choices.without - self.choices.without
        picks = self.found.advice.plan.picks if self.found is not None else ()
        forced = [pick.milestone for pick in picks if pick.forced and pick.milestone in pinned | left_out]
        if self.snapshot is None or not forced:
            return ""
        words = f"There is no way without {self.snapshot.catalog.milestone_title(forced[0])}"
        if pinned:
            return f"{words}: it is in every plan, so there is nothing to pin."
        # What is forced may be so for something pinned or started, which can be given up.
        given_up = any(pick.pinned or pick.kept for pick in picks)
        return "" if given_up else f"{words}: left out, your targets could not be reached."

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to stop while a plan is searched for, and to go on with where it was not proved least."""
        if action == "stop":
            return self.working
        if action == "undo_choice":
            return bool(self._choices_before)
        if action == "longer":
            return self.found is not None and not self.found.is_searched_out and not self.working
        return super().check_action(action, parameters)

    def action_undo_choice(self) -> None:
        """Take the newest choice about the plan back, before anything that was done before it."""
        self.choices = self._choices_before.pop()
        self.refresh_bindings()

    def action_stop(self) -> None:
        """Take the best plan found so far."""
        self._search.stop()

    def action_longer(self) -> None:
        """Search longer."""
        if self._asked is not None:
            self._work_out(self._asked.patience * _LONGER)

    async def action_hours(self) -> None:
        """Ask how many hours a week there are."""
        await self.run_action("app.ask_hours")

    # Moving about

    def action_pane(self, steps: int) -> None:
        """Go to the next pane, round in a circle; where it is narrow, the plan takes the place of what is next."""
        panes = self.panes
        here = panes.index(self.focused) if self.focused in panes else 0
        self._go(panes[(here + steps) % len(panes)])

    def action_back(self) -> None:
        """Go back to what is next."""
        self._go(self.panes[0])

    def _go(self, pane: RowList) -> None:
        self._show_pane(pane)
        self.set_focus(pane)

    @on(events.DescendantFocus)
    def _focused(self, event: events.DescendantFocus) -> None:
        self._show_pane(event.widget)

    def _show_pane(self, pane: Widget) -> None:
        """Where there is no room for all of them at once, have this one in view."""
        if pane.id != "head":
            self.set_class(pane.id != "list", "-paging")
        self.set_class(pane.id == "detail", "-detail")
