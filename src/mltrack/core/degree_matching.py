"""Degrees: by level and field. A field that has no entry may be "another related field", and mostly is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mltrack.core.claims import Claim
from mltrack.core.degree_words import (
    ENGINEER,
    ENGINEERING,
    IN_ONE,
    KIN,
    LEVELS,
    NEAR,
    NO_DEGREE,
    NO_ENGINEERING,
    NOT_OF_THE_FIELD,
    PERHAPS_RELATED,
    RELATED,
    SAME_FIELD,
    UNDER_WAY,
    UNFINISHED_TEXT,
    DegreeLevel,
)
from mltrack.core.entries import Milestone
from mltrack.core.history import Status
from mltrack.core.matches import Confidence, Match
from mltrack.core.name_index import folded, key, words
from mltrack.core.records import dataclass

_ANY_FIELD = "another related field"
_LONGEST_TEXT = 2_000
"""Characters of notes that are looked at."""
_MOST_SUBJECTS = 4
_SCHOOLS = frozenset({"science", "arts", "philosophy"})
_BETWEEN = re.compile(r"\s*(?:\bw/|[,;/&+|–—]| - |\band\b|\bund\b|\bet\b|\bwith\b|\bmit\b)\s*")


def _subject(text: str) -> str:
    """The words of a text that can name what was studied."""
    return " ".join(one for one in text.split() if one not in NOT_OF_THE_FIELD and not re.fullmatch(r"[\d.:/%]+", one))


_SPELLED = {one: field for field, names in SAME_FIELD.items() for one in names.split("|")}
_KIN = {_subject(one): field for field, names in KIN.items() for one in names.split("|")}
_NEAR = {_subject(one): field for field, names in NEAR.items() for one in names.split("|")}


@dataclass(frozen=True, slots=True)
class _Degree:
    level: DegreeLevel
    is_plain: bool
    """False where the level is inferred, as that of a Diplom."""
    fields: tuple[str, ...]
    """What was studied, as it is stated; several where the name and the field differ, or it was two subjects."""


@dataclass(frozen=True, slots=True)
class _Field:
    field: str
    """Of the catalog, or "another related field"."""
    confidence: Confidence
    said: str


class DegreeMatching:
    """The degrees of a catalog by level and field."""

    def __init__(self, degrees: Iterable[Milestone]) -> None:
        self._by_field: dict[tuple[DegreeLevel, str], str] = {}
        self._names: dict[str, str] = {}
        for one in degrees:
            for name in (one.title, one.id, *one.aliases, *one.former_ids):
                self._names.setdefault(key(name), one.id)
            if level := _level_of(_spaced(one.title)):
                self._by_field.setdefault((level[0], _field_text(_spaced(one.title))), one.id)

    def matches(self, claim: Claim) -> list[Match]:
        """The degrees that it may be, if it is one at all."""
        said = _spaced(claim.name)
        whole = f"{_without_minor(said)} | {_without_minor(_spaced(claim.field))}"
        if NO_DEGREE.search(whole) or UNFINISHED_TEXT.search(_spaced(claim.text[:_LONGEST_TEXT])):
            return []
        open_still = claim.status is Status.DONE and UNDER_WAY.search(whole) is not None
        if not claim.field and not open_still and (named := self._names.get(key(claim.name))):
            return [Match(named, Confidence.CERTAIN, "the same name")]
        degree = _read(said, _spaced(claim.field))
        if degree is None:
            return []
        return [_told(one, degree, open_still) for one in self._fitting(degree)]

    def _fitting(self, degree: _Degree) -> Iterator[tuple[str, _Field]]:
        for field in degree.fields:
            for found in _fields(field):
                if (known := self._by_field.get((degree.level, found.field))) is not None:
                    yield known, found
                elif (other := self._by_field.get((degree.level, _ANY_FIELD))) is not None:
                    sure = Confidence.POSSIBLE if found.confidence is Confidence.POSSIBLE else Confidence.LIKELY
                    yield other, _Field(_ANY_FIELD, sure, found.said)


def names_level_of(words: str, degree: Milestone) -> bool:
    """True where `words` name a degree at the level of this one, and nothing besides: "BSc", "Licencjat"."""
    said = _spaced(words)
    level, own = _level_of(said), _level_of(_spaced(degree.title))
    return level is not None and own is not None and level[0] is own[0] and not _field_text(said)


def _told(found: tuple[str, _Field], degree: _Degree, open_still: bool) -> Match:
    milestone, field = found
    sure = field.confidence
    level = degree.level.value
    if field.field == _ANY_FIELD:
        why = f"a {level}, and {field.said} may count as a related field"
    elif sure is not Confidence.CERTAIN:
        why = f"a {level}, and {field.said} is near to {field.field}"
    elif len(degree.fields) > 1:
        sure, why = Confidence.LIKELY, "the same level, and one of its subjects"
    elif not degree.is_plain:
        sure, why = Confidence.LIKELY, f"the same field, at about the level of a {level}"
    else:
        why = "the same level and field"
    if open_still and sure is Confidence.CERTAIN:
        sure = Confidence.LIKELY
    return Match(milestone, sure, f"{why}, under way still" if open_still else why, is_part=open_still)


def _read(said: str, field: str) -> _Degree | None:
    """Level and fields of a degree in words; None where no level is told, or no field."""
    said = UNDER_WAY.sub(" ", _without_minor(said))
    for word in words(said):
        if word in IN_ONE:
            level, own = IN_ONE[word]
            return _Degree(level, True, tuple(dict.fromkeys(_parts(field or own))))
    level_found = _level_of(said) or (_level_of(field) if field else None)
    if level_found is None:
        return None
    level, is_plain = level_found
    fields = [
        *_parts(_field_text(said)),
        *(_parts(_field_text(UNDER_WAY.sub(" ", _without_minor(field)))) if field else []),
    ]
    if not fields and (found := ENGINEER.search(said)):
        return _Degree(level, is_plain and "tech" not in found[0], ("engineering",))
    return _Degree(level, is_plain, tuple({_SPELLED.get(one, one): None for one in fields})) if fields else None


def _parts(field: str) -> list[str]:
    """The subjects of a field: as a whole where that is known, else each of those that it joins."""
    whole = " ".join(words(field.replace("&", " and ")))
    if not whole or _is_known(whole):
        return [whole] if whole else []
    parts = [one for one in (" ".join(words(part)) for part in _BETWEEN.split(field)) if one]
    is_one = ENGINEERING.search(whole) is not None and not any(one in _SPELLED for one in parts)
    return [whole] if is_one else parts[:_MOST_SUBJECTS]


def _is_known(field: str) -> bool:
    return any(field in one for one in (_SPELLED, _KIN, _NEAR, RELATED, PERHAPS_RELATED))


def _fields(field: str) -> Sequence[_Field]:
    """The catalog's fields that one may be, the best first; none for a subject far from all of them."""
    if field in _SPELLED:
        return [_Field(_SPELLED[field], Confidence.CERTAIN, field)]
    if field in _KIN:
        return [_Field(_KIN[field], Confidence.LIKELY, field)]
    found: list[_Field] = []
    if field in RELATED:
        found += [_Field(one, Confidence.LIKELY, field) for one in ("machine learning", _ANY_FIELD)]
    elif ENGINEERING.search(field) and not NO_ENGINEERING.search(field):
        found.append(_Field("engineering", Confidence.LIKELY, field))
    if field in _NEAR:
        found.append(_Field(_NEAR[field], Confidence.POSSIBLE, field))
    if field in PERHAPS_RELATED or (field in _NEAR and not found[:-1]):
        found.append(_Field(_ANY_FIELD, Confidence.POSSIBLE, field))
    return found


