"""The forecast as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mltrack.cli.text import wrapped
from mltrack.core.finish import Finish
from mltrack.core.finish_words import done_between, pace_words, remedy_words
from mltrack.core.journal import listed
from mltrack.core.pace import LEAST_DAYS, METHOD, WEEKS, Forecast, NoForecast
from mltrack.core.plan_words import obstacle_words
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted
from mltrack.core.total_words import plan_words
from mltrack.exchange.markdown import escaped, table

_LABEL = 17
"""Cells of the column of labels."""
_LOG = "mltrack log ID 1h30m"


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
    yield "Your pace", pace_words(found, date.isoformat)
    if isinstance(found, Forecast):
        yield "At this pace", f"{what} {done_between(found.early, found.late, date.isoformat)}"
    else:
        yield "At this pace", f"no day can be named. {remedy_words(found, date.isoformat, _LOG)}".rstrip()
    by_plan = result.by_plan
    yield "By the plan", f"{what} {done_between(by_plan.early, by_plan.late, date.isoformat)}, at {weekly:g} h a week"


def _method(result: Finish) -> str:
    if not result.plan.picks or isinstance(result.by_pace, NoForecast):
        return f"A forecast goes by the last {WEEKS} whole weeks, and needs {LEAST_DAYS} days since the first learning."
    return f"An estimate. {METHOD} Calendar time, as of a degree, is never shortened."
