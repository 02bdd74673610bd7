"""Where in a catalog file something stands, so that whoever has to mend it need not look for it.

It is a reading of the lines and not of TOML: good enough for what people write, and 0 for the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Final, NamedTuple

_QUOTED: Final = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""'''
    r"|'''(?:[^']|'(?!''))*'''"
    r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*""",
    re.DOTALL,
)
_HEADER: Final = re.compile(r"[ \t]*\[{1,2}[ \t]*([\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*)[ \t]*\]")
_KEY: Final = re.compile(r"[ \t]*([\w-]+)[ \t]*[.=]")
_PART: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def without_words(text: str) -> str:
    """TOML with nothing in its strings and comments that could be taken for a key; the lines stay the same."""
    return _QUOTED.sub(_emptied, text)


def _emptied(quoted: re.Match[str]) -> str:
    return ("" if quoted[0].startswith("#") else "q") + "\n" * quoted[0].count("\n")


class _Header(NamedTuple):
    line: int
    table: str
    """Its whole name, such as "role.requirements"."""


class Lines:
    """The lines of one file."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _lines(self) -> list[str]:
        return without_words(self._text).split("\n")

    @cached_property
    def _headers(self) -> list[_Header]:
        found = [(number, _HEADER.match(line)) for number, line in enumerate(self._lines, start=1)]
        return [_Header(number, re.sub(r"\s", "", match[1])) for number, match in found if match]

    @cached_property
    def _of_table(self) -> dict[str, list[int]]:
        """Name of a table to the lines of its headers."""
        found: dict[str, list[int]] = {}
        for header in self._headers:
            found.setdefault(header.table, []).append(header.line)
        return found

    def of(self, key: str) -> int:
        """The line on which `key`, such as `role[0].pay[2].low`, stands or would stand; 0 where that is unknown."""
        parts = [(name, int(number) if number else None) for name, number in _PART.findall(key)]
        table, line, end = "", 0, len(self._lines) + 1
        for place, (name, number) in enumerate(parts):
            if number is not None:
                continue
            table = f"{table}.{name}" if table else name
            which = parts[place + 1][1] if place + 1 < len(parts) else None
            headers = self._of_table.get(table, [])
            at = bisect_left(headers, line) + (which or 0)
            if at >= len(headers) or headers[at] >= end:
                return self._key_below(name, line, end) or line
            line = headers[at]
            end = self._end_of(table, line, end)
        return line

    def _end_of(self, table: str, line: int, end: int) -> int:
        """The line after the last one of the table that begins on `line`."""
        for other in self._headers_after(line):
            if not other.table.startswith(f"{table}."):
                return min(other.line, end)
        return end

    def _headers_after(self, line: int) -> Iterator[_Header]:
        first = bisect_right(self._headers, line, key=lambda header: header.line)
        return (self._headers[number] for number in range(first, len(self._headers)))

    def _key_below(self, name: str, line: int, end: int) -> int:
        """The line of a key among those of the table that begins on `line`."""
        stop = min(next((one.line for one in self._headers_after(line)), end), end)
        for number in range(line + 1, stop):
            match = _KEY.match(self._lines[number - 1])
            if match and match[1] == name:
                return number
        return 0


def line_of_entry(text: str, tables: Collection[str], entry_id: str) -> int:
    """The line on which the entry with this id begins, in one of `tables`; 0 where there is none."""
    wanted, begun = re.compile(rf"""[ \t]*id[ \t]*=[ \t]*["']{re.escape(entry_id)}["']"""), 0
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            begun = number if header[1] in tables else 0
        elif begun and wanted.match(line):
            return begun
    return 0
