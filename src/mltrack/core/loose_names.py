"""Names as people write them in lists of their own: "finish the PyTorch tutorial", "SQL basics", "learn Docker".

The words round a name are taken off, and what they tell of how much was done is kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from mltrack.core.name_index import LONGEST_NAME, pattern
from mltrack.core.records import dataclass

_MOST_WORDS: Final = 8
"""Words that are taken off one after the other."""


@dataclass(frozen=True, slots=True)
class LooseName:
    """A name without the words round it."""

    name: str
    is_little: bool = False
    """True where no more than a course or the beginnings of it was done."""
    is_exam: bool = False
    """True where it is an exam or certificate in it."""
    is_learnt: bool = False
    """True where it was learnt or prepared for, which is not the same as passed."""


_LITTLE: Final = LooseName("", is_little=True, is_learnt=True)
_BEFORE: Final = tuple(
    (pattern(words), tells)
    for words, tells in (
        (
            r"""read(?:ing)?(?: up on| about)? | watch(?:ing)? | look(?:ing)? into | explor(?:e|ing) | start(?:ing)?
            | try(?:ing)?(?: out)? | prepar(?:e|ing) for | prep for | (?:getting|get) started with
            | introduct(?:ion|ory)(?: to)? | intro(?: to)? | basics?(?: of)? | beginners? | elementary
            | fundamentals of | essentials of | essential""",
            _LITTLE,
        ),
        (
            r"""(?:re)?learn(?:ing)? | study(?:ing)?(?: for)? | practi[cs](?:e|ing) | review | revise | refresh
            | brush up(?: on)? | understand""",
            LooseName("", is_learnt=True),
        ),
        (
            r"""finish | take | do | complete | get | pass | earn | obtain | improve | work (?:on|through)
            | go through | sit | the | an? | my | some | more | better at | how to use | to use | use""",
            LooseName(""),
        ),
    )
)
"""What stands before a name, and what it tells."""
_BEHIND: Final = tuple(
    (pattern(words), tells)
    for words, tells in (
        (
            r"""basics? | fundamentals | essentials | foundations | (?:crash |online |video |beginners? )?courses?
            | class(?:es)? | tutorials? | introduction | intro | boot ?camp | 101 | workshop | training | lessons?
            | exercises? | book | docs | for beginners""",
            _LITTLE,
        ),
        ("certification | certificate | cert | exam | test | quiz", LooseName("", is_exam=True)),
    )
)
"""What stands behind it."""
_WHOSE: Final = re.compile(r"(?:[\w.-]+ ){0,3}[\w.-]+['’]s (?=\w)")
"""Whose course it is, before its name: "Andrew Ng's "."""
_EDGES: Final = " :-–—,.("


def loosened(text: str) -> LooseName | None:
    """The name in `text`, where there are words round it; None where there are none, or nothing else."""
    said = " ".join(text[:LONGEST_NAME].split())
    if len(said.casefold()) != len(said):  # then places in one are none in the other
        return None
    found = LooseName(said)
    for _ in range(_MOST_WORDS):
        shorter = _without_first(found) or _without_last(found)
        if shorter is None:
            break
        found = shorter
    if whose := _WHOSE.match(found.name):
        found = replace(found, name=found.name[whose.end() :])
    return found if found.name != said else None


def _without_first(found: LooseName) -> LooseName | None:
    for shape, tells in _BEFORE:
        match = shape.match(found.name.casefold())
        if match and found.name[match.end() : match.end() + 1] in {" ", ":"}:
            return _shorter(found, found.name[match.end() :], tells)
    return None


def _without_last(found: LooseName) -> LooseName | None:
    name = found.name.casefold()
    for shape, tells in _BEHIND:
        match = next((one for one in shape.finditer(name) if one.end() == len(name)), None)
        if match and found.name[match.start() - 1 : match.start()] == " ":
            return _shorter(found, found.name[: match.start()], tells)
    return None


def _shorter(found: LooseName, rest: str, tells: LooseName) -> LooseName | None:
    name = rest.strip(_EDGES)
    told = (found.is_little or tells.is_little, found.is_exam or tells.is_exam, found.is_learnt or tells.is_learnt)
    return LooseName(name, *told) if name else None
