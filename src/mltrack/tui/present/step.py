"""One step of a plan as rows: when it comes, why it is in the plan, and what could be done in its place."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from mltrack.core.choices import Alternative, Reason
from mltrack.core.journal import at_level
from mltrack.core.plan_words import (
    days_of,
    difference,
    due_words,
    effort_of,
    footnotes,
    is_kept,
    proof_words,
    purpose,
    reason_of,
    title_of,
)
from mltrack.core.planning import Choices, Planned
from mltrack.core.schedule import Slot
from mltrack.core.snapshot import Snapshot
from mltrack.tui.present.gantt import DUE
from mltrack.tui.present.keys import key, keyed
from mltrack.tui.present.next import chosen_sign
from mltrack.tui.present.plan import slot_at
from mltrack.tui.present.plan_head import voice
from mltrack.tui.present.row import BLANK, EMPTY, MilestoneRef, Ref, Row, bullet, heading, paragraph


def step_rows(found: Planned | None, ref: Ref | None, choices: Choices, width: int) -> Iterator[Row]:
    """One step: when it comes, why it is in the plan, and what could be done in its place."""
    if found is None:
        return
    slot = slot_at(found, ref)
    if slot is not None:
        yield from _one(found, slot, choices, width)
        yield BLANK
    yield from _whole(found, width)


def _one(found: Planned, slot: Slot, choices: Choices, width: int) -> Iterator[Row]:
    catalog, reason = found.snapshot.catalog, reason_of(found.advice, slot)
    yield Row(Content.styled(title_of(catalog, slot.pick), "bold"))
    words = f"{days_of(slot, voice())}; {effort_of(slot.pick.remaining)}"
    yield from paragraph(f"{words[0].upper()}{words[1:]}", width)
    for sentence in purpose(catalog, found.advice, slot):
        yield from bullet(sentence, width)
    for sentence in due_words(slot, voice()):
        yield from bullet(sentence, width, (f"{DUE} ", "$accent"))
    yield from bullet(_chosen_words(reason), width)
    yield from _others(found.snapshot, reason, choices)


def _chosen_words(reason: Reason) -> str:
    """How free the choice of it is."""
    pick, other = reason.pick, reason.alternative
    if pick.pinned:
        without = f"; without the pin the plan {_takes(other)}" if other else ""
        return f"Pinned by you, {key('plan.pin')} lifts it{without}"
    if is_kept(reason) and other is not None:
        return (
            f"Kept, for you have started it. Without it the plan {_takes(other)}; {key('plan.leave-out')} leaves it out"
        )
    if reason.unsure:
        return keyed("What could stand in for it was not looked for any more: press {plan.longer} to search longer")
    if other is None and not reason.as_good:
        return "There is no way without it" if pick.forced else "Nothing else can take its place"
    return "Chosen because nothing takes less. Rather another? Tab, go to it and press enter"


def _takes(other: Alternative) -> str:
    return difference(other) if other.more_hours or other.more_months else "would take as much"


def _others(snapshot: Snapshot, reason: Reason, choices: Choices) -> Iterator[Row]:
    """What could be done in place of it, a row each."""
    title = snapshot.catalog.milestone_title
    for one in reason.as_good:
        yield Row(Content.assemble("  ", chosen_sign(choices, one), title(one)), Content("as good"), MilestoneRef(one))
    if reason.alternative is None or reason.pick.pinned:
        return
    right = Content.styled(difference(reason.alternative), "$quiet")
    for one, level in reason.alternative.instead:
        left = Content.assemble("  ", chosen_sign(choices, one), at_level(title(one), level))
        yield Row(left, right, MilestoneRef(one, level))
        right = EMPTY


def _whole(found: Planned, width: int) -> Iterator[Row]:
    """How sure the whole plan is, and what its figures mean."""
    if found.advice.plan.picks:
        yield heading("The whole plan", width)
        yield from paragraph(proof_words(found.advice, voice()), width)
        for note in footnotes(found.snapshot, found.advice, voice()):
            yield from bullet(note, width, style="$quiet")
