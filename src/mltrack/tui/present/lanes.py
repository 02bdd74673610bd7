"""The lines beside a list of which some rows lead to others: drawn like the graph of a version log.

Rows that lead to the very same others share one line, a lane. What leads out of a row stands right
of what leads into it, and the lines of the row that is looked at are heavy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from textual.content import Content

ARROW = "▸"
_STUB = 4
"""Cells from the last lane to the titles: "├─▸ "."""

_Sides: TypeAlias = tuple[int, int, int, int]
"""How heavy a cell's lines are: up, right, down, left; 0 for none, 1 for light, 2 for heavy."""

_STRAIGHT = {(1, 0, 1, 0): "│", (2, 0, 2, 0): "┃", (0, 1, 0, 1): "─", (0, 2, 0, 2): "━", (0, 0, 0, 0): " "}
_CORNERS = {
    (0, 1, 1, 0): "╭",
    (0, 0, 1, 1): "╮",
    (1, 0, 0, 1): "╯",
    (1, 1, 0, 0): "╰",
    (0, 2, 2, 0): "┏",
    (2, 2, 0, 0): "┗",
}
_JUNCTIONS = {
    (1, 1, 1, 0): "├",
    (1, 2, 1, 0): "┝",
    (2, 1, 1, 0): "┞",
    (1, 1, 2, 0): "┟",
    (2, 1, 2, 0): "┠",
    (2, 2, 1, 0): "┡",
    (1, 2, 2, 0): "┢",
    (2, 2, 2, 0): "┣",
}
_CROSSINGS = {
    (1, 1, 0, 1): "┴",
    (0, 1, 1, 1): "┬",
    (1, 2, 0, 2): "┷",
    (0, 2, 1, 2): "┯",
    (2, 2, 0, 2): "┻",
    (0, 2, 2, 2): "┳",
    (1, 1, 1, 1): "┼",
    (1, 2, 1, 2): "┿",
    (2, 1, 2, 1): "╂",
    (2, 2, 2, 2): "╋",
}
_SIGNS: Mapping[_Sides, str] = _STRAIGHT | _CORNERS | _JUNCTIONS | _CROSSINGS


@dataclass(frozen=True, slots=True)
class Lane:
    """One line, from some rows to others."""

    formers: tuple[int, ...]
    """Numbers of the rows that lead out."""
    nexts: tuple[int, ...]
    """Numbers of the rows that are led to."""

    @property
    def rows(self) -> range:
        """Every row that it passes, its ends included."""
        ends = (*self.formers, *self.nexts)
        return range(min(ends), max(ends) + 1)


@dataclass(frozen=True, slots=True)
class Gutter:
    """What is drawn left of the rows."""

    lines: Sequence[Content]
    """For every row, the lines beside it."""

    @property
    def width(self) -> int:
        """Cells of the widest."""
        return max((line.cell_length for line in self.lines), default=0)


def lanes(pairs: Iterable[tuple[int, int]]) -> tuple[Lane, ...]:
    """The fewest lines for `pairs` of rows that lead to each other: those with the same ends share one."""
    nexts: defaultdict[int, set[int]] = defaultdict(set)
    for former, later in pairs:
        nexts[former].add(later)
    formers: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for former in sorted(nexts):
        formers[tuple(sorted(nexts[former]))].append(former)
    return tuple(Lane(tuple(some), others) for others, some in formers.items())


def places(found: Sequence[Lane]) -> Sequence[int]:
    """The column of each lane: no two that pass one row share one, and what leads out stands right of what leads in."""
    columns: dict[int, int] = {}
    for number in _in_order(found):
        lane = found[number]
        into = [columns[one] for one in columns if set(found[one].nexts) & set(lane.formers)]
        column = max(into, default=-1) + 1
        taken = {columns[one] for one in columns if _meet(found[one].rows, lane.rows)}
        while column in taken:
            column += 1
        columns[number] = column
    return [columns[number] for number in range(len(found))]


