"""The files of LinkedIn's data export that are read, and what an entry of each claims.

The columns are those of exports of 2017 to 2026. What is said of messages, contacts and the like is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.history import Status
from mltrack.core.records import dataclass
from mltrack.core.stated_dates import StatedDay
from mltrack.exchange.entry import Entry

_LINK_LENGTH: Final = 2_048


class LeftOut(Exception):
    """An entry claims nothing that counts; the message says why, so that it follows "left out: "."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of an export."""

    name: str
    key: str
    """The column that it cannot do without."""
    signature: frozenset[str]
    """Columns that tell it from all other lists, whatever the file is called; empty where none do."""
    claim: Callable[[Entry, str], Claim]
    """What an entry claims, at its place. Raises LeftOut."""


def _certification(entry: Entry, place: str) -> Claim:
    return Claim(
        ClaimKind.CERTIFICATION,
        _named(entry, "name"),
        place,
        issuer=entry.words("authority", "issuing organization", "organization"),
        number=entry.words("license number", "credential id"),
        link=_link(entry),
        on=entry.day("started on", "issued on"),
        until=entry.day("finished on", "expires on"),
        remark=entry.remark,
    )


def _degree(entry: Entry, place: str) -> Claim:
    since, on = entry.day("start date", "started on"), entry.day("end date", "finished on")
    if since and not entry.states_day("end date", "finished on"):
        entry.note("no end of it is stated")
    return Claim(
        ClaimKind.DEGREE,
        _named(entry, "degree name", what="degree"),
        place,
        _until_ended(since, on),
        issuer=entry.words("school name"),
        field=entry.words("field of study", "fields of study"),
        text="\n".join(filter(None, (entry.text("notes"), entry.text("activities")))),
        since=since,
        on=on,
        remark=entry.remark,
    )


def _skill(entry: Entry, place: str) -> Claim:
    return Claim(ClaimKind.SKILL, _named(entry, "name"), place, remark=entry.remark)


def _position(entry: Entry, place: str) -> Claim:
    """What runs still is DONE, with a beginning and without an end: as far as it goes, it counts."""
    name = _named(entry, "title", what="position")
    since, on = entry.day("started on"), entry.day("finished on")
    if since and on is None and entry.states_day("finished on"):  # it is over, and must not be taken to run still
        since = None
        entry.note("so how long it was is not known")
    return Claim(
        ClaimKind.EXPERIENCE,
        name,
        place,
        issuer=entry.words("company name"),
        text=entry.text("description"),
        since=since,
        on=on,
        remark=entry.remark,
    )


def _course(entry: Entry, place: str) -> Claim:
    return Claim(
        ClaimKind.COURSE, _named(entry, "name"), place, number=_said(entry.words("number")), remark=entry.remark
    )


def _learnt(entry: Entry, place: str) -> Claim:
    if entry.words("content type").casefold() in {"video", "article", "audio", "event"}:
        raise LeftOut("not a whole course")
    name, on = _named(entry, "content title"), entry.day("content completed at (if completed)", "content completed at")
    if on is None and not entry.remark:
        raise LeftOut("not completed")
    return Claim(
        ClaimKind.COURSE,
        name,
        place,
        issuer="LinkedIn Learning",
        text=_said(entry.text("content description")),
        on=on,
        remark=entry.remark,
    )


def _project(entry: Entry, place: str) -> Claim:
    since, on = entry.day("started on"), entry.day("finished on")
    return Claim(
        ClaimKind.PROJECT,
        _named(entry, "title"),
        place,
        _until_ended(since, on),
        link=_link(entry),
        text=entry.text("description"),
        since=since,
        on=on,
        remark=entry.remark,
    )


def _named(entry: Entry, column: str, what: str = "") -> str:
    name = entry.words(column)
    if not name:
        raise LeftOut(f"no {what or 'name'} is stated")
    return name


def _until_ended(since: StatedDay | None, on: StatedDay | None) -> Status:
    """Under way where it was begun and no end is stated; what has no days at all is listed as a thing held."""
    return Status.STARTED if since and not on else Status.DONE


def _link(entry: Entry) -> str:
    said = entry.words("url", longest=_LINK_LENGTH)
    if said.casefold().startswith(("https://", "http://")):
        return said
    if said:
        entry.note("its address is not one of the web, and was left out")
    return ""


def _said(text: str) -> str:
    return "" if text.casefold() == "n/a" else text


FILES: Final = (
    ExportFile("Certifications.csv", "name", frozenset({"authority", "license number"}), _certification),
    ExportFile("Education.csv", "school name", frozenset({"school name", "degree name"}), _degree),
    ExportFile("Positions.csv", "title", frozenset({"company name", "title", "started on"}), _position),
    ExportFile("Projects.csv", "title", frozenset({"description", "url", "started on", "finished on"}), _project),
    ExportFile("Skills.csv", "name", frozenset(), _skill),
    ExportFile("Courses.csv", "name", frozenset(), _course),
    ExportFile("Learning.csv", "content title", frozenset({"content title"}), _learnt),
)
"""In the order in which they are read."""
