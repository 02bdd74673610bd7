"""How the key of a fault is shown: lists are counted from 1, and a requirement goes by its label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mltrack.core.entries import Role
from mltrack.core.index import Entry

_NUMBER = re.compile(r"\[(\d+)\]")
_REQUIREMENT = re.compile(r"requirements\[(\d+)\]\.?")


def key_of(entry: Entry, key: str) -> str:
    """A key within an entry, such as `clerk: requirement 'Sums': needs.all[2]` for `requirements[0].needs.all[1]`."""
    labels = [one.label for one in entry.requirements] if isinstance(entry, Role) else []
    return shown_key(entry.id, key, labels)


def shown_key(head: str, key: str, labels: Sequence[str | None] = ()) -> str:
    """A key below what `head` names; `labels` are those of the requirements, None for one without."""
    asked, rest = _REQUIREMENT.match(key), key
    parts = [head]
    if asked and int(asked[1]) < len(labels) and (label := labels[int(asked[1])]):
        parts.append(f"requirement '{label}'")
        rest = key[asked.end() :]
    if rest:
        parts.append(counted_from_one(rest))
    return ": ".join(parts)


def counted_from_one(key: str) -> str:
    """A key with the places in its lists as people count them."""
    return _NUMBER.sub(lambda place: f"[{int(place[1]) + 1}]", key)
