"""The tables of the progress file as TinyDB writes them: what was added to the history, and the facts of now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from mltrack.core.strict_json import Fields
from mltrack.store.documents import FACTS
from mltrack.store.reading import EVENTS, STATE


class _TextKeyedTable(Table):
    document_id_class = str  # type: ignore[assignment]  # TinyDB says int and takes any class


class _Database(TinyDB):
    table_class = _TextKeyedTable


def write_tables(storage: Storage, events: Iterable[tuple[str, Fields]], facts: Mapping[str, Fields]) -> None:
    """Add events, as their ids and fields, and make `state` say what `facts` says; fields of others stay in place.

    Raises ValueError for the id of an event that is there already.
    """
    database = _Database(storage=lambda: storage)
    database.table(EVENTS, cache_size=0).insert_multiple(_document(*event) for event in events)
    _write_state(database.table(STATE, cache_size=0), facts)


def _write_state(table: Table, facts: Mapping[str, Fields]) -> None:
    held = {str(document.doc_id): document for document in table}
    gone = [key for key in held if key.startswith(FACTS) and key not in facts]
    if gone:
        table.remove(doc_ids=gone)  # type: ignore[arg-type]  # TinyDB says int
    # All at once: TinyDB copies the whole table each time, and a document that is taken over may have thousands.
    table.insert_multiple(_document(key, fields) for key, fields in facts.items() if key not in held)
    for key, fields in facts.items():
        if key in held and not fields.items() <= held[key].items():
            table.update(fields, doc_ids=[key])  # type: ignore[list-item]  # as above; fields of others stay in place


def _document(key: str, fields: Fields) -> Document:
    return Document(fields, doc_id=key)  # type: ignore[arg-type]  # TinyDB says int
