"""A plan on the calendar, with its reasons, as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mltrack.cli.markdown import escaped, table
from mltrack.cli.text import counted, wrapped
from mltrack.core.advice import time_words
from mltrack.core.catalog import Catalog
from mltrack.core.choices import Alternative, Reason
from mltrack.core.dates import minutes_words
from mltrack.core.effort import ASSUMED, MOST_HOURS, NOTHING, Origin, Remaining
from mltrack.core.entries import Kind
from mltrack.core.journal import at_level, listed
from mltrack.core.plan import Obstacle, Pick, Plan, earnable
from mltrack.core.requirements import State
from mltrack.core.schedule import Arrival, Days, Promise, Schedule, Slot, hours_needed
from mltrack.core.snapshot import Snapshot

ORIGINS = {
    Origin.OWN: "your own figure",
    Origin.SOURCE: "from a source",
    Origin.ESTIMATE: "estimate",
    Origin.ASSUMED: "unknown, assumed",
}
_MOST_NAMED = 4
"""Milestones of one reason that are named before the others are counted."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A plan, when it comes, and why it is this one."""

    plan: Plan
    schedule: Schedule
    reasons: tuple[Reason, ...]
    alone: Mapping[str, Arrival]
    """Roles whose day would be kept if they were planned for alone."""


def plan_lines(snapshot: Snapshot, advice: Advice) -> list[str]:
    """All of it as text."""
    lines = [line for sentence in heading(snapshot, advice) for line in wrapped(sentence, "", "  ")]
    for number, slot in enumerate(advice.schedule.slots, start=1):
        mark = "*" if slot.critical else " "
        title = f"{title_of(snapshot.catalog, slot.pick)} ({slot.pick.milestone})"
        lines += ["", *wrapped(title, f"{number:3}.{mark} ", " " * 6)]
        lines += wrapped(f"{days_of(slot)}; {effort_of(slot.pick.remaining)}", " " * 6)
        for sentence in why(snapshot.catalog, advice, slot):
            lines += wrapped(sentence, " " * 6, " " * 8)
    notes = list(footnotes(snapshot, advice))
    return [*lines, "", *(line for note in notes for line in wrapped(note, "", "  "))] if notes else lines


def plan_markdown(snapshot: Snapshot, advice: Advice) -> list[str]:
    """All of it as Markdown."""
    first, *rest = heading(snapshot, advice)
    lines = [f"# {escaped(first)}", "", *(f"- {escaped(sentence)}" for sentence in rest), ""]
    rows = [
        [
            f"{number}{' *' if slot.critical else ''}",
            title_of(snapshot.catalog, slot.pick),
            days_of(slot),
            effort_of(slot.pick.remaining),
            ". ".join(why(snapshot.catalog, advice, slot)),
        ]
        for number, slot in enumerate(advice.schedule.slots, start=1)
    ]
    lines += [*table(["No", "Milestone", "When", "Effort", "Why"], rows), ""] if rows else []
    return [*lines, *(f"{escaped(note)}\n" for note in footnotes(snapshot, advice))]


def heading(snapshot: Snapshot, advice: Advice) -> Iterator[str]:
    """What it is for, what it takes, when it is done, and how sure it is that nothing takes less."""
    plan, when = advice.plan, advice.schedule
    roles = listed(snapshot.catalog.role_title(role_id) for role_id in plan.wish.roles)
    yield f"The plan of least effort for {roles}"
    yield f"At {float(plan.wish.hours_per_week):g} h a week, from {when.start}."
    if plan.picks:
        yield f"{counted(len(plan.picks), 'step')}: {totals(plan)}."
    elif not plan.obstacles:
        yield "Nothing is left to do."
    for arrival in when.arrivals:
        yield arrival_words(snapshot, advice, arrival)
    if when.arrivals and when.finish.late > max(_ends(when)):
        yield f"All of it, with what no role needs, is done {between(when.finish)}."
    for obstacle in plan.obstacles:
        yield obstacle_words(snapshot, obstacle)
    yield from _needless(snapshot, plan)
    if plan.picks:
        yield proof_words(advice)


