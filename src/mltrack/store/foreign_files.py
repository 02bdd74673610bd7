"""Files of other programs, opened for reading: a file, a folder or an archive, whole and with limits."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from mltrack.core.documents import Document
from mltrack.core.text import plain
from mltrack.errors import ImportFault, reason_of
from mltrack.store.whole_file import read_file

MAX_BYTES: Final = 32 * 1024 * 1024
"""Bytes of one document that are read, of all its files together: many times what a résumé or an export of text has."""
MAX_FILE: Final = 8 * 1024 * 1024
"""Bytes of one file of a folder or an archive; a larger one, such as all of somebody's messages, is passed over."""
MAX_FILES: Final = 500
"""Files of a folder or an archive that are looked at."""
READ: Final = frozenset({".csv", ".json", ".txt", ".md"})
"""Ends of the names of files in a folder or an archive that are read; all else is passed over, but for `_PICTURES`."""
_PICTURES: Final = frozenset({".png", ".svg"})
"""Those of pictures, which are read where a badge is baked into them."""
_MAX_PICTURE: Final = 2 * 1024 * 1024
_BAKED: Final = b"openbadge"
"""What stands in the clear in every picture with a badge."""
_ZIP: Final = b"PK\x03\x04"
_PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How files in an archive may be packed: the other ways have faults of their own, and nobody uses them."""
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, OSError, ValueError)
"""What zipfile raises for bytes that are no sound archive: it looks at few of them before it takes them for granted."""


def open_document(path: Path) -> Document:
    """What lies at `path`, in memory; raises ImportFault with one sentence. Nothing is written or unpacked."""
    name = plain(str(path))
    try:
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
            return _folder(path, name)
    except OSError as error:
        raise ImportFault(f"{name} could not be read: {reason_of(error)}.") from error
    content = _content(path)
    if content is None:
        raise ImportFault(f"There is no file {name}.")
    return document_of(content, name, path.name)


def _content(path: Path) -> bytes | None:
    """What a single file holds; None where there is none."""
    try:
        found = read_file(path)
    except OSError as error:
        raise ImportFault(f"{plain(str(path))} could not be read: {reason_of(error)}.") from error
    except ValueError as error:  # not a regular file, too large, a name with a NUL
        raise ImportFault(f"{plain(str(path))} cannot be read: {plain(str(error))}.") from error
    return None if found is None else found[0]


def document_of(raw: bytes, name: str, last_name: str = "") -> Document:
    """Bytes as a document called `name`; an archive is looked into. Raises ImportFault."""
    if len(raw) > MAX_BYTES:
        raise ImportFault(f"{name} is larger than {MAX_BYTES:,} bytes.")
    if not raw.strip():
        raise ImportFault(f"{name} is empty.")
    if raw.startswith(_ZIP):
        return _archive(raw, name)
    return Document(name, {plain(last_name or name): raw})


def _folder(path: Path, name: str) -> Document:
    files: dict[str, bytes] = {}
    passed_over: list[str] = []
    room = MAX_BYTES
    for one in _files_below(path):
        if one.stat().st_size > MAX_FILE:
            passed_over.append(plain(one.relative_to(path).as_posix()))
            continue
        content = _content(one)
        if content is not None and _is_wanted(one.suffix, content):
            room -= len(content)
            if room < 0:
                raise ImportFault(f"{name} holds more than {MAX_BYTES:,} bytes of text.")
            files[plain(one.relative_to(path).as_posix())] = content
    return _checked(Document(name, files, True, tuple(passed_over)))


def _files_below(path: Path) -> Iterator[Path]:
    """The files of a folder and of the folders right in it, without links that could lead anywhere."""
    seen = 0
    folders = [path, *sorted(one for one in path.iterdir() if one.is_dir() and not one.is_symlink())]
    for folder in folders:
        for one in sorted(folder.iterdir()):
            seen += 1
            if seen > MAX_FILES:
                raise ImportFault(f"{plain(str(path))} holds more than {MAX_FILES} files.")
            suffix = one.suffix.lower()
            if suffix not in READ | _PICTURES or one.is_symlink() or not one.is_file():
                continue
            if suffix in READ or one.stat().st_size <= _MAX_PICTURE:
                yield one


def _is_wanted(suffix: str, content: bytes) -> bool:
    return suffix.lower() in READ or (len(content) <= _MAX_PICTURE and _BAKED in content)


def _archive(raw: bytes, name: str) -> Document:
    files: dict[str, bytes] = {}
    passed_over: list[str] = []
    room = MAX_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if len(members) > MAX_FILES:
                raise ImportFault(f"{name} holds more than {MAX_FILES} files.")
            for one in members:
                suffix = PurePosixPath(one.filename).suffix.lower()
                if one.is_dir() or suffix not in READ | _PICTURES:
                    continue
                if one.compress_type not in _PACKED:
                    raise NotImplementedError("it is packed in another way than archives usually are")
                if one.file_size > MAX_FILE:
                    passed_over.append(plain(one.filename))
                    continue
                with archive.open(one) as stream:
                    content = stream.read(room + 1 if suffix in READ else _MAX_PICTURE + 1)
                if not _is_wanted(suffix, content):
                    continue
                room -= len(content)
                if room < 0:  # whatever its table of contents says of its size
                    raise ImportFault(f"{name} holds more than {MAX_BYTES:,} bytes of text.")
                files[plain(one.filename)] = content
    except _DAMAGED as error:
        raise ImportFault(f"{name} is a damaged archive: {plain(str(error)) or 'it ends too early'}.") from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise ImportFault(f"{name} is an archive with a password; unpack it and name the folder.") from error
    return _checked(Document(name, files, True, tuple(passed_over)))


def _checked(document: Document) -> Document:
    if not document.files and document.passed_over:
        raise document.fault(f"a file in it may have {MAX_FILE:,} bytes, and all are larger.", document.passed_over[0])
    if not document.files:
        raise ImportFault(f"{document.name} holds no file that can be read ({', '.join(sorted(READ))}).")
    return document
