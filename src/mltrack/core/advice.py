"""What to do next, and why: milestones in one order that can be explained, each with the facts behind its place.

The order is by facts, one after the other, and never by a sum of weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from math import ceil, floor, inf
from typing import Final

from mltrack.core.dates import with_unit
from mltrack.core.effort import DEFAULT_HOURS_PER_WEEK, Origin, Remaining, cost, remaining
from mltrack.core.entries import Kind, Span, Strength, earnable
from mltrack.core.records import dataclass
from mltrack.core.requirements import Has, Level, Standing, State, Verdict, satisfied
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted

_ORIGINS: Final = {
    Origin.SOURCE: "cited",
    Origin.ESTIMATE: "estimate",
    Origin.OWN: "your figure",
    Origin.ASSUMED: "assumed",
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """One milestone that is worth doing, with every fact that its place among the others rests on."""

    milestone: str
    """Id of the milestone."""
    level: Level | None
    """The level to reach, for a skill: the highest that the targets lack, else the highest that any role lacks."""
    state: State
    """How it stands now: open, started or lapsed, or met for a skill that is held below that level."""
    first: tuple[Has, ...]
    """What its prerequisites still lack, along the nearest alternatives; empty when they are met or waived."""
    primary: bool
    """True when the primary target requires it: names it where something required is still open, and moves with it."""
    on_primary_way: bool
    """True when it has to come before something that the primary target requires."""
    required_by: tuple[str, ...]
    """Ids of the targets that require it, sorted; a role that stands for the primary target counts as one."""
    stands_in: bool
    """True when the role that stands for the primary target is none of the targets."""
    choice: bool
    """True when something else could stand in its place for every one of them."""
    targets_moved: tuple[str, ...]
    """Ids of the targets whose readiness it raises, sorted."""
    moves: tuple[str, ...]
    """Ids of the roles whose readiness it raises, in catalog order."""
    on_the_way: tuple[str, ...]
    """Ids of the milestones that raise a role's readiness and have to wait for this one, sorted."""
    unlocks: tuple[str, ...]
    """Ids of the milestones whose prerequisites would be met with it and are not yet, sorted."""
    due: date | None
    """The day by which the person wants it done."""
    effort: Remaining
    """What is left to do of it."""
    minutes: int
    """The upper end of that as one number, see `effort.cost`."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it stands where it stands, in the order in which the facts count, effort last."""
        return (*self.told(date.isoformat), effort_words(self.effort))

    def told(self, day: Callable[[date], str], snapshot: Snapshot | None = None) -> tuple[str, ...]:
        """The same without the effort, with days as `day` writes them.

        With a `snapshot` that has several targets, the only one that requires it is called by its title.
        """
        said: list[str] = []
        if self.required_by:
            needed = "one of several ways for" if self.choice else "required by"
            said.append(f"{needed} {self._whose(snapshot)}")
        elif self.on_primary_way:
            said.append(f"on the way to what {'the role' if self.stands_in else 'your target'} requires")
        elif self.moves:
            said.append(f"moves {counted(len(self.moves), 'role')}")
        else:
            said.append(f"on the way to {counted(len(self.on_the_way), 'milestone')}")
        if self.unlocks:
            said.append(f"opens the way to {len(self.unlocks)} more")
        if self.due is not None:
            said.append(f"due {day(self.due)}")
        return tuple(said)

    def _whose(self, snapshot: Snapshot | None) -> str:
        """The targets that require it: how many they are, or the title of the one among several."""
        if snapshot is not None and len(self.required_by) == 1 and len(snapshot.targets) + self.stands_in > 1:
            return snapshot.catalog.role_title(self.required_by[0])
        return counted(len(self.required_by), "role" if self.stands_in else "target")


def reason(snapshot: Snapshot, step: NextStep) -> str:
    """The reasons in one line, such as "required by 2 targets, opens the way to 3 more, 20-40 h (estimate)".

    Of several targets, the only one that requires it is called by its title.
    """
    return ", ".join((*step.told(date.isoformat, snapshot), effort_words(step.effort)))


def effort_words(left: Remaining) -> str:
    """What is left and where the figure comes from, such as "20-40 h (estimate)"."""
    words = time_words(left.hours, left.months)
    return f"{words} ({_ORIGINS[left.origin]})" if words else "no effort left"


def time_words(hours: Span, months: Span) -> str:
    """Hours and months, such as "20-40 h and 36-48 months", ends rounded outwards; empty where there are none."""
    spans = [with_unit(_ends(span), unit) for span, unit in ((hours, "h"), (months, "months")) if span.high > 0]
    return " and ".join(spans)


def _ends(span: Span) -> str:
    # A nudge, so that what is whole but for the last digit of a float stays so.
    low, high = floor(span.low + 1e-9), ceil(span.high - 1e-9)
    return f"{low:,}" if low == high else f"{low:,}-{high:,}"


