"""`import`: what people have elsewhere, read as proposals, and recorded once they agree."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from mltrack.cli.completing import file_names, files, import_formats, levels
from mltrack.cli.copy_commands import LONGEST_INPUT, dry_run, import_json, take_export
from mltrack.cli.import_choice import EXPLANATION, certain_of, chosen
from mltrack.cli.import_text import accepted_lines, left_lines, nothing_new, proposal_lines, ways_lines
from mltrack.cli.import_views import import_view
from mltrack.cli.opening import opened
from mltrack.cli.options import as_json, file_named, level_named, typed
from mltrack.cli.output import give, say
from mltrack.cli.posting_commands import posting
from mltrack.cli.text import wrapped
from mltrack.core.documents import Document
from mltrack.core.outcomes import Fate
from mltrack.core.requirements import BARE_LEVEL, Level
from mltrack.errors import InvalidInput
from mltrack.importing import Import, Listed, document_at, document_of, is_own_export, proposals_of
from mltrack.session import Session

_FILE = "FILE|-"
"""The name of the command that reads a file: nobody types it, and what is typed in its place is the file."""


class FileContext(click.Context):
    """How the command that reads a file is called: like its group."""

    @property
    def command_path(self) -> str:
        """The words before the arguments."""
        return self.parent.command_path if self.parent else super().command_path


class FileCommand(click.Command):
    """The command that reads a file."""

    context_class = FileContext


class FileFirst(click.Group):
    """A group whose first argument is a subcommand or, if it is not, a file for the command that reads one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command that reads a file before what names no other one."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [_FILE, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The ways to call it."""
        formatter.write_usage(ctx.command_path, "FILE|- [OPTIONS]")
        formatter.write_usage(ctx.command_path, "posting FILE|-")
        formatter.write_usage(ctx.command_path, "json FILE|-")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of a file, and then the other subcommands."""
        self.commands[_FILE].format_options(ctx, formatter)
        with formatter.section("Other ways"):
            others = [(name, command) for name, command in self.commands.items() if not command.hidden]
            formatter.write_dl([(name, command.get_short_help_str(60)) for name, command in others])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The subcommands and, as the first argument may be one, files; the options of a file."""
        if incomplete.startswith("-"):
            return self.commands[_FILE].shell_complete(ctx, incomplete)
        found = super().shell_complete(ctx, incomplete)
        return [*found, *file_names(incomplete)] if found else files(ctx, None, incomplete)


@click.group(name="import", cls=FileFirst)
def import_() -> None:
    """Take over what you have elsewhere, once you agree.

    FILE is a LinkedIn data export (zip or folder), a JSON Resume, an Open Badge
    (JSON, PNG, SVG), badges of Credly, a CSV file, a Markdown task list, or an
    export of mltrack. What it says is matched with the catalog and listed, each
    entry with its reason; nothing is recorded unasked, and taking over the same
    file again changes nothing. Undo takes all of it back.

    A CSV file names its columns in its first row, such as Skill,Level,Date,Status,
    and goes on with rows such as Python,advanced,2024-05-01,done. All but the first
    may be missing; a plain list, one name a line, will do too. Days are best
    written 2024-05-01; 01.05.2024 has its day first.
    """


