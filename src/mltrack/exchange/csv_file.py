"""CSV for spreadsheets: a row a milestone, in the columns of `csv_columns`; every cell is quoted, none a formula."""

from __future__ import annotations

import csv
import io
from datetime import date

from mltrack.core.history import Mark, Status
from mltrack.core.readiness import expires_on
from mltrack.core.text import plain
from mltrack.exchange.csv_columns import COLUMNS, guarded
from mltrack.exchange.worklist import Worklist
from mltrack.exchange.writing import Export

_OPEN = Mark(Status.STARTED)
"""What stands in for the mark of what has none; its status is not written."""


def written(export: Export) -> str:
    """The rows of all that the export is about, also of what is open still."""
    text = io.StringIO()
    rows = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for milestone_id in Worklist(export).concerned:
        cells = _cells(export, milestone_id)
        rows.writerow([guarded(cells[column]) for column in COLUMNS])
    return text.getvalue()


def _cells(export: Export, milestone_id: str) -> dict[str, str]:
    """The text of each column."""
    catalog, progress = export.snapshot.catalog, export.snapshot.progress
    milestone, told = catalog.milestones.get(milestone_id), progress.marks.get(milestone_id)
    mark, removed = told or _OPEN, catalog.removed.get(milestone_id)
    is_done = told is not None and told.status is Status.DONE
    return {
        "id": milestone_id,
        "title": plain(catalog.milestone_title(milestone_id)),
        "kind": milestone.kind.value if milestone else removed.was.value if removed else "",
        "status": told.status.value if told else "open",
        "level": mark.level.value if mark.level else "",
        "done_on": _day(mark.done_on),
        "started_on": _day(mark.started_on),
        "due": _day(progress.due.get(milestone_id)),
        "expires_on": _day(expires_on(milestone, mark) if is_done else None),
        "reason": plain(mark.reason),
        "note": plain(progress.notes.get(milestone_id, ""), lines=True),
        "evidence": "\n".join(plain(piece.text) for piece in progress.evidence_on.get(milestone_id, ())),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
