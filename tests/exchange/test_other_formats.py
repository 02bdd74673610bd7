"""What is no format that mltrack reads: a sentence on what it is and what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from mltrack.core.documents import Document
from mltrack.errors import ImportFault
from mltrack.exchange.reading import FORMATS, read
from mltrack.store.foreign_files import document_of


def office(*files: str) -> bytes:
    """An archive as office programs write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in files:
            archive.writestr(name, "<x/>" if name != "mimetype" else "application/vnd.oasis.opendocument.text")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "it is a PDF, which mltrack does not read; save what you have as plain text"),
        (b"%PDF-1.7\n%\xe2\xe3", "ask for your data export (a zip) in its settings, not for the profile as a file."),
        (office("[Content_Types].xml", "xl/workbook.xml", "x/y.csv"), "it is a spreadsheet; save the sheet as CSV"),
        (office("xl/workbook.xml"), "it is a spreadsheet; save the sheet as CSV"),
        (office("[Content_Types].xml", "word/document.xml"), "it is a text document; save what you have as plain"),
        (office("[Content_Types].xml", "ppt/slides.xml"), "it is a document of an office program; save what"),
        (office("mimetype", "content.xml"), "it is a text document; save what"),
        (b"{\\rtf1\\ansi x}", "it is a text document; save what"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is a document of an older office program; save"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "it is a picture; of pictures, mltrack reads the badges that are baked"),
        (b"\n<!DOCTYPE html><html>", "it is a web page, which mltrack reads as a job posting only. From LinkedIn, ask"),
        (b"\x1f\x8b\x08", "it is packed with gzip; unpack it first."),
    ],
)
@pytest.mark.parametrize("format_name", ["", "csv"])
def test_what_is_surely_not_read_is_told_apart(content: bytes, said: str, format_name: str) -> None:
    with pytest.raises(ImportFault) as raised:
        read(document_of(content, "it", "it.zip"), format_name)
    assert str(raised.value).startswith("it: ")
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("resume.json", '{"basics": {"name": ', "it is not valid JSON, line 1."),
        ("badge.json", '{\n "credentialSubject": [,]}', "it is not valid JSON, line 2."),
        ("data.json", "{\n\n 'a': 1}", "it is not valid JSON, line 3."),
        ("data.json", "hello", "it is not valid JSON, line 1."),
        ("data", "[1, 2", "it is not valid JSON, line 1."),
        ("data.json", '{"a": 1, "a": 2}', "a key stands twice in one object."),
        ("data.json", '{"a": 1}', "it is JSON, but no JSON Resume, no badge and no export of mltrack."),
        (
            "mine.csv",
            "What I know,How well\nPython,good\n",
            "it is no list that mltrack reads: name the columns in",
        ),
        ("mine.csv", "What I know,How well\nPython,good\n", "such as Skill,Level,Date,Status, or write one name a"),
        ("a.txt", "hello world", "Understood are a name (Skill, Certificate, Course, Topic, Name or Title), Level,"),
        ("a.bin", "hello world", "this is no format that mltrack reads. Formats: linkedin, csv, tasks, credly,"),
    ],
)
def test_text_in_no_format_is_told_what_is_wrong_with_it(name: str, content: str, said: str) -> None:
    with pytest.raises(ImportFault) as raised:
        read(Document(name, {name: content.encode()}))
    assert str(raised.value).startswith(f"{name}: ")
    assert said in str(raised.value)


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_reader_says_the_same_of_a_pdf(format_name: str) -> None:
    with pytest.raises(ImportFault, match="it is a PDF"):
        read(Document("cv.pdf", {"cv.pdf": b"%PDF-1.4"}), format_name)
