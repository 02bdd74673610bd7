"""`tick`, `untick`, `start`, `waive` and `note`: each may be repeated, and changes nothing the second time."""

from __future__ import annotations

import click

from mltrack.cli.change_text import noted, open_again, started, ticked, waived
from mltrack.cli.completing import milestone_ids
from mltrack.cli.opening import before_change, opened
from mltrack.cli.options import as_json, as_typed, level_named, typed
from mltrack.cli.output import give, say
from mltrack.core.dates import parse_day
from mltrack.core.requirements import Level
from mltrack.core.text import plain
from mltrack.errors import InvalidInput

LONGEST_INPUT = 1_000_000
"""Bytes read from stdin at most; a note that long is refused anyway."""


@click.command()
@click.argument("names", metavar="ID...", nargs=-1, required=True, shell_complete=milestone_ids)
@click.option("--level", callback=level_named, metavar="N", help="Level of a skill: 1-4 or familiar to expert.")
@click.option("--on", metavar="DATE", help="The day it was done, like 2026-11-20 or yesterday; else today.")
def tick(names: tuple[str, ...], level: Level | None, on: str | None) -> None:
    """Mark milestones as done, a skill at its level.

    Without --level a skill keeps the level it has, or is taken as working."""
    with opened() as session:
        before = before_change(session)
        ids = [session.catalog.milestone(name).id for name in names]
        day = None if on is None else parse_day(on, before.today, past=True)
        after = session.tick(ids, level=level, on=day)
        say(ticked(before, after, ids))


@click.command()
@click.argument("names", metavar="ID...", nargs=-1, required=True, shell_complete=milestone_ids)
def untick(names: tuple[str, ...]) -> None:
    """Make milestones open again; their notes stay."""
    with opened() as session:
        before = before_change(session)
        ids = [before.known(name) for name in names]
        say(open_again(before, session.untick(ids), ids))


@click.command()
@click.argument("name", metavar="ID", shell_complete=milestone_ids)
def start(name: str) -> None:
    """Mark a milestone as started today."""
    with opened() as session:
        before = session.snapshot
        milestone_id = session.catalog.milestone(name).id
        say(started(before, session.start(milestone_id), milestone_id))


@click.command()
@click.argument("name", metavar="ID", shell_complete=milestone_ids)
@click.option("--reason", metavar="TEXT", required=True, help='Why, such as "employer accepts portfolio".')
def waive(name: str, reason: str) -> None:
    """Mark a milestone as not needed, for a reason."""
    with opened() as session:
        before = before_change(session)
        milestone_id = session.catalog.milestone(name).id
        say(waived(before, session.waive(milestone_id, as_typed(reason)), milestone_id))


@click.command()
@click.argument("name", metavar="ID", shell_complete=milestone_ids)
@click.argument("text", required=False)
@as_json
def note(name: str, text: str | None, as_json: bool) -> None:
    """Print the note on a milestone, or replace it by TEXT.

    An empty TEXT removes the note; - reads it from stdin.
    """
    if text is not None and as_json:
        raise click.UsageError("--json goes with reading a note, not with TEXT.")
    with opened() as session:
        before = session.snapshot
        milestone_id = before.known(name)
        kept = before.progress.notes.get(milestone_id, "")
        if text is not None:
            new = _note_typed() if text == "-" else as_typed(text)
            say(noted(before, session.note(milestone_id, new), milestone_id))
        elif as_json:
            give({"milestone": milestone_id, "note": kept})
        else:
            from mltrack.cli.progress_text import note_lines

            say(note_lines(kept) if kept else [f"There is no note on {before.catalog.milestone_title(milestone_id)}."])


def _note_typed() -> str:
    """What stdin holds; bytes that are not UTF-8 become replacement characters."""
    text = typed(LONGEST_INPUT, "the note").decode("utf-8", "replace")
    if not plain(text, lines=True).strip():
        raise InvalidInput("The input holds no text; the note stays. An empty TEXT, '', removes it.")
    return text
