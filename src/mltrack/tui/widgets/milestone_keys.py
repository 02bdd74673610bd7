"""The keys that act on a milestone, declared once for every list that shows milestones."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from mltrack.core.entries import Kind
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from mltrack.tui.messages import SetLevel, StepLevel, ToggleMilestone, ToggleStarted
from mltrack.tui.present.row import MilestoneRef
from mltrack.tui.widgets.row_list import RowList

_MAC_KEYS = ("inverted_exclamation_mark", "trade_mark_sign", "pound_sign", "cent_sign")


class MilestoneKeys(RowList):
    """A list whose cursor can stand on a milestone, and the keys for what it stands on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", id="milestone.tick", tooltip="Mark as done, or as open again"),
        Binding("s", "start", "Start", id="milestone.start", tooltip="Mark as started, or as open again"),
        Binding("n", "note", "Note", id="milestone.note", priority=True, tooltip="Write a note"),
        Binding("plus", "level(1)", "Level", key_display="+ -", id="milestone.level", tooltip="Raise or lower a skill"),
        Binding("equals_sign", "level(1)", "Level up", show=False),
        Binding("minus", "level(-1)", "Level down", show=False),
        Binding("w", "waive", "Waive", id="milestone.waive", priority=True, tooltip="Mark as not needed, and say why"),
        Binding("D", "done_on", "Done on", id="milestone.day", priority=True, tooltip="Mark as done on an earlier day"),
        *(
            Binding(
                f"alt+{level.rank}",
                f"set_level({level.rank})",
                level.value.title(),
                show=False,
                id=f"milestone.level-{level.rank}",
                tooltip=f"Done at level {level.rank}, {level.value}",
            )
            for level in Level
        ),
        # Terminals without an extended keyboard protocol send alt and a digit as ESC and the digit,
        # which Textual reads as the character that option and the digit type on a Mac.
        *(
            Binding(key, f"set_level({level.rank})", level.value.title(), show=False)
            for level, key in zip(Level, _MAC_KEYS, strict=True)
        ),
    ]

    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)

    @property
    def milestone(self) -> MilestoneRef | None:
        """The milestone that the keys act on: the one under the cursor."""
        return self.ref if isinstance(self.ref, MilestoneRef) else None

    def watch_snapshot(self) -> None:
        """Show the new state of things."""
        self.rebuild()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that need a milestone rest where there is none, and level keys where it is no skill."""
        if action in {"tick", "start", "note", "waive", "done_on"}:
            return True if self.milestone else None
        if action in {"level", "set_level"}:
            return True if self._is_skill() else None
        return super().check_action(action, parameters)

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
        """Have the app open a dialog about the milestone. An id is a slug, so it can stand in an action."""
        if self.milestone is not None and self.seen():
            await self.run_action(f"app.{action}('{self.milestone.id}')")

    def action_tick(self) -> None:
        """Ask for the milestone to be done, or open again."""
        self._post(lambda milestone: ToggleMilestone(milestone.id, milestone.level))

    def action_start(self) -> None:
        """Ask for the milestone to be started."""
        self._post(lambda milestone: ToggleStarted(milestone.id))

    async def action_note(self) -> None:
        """Ask for the note."""
        await self._ask("edit_note")

    async def action_waive(self) -> None:
        """Ask for a waiver."""
        await self._ask("ask_waiver")

    async def action_done_on(self) -> None:
        """Ask on which day it was done."""
        await self._ask("ask_done_on")

    def action_level(self, steps: int) -> None:
        """Ask for the next level up or down."""
        self._post(lambda milestone: StepLevel(milestone.id, steps))

    def action_set_level(self, rank: int) -> None:
        """Ask for a level."""
        self._post(lambda milestone: SetLevel(milestone.id, Level.of_rank(rank)))
