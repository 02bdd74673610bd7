"""What lies around a milestone or a role: what comes first, and what that opens the way to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from mltrack.tui.messages import ShowMilestone, ShowRole
from mltrack.tui.present.bars import hints
from mltrack.tui.present.neighbourhood import FEWEST_STEPS, MOST_STEPS, neighbourhood_rows
from mltrack.tui.present.row import MilestoneRef, RoleRef, Row
from mltrack.tui.present.words import count
from mltrack.tui.widgets.milestone_keys import MilestoneKeys

Centre = MilestoneRef | RoleRef


class Neighbourhood(MilestoneKeys):
    """A tree up and a tree down from what stands in the middle; enter puts something else there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Go there", key_display="enter", id="graph.go", tooltip="Put it in the middle"),
        Binding("o", "its_page", "Its page", id="graph.page", tooltip="Open the page of what the cursor is on"),
        Binding("greater_than_sign", "reach(1)", "Further", id="graph.further", tooltip="Reach one step further"),
        Binding("less_than_sign", "reach(-1)", "Less far", id="graph.nearer", tooltip="Reach one step less far"),
        Binding("a", "unfold", "All ways", id="graph.unfold", tooltip="Show or hide what lies behind what is done"),
    ]

    centre: reactive[Centre | None] = reactive(None, repaint=False)
    """What stands in the middle."""
    steps: reactive[int] = reactive(2, repaint=False)
    """How far the trees reach."""
    unfolded: reactive[bool] = reactive(False, repaint=False)

    def rows_for(self, width: int) -> Iterable[Row]:
        """The trees, once there is something in the middle."""
        if self.snapshot is None or self.centre is None:
            return ()
        return neighbourhood_rows(self.snapshot, self.centre, self.steps, width, whole=self.unfolded)

    def watch_centre(self) -> None:
        """Begin in the middle; of a role, with what is nearest."""
        self.rebuild(top=True)
        if isinstance(self.centre, MilestoneRef):
            self.show(self.centre)
            self.call_after_refresh(self._centre_in_view)

    def watch_steps(self) -> None:
        """Reach further, or less far."""
        self.rebuild()
        keys = hints((">", "further"), ("<", "less far"), ("a", "all ways"), ("o", "its page"))
        self.border_subtitle = Content.assemble(f"{count(self.steps, 'step')} each way · ", keys)

    def watch_unfolded(self) -> None:
        """Show or hide what lies behind what is done."""
        self.rebuild()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The trees cannot reach further than they may, or less far than a step."""
        if action == "reach":
            wanted = self.steps + (parameters[0] if isinstance(parameters[0], int) else 0)
            return True if FEWEST_STEPS <= wanted <= MOST_STEPS else None
        if action == "its_page":
            return True if self.ref else None
        return super().check_action(action, parameters)

    def action_reach(self, steps: int) -> None:
        """Reach so many steps further."""
        self.steps += steps
        self.refresh_bindings()

    def action_unfold(self) -> None:
        """Show or hide what lies behind what is done."""
        self.unfolded = not self.unfolded

    def action_graph(self) -> None:
        """Put it in the middle: this is the picture that was asked for."""
        self.action_open()

    def action_its_page(self) -> None:
        """Ask for the page of what the cursor is on."""
        if isinstance(self.ref, MilestoneRef):
            self.post_message(ShowMilestone(self.ref.id))
        elif isinstance(self.ref, RoleRef):
            self.post_message(ShowRole(self.ref.id))

    def _centre_in_view(self) -> None:
        """With as much above it as below, where there is so much."""
        height = self.scrollable_content_region.height
        self.scroll_to(y=max(0, self.cursor - height // 2), animate=False)
