"""The person whose files are measured: 100 marks and 300 events on the shipped catalog, the same on every run."""

from __future__ import annotations

import random
from pathlib import Path

from mltrack.core.entries import Kind
from mltrack.core.requirements import Level
from mltrack.session import open_session, places_below

MARKS, EVENTS = 100, 300


def live(home: Path) -> None:
    """Live that life below `home`."""
    session, chance = open_session(places_below(home), bundled=True), random.Random(2026)
    session.target(list(session.catalog.roles)[:2])
    names = list(session.catalog.milestones)
    while len(session.snapshot.progress.history) < EVENTS or len(session.snapshot.progress.marks) < MARKS:
        marks = session.snapshot.progress.marks
        name = chance.choice(names if len(marks) < MARKS else list(marks))
        if session.catalog.milestone(name).kind is Kind.SKILL:
            session.tick([name], level=chance.choice(list(Level)))
        elif name in marks:
            session.note(name, f"Chapter {chance.randrange(1_000)}")
        else:
            session.start(name)
