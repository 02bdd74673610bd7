"""What a plan is for and takes: the targets with their days, the hours a week, and the finish at one's own pace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from textual.content import Content

from mltrack.core.advice import time_words
from mltrack.core.departed import lost_aims_words
from mltrack.core.effort import NOTHING
from mltrack.core.entries import Role
from mltrack.core.finish_words import amount_words, done_between, pace_words, remedy_words
from mltrack.core.history import Target
from mltrack.core.pace import Forecast
from mltrack.core.plan import Plan
from mltrack.core.plan_words import Voice, alone_words, promise_words, ready_words, unreached_words
from mltrack.core.planning import Planned
from mltrack.core.records import dataclass
from mltrack.core.schedule import Arrival, Promise
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.glyphs import TARGET
from mltrack.tui.present.keys import key, keyed
from mltrack.tui.present.row import EMPTY, HoursRef, RoleRef, Row, bullet, paragraph
from mltrack.tui.present.words import count, day


def voice() -> Voice:
    """How the screen says what both faces say."""
    return Voice(day, f"press {key('plan.longer')}", f"{key('plan.pin')} on another milestone", lambda _: "Without it")


def no_target(snapshot: Snapshot) -> str:
    """What to say, and to do, where there is no target to look to."""
    lost = lost_aims_words(snapshot)
    choose = keyed("Choose a role to aim for: press {app.roles}, go to a role and press {role.target}.")
    return f"{lost} {choose}" if lost else choose


_BETWEEN = 3
"""Cells that keep the two ends of a line apart."""
_LABEL = 15
"""Cells of "10 h a week" and "At your pace", with the gap after them."""
_PROMISED = {
    Promise.KEPT: ("✓", "$ready"),
    Promise.AT_RISK: ("!", "$blocked"),
    Promise.BROKEN: ("✗", "$error"),
}


@dataclass(frozen=True, slots=True)
class _Aim:
    """A target, and when it is reached; None while that is not known."""

    role: Role
    target: Target
    arrival: Arrival | None


def head_rows(snapshot: Snapshot, found: Planned | None, hours: Fraction, width: int) -> Iterator[Row]:
    """The targets, each with when it is reached and whether that is in time, and the hours a week."""
    roles = snapshot.catalog.roles
    arrivals = {arrival.role: arrival for arrival in found.advice.schedule.arrivals} if found else {}
    aims = [_Aim(roles[one], target, arrivals.get(one)) for one, target in snapshot.progress.aims if one in roles]
    heads = [Row(_head(aim, with_day=True), _ready(found, aim.arrival), RoleRef(aim.role.id)) for aim in aims]
    is_tight = any(row.left.cell_length + row.right.cell_length + _BETWEEN > width for row in heads)
    for aim, row in zip(aims, heads, strict=True):
        # Where a day would run into the next one, it is named in the line below, for all alike.
        below = is_tight and aim.arrival is not None and aim.arrival.promise is not None
        yield replace(row, left=_head(aim, with_day=False)) if below else row
        yield from _promise(found, aim.arrival, width, with_day=below)
    if not aims:
        yield from paragraph(no_target(snapshot), width)
    yield from _hours(found, hours, width)


def _head(aim: _Aim, *, with_day: bool) -> Content:
    by = "no day yet" if aim.target.by is None else f"by {day(aim.target.by)}"
    sign = Content.styled(f"{TARGET} ", "$accent" if aim.target.primary else "$quiet")
    return Content.assemble(sign, aim.role.title, "   " if with_day else "", (by if with_day else "", "$quiet"))


def _ready(found: Planned | None, arrival: Arrival | None) -> Content:
    if found is None or arrival is None:
        return EMPTY
    if arrival.ready is None:
        return Content.styled(unreached_words(found.snapshot, arrival), "$blocked")
    return Content(ready_words(arrival, voice()))


def _promise(found: Planned | None, arrival: Arrival | None, width: int, *, with_day: bool) -> Iterator[Row]:
    """Whether the day is kept, and what would keep it."""
    if found is None or arrival is None or arrival.promise is None:
        return
    which = f"Your day, {day(arrival.by)}," if with_day and arrival.by else "The day"
    words = f"{which} {promise_words(found.advice, arrival)}."
    if alone := alone_words(found.advice, arrival, voice()):
        words = f"{words} {alone}"
    sign, style = _PROMISED[arrival.promise]
    for row in bullet(words, width - 2, (f"{sign} ", style)):
        yield Row(Content.assemble("  ", row.left))


def _hours(found: Planned | None, hours: Fraction, width: int) -> Iterator[Row]:
    """The hours a week with what they go into, and the finish at the pace of the last weeks."""
    if found is None or not found.advice.plan.picks:
        yield Row(Content.styled(f"{float(hours):g} h a week", "bold"), EMPTY, HoursRef())
        return
    plan = found.advice.plan
    hours = plan.wish.hours_per_week  # those that the figures beside it are for
    words = f"{count(len(plan.picks), 'step')}: {_totals(plan)}"
    for number, row in enumerate(bullet(words, width, (f"{f'{float(hours):g} h a week':<{_LABEL}}", "bold"), "$quiet")):
        yield Row(row.left, EMPTY, None if number else HoursRef())
    yield from bullet(_at_own_pace(found), width, (f"{'At your pace':<{_LABEL}}", "bold"), "$quiet")


def _totals(plan: Plan) -> str:
    study = f"{time_words(plan.hours, NOTHING)} of study" if plan.hours.high else ""
    beside = f"{time_words(NOTHING, plan.months)} beside it" if plan.months.high else ""
    return ", ".join(filter(None, (study, beside))) or "no time that is left"


def _at_own_pace(found: Planned) -> str:
    pace = found.finish.by_pace
    if not isinstance(pace, Forecast):
        return f"{pace_words(pace, day)}. {remedy_words(pace, day)}".rstrip()
    what = "all but that done" if found.advice.plan.obstacles else "done"
    return f"{what} {done_between(pace.early, pace.late, day)}, at {amount_words(pace.pace)} a week"
