"""Devices that each keep a copy of one person's progress, and part and meet again as copies do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from itertools import count
from typing import Final

from hypothesis import settings
from hypothesis import strategies as st

from mltrack.core import actions
from mltrack.core.entries import Milestone, Span
from mltrack.core.history import (
    Change,
    Event,
    Evidence,
    EvidenceChange,
    LogChange,
    Mark,
    OwnEffort,
    Status,
    Step,
    TimeEntry,
    Turn,
)
from mltrack.core.merge import Merge, merged
from mltrack.core.progress import Progress
from mltrack.core.requirements import Level
from mltrack.errors import InvalidInput
from tests.core.worlds import TODAY, degree, project, skill

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=timezone(timedelta(hours=1)))


def examples(nightly: int, usual: int = 60) -> settings:
    """So many examples in the nightly profile, `usual` in the other one."""
    return settings(max_examples=nightly if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else usual)


@dataclass
class Device:
    """One copy of the progress. What it writes down is what the session writes down."""

    name: str
    progress: Progress = field(default_factory=Progress)
    skew: timedelta = timedelta(0)
    """How far its clock goes wrong."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    """For ids; devices of one name share it."""
    past: list[Progress] = field(default_factory=list)
    """What it held before each action and each merge: its backups."""

    def act(
        self,
        *changes: Change,
        turn: Turn = Turn.FORWARD,
        of: str | None = None,
        at: datetime = NOON,
        label: str = "",
    ) -> Sequence[Event]:
        """Make `changes`, as one action; the events of it."""
        action, now = f"{self.name} did {next(self.numbers)}", at + self.skew
        first = self.progress.clock_at(now)
        events = [
            Event(f"{action}.{place}", action, now, first + place, self.name, change, turn, of, label)
            for place, change in enumerate(self.progress.spelled(changes))
        ]
        if events:
            self._becomes(self.progress.after(events))
        return events

    def do(self, doing: str) -> Sequence[Event]:
        """Do what is called so in DOINGS; nothing when it is refused. New entries get ids of their own."""
        try:
            changes = DOINGS[doing](self.progress)
        except InvalidInput:
            return ()
        return self.act(*(self._told_apart(change) for change in changes))

    def _told_apart(self, change: Change) -> Change:
        if isinstance(change, LogChange) and change.entry == NEW:
            return replace(change, entry=f"{self.name} logged {next(self.numbers)}")
        if isinstance(change, EvidenceChange) and change.entry == NEW:
            return replace(change, entry=f"{self.name} attached {next(self.numbers)}")
        return change

    def undo(self) -> Step | None:
        """Take the newest action back, where there is one."""
        step = self.progress.undoable
        if step is not None:
            self.act(*step.changes, turn=Turn.UNDO, of=step.action)
        return step

    def redo(self) -> Step | None:
        """Do the newest undone action again, where there is one."""
        step = self.progress.redoable
        if step is not None:
            self.act(*step.changes, turn=Turn.REDO, of=step.action)
        return step

    def merge(self, other: Progress) -> Merge:
        """Take over another history, and make one of what both sides changed."""
        merge = merged(self.progress, other.history)
        if merge.added:
            self._becomes(merge.progress)
            for changes in (merge.upheld, merge.joined_notes, merge.one_primary):
                self.act(*changes)
        return merge

    def go_back(self, steps: int) -> None:
        """Be again what it was some changes ago, as somebody does who copies an old backup over the file."""
        if self.past:
            self.progress = self.past[-min(steps, len(self.past))]

    def _becomes(self, progress: Progress) -> None:
        self.past.append(self.progress)
        self.progress = progress


def meet(laptop: Device, phone: Device) -> Progress:
    """What both hold once each has merged the other one's copy."""
    here, there = laptop.progress, phone.progress
    laptop.merge(there)
    phone.merge(here)
    assert laptop.progress.holds_same(phone.progress)
    for device, other in ((laptop, phone), (phone, laptop)):
        assert device.merge(other.progress).clashes == ()
    assert laptop.progress.history == phone.progress.history
    return laptop.progress


Doing = Callable[[Progress], Sequence[Change]]
"""One action of a person, worked out against the progress of that moment."""

PYTHON, SQL, MSC, APP = skill("python"), skill("sql"), degree("msc"), project("app")
ALL = (PYTHON, SQL, MSC, APP)
YESTERDAY, MONDAY = TODAY - timedelta(days=1), date(2026, 11, 16)
NEW: Final = "new"
"""The id of an entry of the time log, or of evidence, that a device has not written down yet."""
_ON_MONDAY = Progress(
    {"python": Mark(Status.STARTED, started_on=MONDAY)},
    {"app": "chapter 3"},
    log={"on Monday": TimeEntry("python", MONDAY, 45)},
    efforts={"sql": OwnEffort(Span(10, 20))},
    due={"python": TODAY},
    evidence={"on Monday": Evidence("app", MONDAY, "https://example.org/app")},
)


