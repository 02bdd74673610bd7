"""`milestones`, `milestone` and `ids`."""

from __future__ import annotations

import click

from mltrack.cli.completing import milestone_ids
from mltrack.cli.opening import opened
from mltrack.cli.options import as_json, of_kind
from mltrack.cli.output import give, say
from mltrack.cli.progress_text import departed_detail, milestone_detail, milestone_list
from mltrack.cli.progress_views import departed_row, departed_view, milestone_row, milestone_view
from mltrack.core.entries import Kind
from mltrack.core.query import MilestoneQuery, MilestoneView, fitting_milestones, matching_departed

_VIEWS = {"departed" if view is MilestoneView.DEPARTED else view.value: view for view in MilestoneView}
"""What `--view` takes: the views by the names that they have on screen, or in one word."""


@click.command()
@click.argument("words", metavar="[TEXT]", nargs=-1)
@of_kind
@click.option(
    "--view",
    type=click.Choice(list(_VIEWS)),
    default=MilestoneView.ALL.value,
    help="Only those that stand like this.",
)
@as_json
def milestones(words: tuple[str, ...], kind: str | None, view: str, as_json: bool) -> None:
    """List milestones by kind, those that hold every word of TEXT.

    What you told of something that left the catalog is listed last, and alone with --view departed.
    """
    with opened() as session:
        snapshot = session.snapshot
        query = MilestoneQuery(" ".join(words), _VIEWS[view], Kind(kind) if kind else None)
        found, departed = fitting_milestones(snapshot, query), matching_departed(snapshot, query)
        if as_json:
            rows = [milestone_row(snapshot, snapshot.catalog.milestones[head.id]) for head in found]
            give(rows + [departed_row(snapshot, one) for one in departed])
        else:
            say(milestone_list(snapshot, found, departed))


@click.command()
@click.argument("name", metavar="ID", shell_complete=milestone_ids)
@as_json
def milestone(name: str, as_json: bool) -> None:
    """Show one milestone: what it is, who asks for it."""
    with opened() as session:
        snapshot = session.snapshot
        milestone_id = snapshot.known(name)
        found = snapshot.catalog.milestones.get(milestone_id)
        if found is None:
            if as_json:
                give(departed_view(snapshot, milestone_id))
            else:
                say(departed_detail(snapshot, milestone_id))
            return
        if as_json:
            give(milestone_view(snapshot, found))
        else:
            say(milestone_detail(snapshot, found))


@click.command()
@click.argument("words", metavar="[TEXT]", nargs=-1)
@of_kind
@as_json
def ids(words: tuple[str, ...], kind: str | None, as_json: bool) -> None:
    """List milestone ids, one a line.

    They stand in catalog order; with TEXT, of those that hold every word of it.
    """
    with opened() as session:
        query = MilestoneQuery(" ".join(words), kind=Kind(kind) if kind else None)
        fitting = {one.id for one in fitting_milestones(session.snapshot, query)}
        found = [one for one in session.catalog.milestones if one in fitting]
        if as_json:
            give(found)
        else:
            say(found)
