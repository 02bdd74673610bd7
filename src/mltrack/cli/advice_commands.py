"""`next`, `nearest`, `moves` and `whatif`: what to do, and what it would bring.

Each can be told in three forms; what makes JSON or Markdown is imported for whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import click

from mltrack.cli.advice_text import moved_lines, nearest_lines, next_lines, ranked_lines, what_if_lines
from mltrack.cli.completing import milestone_ids, role_ids
from mltrack.cli.opening import opened, weekly
from mltrack.cli.options import as_json, as_markdown, hours_per_week, level_named
from mltrack.cli.output import tell
from mltrack.core.advice import next_steps, ranked_moves
from mltrack.core.entries import Kind
from mltrack.core.requirements import Level
from mltrack.errors import InvalidInput


def how_many(default: int) -> Callable[[click.decorators.FC], click.decorators.FC]:
    """The option for the number of rows."""
    return click.option(
        "-n", "count", type=click.IntRange(1), metavar="N", default=default, show_default=True, help="Show so many."
    )


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

        def view() -> object:
            from mltrack.cli.advice_views import next_view

            return next_view(snapshot, steps, primary, count)

        def markdown() -> list[str]:
            from mltrack.cli.advice_markdown import next_markdown

            return next_markdown(snapshot, steps, primary, count)

        tell((as_json, as_markdown), view, markdown, lambda: next_lines(snapshot, steps, primary, count))


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

        def view() -> object:
            from mltrack.cli.advice_views import nearest_view

            return nearest_view(snapshot, found)

        def markdown() -> list[str]:
            from mltrack.cli.advice_markdown import nearest_markdown

            return nearest_markdown(snapshot, found)

        tell((as_json, as_markdown), view, markdown, lambda: nearest_lines(snapshot, found))


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

            def view() -> object:
                from mltrack.cli.advice_views import ranked_view

                return ranked_view(snapshot, ids, count)

            def markdown() -> list[str]:
                from mltrack.cli.advice_markdown import ranked_markdown

                return ranked_markdown(snapshot, ids, count)

            tell((as_json, as_markdown), view, markdown, lambda: ranked_lines(snapshot, ids, count))
            return
        one = session.catalog.milestone(name).id
        effects = moved(snapshot, one)

        def view() -> object:
            from mltrack.cli.advice_views import moved_view

            return moved_view(snapshot, one, effects)

        def markdown() -> list[str]:
            from mltrack.cli.advice_markdown import moved_markdown

            return moved_markdown(snapshot, one, effects)

        tell((as_json, as_markdown), view, markdown, lambda: moved_lines(snapshot, one, effects))


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

        def view() -> object:
            from mltrack.cli.advice_views import what_if_view

            return what_if_view(snapshot, result)

        def markdown() -> list[str]:
            from mltrack.cli.advice_markdown import what_if_markdown

            return what_if_markdown(snapshot, result, level)

        tell((as_json, as_markdown), view, markdown, lambda: what_if_lines(snapshot, result, level))
