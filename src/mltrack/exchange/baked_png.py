"""The text that is baked into a PNG: an Open Badge, in a text chunk of its own.

Chunks and their checksums are those of the PNG specification (third edition, "Chunk layout" and
"iTXt"); the keywords are those of Open Badges 2.0 and 3.0. Pixels are passed over.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS: Final = 50_000
"""Chunks that are looked at: a picture of the largest size that is read has a tenth of them."""
_KEYWORDS: Final = frozenset({b"openbadges", b"openbadgecredential"})
_FRAME: Final = 12
"""Bytes of a chunk besides its data: length, type and checksum."""


def baked_in_png(raw: bytes, longest: int) -> str:
    """The text of the badge, of up to `longest` bytes. Raises ValueError with the reason where there is none."""
    for kind, data in _chunks(raw):
        keyword = data[:100].partition(b"\0")[0]
        if keyword in _KEYWORDS:
            after = data[len(keyword) + 1 :]
            return _text(_international(after, longest) if kind == b"iTXt" else after, longest)
    raise ValueError("no badge is baked into this picture, and mltrack reads nothing else of one")


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind and the content of its chunks of text."""
    at = len(SIGNATURE)
    for _ in range(MAX_CHUNKS):
        if len(raw) - at < _FRAME:
            raise ValueError("the picture ends too early")
        size, kind = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        end = at + _FRAME + size
        if end > len(raw):
            raise ValueError("the picture ends too early")
        if kind == b"IEND":
            return
        if kind in {b"iTXt", b"tEXt"}:
            body = raw[at + 4 : end - 4]
            if zlib.crc32(body) != int.from_bytes(raw[end - 4 : end], "big"):
                raise ValueError("the picture is damaged: a checksum in it does not fit")
            yield kind, body[4:]
        at = end
    raise ValueError(f"the picture has more than {MAX_CHUNKS:,} parts")


def _international(data: bytes, longest: int) -> bytes:
    """What stands behind the keyword of an iTXt chunk: two flags, a language, a translated keyword, the text."""
    is_compressed, method = data[:1], data[1:2]
    parts = data[2:].split(b"\0", 2)
    if len(parts) != 3:
        raise ValueError("the badge in the picture is cut short")
    if is_compressed == b"\0":
        return parts[2]
    if is_compressed != b"\1" or method != b"\0":
        raise ValueError("the badge in the picture is compressed in a way that is not known")
    inflating = zlib.decompressobj()
    try:
        text = inflating.decompress(parts[2], longest + 1)
    except zlib.error as error:
        raise ValueError("the badge in the picture is damaged") from error
    if not inflating.eof and len(text) <= longest:
        raise ValueError("the badge in the picture is cut short")
    return text


def _text(data: bytes, longest: int) -> str:
    if len(data) > longest:
        raise ValueError(f"the badge in the picture has more than {longest:,} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:  # tEXt is Latin-1 by its specification, whatever bakers wrote
        return data.decode("latin-1")
