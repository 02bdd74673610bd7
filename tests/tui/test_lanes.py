"""The lines of the ladder and of trees: pictures of small cases, and what holds of every picture."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.tui.present.branches import growing_down, growing_up
from mltrack.tui.present.lanes import ARROW, gutter, lanes, places

HEAVY = set("━┃┏┗┣┡┢┠┝┞┟┿╂╋┷┯┻┳")

Pairs = Sequence[tuple[int, int]]


def picture(pairs: Pairs, sizes: Sequence[int], looked_at: int = -1, step: int = 4) -> list[str]:
    """The lines beside blocks of rows of these sizes."""
    blocks, start = [], 0
    for size in sizes:
        blocks.append(range(start, start + size))
        start += size
    return [line.plain.rstrip() for line in gutter(lanes(pairs), blocks, looked_at, step).lines]


@pytest.mark.parametrize(
    ("pairs", "sizes", "looked_at", "drawn"),
    [
        ([], [2], -1, ["", ""]),
        ([(0, 1)], [1, 1], -1, ["╭──", "╰─▸"]),
        ([(0, 1)], [1, 1], 0, ["┏━━", "┗━▸"]),
        # One line for all that lead to the very same.
        ([(0, 2), (1, 2), (0, 3), (1, 3)], [2, 2], -1, ["╭──", "├──", "├─▸", "╰─▸"]),
        # What leads in ends before what leads out.
        ([(0, 1), (1, 2)], [1, 1, 1], -1, ["╭──", "╰─▸ ╭──", "    ╰─▸"]),
        ([(0, 1), (1, 2)], [1, 1, 1], 2, ["╭──", "╰─▸ ┏━━", "    ┗━▸"]),
        # A line passes a tier on its left.
        ([(0, 1), (0, 2), (1, 2)], [1, 1, 1], -1, ["╭──", "├─▸ ╭──", "╰───┴─▸"]),
        # Only the lines of the one that is looked at are heavy.
        ([(0, 2), (1, 2), (0, 3), (1, 3)], [2, 2], 1, ["╭──", "┢━━", "┣━▸", "┗━▸"]),
        ([(0, 2), (1, 2), (0, 3), (1, 3)], [2, 2], 2, ["┏━━", "┣━━", "┡━▸", "╰─▸"]),
        ([(0, 2), (1, 3)], [2, 2], -1, ["╭──────", "│   ╭──", "╰───┼─▸", "    ╰─▸"]),
    ],
)
def test_lines_are_drawn_like_this(pairs: Pairs, sizes: Sequence[int], looked_at: int, drawn: list[str]) -> None:
    assert picture(pairs, sizes, looked_at) == drawn


def test_lines_can_stand_close() -> None:
    assert picture([(0, 1), (1, 2)], [1, 1, 1], step=2) == ["╭──", "╰▸╭──", "  ╰─▸"]


@pytest.mark.parametrize(
    "pairs", [[(0, 1), (1, 0)], [(0, 0)], [(0, 1), (1, 2), (2, 0)], [(1, 0), (2, 1), (3, 2)]], ids=str
)
def test_a_ladder_that_runs_in_a_circle_or_down_is_drawn_too(pairs: Pairs) -> None:
    drawn = picture(pairs, [4])
    assert len(drawn) == 4
    assert "".join(drawn).count(ARROW) == len({later for _, later in pairs})


_pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14)


@given(_pairs)
def test_lanes_tell_every_pair_and_no_other(pairs: Pairs) -> None:
    told = [(former, later) for lane in lanes(pairs) for former in lane.formers for later in lane.nexts]
    assert sorted(told) == sorted(set(pairs))


@given(_pairs)
def test_no_two_lanes_that_pass_a_row_stand_in_one_column(pairs: Pairs) -> None:
    found = lanes(pairs)
    taken = [(row, column) for lane, column in zip(found, places(found), strict=True) for row in lane.rows]
    assert len(taken) == len(set(taken))


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), max_size=14))
def test_where_all_leads_down_what_leads_out_of_a_row_stands_right_of_what_leads_in(pairs: Pairs) -> None:
    found = lanes(pairs)
    columns = places(found)
    for lane, column in zip(found, columns, strict=True):
        for other, further in zip(found, columns, strict=True):
            if set(lane.nexts) & set(other.formers):
                assert column < further


@given(_pairs, st.integers(-1, 7), st.sampled_from([2, 4]))
def test_every_row_has_its_line_and_only_the_looked_at_is_heavy(pairs: Pairs, looked_at: int, step: int) -> None:
    drawn = gutter(lanes(pairs), [range(8)], looked_at, step).lines
    assert len({line.cell_length for line in drawn}) == 1
    related = {other for pair in pairs if looked_at in pair for other in pair}
    for row, line in enumerate(drawn):
        assert (ARROW in line.plain) == any(later == row for _, later in pairs)
        if not related:
            assert not HEAVY & set(line.plain)


Tree = tuple[str, tuple["Tree", ...]]

TREES: tuple[Tree, ...] = (
    ("a", (("b", ()), ("c", (("d", ()),)))),
    ("e", ()),
)


def test_a_tree_grows_down_from_what_stands_above_it() -> None:
    lines = [f"{lead}{twig[0]}" for lead, twig in growing_down(TREES, lambda twig: twig[1])]
    assert lines == ["├─┬ a", "│ ├── b", "│ ╰─┬ c", "│   ╰── d", "╰── e"]


def test_a_tree_grows_up_from_what_stands_below_it_and_keeps_its_order() -> None:
    lines = [f"{lead}{twig[0]}" for lead, twig in growing_up(TREES, lambda twig: twig[1])]
    assert lines == ["  ╭── b", "  │ ╭── d", "  ├─┴ c", "╭─┴ a", "├── e"]


def test_nothing_grows_on_nothing() -> None:
    empty: tuple[Tree, ...] = ()
    assert list(growing_down(empty, lambda twig: twig[1])) == []
    assert list(growing_up(empty, lambda twig: twig[1])) == []
