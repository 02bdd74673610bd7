"""A table of roles side by side: how wide its columns are, which of them are in view, and its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from textual.content import Content

from mltrack.tui.present.row import EMPTY, Ref, Row

_GAP = 2
_LEAST_CELL, _MOST_CELL = 20, 44
_LEAST_LABEL, _MOST_LABEL = 24, 46
NOTHING = Content.styled("–", "$faint")
"""What stands where a source says nothing."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A column of labels and one for each role in view, all within some width."""

    label: int
    """Cells of the labels."""
    cell: int
    """Cells of each column."""
    shown: range
    """The numbers of the roles in view."""
    number: int
    """How many roles there are."""

    @classmethod
    def within(cls, width: int, number: int, chosen: int) -> Columns:
        """As many of `number` columns as fit, the `chosen` one among them."""
        fit = max(1, min(number, (width - _LEAST_LABEL) // (_LEAST_CELL + _GAP)))
        cell = min(_MOST_CELL, max(_LEAST_CELL, (width - _MOST_LABEL) // fit - _GAP))
        first = max(0, min(chosen, number - 1) - fit + 1)
        return cls(width - fit * (cell + _GAP), cell, range(first, first + fit), number)

    @property
    def are_all_shown(self) -> bool:
        """True when no role is out of view."""
        return len(self.shown) == self.number

    def at(self, x: int) -> int:
        """The number of the role whose column holds cell `x`; -1 for none."""
        place = (x - self.label) // (self.cell + _GAP) if x >= self.label else -1
        return self.shown[place] if 0 <= place < len(self.shown) else -1

    def rows(
        self, label: Sequence[Content], cells: Sequence[Sequence[Content]], ref: Ref | None = None
    ) -> Iterator[Row]:
        """The lines of a label and of the cells of all roles beside each other; the first line stands for `ref`."""
        shown = [cells[number] for number in self.shown]
        for number, (first, *others) in enumerate(zip_longest(label, *shown, fillvalue=EMPTY)):
            parts: list[Content | str] = [first.truncate(self.label - 1, ellipsis=True, pad=True), " "]
            for other in others:
                parts += [other.truncate(self.cell, ellipsis=True, pad=True), " " * _GAP]
            yield Row(Content.assemble(*parts[:-1]), ref=ref if number == 0 else None)

    def wrapped(self, text: Content) -> list[Content]:
        """Text in lines of a cell's width."""
        return [line.rstrip() for line in text.wrap(self.cell)]

    def label_lines(self, text: Content) -> list[Content]:
        """Text in lines of the label's width."""
        return [line.rstrip() for line in text.wrap(self.label - 2)]
