"""A history of as many events as are asked for, on the shipped catalog: a program that writes it.

    python -m tests.benchmarks.grown_history FOLDER EVENTS

With `MLTRACK_HOME=FOLDER` the program runs on it.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind
from mltrack.core.history import (
    Change,
    Event,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    Status,
    Target,
    TargetChange,
    TimeEntry,
)
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level, leaves
from mltrack.session import open_session, places_below
from mltrack.store.progress_db import ProgressStore

YEARS = 8
TARGETS, ROLES = 2, 20
"""How many roles it aims for, and how many are looked into."""
TIMES = 20
"""Of so many events, what each is, by a number drawn: the marks first, then notes; what is left is time logged."""
MARKS, NOTES = 8, 12
WORDS = ("read", "chapter", "watched", "finish", "exercise", "notebook", "course", "ask", "mentor", "draft", "again")


def history(folder: Path, events: int, catalog: Catalog | None = None) -> None:
    """Write a history of so many events of eight years below `folder`, all but the days the same on every run.

    It aims for two roles, moves milestones between open, started and done, rewrites notes, and logs
    time. It is about the shipped catalog, or about what the first roles of another one ask for.
    """
    places = places_below(folder)
    known = catalog or open_session(places, bundled=True).catalog

    def decide(_: Progress, device: str) -> Sequence[Event]:
        return list(_Life(known, device).events(events))

    ProgressStore(places).commit(decide)


@dataclass
class _Life:
    """How everything stands after the events that were made so far."""

    catalog: Catalog
    device: str
    chance: random.Random = field(default_factory=lambda: random.Random(8))
    marks: dict[str, Mark | None] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def events(self, count: int) -> Iterator[Event]:
        now = datetime.now(UTC)
        first, span = now - timedelta(days=365 * YEARS), timedelta(days=365 * YEARS)
        clock, known = 0, self._asked()
        for number in range(count):
            at = first + span * number / count
            clock = max(clock + 1, int(at.timestamp() * 1000))
            change = self._target(number) if number < TARGETS else self._change(self.chance.choice(known), at.date())
            yield Event(self._name(), self._name(), at, clock, self.device, change)

    def _asked(self) -> Sequence[str]:
        """What the first roles ask for: of thousands of milestones nobody does some by chance."""
        first = list(self.catalog.roles.values())[:ROLES]
        trees = [line.needs for role in first for line in role.requirements]
        return list(dict.fromkeys(leaf.has for tree in trees for leaf in leaves(tree)))

    def _name(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"

    def _target(self, number: int) -> Change:
        return TargetChange(list(self.catalog.roles)[number], None, Target(primary=number == 0))

    def _change(self, milestone: str, day: date) -> Change:
        drawn = self.chance.randrange(TIMES)
        if drawn < MARKS:
            old, new = self.marks.get(milestone), self._mark(milestone, day)
            self.marks[milestone] = new
            return MarkChange(milestone, old, new)
        if drawn < NOTES:
            text = " ".join(self.chance.choices(WORDS, k=self.chance.randrange(3, 40)))
            before, self.notes[milestone] = self.notes.get(milestone, ""), text
            return NoteChange(milestone, before, text)
        minutes = 15 * self.chance.randint(1, 12)
        return LogChange(self._name(), None, TimeEntry(milestone, day, minutes, self.chance.choice(WORDS)))

    def _mark(self, milestone: str, day: date) -> Mark | None:
        match self.chance.randrange(6):
            case 0:
                return None if self.marks.get(milestone) else Mark(Status.STARTED, started_on=day)
            case 1 | 2:
                return Mark(Status.STARTED, started_on=day)
            case _:
                is_skill = self.catalog.milestones[milestone].kind is Kind.SKILL
                return Mark(Status.DONE, self.chance.choice(list(Level)) if is_skill else None, done_on=day)


if __name__ == "__main__":
    history(Path(sys.argv[1]), int(sys.argv[2]))
