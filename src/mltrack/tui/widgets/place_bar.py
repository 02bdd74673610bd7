"""The line on top: the places, the primary target with its meter, and the save state."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.bars import SaveState, Saving, Supposing, save_state, target_meter
from mltrack.tui.widgets.click_line import ClickLine, Piece

_ROOMY = 72
"""Cells from which every place has room for its name."""
_GAP = Content("   ")
_AROUND = 3
"""Cells around the words of the save state: its sign, and the gap before it."""
_SHORT_TARGET = 16
"""Cells that the shortest meter of the target takes, with its gap."""

PLACES = (
    ("roles", "Roles"),
    ("milestones", "Milestones"),
    ("plan", "Plan"),
    ("summary", "Summary"),
    ("paths", "Paths"),
)
"""Mode and name of each place, in the order of their keys 1 to 5."""


class PlaceBar(ClickLine):
    """Where am I, how near is my target, is everything saved."""

    DEFAULT_CSS = """
    PlaceBar { background: $panel; padding: 0 1; }
    """

    snapshot: reactive[Snapshot | None] = reactive(None)
    saving: reactive[SaveState] = reactive(SaveState())
    supposing: reactive[Supposing | None] = reactive(None)

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    @property
    def _here(self) -> str:
        """The style of the place in view; it shows without colours too."""
        return f"bold {'reverse ' if self.app.no_color else ''}$row-cursor-text on $row-cursor"

    def pieces(self, width: int) -> Sequence[Piece]:
        """Places to the left, target and save state to the right."""
        left = self._places(width, named=width >= _ROOMY)
        if self.snapshot is None:
            return left
        saving = SaveState(Saving.SUPPOSED) if self.supposing else self.saving
        # What is out of the ordinary is said whole, before the target or the names of the places have room.
        is_usual = saving.saving in {Saving.SAVED, Saving.SAVING}
        if not is_usual and width - _cells(left) - _AROUND < len(saving.words):
            left = self._places(width, named=False)
        room = width - _cells(left) - 1
        for_target = _SHORT_TARGET if is_usual and self.snapshot.progress.targets else 0
        state = save_state(self.snapshot, saving, room - for_target)
        target = target_meter(self.snapshot, room - state.cell_length - _GAP.cell_length)
        right = [Piece(target), Piece(_GAP), Piece(state)] if target.cell_length else [Piece(state)]
        return [*left, Piece(Content(" " * max(1, 1 + room - _cells(right)))), *right]

    def _places(self, width: int, *, named: bool) -> list[Piece]:
        """The places, the one in view always with its name."""
        left = [Piece(Content.styled("mltrack  ", "bold $accent"))] if width >= 96 else []
        for number, (mode, name) in enumerate(PLACES, start=1):
            here = mode == self._place
            style = self._here if here else "$quiet"
            tab = Content.styled(f" {number} {name} " if here or named else f" {number} ", style)
            left.append(Piece(tab, f"app.show_place('{mode}')"))
        return left


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(piece.content.cell_length for piece in pieces)
