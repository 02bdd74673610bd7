"""Which of the things that a sentence names are alternatives: "Python or R", "one of AWS, Azure or GCP"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from mltrack.core.posting_names import Mention

_UNKNOWN: Final = r"[\w.+#'-]+(?: [\w.+#'-]+){0,3}"
_JOIN: Final = r"(?:,? ?\(?(?:and/or|and|or|&)\b|,|/)"
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
_BY_MEANS: Final = re.compile(r",? ?(?:in|with|using|via|of) $", re.IGNORECASE)
_WILL_DO: Final = re.compile(
    r",? ?(?:is |are )?(?:also|too|equally) (?:ok|okay|fine|accepted|counts?|welcome|considered|good)\b"
    r"|\s*(?:will|would) do\b",
    re.IGNORECASE,
)
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


def grouped(sentence: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions of a sentence in groups, each of alternatives; `sentence` begins at 0 as their places do."""
    groups: list[list[Mention]] = []
    # What stands in brackets behind something is another name of it: "Azure Data Scientist Associate (DP-100)".
    single = [
        one
        for before, one in pairwise([None, *mentions])
        if one is not None
        and not (before and before.ids == one.ids and sentence[before.end : one.start].strip() in {"(", "-", ":"})
    ]
    for run, gaps in _runs(sentence, single):
        groups += _alternatives(sentence, run, gaps)
    return groups


def _runs(sentence: str, mentions: Sequence[Mention]) -> list[tuple[list[Mention], list[str]]]:
    """Mentions that follow each other in one list, with what stands between them."""
    runs: list[tuple[list[Mention], list[str]]] = []
    for one in mentions:
        if runs:
            run, gaps = runs[-1]
            gap = sentence[run[-1].end : one.start]
            if len(gap) < 120 and _GAP.match(gap) and not _BY_MEANS.match(gap):
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
    if _WILL_DO.match(after) and len(run) == 2:
        return [run]
    if not any(_OR.search(gap) for gap in gaps):
        return [[one] for one in run]
    parts, begin = [], 0
    for number, gap in enumerate(gaps, start=1):
        is_or, was_or = _OR.search(gap) is not None, number > 1 and _OR.search(gaps[number - 2]) is not None
        if not is_or and (was_or or _AND.search(gap)):
            parts.append((run[begin:number], gaps[begin : number - 1]))
            begin = number
    parts.append((run[begin:], gaps[begin:]))
    groups: list[list[Mention]] = []
    for members, between in parts:
        groups += [members] if any(_OR.search(gap) for gap in between) else [[one] for one in members]
    return groups