def worth_doing(snapshot: Snapshot, milestone_id: str) -> bool:
    """True for what can still be earned and is neither waived nor done, or is a skill that may be held higher."""
    milestone, standing = snapshot.catalog.milestones[milestone_id], snapshot.standing(milestone_id)
    if standing.state is State.WAIVED or standing.waived or not earnable(milestone, snapshot.today):
        return False
    if standing.state is State.MET:
        return milestone.kind is Kind.SKILL and standing.level is not Level.EXPERT
    return True


def open_leaves(verdict: Verdict, *, choices: bool = True) -> Iterator[Has]:
    """What is named where a judged requirement is neither met nor waived; without `choices`, no alternatives."""
    if verdict.state.satisfied:
        return
    if isinstance(verdict.requirement, Has):
        yield verdict.requirement
    elif choices or verdict.requirement.count == len(verdict.parts):
        for part in verdict.parts:
            yield from open_leaves(part, choices=choices)


def missing(
    snapshot: Snapshot, role_id: str, hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK)
) -> tuple[Has, ...]:
    """What a role's required requirements still lack, along the nearest alternatives.

    Of equally near ones those that take least, what comes before them not counted; what nobody can
    earn any more comes last. This is what every face shows as missing.
    """
    return snapshot.readiness[role_id].missing(minutes_for(snapshot, hours_per_week))


def minutes_for(snapshot: Snapshot, hours_per_week: Fraction) -> Callable[[Has], float]:
    """What says how much a leaf takes, in minutes of study, see `effort.cost`; infinite where nobody can earn it."""

    def minutes(leaf: Has) -> float:
        if not earnable(snapshot.catalog.milestones[leaf.has], snapshot.today):
            return inf
        return cost(remaining(snapshot, leaf.has, leaf.level), hours_per_week)

    return minutes


def ranked_moves(snapshot: Snapshot) -> tuple[str, ...]:
    """The milestones that can still be done and move a role: those that move most first, then by id."""
    found = [one for one in _within_reach(snapshot) if snapshot.moves(one)]
    return tuple(sorted(found, key=lambda one: (-len(snapshot.moves(one)), one)))


def next_steps(
    snapshot: Snapshot, role: str | None = None, hours_per_week: Fraction = Fraction(DEFAULT_HOURS_PER_WEEK)
) -> tuple[NextStep, ...]:
    """Every milestone that moves a role or is on the way to one that does, best first.

    In order: prerequisites met; required by the primary target, then on the way to what it requires;
    the number of targets it moves (of roles, while there is no target); the number of milestones it
    unlocks; due date; least effort, at the upper end; id. With `role`, the id of one, that role
    stands for the primary target. Left out are retired certifications, what has to wait for one, and
    what is waived.
    """
    advisor = _Advisor(snapshot, role, hours_per_week)
    return tuple(sorted(map(advisor.step, advisor.candidates()), key=advisor.rank))


