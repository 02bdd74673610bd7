"""Which catalog a person was last shown, so that a change of it can be told once.

It is kept as an outline, which outlives versions of mltrack, with that of the catalog before it. It
lies in the cache: losing it loses that one notice, and nothing else.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mltrack.core.catalog import Catalog
from mltrack.core.records import dataclass
from mltrack.errors import StoreError
from mltrack.store.whole_file import make_folder, read_file, replace_file

if TYPE_CHECKING:
    from mltrack.core.outline import Outline

_NAME: Final = "seen-catalog.json"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person has been shown."""

    last: Outline
    before: Outline | None
    """The catalog before that one, where another one was shown."""
    is_this: bool
    """True where the last one is the catalog that was asked about."""


def seen(catalog: Catalog, cache: Path) -> Seen | None:
    """What was last shown; None where that is not known."""
    from mltrack.store.outlines import outline_of

    raw = _raw(cache)
    if raw is None:
        return None
    try:
        match json.loads(raw):
            case {"last": dict(last), "before": before}:
                earlier = outline_of(before) if isinstance(before, dict) else None
                return Seen(outline_of(last), earlier, raw.startswith(_head(catalog)))
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        pass
    return None


def is_seen(catalog: Catalog, cache: Path) -> bool:
    """True where this very catalog was last shown, or where it cannot be told from others; it is quickly found out."""
    if not catalog.digest:
        return True
    head = _head(catalog)
    return _raw(cache, len(head)) == head


def remember(catalog: Catalog, cache: Path) -> None:
    """Keep that this catalog was shown, where that can be done; a first look at mltrack leaves no trace.

    What is left out of it for a fault stays as it was last shown.
    """
    if not catalog.digest or not cache.parent.is_dir():
        return
    from mltrack.core.outline import as_if_sound, outline
    from mltrack.store.outlines import outline_fields

    known, last = seen(catalog, cache), outline(catalog)
    if known is not None:
        last = as_if_sound(last, catalog, known.last)
    before = None
    if known is not None:
        before = known.last if known.last != last else known.before
    written = {"last": outline_fields(last), "before": outline_fields(before) if before else None}
    raw = _head(catalog) + json.dumps(written, separators=(",", ":")).encode()[1:]
    with suppress(OSError, RecursionError, StoreError):
        make_folder(cache)
        path = cache / _NAME
        replace_file(path, raw, temp=path.with_suffix(f".{os.getpid()}.new"))


def _raw(cache: Path, most: int = -1) -> bytes | None:
    with suppress(OSError, ValueError):
        found = read_file(cache / _NAME, most)
        return None if found is None else found[0]
    return None


def _head(catalog: Catalog) -> bytes:
    return f'{{"of":"{catalog.digest}",'.encode()
