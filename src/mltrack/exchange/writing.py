"""The formats that can be written.

Each is a module of this room with a function `written(export) -> str`: text in UTF-8, with a line
break at its end, in which all that comes from data stays data.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from importlib import import_module
from typing import Final, NamedTuple, Protocol, cast

from mltrack.core.records import dataclass
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
    due_only: bool = False
    """In a calendar: without the days that only the plan has."""


class Written(NamedTuple):
    """A format that can be written."""

    module: str
    title: str
    """What it is, in a few words: "iCalendar: due, expiry and planned days"."""
    suffix: str
    """The end of a file's name, with its point."""
    about: str = ""
    """What else to know of it, in a sentence or two; empty where the title says all."""
    has_todos: bool = False
    """True where it can hold to-dos in place of events."""
    has_plan: bool = False
    """True where the plan is part of it and nothing in it says that there is none."""
    is_ascii: bool = False
    """True for JSON that may be written in ASCII alone, for a terminal or a pipe that knows no more."""


_NOTES: Final = "Your notes, evidence and reasons for waivers are in it."
FORMATS: Final[Mapping[str, Written]] = {
    "json-resume": Written(
        "resume_written", "JSON Resume: degrees, certificates, skills and projects", ".json", is_ascii=True
    ),
    "markdown": Written(
        "progress_markdown", "a progress report in Markdown: readiness, next steps, tasks", ".md", _NOTES
    ),
    "tasks": Written(
        "task_lines",
        "a task list in Markdown, for GitHub and Obsidian",
        ".md",
        f"What is planned comes first, in its order. {_NOTES}",
        has_plan=True,
    ),
    "csv": Written(
        "csv_file",
        "CSV for spreadsheets: a row a milestone, with days and notes",
        ".csv",
        f"{_NOTES} The text is UTF-8. A ' stands before text that a spreadsheet would take for a formula.",
        has_plan=True,
    ),
    "ical": Written(
        "calendar_file",
        "iCalendar: due, expiry and planned days",
        ".ics",
        "All-day events keep their names, so importing it again moves them; what is due or expires has a reminder a "
        "week before. Links given as evidence are in it; notes are not.",
        has_todos=True,
        has_plan=True,
    ),
    "taskwarrior": Written(
        "taskwarrior",
        "Taskwarrior's JSON: tasks with what they depend on",
        ".json",
        "Take it in with task import; importing it again changes nothing. Projects are named by the initials of roles: "
        "mltrack.ds for data-scientist. Your notes and evidence are in it.",
        has_plan=True,
    ),
    "todotxt": Written("todotxt", "todo.txt: one line a task", ".txt", has_plan=True),
    "html": Written(
        "html_report",
        "a report as one HTML page with plots, to share or print",
        ".html",
        "It needs no network. Notes, and evidence in words, are not in it.",
    ),
}
"""Name of a format, as on the command line, to what writes it."""


class Writer(Protocol):
    """What the module of a format offers."""

    def written(self, export: Export) -> str:
        """The text of the file."""


def written(format_name: str, export: Export) -> str:
    """The text of a file of one of `FORMATS`."""
    return cast("Writer", import_module(f"mltrack.exchange.{FORMATS[format_name].module}")).written(export)
