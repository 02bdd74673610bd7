"""Events to store, as short to write as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

from mltrack.core.entries import Span
from mltrack.core.history import (
    Change,
    DueChange,
    EffortChange,
    Event,
    Evidence,
    EvidenceChange,
    LogChange,
    Mark,
    MarkChange,
    NoteChange,
    OwnEffort,
    Status,
    Target,
    TargetChange,
    TimeEntry,
    Turn,
)
from mltrack.core.progress import Progress
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
        LogChange("t1", None, TimeEntry("python", date(2025, 11, 20), 90, "chapter “3” 漢字")),
        LogChange("t2", None, TimeEntry("not-in-any-catalog", date(2025, 11, 19), 1_440)),
        LogChange("t3", None, TimeEntry("python", date(2025, 11, 18), 1)),
        LogChange("t3", TimeEntry("python", date(2025, 11, 18), 1), None),
        EffortChange("python", None, OwnEffort(Span(30, 50.5), Span(0, 2))),
        EffortChange("statistics", None, OwnEffort(months=Span(6, 12))),
        EffortChange("statistics", OwnEffort(months=Span(6, 12)), OwnEffort(Span(20, 20))),
        DueChange("statistics", None, date(2026, 2, 28)),
        DueChange("statistics", date(2026, 2, 28), date(2026, 3, 31)),
        DueChange("python", None, date(2025, 12, 1)),
        DueChange("python", date(2025, 12, 1), None),
        EvidenceChange("e1", None, Evidence("python", date(2025, 11, 20), "https://example.org/ü?漢字=“3”")),
        EvidenceChange("e2", None, Evidence("not-in-any-catalog", date(2024, 2, 29), "in the blue folder")),
        EvidenceChange("e3", None, Evidence("python", date(2025, 11, 18), "by mistake")),
        EvidenceChange("e3", Evidence("python", date(2025, 11, 18), "by mistake"), None),
    )
    done = doing(*changes)(progress, device)
    undo = Event("u1", "undo", NOW, done[-1].clock + 1, device, changes[0].inverse(), Turn.UNDO, done[0].action)
    redo = Event("r1", "redo", NOW, done[-1].clock + 2, device, changes[1], Turn.REDO, "undo")
    return [*done, undo, redo]


def same(one: Progress, other: Progress) -> bool:
    """Equal in every way, down to the order of targets, of time spent and of evidence."""
    orders = [(list(side.targets), list(side.log), list(side.evidence)) for side in (one, other)]
    return one.holds_same(other) and one.history == other.history and orders[0] == orders[1]


def started(folder: Path, saves: int) -> Places:
    """A store in which so many milestones were ticked, one a save: `old-0`, `old-1` and so on."""
    places = at(folder)
    for number in range(saves):
        ProgressStore(places).commit(ticking(f"old-{number}"))
    return places


def facts(progress: Progress) -> dict[str, dict[str, object]]:
    """What `state` should say, spelled out a second time."""

    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    said: dict[str, dict[str, object]] = {}
    for milestone, mark in progress.marks.items():
        said[f"mark:{milestone}"] = {
            "status": mark.status.value,
            "level": mark.level.value if mark.level else None,
            "started_on": iso(mark.started_on),
            "done_on": iso(mark.done_on),
            "expires_on": iso(mark.expires_on),
            "reason": mark.reason,
        }
    for milestone, note in progress.notes.items():
        said[f"note:{milestone}"] = {"text": note}
    for place, (role, target) in enumerate(progress.targets.items(), start=1):
        said[f"target:{role}"] = {"primary": target.primary, "by": iso(target.by), "place": place}
    for entry, time in progress.log.items():
        said[f"log:{entry}"] = {
            "milestone": time.milestone,
            "on": iso(time.on),
            "minutes": time.minutes,
            "text": time.text,
        }
    for milestone, effort in progress.efforts.items():
        said[f"effort:{milestone}"] = {
            "hours": [effort.hours.low, effort.hours.high] if effort.hours else None,
            "months": [effort.months.low, effort.months.high] if effort.months else None,
        }
    for milestone, day in progress.due.items():
        said[f"due:{milestone}"] = {"on": iso(day)}
    for entry, piece in progress.evidence.items():
        said[f"evidence:{entry}"] = {"milestone": piece.milestone, "on": iso(piece.on), "text": piece.text}
    return said


def varied(folder: Path) -> Places:
    """A store of three saves: everything that an event can hold, then ticks of "a" and of "b"."""
    places = at(folder)
    for decide in (rich, ticking("a"), ticking("b")):
        ProgressStore(places).commit(decide)
    return places


def event_of(progress: Progress, subject: str) -> Event:
    """The last event on one milestone or role."""
    return [event for event in progress.history if event.change.subject.id == subject][-1]


def backups(places: Places) -> list[Path]:
    """The files of the backups, the newest last."""
    return sorted(places.backups.glob("progress-*.json"))


def asides(places: Places) -> list[Path]:
    """What was put aside because it could not be used."""
    return sorted(places.data.glob("progress.json.damaged-*"))


@dataclass(frozen=True)
class Seen:
    """All that can be seen of a folder from outside: equal when nothing in it was written, made or removed."""

    files: dict[str, tuple[int, int, int, int]]
    contents: dict[str, bytes]

    def __init__(self, places: Places) -> None:
        found = {path: path.lstat() for path in [places.data, *places.data.rglob("*")]}
        files = {
            str(path): (status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns)
            for path, status in found.items()
        }
        small = [path for path, status in found.items() if path.is_file() and status.st_size < 1_000_000]
        object.__setattr__(self, "files", files)
        object.__setattr__(self, "contents", {str(path): path.read_bytes() for path in small})
