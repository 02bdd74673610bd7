"""Names, compared without regard to case, accents and punctuation, and looked up exactly or nearly.

Nearly means by the words: all of them have to be there, each spelled the same or nearly so. A name
with a word too many is another name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from mltrack.core.records import dataclass

LONGEST_NAME = 300
"""Characters of a name that are compared."""
ALIKE = 0.8
"""The least ratio of difflib at which two names are near."""
ALIKE_ALONE = 0.85
"""The same for names of one word, which have nothing else to be known by."""
_SHORTEST_MISSPELLED = 5
"""Letters of a lone word that may be misspelled: shorter ones are too near to other words."""
_SIGNS = str.maketrans(dict.fromkeys("®™©℠'’`´", ""))
_SPELLINGS = (("isation", "ization"), ("ising", "izing"), ("elling", "eling"), ("our", "or"), ("programme", "program"))


def listed(names: str) -> frozenset[str]:
    """Names that stand in one text, with | between them."""
    return frozenset(" ".join(names.split()).replace(" | ", "|").split("|"))


def pattern(names: str) -> re.Pattern[str]:
    """An expression for any of several, with | and spaces or line breaks between them, as whole words."""
    return re.compile(rf"\b(?:{' '.join(names.split()).replace(' | ', '|')})\b")


def folded(text: str) -> str:
    """The text in small letters without accents and trade marks, cut to what is compared."""
    cut = text[:LONGEST_NAME].translate(_SIGNS)
    if cut.isascii():
        return cut.lower()
    letters = unicodedata.normalize("NFKD", cut).casefold()
    return "".join(one for one in letters if not unicodedata.combining(one))


_FILLERS = listed("a|an|and|for|in|of|on|the|to|using|with")


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Its words in small letters; C++ stays one word, C# another, and & is "and"."""
    text = re.sub(r"(?<=\w)\+", "plus", folded(text))
    text = re.sub(r"(?<=\w)#", "sharp", text).replace("&", " and ")
    text = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", text)  # B.S. is BS
    return tuple(re.findall(r"[^\W_]+", text))


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """What two spellings of the same name have in common: its letters and digits, without spaces."""
    return "".join(words(text))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word in the singular and in American spelling."""
    for british, american in _SPELLINGS:
        word = word.replace(british, american) if len(word) > len(british) + 2 else word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def stems(text: str) -> tuple[str, ...]:
    """The words that tell a name from others, each in one spelling."""
    return tuple(stem(one) for one in words(text) if one not in _FILLERS)


def ratio(one: str, other: str) -> float:
    """How alike two names are, 0 to 1; 0 at once where that cannot reach `ALIKE`."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


@dataclass(frozen=True, slots=True)
class Near:
    """A name of the index that is near another one."""

    milestone: str
    name: str
    """As the catalog spells it."""
    alike: float
    """1 where the words are the same but for their order, number or spelling."""


def near_words(one: Near) -> str:
    """How near it is, in a few words."""
    if one.alike == 1:
        return f"the same words as {one.name}"
    return f"a name like {one.name}, {percent_alike(one.alike)}"


def percent_alike(alike: float) -> str:
    """How alike two names are that are not the same: 99% at most."""
    return f"{min(99, round(alike * 100))}% alike"


@dataclass(frozen=True, slots=True)
class _Name:
    milestone: str
    name: str
    stems: tuple[str, ...]


class NameIndex:
    """Names of milestones, each with the id that it is a name of."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._exact: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._by_word: defaultdict[str, list[_Name]] = defaultdict(list)
        self._lone: defaultdict[str, list[_Name]] = defaultdict(list)
        for name, milestone in names:
            if spelled := key(name):
                self._exact[spelled].setdefault(milestone, name)
                self._add(_Name(milestone, name, stems(name)))

    def _add(self, one: _Name) -> None:
        for word in dict.fromkeys(one.stems):
            self._by_word[word].append(one)
        if len(one.stems) == 1:
            self._lone[one.stems[0][0]].append(one)

    def exact(self, name: str) -> Sequence[tuple[str, str]]:
        """The milestones of which this is a name, as id and the name in the catalog's spelling."""
        return tuple(self._exact.get(key(name), {}).items())

    def near(self, name: str) -> Sequence[Near]:
        """The milestones with a name that has the same words, each nearly the same; the nearest first."""
        asked = stems(name)
        found: dict[str, Near] = {}
        for other in self._candidates(asked):
            alike = _alike(asked, other.stems)
            if alike >= ALIKE and (other.milestone not in found or found[other.milestone].alike < alike):
                found[other.milestone] = Near(other.milestone, other.name, alike)
        return sorted(found.values(), key=lambda one: -one.alike)

    def within(self, name: str, fillers: frozenset[str]) -> Sequence[Near]:
        """The milestones with a name that is all of this one but for words of `fillers`; the longest name first."""
        asked = frozenset(stems(name))
        found = [
            one
            for one in self._candidates(tuple(asked))
            if len(key(one.name)) > 2 and asked > frozenset(one.stems) and asked - frozenset(one.stems) <= fillers
        ]
        longest = sorted(found, key=lambda one: -len(one.stems))
        return [Near(one.milestone, one.name, 1.0) for one in longest if len(one.stems) == len(longest[0].stems)]

    def _candidates(self, asked: tuple[str, ...]) -> Iterable[_Name]:
        seen: dict[tuple[str, str], _Name] = {}
        for word in dict.fromkeys(asked):
            for one in self._by_word.get(word, ()):
                seen[one.milestone, one.name] = one
        if len(asked) == 1 and len(asked[0]) >= _SHORTEST_MISSPELLED:
            for one in self._lone.get(asked[0][0], ()):
                seen[one.milestone, one.name] = one
        return seen.values()


def _is_swapped(one: str, other: str) -> bool:
    """True where two letters beside each other have changed places, and all else is the same."""
    if len(one) != len(other) or len(one) < _SHORTEST_MISSPELLED:
        return False
    at = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    return len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]


def _alike(asked: tuple[str, ...], other: tuple[str, ...]) -> float:
    if len(asked) != len(other):
        return 0.0
    left, right = sorted(set(asked) - set(other)), sorted(set(other) - set(asked))
    least = ALIKE_ALONE if len(asked) == 1 and not _is_swapped(asked[0], other[0]) else ALIKE
    if not left and not right:
        return 1.0
    if len(left) != len(right) or not all(
        min(len(one), len(two)) >= 4 and ratio(one, two) >= least for one, two in zip(left, right, strict=True)
    ):
        return 0.0
    return ratio(" ".join(sorted(asked)), " ".join(sorted(other)))
