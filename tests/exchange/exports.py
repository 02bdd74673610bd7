"""What the tests of writers write: a small house, a life in it, and one in which every text means harm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from mltrack.core.actions import LONGEST_EVIDENCE, LONGEST_REASON
from mltrack.core.catalog import Catalog
from mltrack.core.history import (
    Change,
    DueChange,
    Evidence,
    EvidenceChange,
    Mark,
    MarkChange,
    NoteChange,
    Status,
    Target,
    TargetChange,
)
from mltrack.core.progress import Progress
from mltrack.core.requirements import AnyOf, Has
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import plain
from mltrack.exchange.writing import Export
from tests.core.worlds import PROFICIENT, TODAY, WORKING, catalog, cert, degree, done, happen, project, role, skill

NOW = datetime(2026, 11, 20, 9, 30, 15, tzinfo=UTC)
SOON = TODAY + timedelta(days=40)

HOSTILE = (
    "x done already",
    "(A) first of all",
    "2020-01-01 long ago",
    "=cmd|' /C calc'!A0",
    "-1+1",
    "@home +work due:2001-01-01",
    "a\r\nBEGIN:VEVENT\r\nSUMMARY:b",
    "lone\rreturn\x1b[31m\u202eover\u2066ride\x00\x9b",
    "semi; comma, back\\slash \\n \"quotes\" 'single'",
    "[x] <!-- mltrack:sql --> (done) | `code` $a$ ^mltrack-sql ✅ 2001-01-01",
    "&open;x&close; &dquot; &amp;",
    "👩🏽‍💻 Größe 大きさ " * 9,
    "long " * 2_000,
    " \n ",
)
"""Titles, notes and links that no program is to take for anything but text."""

HOUSE = catalog(
    [
        skill("python"),
        skill("sql", prerequisites=Has("python", WORKING)),
        skill("stats", former_ids=("statistics",)),
        cert("cka", 24),
        degree("bachelors"),
        degree("diploma"),
        project("portfolio"),
    ],
    [
        role(
            "engineer",
            Has("python", PROFICIENT),
            Has("sql", WORKING),
            AnyOf((Has("bachelors"), Has("portfolio"))),
            optional=[Has("stats", WORKING)],
        ),
        role("analyst", Has("sql", WORKING), recommended=[Has("cka")]),
    ],
)

LIFE: Sequence[Change] = (
    TargetChange("engineer", None, Target(primary=True, by=date(2027, 6, 30))),
    MarkChange("python", None, done(WORKING, date(2026, 5, 1))),
    MarkChange("cka", None, done(on=date(2025, 2, 28))),
    MarkChange("portfolio", None, Mark(Status.STARTED, started_on=date(2026, 9, 1))),
    MarkChange("diploma", None, Mark(Status.WAIVED, reason="employer accepts a portfolio")),
    DueChange("portfolio", None, SOON),
    NoteChange("python", "", "first line\nsecond line"),
    EvidenceChange("e1", None, Evidence("python", TODAY, "words on paper")),
    EvidenceChange("e2", None, Evidence("python", TODAY, "https://example.org/python?a=1,2;3")),
)


def export_of(
    changes: Iterable[Change] = LIFE, house: Catalog = HOUSE, role: str | None = None, *, as_todo: bool = False
) -> Export:
    progress = happen(Progress(), list(changes))
    return Export(Snapshot(house, progress, TODAY), NOW, Fraction(10), role, as_todo)


def harm(*, kept: bool = False) -> Export:
    """An export in which every title, note, reason and piece of evidence means harm.

    With `kept`, what is told is as `core.actions` keeps it: safe to show, and no longer than it may be.
    """
    skills = [skill(f"s{place}", title=text, summary=text) for place, text in enumerate(HOSTILE)]
    projects = [project(f"p{place}", title=text, summary=text) for place, text in enumerate(HOSTILE)]
    house = catalog([*skills, *projects], [role("r", *(Has(one.id, WORKING) for one in skills), title=HOSTILE[6])])
    changes: list[Change] = [TargetChange("r", None, Target(primary=True, by=SOON))]
    for place, text in enumerate(HOSTILE):
        line = " ".join(plain(text).split()) or "-" if kept else text
        note = plain(text, lines=True).strip() if kept else text
        short = (line[:LONGEST_REASON].strip(), line[:LONGEST_EVIDENCE].strip()) if kept else (line, line)
        changes += [
            MarkChange(f"p{place}", None, done() if place % 2 else Mark(Status.WAIVED, reason=short[0])),
            EvidenceChange(f"e{place}", None, Evidence(f"p{place}", TODAY, short[1])),
            *(NoteChange(one, "", note) for one in (f"p{place}", f"s{place}") if note or not kept),
            DueChange(f"s{place}", None, SOON),
        ]
    return export_of(changes, house)


def nothing() -> Export:
    return export_of(())
