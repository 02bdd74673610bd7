"""Paths as people give them: typed, completed with a key, or dragged into the terminal from a window of files."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

_MOST = 2_000
"""Names of a folder that are looked at to complete one."""


def meant(typed: str) -> Path:
    """The path that is meant: of the ways to read what was typed, the first that leads to something.

    Terminals drop a file as a quoted path, as one with backslashes, or as a file:// address.
    """
    ways = ways_to_read(typed)
    return next((path for path in map(Path, ways) if os.path.lexists(path)), Path(ways[0]))


def ways_to_read(typed: str) -> Sequence[str]:
    """The paths that may be meant, the likeliest first; ~ is the person's home folder."""
    text = typed.strip()
    if text.startswith("file:"):
        with suppress(ValueError):
            return (unquote(urlsplit(text).path) or text,)
    ways = [text]
    if any(sign in text for sign in "'\"\\"):
        with suppress(ValueError):  # a quotation mark without its other half is a letter
            parts = shlex.split(text)
            ways += parts if len(parts) == 1 else []
    return [os.path.expanduser(way) for way in ways]  # noqa: PTH111 - for the ~ of nobody, this raises nothing


def completed(typed: str) -> str:
    """What was typed, gone on with as far as all names in the folder agree; the same where none fits."""
    folder, _, begun = typed.rpartition(os.sep)
    where = folder + os.sep if folder or typed.startswith(os.sep) else os.curdir
    names: list[str] = []
    with suppress(OSError, ValueError), os.scandir(os.path.expanduser(where)) as entries:  # noqa: PTH111
        for _, entry in zip(range(_MOST), entries, strict=False):
            if entry.name.startswith(begun) and (begun or not entry.name.startswith(".")) and entry.name.isprintable():
                names.append(entry.name + (os.sep if entry.is_dir() else ""))
    first, last = (min(names), max(names)) if names else (begun, begun)
    alike = next((place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), None)
    return typed[: len(typed) - len(begun)] + (first[:alike] if alike is not None else min(first, last, key=len))
