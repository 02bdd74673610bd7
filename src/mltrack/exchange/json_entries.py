"""JSON of other programs: read strictly, then asked for words and days whatever stands where they should be.

Every word that comes out is safe to show and has a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from mltrack.core.documents import MAX_TEXT, Document
from mltrack.core.stated_dates import StatedDay, stated_day
from mltrack.core.strict_json import Fields, Json, NotJson, strict_json
from mltrack.core.text import plain

MAX_JSON: Final = 8 * 1024 * 1024
"""Bytes of JSON that are read."""
MAX_PARTS: Final = 200_000
"""Objects and lists in it. They take thirty times their bytes in memory, so megabytes of empty ones are an attack."""
MAX_CLAIMS: Final = 2_000
"""Claims that are made of one document."""
MAX_NAME: Final = 300
"""Characters of a name; a description may have `MAX_TEXT`."""
_BEGINNING: Final = 64 * 1024
_MARK: Final = b"\xef\xbb\xbf"
"""What some programs put before UTF-8."""


def json_of(document: Document, raw: bytes, place: str = "") -> Json:
    """The JSON in `raw`, which is the document or a part of it. Raises ImportFault."""
    if len(raw) > MAX_JSON:
        raise document.fault(f"it has more than {MAX_JSON:,} bytes of JSON.", place)
    if raw.count(b"{") + raw.count(b"[") > MAX_PARTS:
        raise document.fault(f"it has more than {MAX_PARTS:,} objects and lists.", place)
    try:
        return strict_json(raw.removeprefix(_MARK))
    except NotJson as error:
        raise document.fault(f"it is not valid JSON, line {error.line}.", place) from error
    except ValueError as error:
        raise document.fault(f"{error}.", place) from error


def is_one_object(document: Document, looks_like_one: re.Pattern[bytes]) -> bool:
    """True for one file that begins as a JSON object does, and soon has what `looks_like_one` of its kind."""
    if len(document.files) != 1:
        return False
    beginning = document.only[:_BEGINNING]
    is_object = beginning[:1_000].removeprefix(_MARK).lstrip().startswith(b"{")
    return is_object and looks_like_one.search(beginning) is not None


def one_line(value: Json, longest: int = MAX_NAME) -> str:
    """A text or a number as words on one line; empty for all else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(plain(str(value)[: 2 * longest]).split())[:longest].rstrip()


class Entry(NamedTuple):
    """An object of a document, and the place where it stands there."""

    fields: Fields
    place: str

    def word(self, *keys: str) -> str:
        """The first of `keys` that has words, on one line."""
        return next(filter(None, (one_line(self.fields.get(key)) for key in keys)), "")

    def link(self, *keys: str) -> str:
        """The first of `keys` that has a web address."""
        found = (one_line(self.fields.get(key), MAX_TEXT) for key in keys)
        return next((one for one in found if one.casefold().startswith(("https://", "http://"))), "")

    def words(self, key: str) -> Sequence[str]:
        """The texts of a list, or the one that stands in place of it."""
        value = self.fields.get(key)
        listed = value if isinstance(value, list) else [value]
        return [found for one in listed[:MAX_CLAIMS] if (found := one_line(one))]

    def text(self, *keys: str) -> str:
        """What stands under `keys`, joined on one line, up to `MAX_TEXT` characters."""
        said: list[str] = []
        room = MAX_TEXT
        for key in keys:
            value = self.fields.get(key)
            for one in value[:MAX_CLAIMS] if isinstance(value, list) else [value]:
                if room > 0 and (found := one_line(one, room)):
                    said.append(found)
                    room -= len(found) + 1
        return " ".join(said)

    def day(self, *keys: str) -> StatedDay | None:
        """The first of `keys` that has a day."""
        return next((day for key in keys if (day := stated_day(self.word(key)))), None)

    def entry(self, key: str) -> Entry | None:
        """The object under `key`."""
        value = self.fields.get(key)
        return Entry(value, f"{self.place}.{key}".lstrip(".")) if isinstance(value, dict) else None

    def entries(self, key: str) -> Iterator[Entry]:
        """The objects of a list, or the one that stands in place of it."""
        if one := self.entry(key):
            yield one
        value = self.fields.get(key)
        if isinstance(value, list):
            for number, each in enumerate(value):
                if isinstance(each, dict):
                    yield Entry(each, f"{self.place}.{key}[{number}]".lstrip("."))
