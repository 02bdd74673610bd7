"""The list of milestones by kind, some of which can be marked to be acted on together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from mltrack.core.query import MilestoneQuery, closest, fitting_milestones, following
from mltrack.tui.present.milestones import marked_words, milestone_list, view_words
from mltrack.tui.present.row import MilestoneRef, Row
from mltrack.tui.widgets.key_bar import RARE
from mltrack.tui.widgets.milestone_keys import MilestoneKeys


class MilestoneList(MilestoneKeys):
    """Milestones that fit a query. What is marked stays marked whatever the query is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "m", "mark", "Mark", id="milestones.mark", tooltip="Mark for space, s, w, d or D on all that is marked"
        ),
        Binding("M", "mark_all", "Mark all", show=False, id="milestones.mark-all", tooltip="Mark or unmark all listed"),
        Binding("escape", "unmark", "Unmark", id="milestones.unmark", tooltip="Mark nothing any more", group=RARE),
        Binding("v", "view(1)", "View", id="milestones.view", tooltip="All, open, started, done, due or another view"),
        Binding("V", "view(-1)", "View back", show=False, id="milestones.view-back", tooltip="The view before it"),
    ]

    milestone_query: reactive[MilestoneQuery] = reactive(MilestoneQuery(), repaint=False, bindings=True)
    marked: reactive[frozenset[str]] = reactive(frozenset(), repaint=False, bindings=True)
    """Ids of what is marked, listed at the moment or not."""

    def rows_for(self, width: int) -> Iterable[Row]:
        """The milestones that fit."""
        return milestone_list(self.snapshot, self.milestone_query, width, self.marked) if self.snapshot else ()

    @property
    def several(self) -> tuple[str, ...]:
        """What is marked, in the order of the catalog."""
        catalog = self.snapshot.catalog.milestones if self.snapshot else {}
        return (*(one for one in catalog if one in self.marked), *sorted(self.marked.difference(catalog)))

    def watch_milestone_query(self) -> None:
        """Show what fits now, with the cursor on the one that was typed, if it was."""
        self.rebuild()
        if self.snapshot is not None and self.milestone_query.text:
            typed = closest(fitting_milestones(self.snapshot, self.milestone_query), self.milestone_query.text)
            if typed is not None:
                self.show(MilestoneRef(typed))

    def watch_marked(self) -> None:
        """Show what is marked now."""
        self.rebuild()

    def rebuild(self, *, top: bool = False) -> None:
        """Make the rows anew, count them, and say how many are marked and what escape does with that."""
        super().rebuild(top=top)
        hidden = len(self.marked - self.listed) if self.marked else 0
        self.border_title = Content.assemble(f"Milestones · {self.stops}", marked_words(len(self.marked), hidden))
        self.border_subtitle = view_words(self.milestone_query, marked=bool(self.marked))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to unmark only once something is marked; a filter is cleared first."""
        if action == "unmark":
            return bool(self.marked) and not self.milestone_query.text
        if action in {"mark", "mark_all"}:
            return True if self.stops else None
        return super().check_action(action, parameters)

    def action_view(self, steps: int) -> None:
        """Show the view that comes so many after this one."""
        view = following(self.milestone_query.view, steps)
        self.milestone_query = replace(self.milestone_query, view=view)

    def action_mark(self) -> None:
        """Mark what the cursor is on, or unmark it, and go on to the next."""
        if self.ref is not None and self.seen():
            self.marked = self.marked ^ {self.ref.id}
            self.action_move(1)

    def action_mark_all(self) -> None:
        """Mark all that is listed; where all of it is marked, unmark it."""
        self.marked = self.marked - self.listed if self.listed <= self.marked else self.marked | self.listed

    def action_unmark(self) -> None:
        """Mark nothing any more."""
        self.marked = frozenset()
