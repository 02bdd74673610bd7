"""The formats that can be written.

Each is a module of this room with a function `written(export) -> str`: text in UTF-8, with a line
break at its end, in which all that comes from data stays data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from importlib import import_module
from typing import Final, NamedTuple, Protocol, cast

from mltrack.core.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class Export:
    """What is to be written."""

    snapshot: Snapshot
    now: datetime
    """The moment of it, with its offset."""
    hours_per_week: Fraction
    """What plans reckon with."""
    role: str | None = None
    """Id of the one role that it is about; None for the targets and all that is told."""
    as_todo: bool = False
    """In a calendar: to-dos in place of events."""


class Written(NamedTuple):
    """A format that can be written."""

    module: str
    title: str
    """What it is, in a few words: "iCalendar: due, expiry and planned days"."""
    suffix: str
    """The end of a file's name, with its point."""


FORMATS: Final[Mapping[str, Written]] = {
    "json-resume": Written("resume_written", "JSON Resume: degrees, certificates, skills and projects", ".json"),
}
"""Name of a format, as on the command line, to what writes it."""


class Writer(Protocol):
    """What the module of a format offers."""

    def written(self, export: Export) -> str:
        """The text of the file."""


def written(format_name: str, export: Export) -> str:
    """The text of a file of one of `FORMATS`."""
    return cast("Writer", import_module(f"mltrack.exchange.{FORMATS[format_name].module}")).written(export)
