"""The line over a summary: which time it is of, and the ways to another."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from mltrack.core.summary import Window
from mltrack.tui.present.periods import PERIODS, title
from mltrack.tui.widgets.click_line import ClickLine, Piece

_KEY = "bold $footer-key-foreground"
_LENGTHS = 5 + sum(len(period.value) + 2 for period in PERIODS)
"""Cells that all lengths take with their key."""


class PeriodLine(ClickLine):
    """The keys of the time are drawn where they act, and can be clicked."""

    DEFAULT_CSS = """
    PeriodLine { padding: 0 1; }
    """

    window: reactive[Window | None] = reactive(None)
    earlier: reactive[bool] = reactive(False)
    """True where something is known of the time before."""
    current: reactive[bool] = reactive(True)
    """True for the time around today."""
    busy: reactive[bool] = reactive(False)
    """True while the figures take long to come."""

    def pieces(self, width: int) -> Sequence[Piece]:
        """The title between its two keys, the lengths behind theirs, and the way back to now."""
        if self.window is None:
            return []
        head = [
            Piece(Content.styled("[ ", _KEY if self.earlier else "$faint"), "screen.step(1)"),
            Piece(Content.styled(title(self.window), "bold $foreground")),
            Piece(Content.styled(" ]", "$faint" if self.current else _KEY), "screen.step(-1)"),
        ]
        tail: list[Piece] = []
        if not self.current:
            tail += [Piece(Content("   ")), Piece(Content.styled("0", _KEY), "screen.now")]
            tail.append(Piece(Content.styled(" back to now", "$quiet"), "screen.now"))
        if self.busy:
            tail.append(Piece(Content.styled("   working it out…", "$accent")))
        roomy = width >= _LENGTHS + sum(piece.content.cell_length for piece in [*head, *tail])
        return [*head, *self._lengths(roomy=roomy), *tail]

    def _lengths(self, *, roomy: bool) -> Sequence[Piece]:
        """The key that changes the length, and every length, or the one that is shown where there is no room."""
        pieces = [Piece(Content("   ")), Piece(Content.styled("p ", _KEY), "screen.length(1)")]
        here = self.window.period if self.window else None
        for period in PERIODS:
            if roomy or period is here:
                style = "bold $foreground on $row-cursor" if period is here else "$quiet"
                choose = f"screen.choose_length('{period.value}')"
                pieces.append(Piece(Content.styled(f" {period.value} ", style), choose))
        return pieces

    def work(self) -> None:
        """Say that the figures take long."""
        self.busy = True
