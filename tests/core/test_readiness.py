from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Strength
from mltrack.core.history import Mark
from mltrack.core.progress import Progress
from mltrack.core.readiness import Readiness, expires_on, standings
from mltrack.core.requirements import AllOf, AnyOf, Has, Level, Requirement, Standing, State
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
    project,
    role,
    skill,
)

HUNDRED = [project(f"p{number}") for number in range(100)]


def standing_of(house: Catalog, milestone: str, today: date = TODAY, **marks: Mark) -> Standing | None:
    return standings(house, Progress(marks), today).get(milestone)


def ready_for(*required: Requirement, recommended: Sequence[Requirement] = (), **marks: Mark) -> Readiness:
    """One role with these requirements, over projects a to d and the skill python."""
    things = [*map(project, "abcd"), skill("python")]
    house = catalog(things, [role("ml", *required, recommended=recommended, optional=[Has("d")])])
    return Snapshot(house, Progress(marks), TODAY).readiness["ml"]


A, B, C = Has("a"), Has("b"), Has("c")


def test_required_and_recommended_are_counted_apart_and_optional_never() -> None:
    readiness = ready_for(A, B, C, recommended=(A, Has("d")), a=done(), b=WAIVED, d=done())
    required, recommended = readiness.required, readiness.recommended
    assert (required.met, required.waived, required.missing, required.total) == (1, 1, 1, 3)
    assert (required.share, required.percent) == (Fraction(1, 3), 33)
    assert (recommended.met, recommended.total, recommended.percent) == (2, 2, 100)
    assert [line.requirement.strength for line in readiness.lines].count(Strength.OPTIONAL) == 1
    assert len(readiness.lines) == 6


@pytest.mark.parametrize(("met", "percent"), [(0, 0), (1, 1), (33, 33), (99, 99), (100, 100)])
def test_percent_counts_whole_hundredths(met: int, percent: int) -> None:
    house = catalog(HUNDRED, [role("ml", *(Has(one.id) for one in HUNDRED))])
    marks = {one.id: done() for one in HUNDRED[:met]}
    assert Snapshot(house, Progress(marks), TODAY).readiness["ml"].required.percent == percent


def test_percent_is_floored_so_a_hair_below_all_is_99() -> None:
    house = catalog([*HUNDRED, skill("python")], [role("ml", *(Has(one.id) for one in HUNDRED), Has("python", EXPERT))])
    marks = {**{one.id: done() for one in HUNDRED}, "python": done(PROFICIENT)}
    required = Snapshot(house, Progress(marks), TODAY).readiness["ml"].required
    assert required.share == Fraction(403, 404)
    assert required.percent == 99


def test_two_thirds_is_66_percent() -> None:
    assert ready_for(A, B, C, a=done(), b=done()).required.percent == 66


def test_a_role_with_nothing_required_is_never_ready() -> None:
    readiness = ready_for(recommended=(A,), a=done(), d=done())
    assert (readiness.ready, readiness.required.total, readiness.required.share) == (False, 0, Fraction(0))
    assert readiness.missing() == ()


@pytest.mark.parametrize(
    ("marks", "ready", "waived"),
    [
        ({"a": done(), "b": done()}, True, 0),
        ({"a": done(), "b": WAIVED}, True, 1),
        ({"a": WAIVED, "b": WAIVED}, True, 2),
        ({"a": done(), "b": STARTED}, False, 0),
        ({"a": done()}, False, 0),
    ],
)
def test_a_role_is_ready_when_all_is_met_or_waived_and_says_how_many_are_waived(
    marks: dict[str, Mark], ready: bool, waived: int
) -> None:
    readiness = ready_for(A, B, recommended=[], **marks)
    assert (readiness.ready, readiness.required.waived) == (ready, waived)


def test_a_waiver_inside_a_group_makes_it_ready_but_not_a_hundred_percent() -> None:
    readiness = ready_for(AllOf((A, B)), a=done(), b=WAIVED)
    assert (readiness.ready, readiness.required.waived, readiness.required.percent) == (True, 1, 50)


def test_what_is_missing_names_each_once_and_only_the_required() -> None:
    readiness = ready_for(A, AnyOf((B, A)), AllOf((B, C)), recommended=(Has("d"),), c=done())
    assert readiness.missing() == (A, B)


@pytest.mark.parametrize(
    ("first", "second", "named"), [(WORKING, EXPERT, EXPERT), (EXPERT, WORKING, EXPERT), (WORKING, WORKING, WORKING)]
)
def test_a_skill_missing_at_two_levels_is_named_at_the_higher(first: Level, second: Level, named: Level) -> None:
    readiness = ready_for(Has("python", first), A, Has("python", second))
    assert readiness.missing() == (Has("python", named), A)


# Expiry


@pytest.mark.parametrize(
    ("done_on", "months", "last_day"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(9999, 1, 15), 12, date.max),
        (date.max, 1, date.max),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2025, 12, 15), 36, date(2028, 12, 15)),
    ],
)
def test_validity_counts_calendar_months_and_a_short_month_ends_it(done_on: date, months: int, last_day: date) -> None:
    assert expires_on(cert("aws", months), done(on=done_on)) == last_day