class _Advisor:
    """What all steps of one snapshot are told from."""

    def __init__(self, snapshot: Snapshot, role: str | None, hours_per_week: Fraction) -> None:
        self.snapshot, self.hours_per_week = snapshot, hours_per_week
        self.minutes = cache(minutes_for(snapshot, hours_per_week))
        self.lacking = cache(lambda role_id: tuple(_lacking(snapshot, role_id)))
        aims = snapshot.targets
        self.primary = role or snapshot.primary_target
        self.stands_in = role is not None and role not in aims
        self.targets = sorted({*aims, *([role] if role else [])})
        self.wanted = {one: dict(_wanted(snapshot, one)) for one in self.targets}
        self.forced = {one: {leaf.has for leaf in _lacking(snapshot, one, choices=False)} for one in self.targets}
        self.reach = _within_reach(snapshot)
        self.movers = [one for one in snapshot.catalog.milestones if one in self.reach and snapshot.moves(one)]
        self.ways = self._ways()

    def candidates(self) -> Iterable[str]:
        """The movers and what has to come before them."""
        return dict.fromkeys([*self.movers, *self.ways])

    def rank(self, step: NextStep) -> tuple[bool, int, int, int, date, int, str]:
        """What the steps are sorted by; the id makes it a total order."""
        return (
            bool(step.first),
            0 if step.primary else 1 if step.on_primary_way else 2,
            -len(step.targets_moved if self.targets else step.moves),
            -len(step.unlocks),
            step.due or date.max,
            step.minutes,
            step.milestone,
        )

    def step(self, milestone_id: str) -> NextStep:
        """One candidate with its facts."""
        snapshot = self.snapshot
        moves, level = snapshot.moves(milestone_id), self._level(milestone_id)
        required_by = self._required_by(milestone_id)
        left = remaining(snapshot, milestone_id, level)
        waits = snapshot.waiting_for(milestone_id)
        return NextStep(
            milestone=milestone_id,
            level=level,
            state=snapshot.standing(milestone_id).state,
            first=waits.missing(self.minutes) if waits else (),
            primary=self.primary in required_by,
            on_primary_way=self._on_primary_way(milestone_id),
            required_by=required_by,
            stands_in=self.stands_in,
            choice=bool(required_by) and all(milestone_id not in self.forced[one] for one in required_by),
            targets_moved=tuple(one for one in self.targets if one in moves),
            moves=moves,
            on_the_way=tuple(sorted(self.ways.get(milestone_id, ()))),
            unlocks=tuple(sorted(self._unlocks(milestone_id, level))),
            due=snapshot.progress.due.get(milestone_id),
            effort=left,
            minutes=cost(left, self.hours_per_week),
        )

    def _required_by(self, milestone_id: str) -> tuple[str, ...]:
        moves = self.snapshot.moves(milestone_id)
        return tuple(one for one in self.targets if one in moves and milestone_id in self.wanted[one])

    def _on_primary_way(self, milestone_id: str) -> bool:
        return any(self.primary in self._required_by(mover) for mover in self.ways.get(milestone_id, ()))

    def _level(self, milestone_id: str) -> Level | None:
        if self.snapshot.catalog.milestones[milestone_id].kind is not Kind.SKILL:
            return None
        ways = self.ways.get(milestone_id, {})
        named = [self.wanted[one].get(milestone_id) for one in self.targets]
        named += [level for mover, level in ways.items() if self._required_by(mover)]
        for levels in (named, self._lacked_anywhere(milestone_id), list(ways.values())):
            if stated := [level for level in levels if level is not None]:
                return max(stated)
        return self.snapshot.supposed_level(milestone_id)

    def _lacked_anywhere(self, milestone_id: str) -> list[Level | None]:
        roles = {line.role for line in self.snapshot.catalog.required_lines.get(milestone_id, ())}
        return [leaf.level for one in roles for leaf in self.lacking(one) if leaf.has == milestone_id]

    def _ways(self) -> Mapping[str, Mapping[str, Level | None]]:
        """What has to come before a mover, through any number of steps: its id to the movers, with the level needed."""
        found: dict[str, dict[str, Level | None]] = {}
        before: dict[str, tuple[Has, ...]] = {}
        for mover in self.movers:
            queue, seen = [mover], {mover}
            for one in queue:  # grows while it is gone through
                if one not in before:
                    waits = self.snapshot.waiting_for(one)
                    before[one] = tuple(open_leaves(waits)) if waits else ()
                for leaf in before[one]:
                    if leaf.has not in self.reach:
                        continue
                    ways = found.setdefault(leaf.has, {})
                    ways[mover] = _higher(leaf.level, ways.get(mover))
                    if leaf.has not in seen:
                        seen.add(leaf.has)
                        queue.append(leaf.has)
        return found

    def _unlocks(self, milestone_id: str, level: Level | None) -> Iterator[str]:
        """The milestones that wait now and would not if this one were done."""
        snapshot, gained = self.snapshot, self.snapshot.gained(milestone_id, level)
        for one in {later for has in gained for later in snapshot.catalog.unlocks.get(has, ())}:
            waits = snapshot.waiting_for(one) if one not in gained and one in self.reach else None
            if waits and _opens(snapshot, waits, gained):
                yield one


def _within_reach(snapshot: Snapshot) -> frozenset[str]:
    """What is worth doing and does not have to wait for something that nobody can earn any more."""
    found = {one for one in snapshot.catalog.milestones if worth_doing(snapshot, one)}
    while True:
        all_done: dict[str, Standing] = {}
        for one in found:
            for has, standing in snapshot.gained(one).items():
                known = all_done.get(has)
                if known is None or _higher(known.level, standing.level) is not known.level:
                    all_done[has] = standing
        shut = {one for one in found if (waits := snapshot.waiting_for(one)) and not _opens(snapshot, waits, all_done)}
        if not shut:
            return frozenset(found)
        found -= shut


def _opens(snapshot: Snapshot, waits: Verdict, gained: Mapping[str, Standing]) -> bool:
    """True when `gained` would meet what is waited for."""
    return satisfied(waits.requirement, lambda one: gained.get(one) or snapshot.standing(one))


def _wanted(snapshot: Snapshot, role_id: str) -> Iterator[tuple[str, Level | None]]:
    """What a role names where something required is open, with the highest level, by id."""
    highest: dict[str, Level | None] = {}
    for leaf in _lacking(snapshot, role_id):
        highest[leaf.has] = _higher(leaf.level, highest.get(leaf.has))
    yield from highest.items()


def _lacking(snapshot: Snapshot, role_id: str, *, choices: bool = True) -> Iterator[Has]:
    for line in snapshot.readiness[role_id].lines:
        if line.requirement.strength is Strength.REQUIRED:
            yield from open_leaves(line.verdict, choices=choices)


def _higher(one: Level | None, other: Level | None) -> Level | None:
    return max(one, other) if one and other else one or other
