"""Which format a document is, and what a folder of several says."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from mltrack.core.documents import Document
from mltrack.errors import ImportFault, InvalidInput
from mltrack.exchange.reading import read
from mltrack.store.foreign_files import MAX_FILE, open_document

SKILLS = b"Name\nPython\nSQL\n"
BADGE = json.dumps(
    {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "badge": {"type": "BadgeClass", "name": "KCNA", "issuer": {"name": "CNCF"}},
        "issuedOn": "2025-05-01",
    }
).encode()
RESUME = json.dumps({"basics": {}, "skills": [{"name": "Java"}]}).encode()
FILES = {
    "Skills.csv": SKILLS,
    "kcna.json": BADGE,
    "cv/resume.json": RESUME,
    "Profile.csv": b"Name\nSam\n",
    "a.md": b"- [x] R\n",
}


def names(document: Document) -> list[str]:
    return sorted(claim.name for claim in read(document).claims)


def zipped(folder: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(folder / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return folder / "export.zip"


def unpacked(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / "export" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "export"


@pytest.mark.parametrize("laid", [zipped, unpacked])
def test_all_that_can_be_read_in_a_folder_is_read(tmp_path: Path, laid: object) -> None:
    assert callable(laid)
    reading = read(open_document(laid(tmp_path, FILES)))
    assert sorted(claim.name for claim in reading.claims) == ["Java", "KCNA", "Python", "SQL"]
    assert reading.format == "LinkedIn data export and Open Badges and JSON Resume"
    assert {claim.place for claim in reading.claims if claim.name == "Java"} == {"cv/resume.json, skills[0]"}


@pytest.mark.parametrize("laid", [zipped, unpacked])
def test_what_is_too_large_in_it_is_passed_over_and_said(tmp_path: Path, laid: object) -> None:
    assert callable(laid)
    document = open_document(laid(tmp_path, {"Skills.csv": SKILLS, "messages.csv": b"x" * (MAX_FILE + 1)}))
    assert [*document.files] == ["Skills.csv"]
    assert read(document).remarks[-1] == "Too large to be looked at: messages.csv."


def test_a_fault_in_one_part_of_a_folder_leaves_the_others() -> None:
    broken = Document("folder", {"Skills.csv": SKILLS, "resume.json": b'{"basics": {}, "skills": ['}, is_folder=True)
    assert names(broken) == ["Python", "SQL"]
    (remark,) = [one for one in read(broken).remarks if "resume.json" in one]
    assert remark.startswith("folder, resume.json: ")


def test_lists_in_a_folder_are_not_guessed_at() -> None:
    with pytest.raises(ImportFault, match=r"folder: it holds no LinkedIn data export, badge or résumé"):
        read(Document("folder", {"a.md": b"- [x] R\n", "b.csv": b"id,title\nr,R\n"}, is_folder=True))


def test_a_format_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidInput, match=r"^There is no format 'docx'\. Formats: linkedin, "):
        read(Document("x", {"x": b"x"}), "docx")
