"""A file that stays as it is and is read piece by piece: what is not asked for is not read."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final

from mltrack.store.whole_file import open_regular


class PiecedFile:
    """A regular file, open as long as somebody may ask for a piece of it.

    Under its name there may come to be another one: the pieces are still those of this one.
    """

    def __init__(self, path: Path) -> None:
        """Raises OSError, and ValueError for what is not a regular file."""
        descriptor, status = open_regular(path)
        self._file: Final = os.fdopen(descriptor, "rb", buffering=0)
        self._lock: Final = Lock()
        self.size: Final = status.st_size
        """Bytes that it had when it was opened."""

    def piece(self, start: int, end: int) -> bytes:
        """The bytes from `start` up to `end`, fewer where it has become shorter or cannot be read any more."""
        with self._lock, suppress(OSError):
            self._file.seek(start)
            return self._file.read(end - start)
        return b""

    def __del__(self) -> None:
        if file := getattr(self, "_file", None):
            file.close()
