"""CSV of one's own as input: what mltrack wrote (`exchange.csv_columns`), and any list of what somebody has.

    Skill,Level,Date,Status
    Python,advanced,2024-05-01,done
    SQL,beginner,12.03.2024,doing

Columns are taken in any order and case, under the names of `exchange.csv_headings`; a list needs no more than
one with names or ids, and may be parted by `,`, `;` or tabs. Where no column tells how a thing stands, it is
taken for done, as in a list of skills; what has a due day and no other is open. A level that is not
understood, or is a number of nobody knows which scale, is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mltrack.core.actions import LONGEST_NOTE
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.documents import Document, Reading
from mltrack.core.history import Status
from mltrack.core.requirements import Level
from mltrack.core.stated_dates import StatedDay, stated_day
from mltrack.core.text import plain
from mltrack.exchange import linkedin
from mltrack.exchange.csv_columns import unguarded
from mltrack.exchange.csv_headings import (
    COURSES,
    DONE_ON,
    DUE,
    EXAMPLE,
    FIELD,
    FIRST_ROWS,
    FLAGS,
    ISSUER,
    KIND,
    KIND_OF_COLUMN,
    KINDS,
    KNOWN,
    LEVEL,
    LINK,
    NAME,
    NOTE,
    SINCE,
    UNDERSTOOD,
    UNTIL,
    heads_a_list,
    is_header,
)
from mltrack.exchange.csv_tables import Row, Table, table_of
from mltrack.exchange.entry import Entry
from mltrack.exchange.foreign_text import beginning, decoded
from mltrack.exchange.level_words import number_in, stated_level
from mltrack.exchange.listed import OPEN_ONLY, STATUSES, all_of, pieces_in, told
from mltrack.exchange.remarks import MOST_NAMED, Remarks


def recognises(document: Document) -> bool:
    """True for a single file with such a header; one that is not called .csv needs two columns that are known.

    False for a file of LinkedIn's export.
    """
    if document.is_folder or linkedin.recognises(document):
        return False
    ((name, raw),) = document.files.items()
    columns = heads_a_list(beginning(raw))
    least = 1 if name.casefold().endswith((".csv", ".tsv")) else 2
    return len(KNOWN.intersection(columns)) >= least


def read(document: Document) -> Reading:
    """What the rows say. Raises ImportFault."""
    if document.is_folder:
        raise document.fault("name one CSV file in it.")
    remarks = Remarks()
    text = decoded(document, document.only)
    remarks.add(text.remark)
    table = table_of(document, "", text.text, is_header, FIRST_ROWS)
    if table is None:
        raise document.fault(f"its first row must name the columns, such as {EXAMPLE}; understood are {UNDERSTOOD}.")
    of_list = _List(table)
    _tell_unread(of_list, remarks)
    claims = all_of(document, _claims(of_list, remarks), remarks)
    is_ours = {"id", "status"} <= {*table.columns}
    return Reading("CSV of mltrack" if is_ours else "CSV list", tuple(claims), remarks.all())


class _List:
    """A table whose rows are the things of a list. Raises ImportFault where it cannot be read."""

    def __init__(self, table: Table) -> None:
        self.columns = table.columns
        self.name = next((name for name in NAME if name in table.columns), "")
        """The column that names them; empty where there are ids only."""
        self.rows = tuple(table.rows)
        self.highest = max((number_in(Entry(row.cells, unguarded).words(*LEVEL)) for row in self.rows), default=0)
        """The highest level that is a number."""


def _tell_unread(table: _List, remarks: Remarks) -> None:
    is_read = KNOWN - ({*NAME} - {table.name, "title", "name"})
    unread = [plain(name)[:40] for name in dict.fromkeys(table.columns) if name and name not in is_read]
    if len(unread) > MOST_NAMED:
        remarks.add(f"{len(unread)} columns were not read.")
    elif unread:
        named = ", ".join(f'"{name}"' for name in unread)
        remarks.add(f"The {'column' if len(unread) == 1 else 'columns'} {named} {_were(unread)} not read.")


def _were(several: Sequence[str]) -> str:
    return "was" if len(several) == 1 else "were"


def _claims(table: _List, remarks: Remarks) -> Iterator[Claim]:
    for row in table.rows:
        if row.is_longer:
            remarks.of_row("", row.number, "more cells than there are columns; look at what was made of it")
        entry = Entry(row.cells, unguarded)
        if not entry.words("id", *_names(table)):
            remarks.of_row("", row.number, "left out: no id and no name")
            continue
        found = tuple(_of_row(table, row, entry))
        if not found:
            remarks.of_row("", row.number, OPEN_ONLY)
        yield from found


def _names(table: _List) -> Sequence[str]:
    return ("title", "name") if table.name in {"title", "name"} else (table.name,)


def _of_row(table: _List, row: Row, entry: Entry) -> Iterator[Claim]:
    since, due, until, on = entry.day(*SINCE), entry.day(*DUE), entry.day(*UNTIL), _done_on(row, entry)
    status = _status(table, entry, since, due, on)
    level = stated_level(entry.words(*LEVEL), table.highest)
    if level.remark:
        entry.note(level.remark)
    id_, name = entry.words("id"), entry.words(*_names(table))
    kind = ClaimKind.MILESTONE if id_ else _kind(table, entry)
    is_course = kind is ClaimKind.MILESTONE and not id_ and table.name in COURSES
    claim = Claim(
        kind,
        name or id_,
        f"row {row.number}",
        status,
        issuer=entry.words(*ISSUER),
        field=entry.words(*FIELD),
        code=entry.words("code"),
        number=entry.words("number"),
        link=entry.words(*LINK, longest=2_048) if status else "",
        text=entry.text("description"),
        id=id_,
        level=level.level or (Level.FAMILIAR if is_course else None),
        is_level_unclear=level.is_unclear,
        since=since,
        on=on,
        until=until,
        due=due,
        note=entry.text(*NOTE, longest=LONGEST_NOTE),
        reason=entry.words("reason", longest=1_000),
        is_mention=is_course,
        remark="; ".join(filter(None, (entry.remark, "a course" if is_course else ""))),
    )
    yield from told(claim, pieces_in(entry.text("evidence", longest=LONGEST_NOTE)))


def _kind(table: _List, entry: Entry) -> ClaimKind:
    """What its type says it is, or the heading of its column."""
    said = entry.words(*KIND).casefold()
    return KINDS.get(said, KIND_OF_COLUMN.get(table.name, ClaimKind.MILESTONE))


def _done_on(row: Row, entry: Entry) -> StatedDay | None:
    """The day it was done; a yes or a no in its place says nothing of the day."""
    names = [name for name in DONE_ON if name in row.cells]
    if names and names[0] in FLAGS and entry.words(names[0]).casefold() in STATUSES:
        return None
    return entry.day(*names)


def _status(
    table: _List, entry: Entry, since: StatedDay | None, due: StatedDay | None, on: StatedDay | None
) -> Status | None:
    flag = next((name for name in ("status", *FLAGS) if name in table.columns), "")
    said = entry.words(flag).casefold() if flag else ""
    if said in STATUSES:
        return STATUSES[said]
    if said and flag == "status":
        entry.note(f'"{said[:40]}" is not one of planned, doing and done')
        return None
    if on or (said and stated_day(said)):
        return Status.DONE
    if since:
        return Status.STARTED
    return None if flag or due else Status.DONE
