"""Next steps that stand for each other are told as one; all else stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mltrack.core.advice import next_steps
from mltrack.core.alternatives import effort_of, group_words, together
from mltrack.core.catalog import Catalog
from mltrack.core.history import Target
from mltrack.core.progress import Progress
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Requirement
from mltrack.core.snapshot import Snapshot
from tests.core.worlds import STARTED, TODAY, WORKING, catalog, degree, done, project, role, skill

A, B, C, D = (Has(one) for one in "abcd")
PYTHON = Has("python", WORKING)


def house(*needs: Requirement) -> Catalog:
    degrees = [degree(one) for one in "abcd"]
    return catalog([*degrees, project("app"), skill("python")], [role("r", *needs), role("other", A)])


def groups(needs: Sequence[Requirement], *held: str, aims: Sequence[str] = ("r",)) -> list[str]:
    progress = Progress({one: done() for one in held}, targets={one: Target(primary=True) for one in aims})
    snapshot = Snapshot(house(*needs), progress, TODAY)
    found = together(snapshot, next_steps(snapshot), snapshot.targets)
    return ["".join(step.milestone for step in group) for group in found]


@pytest.mark.parametrize(
    ("needs", "held", "expected"),
    [
        ([AnyOf((A, B, C)), D], "", ["abc", "d"]),
        ([AnyOf((A, B)), AnyOf((C, D))], "", ["ab", "cd"]),
        ([AnyOf((A, AnyOf((B, C))))], "", ["abc"]),
        ([AnyOf((A, AllOf((B, C))))], "", ["a", "b", "c"]),
        ([AllOf((A, B))], "", ["a", "b"]),
        ([AtLeast(2, (A, B, C))], "", ["a", "b", "c"]),
        ([AtLeast(2, (A, B, C))], "b", ["ac"]),
        ([AnyOf((A, B, C)), A], "", ["a", "bc"]),
        ([AnyOf((A, B))], "a", []),
    ],
)
def test_any_of_them_would_do(needs: Sequence[Requirement], held: str, expected: list[str]) -> None:
    assert [one for one in groups(needs, *held) if set(one) <= set("abcd")] == expected


def test_without_a_target_every_role_is_asked() -> None:
    assert groups([AnyOf((B, C)), PYTHON], aims=()) == ["python", "a", "bc"]


@pytest.mark.parametrize("progress", [Progress({"b": STARTED}), Progress(due={"b": TODAY})], ids=["started", "due"])
def test_what_is_chosen_stands_by_itself(progress: Progress) -> None:
    aimed = replace(progress, targets={"r": Target(primary=True)})
    snapshot = Snapshot(house(AnyOf((A, B, C))), aimed, TODAY)
    found = together(snapshot, next_steps(snapshot), snapshot.targets)
    assert sorted(tuple(step.milestone for step in group) for group in found) == [("a", "c"), ("b",)]


def test_the_words_are_those_of_the_first_as_far_as_they_hold_for_all() -> None:
    snapshot = Snapshot(house(AnyOf((A, Has("app")))), Progress(targets={"r": Target(primary=True)}), TODAY)
    (group,) = (one for one in together(snapshot, next_steps(snapshot), snapshot.targets) if len(one) > 1)
    assert effort_of(group).endswith(" (assumed) for the first")
    assert group_words(snapshot, group) == f"One of: App, A - one of several ways for 1 target, {effort_of(group)}"
    assert effort_of(group[:1]) == effort_of(group).removesuffix(" for the first")
    assert group_words(snapshot, group[:1]).startswith("App - one of several ways for 1 target, ")
