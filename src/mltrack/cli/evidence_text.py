"""Evidence as text, and what the command about it changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mltrack.cli.text import day_words, wrapped
from mltrack.core.evidence import Attached, evidence_list
from mltrack.core.links import fault_of_link
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import counted


def attached_text(before: Snapshot, after: Snapshot, milestone_id: str) -> list[str]:
    """What `evidence` added."""
    title = after.catalog.milestone_title(milestone_id)
    new = [piece for entry, piece in after.progress.evidence.items() if entry not in before.progress.evidence]
    if not new:
        return wrapped(f"This is evidence on {title} already; nothing to change.")
    lines: list[str] = []
    for piece in new:
        # No full stop: it would become part of a link that is copied.
        lines += wrapped(f"Attached to {title}, {day_words(piece.on, after.today)}: {piece.text}")
        if fault := fault_of_link(piece.text):
            lines += wrapped(f"It is kept as words, not as a link to open. {fault}")
    return lines + _sum(after, milestone_id)


def detached_text(after: Snapshot, attached: Attached) -> list[str]:
    """What `evidence --remove` took away."""
    milestone_id = attached.evidence.milestone
    title = after.catalog.milestone_title(milestone_id)
    lines = wrapped(f"Removed evidence {attached.number} of {title}: {attached.evidence.text}")
    if any(one.number >= attached.number for one in evidence_list(after.progress, milestone_id)):
        lines += wrapped("The evidence after it has new numbers now.")
    return lines + _sum(after, milestone_id)


def _sum(after: Snapshot, milestone_id: str) -> list[str]:
    number = len(after.progress.evidence_on.get(milestone_id, ()))
    return wrapped(f"{after.catalog.milestone_title(milestone_id)} has {_pieces(number) if number else 'no evidence'}.")


def _pieces(number: int) -> str:
    return f"{counted(number, 'piece')} of evidence"


def evidence_lines(snapshot: Snapshot, attached: Sequence[Attached], milestone_id: str | None) -> list[str]:
    """Evidence in the order given; of one milestone or of all."""
    if not attached:
        what = f" on {snapshot.catalog.milestone_title(milestone_id)}" if milestone_id else ""
        return wrapped(f"There is no evidence{what} yet. Attach some: mltrack evidence {milestone_id or 'ID'} LINK")
    rows = evidence_rows(attached, None if milestone_id else snapshot.catalog.milestone_title)
    numbers = "The numbers are those of each milestone: mltrack evidence ID --remove NO"
    return [*rows, "", *wrapped(f"{_pieces(len(attached))}."), *wrapped(numbers)]


def evidence_rows(attached: Sequence[Attached], title: Callable[[str], str] | None = None) -> list[str]:
    """A line a piece with its number and its day; with `title`, of milestones by id, also with what it is on."""
    lines: list[str] = []
    for one in attached:
        on = f"{title(one.evidence.milestone)}: " if title else ""
        lines += wrapped(f"{on}{one.evidence.text}", f"{one.number:>4}  {one.evidence.on}  ")
    return lines


def state_of_evidence(snapshot: Snapshot) -> list[str]:
    """What there is evidence on, in a line; nothing where there is none."""
    found = sorted(snapshot.progress.evidence_on.items())
    said = [f"{snapshot.catalog.milestone_title(one)} {counted(len(pieces), 'piece')}" for one, pieces in found]
    return wrapped(", ".join(said), "Evidence: ", "  ") if said else []
