"""Marks, meters and level dots: the small signs that stand for a value, each beside a word."""

from __future__ import annotations

from textual.content import Content

from mltrack.core.history import Target
from mltrack.core.readiness import Tally
from mltrack.core.requirements import Level, State

GLYPHS = {
    State.MET: "✓",
    State.STARTED: "◐",
    State.OPEN: "○",
    State.WAIVED: "⊘",
    State.LAPSED: "↻",
}

STYLES = {
    State.MET: "$milestone-done",
    State.STARTED: "$milestone-started",
    State.OPEN: "$quiet",
    State.WAIVED: "$milestone-waived",
    State.LAPSED: "$milestone-lapsed",
}

TARGET = "◎"
NOTED = "✎"
PROVEN = "⌁"
MARKED = "◆"
"""Stands before what is marked, to be acted on or compared together."""


def mark(state: State) -> Content:
    """The glyph of a state in its colour, one cell wide."""
    return Content.styled(GLYPHS[state], STYLES[state])


def aim(target: Target | None) -> Content:
    """The sign of a target and a space, in the accent colour for the primary one; nothing for what is no target."""
    return Content.styled(f"{TARGET} ", "$accent" if target.primary else "$quiet") if target else Content("")


FEW = 3
"""So few stated requirements say little: who meets them may lack what no source tells."""


def share_style(tally: Tally) -> str:
    """The colour of a share: that of "ready" only where enough is stated to say so."""
    return "$ready" if tally.share == 1 and tally.total > FEW else "$milestone-done"


def meter(tally: Tally, width: int) -> Content:
    """A bar of `width` cells for a share, to half a cell and rounded down: full only when all is met."""
    halves = int(tally.share * width * 2)
    full, half = divmod(halves, 2)
    style = share_style(tally)
    bar = "━" * full + "╸" * half
    return Content.assemble((bar, style), ("─" * (width - len(bar)), "$faint"))


def percent(tally: Tally) -> Content:
    """The share in percent, four cells wide; where few are stated and met, how few, and a dash where none is."""
    if tally.total == 0:
        return Content.styled("   –", "$quiet")
    if tally.share == 1:
        words = "100%" if tally.total > FEW else f"{tally.met}/{tally.total}".rjust(4)
        return Content.styled(words, f"bold {share_style(tally)}")
    return Content.styled(f"{tally.percent:3d}%")


def level_dots(held: Level | None, needed: Level | None) -> Content:
    """Four dots: filled as far as the level is held, open up to the level that is needed."""
    has = held.rank if held else 0
    wants = needed.rank if needed else has
    dots = "●" * has + "○" * max(0, wants - has)
    reached = needed is None or has >= wants
    return Content.assemble(
        (dots, "$milestone-done" if reached else "$milestone-started"), ("·" * (4 - len(dots)), "$faint")
    )