def totals(plan: Plan) -> str:
    """The study hours, and the calendar months that run beside them."""
    study = f"{time_words(plan.hours, NOTHING)} of study" if plan.hours.high else ""
    beside = time_words(NOTHING, plan.months) if plan.months.high else ""
    if study and beside:
        return f"{study}, and {beside} of calendar time that run beside it and each other"
    return study or (f"{beside} of calendar time" if beside else "no time that is left")


def _ends(when: Schedule) -> Iterator[date]:
    for arrival in when.arrivals:
        yield when.finish.late if arrival.ready is None else arrival.ready.late


def _needless(snapshot: Snapshot, plan: Plan) -> Iterator[str]:
    """What was pinned or left out and makes no difference, for it is done."""
    title = snapshot.catalog.milestone_title
    shown = {pick.milestone for pick in plan.picks} | {one.label for one in plan.obstacles if one.role is None}
    for pin in sorted(plan.wish.pins - shown):
        yield f"{title(pin)} is done already, so pinning it changes nothing."
    for one in sorted(plan.wish.without):
        if snapshot.standing(one).state is State.MET and one not in {x for o in plan.obstacles for x in o.barred}:
            yield f"{title(one)} is done already, so leaving it out changes nothing."


def arrival_words(snapshot: Snapshot, advice: Advice, arrival: Arrival) -> str:
    """When one role is reached, and whether that is by the day wanted."""
    title = snapshot.catalog.role_title(arrival.role)
    if snapshot.readiness[arrival.role].required.total == 0:
        return f"{title}: no source states what it requires, so there is nothing to plan."
    if arrival.ready is None:
        return f"{title}: cannot be reached, see below."
    ready = "ready already" if arrival.already else f"ready {between(arrival.ready)}"
    is_only = len(advice.schedule.arrivals) == 1
    words = f"{ready[0].upper()}{ready[1:]}." if is_only else f"{title}: {ready}."
    if arrival.promise is None:
        return words
    words += f" Your day, {arrival.by}, {PROMISES[arrival.promise]}{_remedy(snapshot, advice, arrival)}."
    if other := advice.alone.get(arrival.role):
        words += f" Planned for alone it would be kept: {between(other.ready)}." if other.ready else ""
    return words


def _remedy(snapshot: Snapshot, advice: Advice, arrival: Arrival) -> str:
    if arrival.by is None or arrival.promise is Promise.KEPT:
        return ""
    needed = hours_needed(snapshot, advice.plan, advice.schedule.start, arrival.role, arrival.by)
    if needed is None:
        return f", nor for sure at any up to {MOST_HOURS} h a week"
    return f"; {needed} h a week would keep it for sure"


PROMISES = {
    Promise.KEPT: "is kept",
    Promise.AT_RISK: "is at risk: at this pace it is kept only if all goes quickly",
    Promise.BROKEN: "cannot be kept at this pace",
}


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


def proof_words(advice: Advice) -> str:
    """Whether this is the least, and among which plans."""
    plan = advice.plan
    pinned = any(pick.pinned for pick in plan.picks)
    kept = any(map(_is_kept, advice.reasons))
    given = " and ".join(word for word, holds in (("pinned", pinned), ("started", kept)) if holds)
    among = f"No other plan with what you have {given}" if given else "No other plan"
    if plan.proved:
        return f"{among} takes less effort{' for the rest' if plan.obstacles else ''} (proved)."
    hours = (plan.cost - plan.bound) / 60
    best = f"Best found, not proved least: another plan might take up to {hours:,.0f} h less."
    return f"{best} To search longer: --patience 10"


def title_of(catalog: Catalog, pick: Pick) -> str:
    """A milestone with the level to reach, and the one that is held."""
    title = at_level(catalog.milestone_title(pick.milestone), pick.level)
    return f"{title}, from {pick.above.value}" if pick.above else title


def effort_of(left: Remaining) -> str:
    """What is left of it, and where the figure comes from."""
    words = time_words(left.hours, left.months) or "no time left"
    logged = f", {minutes_words(left.logged)} logged taken off" if left.logged else ""
    return f"{words} ({ORIGINS[left.origin]}{logged})"


def days_of(slot: Slot) -> str:
    """When it is begun and when it is over."""
    begins = str(slot.begins.early) if slot.begins.early == slot.begins.late else between(slot.begins)
    return f"begin {begins}, done {between(slot.ends)}"


