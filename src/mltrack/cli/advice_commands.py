"""`next`, `nearest`, `moves` and `whatif`: what to do, and what it would bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

import click

from mltrack.cli.advice_markdown import (
    moved_markdown,
    nearest_markdown,
    next_markdown,
    ranked_markdown,
    what_if_markdown,
)
from mltrack.cli.advice_text import moved_lines, nearest_lines, next_lines, ranked_lines, what_if_lines
from mltrack.cli.advice_views import moved_view, nearest_view, next_view, ranked_view, what_if_view
from mltrack.cli.completing import milestone_ids, role_ids
from mltrack.cli.opening import opened, weekly_hours
from mltrack.cli.options import as_json, as_markdown, hours_per_week, level_named
from mltrack.cli.output import give, say
from mltrack.core.advice import next_steps, ranked_moves
from mltrack.core.entries import Kind
from mltrack.core.requirements import Level
from mltrack.errors import InvalidInput
from mltrack.session import Session


def how_many(default: int) -> Callable[[click.decorators.FC], click.decorators.FC]:
    """The option for the number of rows."""
    return click.option(
        "-n", "count", type=click.IntRange(1), metavar="N", default=default, show_default=True, help="Show so many."
    )


def weekly(session: Session, hours: Fraction | None) -> Fraction:
    """Study hours a week: those that were typed, else those that the person has set."""
    return weekly_hours(session) if hours is None else hours


def tell(
    form: tuple[bool, bool],
    view: Callable[[], object],
    markdown: Callable[[], Iterable[str]],
    text: Callable[[], Iterable[str]],
) -> None:
    """Print one of three forms; `form` says whether JSON and whether Markdown was asked for."""
    if form == (True, True):
        raise click.UsageError("--json and --markdown go one at a time.")
    if form[0]:
        give(view())
    else:
        say(markdown() if form[1] else text())


@click.command()
@click.option(
    "--role",
    "name",
    metavar="ROLE",
    help="Advise for this role instead of your primary target.",
    shell_complete=role_ids,
)
@how_many(10)
@hours_per_week
@as_json
@as_markdown
def next(name: str | None, count: int, hours: Fraction | None, as_json: bool, as_markdown: bool) -> None:  # noqa: A001 - the command's name
    """Say what to do next, and why."""
    with opened() as session:
        snapshot = session.snapshot
        role = None if name is None else session.catalog.role(name).id
        primary = role or snapshot.primary_target
        steps = next_steps(snapshot, role, weekly(session, hours))
        tell(
            (as_json, as_markdown),
            lambda: next_view(snapshot, steps, primary, count),
            lambda: next_markdown(snapshot, steps, primary, count),
            lambda: next_lines(snapshot, steps, primary, count),
        )


@click.command()
@how_many(20)
@hours_per_week
@as_json
@as_markdown
def nearest(count: int, hours: Fraction | None, as_json: bool, as_markdown: bool) -> None:
    """List the roles that you are nearest to."""
    from mltrack.core.nearest import nearest as nearest_roles

    with opened() as session:
        snapshot = session.snapshot
        found = nearest_roles(snapshot, count, weekly(session, hours))
        tell(
            (as_json, as_markdown),
            lambda: nearest_view(snapshot, found),
            lambda: nearest_markdown(snapshot, found),
            lambda: nearest_lines(snapshot, found),
        )


@click.command()
@click.argument("name", metavar="[ID]", required=False, shell_complete=milestone_ids)
@how_many(20)
@as_json
@as_markdown
def moves(name: str | None, count: int, as_json: bool, as_markdown: bool) -> None:
    """List what moves most roles, or the roles that one moves."""
    from mltrack.core.whatif import moved

    with opened() as session:
        snapshot = session.snapshot
        if name is None:
            ids = ranked_moves(snapshot)
            tell(
                (as_json, as_markdown),
                lambda: ranked_view(snapshot, ids, count),
                lambda: ranked_markdown(snapshot, ids, count),
                lambda: ranked_lines(snapshot, ids, count),
            )
            return
        one = session.catalog.milestone(name).id
        effects = moved(snapshot, one)
        tell(
            (as_json, as_markdown),
            lambda: moved_view(snapshot, one, effects),
            lambda: moved_markdown(snapshot, one, effects),
            lambda: moved_lines(snapshot, one, effects),
        )


@click.command()
@click.argument("names", metavar="ID...", nargs=-1, required=True, shell_complete=milestone_ids)
@click.option("--level", callback=level_named, metavar="LEVEL", help="Suppose skills at this level.")
@hours_per_week
@as_json
@as_markdown
def whatif(
    names: tuple[str, ...], level: Level | None, hours: Fraction | None, as_json: bool, as_markdown: bool
) -> None:
    """Show what would change if you had done these."""
    from mltrack.core.whatif import what_if

    with opened() as session:
        snapshot = session.snapshot
        milestones = {one.id: one for one in map(session.catalog.milestone, names)}
        skills = [one.id for one in milestones.values() if one.kind is Kind.SKILL]
        if level is not None and not skills:
            raise InvalidInput("Only skills have a level, and none of these is one.")
        wanted = {one: level if one in skills else None for one in milestones}
        result = what_if(snapshot, wanted, weekly(session, hours))
        tell(
            (as_json, as_markdown),
            lambda: what_if_view(snapshot, result),
            lambda: what_if_markdown(snapshot, result, level),
            lambda: what_if_lines(snapshot, result, level),
        )
