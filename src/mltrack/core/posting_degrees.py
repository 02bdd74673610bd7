"""Degrees as postings ask for them: levels and fields in one phrase, "BSc or MSc in statistics or a related field"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Final

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind
from mltrack.core.posting_draft import Manner
from mltrack.core.posting_names import Mention
from mltrack.core.posting_text import folded


class Rank(Enum):
    """The steps of degrees."""

    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"


_RANK_WORDS: Final = {
    Rank.BACHELOR: (
        r"bachelor(?:'?s|s')?|\bb\.? ?sc?\b\.?(?:\(?hons\)?)?|\bb\.? ?eng\b\.?|\bb\.? ?tech\b|\bb\.? "
        r"?a\.?(?=[ /,])|under-?graduate degree|first degree"
    ),
    Rank.MASTER: (
        r"master(?:'?s|s')|\bmaster(?= degree| of)|\bm\.? ?sc\b\.?|\bm\.s\.?|\bms(?=[ /,]|$)|\bm\.? "
        r"?eng\b\.?|\bm\.? ?a\.(?=[ /,])|\bmba\b|\bmtech\b"
    ),
    Rank.DOCTORATE: r"\bph\.? ?d\b\.?(?:'?s\b)?|\bdoctorate(?:'?s)?|\bdoctoral(?: degree)?|\bd\.?phil\b",
}
_ADVANCED: Final = r"(?:advanced|graduate|post-?graduate|higher)(?: university)? degrees?"
_PLAIN: Final = (
    r"(?:(?:university|college|4-year|four-year|academic|relevant|completed|undergraduate|technical"
    r"|quantitative|scientific|science|stem|honours|good) )*degrees?(?: of (?:at least |a )*(?:bachelor"
    r"|master)(?:'s)? level)?(?: level)?|studies(?= in)"
)
_RANK: Final = {rank: re.compile(words, re.IGNORECASE) for rank, words in _RANK_WORDS.items()}
_ONE: Final = "|".join((*_RANK_WORDS.values(), _ADVANCED))
_PHRASE: Final = re.compile(
    rf"(?:{_ONE})(?:'s)?(?:(?: ?(?:/|,|,? or|,? and/or|and) ?(?:an? |higher |even "
    rf")?)(?:{_ONE})(?:'s)?)*(?: (?:of (?:science|arts|engineering)|level)\b)?(?: ?-?degrees?| "
    rf"diplomas?)?(?: \((?:b|m|ph)[\w., /&]{{1,20}}\))?"
    rf"|\b{_PLAIN}",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(r" ?\(([^()]{2,60})\)")
"""Levels named once more behind a degree: "university degree (Bachelor, Master or PhD)"."""
_OF_SOMETHING: Final = re.compile(
    r" of (?:freedom|confidence|certainty|accuracy|autonomy|independence|ownership|responsibility|complexity)"
)
"""What else has degrees."""
_CASED: Final = re.compile(r"^(?:bs|ba|ms|ma|b s|m s|ms\.?|bs\.?)$", re.IGNORECASE)
"""Abbreviations that are one in capitals only: ms are milliseconds."""
_FIELDS: Final = re.compile(
    r"(?: degrees?)?(?: level)?(?: or (?:higher|above|equivalent)| or higher degree)?,?(?: "
    r"preferably)?(?: (?:in|of)|: ?| -) (?:an?y? |the |one of |either )?([^;:.()]{2,240})",
    re.IGNORECASE,
)
_BARE_FIELDS: Final = re.compile(r" ([A-Za-z][A-Za-z ,/&]{1,100})")
_SAME_FIELDS: Final = re.compile(
    r",?(?: (?:in|of))? (?:(?:any|one|either) of )?(?:the |these |those |said |such an? )(?:same |above "
    r"|said |aforementioned )*(?:fields?|subjects?|disciplines?|areas?)\b",
    re.IGNORECASE,
)
"""Fields that were named before."""
_SPLIT: Final = re.compile(r"\s*(?:,|/|;|\bor\b|\band/or\b|\band\b|&)\s*", re.IGNORECASE)
_END_OF_FIELDS: Final = re.compile(
    r"[;:.]|\((?!e\.g)|\b(?:with|plus|who|that|which|is|are|preferred|required|desired|and (?:a |an |at "
    r"least|\d|experience|strong|you)|or (?:equivalent|comparable|relevant|\d|an equivalent|the "
    r"equivalent|proven|significant|practical"
    r"|\w+ (?:work |professional |practical |industry )?experience)|coupled|combined|together|from|but"
    r"|though|ideally|nice|would|and \d|as well|\d|experience)\b",
    re.IGNORECASE,
)
_SAME_FIELD: Final = (
    ("computer science", r"comp(?:uter|uting|utational)? ?(?:science|sci)s?|cs|informatics|computing"),
    ("data science", r"data (?:science|analytics)"),
    ("statistics", r"(?:applied |mathematical |bio)?stat(?:istic)?s?"),
    ("mathematics", r"(?:applied |pure )?math(?:s|ematics|ematical sciences)?"),
    ("software engineering", r"software (?:engineering|development)"),
    ("information technology", r"information (?:technology|systems?|science)|it"),
    (
        "engineering",
        r"(?:(?:electrical|computer|mechanical|electronic|industrial|systems|biomedical|civil|chemical"
        r"|electronics) )*(?:and )?engineering",
    ),
    ("machine learning", r"machine learning|ml|artificial intelligence|ai"),
)
"""Words for the fields that catalogs have."""
_BARE: Final = frozenset(
    {"cs", "math", "maths", "mathematics", "statistics", "stats", "computer science", "physics", "engineering"}
)
"""Fields that may stand right behind a degree: BSc CS."""
_RELATED: Final = re.compile(
    r"\b(?:related|similar|relevant|quantitative|technical|numerate|numerical|comparable|analytical"
    r"|scientific|stem|adjacent|cognate|equivalent|neighbou?ring|allied|close"
    r"|another|other) (?:\w+ )?(?:fields?|disciplines?|subjects?|areas?|degrees?|major|sciences?|course"
    r"|studies|program)|\bstem\b|\brelated\b|\bany (?:field|subject|discipline)"
    r"|\bsimilar\b|\bnatural sciences?\b|\b(?:quantitative|technical|numerate|scientific)\b",
    re.IGNORECASE,
)
_NEIGHBOURS: Final = re.compile(
    r"(?:(?:applied|theoretical|computational|bio|astro|geo)[- ]?)*(?:physics|economics|econometrics"
    r"|linguistics|biology|chemistry|bioinformatics|neuroscience|finance|operations research"
    r"|cognitive science|psychology|actuarial science|epidemiology|business analytics|robotics|geography"
    r"|informatics|business|social sciences?|life sciences?|quantitative finance)",
    re.IGNORECASE,
)
"""Fields near those of the catalog: where they are named, a related field is what is asked for."""
_EQUIVALENT: Final = re.compile(
    r"\bor\b[^.;]{0,50}?\b(?:equivalent|comparable|similar|relevant|proven|practical|the same"
    r"|commensurate|corresponding|professional|demonstrable|work|industry"
    r"|hands-on)\b[^.;]{0,40}?\b(?:experience|practice|track record|work)\b"
    r"|\bequivalent (?:combination of|mix of|work|practical|professional|industry|experience)|\bor "
    r"(?:\w+ )?years of [\w ]{0,30}experience (?:instead|in lieu)|\(or equivalent experience\)|\bor "
    r"experience\b",
    re.IGNORECASE,
)
_FIELD_EXPERIENCE: Final = "field experience"
"""The name of the milestone that stands for experience in place of a degree."""
_RELATED_FIELD: Final = "another related field"


class DegreeFinder:
    """Finds what degrees a sentence asks for, in terms of the degrees that a catalog has."""

    def __init__(self, catalog: Catalog) -> None:
        self._degrees: dict[Rank, dict[str, str]] = {rank: {} for rank in Rank}
        for one in catalog.milestones.values():
            if one.kind is Kind.DEGREE:
                for name in (one.title, *one.aliases):
                    head, _, field = folded(name).partition(" in ")
                    rank = next((rank for rank in Rank if _RANK[rank].match(head)), None)
                    if rank is not None and field:
                        self._degrees[rank].setdefault(field.casefold(), one.id)
        self._instead = tuple(
            one.id for one in catalog.milestones.values() if _FIELD_EXPERIENCE in (one.title, *one.aliases)
        )

    def mentions(self, text: str, start: int, end: int, before: list[str]) -> Iterator[Mention]:
        """The degrees that a sentence names, each with all that can stand for it.

        `before` are the fields that the posting named last, and becomes those that this sentence names.
        """
        part = folded(text[start:end])
        at = 0
        while (phrase := _PHRASE.search(part, at)) is not None:
            at = phrase.end()
            if _CASED.match(phrase[0].strip()) and not phrase[0].strip().rstrip(".").isupper():
                continue
            if _OF_SOMETHING.match(part, at):
                continue
            ranks = _ranks(phrase[0])
            if (within := _IN_BRACKETS.match(part, at)) and (listed := _listed_ranks(within[1])):
                ranks, at = listed, within.end()
            named, last = self._named(part, at, before)
            ids = self._ids(ranks, named)
            if ids and (same := _instead(part[last : last + 140])):
                ids = (*ids, *self._instead)
                last += same
            at = max(at, last)
            name = text[start + phrase.start() : start + last]
            yield Mention(start + phrase.start(), start + last, tuple(dict.fromkeys(ids)), name, Manner.DEGREE)

    def _named(self, part: str, at: int, before: list[str]) -> tuple[Sequence[str], int]:
        """The fields that stand at a place, and where they end; none where no field is named there."""
        if same := _SAME_FIELDS.match(part, at):
            return list(before), same.end()
        fields = _FIELDS.match(part, at)
        bare = None if fields else _BARE_FIELDS.match(part, at)
        found = fields or bare
        if found is None:
            return (), at
        words = found[1]
        stop = _END_OF_FIELDS.search(words)
        words = (words[: stop.start()] if stop else words).rstrip(" ,")
        named = _with_heads(_SPLIT.split(words.strip(" ,")))
        if bare and not any(field.casefold() in _BARE for field in named[:1]):
            return (), at
        before[:] = named
        return named, found.start(1) + len(words)

    def _ids(self, ranks: Sequence[Rank], fields: Sequence[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for rank in ranks:
            degrees = self._degrees[rank]
            if not fields:
                found.update(dict.fromkeys(degrees.values()))
                continue
            known = [one for field in fields for one in _fields(field, degrees)]
            found.update(dict.fromkeys(degrees[one] for one in known if one in degrees))
        return tuple(found)


def _ranks(phrase: str) -> Sequence[Rank]:
    found = [rank for rank in Rank if _RANK[rank].search(phrase)]
    if re.search(_ADVANCED, phrase, re.IGNORECASE):
        found += [rank for rank in (Rank.MASTER, Rank.DOCTORATE) if rank not in found]
    return found or [Rank.BACHELOR]


def _listed_ranks(words: str) -> Sequence[Rank]:
    """The levels in brackets, where Master stands for a degree too."""
    found = [
        rank for rank in Rank if _RANK[rank].search(words) or re.search(rf"\b{rank.value}\b", words, re.IGNORECASE)
    ]
    return [] if re.search(r"\bpreferred|\bplus|\bbonus|\bdesir", words, re.IGNORECASE) else found


def _instead(tail: str) -> int:
    """How far it reaches that experience will do in place of a degree; 0 where that is not said."""
    same = _EQUIVALENT.search(tail)
    if same is None or _PHRASE.search(tail[: same.start()]) or re.search("[.;]", tail[: same.start()]):
        return 0
    return same.end()


def _with_heads(fields: Iterable[str]) -> Sequence[str]:
    """The fields of a list; of "computer or data science" the first gets its science too."""
    found = [field.strip() for field in fields if field.strip()]
    for number in range(len(found) - 2, -1, -1):
        if found[number].casefold() in {"computer", "data", "information", "electrical", "software"}:
            found[number] += " " + found[number + 1].rpartition(" ")[2]
    return found


def _fields(field: str, degrees: Mapping[str, str]) -> Iterator[str]:
    """The fields of a catalog that the words of a posting stand for."""
    bare = re.sub(
        r"^(?:an?|the|any|other|closely|e\.g\.,?|such as|preferably|ideally|either) ",
        "",
        field.strip(" '\"").casefold(),
    )
    bare = re.sub(r" (?:degree|field|discipline|programme?)s?$", "", bare) if not _RELATED.search(bare) else bare
    if bare in degrees:
        yield bare
        return
    for name, words in _SAME_FIELD:
        if re.fullmatch(words, bare, re.IGNORECASE):
            yield name if name in degrees else _RELATED_FIELD
            return
    if _RELATED.search(bare) or _NEIGHBOURS.fullmatch(bare):
        yield _RELATED_FIELD
