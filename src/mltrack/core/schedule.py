"""When the milestones of a plan come, at so many study hours a week: dates as ranges, and what decides them.

Study happens one milestone after the other; calendar time (a degree, a year in a job) runs beside
it. Every range comes from doing the same order twice: once with the lower end of every effort, once
with the upper. So more effort never ends earlier, and more hours a week never end later.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from math import ceil, inf
from typing import Final

from mltrack.core.effort import DAYS_A_MONTH, FEWEST_HOURS, MOST_HOURS, rank_of
from mltrack.core.entries import Span, Strength
from mltrack.core.history import Status
from mltrack.core.least_cost import Work
from mltrack.core.plan import Pick, Plan, least_effort
from mltrack.core.records import dataclass
from mltrack.core.requirements import Has, Requirement, judge
from mltrack.core.snapshot import Snapshot

_NOT_PLANNED: Final = 10**9
"""The place of what the plan does not have: after everything that it has."""


class Promise(Enum):
    """Whether a day that something is due by will be kept."""

    KEPT = "kept"
    """Even with the upper ends of all efforts."""
    AT_RISK = "at risk"
    """With the lower ends it is kept, with the upper ends it is not."""
    BROKEN = "cannot be kept"
    """Not even with the lower ends."""


@dataclass(frozen=True, slots=True)
class Days:
    """A day, as a range."""

    early: date
    """With the lower end of every effort."""
    late: date
    """With the upper end of every effort; never before `early`."""

    def keeps(self, due: date) -> Promise:
        """Whether something that is over on such a day is over by `due`; the calendar's last day is never kept."""
        if self.late <= due and self.late < date.max:
            return Promise.KEPT
        return Promise.AT_RISK if self.early <= due else Promise.BROKEN


@dataclass(frozen=True, slots=True)
class Slot:
    """When one milestone of the plan is worked on."""

    pick: Pick
    begins: Days
    ends: Days
    """The last day of it."""
    needs: tuple[int, ...]
    """Places in the schedule, from 0, of what has to be done before: prerequisites, and the level to go on from."""
    waits_for: int | None
    """Place in the schedule of what has to end before it can begin; None for what begins at once."""
    critical: bool
    """True for the chain that the last role hangs on: it ends when that is reached, and each waits for one before."""
    due: date | None
    """The day by which the person wants it done."""

    @property
    def beside(self) -> bool:
        """True when it takes calendar time, beside study."""
        return self.pick.remaining.months.high > 0

    @property
    def promise(self) -> Promise | None:
        """Whether it is done when it is due; None when it is not due."""
        return None if self.due is None else self.ends.keeps(self.due)


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a person is ready for one role."""

    role: str
    """Id of the role."""
    ready: Days | None
    """The day; None when the plan has an obstacle for it or nothing says what it requires."""
    by: date | None
    """The day by which they want to be."""
    already: bool = False
    """True when they are ready before anything of the plan is done."""

    @property
    def promise(self) -> Promise | None:
        """Whether that is by the day wanted; None without one, and for what is reached already."""
        if self.by is None or self.ready is None or self.already:
            return None
        return self.ready.keeps(self.by)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A plan on the calendar."""

    start: date
    slots: tuple[Slot, ...]
    """By the day on which they begin at the latest; of those of one day, what is studied first comes first."""
    finish: Days
    """The last day of all of it; the day of the start when nothing is left."""
    arrivals: tuple[Arrival, ...]
    """One a role of the plan, in its order."""


def schedule(snapshot: Snapshot, plan: Plan, start: date) -> Schedule:
    """Put a plan on the calendar from `start` on, at the hours a week that it was wished for.

    What has its prerequisites in place goes by these, in this order: what need not wait for calendar
    time; what is started; what is due first, or opens what is; what the most calendar time waits
    for; what the most other milestones of the plan wait for; what takes least; its id. None of it
    depends on the hours a week.
    """
    chain = _Chain(snapshot, plan.picks)
    order = chain.order()
    early, late = (_Run(chain, order, plan.wish.hours_per_week, high=high) for high in (False, True))
    shown = sorted(order, key=late.begin.__getitem__)
    places = {pick: number for number, pick in enumerate(shown)}
    slots = tuple(
        Slot(
            plan.picks[pick],
            Days(_first(start, early.begin[pick]), _first(start, late.begin[pick])),
            Days(_last(start, early, pick), _last(start, late, pick)),
            tuple(sorted(places[one] for one in chain.needs[pick])),
            None if (held := late.held_up_by[pick]) is None else places[held],
            False,
            snapshot.progress.due.get(plan.picks[pick].milestone),
        )
        for pick in shown
    )
    arrivals = tuple(_arrivals(snapshot, plan, slots, start))
    last = [slot.ends for slot in slots] or [Days(start, start)]
    finish = Days(max(days.early for days in last), max(days.late for days in last))
    reached = [arrival.ready.late for arrival in arrivals if arrival.ready is not None and not arrival.already]
    critical = late.chain({places[pick]: pick for pick in order}, slots, max(reached, default=finish.late))
    slots = tuple(replace(slot, critical=place in critical) for place, slot in enumerate(slots))
    return Schedule(start, slots, finish, arrivals)


