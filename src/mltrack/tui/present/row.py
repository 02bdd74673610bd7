"""A row of a list: what it shows left and right, and what it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from textual.content import Content

from mltrack.core.cited import Cited, CitedFact, CitedFigure, CitedRequirement
from mltrack.core.records import dataclass
from mltrack.core.requirements import Level

EMPTY = Content("")


@dataclass(frozen=True, slots=True)
class RoleRef:
    """A row that stands for a role."""

    id: str


@dataclass(frozen=True, slots=True)
class MilestoneRef:
    """A row that stands for a milestone, and the level asked for where it stands."""

    id: str
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class BackupRef:
    """A row that stands for a backup."""

    id: str
    """Its path: two of them can have one number."""


@dataclass(frozen=True, slots=True)
class DepartedRef:
    """A row that stands for a mark whose milestone is no longer in the catalog."""

    id: str


@dataclass(frozen=True, slots=True)
class LinkRef:
    """A row that stands for a link, which may be opened once it is checked."""

    id: str
    """The link as it is written."""


@dataclass(frozen=True, slots=True)
class TimeRef:
    """A row that stands for an entry of the time log."""

    id: str


@dataclass(frozen=True, slots=True)
class EvidenceRef:
    """A row that stands for a piece of evidence."""

    id: str
    link: str = ""
    """The link that it is; empty where it is words."""


@dataclass(frozen=True, slots=True)
class HoursRef:
    """The row that says how many hours a week there are."""

    id: str = "hours"


@dataclass(frozen=True, slots=True)
class SettingRef:
    """A row that stands for a setting."""

    id: str
    """Its key in the settings, such as "theme" and "keymap.app.quit"."""


@dataclass(frozen=True, slots=True)
class ProposalRef:
    """A row that stands for what a document would have recorded."""

    id: str
    """Its number in the document, from 0."""

    @property
    def number(self) -> int:
        """The same as a number."""
        return int(self.id)


@dataclass(frozen=True, slots=True)
class PostingRef:
    """A row that stands for something that a job posting asks for."""

    id: str
    """Its number in the draft, from 0."""

    @property
    def number(self) -> int:
        """The same as a number."""
        return int(self.id)


@dataclass(frozen=True, slots=True)
class FormatRef:
    """A row that stands for a format of files."""

    id: str


Ref: TypeAlias = (
    RoleRef
    | MilestoneRef
    | BackupRef
    | HoursRef
    | SettingRef
    | ProposalRef
    | FormatRef
    | PostingRef
    | DepartedRef
    | LinkRef
    | TimeRef
    | EvidenceRef
    | CitedFigure
    | CitedRequirement
    | CitedFact
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. Without a `ref` it is only read, and the cursor passes over it."""

    left: Content
    right: Content = EMPTY
    ref: Ref | None = None
    cited: Cited | None = None
    """What its sources are asked about, where that is not what it stands for."""

    def fitted(self, width: int) -> Content:
        """The row in exactly `width` cells: the right part whole as long as there is room for it."""
        right = self.right
        room = width - right.cell_length - (1 if right.cell_length else 0)
        if room < width // 3:
            right, room = EMPTY, width
        left = self.left.truncate(room, ellipsis=True)
        gap = width - left.cell_length - right.cell_length
        return Content.assemble(left, " " * max(0, gap), right)


def paragraph(text: str, width: int, *, style: str = "", indent: str = "") -> Iterator[Row]:
    """Literal text wrapped to `width`, as rows to read."""
    for part in text.split("\n"):
        for line in Content.styled(part, style).wrap(max(10, width - len(indent))):
            yield Row(Content.assemble(indent, line.rstrip()))


def bullet(text: str, width: int, sign: tuple[str, str] = ("· ", "$quiet"), style: str = "") -> Iterator[Row]:
    """Literal text wrapped in its own column, behind a sign with its style."""
    room = len(sign[0])
    for number, row in enumerate(paragraph(text, width - room, style=style)):
        yield Row(Content.assemble(" " * room if number else sign, row.left))


def pair(left: Content, right: Content, width: int, *, indent: str = "") -> Iterator[Row]:
    """Two texts on one line where they fit, else the second below, indented."""
    if left.cell_length + right.cell_length + 2 <= width:
        yield Row(left, right)
        return
    for number, line in enumerate(left.wrap(max(10, width - len(indent)))):
        yield Row(Content.assemble(indent if number else "", line.rstrip()))
    if right.cell_length:
        yield Row(Content.assemble(indent, right))


def labelled(label: str, text: Content, width: int, column: int) -> Iterator[Row]:
    """A label, and what it names wrapped in its own column of cells."""
    first = Content.styled(label.ljust(column), "$quiet")
    for number, line in enumerate(text.wrap(max(10, width - column))):
        yield Row(Content.assemble(" " * column if number else first, line.rstrip()))


def standing_for(rows: Iterable[Row], ref: Ref) -> Iterator[Row]:
    """The same rows, the first of which stands for `ref`: the cursor stops there once."""
    for number, row in enumerate(rows):
        yield row if number else replace(row, ref=ref)


def heading(text: str, width: int, right: Content = EMPTY) -> Row:
    """A section heading: a rule with the words in it."""
    words = Content.assemble(("─ ", "$faint"), (text, "bold $quiet"), " ")
    tail = Content.assemble(" ", right, (" ─", "$faint")) if right.cell_length else Content.styled("─", "$faint")
    rule = max(0, width - words.cell_length - tail.cell_length)
    return Row(Content.assemble(words, ("─" * rule, "$faint"), tail))


def nothing_found(width: int) -> Iterator[Row]:
    """What an empty list says."""
    yield from paragraph("Nothing fits. Escape clears the filter.", width, style="$quiet")


BLANK = Row(EMPTY)
