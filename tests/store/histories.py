"""Events to store, as short to write as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

from mltrack.core.progress import (
    Change,
    Event,
    Mark,
    MarkChange,
    NoteChange,
    Progress,
    Status,
    Target,
    TargetChange,
    Turn,
)
from mltrack.core.requirements import Level
from mltrack.store.paths import Places, places
from mltrack.store.progress_db import ProgressStore

NOW = datetime(2025, 11, 20, 21, 30, 15, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))
DONE = Mark(Status.DONE, level=Level.WORKING, done_on=date(2025, 11, 20))

Decide = Callable[[Progress, str], Sequence[Event]]


def at(folder: Path) -> Places:
    """The places of a mltrack that lives in `folder`, which is not there yet."""
    return places({"MLTRACK_HOME": str(folder / "home")})


def doing(*changes: Change) -> Decide:
    """A decision to make these changes, whatever there is."""

    def decide(progress: Progress, device: str) -> Sequence[Event]:
        action = uuid4().hex
        return [
            Event(uuid4().hex, action, NOW, progress.next_clock + place, device, change)
            for place, change in enumerate(changes)
        ]

    return decide


def ticking(milestone: str) -> Decide:
    """A decision to mark one milestone as done."""
    return doing(MarkChange(milestone, None, DONE))


def nothing(progress: Progress, device: str) -> Sequence[Event]:
    """A decision to change nothing."""
    return ()


def rich(progress: Progress, device: str) -> Sequence[Event]:
    """A decision with everything an event can hold."""
    mark = Mark(Status.DONE, Level.EXPERT, date(2024, 2, 29), date(2025, 1, 1), date(2028, 1, 1))
    waived = Mark(Status.WAIVED, reason="employer accepts “portfolio” \U0001f9d1‍\U0001f393")
    started = Mark(Status.STARTED, started_on=date(2025, 5, 5))
    changes: Sequence[Change] = (
        MarkChange("python", None, started),
        MarkChange("python", started, mark),
        MarkChange("not-in-any-catalog", None, waived),
        NoteChange("python", "", 'first line\nsecond: ü, 漢字, \\ and "quotes"'),
        NoteChange("statistics", "", "gone soon"),
        NoteChange("statistics", "gone soon", ""),
        TargetChange("zoologist", None, Target(primary=True, by=date(2026, 6, 30))),
        TargetChange("analyst", None, Target(primary=False)),
    )
    done = doing(*changes)(progress, device)
    undo = Event("u1", "undo", NOW, done[-1].clock + 1, device, changes[0].inverse(), Turn.UNDO, done[0].action)
    redo = Event("r1", "redo", NOW, done[-1].clock + 2, device, changes[1], Turn.REDO, "undo")
    return [*done, undo, redo]


def same(one: Progress, other: Progress) -> bool:
    """Equal in every way, down to the order of targets."""
    return one.holds_same(other) and one.history == other.history and list(one.targets) == list(other.targets)


def started(folder: Path, saves: int) -> Places:
    """A store in which so many milestones were ticked, one a save: `old-0`, `old-1` and so on."""
    places = at(folder)
    for number in range(saves):
        ProgressStore(places).commit(ticking(f"old-{number}"))
    return places
