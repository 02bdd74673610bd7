"""`import`: what people have elsewhere, read as proposals, and recorded once they agree."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from mltrack.cli.completing import files
from mltrack.cli.copy_commands import LONGEST_INPUT, dry_run, import_json, take_export
from mltrack.cli.import_text import accepted_lines, proposal_lines
from mltrack.cli.import_views import import_view
from mltrack.cli.opening import opened
from mltrack.cli.options import as_json, file_named, level_named, typed
from mltrack.cli.output import give, say
from mltrack.cli.posting_commands import posting
from mltrack.core.proposals import Fate, Proposal
from mltrack.core.requirements import BARE_LEVEL, Level
from mltrack.errors import InvalidInput
from mltrack.importing import Import, document_at, document_of, is_own_export, proposals_of
from mltrack.session import Session

_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?", re.ASCII)
_ALL, _NONE = "all", "none"


class FileFirst(click.Group):
    """A group whose first argument is a subcommand or, if it is not, a file for the command `file`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command `file` before what names no other one."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["file", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The subcommands, and whatever files the shell finds."""
        return [*super().shell_complete(ctx, incomplete), *files(ctx, self.commands["file"].params[0], incomplete)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The ways to call it."""
        formatter.write_usage(ctx.command_path, "FILE|- [OPTIONS]")
        formatter.write_usage(ctx.command_path, "posting FILE|-")
        formatter.write_usage(ctx.command_path, "json FILE|-")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of a file, and then the other subcommands."""
        self.commands["file"].format_options(ctx, formatter)
        with formatter.section("Other ways"):
            others = [(name, command) for name, command in self.commands.items() if not command.hidden]
            formatter.write_dl([(name, command.get_short_help_str(60)) for name, command in others])


@click.group(name="import", cls=FileFirst)
def import_() -> None:
    """Take over what you have elsewhere, once you agree.

    FILE is a LinkedIn data export (zip or folder), a JSON Resume, an Open Badge
    (JSON, PNG, SVG), badges of Credly, a CSV file, a Markdown task list, or an
    export of mltrack. What it says is matched with the catalog and listed, each
    entry with its reason; nothing is recorded unasked, and taking over the same
    file again changes nothing. Undo takes all of it back.
    """


@import_.command(name="file", hidden=True)
@click.argument("file", metavar="FILE|-", type=file_named, shell_complete=files)
@click.option("--format", "format_name", metavar="NAME", default="", help="What FILE is, if it is not seen by itself.")
@click.option("--level", callback=level_named, metavar="N", help="For skills without a stated level; else 2, working.")
@click.option("--yes", is_flag=True, help="Record what is certain, and nothing else, without asking.")
@click.option("--take", metavar="WHICH", help="Record these without asking: numbers such as 1-4,7, or all.")
@dry_run
@as_json
def import_file(  # noqa: PLR0913 - one an option
    *, file: Path, format_name: str, level: Level | None, yes: bool, take: str | None, dry_run: bool, as_json: bool
) -> None:
    """List what a file says that you have, and record what you agree to."""
    if yes + (take is not None) + dry_run > 1:
        raise click.UsageError("Give one of --yes, --take and --dry-run.")
    from_stdin = str(file) == "-"
    with opened() as session:
        document = document_of(typed(LONGEST_INPUT, "it"), "The input") if from_stdin else document_at(file)
        if not format_name and is_own_export(document):
            if yes or take or as_json:
                raise click.UsageError(f"{document.name} is an export of mltrack: it is taken in whole, or --dry-run.")
            take_export(session, document.only, document.name, dry_run=dry_run)
            return
        found = proposals_of(session.snapshot, document, format_name, level or BARE_LEVEL)
        asking = not (yes or take or dry_run or as_json or from_stdin) and _is_terminal()
        if not as_json:
            say(proposal_lines(session.snapshot, found))
        if yes:
            numbers = _certain(session, found)
        elif take is not None:
            numbers = _numbers(take, session, found)
        else:
            numbers = _asked(session, found) if asking else []
        _record(session, found, numbers, as_json=as_json, decided=yes or take is not None or asking)


def _record(session: Session, found: Import, numbers: Sequence[int], *, as_json: bool, decided: bool) -> None:
    before = session.snapshot
    told = found.fates(before)
    new = [number for number in numbers if told[number - 1] is not Fate.KNOWN]
    taken: list[Proposal] = [found.proposals[number - 1] for number in new]
    view = import_view(before, found, new) if as_json else {}
    after = session.accept(taken, found.name.replace("\\", "/").rpartition("/")[2] or found.name) if taken else before
    if as_json:
        give(view)
    elif decided:
        say(["", *(accepted_lines(before, after, taken) if numbers else ["Nothing was recorded."])])
    else:
        say(["", "Nothing was recorded. To record: --yes for what is certain, --take 1-4,7 or --take all."])


def _certain(session: Session, found: Import) -> list[int]:
    return [number for number, fate in enumerate(found.fates(session.snapshot), start=1) if fate is Fate.CERTAIN]


def _asked(session: Session, found: Import) -> list[int]:
    """The numbers that a person chooses at the prompt; enter is for those that are certain."""
    certain = _certain(session, found)
    hint = f"enter for the {len(certain)} certain ones, " if certain else ""
    while True:
        say([""])
        answer = click.prompt(
            f"Which to record? ({hint}numbers such as 1-4,7, all, none)", default="", show_default=False
        ).strip()
        if not answer:
            return certain
        try:
            return _numbers(answer, session, found)
        except InvalidInput as refusal:
            say([str(refusal)])


def _numbers(text: str, session: Session, found: Import) -> list[int]:
    """The proposals that `text` names; raises InvalidInput for what names none, or one that nothing can record."""
    told = found.fates(session.snapshot)
    if text.casefold() == _NONE:
        return []
    if text.casefold() == _ALL:
        return [number for number, fate in enumerate(told, start=1) if fate in {Fate.CERTAIN, Fate.ASK}]
    numbers: dict[int, None] = {}
    for part in text.replace(",", " ").split():
        match = _RANGE.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= len(told):
            raise InvalidInput(f"'{part}' is not a number from 1 to {len(told)}, such as 3 or 1-4; or say all or none.")
        if first == last and told[first - 1] is Fate.UNMATCHED:
            raise InvalidInput(f"{first} matches nothing in the catalog, so there is nothing to record of it.")
        numbers.update({one: None for one in range(first, last + 1) if told[one - 1] is not Fate.UNMATCHED})
    return list(numbers)


def _is_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


import_.add_command(import_json)
import_.add_command(posting)
