"""A home on disk beside the model of it: what was done here by the real store, and by plain dictionaries."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from mltrack.core.snapshot import Snapshot
from mltrack.session import Session
from mltrack.store.progress_db import ProgressStore
from mltrack.store.sealed_file import CURRENT, Form
from mltrack.upkeep import Upkeep
from tests.session.keepers import Clock
from tests.store.deeds import LATER
from tests.store.histories import at, backups, facts
from tests.store.plain_model import HOUSE, Saved, Verb, expected_of, said

FORMS = (Form(2, {1: CURRENT.migrations[1]}), CURRENT, Form(4, {**CURRENT.migrations, 3: LATER.migrations[3]}), LATER)
"""The schemas that a home sees come, one update after the other."""


class _Upkeep(Upkeep):
    """The upkeep of a mltrack with another schema."""

    def __init__(self, session: Session, form: Form) -> None:
        super().__init__(session)
        self._form = form

    def _store(self) -> ProgressStore:
        assert self._session.places is not None
        return ProgressStore(self._session.places, form=self._form)


@dataclass
class Home:
    """One person's files, the sessions that are open on them, and what all of them should hold."""

    folder: Path
    clock: Clock
    age: int = 0
    """How many schemas it has seen come."""
    saves: dict[int, Saved] = field(default_factory=lambda: {0: Saved()})
    """What every save has made, by its generation."""
    head: int = 0
    """The generation of the file."""
    sessions: list[Session] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    """The generation that each session has seen last."""

    def __post_init__(self) -> None:
        self.places = at(self.folder)
        self.reopen()

    @property
    def form(self) -> Form:
        return FORMS[self.age]

    @property
    def now(self) -> Saved:
        return self.saves[self.head]

    @property
    def is_backed_up(self) -> bool:
        """False before the first save, and where the disk failed at the backup of just that one."""
        return self.head > 0 and backups(self.places) != []

    def store(self) -> ProgressStore:
        return ProgressStore(self.places, form=self.form)

    def upkeep(self, who: int) -> Upkeep:
        return _Upkeep(self.sessions[who], self.form)

    def reopen(self) -> None:
        """Close both sessions, and open two."""
        self.sessions = [Session(HOUSE, self.store(), self.clock, self.places) for _ in range(2)]
        self.seen = [self.head, self.head]

    def clone(self, folder: Path) -> Home:
        """A copy of everything, as on a second machine; it says that it is the same device."""
        if self.places.data.exists():
            shutil.copytree(self.places.data, at(folder).data)
        return Home(folder, self.clock, self.age, {self.head: replace(self.now, undo=(), redo=())}, self.head)

    def reload(self, who: int) -> None:
        self.sessions[who].reload()
        self.seen[who] = self.head

    def on_disk(self) -> int:
        return self.store().reader.fetch().generation

    def do(self, who: int, verb: Verb) -> None:
        """Have a session do it, and expect what the model says."""
        expected = expected_of(verb, self.now, self.clock().date())
        if expected is not None:
            self.expect(who, verb[0], expected)

    def expect(self, who: int, act: Callable[[Session], Snapshot], expected: Saved) -> None:
        """Have a session do something after which `expected` is saved, if it is anything new."""
        snapshot = act(self.sessions[who])
        assert self.sessions[who].snapshot is snapshot
        self.take(who, expected)

    def take(self, who: int, expected: Saved) -> None:
        """A session has saved `expected`, if it is anything new."""
        generation = self.on_disk()
        assert (generation > self.head) == (expected is not self.now)
        self.head = generation
        self.saves[generation] = expected
        self.seen[who] = generation

    def check(self) -> None:
        """What is on disk, what is in memory, what other programs read: all of it is what the model says."""
        store = self.store()
        progress = store.load()
        assert said(progress) == self.now.state
        assert (store.recovery, store.newer) == (None, None)
        assert store.reader.fetch().generation == self.head
        shown = [said(session.snapshot.progress) for session in self.sessions]
        assert shown == [self.saves[generation].state for generation in self.seen]
        if self.head:
            tables = json.loads(self.places.progress.read_bytes())
            assert tables.get("state", {}) == facts(progress)
            assert tables["events"].keys() == {event.id for event in progress.history}

    def check_backups(self) -> None:
        """Every backup holds what the save that it is named for has made."""
        for one in self.store().backups():
            assert one.progress is not None, one.fault
            assert said(one.progress) == self.saves[one.number].state, one.file
