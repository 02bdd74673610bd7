"""Which of the things that a sentence names are alternatives: "Python or R", "one of AWS, Azure or GCP"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mltrack.core.posting_names import Mention

_UNKNOWN: Final = r"[\w.+#'-]+(?: [\w.+#'-]+){0,3}"
_JOIN: Final = r"(?:,? ?(?:and/or|and|or|&)\b|,|/)"
_FILL: Final = (
    r"(?:an? |the |either |in |with |of |using |some |other |similar |also |ideally |preferably "
    r"|experience (?:with|in) |knowledge of )*"
)
_GAP: Final = re.compile(
    rf"^(?:['’]s)?(?: (?:skills?|experience|degree|degrees|programming|development|certification"
    rf"|libraries|frameworks?|models?|databases?))?(?: ?\([^()]{{0,60}}\))? ?{_JOIN} ?(?:{_UNKNOWN} "
    rf"?{_JOIN} ?){{0,4}}{_FILL}$",
    re.IGNORECASE,
)
"""What stands between two names of one list; names that are not known may stand there too."""
_OR: Final = re.compile(r"\b(?:or|and/or)\b|/", re.IGNORECASE)
_AND: Final = re.compile(r"\band\b(?!/or)|&", re.IGNORECASE)
_OPEN_END: Final = re.compile(
    r"^(?:,? ?(?:and|or)? ?"
    + _UNKNOWN
    + r")?,? ?(?:or|and/or)\b ?(?:an?y? |the |some )?(?:other |another )?(?:similar|comparable|equivalent"
    r"|related|alike|the like|others?|something|anything|any other|like)\b|^,? ?or " + _UNKNOWN + r"(?=[.;,)]|$)",
    re.IGNORECASE,
)
_ONE_OF: Final = re.compile(
    r"\b(?:at least one|one or more|any|either|one|(?:a|an|some|any) (?:\w+ )?(?:\w+ )?(?:language|tool"
    r"|framework|library|platform|cloud|provider|database|warehouse|orchestrator)s?)\b(?: \w+){0,4}?(?: "
    r"of(?: the following)?| such as| like|,? e\.g\.,?| \(e\.g\.,?| \(|:| from)[^.;]{0,30}$",
    re.IGNORECASE,
)
_EACH: Final = re.compile(r"^\s*$")


def grouped(sentence: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions of a sentence in groups, each of alternatives; `sentence` begins at 0 as their places do."""
    groups: list[list[Mention]] = []
    for run, gaps in _runs(sentence, mentions):
        groups += _alternatives(sentence, run, gaps)
    return groups


def _runs(sentence: str, mentions: Sequence[Mention]) -> list[tuple[list[Mention], list[str]]]:
    """Mentions that follow each other in one list, with what stands between them."""
    runs: list[tuple[list[Mention], list[str]]] = []
    for one in mentions:
        if runs:
            run, gaps = runs[-1]
            gap = sentence[run[-1].end : one.start]
            if len(gap) < 120 and _GAP.match(gap):
                run.append(one)
                gaps.append(gap)
                continue
        runs.append(([one], []))
    return runs


def _alternatives(sentence: str, run: list[Mention], gaps: list[str]) -> list[list[Mention]]:
    if len(run) == 1:
        return [run]
    after = sentence[run[-1].end : run[-1].end + 60]
    if _ONE_OF.search(sentence[max(0, run[0].start - 90) : run[0].start]) or (
        _OPEN_END.match(after) and not any(_AND.search(gap) for gap in gaps)
    ):
        return [run]
    if not any(_OR.search(gap) for gap in gaps):
        return [[one] for one in run]
    parts, begin = [], 0
    for number, gap in enumerate(gaps, start=1):
        if _AND.search(gap) and not _OR.search(gap):
            parts.append((run[begin:number], gaps[begin : number - 1]))
            begin = number
    parts.append((run[begin:], gaps[begin:]))
    groups: list[list[Mention]] = []
    for members, between in parts:
        groups += [members] if any(_OR.search(gap) for gap in between) else [[one] for one in members]
    return groups
