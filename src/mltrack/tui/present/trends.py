"""The plots of the summary with their words: the way to the target, the year, hours and readiness over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from textual.content import Content

from mltrack.core.catalog import Catalog
from mltrack.core.dates import minutes_words
from mltrack.core.departed import lost_aims_words
from mltrack.core.pace import LEAST_DAYS, WEEKS, YEARS, Forecast, Lacking, NoForecast, Unit
from mltrack.core.review import BurnUp, Review
from mltrack.core.series import monday
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, TargetMovement
from mltrack.tui.present.glyphs import TARGET, percent
from mltrack.tui.present.keys import key, keyed
from mltrack.tui.present.plots.burn_up import Climb, burn_up
from mltrack.tui.present.plots.columns import Bar, columns
from mltrack.tui.present.plots.curves import area
from mltrack.tui.present.plots.heatmap import heatmap
from mltrack.tui.present.plots.scales import number
from mltrack.tui.present.row import BLANK, Row, paragraph
from mltrack.tui.present.summary import moved_words
from mltrack.tui.present.words import MONTHS, WEEKDAYS, count, day

_LEAST_PLOT = 6
"""Lines from which the way to the target is drawn and not only told."""
_ROOMY = 44
"""Cells from which it is said that readiness moves in points."""
_LEAST_BLOCK = 4
"""Lines of one target's curve at least, its title included."""
_NO_TARGET = "No target yet. Press {app.roles}, choose a role and press {role.target}."
_UNSTATED = "No source says what this role requires"
_NO_TIME = "No time logged yet: press {milestone.log} on a milestone."

# The way to the target


def way_title(way: BurnUp | None, catalog: Catalog) -> tuple[str, str]:
    """What the way is to, and how much of it is behind."""
    if way is None:
        return "The way to your target", ""
    now = way.points[-1].tallies[way.role]
    waived = f", {now.waived} waived" if now.waived else ""
    return f"The way to {catalog.role_title(way.role)}", f"{now.met} of {now.total} required met{waived}"


def _no_target(snapshot: Snapshot) -> str:
    return lost_aims_words(snapshot) or keyed(_NO_TARGET)


def way_rows(snapshot: Snapshot, way: BurnUp | None, width: int, height: int) -> Iterator[Row]:
    """What is met over time and when the rest may be, drawn, and below it in a sentence."""
    if way is None:
        yield from paragraph(_no_target(snapshot), width, style="$quiet")
        return
    now = way.points[-1].tallies[way.role]
    if not now.total:
        yield from paragraph(
            "No source says what this role requires, so nothing can be counted.", width, style="$quiet"
        )
        return
    words = [row for sentence in way_words(way) for row in paragraph(sentence, width)]
    ahead = way.ahead
    met = [
        (point.on, Fraction(point.tallies[way.role].total - point.tallies[way.role].missing)) for point in way.points
    ]
    early, late = (ahead.early, ahead.late) if ahead else (None, None)
    lines = height - len(words)
    if lines >= _LEAST_PLOT:
        yield from burn_up(Climb(met, now.total, way.today, way.by, early, late), width, lines)
    yield from words


def way_words(way: BurnUp) -> Iterator[str]:
    """When all will be met, and whether that is in time."""
    ahead, finish = way.ahead, way.finish
    if finish is None:
        yield "All that is required is met or waived."
        return
    if ahead is None:
        yield "What is missing cannot be earned any more; the Plan says what is in the way."
        return
    means = _by_pace(ahead) if isinstance(ahead, Forecast) else f"{_no_pace(finish.by_pace)}By the plan"
    but = "all but what is in the way " if finish.plan.obstacles else ""
    alone = ", for this target alone" if way.is_one_of_several else ""
    yield f"{means}{alone}: {but}{_range(ahead.early, ahead.late)}."
    if way.by is not None:
        yield f"Target day {day(way.by)}: {_promise(ahead.early, ahead.late, way.by)}."


def _by_pace(ahead: Forecast) -> str:
    pace = ahead.pace
    unit = "h" if pace.unit is Unit.HOURS else "milestones"
    return f"At your pace of {number(round(pace.a_week, 1))} {unit} a week"


def _no_pace(found: Forecast | NoForecast) -> str:
    if isinstance(found, NoForecast) and found.lacking is Lacking.HISTORY:
        return f"A pace shows after {LEAST_DAYS} days. "
    return f"Nothing was logged or done in {WEEKS} weeks. "


def _range(early: date | None, late: date | None) -> str:
    if early is None:
        return f"ready in more than {YEARS} years"
    if late is None:
        return f"ready on {day(early)} at the earliest, maybe only in more than {YEARS} years"
    return f"ready on {day(early)}" if early == late else f"ready {day(early)} – {day(late)}"


