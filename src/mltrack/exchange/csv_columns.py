"""The columns of mltrack's own CSV, one row a milestone: what writes it and what reads it agree on them here.

| column | what stands in it |
|---|---|
| `id` | of the milestone |
| `title` | its title; only to be read by people where there is an id |
| `kind` | degree, certification, skill, experience or project |
| `status` | open, started, done or waived; what has lapsed is done, and its `expires_on` is past |
| `level` | of a skill that is done: familiar, working, proficient or expert |
| `done_on`, `started_on`, `due`, `expires_on` | days as 2026-05-01 |
| `reason` | why it is waived |
| `note` | a person's note, with its line breaks |
| `evidence` | one piece a line |

A file begins with a row of these names, in this order; a reader takes any order and lets columns be missing.
Cells are as RFC 4180 has them, in UTF-8. An empty cell says nothing.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula. `guarded` puts a `'` before such
text, as spreadsheets themselves mark text, and `unguarded` takes it off again: together they change nothing.
"""

from __future__ import annotations

import re
from typing import Final

COLUMNS: Final = (
    *("id", "title", "kind", "status", "level", "done_on", "started_on", "due", "expires_on"),
    *("reason", "note", "evidence"),
)

_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")


def guarded(text: str) -> str:
    """`text` for a cell, so that no spreadsheet takes it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` made a cell of; every other cell as it is."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