def _tick(one: Milestone, day: date = TODAY, level: Level | None = None) -> Doing:
    return lambda progress: actions.tick(progress, one, TODAY, level=level, on=day)


def _tick_all(progress: Progress) -> Sequence[Change]:
    return [change for one in ALL for change in actions.tick(progress, one, TODAY)]


def _log(one: Milestone, minutes: int, day: date = TODAY) -> Doing:
    return lambda progress: actions.log(progress, one, TODAY, minutes, entry=NEW, on=day)


def _unlog(progress: Progress, place: int) -> Sequence[Change]:
    entries = sorted(progress.log)
    return actions.unlog(progress, entries[place]) if entries else ()


def _attach(one: Milestone, text: str) -> Doing:
    return lambda progress: actions.attach(progress, one, TODAY, text, entry=NEW)


def _detach(progress: Progress, place: int) -> Sequence[Change]:
    entries = sorted(progress.evidence)
    return actions.detach(progress, entries[place]) if entries else ()


def _on(verb: Callable[..., Sequence[Change]], *arguments: object, **more: object) -> Doing:
    return lambda progress: verb(progress, *arguments, **more)


DOINGS: Final[Mapping[str, Doing]] = {
    **{f"note {text!r}": _on(actions.note, "python", text) for text in ("a", "ab", "a\nb", "c\n\na", "")},
    "note on the project": _on(actions.note, "app", "half done"),
    **{f"tick python, {level.value}": _tick(PYTHON, level=level) for level in Level},
    **{f"tick {one.id}": _tick(one) for one in ALL},
    "tick msc, yesterday": _tick(MSC, YESTERDAY),
    "tick all": _tick_all,
    **{f"open {one.id}": _on(actions.untick, one.id) for one in ALL},
    **{f"start {one.id}": _on(actions.start, one, TODAY) for one in ALL},
    "waive python": _on(actions.waive, PYTHON, TODAY, "other language"),
    "waive app": _on(actions.waive, APP, TODAY, "portfolio"),
    **{f"aim for {one}": _on(actions.target, [one]) for one in ("ml", "data")},
    **{f"aim first for {one}": _on(actions.target, [one], primary=True) for one in ("ml", "data", "free")},
    "aim for both by a day": _on(actions.target, ["data", "ml"], by=TODAY),
    **{f"stop aiming for {one}": _on(actions.untarget, one) for one in ("ml", "data")},
    "log python": _log(PYTHON, 90),
    "log app, yesterday": _log(APP, 20, YESTERDAY),
    "log a whole day": _log(SQL, 1_000),
    **{f"remove time, {place}": _on(_unlog, place) for place in (0, -1)},
    "evidence on python": _attach(PYTHON, "https://example.org/me"),
    "evidence on app": _attach(APP, "shown at the meetup"),
    **{f"remove evidence, {place}": _on(_detach, place) for place in (0, -1)},
    **{f"expect {hours} h of python": _on(actions.expect, "python", OwnEffort(Span(hours, 50))) for hours in (20, 30)},
    "expect months of msc": _on(actions.expect, "msc", OwnEffort(months=Span(12, 24))),
    "expect nothing else of python": _on(actions.expect, "python", None),
    **{f"{one.id} due today": _on(actions.due, one, TODAY, TODAY) for one in (PYTHON, APP)},
    "python due later": _on(actions.due, PYTHON, TODAY + timedelta(days=30), TODAY),
    "python not due": _on(actions.not_due, "python"),
    "go back to Monday": lambda progress: actions.restored(progress, _ON_MONDAY),
}

doings = st.sampled_from(sorted(DOINGS))
several_doings = st.lists(doings, min_size=4, max_size=6, unique=True)
skews = st.integers(-100, 100).map(lambda seconds: timedelta(seconds=seconds))


@st.composite
def three_devices(draw: st.DrawFn) -> Sequence[Device]:
    """Three devices whose copies have parted and met in any order, and some of which went back to old backups.

    The third one may have the id of the first, as after a copy of the whole folder.
    """
    third = draw(st.sampled_from(["tablet", "laptop"]))
    origin = Device("laptop", skew=draw(skews))
    for doing in draw(st.lists(doings, max_size=3)):
        origin.do(doing)
    others = [Device(name, origin.progress, draw(skews), origin.numbers) for name in ("phone", third)]
    devices = (origin, *others)
    for device in devices:
        for doing in draw(several_doings):
            device.do(doing)
    for _ in range(draw(st.integers(1, 9))):
        device = draw(st.sampled_from(devices))
        match draw(st.sampled_from(["merge", "undo", "do", "redo", "go back"])):
            case "do":
                device.do(draw(doings))
            case "undo":
                device.undo()
            case "redo":
                device.redo()
            case "merge":
                device.merge(draw(st.sampled_from(devices)).progress)
            case _:
                device.go_back(draw(st.integers(1, 4)))
    return devices
