"""The verbs: a `Session` joins catalog, store and clock, and is the only thing that saves.

Every verb works the action out against what is on disk at that moment, saves it as one
transaction, and only then hands out the new `Snapshot`: what a person sees is on disk. A verb that
raises has changed nothing, on disk or here.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from mltrack.core import actions
from mltrack.core.catalog import Catalog
from mltrack.core.progress import Change, Event, Progress, Status, Turn
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from mltrack.errors import NothingToUndo

if TYPE_CHECKING:
    from mltrack.store.paths import Places
    from mltrack.store.settings import Settings

Clock: TypeAlias = Callable[[], datetime]
Decide: TypeAlias = Callable[[Progress, str], Sequence[Event]]


class ProgressKeeper(Protocol):
    """Where progress is kept: `store.progress_db.ProgressStore`, or a fake in its place."""

    def load(self) -> Progress:
        """What is kept now; raises StoreError."""

    def commit(self, decide: Decide) -> Progress:
        """Save the events that `decide(progress, device)` returns, all or none; raises StoreError."""

    def changed_elsewhere(self) -> bool:
        """True when another process has saved since the last load or commit here."""


def local_now() -> datetime:
    """This moment, with the local offset from UTC."""
    return datetime.now().astimezone()


class Session:
    """One person at work: what they have, and everything they can do."""

    def __init__(
        self, catalog: Catalog, store: ProgressKeeper, clock: Clock = local_now, places: Places | None = None
    ) -> None:
        """Load what the store keeps; without `places`, settings are not kept. Raises StoreError."""
        self._store = store
        self._places = places
        self._clock = clock
        self._snapshot = Snapshot(catalog, store.load(), clock().date())

    @property
    def snapshot(self) -> Snapshot:
        """What is on disk, as of the last verb or `reload`."""
        return self._snapshot

    @property
    def catalog(self) -> Catalog:
        """The catalog in use."""
        return self._snapshot.catalog

    def settings(self) -> Settings:
        """What the person has set, read from disk; with a `problem` where the defaults hold against the file."""
        from mltrack.store.settings import Settings, load_settings

        return Settings() if self._places is None else load_settings(self._places)

    def keep_theme(self, name: str) -> None:
        """Use this colour theme from now on; raises StoreError."""
        if self._places is None:
            return
        from mltrack.store.settings import save_settings

        save_settings(self._places, replace(self.settings(), theme=name))

    def reload(self) -> Snapshot:
        """Take over what other processes have saved and what day it is; raises StoreError."""
        today = self._clock().date()
        if self._store.changed_elsewhere():
            self._snapshot = Snapshot(self.catalog, self._store.load(), today)
        elif today != self._snapshot.today:
            self._snapshot = Snapshot(self.catalog, self._snapshot.progress, today)
        return self._snapshot

    def tick(self, names: Iterable[str], *, level: Level | None = None, on: date | None = None) -> Snapshot:
        """Mark milestones as done, as one action; skills at `level`, kept or working without one."""
        milestones = {one.id: one for one in map(self.catalog.milestone, names)}.values()
        return self._act(
            lambda progress, today: [
                change for one in milestones for change in actions.tick(progress, one, today, level=level, on=on)
            ]
        )

    def untick(self, names: Iterable[str]) -> Snapshot:
        """Make milestones open again, as one action; ids that left the catalog may be named."""
        marks = self._snapshot.progress.marks
        ids = dict.fromkeys(name if name in marks else self.catalog.milestone(name).id for name in names)
        return self._act(lambda progress, _: [change for one in ids for change in actions.untick(progress, one)])

    def toggle(self, name: str, level: Level | None = None) -> Snapshot:
        """Tick one milestone, or make it open again if it is done, at `level` or above where one is given."""
        milestone = self.catalog.milestone(name)
        return self._act(lambda progress, today: actions.toggle(progress, milestone, today, level))

    def step_level(self, name: str, steps: int) -> Snapshot:
        """Record a skill as done some levels above or below the one it is done at."""
        milestone = self.catalog.milestone(name)
        return self._act(lambda progress, today: actions.step_level(progress, milestone, today, steps))

    def start(self, name: str) -> Snapshot:
        """Mark a milestone as started today."""
        milestone = self.catalog.milestone(name)
        return self._act(lambda progress, today: actions.start(progress, milestone, today))

    def toggle_started(self, name: str) -> Snapshot:
        """Mark a milestone as started, or as open again if it is started."""
        milestone = self.catalog.milestone(name)

        def decide(progress: Progress, today: date) -> Sequence[Change]:
            mark = progress.marks.get(milestone.id)
            if mark is not None and mark.status is Status.STARTED:
                return actions.untick(progress, milestone.id)
            return actions.start(progress, milestone, today)

        return self._act(decide)

    def waive(self, name: str, reason: str) -> Snapshot:
        """Mark a milestone as not needed, for a reason."""
        milestone = self.catalog.milestone(name)
        return self._act(lambda progress, today: actions.waive(progress, milestone, today, reason))

    def note(self, name: str, text: str, before: str | None = None) -> Snapshot:
        """Replace the note on a milestone; an empty one removes it.

        Where `before` says which note it was that was rewritten, another one that has been saved
        meanwhile is kept below the new one.
        """
        milestone = self.catalog.milestone(name)
        return self._act(lambda progress, _: actions.note(progress, milestone.id, text, before))

    def target(self, names: Iterable[str], *, by: date | None = None, primary: bool = False) -> Snapshot:
        """Aim for roles, as one action."""
        role_ids = [self.catalog.role(name).id for name in names]
        return self._act(
            lambda progress, today: actions.target(
                progress, role_ids, by=actions.future_day(by, today), primary=primary
            )
        )

    def toggle_target(self, name: str) -> Snapshot:
        """Aim for a role, or stop aiming for it."""
        role_id = self.catalog.role(name).id
        return self._act(
            lambda progress, _: (
                actions.untarget(progress, role_id)
                if role_id in progress.targets
                else actions.target(progress, [role_id])
            )
        )

    def target_day(self, name: str, by: date | None) -> Snapshot:
        """Aim for a role by a day, or by none; raises InvalidInput for a day that is past."""
        role_id = self.catalog.role(name).id
        return self._act(lambda progress, today: actions.target_day(progress, role_id, by, today))

    def untarget(self, *names: str) -> Snapshot:
        """Stop aiming for roles, as one action; ids of roles that left the catalog may be named."""
        targets = self._snapshot.progress.targets
        role_ids = [name if name in targets else self.catalog.role(name).id for name in names]
        return self._act(lambda progress, _: actions.untarget(progress, *role_ids))

    def undo(self) -> Snapshot:
        """Take the newest action back, whichever process did it; raises NothingToUndo."""
        return self._turn(Turn.UNDO)

    def redo(self) -> Snapshot:
        """Do the newest undone action again; raises NothingToUndo."""
        return self._turn(Turn.REDO)

    def _act(self, decide: Callable[[Progress, date], Sequence[Change]]) -> Snapshot:
        now = self._clock()

        def events(progress: Progress, device: str) -> Sequence[Event]:
            return _events(progress, device, _Stamp(now), decide(progress, now.date()))

        return self._save(events, now)

    def _turn(self, turn: Turn) -> Snapshot:
        now = self._clock()

        def events(progress: Progress, device: str) -> Sequence[Event]:
            step = progress.undoable if turn is Turn.UNDO else progress.redoable
            if step is None:
                raise NothingToUndo(f"There is nothing to {turn.value}.")
            return _events(progress, device, _Stamp(now, turn, step.action), step.changes)

        return self._save(events, now)

    def _save(self, decide: Decide, now: datetime) -> Snapshot:
        progress = self._store.commit(decide)
        self._snapshot = Snapshot(self.catalog, progress, now.date())
        return self._snapshot


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What every event of one action shares."""

    now: datetime
    turn: Turn = Turn.FORWARD
    of: str | None = None


