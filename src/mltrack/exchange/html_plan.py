"""What to do next and why, and the plan of least effort as bars on a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final
from xml.etree.ElementTree import Element

from mltrack.core.advice import NextStep, time_words
from mltrack.core.alternatives import effort_of, reason_of, titles_of
from mltrack.core.dates import day_words
from mltrack.core.finish import finish_of
from mltrack.core.finish_words import done_between, pace_words
from mltrack.core.pace import Forecast
from mltrack.core.plan_words import (
    ORIGINS,
    Voice,
    between,
    footnotes,
    obstacle_words,
    proof_words,
    purpose,
    title_of,
    totals,
)
from mltrack.core.planning import Advice
from mltrack.core.schedule import Days, Promise, Schedule, Slot
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted
from mltrack.core.total_words import leaf_title
from mltrack.exchange.html_elements import Part, element
from mltrack.exchange.html_plots import Scale, bar, month_labels, percent, picture, text, upright
from mltrack.exchange.html_targets import About

_LEAST_DAYS: Final = 28
"""Days that a calendar shows at least."""
_MOST_DAYS: Final = 60 * 365
_HIGH: Final = 22
_PROMISED: Final = {Promise.KEPT: "kept", Promise.AT_RISK: "at risk", Promise.BROKEN: "cannot be kept"}


def next_list(snapshot: Snapshot, groups: Sequence[Sequence[NextStep]]) -> Element:
    """The steps in their order, those that stand for each other together, each with why it stands there."""
    catalog = snapshot.catalog
    items: list[Element] = []
    for group in groups:
        kinds = dict.fromkeys(catalog.milestones[step.milestone].kind.value for step in group)
        told = (*reason_of(group).told(day_words, snapshot), effort_of(group))
        before = group[0].first
        first = f"; first {', '.join(leaf_title(catalog, leaf) for leaf in before)}" if before else ""
        titles = titles_of(snapshot, group)
        title = element("span", titles if len(group) == 1 else "One of:", class_="label")
        why = f"{' or '.join(kinds).capitalize()}, {', '.join(told)}{first}"
        several = f" {titles}" if len(group) > 1 else ""
        items.append(element("li", title, several, element("p", why, class_="way")))
    return element("ol", *items, class_="steps")


def plan(about: About) -> Iterator[Element]:
    """What is left in all, when that is done, and the bars."""
    advice, snapshot = about.advice, about.snapshot
    if advice is None:
        yield element("p", "No target is chosen, so there is nothing to plan.")
        return
    for sentence in _sentences(about, advice):
        yield element("p", sentence)
    if advice.schedule.slots:
        yield _table(about, advice)
        yield _legend(advice.schedule)
    for note in footnotes(snapshot, advice, about.voice):
        yield element("p", note, class_="aside")


def _sentences(about: About, advice: Advice) -> Iterator[str]:
    found, snapshot, voice = advice.plan, about.snapshot, about.voice
    if found.picks:
        hours = f"{float(found.wish.hours_per_week):g} h a week from {voice.day(advice.schedule.start)} on"
        done = between(advice.schedule.finish, voice)
        yield f"{counted(len(found.picks), 'step')}: {totals(found)}. At {hours}, all of it is done {done}."
        by_pace = finish_of(snapshot, found).by_pace
        if isinstance(by_pace, Forecast):
            pace = pace_words(by_pace, voice.day)
            yield f"At the pace so far ({pace}): done {done_between(by_pace.early, by_pace.late, voice.day)}."
    elif not found.obstacles:
        yield "Nothing is left to do."
    for obstacle in found.obstacles:
        yield obstacle_words(snapshot, obstacle)
    if found.picks:
        yield proof_words(advice, voice)


# Bars


def calendar(about: About, when: Schedule) -> Scale:
    """The days on which the whole schedule fits, with the days wanted unless they are far behind its end."""
    length = max((when.finish.late - when.start).days, _LEAST_DAYS)
    wanted = [*_wanted(about), *(slot.due for slot in when.slots if slot.due is not None)]
    days = [(day - when.start).days for day in wanted]
    most = max([length, *(number for number in days if number <= 2 * length)])
    return Scale(when.start, when.start + timedelta(days=min(most, _MOST_DAYS, (date.max - when.start).days)))


def _wanted(about: About) -> list[date]:
    aims = about.snapshot.progress.targets
    return sorted({by for role in about.roles if role in aims and (by := aims[role].by) is not None})


def _table(about: About, advice: Advice) -> Element:
    scale = calendar(about, advice.schedule)
    wanted = [day for day in _wanted(about) if scale.first <= day <= scale.last]
    head = element(
        "tr",
        element("th", "Step", scope="col"),
        element("th", _axis(scale, wanted), scope="col", class_="bar"),
        element("th", "Done", scope="col"),
        element("th", "Effort left", scope="col"),
    )
    rows = [_row(about, advice, slot, scale, wanted) for slot in advice.schedule.slots]
    return element("table", element("thead", head), element("tbody", *rows), class_="plan")


def _axis(scale: Scale, wanted: list[date]) -> Element:
    labels: list[Element] = [text("today", 0, 12, anchor="start")]
    labels += month_labels(scale, 12, 7, (12, 97))
    labels += [upright(scale.at(day), 16, 22, "aim") for day in wanted]
    named = f"From {day_words(scale.first)} to {day_words(scale.last)}"
    return picture("Calendar", named, _HIGH, *labels, class_="axis-row")


def _row(about: About, advice: Advice, slot: Slot, scale: Scale, wanted: list[date]) -> Element:
    catalog, voice = about.snapshot.catalog, about.voice
    left = slot.pick.remaining
    critical = element("span", "◆ ", class_="critical", role="img", aria_label="critical:") if slot.critical else None
    due: Part = None
    if slot.due is not None and slot.promise is not None:
        due = element("p", f"due {voice.day(slot.due)}, {_PROMISED[slot.promise]}", class_="due")
    return element(
        "tr",
        element(
            "th",
            critical,
            title_of(catalog, slot.pick),
            *(element("p", words, class_="aside") for words in purpose(catalog, advice, slot)),
            scope="row",
        ),
        element("td", _bar(about, slot, scale, wanted), class_="bar"),
        element("td", *_days(slot.ends, voice), due, class_="days"),
        element(
            "td",
            time_words(left.hours, left.months) or "no time left",
            element("span", ORIGINS[left.origin], class_="aside"),
            class_="effort",
        ),
    )


def _days(ends: Days, voice: Voice) -> Iterator[Element]:
    """The range in two lines, where it is one."""
    first, _, last = between(ends, voice).removeprefix("on ").partition(" to ")
    yield element("p", first)
    if last:
        yield element("p", f"to {last}")


def _bar(about: About, slot: Slot, scale: Scale, wanted: list[date]) -> Element:
    """Full from the earliest begin as long as it takes at least, pale to where it may end at the latest."""
    top, high = (14, 6) if slot.beside else (10, 14)
    style = "critical" if slot.critical else "slack"
    begin, early, late = (
        scale.at(_morrow(day, by)) for day, by in ((slot.begins.early, 0), (slot.ends.early, 1), (slot.ends.late, 1))
    )
    parts = [upright(scale.at(day), 0, "100%", "grid") for day, _ in scale.months(7)]
    parts += [upright(scale.at(day), 0, "100%", "aim") for day in wanted]
    parts.append(bar(begin, late, top, high, f"{style}-late"))
    parts.append(bar(begin, max(early, begin + 0.5), top, high, style))
    if slot.ends.late > scale.last:
        parts.append(text("→", 100, 21, anchor="end"))
    if slot.due is not None and scale.first <= slot.due <= scale.last:
        parts.append(text("▼", scale.at(slot.due), 14, "due"))
    days = f"{day_words(slot.begins.early)} at the earliest, done {between(slot.ends, about.voice)}"
    return picture(title_of(about.snapshot.catalog, slot.pick), f"Begin {days}", "100%", *parts, class_="bars")


def _morrow(day: date, by: int) -> date:
    return day + timedelta(days=min(by, (date.max - day).days))


def _legend(when: Schedule) -> Element:
    """What the signs mean."""

    def sample(words: str, *parts: Element) -> Element:
        drawn = element("svg", *parts, width=26, height=14, aria_hidden="true")
        return element("li", drawn, f" {words}")

    items = [
        sample("study, at least", bar(0, 100, 1, 12, "critical")),
        sample("calendar time, which runs beside study", bar(0, 100, 4, 6, "critical")),
        sample("may take until then", bar(0, 100, 1, 12, "critical-late")),
        sample("has time to spare", bar(0, 100, 1, 12, "slack")),
        element("li", element("span", "◆", class_="critical"), " being ready hangs on it"),
        sample("a target's day", upright(50, 0, 14, "aim")),
    ]
    if any(slot.due is not None for slot in when.slots):
        items.append(sample("due", element("text", "▼", x=percent(50), y=11, text_anchor="middle", class_="due")))
    return element("ul", *items, class_="legend")
