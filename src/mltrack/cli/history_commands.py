"""`history`, `undo` and `redo`."""

from __future__ import annotations

import click

from mltrack.cli.change_text import turned
from mltrack.cli.opening import opened
from mltrack.cli.options import as_json
from mltrack.cli.output import give, say
from mltrack.cli.progress_text import history_lines
from mltrack.cli.progress_views import entry_view


@click.command()
@click.option("-n", "number", type=click.IntRange(min=1), default=20, show_default=True, help="How many actions.")
@as_json
def history(number: int, as_json: bool) -> None:
    """Show what you did, newest first."""
    with opened() as session:
        snapshot = session.snapshot
        newest = snapshot.progress.actions[::-1][:number]
        if as_json:
            give([entry_view(snapshot.catalog, entry) for entry in newest])
        else:
            say(history_lines(snapshot, newest))


@click.command()
def undo() -> None:
    """Take the newest action back."""
    with opened() as session:
        before = session.snapshot
        say(turned(before, session.undo()))


@click.command()
def redo() -> None:
    """Do the newest undone action again."""
    with opened() as session:
        before = session.snapshot
        say(turned(before, session.redo()))
