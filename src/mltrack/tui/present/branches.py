"""Trees as lines: one that grows down from its root, and one that grows up from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

_Twig = TypeVar("_Twig")

Beyond = Callable[[_Twig], Sequence[_Twig]]
"""What grows on a twig."""

ROOTS = {(True, True): "┿━━ ", (True, False): "┕━━ ", (False, True): "┍━━ ", (False, False): "━━━ "}
"""The root itself, by whether something grows above and below it."""
_UP = str.maketrans("╰┬", "╭┴")


def growing_down(twigs: Sequence[_Twig], beyond: Beyond[_Twig]) -> Iterator[tuple[str, _Twig]]:
    """Each twig below the one that it grows on, with the lines before it."""
    yield from _grown(twigs, beyond, "")


def growing_up(twigs: Sequence[_Twig], beyond: Beyond[_Twig]) -> Iterator[tuple[str, _Twig]]:
    """Each twig above the one that it grows on; those of one branch stand in their order from the top."""
    lines = list(_grown(twigs[::-1], lambda twig: beyond(twig)[::-1], ""))
    for lead, twig in reversed(lines):
        yield lead.translate(_UP), twig


def _grown(twigs: Sequence[_Twig], beyond: Beyond[_Twig], lead: str) -> Iterator[tuple[str, _Twig]]:
    for number, twig in enumerate(twigs):
        is_last = number == len(twigs) - 1
        further = beyond(twig)
        yield f"{lead}{'╰' if is_last else '├'}─{'┬' if further else '─'} ", twig
        yield from _grown(further, beyond, f"{lead}{'  ' if is_last else '│ '}")
