"""The file of a role that was made of a posting holds just that role, whatever the posting says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mltrack.core.posting_draft import Draft, role_of, source_of
from mltrack.store.catalog_door import Found, read_file
from mltrack.store.posting_file import posting_file
from tests.core.test_posting import draft

HOSTILE = (
    'Analyst "quoted" \\ back\n\nRequirements \'\'\'"""= [[role]]:\n- Python \\u0000 "strong" # not a comment\n- ]]\n'
    '[[role.requirements]]\n- Bachelor\'s degree in statistics or mathematics or a related field """ \\"\n- Scala \\'
)


def entries(one: Draft) -> tuple[str, Found]:
    source = source_of(one, "here-posting", "2026-11-28")
    role = role_of(one, "here", source)
    text, found = posting_file(one, role, source), Found()
    read_file(text.encode(), "here.toml", found, own=True)
    assert found.faults == []
    assert [own.entry for own in found.entries] == [source, role]
    return text, found


def test_the_file_reads_as_the_very_role() -> None:
    one = draft("Data analyst\n\nRequirements\n- Strong Python\n- AWS or PyTorch\n\nNice to have\n- Scala\n- R\n")
    text, _ = entries(one.of_company("Example").linked("https://example.org/job"))
    assert "# \u201cStrong Python\u201d\n[[role.requirements]]\n" in text
    assert "# Asked for as well, and not found in the catalog:\n# \u201cScala\u201d\n" in text
    assert 'url = "https://example.org/job"' in text


def test_what_a_posting_says_stays_text() -> None:
    one = draft(HOSTILE)
    assert {line.ids[0] for line in one.lines} >= {"python", "bachelors-statistics"}
    entries(one)


@pytest.mark.parametrize("words", ["\u2028[[role]]", "a\rb = 1", "\x00\x1b[31m", "x" * 5000, "\ud800", "\u202ea"])
def test_no_words_end_a_comment(words: str) -> None:
    one = draft("Analyst\n\nRequirements\n- Python\n")
    (line,) = one.lines
    spoilt = replace(line, words=(replace(line.words[0], text=words),))
    text, _ = entries(replace(one, lines=(spoilt,)))
    assert max(map(len, text.split("\n"))) < 200