def gutter(found: Sequence[Lane], blocks: Sequence[range], looked_at: int, step: int) -> Gutter:
    """The lines beside as many rows as there are in `blocks`, in each of which all titles begin in one column.

    `looked_at` is the number of the row whose lines are heavy, -1 for none; `step` the cells from a
    lane to the next, at least 2.
    """
    columns = places(found)
    height = max((block.stop for block in blocks), default=0)
    sides: defaultdict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    arrows: dict[tuple[int, int], int] = {}
    ends = [0] * height
    for block in blocks:
        passing = [columns[n] for n, lane in enumerate(found) if _meet(lane.rows, block)]
        for row in block:
            ends[row] = max(passing) * step + _STUB if passing else 0
    out = {former: columns[n] * step for n, lane in enumerate(found) for former in lane.formers}
    for number, lane in enumerate(found):
        x = columns[number] * step
        own = set(lane.formers) if looked_at in lane.nexts else {looked_at} & set(lane.formers)
        heavy = {*own, *(lane.nexts if looked_at in own else [looked_at])} if own else set()
        _upright(sides, x, lane.rows, 1)
        if heavy:
            _upright(sides, x, range(min(heavy), max(heavy) + 1), 2)
        for row in lane.formers:
            _across(sides, row, x, ends[row] - 2, 2 if row in own else 1)
        for row in lane.nexts:
            weight = 2 if row in heavy and row not in own else 1
            # The arrow ends before the line that leads out of the same row, where that stands further right.
            end = out[row] - min(2, step - 1) if x < out.get(row, -1) else ends[row] - 2
            _across(sides, row, x, end, weight)
            arrows[row, end] = max(weight, arrows.get((row, end), 0))
    return Gutter([_drawn(row, ends[row], sides, arrows) for row in range(height)])


def _in_order(found: Sequence[Lane]) -> list[int]:
    """Numbers of the lanes, those that lead into others first; where they run in circles, from the top."""
    waiting = sorted(range(len(found)), key=lambda number: (found[number].rows.start, -len(found[number].rows)))
    into = {
        number: {one for one in waiting if one != number and set(found[one].nexts) & set(found[number].formers)}
        for number in waiting
    }
    done: list[int] = []
    while waiting:
        following = next((number for number in waiting if into[number] <= set(done)), waiting[0])
        waiting.remove(following)
        done.append(following)
    return done


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _upright(sides: defaultdict[tuple[int, int], list[int]], x: int, rows: range, weight: int) -> None:
    for row in rows:
        cell = sides[row, x]
        if row > rows.start:
            cell[0] = max(cell[0], weight)
        if row < rows.stop - 1:
            cell[2] = max(cell[2], weight)


def _across(sides: defaultdict[tuple[int, int], list[int]], row: int, start: int, end: int, weight: int) -> None:
    for x in range(start, end + 1):
        cell = sides[row, x]
        if x > start:
            cell[3] = max(cell[3], weight)
        if x < end:
            cell[1] = max(cell[1], weight)


def _drawn(
    row: int,
    width: int,
    sides: Mapping[tuple[int, int], Sequence[int]],
    arrows: Mapping[tuple[int, int], int],
) -> Content:
    parts: list[tuple[str, str]] = []
    for x in range(width):
        cell = sides.get((row, x), (0, 0, 0, 0))
        weight = max(cell)
        sign = _sign(cell)
        if (row, x) in arrows:
            sign, weight = ARROW, arrows[row, x]
        parts.append((sign, "$accent" if weight > 1 else "$quiet"))
    return Content.assemble(*parts)


def _sign(cell: Sequence[int]) -> str:
    """The character for a cell; ends are drawn as if they went on, and a mixture without a sign as light."""
    up, right, down, left = cell
    if (up or down) and not (left or right):
        up, down = up or down, down or up
    elif (left or right) and not (up or down):
        left, right = left or right, right or left
    light = (min(up, 1), min(right, 1), min(down, 1), min(left, 1))
    return _SIGNS.get((up, right, down, left)) or _SIGNS.get(light) or _SIGNS[1, 1, 1, 1]
