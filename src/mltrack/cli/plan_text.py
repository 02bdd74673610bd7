"""A plan on the calendar, with its reasons, as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mltrack.cli.text import wrapped
from mltrack.core.journal import listed
from mltrack.core.plan_words import (
    Voice,
    arrival_words,
    between,
    days_of,
    effort_of,
    footnotes,
    needless,
    obstacle_words,
    proof_words,
    title_of,
    totals,
    why,
)
from mltrack.core.planning import Advice
from mltrack.core.schedule import Schedule
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted
from mltrack.exchange.markdown import escaped, table

_VOICE = Voice(date.isoformat, "--patience 10", "--pin", lambda milestone_id: f"--without {milestone_id}")


def plan_lines(snapshot: Snapshot, advice: Advice) -> list[str]:
    """All of it as text."""
    lines = [line for sentence in heading(snapshot, advice) for line in wrapped(sentence, "", "  ")]
    for number, slot in enumerate(advice.schedule.slots, start=1):
        mark = "*" if slot.critical else " "
        title = f"{title_of(snapshot.catalog, slot.pick)} ({slot.pick.milestone})"
        lines += ["", *wrapped(title, f"{number:3}.{mark} ", " " * 6)]
        lines += wrapped(f"{days_of(slot, _VOICE)}; {effort_of(slot.pick.remaining)}", " " * 6)
        for sentence in why(snapshot.catalog, advice, slot, _VOICE):
            lines += wrapped(sentence, " " * 6, " " * 8)
    notes = list(_notes(snapshot, advice))
    return [*lines, "", *(line for note in notes for line in wrapped(note, "", "  "))] if notes else lines


def plan_markdown(snapshot: Snapshot, advice: Advice) -> list[str]:
    """All of it as Markdown."""
    first, *rest = heading(snapshot, advice)
    lines = [f"# {escaped(first)}", "", *(f"- {escaped(sentence)}" for sentence in rest), ""]
    rows = [
        [
            f"{number}{' *' if slot.critical else ''}",
            title_of(snapshot.catalog, slot.pick),
            days_of(slot, _VOICE),
            effort_of(slot.pick.remaining),
            ". ".join(why(snapshot.catalog, advice, slot, _VOICE)),
        ]
        for number, slot in enumerate(advice.schedule.slots, start=1)
    ]
    lines += [*table(["No", "Milestone", "When", "Effort", "Why"], rows), ""] if rows else []
    return [*lines, *(f"{escaped(note)}\n" for note in _notes(snapshot, advice))]


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
        yield arrival_words(snapshot, advice, arrival, _VOICE)
    if when.arrivals and when.finish.late > max(_ends(when)):
        yield f"All of it, with what no role needs, is done {between(when.finish, _VOICE)}."
    for obstacle in plan.obstacles:
        yield obstacle_words(snapshot, obstacle)
    yield from needless(snapshot, plan)
    if plan.picks:
        yield proof_words(advice, _VOICE)


def _ends(when: Schedule) -> Iterator[date]:
    for arrival in when.arrivals:
        yield when.finish.late if arrival.ready is None else arrival.ready.late


def _notes(snapshot: Snapshot, advice: Advice) -> Iterator[str]:
    """What the signs and the figures mean."""
    if any(slot.critical for slot in advice.schedule.slots):
        yield "* Being ready hangs on these: what delays one of them delays it."
    yield from footnotes(snapshot, advice, _VOICE)
