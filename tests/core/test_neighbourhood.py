"""What comes before and after: trees of a few steps, each milestone followed once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.neighbourhood import Twig, after, before, before_role, still_needed
from mltrack.core.progress import Progress
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, State, leaves
from mltrack.core.snapshot import Snapshot
from tests.core.worlds import (
    FAMILIAR,
    PROFICIENT,
    TODAY,
    WORKING,
    World,
    catalog,
    done,
    project,
    role,
    skill,
    worlds,
)

HOUSE = catalog(
    [
        skill("python"),
        skill("r"),
        skill("algebra"),
        skill("maths", prerequisites=Has("algebra", WORKING)),
        skill("ml", prerequisites=AllOf((AnyOf((Has("python", FAMILIAR), Has("r", FAMILIAR))), Has("maths", WORKING)))),
        skill("deep", prerequisites=AllOf((Has("ml", WORKING), Has("maths", PROFICIENT)))),
        project("app", prerequisites=Has("deep", FAMILIAR)),
        project("talk", prerequisites=AtLeast(1, (Has("deep", FAMILIAR), Has("ml", FAMILIAR)))),
    ],
    [
        role("engineer", Has("app"), Has("python", PROFICIENT), AnyOf((Has("ml", WORKING), Has("talk")))),
        role("nothing"),
    ],
)
NEW = Snapshot(HOUSE, Progress(), TODAY)


def told(twigs: Sequence[Twig]) -> list[object]:
    """Ids, each followed by a list of what lies beyond and "+n" for what lies further; groups by how many they need."""
    found: list[object] = []
    for twig in twigs:
        needs = twig.verdict.requirement
        found.append(needs.has if isinstance(needs, Has) else f"{needs.count} of {len(needs.parts)}")
        found += [told(twig.beyond)] if twig.beyond else []
        found += [f"+{twig.further}"] if twig.further else []
    return found


def everything(twigs: Sequence[Twig]) -> Iterator[Twig]:
    for twig in twigs:
        yield twig
        yield from everything(twig.beyond)


@pytest.mark.parametrize(
    ("milestone", "steps", "tree"),
    [
        ("python", 3, []),
        ("ml", 0, []),
        ("ml", 1, ["1 of 2", ["python", "r"], "maths", "+1"]),
        ("ml", 2, ["1 of 2", ["python", "r"], "maths", ["algebra"]]),
        # Maths is nearest as what "deep" names itself, so there it is followed, and not below "ml".
        ("deep", 2, ["ml", ["1 of 2", ["python", "r"], "maths", "+1"], "maths", ["algebra"]]),
        ("app", 1, ["deep", "+2"]),
        ("talk", 1, ["1 of 2", ["deep", "+2", "ml", "+3"]]),
    ],
)
def test_what_comes_before_is_told_in_so_many_steps(milestone: str, steps: int, tree: list[object]) -> None:
    assert told(before(NEW, milestone, steps)) == tree


@pytest.mark.parametrize(
    ("milestone", "steps", "tree"),
    [
        ("app", 3, []),
        ("algebra", 0, []),
        ("algebra", 1, ["maths", "+2"]),
        ("maths", 1, ["ml", "+2", "deep", "+2"]),
        ("maths", 2, ["ml", ["deep", "+2", "talk"], "deep", ["app", "talk"]]),
        ("python", 3, ["ml", ["deep", ["app", "talk"], "talk"]]),
    ],
)
def test_what_is_opened_is_told_in_so_many_steps(milestone: str, steps: int, tree: list[object]) -> None:
    assert told(after(NEW, milestone, steps)) == tree


def test_what_is_done_is_not_followed_further_unless_all_of_it_is_asked_for() -> None:
    held = Snapshot(HOUSE, Progress({"maths": done(WORKING)}), TODAY)
    assert told(before(held, "ml", 2)) == ["1 of 2", ["python", "r"], "maths"]
    assert told(before(held, "ml", 2, whole=True)) == ["1 of 2", ["python", "r"], "maths", ["algebra"]]


def test_each_twig_says_how_it_stands() -> None:
    held = Snapshot(HOUSE, Progress({"python": done(WORKING), "maths": done(FAMILIAR)}), TODAY)
    choice, maths = before(held, "ml", 1)
    assert [choice.verdict.state, maths.verdict.state] == [State.MET, State.STARTED]
    assert [part.verdict.state for part in choice.beyond] == [State.MET, State.OPEN]
    assert choice.milestone is None
    assert maths.milestone == Has("maths", WORKING)


def test_a_role_requires_what_is_nearest_first_and_what_is_met_last() -> None:
    assert told(before_role(NEW, "engineer", 1)) == ["python", "1 of 2", ["ml", "+3", "talk", "+2"], "app", "+1"]
    held = Snapshot(HOUSE, Progress({"python": done(PROFICIENT)}), TODAY)
    assert told(before_role(held, "engineer", 1))[-1] == "python"
    assert before_role(NEW, "nothing", 3) == ()


def test_a_choice_of_a_role_has_its_label_and_a_milestone_its_own_title() -> None:
    assert [twig.label for twig in before_role(NEW, "engineer", 1)] == ["", "required 2", ""]


@pytest.mark.parametrize(
    ("milestone", "given", "lacking"),
    [
        ("python", None, []),
        ("ml", None, ["python", "maths"]),
        ("ml", "r", ["maths"]),
        ("ml", "maths", ["python"]),
        ("deep", "ml", ["maths"]),
        ("maths", "algebra", []),
    ],
)
def test_what_something_waits_for_besides_what_is_given(milestone: str, given: str | None, lacking: list[str]) -> None:
    assert [leaf.has for leaf in still_needed(NEW, milestone, given)] == lacking


def test_a_chain_of_thousands_is_no_deeper_than_what_is_asked_for() -> None:
    chain = [project("p0"), *(project(f"p{n}", prerequisites=Has(f"p{n - 1}")) for n in range(1, 3_000))]
    snapshot = Snapshot(catalog(chain, [role("end", Has("p2999"))]), Progress(), TODAY)
    assert told(before_role(snapshot, "end", 2)) == ["p2999", ["p2998", "+1"]]
    assert told(after(snapshot, "p0", 2)) == ["p1", ["p2", "+1"]]


@given(worlds(), st.integers(0, 4), st.booleans())
def test_no_milestone_is_followed_twice_and_every_twig_is_what_the_catalog_names(
    world: World, steps: int, whole: bool
) -> None:
    snapshot = world.snapshot
    for milestone in world.catalog.milestones.values():
        found = list(everything(before(snapshot, milestone.id, steps, whole=whole)))
        followed = [twig.milestone.has for twig in found if twig.milestone and twig.beyond]
        assert len(followed) == len(set(followed))
        named = {twig.milestone.has for twig in found if twig.milestone}
        if steps and milestone.prerequisites is not None:
            assert {leaf.has for leaf in leaves(milestone.prerequisites)} <= named
        assert milestone.id not in named
        if steps == 0:
            assert not found


@given(worlds(), st.integers(1, 4))
def test_before_and_after_mirror_each_other_at_one_step(world: World, steps: int) -> None:
    snapshot = world.snapshot
    for milestone in world.catalog.milestones.values():
        for twig in after(snapshot, milestone.id, steps):
            assert twig.milestone is not None
            back = everything(before(snapshot, twig.milestone.has, 1))
            assert milestone.id in {one.milestone.has for one in back if one.milestone}
