"""`import posting`: listed with its words, and a role of one's own only once it is asked for."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, everything_in

POSTING = """Data clerk at Example Labs

Requirements
\u2022 Strong Python
\u2022 SQL or Scala
\u2022 A calm voice

Nice to have
\u2022 A master's degree in computing

Benefits
\u2022 We pay for your certification
"""


@pytest.fixture
def posting(tmp_path: Path) -> Path:
    path = tmp_path / "posting.txt"
    path.write_bytes(POSTING.replace("\n", "\r\n").encode())
    return path


@pytest.fixture
def own(home: Path) -> Path:
    return home / "config" / "catalog"


def test_it_lists_what_is_asked_for_and_writes_nothing(run: Run, posting: Path, home: Path) -> None:
    assert run("tick", "sql").status == 0
    before = everything_in(home)
    result = run("import", "posting", str(posting))
    assert (result.status, result.err) == (0, "")
    assert "Data clerk, Example Labs" in result.text
    assert '1 [ ] Python (proficient) "Strong Python", under "Requirements"' in result.text
    assert "2 [x] SQL (working)" in result.text
    assert "- A calm voice" in result.text
    assert "You meet 1 of 2 required; missing: Python (proficient)." in result.text
    assert f"mltrack import posting {posting} --save" in result.text
    assert everything_in(home) == before


def test_saved_it_is_a_role_that_passes_the_check(run: Run, posting: Path, own: Path) -> None:
    result = run("import", "posting", str(posting), "--save", "--url", "https://example.org/job", "--without", "3")
    assert (result.status, result.err) == (0, "")
    assert f"Wrote {own / 'data-clerk.toml'}" in result.out
    assert {path.name for path in own.iterdir()} == {"data-clerk.toml", "schema.json"}
    checked = run("catalog", "check")
    assert (checked.status, checked.err) == (0, "")
    assert "Faults: none" in checked.out
    role = run("role", "data-clerk", "--json").json()
    assert isinstance(role, dict)
    assert [one["label"] for one in role["requirements"]] == ["Python", "SQL"]
    assert role["sources"]["data-clerk-posting"]["url"] == "https://example.org/job"
    assert run("plan", "data-clerk").status == 0
    assert run("target", "data-clerk").status == 0


def test_a_second_one_takes_another_id_and_overwrites_nothing(run: Run, posting: Path, own: Path) -> None:
    run("import", "posting", str(posting), "--save")
    first = (own / "data-clerk.toml").read_bytes()
    assert "data-clerk-2.toml" in run("import", "posting", str(posting), "--save").out
    assert run("import", "posting", str(posting), "--save", "--title", "Analyst").status == 0
    assert (own / "data-clerk.toml").read_bytes() == first
    assert (own / "analyst-2.toml").is_file(), "the catalog has an analyst"
    assert run("catalog", "check").status == 0


def test_json_has_the_words_and_where_it_was_saved(run: Run, posting: Path, own: Path) -> None:
    told = run("import", "posting", str(posting), "--json", "--save", "--company", "Others").json()
    assert isinstance(told, dict)
    assert (told["title"], told["company"], told["level"]) == ("Data clerk", "Others", "none stated")
    assert told["saved"] == {"id": "data-clerk", "file": str(own / "data-clerk.toml")}
    first = told["lines"][0]
    assert (first["number"], first["strength"], first["level"]) == (1, "required", "proficient")
    assert first["needs"]["has"] == "python"
    assert first["words"] == [{"text": "Strong Python", "heading": "Requirements", "name": "Python"}]
    assert told["required"] == {"met": 0, "waived": 0, "total": 2}


def test_stdin_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(POSTING.encode())))
    assert "Python (proficient)" in run("import", "posting", "-").text


REFUSED = {
    "nothing": (b"", "is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "it is not text"),
    "an archive": (b"PK\x03\x04 damaged", "damaged archive"),
    "no words": (b"-- 1 2 3 --", "there are no words in it"),
    "too much": (b"Python " * 150_000, "larger than 1,000,000 bytes"),
}


@pytest.mark.parametrize(("raw", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_posting_is_refused_in_a_sentence(run: Run, tmp_path: Path, raw: bytes, sentence: str) -> None:
    (tmp_path / "it.txt").write_bytes(raw)
    result = run("import", "posting", str(tmp_path / "it.txt"), "--save")
    assert (result.status, result.out) == (1, "")
    assert sentence in result.err
    assert len(result.err.strip().split("\n")) == 1


BAD = {
    "a number that is none": (("--without", "9"), "'9' is not a number from 1 to 3"),
    "a link that is none": (("--url", "http://example.org"), "A link is an https address"),
    "an empty title": (("--title", " "), "A title must not be empty."),
    "all left out": (("--without", "1-3", "--save"), "Nothing that the posting asks for was found"),
}


@pytest.mark.parametrize(("options", "sentence"), BAD.values(), ids=BAD)
def test_what_cannot_be_is_refused_and_writes_nothing(
    run: Run, posting: Path, own: Path, options: tuple[str, ...], sentence: str
) -> None:
    result = run("import", "posting", str(posting), *options)
    assert result.status == 1
    assert sentence in result.err
    assert not own.exists()


def test_without_a_title_one_is_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "it.txt").write_text("Requirements\n- Python\n")
    assert "--title TEXT --save" in run("import", "posting", str(tmp_path / "it.txt")).text
    refused = run("import", "posting", str(tmp_path / "it.txt"), "--save")
    assert (refused.status, refused.out) == (1, "")
    assert "give the role a title" in refused.err
