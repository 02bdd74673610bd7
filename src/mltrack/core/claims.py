"""What a document says that somebody has: claims, in the words of the document, before they are matched with a catalog.

A reader of a format makes claims of what it finds; `core.matching` says which milestone each may be,
and `core.proposals` what would be recorded. Nothing here may know a file or a format.
"""

from __future__ import annotations

from enum import Enum

from mltrack.core.history import Status
from mltrack.core.records import dataclass
from mltrack.core.requirements import Level
from mltrack.core.stated_dates import StatedDay


class ClaimKind(Enum):
    """What sort of thing a document says it is."""

    DEGREE = "degree"
    CERTIFICATION = "certification"
    COURSE = "course"
    """One course; it may be a part of a certificate, and is none by itself."""
    SKILL = "skill"
    EXPERIENCE = "experience"
    """Paid or unpaid work in a position."""
    PROJECT = "project"
    MILESTONE = "milestone"
    """One of the catalog's own, by its id or name: what a list that mltrack wrote says."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a document says, with its words made safe to show; what is not stated is empty or None."""

    kind: ClaimKind
    name: str
    """What it is called there: "BSc Computer Science", "AWS Certified AI Practitioner", "Python", "Data analyst"."""
    place: str
    """Where it stands, such as "Certifications.csv, row 3" or "education[0]"."""
    status: Status | None = Status.DONE
    """DONE for what is held, STARTED for what is under way, WAIVED, None for what is open still."""
    issuer: str = ""
    """The authority, school or company."""
    field: str = ""
    """Of a degree: what was studied, where that is stated apart from its name."""
    code: str = ""
    """An exam code."""
    number: str = ""
    """Of a licence or credential."""
    link: str = ""
    """An address that shows it."""
    text: str = ""
    """What else is said of it: a description, key words; for matching, and not to be recorded."""
    id: str = ""
    """The id of a milestone, where the document is one that names them."""
    level: Level | None = None
    is_level_unclear: bool = False
    """True where it states a level that is not surely understood: its person is asked, and none is assumed above it."""
    since: StatedDay | None = None
    """When it was begun."""
    on: StatedDay | None = None
    """When it was completed or awarded, or for what is under way is expected to be."""
    until: StatedDay | None = None
    """When it expires."""
    due: StatedDay | None = None
    note: str = ""
    """A person's own note on it; may have several lines."""
    reason: str = ""
    """Why it is waived."""
    is_mention: bool = False
    """True for what a person does not say that they have: the key words of a badge, the lines of a list of names."""
    remark: str = ""
    """What a reader has to say of it, such as "its signature was not verified"."""
