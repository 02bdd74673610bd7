"""`catalog`: what an author of roles and milestones needs, and what a change of the catalog changes for its person."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from mltrack.cli.catalog_text import diff_lines, examined_lines
from mltrack.cli.catalog_views import diff_view, examined_view
from mltrack.cli.opening import opened
from mltrack.cli.options import as_json, file_named, glyphs
from mltrack.cli.output import give, say, warn
from mltrack.core.audit import MONTHS
from mltrack.core.catalog import Catalog
from mltrack.core.catalog_diff import catalog_diff
from mltrack.core.entries import Kind
from mltrack.core.outline import outline
from mltrack.core.text import counted
from mltrack.curation import catalog_at, catalog_schema, examined, own_folder, starting_file, write_starting_file
from mltrack.errors import InvalidInput
from mltrack.upkeep import Upkeep

_MOST_MONTHS = 1200


@click.group()
def catalog() -> None:
    """Add roles of your own, check them, see what changed.

    Your own files (*.toml) lie in the folder that mltrack catalog path prints. They
    add to the catalog, and take the place of an entry only with override = true. A
    file with faults never stops mltrack: what is sound of it is used.
    """


@catalog.command()
def path() -> None:
    """Print the folder for your own catalog files.

    It is not made before it is needed: mltrack catalog new makes it with a first
    file in it.
    """
    folder = own_folder()
    say([str(folder)])
    if not folder.is_dir():
        warn(["mltrack: It does not exist yet; mltrack catalog new role makes it, with a file to begin with."])


@catalog.command()
@click.argument("path", metavar="[PATH]", required=False, type=file_named)
@click.option(
    "--months",
    type=click.IntRange(1, _MOST_MONTHS),
    default=MONTHS,
    show_default=True,
    metavar="N",
    help="List what was not verified for so many months.",
)
@as_json
def check(path: Path | None, months: int, as_json: bool) -> int:
    """Check catalog files, and list what could be better in them.

    PATH is a folder, a file or a wheel of mltrack; without it, the catalog in use with
    your own files. The exit status is 1 when there are faults.
    """
    found = examined(path, months)
    if as_json:
        give(examined_view(found, months))
    else:
        say(examined_lines(found, months, glyphs()))
    return 0 if found.sound else 1


@catalog.command()
@click.argument("old", metavar="[OLD]", required=False, type=file_named)
@click.argument("new", metavar="[NEW]", required=False, type=file_named)
@as_json
def diff(old: Path | None, new: Path | None, as_json: bool) -> None:
    """Show what another catalog changes for you.

    OLD is a folder of catalog files or a wheel of mltrack, of which nothing is run, or a
    copy of your own folder as it was; NEW is the catalog in use, if nothing else is
    named. Your own files count on both sides. Without OLD, it is the last change of
    the catalog in use.
    """
    with opened() as session:
        if old is None:
            found = Upkeep(session).catalog_change()
            if found is None:
                raise InvalidInput(
                    "No other catalog was seen here before this one. Name an older one: mltrack catalog diff OLD"
                )
        else:
            now = _read(new) if new else session.catalog
            found = catalog_diff(outline(_read(old)), now, session.snapshot.progress)
        if as_json:
            give(diff_view(found))
        else:
            say(diff_lines(found))
            if old is None:  # told in full, it is no news when the command is over
                Upkeep(session).catalog_news()


def _read(place: Path) -> Catalog:
    """The catalog at a place, with a word of what of it cannot be used."""
    found, faults = catalog_at(place)
    if faults:
        listing = f"mltrack catalog check {shlex.quote(str(place))} lists them"
        warn([f"mltrack: {counted(len(faults), 'fault')} in {place}: what they concern is left out; {listing}."])
    return found


@catalog.command()
def schema() -> None:
    """Print the JSON Schema of catalog files, for editors."""
    give(catalog_schema())


@catalog.command()
@click.argument("noun", metavar="role|milestone", type=click.Choice(["role", "milestone"]))
@click.argument("entry_id", metavar="[ID|-]", required=False)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.SKILL.value,
    show_default=True,
    help="Of a milestone.",
)
@click.option("--override", is_flag=True, help="Begin with what the catalog has under ID, to change it.")
@click.option("--stdout", is_flag=True, help="Print it instead of writing a file.")
def new(noun: str, entry_id: str | None, kind: str, override: bool, stdout: bool) -> None:
    """Write a file to begin with, for a role or a milestone of your own.

    ID is a name for ever, in small letters, digits and hyphens. The file goes into
    your own folder and says in it what to change; - prints it instead. A file that
    is there already is never overwritten.

    To change a role or a milestone that mltrack ships, name it and add --override: the
    file holds it as it is, with override = true, for you to edit.
    """
    if override and entry_id in {None, "-"}:
        raise click.UsageError(f"Say which one to override: mltrack catalog new {noun} ID --override")
    stdout = stdout or entry_id == "-"
    entry_id = f"my-{noun}" if entry_id in {None, "-"} else str(entry_id)
    if stdout:
        say(starting_file(noun, entry_id, Kind(kind), override=override).split("\n")[:-1])
        return
    written = write_starting_file(noun, entry_id, Kind(kind), override=override)
    todo = "It changes nothing yet. Edit it" if override else "Fill it in with your editor"
    say([f"Wrote {written.path}", f"{todo}, then: mltrack catalog check"])
    if written.others_schema:
        warn([f"mltrack: {written.others_schema} is a file of your own and was left as it is: no help in editors."])
    if noun == "role":
        say([f"To see it: mltrack role {entry_id}"])
