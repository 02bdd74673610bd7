"""todo.txt, read as the rules of the format say: one line a task, whatever its title is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.history import Mark, MarkChange, NoteChange, Status
from mltrack.exchange.todotxt import literal, written
from tests.core.worlds import done
from tests.exchange.exports import HOSTILE, SOON, export_of, harm, nothing

LINE = re.compile(r"(?P<done>x )?(?P<priority>\([A-Z]\) )?(?P<days>(?:\d{4}-\d\d-\d\d ){0,2})(?P<text>.*)")
"""github.com/todotxt/todo.txt, "Format Rules"."""


def tags(text: str) -> tuple[list[str], list[str], dict[str, str]]:
    """Projects, contexts and key:value pairs of a task."""
    words = text.split()
    pairs = (word.partition(":") for word in words)
    return (
        [word for word in words if len(word) > 1 and word[0] == "+"],
        [word for word in words if len(word) > 1 and word[0] == "@"],
        {key: value for key, _, value in pairs if key and value},
    )


def test_a_line_has_its_days_project_context_and_name() -> None:
    assert written(export_of()).splitlines() == [
        f"2026-09-01 Portfolio +mltrack @project @started due:{SOON} mltrack:portfolio",
        "Python (proficient) +mltrack @skill mltrack:python",
        "Sql (working) +mltrack @skill mltrack:sql",
        "x 2025-02-28 Cka +mltrack @certification mltrack:cka",
    ]
    assert written(export_of([], role="analyst")).splitlines()[0] == (
        "Python (working) +mltrack +analyst @skill mltrack:python"
    )
    assert written(nothing()) == ""


@pytest.mark.parametrize(
    ("mark", "days"),
    [
        (done(on=date(2026, 5, 1)), "2026-05-01 "),
        (replace(done(on=date(2026, 5, 1)), started_on=date(2026, 4, 1)), "2026-05-01 2026-04-01 "),
        (replace(done(on=date(2026, 5, 1)), started_on=date(2026, 6, 1)), "2026-05-01 "),
        (Mark(Status.DONE), ""),
        (Mark(Status.DONE, started_on=date(2026, 4, 1)), ""),
    ],
)
def test_a_day_of_creation_is_the_one_on_which_it_was_begun(mark: Mark, days: str) -> None:
    (line,) = written(export_of([MarkChange("diploma", None, mark)])).splitlines()
    assert line == f"x {days}Diploma +mltrack @degree mltrack:diploma"
    (line,) = written(export_of([NoteChange("diploma", "", "look at it")])).splitlines()
    assert line == "Diploma +mltrack @degree mltrack:diploma"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("x marks the spot", "'x marks the spot"),
        ("xylophone", "xylophone"),
        ("X marks", "X marks"),
        ("(A) first", "'(A) first"),
        ("(a) first", "(a) first"),
        ("2026-01-01 party", "'2026-01-01 party"),
        ("+work @home", "+ work @ home"),
        ("C++ a@b", "C++ a@b"),
        ("due:2001-01-01 a:b:c", "due: 2001-01-01 a: b: c"),
        ("one:\n two", "one: two"),
        ("'x quoted", "''x quoted"),
    ],
)
def test_a_title_is_only_a_title(title: str, shown: str) -> None:
    assert literal(title) == shown


MARKS = st.lists(st.sampled_from("x +@:A()-0 '1\n"), max_size=9).map("".join)


@given(st.text(max_size=60) | st.sampled_from(HOSTILE) | MARKS)
def test_no_title_is_anything_else(title: str) -> None:
    text = literal(title)
    assert text.splitlines() in ([text], [])
    found = LINE.fullmatch(text)
    assert found is not None
    assert (found["done"], found["priority"], found["days"]) == (None, None, "")
    assert text != "x"
    assert tags(text) == ([], [], {})


def test_what_means_harm_stays_as_many_lines_as_there_are_tasks() -> None:
    lines = written(harm()).splitlines()
    done = [line for line in lines if line.startswith("x ")]
    assert (len(lines), len(done)) == (len(HOSTILE) + len(HOSTILE) // 2, len(HOSTILE) // 2)
    for line in lines:
        found = LINE.fullmatch(line)
        assert found is not None
        assert found["priority"] is None
        projects, contexts, pairs = tags(found["text"])
        assert (projects, len(contexts), pairs.keys() <= {"due", "mltrack"}) == (["+mltrack"], 1, True)
