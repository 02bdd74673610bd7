"""`state` and `paths`."""

from __future__ import annotations

import click

from mltrack.cli.opening import opened
from mltrack.cli.options import as_json
from mltrack.cli.output import give, say
from mltrack.cli.progress_text import state_lines
from mltrack.cli.progress_views import state_view
from mltrack.session import catalog_place, known_places


@click.command()
@as_json
def state(as_json: bool) -> None:
    """Show all that you have told mltrack."""
    with opened() as session:
        if as_json:
            give(state_view(session.snapshot))
        else:
            say(state_lines(session.snapshot))


@click.command()
@as_json
def paths(as_json: bool) -> None:
    """Show where your data, settings, backups and the catalog are."""
    known = known_places()
    places = {
        "data": known.data,
        "config": known.config,
        "cache": known.cache,
        "backups": known.backups,
        "progress": known.progress,
        "settings": known.settings,
        "catalog": catalog_place(),
        "own_catalog": known.catalog,
    }
    if as_json:
        give({name: str(place) for name, place in places.items()})
    else:
        say(f"{name.replace('_', ' '):<14}{place}" for name, place in places.items())
