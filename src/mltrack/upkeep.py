"""What keeps progress safe beside saving it: backups, going back, merging copies, taking it along, a check-up.

Going back and merging are saved by the session like any other action, so they can be undone, and
the state before them is kept as a backup for longer.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mltrack.core.actions import restored
from mltrack.core.catalog_diff import CatalogDiff, catalog_diff
from mltrack.core.dates import parse_day
from mltrack.core.history import Change, Event
from mltrack.core.journal import listed
from mltrack.core.keeping import Aside, Backup, Copy, Finding, Grade, Way
from mltrack.core.merge import Clash, Merge, merged
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass
from mltrack.core.renames import NO_RENAMES
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted, plain
from mltrack.errors import CatalogError, CopyUnusable, InvalidInput, MltrackError, StoreDamaged, StoreError, StoreTooNew
from mltrack.session import Session, catalog_place, known_places
from mltrack.writing import Stamp, events_of

if TYPE_CHECKING:
    from mltrack.store.progress_db import ProgressStore

_NUMBER = re.compile(r"#?(\d{1,12})")


@dataclass(frozen=True, slots=True, eq=False)
class Goal:
    """A state to go back to."""

    words: str
    """What it is, such as "backup 12" or "the end of 2026-11-01"."""
    progress: Progress
    """The state, with the history that led to it."""


class Upkeep:
    """The upkeep of one session's progress; one that is not on disk has no backups and no copies."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def backups(self) -> Sequence[Backup]:
        """Every backup, newest first, checked; raises StoreError."""
        return self._store().backups()

    def keep(self) -> tuple[Backup, bool]:
        """Make a backup of the present state that stays until somebody removes it; True when it is a new one.

        Raises StoreError.
        """
        return self._store().keep()

    def write_backup(self, path: Path) -> Path:
        """Write the progress file as it is to a new file, or into a folder; where it is then. Raises StoreError."""
        from mltrack.store.portable import write_copy

        content = self._store().storage.present()
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
            path /= f"mltrack-{self._session.now():%Y%m%d-%H%M%S}.json"
        elif not path.suffix:  # more likely a stick that is not there
            raise StoreError(f"There is no folder {plain(str(path))}. To name a new file, let it end in .json.")
        write_copy(path, content.raw)
        return path

    def copy(self, path: Path, *, altered: bool = False) -> Copy:
        """The progress in an export, a backup or another progress file; raises CopyUnusable.

        With `altered`, also when something other than mltrack has changed it.
        """
        from mltrack.store.portable import read_copy

        reader = self._store().reader
        found = read_copy(path, lambda file: reader.unsealed(file, altered=altered))
        return replace(found, altered=altered)

    def export_in(self, raw: bytes, name: str) -> Copy:
        """The progress in the bytes of an export, called `name` to the person; raises CopyUnusable."""
        from mltrack.store.portable import read_export

        return read_export(raw, name)

    def export(self, progress: Progress | None = None) -> str:
        """All of the person's progress, or of another one, as an export; raises StoreTooNew for a newer file."""
        from mltrack.store.portable import exported

        if self._session.newer is not None:
            raise StoreTooNew(f"{self._session.newer} An export from here would lack entries; take a backup instead.")
        # An export holds the ids of its time throughout, as the progress file does.
        whole = (progress or self._session.snapshot.progress).under(NO_RENAMES)
        return exported(whole, self._session.device, self._session.now())

    def write_export(self, path: Path, progress: Progress | None = None) -> None:
        """Write an export to a new file; raises StoreError."""
        self.write_text(path, self.export(progress))

    def write_text(self, path: Path, text: str) -> None:
        """Write something to read, such as a summary, to a new file for its owner; raises StoreError."""
        from mltrack.store.portable import write_copy

        write_copy(path, text.encode())

    # Going back

    def goal(self, what: str, *, altered: bool = False) -> Goal:
        """The state that `what` names: the number of a backup, a day, or a file.

        A day is its end, as the history tells it. With `altered`, a file is taken also when something
        other than mltrack has changed it. Raises CopyUnusable or InvalidInput.
        """
        number = _NUMBER.fullmatch(what.strip())
        # Not Path.exists, which raises for a name that is too long; and a folder may be called like a day.
        is_file = os.path.exists(what) and (os.sep in what or not os.path.isdir(what))  # noqa: PTH110, PTH112
        if number and is_file and "#" not in what:
            raise InvalidInput(f"There is a file {what} here: write .{os.sep}{what} for it, or #{what} for a backup.")
        if number:
            return self._backup_goal(int(number[1]))
        if is_file:
            return self._goal(f"the state in {plain(what)}", self.copy(Path(what), altered=altered).progress)
        try:
            day = parse_day(what, self._session.snapshot.today, past=True)
        except InvalidInput as error:
            raise InvalidInput(
                f"'{plain(what)}' is neither a file, nor a backup's number (mltrack backups lists them), nor a day."
            ) from error
        if day > self._session.snapshot.today:
            raise InvalidInput(f"{day} is still to come: there is no state of it to go back to.")
        return Goal(f"the end of {day}", self._session.snapshot.progress.until(day))

    def _backup_goal(self, number: int) -> Goal:
        found = [one for one in self.backups() if one.number == number]
        if not found:
            raise InvalidInput(f"There is no backup {number}; mltrack backups lists those there are.")
        usable = {one.file: one.progress for one in found if one.progress is not None}
        states = list(usable.values())
        if any(not state.holds_same(states[0]) for state in states):
            files = listed(map(plain, usable))
            raise InvalidInput(f"{len(usable)} backups are numbered {number}; name the file instead: {files}.")
        return self._goal(_called(found[0]), states[0]) if states else self.goal_of(found[0])

    def goal_of(self, backup: Backup) -> Goal:
        """The state in one of the backups; raises CopyUnusable, which says what is wrong with it."""
        return self._goal(_called(backup), self.copy(Path(backup.file)).progress)

    def _goal(self, words: str, progress: Progress) -> Goal:
        return Goal(words, progress.under(self._session.catalog.renames))

    def restoring(self, goal: Goal) -> Sequence[Change]:
        """What going back to `goal` would change."""
        return restored(self._session.snapshot.progress, goal.progress)

    def restore(self, goal: Goal) -> Snapshot:
        """Make marks, notes and targets what they are in `goal`, as one action that can be undone.

        History that only `goal` has comes along. Raises StoreError.
        """

        def decide(progress: Progress, device: str) -> Sequence[Event]:
            merge = _merged(progress, goal.progress, goal.words, ours_stand=True)
            back = restored(merge.progress, progress)
            deeds = [
                (f"add the history of {goal.words}", back),
                (f"restore {goal.words}", restored(progress, goal.progress)),
            ]
            return [*merge.added, *self._events(merge.progress, device, deeds)]

        return self._session.save(decide, "before-restore")

    # Merging

    def siblings(self) -> Sequence[Copy]:
        """Copies beside the progress file that hold something it lacks, as synchronising programs leave them.

        The first is the backup that is ahead of the file, if one is. Files that cannot be used are
        passed over; the check-up tells of them.
        """
        from mltrack.store.portable import siblings

        if self._session.places is None:
            return ()
        found = []
        ahead = [Path(self._session.ahead.backup)] if self._session.ahead else []
        try:
            paths = [*ahead, *siblings(self._store().path)]
            known = {event.id for event in self._session.snapshot.progress.history} if paths else set()
            for path in paths:
                copy = self._usable(path)
                if copy is not None and any(event.id not in known for event in copy.progress.history):
                    found.append(copy)
        except OSError as error:
            raise StoreError(f"The folder of the progress file could not be read: {error.strerror}.") from error
        return found

    def _usable(self, path: Path) -> Copy | None:
        try:
            return self.copy(path)
        except CopyUnusable:
            return None

    def backup_of(self, progress: Progress) -> int | None:
        """The number of the newest backup with exactly the history of `progress`; None without one."""
        reader = self._store().reader
        for file in reader.backups.files():
            with suppress(OSError, ValueError, StoreTooNew):
                if reader.unsealed(file.path).progress.history == progress.history:
                    return file.generation
        return None

    def merging(self, copies: Sequence[Copy]) -> Merge:
        """What merging `copies` would come to; raises CopyUnusable."""
        return _union(self._session.snapshot.progress, copies)

    def merge(self, copies: Sequence[Copy]) -> Snapshot:
        """Take over the history of `copies`; the copies stay as they are.

        Notes written on both sides are joined, and of two primary targets the one chosen last stays primary.
        Raises StoreError, and CopyUnusable when an entry says one thing here and another there.
        """

        def decide(progress: Progress, device: str) -> Sequence[Event]:
            merge = _union(progress, copies)
            deeds: list[tuple[str, Sequence[Change]]] = [
                ("keep what holds of both sides", merge.upheld),
                ("join the notes of both sides", merge.joined_notes),
                ("keep one primary target", merge.one_primary),
            ]
            return [*merge.added, *self._events(merge.progress, device, deeds)]

        return self._session.save(decide, "before-merge")

    # The catalog

    def catalog_news(self) -> CatalogDiff | None:
        """What another catalog than the one that was last shown changes; it is told once. None for nothing."""
        from mltrack.store.seen_catalog import remember

        places, catalog = self._session.places, self._session.catalog
        if places is None or not self._session.catalog_is_new:
            return None
        found = self.catalog_change()
        remember(catalog, places.cache)
        return found if found is not None and found.differences else None

    def catalog_change(self) -> CatalogDiff | None:
        """What is different from the catalog that was last shown before this one; None where none was."""
        from mltrack.store.seen_catalog import seen

        places, snapshot = self._session.places, self._session.snapshot
        known = seen(snapshot.catalog, places.cache) if places is not None else None
        before = None if known is None else known.before if known.is_this else known.last
        if known is None or before is None:
            return None
        return catalog_diff(before, snapshot.catalog, snapshot.progress, known.last)

    def _events(
        self, progress: Progress, device: str, deeds: Sequence[tuple[str, Sequence[Change]]]
    ) -> Sequence[Event]:
        """One action after the other, each with its label; one without changes is none."""
        events: list[Event] = []
        for label, changes in deeds:
            events += events_of(progress.after(events), device, Stamp(self._session.now(), label=label), changes)
        return events

    def _store(self) -> ProgressStore:
        from mltrack.store.progress_db import ProgressStore

        if self._session.places is None:
            raise StoreError("This progress is not kept in files.")
        # Not the session's own, which may be saving in another thread.
        return ProgressStore(self._session.places, waiting=self._session.waiting)