def _promise(early: date | None, late: date | None, by: date) -> str:
    if late is not None and late <= by:
        return "in time"
    return "it may come too soon" if early is not None and early <= by else "it comes too soon"


# The year


def year_title(review: Review) -> str:
    """Which year, how many days were used and which week was the best."""
    window, days = review.summary.window, review.days
    name = f"{window.start.year} day by day" if window.period is Period.YEAR else "A year of learning"
    active = sum(bool(one.minutes or one.completed) for one in days)
    weeks: dict[date, int] = {}
    for one in days:
        weeks[monday(one.on)] = weeks.get(monday(one.on), 0) + one.minutes
    best = max(weeks, key=lambda week: (weeks[week], week), default=None)
    said = [name, f"{count(active, 'day')} active"] if active else [name]
    if best is not None and weeks[best]:
        said.append(f"best week {day(best, review.summary.end)}, {minutes_words(weeks[best])}")
    return " · ".join(said)


def year_rows(review: Review, width: int) -> Iterator[Row]:
    """The days of a year."""
    if not any(one.minutes or one.completed for one in review.days):
        yield from paragraph(
            f"Nothing in this year yet. Tick what you have done, or log time with {key('milestone.log')}.",
            width,
            style="$quiet",
        )
        return
    yield from heatmap(review.days, width)


# Hours


def hours_title(review: Review, weekly_hours: Fraction) -> tuple[str, str]:
    """What a column stands for, and what the lines mean."""
    if review.summary.period is Period.WEEK:
        return "Hours a day", f"goal {number(weekly_hours)} h a week"
    return "Hours a week", f"┄ goal {number(weekly_hours)} h"


def hours_rows(review: Review, weekly_hours: Fraction, width: int, height: int) -> Iterator[Row]:
    """The hours of each week with the goal as a line; of a single week, those of each day."""
    alone = review.summary.period is Period.WEEK
    bars, goal = (_days(review), None) if alone else (_weeks(review), weekly_hours)
    if not any(bar.value for bar in bars):
        yield from paragraph(
            keyed(_NO_TIME) if review.summary.current else "No time was logged.", width, style="$quiet"
        )
        return
    yield from columns(bars, width, height, goal=goal, unit=" h")


def _days(review: Review) -> Sequence[Bar]:
    start = review.summary.window.start.toordinal()
    spent = {one.on.toordinal(): one.minutes for one in review.days}
    return [Bar(Fraction(spent.get(start + place, 0), 60), name) for place, name in enumerate(WEEKDAYS)]


def _weeks(review: Review) -> Sequence[Bar]:
    bars: list[Bar] = []
    first = monday(review.summary.window.start)
    month = 0
    for week in review.weeks:
        label = "" if week.monday.month == month else MONTHS[week.monday.month - 1]
        month = week.monday.month
        bars.append(Bar(Fraction(week.minutes, 60), label, inside=week.monday >= first))
    return bars


# Readiness


def readiness_title(review: Review) -> tuple[str, str]:
    """What is drawn, and of how many targets: there may be no room for all."""
    targets = len(review.summary.targets)
    return "Readiness over time", count(targets, "target") if targets > 1 else ""


def readiness_rows(review: Review, width: int, height: int) -> Iterator[Row]:
    """One curve a target over the window, with what it stands at and how far it moved; as many as there is room for."""
    summary = review.summary
    targets = summary.targets[: max(1, (height - 1) // _LEAST_BLOCK)]
    if not targets:
        words = _no_target(summary.stood) if summary.current else "You aimed for no role then."
        yield from paragraph(words, width, style="$quiet")
        return
    ends = summary.window.start, summary.end
    block = (height - 1) // len(targets)
    for place, target in enumerate(targets):
        yield _target_row(summary.stood.catalog, target, width, primary=place == 0)
        if not target.now.total:
            yield Row(Content.styled(f"{_UNSTATED}.", "$quiet"))
            yield from [BLANK] * (block - 2)
            continue
        curve = [(point.on, point.tallies[target.role].share) for point in review.curve]
        last = place == len(targets) - 1
        yield from area(curve, ends, width, block - 1 + last, labels=last)


def _target_row(catalog: Catalog, target: TargetMovement, width: int, *, primary: bool) -> Row:
    left = Content.assemble((f"{TARGET} ", "$accent" if primary else "$quiet"), catalog.role_title(target.role))
    points = target.now.percent - target.before.percent
    moved = moved_words(points) if width >= _ROOMY else f"{points:+d}" if points else ""
    return Row(left, Content.assemble(percent(target.now), " ", (moved, "$quiet")))
