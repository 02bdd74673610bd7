"""A sheet of cells to draw on, and the eighths that bars are made of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from textual.content import Content

from mltrack.tui.present.row import Row

EIGHTHS = " ▁▂▃▄▅▆▇█"
"""Bars from nothing to a full cell."""


class Canvas:
    """Cells of one character each with its style; what falls outside is not drawn."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = max(0, width), max(0, height)
        self._cells = [[(" ", "")] * self.width for _ in range(self.height)]

    def put(self, x: int, y: int, text: str, style: str = "") -> None:
        """Write `text`, of characters one cell wide, from column `x` of line `y` on; lines count from the top."""
        if 0 <= y < self.height:
            for column, char in enumerate(text, start=x):
                if 0 <= column < self.width:
                    self._cells[y][column] = (char, style)

    def is_free(self, x: int, y: int, width: int = 1) -> bool:
        """True where so many cells from `x` on are on the sheet and nothing is drawn on them."""
        if not (0 <= y < self.height and x >= 0 and x + width <= self.width):
            return False
        return all(char == " " for char, _ in self._cells[y][x : x + width])

    def column(self, x: int, bottom: int, eighths: int, style: str) -> None:
        """A bar of so many eighths of a cell that stands on the lower edge of line `bottom`."""
        full, rest = divmod(max(0, eighths), 8)
        for line in range(full):
            self.put(x, bottom - line, EIGHTHS[8], style)
        if rest:
            self.put(x, bottom - full, EIGHTHS[rest], style)

    def rows(self) -> Iterator[Row]:
        """The lines, top first."""
        for line in self._cells:
            runs = groupby(line, key=lambda cell: cell[1])
            yield Row(Content.assemble(*(("".join(char for char, _ in run), style) for style, run in runs)))


def eighths(value: Fraction, top: Fraction, lines: int) -> int:
    """How high a value stands in so many lines of which the upper edge is `top`: rounded down, but never to nothing."""
    if value <= 0 or top <= 0 or lines <= 0:
        return 0
    return min(lines * 8, max(1, int(value / top * lines * 8)))
