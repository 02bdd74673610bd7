"""What a posting is about: the title of the job, who posted it, and where it stands on the ladder."""

from __future__ import annotations

import re
from typing import Final

from mltrack.core.entries import Seniority
from mltrack.core.posting_headings import section_of
from mltrack.core.posting_text import folded

_LONGEST: Final = 90
_LABELLED: Final = re.compile(
    r"^(?:#+ *)?(?:job title|position title|title|position|role|job|vacancy|opening|we(?:'re| are) "
    r"hiring|now hiring|hiring|job posting|job opening)(?: *[:|] *| - )(.{3,90})$",
    re.IGNORECASE | re.MULTILINE,
)
_COMPANY: Final = re.compile(
    r"^(?:company|employer|organi[sz]ation|hiring organi[sz]ation|department at)(?: *: *| - )(.{2,60})$",
    re.IGNORECASE | re.MULTILINE,
)
_NOUN: Final = (
    r"(?:engineer|scientist|developer|analyst|architect|researcher|programmer|manager|consultant"
    r"|administrator|specialist|lead|linguist|statistician|intern|nurse|designer"
    r"|officer|director|head|fellow|associate|technician|expert|strategist|quant|internship|apprentice"
    r"|postdoc|professor|lecturer|teacher|practitioner|owner|assistant|bioinformatician|economist"
    r"|modeller|modeler)"
)
_IS_TITLE: Final = re.compile(rf"\b{_NOUN}s?\b", re.IGNORECASE)
_SOUGHT: Final = re.compile(
    rf"\b(?:looking for|seeking|hiring|seeks|need|wanted:?|recruiting|searching for|join (?:us|our team"
    rf"|\w+) as|role of|position of|opening for|want)(?: (?:an?|our|another|the))?(?: (?:new|next"
    rf"|talented|passionate|experienced|motivated|full-time|part-time|skilled|curious))* ((?:[\w/&+-]+ "
    rf"){{0,4}}{_NOUN})\b(?: \(m/f/d\))?",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"\s*(?:\((?:[mfwdx](?:/[mfwdx*])+|all genders|remote|hybrid|full[- ]time|part[- ]time|permanent"
    r"|contract|on-?site|[^()]{0,30}(?:remote|hybrid|months?|contract)[^()]{0,20})\)"
    r"|\b[mfwdx](?:/[mfwdx])+\b|[-|,] *(?:remote|hybrid|full[- ]time|part[- ]time|permanent"
    r"|on-?site)\b.*| *\[[^\]]*\])\s*$",
    re.IGNORECASE,
)
_SENIOR: Final = re.compile(
    r"\b(?:senior|sr\.?|lead|staff|principal|head|director|chief|distinguished)\b", re.IGNORECASE
)
_ENTRY: Final = re.compile(
    r"\b(?:junior|jr\.?|entry[- ]level|graduate|intern(?:ship)?|trainee|associate|apprentice(?:ship)?"
    r"|working student)\b",
    re.IGNORECASE,
)
_MID: Final = re.compile(r"\b(?:mid[- ]?level|mid[- ]senior|mid|intermediate|ii)\b", re.IGNORECASE)
_STATED: Final = re.compile(
    r"\b(?:(?P<entry>entry[- ]level|junior(?:[- ]level)?|graduate) (?:role|position|job|level|opening"
    r"|programme|program|scheme)|(?P<mid>mid[- ]level|intermediate)|(?:level|seniority|career level) ?: "
    r"?(?P<word>\w+(?:[- ]level)?))",
    re.IGNORECASE,
)
_AT: Final = re.compile(r"^(?P<title>.{3,70}?)(?: at | @ )(?P<company>[A-Z][\w&.' -]{1,40})$")
_OF_A_PART: Final = re.compile(r"(?:about|what|who|your|our|we)\b", re.IGNORECASE)
_FIRST_LINE: Final = re.compile(r"([^\n:@]{3,60}[^\n.,;:?!@])\n+(?=\S)")
_BAR: Final = re.compile(r"\s+[|–—·•-]+\s+|\s*\|\s*|: |\s+//\s+")


