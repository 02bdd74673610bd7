"""What is told beside a plan, what a person may choose in it, and how a search ends early."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core import planning
from mltrack.core.entries import Milestone, Role
from mltrack.core.history import Mark, Target
from mltrack.core.least_cost import Work
from mltrack.core.plan import WORK, Wish, least_effort
from mltrack.core.planning import Choices, Planned, Search, advised, planned
from mltrack.core.progress import Progress
from mltrack.core.requirements import AnyOf, Has
from mltrack.core.schedule import Promise
from mltrack.core.snapshot import Snapshot
from tests.core.plans import hours
from tests.core.worlds import TODAY, WAIVED, catalog, done, project, role

TEN = Fraction(10)
LEFT, RIGHT = project("left", effort=hours(70)), project("right", effort=hours(90))
EITHER = role("either", AnyOf((Has("left"), Has("right"))))


def aiming(
    milestones: Iterable[Milestone],
    roles: Iterable[Role],
    aims: Mapping[str, date | None],
    marks: Mapping[str, Mark] | None = None,
) -> Snapshot:
    targets = {role_id: Target(primary=not number, by=by) for number, (role_id, by) in enumerate(aims.items())}
    return Snapshot(catalog(milestones, roles), Progress(marks or {}, targets=targets), TODAY)


def plan_of(snapshot: Snapshot, choices: Choices = Choices(), search: Search | None = None) -> Planned:  # noqa: B008 - frozen
    found = planned(snapshot, TEN, choices, search or Search())
    assert found is not None
    return found


def names(found: Planned) -> list[str]:
    return [pick.milestone for pick in found.advice.plan.picks]


def test_without_a_target_there_is_nothing_to_plan() -> None:
    assert planned(aiming([LEFT], [role("one", Has("left"))], {}), TEN, Choices(), Search()) is None


def test_a_target_that_left_the_catalog_is_not_planned_for() -> None:
    snapshot = aiming([LEFT], [role("one", Has("left"))], {"gone": None, "one": None})
    assert plan_of(snapshot).advice.plan.wish.roles == ("one",)


def test_the_plan_takes_what_is_pinned_and_goes_without_what_is_left_out() -> None:
    snapshot = aiming([LEFT, RIGHT], [EITHER], {"either": None})
    assert names(plan_of(snapshot)) == ["left"]
    assert names(plan_of(snapshot, Choices(without=frozenset({"left"})))) == ["right"]
    assert names(plan_of(snapshot, Choices(pins=frozenset({"right"})))) == ["right"]
    both_out = plan_of(snapshot, Choices(without=frozenset({"left", "right"})))
    assert names(both_out) == []
    assert [sorted(obstacle.barred) for obstacle in both_out.advice.plan.obstacles] == [["left", "right"]]
    assert not both_out.is_met


@pytest.mark.parametrize(
    ("weeks", "promise", "needed"),
    # Of 70 hours, at 10 a week and with both days counted.
    [
        (20, Promise.KEPT, {}),
        (7, Promise.KEPT, {}),
        (3, Promise.BROKEN, {"one": 23}),
        (0, Promise.BROKEN, {"one": None}),
    ],
)
def test_the_hours_a_week_are_told_that_would_keep_a_day(
    weeks: int, promise: Promise, needed: Mapping[str, int | None]
) -> None:
    by = TODAY + timedelta(weeks=weeks)
    advice = plan_of(aiming([LEFT], [role("one", Has("left"))], {"one": by})).advice
    assert advice.schedule.arrivals[0].promise is promise
    assert advice.needed == needed


def test_where_all_is_met_the_nearest_other_roles_are_told() -> None:
    roles = [
        role("mine", Has("left")),
        role("ready", Has("left")),
        role("near", Has("left"), Has("right")),
        role("far", Has("right"), Has("more")),
        role("unstated"),
    ]
    milestones = [LEFT, RIGHT, project("more", effort=hours(10))]
    met = plan_of(aiming(milestones, roles, {"mine": None}, {"left": done()}))
    assert met.is_met
    assert [near.role for near in met.nearest] == ["near", "far"]
    assert plan_of(aiming(milestones, roles, {"mine": None}, {"left": WAIVED})).is_met
    assert plan_of(aiming(milestones, roles, {"mine": None})).nearest == ()


def test_a_role_of_which_nothing_is_stated_is_not_met() -> None:
    found = plan_of(aiming([LEFT], [role("unstated")], {"unstated": None}))
    assert not found.is_met
    assert found.nearest == ()


def test_a_search_that_is_stopped_takes_the_best_so_far_and_says_that_it_was_not_searched_out() -> None:
    snapshot = aiming([LEFT, RIGHT], [EITHER], {"either": None})
    assert plan_of(snapshot).is_searched_out
    search = Search()
    search.stop()
    found = plan_of(snapshot, search=search)
    assert found.advice.plan.picks
    assert not found.is_searched_out


def test_a_longer_search_has_more_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "WORK", 7)
    assert [work.left for work in Search(10).works] == [70, 70, 70]


def test_work_that_is_stopped_is_used_up_with_the_next_look_whatever_was_left() -> None:
    work = Work(1_000)
    work.take(1)
    assert work.left == 999
    work.stop()
    assert work.left == 0
    work.left = 500  # as a search that was about to write down what it had taken
    work.take(1)
    assert work.left == 0


def test_what_is_told_is_what_the_parts_tell() -> None:
    snapshot = aiming([LEFT, RIGHT], [EITHER], {"either": None})
    wish = Wish(("either",), TEN)
    advice = advised(snapshot, wish, TODAY, Search())
    assert advice.plan == least_effort(snapshot, wish, Work(WORK))
    assert [(reason.as_good, reason.pick.milestone) for reason in advice.reasons] == [((), "left")]
    assert advice.alone == {}


ids = st.sampled_from(["a", "b", "c"])
deeds = st.lists(
    st.tuples(st.just("pin"), ids, st.just(())) | st.tuples(st.just("without"), ids, st.just(()))
    | st.tuples(st.just("rather"), ids, st.lists(ids, max_size=2).map(tuple))
)  # fmt: skip


@given(deeds)
def test_nothing_is_ever_both_pinned_and_left_out_and_the_last_word_holds(
    done_so_far: list[tuple[str, str, tuple[str, ...]]],
) -> None:
    choices = Choices()
    for deed, one, others in done_so_far:
        before = choices
        match deed:
            case "pin":
                choices = choices.turn_pin(one)
                assert (one in choices.pins) is (one not in before.pins)
            case "without":
                choices = choices.turn_without(one)
                assert (one in choices.without) is (one not in before.without)
            case _:
                choices = choices.rather(others, one)
                assert one not in choices.pins
                assert choices.pins >= set(others) - {one}
                assert bool(others) or one in choices.without
        assert not choices.pins & choices.without


def test_a_pin_or_a_word_against_something_taken_back_leaves_what_was() -> None:
    choices = Choices(frozenset({"a"}), frozenset({"b"}))
    assert choices.turn_pin("c").turn_pin("c") == choices
    assert choices.turn_without("c").turn_without("c") == choices
