"""How firmly a sentence of a posting asks for something, how well it is to be held, and whether it asks at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from mltrack.core.entries import Strength
from mltrack.core.posting_asides import Denials, asks, describes, is_aside, tells_of_itself
from mltrack.core.posting_cues import Cue, cues
from mltrack.core.posting_headings import Section
from mltrack.core.requirements import Level

_BREAK: Final = re.compile(r";|\bbut\b|\bhowever\b|\balthough\b|\bthough\b|\bwhile\b|\bwhereas\b", re.IGNORECASE)
"""Where the reach of a word ends."""


_LEADS: Final = re.compile(
    r"\b(?:experience|experienced|knowledge|know|familiar\w*|proficien\w+|strong|solid|skills? in"
    r"|understanding|expertise|comfortable|ability|exposure|background|working|degree|you have"
    r"|certifi\w+|fluen\w+|deep|advanced|excellent|good)\b",
    re.IGNORECASE,
)
_PART_BEGINS: Final = re.compile(r"(?:[,;(]|\band|\bor)\s*(?:[\w-]+ ){0,2}$", re.IGNORECASE)
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


_RUN: Final = re.compile(
    r"(?:\b(?:strong|solid|deep|in-depth|advanced|proficien\w+|excellent|very|good|extensive|practical|hands-on|working"
    r"|proven|basic|some|familiar\w*|expert\w*|thorough|broad|a|an|theoretical|conceptual|significant"
    r"|substantial|technical"
    r"|great|rigorous|sound|profound|first|robust|fluent|fluency|knowledge|experience|understanding|of"
    r"|in|with|and|or|the"
    r"|highly|confident)\b[\s,/]*)+$",
    re.IGNORECASE,
)
_WINDOW: Final = 60
"""Characters before a word that are looked at to see what it belongs to."""
_NEAREST: Final = 3
_ASKING: Final = frozenset({Section.REQUIRED, Section.PREFERRED, Section.OPTIONAL})
_DEFAULTS: Final = {
    Section.REQUIRED: Strength.REQUIRED,
    Section.PREFERRED: Strength.RECOMMENDED,
    Section.DUTIES: Strength.RECOMMENDED,
    Section.OPTIONAL: Strength.OPTIONAL,
    Section.ASIDE: None,
}


class _LevelWord(NamedTuple):
    end: int
    run: int
    """Where the run of words begins that it is part of."""
    rank: int
    level: Level


class Wording:
    """The words of one sentence, with what was found in it blotted out so that names are not read as words."""

    def __init__(self, sentence: str, found: Sequence[tuple[int, int]], section: Section) -> None:
        self._found = sorted(found)
        self._section = section
        self._sentence = sentence
        self.bare = _blotted(sentence, self._found)
        begin = min((first for first, _ in self._found), default=0)
        # What nothing stands before is said of what comes after: "is welcome, so if you know ...".
        self._cues = [cue._replace(leads=cue.leads or cue.end <= begin) for cue in cues(self.bare)]
        self._denials = Denials(self.bare)
        self._reaches: dict[int, int] = {}
        self._levels = self._all_levels()
        self._barriers = [one.span() for words in (_BREAK, _CLOSES) for one in words.finditer(self.bare)]

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
        clause = self._sentence[begin : end if end >= 0 else len(self.bare)]
        if asks(clause, first - begin):
            return Strength.REQUIRED
        return Strength.RECOMMENDED if describes(clause) else None

    def is_negated(self, first: int, last: int) -> bool:
        """True for what is said not to be needed or not to be used."""
        return self._denials.about(first, last)

    def strength(self, first: int, last: int) -> Strength | None:
        """How firmly it asks for what stands there; None where it does not ask for it."""
        default = self.default(first, last)
        if default is None:
            return None
        # Only the nearest can reach it: each ends the reach of those beyond it.
        ahead = [cue for cue in self._cues if cue.leads and cue.end <= first][-_NEAREST:]
        behind = [cue for cue in self._cues if not cue.leads and cue.start >= last][:1]
        reaching = [
            (distance, cue) for cue in (*ahead, *behind) if (distance := self._distance(cue, first, last)) is not None
        ]
        if not reaching:
            return default
        strength = min(reaching, key=lambda one: one[0])[1].strength
        if self._section is Section.DUTIES and strength is Strength.REQUIRED:
            return Strength.RECOMMENDED
        if self._section in {Section.PREFERRED, Section.OPTIONAL} and strength is Strength.REQUIRED:
            return default
        return strength

    def _distance(self, cue: Cue, first: int, last: int) -> int | None:
        """How far a cue is from what stands there; None where it does not reach that far."""
        if cue.leads:
            return first - cue.end if cue.end <= first and self._reaches_on(cue, first) else None
        return cue.start - last if cue.start >= last and self._reaches_back(cue, first, last) else None

    def _reaches_on(self, cue: Cue, first: int) -> bool:
        """True where a word is said of what comes as far behind it as `first`."""
        between = self.bare[cue.end : first]
        opened = self.bare.rfind("(", 0, cue.start)
        is_within = opened >= 0 and ")" not in self.bare[opened : cue.start]
        others = any(cue.end <= one.start < first for one in self._cues if not one.leads)
        return not others and _BREAK.search(between) is None and not (is_within and ")" in between)

    def _reaches_back(self, cue: Cue, first: int, last: int) -> bool:
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
        if cue.start not in self._reaches:
            self._reaches[cue.start] = self._reach(cue.start)
        return self._reaches[cue.start] <= first

    def _reach(self, end: int) -> int:
        """Where that begins which a word at `end` is said of: the sentence, or what follows its last closed list."""
        begin = 0
        for stop in _CLOSED_LIST.finditer(self.bare, 0, end):
            begin = stop.end()
        last = max((one[0] for one in self._found if one[1] <= end), default=-1)
        leads = [one.start() for one in _LEADS.finditer(self.bare, begin, end) if one.start() <= last]
        for lead in reversed(leads):
            if _PART_BEGINS.search(self.bare, max(0, lead - _WINDOW), lead):
                return max(begin, lead)
        return begin

    def level(self, first: int, last: int) -> Level | None:
        """How well what stands there is to be held; None where nothing is said of it."""
        behind = _LEVEL_BEHIND.match(self.bare, last)
        if behind:
            word = behind["word"]
            return next((level for level, words in _LEVEL if words.match(word)), Level.WORKING)
        barrier = max((start for start, end in self._barriers if end <= first), default=-1)
        return next((one.level for one in self._levels if barrier < one.end <= first), None)

    def _all_levels(self) -> Sequence[_LevelWord]:
        """The words for levels, those that count first: of the last run of them, and in it of the first kind."""
        found = [
            _LevelWord(one.end(), self._run(one.start()), rank, level)
            for rank, (level, words) in enumerate(_LEVEL)
            for one in words.finditer(self.bare)
            if not _NO_LEVEL.match(self.bare, one.start())
        ]
        return sorted(found, key=lambda one: (-one.run, one.rank))

    def _run(self, at: int) -> int:
        """Where the words for a level begin that stand beside each other, as in "strong knowledge of"."""
        begin = max(0, at - _WINDOW)
        run = _RUN.search(self.bare, begin, at)
        return run.start() if run else at


def _blotted(sentence: str, found: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for first, last in found:
        if first >= at:
            parts += [sentence[at:first], "□" * (last - first)]
            at = last
    return "".join(parts) + sentence[at:]
