"""The last year in figures and plots: what was completed, the time, the way to the target, and readiness over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element

from mltrack.core.dates import day_words, minutes_words
from mltrack.core.entries import Kind
from mltrack.core.finish_words import done_between
from mltrack.core.pace import Forecast
from mltrack.core.review import BurnUp, burn_up
from mltrack.core.series import Day, Point, daily, readiness_over_time
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Summary
from mltrack.core.text import counted
from mltrack.core.timeline import Timeline
from mltrack.exchange.html_elements import Part, element
from mltrack.exchange.html_plots import (
    LEGEND,
    Scale,
    area,
    columns,
    day_square,
    grid,
    half_year,
    halves,
    month_labels,
    picture,
    round_top,
    shape,
    steps,
    stretched,
    text,
    upright,
)
from mltrack.exchange.html_targets import About
from mltrack.exchange.summary_words import streak_words

_FAR: Final = 3 * 365
"""Days ahead up to which a late end is drawn; further away it would squeeze all else."""
_CLIMB, _CURVE = 180, 90


def year(about: About, summary: Summary, hours_per_week: Fraction) -> Iterator[Element]:
    """All of it, as far as there is something to tell."""
    snapshot = about.snapshot
    yield _cards(summary)
    for role in about.roles[:1]:
        if (way := burn_up(snapshot, hours_per_week, role)) is not None and way.points[-1].tallies[role].total:
            yield _climb(snapshot, way)
    timeline = Timeline(snapshot.catalog, snapshot.progress)
    days = daily(timeline, summary.window.start, summary.end)
    if any(day.minutes or day.completed for day in days):
        yield _heat(days)
    if any(week.minutes for week in summary.weeks):
        yield _hours(summary, hours_per_week)
    points = readiness_over_time(timeline, about.roles, summary.window.start, snapshot)
    if curves := [role for role in about.roles if any(point.tallies[role].share for point in points)]:
        yield _figure(
            "Readiness over time",
            "The mean of what is required, in percent.",
            element("div", *(_curve(snapshot, role, points) for role in curves), class_="multiples"),
        )


def _figure(title: str, words: str, *parts: Part) -> Element:
    return element("figure", element("figcaption", element("h3", title), element("p", words)), *parts)


# Figures


def _cards(summary: Summary) -> Element:
    kinds = Counter(
        milestone.kind
        for one in summary.completed
        if (milestone := summary.stood.catalog.milestones.get(one.milestone)) is not None
    )
    gone = len(summary.completed) - kinds.total()
    completed = [f"{kinds[kind]} {_noun(kind, kinds[kind])}" for kind in Kind if kinds[kind]]
    completed += [f"{gone} no longer in the catalog"] if gone else []
    done, total = sum(summary.done.values()), sum(summary.total.values())
    days = (summary.end - summary.window.start).days + 1
    mean = float(Fraction(summary.hours.minutes * 7, 60 * days))
    raised = f"{counted(len(summary.raised), 'skill')} raised to a higher level" if summary.raised else ""
    return element(
        "dl",
        _card("Completed", f"{len(summary.completed)}", [", ".join(completed), raised]),
        _card("Time logged", minutes_words(summary.hours.minutes), [f"{mean:.1f} h a week" if mean >= 0.05 else ""]),
        _card(
            "Streak",
            f"{counted(summary.streak_weeks, 'week')}",
            [streak_words(summary).partition(": ")[2].partition(" in a row ")[2].capitalize()],
        ),
        _card("Done in all", f"{done}", [f"of {total:,} in the catalog"]),
        class_="cards",
    )


def _noun(kind: Kind, number: int) -> str:
    noun = kind.value
    return noun if number == 1 or kind is Kind.EXPERIENCE else f"{noun}s"


def _card(name: str, figure: str, words: Sequence[str]) -> Element:
    told = [element("dd", one, class_="aside") for one in words if one]
    return element("div", element("dt", name), element("dd", figure, class_="figure"), *told)


# The way to the target


def _climb(snapshot: Snapshot, way: BurnUp) -> Element:
    now = way.points[-1].tallies[way.role]
    title = f"The way to {snapshot.catalog.role_title(way.role)}"
    ahead = way.ahead
    words = [f"{now.total - now.missing} of {now.total} required met or waived; the dashed line is all of them."]
    if ahead is not None:
        how = "At the pace of the last weeks" if isinstance(ahead, Forecast) else "By the plan"
        words.append(f"{how} for this role alone: ready {done_between(ahead.early, ahead.late, day_words)}.")
    if way.by is not None:
        words.append(f"Wanted by {day_words(way.by)}.")
    return _figure(title, " ".join(words), _climb_plot(way, title, words[0]))


def _climb_plot(way: BurnUp, title: str, described: str) -> Element:
    total = way.points[-1].tallies[way.role].total
    scale = Scale(min(way.points[0].on, way.today), _end(way))
    height = _CLIMB

    def up(number: float) -> float:
        return height - height * number / round_top(total, 5)

    met = [
        (scale.at(point.on), up(point.tallies[way.role].total - point.tallies[way.role].missing))
        for point in way.points
    ]
    today, now = scale.at(way.today), met[-1][1]
    shapes = [*area(steps(met, today), height, "done")]
    ahead = way.ahead
    if ahead is not None and ahead.early is not None:
        early, late = (_line(way, end, scale, now, up(total)) for end in (ahead.early, ahead.late))
        fan = shape("polygon", [(today, now), *early, *reversed(late)], "ahead-area")
        edges = [shape("polyline", [(today, now), *line], "ahead-edge") for line in (early, late)]
        shapes = [fan, *edges, *shapes]
    parts: list[Part] = [
        *grid(round_top(total, 5), height, 5),
        stretched(height, *shapes),
        element("line", x1=0, x2="100%", y1=up(total), y2=up(total), class_="goal"),
        upright(today, 0, height, "now"),
        text("today", today, -5, "now-name", anchor="end" if today > 12 else "start"),
        *month_labels(scale, height + 16),
    ]
    if way.by is not None and scale.first <= way.by <= scale.last:
        by = scale.at(way.by)
        parts += [
            upright(by, 0, height, "aim"),
            text("target day", by, -5, "aim-name", anchor="start" if by < 85 else "end"),
        ]
    return picture(title, described, height + 22, *parts)


def _line(way: BurnUp, end: date | None, scale: Scale, now: float, full: float) -> list[tuple[float, float]]:
    """From today's height to the full one on the day of an end, as far as the plot goes; flat where none is known."""
    if end is None:
        return [(100.0, now)]
    if end <= scale.last:
        return [(scale.at(end), full), (100.0, full)]
    share = (scale.last - way.today).days / max(1, (end - way.today).days)
    return [(100.0, now + (full - now) * share)]