def title_of(text: str) -> tuple[str, str, int]:
    """The title of the job, its company, and where in the text the head of the posting ends; empty where not found."""
    company = found[1].strip() if (found := _COMPANY.search(text)) else ""
    head = text[:4000]
    if labelled := _LABELLED.search(head):
        title, other = _parted(labelled[1])
        return title, company or other, labelled.end()
    at = 0
    for line in head.split("\n")[:12]:
        end = at + len(line)
        bare = re.sub(r"^[^\w(\"']+", "", line).strip(" #*=_~-:")
        if _could_be_title(bare):
            title, other = _parted(bare)
            if len(title.split()) <= 9:
                return title, company or other, end
        at = end + 1
    if sought := _SOUGHT.search(folded(text[:20_000])):
        title = text[sought.start(1) : sought.end(1)].replace("\n", " ")
        return title[:1].upper() + title[1:], company or _company_in(head), 0
    if first := _FIRST_LINE.match(text):
        line = re.sub(r"^[^\w(\"']+", "", first[1]).strip(" #*=_~-:")
        if section_of(line) is None and 0 < len(line.split()) <= 7 and line[:1].isupper():
            title, other = _parted(line)
            return title, company or other, first.end(1)
    return "", company or _company_in(head), 0


def _could_be_title(line: str) -> bool:
    if not line or len(line) > _LONGEST or not _IS_TITLE.search(line) or line.endswith((".", ",", "?", ";")):
        return False
    return section_of(line) is None or (line[:1].isupper() and not _OF_A_PART.match(line))


def _company_in(head: str) -> str:
    """The company of a heading such as "About Acme Analytics"."""
    found = re.search(
        r"^(?:#+ *)?About ((?!us\b|you\b|the\b|this\b|our\b)[A-Z][\w&.' -]{1,40}?):?$",
        head,
        re.MULTILINE | re.IGNORECASE,
    )
    return found[1].strip() if found and found[1][:1].isupper() else ""


def _parted(line: str) -> tuple[str, str]:
    """A title and its company, of a line that may have more about the job in it."""
    line, before = line.strip(" *_#"), ""
    line = (
        re.sub(
            r"^(?:we(?:'re| are) hiring|now hiring|hiring|wanted)[:!]? *(?:an? )?",
            "",
            folded(line),
            flags=re.IGNORECASE,
        )
        if re.match("(?:we|now|hiring|wanted)", line, re.IGNORECASE)
        else line
    )
    while line != before:
        before, line = line, _TAIL.sub("", line).strip()
    if found := _AT.match(line):
        return _TAIL.sub("", found["title"]).strip(" ,-"), found["company"].strip()
    parts = [part.strip() for part in _BAR.split(line) if part.strip()]
    titles = [part for part in parts if _IS_TITLE.search(part)]
    if len(parts) > 1 and titles:
        return _bare(titles[0]), ""
    return _bare(line), ""


def _bare(title: str) -> str:
    """A title without what is said in brackets of its level, and without the place."""
    title = re.sub(r"\s*\([^()]{0,40}\)", "", title)
    head, comma, rest = title.partition(", ")
    is_place = comma and _IS_TITLE.search(head) and re.search(r"\b(?:or|from|home|remote|hybrid)\b", rest)
    return re.sub(r"[^\w)\"'.+#]+$", "", (head if is_place else title).strip(" ,-"))


def seniority_of(title: str, text: str) -> Seniority:
    """Where the job stands, by the words of its title, else by a plain statement in the text."""
    for seniority, words in ((Seniority.MID, _MID), (Seniority.SENIOR, _SENIOR), (Seniority.ENTRY, _ENTRY)):
        if words.search(title):
            return seniority
    found = _STATED.search(folded(text[:200_000]))
    if found is None:
        return Seniority.UNSTATED
    if found["entry"]:
        return Seniority.ENTRY
    if found["mid"]:
        return Seniority.MID
    word = found["word"]
    for seniority, words in ((Seniority.SENIOR, _SENIOR), (Seniority.ENTRY, _ENTRY), (Seniority.MID, _MID)):
        if words.search(word):
            return seniority
    return Seniority.UNSTATED
