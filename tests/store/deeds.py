"""Everything that writes the progress file, each as a deed to be interrupted, with the states before and after it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mltrack.core.keeping import Way
from mltrack.core.progress import Progress
from mltrack.errors import StoreDamaged
from mltrack.session import Session
from mltrack.store.documents import facts
from mltrack.store.paths import Places
from mltrack.store.progress_db import ProgressStore
from mltrack.store.sealed_file import CURRENT, Form, Tables
from mltrack.upkeep import Upkeep
from tests.core.worlds import catalog, skill
from tests.session.keepers import Clock
from tests.store.damages import ALTERED, emptied, harm, lose_copy
from tests.store.histories import asides, at, backups, started, ticking

THEIRS: Final = "progress.sync-conflict-20261120-101500-ABCDEFG.json"
HOUSE: Final = catalog([skill("python")])


def _with_a_table_of_its_own(tables: Tables) -> Tables:
    if "trail" in tables:
        raise ValueError("this was migrated already")
    return {**tables, "trail": {"1": {"events": len(tables.get("events", {}))}}}


def _with_a_mood(tables: Tables) -> Tables:
    for fields in tables.get("events", {}).values():
        fields.setdefault("mood", "fine")
    return tables


LATER: Final = Form(5, {**CURRENT.migrations, 3: _with_a_table_of_its_own, 4: _with_a_mood})
"""A schema of a mltrack to come."""


@dataclass(frozen=True)
class Deed:
    """Something that writes."""

    prepare: Callable[[Path], Places]
    """Makes in an empty folder what is there before."""
    act: Callable[[ProgressStore, Places], object]
    """Does it, with a store that has read what can be read, as every session has."""
    old: frozenset[str] | None
    """The marks before; None where nothing can be loaded."""
    new: frozenset[str]
    """The marks after."""
    form: Form = CURRENT

    def store(self, places: Places) -> ProgressStore:
        store = ProgressStore(places, form=self.form)
        with suppress(StoreDamaged):
            store.load()
        return store

    def marks(self, places: Places) -> frozenset[str] | None:
        """The marks that are there now."""
        try:
            return frozenset(self.store(places).load().marks)
        except StoreDamaged:
            return None


def consistent(store: ProgressStore) -> bool:
    """True when what other programs read in the file is what its history adds up to."""
    content = store.reader.fetch()
    return content.tables.get("state", {}) == facts(content.progress)


def _damaged(folder: Path) -> Places:
    places = started(folder, 3)
    harm(places, emptied)
    return places


def _gone(folder: Path) -> Places:
    places = started(folder, 3)
    lose_copy(places.progress)
    places.progress.unlink()
    return places


def _a_folder(folder: Path) -> Places:
    places = _gone(folder)
    places.progress.mkdir()
    return places


def _altered(folder: Path) -> Places:
    places = started(folder, 3)
    harm(places, ALTERED["trailing newline"])
    return places


def _hopeless(folder: Path) -> Places:
    places = _damaged(folder)
    for path in backups(places):
        path.write_bytes(b"")
    return places


def _diverged(folder: Path) -> Places:
    places = started(folder, 2)
    other = folder / "other"
    shutil.copytree(folder / "home", other / "home")
    ProgressStore(at(other)).commit(ticking("theirs"))
    shutil.copyfile(at(other).progress, places.data / THEIRS)
    shutil.rmtree(other)
    ProgressStore(places).commit(ticking("ours"))
    return places


def _merge(store: ProgressStore, places: Places) -> Progress:
    upkeep = Upkeep(Session(HOUSE, store, Clock(), places))
    return upkeep.merge([upkeep.copy(places.data / THEIRS)]).progress


def _saving(store: ProgressStore, places: Places) -> Progress:
    return store.commit(ticking("new"))


def _olds(number: int, *more: str) -> frozenset[str]:
    return frozenset([*(f"old-{one}" for one in range(number)), *more])


DEEDS: Final = {
    "a first save": Deed(at, _saving, frozenset(), frozenset({"new"})),
    "a second save": Deed(lambda folder: started(folder, 1), _saving, _olds(1), _olds(1, "new")),
    "a seventh save": Deed(lambda folder: started(folder, 6), _saving, _olds(6), _olds(6, "new")),
    "a save over a damaged file": Deed(_damaged, _saving, _olds(2), _olds(2, "new")),
    "a save over a missing file": Deed(_gone, _saving, _olds(2), _olds(2, "new")),
    "a save over a folder": Deed(_a_folder, _saving, _olds(2), _olds(2, "new")),
    "a recovery": Deed(_damaged, lambda store, _: store.recover(Way.BACKUP), _olds(2), _olds(2)),
    "a recovery as it stands": Deed(_altered, lambda store, _: store.recover(Way.AS_IT_STANDS), _olds(2), _olds(3)),
    "a recovery afresh": Deed(_hopeless, lambda store, _: store.recover(Way.AFRESH), None, frozenset()),
    "a merge": Deed(_diverged, _merge, _olds(2, "ours"), _olds(2, "ours", "theirs")),
    "a migration": Deed(lambda folder: started(folder, 2), _saving, _olds(2), _olds(2, "new"), LATER),
    "a backup to keep": Deed(lambda folder: started(folder, 2), lambda store, _: store.keep(), _olds(2), _olds(2)),
}


@dataclass(frozen=True)
class Before:
    """What is at the place of the progress file, to see whether it still is; None for a folder or nothing."""

    places: Places
    raw: bytes | None

    @classmethod
    def of(cls, places: Places) -> Before:
        return cls(places, places.progress.read_bytes() if places.progress.is_file() else None)

    @property
    def is_there(self) -> bool:
        return Before.of(self.places).raw == self.raw

    @property
    def is_aside(self) -> bool:
        """Kept under another name, unchanged, and under one only."""
        return [path.read_bytes() if path.is_file() else None for path in asides(self.places)] == [self.raw]