def _events(progress: Progress, device: str, stamp: _Stamp, changes: Sequence[Change]) -> Sequence[Event]:
    action, clock = uuid.uuid4().hex, progress.next_clock
    return [
        Event(uuid.uuid4().hex, action, stamp.now, clock + number, device, change, stamp.turn, stamp.of)
        for number, change in enumerate(changes)
    ]


def known_places() -> Places:
    """Where this person's files are, whether or not they exist yet."""
    from mltrack.store.paths import places

    return places()


def places_below(folder: Path) -> Places:
    """The same files under one folder of their own."""
    from mltrack.store.paths import places

    return places({"MLTRACK_HOME": str(folder)})


def catalog_place() -> Path:
    """The folder of the catalog in use."""
    from mltrack.store.catalog_files import catalog_folder

    return catalog_folder()


def open_session(places: Places | None = None, clock: Clock = local_now, *, bundled: bool = False) -> Session:
    """A session on the person's own files, or on those at `places`; raises CatalogError or StoreError.

    With `bundled`, on the catalog that mltrack ships, whatever the environment names.
    """
    from mltrack.store.catalog_files import bundled_folder, load_catalog
    from mltrack.store.progress_db import ProgressStore

    found = places or known_places()
    folder = bundled_folder() if bundled else catalog_place()
    return Session(load_catalog(folder), ProgressStore(found), clock, found)
