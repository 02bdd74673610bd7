"""What to do next: who is a candidate, in which order, and the words that say why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from mltrack.core.advice import NextStep, effort_words, missing, next_steps, ranked_moves, reason, time_words
from mltrack.core.catalog import Catalog
from mltrack.core.effort import Origin, Remaining
from mltrack.core.entries import Availability, Basis, Effort, Milestone, Span
from mltrack.core.history import Mark, OwnEffort, Target
from mltrack.core.plan import Wish, least_effort
from mltrack.core.progress import Progress
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, State
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

ML = {"ml": Target(primary=True)}


def hours(low: float, high: float) -> Effort:
    return Effort(Basis.ESTIMATE, Span(low, high))


def at(
    house: Catalog, targets: dict[str, Target] | None = None, due: dict[str, date] | None = None, **marks: Mark
) -> Snapshot:
    return Snapshot(house, Progress(marks, targets=ML if targets is None else targets, due=due or {}), TODAY)


def order(snapshot: Snapshot, role_id: str | None = None) -> list[str]:
    return [step.milestone for step in next_steps(snapshot, role_id)]


def step(snapshot: Snapshot, milestone_id: str, role_id: str | None = None) -> NextStep:
    return next(one for one in next_steps(snapshot, role_id) if one.milestone == milestone_id)


def retired(one: Milestone) -> Milestone:
    assert one.credential is not None
    return replace(one, credential=replace(one.credential, status=Availability.RETIRED))


# What is missing


CHOOSING = catalog(
    [degree("bsc"), project("camp", effort=hours(100, 200)), project("course", prerequisites=Has("camp"))],
    [role("ml", AnyOf((Has("bsc"), Has("camp"))))],
)


def test_between_equally_near_alternatives_the_one_of_least_effort_is_missing_as_it_is_planned() -> None:
    now = at(CHOOSING)
    assert missing(now, "ml") == (Has("camp"),)
    assert [pick.milestone for pick in least_effort(now, Wish(roles=("ml",))).picks] == ["camp"]
    assert now.readiness["ml"].missing() == (Has("bsc"),)


def test_the_effort_of_what_is_missing_is_the_own_one_at_the_hours_a_week_that_are_studied() -> None:
    own = replace(Progress(), efforts={"bsc": OwnEffort(months=Span(1, 2)), "camp": OwnEffort(hours=Span(50, 60))})
    now = Snapshot(CHOOSING, own, TODAY)
    assert missing(now, "ml", Fraction(5)) == (Has("bsc"),)
    assert missing(now, "ml", Fraction(10)) == (Has("camp"),)


def test_what_comes_before_an_alternative_does_not_count_and_what_nobody_can_earn_comes_last() -> None:
    house = catalog(
        [
            degree("bsc"),
            project("camp", effort=hours(900, 900)),
            project("course", prerequisites=Has("bsc")),
            retired(cert("gone")),
        ],
        [role("ml", AnyOf((Has("gone"), Has("camp"), Has("course")))), role("old", AnyOf((Has("gone"),)))],
    )
    assert missing(at(house), "ml") == (Has("course"),)
    assert missing(at(house), "old") == (Has("gone"),)


def test_what_has_to_come_first_is_the_alternative_of_least_effort() -> None:
    house = catalog(
        [degree("bsc"), project("camp"), project("app", prerequisites=AnyOf((Has("bsc"), Has("camp"))))],
        [role("ml", Has("app"))],
    )
    assert step(at(house), "app").first == (Has("camp"),)


# Who is a candidate


def test_only_what_can_be_earned_and_brings_somebody_nearer_is_a_candidate() -> None:
    house = catalog(
        [
            *map(project, ["open", "started", "waived", "done", "idle"]),
            cert("lapsed", 12),
            retired(cert("retired")),
            cert("fine"),
        ],
        [role("ml", *map(Has, ["open", "started", "waived", "done", "lapsed", "retired", "fine"]))],
    )
    marks = {"started": STARTED, "waived": WAIVED, "done": done(), "lapsed": done(on=date(2020, 1, 1))}
    found = {one.milestone: one.state for one in next_steps(Snapshot(house, Progress(marks), TODAY))}
    assert found == {
        "fine": State.OPEN,
        "open": State.OPEN,
        "started": State.STARTED,
        "lapsed": State.LAPSED,
    }


def test_a_skill_below_the_level_asked_for_is_a_candidate_to_that_level() -> None:
    house = catalog([skill("python")], [role("ml", Has("python", PROFICIENT)), role("guru", Has("python", EXPERT))])
    now = at(house, python=done(WORKING))
    assert (step(now, "python").level, step(now, "python").state) == (PROFICIENT, State.MET)
    assert step(at(house, python=done(PROFICIENT)), "python").level is EXPERT
    assert step(at(house), "python", "guru").level is EXPERT
    assert order(at(house, python=done(EXPERT))) == []
    assert order(at(house, python=replace(done(WORKING), reason="enough here"))) == []


def test_what_has_to_come_first_is_a_candidate_through_any_number_of_steps() -> None:
    house = catalog(
        [
            skill("maths"),
            skill("python", prerequisites=Has("maths", FAMILIAR)),
            project("app", prerequisites=Has("python", WORKING)),
            retired(cert("gate")),
            project("shut", prerequisites=Has("gate")),
        ],
        [role("ml", Has("app"), Has("shut"))],
    )
    now = at(house)
    assert order(now) == ["maths", "app", "python"]
    assert step(now, "maths").on_the_way == ("app",)
    assert step(now, "maths").on_primary_way
    assert not step(now, "maths").primary
    assert (step(now, "maths").level, step(now, "python").level) == (FAMILIAR, WORKING)
    assert step(now, "app").first == (Has("python", WORKING),)
    assert order(at(house, python=done(WORKING))) == ["app"]
    assert order(at(house, python=WAIVED)) == ["app"]


# The order


@pytest.mark.parametrize(
    ("milestones", "targets", "due", "expected"),
    [
        pytest.param(
            [project("a", prerequisites=Has("z")), project("b"), project("z")],
            None,
            {},
            ["z", "b", "a"],
            id="prerequisites",
        ),
        pytest.param([project("b"), project("a")], None, {}, ["a", "b"], id="id"),
        pytest.param([project("a"), project("b")], None, {"b": TODAY}, ["b", "a"], id="due date"),
        pytest.param(
            [project("a"), project("b")],
            None,
            {"a": TODAY + timedelta(1), "b": TODAY},
            ["b", "a"],
            id="sooner due date",
        ),
        pytest.param(
            [project("a", effort=hours(5, 50)), project("b", effort=hours(20, 40))],
            None,
            {},
            ["b", "a"],
            id="upper end",
        ),
        pytest.param(
            [project("a", effort=Effort(Basis.ESTIMATE, months=Span(1, 1))), project("b", effort=hours(20, 40))],
            None,
            {},
            ["b", "a"],
            id="a month weighs what can be studied in it",
        ),
        pytest.param(
            [project("a"), project("b"), project("c", prerequisites=Has("b"))], None, {}, ["b", "a", "c"], id="unlocks"
        ),
    ],
)
def test_the_order_among_what_one_target_requires(
    milestones: list[Milestone], targets: dict[str, Target] | None, due: dict[str, date], expected: list[str]
) -> None:
    house = catalog(milestones, [role("ml", *(Has(one.id) for one in milestones))])
    assert order(at(house, targets, due)) == expected


def test_the_primary_target_comes_before_the_number_of_targets_and_this_before_what_is_unlocked() -> None:
    house = catalog(
        [
            project("both"),
            project("first"),
            project("other"),
            project("key"),
            project("door", prerequisites=Has("key")),
        ],
        [
            role("ml", Has("first")),
            role("data", Has("both"), Has("key"), Has("door")),
            role("ops", Has("both")),
            role("free", Has("other")),
        ],
    )
    targets = {"ml": Target(primary=True), "data": Target(primary=False), "ops": Target(primary=False)}
    now = at(house, targets)
    assert order(now) == ["first", "both", "key", "other", "door"]
    assert step(now, "both").required_by == ("data", "ops")
    assert order(now, "free") == ["other", "both", "key", "first", "door"]
    assert order(now, "data")[:2] == ["both", "key"]


def test_what_is_on_the_way_to_the_primary_target_comes_right_after_what_it_requires() -> None:
    house = catalog(
        [project("goal", prerequisites=Has("way")), project("way"), project("asked"), project("many")],
        [role("ml", Has("goal"), Has("asked")), role("data", Has("many"))],
    )
    now = at(house, {"ml": Target(primary=True), "data": Target(primary=False)})
    assert order(now) == ["asked", "way", "many", "goal"]


def test_without_a_target_the_number_of_roles_moved_decides() -> None:
    house = catalog([project("one"), project("two")], [role("ml", Has("one"), Has("two")), role("data", Has("two"))])
    assert order(at(house, {})) == ["two", "one"]
    assert at(house, {}).primary_target is None
    assert at(house, {"departed": Target(True), "ml": Target(False)}).primary_target == "ml"


def test_an_alternative_of_a_group_that_is_met_is_not_required() -> None:
    house = catalog(
        [degree("bsc"), project("book"), project("app")],
        [role("ml", AnyOf((Has("bsc"), Has("book"))), Has("app")), role("data", Has("book"))],
    )
    assert order(at(house))[:1] == ["app"]
    now = at(house, bsc=done())
    assert order(now) == ["app", "book"]
    assert step(now, "book").required_by == ()
    assert order(at(house, bsc=WAIVED))[:1] == ["app"]


def test_a_choice_is_told_apart_from_what_nothing_can_stand_in_for() -> None:
    house = catalog(
        [degree("bsc"), project("book"), project("app"), project("talk")],
        [role("ml", AnyOf((Has("bsc"), AllOf((Has("book"), Has("talk"))))), AtLeast(1, (Has("app"),)))],
    )
    now = at(house)
    assert [(one.milestone, one.choice) for one in next_steps(now) if one.primary] == [
        ("app", False),
        ("book", True),
        ("talk", True),
        ("bsc", True),
    ]


def test_only_what_would_then_be_possible_counts_as_unlocked() -> None:
    house = catalog(
        [
            project("key"),
            project("other"),
            degree("master", implies=(Has("key"),)),
            project("one", prerequisites=Has("key")),
            project("two", prerequisites=AllOf((Has("key"), Has("other")))),
            project("three", prerequisites=AnyOf((Has("key"), Has("other")))),
        ],
        [role("ml", Has("key"), Has("other"), Has("one"))],
    )
    now = at(house)
    assert step(now, "key").unlocks == step(now, "master").unlocks == ("one", "three")
    assert step(now, "other").unlocks == ("three",)
    assert step(at(house, other=done()), "key").unlocks == ("one", "two")
    assert step(at(house, one=done()), "key").unlocks == ("three",)


# The words


def test_the_reason_names_the_facts_in_the_order_in_which_they_count() -> None:
    house = catalog(
        [
            project("key", effort=hours(20, 40)),
            project("door", prerequisites=Has("key")),
            project("way", effort=hours(0.5, 2.2)),
        ],
        [role("ml", Has("key")), role("data", Has("key"), Has("door")), role("free", Has("way"))],
    )
    now = at(house, {"ml": Target(True), "data": Target(False)}, {"key": TODAY})
    assert (
        reason(now, step(now, "key"))
        == "required by 2 targets, opens the way to 1 more, due 2026-11-20, 20-40 h (estimate)"
    )
    assert reason(now, step(now, "way")) == "moves 1 role, 0-3 h (estimate)"
    assert step(now, "door").reasons == ("required by 1 target", "20-60 h (assumed)")


def test_the_only_one_of_several_targets_that_requires_it_is_named() -> None:
    house = catalog(
        [project("a"), project("b"), project("c")],
        [role("ml", Has("a")), role("data", Has("b")), role("free", AnyOf((Has("b"), Has("c"))))],
    )
    one, two = at(house, {"ml": Target(True)}), at(house, {"ml": Target(True), "data": Target(False)})
    assert reason(one, step(one, "a")) == "required by 1 target, 20-60 h (assumed)"
    assert reason(two, step(two, "a")) == f"required by {house.role_title('ml')}, 20-60 h (assumed)"
    assert reason(two, step(two, "b")) == f"required by {house.role_title('data')}, 20-60 h (assumed)"
    assert (
        reason(one, step(one, "c", "free")) == f"one of several ways for {house.role_title('free')}, 20-60 h (assumed)"
    )
    assert reason(two, step(two, "b", "free")) == "required by 2 roles, 20-60 h (assumed)"


def test_the_reason_says_when_there_is_a_choice_and_when_it_is_only_on_the_way() -> None:
    house = catalog(
        [
            degree("bsc"),
            project("goal", prerequisites=Has("way")),
            project("way"),
            project("b", prerequisites=Has("a")),
            project("a"),
        ],
        [role("ml", AnyOf((Has("bsc"), Has("goal")))), role("free", Has("b"))],
    )
    now = at(house)
    assert step(now, "bsc").reasons[0] == "one of several ways for 1 target"
    assert step(now, "way").reasons[0] == "on the way to what your target requires"
    assert step(now, "a").reasons[0] == "on the way to 1 milestone"
    assert step(now, "b", "free").reasons[0] == "required by 1 role"
    assert step(now, "a", "free").reasons[0] == "on the way to what the role requires"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (Remaining(Span(20, 40), Span(0, 0), Origin.ESTIMATE), "20-40 h (estimate)"),
        (Remaining(Span(20, 20), Span(0, 0), Origin.SOURCE), "20 h (cited)"),
        (Remaining(Span(0, 0), Span(36, 48), Origin.ASSUMED), "36-48 months (assumed)"),
        (Remaining(Span(10.2, 1000.5), Span(1, 1.5), Origin.OWN), "10-1,001 h and 1-2 months (your figure)"),
        (Remaining(Span(29.999999999999996, 60.00000000000001), Span(0, 0), Origin.OWN), "30-60 h (your figure)"),
        (Remaining(Span(0, 0), Span(0, 0), Origin.OWN), "no effort left"),
    ],
)
def test_effort_in_words_is_rounded_outwards_and_says_where_it_comes_from(left: Remaining, words: str) -> None:
    assert effort_words(left) == words


def test_the_ranking_by_roles_moved_leaves_out_what_nobody_can_do() -> None:
    house = catalog(
        [project("a"), project("b"), retired(cert("c")), project("d"), project("idle")],
        [role("ml", Has("a"), Has("b"), Has("c"), Has("d")), role("data", Has("b"), Has("c"))],
    )
    assert ranked_moves(at(house, d=WAIVED)) == ("b", "a")


def test_a_face_writes_the_day_of_a_reason_in_its_own_way() -> None:
    snapshot = Snapshot(
        catalog([skill("python")], [role("one", Has("python", WORKING))]),
        Progress(due={"python": date(2026, 12, 1)}),
        TODAY,
    )
    (step,) = next_steps(snapshot)
    assert "due 2026-12-01" in step.reasons
    assert "due in December" in step.told(lambda day: f"in {day:%B}")
    assert step.reasons[: len(step.told(str))] == step.told(str)


def test_one_month_is_told_in_the_singular() -> None:
    assert time_words(Span(1, 1), Span(1, 1)) == "1 h and 1 month"
    assert time_words(Span(0, 0), Span(0.5, 1)) == "0-1 months"
    assert time_words(Span(0, 0), Span(0.5, 0.5)) == "0-1 months"
