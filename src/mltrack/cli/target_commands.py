"""`target`: the roles that a person is working towards."""

from __future__ import annotations

import click

from mltrack.cli.change_text import aimed
from mltrack.cli.completing import role_ids
from mltrack.cli.opening import opened
from mltrack.cli.options import as_json, glyphs
from mltrack.cli.output import give, say
from mltrack.cli.progress_text import target_list
from mltrack.cli.progress_views import targets_view
from mltrack.core.dates import parse_day
from mltrack.session import Session


@click.command()
@click.argument("names", metavar="[ROLE]...", nargs=-1, shell_complete=role_ids)
@click.option("--by", metavar="DATE", help="The day you want to be ready, like 2027-06-30 or in 6 months.")
@click.option("--primary", is_flag=True, help="Aim for this role first of all.")
@click.option("--remove", is_flag=True, help="Stop aiming for these roles.")
@as_json
def target(names: tuple[str, ...], by: str | None, primary: bool, remove: bool, as_json: bool) -> None:
    """List the roles you aim for, or aim for more."""
    changes = by is not None or primary or remove
    if changes and not names:
        raise click.UsageError("Name the ROLE that --by, --primary or --remove is about.")
    if remove and (by is not None or primary):
        raise click.UsageError("--remove goes with neither --by nor --primary.")
    if names and as_json:
        raise click.UsageError("--json goes with listing targets, not with a ROLE.")
    with opened() as session:
        if not names:
            _list(session, as_json)
        elif remove:
            _remove(session, names)
        else:
            before = session.snapshot
            ids = [session.catalog.role(name).id for name in names]
            day = None if by is None else parse_day(by, before.today)
            say(aimed(before, session.target(ids, by=day, primary=primary), ids))


def _list(session: Session, as_json: bool) -> None:
    if as_json:
        give(targets_view(session.snapshot.progress))
    else:
        say(target_list(session.snapshot, glyphs()))


def _remove(session: Session, names: tuple[str, ...]) -> None:
    before = session.snapshot
    ids = [name if name in before.progress.targets else session.catalog.role(name).id for name in names]
    say(aimed(before, session.untarget(*ids), ids))
