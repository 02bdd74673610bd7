"""Which files make up a catalog, and what they hold as bytes: all that is known of them before they are understood."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mltrack.core.text import plain
from mltrack.errors import Fault, reason_of

if TYPE_CHECKING:
    from zipfile import ZipFile

MAX_BYTES: Final = 1_000_000
MAX_FILES: Final = 200
_PACKED: Final = "mltrack/_catalog/"
"""Where a wheel has the catalog."""
_DEFLATED: Final = {0, 8}
"""How files in a wheel are packed: not at all, or deflated. Other ways have faults of their own."""
_MISNAMED: Final = r"(?is)[^.].*(?:\.toml\.[^.]+|\.tml|\.toml)"
"""A name that its author could take for that of a catalog file."""
_SHOWN: Final = 200
"""Characters of a path that a fault repeats."""


def catalog_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the catalog in use: `MLTRACK_CATALOG` where it is set, else the one mltrack ships."""
    chosen = environ.get("MLTRACK_CATALOG")
    return Path(chosen) if chosen else bundled_folder()


def bundled_folder() -> Path:
    """The folder of the catalog that mltrack ships: inside the wheel, or the checkout's `catalog/`."""
    packaged = Path(__file__).parents[1] / "_catalog"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "catalog"


def is_there(folder: Path) -> bool:
    """True unless there is certainly nothing: what cannot be looked at is a fault that is told when it is read."""
    try:
        folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


class Digest:
    """Tells two states of a folder's catalog files apart, whatever their times say."""

    def __init__(self, folder: Path) -> None:
        self._folder: Final = folder
        self._sha: Final = hashlib.sha256()

    def add(self, path: Path, content: bytes) -> None:
        """Take one file in; the order counts."""
        name = os.fsencode(path.relative_to(self._folder).as_posix())
        self._sha.update(b"%d %b %d " % (len(name), name, len(content)))
        self._sha.update(content)

    @property
    def hex(self) -> str:
        """The digest of the files so far, as 64 hexadecimal digits."""
        return self._sha.hexdigest()


EMPTY: Final = hashlib.sha256().hexdigest()
"""The digest of a folder without catalog files."""


def digest_together(*digests: str) -> str:
    """One digest of several; empty where one of them is."""
    return hashlib.sha256(" ".join(digests).encode()).hexdigest() if all(digests) else ""


def digest_of(folder: Path) -> str:
    """The digest of all catalog files below `folder`; empty where they cannot be used as they are."""
    faults: list[Fault] = []
    digest = Digest(folder)
    try:
        for path in toml_files(folder, faults):
            digest.add(path, read_bytes(path))
    except (OSError, ValueError):
        return ""
    return "" if faults else digest.hex


def toml_files(folder: Path, faults: list[Fault]) -> Sequence[Path]:
    """Every `*.toml` below `folder` but hidden ones, in path order; `faults` gets what keeps them from being used."""
    try:
        if not folder.is_dir():
            faults.append(Fault(plain(str(folder)), "", "there is no catalog folder here"))
            return ()
        home = folder.resolve()
    except OSError as error:
        faults.append(Fault(plain(str(folder))[:_SHOWN], "", reason_of(error)))
        return ()
    paths: list[Path] = []
    for parent, folders, names in os.walk(
        folder, onerror=lambda error: faults.append(Fault(plain(str(error.filename)), "", reason_of(error)))
    ):
        # What begins with a dot is not the author's: locks of an editor, what a file manager keeps.
        folders[:] = [name for name in folders if not name.startswith(".")]
        named = [name for name in (*names, *folders) if name.endswith(".toml") and not name.startswith(".")]
        paths.extend(Path(parent, name) for name in named)
    if len(paths) > MAX_FILES:
        faults.append(Fault(plain(str(folder)), "", f"more than {MAX_FILES} catalog files ({len(paths)})"))
        return ()
    return [path for path in sorted(paths) if _stays_inside(path, home, faults)]


def misnamed_files(folder: Path) -> Sequence[Path]:
    """Files below `folder` that are not read, though their names say that they are meant to be: `mine.toml.txt`."""
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(
            Path(parent, name) for name in names if re.fullmatch(_MISNAMED, name) and not name.endswith(".toml")
        )
    return sorted(found)


def _stays_inside(path: Path, home: Path, faults: list[Fault]) -> bool:
    try:
        inside = not path.is_symlink() or not path.exists() or path.resolve().is_relative_to(home)
    except OSError as error:
        faults.append(Fault(plain(str(path)), "", reason_of(error)))
        return False
    if not inside:
        faults.append(Fault(plain(str(path)), "", "a link that leads out of the catalog folder"))
    return inside


def read_bytes(path: Path) -> bytes:
    """All of a regular file of up to MAX_BYTES; raises OSError, and ValueError for what is not one."""
    # A FIFO would block in open() and a device has no end: open without waiting, then look.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            raise ValueError("not a regular file")
        with open(descriptor, "rb", closefd=False) as stream:
            content = stream.read(MAX_BYTES + 1)
    finally:
        os.close(descriptor)
    if len(content) > MAX_BYTES:
        raise ValueError(f"larger than {MAX_BYTES:,} bytes")
    return content


def files_in_wheel(path: Path) -> Sequence[tuple[str, bytes]]:
    """Name and bytes of every catalog file in a wheel of mltrack; raises OSError, ValueError for what is not one."""
    import io
    import struct
    import zlib
    from zipfile import BadZipFile, ZipFile

    from mltrack.store.whole_file import read_file

    raw = read_file(path)  # never waits for a pipe, as zipfile would
    if raw is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    try:
        with ZipFile(io.BytesIO(raw[0])) as wheel:
            names = sorted(name for name in wheel.namelist() if name.startswith(_PACKED) and name.endswith(".toml"))
            if not names:
                raise ValueError("it holds no catalog")
            if len(names) > MAX_FILES:
                raise ValueError(f"it holds more than {MAX_FILES} catalog files ({len(names)})")
            return [(f"{plain(str(path))}: {plain(name)}", _read_member(wheel, name)) for name in names]
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, struct.error, zlib.error) as error:
        raise ValueError(f"it is not a wheel that can be read ({error})") from error


def _read_member(wheel: ZipFile, name: str) -> bytes:
    if wheel.getinfo(name).compress_type not in _DEFLATED:
        raise ValueError(f"{name} is packed in a way that no wheel is")
    with wheel.open(name) as stream:
        content = stream.read(MAX_BYTES + 1)  # whatever size it claims to have
    if len(content) > MAX_BYTES:
        raise ValueError(f"{name} is larger than {MAX_BYTES:,} bytes")
    return content
