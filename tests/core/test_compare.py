"""Roles side by side: shared, only here, and figures that are never mixed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mltrack.core.compare import Ask, Comparison, Measure, Part, compare, efforts, in_company, side_by_side
from mltrack.core.entries import Strength
from mltrack.core.figures import Pay
from mltrack.core.history import Mark, Target
from mltrack.core.plan import Wish, least_effort
from mltrack.core.progress import Progress
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Level, Requirement, State, judge, leaves
from mltrack.core.snapshot import Snapshot
from mltrack.errors import InvalidInput
from tests.core.worlds import (
    EXPERT,
    FAMILIAR,
    PROFICIENT,
    TODAY,
    WORKING,
    World,
    catalog,
    degree,
    done,
    project,
    role,
    skill,
    worlds,
)

REQUIRED, RECOMMENDED, OPTIONAL = Strength


def pay(measure: str, amount: int, currency: str = "USD", period: str = "year") -> Pay:
    return Pay(measure, "survey", "Pay", currency=currency, period=period, amount=amount)


MEDIAN, OTHER_MEDIAN, EUROS, MEAN = pay("median", 1), pay("median", 2), pay("median", 3, "EUR"), pay("average", 4)
HOUSE = catalog(
    [skill("python"), skill("sql"), degree("bsc"), degree("msc"), project("app"), project("talk")],
    [
        role(
            "ml",
            Has("python", WORKING),
            AnyOf((Has("bsc"), Has("msc"))),
            Has("app"),
            recommended=[Has("python", EXPERT)],
            pay=(MEDIAN, OTHER_MEDIAN, MEAN),
        ),
        role(
            "data",
            Has("python", PROFICIENT),
            AtLeast(2, (Has("bsc"), Has("talk"))),
            recommended=[Has("sql", FAMILIAR)],
            pay=(EUROS, MEDIAN),
        ),
        role("free", optional=[Has("python", FAMILIAR)]),
    ],
)
NOW = Snapshot(HOUSE, Progress(), TODAY)


def test_shared_is_what_two_or_more_ask_for_with_strength_and_level_of_each() -> None:
    found = compare(NOW, ["ml", "data"])
    assert {row.milestone: dict(row.asks) for row in found.shared} == {
        "python": {"ml": Ask(REQUIRED, WORKING, False), "data": Ask(REQUIRED, PROFICIENT, False)},
        "bsc": {"ml": Ask(REQUIRED, None, True), "data": Ask(REQUIRED, None, False)},
    }
    only = {one: [row.milestone for row in rows] for one, rows in found.only.items()}
    assert only == {"ml": ["msc", "app"], "data": ["talk", "sql"]}


def test_what_more_roles_ask_for_more_firmly_comes_first() -> None:
    assert [row.milestone for row in compare(NOW, ["ml", "data", "free"]).shared] == ["python", "bsc"]


def test_of_several_strengths_the_firmest_counts_with_its_own_level() -> None:
    house = catalog(
        [skill("python")],
        [
            role("ml", Has("python", FAMILIAR), AnyOf((Has("python", WORKING),)), recommended=[Has("python", EXPERT)]),
            role("data", AllOf((AnyOf((Has("python", WORKING), Has("python", EXPERT))),))),
        ],
    )
    (row,) = compare(Snapshot(house, Progress(), TODAY), ["ml", "data"]).shared
    assert row.asks == {"ml": Ask(REQUIRED, WORKING, False), "data": Ask(REQUIRED, EXPERT, True)}


def test_figures_of_different_measures_currencies_or_periods_stay_apart_and_all_are_shown() -> None:
    found = compare(NOW, ["ml", "data"]).pay
    assert found == {
        Measure("average", "USD", "year"): {"ml": (MEAN,)},
        Measure("median", "EUR", "year"): {"data": (EUROS,)},
        Measure("median", "USD", "year"): {"ml": (MEDIAN, OTHER_MEDIAN), "data": (MEDIAN,)},
    }


CHOICES = catalog(
    [skill("python"), *map(degree, ["a", "b", "c", "d"])],
    [
        role("ml", Has("python", WORKING), AnyOf((Has("a"), Has("b"), Has("c"))), recommended=[Has("d")]),
        role("data", Has("python", PROFICIENT), AtLeast(2, (Has("b"), Has("c"), Has("d")))),
        role("free", AllOf((AnyOf((Has("a"), Has("b"))), Has("c"))), optional=[Has("python", FAMILIAR)]),
    ],
)


def told(*ids: str, **marks: Mark) -> list[tuple[str, State, dict[str, tuple[Strength, object]]]]:
    now = Snapshot(CHOICES, Progress(marks), TODAY)
    return [
        (
            line.milestone or f"{line.label}: {line.common} common",
            line.state(now),
            {one: (part.strength, needs_of(part.needs)) for one, part in line.parts.items()},
        )
        for line in compare(now, ids).lines
    ]


def needs_of(needs: Requirement) -> object:
    return needs.level if isinstance(needs, Has) else f"{needs.count} of {len(needs.parts)}"


def test_alternatives_are_one_line_beside_those_of_the_other_that_are_most_alike() -> None:
    assert told("ml", "data") == [
        ("python", State.OPEN, {"ml": (REQUIRED, WORKING), "data": (REQUIRED, PROFICIENT)}),
        ("required 1: 2 common", State.OPEN, {"ml": (REQUIRED, "1 of 3"), "data": (REQUIRED, "2 of 3")}),
        ("d", State.OPEN, {"ml": (RECOMMENDED, None), "data": (REQUIRED, "2 of 3")}),
    ]
    assert [what for what, _, parts in told("ml", "free") if len(parts) > 1] == ["c", "required 1: 2 common", "python"]
    assert told("data", "free")[1][0] == "required 1: 1 common"


def test_of_several_choices_the_one_with_most_in_common_stands_beside_and_none_is_left_out() -> None:
    a, b, c, d, e = (Has(one) for one in "abcde")
    house = catalog(
        map(project, "abcde"),
        [role("ml", AnyOf((a, b, c))), role("data", AnyOf((a, d)), AnyOf((a, b, e)), recommended=[AnyOf((a, b, d))])],
    )
    lines = compare(Snapshot(house, Progress(), TODAY), ["ml", "data"]).lines
    assert [{one: part.needs for one, part in line.parts.items()} for line in lines] == [
        {"ml": AnyOf((a, b, c)), "data": AnyOf((a, b, e))},
        {"ml": AnyOf((a, b, c)), "data": AnyOf((a, d))},
        {"ml": AnyOf((a, b, c)), "data": AnyOf((a, b, d))},
    ]


@pytest.mark.parametrize(
    ("level", "state"), [(FAMILIAR, State.STARTED), (WORKING, State.STARTED), (PROFICIENT, State.MET)]
)
def test_a_line_is_met_where_every_role_has_what_it_asks_for(level: Level, state: State) -> None:
    assert told("ml", "data", python=done(level))[0][1] is state


def test_alternatives_stand_as_all_roles_together_do() -> None:
    assert told("ml", "data", b=done())[1][1] is State.STARTED
    assert told("ml", "data", b=done(), c=done())[1][1] is State.MET


def test_of_several_ways_to_ask_for_one_milestone_a_line_tells_the_firmest_at_its_highest_level() -> None:
    python = [Has("python", level) for level in (FAMILIAR, PROFICIENT, WORKING)]
    house = catalog([skill("python")], [role("ml", *python, recommended=[Has("python", EXPERT)]), role("data")])
    (line,) = compare(Snapshot(house, Progress(), TODAY), ["ml", "data"]).lines
    assert line.parts == {"ml": Part(REQUIRED, Has("python", PROFICIENT))}


@pytest.mark.parametrize("ids", [["ml"], ["ml", "ml"], [], ["ml", "data", "free", "ml"]])
def test_two_to_four_different_roles_can_be_compared(ids: list[str]) -> None:
    with pytest.raises(InvalidInput, match="2 to 4 different roles"):
        compare(NOW, ids)


def essence(found: Comparison) -> object:
    return (
        set(found.roles),
        {measure: dict(figures) for measure, figures in found.pay.items()},
        list(found.pay),
        dict(found.outlook),
        [(row.milestone, dict(row.asks)) for row in found.shared],
        {one: [row.milestone for row in rows] for one, rows in found.only.items()},
        dict(found.near),
    )


def some_roles(data: st.DataObject, world: World) -> list[str]:
    roles = sorted(world.catalog.roles)
    assume(len(roles) >= 2)
    return data.draw(st.lists(st.sampled_from(roles), min_size=2, max_size=4, unique=True))


@given(worlds(), st.data())
def test_comparing_is_symmetric_in_its_roles(world: World, data: st.DataObject) -> None:
    ids = some_roles(data, world)
    other = data.draw(st.permutations(ids))
    one, two = compare(world.snapshot, ids), compare(world.snapshot, other)
    assert essence(one) == essence(two)
    assert (one.roles, two.roles) == (tuple(ids), tuple(other))


@given(worlds(), st.data())
def test_everything_asked_for_is_shared_or_asked_for_by_one_alone(world: World, data: st.DataObject) -> None:
    ids = some_roles(data, world)
    found = compare(world.snapshot, ids)
    shared = {row.milestone for row in found.shared}
    for one in ids:
        named = {leaf.has for line in world.catalog.roles[one].requirements for leaf in leaves(line.needs)}
        alone = {row.milestone for row in found.only[one]}
        assert not shared & alone
        assert named == alone | {row.milestone for row in found.shared if one in row.asks}


@given(worlds(), st.data())
def test_the_lines_tell_everything_that_each_role_asks_for_and_no_line_more(world: World, data: st.DataObject) -> None:
    ids = some_roles(data, world)
    lines = compare(world.snapshot, ids).lines
    for one in ids:
        named = {leaf.has for line in world.catalog.roles[one].requirements for leaf in leaves(line.needs)}
        told = {leaf.has for line in lines if one in line.parts for leaf in leaves(line.parts[one].needs)}
        assert told == named
    assert all(line.parts for line in lines)
    outright = [line.milestone for line in lines if line.milestone]
    assert len(outright) == len(set(outright))


@given(worlds(), st.data())
def test_a_line_is_met_exactly_where_each_of_its_roles_has_it(world: World, data: st.DataObject) -> None:
    for line in compare(world.snapshot, some_roles(data, world)).lines:
        states = [judge(part.needs, world.snapshot.standings).state for part in line.parts.values()]
        assert (line.state(world.snapshot) is State.MET) == all(state is State.MET for state in states)


def aiming(*role_ids: str, primary: str) -> Snapshot:
    targets = {one: Target(primary=one == primary) for one in role_ids}
    return Snapshot(HOUSE, Progress({"python": done(WORKING), "app": done()}, targets=targets), TODAY)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ((), ("data", "ml")),
        (("free",), ("free", "data")),
        (("data",), ("data", "ml")),
        (("gone",), ("data", "ml")),
        (("free", "ml"), ("free", "ml")),
        (("free", "ml", "data"), ("free", "ml", "data")),
    ],
)
def test_roles_that_are_too_few_get_targets_for_company(given: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert in_company(aiming("ml", "data", primary="data"), given) == found


def test_without_targets_the_nearest_roles_are_company_and_a_role_alone_has_none() -> None:
    snapshot = Snapshot(HOUSE, Progress({"python": done(WORKING), "app": done()}), TODAY)
    assert in_company(snapshot, ("free",)) == ("free", "ml")
    assert in_company(snapshot, ("ml",)) == ("ml", "data")
    lonely = Snapshot(catalog([skill("python")], [role("only", Has("python", WORKING))]), Progress(), TODAY)
    assert in_company(lonely, ("only",)) == ("only",)
    assert in_company(Snapshot(catalog([skill("python")]), Progress(), TODAY), ()) == ()


def test_what_is_asked_for_is_known_before_what_it_takes() -> None:
    whole = compare(NOW, ["ml", "data"])
    assert side_by_side(HOUSE, ["ml", "data"]) == replace(whole, near={})
    with pytest.raises(InvalidInput):
        side_by_side(HOUSE, ["ml"])


def test_efforts_are_those_of_each_and_of_all_together() -> None:
    found = efforts(NOW, ["ml", "data", "free"])
    whole = compare(NOW, ["ml", "data", "free"])
    assert found.alone == {one: near.plan for one, near in whole.near.items()}
    assert found.alone["free"] is None
    assert found.together == least_effort(NOW, Wish(("ml", "data", "free")))
    assert {pick.milestone for pick in found.together.picks} >= {"python", "app"}