def between(days: Days) -> str:
    """A day, or the range that it lies in."""
    if days.early == date.max:
        return "later than calendars go"
    if days.late == date.max:
        return f"on {days.early} at the earliest, later than calendars go at the latest"
    return f"on {days.early}" if days.early == days.late else f"{days.early} to {days.late}"


def why(catalog: Catalog, advice: Advice, slot: Slot) -> Iterator[str]:
    """Why it is in the plan, what comes before it, what it was chosen over, and what becomes of the day it is due."""
    plan, reason = advice.plan, next(one for one in advice.reasons if one.pick == slot.pick)
    titles = [catalog.milestone_title(one.pick.milestone) for one in advice.schedule.slots]
    labels: dict[str, list[str]] = {}
    for use in reason.uses:
        labels.setdefault(use.label, []).append(use.role)
    several = len(plan.wish.roles) > 1
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
    if reason.pick.pinned:
        yield "Pinned by you" + (f"; without the pin: {_beside(catalog, reason)}" if reason.alternative else "")
        return
    if reason.as_good:
        yield f"As good: {some([catalog.milestone_title(one) for one in reason.as_good])}"
    if _is_kept(reason):
        yield f"Kept, for you have started it. --without {reason.pick.milestone}: {_beside(catalog, reason)}"
    elif reason.alternative is not None:
        yield f"Otherwise: {_beside(catalog, reason)}"
    if slot.due is not None and slot.promise is not None:
        yield f"Due on {slot.due}, which {PROMISES[slot.promise]}"


def _is_kept(reason: Reason) -> bool:
    """True for what is in the plan only because it is started."""
    return reason.pick.kept and reason.alternative is not None and reason.alternative.more < 0


def _waiting(advice: Advice, slot: Slot) -> Sequence[int]:
    place = advice.schedule.slots.index(slot)
    return [number for number, other in enumerate(advice.schedule.slots) if place in other.needs]


def _beside(catalog: Catalog, reason: Reason) -> str:
    return over(catalog, reason.alternative) if reason.alternative else ""


def over(catalog: Catalog, other: Alternative) -> str:
    """The best plan without it, and how it differs."""
    titles = [at_level(catalog.milestone_title(one), level) for one, level in other.instead]
    changes = [
        f"{abs(number):,.4g} {unit} {'more' if number > 0 else 'less'}"
        for number, unit in ((other.more_hours, "h"), (other.more_months, "months"))
        if number
    ]
    change = listed(changes, "but" if other.more_hours * other.more_months < 0 else "and") if changes else ""
    takes = f"would take {change}" if change else "the same effort in more steps"
    return f"{some(titles)} {takes}" if titles else takes


def some(words: Sequence[str]) -> str:
    """All of a few, the first of many."""
    rest = len(words) - _MOST_NAMED
    return listed(words) if rest <= 1 else f"{', '.join(words[:_MOST_NAMED])} and {rest} more"


def footnotes(snapshot: Snapshot, advice: Advice) -> Iterator[str]:
    """What the signs and the figures mean."""
    plan = advice.plan
    if any(slot.critical for slot in advice.schedule.slots):
        yield "* Being ready hangs on these: what delays one of them delays it."
    if plan.picks:
        yield "Ranges run from the lower ends of all efforts to the upper; the plan is least by the upper."
    if plan.months.high:
        yield (
            "For the choice, a month counts as what you would study in it. On the calendar months run beside study, "
            "so a plan of more effort may end sooner: try --pin."
        )
    if unsure := sum(reason.unsure for reason in advice.reasons):
        step = counted(unsure, "step")
        yield f"What could stand in for {step} was not looked for any more; to search longer: --patience 10"
    kinds = dict.fromkeys(
        snapshot.catalog.milestones[pick.milestone].kind
        for pick in plan.picks
        if pick.remaining.origin is Origin.ASSUMED
    )
    for kind in kinds:
        assumed = time_words(ASSUMED[kind].hours, ASSUMED[kind].months)
        yield f"Nobody states what {_ARTICLES[kind]} takes: {assumed} is assumed."


_ARTICLES = {
    Kind.DEGREE: "such a degree",
    Kind.CERTIFICATION: "such a certification",
    Kind.SKILL: "such a skill (to working)",
    Kind.EXPERIENCE: "such an experience",
    Kind.PROJECT: "such a project",
}
