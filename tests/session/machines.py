"""Machines with a mltrack on disk each, for what goes on between files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from mltrack.core.requirements import Has
from mltrack.session import Session, places_below
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from mltrack.upkeep import Upkeep
from tests.core.worlds import PROFICIENT, WORKING, catalog, degree, project, role, skill
from tests.session.keepers import Clock

HOUSE = catalog(
    [skill("python"), skill("sql"), degree("msc"), project("app")],
    [
        role("ml", Has("python", PROFICIENT)),
        role("data", Has("sql", WORKING), Has("python", WORKING)),
        role("free", Has("msc")),
    ],
)


@dataclass
class Machine:
    """A folder with everything of one mltrack in it."""

    folder: Path
    clock: Clock = field(default_factory=Clock)

    @property
    def places(self) -> Places:
        return places_below(self.folder)

    def session(self) -> Session:
        """A new session, as of a start of the program."""
        return Session(HOUSE, ProgressStore(self.places), self.clock, self.places)

    def upkeep(self) -> Upkeep:
        """The upkeep of a new session."""
        return Upkeep(self.session())

    def pass_days(self, days: int) -> None:
        self.clock.now += timedelta(days=days)

    @property
    def saves(self) -> int:
        """The number of the last save; 0 before the first one."""
        return ProgressStore(self.places).reader.fetch().generation

    @property
    def files(self) -> dict[str, bytes]:
        """Every file there is, by its path, but for locks."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.suffix != ".lock"
        }


def a_life(machine: Machine) -> Session:
    """Three days of one machine: four saves, marks, a note and targets."""
    session = machine.session()
    session.tick(["python"], level=WORKING)
    machine.pass_days(1)
    session.note("python", "chapter 3")
    session.target(["ml", "data"])
    machine.pass_days(1)
    session.tick(["sql", "msc"])
    return session