@import_.command(name=_FILE, cls=FileCommand, hidden=True)
@click.argument("file", metavar=_FILE, type=file_named, shell_complete=files)
@click.option(
    "--format",
    "format_name",
    metavar="NAME",
    default="",
    help="What FILE is, if it is not seen by itself.",
    shell_complete=import_formats,
)
@click.option(
    "--level",
    callback=level_named,
    metavar="N",
    help="For skills without a stated level; else 2, working.",
    shell_complete=levels,
)
@click.option("--yes", is_flag=True, help="Record what is certain, and nothing else, without asking.")
@click.option(
    "--take", metavar="WHICH", help="Record these without asking: 1-4,7 or certain,12 or all but 7; ? explains."
)
@click.option("--all", "whole", is_flag=True, help="List what is known or not in the catalog one by one too.")
@dry_run
@as_json
def import_file(  # noqa: PLR0913 - one an option
    *,
    file: Path,
    format_name: str,
    level: Level | None,
    yes: bool,
    take: str | None,
    whole: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """List what a file says that you have, and record what you agree to."""
    if yes + (take is not None) + dry_run > 1:
        raise click.UsageError("Give one of --yes, --take and --dry-run.")
    from_stdin = str(file) == "-"
    with opened() as session:
        document = document_of(typed(LONGEST_INPUT, "it"), "The input") if from_stdin else document_at(file)
        if not format_name and is_own_export(document):
            _refuse_choices(document, {"--yes": yes, "--take": take is not None, "--json": as_json})
            take_export(session, document.only, document.name, dry_run=dry_run)
            return
        found = proposals_of(session.snapshot, document, format_name, level or BARE_LEVEL)
        listed = found.listed(session.snapshot)
        if as_json:
            taken = certain_of(listed) if yes else chosen(take, listed) if take is not None else []
            view = import_view(session.snapshot, found, listed, _new(listed, taken))
            _accept(session, found, listed, taken)
            give(view)
            return
        has_news = any(one.fate in {Fate.CERTAIN, Fate.ASK} for one in listed)
        if has_news or whole or take is not None:
            say(proposal_lines(session.snapshot, found, listed, whole=whole))
        if take is not None:
            _take(session, found, listed, take)
        elif not has_news:
            say(nothing_new(found, listed))
        elif yes:
            _record(session, found, listed, certain_of(listed))
        elif not (dry_run or from_stdin) and is_terminal():
            _record(session, found, listed, _asked(listed))
        else:
            say(["", *ways_lines(listed)])


def _refuse_choices(document: Document, given: dict[str, bool]) -> None:
    """Refuse the options that choose among proposals for what is taken in whole."""
    options = [name for name, is_given in given.items() if is_given]
    if options:
        raise click.UsageError(
            f"{document.name} is an export of mltrack and is taken in whole: leave {' and '.join(options)} out, "
            "or give --dry-run to see first what it would change."
        )


def _take(session: Session, found: Import, listed: Sequence[Listed], take: str) -> None:
    if take.strip() == "?":
        say([*EXPLANATION.splitlines(), "", "Nothing was recorded."])
    else:
        _record(session, found, listed, chosen(take, listed))


def _record(session: Session, found: Import, listed: Sequence[Listed], numbers: Sequence[int]) -> None:
    before = session.snapshot
    if not numbers:
        say(["", "Nothing was recorded."])
        return
    _accept(session, found, listed, numbers)
    left = left_lines(found.listed(session.snapshot))
    say(["", *accepted_lines(before, session.snapshot), *left])


def _accept(session: Session, found: Import, listed: Sequence[Listed], numbers: Sequence[int]) -> None:
    taken = [listed[number - 1].proposal for number in _new(listed, numbers)]
    if taken:
        session.accept(taken, found.name.replace("\\", "/").rpartition("/")[2] or found.name)


def _new(listed: Sequence[Listed], numbers: Sequence[int]) -> list[int]:
    return [number for number in numbers if listed[number - 1].fate is not Fate.KNOWN]


def _asked(listed: Sequence[Listed]) -> list[int]:
    """The numbers that a person chooses at the prompt; enter is for those that are certain."""
    certain = certain_of(listed)
    ones = "the one that is certain" if len(certain) == 1 else f"the {len(certain)} certain ones"
    enter = f"Enter records {ones}" if certain else "Enter records nothing"
    say(["", *wrapped(f"{enter}. Or type 1-4,7 or all or none; ? explains.")])
    while True:
        try:
            answer = click.prompt("Record which?", default="", show_default=False, prompt_suffix=" ").strip()
        except click.Abort:
            say(["", "Nothing was recorded."])
            raise
        if not answer:
            return certain
        if answer == "?":
            say(EXPLANATION.splitlines())
            continue
        try:
            return chosen(answer, listed)
        except InvalidInput as refusal:
            say([str(refusal)])


def is_terminal() -> bool:
    """True where somebody reads what is said and can answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


import_.add_command(import_json)
import_.add_command(posting)
