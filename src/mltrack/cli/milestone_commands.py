"""`milestones`, `milestone` and `ids`."""

from __future__ import annotations

import click

from mltrack.cli.opening import opened
from mltrack.cli.options import as_json, of_kind
from mltrack.cli.output import give, say
from mltrack.cli.progress_text import milestone_detail, milestone_list
from mltrack.cli.progress_views import milestone_row, milestone_view
from mltrack.core.entries import Kind
from mltrack.core.query import MilestoneQuery, MilestoneView, matching_milestones


@click.command()
@click.argument("words", metavar="[TEXT]", nargs=-1)
@of_kind
@click.option(
    "--view",
    type=click.Choice([view.value for view in MilestoneView if view is not MilestoneView.DEPARTED]),
    default=MilestoneView.ALL.value,
    help="Only those that stand like this.",
)
@as_json
def milestones(words: tuple[str, ...], kind: str | None, view: str, as_json: bool) -> None:
    """List milestones by kind, those that hold every word of TEXT."""
    with opened() as session:
        snapshot = session.snapshot
        query = MilestoneQuery(" ".join(words), MilestoneView(view), Kind(kind) if kind else None)
        found = matching_milestones(snapshot, query)
        if as_json:
            give([milestone_row(snapshot, milestone) for milestone in found])
        else:
            say(milestone_list(snapshot, found))


@click.command()
@click.argument("name", metavar="ID")
@as_json
def milestone(name: str, as_json: bool) -> None:
    """Show one milestone: what it is, who asks for it."""
    with opened() as session:
        snapshot = session.snapshot
        found = snapshot.catalog.milestone(name)
        if as_json:
            give(milestone_view(snapshot, found))
        else:
            say(milestone_detail(snapshot, found))


@click.command()
@of_kind
@as_json
def ids(kind: str | None, as_json: bool) -> None:
    """List milestone ids, one a line, in catalog order."""
    with opened() as session:
        found = [one.id for one in session.catalog.milestones.values() if kind is None or one.kind is Kind(kind)]
        if as_json:
            give(found)
        else:
            say(found)
