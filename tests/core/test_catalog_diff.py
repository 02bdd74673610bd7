"""What is different between two catalogs: each sort of difference, known by what it is and not by where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given

from mltrack.core.catalog import Catalog, Missing
from mltrack.core.catalog_diff import CatalogDiff, What, Whose, catalog_diff
from mltrack.core.catalog_words import diff_words, difference_words, sorted_words
from mltrack.core.entries import (
    Availability,
    Basis,
    Credential,
    Effort,
    Former,
    Milestone,
    Removed,
    Role,
    RoleRequirement,
    Span,
    Strength,
)
from mltrack.core.history import Evidence, NoteChange, Target, TargetChange, TimeEntry
from mltrack.core.outline import needs_words, outline
from mltrack.core.progress import Progress
from mltrack.core.requirements import AllOf, AnyOf, AtLeast, Has, Requirement, with_ids
from mltrack.errors import Fault
from mltrack.store.outlines import outline_fields, outline_of
from tests.core.worlds import (
    CITE,
    EXPERT,
    PROFICIENT,
    SURVEY,
    TODAY,
    WORKING,
    World,
    catalog,
    cert,
    done,
    happen,
    project,
    role,
    skill,
    worlds,
)

PYTHON, SQL, APP = skill("python"), skill("sql"), project("app")
NOBODY = Progress()
LEARNER = Progress(marks={"python": done(WORKING), "app": done()}, targets={"ml": Target(primary=True)})


def asking(id_: str, *asked: tuple[str, Strength, Requirement]) -> Role:
    """A role that asks for things under labels."""
    requirements = tuple(RoleRequirement(label, strength, needs, (CITE,)) for label, strength, needs in asked)
    return replace(role(id_), requirements=requirements)


def compared(
    before: tuple[Sequence[Milestone], Sequence[Role]],
    after: tuple[Sequence[Milestone], Sequence[Role]],
    progress: Progress = LEARNER,
    removed: Sequence[Removed] = (),
) -> CatalogDiff:
    now = Catalog.build(sources=[SURVEY], milestones=after[0], roles=after[1], removed=removed)
    return catalog_diff(outline(catalog(*before)), now, progress)


def told(diff: CatalogDiff) -> list[str]:
    return [difference_words(diff, one) for one in diff.differences]


MUST, OFTEN = Strength.REQUIRED, Strength.RECOMMENDED
WITH_PYTHON = ("Python", MUST, Has("python", WORKING))
SORTS: dict[str, tuple[Sequence[Milestone], Sequence[Milestone], Sequence[Role], Sequence[Role], list[str]]] = {
    "nothing": ([PYTHON], [PYTHON], [asking("ml", WITH_PYTHON)], [asking("ml", WITH_PYTHON)], []),
    "a new requirement": (
        [PYTHON, SQL],
        [PYTHON, SQL],
        [asking("ml", WITH_PYTHON)],
        [asking("ml", ("SQL", OFTEN, Has("sql", WORKING)), WITH_PYTHON)],
        ["Ml: new, recommended: SQL, met by Sql (working)"],
    ),
    "a requirement gone": (
        [PYTHON],
        [PYTHON],
        [asking("ml", WITH_PYTHON, ("Two", OFTEN, Has("python", EXPERT)))],
        [asking("ml", WITH_PYTHON)],
        ["Ml: no longer asks for Two (it was recommended)"],
    ),
    "another level and strength": (
        [PYTHON],
        [PYTHON],
        [asking("ml", WITH_PYTHON)],
        [asking("ml", ("Python", OFTEN, Has("python", PROFICIENT)))],
        ["Ml: Python is now recommended, no longer required; Python (proficient), no longer Python (working)"],
    ),
    "another label": (
        [PYTHON],
        [PYTHON],
        [asking("ml", WITH_PYTHON)],
        [asking("ml", ("Programming", MUST, Has("python", WORKING)))],
        [],
    ),
    "another order": (
        [PYTHON, SQL],
        [SQL, PYTHON],
        [asking("ml", WITH_PYTHON, ("SQL", OFTEN, Has("sql", WORKING)))],
        [asking("ml", ("SQL", OFTEN, Has("sql", WORKING)), WITH_PYTHON)],
        [],
    ),
    "another id": (
        [PYTHON],
        [skill("py", title="Python", former_ids=("python",))],
        [asking("ml", WITH_PYTHON)],
        [asking("ml", ("Python", MUST, Has("py", WORKING)))],
        ["Python has another id: py, no longer python"],
    ),
    "two that are one now": (
        [PYTHON, SQL],
        [skill("code", former_ids=("sql", "python"))],
        [asking("ml", ("Python", MUST, AnyOf((Has("python", WORKING), Has("sql", WORKING)))))],
        [asking("ml", ("Python", MUST, AnyOf((Has("code", WORKING), Has("code", WORKING)))))],
        ["Python and Sql are now Code, one milestone."],
    ),
    "one that another one became part of": (
        [PYTHON, SQL],
        [skill("sql", former_ids=("python",))],
        [],
        [],
        ["Sql and Python are now Sql, one milestone."],
    ),
    "another title": (
        [PYTHON],
        [skill("python", title="Python 4")],
        [],
        [],
        ["Python is called Python 4 now"],
    ),
    "new ones": (
        [],
        [SQL],
        [],
        [role("cloud")],
        ["New: Cloud", "New: Sql"],
    ),
    "gone ones": (
        [APP, SQL],
        [],
        [role("ml")],
        [],
        [
            "Ml is no longer in the catalog. What you told of it is kept.",
            "App is no longer in the catalog. What you told of it is kept.",
            "Sql is no longer in the catalog.",
        ],
    ),
    "other prerequisites": (
        [PYTHON, SQL],
        [PYTHON, skill("sql", prerequisites=Has("python", WORKING))],
        [],
        [],
        ["Sql asks for something else first"],
    ),
    "another effort": (
        [SQL],
        [skill("sql", effort=Effort(Basis.ESTIMATE, Span(5, 10), Span(1, 1)))],
        [],
        [],
        ["Sql takes other effort: hours 5-10, months 1-1, no longer unknown"],
    ),
}


@pytest.mark.parametrize(("old", "new", "roles_before", "roles_now", "words"), SORTS.values(), ids=SORTS)
def test_each_sort_of_difference(
    old: Sequence[Milestone],
    new: Sequence[Milestone],
    roles_before: Sequence[Role],
    roles_now: Sequence[Role],
    words: list[str],
) -> None:
    assert told(compared((old, roles_before), (new, roles_now))) == words


def test_a_certification_that_retires_names_its_successor() -> None:
    gone = Credential("An issuer", Availability.RETIRED, TODAY, CITE, replaced_by="new-exam")
    after = [replace(cert("exam"), credential=gone), cert("new-exam")]
    diff = compared(([cert("exam"), cert("new-exam")], []), (after, []))
    assert told(diff) == ["Exam is retired now, no longer active; New-Exam takes its place"]


def test_a_long_requirement_is_told_by_what_is_different() -> None:
    many = [project(f"a-project-with-quite-a-name-{number}") for number in range(9)]
    whole, less = (AnyOf(tuple(Has(one.id) for one in some)) for some in (many, many[1:]))
    diff = compared((many, [asking("ml", ("Any", MUST, whole))]), (many, [asking("ml", ("Any", MUST, less))]))
    assert told(diff) == ["Ml: Any is now met in another way: without A-Project-With-Quite-A-Name-0"]


def test_what_became_of_what_is_gone_is_said() -> None:
    removed = Removed("app", Former.PROJECT, "App", "It was split", ("a", "b"))
    diff = compared(([APP], []), ([project("a"), project("b")], []), removed=[removed])
    assert "App is no longer in the catalog. It was split. In its place: A and B. What you told of it is kept." in told(
        diff
    )


def test_nothing_is_anybodys_for_somebody_who_has_told_nothing() -> None:
    diff = compared(([APP], [role("ml")]), ([], []), NOBODY)
    assert {one.whose for one in diff.differences} == {Whose.OTHERS}
    assert diff_words(diff) == "2 other changes, nothing of yours lost."


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        (("ml",), "1 new requirement for your target, nothing of yours lost."),
        (("ml", "data"), "1 new requirement for your targets, nothing of yours lost."),
        ((), "1 other change, nothing of yours lost."),
    ],
)
def test_the_sentence_counts_for_the_targets(targets: tuple[str, ...], words: str) -> None:
    progress = Progress(targets={one: Target(primary=False) for one in targets})
    before, after = asking("ml"), asking("ml", WITH_PYTHON)
    diff = compared(([PYTHON], [before, asking("data")]), ([PYTHON], [after, asking("data")]), progress)
    assert diff_words(diff) == words


@pytest.mark.parametrize("told_of", ["python", "sql", ""])
def test_two_that_are_one_now_concern_whoever_told_of_either(told_of: str) -> None:
    progress = happen(Progress(), [NoteChange(told_of, "", "x")]) if told_of else NOBODY
    diff = compared(([PYTHON, SQL], []), ([skill("code", former_ids=("python", "sql"))], []), progress)
    assert [one.whose for one in diff.differences] == [Whose.TOLD if told_of else Whose.OTHERS]
    assert diff_words(diff) == "Python and Sql are now one, nothing of yours lost."


def test_roles_that_are_one_now_are_told_for_the_target() -> None:
    progress = happen(Progress(), [TargetChange("data", None, Target(primary=True))])
    diff = compared(([], [role("ml"), role("data")]), ([], [role("new", former_ids=("ml", "data"))]), progress)
    assert told(diff) == ["Ml and Data are now New, one role. What you told of them is told of it."]
    assert [one.whose for one in diff.differences] == [Whose.TARGET]


@pytest.mark.parametrize("told_of", ["time", "evidence"])
def test_what_has_only_time_or_evidence_is_told_of_too(told_of: str) -> None:
    time, piece = TimeEntry("sql", TODAY, 30), Evidence("sql", TODAY, "folder")
    progress = Progress(log={"a": time}) if told_of == "time" else Progress(evidence={"a": piece})
    diff = compared(([SQL], []), ([], []), progress)
    assert [one.whose for one in diff.differences] == [Whose.TOLD]
    assert diff.kept == 1


def test_what_is_left_out_for_a_fault_is_still_there() -> None:
    before = catalog([PYTHON, SQL], [asking("mine", WITH_PYTHON), asking("ml", WITH_PYTHON)])
    faults = [Missing("role", "mine", Fault("mine.toml", "x", "y")), Missing("milestone", "sql", Fault("a", "b", "c"))]
    now = replace(catalog([PYTHON], [asking("ml", WITH_PYTHON)]), missing=tuple(faults))
    assert catalog_diff(outline(before), now, LEARNER).differences == ()
    sound = catalog([PYTHON], [asking("ml", WITH_PYTHON)])
    assert [one.what for one in catalog_diff(outline(before), sound, LEARNER).differences] == [What.GONE, What.GONE]


def test_what_is_left_out_of_the_persons_own_is_said_beside_all_else() -> None:
    before = catalog([PYTHON, SQL], [asking("ml", WITH_PYTHON)])
    lost = (
        Missing("role", "ml", Fault("/a/mine.toml", "ml: requirement 'Python': needs", "no", 12)),
        Missing("milestone", "sql", Fault("/a/mine.toml", "sql: title", "no")),
    )
    diff = catalog_diff(outline(before), replace(catalog([PYTHON, APP]), missing=lost), LEARNER)
    assert diff_words(diff) == "1 new milestone, 1 of yours left out for a fault, and kept."
    assert next(sorted_words(diff)) == (
        "Left out for now, and kept",
        ["The role ml, for a fault in mine.toml:12: ml: requirement 'Python': needs: no"],
    )
    same = catalog_diff(outline(before), replace(catalog([PYTHON]), missing=lost), LEARNER)
    assert diff_words(same) == (
        "No role, requirement, milestone, effort or figure is different, but 1 of yours left out for a fault, and kept."
    )


def test_what_is_left_out_names_what_has_another_id_now_under_that() -> None:
    before = catalog([PYTHON], [asking("mine", WITH_PYTHON)])
    now = catalog([skill("py", title="Python", former_ids=("python",))])
    lost = (Missing("role", "mine", Fault("mine.toml", "x", "y")),)
    diff = catalog_diff(outline(before), replace(now, missing=lost), NOBODY)
    assert [one.what for one in diff.differences] == [What.RENAMED]


def test_what_is_gone_is_the_persons_who_told_of_it_under_an_id_that_it_had_before() -> None:
    before = catalog([skill("py", title="Python", former_ids=("python",))])
    diff = catalog_diff(outline(before), catalog([SQL]), LEARNER)
    assert [(one.what, one.name.id, one.whose) for one in diff.differences] == [
        (What.GONE, "py", Whose.TOLD),
        (What.NEW, "sql", Whose.OTHERS),
    ]
    assert diff.kept == 1


def test_an_override_that_is_left_out_for_a_fault_is_no_other_entry() -> None:
    before = catalog([skill("python", title="My Python")])
    now = replace(catalog([PYTHON]), missing=(Missing("milestone", "python", Fault("a", "b", "c")),))
    assert catalog_diff(outline(before), now, LEARNER).differences == ()


def test_what_a_requirement_asks_for_in_words() -> None:
    needs = AllOf((Has("python", WORKING), AnyOf((Has("app"), AtLeast(1, (Has("sql", EXPERT), Has("gone")))))))
    titles = {"python": "Python", "app": "App", "sql": "SQL"}
    assert needs_words(needs, titles) == "Python (working) and (App or (1 of SQL (expert), gone))"
    assert needs_words(with_ids(needs, {"gone": "app"}), titles).endswith("App))")


@given(worlds())
def test_a_catalog_is_no_different_from_itself(world: World) -> None:
    diff = catalog_diff(outline(world.catalog), world.catalog, world.progress)
    assert diff.differences == ()


@given(worlds(), worlds())
def test_every_entry_of_both_is_accounted_for(one: World, other: World) -> None:
    diff = catalog_diff(outline(one.catalog), other.catalog, one.progress)
    for what, here, there in ((What.GONE, one.catalog, other.catalog), (What.NEW, other.catalog, one.catalog)):
        ids = {found.name.id for found in diff.differences if found.what is what}
        assert ids == (here.roles.keys() - there.roles.keys()) | (here.milestones.keys() - there.milestones.keys())
    assert all(difference_words(diff, found) for found in diff.differences)


@given(worlds())
def test_an_outline_is_the_same_when_kept(world: World) -> None:
    whole = outline(world.catalog)
    fields = outline_fields(whole)
    assert isinstance(fields, dict)
    assert outline_of(fields) == whole
