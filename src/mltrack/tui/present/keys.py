"""The keys that sentences name, such as "u takes it back": the person's own ones, where they have given others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Final

USUAL: Final[Mapping[str, str]] = {
    "app.quit": "q",
    "app.undo": "u",
    "app.what-if": "W",
    "app.roles": "1",
    "app.milestones": "2",
    "export.role": "r",
    "import.other": "o",
    "import.tick": "space",
    "milestone.tick": "space",
    "milestone.start": "s",
    "milestone.waive": "w",
    "milestone.due": "d",
    "milestone.day": "D",
    "milestone.log": "h",
    "milestone.effort": "E",
    "milestone.graph": "b",
    "milestones.unmark": "esc",
    "milestones.view": "v",
    "page.unfold": "a",
    "place.back": "esc",
    "plan.day": "d",
    "plan.hours": "H",
    "plan.leave-out": "x",
    "plan.longer": "L",
    "plan.pin": "p",
    "posting.keep": "space",
    "role.compare": "C",
    "role.mark": "c",
    "role.source": "i",
    "role.target": "t",
    "role.view": "v",
}
"""Id of a command that is named in a sentence to its first key as it is shown; a test holds it against the bindings."""

OWN: ContextVar[Mapping[str, str]] = ContextVar("OWN")
"""Likewise, for commands that the person has given other keys. The app that a sentence is made in has set it."""

_NAMED = re.compile(r"\{([a-z-]+\.[a-z-]+)\}")


def key(command_id: str) -> str:
    """The key of a command, as it is shown; KeyError for one that no sentence has named so far."""
    return OWN.get({}).get(command_id, USUAL[command_id])


def keyed(sentence: str) -> str:
    """A sentence of ours in which {app.undo} stands for that command's key."""
    return _NAMED.sub(lambda named: key(named[1]), sentence)
