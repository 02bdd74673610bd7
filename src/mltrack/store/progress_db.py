"""A person's progress in TinyDB documents, and the one door through which it is loaded and saved.

Tables: `events` has one document an event, by its id. `state` has one document for every current
fact, by `mark:<milestone>`, `note:<milestone>`, `target:<role>`, `log:<entry>`, `effort:<milestone>`,
`due:<milestone>` or `evidence:<entry>`, for other programs to read.

The events are the truth: `load` folds them in the order of their logical clock and does not look at
`state`, and `commit` makes `state` say what the fold says. Tables, documents of `state` and fields
that this version does not know are kept as they are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from mltrack.core.history import Event, Subject
from mltrack.core.keeping import Ahead, Aside, Backup, Decide, Newer, Recovery, Way
from mltrack.core.past import Past
from mltrack.core.progress import Progress
from mltrack.core.records import dataclass
from mltrack.core.strict_json import Fields
from mltrack.core.text import plain
from mltrack.core.unread import Unread
from mltrack.errors import StoreTooNew, reason_of
from mltrack.store.backups import BackupFile
from mltrack.store.documents import event_fields, event_of, fact, facts, key_of
from mltrack.store.ledger import Ledger
from mltrack.store.paths import Places
from mltrack.store.reading import EVENTS, STATE, Content, Reader
from mltrack.store.sealed_file import CURRENT, Form, Tables
from mltrack.store.unread_progress import index_of, unread_progress
from mltrack.store.whole_file import LOCK_WAIT, Stamp, stamp_of, told

if TYPE_CHECKING:
    from mltrack.store.durable_storage import DurableStorage, Transaction

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class _Known:
    """What was last loaded or saved, and which state of the file that is."""

    stamp: Stamp | None
    digest: str
    progress: Progress
    device: str
    content: Content | None
    """What was read or saved, without what was rescued, where it has its lines."""
    rescued: Sequence[Event] = ()
    recovery: Recovery | None = None
    newer: Newer | None = None
    ahead: Ahead | None = None


class ProgressStore:
    """A person's progress on disk. It keeps no file open, and `load` writes nothing."""

    def __init__(
        self,
        places: Places,
        *,
        wait: float = LOCK_WAIT,
        waiting: Callable[[], None] = lambda: None,
        form: Form = CURRENT,
        entire: bool = False,
    ) -> None:
        """Know the places; a save waits `wait` seconds for another process, and calls `waiting` when it has to.

        With `entire`, every entry is read and checked, also of a file whose checksum says that it was before.
        """
        lines = None if entire else self._made_of_lines
        self.reader: Final = Reader(places.progress, places.backups, self._made, form, lines)
        self._patience: Final = wait, waiting
        self._known: _Known | None = None
        self._aside: Aside | None = None

    @property
    def path(self) -> Path:
        """The progress file, symbolic links followed."""
        return self.reader.path

    @cached_property
    def storage(self) -> DurableStorage:
        """What writes the file; TinyDB is loaded with it, when something is saved."""
        from mltrack.store.durable_storage import DurableStorage, Patience

        return DurableStorage(self.reader, Patience(*self._patience))

    @property
    def device(self) -> str:
        """Id of the device whose file it is, as last loaded or saved; empty before that."""
        return self._known.device if self._known else ""

    @property
    def recovery(self) -> Recovery | None:
        """Why what was last loaded or saved is not what the file holds; None when it is."""
        return self._known.recovery if self._known else None

    @property
    def newer(self) -> Newer | None:
        """Why the file may not be written; None when it may."""
        return self._known.newer if self._known else None

    @property
    def ahead(self) -> Ahead | None:
        """A backup that holds what the file lacks; None when there is none."""
        return self._known.ahead if self._known else None

    @property
    def aside(self) -> Aside | None:
        """The unusable file that a save of this store has put aside; None when there was none."""
        return self._aside

    @property
    def rescued(self) -> Sequence[Event]:
        """Entries that this store had read and that the file has lost: they are in use, and not on disk."""
        return self._known.rescued if self._known else ()

    def load(self) -> Progress:
        """What is on disk; empty at a first start. A file that has not changed is not read again.

        When the file cannot be used, `recovery` says what this is instead. Raises StoreDamaged,
        StoreTooNew, or StoreError when the file cannot be read.
        """
        if self._known is None or self.changed_elsewhere():
            content = self.reader.fetch()
            rescued = self._rescued(content)
            self._known = self._seen(content, _with(content.progress, rescued), rescued)
        return self._known.progress

    def changed_elsewhere(self) -> bool:
        """True when the file is not the one that was last loaded or committed here; looks, does not read."""
        try:
            stamp = stamp_of(self.path)
        except OSError:
            return True  # `load` will say what is wrong
        return self._known is None or stamp != self._known.stamp

    def commit(self, decide: Decide, label: str = "") -> Progress:
        """Save the events that `decide(progress, device)` makes of what is on disk now, all or none.

        With `label`, such as "before-merge", the state before is kept as a backup for longer.
        What this store had read before and the file has lost is saved again with them. Without any
        events nothing is written, nor any directory made. An exception of `decide` passes
        through, with nothing written. At a first start `decide` may be asked twice: without a lock,
        and again if another process was faster. An event whose id is there already is a ValueError.
        Raises StoreBusy and what `load` raises, and StoreError when it could not be saved.
        """
        first: Sequence[Event] = ()
        with told(self.path, "read"):
            missing = stamp_of(self.path) is None
        if missing and _is_first(content := self.reader.fetch()) and not self._rescued(content):
            first = decide(Progress(), content.device)
            if not first:
                return Progress()
        with self.storage.transaction(label, known=self._known.content if self._known else None) as transaction:
            content = transaction.content
            rescued = self._rescued(content)
            progress = _with(content.progress, rescued)
            events = first if first and _is_first(content) else decide(progress, content.device)
            saves = bool(events) or (bool(rescued) and content.recovery is None)
            if saves:
                progress = _with(progress, events)
                self._write(transaction, [*rescued, *events], progress)
        self._settle(transaction.content, progress, () if saves else rescued)
        return progress

    def recover(self, way: Way, decide: Decide = lambda *_: ()) -> Progress:
        """Go on from a file that cannot be used: put it aside, and save what `way` says in its place.

        The events that `decide` makes of that are saved with it. Does nothing to a file that can be
        used. Raises what `commit` raises, and StoreDamaged when there is nothing to go on from in
        that way.
        """
        with self.storage.transaction(way=way) as transaction:
            content = transaction.content
            rescued = self._rescued(content) if way is Way.BACKUP else ()
            progress = _with(content.progress, rescued)
            if content.recovery is not None or rescued:
                events = decide(progress, content.device)
                progress = _with(progress, events)
                self._write(transaction, [*rescued, *events], progress)
                transaction.written = True
        self._settle(transaction.content, progress, ())
        return progress

    def as_it_stands(self) -> Progress:
        """What a file says that something other than mltrack has changed; raises StoreError when it cannot be told."""
        return self.reader.fetch(Way.AS_IT_STANDS).progress

    def backups(self) -> Sequence[Backup]:
        """Every backup, newest first, checked. Raises StoreError when they cannot be listed."""
        known: dict[str, tuple[Fields, Event]] = {}

        def made(tables: Tables, _: str) -> Progress:
            # Each holds nearly all that the next one holds.
            documents = tables.get(EVENTS, {})
            for one, fields in documents.items():
                if one not in known or known[one][0] != fields:
                    known[one] = fields, event_of(one, fields)
            return Progress.replay(known[one][1] for one in documents)

        reader = Reader(self.path, self.reader.backups.folder, made, self.reader.form)
        with told(reader.backups.folder, "read"):
            found = [_backup(reader, file) for file in reader.backups.files()]
        return [one for one in found if not one.unread or os.path.lexists(one.file)]  # a save may have thinned them out

    def keep(self) -> tuple[Backup, bool]:
        """Make a backup of the present state that is never thinned out; True when it is a new one.

        Raises StoreError.
        """
        file, new = self.storage.keep()
        return _backup(self.reader, file), new

    def _settle(self, content: Content, progress: Progress, rescued: Sequence[Event]) -> None:
        """Remember what a transaction has read or saved; `rescued` is what it has not saved."""
        self._aside = content.aside or self._aside
        self._known = self._seen(content, progress, rescued)

    def _seen(self, content: Content, progress: Progress, rescued: Sequence[Event]) -> _Known:
        recovery = content.recovery
        if recovery is not None and recovery.missing and rescued:
            ids = {event.id for event in rescued}
            recovery = replace(recovery, missing=tuple(one for one in recovery.missing if one.id not in ids))
        # What was rescued is not in the file that the checksum vouches for.
        digest, kept = "" if rescued else content.digest, content if content.ledger else None
        return _Known(
            content.stamp, digest, progress, content.device, kept, rescued, recovery, content.newer, content.ahead
        )

    def _rescued(self, content: Content) -> Sequence[Event]:
        """Events that were read from the file before, and that what is read now lacks.

        A history only grows. Another device's file with none of them is another history, as after
        beginning afresh; where there is no file at all, there is none.
        """
        if self._known is None or content.newer is not None or self._goes_on(content):
            return ()
        held = {event.id for event in content.progress.history}
        other = content.stamp is not None and content.device != self._known.device
        if content.recovery is None and other and held.isdisjoint(event.id for event in self._known.progress.history):
            return ()
        return [event for event in self._known.progress.history if event.id not in held]

    def _goes_on(self, content: Content) -> bool:
        """True where `content` begins with all that is known, as can be told without reading it."""
        known = self._known
        if known is None or known.content is None or known.rescued:
            return False
        if content is known.content:
            return True
        before, now = known.content.ledger, content.ledger
        return before is not None and now is not None and now.continues(before)

    def _made(self, tables: Tables, digest: str) -> Progress:
        # The digest vouches for every byte: the same digest is the same progress.
        if self._known is not None and digest and self._known.digest == digest:
            return self._known.progress
        return _sealed(Progress.replay(event_of(one, fields) for one, fields in tables.get(EVENTS, {}).items()))

    def _made_of_lines(self, ledger: Ledger, digest: str) -> Progress:
        if self._known is not None and self._known.digest == digest:
            return self._known.progress
        return _sealed(unread_progress(ledger))

    def _write(self, transaction: Transaction, events: Sequence[Event], progress: Progress) -> None:
        """Have TinyDB write `events`, and what holds after them: into the lines of the file, or else into all of it."""
        from mltrack.store.tables import write_tables

        content, added = transaction.content, sorted(events, key=lambda event: event.order)
        documents = [(event.id, event_fields(event)) for event in added]
        ledger, transaction.progress = content.ledger, progress
        # What comes before what is there is put in its place, and whose id is there is refused, where all is read.
        fits = ledger is not None and content.is_plain and _are_later(content.progress, added)
        if ledger is not None and fits and not ledger.holds_any([event.id for event in added]):
            gone, told = _touched(added, progress)
            state = {key_of(subject): fact(progress, subject) or {} for subject in told}
            tables = transaction.tables = {EVENTS: {}, STATE: ledger.state({*gone, *state})}
            write_tables(self.storage, documents, state)
            index = index_of(progress, ledger.index, added)
            transaction.ledger = lambda: ledger.after(transaction.tables or tables, gone, state, index)
            return
        write_tables(self.storage, documents, facts(progress))
        ids, index = [event.id for event in progress.history], index_of(progress)
        transaction.ledger = lambda: Ledger.of(self.storage.read() or {}, ids, facts(progress), index)


