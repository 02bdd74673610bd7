"""JSON Resume 1.2.1, read: what a résumé says as claims.

The schema is open: other programs leave out keys and add some, and so anything may be missing here.
What mltrack wrote itself carries the ids of milestones under `OWN`, see `resume_written`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.documents import Document, Reading
from mltrack.core.history import Status
from mltrack.core.requirements import BARE_LEVEL
from mltrack.core.stated_dates import StatedDay
from mltrack.core.strict_json import Fields
from mltrack.exchange.json_entries import MAX_CLAIMS, Entry, is_one_object, json_of, one_line
from mltrack.exchange.level_words import level_in, stated_level

OWN: Final = "x-mltrack"
"""The key under which mltrack keeps what the schema has no place for."""
_READ: Final = ("education", "certificates", "skills", "work", "volunteer", "projects")
_PASSED_OVER: Final = ("awards", "publications", "languages", "interests", "references")
_LOOKS_LIKE_ONE: Final = re.compile(rb'"(?:basics"\s*:\s*\{|(?:' + "|".join(_READ).encode() + rb')"\s*:\s*\[)')
_GOES_ON: Final = re.compile(r"present|current(ly)?|now|today|ongoing|in progress", re.IGNORECASE)
_DEGREE: Final = re.compile(
    r"bachelor|\bmaster(?!ing)|ph\.?d|doctor|\bdegree|diploma|\b[bm]\.?(sc|s|a|eng)\b", re.IGNORECASE
)
_CERTIFICATE: Final = re.compile(r"certifi", re.IGNORECASE)
_OF_A_UNIVERSITY: Final = re.compile(r"graduate", re.IGNORECASE)
_COURSE: Final = re.compile(r"course|boot ?camp|nano-?degree|training|workshop|mooc", re.IGNORECASE)


def recognises(document: Document) -> bool:
    """True for one JSON file that has the sections of a résumé."""
    return is_one_object(document, _LOOKS_LIKE_ONE)


def read(document: Document) -> Reading:
    """What a résumé says. Raises ImportFault."""
    if len(document.files) != 1:
        raise document.fault("a JSON Resume is one file; this holds several.")
    whole = json_of(document, document.only)
    if not isinstance(whole, dict):
        raise document.fault("it is no résumé: a JSON Resume is one object.")
    if not whole.keys() & {*_READ, "basics", OWN}:
        raise document.fault(f"it is no résumé: it has none of {', '.join(_READ)}.")
    claims = tuple(islice(_claims(Entry(whole, "")), MAX_CLAIMS + 1))
    return Reading("JSON Resume", claims[:MAX_CLAIMS], tuple(_remarks(whole, len(claims))))


def _remarks(whole: Fields, found: int) -> Iterator[str]:
    if found > MAX_CLAIMS:
        yield f"It says more than {MAX_CLAIMS:,} things; the rest is left out."
    for section in _READ:
        value = whole.get(section)
        if value is not None and not isinstance(value, list | dict):
            yield f"'{section}' is not a list, and is left out."
    if others := [one for one in _PASSED_OVER if whole.get(one)]:
        yield f"Not read, for no role asks for it: {', '.join(others)}."


def _claims(whole: Entry) -> Iterator[Claim]:
    for one in whole.entries("education"):
        yield from _education(one)
    for one in whole.entries("certificates"):
        yield from _certificate(one)
    yield from _bare_skills(whole)
    for one in whole.entries("skills"):
        yield from _skill(one)
    for section in ("work", "volunteer"):
        for one in whole.entries(section):
            yield from _work(one, "volunteer work" if section == "volunteer" else "")
    for one in whole.entries("projects"):
        yield from _project(one)
    if own := whole.entry(OWN):
        for one in own.entries("experience"):
            yield from _own(one, one.word("title"))


def _education(one: Entry) -> Iterator[Claim]:
    kind_of_study, area = one.word("studyType", "degree"), one.word("area", "major")
    if one.entry(OWN):
        yield from _own(one, " in ".join(filter(None, (kind_of_study, area))))
        return
    status, on, remark = _stretch(one)
    school, since = one.word("institution", "school"), one.day("startDate")
    kind = _kind_of_study(f"{kind_of_study} {area}")
    name, field = kind_of_study or area, area if kind_of_study else ""
    if kind is not ClaimKind.DEGREE and field:
        name, field = _course_name(kind_of_study, area), ""
    if name:
        yield Claim(kind, name, one.place, status, issuer=school, field=field, since=since, on=on, remark=remark)
    for number, course in enumerate(one.words("courses")):
        place = f"{one.place}.courses[{number}]"
        said = "its day is that of the degree" if on else ""
        yield Claim(ClaimKind.COURSE, course, place, status, issuer=school, on=on, remark=said)


def _course_name(kind: str, area: str) -> str:
    """What a course or certificate is called: "Graduate certificate in X", "X bootcamp"."""
    if kind.casefold() in area.casefold():
        return area
    return f"{kind} in {area}" if _OF_A_UNIVERSITY.search(kind) else f"{area} {kind}"


def _kind_of_study(words: str) -> ClaimKind:
    if _DEGREE.search(words):
        return ClaimKind.DEGREE
    if _CERTIFICATE.search(words):
        return ClaimKind.CERTIFICATION
    return ClaimKind.COURSE if _COURSE.search(words) else ClaimKind.DEGREE


def _certificate(one: Entry) -> Iterator[Claim]:
    name = one.word("name", "title")
    if one.entry(OWN):
        yield from _own(one, name)
    elif name:
        yield Claim(
            ClaimKind.CERTIFICATION,
            name,
            one.place,
            issuer=one.word("issuer"),
            link=one.link("url"),
            on=one.day("date"),
            remark=_not_a_day(one, "date"),
        )


def _bare_skills(whole: Entry) -> Iterator[Claim]:
    """Skills that are words in place of objects, which the schema does not allow and people write."""
    listed = whole.fields.get("skills")
    for number, one in enumerate(listed if isinstance(listed, list) else []):
        if name := one_line(one):
            yield Claim(ClaimKind.SKILL, name, f"skills[{number}]")


def _skill(one: Entry) -> Iterator[Claim]:
    name, said = one.word("name"), one.word("level")
    stated = stated_level(said)
    if one.entry(OWN):
        # An older mltrack wrote other names of the same skill as its key words.
        yield from _own(one, name)
        return
    if name:
        yield Claim(
            ClaimKind.SKILL,
            name,
            one.place,
            level=stated.level,
            is_level_unclear=stated.is_unclear,
            remark=stated.remark,
        )
    of_group = f"'{said[:40]}' is given for {name[:40] or 'the group'} as a whole" if said else ""
    for number, word in enumerate(one.words("keywords")):
        # Who is a beginner in all of it is none above that in a part; more than a mention, a part is not.
        low = stated.level if stated.level and stated.level < BARE_LEVEL else None
        place = f"{one.place}.keywords[{number}]"
        yield Claim(
            ClaimKind.SKILL, word, place, level=low, is_level_unclear=stated.is_unclear and not low, remark=of_group
        )


def _work(one: Entry, remark: str) -> Iterator[Claim]:
    if position := one.word("position", "title"):
        status, on, unclear = _stretch(one)
        yield Claim(
            ClaimKind.EXPERIENCE,
            position,
            one.place,
            status,
            issuer=one.word("name", "company", "organization"),
            text=one.text("summary", "highlights", "keywords"),
            since=one.day("startDate"),
            on=on,
            remark=_joined(remark, unclear),
        )


def _project(one: Entry) -> Iterator[Claim]:
    name = one.word("name", "title")
    if one.entry(OWN):
        yield from _own(one, name)
    elif name:
        status, on, remark = _stretch(one)
        runs = "no end is stated, so it is taken as under way" if status is Status.STARTED else ""
        yield Claim(
            ClaimKind.PROJECT,
            name,
            one.place,
            status,
            issuer=one.word("entity"),
            link=one.link("url"),
            text=one.text("description", "summary", "highlights", "keywords"),
            since=one.day("startDate"),
            on=on,
            remark=_joined(remark, runs),
        )


def _own(one: Entry, name: str) -> Iterator[Claim]:
    """What mltrack wrote, with the id of a milestone."""
    own = one.entry(OWN) or one
    id_ = own.word("id")
    if name or id_:
        yield Claim(
            ClaimKind.MILESTONE,
            name or id_,
            one.place,
            Status.STARTED if own.word("status") == Status.STARTED.value else Status.DONE,
            id=id_,
            link=own.link("link") or one.link("url"),
            level=level_in(one.word("level")),
            since=own.day("since"),
            on=own.day("on"),
            until=own.day("until"),
        )


def _stretch(one: Entry) -> tuple[Status, StatedDay | None, str]:
    """Whether something that takes time is over, since when, and what is to be said of it."""
    end = one.word("endDate")
    goes_on = _GOES_ON.fullmatch(end) or (not end and one.word("startDate"))
    status = Status.STARTED if goes_on else Status.DONE
    return (
        status,
        one.day("endDate"),
        _joined(_not_a_day(one, "startDate"), "" if goes_on else _not_a_day(one, "endDate")),
    )


def _not_a_day(one: Entry, key: str) -> str:
    said = one.word(key)
    return f"its day '{said[:40]}' is not understood" if said and one.day(key) is None else ""


def _joined(*remarks: str) -> str:
    return "; ".join(filter(None, remarks))
