"""What is done to several milestones at once, as one action: changes for those that it makes sense for.

Those that it makes no sense for, such as starting what is done, are passed over; only where none is
left is it refused. Single ones are in `core.actions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mltrack.core import actions
from mltrack.core.entries import Milestone
from mltrack.core.history import Change, Mark, Status
from mltrack.core.progress import Progress
from mltrack.core.snapshot import Snapshot
from mltrack.errors import InvalidInput


def all_done(snapshot: Snapshot, milestone_ids: Iterable[str]) -> bool:
    """True where every one is done and in force, or is a mark of one that left the catalog: none is left to tick."""
    progress, catalog = snapshot.progress, snapshot.catalog
    return all(
        actions.in_force(catalog.milestones[one], progress.marks.get(one), snapshot.today)
        if one in catalog.milestones
        else one in progress.marks
        for one in milestone_ids
    )


def toggle_started(progress: Progress, milestones: Sequence[Milestone], today: date) -> Sequence[Change]:
    """Start those that are not done; where all of these are started, make them open again."""
    marks = progress.marks
    undone = [one for one in milestones if not actions.in_force(one, marks.get(one.id), today)]
    if not undone:
        raise InvalidInput("They are all done already; untick them before you start them again.")
    if all(_is_started(marks.get(one.id)) for one in undone):
        return [change for one in undone for change in actions.untick(progress, one.id)]
    return [change for one in undone for change in actions.start(progress, one, today)]


def waive(progress: Progress, milestones: Sequence[Milestone], today: date, reason: str) -> Sequence[Change]:
    """Waive those that are not done, all for one reason."""
    undone = [one for one in milestones if not actions.in_force(one, progress.marks.get(one.id), today)]
    if not undone:
        raise InvalidInput("They are all done already; there is nothing to waive.")
    return [change for one in undone for change in actions.waive(progress, one, today, reason)]


def due(progress: Progress, milestones: Sequence[Milestone], day: date | None, today: date) -> Sequence[Change]:
    """Want those that are not done, or not at the highest level, to be done by a day; with None, by none."""
    if day is None:
        return [change for one in milestones for change in actions.not_due(progress, one.id)]
    open_ones = [one for one in milestones if actions.may_be_due(progress, one, today)]
    if not open_ones:
        raise InvalidInput("They are all done already; there is nothing left to be due.")
    return [change for one in open_ones for change in actions.due(progress, one, day, today)]


def _is_started(mark: Mark | None) -> bool:
    return mark is not None and mark.status is Status.STARTED
