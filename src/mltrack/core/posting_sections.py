"""The headings of a job posting, and what stands under each: asked for, wished for, offered, told of the company."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

from mltrack.core.posting_text import folded
from mltrack.core.records import dataclass

_LONGEST_HEADING: Final = 70
_LONGEST_STATEMENT: Final = 1200
"""Characters of one sentence that are looked at together."""


class Section(Enum):
    """What a part of a posting is about."""

    OPEN = "open"
    """Nothing says what: the beginning, or under a heading that is not known."""
    REQUIRED = "required"
    PREFERRED = "preferred"
    OPTIONAL = "optional"
    DUTIES = "duties"
    """What the work is, and what it is done with."""
    ASIDE = "aside"
    """What is offered, how to apply, who the company is: nothing there is asked for."""


_WORDS: Final = {
    Section.ASIDE: (
        r"benefits?\b|perks?\b|what we('ll| will)? (offer|provide|give)|we (offer|provide)\b|our offer|what "
        r"you('ll| will)? (get|receive|gain)"
        r"|what's in it for you|compensation|salary|pay( range)?$|remuneration|why (join|work|us|you)|about "
        r"(us|our|the (company|team|organi[sz]ation"
        r"|department|employer|group))|who we are|our (company|team|culture|values|mission|story|benefits"
        r"|commitment|teams|customers|clients|process)"
        r"|the (team|company)$|equal (opportunit|employment)|diversity|inclusion|eeo\b|how to apply|to apply"
        r"|apply|application|(our )?(hiring|interview|recruitment"
        r"|selection) (process|steps|stages)|next steps|legal|privacy|disclaimer|learning (and|&) "
        r"development|professional development|growth"
        r"|(other|similar|related|more) (jobs|roles|positions|openings|vacancies|teams)|also hiring|contact"
        r"|location|working (hours|conditions)"
        r"|what to expect|additional information|further information|life at|join us|reasonable "
        r"accommodation|background check|closing date"
        r"|what you (do not|don't|won't|will not) need|not (required|needed)|package|rewards?\b|in return"
        r"|you('ll| will) (get|receive)"
        r"|what we don't|training (we|you)"
    ),
    Section.OPTIONAL: (
        r"nice[- ]to[- ]haves?|good[- ]to[- ]haves?|bonus( points| skills| if)?|extra credit|pluses|a plus"
        r"|(is|are|would be) a (bonus|plus)|optional( |$)"
        r"|advantageous|advantages?$|(it('s| is) )?(a )?(plus|bonus|advantage) if|even better|brownie points"
        r"|it helps( if)?|welcome( extras| skills)?$|extras"
        r"|(would be|also) (great|nice|helpful|welcome)|assets?$|beneficial|not required,? but|wish ?list$"
    ),
    Section.PREFERRED: (
        r"(strongly |highly )?preferred\b|preferences?$|desirables?\b|desired\b|ideally|(you might|you may"
        r"|you could) also|what (would|will|could|might) (make you|set you)"
        r"|stand out|stand[- ]outs?|we('d| would) (love|like)|additional (skills|qualifications|experience)"
        r"|recommended|should[- ]haves?|it would be (great|good|ideal)"
        r"|the ideal candidate (might|may|will also)"
    ),
    Section.DUTIES: (
        r"(key |main |core |primary |your |the |job |role |essential )?(responsibilit(y|ies)|accountabilit(y"
        r"|ies)|duties|tasks|activities|functions)|what you('ll| will| would| might)? (do|be doing|build"
        r"|work on|own|tackle)"
        r"|what you can expect to do|(in this|your|the) (role|job|mission|impact|work|challenge|position"
        r"|day)|what the (job|role|work) (is|involves)|day[- ]to[- ]day|a (typical )?day|you('ll| will)( "
        r"be)?$"
        r"|(how|where) you('ll| will) (make|contribute|have)|role (overview|summary|purpose|description)|job "
        r"(summary|description|purpose|overview)|overview|summary"
        r"|purpose of|about (the|this) (role|job|position|work|opportunity|project)|scope|(our "
        r")?(tech(nology|nical)? )?stack|(the |our )?(tools|technologies|tech|tooling|toolbox)( we use| "
        r"you('ll| will) use)?( |$)"
        r"|what we (use|work with)|how we work|position (summary|overview)|projects?$|the opportunity|deliverables"
    ),
    Section.REQUIRED: (
        r"(minimum|basic|required|essential|key|core|mandatory|must[- ]have|your|our|job|candidate|technical"
        r"|hard|soft|position|professional|formal|general|specific|relevant|critical|absolute|the|and|role|&"
        r"|/|,| )*"
        r"(qualifications?|requirements?|skills?|criteria|experience|competenc(y|ies|es)|must[- ]haves?"
        r"|essentials?|expertise|knowledge|education|background|abilities|profile|credentials|prerequisites"
        r"|attributes|non-negotiables)\b"
        r"|requires?$|required$|mandatory$|minimum$|what you('ll| will)? (need|bring|have|should|must|know"
        r"|offer)|what (we|you)('re| are)? (looking for|seeking|expect|require|need|ask|want)"
        r"|(what )?we('re| are)? (looking for|expect|need|require|ask|seek|seeking|want)|who you are|who (we"
        r"|we're|we are) (are )?(looking|want|need|seek)|about you|you (have|bring|are|must|need|know|should"
        r"|offer)\b|you('ve| have)\b"
        r"|your (profile|background|experience|skills|qualifications|strengths)|person specification|to be "
        r"(considered|successful)|to succeed|the (ideal )?(candidate|person|applicant)|ideal (candidate"
        r"|profile)"
        r"|is this you|does this sound like you|applicants? (must|should)|successful (candidate|applicant)"
        r"|you're a (great )?(fit|match)|you'll (need|have|bring)|must\b|eligibility|languages and tools"
    ),
}
_KNOWN: Final = {section: re.compile(rf"(?:{words})", re.IGNORECASE) for section, words in _WORDS.items()}
_HEADING_MARKS: Final = re.compile(r"^(?:#{1,6} *|[0-9]{1,2}[.)] +(?=[A-Z])|[=~_-]{2,} *|[^\w\s(\"'<+$€£•*·▪◦‣o-]+ *)+")
_BULLET: Final = re.compile(r"^(?:[-*•·▪◦‣●○■□➢➤✓✔»>–—+⁃∙]|o(?= )|\d{1,2}[.)]|\([a-z\d]\)|[a-z]\)) *(?=\S)")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])|(?<=[.!?])\n(?=\S)")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|incl|vs|approx|min|max|yrs?|no|dept|inc|ltd|co|resp|ca|st|dr|mr|ms|mrs|sr|jr"
    r"|ph|b|m|s|a|d|bs|ms|sc"
    r"|b\.s|m\.s|b\.sc|m\.sc|b\.a|m\.a|ph\.d|u\.s|u\.k|equiv|esp)\.)[\"')\]]*$",
    re.IGNORECASE,
)
_FILLER: Final = re.compile(
    r"(?:[\s,/&?!'-]|\b(?:and|or|the|this|our|your|for|in|at|with|of|you|us|we|to|on|as|have|need"
    r"|skills?|qualifications?|requirements?"
    r"|experience|education|knowledge|background|criteria|role|job|position|company|team|points?|details"
    r"|here|it|will|be|doing|if|are|is"
    r"|looking|bring|required|preferred|technical|soft|professional|from|ll|d|re|ve|s|a|an|nice|expect"
    r"|offer|do|most|not|what|who|how)\b)*",
    re.IGNORECASE,
)
"""What may stand beside a known phrase in a heading."""
_INLINE: Final = re.compile(r"^([A-Za-z][A-Za-z /&'+-]{2,58}?) ?(?::|\s-{1,2}\s)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or a point of a list, and what it stands under."""

    start: int
    """Where it begins in the text, in characters from 0."""
    end: int
    """Where it ends, exclusive."""
    section: Section
    heading: str
    """As it stands there; empty where there is none."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that belong together: a point of a list, or a paragraph."""

    start: int
    end: int


