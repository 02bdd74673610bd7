"""The verbs: a `Session` joins catalog, store and clock, and is the only thing that saves.

Every verb works the action out against what is on disk at that moment, saves it as one
transaction, and only then hands out the new `Snapshot`: what a person sees is on disk. A verb that
raises has changed nothing, on disk or here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from operator import is_
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mltrack.core.catalog import Catalog
from mltrack.core.history import Change, Event, Turn
from mltrack.core.keeping import Ahead, Aside, Decide, Newer, ProgressKeeper, Recovery, Way
from mltrack.core.past import Past
from mltrack.core.progress import Progress
from mltrack.core.renames import NO_RENAMES
from mltrack.core.snapshot import Snapshot
from mltrack.errors import MltrackError, NothingToUndo, StoreError, StoreUncertain
from mltrack.verbs import Verbs
from mltrack.writing import Stamp, deeds_told, events_of, same_deed, taken_over

if TYPE_CHECKING:
    from mltrack.store.paths import Places
    from mltrack.store.settings import Settings

Clock: TypeAlias = Callable[[], datetime]


def local_now() -> datetime:
    """This moment, with the local offset from UTC; without it where Python has none for the local zone."""
    try:
        return datetime.now().astimezone()
    except ValueError:
        return datetime.now(UTC)


class Session(Verbs):
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
        self._snapshot = Snapshot(catalog, store.load().under(catalog.renames), clock().date())
        self._unsaved: Progress | None = None
        self._tried: tuple[Event, ...] = ()
        self._put_back = 0
        self._as_it_stood: Recovery | None = None

    @property
    def snapshot(self) -> Snapshot:
        """What is on disk, as of the last verb or `reload`."""
        return self._snapshot

    @property
    def places(self) -> Places | None:
        """Where the person's files are; None for a session whose store is not on disk."""
        return self._places

    @property
    def catalog_is_new(self) -> bool:
        """True where the catalog is not the one that was last shown to the person, as far as that is known."""
        from mltrack.store.seen_catalog import is_seen

        return self._places is not None and not is_seen(self.catalog, self._places.cache)

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

    def keep_hours_per_week(self, hours: float) -> None:
        """Reckon plans with so many hours a week from now on; raises InvalidInput for a number that cannot be."""
        self.keep("hours_per_week", hours)

    def keep(self, key: str, value: str | float | bool | None) -> None:
        """Set `key` of the settings from now on, or the keys of a command as "keymap.app.quit"; raises StoreError.

        None is for the usual keys, and for `ascii` as the terminal can. Raises InvalidInput for a value that cannot be.
        """
        if self._places is not None:
            from mltrack.store.settings_file import save_setting

            save_setting(self._places, key, value)

    def reopen_catalog(self) -> Snapshot:
        """Take over what has become of the person's own catalog files; raises CatalogError or StoreError."""
        from mltrack.store.compiled_catalog import open_catalog

        if self._places is not None:
            catalog = open_catalog(catalog_place(), self._places.cache, self._places.catalog)
            self._snapshot = Snapshot(catalog, self._store.load().under(catalog.renames), self._clock().date())
        return self._snapshot

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
            self._snapshot = self._snapshot.after(self._today(progress), today)
        elif today != self._snapshot.today:
            self._snapshot = self._snapshot.after(self._snapshot.progress, today)
        return self._snapshot

    def make_ready(self) -> None:
        """Load what saves: it takes longer than to save, and with the first save somebody would wait for it."""
        if self._places is not None:
            from mltrack.store.progress_db import make_ready

            make_ready()

    @property
    def _lost(self) -> int:
        """How many entries that were read before are on disk no more, without a recovery that is under way."""
        return len(self._store.rescued) if self.recovery is None else 0

    def undo(self) -> Snapshot:
        """Take the newest action back, whichever process did it; raises NothingToUndo."""
        return self._turn(Turn.UNDO)

    def redo(self) -> Snapshot:
        """Do the newest undone action again; raises NothingToUndo."""
        return self._turn(Turn.REDO)

    def act(self, decide: Callable[[Progress, date], Sequence[Change]], label: str = "") -> Snapshot:
        """Save the changes that `decide(progress, today)` makes of what is on disk now, as one action."""
        stamp = Stamp(self._clock(), label=label)
        return self.save(
            lambda progress, device: events_of(progress, device, stamp, decide(progress, stamp.now.date()))
        )

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
            events = decide(self._today(progress), device)
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
        self._unsaved = Progress.replay((*progress.history, *events), progress.renames)
        return deeds_told(self.catalog, progress, self._unsaved)

    def _took(self, progress: Progress, now: datetime) -> Snapshot:
        self._unsaved, self._tried = None, ()
        self._snapshot = self._snapshot.after(self._today(progress), now.date())
        return self._snapshot

    def _today(self, progress: Progress) -> Progress:
        """What the store keeps, under the ids of today; at the cost of what was added to what it kept before."""
        if self.catalog.renames == NO_RENAMES:
            return progress
        known, history = self._snapshot.progress, progress.history
        count = len(known.history)
        if not _goes_on(history, known.history):
            return progress.under(self.catalog.renames)
        return known.after(history[count:]) if len(history) > count else known


def _goes_on(history: Sequence[Event], known: Sequence[Event]) -> bool:
    """True when `history` begins with the very same entries as `known`.

    And not only equal ones: to compare those would take as long as to read them anew.
    """
    if isinstance(history, Past) and isinstance(known, Past):
        return history.continues(known)
    return len(history) >= len(known) and all(map(is_, history, known))


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
    from mltrack.store.catalog_folder import catalog_folder

    return catalog_folder()


def quick_catalog() -> Catalog | None:
    """The catalog in use if it can be had at once, for a shell that completes. Raises MltrackError and OSError."""
    from mltrack.store.compiled_catalog import quick_catalog as found

    places = known_places()
    return found(catalog_place(), places.cache, places.catalog)


def open_session(
    places: Places | None = None,
    clock: Clock = local_now,
    *,
    bundled: bool = False,
    entire: bool = False,
    waiting: Callable[[], None] = lambda: None,
) -> Session:
    """A session on the person's own files, or on those at `places`; raises CatalogError or StoreError.

    With `bundled`, on the catalog that mltrack ships alone, whatever the environment names; with `entire`,
    every entry of the progress file is read and checked, which is put off otherwise. `waiting` is
    called when a save has to wait for another mltrack; from whatever thread saves.
    """
    from mltrack.store.catalog_folder import bundled_folder
    from mltrack.store.compiled_catalog import open_catalog
    from mltrack.store.progress_db import ProgressStore

    found = places or known_places()
    folder = bundled_folder() if bundled else catalog_place()
    catalog = open_catalog(folder, found.cache, None if bundled else found.catalog)
    return Session(catalog, ProgressStore(found, waiting=waiting, entire=entire), clock, found, waiting)
