"""A plan on the calendar in sentences, for every face: what it takes, when it is done and why it is this one.

A face says with its `Voice` how it writes days and what has to be typed there; the rest is one wording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from mltrack.core.advice import time_words
from mltrack.core.catalog import Catalog
from mltrack.core.choices import Alternative, Reason
from mltrack.core.dates import minutes_words, with_unit
from mltrack.core.effort import ASSUMED, MOST_HOURS, NOTHING, Origin, Remaining
from mltrack.core.entries import Kind, earnable
from mltrack.core.journal import at_level, listed
from mltrack.core.plan import Obstacle, Pick, Plan
from mltrack.core.planning import Advice
from mltrack.core.records import dataclass
from mltrack.core.requirements import State
from mltrack.core.schedule import Arrival, Days, Promise, Slot
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted

ORIGINS: Final = {
    Origin.OWN: "your own figure",
    Origin.SOURCE: "from a source",
    Origin.ESTIMATE: "estimate",
    Origin.ASSUMED: "unknown, assumed",
}
PROMISES: Final = {
    Promise.KEPT: "is kept",
    Promise.AT_RISK: "is at risk: at this pace it is kept only if all goes quickly",
    Promise.BROKEN: "cannot be kept at this pace",
}
_MOST_NAMED: Final = 4
"""Milestones of one reason that are named before the others are counted."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What a face says in its own way."""

    day: Callable[[date], str]
    """A day, as it writes it."""
    longer: str
    """What makes it search longer, such as "--patience 10"."""
    pin: str
    """What pins a milestone, such as "--pin"."""
    without: Callable[[str], str]
    """What leaves a milestone out, by its id, such as "--without python"."""


# The plan as a whole


def totals(plan: Plan) -> str:
    """The study hours, and the calendar months that run beside them."""
    study = f"{time_words(plan.hours, NOTHING)} of study" if plan.hours.high else ""
    beside = time_words(NOTHING, plan.months) if plan.months.high else ""
    if study and beside:
        return f"{study}, and {beside} of calendar time that run beside it and each other"
    return study or (f"{beside} of calendar time" if beside else "no time that is left")


def needless(snapshot: Snapshot, plan: Plan) -> Iterator[str]:
    """What was pinned or left out and makes no difference, for it is done."""
    title = snapshot.catalog.milestone_title
    shown = {pick.milestone for pick in plan.picks} | {one.label for one in plan.obstacles if one.role is None}
    for pin in sorted(plan.wish.pins - shown):
        yield f"{title(pin)} is done already, so pinning it changes nothing."
    for one in sorted(plan.wish.without):
        if snapshot.standing(one).state is State.MET and one not in {x for o in plan.obstacles for x in o.barred}:
            yield f"{title(one)} is done already, so leaving it out changes nothing."


def arrival_words(snapshot: Snapshot, advice: Advice, arrival: Arrival, voice: Voice) -> str:
    """When one role is reached, and whether that is by the day wanted."""
    title = snapshot.catalog.role_title(arrival.role)
    if arrival.ready is None:
        below = ", see below" if _stated(snapshot, arrival) else ""
        return f"{title}: {unreached_words(snapshot, arrival)}{below}."
    ready = ready_words(arrival, voice)
    is_only = len(advice.schedule.arrivals) == 1
    words = f"{ready[0].upper()}{ready[1:]}." if is_only else f"{title}: {ready}."
    if arrival.promise is None:
        return words
    words += f" Your day, {voice.day(arrival.by)}, {promise_words(advice, arrival)}." if arrival.by else ""
    alone = alone_words(advice, arrival, voice)
    return f"{words} {alone}" if alone else words


def _stated(snapshot: Snapshot, arrival: Arrival) -> bool:
    return snapshot.readiness[arrival.role].required.total > 0


def unreached_words(snapshot: Snapshot, arrival: Arrival) -> str:
    """Why there is no day on which a role is reached."""
    if not _stated(snapshot, arrival):
        return "no source states what it requires, so there is nothing to plan"
    return "cannot be reached"


def ready_words(arrival: Arrival, voice: Voice) -> str:
    """When one role is reached, such as "ready 2027-11-30 to 2028-05-18"; empty where there is no day."""
    if arrival.ready is None:
        return ""
    return "ready already" if arrival.already else f"ready {between(arrival.ready, voice)}"


