"""The words in which documents say how well somebody has a skill."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

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
        (Level.PROFICIENT, "proficient|proficiency|advanced|strong|experienced|skilled|senior|professional"),
        (Level.EXPERT, "expert|expertise|master|mastery|native|deep|extraordinary|excellent|guru"),
    )
)
_NEGATED: Final = re.compile(r"\b(?:not|no|non|never|without|below)\b", re.ASCII)


def level_in(words: str) -> Level | None:
    """The level that `words` such as "Advanced" or "upper intermediate" name; the lowest of several, None for none."""
    said = words.casefold()
    if _NEGATED.search(said):
        return None
    return next((level for level, shape in _WORDS if shape.search(said)), None)
