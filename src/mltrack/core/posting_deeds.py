"""Skills that postings put as something to do: "clean data", "explain results", where a catalog has a noun for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind
from mltrack.core.posting_draft import Manner
from mltrack.core.posting_names import Mention
from mltrack.core.posting_text import folded

_DEEDS: Final = (
    (
        "data cleaning",
        r"clean(?:s|ing|ed)?\b(?=(?: and \w+)?(?: \w+){0,2} (?:data|measurements|datasets?|records"
        r"|readings)\b)|(?:prepar|wrangl|acquir|collect|gather|cleans)\w*(?=(?: and \w+)?(?: \w+)? (?:data"
        r"|datasets?)\b)|data (?:preparation|pre-?processing|collection|acquisition|cleansing)",
    ),
    (
        "data analysis",
        r"(?:analy[sz]e|analy[sz]ing|explore|exploring|mine|mining)(?=(?: and \w+)?(?: \w+){0,2} (?:data"
        r"|datasets?|measurements|trends|patterns|records)\b)|(?:look|looking|search|searching|find|finding"
        r"|spot|spotting|discover)\b(?= (?:for )?(?:\w+ )?(?:patterns|trends)\b)|exploratory analys\w+",
    ),
    (
        "communication",
        r"(?:explain|present|communicat|convey|translat|report|summari[sz])\w*(?=(?: \w+){0,3} (?:results?"
        r"|findings?|insights?|analyses|conclusions|what (?:the )?(?:numbers|data|models?))\b(?! (?:at|to) "
        r"(?:\w+ )?conferences))"
        r"|(?:communicate|communicating|write|speak|explain|present)(?= (?:things )?(?:clearly|plainly"
        r"|complex|technical))|presentation skills|communicator|(?:written|verbal|oral)(?=(?:,? (?:and|or"
        r"|&)? ?(?:written|verbal|oral|spoken))? communication)",
    ),
    (
        "collaboration",
        r"team[- ]?(?:work(?:ing)?|players?|spirit)\b|work(?:ing)?(?= (?:well |closely |effectively )?(?:in"
        r"|as part of) (?:an? |the )?(?:[\w-]+ ){0,3}teams?\b)|part(?= of an? (?:\w+ )?team\b)"
        r"|work(?:ing)?(?= well with others)"
        r"|collaborat(?:e|es|ing|ive(?:ly)?)\b",
    ),
    (
        "mentoring",
        r"(?:mentor|coach)(?:ing|s)?(?=,? (?:and \w+ )?(?:\w+ )?(?:juniors?|engineers?|colleagues|scientists"
        r"|developers|analysts|consultants|members|others|students|interns|people)\b)",
    ),
    (
        "fine-tuning",
        r"(?:train|fine-?tun|evaluat|validat)\w*(?=(?:,? (?:and |or )?\w+)?(?: [\w-]+){0,3} (?:models?"
        r"|networks?)\b)",
    ),
    (
        "model deployment",
        r"(?:deploy|ship|productioni[sz])\w*(?=(?: and \w+)?(?: [\w-]+){0,3} models?\b)|(?:put|putting|bring"
        r"|bringing|tak(?:e|ing)|run|running|serv(?:e|ing))(?=(?: [\w-]+){0,3} models? (?:in|to|into) "
        r"(?:production|service)\b)|models? in production",
    ),
    (
        "model monitoring",
        r"(?:monitor|watch)(?:s|ing)?(?=(?: \w+){0,3} models?\b)|models?(?= (?:performance )?monitoring)"
        r"|(?:model|data) drift",
    ),
    ("retraining", r"re-?train(?:s|ing)?(?= (?:them|it|(?:\w+ ){0,3}models?)\b)"),
    (
        "software testing",
        r"(?:writ|automat)\w+(?= (?:\w+ )?tests?\b)|unit tests?(?:ing)?|(?:automated|end-to-end) "
        r"tests?(?:ing)?|test-driven development|\btdd\b",
    ),
    (
        "requirements analysis",
        r"(?:gather|elicit|analy[sz]|clarif|collect|captur)\w*(?=(?: \w+){0,2} requirements\b)"
        r"|(?:find(?:ing)? out|ask(?:ing)?)(?= (?:\w+ ){1,4}what (?:an? |the |they )?\w+(?: \w+)? (?:must"
        r"|has to|have to|needs?|should)\b)|translat\w*(?=(?: \w+){0,2} (?:needs|requirements) into\b)",
    ),
    (
        "technology selection",
        r"(?:choos|select)\w*(?=(?: \w+){0,3} (?:technology|technologies|tools|tooling|tech|frameworks)\b)",
    ),
    (
        "system design",
        r"(?:design|architect)\w*(?=(?: \w+){0,4} (?:architectures?|systems|services)\b)|systems? "
        r"architecture|solution architecture",
    ),
    ("statistical modeling", r"statistical(?= and \w+ modell?ing)"),
    (
        "experiment design",
        r"(?:design|plan)(?:s|ing)?(?=(?: and \w+)?(?: \w+)? experiments\b)|experimental design"
        r"|experimentation",
    ),
    ("reproducibility", r"reproducib\w+"),
    (
        "paper writing",
        r"writ\w+(?=(?: \w+)? (?:scientific|academic|research) (?:papers?|articles?|publications?)\b)"
        r"|publish\w*(?=(?: \w+){0,3} (?:papers|articles)\b)",
    ),
    (
        "Talk or poster at a major conference",
        r"(?:talks?|posters?|present|presenting|speak|speaking|presentations?)(?=(?: \w+){0,3} (?:at|to) "
        r"(?:\w+ ){0,2}conferences?\b)|conference (?:talks?|presentations?)",
    ),
    (
        "peer-reviewed publication",
        r"peer-reviewed (?:papers?|articles?|publications?|journals?|work)|publication (?:record|list)|track "
        r"record of publi\w+|published (?:\w+ ){0,2}(?:papers|research)|papers? published",
    ),
    ("NeurIPS paper", r"(?:papers?|publications?|published)(?=(?: \w+){0,4} (?:neurips|icml|iclr)\b)"),
    (
        "convex optimization",
        r"(?:numerical|mathematical|linear|combinatorial|nonlinear|non-linear) optimi[sz]ation"
        r"|optimi[sz]ation(?= (?:theory|methods|algorithms|techniques))|(?<=algebra and )optimi[sz]ation"
        r"|(?<=calculus and )optimi[sz]ation|(?<=probability and )optimi[sz]ation|(?<=statistics and "
        r")optimi[sz]ation|(?<=algebra, )optimi[sz]ation|(?<=calculus, )optimi[sz]ation|(?<=statistics, "
        r")optimi[sz]ation",
    ),
    (
        "medical device rules",
        r"(?:regulations?|regulatory)(?=(?: \w+){0,3} (?:medical devices?|health ?care)\b)|medical[- ]device "
        r"regulation|health ?care regulation|fda (?:regulation|approval|clearance)",
    ),
    ("data visualisation", r"visuali[sz](?:e|es|ing)(?=(?: \w+){0,2} data\b)|data visuali[sz]ations?|data viz"),
    ("containers", r"contain?eri[sz](?:ation|ed|ing)"),
    (
        "documentation",
        r"technical writing|document(?:s|ing)?(?= (?:your|the|our|code|models) )|writ\w+(?= (?:\w+ "
        r")?documentation)",
    ),
    ("APIs", r"restful|api (?:design|development)"),
    (
        "reading papers",
        r"(?:keep|stay|follow|read)\w*(?=(?: \w+){0,5} (?:latest |current |recent )?(?:research|literature"
        r"|papers|state of the art)\b)",
    ),
)
"""Names of milestones in a catalog, and the words that ask for them."""


class DeedFinder:
    """Finds skills that a sentence puts as something to do, in terms of the milestones that a catalog has."""

    def __init__(self, catalog: Catalog) -> None:
        names: dict[str, str] = {}
        for one in catalog.milestones.values():
            if one.kind in {Kind.SKILL, Kind.PROJECT}:
                for name in (one.title, *one.aliases):
                    names.setdefault(name.casefold(), one.id)
        self._deeds = [
            (names[name.casefold()], re.compile(rf"\b(?:{words})", re.IGNORECASE))
            for name, words in _DEEDS
            if name.casefold() in names
        ]

    def mentions(self, text: str, start: int, end: int) -> Iterator[Mention]:
        """The skills that a sentence describes, each at the word that says what is done."""
        part = folded(text[start:end])
        for id_, words in self._deeds:
            if found := words.search(part):
                first, last = start + found.start(), start + found.end()
                yield Mention(first, last, (id_,), text[first:last], Manner.DEED)
