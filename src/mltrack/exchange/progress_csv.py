"""CSV of one's own as input: what mltrack wrote (`exchange.csv_columns`), and any list with a `name`, `title` or `id`.

Names of columns are taken in any order and case; a list needs no more than one of the three. Where no column
tells how a thing stands, it is taken for done, as in a list of skills; what has a due day and no other is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mltrack.core.actions import LONGEST_NOTE
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.documents import Document, Reading
from mltrack.core.history import Status
from mltrack.core.stated_dates import StatedDay, stated_day
from mltrack.core.text import plain
from mltrack.exchange import linkedin
from mltrack.exchange.csv_columns import COLUMNS, unguarded
from mltrack.exchange.csv_tables import Row, Table, column_name, header_of, table_of
from mltrack.exchange.entry import Entry
from mltrack.exchange.foreign_text import beginning, decoded
from mltrack.exchange.listed import LEVELS, OPEN_ONLY, STATUSES, all_of, pieces_in, told
from mltrack.exchange.remarks import MOST_NAMED, Remarks

_NAMES: Final = ("title", "name")
_FLAGS: Final = ("done", "completed", "finished")
"""Columns that say yes or no, or on which day."""
_DONE_ON: Final = ("done on", "completed on", "finished on", "issued on", "completion date", "date", *_FLAGS)
_SINCE: Final = ("started on", "start date", "since")
_DUE: Final = ("due", "due on", "due date", "deadline")
_UNTIL: Final = ("expires on", "expires", "expiry", "expiry date", "valid until")
_NOTE: Final = ("note", "notes", "comment", "comments")
_ISSUER: Final = ("issuer", "authority", "provider", "organization", "school")
_LINK: Final = ("link", "url")
_OTHERS: Final = ("id", "kind", "type", "status", "level", "reason", "evidence", "code", "number", "description")
_KNOWN: Final = frozenset(
    {*_NAMES, *_DONE_ON, *_SINCE, *_DUE, *_UNTIL, *_NOTE, *_ISSUER, *_LINK, *_OTHERS, *map(column_name, COLUMNS)}
)
_KINDS: Final = {**{kind.value: kind for kind in ClaimKind}, "certificate": ClaimKind.CERTIFICATION}
_FIRST_ROWS: Final = 2
"""The header is the first row with something in it, or the second, below the `sep=;` of a spreadsheet."""


def recognises(document: Document) -> bool:
    """True for a single file with such a header; one that is not called .csv needs two columns that are known.

    False for a file of LinkedIn's export.
    """
    if document.is_folder or linkedin.recognises(document):
        return False
    ((name, raw),) = document.files.items()
    columns = header_of(beginning(raw), _is_header, _FIRST_ROWS)
    least = 1 if name.casefold().endswith((".csv", ".tsv")) else 2
    return len(_KNOWN.intersection(columns)) >= least


def read(document: Document) -> Reading:
    """What the rows say. Raises ImportFault."""
    if document.is_folder:
        raise document.fault("name one CSV file in it.")
    remarks = Remarks()
    text = decoded(document, document.only)
    remarks.add(text.remark)
    table = table_of(document, "", text.text, _is_header, _FIRST_ROWS)
    if table is None:
        raise document.fault('its first row names no column "id", "name" or "title".')
    _tell_unread(table, remarks)
    claims = all_of(document, _claims(table, remarks), remarks)
    is_ours = {"id", "status"} <= {*table.columns}
    return Reading("CSV of mltrack" if is_ours else "CSV list", tuple(claims), remarks.all())


def _is_header(columns: Sequence[str]) -> bool:
    return any(name in columns for name in ("id", *_NAMES))


def _tell_unread(table: Table, remarks: Remarks) -> None:
    unread = [plain(name)[:40] for name in dict.fromkeys(table.columns) if name and name not in _KNOWN]
    if len(unread) > MOST_NAMED:
        remarks.add(f"{len(unread)} columns were not read.")
    elif unread:
        named = ", ".join(f'"{name}"' for name in unread)
        remarks.add(f"The {'column' if len(unread) == 1 else 'columns'} {named} {_were(unread)} not read.")


def _were(several: Sequence[str]) -> str:
    return "was" if len(several) == 1 else "were"


def _claims(table: Table, remarks: Remarks) -> Iterator[Claim]:
    for row in table.rows:
        if row.is_longer:
            remarks.of_row("", row.number, "more cells than there are columns; look at what was made of it")
        entry = Entry(row.cells, unguarded)
        if not entry.words("id", *_NAMES):
            remarks.of_row("", row.number, "left out: no id and no name")
            continue
        found = tuple(_of_row(table, row, entry))
        if not found:
            remarks.of_row("", row.number, OPEN_ONLY)
        yield from found


def _of_row(table: Table, row: Row, entry: Entry) -> Iterator[Claim]:
    since, due, until, on = entry.day(*_SINCE), entry.day(*_DUE), entry.day(*_UNTIL), _done_on(row, entry)
    status = _status(table, entry, since, due, on)
    level = entry.words("level").casefold()
    if level and level not in LEVELS:
        entry.note(f'"{level[:40]}" is no level')
    id_, name = entry.words("id"), entry.words(*_NAMES)
    kind = ClaimKind.MILESTONE if id_ else _KINDS.get(entry.words("kind", "type").casefold(), ClaimKind.MILESTONE)
    claim = Claim(
        kind,
        name or id_,
        f"row {row.number}",
        status,
        issuer=entry.words(*_ISSUER),
        code=entry.words("code"),
        number=entry.words("number"),
        link=entry.words(*_LINK, longest=2_048) if status else "",
        text=entry.text("description"),
        id=id_,
        level=LEVELS.get(level),
        since=since,
        on=on,
        until=until,
        due=due,
        note=entry.text(*_NOTE, longest=LONGEST_NOTE),
        reason=entry.words("reason", longest=1_000),
        remark=entry.remark,
    )
    yield from told(claim, pieces_in(entry.text("evidence", longest=LONGEST_NOTE)))


def _done_on(row: Row, entry: Entry) -> StatedDay | None:
    """The day it was done; a yes or a no in its place says nothing of the day."""
    names = [name for name in _DONE_ON if name in row.cells]
    if names and names[0] in _FLAGS and entry.words(names[0]).casefold() in STATUSES:
        return None
    return entry.day(*names)


def _status(
    table: Table, entry: Entry, since: StatedDay | None, due: StatedDay | None, on: StatedDay | None
) -> Status | None:
    flag = next((name for name in ("status", *_FLAGS) if name in table.columns), "")
    said = entry.words(flag).casefold() if flag else ""
    if said in STATUSES:
        return STATUSES[said]
    if said and flag == "status":
        entry.note(f'"{said[:40]}" is not one of open, started, done and waived')
        return None
    if on or (said and stated_day(said)):
        return Status.DONE
    if since:
        return Status.STARTED
    return None if flag or due else Status.DONE
