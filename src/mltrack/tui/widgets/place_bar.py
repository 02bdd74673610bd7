"""The line on top: the places, the primary target with its meter, and the save state."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.bars import SaveState, save_state, target_meter
from mltrack.tui.widgets.click_line import ClickLine, Piece

_ROOMY = 72
"""Cells from which every place has room for its name."""

PLACES = (("roles", "Roles"), ("milestones", "Milestones"), ("summary", "Summary"))
"""Mode and name of each place, in the order of their keys 1, 2, 3."""


class PlaceBar(ClickLine):
    """Where am I, how near is my target, is everything saved."""

    DEFAULT_CSS = """
    PlaceBar { background: $panel; padding: 0 1; }
    """

    snapshot: reactive[Snapshot | None] = reactive(None)
    saving: reactive[SaveState] = reactive(SaveState())

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    def pieces(self, width: int) -> Sequence[Piece]:
        """Places to the left, target and save state to the right."""
        left = [Piece(Content.styled("mltrack  ", "bold $accent"))] if width >= 96 else []
        for number, (mode, name) in enumerate(PLACES, start=1):
            here = mode == self._place
            style = "bold $foreground on $row-cursor" if here else "$quiet"
            tab = Content.styled(f" {number} {name} " if here or width >= _ROOMY else f" {number} ", style)
            left.append(Piece(tab, f"app.show_place('{mode}')"))
        if self.snapshot is None:
            return left
        used = sum(piece.content.cell_length for piece in left)
        state = save_state(self.snapshot, self.saving, width - used - 4)
        target = target_meter(self.snapshot, width - used - state.cell_length - 5)
        gap = width - used - target.cell_length - state.cell_length - 3
        return [*left, Piece(Content(" " * max(1, gap))), Piece(target), Piece(Content("   ")), Piece(state)]
