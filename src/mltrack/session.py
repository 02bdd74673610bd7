"""The verbs: a `Session` joins catalog, store and clock, and is the only thing that saves.

Every verb works the action out against what is on disk at that moment, saves it as one
transaction, and only then hands out the new `Snapshot`: what a person sees is on disk. A verb that
raises has changed nothing, on disk or here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from uuid import uuid4

from mltrack.core import actions
from mltrack.core.catalog import Catalog
from mltrack.core.history import Change, Event, OwnEffort, Turn
from mltrack.core.keeping import Ahead, Aside, Decide, Newer, ProgressKeeper, Recovery, Way
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from mltrack.errors import MltrackError, NothingToUndo, StoreError, StoreUncertain
from mltrack.writing import Stamp, deeds_told, events_of, same_deed, taken_over

if TYPE_CHECKING:
    from mltrack.store.paths import Places
    from mltrack.store.settings import Settings

Clock: TypeAlias = Callable[[], datetime]


def local_now() -> datetime:
    """This moment, with the local offset from UTC."""
    return datetime.now().astimezone()


class Session:
    """One person at work: what they have, and everything they can do."""

    def __init__(
        self,
        catalog: Catalog,
        store: ProgressKeeper,
        clock: Clock = local_now,
        places: Places | None = None,
        waiting: Callable[[], None] = lambda: None,
    ) -> None:
        """Load what the store keeps; without `places`, settings are not kept. Raises StoreError."""
        self.waiting = waiting
        """To be called when something has to wait for another mltrack; from whatever thread."""
        self._store = store
        self._places = places
        self._clock = clock
        self._snapshot = Snapshot(catalog, store.load(), clock().date())
        self._unsaved: Progress | None = None
        self._tried: tuple[Event, ...] = ()
        self._put_back = 0
        self._as_it_stood: Recovery | None = None

    @property
    def snapshot(self) -> Snapshot:
        """What is on disk, as of the last verb or `reload`."""
        return self._snapshot

    @property
    def catalog(self) -> Catalog:
        """The catalog in use."""
        return self._snapshot.catalog

    @property
    def places(self) -> Places | None:
        """Where the person's files are; None for a session whose store is not on disk."""
        return self._places

    @property
    def device(self) -> str:
        """Id of the device that this progress is kept on."""
        return self._store.device

    @property
    def unsaved(self) -> Progress | None:
        """The progress with what the last failed save was about; None once something was saved."""
        return self._unsaved

    @property
    def put_back(self) -> int:
        """How many entries were lost on disk while this session ran, and saved again by it."""
        return self._put_back

    def now(self) -> datetime:
        """This moment by the session's clock."""
        return self._clock()

    @property
    def recovery(self) -> Recovery | None:
        """Why the snapshot comes from a backup, until that was settled; None when it does not."""
        return self._store.recovery

    @property
    def newer(self) -> Newer | None:
        """Why nothing can be saved; None when it can."""
        return self._store.newer

    @property
    def ahead(self) -> Ahead | None:
        """A backup of a later save than the progress file, which lacks what it holds; None when there is none."""
        return self._store.ahead

    @property
    def aside(self) -> Aside | None:
        """The unusable progress file that a save of this session has put aside, if any."""
        aside = self._store.aside
        stood = aside is not None and aside.recovery == self._as_it_stood
        return replace(aside, as_it_stood=True) if aside is not None and stood else aside

    def recover(self, way: Way = Way.BACKUP) -> Snapshot:
        """Go on from a progress file that cannot be used: put it aside, save what `way` says in its place.

        Changes nothing when the file can be used. Raises StoreError.
        """
        now = self._clock()
        if way is Way.AS_IT_STANDS and self.recovery is not None:
            altered, known = self._store.as_it_stands(), len(self.snapshot.progress.history)
            after = self.save(lambda progress, device: taken_over(progress, altered, device, now))
            if len(after.progress.history) > known:
                self._as_it_stood = self._store.aside.recovery if self._store.aside else None
                return after
        return self._took(self._store.recover(way), now)

    def settings(self) -> Settings:
        """What the person has set, read from disk; with a `problem` where the defaults hold against the file."""
        from mltrack.store.settings import Settings, load_settings

        return Settings() if self._places is None else load_settings(self._places)

    def keep_theme(self, name: str) -> None:
        """Use this colour theme from now on; raises StoreError."""
        self._keep(replace(self.settings(), theme=name))

    def keep_hours_per_week(self, hours: float) -> None:
        """Reckon plans with so many hours a week from now on; raises InvalidInput for a number that cannot be."""
        self._keep(replace(self.settings(), hours_per_week=hours))

    def _keep(self, settings: Settings) -> None:
        if self._places is not None:
            from mltrack.store.settings import save_settings

            save_settings(self._places, settings)

    def reload(self) -> Snapshot:
        """Take over what other processes have saved and what day it is; raises StoreError.

        What was here and is not on disk any more, because something took the file away from under
        mltrack, is saved again; `put_back` counts it.
        """
        today = self._clock().date()
        if self._store.changed_elsewhere() or self._lost:
            progress = self._store.load()
            if lost := self._lost:
                progress = self._store.commit(lambda *_: ())
                self._put_back += lost
            self._snapshot = self._snapshot.after(progress, today)
        elif today != self._snapshot.today:
            self._snapshot = self._snapshot.after(self._snapshot.progress, today)
        return self._snapshot

    @property
    def _lost(self) -> int:
        """How many entries that were read before are on disk no more, without a recovery that is under way."""
        return len(self._store.rescued) if self.recovery is None else 0

    def tick(self, names: Iterable[str], *, level: Level | None = None, on: date | None = None) -> Snapshot:
        """Mark milestones as done, as one action; skills at `level`, kept or working without one."""
        milestones = {one.id: one for one in map(self.catalog.milestone, names)}.values()
        return self.act(
            lambda progress, today: [
                change for one in milestones for change in actions.tick(progress, one, today, level=level, on=on)
            ]
        )

    def untick(self, names: Iterable[str]) -> Snapshot:
        """Make milestones open again, as one action; ids that left the catalog may be named."""
        marks = self._snapshot.progress.marks
        ids = dict.fromkeys(name if name in marks else self.catalog.milestone(name).id for name in names)
        return self.act(lambda progress, _: [change for one in ids for change in actions.untick(progress, one)])

    def toggle(self, name: str, level: Level | None = None) -> Snapshot:
        """Tick one milestone, or make it open again if it is done, at `level` or above where one is given."""
        milestone, shown = self.catalog.milestone(name), self._snapshot

        def decide(progress: Progress, today: date) -> Sequence[Change]:
            # What the person saw says which of the two they meant, whatever another process has saved meanwhile.
            if all(change.new is None for change in actions.toggle(shown.progress, milestone, shown.today, level)):
                return actions.untick(progress, milestone.id)
            return actions.tick(progress, milestone, today, level=level)

        return self.act(decide)

    def step_level(self, name: str, steps: int) -> Snapshot:
        """Record a skill as done some levels above or below the one it is done at."""
        milestone = self.catalog.milestone(name)
        return self.act(lambda progress, today: actions.step_level(progress, milestone, today, steps))

    def start(self, name: str) -> Snapshot:
        """Mark a milestone as started today."""
        milestone = self.catalog.milestone(name)
        return self.act(lambda progress, today: actions.start(progress, milestone, today))

    def toggle_started(self, name: str) -> Snapshot:
        """Mark a milestone as started, or as open again if it is started."""
        milestone = self.catalog.milestone(name)
        return self.act(lambda progress, today: actions.toggle_started(progress, milestone, today))

    def waive(self, name: str, reason: str) -> Snapshot:
        """Mark a milestone as not needed, for a reason."""
        milestone = self.catalog.milestone(name)
        return self.act(lambda progress, today: actions.waive(progress, milestone, today, reason))

    def note(self, name: str, text: str, before: str | None = None) -> Snapshot:
        """Replace the note on a milestone; an empty one removes it.

        Where `before` says which note it was that was rewritten, another one that has been saved
        meanwhile is kept below the new one.
        """
        milestone = self.catalog.milestone(name)
        return self.act(lambda progress, _: actions.note(progress, milestone.id, text, before))

    def log(self, name: str, minutes: int, *, on: date | None = None, text: str = "") -> Snapshot:
        """Log time spent on a milestone, today or on an earlier day; what was open is started by it."""
        milestone, entry = self.catalog.milestone(name), uuid4().hex
        return self.act(
            lambda progress, today: actions.log(progress, milestone, today, minutes, entry=entry, on=on, text=text)
        )

    def unlog(self, entry: str) -> Snapshot:
        """Remove an entry of the time log, by its id; does nothing where it is gone."""
        return self.act(lambda progress, _: actions.unlog(progress, entry))

    def expect(self, name: str, effort: OwnEffort | None) -> Snapshot:
        """Expect a milestone to take this; with None, what the catalog says, also of one that left the catalog."""
        departed = effort is None and name in self._snapshot.progress.efforts
        milestone_id = name if departed else self.catalog.milestone(name).id
        return self.act(lambda progress, _: actions.expect(progress, milestone_id, effort))

    def due(self, name: str, day: date | None) -> Snapshot:
        """Want a milestone to be done by a day, or by none, also one that left the catalog."""
        if day is None:
            milestone_id = name if name in self._snapshot.progress.due else self.catalog.milestone(name).id
            return self.act(lambda progress, _: actions.not_due(progress, milestone_id))
        milestone = self.catalog.milestone(name)
        return self.act(lambda progress, today: actions.due(progress, milestone, day, today))

    def target(self, names: Iterable[str], *, by: date | None = None, primary: bool = False) -> Snapshot:
        """Aim for roles, as one action."""
        role_ids = [self.catalog.role(name).id for name in names]
        return self.act(
            lambda progress, today: actions.target(
                progress, role_ids, by=actions.future_day(by, today), primary=primary
            )
        )

    def toggle_target(self, name: str) -> Snapshot:
        """Aim for a role, or stop aiming for it."""
        role_id = self.catalog.role(name).id
        return self.act(
            lambda progress, _: (
                actions.untarget(progress, role_id)
                if role_id in progress.targets
                else actions.target(progress, [role_id])
            )
        )

    def target_day(self, name: str, by: date | None) -> Snapshot:
        """Aim for a role by a day, or by none; raises InvalidInput for a day that is past."""
        role_id = self.catalog.role(name).id
        return self.act(lambda progress, today: actions.target_day(progress, role_id, by, today))

    def untarget(self, *names: str) -> Snapshot:
        """Stop aiming for roles, as one action; ids of roles that left the catalog may be named."""
        targets = self._snapshot.progress.targets
        role_ids = [name if name in targets else self.catalog.role(name).id for name in names]
        return self.act(lambda progress, _: actions.untarget(progress, *role_ids))

    def undo(self) -> Snapshot:
        """Take the newest action back, whichever process did it; raises NothingToUndo."""
        return self._turn(Turn.UNDO)

    def redo(self) -> Snapshot:
        """Do the newest undone action again; raises NothingToUndo."""
        return self._turn(Turn.REDO)

    def act(self, decide: Callable[[Progress, date], Sequence[Change]]) -> Snapshot:
        """Save the changes that `decide(progress, today)` makes of what is on disk now, as one action."""
        now = self._clock()
        return self.save(lambda progress, device: events_of(progress, device, Stamp(now), decide(progress, now.date())))

    def _turn(self, turn: Turn) -> Snapshot:
        now = self._clock()

        def events(progress: Progress, device: str) -> Sequence[Event]:
            step = progress.undoable if turn is Turn.UNDO else progress.redoable
            if step is None:
                raise NothingToUndo(f"There is nothing to {turn.value}.")
            return events_of(progress, device, Stamp(now, turn, step.action, step.label), step.changes)

        return self.save(events)

    def save(self, decide: Decide, label: str = "") -> Snapshot:
        """Save the events of one or several actions; a StoreError says what was to be saved.

        With `label`, such as "before-merge", the state before is kept as a backup for longer.
        """
        now, tried = self._clock(), self._tried

        def again(progress: Progress, device: str) -> Sequence[Event]:
            # What failed and is tried again is one deed: an export of the first try holds the very same entries.
            events = decide(progress, device)
            return tried if same_deed(events, tried) and tried[0].clock >= progress.next_clock else events

        try:
            return self._took(self._store.commit(again, label), now)
        except StoreUncertain:
            self._took(self._store.load(), now)
            raise
        except StoreError as error:
            error.unsaved = self._not_saved(decide)
            raise

    def _not_saved(self, decide: Decide) -> str:
        """Remember what could not be saved; what it was, in words."""
        self._unsaved = None
        progress = self._snapshot.progress
        events: Sequence[Event] = ()
        with suppress(MltrackError):
            events = decide(progress, self._store.device)
        if not events:
            return ""
        self._tried = tuple(events)
        self._unsaved = Progress.replay((*progress.history, *events))
        return deeds_told(self.catalog, progress, self._unsaved)

    def _took(self, progress: Progress, now: datetime) -> Snapshot:
        self._unsaved, self._tried = None, ()
        self._snapshot = self._snapshot.after(progress, now.date())
        return self._snapshot


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


def open_session(
    places: Places | None = None,
    clock: Clock = local_now,
    *,
    bundled: bool = False,
    waiting: Callable[[], None] = lambda: None,
) -> Session:
    """A session on the person's own files, or on those at `places`; raises CatalogError or StoreError.

    With `bundled`, on the catalog that mltrack ships, whatever the environment names. `waiting` is
    called when a save has to wait for another mltrack; from whatever thread saves.
    """
    from mltrack.store.catalog_files import bundled_folder, load_catalog
    from mltrack.store.progress_db import ProgressStore

    found = places or known_places()
    folder = bundled_folder() if bundled else catalog_place()
    return Session(load_catalog(folder), ProgressStore(found, waiting=waiting), clock, found, waiting)
