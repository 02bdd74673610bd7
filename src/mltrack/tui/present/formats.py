"""The formats that progress can be written in, as rows to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from mltrack.core.records import dataclass
from mltrack.exchange.writing import Written
from mltrack.tui.present.keys import key
from mltrack.tui.present.row import BLANK, FormatRef, Row, paragraph

_NAME = 14
"""Width of the column of names."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written."""

    format: str
    role: str | None = None
    """Id of the one role that it is about; None for the targets and all that is told."""
    as_todo: bool = False
    """In a calendar: to-dos in place of events."""


@dataclass(frozen=True, slots=True, eq=False)
class Choosing:
    """What can be written, and how it is about to be."""

    formats: Mapping[str, Written]
    whole: str
    """The format that is always of everything."""
    role: str | None
    """Id of the role that it may be about alone; None where there is none in view."""
    title: str
    """The title of that role."""
    of_role: bool
    as_todo: bool = False

    def wanted(self, name: str) -> Wanted:
        """What is to be written in the format of this name."""
        role = self.role if self.of_role and name != self.whole else None
        return Wanted(name, role, self.as_todo and self.formats[name].has_todos)


def format_rows(choosing: Choosing, width: int) -> Iterator[Row]:
    """What it will be about, and a row a format."""
    about = choosing.title if choosing.of_role else "your targets, and all that you have told"
    other = f"{key('export.role')} {'all of it' if choosing.of_role else 'only this role'}" if choosing.role else ""
    yield Row(Content.assemble(("About ", "$quiet"), (about, "bold")), Content.styled(other, "$quiet"))
    yield BLANK
    for name, written in choosing.formats.items():
        words = written.title.removeprefix("a ")
        if written.has_todos and choosing.as_todo:
            words = f"{words}, as to-dos"
        left = Content.assemble((name.ljust(_NAME), "bold"), words)
        yield Row(left, Content.styled(written.suffix, "$quiet"), FormatRef(name))
    yield BLANK
    words = "Each becomes a new file of yours; where it goes is asked next, and nothing there is written over."
    yield from paragraph(words, width, style="$quiet")


def format_hint(written: Written, title: str, lack: str = "") -> str:
    """What will be in the file, what will not, and the question where it should go."""
    what = f"{written.title}{f', for {title}' if title else ''}"
    return " ".join(filter(None, (f"Written as {what}.", written.about, lack, "Where?")))
