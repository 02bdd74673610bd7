"""The names of a catalog, found in running text: whole words only, the longest name first, short ones by their case."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind, Milestone
from mltrack.core.posting_draft import Manner
from mltrack.core.posting_text import folded
from mltrack.core.records import dataclass

_TOKEN: Final = re.compile(r"(?<![\w.])\.[A-Za-z][^\W_]*|[^\W_]+(?:\+{1,2}(?!\w)|#(?!\w))?")
"""A word; C++, C# and .NET are one each."""
_GAP: Final = re.compile(r"[ \-/&.':,()]{0,3}|(?: ?[-:] ?)")
_SPELLINGS: Final = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("modelling", "modeling"),
    ("labelled", "labeled"),
    ("modelled", "modeled"),
)
_SHORT: Final = 4
"""Letters up to which a name in capitals is found in capitals only, where its small letters are a word."""
_ORDINARY_WORDS: Final = """
    r c d go rest bi ci cv dl rl rag js iac git ml ai excel spark epic shell swift rust ruby julia scala dash
    chef salt access word teams outlook express react flow hive pig storm beam ray lambda kite unity puppet
    snowflake kafka perl
"""
_ORDINARY: Final = frozenset(_ORDINARY_WORDS.split())
"""Small letters of names that are words, or parts of words, with another meaning."""
_BEFORE: Final = {
    "r": "building|room|block|hall|wing|group|appendix|annex|series|class|vitamin|grade|type|plan|exhibit"
    "|schedule|toys|section|rated|round|h",
    "c": "series|class|vitamin|grade|type|plan|exhibit|schedule|section|rated|round|hepatitis",
    "tracking": "applicant|experiment|issue|time|bug|progress|order|ticket|parcel|tasks?|package|package",
    "security": "job|social|food|national|financial|income|home",
    "cv": "your|a|the|send|submit|upload|attach|current|updated|resume|and|full|with",
    "monitoring": "equality|opportunities|patient|salary|equal|opportunities|diversity|glucose",
    "testing": "drug|user|a/b|ab|alcohol|b|hypothesis|significance|statistical|psychometric|covid",
    "portfolio": "loan|product|credit|client|customer|company|investment|brand|our|insurance|energy|property",
    "communication": "internal|corporate|marketing|electronic|crisis",
    "bi": "power",
    "excel": "to|will|you|you'll|and|can|who|that|people|teams|us",
    "rest": "the",
    "cloud": "word|point|tag|salesforce|marketing|service|adobe|creative",
    "documentation": "medical|clinical|visa|supporting|immigration",
    "probability": "all|high|low",
    "deployment": "military|software",
    "git": "stupid",
}
_AFTER: Final = {
    "r": "us|squared|rated",
    "c": "level|suite|corp|squared",
    "go": "to|live|getter|beyond|above|ahead|for|on|into|through|further|with",
    "excel": "at|in|as|when|while|under|with|within",
    "security": "clearance|check|checks|number|vetting|guard|deposit|officer|benefits",
    "privacy": "policy|notice|statement",
    "bias": "for|toward|towards|to",
    "rest": "of|is|assured|day|days|and relax",
    "spark": "joy|curiosity|ideas|innovation|change|your|new|a|an|interest|conversations?|discussion",
    "epic": "team|journey|adventure|games|parties|challenge|mission",
    "shell": "company|plc|energy|global",
    "cloud": "nine|native|kitchen",
    "coaching": "sessions?|budget",
    "tracking": "system|software|number|progress",
    "open source": "contributions?|contributors?|projects? of your own",
    "monitoring": "forms?|sheets?",
    "mentoring": "from|by|program(?:me)?s?|for you",
    "probability": "you|that",
    "rag": "status|reports?",
    "databases": "(?:by means of|using|with|via|through|in) sql",
    "ml": "of|per",
    "c++": "",
    "sql": "server",
    "communication": "with (?:customers|clients)",
    "portfolio": "compan(?:y|ies)|manage(?:r|rs|ment)|of (?:products|clients|brands|companies)",
    "documentation": "of (?:the right|employment|eligibility)",
    "machine learning": "(?:operations|ops)",
    "git": "(?:out|lost)",
}
"""What stands before or after a word where it is not the name."""
_AFTER_A_COMMA: Final = re.compile(r"(?:[,/(]|,[^,;.]{1,25} (?:and|or)) ?(?:and |or )?$")
_IN_A_ROW: Final = re.compile(r" ?(?:[,/).;]|$)| (?:and|or)\b")
_PEOPLE: Final = re.compile(
    r"[ -]+(?:(?:and|&|/) \w+ )?(?:(?:software|platform|research|product|operations|ops) )?(?:engineers?"
    r"|scientists?|developers?|researchers?|analysts?|architects?|programmers?|practitioners?"
    r"|teams?|departments?|group|groups|company|companies|conferences?|meetups?|communit(?:y|ies)"
    r"|consultanc(?:y|ies)|start-?ups?|specialists?|experts|professionals?|colleagues"
    r"|guild|chapter|squads?|leads?|managers?|vendors?|talent|interns|trainers?|trainings?|courses?|workshops?)\b",
    re.IGNORECASE,
)
"""After a name: people, their groups and what is given them, not the thing itself."""
_OTHER_NAMES: Final = """
    SQL Server, SQL Server Integration Services, Microsoft SQL Server, Azure DevOps, GitHub Copilot,
    Google Cloud Next, AWS re:Invent, React Native, R&D, A/B testing, user testing, user acceptance testing,
    penetration testing, drug testing, R Shiny, Azure Active Directory, cloud kitchen,
    machine learning operations, Epic Games, Java Card, Visual Studio Code, C-level, C-suite, Go-to-market,
    time tracking, word of mouth, social security, security clearance, applicant tracking system,
    curriculum vitae, Robotics operating system, customer data platform
"""
"""Names of other things that have a name of a catalog in them."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that names milestones, and how."""

    start: int
    end: int
    ids: tuple[str, ...]
    """Milestones that it may stand for: any of them; none for a name that only keeps others from being found."""
    name: str
    """The words there."""
    manner: Manner


