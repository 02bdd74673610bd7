"""Evidence on what was done: attached, removed, and listed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mltrack.core import actions
from mltrack.core.evidence import evidence_list
from mltrack.core.history import Evidence, EvidenceChange, Mark
from mltrack.core.links import Link
from mltrack.core.progress import Progress
from mltrack.errors import InvalidInput
from tests.core.worlds import STARTED, TODAY, WAIVED, WORKING, done, happen, skill, undo

PYTHON = skill("python")
LAST_YEAR = date(2025, 5, 4)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
URL = "https://example.org/me"


def piece(text: str = URL, on: date = TODAY, milestone: str = "python") -> Evidence:
    return Evidence(milestone, on, text)


# What is told


@pytest.mark.parametrize("mark", [None, STARTED, WAIVED, done(WORKING)], ids=str)
@pytest.mark.parametrize("on", [None, TODAY, YESTERDAY, LAST_YEAR])
def test_evidence_is_of_its_day_and_leaves_the_mark(on: date | None, mark: Mark | None) -> None:
    known = Progress({"python": mark} if mark else {})
    assert actions.attach(known, PYTHON, TODAY, URL, entry="e", on=on) == (
        EvidenceChange("e", None, piece(on=on or TODAY)),
    )


def test_it_is_kept_in_one_plain_line() -> None:
    (attached,) = actions.attach(Progress(), PYTHON, TODAY, "  a\nb\x1b[2J\tc\u202e ", entry="e")
    assert attached.new == piece("a b[2J c")
    (attached,) = actions.attach(Progress(), PYTHON, TODAY, "x" * 500, entry="e")
    assert attached.new == piece("x" * 500)


@pytest.mark.parametrize(
    ("text", "on", "sentence"),
    [
        ("", None, "Say what the evidence is: a link, or a few words."),
        (" \n\x07\u200b", None, "Say what the evidence is: a link, or a few words."),
        ("x" * 501, None, "Evidence may have 500 characters; this has 501. A note has room."),
        (URL, TOMORROW, "21 Nov 2026 lies in the future; evidence is of a day up to today, 20 Nov 2026."),
    ],
)
def test_evidence_that_cannot_be_is_refused(text: str, on: date | None, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        actions.attach(Progress(), PYTHON, TODAY, text, entry="e", on=on)
    assert str(refused.value) == sentence


def test_the_same_evidence_is_attached_once_and_of_another_day_or_milestone_again() -> None:
    known = Progress(evidence={"a": piece(), "b": piece(milestone="sql", text="other")})
    assert actions.attach(known, PYTHON, TODAY, f" {URL}\n", entry="e") == ()
    assert actions.attach(known, PYTHON, TODAY, "something else", entry="a") == ()
    for text, on in ((URL, YESTERDAY), ("other", TODAY)):
        assert actions.attach(known, PYTHON, TODAY, text, entry="e", on=on) == (
            EvidenceChange("e", None, piece(text, on)),
        )


def test_a_piece_is_removed_once_and_undo_brings_it_back() -> None:
    attached = happen(Progress(), actions.attach(Progress(), PYTHON, TODAY, URL, entry="e"))
    assert attached.evidence_on == {"python": [piece()]}
    assert actions.detach(attached, "e") == (EvidenceChange("e", piece(), None),)
    removed = happen(attached, actions.detach(attached, "e"))
    assert (removed.evidence, removed.evidence_on) == ({}, {})
    assert actions.detach(removed, "e") == ()
    assert undo(removed).evidence == {"e": piece()}
    assert undo(undo(removed)).evidence == {}


def test_a_change_knows_its_milestone_before_and_after() -> None:
    assert EvidenceChange("e", None, piece()).milestone == "python"
    assert EvidenceChange("e", piece(), None).milestone == "python"
    assert EvidenceChange("e", None, None).milestone == ""


# How it is listed

PIECES = {
    "c": piece(on=TODAY),
    "a": piece("first told", YESTERDAY),
    "d": piece("in the blue folder", LAST_YEAR, "sql"),
    "b": piece("then told", YESTERDAY),
}
KNOWN = Progress(evidence=PIECES)


def test_pieces_are_numbered_by_day_and_then_as_they_were_told_and_listed_newest_first() -> None:
    found = [(one.entry, one.number, one.evidence) for one in evidence_list(KNOWN)]
    assert found == [("c", 3, PIECES["c"]), ("b", 2, PIECES["b"]), ("a", 1, PIECES["a"]), ("d", 1, PIECES["d"])]
    assert list(KNOWN.evidence_on) == ["python", "sql"]


def test_of_one_milestone_the_numbers_are_the_same() -> None:
    assert [(one.entry, one.number) for one in evidence_list(KNOWN, "python")] == [("c", 3), ("b", 2), ("a", 1)]
    assert evidence_list(KNOWN, "spark") == []


def test_a_piece_that_is_a_link_can_be_opened_and_words_cannot() -> None:
    links = {one.entry: one.link for one in evidence_list(KNOWN)}
    assert links == {"a": None, "b": None, "c": Link(URL, "example.org"), "d": None}
