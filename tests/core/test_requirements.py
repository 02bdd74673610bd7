from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from mltrack.core.requirements import (
    NOT_STARTED,
    AllOf,
    AnyOf,
    AtLeast,
    Has,
    Level,
    Requirement,
    Standing,
    State,
    Verdict,
    judge,
    leaves,
    satisfied,
)
from tests.core.worlds import EXPERT, FAMILIAR, PROFICIENT, WORKING

HELD = Standing(State.MET)
MET, WAIVED, LAPSED, UNDER_WAY, OPEN = (State.MET, State.WAIVED, State.LAPSED, State.STARTED, State.OPEN)
ALL_STATES = {"met": HELD, **{state.value: Standing(state) for state in (WAIVED, LAPSED, UNDER_WAY, OPEN)}}
"""One milestone in each state, under the name of the state."""
met, waived, lapsed, started, open_ = (Has(name) for name in ("met", "waived", "lapsed", "started", "nowhere"))


def skill_at(level: Level) -> Mapping[str, Standing]:
    return {"python": Standing(State.MET, level)}


@pytest.mark.parametrize(
    ("leaf", "state", "credit"),
    [
        (met, MET, 1),
        (waived, WAIVED, 0),
        (lapsed, LAPSED, 0),
        (started, UNDER_WAY, 0),
        (open_, OPEN, 0),
        (Has("open"), OPEN, 0),
    ],
    ids=lambda value: str(getattr(value, "has", "")),
)
def test_a_leaf_stands_as_its_milestone_and_only_a_held_one_has_credit(leaf: Has, state: State, credit: int) -> None:
    verdict = judge(leaf, ALL_STATES)
    assert (verdict.state, verdict.credit) == (state, Fraction(credit))
    assert not verdict.parts
    assert verdict.standing == ALL_STATES.get(leaf.has, Standing(State.OPEN))


@pytest.mark.parametrize(
    ("held", "needed", "state", "credit"),
    [
        (FAMILIAR, FAMILIAR, MET, Fraction(1)),
        (FAMILIAR, WORKING, UNDER_WAY, Fraction(1, 2)),
        (FAMILIAR, PROFICIENT, UNDER_WAY, Fraction(1, 3)),
        (FAMILIAR, EXPERT, UNDER_WAY, Fraction(1, 4)),
        (WORKING, FAMILIAR, MET, Fraction(1)),
        (WORKING, PROFICIENT, UNDER_WAY, Fraction(2, 3)),
        (WORKING, EXPERT, UNDER_WAY, Fraction(1, 2)),
        (PROFICIENT, EXPERT, UNDER_WAY, Fraction(3, 4)),
        (EXPERT, EXPERT, MET, Fraction(1)),
        (EXPERT, FAMILIAR, MET, Fraction(1)),
    ],
)
def test_a_skill_below_its_level_earns_held_over_needed(
    held: Level, needed: Level, state: State, credit: Fraction
) -> None:
    verdict = judge(Has("python", needed), skill_at(held))
    assert (verdict.state, verdict.credit) == (state, credit)
    assert isinstance(verdict.credit, Fraction)


def test_a_skill_held_at_no_stated_level_counts_as_working() -> None:
    assert judge(Has("python", WORKING), {"python": HELD}).state is MET
    assert judge(Has("python", EXPERT), {"python": HELD}).credit == Fraction(1, 2)


def test_what_is_held_and_waived_as_well_is_met_where_its_level_suffices_and_waived_where_not() -> None:
    both = {"python": Standing(State.MET, WORKING, "msc", waived=True)}
    enough, short = judge(Has("python", WORKING), both), judge(Has("python", EXPERT), both)
    assert (enough.state, enough.credit) == (MET, Fraction(1))
    assert (short.state, short.credit, short.missing()) == (WAIVED, Fraction(1, 2), ())
    assert satisfied(Has("python", EXPERT), both.__getitem__)
    assert not satisfied(Has("python", EXPERT), skill_at(WORKING).__getitem__)


def test_a_level_on_something_not_in_force_earns_nothing() -> None:
    assert judge(Has("python", WORKING), {"python": Standing(LAPSED, EXPERT)}).credit == 0


