"""CSV and Markdown: no formula, no markup, and what is read back adds nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from markdown_it import MarkdownIt

from mltrack.core.documents import Document
from mltrack.core.history import MarkChange, NoteChange
from mltrack.core.outcomes import Fate, fates
from mltrack.core.progress import Progress
from mltrack.core.proposals import proposed
from mltrack.core.recording import recorded
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Requirement
from mltrack.core.snapshot import Snapshot
from mltrack.core.text import plain
from mltrack.exchange import csv_file, progress_csv, progress_markdown, task_lines, task_list
from mltrack.exchange.csv_columns import COLUMNS, unguarded
from mltrack.exchange.writing import Export
from tests.cli.hostile import assert_harmless
from tests.core.worlds import PROFICIENT, TODAY, WORKING, catalog, done, happen, role
from tests.exchange.exports import HOSTILE, HOUSE, LIFE, export_of, harm, nothing

READER = MarkdownIt("gfm-like")
JOINER = "\u200d"
"""It stays in text: emoji are spelled with it."""
NOTES = (
    "one",
    "one\n\ntwo",
    "- [x] sql\n## head",
    "  in\n\n\nwards ",
    "Note: twice",
    "long " * 900 + "\n" + "line " * 900,
)
WAYS = [
    pytest.param(csv_file.written, progress_csv.read, id="csv"),
    pytest.param(task_lines.written, task_list.read, id="tasks"),
    pytest.param(progress_markdown.written, task_list.read, id="report"),
]
Write = Callable[[Export], str]


def rows(export: Export) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_file.written(export), newline="")))


def test_the_columns_are_the_agreed_ones_and_what_is_open_is_there() -> None:
    found = rows(export_of())
    assert list(found[0]) == list(COLUMNS)
    assert [row["status"] for row in found] == ["done", "open", "open", "done", "open", "waived", "started"]
    python, *_, cka, _, diploma, portfolio = found
    assert (python["level"], python["note"]) == ("working", "first line\nsecond line")
    assert python["evidence"] == "words on paper\nhttps://example.org/python?a=1,2;3"
    assert cka["expires_on"] == "2027-02-28"
    assert diploma["reason"] == "employer accepts a portfolio"
    assert (portfolio["started_on"], portfolio["due"]) == ("2026-09-01", "2026-12-30")
    assert [row["id"] for row in rows(export_of(role="analyst"))] == ["sql", "cka"]
    assert rows(nothing()) == []


def test_no_cell_is_a_formula_and_every_cell_is_quoted() -> None:
    text = csv_file.written(harm())
    assert_harmless(text.replace("\r\n", "\n").replace(JOINER, ""))
    found = rows(harm())
    assert not any(cell.lstrip(" \n\t")[:1] in "=+-@" for row in found for cell in row.values() if cell.strip())
    notes = {row["id"]: unguarded(row["note"]) for row in found}
    assert all(notes[f"p{place}"] == plain(text, lines=True) for place, text in enumerate(HOSTILE))
    assert text.startswith('"id","title",')


@pytest.mark.parametrize("write", [task_lines.written, progress_markdown.written])
def test_markdown_has_no_markup_of_others(write: Write) -> None:
    text = write(harm())
    assert_harmless(text.replace(JOINER, ""))
    tokens = READER.parse(text)
    inside = [child for token in tokens for child in token.children or ()]
    kinds, inline = {token.type for token in tokens}, {child.type for child in inside}
    assert not kinds & {"fence", "code_block", "blockquote_open", "html_block"}
    assert inline <= {"text", "text_special", "html_inline", "strong_open", "strong_close"}
    comments = [
        child.content for token in READER.parse(text) for child in token.children or () if child.type == "html_inline"
    ]
    assert all(one.startswith("<!-- mltrack:") and one.endswith(" -->") for one in comments)


def test_the_report_tells_what_is_met_missing_and_next() -> None:
    report = progress_markdown.written(export_of())
    for part in (
        "## Engineer\n\n**22%, required 0 of 3, wanted by 2027-06-30**",
        "### Missing: 3\n\n| Requirement | Asked | Stands |\n| --- | --- | --- |\n",
        "| required 0 | Python (proficient) | now working |",
        "| required 2 | one of Bachelors, Portfolio | started |\n\n### Optional\n\n**Open: 1.** optional 3: Stats",
        "1. Portfolio - one of several ways for 1 target, due 2026-12-30, ",
        "- [x] Python (working) ✅ 2026-05-01 <!-- mltrack:python -->",
        "  - Evidence: words on paper\n  - Evidence: <https://example.org/python?a=1,2;3>\n",
        "## This month, 2026-11-01 to 2026-11-30",
    ):
        assert part in report
    met = progress_markdown.written(export_of([MarkChange("sql", None, done(WORKING))], role="analyst"))
    assert "\n\n**Met: 1.** required 0: Sql (working)\n\n### Recommended\n\n0% of what is recommended.\n" in met
    assert "### Missing" not in met
    assert "Targets: none yet" in progress_markdown.written(nothing())


@pytest.mark.parametrize(
    ("needs", "told", "row"),
    [
        (Has("python", PROFICIENT), [], "| Python | proficient | open |"),
        (Has("bachelors"), [], "| A Bachelors |  | open |"),
        (Has("sql", WORKING), [], "| A query language | Sql (working) | open |"),
        (AnyOf((Has("cka"), Has("diploma"))), [], "| One | one of Cka, Diploma | open |"),
        (AllOf((Has("cka"), Has("diploma"))), ["cka"], "| Both | Diploma | started |"),
        (
            AtLeast(2, (Has("cka"), Has("diploma"), Has("sql", WORKING))),
            [],
            "| Two | 2 of Cka, Diploma, Sql (working) |",
        ),
        (
            AtLeast(2, (Has("cka"), Has("diploma"), Has("sql", WORKING))),
            ["cka"],
            "| Two | one of Diploma, Sql (working) |",
        ),
        (
            AnyOf((Has("bachelors"), AllOf((Has("cka"), Has("diploma"))))),
            [],
            "| Either | one of Bachelors, (Cka and Diploma) | open |",
        ),
    ],
)
def test_what_is_asked_stands_in_one_row(needs: Requirement, told: list[str], row: str) -> None:
    label = row.split("|")[1].strip()
    asked = role("r", needs)
    house = catalog(
        HOUSE.milestones.values(), [replace(asked, requirements=(replace(asked.requirements[0], label=label),))]
    )
    report = progress_markdown.written(export_of([MarkChange(one, None, done()) for one in told], house, "r"))
    assert f"\n{row}" in report


def _read_back(text: str, read: Callable[[Document], object], into: Snapshot) -> Progress:
    """What is held after all of it was agreed to."""
    reading = read(Document("list", {"list": text.encode()}))
    proposals = proposed(into, reading.claims)  # type: ignore[attr-defined]
    changes = recorded(into.catalog, into.progress, into.today, proposals)
    assert (changes == []) == all(fate is Fate.KNOWN for fate in fates(into, proposals))
    return happen(into.progress, changes)


@pytest.mark.parametrize(("write", "read"), WAYS)
@pytest.mark.parametrize("make", [export_of, partial(harm, kept=True)], ids=["life", "harm"])
def test_read_back_by_whom_it_was_written_it_adds_nothing(
    write: Write, read: Callable[[Document], object], make: Callable[[], Export]
) -> None:
    export = make()
    after = _read_back(write(export), read, export.snapshot)
    assert after.holds_same(export.snapshot.progress)


@pytest.mark.parametrize(("write", "read"), WAYS)
def test_read_by_somebody_new_it_is_the_same_progress(write: Write, read: Callable[[Document], object]) -> None:
    export = export_of(LIFE[1:])
    empty = Snapshot(export.snapshot.catalog, Progress(), TODAY)
    after, told = _read_back(write(export), read, empty), export.snapshot.progress
    assert {one: mark.status for one, mark in after.marks.items()} == {one: m.status for one, m in told.marks.items()}
    assert [after.marks[one].done_on for one in ("python", "cka")] == [date(2026, 5, 1), date(2025, 2, 28)]
    assert (after.marks["python"].level, after.marks["diploma"].reason) == (WORKING, "employer accepts a portfolio")
    assert (after.notes, after.due) == (told.notes, told.due)
    assert sorted(one.text for one in after.evidence.values()) == sorted(one.text for one in told.evidence.values())
    assert _read_back(write(export), read, Snapshot(empty.catalog, after, TODAY)).holds_same(after)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize(("write", "read"), WAYS)
def test_notes_keep_their_lines(write: Write, read: Callable[[Document], object], note: str) -> None:
    export = export_of([NoteChange("python", "", note)])
    after = _read_back(write(export), read, Snapshot(export.snapshot.catalog, Progress(), TODAY))
    assert [" ".join(line.split()) for line in after.notes["python"].split("\n")] == [
        " ".join(line.split()) for line in note.strip().split("\n")
    ]
