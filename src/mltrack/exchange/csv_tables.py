"""CSV of other programs as rows with names: lines before the header, other separators, rows too long or too short.

A row has the number that a spreadsheet shows: the first row of a file is 1, whatever stands in it, so
below a header at the top the first entry is row 2. A cell with line breaks in it is still one row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, TypeAlias

from mltrack.core.documents import Document
from mltrack.core.records import dataclass
from mltrack.errors import ImportFault

MAX_ROWS: Final = 20_000
"""Rows of one file that are read."""
MAX_CELLS: Final = 20_000
"""Separators and line breaks of one row: what has more is no list that anybody keeps."""
_PREAMBLE: Final = 25
"""Rows among which the header is looked for."""
_SEPARATORS: Final = ",;\t"

Accepts: TypeAlias = Callable[[Sequence[str]], bool]
"""Says of the names of columns whether they are a header; names are as `column_name` makes them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header."""

    number: int
    cells: Mapping[str, str]
    """Name of a column to what stands there, without spaces at its ends; what is empty is left out."""
    is_longer: bool = False
    """True where something stands beyond the last column."""


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and a way to go through the rows once."""

    columns: Sequence[str]
    rows: Iterator[Row]


def column_name(cell: str) -> str:
    """The name of a column without regard to case, spaces, hyphens and underscores: "started on"."""
    return " ".join(re.sub(r"[\s_-]+", " ", cell.casefold()).split())


def header_of(text: str, accepts: Accepts, among: int = _PREAMBLE) -> Sequence[str]:
    """The first row that is a header, of the first `among` rows with something in them; empty where none is."""
    found = _header(text, accepts, among)
    return found[2] if found else ()


def table_of(document: Document, place: str, text: str, accepts: Accepts, among: int = _PREAMBLE) -> Table | None:
    """The table in `text`; None where no row is a header. Its rows raise ImportFault where it is no sound CSV."""
    found = _header(text, accepts, among)
    if found is None:
        return None
    separator, below, columns = found
    return Table(columns, _rows(document, place, text, separator, below, columns))


def _header(text: str, accepts: Accepts, among: int) -> tuple[str, int, Sequence[str]] | None:
    """The separator, the number of the header's row, and the names in it."""
    for separator in _SEPARATORS:
        try:
            filled = (row for row in _records(text, separator, strict=False) if any(map(str.strip, row[1])))
            for number, cells in islice(filled, among):
                columns = [column_name(cell) for cell in cells]
                if accepts(columns):
                    return separator, number, columns
        except (csv.Error, _TooLong):
            continue
    return None


class _TooLong(Exception):
    """A row goes on and on."""


def _records(text: str, separator: str, *, strict: bool) -> Iterator[tuple[int, list[str]]]:
    pieces = 0

    def lines() -> Iterator[str]:
        nonlocal pieces
        for line in io.StringIO(text, newline=""):
            pieces += line.count(separator) + 1
            if pieces > MAX_CELLS:
                raise _TooLong
            yield line

    for number, cells in enumerate(csv.reader(lines(), delimiter=separator, strict=strict), start=1):
        pieces = 0
        yield number, cells


def _rows(  # noqa: PLR0913, PLR0917 - where it stands, and how it is parted
    document: Document, place: str, text: str, separator: str, below: int, columns: Sequence[str]
) -> Iterator[Row]:
    number = 0

    def fault(sentence: str) -> ImportFault:
        return document.fault(sentence, f"{place}, row {number + 1}" if place else f"row {number + 1}")

    try:
        for number, cells in _records(text, separator, strict=_is_strict(text, separator)):
            if number > MAX_ROWS:
                raise document.fault(f"there are more than {MAX_ROWS:,} rows.", place)
            if number > below and any(map(str.strip, cells)):
                yield Row(number, _named(columns, cells), any(map(str.strip, cells[len(columns) :])))
    except _TooLong:
        raise fault("this row goes on and on; perhaps a quotation mark is not closed.") from None
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise fault("a quotation mark is opened and not closed, so the file may be cut off.") from error
        raise fault("this row cannot be read as CSV.") from error


def _is_strict(text: str, separator: str) -> bool:
    """True unless only a lax reading gets through: some programs do not double the quotation marks in a cell."""
    try:
        for number, _ in _records(text, separator, strict=True):
            if number > MAX_ROWS:
                break
    except csv.Error as error:
        return "unexpected end" in str(error)
    except _TooLong:
        return True
    return True


def _named(columns: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    """What stands under each name; of two columns of one name the first with something in it."""
    named: dict[str, str] = {}
    for name, cell in zip(columns, map(str.strip, cells), strict=False):
        if name and cell:
            named.setdefault(name, cell)
    return named
