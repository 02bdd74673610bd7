"""Taskwarrior's JSON: a task a milestone, each under a name of its own, so that importing again changes nothing.

The form is that of `task export` (Taskwarrior 2.6 and 3). The text is UTF-8 and not escaped to ASCII: Taskwarrior 2.6
reads an escaped character beyond the first 65,536 wrongly. Planned days move from day to day and are left out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, TypeAlias

from mltrack.core.text import plain
from mltrack.exchange.worklist import Item, Worklist, identity, moment, stamp
from mltrack.exchange.writing import Export

_Task: TypeAlias = dict[str, str | list[str] | list[dict[str, str]]]

_NOON: Final = time(12)
_LAST_MINUTE: Final = time(23, 59)
_FIRST: Final = datetime(1980, 1, 2, tzinfo=UTC)
_LAST: Final = datetime(9998, 12, 31, tzinfo=UTC)
"""Days that Taskwarrior takes; others are left out of a task, and stand in its annotations."""
_WORD: Final = re.compile(r"[^\W_]+")
_ESCAPE: Final = re.compile(r"&(?=\w+;)")
"""What Taskwarrior's own file would read as an escape of its own, such as `&open;`."""


def written(export: Export) -> str:
    """The tasks as a JSON array, one a line."""
    work = Worklist(export)
    there = {item.milestone for item in (*work.to_do, *work.settled)}
    tasks = [_task(export, work, item, there) for item in (*work.to_do, *work.settled)]
    lines = ",\n".join(json.dumps(task, ensure_ascii=False) for task in tasks)
    return f"[\n{lines}\n]\n" if tasks else "[]\n"


def _task(export: Export, work: Worklist, item: Item, there: Collection[str]) -> _Task:
    catalog = export.snapshot.catalog
    done_on = item.mark.done_on if item.mark is not None and item in work.settled else None
    task: _Task = {
        "uuid": str(identity(catalog, "task", item.milestone)),
        "description": _plain(item.title),
        "status": "pending" if done_on is None else "completed",
        "project": f"mltrack.{short_forms(work.roles)[role]}" if (role := _role(export, work, item)) else "mltrack",
    }
    if item.kind:
        task["tags"] = [item.kind, "started"] if item.is_started else [item.kind]
    end = None if done_on is None else moment(done_on, _NOON)
    # Taskwarrior warns of what was entered after its end, as is all that somebody had done before.
    entry = min((day for day in (item.told, end) if day is not None), default=None)
    due = None if item.due is None or end is not None else moment(item.due, _LAST_MINUTE)
    for name, day in (("entry", entry), ("end", end), ("due", due)):
        if day is not None and _FIRST <= day <= _LAST:
            task[name] = stamp(day)
    if needs := [str(identity(catalog, "task", one)) for one in item.needs if one in there]:
        task["depends"] = needs
    if said := [*_annotations(work, item, done_on)]:
        task["annotations"] = said
    return task


def _annotations(work: Worklist, item: Item, done_on: date | None) -> Iterator[dict[str, str]]:
    """Notes and evidence, each under a second of its own: by that Taskwarrior knows them."""
    last = _FIRST
    if done_on is not None and not _FIRST <= moment(done_on, _NOON) <= _LAST:
        yield {"entry": stamp(last), "description": f"Done on {done_on}"}
    for one in work.annotations(item.milestone):
        last = min(max(one.at.astimezone(UTC).replace(microsecond=0), last + timedelta(seconds=1)), _LAST)
        yield {"entry": stamp(last), "description": _plain(one.text)}


def _role(export: Export, work: Worklist, item: Item) -> str:
    """Id of the first of the roles that asks for it, or else for which it is planned; empty where none does."""
    asking = export.snapshot.catalog.asked_by.get(item.milestone, ())
    asked = next((role_id for role_id in work.roles if role_id in asking), "")
    return asked or (work.roles[0] if item.slots else "")


def short_forms(roles: Sequence[str]) -> Mapping[str, str]:
    """Ids of roles to what stands for them in a narrow column: the initials of an id of several words.

    Where two have the same initials, the whole id.
    """
    initials = {one: "".join(word[0] for word in words) for one in roles if len(words := _WORD.findall(one)) > 1}
    many = Counter(initials.values())
    return {one: initials[one] if many[initials.get(one, "")] == 1 else one for one in roles}


def _plain(text: str) -> str:
    return _ESCAPE.sub("& ", " ".join(plain(text).split()))
