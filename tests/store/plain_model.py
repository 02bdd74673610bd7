"""What a person expects of mltrack, in plain dictionaries: the model that the real store is held against."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from mltrack.core import actions
from mltrack.core.entries import Span
from mltrack.core.history import Event, Evidence, LogChange, Mark, OwnEffort, Subject, TimeEntry, Turn
from mltrack.core.progress import Progress
from mltrack.core.requirements import Has, Level
from mltrack.core.snapshot import Snapshot
from mltrack.session import Session
from tests.core.worlds import catalog, degree, role, skill

HOUSE = catalog(
    [skill("python"), skill("sql"), skill("spark"), degree("msc")],
    [role("ml", Has("python", Level.EXPERT)), role("data", Has("sql", Level.WORKING)), role("free", Has("msc"))],
)
MILESTONES = ("python", "sql", "spark", "msc")
SKILLS = MILESTONES[:3]
ROLES = ("ml", "data", "free")

Marked: TypeAlias = tuple[Level | None, date | None]
"""The level and the day of what is done."""


@dataclass(frozen=True)
class State:
    """What holds."""

    marks: Mapping[str, Marked] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, bool] = field(default_factory=dict)
    """Role to whether it is the primary one."""
    log: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """What was done, which is said only once, to milestone and minutes."""
    efforts: Mapping[str, int] = field(default_factory=dict)
    """Milestone to hours expected."""
    due: Mapping[str, date] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    """What shows it, which is said only once, to milestone."""


def said(progress: Progress) -> State:
    """What the real thing says."""
    return State(
        {one: (mark.level, mark.done_on) for one, mark in progress.marks.items()},
        dict(progress.notes),
        {one: aim.primary for one, aim in progress.targets.items()},
        {time.text: (time.milestone, time.minutes) for time in progress.log.values()},
        {one: int(effort.hours.high) for one, effort in progress.efforts.items() if effort.hours},
        dict(progress.due),
        {piece.text: piece.milestone for piece in progress.evidence.values()},
    )


@dataclass(frozen=True)
class Saved:
    """What holds after a save, and what can be gone back to from there."""

    state: State = field(default_factory=State)
    undo: tuple[State, ...] = ()
    redo: tuple[State, ...] = ()
    days: Mapping[date, State] = field(default_factory=dict)
    """What held at the end of a day."""

    def then(self, state: State, today: date) -> Saved:
        """After one action that leads to `state`."""
        return Saved(state, (*self.undo, self.state), (), {**self.days, today: state})

    def joined(self, state: State, today: date) -> Saved:
        """After the history of another device came in: how far back that reaches, this model does not know."""
        return Saved(state, (), (), {today: state})


Verb: TypeAlias = tuple[Callable[[Session], Snapshot], Callable[[Saved, date], Saved | None]]
"""A deed as a session does it, and what is saved after it; None where there is nothing to do."""


def tick(milestone: str, level: Level | None) -> Verb:
    level = level if milestone in SKILLS else None

    def expected(saved: Saved, today: date) -> Saved:
        held, day = saved.state.marks.get(milestone, (None, None))
        kept = (level or held or Level.WORKING) if milestone in SKILLS else None
        marks = {**saved.state.marks, milestone: (kept, day or today)}
        return saved.then(replace(saved.state, marks=marks), today)

    return lambda session: session.tick([milestone], level=level), expected


def untick(milestone: str) -> Verb:
    def expected(saved: Saved, today: date) -> Saved:
        marks = {one: mark for one, mark in saved.state.marks.items() if one != milestone}
        return saved.then(replace(saved.state, marks=marks), today)

    return lambda session: session.untick([milestone]), expected


def note(milestone: str, text: str) -> Verb:
    def expected(saved: Saved, today: date) -> Saved:
        notes = {one: note for one, note in {**saved.state.notes, milestone: text}.items() if note}
        return saved.then(replace(saved.state, notes=notes), today)

    return lambda session: session.note(milestone, text), expected


def aim(role_id: str) -> Verb:
    def expected(saved: Saved, today: date) -> Saved:
        targets = {role_id: not any(saved.state.targets.values()), **saved.state.targets}
        return saved.then(replace(saved.state, targets=targets), today)

    return lambda session: session.target([role_id]), expected


def stop_aiming(role_id: str) -> Verb:
    def expected(saved: Saved, today: date) -> Saved:
        targets = {one: primary for one, primary in saved.state.targets.items() if one != role_id}
        if targets and not any(targets.values()):
            targets[min(targets)] = True
        return saved.then(replace(saved.state, targets=targets), today)

    return lambda session: session.untarget(role_id), expected


def log(milestone: str, minutes: int) -> Verb:
    text = uuid.uuid4().hex

    def expected(saved: Saved, today: date) -> Saved:
        spent = {**saved.state.log, text: (milestone, minutes)}
        return saved.then(replace(saved.state, log=spent, marks={milestone: (None, None), **saved.state.marks}), today)

    return lambda session: session.log(milestone, minutes, text=text), expected


def unlog() -> Verb:
    """Remove the entry whose text comes first."""

    def expected(saved: Saved, today: date) -> Saved:
        kept = sorted(saved.state.log)[1:]
        return saved.then(replace(saved.state, log={text: saved.state.log[text] for text in kept}), today)

    def first(progress: Progress) -> str:
        return min(progress.log, key=lambda entry: progress.log[entry].text, default="none")

    return lambda session: session.act(lambda progress, _: actions.unlog(progress, first(progress))), expected


def attach(milestone: str) -> Verb:
    text = uuid.uuid4().hex

    def expected(saved: Saved, today: date) -> Saved:
        return saved.then(replace(saved.state, evidence={**saved.state.evidence, text: milestone}), today)

    return lambda session: session.attach(milestone, text), expected


def detach() -> Verb:
    """Remove the evidence whose text comes first."""

    def expected(saved: Saved, today: date) -> Saved:
        kept = sorted(saved.state.evidence)[1:]
        return saved.then(replace(saved.state, evidence={text: saved.state.evidence[text] for text in kept}), today)

    def first(progress: Progress) -> str:
        return min(progress.evidence, key=lambda entry: progress.evidence[entry].text, default="none")

    return lambda session: session.act(lambda progress, _: actions.detach(progress, first(progress))), expected


def expect(milestone: str, hours: int | None) -> Verb:
    effort = None if hours is None else OwnEffort(Span(1, hours))

    def expected(saved: Saved, today: date) -> Saved:
        efforts = {one: kept for one, kept in saved.state.efforts.items() if one != milestone}
        efforts |= {} if hours is None else {milestone: hours}
        return saved.then(replace(saved.state, efforts=efforts), today)

    return lambda session: session.expect(milestone, effort), expected


def due(milestone: str, day: date | None) -> Verb:
    def expected(saved: Saved, today: date) -> Saved | None:
        days = {one: kept for one, kept in saved.state.due.items() if one != milestone}
        is_done = saved.state.marks.get(milestone, (None, None))[1] is not None
        if day is not None and saved.state.due.get(milestone) != day and (day < today or is_done):
            return None
        days |= {} if day is None else {milestone: day}
        return saved.then(replace(saved.state, due=days), today)

    return lambda session: session.due(milestone, day), expected


def undo() -> Verb:
    def expected(saved: Saved, today: date) -> Saved | None:
        if not saved.undo:
            return None
        *rest, state = saved.undo
        return Saved(state, tuple(rest), (*saved.redo, saved.state), {**saved.days, today: state})

    return Session.undo, expected


def redo() -> Verb:
    def expected(saved: Saved, today: date) -> Saved | None:
        if not saved.redo:
            return None
        *rest, state = saved.redo
        return Saved(state, (*saved.undo, saved.state), tuple(rest), {**saved.days, today: state})

    return Session.redo, expected


def expected_of(verb: Verb, saved: Saved, today: date) -> Saved | None:
    """What is saved after `verb`: the same as before where it makes no difference, None where it cannot be done."""
    after = verb[1](saved, today)
    return saved if after is not None and after.state == saved.state else after


def merged(ours: Progress, theirs: Progress) -> State:
    """Both: of what both have changed, what the later change by the logical clock has made of it.

    Only marks, time and evidence are told on both sides. Where one side has undone all that it did, that was
    no change, and a start that only came with time logged gives way to what is told outright. What
    happened on both sides under one id of a device, as after a save that was tried twice, is told
    apart by the clock alone.
    """
    subjects = {event.change.subject for side in (ours, theirs) for event in side.history}
    apart = {subject for subject in subjects if subject.noun in {"mark", "log", "evidence"}}
    made = {subject: _held_by_both(subject, ours, theirs) for subject in apart}
    return replace(
        said(ours),
        marks={subject.id: (mark.level, mark.done_on) for subject, mark in made.items() if isinstance(mark, Mark)},
        log={time.text: (time.milestone, time.minutes) for time in made.values() if isinstance(time, TimeEntry)},
        evidence={piece.text: piece.milestone for piece in made.values() if isinstance(piece, Evidence)},
    )


def _held_by_both(subject: Subject, ours: Progress, theirs: Progress) -> object:
    sides = [[event for event in side.history if event.change.subject == subject] for side in (ours, theirs)]
    shared = {event.id for event in sides[0]} & {event.id for event in sides[1]}
    alone = [[event for event in side if event.id not in shared] for side in sides]
    holding = max([*sides[0], *sides[1]], key=lambda event: event.order)
    deeds = [{(event.device, event.clock, event.change) for event in side} for side in alone]
    if not all(alone) or holding.id in shared or deeds[0] & deeds[1]:
        return holding.change.new
    if alone[0][-1].change.new == alone[1][-1].change.new:
        return holding.change.new
    logs = {
        (event.action, event.change.milestone)
        for event in (*ours.history, *theirs.history)
        if isinstance(event.change, LogChange) and not event.label
    }
    claims = [(*_claim(side, logs), side[-1].change.new) for side in alone]
    return max(claims, key=lambda claim: claim[:2])[2]


def _claim(events: Sequence[Event], logs: Set[tuple[str, str]]) -> tuple[int, object]:
    """2 for what is told outright, 1 for what only time logged has begun, 0 for what is taken back; and since when."""
    if _is_back(events):
        return 0, events[-1].order
    told = [event for event in events if (event.action, event.change.subject.id) not in logs]
    if not told or _is_back(told):
        return 1, events[-1].order
    return 2, told[-1].order


def _is_back(events: Sequence[Event]) -> bool:
    return events[-1].turn is Turn.UNDO and events[0].change.old == events[-1].change.new
