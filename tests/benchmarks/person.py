"""The person whose files are measured: 100 marks and 300 events on a catalog, the same on every run."""

from __future__ import annotations

import random
from pathlib import Path

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind
from mltrack.core.requirements import Level, leaves
from mltrack.session import Session, local_now, open_session, places_below
from mltrack.store.compiled_catalog import open_catalog
from mltrack.store.progress_db import ProgressStore

MARKS, EVENTS = 100, 300
ROLES = 20
"""So many of a generated catalog are looked into."""


def live(home: Path, catalog: Path | None = None) -> None:
    """Live that life below `home`, on the catalog of a folder or on the one that mltrack ships."""
    session, chance = _session(home, catalog), random.Random(2026)
    session.target(list(session.catalog.roles)[:2])
    names = list(session.catalog.milestones) if catalog is None else _asked(session.catalog)
    while len(session.snapshot.progress.history) < EVENTS or len(session.snapshot.progress.marks) < MARKS:
        marks = session.snapshot.progress.marks
        name = chance.choice(names if len(marks) < MARKS else list(marks))
        if session.catalog.milestone(name).kind is Kind.SKILL:
            session.tick([name], level=chance.choice(list(Level)))
        elif name in marks:
            session.note(name, f"Chapter {chance.randrange(1_000)}")
        else:
            session.start(name)


def _asked(catalog: Catalog) -> list[str]:
    """What the first roles ask for: nobody does a hundred things out of thousands by chance."""
    first = list(catalog.roles.values())[:ROLES]
    return list(dict.fromkeys(leaf.has for role in first for line in role.requirements for leaf in leaves(line.needs)))


def _session(home: Path, catalog: Path | None) -> Session:
    places = places_below(home)
    if catalog is None:
        return open_session(places, bundled=True)
    return Session(open_catalog(catalog, places.cache, None), ProgressStore(places), local_now, places)
