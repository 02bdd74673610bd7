"""Marks, meters and level dots: the small signs that stand for a value, each beside a word."""

from __future__ import annotations

from textual.content import Content

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


def mark(state: State) -> Content:
    """The glyph of a state in its colour, one cell wide."""
    return Content.styled(GLYPHS[state], STYLES[state])


def meter(tally: Tally, width: int) -> Content:
    """A bar of `width` cells for a share, to half a cell and rounded down: full only when all is met."""
    halves = int(tally.share * width * 2)
    full, half = divmod(halves, 2)
    style = "$ready" if tally.share == 1 else "$milestone-done"
    bar = "━" * full + "╸" * half
    return Content.assemble((bar, style), ("─" * (width - len(bar)), "$faint"))


def percent(tally: Tally) -> Content:
    """The share in percent, four cells wide; a dash where no requirement is stated."""
    if tally.total == 0:
        return Content.styled("   –", "$quiet")
    return Content.styled(f"{tally.percent:3d}%", "$ready" if tally.share == 1 else "")


def level_dots(held: Level | None, needed: Level | None) -> Content:
    """Four dots: filled as far as the level is held, open up to the level that is needed."""
    has = held.rank if held else 0
    wants = needed.rank if needed else has
    dots = "●" * has + "○" * max(0, wants - has)
    reached = needed is None or has >= wants
    return Content.assemble(
        (dots, "$milestone-done" if reached else "$milestone-started"), ("·" * (4 - len(dots)), "$faint")
    )
