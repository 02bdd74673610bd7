"""`backup`, `backups`, `restore` and `recover`: earlier states, and going on from one."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from mltrack.cli.completing import files
from mltrack.cli.copy_commands import altered, taken
from mltrack.cli.damage_text import unused_lines
from mltrack.cli.opening import opened, tell_waiting
from mltrack.cli.options import as_json, file_named, named
from mltrack.cli.output import give, say, warn
from mltrack.cli.progress_text import tallied
from mltrack.cli.text import local_words, wrapped
from mltrack.cli.upkeep_text import backup_list, restored
from mltrack.cli.upkeep_views import backup_view
from mltrack.core.keeping import Way
from mltrack.core.snapshot import Snapshot
from mltrack.errors import InvalidInput, StoreDamaged
from mltrack.session import Session
from mltrack.upkeep import Upkeep, copy_alone, go_on

_AS_IT_STANDS = "Took the file over as it stands"


@click.command()
@click.argument("file", metavar="[FILE]", required=False, type=file_named, shell_complete=files)
def backup(file: Path | None) -> None:
    """Keep a backup of how things stand now.

    It stays until you remove it, whereas those that mltrack makes by itself are
    thinned out. With FILE, a new file or a folder, a copy goes there instead.
    """
    with opened() as session:
        if file is not None:
            say([f"Copied to {Upkeep(session).write_backup(file)}"])
            return
        kept, new = Upkeep(session).keep()
        say([f"Backup {kept.number} {'is kept' if new else 'was kept already'}: {kept.file}"])


@click.command()
@as_json
def backups(as_json: bool) -> None:
    """List the backups, newest first."""
    with opened() as session:
        found = Upkeep(session).backups()
        if as_json:
            give([backup_view(one) for one in found])
        else:
            say(backup_list(found, session.now()))


@click.command()
@click.argument("when", metavar="FILE|WHEN", shell_complete=files)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@altered
def restore(when: str, dry_run: bool, altered: bool) -> None:
    """Go back to a backup, a day or a file.

    WHEN is the number of a backup, as mltrack backups lists them, or a day like
    2026-11-01 or yesterday, of which it is the end. FILE is an export, a backup or
    another progress file. It is one action: mltrack undo takes it back.
    """
    when = named(when)
    with ExitStack() as stack:
        try:
            session = stack.enter_context(opened(entire=True))
        except StoreDamaged:
            if not Path(when).exists():
                raise
            _begin_with(Path(when), dry_run=dry_run, altered=altered)
            return
        upkeep, before = Upkeep(session), session.snapshot
        goal = taken(Path(when), lambda anyway: upkeep.goal(when, altered=anyway), "restore", altered=altered)
        changes = upkeep.restoring(goal)
        if dry_run or not changes:
            after = Snapshot(session.catalog, goal.progress, before.today)
        else:
            after = upkeep.restore(goal)
        say(restored(before, after, goal.words, changes, dry_run=dry_run))


def _begin_with(file: Path, *, dry_run: bool, altered: bool) -> None:
    """Go on from a copy, where the progress file cannot be used and has no good backup."""
    copy = taken(file, lambda anyway: copy_alone(file, altered=anyway), "restore", altered=altered)
    if dry_run:
        say(wrapped(f"Would restore {file}: {tallied(copy.progress)}. Nothing was changed."))
        return
    aside = go_on(Way.AFRESH, [copy], tell_waiting)
    if aside is not None:
        warn(unused_lines(aside))
    with opened() as session:
        say(wrapped(f"Restored {file}: {tallied(session.snapshot.progress)}."))


@click.command()
@click.option("--as-it-stands", is_flag=True, help="Take over a file that something other than mltrack has changed.")
@click.option("--afresh", is_flag=True, help="Begin with nothing, where there is no good backup.")
def recover(as_it_stands: bool, afresh: bool) -> None:
    """Go on from a progress file that cannot be used.

    The newest good backup takes its place. The file itself is never removed: it
    is put aside under another name.
    """
    if as_it_stands and afresh:
        raise click.UsageError("--as-it-stands and --afresh do not go together.")
    way = Way.AS_IT_STANDS if as_it_stands else Way.AFRESH if afresh else Way.BACKUP
    with ExitStack() as stack:
        try:
            session = stack.enter_context(opened(entire=True))
        except StoreDamaged:
            _recover_alone(way)
            return
        _recover(session, way)


def _recover(session: Session, way: Way) -> None:
    recovery = session.recovery
    if recovery is None:
        say(["There is nothing to recover: your progress can be used as it is."])
        return
    if way is Way.AFRESH:
        raise InvalidInput("There is a good backup, so nothing has to be given up: mltrack recover goes on from it.")
    after = session.recover(way)
    source = f"Recovered from the backup of {local_words(recovery.saved_at)}" if way is Way.BACKUP else _AS_IT_STANDS
    say(wrapped(f"{source}: {tallied(after.progress)}."))


def _recover_alone(way: Way) -> None:
    """Go on without a good backup; raises StoreDamaged when that is what was asked for."""
    aside = go_on(way, waiting=tell_waiting)
    if aside is not None:
        warn(unused_lines(aside))
    with opened() as session:
        words = "Began afresh" if way is Way.AFRESH else _AS_IT_STANDS
        say(wrapped(f"{words}: {tallied(session.snapshot.progress)}."))
