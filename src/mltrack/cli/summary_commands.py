"""`summary` and `forecast`: what was done, and when all will be."""

from __future__ import annotations

from datetime import date

import click

from mltrack.cli.completing import role_ids
from mltrack.cli.forecast_text import forecast_lines, forecast_markdown
from mltrack.cli.forecast_views import forecast_view
from mltrack.cli.opening import opened, weekly_hours
from mltrack.cli.options import as_json, as_markdown, glyphs
from mltrack.cli.output import tell
from mltrack.cli.summary_text import summary_lines
from mltrack.cli.summary_views import summary_view
from mltrack.core.advice import next_steps
from mltrack.core.dates import day_words, parse_day
from mltrack.core.departed import lost_aims_words
from mltrack.core.finish import finish
from mltrack.core.snapshot import Snapshot
from mltrack.core.summary import Period, Window, summarise, window
from mltrack.core.timeline import Timeline
from mltrack.errors import InvalidInput
from mltrack.exchange.summary_markdown import summary_markdown


@click.command()
@click.option(
    "--period",
    type=click.Choice([period.value for period in Period]),
    help="The calendar time to sum up.  [default: week]",
)
@click.option("--ago", type=click.IntRange(0), metavar="N", default=0, help="So many of them back; 1 is the last one.")
@click.option("--from", "first", metavar="DATE", help="Sum up from this day on, instead of a period.")
@click.option("--to", "last", metavar="DATE", help="Sum up to this day; without it, to today.")
@as_json
@as_markdown
def summary(  # noqa: PLR0913, PLR0917 - click passes one argument a parameter
    period: str | None, ago: int, first: str | None, last: str | None, as_json: bool, as_markdown: bool
) -> None:
    """Sum up what you got done and how your targets moved."""
    if (first is not None or last is not None) and (period is not None or ago):
        raise click.UsageError("--from and --to go without --period and --ago.")
    if ago and period == Period.ALL.value:
        raise click.UsageError("--ago does not go with all time.")
    with opened() as session:
        snapshot = session.snapshot
        if first is None and last is None:
            named = Period(period or Period.WEEK.value)
            result = summarise(snapshot, window(named, snapshot.today, ago=ago) if ago else named)
        else:
            result = summarise(snapshot, _range(snapshot, first, last))
        steps = next_steps(result.stood, hours_per_week=weekly_hours(session))
        best = steps[0] if steps else None
        tell(
            (as_json, as_markdown),
            lambda: summary_view(result, best),
            lambda: summary_markdown(result, best),
            lambda: summary_lines(result, best, glyphs()),
        )


def _range(snapshot: Snapshot, first: str | None, last: str | None) -> Window:
    """The days from `first`, or the first one of which anything is known, to `last`, or today."""
    today = snapshot.today
    end = today if last is None else parse_day(last, today, past=True)
    start = _first_day(snapshot, end) if first is None else parse_day(first, today, past=True)
    if start > today:
        raise InvalidInput(
            f"{day_words(start)} lies in the future; what is summed up begins today, {day_words(today)}, or earlier."
        )
    if start > end:
        raise InvalidInput(
            f"{day_words(end)} is before {day_words(start)}; a range runs from the earlier day to the later one."
        )
    return Window(start, end)


def _first_day(snapshot: Snapshot, end: date) -> date:
    first = Timeline(snapshot.catalog, snapshot.progress).first_day
    return min(first or end, end)


@click.command()
@click.argument("names", metavar="[ROLE]...", nargs=-1, shell_complete=role_ids)
@as_json
@as_markdown
def forecast(names: tuple[str, ...], as_json: bool, as_markdown: bool) -> None:
    """Say when you will be ready at the pace of the last weeks.

    For the roles named, all of them together, or else for your targets.
    """
    with opened() as session:
        snapshot = session.snapshot
        named = [session.catalog.role(name).id for name in names]
        aims = [role_id for role_id, _ in snapshot.progress.aims if role_id in snapshot.catalog.roles]
        roles = list(dict.fromkeys(named or aims))
        if not roles and (lost := lost_aims_words(snapshot)):
            raise InvalidInput(f"{lost} Name another one, or set a target with mltrack target ROLE.")
        if not roles:
            raise InvalidInput("There is no target to forecast for. Choose one: mltrack target ROLE")
        result = finish(snapshot, roles, weekly_hours(session))
        tell(
            (as_json, as_markdown),
            lambda: forecast_view(snapshot, result),
            lambda: forecast_markdown(snapshot, result),
            lambda: forecast_lines(snapshot, result),
        )
