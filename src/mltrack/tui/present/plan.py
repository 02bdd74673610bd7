"""The steps of a plan as rows with their bars, the calendar above them, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from mltrack.core.advice import time_words
from mltrack.core.plan_words import needless, obstacle_words, reason_of, unreached_words
from mltrack.core.planning import Choices, Planned
from mltrack.core.readiness import recommended_words
from mltrack.core.schedule import Slot
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.gantt import CRITICAL, STUDY, Scale, axis, bar, scale_of
from mltrack.tui.present.glyphs import level_dots, mark, meter, percent
from mltrack.tui.present.keys import keyed
from mltrack.tui.present.next import chosen_sign, unfinished
from mltrack.tui.present.plan_head import no_target
from mltrack.tui.present.row import BLANK, EMPTY, MilestoneRef, Ref, RoleRef, Row, bullet, heading, paragraph
from mltrack.tui.present.words import count, month_name

WORKING = "working out the plan…  esc stops"

CHOICE = "⇄"
_LEVELS = 8
"""Cells of the columns that tell a choice and the level, with their gaps."""
_SIGNS = 4
"""Cells before a title: whether all hangs on it, and how it stands."""
_EFFORT, _DONE = 16, 18
"""Cells of the columns that a wide window has room for."""
_ROOMY = 112


def wanted_days(found: Planned) -> tuple[date, ...]:
    """The days that the targets are wanted by."""
    return tuple(arrival.by for arrival in found.advice.schedule.arrivals if arrival.by is not None)


def plan_title(found: Planned | None) -> str:
    """The heading of the plan."""
    steps = len(found.advice.plan.picks) if found else 0
    return f"The plan of least effort · {count(steps, 'step')}" if steps else "The plan of least effort"


def plan_standing(found: Planned | None, *, working: bool) -> str:
    """How sure the plan is, or that it is being worked out; empty where there is nothing to say."""
    if working:
        return WORKING
    if found is None or not found.advice.plan.picks:
        return ""
    if found.is_searched_out:
        return "proved: nothing takes less"
    return keyed("best found, not proved least: {plan.longer} searches longer")


def axis_rows(found: Planned | None, width: int) -> Iterator[Row]:
    """The calendar over the bars, with what the signs mean to its left."""
    if found is None or not found.advice.plan.picks:
        return
    room = _title_room(width)
    labels, ruler = axis(_scale(found, width), wanted_days(found))
    signs = Content.assemble(
        *((STUDY[0] * 2, "$milestone-done"), (" at least  ", "$quiet")),
        *((STUDY[1] * 2, "$milestone-done"), (" at most", "$quiet")),
    )
    hangs = Content.assemble(
        *((CRITICAL, "$accent"), (" decides the day  ", "$quiet")), *((CHOICE, "$accent"), (" choice", "$quiet"))
    )
    for left, right in ((signs, labels), (hangs, ruler)):
        yield Row(Content.assemble(left.truncate(room - 1, ellipsis=True, pad=True), " ", right))


def plan_rows(snapshot: Snapshot, found: Planned | None, choices: Choices, width: int) -> Iterator[Row]:
    """What was chosen, what stands in the way, and every step with its bar: study in its order, calendar time apart."""
    if found is None:
        if snapshot.primary_target is None:
            yield from paragraph(no_target(snapshot), width, style="$quiet")
        return
    yield from _choices(found.snapshot, choices)
    yield from _obstacles(found, width)
    slots = found.advice.schedule.slots
    study = [slot for slot in slots if not slot.beside]
    beside = [slot for slot in slots if slot.beside]
    for words, keys, group in (
        ("STUDY, ONE AFTER THE OTHER", keyed("{plan.pin} pins a step, {plan.leave-out} leaves it out"), study),
        ("CALENDAR TIME, BESIDE IT", "", beside),
    ):
        if group:
            yield Row(Content.styled(words, "bold $quiet"), Content.styled(keys, "$quiet"))
        for slot in group:
            yield _slot_row(found, slot, choices, width)
    if not slots:
        yield from _nothing_left(found, width)


def _scale(found: Planned, width: int) -> Scale:
    return scale_of(found.advice.schedule, wanted_days(found), width - _title_room(width))


def _title_room(width: int) -> int:
    """Cells to the left of the bars."""
    extra = _EFFORT + _DONE if width >= _ROOMY else 0
    return min(_SIGNS + 40, max(_SIGNS + 18, width * 2 // 5)) + _LEVELS + extra


def _slot_row(found: Planned, slot: Slot, choices: Choices, width: int) -> Row:
    snapshot, pick = found.snapshot, slot.pick
    room = _title_room(width)
    sign = (f"{CRITICAL} ", "$accent") if slot.critical else "  "
    title = Content.assemble(chosen_sign(choices, pick.milestone), snapshot.catalog.milestone_title(pick.milestone))
    columns = Content.assemble(sign, mark(unfinished(snapshot.standing(pick.milestone).state)), " ", title)
    if width >= _ROOMY:
        room -= _EFFORT + _DONE
    columns = columns.truncate(room - _LEVELS, ellipsis=True, pad=True)
    dots = level_dots(pick.above, pick.level) if pick.level else Content("    ")
    reason = reason_of(found.advice, slot)
    choice = (CHOICE, "$accent") if reason.as_good or reason.alternative else " "
    columns = Content.assemble(columns, " ", choice, " ", dots, " ")
    if width >= _ROOMY:
        effort = time_words(pick.remaining.hours, pick.remaining.months)
        done = f"{_month(slot.ends.early)}–{_month(slot.ends.late)}"
        columns = Content.assemble(columns, (effort.ljust(_EFFORT), "$quiet"), (done.ljust(_DONE), "$quiet"))
    drawn = bar(slot, _scale(found, width), wanted_days(found))
    return Row(Content.assemble(columns, drawn), EMPTY, slot_ref(slot))


def _month(value: date) -> str:
    return f"{month_name(value)} {value.year}"


def slot_ref(slot: Slot) -> MilestoneRef:
    """What the row of a step stands for."""
    return MilestoneRef(slot.pick.milestone, slot.pick.level)


def slot_at(found: Planned | None, ref: Ref | None) -> Slot | None:
    """The step that a row stands for; a milestone without a level stands for the last step of it."""
    if found is None or not isinstance(ref, MilestoneRef):
        return None
    own = [slot for slot in found.advice.schedule.slots if slot.pick.milestone == ref.id]
    exact = [slot for slot in own if slot.pick.level is ref.level]
    return next(iter(exact or reversed(own)), None)


def _choices(snapshot: Snapshot, choices: Choices) -> Iterator[Row]:
    if not (choices.pins or choices.without):
        return
    yield Row(Content.styled("YOUR CHOICES, UNTIL YOU QUIT", "bold $quiet"))
    for ids, words in (
        (choices.pins, keyed("pinned, {plan.pin} lifts it")),
        (choices.without, keyed("left out, {plan.leave-out} lifts it")),
    ):
        for one in sorted(ids, key=snapshot.catalog.milestone_title):
            left = Content.assemble("  ", chosen_sign(choices, one), snapshot.catalog.milestone_title(one))
            yield Row(left, Content.styled(words, "$quiet"), MilestoneRef(one))
    yield BLANK


def _obstacles(found: Planned, width: int) -> Iterator[Row]:
    snapshot, plan = found.snapshot, found.advice.plan
    for obstacle in plan.obstacles:
        yield from bullet(obstacle_words(snapshot, obstacle), width, ("! ", "bold $error"), "$error")
    for words in needless(snapshot, plan):
        yield from bullet(words, width, style="$quiet")
    for arrival in found.advice.schedule.arrivals:
        if snapshot.readiness[arrival.role].required.total == 0:
            title = snapshot.catalog.role_title(arrival.role)
            yield from bullet(f"{title}: {unreached_words(snapshot, arrival)}.", width, style="$quiet")


def _nothing_left(found: Planned, width: int) -> Iterator[Row]:
    if not found.is_met:
        return
    snapshot = found.snapshot
    yield Row(Content.styled("Nothing is left to do: you have all that is required.", "bold $ready"))
    if not found.nearest:
        return
    yield BLANK
    yield heading("Nearest to you now", width)
    for near in found.nearest:
        required = near.readiness.required
        right = Content.assemble(meter(required, 6), " ", percent(required))
        yield Row(Content.assemble(snapshot.catalog.role_title(near.role)), right, RoleRef(near.role))
        left = f"{required.missing} of {required.total} required missing"
        takes = time_words(near.plan.hours, near.plan.months) if near.plan else ""
        words = ", ".join(filter(None, (left, takes, recommended_words(near.readiness.recommended))))
        yield from paragraph(words, width, style="$quiet", indent="  ")