class _Name(NamedTuple):
    tokens: tuple[str, ...]
    shown: str
    id: str
    manner: Manner
    kind: Kind | None


class NameIndex:
    """The names of a catalog, ready to be looked for in texts."""

    def __init__(self, catalog: Catalog) -> None:
        self._names: defaultdict[str, list[_Name]] = defaultdict(list)
        seen = set[tuple[str, ...]]()
        for name in _names(catalog):
            if name.tokens and name.tokens not in seen:
                seen.add(name.tokens)
                self._names[name.tokens[0]].append(name)
        for names in self._names.values():
            names.sort(key=lambda name: -len(name.tokens))

    def mentions(self, text: str, start: int, end: int) -> list[Mention]:
        """The names in a part of `text`, in order, none within another."""
        part = folded(text[start:end])
        tokens = [(found.start(), found.end(), norm(found[0])) for found in _TOKEN.finditer(part)]
        found: list[Mention] = []
        at = 0
        while at < len(tokens):
            hit = self._at(part, tokens, at)
            if hit is None:
                at += 1
                continue
            name, first, last = hit
            at += len(name.tokens)
            if name.id:
                found.append(
                    Mention(start + first, start + last, (name.id,), text[start + first : start + last], name.manner)
                )
        return [one for one in found if one.ids]

    def _at(self, part: str, tokens: list[tuple[int, int, str]], at: int) -> tuple[_Name, int, int] | None:
        for name in self._names.get(tokens[at][2], ()):
            count = len(name.tokens)
            here = tokens[at : at + count]
            if len(here) < count or any(token[2] != word for token, word in zip(here, name.tokens, strict=True)):
                continue
            first, last = here[0][0], here[-1][1]
            gaps = [part[one[1] : two[0]] for one, two in pairwise(here)]
            if _holds_together(name, gaps) and (not name.id or _is_meant(name, part, first, last)):
                return name, first, last
        return None


def norm(word: str) -> str:
    """A word as it is compared: small letters, American spelling, without the s of a plural."""
    small = word.casefold()
    for british, american in _SPELLINGS:
        if small.endswith(british):
            small = small[: -len(british)] + american
    return small[:-1] if len(small) > 3 and small.endswith("s") and not small.endswith("ss") else small


def tokens_of(name: str) -> tuple[str, ...]:
    """The words of a name, as they are compared."""
    return tuple(norm(found) for found in _TOKEN.findall(folded(name)))