def _called(backup: Backup) -> str:
    return f"backup {backup.number}"


def _union(progress: Progress, copies: Sequence[Copy]) -> Merge:
    """What merging all of `copies` into `progress` comes to; raises CopyUnusable."""
    added: list[Event] = []
    clashes: list[Clash] = []
    for copy in copies:
        merge = _merged(progress, copy.progress, copy.file, ours_stand=copy.altered)
        progress = merge.progress
        added += merge.added
        clashes += merge.clashes
    return Merge(progress, tuple(added), tuple(clashes))


def _merged(ours: Progress, theirs: Progress, name: str, *, ours_stand: bool) -> Merge:
    try:
        return merged(ours, theirs.history, ours_stand=ours_stand)
    except ValueError as error:
        raise CopyUnusable(f"{plain(name)} cannot be merged: {error}. Nothing was changed.") from error


def check_up() -> Sequence[Finding]:
    """Look at all that a person's mltrack needs, and change nothing."""
    from mltrack.store.catalog_files import load_both
    from mltrack.store.checkup import check_files

    try:
        places = known_places()
    except MltrackError as error:
        return [Finding(Grade.FAULT, "places", str(error))]
    findings, progress = check_files(places)
    try:
        catalog = load_both(catalog_place(), places.catalog)
    except CatalogError as error:
        return [*findings, *(Finding(Grade.FAULT, "catalog", str(fault)) for fault in error.faults)]
    findings += [Finding(Grade.FAULT, "catalog", f"left out: {fault}") for fault in catalog.left_out]
    holds = f"{counted(len(catalog.roles), 'role')}, {counted(len(catalog.milestones), 'milestone')}"
    findings.append(Finding(Grade.FINE, "catalog", holds))
    marked = progress.under(catalog.renames).marks if progress else {}
    departed = sorted(
        one for one in marked if one not in catalog.milestones and not catalog.left_out_for("milestone", one)
    )
    if departed:
        names = ", ".join(map(plain, departed))
        sentence = f"{len(departed)} of your marks belong to milestones that the catalog lacks; they are kept: {names}"
        findings.append(Finding(Grade.NOTE, "catalog", sentence))
    return findings