def section_of(heading: str) -> Section | None:
    """What stands under such a heading; None for one that is not known."""
    bare = folded(heading).strip(" :.!?-#*=_()[]").replace("&", "and")
    for section, known in _KNOWN.items():
        if known.match(bare):
            return section
    for section, known in _KNOWN.items():
        if section is not Section.REQUIRED and known.search(bare):
            return section
    if re.search(r"\b(qualifications|requirements|skills|must[- ]haves?)\b", bare, re.IGNORECASE):
        return Section.REQUIRED
    return Section.ASIDE if bare.lower().startswith("about ") else None


def statements(text: str) -> Iterator[Statement]:
    """The sentences of a posting in their order, headings left out."""
    section, heading = Section.OPEN, ""
    for start, end, is_heading in _blocks(text):
        if is_heading:
            heading = _HEADING_MARKS.sub("", text[start:end]).strip(" :#*=_-")
            section = section_of(heading) or Section.OPEN
            continue
        here, under, begin = section, heading, start
        inline = _INLINE.match(folded(text[start:end]))
        if inline and (known := section_of(inline[1])) and len(inline[1].split()) <= 6 and _is_label(inline[1]):
            here, under = _narrowed(section, known), text[start : start + len(inline[1])]
            if here is known:
                begin = start + inline.end()
        for first, last in _sentences(text, begin, end):
            yield Statement(first, last, here, under)


