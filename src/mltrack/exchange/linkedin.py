"""LinkedIn's data export as input: the zip that LinkedIn sends, the folder it unpacks to, or one of its files alone.

Its files are CSV in English, whatever language a person uses. Some begin with notes before the header, and
some hold a sentence in place of a table. `exchange.linkedin_files` says what each of them claims.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from mltrack.core.claims import Claim
from mltrack.core.documents import Document, Reading
from mltrack.exchange.csv_headings import KNOWN, heads_a_list
from mltrack.exchange.csv_tables import MAX_ROWS, Table, header_of, table_of
from mltrack.exchange.entry import Entry
from mltrack.exchange.foreign_text import MAX_BYTES, beginning, decoded
from mltrack.exchange.linkedin_files import FILES, ExportFile, LeftOut
from mltrack.exchange.listed import all_of
from mltrack.exchange.remarks import Remarks

FORMAT = "LinkedIn data export"
_COPY = re.compile(r" ?\(\d{1,3}\)$")
"""What a browser puts behind the name of a second download."""
_THEIRS = frozenset(
    {"name", "title", "url", "authority", "organization", "description", "notes", "number"}
    | {"started on", "finished on", "start date", "issued on", "expires on"}
)
_ONLY_OURS = KNOWN - _THEIRS
"""Columns of lists of one's own, which no file of an export has."""


def recognises(document: Document) -> bool:
    """True for a folder or archive with one of the export's files, and for one of them alone."""
    if document.is_folder:
        return any(_by_name(name) for name in document.files)
    return _alone(document) is not None


def read(document: Document) -> Reading:
    """What the export says, file by file. Raises ImportFault."""
    remarks = Remarks()
    claims: dict[Claim, Claim] = {}  # by what is claimed, wherever it stands
    rows = 0
    found = _found(document)
    if sum(len(document.files[name]) for name, _ in found) > MAX_BYTES:
        raise document.fault(f"its lists are longer than {MAX_BYTES:,} bytes.")
    for name, file in found:
        for claim in _claims_of(document, name, file, remarks):
            claims.setdefault(replace(claim, place=""), claim)
            rows += 1
            if rows > MAX_ROWS:
                raise document.fault(f"there are more than {MAX_ROWS:,} rows in its files.")
    return Reading(FORMAT, tuple(all_of(document, claims.values(), remarks)), remarks.all())


def _found(document: Document) -> Sequence[tuple[str, ExportFile]]:
    """The files that are to be read, each with what it is, in the order of `FILES`."""
    known = {name: _by_name(name) for name in document.files}
    if not document.is_folder:
        known = {name: _alone(document) or file for name, file in known.items()}
    found = [(name, file) for name, file in known.items() if file]
    if not found:
        names = ", ".join(file.name for file in FILES)
        raise document.fault(f"this is no LinkedIn data export; it has none of {names}.")
    return sorted(found, key=lambda one: FILES.index(one[1]))


def _by_name(name: str) -> ExportFile | None:
    stem, point, suffix = _last_name(name).casefold().rpartition(".")
    wanted = f"{_COPY.sub('', stem)}{point}{suffix}"
    return next((file for file in FILES if file.name.casefold() == wanted), None)


def _last_name(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _alone(document: Document) -> ExportFile | None:
    """Which of the files a single one is, by its name and its columns."""
    ((name, raw),) = document.files.items()
    text, file = beginning(raw), _by_name(name)
    if file is None:
        columns = frozenset(header_of(text, lambda row: any(one.signature <= {*row} for one in FILES if one.signature)))
        return next((one for one in FILES if one.signature and one.signature <= columns), None)
    if columns := frozenset(header_of(text, partial(_is_header, file))):
        return None if columns & _ONLY_OURS else file
    return None if heads_a_list(text) else file


def _is_header(file: ExportFile, columns: Sequence[str]) -> bool:
    return file.key in columns


def _claims_of(document: Document, name: str, file: ExportFile, remarks: Remarks) -> Iterator[Claim]:
    place = _place(name, document.files)
    within = place if document.is_folder else ""  # the name of a single file is in each fault anyway
    text = decoded(document, document.files[name], within)
    remarks.add(text.remark)
    table = table_of(document, within, text.text, partial(_is_header, file))
    if table is None:
        remarks.add(f'{place} holds no table with a column "{file.key.title()}", so nothing was read of it.')
    else:
        yield from _rows_of(table, place, file, remarks)


def _rows_of(table: Table, place: str, file: ExportFile, remarks: Remarks) -> Iterator[Claim]:
    for row in table.rows:
        if row.is_longer:
            remarks.of_row(place, row.number, "more cells than there are columns; look at what was made of it")
        try:
            yield file.claim(Entry(row.cells, html.unescape), f"{place}, row {row.number}")
        except LeftOut as why:
            remarks.of_row(place, row.number, f"left out: {why}")


def _place(name: str, files: Mapping[str, bytes]) -> str:
    """The file's own name, or where it lies too if there is another one of that name."""
    last = _last_name(name)
    return name if sum(_last_name(other).casefold() == last.casefold() for other in files) > 1 else last
