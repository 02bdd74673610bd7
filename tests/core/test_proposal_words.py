"""Proposals in the words that both faces say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.history import Evidence, Mark, Status
from mltrack.core.outcomes import outcomes
from mltrack.core.progress import Progress
from mltrack.core.proposal_words import added_words, levels_words, recorded_words, why_in_short, why_words
from mltrack.core.proposals import proposed
from mltrack.core.snapshot import Snapshot
from mltrack.core.stated_dates import stated_day
from tests.core.worlds import EXPERT, STARTED, TODAY, WORKING, catalog, cert, done, skill

CATALOG = catalog([skill("python"), skill("sql"), cert("aws", 24)], [])
SKILL, CERTIFICATION = ClaimKind.SKILL, ClaimKind.CERTIFICATION


def says(name: str, kind: ClaimKind = CERTIFICATION, **more: object) -> Claim:
    days = {key: stated_day(value) for key, value in more.items() if isinstance(value, str) and key in _DAYS}
    return Claim(kind, name, "row 2", **{**more, **days})  # type: ignore[arg-type]


_DAYS = {"on", "since", "until", "due"}


def snapshot(marks: dict[str, Mark] | None = None, **more: object) -> Snapshot:
    return Snapshot(CATALOG, replace(Progress(marks or {}), **more), TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (says("Python", SKILL), "Python (working)"),
        (says("Python", SKILL, level=EXPERT), "Python (expert)"),
        (says("Aws", on="2026-05-04"), "Aws, 2026-05-04"),
        (says("Aws", on="2026-05"), "Aws, 2026-05-01 (only 2026-05 stated)"),
        (says("Aws", on="2026-05-04", until="2030-01-31"), "Aws, 2026-05-04, until 2030-01-31"),
        (says("Aws", on="2020-03-01", until="2021-03-31"), "Aws, 2020-03-01, lapsed 2021-03-31"),
        (says("Aws", on="2020-03-01"), "Aws, 2020-03-01, lapsed 2022-03-01"),
        (says("Aws", status=Status.STARTED, since="2026-01-02"), "Aws, started 2026-01-02"),
        (says("Aws", status=Status.STARTED, due="2027-01-02"), "Aws, started, due 2027-01-02"),
        (says("Aws", status=Status.WAIVED, reason="they say so"), "Aws, waived (they say so)"),
        (says("Knitting", SKILL), ""),
    ],
)
def test_what_would_be_recorded_is_told_with_its_days(claim: Claim, words: str) -> None:
    (one,) = proposed(snapshot(), [claim])
    assert recorded_words(CATALOG, one, TODAY) == words


SEEN = {"e": Evidence("aws", TODAY, "Aws")}


@pytest.mark.parametrize(
    ("before", "claim", "words"),
    [
        (snapshot(), says("Aws"), ""),
        (snapshot({"aws": done()}), says("Aws"), "adds evidence"),
        (snapshot({"aws": done()}), says("Aws", status=None), "adds evidence"),
        (snapshot(), says("Aws", status=None), "adds evidence"),
        (snapshot({"aws": done()}, evidence=SEEN), says("Aws", note="mine"), "adds a note"),
        (
            snapshot({"aws": STARTED}),
            says("Aws", status=None, due="2027", note="mine"),
            "adds evidence, a note and a due day",
        ),
        (snapshot({"aws": done()}, evidence=SEEN), says("Aws"), ""),
        (snapshot({"python": done(WORKING)}), says("Python", SKILL, level=EXPERT), ""),
        (snapshot(), says("Knitting", SKILL), ""),
    ],
)
def test_what_only_adds_something_says_so(before: Snapshot, claim: Claim, words: str) -> None:
    (found,) = outcomes(before, proposed(before, [claim]))
    assert added_words(found) == words


def test_what_adds_to_another_entry_of_the_document_is_said_twice() -> None:
    made = proposed(snapshot(), [says("Aws", number="A-1"), says("Aws", number="A-2")])
    assert [added_words(one) for one in outcomes(snapshot(), made)] == ["", "said twice, adds evidence"]


@pytest.mark.parametrize(
    ("claim", "in_short", "whole"),
    [
        (says("Python", SKILL), "", "the same name; no level stated, taken as working"),
        (says("Python", SKILL, level=EXPERT, remark="a word"), "a word", "the same name; a word"),
        (
            says("Aws", on="2020"),
            "",
            "the same name; only 2020 is stated, so 2020-01-01 is recorded",
        ),
        (says("Aws", on="2020-02-03"), "", "the same name"),
        (says("Knitting", SKILL, remark="a word"), "a word", "a word"),
    ],
)
def test_a_reason_is_given_in_short_where_it_says_something(claim: Claim, in_short: str, whole: str) -> None:
    (one,) = proposed(snapshot(), [claim])
    assert (why_in_short(one), why_words(one)) == (in_short, whole)


def test_that_no_level_is_stated_is_told_once_of_all() -> None:
    made = proposed(snapshot(), [says("Python", SKILL), says("Sql", SKILL), says("Python", SKILL, level=EXPERT)])
    assert levels_words(made) == "2 of these state no level and count as working"
    assert levels_words(made[1:]) == "1 of these states no level and counts as working"
    assert levels_words(made[2:]) == ""
