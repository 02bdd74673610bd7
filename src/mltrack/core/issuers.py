"""Who issues a certificate: the names that one issuer goes by, and who only passes certificates on."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from mltrack.core.name_index import key, listed, words

_SAME = {
    "amazonwebservices": ("aws", "amazon"),
    "googlecloud": ("google", "googlecloudplatform", "gcp"),
    "cloudnativecomputingfoundation": ("cncf", "linuxfoundation", "thelinuxfoundation"),
    "americanhealthinformationmanagementassociation": ("ahima",),
    "openedgpythoninstitute": ("openedg", "pythoninstitute"),
    "deeplearningai": ("deeplearning",),
    "stanfordonline": ("stanford", "stanforduniversity"),
}
_ADDED = listed(
    "academy|and|certification|certifications|certified|company|corp|corporation|credential|credentials"
    "|education|inc|learn|learning|limited|llc|ltd|official|program|team|training|university"
)
"""Words that an issuer's name may have beside the name itself."""
_CARRIERS = listed(
    "accredible|acclaim|badgr|certiport|certmetrics|credly|kryterion|linkedin|pearsonvue|psi|webassessor"
)
"""Who shows or examines for others: it says nothing of the issuer."""
_PLATFORMS = frozenset({"coursera", "edx"})
"""Where courses of many issuers are given."""
_UNIVERSITY = re.compile(r"universi|college|hochschule|institut|school|polytechni|politecnico|ecole|academ")


class Fit(Enum):
    """How a stated issuer stands to the one of the catalog."""

    SAME = "same"
    UNSTATED = "unstated"
    OTHER = "other"


def fit(stated: str, issuer: str, is_course: bool) -> Fit:
    """Whether the stated issuer is the catalog's. `is_course` is true for programs that a platform offers."""
    parts = [one for one in re.split(r"[,;|/]|\bvia\b|\bon\b|\bat\b|\bby\b|\boffered through\b", stated) if key(one)]
    named = [one for one in parts if key(one) not in _CARRIERS]
    if not named:
        return Fit.UNSTATED
    if issuer.casefold() == "various universities":
        return Fit.SAME if any(_UNIVERSITY.search(one.casefold()) for one in named) else Fit.OTHER
    known = _names_of(issuer)
    if any(_names_of(one) & known for one in named):
        return Fit.SAME
    return Fit.SAME if is_course and all(key(one) in _PLATFORMS for one in named) else Fit.OTHER


@lru_cache(maxsize=1024)
def _names_of(issuer: str) -> frozenset[str]:
    """The names that stand for an issuer; of two that issue together both."""
    found: set[str] = set()
    bracketed = re.findall(r"\(([^()]*)\)", issuer)
    for part in (*re.split(r"\band\b|&", re.sub(r"\([^()]*\)", " ", issuer)), *bracketed):
        every = words(part)
        if bare := key("".join(one for one in every if one not in _ADDED) or part):
            found |= {bare, *([key(part)] if key(part) else [])}
    for one, others in _SAME.items():
        if found & {one, *others}:
            found.add(one)
    return frozenset(found - _ADDED)


@lru_cache(maxsize=256)
def words_of(issuer: str) -> frozenset[str]:
    """Words of a certificate's name that only say who issues it."""
    known = _names_of(issuer)
    short = {other for one in known for other in _SAME.get(one, ())}
    return frozenset({*words(issuer), *known, *short} - {"learning", "online", "health", "cloud", "and"})
