"""`evidence`: links and words that show what was done."""

from __future__ import annotations

import click

from mltrack.cli.completing import milestone_ids
from mltrack.cli.evidence_text import attached_text, detached_text, evidence_lines
from mltrack.cli.evidence_views import evidence_view
from mltrack.cli.opening import opened
from mltrack.cli.options import as_json, as_typed
from mltrack.cli.output import give, say
from mltrack.core.dates import parse_day
from mltrack.core.evidence import evidence_list
from mltrack.errors import InvalidInput
from mltrack.session import Session


@click.command()
@click.argument("name", metavar="[ID]", required=False, shell_complete=milestone_ids)
@click.argument("words", metavar="[TEXT]", nargs=-1)
@click.option("--on", metavar="DATE", help="The day that it is of, like yesterday or last mon; else today.")
@click.option("--remove", metavar="NO", type=click.IntRange(min=1), help="Remove the piece of this number.")
@as_json
def evidence(name: str | None, words: tuple[str, ...], on: str | None, remove: int | None, as_json: bool) -> None:
    """Attach evidence to a milestone, or list it.

    TEXT is a link, or words such as where a certificate lies, in one line. Without TEXT, the evidence
    on ID or on everything is listed, newest first.
    """
    if remove is not None and (name is None or words or on is not None):
        raise click.UsageError("--remove goes with an ID alone.")
    if on is not None and not words:
        raise click.UsageError("--on goes with a TEXT to attach.")
    if as_json and (words or remove is not None):
        raise click.UsageError("--json goes with listing, not with a change.")
    with opened() as session:
        if name is None:
            _list(session, None, as_json)
        elif remove is not None:
            _detach(session, session.snapshot.known(name), remove)
        elif words:
            before = session.snapshot
            milestone_id = session.catalog.milestone(name).id
            day = None if on is None else parse_day(on, before.today, past=True)
            say(attached_text(before, session.attach(milestone_id, as_typed(" ".join(words)), day), milestone_id))
        else:
            _list(session, session.snapshot.known(name), as_json)


def _list(session: Session, milestone_id: str | None, as_json: bool) -> None:
    snapshot = session.snapshot
    found = evidence_list(snapshot.progress, milestone_id)
    if as_json:
        give(evidence_view(snapshot, found))
    else:
        say(evidence_lines(snapshot, found, milestone_id))


def _detach(session: Session, milestone_id: str, number: int) -> None:
    before = session.snapshot
    found = [one for one in evidence_list(before.progress, milestone_id) if one.number == number]
    if not found:
        title = before.catalog.milestone_title(milestone_id)
        raise InvalidInput(f"{title} has no evidence {number}; mltrack evidence {milestone_id} lists what it has.")
    say(detached_text(session.detach(found[0].entry), found[0]))
