"""Experience as postings ask for it: for how many years, and in what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mltrack.core.catalog import Catalog
from mltrack.core.posting_draft import Manner, Years
from mltrack.core.posting_names import Mention
from mltrack.core.posting_text import folded
from mltrack.core.records import dataclass

_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
}
_NUMBER: Final = rf"(?:\d{{1,2}}(?:\.5)?|{'|'.join(_NUMBERS)}|a)"
_YEARS: Final = re.compile(
    rf"(?<![\w$€£.,])({_NUMBER})(?: \(\d{{1,2}}\))? ?(?:\+|or more|plus)? ?(?:(?:-|to|or) "
    rf"?({_NUMBER})(?: \(\d{{1,2}}\))?)? ?\+? ?-?(?:or more |plus )?"
    r"(?:full |relevant |solid |good |whole )?(years?|yrs?|months?|of (?:them|which|those|these)(?= "
    r"(?:leading|managing|as|in|with|working|spent)))\b(?:')?(?! (?:old|ago|of age|in a "
    r"row|contract|fixed|after|from now|visa|anniversary|plan|roadmap|strateg|programme?|degree|warranty"
    r"|olds|since|since|running|rotation)|,? (?:we|our)\b)",
    re.IGNORECASE,
)
_NOT_ASKED: Final = re.compile(
    r"\b(?:we have|we've|for (?:over|more than|the last|the past|nearly|almost)|(?:in|over|within|during"
    r"|after) (?:the )?(?:last|past|next|your first|first|coming)|founded|established|every|after|in "
    r"(?:under )?(?:\d|a|two|three)|aged?|each|per"
    r"|since|our|company (?:has|with)|contract|fixed[- ]term|term of|duration|initial|grown|history"
    r"|within|renewable|up to)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
_TOPICS: Final = (
    (
        "production experience",
        r"(?:models?|ml|machine learning|ai|llms?)\b[^.;]{0,40}\b(?:in|to|into|for) production"
        r"|production(?:-grade)? (?:ml|machine learning|models?|ai)|(?:deploying|productioni[sz]ing|serving"
        r"|operating) (?:\w+ ){0,3}models?|\bmlops\b",
    ),
    (
        "leadership experience",
        r"(?:leading|lead|led|managing|manag\w+|supervis\w+|head(?:ing)?|running) (?:and \w+ |of )?(?:an? "
        r"|the )?(?:\w+[- ]){0,3}(?:teams?|engineers|people|developers|scientists|analysts|projects?|staff"
        r"|colleagues)|leadership|people management|team ?lead\w*|management role|line management",
    ),
    (
        "research experience",
        r"\b(?:academic|scientific|post-?doc\w*|industrial|ml|ai|applied|machine learning)? "
        r"?research(?:ers?)?\b(?! and "
        r"development team)|\bpost-?doc\w*",
    ),
    ("healthcare experience", r"\bhealth ?-?care\b|\bclinic\w*|\bhospitals?\b|\bnhs\b|\bmedical\b|\bpatients?\b"),
    (
        "finance experience",
        r"\bfinanc\w+|\bbank\w*|\btrading\b|\bhedge funds?\b|\binsurance\b|\bfintech\b|\bcapital markets\b"
        r"|\basset management\b",
    ),
    (
        "operations experience",
        r"\bdevops\b|\bsre\b|site reliability|(?:system|network|it|infrastructure|cloud|platform) "
        r"(?:operations|administration|administrator|engineering)|sysadmin|\boperations\b",
    ),
    ("mid-level experience", r"(?:as|or) (?:an? )?(?:\w+ )?(?:data scientist|machine learning engineer|ml engineer)"),
    (
        "ML experience",
        r"\bmachine[- ]learning\b|\bml\b|\bdeep learning\b|\bnlp\b|\bcomputer vision\b|\bai\b|artificial intelligence",
    ),
    (
        "software development experience",
        r"software|\bprogramming\b|(?<!bi )(?<!intelligence )(?<!data )(?<!etl )(?<!sap )(?<!report "
        r")\bdeveloper\b|\bcoding\b|(?<!data )\bengineer(?:ing)?\b|(?:web|backend|back-end"
        r"|frontend|full[- ]stack|application) development|\bdevelopment\b|writing (?:production )?code",
    ),
)
"""Names of experience in a catalog and the words that ask for it, the most particular first."""
_GENERAL: Final = "field experience"
_TOPIC_ENDS: Final = re.compile(
    r"[;.(]|, (?!and|or)|\b(?:including|ideally|preferably|and (?:a|strong|proficien\w+|knowledge"
    r"|excellent|at least|\d))\b",
    re.IGNORECASE,
)
_ASKED_ANYHOW: Final = (
    (
        "healthcare experience",
        r"(?:experience|background|worked|working|work)(?: of)?(?: closely)?(?: working)? (?:in|with|within"
        r"|alongside) (?:an? "
        r"|the )?(?:health ?care|clinicians?|clinical|hospitals?|nhs|medical|nurses|doctors)\b|(?:health "
        r"?care|clinical) "
        r"(?:industry |sector |domain )?experience",
    ),
    (
        "finance experience",
        r"(?:experience|background|worked)(?: working)? (?:in|with|within) (?:an? |the )?(?:\w+ )?(?:finance"
        r"|financial (?:services|industry|sector|institutions?)|bank(?:ing|s)?|insurers?|trading|insurance|fintech"
        r"|capital markets)\b|(?:finance|banking|financial services|trading) (?:industry )?experience",
    ),
    (
        "leadership experience",
        r"(?:experience|background|track record)(?: of| in| with)? (?:leading|managing|supervising|running) "
        r"(?:and \w+ )?(?:an? )?(?:\w+[- ]){0,3}(?:teams?|engineers|people|developers|scientists|analysts"
        r"|projects)|(?:team|technical|people) leadership experience|experience as an? (?:tech|team)\w* lead",
    ),
    (
        "research experience",
        r"\bpost-?doc(?:toral|torate)?\b(?: \w+)?|experience (?:in|with|of|doing|conducting) (?:\w+ "
        r"){0,2}research\b|research (?:background|track "
        r"record|experience)|track record (?:of|in) (?:\w+ )?research",
    ),
    (
        "production experience",
        r"(?:having|have|you've) (?:run|put|deployed|operated|shipped) (?:\w+ ){0,3}models? (?:in|to|into) "
        r"(?:\w+ )?(?:production|service|use)|experience (?:of |in |with )?(?:building and |training and "
        r"|developing and )?(?:deploying|running"
        r"|operating|putting|shipping|taking|bringing|serving|maintaining) (?:and \w+ )?(?:\w+ ){0,3}models? "
        r"(?:in|to|into) (?:production|service)|experience (?:with|of|in) (?:\w+ )?(?:ml |machine learning "
        r")?models? in production",
    ),
    (
        "software development experience",
        r"(?:commercial|professional|industrial|prior|previous) (?:software (?:development|engineering)"
        r"|programming|coding|development) experience|experience (?:as an?|working as an?) (?:\w+ "
        r")?(?:(?<!bi )(?<!data )(?<!intelligence )(?<!etl )developer|software engineer|programmer)"
        r"|background in software (?:development"
        r"|engineering)",
    ),
    (
        "ML experience",
        r"(?:commercial|professional|industrial|practical|hands-on|industry|work|applied)(?: working)? "
        r"experience (?:with|in|of) (?:applied )?(?:machine learning|ml)\b",
    ),
    (
        "mid-level experience",
        r"experience (?:working )?as an? (?:\w+ )?(?:data scientist|machine learning engineer|ml engineer)",
    ),
    (
        "operations experience",
        r"(?:experience|background) (?:in|of|with) (?:devops|system operations|it operations|site "
        r"reliability|sre)\b|(?:devops|sre|operations) (?:experience|background)",
    ),
    (
        "open-source contributions",
        r"contribut(?:ions?|ed|ing|or) (?:to|in) (?:\w+ )?open[- ]source|open[- ]source contribut\w+",
    ),
    ("internship", r"\binternships?\b(?! (?:program|at|with us))"),
    (
        "field experience",
        r"(?:relevant|practical|professional|industry|industrial|commercial|prior|previous|work) (?:work "
        r"|working |professional )?experience (?:in|with) (?:the field|data|a (?:similar|comparable|related) "
        r"(?:role|position|field))|experience in a (?:similar|comparable|related|relevant) (?:role|position"
        r"|field)",
    ),
)
_PARTICULAR: Final = re.compile(
    r"\b(?:as an?|in|with|of|within|using|on) (?!(?:an? |the |your )?(?:\w+ )?(?:similar|comparable"
    r"|related|relevant|the field|field|industry|professional|role|position|capacity|experience"
    r"|practical|work|this|data(?! \w+er\b))\b)(?:an? |the )?\w",
    re.IGNORECASE,
)
"""Words that name in what the experience is to be."""
_ROLE_WORDS: Final = re.compile(
    r"experience|work|practice|background|track record|\bas an?\b|in an? [\w ]{0,30}(?:role|position"
    r"|environment|capacity|industry)|career|using|with|of|in\b|exp\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """Years that a sentence states."""

    start: int
    end: int
    years: Years


@dataclass(frozen=True, slots=True)
class Spent:
    """In what years are to be spent."""

    ids: tuple[str, ...]
    """Milestones for a particular kind of experience, any of which will do; none where the words name none."""
    is_general: bool
    """True where the words name no kind that the catalog could lack."""
    start: int
    """Where the words that say so begin."""
    end: int
    named_from: int
    """Where in them the kind of experience is named, up to `named_to`."""
    named_to: int


class ExperienceFinder:
    """Finds what experience a sentence asks for, in terms of the milestones that a catalog has."""

    def __init__(self, catalog: Catalog) -> None:
        names: dict[str, str] = {}
        for one in catalog.milestones.values():
            for name in (one.title, *one.aliases):
                names.setdefault(name.casefold(), one.id)
        self._topics = [
            (names[name.casefold()], re.compile(words, re.IGNORECASE))
            for name, words in _TOPICS
            if name.casefold() in names
        ]
        self._general = names.get(_GENERAL, "")
        self._anyhow = [
            (names[name.casefold()], re.compile(words, re.IGNORECASE))
            for name, words in _ASKED_ANYHOW
            if name.casefold() in names
        ]

    def stated(self, text: str, start: int, end: int) -> Iterator[Stated]:
        """The years of experience that a sentence states."""
        part = folded(text[start:end])
        for found in _YEARS.finditer(part):
            if _NOT_ASKED.search(part[: found.start()]) or not (_ROLE_WORDS.search(part) or "+" in found[0]):
                continue
            unit = 12 if found[3].lower().startswith("m") else 1
            least, most = _number(found[1]) / unit, _number(found[2]) / unit if found[2] else None
            if most is not None and most <= least:
                most = None
            if 0 < least <= 40:
                yield Stated(start + found.start(), start + found.end(), Years(least, most))

    def spent(self, text: str, one: Stated, start: int, stop: int) -> Spent:
        """In what the years are to be spent, by the words behind them as far as `stop`, else those before them."""
        topic = _TOPIC_ENDS.split(folded(text[one.end : stop]), maxsplit=1)[0]
        first = one.end
        if not re.search(r"[A-Za-z]{2}", topic.replace("experience", "")):
            topic = re.split(r"[.;]", folded(text[start : one.start]))[-1]
            first = one.start - len(topic)
        hits = [(id_, found) for id_, words in self._topics if (found := words.search(topic)) is not None]
        is_general = not _PARTICULAR.search(topic)
        if not hits:
            return Spent((), is_general, first, first + len(topic), first, first)
        named = hits[0][1]
        both = [id_ for id_, found in hits if " or " in topic and _apart(found, named, topic)]
        ids = tuple(dict.fromkeys((hits[0][0], *both)))
        return Spent(ids, is_general, first, first + len(topic), first + named.start(), first + named.end())

    @property
    def general(self) -> str:
        """Id of the milestone for experience of no particular kind; empty where the catalog has none."""
        return self._general

    def mentions(self, text: str, start: int, end: int) -> Iterator[Mention]:
        """Experience that is asked for without a number of years."""
        part = folded(text[start:end])
        for id_, words in self._anyhow:
            if found := words.search(part):
                first, last = start + found.start(), start + found.end()
                yield Mention(first, last, (id_,), text[first:last], Manner.EXPERIENCE)


def _apart(one: re.Match[str], other: re.Match[str], topic: str) -> bool:
    """True for two jobs with "or" between them."""
    first, second = sorted((one, other), key=lambda found: found.start())
    return " or " in topic[first.end() : second.start() + 4] and re.search(r"\bas an?\b", topic) is not None


def _number(word: str) -> float:
    small = word.lower()
    return 1 if small == "a" else float(_NUMBERS.get(small) or small)