THIRDS = AtLeast(2, (met, started, open_))
CASES: dict[str, tuple[Requirement, State, Fraction]] = {
    "all, all met": (AllOf((met, met)), MET, Fraction(1)),
    "all, one open": (AllOf((met, open_)), UNDER_WAY, Fraction(1, 2)),
    "all, none met": (AllOf((open_, open_)), OPEN, Fraction(0)),
    "all, one started": (AllOf((open_, started)), UNDER_WAY, Fraction(0)),
    "all, one lapsed": (AllOf((met, lapsed)), LAPSED, Fraction(1, 2)),
    "all, one waived, rest met": (AllOf((met, met, waived)), WAIVED, Fraction(2, 3)),
    "all, one waived, rest open": (AllOf((waived, open_)), UNDER_WAY, Fraction(0)),
    "all, only waived": (AllOf((waived,)), WAIVED, Fraction(0)),
    "any, one met": (AnyOf((open_, met, lapsed)), MET, Fraction(1)),
    "any, none met": (AnyOf((open_, open_)), OPEN, Fraction(0)),
    "any, met goes before waived": (AnyOf((waived, met)), MET, Fraction(1)),
    "any, waived": (AnyOf((open_, waived)), WAIVED, Fraction(0)),
    "any, lapsed": (AnyOf((open_, lapsed)), LAPSED, Fraction(0)),
    "any, started": (AnyOf((open_, started)), UNDER_WAY, Fraction(0)),
    "at least 1 is any": (AtLeast(1, (open_, met)), MET, Fraction(1)),
    "at least 2 of 3, 1 met": (THIRDS, UNDER_WAY, Fraction(1, 2)),
    "at least 2 of 3, 2 met": (AtLeast(2, (met, open_, met)), MET, Fraction(1)),
    "at least 2, 1 met and 1 waived": (AtLeast(2, (met, open_, waived)), WAIVED, Fraction(1, 2)),
    "at least 2, 2 met and 1 waived": (AtLeast(2, (met, waived, met)), MET, Fraction(1)),
    "at least 2, 1 waived": (AtLeast(2, (open_, waived, open_)), UNDER_WAY, Fraction(0)),
    "at least all is all": (AtLeast(3, (met, met, open_)), UNDER_WAY, Fraction(2, 3)),
    "any of all": (AnyOf((AllOf((met, open_, open_)), AllOf((met, open_)))), UNDER_WAY, Fraction(1, 2)),
    "all of any": (AllOf((AnyOf((open_, met)), AnyOf((met, waived)))), MET, Fraction(1)),
    "all of at least": (AllOf((met, THIRDS)), UNDER_WAY, Fraction(3, 4)),
    "waived two groups down": (AllOf((met, AnyOf((open_, AllOf((met, waived)))))), WAIVED, Fraction(3, 4)),
    "lapsed two groups down": (AnyOf((AllOf((AnyOf((lapsed, open_)),)), open_)), LAPSED, Fraction(0)),
}


@pytest.mark.parametrize(("requirement", "state", "credit"), CASES.values(), ids=CASES)
def test_a_group_is_judged_by_its_parts(requirement: Requirement, state: State, credit: Fraction) -> None:
    verdict = judge(requirement, ALL_STATES)
    assert (verdict.state, verdict.credit) == (state, credit)
    assert satisfied(requirement, lambda one: ALL_STATES.get(one, NOT_STARTED)) == state.satisfied


def test_levels_share_exactly_inside_groups() -> None:
    tree = AllOf((Has("python", PROFICIENT), Has("sql", EXPERT), Has("git", WORKING)))
    held = {**skill_at(WORKING), "sql": Standing(State.MET, FAMILIAR), "git": Standing(State.MET, EXPERT)}
    assert judge(tree, held).credit == (Fraction(2, 3) + Fraction(1, 4) + 1) / 3
    assert judge(AnyOf(tree.all[:2]), held).credit == Fraction(2, 3)
    assert judge(AtLeast(2, tree.all), held).credit == (1 + Fraction(2, 3)) / 2


def test_a_verdict_has_the_shape_of_its_requirement() -> None:
    tree = AllOf((met, AnyOf((open_, started))))

    def shape(verdict: Verdict) -> tuple[object, ...]:
        return (verdict.requirement, *map(shape, verdict.parts))

    assert shape(judge(tree, ALL_STATES)) == (tree, (met,), (tree.all[1], (open_,), (started,)))


MISSING: dict[str, tuple[Requirement, tuple[Has, ...]]] = {
    "an open leaf": (open_, (open_,)),
    "a met leaf": (met, ()),
    "a waived leaf": (waived, ()),
    "a lapsed leaf": (lapsed, (lapsed,)),
    "a started leaf": (started, (started,)),
    "all but the met and waived": (AllOf((met, open_, waived, lapsed)), (open_, lapsed)),
    "the first of equal alternatives": (AnyOf((started, open_)), (started,)),
    "nothing of a met choice": (AnyOf((open_, met)), ()),
    "nothing of a waived choice": (AnyOf((open_, waived)), ()),
    "the nearest alternative": (AnyOf((AllOf((open_, lapsed)), AllOf((met, started)))), (started,)),
    "as many as are lacking": (AtLeast(3, (open_, met, started, lapsed)), (open_, started)),
    "a waived part fills a place": (AtLeast(2, (waived, open_, lapsed)), (open_,)),
    "nested, left to right": (AllOf((AtLeast(1, (open_, lapsed)), started)), (open_, started)),
}


