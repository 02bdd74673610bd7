"""An entry of the catalog as it stands in its file, for whoever wants to put one of their own in its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Final

from mltrack.core.index import Entry, name_of
from mltrack.core.joining import OVERRIDE
from mltrack.store.catalog_door import KINDS, TABLES, Found, read_file
from mltrack.store.catalog_folder import read_bytes, toml_files
from mltrack.store.catalog_lines import without_words
from mltrack.store.toml_text import decoded

_HEAD: Final = re.compile(r"[ \t]*\[{1,2}[ \t]*([\w-]+)[ \t]*([.\]])")
_SCHEMA: Final = "#:schema"
"""How the line begins that names the schema of a file to editors; it holds for that file alone."""


def override_text(folder: Path, entry: Entry) -> str:
    """The tables of an entry as they stand in a file below `folder`, with `override = true` in them.

    Comments come along. Empty where the entry is written in another way than in tables of its own.
    """
    name = name_of(entry)
    tables = tuple(KINDS) if name.noun == "milestone" else (name.noun,)
    for path in toml_files(folder, []):
        with suppress(OSError, ValueError):
            text = _with_override(_tables_of(decoded(read_bytes(path)), tables, name.id), name.id)
            if text and _says(text, entry):
                return text
    return ""


def _says(text: str, entry: Entry) -> bool:
    """True where a file of this text would put just the same in the place of the entry."""
    found = Found()
    read_file(text.encode(), "", found, own=True)
    return not found.faults and [(one.entry, one.overrides) for one in found.entries] == [(entry, True)]


def _tables_of(text: str, tables: Collection[str], entry_id: str) -> str:
    """The tables of the entry with this id, and those below them, each with the comments right above it."""
    kept, table = [], ""
    for name, is_whole, lines in _sections(text.replace("\r\n", "\n")):
        if is_whole and name in tables:
            table = name if any(_id_of(entry_id).match(line) for line in lines) else ""
        if table and name == table:
            kept.append("\n".join(lines).rstrip())
    return "\n\n".join(kept)


def _sections(text: str) -> Iterator[tuple[str, bool, Sequence[str]]]:
    """Each table of a file: the first part of its name, whether that is all of it, and its lines."""
    lines, heads = text.split("\n"), []
    for number, line in enumerate(without_words(text).split("\n")):
        if (head := _HEAD.match(line)) and head[1] in TABLES:
            heads.append((_first_line(lines, number), head[1], head[2] == "]"))
    for (begin, name, is_whole), (end, _, _) in pairwise([*heads, (len(lines), "", True)]):
        yield name, is_whole, lines[begin:end]


def _first_line(lines: Sequence[str], head: int) -> int:
    """Where a table begins with the comments right above it."""
    while head and lines[head - 1].startswith("#") and not lines[head - 1].startswith(_SCHEMA):
        head -= 1
    return head


def _with_override(text: str, entry_id: str) -> str:
    return _id_of(entry_id).sub(rf"\g<0>\n{OVERRIDE} = true", text, count=1)


def _id_of(entry_id: str) -> re.Pattern[str]:
    """The line that says an id."""
    return re.compile(rf"""^[ \t]*id[ \t]*=[ \t]*["']{re.escape(entry_id)}["'][^\n]*""", re.MULTILINE)
