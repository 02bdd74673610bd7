"""The names of a certification: its codes, the words that tell it from others, and the words for its level."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from mltrack.core.entries import Credential, Milestone
from mltrack.core.issuers import words_of
from mltrack.core.name_index import ALIKE, folded, key, listed, ratio, stem, words
from mltrack.core.records import dataclass

_LEVELS = {
    **dict.fromkeys(listed("entry|entrylevel|beginner"), "entry"),
    **dict.fromkeys(listed("foundational|foundations"), "foundational"),
    **dict.fromkeys(listed("specialty|speciality"), "specialty"),
    **{one: one for one in listed("administrator|advanced|associate|core|expert|fundamentals|intermediate|leader")},
    **{one: one for one in listed("master|practitioner|professional")},
}
"""Words that tell one certification from the next higher: they must agree."""
_NOISE = listed(
    "a|an|and|at|badge|by|certificate|certification|certified|early|adopter|completed|completion|credential|digital|exam|for"
    "|from|holder|in|of|on|online|or|passed|the|through|to|with"
)
_OTHER_WORDS = {
    "ml": "machine learning",
    "ai": "artificial intelligence",
    "genai": "generative artificial intelligence",
    "llm": "large language model",
    "llms": "large language model",
    "mlops": "machine learning operations",
    "k8s": "kubernetes",
    "specialisation": "specialization",
    "powerbi": "power bi",
}
_VERSION = re.compile(r"(?:-?c\d{2}|-\d{2}(?:-\d{2})?)$", re.ASCII)
_WRITTEN_CODE = re.compile(r"\b[a-z]{3,5}(?:-?c\d{2}|-\d{2}(?:-\d{2})?)\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certification with its names, ready to be compared."""

    milestone: Milestone
    credential: Credential
    names: tuple[str, ...]
    """All of them, the code included, the title first."""
    titles: frozenset[str]
    """What its title is compared by, with and without what stands in brackets."""
    codes: tuple[str, ...]
    levels: frozenset[str]
    """The words for its level, in its names or of its issuer."""
    telling: tuple[frozenset[str], ...]
    """Of each name the words that tell it from others, without issuer, code and level."""

    @property
    def is_course(self) -> bool:
        """True for a program of courses, False for an exam."""
        return self.credential.level == "course"

    @property
    def title_has_level(self) -> bool:
        """True where its own name says at which level it is."""
        return bool(levels_in(self.milestone.title))


def certificate(milestone: Milestone, credential: Credential) -> Certificate:
    """The certification with what it is recognised by."""
    bare = re.sub(r"\s*\([^()]*\)", "", milestone.title)
    every = [milestone.title, bare, *milestone.aliases, credential.code or "", *milestone.former_ids, milestone.id]
    names = tuple(dict.fromkeys(one for one in every if key(one)))
    codes = tuple(dict.fromkeys(one for one in (credential.code or "", *milestone.aliases) if _is_code(one)))
    levels = levels_in(" ".join((credential.level or "", *names)))
    ignored = words_of(credential.issuer) | {part for one in codes for part in (*words(one), key(one))}
    telling = (telling_words(one) - ignored for one in names if not _is_code(one))
    titles = frozenset({key(milestone.title), key(bare)})
    return Certificate(milestone, credential, names, titles, codes, levels, tuple(dict.fromkeys(filter(None, telling))))


def levels_in(name: str) -> frozenset[str]:
    """The words for a level that a name has."""
    every = words(name)
    joined = {one + other for one, other in pairwise(every)}
    return frozenset(_LEVELS[one] for one in {*every, *joined} if one in _LEVELS)


def telling_words(name: str) -> frozenset[str]:
    """Its words without those that all certificates have, and without its level."""
    spelled = " ".join(_OTHER_WORDS.get(one, one) for one in words(name) if one not in _NOISE)
    return frozenset(stem(one) for one in spelled.split() if one not in _LEVELS)


def base_of(code: str) -> str:
    """A code without its version: MLA of MLA-C01; empty where it has none."""
    spelled = folded(code)
    version = _VERSION.search(spelled)
    return key(spelled[: version.start()]) if version else ""


def codes_written(text: str) -> Iterable[str]:
    """What in a text looks like a code that ends in a version."""
    return _WRITTEN_CODE.findall(folded(text))


def alike(said: frozenset[str], name: frozenset[str]) -> float:
    """How alike two names are by their telling words, 0 to 1: each must have its like in the other."""
    if said == name:
        return 1.0
    left, right = sorted(said - name), sorted(name - said)
    if len(left) != len(right) or not said & name:
        return 0.0
    if any(min(len(one), len(two)) < 4 or ratio(one, two) < ALIKE for one, two in zip(left, right, strict=True)):
        return 0.0
    return ratio(" ".join(sorted(said)), " ".join(sorted(name)))


def _is_code(name: str) -> bool:
    return bool(
        re.fullmatch(r"[A-Z]{3,}|(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)+|[A-Z]+-[A-Z]+", name)
    )
