"""Where in a catalog file something stands, so that whoever has to mend it need not look for it.

It is a reading of the lines and not of TOML: good enough for what people write, and 0 for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from typing import Final

_QUOTED: Final = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""'''
    r"|'''(?:[^']|'(?!''))*'''"
    r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*""",
    re.DOTALL,
)
_HEADER: Final = re.compile(r"[ \t]*\[{1,2}[ \t]*([\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*)[ \t]*\]")
_NAME: Final = re.compile(r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')""")
_TOKEN: Final = re.compile(
    rf"(?P<head>^[ \t]*\[{{1,2}}[ \t]*{_NAME.pattern}(?:[ \t]*\.[ \t]*(?:{_NAME.pattern}))*[ \t]*\]{{1,2}})"
    rf"|{_QUOTED.pattern}|(?P<mark>[\[\]{{}},=\n])|[^\s\"'#\[\]{{}},=.]+",
    re.DOTALL | re.MULTILINE,
)
"""The head of a table, words, a mark between values, or anything else but dots and space."""
_PART: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def without_words(text: str) -> str:
    """TOML with nothing in its strings and comments that could be taken for a key; the lines stay the same."""
    return _QUOTED.sub(_emptied, text)


def _emptied(quoted: re.Match[str]) -> str:
    return ("" if quoted[0].startswith("#") else "q") + "\n" * quoted[0].count("\n")


class _Node:
    """A value of the file: where it begins, and what is in it by key or by number."""

    __slots__ = ("below", "last", "line")

    def __init__(self, line: int) -> None:
        self.line = line
        self.below: dict[str | int, _Node] = {}
        self.last = self
        """The last of several tables; of a single one, itself."""

    def at(self, key: str | int, line: int) -> _Node:
        """What is under a key; new, and on this line, where there was nothing."""
        node = self.below.get(key)
        if node is None:
            node = self.below[key] = _Node(line)
            if isinstance(key, int):
                self.last = node
        return node


class Lines:
    """The lines of one file."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _whole(self) -> _Node:
        return _Reading().of(self._text)

    def of(self, key: str) -> int:
        """The line on which `key`, such as `role[0].pay[2].low`, stands or would stand; 0 where that is unknown."""
        node = self._whole
        for name, number in _PART.findall(key):
            below = node.below.get(int(number) if number else name)
            if below is None:
                break
            node = below
        return node.line


class _Reading:
    """A walk over the marks of a file, with what is open around the one it is at."""

    def __init__(self) -> None:
        self._whole = _Node(0)
        self._table = self._whole
        self._key: list[str] = []
        self._value: _Node | None = None
        """What is being given a value; None while a key is read."""
        self._open: list[tuple[_Node, int]] = []
        """Lists and inline tables around, with how many items a list has so far; -1 for a table."""

    def of(self, text: str) -> _Node:
        """The whole file as a tree."""
        line = 1
        for token in _TOKEN.finditer(text):
            written = token[0]
            if token["head"] is not None:
                if not self._open and self._value is None:
                    self._begin(written, line)
            elif token["mark"] is not None:
                self._mark(written, line)
            elif not written.startswith("#"):
                self._word(written, line)
            line += written.count("\n")
        return self._whole

    def _begin(self, head: str, line: int) -> None:
        node = self._whole
        for name in _NAME.findall(head):
            node = node.last.at(name.strip("\"'"), line)
        if head.lstrip().startswith("[["):
            node = node.at(len(node.below), line)
        self._table = node

    def _mark(self, mark: str, line: int) -> None:
        match mark:
            case "\n":
                if not self._open:
                    self._key, self._value = [], None
            case "=":
                node = self._open[-1][0] if self._open else self._table
                for name in self._key:
                    node = node.at(name, line)
                self._key, self._value = [], node
            case "[" | "{":
                if (begun := self._item(line)) is not None:
                    self._open.append((begun, 0 if mark == "[" else -1))
                    self._value = None
            case "," if self._open:
                node, items = self._open[-1]
                self._key, self._value = [], None
                self._open[-1] = node, items + (items >= 0)
            case "]" | "}" if self._open:
                self._value = self._open.pop()[0]

    def _word(self, word: str, line: int) -> None:
        if self._value is None and (not self._open or self._open[-1][1] < 0):
            self._key.append(word.strip("\"'"))
        else:
            self._item(line)

    def _item(self, line: int) -> _Node | None:
        """What gets the value that begins here."""
        if self._value is None and self._open and self._open[-1][1] >= 0:
            node, items = self._open[-1]
            self._value = node.at(items, line)
        return self._value


def line_of_entry(text: str, tables: Collection[str], entry_id: str) -> int:
    """The line on which the entry with this id begins, in one of `tables`; 0 where there is none."""
    wanted, begun = re.compile(rf"""[ \t]*id[ \t]*=[ \t]*["']{re.escape(entry_id)}["']"""), 0
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            begun = number if header[1] in tables else 0
        elif begun and wanted.match(line):
            return begun
    return 0