def _end(way: BurnUp) -> date:
    """The last day that is drawn: after the one wanted, and the late end unless that is too far away."""
    ahead, behind = way.ahead, (way.today - way.points[0].on).days
    aim = (way.by - way.today).days * 21 // 20 if way.by is not None else 0
    days = 0
    if ahead is not None and ahead.early is not None:
        early, late = ((end - way.today).days if end else _FAR + 1 for end in (ahead.early, ahead.late))
        days = late if late <= _FAR else max(365, 3 * behind, early * 21 // 20 if early <= _FAR else 0)
    return way.today + timedelta(days=min(max(0, aim, days), (date.max - way.today).days))


# Days, weeks, and readiness


def _heat(days: Sequence[Day]) -> Element:
    active = sum(bool(day.minutes or day.completed) for day in days)
    words = f"{counted(active, 'day')} with learning, {minutes_words(sum(day.minutes for day in days))} in all."
    halved = halves(days)
    drawn = [
        half_year(part, f"{day_words(part[0].on)} to {day_words(part[-1].on)}", _half_words(part)) for part in halved
    ]
    items = [
        element(
            "li", element("svg", *day_square(minutes, 0, 0, 0), width=16, height=16, aria_hidden="true"), f" {name}"
        )
        for minutes, name in LEGEND
    ]
    ring = element("svg", *day_square(0, 1, 0, 0), width=16, height=16, aria_hidden="true")
    items.append(element("li", ring, " something completed"))
    return _figure("Day by day", words, element("div", *drawn, class_="year"), element("ul", *items, class_="legend"))


def _half_words(days: Sequence[Day]) -> str:
    active = sum(bool(day.minutes or day.completed) for day in days)
    return f"{counted(active, 'day')} with learning, {minutes_words(sum(day.minutes for day in days))}"


def _hours(summary: Summary, hours_per_week: Fraction) -> Element:
    weeks = summary.weeks
    best = max(weeks, key=lambda week: (week.minutes, week.monday))
    words = (
        f"{minutes_words(summary.hours.minutes)} in {counted(len(weeks), 'week')}; the best week was that of "
        f"{day_words(best.monday)} with {minutes_words(best.minutes)}."
    )
    return _figure("Hours a week", words, columns(weeks, hours_per_week, "Hours a week", words))


def _curve(snapshot: Snapshot, role: str, points: Sequence[Point]) -> Element:
    title, now, before = snapshot.catalog.role_title(role), points[-1].tallies[role], points[0].tallies[role]
    scale = Scale(points[0].on, points[-1].on)
    height = _CURVE
    curve = [(scale.at(point.on), height - height * float(point.tallies[role].share)) for point in points]
    moved = now.percent - before.percent
    words = f"{before.percent}% to {now.percent}%"
    points_words = f"{moved:+d} {'point' if abs(moved) == 1 else 'points'}" if moved else "unchanged"
    head = element("p", element("b", title)), element("p", f"{words}, {points_words}", class_="aside")
    drawn = picture(
        f"Readiness for {title}",
        f"From {words} between {day_words(scale.first)} and {day_words(scale.last)}",
        height + 22,
        *grid(100, height, 2, "%"),
        stretched(height, *area(steps(curve, 100), height, "done")),
        *month_labels(scale, height + 16, 6),
    )
    return element("div", *head, drawn)
