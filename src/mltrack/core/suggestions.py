"""What somebody may have meant by an id that there is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

_CUTOFF = 0.7
_MOST = 100
"""Ids that are looked for; each look takes milliseconds, and a file may be full of ids that there are not."""


class Suggestions:
    """The ids of one catalog, and the names by which they may be meant."""

    def __init__(self, names: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """`names` has, for each noun, the ids and the other names of each."""
        self._of = names
        self._asked = 0
        self._known: dict[tuple[str, str], str] = {}

    def hint(self, noun: str, unknown: str) -> str:
        """The end of a sentence, such as "; did you mean kubernetes?"; empty where nothing is near."""
        key = (noun, unknown)
        if key not in self._known:
            self._asked += 1
            self._known[key] = self._found(noun, unknown) if self._asked <= _MOST else ""
        return self._known[key]

    def _found(self, noun: str, unknown: str) -> str:
        names = self._names.get(noun, {})
        exact = names.get(unknown.casefold())
        near = [exact] if exact else near_ones(unknown.casefold(), names)
        return meant(dict.fromkeys(names.get(one, one) for one in near))

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        return {noun: dict(_folded(of)) for noun, of in self._of.items()}


def _folded(names: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Other names first, so that an id goes before another name that is the same."""
    for id_, others in names.items():
        yield from ((other.casefold(), id_) for other in others)
    yield from ((id_, id_) for id_ in names)


def near_ones(unknown: str, names: Iterable[str]) -> list[str]:
    """Up to two of `names` that are written much like `unknown`, best first."""
    from difflib import get_close_matches

    return get_close_matches(unknown, list(names), n=2, cutoff=_CUTOFF)


def meant(names: Iterable[str]) -> str:
    """The end of a sentence that asks whether one of these was meant; empty for none."""
    listed = " or ".join(names)
    return f"; did you mean {listed}?" if listed else ""
