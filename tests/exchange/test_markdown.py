"""Text from data stays literal in Markdown, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mltrack.core.text import plain
from mltrack.exchange.markdown import escaped, linked, table
from mltrack.exchange.task_line import unescaped

READER = MarkdownIt("gfm-like")
MARKUP = st.sampled_from(
    [*"\\`*_{}[]()<>#+-.!|~&:=$@\"'/ \n\t", "1.", "2)", "www.", "https://", "a", "é", "&amp;", "x@y.zz"]
)
texts = st.lists(MARKUP | st.text(max_size=3), max_size=12).map("".join)


def words(text: str) -> str:
    return " ".join(plain(text).split())


def shown(markdown: str) -> tuple[list[str], str]:
    """The kinds of what a reader makes of it, and the text in it."""
    tokens = READER.parse(markdown)
    inside = [child for token in tokens for child in token.children or ()]
    return [token.type for token in [*tokens, *inside]], "".join(child.content for child in inside)


@given(texts)
def test_a_reader_sees_one_paragraph_of_the_very_text(text: str) -> None:
    if words(text):
        kinds, seen = shown(escaped(text))
        assert set(kinds) <= {"paragraph_open", "inline", "paragraph_close", "text", "text_special"}, escaped(text)
        assert seen == words(text)
    else:
        assert escaped(text) == ""


@given(texts)
def test_it_stays_literal_in_an_item_of_a_list(text: str) -> None:
    kinds, seen = shown(f"- {escaped('a')} {escaped(text)}".rstrip())
    assert kinds.count("list_item_open") == 1
    assert seen == f"a {words(text)}".rstrip()


@given(st.lists(st.tuples(texts, texts), max_size=3))
def test_cells_stay_literal_and_in_their_columns(rows: list[tuple[str, str]]) -> None:
    tokens = READER.parse("\n".join(table(["Role", "Pay | year"], rows)))
    cells = [
        token.content
        for token, before in zip(tokens[1:], tokens, strict=False)
        if before.type in {"th_open", "td_open"}
    ]
    seen = ["".join(child.content for child in READER.parseInline(cell)[0].children or ()) for cell in cells]
    assert seen == ["Role", "Pay | year", *(words(cell) for row in rows for cell in row)]
    assert {token.type for token in tokens[:1]} == {"table_open"}


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("SQL & friends", "SQL \\& friends"),
        ("$180,000-400,000 a year", "\\$180,000-400,000 a year"),
        ("1. read", "1\\. read"),
        ("- read", "\\- read"),
        ("7.0 h a week", "7.0 h a week"),
        ("1.", "1\\."),
        ("2)", "2\\)"),
        ("+34 % by 2034", "+34 % by 2034"),
        ("-5 %", "-5 %"),
        ("---", "\\---"),
        ("+", "\\+"),
        ("C++ (working), 40-80 h", "C++ (working), 40-80 h"),
        ("two\nlines\x1b[31m", "two lines\\[31m"),
        ("https://example.org/a_b", "https\\://example.org/a\\_b"),
        (":smile: and 10:30", "\\:smile: and 10:30"),
    ],
)
def test_only_what_could_be_markup_is_escaped(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("https://www.example.com", "<https://www.example.com>"),
        ("http://example.org/a_b*c*", "<http://example.org/a_b*c*>"),
        ("HTTPS://Example.org/Grüße", "<HTTPS://Example.org/Grüße>"),
        ("https://example.org/?a=1&b=2", "<https://example.org/?a=1&b=2>"),
        ("https://example.org:8080/x", "<https://example.org:8080/x>"),
        ("https://example.org/?a=1&copy;", "https\\://example.org/?a=1\\&copy;"),
        ("https://example.org/$a$", "https\\://example.org/\\$a\\$"),
        ("https://example.org/:smile:", "https\\://example.org/\\:smile:"),
        ("https://example.org/>x", "https\\://example.org/>x"),
        ("https://a@example.org", "https\\://a\\@example.org"),
        ("see https://example.org", "see https\\://example.org"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("data:text/html,x", "data:text/html,x"),
        ("<https://example.org>", "\\<https\\://example.org>"),
    ],
)
def test_only_what_may_be_opened_is_a_link(text: str, markdown: str) -> None:
    assert linked(text) == markdown
    kinds, seen = shown(linked(text))
    assert seen == text
    assert ("link_open" in kinds) == markdown.startswith("<")


@given(texts, st.sampled_from(["", "https://", "https://example.org/", "http://x.example:80/?"]))
def test_a_link_or_words_come_back(text: str, before: str) -> None:
    line = words(f"{before}{text}")
    assert unescaped(linked(line)) == line
    kinds, seen = shown(f"- a: {linked(line)}")
    assert kinds.count("link_open") == linked(line).startswith("<")
    assert seen == f"a: {line}".rstrip()
