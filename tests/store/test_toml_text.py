"""What is wrong with TOML, in words that say what to do; the parser's own words where that cannot be told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.store.toml_text import parsed_text

QUOTES = 'text stands in "quotes"'
STRAIGHT = 'text stands in straight quotes: "text"'
ONE_LINE = "inside { } but outside [ ], all stands on one line, and a } ends it"
A_LINE = 'a line is a key, = and a value: key = "text"; a remark begins with #'
BRACKET = "a closing ] is missing, or a comma between two of what stands in the [ ]"
HEAD = "the head of a table ends with as many ] as it begins with ["
SLASH = "a backslash in text is written twice, \\\\, or the text stands in 'single quotes'"
WHOLE = "a whole number is written without points, commas or spaces: "
MONTH = 'a date stands in quotes: "2026-10"'
DAY = 'a date is written "2026-11-28"'
TRUTH = "yes is written true, and no is written false, in small letters and without quotes"

MISTAKES = [
    ('a = 1\nx = "abc\ny = 1', 2, 'a closing " is missing'),
    ("a = 1\nx = 'abc\ny = 1", 2, "a closing ' is missing"),
    ('a = "it\'s"\nx = """abc\n\ny = 1\n', 2, 'a closing """ is missing'),
    ("x = '''abc\n", 1, "a closing ''' is missing"),
    ("x = SQL", 1, QUOTES),
    ('x = [ SQL, "b" ]', 1, QUOTES),
    ("x = { has = python }", 1, QUOTES),
    ("x = “SQL”", 1, STRAIGHT),
    ("“x” = 1", 1, STRAIGHT),
    ("x =\ny = 1", 1, "a value is missing after the ="),
    ("x =", 1, "a value is missing after the ="),
    ("x = True", 1, TRUTH),
    ("x = yes", 1, TRUTH),
    ("x = {\n a = 1 }", 1, ONE_LINE),
    ("x = { a = 1,\n b = 2 }", 1, ONE_LINE),
    ("x = { a = 1\n}", 1, ONE_LINE),
    ("x = { a = 1", 1, ONE_LINE),
    ("x = { a = 1, }", 1, "no comma stands before a }"),
    ('label "x"', 1, A_LINE),
    ("x: 1", 1, A_LINE),
    ("some prose here", 1, A_LINE),
    ("x = [1,\n 2\ny = 3", 1, BRACKET),
    ("a = [1]\nx = [[1], [2", 2, BRACKET),
    ("x = [ { a = 1 } { b = 1 } ]", 1, BRACKET),
    ("[role\nx = 1", 1, HEAD),
    ("[[role]\nx = 1", 1, HEAD),
    ("x = { any = [\n { a = 1 },\n ]\n}", 3, ONE_LINE),
    ('x = "c:\\dir"', 1, SLASH),
    ('x = "c:\\users"', 1, SLASH),
    ("as_of = 2026-10", 1, MONTH),
    ("x = [{ as_of = 2026-10, a = 1 }]", 1, MONTH),
    ("x = 28.11.2026", 1, DAY),
    ("x = 2026-13-01", 1, DAY),
    ("x = 100,000", 1, f"{WHOLE}100000"),
    ("x = 100 000", 1, f"{WHOLE}100000"),
    ("low = 52.000,00", 1, f"{WHOLE}52000"),
    ("low = 52000,00", 1, f"{WHOLE}52000"),
    ("low = 1.052.000", 1, f"{WHOLE}1052000"),
    ("x = { low = 52.000,00, high = 2 }", 1, f"{WHOLE}52000"),
    ("x = 9,5", 1, "a number is written with a point, not with a comma: 9.5"),
    ("percent = 9 %", 1, "a number is written without %: 9"),
    ('x = "a "q" b"', 1, 'within "text", a " is written \\"'),
    ("x = 'it's'", 1, 'text with a \' in it stands in "quotes" of the other sort'),
]


@pytest.mark.parametrize(("text", "line", "sentence"), MISTAKES, ids=[text for text, _, _ in MISTAKES])
def test_a_mistake_is_told_by_its_line_and_what_to_do(text: str, line: int, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"^line \d") as refused:
        parsed_text(text)
    assert str(refused.value) == f"line {line}: {sentence}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[a]\n[a]", "line 2 sets [a] a second time"),
        ("[a.b]\n[[a.b]]", "line 2 sets [[a.b]] a second time"),
        ("x = 1\nx = 2", "line 2 sets x a second time"),
        ("x = $100", "Invalid value (at line 1, column 5)"),
        ("x = 1 y = 2", "Expected newline or end of document after a statement (at line 1, column 7)"),
    ],
)
def test_what_is_set_twice_and_what_only_the_parser_can_tell(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"\d") as refused:
        parsed_text(text)
    assert str(refused.value) == sentence


PIECES = st.sampled_from([*"[]{}=,.\"'#\\\n \t“é0", '"""', "'''", "[[", "a", "true", "x = ", "2026-01-01", "\r\n"])


@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=20))
def test_whatever_it_is_it_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        parsed_text(text)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - it may as well be read