def _level_of(said: str) -> tuple[DegreeLevel, bool] | None:
    if any(word in IN_ONE for word in said.split()):
        return next((IN_ONE[word][0], True) for word in said.split() if word in IN_ONE)
    for level, is_plain, pattern in LEVELS:
        if pattern.search(said):
            return level, is_plain
    return None


def _field_text(said: str) -> str:
    """What is left of a degree without the words for its level and its honours."""
    for _, _, pattern in LEVELS:
        said = pattern.sub(" | ", said)
    parts = []
    for part in re.split(r"[|()]", said):
        text = re.sub(r"^(?:[-,;/]\s*)+|(?:\s*[-,;/])+$", "", _subject(part))
        if text and text not in _SCHOOLS:
            parts.append(text)
    return ", ".join(parts)


def _without_minor(said: str) -> str:
    return re.sub(r"[,;(]?\s*(?:\bwith (?:an? )?)?\bminor(?:ing|s|ed)?\b(?: in|:)?.*$", "", said)


def _spaced(text: str) -> str:
    """In small letters, B.Sc. as bsc and Bachelor's as bachelors."""
    plain = folded(text)
    plain = plain.replace("dipl.-", "dipl ")
    plain = re.sub(r"(?<=\b[a-z])\.\s?(?=(?:[ades]|sc|eng|tech|phil|math|stat|comp|com|res|ing)\b)", "", plain)
    return re.sub(r"\s+", " ", re.sub(r"(?<=[a-z])\.", " ", plain)).strip()
