"""The formats that can be read, and which of them a document is.

Each format is a module of this room with two functions: `recognises(document)`, which looks at names
and the first bytes and never fails, and `read(document)`, which raises ImportFault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import Final, Protocol, cast

from mltrack.core.documents import Document, Reading
from mltrack.errors import ImportFault, InvalidInput

FORMATS: Final[Mapping[str, str]] = {
    "linkedin": "linkedin",
    "csv": "progress_csv",
    "tasks": "task_list",
    "credly": "credly",
    "open-badge": "open_badges",
    "json-resume": "json_resume",
}
"""Name of a format, as on the command line, to the module that reads it; asked in this order which it is."""

_OF_FOLDERS: Final = ("linkedin", "open-badge")
"""Formats of which the files of a folder belong together."""
_OF_ONE_FILE: Final = ("credly", "json-resume")
"""Formats that are read wherever they lie in a folder. Lists are not: what else a folder holds may be anything."""
_NAMED: Final = 5
"""Files that are named in a remark."""


class Reader(Protocol):
    """What the module of a format offers."""

    def recognises(self, document: Document) -> bool:
        """True for a document that is of this format, whether or not it is sound."""

    def read(self, document: Document) -> Reading:
        """What it says. Raises ImportFault."""


def read(document: Document, format_name: str = "") -> Reading:
    """What a document says; its format is found out where none is named.

    Raises ImportFault where it cannot be read, and InvalidInput for a format that there is not.
    """
    if format_name:
        if format_name not in FORMATS:
            raise InvalidInput(f"There is no format '{format_name}'. Formats: {', '.join(FORMATS)}.")
        return _reader(format_name).read(document)
    if document.is_folder:
        return _read_folder(document)
    for name in FORMATS:
        if _reader(name).recognises(document):
            return _reader(name).read(document)
    raise document.fault(f"this is no format that mltrack reads. Formats: {', '.join(FORMATS)}.")


def _read_folder(document: Document) -> Reading:
    """What all that can be read in a folder says; of what cannot be read beside it, why. Raises ImportFault."""
    parts = [(document, "", name) for name in _OF_FOLDERS if _reader(name).recognises(document)]
    for file, raw in document.files.items():
        alone = Document(f"{document.name}, {file}", {file: raw})
        parts += [(alone, file, name) for name in _OF_ONE_FILE if _reader(name).recognises(alone)][:1]
    if not parts:
        raise document.fault("it holds no LinkedIn data export, badge or résumé; name a list in it by its own path.")
    readings: list[Reading] = []
    faults: list[ImportFault] = []
    for part, file, name in parts:
        try:
            readings.append(_placed(_reader(name).read(part), file))
        except ImportFault as fault:
            faults.append(fault)
    if not readings:
        raise faults[0]
    remarks = [remark for reading in readings for remark in reading.remarks] + [str(fault) for fault in faults]
    if document.passed_over:
        remarks.append(f"Too large to be looked at: {', '.join(document.passed_over[:_NAMED])}.")
    return Reading(
        " and ".join(dict.fromkeys(reading.format for reading in readings)),
        tuple(claim for reading in readings for claim in reading.claims),
        tuple(dict.fromkeys(remarks)),
    )


def _placed(reading: Reading, file: str) -> Reading:
    """The same, with the name of its file in every place."""
    if not file:
        return reading
    return replace(reading, claims=tuple(replace(one, place=f"{file}, {one.place}") for one in reading.claims))


def _reader(name: str) -> Reader:
    return cast("Reader", import_module(f"mltrack.exchange.{FORMATS[name]}"))
