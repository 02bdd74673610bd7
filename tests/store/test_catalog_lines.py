"""On which line of a file a key stands, however its author has written it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.store.catalog_lines import Lines

TEXT = '''#:schema x
[[source]]
id = "s"
title = """a
[[skill]]
b = 1
"""
url = "http://x" # accessed = 1
[role]
id = 'r'
responsibilities = [
  "a, b", # x = 1
  "c",
]
[[role.requirements]]
label = "x"
needs = { any = [
  { has = "a" },
  { all = [{ has = "b" },
    { has = "c", level = "x" }] },
] }
cites = [
  { source = "a", at = "]" },
  { source = "b", at = "y" },
]
[[role.requirements]]
label = "z"
a.b = 5
[role.pay]
x = 1.5
[["quoted".x]]
y = [[1,
2], [3]]
[[ source ]]
"id" = "t"
'''


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("source[0]", 2),
        ("source[0].url", 8),
        ("source[0].accessed", 2),
        ("source[1].id", 35),
        ("role.id", 10),
        ("role.responsibilities[1]", 13),
        ("role.requirements[0]", 15),
        ("role.requirements[0].needs.any[0]", 18),
        ("role.requirements[0].needs.any[1].all[0]", 19),
        ("role.requirements[0].needs.any[1].all[1].level", 20),
        ("role.requirements[0].needs.any[7].all[1].level", 17),
        ("role.requirements[0].cites[1].source", 24),
        ("role.requirements[1].label", 27),
        ("role.requirements[1].needs", 26),
        ("role.requirements[1].a.b", 28),
        ("role.pay.x", 30),
        ("quoted.x[0].y[0][1]", 33),
        ("quoted.x[0].y[1]", 33),
        ("skill[0]", 0),
    ],
)
def test_a_key_is_found_or_where_it_would_stand(key: str, line: int) -> None:
    assert Lines(TEXT).of(key) == line


@pytest.mark.parametrize(
    "text",
    ['"' * 900_000, "[a" * 400_000, "'''" * 300_000, "[" * 900_000, "[ a . " * 150_000, "\n[a" + " \t" * 450_000],
    ids=["quotes", "heads", "triple quotes", "brackets", "dots", "space"],
)
def test_no_file_takes_long(text: str) -> None:
    start = time.process_time()
    assert Lines(text).of("x") == 0
    assert time.process_time() - start < 3


@given(st.text(st.sampled_from("[]{}=,.\"'#\n ab1"), max_size=60), st.sampled_from(["a", "a[0].b", "b.a[1]"]))
def test_whatever_the_text_a_line_is_one_of_its_lines(text: str, key: str) -> None:
    assert 0 <= Lines(text).of(key) <= text.count("\n") + 1
