"""`import posting`: a job posting becomes a role of one's own, once it was looked at."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

import click

from mltrack.cli.completing import files
from mltrack.cli.copy_commands import dry_run
from mltrack.cli.import_choice import stretch
from mltrack.cli.opening import opened
from mltrack.cli.options import as_json, as_typed, file_named, typed
from mltrack.cli.output import give, say, warn
from mltrack.cli.posting_text import coverage_lines, kept_lines, line_list, unkept_lines
from mltrack.cli.posting_views import posting_view
from mltrack.core.posting_draft import Draft
from mltrack.errors import InvalidInput
from mltrack.importing import document_at, document_of
from mltrack.posting import MAX_BYTES, keep, outlook, posting_of


@click.command()
@click.argument("file", metavar="FILE|-", type=file_named, shell_complete=files)
@click.option("--title", metavar="TEXT", help="What the job is called, else as the posting says.")
@click.option("--company", metavar="TEXT", help="Who posted it, else as the posting says.")
@click.option("--url", metavar="LINK", help="The https address of the posting.")
@click.option("--without", metavar="N,N", multiple=True, help="Leave these lines out, by their numbers: 3,7-9.")
@click.option("--save", is_flag=True, help="Write it as a role of your own.")
@dry_run
@as_json
def posting(  # noqa: PLR0913 - one an option
    *,
    file: Path,
    title: str | None,
    company: str | None,
    url: str | None,
    without: tuple[str, ...],
    save: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make a role of your own of a job posting.

    FILE is the text of a posting, as it is copied from a page; - reads it from stdin.
    What it asks for is listed with its own words, how firmly and how well it asks,
    and how you stand to it. Nothing is written without --save; then the role is a
    file in your own catalog folder, for you to edit.
    """
    if save and dry_run:
        raise click.UsageError("--save and --dry-run go one at a time.")
    from_stdin = str(file) == "-"
    with opened() as session:
        document = document_of(typed(MAX_BYTES, "a posting"), "The input") if from_stdin else document_at(file)
        whole = _told(posting_of(document, session.snapshot), title, company, url)
        numbers = {line: number for number, line in enumerate(whole.lines, start=1)}
        draft = _without(whole, without)
        ahead = outlook(draft, session.snapshot)
        kept = keep(draft, session, session.now) if save else None
        if as_json:
            give(posting_view(draft, numbers, ahead, kept))
            return
        say(line_list(draft, numbers, ahead))
        say(coverage_lines(draft, ahead))
        say(kept_lines(kept) if kept else unkept_lines(draft, shlex.quote(str(file))))
        if kept and kept.others_schema:
            warn([f"mltrack: {kept.others_schema} is a file of your own and was left as it is: no help in editors."])


def _told(draft: Draft, title: str | None, company: str | None, url: str | None) -> Draft:
    """The draft with what its person says of it; raises InvalidInput for an empty title."""
    if title is not None:
        draft = draft.titled(as_typed(title))
    if company is not None:
        draft = draft.of_company(as_typed(company))
    return draft if url is None else draft.linked(as_typed(url))


def _without(draft: Draft, without: Sequence[str]) -> Draft:
    """The draft without the lines of these numbers; raises InvalidInput for a number that no line has."""
    lines = draft.lines
    for part in " ".join(without).replace(",", " ").split():
        first, last = stretch(part, len(lines))
        if not first:
            raise InvalidInput(f"'{part}' is not a number from 1 to {len(lines)}, such as 3 or 7-9.")
        for line in lines[first - 1 : last]:
            draft = draft.without(line)
    return draft
