"""The keys that act on a milestone, declared once for every list that shows milestones."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from mltrack.core.entries import Kind
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from mltrack.tui.messages import (
    RemoveEvidence,
    RemoveTime,
    SetLevel,
    ShowGraph,
    StepLevel,
    ToggleAllStarted,
    ToggleMilestone,
    ToggleMilestones,
    ToggleStarted,
)
from mltrack.tui.present.row import DepartedRef, EvidenceRef, MilestoneRef, TimeRef
from mltrack.tui.widgets.cited_list import CitedList
from mltrack.tui.widgets.milestone_bindings import MILESTONE_BINDINGS


class MilestoneKeys(CitedList):
    """A list whose cursor can stand on a milestone, and the keys for what it stands on."""

    BINDINGS: ClassVar[list[BindingType]] = MILESTONE_BINDINGS

    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)

    @property
    def milestone(self) -> MilestoneRef | None:
        """The milestone that the keys act on: the one under the cursor."""
        ref = self.ref
        return ref if isinstance(ref, MilestoneRef) else None

    def watch_snapshot(self) -> None:
        """Show the new state of things."""
        self.rebuild()

    @property
    def several(self) -> tuple[str, ...]:
        """Ids of the milestones that are marked, which some keys then act on instead, as one action."""
        return ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that need a milestone rest where there is none, and level keys where it is no skill."""
        match action:  # asked of every binding with every key: nothing is looked up that is not asked about
            case "tick":
                works = bool(self.milestone or self.several or isinstance(self.ref, DepartedRef))
            case "start" | "waive" | "due" | "done_on":
                works = bool(self.milestone or self.several)
            case "level" | "set_level":
                works = self._is_skill()
            case "ask" | "graph":
                works = self.milestone is not None
            case "source":
                works = self.cited is not None
            case "remove":
                return isinstance(self.ref, TimeRef | EvidenceRef)
            case _:
                return super().check_action(action, parameters)
        return True if works else None

    def _is_skill(self) -> bool:
        found = self.milestone
        if found is None or self.snapshot is None:
            return False
        return self.snapshot.catalog.milestones[found.id].kind is Kind.SKILL

    def _post(self, message: Callable[[MilestoneRef], Message]) -> None:
        """Post a request about the milestone, unless it is out of sight: then show it first."""
        if self.milestone is not None and self.seen():
            self.post_message(message(self.milestone))

    async def _ask(self, action: str) -> None:
        """Have the app open one dialog about all that is marked, or else about what is stood on."""
        stood_on = (self.milestone.id,) if self.milestone is not None else ()
        if self.several or (stood_on and self.seen()):
            await self.run_action(f"app.{action}({self.several or stood_on})")

    async def action_ask(self, action: str) -> None:
        """Have the app open a dialog about the milestone. An id is a slug, so it can stand in an action."""
        if self.milestone is not None and self.seen():
            await self.run_action(f"app.{action}('{self.milestone.id}')")

    def action_tick(self) -> None:
        """Ask for the milestone to be done, or open again; of one that left the catalog for the mark to go."""
        if self.several:
            self.post_message(ToggleMilestones(self.several))
        elif isinstance(self.ref, DepartedRef) and self.seen():
            self.post_message(ToggleMilestones((self.ref.id,)))
        else:
            self._post(lambda milestone: ToggleMilestone(milestone.id, milestone.level))

    def action_start(self) -> None:
        """Ask for the milestone to be started."""
        if self.several:
            self.post_message(ToggleAllStarted(self.several))
        else:
            self._post(lambda milestone: ToggleStarted(milestone.id))

    async def action_waive(self) -> None:
        """Ask for a waiver."""
        await self._ask("ask_waiver")

    async def action_due(self) -> None:
        """Ask by which day it is to be done."""
        await self._ask("ask_due")

    async def action_done_on(self) -> None:
        """Ask on which day it was done."""
        await self._ask("ask_done_on")

    def action_remove(self) -> None:
        """Ask for the entry under the cursor to be removed."""
        if self.seen():
            match self.ref:
                case TimeRef(id=entry):
                    self.post_message(RemoveTime(entry))
                case EvidenceRef(id=entry):
                    self.post_message(RemoveEvidence(entry))

    def action_graph(self) -> None:
        """Ask for what comes before it and what it opens the way to."""
        self._post(lambda milestone: ShowGraph(milestone.id))

    def action_level(self, steps: int) -> None:
        """Ask for the next level up or down."""
        self._post(lambda milestone: StepLevel(milestone.id, steps))

    def action_set_level(self, rank: int) -> None:
        """Ask for a level."""
        self._post(lambda milestone: SetLevel(milestone.id, Level.of_rank(rank)))
