"""Text from outside, made safe to show: `plain` is the one sanitiser of the program.

Catalogs, notes and file names may hold escape sequences, direction overrides or invisible
characters. They pass through `plain` when they are loaded and again when a face prints them.
"""

from __future__ import annotations

import unicodedata

_JOINERS = frozenset("\u200c\u200d")
"""Zero-width joiners stay: emoji and several scripts are spelled with them."""

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def plain(text: str, *, lines: bool = False) -> str:
    """Return `text` in NFC without control, format, surrogate, private or unassigned characters.

    A tab becomes a space. Line breaks become a space too, unless `lines` is true; then line
    feeds stay and every other kind of line break turns into one.
    """
    if (text.replace("\n", "") if lines else text).isprintable():  # nothing to drop: what most text is
        return unicodedata.normalize("NFC", text)
    break_ = "\n" if lines else " "
    text = text.replace("\r\n", break_)
    kept: list[str] = []
    for char in text:
        if char in "\n\r\v\f\x85\u2028\u2029":
            kept.append(break_)
        elif char == "\t":
            kept.append(" ")
        elif char in _JOINERS or unicodedata.category(char) not in _DROPPED:
            kept.append(char)
    # What stood between two characters may have kept them from composing.
    return unicodedata.normalize("NFC", "".join(kept))


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 role, 2 roles."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