def test_a_stated_expiry_goes_before_the_validity_earlier_or_later() -> None:
    for stated in (date(2026, 3, 1), date(2036, 3, 1)):
        assert expires_on(cert("aws", 12), done(on=date(2026, 1, 1), expires=stated)) == stated


def test_without_a_validity_or_a_day_nothing_expires() -> None:
    assert expires_on(cert("aws"), done()) is None
    assert expires_on(degree("msc"), done()) is None
    assert expires_on(None, done()) is None
    assert expires_on(cert("aws", 12), STARTED) is None


@pytest.mark.parametrize(("after", "state"), [(-1, State.MET), (0, State.MET), (1, State.LAPSED)])
def test_the_last_day_still_counts(after: int, state: State) -> None:
    house, passed = catalog([cert("aws", 12)]), date(2025, 6, 30)
    found = standing_of(house, "aws", date(2026, 6, 30) + timedelta(days=after), aws=done(on=passed))
    assert found is not None
    assert found.state is state


def test_a_stated_expiry_lapses_anything_even_without_a_validity() -> None:
    house = catalog([degree("msc")])
    assert standing_of(house, "msc", msc=done(expires=TODAY - timedelta(days=1))) == Standing(State.LAPSED)
    assert standing_of(house, "msc", msc=done(expires=TODAY)) == Standing(State.MET)


# Standings and what is implied

CHAIN = catalog(
    [
        degree("bsc", implies=(Has("python", WORKING),)),
        degree("phd", implies=(Has("msc"),)),
        skill("python"),
        degree("msc", implies=(Has("bsc"), Has("python", PROFICIENT))),
        cert("aws", 12, implies=(Has("cloud"),)),
        cert("cloud", 12),
    ]
)


def test_marks_become_standings() -> None:
    marks = {"python": done(EXPERT), "bsc": STARTED, "msc": WAIVED, "gone": done()}
    assert standings(CHAIN, Progress(marks), TODAY) == {
        "python": Standing(State.MET, EXPERT),
        "bsc": Standing(State.STARTED),
        "msc": Standing(State.WAIVED),
        "gone": Standing(State.MET),
    }


def test_what_is_held_brings_along_what_it_implies_through_any_number_of_steps() -> None:
    assert standings(CHAIN, Progress({"phd": done()}), TODAY) == {
        "phd": Standing(State.MET),
        "msc": Standing(State.MET, implied_by="phd"),
        "bsc": Standing(State.MET, implied_by="phd"),
        "python": Standing(State.MET, PROFICIENT, implied_by="phd"),
    }


@pytest.mark.parametrize("parent", [STARTED, WAIVED, done(expires=TODAY - timedelta(days=1))])
def test_only_what_is_held_and_in_force_implies(parent: Mark) -> None:
    assert standing_of(CHAIN, "bsc", msc=parent) is None
    assert standing_of(CHAIN, "cloud", aws=parent) is None


def test_a_lapsed_parent_no_longer_implies_but_a_current_one_keeps_a_lapsed_child() -> None:
    old = done(on=date(2020, 1, 1))
    assert standing_of(CHAIN, "cloud", aws=old) is None
    assert standing_of(CHAIN, "cloud", aws=done(), cloud=old) == Standing(State.MET, implied_by="aws")
    assert standing_of(CHAIN, "cloud", aws=old, cloud=old) == Standing(State.LAPSED)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (done(FAMILIAR), Standing(State.MET, PROFICIENT, "msc")),
        (done(PROFICIENT), Standing(State.MET, PROFICIENT)),
        (done(EXPERT), Standing(State.MET, EXPERT)),
        (STARTED, Standing(State.MET, PROFICIENT, "msc")),
        (WAIVED, Standing(State.MET, PROFICIENT, "msc", waived=True)),
    ],
)
def test_the_better_of_ones_own_and_the_implied_level_counts(own: Mark, expected: Standing) -> None:
    assert standing_of(CHAIN, "python", msc=done(), python=own) == expected
    assert standings(CHAIN, Progress({"python": own, "msc": done()}), TODAY)["python"] == expected


def test_a_waiver_is_not_lost_to_what_implies_less_than_is_asked() -> None:
    """Else completing a degree would make a ready role unready."""
    house = catalog(
        [skill("python"), degree("msc", implies=(Has("python", FAMILIAR),))], [role("ml", Has("python", EXPERT))]
    )
    for marks in ({"python": WAIVED}, {"python": WAIVED, "msc": done()}):
        assert Snapshot(house, Progress(marks), TODAY).readiness["ml"].ready


def test_a_skill_marked_without_a_level_is_working_so_a_higher_implied_level_counts() -> None:
    found = standing_of(CHAIN, "python", msc=done(), python=done())
    assert found is not None
    assert found.level is PROFICIENT


def test_what_brings_a_milestone_along_does_not_depend_on_the_order_of_ticks() -> None:
    one, other = {"phd": done(), "msc": done()}, {"msc": done(), "phd": done()}
    assert standings(CHAIN, Progress(one), TODAY) == standings(CHAIN, Progress(other), TODAY)
