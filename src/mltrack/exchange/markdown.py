"""Markdown in which text from data stays literal, whichever reader shows it.

Pure functions: strings in, lines out. Nothing here prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mltrack.core.links import link_in
from mltrack.core.text import plain

_ANYWHERE = re.compile(r"[\\`*_\[\]<|~&$@]|:(?=//|\S*:)|(?<=www)\.", re.IGNORECASE)
"""What a reader may take for markup, a link, an entity, a formula, a mention or an emoji's name."""
_AT_START = re.compile(r"^([#=>]|[+-](?=[ -]|$)|\d{1,9}(?=[.)](?: |$)))")
"""What makes a line a heading, a quotation or an item of a list."""
_TAKEN_IN_LINKS = re.compile(r"&#?\w+;|\$|:[\w+-]+:")
"""What some readers change even inside of a link: entities, formulas, and emoji by their names."""


def escaped(text: str) -> str:
    """`text` on one line, so written that Markdown shows it as it is.

    A backslash before an ASCII punctuation mark makes it literal (CommonMark 0.31, "Backslash escapes").
    """
    line = _ANYWHERE.sub(r"\\\g<0>", " ".join(plain(text).split()))
    return _AT_START.sub(_literal_start, line)


def linked(text: str) -> str:
    """`text` as a link to click on where it is one that may be opened (`core.links`), as `<https://...>`; else escaped.

    Such a link is shown and followed as it is written (CommonMark 0.31, "Autolinks").
    """
    line = " ".join(plain(text).split())
    return f"<{line}>" if link_in(line) and not _TAKEN_IN_LINKS.search(line) else escaped(line)


def _literal_start(start: re.Match[str]) -> str:
    # A digit cannot be escaped: what stands behind the number is.
    return f"{start[0]}\\" if start[0].isdigit() else f"\\{start[0]}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of plain cells, which are escaped; no row may have more cells than there are headings."""
    return [
        _row(headings),
        _row(["---"] * len(headings), literal=False),
        *map(_row, rows),
    ]


def _row(cells: Sequence[str], *, literal: bool = True) -> str:
    return f"| {' | '.join(escaped(cell) if literal else cell for cell in cells)} |"
