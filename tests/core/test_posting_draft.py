"""A draft can be changed, and the role that it makes stands beside the others."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mltrack.core.entries import Strength
from mltrack.core.plan import Wish, least_effort
from mltrack.core.posting_draft import NO_HEADING, Draft, Line, role_of, source_of, with_role
from mltrack.core.progress import Progress
from mltrack.core.requirements import AnyOf, Has, Level
from mltrack.core.snapshot import Snapshot
from mltrack.errors import InvalidInput
from tests.core.test_posting import TODAY, brief, catalog, draft

TEXT = """Data Analyst at Example Labs

You know SQL.

Requirements
- Strong Python or R
- A bachelor's degree in statistics
- Git

Nice to have
- Tableau
"""


def found() -> Draft:
    return draft(TEXT)


def line_about(one: Draft, milestone: str) -> Line:
    return next(line for line in one.lines if milestone in line.ids)


def test_a_line_goes_and_the_others_stay() -> None:
    before = found()
    after = before.without(line_about(before, "git"))
    assert [brief(line) for line in after.lines] == [
        "sql:working", "python:proficient|r:proficient", "bachelors-statistics", "tableau:working~",
    ]  # fmt: skip
    assert len(before.lines) == 5


def test_strength_level_label_and_head_can_be_changed() -> None:
    one = found()
    either = line_about(one, "r")
    one = one.at_level(either, Level.EXPERT)
    assert line_about(one, "r").needs == AnyOf((Has("python", Level.EXPERT), Has("r", Level.EXPERT)))
    one = one.with_strength(line_about(one, "r"), Strength.OPTIONAL)
    one = one.labelled(line_about(one, "r"), " A language ")
    assert (line_about(one, "r").strength, line_about(one, "r").label) == (Strength.OPTIONAL, "A language")
    degree = line_about(one, "bachelors-statistics")
    assert one.at_level(degree, Level.EXPERT) == one, "a degree has no level"
    one = one.titled(" Analyst ").of_company("Others").linked("https://example.org/job")
    assert (one.title, one.company, one.link) == ("Analyst", "Others", "https://example.org/job")
    for refused in (one.titled, lambda text: one.labelled(degree, text)):
        with pytest.raises(InvalidInput, match="must not be empty"):
            refused("  ")


def test_the_role_cites_the_posting_under_its_headings() -> None:
    one = found()
    source = source_of(one, "example", "2026-11-28")
    assert (source.title, source.publisher, source.accessed) == (
        "Job posting: Data Analyst", "Example Labs", "2026-11-28",
    )  # fmt: skip
    role = role_of(one, "data-analyst", source)
    assert {cite.at for requirement in role.requirements for cite in requirement.cites} == {
        NO_HEADING, "Requirements", "Nice to have",
    }  # fmt: skip
    assert {cite.source for requirement in role.requirements for cite in requirement.cites} == {"example"}
    with pytest.raises(ValueError, match="https"):
        source_of(one.linked("http://example.org"), "example", "2026-11-28")


def test_coverage_gaps_and_plan_follow_at_once() -> None:
    one = found()
    source = source_of(one, "example", "2026-11-28")
    role = role_of(one, "data-analyst-2", source)
    snapshot = Snapshot(with_role(catalog(), role, source), Progress(), TODAY)
    readiness = snapshot.readiness[role.id]
    assert (readiness.required.met, readiness.required.total) == (0, 4)
    assert {leaf.has for leaf in readiness.missing()} == {"sql", "python", "bachelors-statistics", "git"}
    plan = least_effort(snapshot, Wish((role.id,), Fraction(10)))
    assert {"sql", "git", "bachelors-statistics"} <= {pick.milestone for pick in plan.picks}
    assert role.id in snapshot.moves("git") or "git" in snapshot.catalog.asked_by
