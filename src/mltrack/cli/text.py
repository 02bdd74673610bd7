"""Plain text for an 80-column terminal: wrapping, meters, and the words that every listing shares.

Pure functions: strings in, lines out. Nothing here prints.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from datetime import date, datetime, timedelta
from fractions import Fraction

from mltrack.core.readiness import Tally, readiness_words
from mltrack.core.records import dataclass
from mltrack.core.requirements import State
from mltrack.core.text import counted, plain

WIDTH = 80
METER = 10
"""Cells of a meter."""

BOXES = {
    State.MET: "[x]",
    State.STARTED: "[~]",
    State.OPEN: "[ ]",
    State.WAIVED: "[-]",
    State.LAPSED: "[!]",
}
"""How a state is drawn: met, started or below the level, open, waived, lapsed."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The few signs that are not letters."""

    full: str
    """A full cell of a meter."""
    half: str
    """A cell that is half full."""
    empty: str
    """An empty cell."""
    target: str
    """What stands before a target role."""
    fine: str
    """What stands before a finding that all is well."""
    worth_knowing: str
    """What stands before a finding that nothing is wrong with."""
    fault: str
    """What stands before a fault."""

    def all(self) -> tuple[str, ...]:
        """Every one of them."""
        return tuple(astuple(self))


UNICODE = Glyphs("━", "╸", "─", "◎", "✓", "·", "✗")
ASCII = Glyphs("#", "-", "-", "*", "+", "-", "!")


def cells(text: str) -> int:
    """How many terminal cells `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(char) for char in text)


def _cells_of(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """`text` broken at spaces into lines of 80 cells.

    The first line begins with `first`, the others with `rest`, by default as many spaces.
    """
    rest = " " * cells(first) if rest is None else rest
    lines: list[str] = []
    line, at_start = first, True
    for word in _pieces(plain(text).split(), WIDTH - max(cells(first), cells(rest))):
        if not at_start and cells(line) + 1 + cells(word) > WIDTH:
            lines.append(line)
            line, at_start = rest, True
        line += word if at_start else f" {word}"
        at_start = False
    return [*lines, line]


def _pieces(words: Iterable[str], room: int) -> Iterator[str]:
    """The words, those longer than a line cut into pieces; addresses and paths stay whole, to be opened or copied."""
    for word in words:
        rest = word
        while cells(rest) > room and not rest.startswith(("https://", "http://", "/")):
            piece = _beginning(rest, room)
            yield piece
            rest = rest[len(piece) :]
        yield rest


def _beginning(text: str, room: int) -> str:
    used = 0
    for place, char in enumerate(text):
        used += _cells_of(char)
        if used > room:
            return text[: max(place, 1)]
    return text


def fitted(text: str, width: int) -> str:
    """`text` in exactly `width` cells: filled up with spaces, or cut with three dots."""
    text = plain(text)
    if cells(text) > width:
        text = f"{_beginning(text, width - 3)}..."
    return text + " " * (width - cells(text))


def meter(share: Fraction, glyphs: Glyphs) -> str:
    """A bar of ten cells, floored like every percentage: full only when all is met."""
    halves = int(share * METER * 2)
    full, half = divmod(halves, 2)
    return (glyphs.full * full + glyphs.half * half).ljust(METER, glyphs.empty)


def stands(tally: Tally) -> str:
    """Percentage and words in a sentence."""
    words = readiness_words(tally)
    return f"Now {tally.percent}%, {words}" if tally.total else words.capitalize()


def readiness_columns(tally: Tally, glyphs: Glyphs) -> str:
    """Meter, percentage and words; a dash where no source states what is required."""
    if tally.total == 0:
        return f"-  {readiness_words(tally)}"
    return f"{meter(tally.share, glyphs)}  {tally.percent:3d}%  {readiness_words(tally)}"


def day_words(day: date, today: date) -> str:
    """A day, or the word for this one."""
    return "today" if day == today else day.isoformat()


_UNITS = (("year", 365), ("month", 30), ("week", 7), ("day", 1))


def ago(moment: datetime, now: datetime) -> str:
    """How long `moment` lies back, in the largest unit that it fills: 2 days ago."""
    passed = now - moment
    if passed < -timedelta(minutes=1):
        return "still to come"
    for noun, days in _UNITS:
        if passed.days >= days:
            return f"{counted(passed.days // days, noun)} ago"
    minutes = max(passed.seconds // 60, 0) if passed.days == 0 else 0
    if minutes >= 60:
        return f"{counted(minutes // 60, 'hour')} ago"
    return f"{counted(minutes, 'minute')} ago" if minutes else "just now"


def local_words(moment: datetime) -> str:
    """A moment on the person's own clock, to the minute."""
    try:
        return f"{moment.astimezone():%Y-%m-%d %H:%M}"
    except (OverflowError, OSError, ValueError):  # at the ends of what a calendar holds
        return f"{moment:%Y-%m-%d %H:%M}"


def size_words(size: int) -> str:
    """Bytes in three digits or less, with their unit."""
    amount, unit = float(size), "B"
    for larger in ("kB", "MB", "GB"):
        if amount < 999.5:
            break
        amount, unit = amount / 1000, larger
    return f"{amount:.1f} {unit}" if unit != "B" and amount < 9.95 else f"{amount:.0f} {unit}"