def promise_words(advice: Advice, arrival: Arrival) -> str:
    """Whether the day wanted is kept, and at how many hours a week it would be; empty where none is wanted."""
    if arrival.promise is None:
        return ""
    return f"{PROMISES[arrival.promise]}{_remedy(advice, arrival)}"


def _remedy(advice: Advice, arrival: Arrival) -> str:
    if arrival.role not in advice.needed:
        return ""
    needed = advice.needed[arrival.role]
    if needed is None:
        return f"; no number of hours a week up to {MOST_HOURS} keeps it for sure"
    return f"; {needed} h a week would keep it for sure"


def alone_words(advice: Advice, arrival: Arrival, voice: Voice) -> str:
    """That the day would be kept if the role were planned for alone; empty where it would not."""
    other = advice.alone.get(arrival.role)
    if other is None or other.ready is None:
        return ""
    return f"Planned for alone it would be kept: {between(other.ready, voice)}."


def obstacle_words(snapshot: Snapshot, obstacle: Obstacle) -> str:
    """What no plan can meet, and what stands in the way."""
    catalog = snapshot.catalog
    retired = [one for one in obstacle.barred if not earnable(catalog.milestones[one], snapshot.today)]
    barred = [
        f"{catalog.milestone_title(one)} is {'retired' if one in retired else 'left out'}" for one in obstacle.barred
    ]
    because = f": {listed(barred)}" if barred else ""
    if obstacle.role is None:
        return f"{catalog.milestone_title(obstacle.label)} cannot be in any plan{because}."
    return f"Nothing can meet '{obstacle.label}' of {catalog.role_title(obstacle.role)}{because}."


def proof_words(advice: Advice, voice: Voice) -> str:
    """Whether this is the least, and among which plans."""
    plan = advice.plan
    pinned = any(pick.pinned for pick in plan.picks)
    kept = any(map(is_kept, advice.reasons))
    given = " and ".join(word for word, holds in (("pinned", pinned), ("started", kept)) if holds)
    among = f"No other plan with what you have {given}" if given else "No other plan"
    if plan.proved:
        return f"{among} takes less effort{' for the rest' if plan.obstacles else ''} (proved)."
    hours = (plan.cost - plan.bound) / 60
    best = f"Best found, not proved least: another plan might take up to {hours:,.0f} h less."
    return f"{best} To search longer: {voice.longer}"


def footnotes(snapshot: Snapshot, advice: Advice, voice: Voice) -> Iterator[str]:
    """What the figures mean."""
    plan = advice.plan
    if plan.picks:
        yield "Ranges run from the lower ends of all efforts to the upper; the plan is least by the upper."
    if plan.months.high:
        yield (
            "For the choice, a month counts as what you would study in it. On the calendar months run beside study, "
            f"so a plan of more effort may end sooner: try {voice.pin}."
        )
    if unsure := sum(reason.unsure for reason in advice.reasons):
        step = counted(unsure, "step")
        yield f"What could stand in for {step} was not looked for any more; to search longer: {voice.longer}"
    kinds = dict.fromkeys(
        snapshot.catalog.milestones[pick.milestone].kind
        for pick in plan.picks
        if pick.remaining.origin is Origin.ASSUMED
    )
    for kind in kinds:
        assumed = time_words(ASSUMED[kind].hours, ASSUMED[kind].months)
        yield f"Nobody states what {_ARTICLES[kind]} takes: {assumed} is assumed."


_ARTICLES: Final = {
    Kind.DEGREE: "such a degree",
    Kind.CERTIFICATION: "such a certification",
    Kind.SKILL: "such a skill (to working)",
    Kind.EXPERIENCE: "such an experience",
    Kind.PROJECT: "such a project",
}

# One step of it


def title_of(catalog: Catalog, pick: Pick) -> str:
    """A milestone with the level to reach, and the one that is held."""
    title = at_level(catalog.milestone_title(pick.milestone), pick.level)
    return f"{title}, from {pick.above.value}" if pick.above else title


def effort_of(left: Remaining) -> str:
    """What is left of it, and where the figure comes from."""
    words = time_words(left.hours, left.months) or "no time left"
    logged = f", {minutes_words(left.logged)} logged taken off" if left.logged else ""
    return f"{words} ({ORIGINS[left.origin]}{logged})"


def days_of(slot: Slot, voice: Voice) -> str:
    """When it is begun and when it is over."""
    one_day = slot.begins.early == slot.begins.late
    begins = voice.day(slot.begins.early) if one_day else between(slot.begins, voice)
    return f"begin {begins}, done {between(slot.ends, voice)}"