class _Chain:
    """What has to come before what, by place in the plan."""

    def __init__(self, snapshot: Snapshot, picks: Sequence[Pick]) -> None:
        self.picks: Final = picks
        self.needs: Final[list[frozenset[int]]] = []
        """Of each pick, those that have to be done before it."""
        self._snapshot: Final = snapshot
        self._released: Final[list[float]] = []  # months that pass before it can begin
        for pick in picks:
            tree = self._before(pick)
            self.needs.append(frozenset() if tree is None else self._met_by(tree))
            self._released.append(max((self._passed(one) for one in self.needs[-1]), default=0.0))

    def _before(self, pick: Pick) -> Requirement | None:
        if pick.above is not None:
            return Has(pick.milestone, pick.above)
        return self._snapshot.catalog.milestones[pick.milestone].prerequisites

    def _passed(self, place: int) -> float:
        """The calendar months that have passed when it is done."""
        return self._released[place] + self.picks[place].remaining.months.high

    def _met_by(self, tree: Requirement) -> frozenset[int]:
        """Picks, of those gone through, that meet a requirement: of alternatives those that are there soonest."""
        if judge(tree, self._snapshot.standings).state.satisfied:
            return frozenset()
        if isinstance(tree, Has):
            places = [place for place in range(len(self.needs)) if _gives(self._snapshot, self.picks[place], tree)]
            return frozenset([min(places, key=self._passed) if places else _NOT_PLANNED])
        ways = [self._met_by(part) for part in tree.parts]
        return frozenset().union(*sorted(ways, key=self._soonest)[: tree.count])

    def _soonest(self, way: frozenset[int]) -> tuple[float, int]:
        if _NOT_PLANNED in way:
            return inf, _NOT_PLANNED
        return max(map(self._passed, way), default=0.0), max(way, default=-1)

    def order(self) -> Sequence[int]:
        """Places in the order in which they are begun with."""
        waiting: list[set[int]] = [set() for _ in self.picks]  # all that wait for each, through any number of steps
        due = [self._snapshot.progress.due.get(pick.milestone, date.max) for pick in self.picks]
        hanging = [pick.remaining.months.high for pick in self.picks]  # calendar months that begin with it or later
        for place in reversed(range(len(self.picks))):
            for earlier in self.needs[place]:
                waiting[earlier] |= {place, *waiting[place]}
                due[earlier] = min(due[earlier], due[place])
                own = self.picks[earlier].remaining.months.high
                hanging[earlier] = max(hanging[earlier], hanging[place] + own)
        marks = self._snapshot.progress.marks

        def urgency(place: int) -> tuple[float, bool, date, float, int, float, float, str, int]:
            pick = self.picks[place]
            hours, months = pick.remaining.hours.high, pick.remaining.months.high
            is_new = pick.milestone not in marks or marks[pick.milestone].status is not Status.STARTED
            most = -len(waiting[place])
            return (
                self._released[place], is_new, due[place], -hanging[place], most, hours, months, pick.milestone, place
            )  # fmt: skip

        order: list[int] = []
        left = set(range(len(self.picks)))
        while left:
            order.append(min((place for place in left if self.needs[place].isdisjoint(left)), key=urgency))
            left.remove(order[-1])
        return order


def _gives(snapshot: Snapshot, pick: Pick, leaf: Has) -> bool:
    """True when the pick is the milestone, at the level, or brings it along."""
    catalog = snapshot.catalog
    held = [Has(pick.milestone, pick.level), *catalog.implied_closure[pick.milestone]]
    rank = rank_of(catalog.milestones[leaf.has], leaf.level)
    return any(one.has == leaf.has and rank_of(catalog.milestones[one.has], one.level) >= rank for one in held)