# Without a session, which cannot be opened on a progress file that no backup can stand in for


def go_on(way: Way, copies: Sequence[Copy] = (), waiting: Callable[[], None] = lambda: None) -> Aside | None:
    """Put the progress file aside and save what `way` says, and what `copies` hold, in its place.

    Returns None when it can be used after all. `waiting` is called when another mltrack is saving.
    Raises InvalidInput when there is a good backup after all, StoreDamaged when there is nothing to
    go on from in that way, and StoreError.
    """
    from mltrack.store.progress_db import ProgressStore

    store = ProgressStore(known_places(), waiting=waiting)
    try:
        store.load()
    except StoreDamaged:
        store.recover(way, lambda progress, _: _union(progress, copies).added)
    if store.recovery is not None:
        raise InvalidInput(f"There is a good backup, {store.recovery.backup}, to go on from: mltrack recover")
    return store.aside


def copy_alone(path: Path, *, altered: bool = False) -> Copy:
    """The progress in an export, a backup or another progress file; raises CopyUnusable.

    With `altered`, also when something other than mltrack has changed it.
    """
    from mltrack.store.portable import read_copy
    from mltrack.store.progress_db import ProgressStore

    reader = ProgressStore(known_places()).reader
    return read_copy(path, lambda file: reader.unsealed(file, altered=altered))
