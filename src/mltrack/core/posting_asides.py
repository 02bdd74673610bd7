"""Whether a sentence of a posting asks for anything: what is offered, what others do, what is not needed."""

from __future__ import annotations

import re
from typing import Final

_NEGATED_AHEAD: Final = re.compile(
    r"\bno (?!matter|less|longer than|doubt|problem)(?:prior |previous |formal |need (?:for|to \w+) "
    r"|particular |specific )*|\bwithout (?:any |needing )?|\b(?:don't|do not|won't|will not|doesn't"
    r"|does not|needn't|didn't) (?:\w+ )?"
    r"(?:need|require|expect|ask|use|have to|want|look|care|matter|touch|work|do)\w*\b|\bnot (?:looking "
    r"for|required to|expected to|necessary to|using|an?\b|asking|interested in|need|about)|\brather "
    r"than\b|\binstead of\b|\bunlike\b"
    r"|\bno longer\b|\b(?:isn't|is not|aren't|are not) (?:an?|about|looking)\b|\bnobody\b|\bno one\b"
    r"|\bnone of\b|\b(?:will|would) not be\b|\bwon't be\b|\bneed not\b|\bneither\b|\bregardless "
    r"of\b|\bnothing to do with\b|\bnever (?:used|touched|seen)\b",
    re.IGNORECASE,
)
_NEGATION_ENDS: Final = re.compile(
    r"[;:]|, (?!(?:\S+ ){0,3}(?:and|or|nor)\b)|\bbut\b|\bjust\b|\bonly\b| - |\binstead\b|\b(?:required|needed"
    r"|necessary)\b,? (?!for)|\bas long as\b|\bif you\b|\bbecause\b",
    re.IGNORECASE,
)
_NEGATED_BEHIND: Final = re.compile(
    r"(?:\bnot|n't) (?:strictly |always |absolutely |actually |a )?(?:required|needed|necessary"
    r"|essential|must|mandatory|expected|requirement|prerequisite|condition)\b(?!,? (?:but|though))"
    r"|\bunnecessary\b|\bno (?:longer )?(?:requirement|need|prerequisite)\b"
    r"|\b(?:can be|is|are|will be) (?:learned|learnt|taught|picked up)\b|\bnot (?:part of|in scope)\b"
    r"|\byou(?:'ll| will| can) (?:learn|pick up)\b|\bwe(?:'ll| will| can) teach\b",
    re.IGNORECASE,
)
_ONLY_SEEMS: Final = re.compile(
    r"\bnot only\b|\bnot limited to\b|\bnot just\b|\bnot least\b|\bwhether or not\b|\bif not\b", re.IGNORECASE
)
_OFFERED: Final = re.compile(
    r"\bwe(?:'ll| will| can| also| gladly| happily|,? too,?)* (?:pay|cover|fund|sponsor|reimburse"
    r"|offer|provide|teach|train|give)\b(?! (?:a |the )?(?:service|solution|platform|product|software))"
    r"|\byou(?:'ll| will| can|'re going to| are going to| get to)* (?:also )?(?:learn|get"
    r"|receive|gain|be trained|be taught|have access|enjoy|earn)\b"
    r"|\b(?:paid|free|sponsored|funded) (?:\w+ ){0,2}(?:certifi\w+|training|courses?|exams?)"
    r"|\b(?:training|learning|certification|education|conference) (?:budget|allowance|stipend|days?"
    r"|fees?)|\bopportunit(?:y|ies) to (?:learn|gain|earn|become)\b|\btuition\b|\breimburse\w*"
    r"|\bchance to (?:learn|gain)\b|\b(?:on-the-job|full|in-house) training\b|\bwill be (?:trained"
    r"|taught|provided)\b|\bexam fees?\b",
    re.IGNORECASE,
)
_PEOPLE: Final = (
    "(?:teams?|departments?|groups?|colleagues|engineers|squads?|developers|scientists|analysts|admins?|administrators?"
    "|studios?|practices?)"
)
_OTHERS: Final = re.compile(
    rf"\b(?:(?:other|another|neighbou?ring|sister|separate|dedicated|different) (?:\w+[ -]){{0,3}}{_PEOPLE}"
    rf"|(?:our|the) (?:(?:\w+[ -]){{1,3}}{_PEOPLE}|customers|clients|partners|founders|vendors|suppliers))\b"
    r"(?: \w+){0,3}? (?:uses?|used|runs?|handles?|owns?|maintains?|takes?|writes?|works?|looks?|is|are|was|were"
    r"|has|have|do|does|builds?|built|develops?|relies|rely|manages?|deals?|helps?|serves?|provides?|prefers?)\b"
    r"|\b(?:handled|owned|maintained|run|taken care of|managed|looked after|covered|done|written"
    r"|operated) (?:\w+ )?by\b|\bfounded\b|\baward\b|\binvestors?\b|\bequal opportunit"
    r"|\baccommodations?\b|\bgdpr\b|\bprivacy (?:policy|notice|statement)"
    r"|\blegacy\b[^.;]{0,40}\b(?:retired|phased|replac|migrat)"
    r"|\b(?:send|submit|attach|upload|include|enclose|email|mail|share) (?:us )?(?:your|an?|the)\b"
    r"|\blink to\b|\bapply (?:via|at|with|by|through|online|now|here)\b|\bplease (?:note|apply|send"
    r"|include|contact|leave|do not|don't)\b|\bleave out\b|\binterviews? (?:take|will|are|is)\b|\bin "
    r"good hands\b|\byour certificates\b|\b(?:we're|we are) also (?:hiring|looking for|recruiting)\b"
    r"|\bwe(?:'ve| have) "
    r"(?:been|worked|used|built|grown|won|raised|moved|helped)\b|\bsee also\b|\bin a previous\b"
    r"|\bno agencies\b|\bsecurity check\b|\bscreening\b|\byour data\b|\bpersonal data\b",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"\byou(?:'ve| have| are| know| bring| hold| must| should| can| need|r (?:background|experience"
    r"|skills|knowledge)|'re (?:an?|comfortable|familiar|proficient|fluent|experienced|at home|someone"
    r"|used))\b|\bwe (?:need|want|require|expect|ask)\b"
    r"|\bcandidates?\b|\bapplicants?\b|\bmust\b|\brequire[sd]?\b|\bessential\b|\bexperience (?:with|in"
    r"|of|using|working|building)\b"
    r"|\bexperienced? (?:in|with)\b|\bknowledge of\b|\bfamiliar\w*\b|\bproficien\w+\b|\bfluen\w+\b"
    r"|\bunderstanding of\b|\bskills\b|\bexpertise\b|\bdegree\b|\b(?:years?|yrs?) (?:of|in|as|with"
    r"|working|exp)|\bexp\b|\bexpected\b|\bshould (?:know|have|be)\b|\bpreferred\b|\bdesirable\b"
    r"|\ba plus\b|\bnice to have\b|\bideally?\b|\bhands-on\b|\bbackground in\b|\bhelps\b|\bbonus\b"
    r"|\bwelcome\b|\bsomeone (?:who|with)\b|\bneeded\b",
    re.IGNORECASE,
)
_SEEKS: Final = re.compile(r"\b(?:looking|searching|look) for\b|\bseeking\b|\bseeks?\b|\bhiring an?\b", re.IGNORECASE)
"""What asks for nothing but what comes after it."""
_DESCRIBES: Final = re.compile(
    r"\byou (?!may\b|might\b|can\b|could\b)\w+|\byou(?:'ll| will| would)\b|\bour (?:\w+ )?(?:data"
    r"|readings|models?|systems?|services?|pipelines?|code|platform)\b|\byour (?:job|work|tasks?|day"
    r"|days|role|mission|team|focus)\b"
    r"|\bresponsible for\b|\bthe (?:role|job|work|position)\b|\bour (?:\w+ )?stack\b|\bwe (?:mostly "
    r"|mainly |currently |primarily )?(?:use|work (?:with|in)|run on|build (?:with|in)|write|code)\b"
    r"|\bbuilt (?:with|on|in)\b|\bjoin (?:us|our|the)\b|\bto (?:work|help|build|design|develop) ",
    re.IGNORECASE,
)
_ITSELF: Final = re.compile(
    r"(?:we|our|they|there (?:is|are)|nobody|everyone|people|some of us|it|this|that)\b", re.IGNORECASE
)
_ALL_THE_SAME: Final = re.compile(
    r"\b(?:but|though|however),? (?:\w+ ){0,4}(?:plus|bonus|nice|welcome|helpful|asset|useful|good"
    r"|advantage\w*|beneficial|helps?)\b",
    re.IGNORECASE,
)
_CLAUSE_ENDS: Final = re.compile(
    r"[;]|\bbut\b|, (?:and )?(?=you\b|we\b)|\b(?:is|are) an? (?:must|plus)|\brequired\b|\bpreferred\b", re.IGNORECASE
)