class _Run:
    """The order gone through once, with the lower or the upper ends of all efforts; days from the start, exact."""

    def __init__(self, chain: _Chain, order: Sequence[int], hours_per_week: Fraction, *, high: bool) -> None:
        self.begin: dict[int, Fraction] = {}
        self.end: dict[int, Fraction] = {}
        self.held_up_by: dict[int, int | None] = {}
        studied: int | None = None  # what was studied last
        desk_free = Fraction(0)
        for place in order:
            left = chain.picks[place].remaining
            study, calendar = (_end(span, high=high) for span in (left.hours, left.months))
            begin, reason = Fraction(0), None
            for earlier in sorted(chain.needs[place]):
                if self.end[earlier] > begin:
                    begin, reason = self.end[earlier], earlier
            if left.hours.high > 0:
                if desk_free > begin:
                    begin, reason = desk_free, studied
                desk_free, studied = begin + study * 7 / hours_per_week, place
                self.end[place] = max(desk_free, begin + calendar * DAYS_A_MONTH)
            else:
                self.end[place] = begin + calendar * DAYS_A_MONTH
            self.begin[place], self.held_up_by[place] = begin, reason

    def chain(self, picks: Mapping[int, int], slots: Sequence[Slot], until: date) -> set[int]:
        """Places of what ends last by a day, of what that has to wait for, and so on."""
        ending = [place for place, slot in enumerate(slots) if slot.ends.late <= until]
        found: set[int] = set()
        place = max(ending, key=lambda one: (self.end[picks[one]], self.begin[picks[one]]), default=None)
        while place is not None:
            found.add(place)
            place = slots[place].waits_for
        return found


def _end(span: Span, *, high: bool) -> Fraction:
    return Fraction(span.high if high else span.low)


def _first(start: date, days: Fraction) -> date:
    return _day(start, int(days))


def _last(start: date, run: _Run, place: int) -> date:
    """The day on which it ends, at the earliest the one on which it begins."""
    return _day(start, max(ceil(run.end[place]) - 1, int(run.begin[place])))


def _day(start: date, days: int) -> date:
    """So many days after the start, as far as calendars go."""
    return start + timedelta(days=min(days, (date.max - start).days))


def _arrivals(snapshot: Snapshot, plan: Plan, slots: Sequence[Slot], start: date) -> Iterable[Arrival]:
    """When each role is reached: the day on which the last of what it requires is met."""
    barred = {obstacle.role for obstacle in plan.obstacles}
    for role_id in plan.wish.roles:
        target = snapshot.progress.targets.get(role_id)
        by = target.by if target else None
        readiness = snapshot.readiness[role_id]
        if role_id in barred or readiness.required.total == 0:
            yield Arrival(role_id, None, by)
            continue
        lines = [line.requirement for line in snapshot.readiness[role_id].lines]
        trees = [line.needs for line in lines if line.strength is Strength.REQUIRED]
        met = [_met_on(snapshot, slots, tree, start) for tree in trees]
        ready = Days(max(days.early for days in met), max(days.late for days in met))
        yield Arrival(role_id, ready, by, readiness.ready)


def kept_alone(snapshot: Snapshot, plan: Plan, when: Schedule, work: Work | None = None) -> Mapping[str, Arrival]:
    """Of a plan for several roles, those whose day is not kept and would be if they were planned for alone.

    `work` may be shared by several plans.
    """
    found = {}
    for arrival in when.arrivals if len(when.arrivals) > 1 else ():
        if arrival.promise not in {None, Promise.KEPT}:
            only = least_effort(snapshot, replace(plan.wish, roles=(arrival.role,), pins=frozenset()), work)
            (other,) = schedule(snapshot, only, when.start).arrivals
            if other.promise is Promise.KEPT:
                found[arrival.role] = other
    return found


def hours_needed(snapshot: Snapshot, plan: Plan, start: date, role_id: str, by: date) -> int | None:
    """The fewest whole hours a week at which the plan reaches a role by a day for sure; None where 100 would not do.

    It is the same plan, only quicker; more hours never end later.
    """

    def does(hours: int) -> bool:
        quicker = replace(plan, wish=replace(plan.wish, hours_per_week=Fraction(hours)))
        arrivals = schedule(snapshot, quicker, start).arrivals
        ready = next((arrival.ready for arrival in arrivals if arrival.role == role_id), None)
        return ready is not None and ready.keeps(by) is Promise.KEPT

    all_hours = range(FEWEST_HOURS, MOST_HOURS + 1)
    place = bisect_left(all_hours, 1, key=does)
    return all_hours[place] if place < len(all_hours) else None


def _met_on(snapshot: Snapshot, slots: Sequence[Slot], tree: Requirement, start: date) -> Days:
    """The day on which a requirement is met; the last of the calendar for what the plan does not meet."""
    if judge(tree, snapshot.standings).state.satisfied:
        return Days(start, start)
    if isinstance(tree, Has):
        ways, count = [slot.ends for slot in slots if _gives(snapshot, slot.pick, tree)], 1
    else:
        ways, count = [_met_on(snapshot, slots, part, start) for part in tree.parts], tree.count
    early, late = (sorted([*ends, *[date.max] * count])[count - 1] for ends in _two_ends(ways))
    return Days(early, late)


def _two_ends(ways: Sequence[Days]) -> tuple[list[date], list[date]]:
    return [days.early for days in ways], [days.late for days in ways]
