"""What a person expects of mltrack, in plain dictionaries: the model that the real store is held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from mltrack.core.history import Event, Mark, Turn
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


def said(progress: Progress) -> State:
    """What the real thing says."""
    return State(
        {one: (mark.level, mark.done_on) for one, mark in progress.marks.items()},
        dict(progress.notes),
        {one: aim.primary for one, aim in progress.targets.items()},
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
    """Both: of a mark that both have changed, what the later change by the logical clock has made of it.

    Where one side has undone all that it did, that was no change. What happened on both sides under
    one id of a device, as after a save that was tried twice, is told apart by the clock alone.
    """
    marks: dict[str, Marked] = {}
    for milestone in MILESTONES:
        sides = [
            [event for event in side.history if event.change.subject == ("mark", milestone)] for side in (ours, theirs)
        ]
        shared = {event.id for event in sides[0]} & {event.id for event in sides[1]}
        alone = [[event for event in side if event.id not in shared] for side in sides]
        holding = max([*sides[0], *sides[1]], key=lambda event: event.order, default=None)
        taken_back = [bool(side) and side[-1].turn is Turn.UNDO and _is_back(side) for side in alone]
        deeds = [{(event.device, event.clock, event.change) for event in side} for side in alone]
        if all(alone) and taken_back[0] != taken_back[1] and not deeds[0] & deeds[1]:
            kept, undone = (alone[1], alone[0]) if taken_back[0] else (alone[0], alone[1])
            holding = kept[-1] if kept[-1].change.new != undone[-1].change.new else holding
        if holding is not None and isinstance(holding.change.new, Mark):
            marks[milestone] = holding.change.new.level, holding.change.new.done_on
    return replace(said(ours), marks=marks)


def _is_back(events: Sequence[Event]) -> bool:
    return events[0].change.old == events[-1].change.new