def _is_label(words: str) -> bool:
    """True for words before a colon that name a part of a posting rather than a subject of their own."""
    return (
        re.search(r"\b(i|we|you|is|are)\b", words, re.IGNORECASE) is None or section_of(words) is not Section.REQUIRED
    )


def _narrowed(outer: Section, inner: Section) -> Section:
    """What a point with a label of its own is about: nothing that is offered becomes something asked for."""
    if outer is Section.ASIDE:
        return outer
    if inner is Section.REQUIRED and outer in {Section.PREFERRED, Section.OPTIONAL}:
        return outer
    return inner


def _blocks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Headings, points and paragraphs: where each begins and ends, and whether it is a heading."""
    begin = -1
    last = 0
    for start, end in _lines(text):
        line = text[start:end]
        if not line:
            if begin >= 0:
                yield begin, last, False
                begin = -1
            continue
        bullet = _BULLET.match(line)
        if _is_heading(line, begin >= 0 and _runs_on(text[begin:last], line)):
            if begin >= 0:
                yield begin, last, False
            begin = -1
            yield start, end, True
        elif bullet or begin < 0 or not _runs_on(text[begin:last], line):
            if begin >= 0:
                yield begin, last, False
            begin = start + (bullet.end() if bullet else 0)
        last = end
    if begin >= 0:
        yield begin, last, False


def _lines(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _runs_on(before: str, line: str) -> bool:
    """True where a line goes on with what stands before it, as in text that was broken at a width."""
    if line[:1].islower():
        return True
    last_line = before.rpartition("\n")[2]
    return len(last_line) >= 50 and not before.endswith((".", "!", "?", ":", ";"))


def _is_heading(line: str, runs_on: bool) -> bool:
    if line.startswith("#"):
        return True
    bare = _HEADING_MARKS.sub("", line)
    if len(bare) > _LONGEST_HEADING or _BULLET.match(line) or not re.search("[A-Za-z]{2}", bare):
        return False
    if bare.endswith(":"):
        return not runs_on and len(bare.split()) <= 12
    if bare.endswith((".", ",", ";")) or line[:1].islower():
        return False
    known = section_of(bare)
    words = bare.strip(" ?!").split()
    if known is not None and len(words) <= 6 and not re.search(r"[,;(\d]", bare):
        return (_is_whole(known, bare) and not runs_on) or bare.isupper()
    return bare.isupper() and len(bare) > 3 and len(words) <= 6 and not re.search(r"[,;(\d+#]", bare)


def _is_whole(section: Section, line: str) -> bool:
    """True where a known phrase is all that a line says."""
    bare = folded(line).strip(" :.!?")
    if bare.lower().startswith("about "):
        return True
    found = _KNOWN[section].search(bare)
    return found is not None and _FILLER.fullmatch(bare[: found.start()] + " " + bare[found.end() :]) is not None


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _SENTENCE_END.finditer(text, start, end):
        if _ABBREVIATION.search(text[max(begin, stop.start() - 12) : stop.start()]):
            continue
        yield from _pieces(text, begin, stop.start())
        begin = stop.end()
    yield from _pieces(text, begin, end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut where it is so long that it is none."""
    while end - start > _LONGEST_STATEMENT:
        cut = text.rfind(" ", start + 1, start + _LONGEST_STATEMENT)
        cut = cut if cut > start else start + _LONGEST_STATEMENT
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end
