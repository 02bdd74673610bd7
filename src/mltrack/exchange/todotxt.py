"""todo.txt: one line a milestone, as the format's rules have it (github.com/todotxt/todo.txt).

The format has no escapes. So a title that a program would take for something else gets a sign or a space: a
line says what it is about in every program, and never that something is done, urgent or due that is not. The day of
creation is the one on which it was begun: nothing begins by being put on a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mltrack.core.text import plain
from mltrack.exchange.worklist import Item, Worklist
from mltrack.exchange.writing import Export

_TAKEN_AT_START: Final = re.compile(r"x(?= |$)|\([A-Z]\)|\d{4}-\d\d-\d\d|'")
"""What begins a line that is done, has a priority, or has a day; and the sign that is put before such a title."""
_PROJECT_OR_CONTEXT: Final = re.compile(r"(?<!\S)[+@]+")
_KEY: Final = re.compile(r"(?<=[^\s:]):(?=[^\s:])")


def written(export: Export) -> str:
    """What is to do, then what is done."""
    work = Worklist(export)
    lines = [*(_open(export, item) for item in work.to_do), *(_done(export, item) for item in work.settled)]
    return "".join(f"{line}\n" for line in lines)


def _open(export: Export, item: Item) -> str:
    created = [str(item.mark.started_on)] if item.is_started and item.mark and item.mark.started_on else []
    due = [f"due:{item.due}"] if item.due is not None else []
    return " ".join((*created, literal(item.title), *_tags(export, item), *due, f"mltrack:{item.milestone}"))


def _done(export: Export, item: Item) -> str:
    done, begun = (item.mark.done_on, item.mark.started_on) if item.mark is not None else (None, None)
    days = [str(done)] if done is not None else []
    # The day of creation follows that of completion, so there is none without, and nothing is made after it was done.
    if done is not None and begun is not None and begun <= done:
        days.append(str(begun))
    return " ".join(("x", *days, literal(item.title), *_tags(export, item), f"mltrack:{item.milestone}"))


def _tags(export: Export, item: Item) -> Iterator[str]:
    yield "+mltrack"
    if export.role is not None:
        yield f"+{export.role}"
    if item.kind:
        yield f"@{item.kind}"
    if item.is_started:
        yield "@started"


def literal(title: str) -> str:
    """A title as the text of a task: on one line, without priority, day, project, context or key of its own."""
    line = " ".join(plain(title).split())
    line = _PROJECT_OR_CONTEXT.sub(lambda signs: " ".join((*signs[0], "")), line)
    line = " ".join(_KEY.sub(": ", line).split())
    return f"'{line}" if _TAKEN_AT_START.match(line) else line
