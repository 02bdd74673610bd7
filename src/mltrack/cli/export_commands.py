"""`export`: progress as a file for other programs, a subcommand a format."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mltrack.cli.completing import files, role_ids
from mltrack.cli.copy_commands import Formats
from mltrack.cli.opening import opened, weekly_hours
from mltrack.cli.options import file_named
from mltrack.cli.output import give, hand_over, say, warn
from mltrack.core.text import counted
from mltrack.exporting import FORMATS, NO_PLAN, OWN, exported_text, lacks_plan, suggested_name, write_file

_OF = "It is about ROLE, or else about your targets and all that you have told."
_ROLE = click.Option(
    ["--role"], metavar="ROLE", help="Write of this role instead of your targets.", shell_complete=role_ids
)
_TODO = click.Option(["--todo", "as_todo"], is_flag=True, help="Write to-dos instead of events.")
_DUE_ONLY = click.Option(["--due-only"], is_flag=True, help="Leave out the days that only the plan has.")
_NO_PLAN = f"{NO_PLAN}: mltrack target ROLE, or --role."
_OUTPUT = click.Option(
    ["-o", "--output", "file"], metavar="FILE", type=file_named, help="Write a new file.", shell_complete=files
)
_FILE = "A FILE that is there already is never overwritten; without one, or with -, it goes to stdout."


@click.group(cls=Formats, subcommand_metavar="FORMAT")
def export() -> None:
    """Write your progress for other programs, or to take along."""


def _command(name: str) -> click.Command:
    """The subcommand of one of the formats."""
    written = FORMATS[name]
    of_all = name == OWN
    about = " ".join(filter(None, (written.about, "" if of_all else _OF, _FILE)))

    def run(file: Path | None, role: str | None = None, as_todo: bool = False, due_only: bool = False) -> None:
        with opened() as session:
            role_id = None if role is None else session.catalog.role(role).id
            hours = None if of_all else weekly_hours(session)
            text = exported_text(session, name, role_id, as_todo=as_todo, due_only=due_only, hours_per_week=hours)
            if not due_only and lacks_plan(session.snapshot, name, role_id):
                warn([_NO_PLAN])
            if file is None or str(file) == "-":
                _show(text, is_ascii=written.is_ascii)
                return
            inside = "" if of_all else suggested_name(name, role_id, session.snapshot.today)
            place = write_file(session, file, text, inside)
            entries = counted(len(session.snapshot.progress.history), "event")
            say([f"Exported {f'{entries} of history' if of_all else name} to {place}"])

    options = [_OUTPUT] if of_all else [_ROLE, *([_TODO, _DUE_ONLY] if written.has_todos else []), _OUTPUT]
    return click.Command(
        name, callback=run, params=[*options], help=f"Write {written.title}.\n\n{about}", short_help=written.title
    )


def _show(text: str, *, is_ascii: bool) -> None:
    if is_ascii:
        give(json.loads(text))  # as ASCII, whatever is written in the notes
    else:
        hand_over(text)


for _name in FORMATS:
    export.add_command(_command(_name))
