from __future__ import annotations

from datetime import date

from mltrack.core.entries import Strength
from mltrack.core.history import Mark
from mltrack.core.progress import Progress
from mltrack.core.requirements import AllOf, AnyOf, Has, Standing, State
from mltrack.core.snapshot import Snapshot
from tests.core.worlds import (
    EXPERT,
    FAMILIAR,
    PROFICIENT,
    STARTED,
    TODAY,
    WAIVED,
    WORKING,
    catalog,
    cert,
    degree,
    done,
    role,
    skill,
)

HOUSE = catalog(
    [
        skill("python"),
        skill("sql"),
        degree("msc", implies=(Has("bsc"), Has("python", PROFICIENT))),
        degree("bsc"),
        cert("aws", 12),
    ],
    [
        role("ml", Has("python", PROFICIENT), Has("msc")),
        role("analyst", Has("sql", WORKING), recommended=[Has("python", WORKING)]),
        role("intern", AnyOf((Has("bsc"), Has("python", FAMILIAR))), optional=[Has("python", EXPERT)]),
        role("cloud", Has("aws"), recommended=[Has("msc")], optional=[Has("msc")]),
    ],
)


def snapshot(**marks: Mark) -> Snapshot:
    return Snapshot(HOUSE, Progress(marks), TODAY)


def test_a_milestone_moves_the_roles_that_require_it_in_catalog_order() -> None:
    assert snapshot().moves("python") == ("ml", "intern")
    assert snapshot().moves("sql") == ("analyst",)


def test_what_is_only_recommended_or_optional_moves_nothing() -> None:
    assert "analyst" not in snapshot().moves("python")
    assert "cloud" not in snapshot().moves("msc")


def test_a_milestone_moves_roles_through_what_it_implies() -> None:
    assert snapshot().moves("msc") == ("ml", "intern")
    assert snapshot(msc=done()).moves("python") == ()


def test_what_is_held_high_enough_moves_nothing_and_held_too_low_still_does() -> None:
    assert snapshot(python=done(FAMILIAR)).moves("python") == ("ml",)
    assert snapshot(python=done(PROFICIENT)).moves("python") == ()


def test_what_it_implies_never_counts_below_the_level_already_held() -> None:
    """Else the little that a bachelor's adds here would be hidden by the loss of a skill."""
    house = catalog(
        [skill("python"), degree("bsc", implies=(Has("python", FAMILIAR),)), degree("msc"), degree("phd")],
        [role("ml", Has("python", EXPERT), AllOf((Has("bsc"), Has("msc"), Has("phd"))))],
    )
    assert Snapshot(house, Progress({"python": done(EXPERT)}), TODAY).moves("bsc") == ("ml",)


def test_what_is_started_waived_or_lapsed_would_move() -> None:
    for mark in (STARTED, WAIVED, done(on=date(2020, 1, 1))):
        assert snapshot(aws=mark).moves("aws") == ("cloud",)
    assert snapshot(aws=done()).moves("aws") == ()


def test_a_met_alternative_moves_nothing() -> None:
    assert "intern" not in snapshot(bsc=done()).moves("python")


def test_the_needed_level_is_the_highest_a_role_names() -> None:
    house = catalog(
        [skill("python"), degree("msc")],
        [role("ml", Has("python", WORKING), Has("msc"), recommended=[Has("python", EXPERT)]), role("free")],
    )
    now = Snapshot(house, Progress(), TODAY)
    assert now.needed_level("python", "ml") is EXPERT
    assert now.needed_level("python", "free") is None
    assert now.needed_level("msc", "ml") is None


def test_asked_tells_the_firmest_strength_of_each_role() -> None:
    assert snapshot().asked("python") == {
        "ml": Strength.REQUIRED,
        "analyst": Strength.RECOMMENDED,
        "intern": Strength.REQUIRED,
    }
    assert snapshot().asked("msc") == {"ml": Strength.REQUIRED, "cloud": Strength.RECOMMENDED}
    assert list(snapshot().asked("python")) == ["ml", "analyst", "intern"]


def test_done_counts_what_is_marked_done_and_nothing_else() -> None:
    now = snapshot(python=STARTED, sql=WAIVED, msc=done(), aws=done(on=date(2020, 1, 1)), departed=done())
    assert now.done_count == 3


def test_departed_lists_marks_without_a_milestone() -> None:
    assert snapshot(zed=done(), python=done(WORKING), ada=STARTED).departed == ("ada", "zed")


def test_a_milestone_without_a_mark_is_open() -> None:
    assert snapshot().standing("python") == Standing(State.OPEN)
    assert snapshot().standing("nowhere") == Standing(State.OPEN)


def test_readiness_is_worked_out_once_in_catalog_order() -> None:
    now = snapshot(msc=done())
    assert list(now.readiness) == ["ml", "analyst", "intern", "cloud"]
    assert now.readiness is now.readiness
    assert now.readiness["ml"].ready


def test_two_snapshots_are_equal_only_if_they_are_the_same_one() -> None:
    one, other = Snapshot(HOUSE, Progress(), TODAY), Snapshot(HOUSE, Progress(), TODAY)
    assert one == one  # noqa: PLR0124 - identity is the point
    assert one != other