def make_ready() -> None:
    """Load the modules that save, which are loaded with the first save otherwise."""
    for name in ("filelock", "mltrack.store.durable_storage", "mltrack.store.tables"):
        import_module(name)


def _backup(reader: Reader, file: BackupFile) -> Backup:
    progress, fault, size, unread = None, "", 0, False
    try:
        size = file.path.stat().st_size
        progress = reader.unsealed(file.path).progress
    except OSError as error:
        fault, unread = f"cannot be read ({reason_of(error)})", True
    except StoreTooNew:
        fault = "was written by a newer mltrack"
    except ValueError as error:
        fault = plain(str(error))
    label = file.label.replace("-", " ")
    return Backup(file.generation, str(file.path), file.saved_at, size, label, progress, fault, unread)


def _is_first(content: Content) -> bool:
    """True without a file, and without anything that says there was one."""
    return content.generation == 0 and content.recovery is None


def _with(progress: Progress, events: Sequence[Event]) -> Progress:
    if not events:
        return progress
    added = sorted(events, key=lambda event: event.order)
    later = _are_later(progress, added)  # a merge brings earlier ones
    return _sealed(progress.after(added) if later else Progress.replay((*progress.history, *added)))


def _are_later(progress: Progress, events: Sequence[Event]) -> bool:
    return all(event.clock >= progress.next_clock for event in events)