def between(days: Days, voice: Voice) -> str:
    """A day, or the range that it lies in."""
    if days.early == date.max:
        return "later than calendars go"
    early, late = voice.day(days.early), voice.day(days.late)
    if days.late == date.max:
        return f"on {early} at the earliest, later than calendars go at the latest"
    return f"on {early}" if days.early == days.late else f"{early} to {late}"


def reason_of(advice: Advice, slot: Slot) -> Reason:
    """Why a step is in the plan."""
    return next(one for one in advice.reasons if one.pick == slot.pick)


def why(catalog: Catalog, advice: Advice, slot: Slot, voice: Voice) -> Iterator[str]:
    """Why it is in the plan, what comes before it, what it was chosen over, and what becomes of the day it is due."""
    yield from purpose(catalog, advice, slot)
    yield from _chosen(catalog, reason_of(advice, slot), voice)
    yield from due_words(slot, voice)


def purpose(catalog: Catalog, advice: Advice, slot: Slot) -> Iterator[str]:
    """What it is for, and what comes before it."""
    titles = [catalog.milestone_title(one.pick.milestone) for one in advice.schedule.slots]
    labels: dict[str, list[str]] = {}
    for use in reason_of(advice, slot).uses:
        labels.setdefault(use.label, []).append(use.role)
    several = len(advice.plan.wish.roles) > 1
    uses = [
        f"'{label}'{f' of {listed(map(catalog.role_title, roles))}' if several else ''}"
        for label, roles in labels.items()
    ]
    if uses:
        yield f"For {some(uses)}"
    if slot.needs:
        yield f"After {some([titles[place] for place in slot.needs])}"
    if not uses and (waiting := _waiting(advice, slot)):
        yield f"Needed for {some([titles[place] for place in waiting])}"


def _chosen(catalog: Catalog, reason: Reason, voice: Voice) -> Iterator[str]:
    if reason.pick.pinned:
        yield "Pinned by you" + (f"; without the pin: {beside(catalog, reason)}" if reason.alternative else "")
        return
    if reason.as_good:
        yield f"As good: {some([catalog.milestone_title(one) for one in reason.as_good])}"
    if is_kept(reason):
        without = voice.without(reason.pick.milestone)
        yield f"Kept, for you have started it. {without}: {beside(catalog, reason)}"
    elif reason.alternative is not None:
        yield f"Otherwise: {beside(catalog, reason)}"


def due_words(slot: Slot, voice: Voice) -> Iterator[str]:
    """By when it is wanted, and what becomes of that; nothing where it is not due."""
    if slot.due is not None and slot.promise is not None:
        yield f"Due on {voice.day(slot.due)}, which {PROMISES[slot.promise]}"


def is_kept(reason: Reason) -> bool:
    """True for what is in the plan only because it is started."""
    return reason.pick.kept and reason.alternative is not None and reason.alternative.more < 0


def _waiting(advice: Advice, slot: Slot) -> Sequence[int]:
    place = advice.schedule.slots.index(slot)
    return [number for number, other in enumerate(advice.schedule.slots) if place in other.needs]


def beside(catalog: Catalog, reason: Reason) -> str:
    """The best plan without it; empty where there is none."""
    return over(catalog, reason.alternative) if reason.alternative else ""


def over(catalog: Catalog, other: Alternative) -> str:
    """The best plan without something, and how it differs."""
    titles = [at_level(catalog.milestone_title(one), level) for one, level in other.instead]
    takes = difference(other)
    return f"{some(titles)} {takes}" if titles else takes


def difference(other: Alternative) -> str:
    """How another plan differs, such as "would take 80 h more but 4 months less"."""
    changes = [
        f"{with_unit(f'{abs(number):,.4g}', unit)} {'more' if number > 0 else 'less'}"
        for number, unit in ((other.more_hours, "h"), (other.more_months, "months"))
        if number
    ]
    change = listed(changes, "but" if other.more_hours * other.more_months < 0 else "and") if changes else ""
    return f"would take {change}" if change else "the same effort in more steps"


def some(words: Sequence[str]) -> str:
    """All of a few, the first of many."""
    rest = len(words) - _MOST_NAMED
    return listed(words) if rest <= 1 else f"{', '.join(words[:_MOST_NAMED])} and {rest} more"
