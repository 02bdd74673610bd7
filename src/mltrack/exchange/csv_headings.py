"""How people head the columns of a list of their own, and what a type of thing is called there.

Names are as `csv_tables.column_name` makes them: in small letters, with spaces.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mltrack.core.claims import ClaimKind
from mltrack.exchange.csv_columns import COLUMNS
from mltrack.exchange.csv_tables import column_name, header_of

NAME: Final = (
    *("title", "name", "skill", "skills", "skill name", "certificate", "certificates", "certification"),
    *("certifications", "certificate name", "certification name", "degree", "degrees", "course", "courses"),
    *("course name", "technology", "technologies", "tool", "tools", "topic", "topics", "subject", "what", "milestone"),
)
"""What a thing is called; the first of them that a list has, so that a "certificate" beside a "name" may be a yes."""
FLAGS: Final = ("done", "completed", "finished", "passed")
"""Columns that say yes or no, or on which day."""
DONE_ON: Final = (
    *("done on", "completed on", "finished on", "passed on", "issued on", "earned on", "obtained on", "awarded on"),
    *("completion date", "date completed", "issue date", "date issued", "date earned", "date", "when", "earned"),
    *("issued", "obtained", "awarded", "year", *FLAGS),
)
SINCE: Final = ("started on", "start date", "started", "since", "begun")
DUE: Final = ("due", "due on", "due date", "deadline", "planned for", "target date")
UNTIL: Final = ("expires on", "expires", "expiry", "expiry date", "expiration", "expiration date", "valid until")
LEVEL: Final = ("level", "skill level", "proficiency", "proficiency level", "rating", "expertise", "how well")
KIND: Final = ("kind", "type", "category")
NOTE: Final = ("note", "notes", "comment", "comments", "remarks")
ISSUER: Final = ("issuer", "issued by", "authority", "provider", "organization", "organisation", "school", "university")
LINK: Final = ("link", "url", "credential url")
FIELD: Final = ("field", "field of study")
_OTHERS: Final = ("id", "reason", "evidence", "code", "number", "description")
KNOWN: Final = frozenset(
    (*NAME, "status", *DONE_ON, *SINCE, *DUE, *UNTIL, *LEVEL, *KIND, *NOTE, *ISSUER, *LINK, *FIELD, *_OTHERS)
) | frozenset(map(column_name, COLUMNS))
KINDS: Final = {
    **{kind.value: kind for kind in ClaimKind},
    **dict.fromkeys(("skills", "technology", "tool", "language", "programming language"), ClaimKind.SKILL),
    **dict.fromkeys(("cert", "certs", "certificate", "certificates", "certifications"), ClaimKind.CERTIFICATION),
    **dict.fromkeys(("badge", "licence", "license", "exam"), ClaimKind.CERTIFICATION),
    **dict.fromkeys(("courses", "class", "training", "mooc"), ClaimKind.COURSE),
    **dict.fromkeys(("degrees", "education", "study"), ClaimKind.DEGREE),
    **dict.fromkeys(("job", "work", "position", "role"), ClaimKind.EXPERIENCE),
    "projects": ClaimKind.PROJECT,
}
"""A type in a list to the kind of what it claims."""
COURSES: Final = frozenset({"course", "courses", "course name"})
"""Headings of lists of courses: one that is called as a skill is no more than a course on it."""
KIND_OF_COLUMN: Final = {
    **dict.fromkeys(("certificate", "certificates", "certificate name"), ClaimKind.CERTIFICATION),
    **dict.fromkeys(("certification", "certifications", "certification name"), ClaimKind.CERTIFICATION),
    **dict.fromkeys(("degree", "degrees"), ClaimKind.DEGREE),
}
"""What is listed under a heading of its own; what people call skills, courses and topics may be anything."""
UNDERSTOOD: Final = (
    "a name (Skill, Certificate, Course, Topic, Name or Title), Level, Date, Status (planned, doing, done) and Type"
)
EXAMPLE: Final = "Skill,Level,Date,Status"
FIRST_ROWS: Final = 2
"""The header is the first row with something in it, or the second, below the `sep=;` of a spreadsheet."""


def is_header(columns: Sequence[str]) -> bool:
    """True where one of them is an id or a name."""
    return any(name in columns for name in ("id", *NAME))


def heads_a_list(text: str) -> Sequence[str]:
    """The columns of a list of one's own that begins as `text` does; empty where it has no such header."""
    return header_of(text, is_header, FIRST_ROWS)
