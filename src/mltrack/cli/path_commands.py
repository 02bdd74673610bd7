"""`path`: the ladder of roles, and the way to one of them that takes least."""

from __future__ import annotations

from fractions import Fraction

import click

from mltrack.cli.completing import role_ids
from mltrack.cli.opening import opened, weekly
from mltrack.cli.options import as_json, as_markdown, glyphs, hours_per_week
from mltrack.cli.output import tell
from mltrack.cli.path_text import ladder_lines, ladder_markdown, way_lines, way_markdown
from mltrack.cli.path_views import ladder_view, way_view
from mltrack.core.ladder import carry_over, edges, way_to
from mltrack.core.snapshot import Snapshot


@click.command()
@click.argument("names", metavar="[FROM] [TO]", nargs=-1, shell_complete=role_ids)
@hours_per_week
@as_json
@as_markdown
def path(names: tuple[str, ...], hours: Fraction | None, as_json: bool, as_markdown: bool) -> None:
    """Show the way to a role, or the whole ladder.

    With one role, the way to it that takes least; with two, the way from the first to the second.
    """
    if len(names) > 2:
        raise click.UsageError("A path has two ends: name the role that it leads to, or FROM and TO.")
    form = as_json, as_markdown
    with opened() as session:
        snapshot = session.snapshot
        roles = [session.catalog.role(name).id for name in names]
        if not roles:
            _ladder(snapshot, weekly(session, hours), form)
            return
        *start, goal = roles
        way = way_to(snapshot, goal, start[0] if start else None, weekly(session, hours))
        tell(
            form,
            lambda: way_view(snapshot, way),
            lambda: way_markdown(snapshot, way),
            lambda: way_lines(snapshot, way),
        )


def _ladder(snapshot: Snapshot, hours: Fraction, form: tuple[bool, bool]) -> None:
    steps = edges(snapshot)
    carried = {edge: carry_over(snapshot, edge.former, edge.next, hours) for edge in steps}
    tell(
        form,
        lambda: ladder_view(snapshot, steps, carried),
        lambda: ladder_markdown(snapshot, steps, carried),
        lambda: ladder_lines(snapshot, steps, carried, glyphs()),
    )
