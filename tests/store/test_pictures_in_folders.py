"""Of the pictures in a folder or an archive, those that have a badge baked into them are taken in."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from mltrack.errors import ImportFault
from mltrack.store.foreign_files import MAX_BYTES, open_document

BADGE = b"\x89PNG\r\n\x1a\n iTXt openbadges"
FILES = {
    "a.PNG": BADGE,
    "b.svg": b"<svg xmlns:openbadges='http://openbadges.org'/>",
    "portrait.png": b"\x89PNG\r\n\x1a\n",
    "large.png": BADGE + bytes(3 * 1024 * 1024),
    "c.json": b"{}",
    "d.exe": BADGE,
}


def archive(folder: Path, files: dict[str, bytes]) -> Path:
    path = folder / "files.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as one:
        for name, content in files.items():
            one.writestr(name, content)
    return path


def test_pictures_without_a_badge_and_large_ones_are_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    for path in (folder, archive(tmp_path, FILES)):
        assert set(open_document(path).files) == {"a.PNG", "b.svg", "c.json"}


def test_pictures_take_no_room_from_what_is_read(tmp_path: Path) -> None:
    portraits = {f"{one}.png": bytes(2 * 1024 * 1024) for one in range(MAX_BYTES // (2 * 1024 * 1024) + 1)}
    assert set(open_document(archive(tmp_path, {**portraits, "c.json": b"{}"})).files) == {"c.json"}


def test_a_folder_of_pictures_alone_has_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "portrait.png").write_bytes(FILES["portrait.png"])
    with pytest.raises(ImportFault, match=r"holds no file that can be read"):
        open_document(tmp_path)


def test_a_file_of_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with (tmp_path / "messages.csv").open("wb") as large:
        large.truncate(65 * 1024 * 1024)
    with pytest.raises(
        ImportFault, match=r", messages\.csv: a file in it may have 8,388,608 bytes, and all are larger"
    ):
        open_document(tmp_path)
