"""What an author should look at in a sound catalog: found where it is, and only there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from mltrack.core.audit import Concern, audit
from mltrack.core.catalog import Catalog
from mltrack.core.entries import Availability, Credential, Milestone
from mltrack.core.figures import Pay
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Requirement
from tests.core.worlds import CITE, TODAY, WORKING, catalog, cert, degree, project, role, skill


def told(of: Catalog, concern: Concern, *, named: Sequence[str] = (), starts: Sequence[str] = ()) -> list[str]:
    """Each point as `id: sentence`."""
    return [f"{one.name.id}: {one.sentence}" for one in audit(of, TODAY, named=named, starts=starts)[concern]]


def retired(id_: str, **more: object) -> Milestone:
    return replace(cert(id_), credential=Credential("i", Availability.RETIRED, TODAY, CITE, **more))  # type: ignore[arg-type]


GONE, LEFT, OTHER = Has("gone"), Has("left"), Has("other")


@pytest.mark.parametrize(
    ("needs", "is_met"),
    [
        (GONE, False),
        (LEFT, True),
        (AnyOf((GONE, LEFT)), True),
        (AllOf((GONE, LEFT)), False),
        (AllOf((LEFT, OTHER)), True),
        (AtLeast(2, (GONE, LEFT)), False),
        (AtLeast(2, (GONE, LEFT, OTHER)), True),
        (AtLeast(1, (GONE, LEFT)), True),
        (AllOf((LEFT, AnyOf((GONE,)))), False),
    ],
)
def test_a_requirement_that_only_what_is_retired_would_meet(needs: Requirement, is_met: bool) -> None:
    found = catalog([retired("gone"), cert("left"), cert("other")], [role("ml", needs)])
    said = "ml: 'required 0' can only be met with what is retired"
    assert (said not in told(found, Concern.UNREACHABLE)) is is_met


@pytest.mark.parametrize(("days", "is_over"), [(-1, True), (0, False), (1, False)])
def test_what_can_be_earned_until_a_day_is_retired_after_it(days: int, is_over: bool) -> None:
    last = TODAY + timedelta(days=days)
    exam = replace(cert("exam"), credential=Credential("i", Availability.ACTIVE, TODAY, CITE, retired_on=last))
    found = catalog([exam], [role("ml", Has("exam"))])
    sentence = "exam: it can no longer be earned, and nothing is said to replace it"
    assert told(found, Concern.NO_SUCCESSOR) == ([sentence] if is_over else [])
    assert bool(told(found, Concern.UNREACHABLE)) is is_over
    unused = "exam: no role asks for it, and nothing else names it"
    assert (unused in told(catalog([exam]), Concern.UNUSED)) is not is_over


def test_what_comes_with_what_it_asks_for_first_however_far() -> None:
    found = catalog(
        [
            degree("c1", prerequisites=Has("c2")),
            degree("c2", prerequisites=AnyOf((Has("c3"), Has("other")))),
            degree("c3", implies=(Has("middle"),)),
            degree("middle", implies=(Has("c1"),)),
            degree("other"),
        ]
    )
    assert told(found, Concern.CYCLIC) == ["c1: it asks first, through something else, for 'c3', which brings it along"]
    direct = catalog([degree("c1", prerequisites=Has("c2")), degree("c2", implies=(Has("c1"),))])
    assert told(direct, Concern.CYCLIC) == ["c1: it asks first for 'c2', which brings it along"]


def test_what_brings_along_what_comes_after_is_no_circle() -> None:
    found = catalog([degree("c1"), degree("c2", prerequisites=Has("c1"), implies=(Has("c1"),))])
    assert told(found, Concern.CYCLIC) == []


def test_nothing_is_unused_for_want_of_what_is_left_out() -> None:
    found = catalog([skill("python", prerequisites=Has("maths", WORKING)), skill("maths"), project("idle")], [])
    assert told(found, Concern.UNUSED) == [
        "python: no role asks for it, and nothing else names it",
        "idle: no role asks for it, and nothing else names it",
        "survey: nothing cites it",
    ]
    assert [one.split(":")[0] for one in told(found, Concern.UNSOURCED)] == ["python", "maths", "idle"]
    assert [one.split(":")[0] for one in told(found, Concern.UNREACHABLE)] == ["maths"]
    named = ["python", "survey"]
    assert [one.split(":")[0] for one in told(found, Concern.UNUSED, named=named)] == ["idle"]
    assert [one.split(":")[0] for one in told(found, Concern.UNSOURCED, named=named)] == ["maths", "idle"]
    assert told(found, Concern.UNREACHABLE, named=named) == []


def test_days_that_are_still_to_come() -> None:
    tomorrow = TODAY + timedelta(days=1)
    exam = replace(cert("exam"), credential=Credential("i", Availability.ACTIVE, tomorrow, CITE))
    pay = (Pay("m", "survey", "x", amount=1, as_of="2026-11"), Pay("m", "survey", "x", amount=1, as_of="2026-12"))
    found = catalog([exam], [role("ml", Has("exam"), pay=pay)])
    survey = replace(found.sources["survey"], accessed="2027", published=TODAY.isoformat())
    found = replace(found, sources={"survey": survey})
    assert told(found, Concern.FUTURE) == [
        "survey: accessed is 2027, which is still to come",
        "exam: credential.verified_on is 2026-11-21, which is still to come",
        "ml: pay[2].as_of is 2026-12, which is still to come",
    ]


def test_what_still_says_what_the_starting_file_said() -> None:
    found = catalog([skill("python")], [role("ml", Has("python", WORKING), responsibilities=("Work", "Fill me in"))])
    starts = ["Fill me in", "Skills"]
    assert told(found, Concern.UNFILLED, starts=starts) == [
        "ml: requirement 'required 0': cites[1].at still says 'Skills'",
        "ml: responsibilities[2] still says 'Fill me in'",
    ]
    assert told(found, Concern.UNFILLED) == []