@pytest.mark.parametrize(("requirement", "missing"), MISSING.values(), ids=MISSING)
def test_missing_names_the_leaves_along_the_nearest_alternatives(
    requirement: Requirement, missing: tuple[Has, ...]
) -> None:
    assert judge(requirement, ALL_STATES).missing() == missing


def test_the_nearest_alternative_may_be_a_skill_held_too_low() -> None:
    choice = AnyOf((Has("r", WORKING), Has("python", EXPERT)))
    assert judge(choice, skill_at(PROFICIENT)).missing() == (Has("python", EXPERT),)


def test_levels_are_ordered_and_numbered_one_to_four() -> None:
    assert sorted([EXPERT, WORKING, FAMILIAR, PROFICIENT]) == [FAMILIAR, WORKING, PROFICIENT, EXPERT]
    assert [Level.of_rank(rank) for rank in (1, 2, 3, 4)] == list(Level)
    assert [level.rank for level in Level] == [1, 2, 3, 4]
    assert [Level(word) for word in ("familiar", "working", "proficient", "expert")] == list(Level)
    assert not FAMILIAR > WORKING
    assert Level("working") >= WORKING


@pytest.mark.parametrize("rank", [0, 5, -1])
def test_no_other_number_is_a_level(rank: int) -> None:
    with pytest.raises(ValueError, match=f"{rank} is not a level; levels are 1 familiar to 4 expert"):
        Level.of_rank(rank)


def test_levels_and_states_are_not_compared_with_anything_else() -> None:
    with pytest.raises(TypeError):
        _ = WORKING < 3
    with pytest.raises(TypeError):
        _ = State.MET < "met"


def test_states_are_ordered_from_open_to_met() -> None:
    assert sorted(State, reverse=True) == [MET, WAIVED, LAPSED, UNDER_WAY, OPEN]
    assert [state for state in State if state.satisfied] == [WAIVED, MET]


@pytest.mark.parametrize("count", [0, 3, -1])
def test_at_least_must_lie_between_one_and_the_number_of_parts(count: int) -> None:
    with pytest.raises(ValueError, match=f"at_least must be 1 to 2, the number of parts, not {count}"):
        AtLeast(count, (met, open_))


@pytest.mark.parametrize(
    ("group", "key"),
    [(AllOf, "all"), (AnyOf, "any"), (lambda parts: AtLeast(1, parts), "of")],
    ids=["all", "any", "of"],
)
def test_a_group_without_parts_is_refused(group: type[AllOf], key: str) -> None:
    with pytest.raises(ValueError, match=f"'{key}' needs at least one part"):
        group(())


def test_leaves_come_left_to_right_with_repeats() -> None:
    tree = AllOf((met, AnyOf((open_, AtLeast(1, (started, met)))), lapsed))
    assert list(leaves(tree)) == [met, open_, started, met, lapsed]
    assert list(leaves(met)) == [met]


MINUTES = {"a": 5.0, "b": 1.0, "c": 3.0, "python": 9.0}


@pytest.mark.parametrize(
    ("requirement", "missing"),
    [
        (AnyOf((Has("a"), Has("b"))), [Has("b")]),
        (AnyOf((AllOf((Has("b"), Has("c"))), Has("a"))), [Has("b"), Has("c")]),
        (AnyOf((AllOf((Has("b"), Has("a"))), Has("a"))), [Has("a")]),
        (AtLeast(2, (Has("a"), Has("c"), Has("b"))), [Has("b"), Has("c")]),
        (AnyOf((Has("b"), Has("python", EXPERT))), [Has("python", EXPERT)]),
        (AnyOf((AnyOf((Has("a"), Has("b"))), Has("c"))), [Has("b")]),
        (AnyOf((AllOf((Has("b"),) * 4), Has("c"))), [Has("b")] * 4),
    ],
    ids=["least", "sum of all", "all of it", "the two least", "credit first", "nested", "the same once"],
)
def test_between_equally_near_alternatives_least_effort_decides(requirement: Requirement, missing: list[Has]) -> None:
    verdict = judge(requirement, {"python": Standing(MET, FAMILIAR)})
    assert list(verdict.missing(lambda leaf: MINUTES[leaf.has])) == missing


def test_of_alternatives_that_take_the_same_the_one_written_first_is_missing() -> None:
    assert judge(AnyOf((Has("b"), Has("a"))), {}).missing(lambda leaf: 1) == (Has("b"),)
