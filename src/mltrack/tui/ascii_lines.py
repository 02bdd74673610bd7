"""Screens in ASCII, for fonts without lines and blocks: on its way out, every sign becomes one of one cell.

States, levels, shades and bars stay apart from each other; names and notes stay as they are written.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Mapping
from functools import cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_SIGNS = {
    # states: met, started, open, waived, lapsed; the target, a note
    "✓": "x",
    "◐": "~",
    "○": "o",
    "⊘": "/",
    "↻": "!",
    "◎": "@",
    "✎": "&",
    # what is pinned in a plan, and what is left out
    "⊕": "+",
    "⊖": "-",
    # levels
    "●": "*",
    "·": ".",
    # meters
    "━": "=",
    "╸": ">",
    "╺": "<",
    # shades, from the lightest
    "░": ":",
    "▒": "+",
    "▓": "%",
    "█": "#",
    # columns and bars by eighths
    **dict(zip("▁▂▃▄▅▆▇", "_.-:=+*", strict=True)),
    **dict(zip("▏▎▍▌▋▊▉", ".:-|+*%", strict=True)),
    "▀": '"',
    "▔": "-",
    "▐": "|",
    "▕": "|",
    **dict(zip("╱╲╳", "/\\X", strict=True)),
    # directions
    **dict(zip("←→↑↓↔↕⏎", "<>^v-|<", strict=True)),
    **dict(zip("▲▼◀▶△▽◁▷▴▾◂▸▵▿◃▹", "^v<>^v<>^v<>^v<>", strict=True)),
    "‹": "<",
    "›": ">",
    "🔎": "> ",  # of two cells
    # bullets and marks
    **dict(zip("•‣■□▪▫◆◇◦★☆◉◌", "*>#o*o#oo*o@.", strict=True)),
    **dict(zip("✗✘✕×⚑⚐⌁⚠≈≥≤±−", "XXxx!!#!~><+-", strict=True)),
    # letters' company
    **dict(zip("–—…‘’“”\u00a0", "--.''\"\" ", strict=True)),
}
"""Each sign that we draw, and what stands for it."""

_RANGES = ((0x2190, 0x2200), (0x2300, 0x2400), (0x2500, 0x2600), (0x2600, 0x27C0), (0x2800, 0x2900), (0x2B00, 0x2C00))
"""Arrows, technical signs, boxes and blocks and shapes, marks, braille, and more arrows."""


class AsciiLines(LineFilter):
    """Translates signs to ASCII, cell for cell; `strict` says that nothing else may be left, as letters with accents.

    That is for a terminal to which other letters cannot even be written.
    """

    def __init__(self, *, strict: bool = False) -> None:
        super().__init__()
        self._strict = strict

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual passes it
        """The same line in the same cells and styles."""
        return [
            segment if segment.text.isascii() else Segment(self._plain(segment.text), segment.style, segment.control)
            for segment in segments
        ]

    def _plain(self, text: str) -> str:
        return "".join(char if char.isascii() else self._sign(char) for char in text)

    def _sign(self, char: str) -> str:
        sign = sign_for(char)
        return "?" * cell_len(char) if self._strict and not sign.isascii() else sign


@cache
def sign_for(char: str) -> str:
    """What stands for a sign; a letter stands for itself, and so does a sign of two cells."""
    if char in _SIGNS:
        return _SIGNS[char]
    code = ord(char)
    if cell_len(char) != 1 or not any(start <= code < end for start, end in _RANGES):
        return char
    if 0x2800 <= code < 0x2900:
        return _dots(code - 0x2800)
    return _boxed(unicodedata.name(char)) if 0x2500 <= code < 0x2580 else "*"


def terminal_is_plain(environ: Mapping[str, str] = os.environ) -> bool:
    """True for a terminal that cannot show lines and blocks: the Linux console, and one that is not for UTF-8."""
    if "TEXTUAL_DRIVER" in environ:  # a browser, behind `mltrack serve`
        return False
    said = next(filter(None, (environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))), "utf-8")
    return environ.get("TERM") == "linux" or "utf8" not in said.casefold().replace("-", "") or not takes_unicode()


def takes_unicode() -> bool:
    """True when any letter can be written to the terminal: Textual writes to the standard error."""
    stream = sys.__stderr__
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return encoding.casefold().replace("-", "").startswith("utf")


def _boxed(name: str) -> str:
    """A line of a box by its Unicode name, such as BOX DRAWINGS LIGHT DOWN AND RIGHT."""
    words = set(name.split()[2:])
    across, down = words & {"HORIZONTAL", "LEFT", "RIGHT"}, words & {"VERTICAL", "UP", "DOWN"}
    if across and down:
        return "+"
    if down:
        return "|"
    return "=" if "HEAVY" in words or ("DOUBLE" in words and "DASH" not in words) else "-"


def _dots(bits: int) -> str:
    """Braille by where its dots are: none, all, above, below, or both."""
    above, below = bits & 0b00011011, bits & 0b11100100
    if bits == 0xFF:
        return "#"
    return {(False, False): " ", (True, False): "'", (False, True): ".", (True, True): ":"}[bool(above), bool(below)]
