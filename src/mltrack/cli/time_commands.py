"""`log`, `effort`, `due` and `hours`: the time that learning takes, took and is to take."""

from __future__ import annotations

import click

from mltrack.cli.completing import milestone_ids
from mltrack.cli.opening import opened
from mltrack.cli.options import as_json, as_typed
from mltrack.cli.output import give, say, warn
from mltrack.cli.time_text import (
    due_line,
    due_lines,
    due_text,
    effort_lines,
    expected_text,
    hours_line,
    hours_text,
    log_lines,
    logged_text,
    unlogged_text,
)
from mltrack.cli.time_views import due_view, effort_view, logged_view
from mltrack.core.dates import parse_day, parse_effort, parse_minutes
from mltrack.core.effort import parse_hours_a_week
from mltrack.core.timesheet import due_days, time_log
from mltrack.errors import InvalidInput
from mltrack.session import Session


@click.command()
@click.argument("name", metavar="[ID]", required=False, shell_complete=milestone_ids)
@click.argument("spent", metavar="[TIME]", required=False)
@click.argument("words", metavar="[TEXT]", nargs=-1)
@click.option("--on", metavar="DATE", help="The day it was spent on, like yesterday or last mon; else today.")
@click.option("--remove", metavar="NO", type=click.IntRange(min=1), help="Remove the entry of this number.")
@as_json
def log(  # noqa: PLR0913, PLR0917 - click passes one argument a parameter
    name: str | None, spent: str | None, words: tuple[str, ...], on: str | None, remove: int | None, as_json: bool
) -> None:
    """Log time spent on a milestone, or list it.

    TIME is like 1h30m, 1:30, 1.5h or 90m, TEXT what you did, in one line. Every call adds an entry.
    Without TIME, the entries of ID or of everything are listed, newest first.
    """
    if remove is not None and (name is None or spent is not None or on is not None):
        raise click.UsageError("--remove goes with an ID alone.")
    if on is not None and spent is None:
        raise click.UsageError("--on goes with a TIME to log.")
    if as_json and (spent is not None or remove is not None):
        raise click.UsageError("--json goes with listing, not with a change.")
    with opened() as session:
        if name is None:
            _list_log(session, None, as_json)
        elif remove is not None:
            _unlog(session, session.snapshot.known(name), remove)
        elif spent is None:
            _list_log(session, session.snapshot.known(name), as_json)
        else:
            before = session.snapshot
            milestone_id = session.catalog.milestone(name).id
            minutes, day = parse_minutes(spent), None if on is None else parse_day(on, before.today, past=True)
            text = as_typed(" ".join(words))
            say(logged_text(before, session.log(milestone_id, minutes, on=day, text=text), milestone_id))


def _list_log(session: Session, milestone_id: str | None, as_json: bool) -> None:
    snapshot = session.snapshot
    found = time_log(snapshot.progress, milestone_id)
    if as_json:
        give(logged_view(snapshot, found))
    else:
        say(log_lines(snapshot, found, milestone_id))


def _unlog(session: Session, milestone_id: str, number: int) -> None:
    before = session.snapshot
    found = [one for one in time_log(before.progress, milestone_id) if one.number == number]
    if not found:
        title = before.catalog.milestone_title(milestone_id)
        raise InvalidInput(f"{title} has no entry {number}; mltrack log {milestone_id} lists those that it has.")
    say(unlogged_text(session.unlog(found[0].entry), found[0]))


@click.command()
@click.argument("name", metavar="ID", shell_complete=milestone_ids)
@click.argument("words", metavar="[EFFORT]", nargs=-1)
@click.option("--remove", is_flag=True, help="Go back to the figure of the catalog.")
@as_json
def effort(name: str, words: tuple[str, ...], remove: bool, as_json: bool) -> None:
    """Show what a milestone takes, or say what you expect.

    EFFORT is like 40h, 30-50h, 6-12 months or both; of a skill, from nothing to working.
    """
    if remove and words:
        raise click.UsageError("--remove goes with an ID alone, without an EFFORT.")
    if as_json and (words or remove):
        raise click.UsageError("--json goes with showing, not with a change.")
    with opened() as session:
        before = session.snapshot
        if remove:
            milestone_id = before.known(name)
            say(expected_text(before, session.expect(milestone_id, None), milestone_id))
        elif words:
            milestone_id = session.catalog.milestone(name).id
            after = session.expect(milestone_id, parse_effort(" ".join(words)))
            say(expected_text(before, after, milestone_id))
        elif as_json:
            give(effort_view(before, before.known(name)))
        else:
            say(effort_lines(before, before.known(name)))


@click.command()
@click.argument("name", metavar="[ID]", required=False, shell_complete=milestone_ids)
@click.argument("words", metavar="[DATE]", nargs=-1)
@click.option("--remove", is_flag=True, help="Take the due day away.")
@as_json
def due(name: str | None, words: tuple[str, ...], remove: bool, as_json: bool) -> None:
    """Say by when a milestone is to be done, or list due days.

    DATE is like 2026-12-01, 31 jan, next fri, +2w or in 3 months. Without an ID all due days are listed, what is
    overdue first.
    """
    if remove and (name is None or words):
        raise click.UsageError("--remove goes with an ID alone, without a DATE.")
    if as_json and name is not None:
        raise click.UsageError("--json goes with listing, not with an ID.")
    with opened() as session:
        before = session.snapshot
        if name is None:
            if as_json:
                give(due_view(before, due_days(before)))
            else:
                say(due_lines(before))
        elif remove:
            milestone_id = before.known(name)
            say(due_text(before, session.due(milestone_id, None), milestone_id))
        elif words:
            milestone_id = session.catalog.milestone(name).id
            say(due_text(before, session.due(milestone_id, parse_day(" ".join(words), before.today)), milestone_id))
        else:
            say(due_line(before, before.known(name)))


@click.command()
@click.argument("number", metavar="[H]", required=False)
@as_json
def hours(number: str | None, as_json: bool) -> None:
    """Show or set the hours a week that plans reckon with."""
    if as_json and number is not None:
        raise click.UsageError("--json goes with showing, not with H.")
    with opened() as session:
        kept = session.settings()
        if number is None:
            warn([kept.problem] if kept.problem else [])
            said = kept.hours_per_week is not None
            if as_json:
                give({"hours_per_week": float(kept.weekly_hours), "default": not said})
            else:
                say(hours_line(float(kept.weekly_hours), said=said))
            return
        new = parse_hours_a_week(as_typed(number))
        if kept.hours_per_week != new:
            session.keep_hours_per_week(new)
        say(hours_text(kept.hours_per_week, new))
