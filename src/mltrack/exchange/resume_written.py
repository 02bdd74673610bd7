"""JSON Resume 1.2.1, written: what mltrack knows of a person as the beginning of a résumé.

It knows neither name nor employers and invents none. What was never earned (open, waived, or started
and nothing that a résumé shows as under way) and what is private (notes, time, evidence in words)
stays out; of evidence in words, only a degree as a document stated it comes back. Ids and days that the
schema has no place for stand under a key of our own, such as the last day of a certificate that has lapsed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Final

from mltrack.core import actions
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.degree_matching import DegreeMatching, names_level_of
from mltrack.core.entries import Kind, Milestone
from mltrack.core.history import Mark, Status
from mltrack.core.links import Link, link_in
from mltrack.core.readiness import expires_on
from mltrack.core.requirements import BARE_LEVEL
from mltrack.core.strict_json import Fields, Json
from mltrack.core.text import plain
from mltrack.exchange.json_resume import OWN
from mltrack.exchange.level_words import WRITTEN
from mltrack.exchange.writing import Export

SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.2.1/schema.json"
_SHOWN_UNDER_WAY: Final = frozenset({Kind.DEGREE, Kind.PROJECT, Kind.EXPERIENCE})
"""A certificate or a skill that is only begun is nothing to put in a résumé."""
_ANY_FIELD: Final = "related field"
"""How the title of a degree ends that stands for fields which have none of their own."""
_PARTS_OF_A_DEGREE: Final = 3


def written(export: Export) -> str:
    """A résumé of what is held or under way; what the role of the export asks for comes first."""
    resume: Fields = {
        "$schema": SCHEMA,
        "education": _section(export, Kind.DEGREE, _education),
        "certificates": _section(export, Kind.CERTIFICATION, _certificate),
        "skills": _section(export, Kind.SKILL, _skill),
        "projects": _section(export, Kind.PROJECT, _project),
        "meta": {"version": "v1.2.1", "lastModified": f"{export.now:%Y-%m-%dT%H:%M:%S}"},
    }
    if experience := _section(export, Kind.EXPERIENCE, _experience):
        # A position needs an employer, which mltrack does not know: `work` is for the person to write.
        resume[OWN] = {"experience": experience}
    return json.dumps(resume, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _section(export: Export, kind: Kind, entry: Callable[[Export, Milestone, Mark], Fields]) -> list[Json]:
    return [entry(export, milestone, mark) for milestone, mark in _told(export, kind)]


def _told(export: Export, kind: Kind) -> Sequence[tuple[Milestone, Mark]]:
    """What is or was held of a kind: skills by level, all else the newest first, and what has lapsed last."""
    snapshot = export.snapshot
    found = [
        (milestone, mark)
        for milestone in snapshot.catalog.milestones.values()
        if milestone.kind is kind and (mark := snapshot.progress.marks.get(milestone.id)) is not None
        if actions.in_force(milestone, mark, snapshot.today)
        or (mark.status is Status.DONE and kind is Kind.CERTIFICATION)
        or (mark.status is Status.STARTED and kind in _SHOWN_UNDER_WAY)
    ]

    def rank(one: tuple[Milestone, Mark]) -> tuple[bool, bool, int]:
        milestone, mark = one
        lapsed = mark.status is Status.DONE and not actions.in_force(milestone, mark, snapshot.today)
        asked = export.role is not None and export.role in snapshot.catalog.asked_by.get(milestone.id, ())
        if kind is Kind.SKILL:
            return lapsed, not asked, -(mark.level or BARE_LEVEL).rank
        day = mark.done_on or mark.started_on
        return lapsed, not asked, -(day.toordinal() if day else 0)

    return sorted(found, key=rank)


def _education(export: Export, milestone: Milestone, mark: Mark) -> Fields:
    kind_of_study, _, area = milestone.title.partition(" in ")
    institution = ""
    if told := _degree_in_words(export, milestone):
        kind_of_study, area, institution = told
    elif area.endswith(_ANY_FIELD):
        area = ""  # which one it was, the catalog does not say
    named: Fields = {"institution": institution, "area": area, "studyType": kind_of_study}
    shown: Fields = {key: words for key, words in named.items() if words}
    return {**shown, **_stretch(mark), OWN: _own(export, milestone, mark)}


def _degree_in_words(export: Export, milestone: Milestone) -> tuple[str, str, str] | None:
    """What was studied, its field and the school, as a document stated it that was brought in; None where none did.

    Such evidence is "BSc, Economics, A university" (`core.proposals.evidence_of`). Words of another shape are
    left alone, and so are those in which nothing says that they are of this degree.
    """
    pieces = sorted(export.snapshot.progress.evidence_on.get(milestone.id, ()), key=lambda piece: piece.on)
    for piece in reversed(pieces):
        parts = plain(piece.text).split(", ")
        if len(parts) == _PARTS_OF_A_DEGREE and all(parts):
            name, field, school = parts
            claim = Claim(ClaimKind.DEGREE, name, "", field=field, issuer=school)
            if names_level_of(name, milestone) or DegreeMatching([milestone]).matches(claim):
                return name, field, school
    return None


def _certificate(export: Export, milestone: Milestone, mark: Mark) -> Fields:
    entry: Fields = {"name": milestone.title, "date": str(mark.done_on)}
    if milestone.credential:
        entry["issuer"] = milestone.credential.issuer
    return {**entry, **_shown_at(export, milestone), OWN: _own(export, milestone, mark)}


def _skill(export: Export, milestone: Milestone, mark: Mark) -> Fields:
    entry: Fields = {"name": milestone.title, "level": WRITTEN[mark.level or BARE_LEVEL]}
    return {**entry, OWN: _own(export, milestone, mark)}


def _project(export: Export, milestone: Milestone, mark: Mark) -> Fields:
    entry: Fields = {"name": milestone.title}
    return {**entry, **_stretch(mark), **_shown_at(export, milestone), OWN: _own(export, milestone, mark)}


def _experience(export: Export, milestone: Milestone, mark: Mark) -> Fields:
    return {"title": milestone.title, **_own(export, milestone, mark)}


def _stretch(mark: Mark) -> Fields:
    days = {"startDate": mark.started_on, "endDate": mark.done_on}
    return {key: str(day) for key, day in days.items() if day}


def _shown_at(export: Export, milestone: Milestone) -> Fields:
    found = _link(export, milestone)
    return {"url": found[1].url} if found else {}


def _link(export: Export, milestone: Milestone) -> tuple[str, Link] | None:
    """The newest evidence that is a link, as it was told and as it is opened."""
    pieces = sorted(export.snapshot.progress.evidence_on.get(milestone.id, ()), key=lambda piece: piece.on)
    return next(((one.text, link) for one in reversed(pieces) if (link := link_in(one.text))), None)


def _own(export: Export, milestone: Milestone, mark: Mark) -> Fields:
    """What reads it back as the same."""
    own: Fields = {"id": milestone.id, "status": mark.status.value}
    days = {"since": mark.started_on, "on": mark.done_on, "until": mark.expires_on}
    own.update({key: str(day) for key, day in days.items() if day})
    if mark.status is Status.DONE and not actions.in_force(milestone, mark, export.snapshot.today):
        own["lapsed"] = str(expires_on(milestone, mark))  # for people: what reads it works it out
    if milestone.kind in {Kind.CERTIFICATION, Kind.PROJECT} and (found := _link(export, milestone)):
        told, link = found
        own.update({"link": told} if told != link.url else {})
    return own
