"""The words by which postings say how firmly they ask: "must", "preferred", "nice to have", and where each reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from mltrack.core.entries import Strength


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words)})", re.IGNORECASE)


_BEFORE: Final = {
    Strength.OPTIONAL: _any(
        r"\bnice[- ]to[- ]haves?\b(?=:| -| would be| is| include)",
        r"\b(?:bonus|extra|brownie) points?\b(?: if| for)?",
        r"\bbonus:",
        r"\bplus:",
        r"\ba (?:plus|bonus) if\b",
        r"\bit(?:'s| is)? helps? if\b",
        r"\bit helps\b",
        r"\boptional(?:ly)?:?",
        r"\beven better if\b",
        r"\byou (?:may|might|could) also\b",
        r"\bnot (?:strictly |always )?(?:required|essential|necessary|needed),? but (?:an? )?(?:\w+ "
        r")?(?:plus|bonus|nice|welcome|helpful|asset|useful|good|advantage\w*)?:?(?= \w)",
        r"\bwould be (?:nice|helpful|a bonus|a plus|useful) (?:if|to)\b",
        r"\bwe(?:'re| are) (?:also )?happy if\b",
        r"\bextra credit\b",
        r"\bit(?:'s| is| would be) (?:nice|a plus|a bonus|helpful|an advantage|an asset) (?:if|to)\b",
    ),
    Strength.RECOMMENDED: _any(
        r"\bideally\b",
        r"\bpreferabl[ye]\b",
        r"\bwe(?:'d| would) (?:love|like|prefer|also love)\b",
        r"\bpreferred\b(?=:| skills| qualif| experience)",
        r"\bdesirable\b(?=:| skills| is | are )",
        r"\bwe prefer\b",
        r"\bpreference\b",
        r"\bit would be (?:great|ideal|good)\b",
        r"\ba (?:strong|big|huge|major) plus if\b",
        r"\bin particular, we value\b",
        r"\bdesired:",
        r"\brecommended:",
        r"\bwe (?:also )?value\b",
        r"\bwould be (?:great|ideal) (?:if|to)\b",
    ),
    Strength.REQUIRED: _any(
        r"\bmust(?:[- ]haves?)?\b(?! be (?:nice|a plus))",
        r"\bwe require\b",
        r"\brequires?\b",
        r"\brequired:",
        r"\byou(?:'ll| will)? (?:really |definitely |absolutely )?need\b",
        r"\bwe (?:really |do )?need\b",
        r"\bessential:",
        r"\bmandatory:",
        r"\bneeds? to (?:have|know|be)\b",
        r"\bminimum:",
        r"\brequired (?=skills|experience|qualif)",
        r"\bis required to (?:have|know|hold)\b",
        r"\bneeds?:",
    ),
}
"""What is followed by what it is said of."""
_AFTER: Final = {
    Strength.OPTIONAL: _any(
        r"\b(?:an? )?(?:added |nice |definite |real |welcome )?(?:plus|bonus|asset|advantage)(?:es)?\b(?! "
        r"if)(?!:)",
        r"\bnice[- ]to[- ]haves?\b(?!:)",
        r"\b(?:nice|good|great) (?:but )?(?:not (?:required|essential|necessary))",
        r"\badvantageous\b",
        r"\bbeneficial\b",
        r"\bhelpful\b",
        r"\buseful\b(?! \w+s\b)",
        r"\b(?:is|are|also|very|most) welcome\b",
        r"\bwelcome\b(?=[).,;]|$)",
        r"\boptional\b(?!:)",
        r"\bnot (?:strictly |always |absolutely )?(?:required|essential|necessary|needed|a must),? (?:but"
        r"|though)\b",
        r"\bwould be (?:nice|a plus|a bonus|an asset|helpful|an advantage)\b",
        r"\b(?:an? )?(?:\w+ )?assets?\b(?=[).,;]|$)",
        r"\bhelps\b",
        r"\b(?:won't|wouldn't|doesn't|can't|will not) hurt\b",
        r"\bgood to have\b",
        r"\bcounts? in your favou?r\b",
    ),
    Strength.RECOMMENDED: _any(
        r"\b(?:strongly |highly |is |are )?preferred\b(?!:| skills| qualif| experience)",
        r"\b(?:highly |very )?desirable\b(?!:| skills)",
        r"\bdesired\b(?!:)",
        r"\b(?:an? )?(?:strong|big|huge|major|great|significant|distinct|considerable) (?:plus|advantage"
        r"|asset|bonus)\b",
        r"\bwould be (?:ideal|great|preferred|desirable|good)\b",
        r"\b(?:is|are) (?:highly |strongly )?recommended\b",
        r"\b(?:highly|much) appreciated\b",
        r"\b(?:is|are) ideal\b",
        r"\bpreferable\b",
        r"\b(?:highly |greatly )?valued\b",
    ),
    Strength.REQUIRED: _any(
        r"\b(?:is|are) (?:absolutely |strictly |also )?(?:a must|required|essential|mandatory|necessary"
        r"|needed|a requirement|must-haves?|indispensable|expected|a prerequisite|vital|non-negotiable|key"
        r"|crucial)\b",
        r"(?<!not )(?<!n't )(?<!no )\brequired\b(?!:| skills| experience| qualif| to)",
        r"\ba must(?:[- ]have)?\b",
        r"\b(?:essential|mandatory|necessary)\b(?=[).,;]|$| and)",
        r"\bis a given\b",
        r"\bmust-have\b",
    ),
}
"""What stands behind what it is said of."""


class Cue(NamedTuple):
    """One of these words in a sentence."""

    start: int
    end: int
    strength: Strength
    leads: bool
    """True where what it is said of comes after it."""


def cues(bare: str) -> Sequence[Cue]:
    """The words that say how firmly, in order; of those that overlap the longest."""
    every = [
        Cue(one.start(), one.end(), strength, leads)
        for leads, table in ((True, _BEFORE), (False, _AFTER))
        for strength, words in table.items()
        for one in words.finditer(bare)
    ]
    kept: list[Cue] = []
    for cue in sorted(every, key=lambda cue: cue.start - cue.end):
        if cue.end > cue.start and not any(one.start < cue.end and cue.start < one.end for one in kept):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue.start)
