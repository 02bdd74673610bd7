"""Time spent as people type it in one line: how long, what was done, and on which day if not today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from mltrack.core.dates import parse_day, parse_minutes
from mltrack.core.records import dataclass
from mltrack.core.text import plain
from mltrack.errors import InvalidInput

_MOST_WORDS = 4
"""Words that a length of time has at most, as in "1 h 30 min"; a day has fewer."""
_LAST_WORDS = frozenset({"yesterday", "today"})
"""Days that are one also at the end of a line; a weekday there belongs to what was done."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Time spent on one day."""

    minutes: int
    on: date
    text: str
    """What was done; may be empty."""


def parse_spent(text: str, today: date) -> Spent:
    """The time that one line tells of: `1h30m chapter 3`, `yesterday 2h`, `45m exercises 2026-11-18`.

    A day may stand first in any way that `parse_day` reads, or last as a date, `yesterday` or
    `today`; without one it is today. What is neither day nor length is what was done. Raises
    InvalidInput with a sentence that shows how to write one.
    """
    words: Sequence[str] = plain(text).split()
    on, words = _first_day(words, today)
    minutes, words = _length(words)
    if on is None:
        on, words = _last_day(words, today)
    return Spent(minutes, on or today, " ".join(words))


def _first_day(words: Sequence[str], today: date) -> tuple[date | None, Sequence[str]]:
    for day, rest in _parts(words):
        with suppress(InvalidInput):
            return parse_day(day, today, past=True), rest
    return None, words


def _length(words: Sequence[str]) -> tuple[int, Sequence[str]]:
    if not words:
        raise InvalidInput("Say how long it was, like 1h30m, 1:30, 1.5h or 90m; then, if you like, what you did.")
    length, rest = next(
        ((length, rest) for length, rest in _parts(words) if _is_length(length, rest)), (words[0], words[1:])
    )
    if rest and _is_length(rest[0], ()):  # as in "1h 90m": which of the two was meant?
        length, rest = f"{length} {rest[0]}", rest[1:]
    return parse_minutes(length), rest  # which says what is wrong with it


def _is_length(text: str, rest: Sequence[str]) -> bool:
    if rest and " " in text and text[-1].isdigit():
        return False  # in "2h 3 chapters" the 3 counts chapters, not minutes
    with suppress(InvalidInput):
        parse_minutes(text)
        return True
    return False


def _last_day(words: Sequence[str], today: date) -> tuple[date | None, Sequence[str]]:
    if words and (words[-1].casefold() in _LAST_WORDS or words[-1].count("-") == len("--")):
        with suppress(InvalidInput):
            return parse_day(words[-1], today, past=True), words[:-1]
    return None, words


def _parts(words: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """The line in two parts, the longest first one first."""
    for number in range(min(_MOST_WORDS, len(words)), 0, -1):
        yield " ".join(words[:number]), words[number:]
