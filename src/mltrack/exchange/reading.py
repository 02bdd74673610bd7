"""The formats that can be read, and which of them a document is.

Each format is a module of this room with two functions: `recognises(document)`, which looks at names
and the first bytes and never fails, and `read(document)`, which raises ImportFault.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final, Protocol, cast

from mltrack.core.documents import Document, Reading
from mltrack.errors import InvalidInput
from mltrack.exchange.other_formats import told, told_of_text

FORMATS: Final[Mapping[str, str]] = {
    "linkedin": "linkedin",
    "csv": "progress_csv",
    "tasks": "task_list",
    "credly": "credly",
    "open-badge": "open_badges",
    "json-resume": "json_resume",
    "list": "bare_list",
}
"""Name of a format, as on the command line, to the module that reads it; asked in this order which it is."""


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
    if sentence := told(document):
        raise document.fault(sentence)
    if format_name:
        if format_name not in FORMATS:
            raise InvalidInput(f"There is no format '{format_name}'. Formats: {', '.join(FORMATS)}.")
        return _reader(format_name).read(document)
    for name in FORMATS:
        if _reader(name).recognises(document):
            return _reader(name).read(document)
    if sentence := told_of_text(document):
        raise document.fault(sentence)
    raise document.fault(f"this is no format that mltrack reads. Formats: {', '.join(FORMATS)}.")


def _reader(name: str) -> Reader:
    return cast("Reader", import_module(f"mltrack.exchange.{FORMATS[name]}"))
