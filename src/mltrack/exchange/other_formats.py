"""What mltrack does not read, told apart by its first bytes, and what its person can do instead."""

from __future__ import annotations

from typing import Final

from mltrack.core.documents import Document
from mltrack.core.strict_json import NotJson, strict_json
from mltrack.exchange.csv_headings import EXAMPLE, UNDERSTOOD
from mltrack.exchange.foreign_text import beginning

_LINKEDIN: Final = "From LinkedIn, ask for your data export (a zip) in its settings, not for the profile as a file."
_SHEET: Final = f"it is a spreadsheet; save the sheet as CSV, with a first row such as {EXAMPLE}."
_TEXT: Final = "save what you have as plain text, one skill or certificate a line, or as CSV"
_PICTURE: Final = "it is a picture; of pictures, mltrack reads the badges that are baked into PNG and SVG."
_BEGINNINGS: Final = (
    (b"%PDF", f"it is a PDF, which mltrack does not read; {_TEXT}. {_LINKEDIN}"),
    (b"{\\rtf", f"it is a text document; {_TEXT}."),
    (b"\xd0\xcf\x11\xe0", f"it is a document of an older office program; {_TEXT}."),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"\x1f\x8b", "it is packed with gzip; unpack it first."),
    (b"7z\xbc\xaf", "it is packed with 7-Zip; unpack it first."),
    (b"Rar!", "it is packed with RAR; unpack it first."),
)
_OFFICE: Final = (
    (b"xl/workbook", _SHEET),
    (b"opendocument.spreadsheet", _SHEET),
    (b"word/document", f"it is a text document; {_TEXT}."),
    (b"opendocument.text", f"it is a text document; {_TEXT}."),
)
"""What stands in the clear in the archives that office programs write."""
_PAGES: Final = ("<!doctype html", "<html")


def told(document: Document) -> str:
    """A sentence on what a document is, and what to do, where it is surely none that is read; else empty."""
    if document.is_folder:
        return ""
    raw = document.only
    for start, sentence in _BEGINNINGS:
        if raw.startswith(start):
            return sentence
    if raw.startswith(b"PK"):
        office = (sentence for mark, sentence in _OFFICE if mark in raw)
        return next(office, f"it is a document of an office program; {_TEXT}.")
    if beginning(raw).lstrip().casefold().startswith(_PAGES):
        return f"it is a web page, which mltrack reads as a job posting only. {_LINKEDIN}"
    return ""


def told_of_text(document: Document) -> str:
    """A sentence on text that is in no format: broken JSON, a list without a header; empty where nothing is known."""
    if document.is_folder:
        return ""
    ((name, raw),) = document.files.items()
    text = beginning(raw)
    if text.lstrip()[:1] in {"{", "["} or (name.casefold().endswith(".json") and text):
        try:
            strict_json(raw.removeprefix(b"\xef\xbb\xbf"))
        except NotJson as error:
            return f"it is not valid JSON, line {error.line}."
        except ValueError as error:
            return f"{error}."
        return "it is JSON, but no JSON Resume, no badge and no export of mltrack."
    if name.casefold().endswith((".csv", ".tsv", ".txt", ".md")) and text.strip():
        return (
            f"it is no list that mltrack reads: name the columns in the first row, such as {EXAMPLE}, "
            f"or write one name a line. Understood are {UNDERSTOOD}."
        )
    return ""
