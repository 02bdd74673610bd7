"""Bytes of other programs as text, whichever of the usual encodings they are in."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from mltrack.core.documents import Document
from mltrack.core.records import dataclass

MAX_BYTES: Final = 8_000_000
"""Bytes of lists that are read of one document: a hundred times what people have."""
HEAD: Final = 64 * 1024
"""Bytes at the beginning of a file by which its format is told."""
_SAMPLE: Final = 512


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and what is to be said of how it was read."""

    text: str
    remark: str = ""
    """A sentence with the place, or empty where there is nothing to say."""


def decoded(document: Document, raw: bytes, place: str = "") -> Decoded:
    """The text of `raw`, in UTF-8, UTF-16 or else Windows-1252. Raises ImportFault where it is none, or too long."""
    if len(raw) > MAX_BYTES:
        raise document.fault(f"it is longer than {MAX_BYTES:,} bytes.", place)
    found = _decoded(raw)
    if "\0" in found.text:
        raise document.fault("it is no text.", place)
    remark = f"{place}: {found.remark}" if place else found.remark[:1].upper() + found.remark[1:]
    return Decoded(found.text, remark if found.remark else "")


def beginning(raw: bytes) -> str:
    """The text at the beginning of a file, to tell its format by; empty where it is no text. Never fails."""
    head = raw[:HEAD]
    text = _decoded(head).text
    if len(raw) > HEAD:  # the last line is cut, and perhaps its last character
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
    return "" if "\0" in text else text


def _decoded(raw: bytes) -> Decoded:
    if wide := _wide_encoding(raw):
        return Decoded(raw.decode(wide, "replace").removeprefix("\ufeff"))
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    with suppress(UnicodeDecodeError):
        return Decoded(raw.decode("utf-8"))
    text = raw.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if sum(not char.isascii() for char in text) >= 2 * lost:  # as many were read as were lost
        return Decoded(text, "some characters are not in UTF-8 and could not be read.")
    text = raw.decode("cp1252", "replace")
    return Decoded(text, "it is not in UTF-8; it was read as Windows-1252, so look at letters with accents.")


def _wide_encoding(raw: bytes) -> str:
    if raw.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if raw.startswith(b"\xfe\xff"):
        return "utf-16-be"
    sample = raw[:_SAMPLE]
    halves = (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2]))
    for encoding, high, low in halves:
        if len(sample) > 3 and high.count(0) > len(high) // 2 and not low.count(0):
            return encoding
    return ""