def _names(catalog: Catalog) -> Iterator[_Name]:
    for shown in (one.strip() for one in _OTHER_NAMES.split(",")):
        yield _Name(tokens_of(shown), shown, "", Manner.NAME, None)
    milestones = [one for one in catalog.milestones.values() if one.kind is not Kind.DEGREE]
    for one in milestones:
        yield _Name(tokens_of(one.title), one.title, one.id, Manner.NAME, one.kind)
    for one in milestones:
        if one.credential is not None and one.credential.code:
            yield _Name(tokens_of(one.credential.code), one.credential.code, one.id, Manner.CODE, one.kind)
        for shown in one.aliases:
            is_code = one.kind is Kind.CERTIFICATION and re.search(r"\d", shown) is not None
            manner = Manner.CODE if is_code else Manner.OTHER_NAME
            yield _Name(tokens_of(shown), shown, one.id, manner, one.kind)
    for one in milestones:
        for shown in _shorter(one):
            yield _Name(tokens_of(shown), shown, one.id, Manner.OTHER_NAME, one.kind)
    for role in catalog.roles.values():  # last: what is a skill too is one
        for shown in (role.title, *role.aliases):
            yield _Name(tokens_of(shown), shown, "", Manner.NAME, None)


def _shorter(milestone: Milestone) -> Iterable[str]:
    """Parts of a certificate's title by which it is called too."""
    if milestone.kind is Kind.SKILL and (both := re.fullmatch(r"(\w{6,}) and (\w{5,})", milestone.title)):
        return (both[1], both[2]) if milestone.title.istitle() else ()
    if milestone.kind is not Kind.CERTIFICATION:
        return ()
    title = re.sub(r"\s*\([^)]*\)$", "", folded(milestone.title))
    before, _, after = title.partition(": ")
    bare = after if before.endswith(" Certified") else title
    short = [title, bare, bare.replace(" - ", " ")]
    acronym, dash, rest = title.partition(" - ")
    if dash and acronym.isupper():
        short.append(rest)
    elif dash:
        short.append(acronym)
    return [one for one in dict.fromkeys(short) if len(one.split()) > 1]


def _holds_together(name: _Name, gaps: list[str]) -> bool:
    """True where the words of a name are one name: nothing but what may stand within it is between them."""
    tight = any(len(token) == 1 for token in name.tokens)
    for gap in gaps:
        if _GAP.fullmatch(gap) is None or (", " in gap and len(name.tokens) < 3) or ". " in gap:
            return False
        if tight and gap.strip() == "" and re.search("[&/]", name.shown):
            return False
        if "/" in gap and "/" not in name.shown:
            return False
    return True


def _is_meant(name: _Name, part: str, first: int, last: int) -> bool:
    """True where the words are the name and not something else that is written alike."""
    words = part[first:last]
    small = words.lower()
    if not _case_fits(name, words, part, first, last) or not _stands_alone(part, first, last, len(words)):
        return False
    before, after = part[max(0, first - 30) : first].lower(), part[last : last + 40].lower()
    for key in {small, norm(small)}:
        if key in _BEFORE and re.search(rf"\b(?:{_BEFORE[key]})[ -]+$", before):
            return False
        if _AFTER.get(key) and re.match(rf"[ -]+(?:{_AFTER[key]})\b", after):
            return False
    return not (name.kind is Kind.SKILL and _PEOPLE.match(part, last) and not re.search(r"\bas an? $", before[-6:]))


def _case_fits(name: _Name, words: str, part: str, first: int, last: int) -> bool:
    small = words.lower()
    if small not in _ORDINARY and norm(small) not in _ORDINARY:
        return True
    if len(name.shown) <= _SHORT and name.shown.isupper():
        return words.rstrip("s") == name.shown or (
            _is_listed(part, first, last) and _IN_A_ROW.match(part, last) is not None
        )
    if words[:1].isupper() or not name.shown[:1].isupper():
        return True
    return _is_listed(part, first, last)


def _is_listed(part: str, first: int, last: int) -> bool:
    """True for a word in a list of names: a comma or a slash on one side at least."""
    before = part[max(0, first - 40) : first]
    return bool(_AFTER_A_COMMA.search(before) or re.match(r" ?[,/)]", part[last : last + 2]))


def _stands_alone(part: str, first: int, last: int, length: int) -> bool:
    """False for a part of something longer, as R in R&D and JS in D3.js."""
    before, after = part[max(0, first - 2) : first], part[last : last + 3]
    if re.search(r"[\w][._&]$|[@#_]$|\w\+$", before) and length <= _SHORT:
        return False
    if before.endswith((".", "_", "@")) and re.search(r"\w[._@]$", before):
        return False
    if re.match(r"[_@]\w|\.(?:com|org|io|net|ai|co)\b", part[last:]):
        return False
    if length == 1:
        return not re.match(r" ?&|[+#*^']|-\w|\.[A-Za-z]", after) and not re.search(r"& ?$|\w['-]$|\w\.$", before)
    return True
