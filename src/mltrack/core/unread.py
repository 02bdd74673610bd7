"""Entries that are read when somebody asks for one of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import Final, Generic, TypeVar

_Value = TypeVar("_Value")


class Unread(Mapping[str, _Value], Generic[_Value]):
    """Entries by id, and of which milestones they are, which is known before they are read."""

    def __init__(self, read: Callable[[], Mapping[str, _Value]], milestones: Collection[str]) -> None:
        self.milestones: Final = milestones
        """Ids of the milestones that any entry is of."""
        self._make: Final = read

    @cached_property
    def _read(self) -> Mapping[str, _Value]:
        return self._make()

    def __getitem__(self, key: str) -> _Value:
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)

    def __bool__(self) -> bool:
        return bool(self.milestones)
