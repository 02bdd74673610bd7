"""How firmly a sentence of a posting asks for something, how well it is to be held, and whether it asks at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from mltrack.core.entries import Strength
from mltrack.core.posting_asides import asks, describes, is_aside, is_negated, tells_of_itself
from mltrack.core.posting_headings import Section
from mltrack.core.requirements import Level

_BREAK: Final = re.compile(r";|\bbut\b|\bhowever\b|\balthough\b|\bthough\b|\bwhile\b|\bwhereas\b", re.IGNORECASE)
"""Where the reach of a word ends."""


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
        r"\bdesirable\b(?=:| skills| is | are |$)",
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
_LEADS: Final = re.compile(
    r"\b(?:experience|experienced|knowledge|know|familiar\w*|proficien\w+|strong|solid|skills? in"
    r"|understanding|expertise|comfortable|ability|exposure|background|working|degree|you have"
    r"|certifi\w+|fluen\w+|deep|advanced|excellent|good)\b",
    re.IGNORECASE,
)
_PART_BEGINS: Final = re.compile(r"(?:[,;(]|\band|\bor)\s*(?:an? |some |any |prior |previous |also )?$", re.IGNORECASE)
_CLOSED_LIST: Final = re.compile(r"\b(?:and|or) [^,;]{1,60}, (?!and\b|or\b)", re.IGNORECASE)

_LEVELS: Final = (
    (
        Level.EXPERT,
        r"\b(?:deep(?:ly)?|in-depth|expert(?:ise|-level|s)?|extraordinary|mastery|world-class|profound"
        r"|exceptional|authoritative)\b",
    ),
    (
        Level.FAMILIAR,
        r"\b(?:familiar(?:ity)?|some (?:knowledge|experience|exposure|understanding|background)|some|basics?"
        r"|basic \w+|a (?:bit|little)(?: of)?|exposure|aware(?:ness)?|introductory|beginner|first "
        r"(?:experience|contact)|rudimentary|heard of|entry-level knowledge|elementary)\b",
    ),
    (
        Level.PROFICIENT,
        r"\b(?:strong(?:ly|er)?|solid|advanced|proficien(?:t|cy)|fluen(?:t|cy)|excellent|very good|extensive"
        r"|skilled|well[- ]versed|robust|outstanding|rigorous|thorough"
        r"|superb|at home|rock-solid)\b",
    ),
    (
        Level.WORKING,
        r"\b(?:experienced?|knowledge|understanding|working knowledge|comfortable|hands-on|good|know"
        r"|know-how|background|ability|able|using|practical|work(?:ing|ed)? with|use of|competen(?:t|ce)|you "
        r"(?:have|can|write|build)|capable|grasp|fundamentals)\b",
    ),
)
_LEVEL: Final = [(level, re.compile(words, re.IGNORECASE)) for level, words in _LEVELS]
_LEVEL_BEHIND: Final = re.compile(
    r"\s*(?:[(:-]\s*)?(?:(?:at|to) an? )?(?:programming |coding |language |software )?(?:skills? "
    r")?(?:[(:-]\s*)?(?:level )?(?P<word>expert(?:ise| level)?|advanced|proficien(?:t|cy)|fluen(?:t|cy)"
    r"|familiar(?:ity)?|basics?|beginner|strong|excellent|mastery|deep|working knowledge|solid"
    r"|intermediate|good|(?:really|very|extremely) well)\b(?! (?:knowledge|understanding|experience"
    r"|skills|communication|\w+ skills))",
    re.IGNORECASE,
)
_CLOSES: Final = re.compile(
    r"\b(?:something|anything)\b|\b(?:skills?|abilit(?:y|ies)|mindset|attitude|communicator|player"
    r"|background)\s*(?:,|;|and\b|\."
    r"|\))(?! (?:in|with))",
    re.IGNORECASE,
)
_NO_LEVEL: Final = re.compile(
    r"strong(?:ly)? (?:plus|preferred|preference|advantage|bonus|asset|interest|desire)|great (?:plus|if"
    r"|to)|significant (?:plus|advantage)|highly (?:desirable|preferred|valued|appreciated|motivated)"
    r"|good to have|some of|great (?:team|place|opportunity)|good (?:team|fit)|strong (?:sense|work "
    r"ethic|team)",
    re.IGNORECASE,
)


_ASKING: Final = frozenset({Section.REQUIRED, Section.PREFERRED, Section.OPTIONAL})
_DEFAULTS: Final = {
    Section.REQUIRED: Strength.REQUIRED,
    Section.PREFERRED: Strength.RECOMMENDED,
    Section.DUTIES: Strength.RECOMMENDED,
    Section.OPTIONAL: Strength.OPTIONAL,
    Section.ASIDE: None,
}


class _Cue(NamedTuple):
    start: int
    end: int
    strength: Strength
    leads: bool
    """True where what it is said of comes after it."""


class Wording:
    """The words of one sentence, with what was found in it blotted out so that names are not read as words."""

    def __init__(self, sentence: str, found: Sequence[tuple[int, int]], section: Section) -> None:
        self._found = sorted(found)
        self._section = section
        self.bare = _blotted(sentence, self._found)
        begin = min((first for first, _ in self._found), default=0)
        # What nothing stands before is said of what comes after: "is welcome, so if you know ...".
        self._cues = [cue._replace(leads=cue.leads or cue.end <= begin) for cue in _cues(self.bare)]

    @property
    def is_aside(self) -> bool:
        """True for a sentence that is not about what is asked for."""
        return is_aside(self.bare) or (self._section in _ASKING and tells_of_itself(self.bare))

    def default(self, first: int, last: int) -> Strength | None:
        """How firmly it asks where no word says so, by where it stands; None where it does not ask at all."""
        if self._section in _DEFAULTS:
            return _DEFAULTS[self._section]
        begin = self.bare.rfind(";", 0, first) + 1
        end = self.bare.find(";", last)
        clause = self.bare[begin : end if end >= 0 else len(self.bare)]
        if asks(clause, first - begin):
            return Strength.REQUIRED
        return Strength.RECOMMENDED if describes(clause) else None

    def is_negated(self, first: int, last: int) -> bool:
        """True for what is said not to be needed or not to be used."""
        return is_negated(self.bare, first, last)

    def strength(self, first: int, last: int) -> Strength | None:
        """How firmly it asks for what stands there; None where it does not ask for it."""
        default = self.default(first, last)
        if default is None:
            return None
        reaching = [(distance, cue) for cue in self._cues if (distance := self._distance(cue, first, last)) is not None]
        if not reaching:
            return default
        strength = min(reaching, key=lambda one: one[0])[1].strength
        if self._section is Section.DUTIES and strength is Strength.REQUIRED:
            return Strength.RECOMMENDED
        if self._section in {Section.PREFERRED, Section.OPTIONAL} and strength is Strength.REQUIRED:
            return default
        return strength

    def _distance(self, cue: _Cue, first: int, last: int) -> int | None:
        """How far a cue is from what stands there; None where it does not reach that far."""
        if cue.leads:
            return first - cue.end if cue.end <= first and self._reaches_on(cue, first) else None
        return cue.start - last if cue.start >= last and self._reaches_back(cue, first, last) else None

    def _reaches_on(self, cue: _Cue, first: int) -> bool:
        """True where a word is said of what comes as far behind it as `first`."""
        between = self.bare[cue.end : first]
        opened = self.bare.rfind("(", 0, cue.start)
        is_within = opened >= 0 and ")" not in self.bare[opened : cue.start]
        others = any(cue.end <= one.start < first for one in self._cues if not one.leads)
        return not others and _BREAK.search(between) is None and not (is_within and ")" in between)

    def _reaches_back(self, cue: _Cue, first: int, last: int) -> bool:
        """True where a word is said of what stands before it, from `first` to `last`."""
        between = self.bare[last : cue.start]
        if _BREAK.search(between) or any(last <= one.start < cue.start for one in self._cues):
            return False
        opened = between.rfind("(")
        if (
            opened >= 0
            and ")" not in between[opened:]
            and any(last + opened <= one[0] < cue.start for one in self._found)
        ):
            return False
        return self._reach(cue.start) <= first

    def _reach(self, end: int) -> int:
        """Where that begins which a word at `end` is said of: the sentence, or what follows its last closed list."""
        begin = 0
        for stop in _CLOSED_LIST.finditer(self.bare, 0, end):
            begin = stop.end()
        last = max((one[0] for one in self._found if one[1] <= end), default=-1)
        leads = [one.start() for one in _LEADS.finditer(self.bare, begin, end) if one.start() <= last]
        for lead in reversed(leads):
            if _PART_BEGINS.search(self.bare[:lead]):
                return max(begin, lead)
        return begin

    def level(self, first: int, last: int) -> Level | None:
        """How well what stands there is to be held; None where nothing is said of it."""
        behind = _LEVEL_BEHIND.match(self.bare, last)
        if behind:
            word = behind["word"]
            return next((level for level, words in _LEVEL if words.match(word)), Level.WORKING)
        best: tuple[int, int, Level] | None = None
        for rank, (level, words) in enumerate(_LEVEL):
            for one in words.finditer(self.bare, 0, first):
                if _NO_LEVEL.match(self.bare, one.start()):
                    continue
                between = self.bare[one.end() : first]
                if _BREAK.search(between) or _CLOSES.search(between):
                    continue
                # "strong knowledge of": the words beside each other are one, and the first kind tells.
                group = self._group(one.start())
                if best is None or (group, -rank) > (best[0], best[1]):
                    best = (group, -rank, level)
        return best[2] if best else None

    def _group(self, at: int) -> int:
        """Where the run of level words around a place begins."""
        before = self.bare[:at]
        trimmed = re.search(
            r"(?:(?:\b(?:strong|solid|deep|in-depth|advanced|proficien\w+|excellent|very|good|extensive"
            r"|practical|hands-on|working|proven|basic|some|familiar\w*|expert\w*|thorough|broad|a|an"
            r"|theoretical|conceptual|significant|substantial|technical|great|rigorous|sound|profound|first"
            r"|robust|fluent|fluency|knowledge|experience|understanding|of|in|with|and|or|the|highly"
            r"|confident)\b)[\s,/]*)+$",
            before,
            re.IGNORECASE,
        )
        return trimmed.start() if trimmed else at


def _blotted(sentence: str, found: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for first, last in found:
        if first >= at:
            parts += [sentence[at:first], "□" * (last - first)]
            at = last
    return "".join(parts) + sentence[at:]


def _cues(bare: str) -> Sequence[_Cue]:
    """The words that say how firmly, in order; of those that overlap the longest."""
    every = [
        _Cue(one.start(), one.end(), strength, leads)
        for leads, table in ((True, _BEFORE), (False, _AFTER))
        for strength, words in table.items()
        for one in words.finditer(bare)
    ]
    kept: list[_Cue] = []
    for cue in sorted(every, key=lambda cue: cue.start - cue.end):
        if cue.end > cue.start and not any(one.start < cue.end and cue.start < one.end for one in kept):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue.start)
