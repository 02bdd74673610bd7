"""`compare`: two to four roles side by side."""

from __future__ import annotations

from fractions import Fraction

import click

from mltrack.cli.compare_markdown import compare_markdown
from mltrack.cli.compare_text import compare_lines
from mltrack.cli.compare_views import compare_view
from mltrack.cli.completing import role_ids
from mltrack.cli.opening import opened, weekly
from mltrack.cli.options import as_json, as_markdown, hours_per_week
from mltrack.cli.output import tell
from mltrack.core.compare import FEWEST, MOST
from mltrack.core.compare import compare as compare_roles


@click.command()
@click.argument("names", metavar="ROLE ROLE [ROLE [ROLE]]", nargs=-1, shell_complete=role_ids)
@hours_per_week
@as_json
@as_markdown
def compare(names: tuple[str, ...], hours: Fraction | None, as_json: bool, as_markdown: bool) -> None:
    """Show two to four roles side by side."""
    if not FEWEST <= len(names) <= MOST:
        raise click.UsageError(f"Name {FEWEST} to {MOST} roles to compare.")
    with opened() as session:
        snapshot = session.snapshot
        roles = [session.catalog.role(name).id for name in names]
        result = compare_roles(snapshot, roles, weekly(session, hours))
        tell(
            (as_json, as_markdown),
            lambda: compare_view(snapshot, result),
            lambda: compare_markdown(snapshot, result),
            lambda: compare_lines(snapshot, result),
        )
