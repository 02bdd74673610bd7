"""`roles` and `role`."""

from __future__ import annotations

import click

from mltrack.cli.completing import role_ids
from mltrack.cli.opening import opened, weekly_hours
from mltrack.cli.options import as_json, glyphs
from mltrack.cli.output import give, say
from mltrack.core.query import RoleQuery, matching_roles


@click.command()
@as_json
def roles(as_json: bool) -> None:
    """List all roles by level, with your readiness for each."""
    with opened() as session:
        snapshot = session.snapshot
        found = matching_roles(snapshot, RoleQuery())
        if as_json:
            from mltrack.cli.views import role_row

            give([role_row(snapshot, role) for role in found])
        else:
            from mltrack.cli.role_text import role_list

            say(role_list(snapshot, found, glyphs()))


@click.command()
@click.argument("name", metavar="ID", shell_complete=role_ids)
@as_json
def role(name: str, as_json: bool) -> None:
    """Show one role: pay, outlook, what it asks for."""
    with opened() as session:
        snapshot = session.snapshot
        found = snapshot.catalog.role(name)
        weekly = weekly_hours(session)
        if as_json:
            from mltrack.cli.views import role_view

            give(role_view(snapshot, found, weekly))
        else:
            from mltrack.cli.role_text import role_detail

            say(role_detail(snapshot, found, glyphs(), weekly))
