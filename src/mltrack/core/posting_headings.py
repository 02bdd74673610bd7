"""The headings of a job posting, and what each says of all that stands under it."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from mltrack.core.posting_text import folded


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
        r"benefits?\b|perks?\b|what we('ll| will)? (offer|provide|give|pay)|we (offer|provide)\b|our offer|what "
        r"you('ll| will)? (get|receive|gain)"
        r"|what('s| is) in it|compensation|salary|pay( range)?$|remuneration|why (join|work|us|you)|about "
        r"(us|our|the (company|team|organi[sz]ation"
        r"|department|employer|group))|who we are|our (company|team|culture|values|mission|story|benefits"
        r"|commitment|teams|customers|clients|process)"
        r"|the (team|company)$|equal (opportunit|employment)|diversity|inclusion|eeo\b|how to apply|to apply"
        r"|apply|application|(our )?(hiring|interview|recruitment"
        r"|selection) (process|steps|stages)|next steps|legal|privacy|disclaimer|learning (and|&) "
        r"development|professional development|growth"
        r"|(other|similar|related|more) (jobs|roles|positions|openings|vacancies|teams)|also hiring|contact"
        r"|location|(working )?(hours|conditions)|in it for you|what is in it"
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
        r"good$|(strongly |highly )?preferred\b|preferences?$|desirables?\b|desired\b|ideally|(you might|you may"
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
    return Section.ASIDE if bare.lower().startswith(("about ", "why ")) else None


def is_whole(section: Section, line: str) -> bool:
    """True where a known phrase is all that a line says."""
    bare = folded(line).strip(" :.!?")
    if bare.lower().startswith(("about ", "why ")):
        return True
    found = _KNOWN[section].search(bare)
    return found is not None and _FILLER.fullmatch(bare[: found.start()] + " " + bare[found.end() :]) is not None
