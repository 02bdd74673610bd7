"""What a plan is for and takes: the targets with their days, the hours a week, and the finish at one's own pace."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from textual.content import Content

from mltrack.core.advice import time_words
from mltrack.core.departed import lost_aims_words
from mltrack.core.effort import NOTHING
from mltrack.core.finish_words import amount_words, done_between, pace_words, remedy_words
from mltrack.core.pace import Forecast
from mltrack.core.plan import Plan
from mltrack.core.plan_words import Voice, alone_words, promise_words, ready_words, unreached_words
from mltrack.core.planning import Planned
from mltrack.core.schedule import Arrival, Promise
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.glyphs import TARGET
from mltrack.tui.present.row import EMPTY, HoursRef, RoleRef, Row, bullet, paragraph
from mltrack.tui.present.words import count, day

VOICE = Voice(day, "press L", "p on another milestone", lambda _: "Without it")
"""How the screen says what both faces say."""

NO_TARGET = "Choose a role to aim for: press 1, go to a role and press t."

_LABEL = 15
"""Cells of "10 h a week" and "At your pace", with the gap after them."""
_PROMISED = {
    Promise.KEPT: ("✓", "$ready"),
    Promise.AT_RISK: ("!", "$blocked"),
    Promise.BROKEN: ("✗", "$error"),
}


def head_rows(snapshot: Snapshot, found: Planned | None, hours: Fraction, width: int) -> Iterator[Row]:
    """The targets, each with when it is reached and whether that is in time, and the hours a week."""
    roles = snapshot.catalog.roles
    arrivals = {arrival.role: arrival for arrival in found.advice.schedule.arrivals} if found else {}
    aims = [(roles[role_id], target) for role_id, target in snapshot.progress.aims if role_id in roles]
    for role, target in aims:
        sign = (f"{TARGET} ", "$accent" if target.primary else "$quiet")
        by = "no day yet" if target.by is None else f"by {day(target.by)}"
        arrival = arrivals.get(role.id)
        ready = _ready(found, arrival) if found and arrival else EMPTY
        yield Row(Content.assemble(sign, role.title, "   ", (by, "$quiet")), ready, RoleRef(role.id))
        if found and arrival:
            yield from _promise(found, arrival, width)
    if not aims:
        yield from paragraph(no_target(snapshot), width)
    yield from _hours(found, hours, width)


def no_target(snapshot: Snapshot) -> str:
    """What to say, and to do, where there is no target to look to."""
    lost = lost_aims_words(snapshot)
    return f"{lost} {NO_TARGET}" if lost else NO_TARGET


def _ready(found: Planned, arrival: Arrival) -> Content:
    if arrival.ready is None:
        return Content.styled(unreached_words(found.snapshot, arrival), "$blocked")
    return Content(ready_words(arrival, VOICE))


def _promise(found: Planned, arrival: Arrival, width: int) -> Iterator[Row]:
    """Whether the day is kept, and what would keep it."""
    if arrival.promise is None:
        return
    words = f"The day {promise_words(found.advice, arrival)}."
    if alone := alone_words(found.advice, arrival, VOICE):
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
