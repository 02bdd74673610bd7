"""The words in which documents say how well somebody has a skill."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from mltrack.core.records import dataclass
from mltrack.core.requirements import Level

WRITTEN: Final[Mapping[Level, str]] = {
    Level.FAMILIAR: "Beginner",
    Level.WORKING: "Intermediate",
    Level.PROFICIENT: "Advanced",
    Level.EXPERT: "Master",
}
"""How a level is written for others: the four words that pages made of JSON Resume know."""
_WORDS: Final = tuple(
    (level, re.compile(rf"\b(?:{words})\b", re.ASCII))
    for level, words in (
        (Level.FAMILIAR, "familiar(ity)?|beginner|beginning|novice|basics?|elementary|foundational|fundamentals?"),
        (Level.FAMILIAR, "junior|learning|awareness|limited|introductory"),
        (Level.WORKING, "working|intermediate|competent|medium|moderate|average|good|independent"),
        (
            Level.PROFICIENT,
            "proficient|proficiency|advanced|fluent|fluency|strong|experienced|skilled|senior|professional",
        ),
        (Level.EXPERT, "expert|expertise|master|mastery|native|deep|extraordinary|excellent|guru"),
    )
)
_NEGATED: Final = re.compile(r"\b(?:not|no|non|never|without|below)\b", re.ASCII)


_ALONE: Final = frozenset(
    {"beginner", "novice", "basic", "elementary", "familiar", "working", "intermediate", "advanced", "proficient"}
    | {"fluent", "experienced", "skilled", "expert"}
)
"""Words that are a level by themselves; "professional" and the like may belong to a name."""
_NO_LEVEL: Final = frozenset({"", "-", "–", "—", "n/a", "na", "?"})
_NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)
_TOP: Final = max(Level, key=lambda level: level.rank).rank


@dataclass(frozen=True, slots=True)
class StatedLevel:
    """What a document says of a level."""

    level: Level | None = None
    is_unclear: bool = False
    """True where its person has to be asked what it means."""
    remark: str = ""


def stated_level(said: str, highest: int = 0) -> StatedLevel:
    """The level in words, or as a rank. A number may be of another scale: `highest` is the highest one beside it."""
    said = said.strip()
    if said.casefold() in _NO_LEVEL:
        return StatedLevel()
    if level := level_in(said):
        return StatedLevel(level)
    if _NUMBER.fullmatch(said) and 1 <= int(said) <= _TOP and highest <= _TOP:
        level = next(one for one in Level if one.rank == int(said))
        return StatedLevel(level, True, f"its level {said} is taken to be on a scale from 1 to {_TOP}")
    return StatedLevel(None, True, f"its level '{said[:40]}' is not understood")


def number_in(said: str) -> int:
    """The number that is all that is said; 0 for anything else."""
    return int(said) if _NUMBER.fullmatch(said.strip()) else 0


def level_alone(word: str) -> Level | None:
    """The level that `word` is, where it cannot be a part of a name."""
    return level_in(word) if word.casefold() in _ALONE else None


def level_in(words: str) -> Level | None:
    """The level that `words` such as "Advanced" or "upper intermediate" name; the lowest of several, None for none."""
    said = words.casefold()
    if _NEGATED.search(said):
        return None
    return next((level for level, shape in _WORDS if shape.search(said)), None)
