from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mltrack.core.text import plain

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
"""Man, woman, girl, spelled with zero-width joiners into one emoji."""

CASES = {
    "ascii": ("Data scientist (R & D)", "Data scientist (R & D)"),
    "empty": ("", ""),
    "other scripts": ("Schrödinger 数据 данные", "Schrödinger 数据 данные"),
    "escape": ("\x1b[2Jclear", "[2Jclear"),
    "clipboard, ended by a bell": ("\x1b]52;c;aGk=\x07x", "]52;c;aGk=x"),
    "title, ended by ST": ("\x1b]0;title\x1b\\x", "]0;title\\x"),
    "C1 control sequence": ("a\x9b2Jb", "a2Jb"),
    "NUL and DEL": ("a\x00b\x7fc", "abc"),
    "backspace": ("safe\x08\x08\x08\x08evil", "safeevil"),
    "direction override": ("safe\u202egpj.exe", "safegpj.exe"),
    "direction isolates": ("\u2066a\u2069\u200eb\u200f", "ab"),
    "zero-width space": ("in\u200bvisible", "invisible"),
    "byte order mark": ("\ufeffa", "a"),
    "soft hyphen": ("soft\u00adware", "software"),
    "tag characters": ("a\U000e0041", "a"),
    "lone surrogate": ("a\ud800b", "ab"),
    "private use": ("a\ue000b", "ab"),
    "unassigned": ("a\u0378b", "ab"),
    "emoji joiners stay": (FAMILY, FAMILY),
    "script joiners stay": ("می\u200cخواهم", "می\u200cخواهم"),
    "tab": ("a\tb", "a b"),
    "line feed": ("a\nb", "a b"),
    "carriage return and line feed": ("a\r\nb", "a b"),
    "carriage return": ("a\rb", "a b"),
    "vertical tab and form feed": ("a\vb\fc", "a b c"),
    "next line": ("a\x85b", "a b"),
    "line and paragraph separators": ("a\u2028b\u2029c", "a b c"),
    "composed": ("cafe\u0301", "café"),
    "markup is only text": ("[@click=app.quit]x[/nope]", "[@click=app.quit]x[/nope]"),
}


@pytest.mark.parametrize(("text", "safe"), CASES.values(), ids=CASES)
def test_plain_keeps_what_is_text_and_drops_what_steers_a_terminal(text: str, safe: str) -> None:
    assert plain(text) == safe


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_with_lines_every_kind_of_line_break_becomes_one_line_feed(break_: str) -> None:
    assert plain(f"a{break_}b\tc\x1b", lines=True) == "a\nb c"


def test_with_lines_an_empty_line_stays_empty() -> None:
    assert plain("a\n\nb\r\n\r\nc", lines=True) == "a\n\nb\n\nc"


ANY_TEXT = st.text(st.characters(), max_size=30) | st.text("e\u0301\u200b\x1b\n\r \u200d", max_size=8)


@given(ANY_TEXT, st.booleans())
@example("e\u200b\u0301", False)
@example("\r\x00\n", True)
def test_plain_twice_is_plain_once(text: str, lines: bool) -> None:
    once = plain(text, lines=lines)
    assert plain(once, lines=lines) == once


@given(ANY_TEXT, st.booleans())
@example("e\u200b\u0301", False)
def test_plain_text_is_in_normal_form_and_has_nothing_invisible_but_joiners(text: str, lines: bool) -> None:
    safe = plain(text, lines=lines)
    assert unicodedata.is_normalized("NFC", safe)
    allowed = "\u200c\u200d" + ("\n" if lines else "")
    assert all(char in allowed or unicodedata.category(char)[0] in "LMNPSZ" for char in safe)
    assert not set("\u2028\u2029") & set(safe)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=30))
def test_words_are_never_lost(text: str) -> None:
    assert plain(text) == unicodedata.normalize("NFC", text)
