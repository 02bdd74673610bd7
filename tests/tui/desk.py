"""A person's files in a folder of their own, and a clock that stands still."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from mltrack.core.progress import Progress
from mltrack.session import Session, open_session, places_below
from mltrack.store.progress_db import ProgressStore
from tests.session.keepers import Clock, Keeper
from tests.store.damages import lose_copy


@dataclass
class Desk:
    """Where somebody's progress is kept."""

    folder: Path
    clock: Clock = field(default_factory=Clock)

    def session(self) -> Session:
        """A new session on the files, as another process has it."""
        return open_session(places_below(self.folder), self.clock)

    @property
    def file(self) -> Path:
        """The progress file."""
        return places_below(self.folder).progress

    @property
    def files(self) -> dict[str, bytes]:
        """What lies in the data folder, backups included, without the lock."""
        found = (path for path in self.file.parent.rglob("*") if path.is_file() and path.suffix != ".lock")
        return {str(path.relative_to(self.file.parent)): path.read_bytes() for path in found}

    @property
    def aside(self) -> list[bytes]:
        """The progress files that were put aside because they could not be used."""
        return [raw for name, raw in self.files.items() if ".damaged-" in name]

    @property
    def saved(self) -> Progress:
        """What is on disk, read anew."""
        return ProgressStore(places_below(self.folder)).load()


def begun(folder: Path) -> Desk:
    """The desk of somebody who aims for a role, has done two milestones and then wrote a note."""
    desk = Desk(folder)
    session = desk.session()
    session.target(["machine-learning-engineer"])
    session.tick(["python", "sql"])
    session.note("python", "chapter 4")
    return desk


def damage(desk: Desk) -> bytes:
    """Leave nothing that can be read, and no backup of the last save."""
    garbage = b'{"_meta":'
    lose_copy(desk.file)
    desk.file.write_bytes(garbage)
    return garbage


def alter(desk: Desk) -> bytes:
    """Change the file with an editor, as far as its checksum is concerned; of the last save there is no backup."""
    lose_copy(desk.file)
    return edit(desk)


def edit(desk: Desk) -> bytes:
    """Change the file with an editor; the backup of the last save stays."""
    altered = desk.file.read_bytes().replace(b"chapter 4", b"chapter 5")
    desk.file.write_bytes(altered)
    return altered


def fragile(desk: Desk) -> tuple[Session, Keeper]:
    """A session on the real catalog, aiming for one role, whose keeper can be broken."""
    keeper = Keeper()
    session = Session(desk.session().catalog, keeper, desk.clock)
    session.target(["data-scientist"])
    return session, keeper


def slow_and_full(keeper: Keeper) -> threading.Event:
    """A disk on which the next save takes its time, until the event is set, and fails."""
    fails = threading.Event()
    keeper.full, keeper.before_commit = True, lambda: fails.wait(30)
    return fails
