"""The forecast as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mltrack.cli.advice_text import plan_words
from mltrack.cli.markdown import escaped, table
from mltrack.cli.plan_text import obstacle_words
from mltrack.cli.text import counted, wrapped
from mltrack.core.finish import Finish
from mltrack.core.journal import listed
from mltrack.core.pace import LEAST_DAYS, METHOD, WEEKS, YEARS, Forecast, Lacking, NoForecast, Unit
from mltrack.core.snapshot import Snapshot

_LABEL = 17
"""Cells of the column of labels."""


def forecast_lines(snapshot: Snapshot, result: Finish) -> list[str]:
    """`forecast`."""
    lines = [*wrapped(_heading(snapshot, result)), ""]
    for label, words in _facts(snapshot, result):
        lines += wrapped(words, f"{label:<{_LABEL}}")
    return [*lines, "", *wrapped(_method(result))]


def forecast_markdown(snapshot: Snapshot, result: Finish) -> list[str]:
    """`forecast --markdown`."""
    rows = table(["What", "How it stands"], list(_facts(snapshot, result)))
    return [f"## {escaped(_heading(snapshot, result))}", "", *rows, "", escaped(_method(result))]


def _heading(snapshot: Snapshot, result: Finish) -> str:
    return f"Forecast for {listed(snapshot.catalog.role_title(role) for role in result.plan.wish.roles)}"


def _facts(snapshot: Snapshot, result: Finish) -> Iterator[tuple[str, str]]:
    picks = result.plan.picks
    count = f"{counted(len(picks), 'step')}, " if picks else ""
    yield "Left to do", f"{count}{plan_words(result.plan)}" if picks or result.plan.obstacles else "nothing"
    unstated = [role for role in result.plan.wish.roles if snapshot.readiness[role].required.total == 0]
    if unstated:
        yield "Not stated", f"what {listed(snapshot.catalog.role_title(role) for role in unstated)} requires"
    for obstacle in result.plan.obstacles:
        yield "In the way", obstacle_words(snapshot, obstacle)
    if not picks:
        return
    what = "all but that done" if result.plan.obstacles else "done"
    found, weekly = result.by_pace, float(result.plan.wish.hours_per_week)
    yield "Your pace", _pace_words(found)
    if isinstance(found, Forecast):
        yield "At this pace", f"{what} {_between(found.early, found.late)}"
    else:
        yield "At this pace", f"no day can be named. {_what_to_do(found)}".rstrip()
    by_plan = result.by_plan
    yield "By the plan", f"{what} {_between(by_plan.early, by_plan.late)}, at {weekly:g} h a week"


def _pace_words(found: Forecast | NoForecast) -> str:
    if isinstance(found, NoForecast):
        return "not enough history" if found.lacking is Lacking.HISTORY else f"nothing in the last {WEEKS} weeks"
    pace = found.pace
    amount = float(pace.a_week)
    what = f"{amount:.1f} h" if pace.unit is Unit.HOURS else f"{amount:.1f} milestones"
    weeks = f"the last {len(pace.amounts)} weeks, from {pace.since} on"
    return f"{what} a week, the mean of {weeks}"


def _what_to_do(found: NoForecast) -> str:
    if found.lacking is Lacking.PACE:
        return "Log time or tick something: mltrack log ID 1h30m"
    if found.first is None:
        return f"Learn for {LEAST_DAYS} days first: mltrack log ID 1h30m"
    if date.max - found.first < timedelta(days=LEAST_DAYS):
        return ""
    return f"There will be enough history on {found.first + timedelta(days=LEAST_DAYS)}."


def _between(early: date | None, late: date | None) -> str:
    if early is None:
        return f"beyond {YEARS} years"
    if late is None:
        return f"on {early} at the earliest, at the latest beyond {YEARS} years"
    return f"on {early}" if early == late else f"between {early} and {late}"


def _method(result: Finish) -> str:
    if not result.plan.picks or isinstance(result.by_pace, NoForecast):
        return f"A forecast goes by the last {WEEKS} whole weeks, and needs {LEAST_DAYS} days since the first learning."
    return f"An estimate. {METHOD} Calendar time, as of a degree, is never shortened."
