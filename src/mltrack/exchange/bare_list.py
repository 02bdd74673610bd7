"""Lists without a header or boxes: a name a line, as people jot them down.

    Python - advanced
    * SQL (basic)
    Docker

Nobody says in it that these are held, so each of them is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.documents import Document, Reading
from mltrack.exchange.csv_headings import heads_a_list
from mltrack.exchange.entry import Entry
from mltrack.exchange.foreign_text import beginning, decoded
from mltrack.exchange.level_words import level_alone
from mltrack.exchange.listed import MAX_CLAIMS, all_of
from mltrack.exchange.remarks import Remarks
from mltrack.exchange.task_line import parts_of

_ENDS: Final = (".csv", ".tsv", ".txt", ".md")
_LEAST: Final = 2
"""Lines that make a list."""
_SHARE: Final = 0.8
"""Of the lines, how many must look like names."""
_LONGEST, _MOST_WORDS = 60, 7
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BULLET = re.compile(r"\A[ \t>]*(?:(?:[-*+•–]|\d{1,3}[.)])[ \t]+)?")
_LEVEL = re.compile(r"(?P<name>.*?\S)\s*(?:\s[-–—]|[:,;\t])\s*(?P<level>\w+)")
_NO_NAME = re.compile(r"://|[{}<>=@|\t;]|[.!?:,]$")


def recognises(document: Document) -> bool:
    """True for a single file of text whose lines are mostly as short as names, and have no header."""
    if document.is_folder:
        return False
    ((name, raw),) = document.files.items()
    text = beginning(raw)
    if not name.casefold().endswith(_ENDS) or heads_a_list(text):
        return False
    lines = [line for _, line in _lines(text)]
    return len(lines) >= _LEAST and sum(map(_is_name, lines)) >= _SHARE * len(lines)


def read(document: Document) -> Reading:
    """What the lines name. Raises ImportFault."""
    if document.is_folder:
        raise document.fault("name one file in it.")
    remarks = Remarks("line")
    text = decoded(document, document.only)
    remarks.add(text.remark)
    remarks.add("It has no header, so each line was taken for something that you have; look at what you take over.")
    return Reading("List of names", tuple(all_of(document, _claims(text.text, remarks), remarks)), remarks.all())


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with something in them, without what marks them as parts of a list; headings are none."""
    for number, line in enumerate(_LINE_BREAK.split(text), start=1):
        said = _BULLET.sub("", line, count=1).strip()
        if said and not said.startswith("#"):
            yield number, said


def _is_name(line: str) -> bool:
    name = _parted(line)[0]
    is_short = len(name) <= _LONGEST and len(name.split()) <= _MOST_WORDS and name.count(",") < 1
    return is_short and any(map(str.isalnum, name)) and not _NO_NAME.search(name)


def _parted(line: str) -> tuple[str, str]:
    """The name, and the level behind it."""
    found = _LEVEL.fullmatch(line[: _LONGEST * 2])
    return (found["name"], found["level"]) if found and level_alone(found["level"]) else (line, "")


def _claims(text: str, remarks: Remarks) -> Iterator[Claim]:
    for count, (number, line) in enumerate(_lines(text)):
        if count > MAX_CLAIMS:
            return
        name, level = _parted(line)
        task = parts_of(name[: _LONGEST * 2])
        entry = Entry({"name": task.title})
        if not _is_name(line) or not entry.words("name"):
            remarks.of_row("", number, "left out: no name")
            continue
        yield Claim(
            ClaimKind.MILESTONE,
            entry.words("name"),
            f"line {number}",
            level=level_alone(level or task.level),
            is_mention=True,
            remark=entry.remark,
        )
