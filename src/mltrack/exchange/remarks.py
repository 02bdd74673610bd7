"""What a reader has to say of a document as a whole: few sentences, however many rows they are about."""

from __future__ import annotations

from typing import Final

from mltrack.core.text import counted

MOST_NAMED: Final = 5
"""Rows that are named one by one; of more only the number is told."""


class Remarks:
    """The remarks of one reading, gathered; what befell several rows alike is one sentence."""

    def __init__(self, noun: str = "row") -> None:
        self._noun = noun
        self._sentences: dict[str, None] = {}
        self._rows: dict[tuple[str, str], list[int]] = {}

    def add(self, sentence: str) -> None:
        """A sentence that stands for itself; twice the same is told once."""
        if sentence:
            self._sentences[sentence] = None

    def of_row(self, file: str, number: int, what: str) -> None:
        """What befell a row of a file, such as "left out: no degree is stated"; `file` may be empty."""
        self._rows.setdefault((file, what), []).append(number)

    def all(self) -> tuple[str, ...]:
        """The sentences, those on whole files first."""
        return (*self._sentences, *(self._told(*key, numbers) for key, numbers in self._rows.items()))

    def _told(self, file: str, what: str, numbers: list[int]) -> str:
        if len(numbers) > MOST_NAMED:
            which = counted(len(numbers), self._noun)
        else:
            nouns = self._noun if len(numbers) == 1 else f"{self._noun}s"
            *first, last = map(str, numbers)
            which = f"{nouns} {', '.join(first)} and {last}" if first else f"{nouns} {last}"
        told = f"{which}: {what}."
        return f"{file}, {told}" if file else told[0].upper() + told[1:]
