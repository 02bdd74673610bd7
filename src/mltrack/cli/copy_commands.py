"""`merge` and `import`: progress that comes from another file."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from mltrack.cli.completing import files as files_there
from mltrack.cli.opening import opened
from mltrack.cli.options import file_named, typed
from mltrack.cli.output import say
from mltrack.cli.upkeep_text import merged, sibling_list
from mltrack.core.keeping import Copy
from mltrack.core.snapshot import Snapshot
from mltrack.errors import CopyUnusable
from mltrack.session import Session
from mltrack.upkeep import Upkeep

LONGEST_INPUT = 64 * 1024 * 1024
"""Bytes read from stdin at most: as many as a file may have."""

dry_run = click.option("--dry-run", is_flag=True, help="Say what would be taken over, and change nothing.")
altered = click.option(
    "--altered", is_flag=True, help="Also take a file that something other than mltrack has changed."
)

_Taken = TypeVar("_Taken")


class Formats(click.Group):
    """A group with a subcommand for every format of a file."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The subcommand of a format; an unknown one is refused with those there are."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            ctx.fail(f"There is no format '{args[0]}'. Formats: {', '.join(self.commands)}.")
        return super().resolve_command(ctx, args)


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=file_named, shell_complete=files_there)
@dry_run
@altered
def merge(files: tuple[Path, ...], dry_run: bool, altered: bool) -> None:
    """Take over what other copies of your progress hold.

    FILE is a progress file of another machine, a conflicting copy that a
    synchronising program left, a backup or an export; it stays as it is. Nothing is
    lost: where both sides changed the same thing, the later change holds, and two
    notes become one. Without FILE, lists the copies that lie beside your progress.
    """
    if not files and (dry_run or altered):
        raise click.UsageError("Name the FILE that --dry-run or --altered is about.")
    with opened() as session:
        upkeep = Upkeep(session)
        if files:
            _take_over(session, [_copy(upkeep, file, altered=altered) for file in files], dry_run)
        else:
            say(sibling_list(session.snapshot.progress, upkeep.siblings(), session.now()))


def _copy(upkeep: Upkeep, file: Path, *, altered: bool) -> Copy:
    return taken(file, lambda anyway: upkeep.copy(file, altered=anyway), "merge", altered=altered)


def taken(file: Path, take: Callable[[bool], _Taken], command: str, *, altered: bool) -> _Taken:
    """What `take(altered)` makes of `file`; where it is refused although all of it can be read, the way is said."""
    try:
        return take(altered)
    except CopyUnusable as error:
        try:
            take(True)
        except CopyUnusable:
            raise error from None
        way = f"mltrack {command} {shlex.quote(str(file))} --altered"
        raise CopyUnusable(f"{error} All of it can be read, and {way} takes it over as it is.") from error


def _take_over(session: Session, copies: Sequence[Copy], dry_run: bool) -> None:
    upkeep, before = Upkeep(session), session.snapshot
    merge = upkeep.merging(copies)
    if dry_run or not merge.added:
        after = Snapshot(session.catalog, merge.progress, before.today)
    else:
        after = upkeep.merge(copies)
    back_to = None if dry_run or not before.progress.history else upkeep.backup_of(before.progress)
    say(merged(before, after, copies, merge, back_to, dry_run=dry_run))


@click.command(name="json")
@click.argument("file", metavar="FILE|-", type=file_named, shell_complete=files_there)
@dry_run
def import_json(file: Path, dry_run: bool) -> None:
    """Take over what an export of mltrack holds.

    What you have stays, and what the export has beside it is added, as with
    mltrack merge; doing it again changes nothing.
    """
    with opened() as session:
        if str(file) == "-":
            take_export(session, typed(LONGEST_INPUT, "an export"), "The input", dry_run=dry_run)
        else:
            _take_over(session, [_copy(Upkeep(session), file, altered=False)], dry_run)


def take_export(session: Session, raw: bytes, name: str, *, dry_run: bool) -> None:
    """Take over what the bytes of an export hold, called `name` to the person."""
    _take_over(session, [Upkeep(session).export_in(raw, name)], dry_run)