def _touched(events: Sequence[Event], progress: Progress) -> tuple[Sequence[str], Sequence[Subject]]:
    """The keys of what is taken away by `events`, perhaps for a time, and what is told then, in the order of that."""
    gone, told = dict[str, None](), dict[Subject, None]()
    for event in events:
        subject = event.change.subject
        if event.change.new:
            told.setdefault(subject)
        else:
            told.pop(subject, None)
            gone[key_of(subject)] = None
        if subject.noun == "target":  # each of them tells its place among all
            told |= dict.fromkeys(Subject("target", role) for role in progress.targets)
    return list(gone), [one for one in told if one.noun != "target" or one.id in progress.targets]


def _sealed(progress: Progress) -> Progress:
    """The same, such that nobody who gets it can change what the store remembers, and nothing is read for it."""
    history = progress.history if isinstance(progress.history, Past) else Past.of(progress.history)
    return Progress(
        _frozen(progress.marks),
        _frozen(progress.notes),
        _frozen(progress.targets),
        history,
        _frozen(progress.log),
        _frozen(progress.efforts),
        _frozen(progress.due),
        _frozen(progress.evidence),
    )


def _frozen(mapping: Mapping[str, _Value]) -> Mapping[str, _Value]:
    return mapping if isinstance(mapping, MappingProxyType | Unread) else MappingProxyType(dict(mapping))
