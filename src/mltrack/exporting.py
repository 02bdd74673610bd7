"""Progress written for other programs: each format by its name, as text for a file, a pipe or a screen.

mltrack's own JSON is written by the store, as it holds the history; everything else by `exchange`. Both
faces take the list of formats from here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from mltrack.core.snapshot import Snapshot
from mltrack.errors import InvalidInput
from mltrack.exchange import writing
from mltrack.exchange.writing import Export, Written
from mltrack.session import Session
from mltrack.upkeep import Upkeep

OWN: Final = "json"
"""mltrack's own format: the only one that holds all of it, and is of no single role."""

FORMATS: Final[Mapping[str, Written]] = {
    OWN: Written(
        "",
        "mltrack's own: all of your progress, with its history",
        ".json",
        "mltrack import json reads it on another machine.",
        is_ascii=True,
    ),
    **writing.FORMATS,
}
"""Name of a format, as on the command line, to what it is."""
NO_PLAN: Final = "You aim for no role, so there is no plan in it"
"""What to say beside a file that `lacks_plan`; each face adds how to aim for one."""

_LONGEST_ID: Final = 80
"""Characters of an id that a file's name takes; file systems know 255 bytes."""


def exported_text(  # noqa: PLR0913 - what it is about, and how it is written
    session: Session,
    format_name: str,
    role: str | None = None,
    *,
    as_todo: bool = False,
    due_only: bool = False,
    hours_per_week: Fraction | None = None,
) -> str:
    """The text of a file in one of `FORMATS`, to be written in UTF-8 as it is; it may take a plan's time.

    It is about the role with this id or name, or else about the targets and all that is told. Plans reckon
    with the hours that the person has set, where none are given. Raises InvalidInput for a format that there
    is not, UnknownId for such a role, and StoreTooNew for the own format of a newer file.
    """
    if format_name not in FORMATS:
        raise InvalidInput(f"There is no format '{format_name}'. Formats: {', '.join(FORMATS)}.")
    if format_name == OWN:
        return Upkeep(session).export()
    hours = session.settings().weekly_hours if hours_per_week is None else hours_per_week
    role_id = None if role is None else session.catalog.role(role).id
    export = Export(session.snapshot, session.now(), hours, role_id, as_todo, due_only)
    return writing.written(format_name, export)


def lacks_plan(snapshot: Snapshot, format_name: str, role: str | None) -> bool:
    """True where a file of that format has a plan in it, and this one has none as nobody aims for a role."""
    return FORMATS[format_name].has_plan and role is None and not snapshot.targets


def write_file(session: Session, path: Path, text: str, name: str = "") -> Path:
    """Write it to a new file, or, with a `name`, into a folder under that; where it is then.

    Nothing is overwritten. Raises StoreError.
    """
    if name and os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        path /= name
    Upkeep(session).write_text(path, text)
    return path


def suggested_name(format_name: str, role: str | None, day: date) -> str:
    """A name for the file, such as "mltrack-ical-data-scientist-2026-11-28.ics"; `role` is an id."""
    of_role = f"{role[:_LONGEST_ID]}-" if role else ""
    return f"mltrack-{format_name}-{of_role}{day.isoformat()}{FORMATS[format_name].suffix}"