def is_aside(bare: str) -> bool:
    """True for a sentence on what is offered, on others, or on how to apply."""
    if _OFFERED.search(bare):
        return True
    return _OTHERS.search(bare) is not None and _SEEKS.search(bare) is None


def tells_of_itself(bare: str) -> bool:
    """True for a sentence of a company about itself that asks for nothing."""
    return _ITSELF.match(bare) is not None and _ASKS.search(bare) is None


def asks(bare: str, first: int) -> bool:
    """True for words that ask for something, or for what comes at `first` or after it."""
    return _ASKS.search(bare) is not None or _SEEKS.search(bare, 0, first) is not None


def describes(bare: str) -> bool:
    """True for words that describe the work."""
    return _DESCRIBES.search(bare) is not None


class Denials:
    """Where a sentence says that something is not needed or not used."""

    def __init__(self, bare: str) -> None:
        seeming = [one.span() for one in _ONLY_SEEMS.finditer(bare)]
        self._bare = bare
        self._ahead: list[tuple[int, int]] = []
        for one in _NEGATED_AHEAD.finditer(bare):
            if not any(begin <= one.start() < end for begin, end in seeming):
                stop = _NEGATION_ENDS.search(bare, one.end())
                self._ahead.append((one.end(), stop.start() if stop else len(bare)))
        self._behind = [one.start() for one in _NEGATED_BEHIND.finditer(bare)]

    def about(self, first: int, last: int) -> bool:
        """True where it says so of what stands from `first` to `last`."""
        if any(begin <= first <= end for begin, end in self._ahead):
            return _ALL_THE_SAME.search(self._bare, last) is None
        behind = next((start for start in self._behind if start >= last), None)
        return behind is not None and _CLAUSE_ENDS.search(self._bare, last, behind) is None
