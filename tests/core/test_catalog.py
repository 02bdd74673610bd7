from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Basis, Effort, Former, Milestone, Remark, Removed, Role, Span, Step
from mltrack.core.figures import Benchmark, Citation, Outlook, Pay
from mltrack.core.requirements import AllOf, AnyOf, Has
from mltrack.errors import CatalogError, UnknownId
from tests.core.worlds import CITE, EXPERT, PROFICIENT, SURVEY, WORKING, catalog, cert, degree, project, role, skill

PYTHON = Has("python", WORKING)
LEVELS = "familiar, working, proficient or expert"
HOUSE = catalog(
    [
        skill("python", aliases=("py", "Snake")),
        skill("pytorch", prerequisites=PYTHON),
        degree("msc", title="Master's degree", implies=(Has("bsc"),)),
        degree("bsc"),
        project("app", prerequisites=AnyOf((PYTHON, AllOf((Has("msc"), PYTHON))))),
    ],
    [
        role("ml-engineer", PYTHON, Has("msc"), title="Machine learning engineer", aliases=("MLE",)),
        role("analyst", recommended=[Has("python", EXPERT)]),
        role("scientist", Has("bsc"), optional=[PYTHON]),
    ],
)


@pytest.mark.parametrize("name", ["python", "Python", "PYTHON", "py", "snake", "SNAKE"])
def test_a_milestone_is_found_by_id_title_or_alias_in_any_case(name: str) -> None:
    assert HOUSE.milestone(name).id == "python"


@pytest.mark.parametrize("name", ["ml-engineer", "machine learning engineer", "mle"])
def test_a_role_is_found_by_id_title_or_alias_in_any_case(name: str) -> None:
    assert HOUSE.role(name).id == "ml-engineer"


def test_an_id_goes_before_another_ones_title_or_alias() -> None:
    house = catalog([skill("r", aliases=("python",), title="bsc"), skill("python"), degree("bsc")])
    assert [house.milestone(name).id for name in ("r", "python", "bsc")] == ["r", "python", "bsc"]


def test_a_name_that_two_entries_have_is_refused() -> None:
    with pytest.raises(CatalogError) as refused:
        catalog(
            [skill("b", aliases=("x", "X")), skill("a", aliases=("X",))],
            [role("ml", aliases=("x",)), role("data", aliases=("y",)), role("web", aliases=("y",))],
        )
    assert [str(fault) for fault in refused.value.faults] == [
        "milestone a: aliases: 'x' is another name of the milestone 'b' already",
        "role web: aliases: 'y' is another name of the role 'data' already",
    ]


def test_a_former_id_finds_what_has_another_one_now_before_any_other_name() -> None:
    house = catalog([skill("a", aliases=("old",)), skill("b", former_ids=("old",))], [role("ml", former_ids=("mle",))])
    assert (house.milestone("old").id, house.milestone("OLD").id, house.role("mle").id) == ("b", "b", "ml")
    assert (house.milestone_title("old"), house.role_title("mle")) == ("B", "Ml")


@pytest.mark.parametrize(
    ("milestones", "roles", "told"),
    [
        (
            [skill("a", former_ids=("old",)), skill("b", former_ids=("old",))],
            [],
            "milestone b: former_ids: 'old' is a former id of the milestone 'a' already",
        ),
        (
            [skill("a", former_ids=("b",)), skill("b")],
            [],
            "milestone a: former_ids: 'b' is the id of another milestone",
        ),
        ([skill("a", former_ids=("a",))], [], "milestone a: former_ids: 'a' is its id still"),
        ([skill("a", former_ids=("gone",))], [], "milestone a: former_ids: 'gone' is told to be removed"),
        ([], [role("a", former_ids=("b",)), role("b")], "role a: former_ids: 'b' is the id of another role"),
    ],
)
def test_a_former_id_that_is_not_that_of_one_thing_alone_is_refused(
    milestones: list[Milestone], roles: list[Role], told: str
) -> None:
    gone = Removed("gone", Former.SKILL, "Gone", "w")
    with pytest.raises(CatalogError) as refused:
        Catalog.build(sources=[SURVEY], milestones=milestones, roles=roles, removed=[gone])
    assert [str(fault) for fault in refused.value.faults] == [told]


def test_a_milestone_and_a_role_may_have_had_one_id() -> None:
    gone = Removed("old", Former.PROJECT, "Old", "w")
    house = Catalog.build(sources=[SURVEY], milestones=[], roles=[role("ml", former_ids=("old",))], removed=[gone])
    assert house.renames.roles == {"old": "ml"}
    assert house.renames.milestones == {}


@pytest.mark.parametrize("former", ["Old", "a b", ""])
def test_a_former_id_is_an_id(former: str) -> None:
    for build in (skill, role):
        with pytest.raises(ValueError, match="an id is up to"):
            build("a", former_ids=(former,))


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("pythn", "python"), ("PYTORCHH", "pytorch"), ("masters degree", "msc"), ("snakes", "python")],
)
def test_an_unknown_milestone_suggests_the_nearest_ids(name: str, nearest: str) -> None:
    with pytest.raises(UnknownId) as unknown:
        HOUSE.milestone(name)
    assert unknown.value.suggestions[0] == nearest
    assert str(unknown.value).startswith(f"There is no milestone '{name}' in the catalog. Did you mean {nearest}")


def test_at_most_two_different_ids_are_suggested() -> None:
    house = catalog([skill(f"python{number}", aliases=(f"python-{number}",)) for number in range(4)])
    with pytest.raises(UnknownId) as unknown:
        house.milestone("python")
    assert len(set(unknown.value.suggestions)) == 2
    assert " or ".join(unknown.value.suggestions) in str(unknown.value)


def test_what_is_like_nothing_gets_no_suggestion() -> None:
    with pytest.raises(UnknownId, match=r"^There is no role 'zzz' in the catalog\.$"):
        HOUSE.role("zzz")
    with pytest.raises(UnknownId, match=r"^There is no role '' in the catalog\.$"):
        HOUSE.role("")


def test_a_milestone_is_not_found_among_roles() -> None:
    with pytest.raises(UnknownId):
        HOUSE.role("python")


def test_asked_by_names_each_role_once_in_catalog_order() -> None:
    assert HOUSE.asked_by == {
        "python": ("ml-engineer", "analyst", "scientist"),
        "msc": ("ml-engineer",),
        "bsc": ("scientist",),
    }


def test_unlocks_names_each_milestone_that_has_it_among_its_prerequisites() -> None:
    assert HOUSE.unlocks == {"python": ("pytorch", "app"), "msc": ("app",)}


def test_what_a_milestone_implies_is_followed_through_any_number_of_steps() -> None:
    house = catalog(
        [
            degree("phd", implies=(Has("msc"), Has("python", EXPERT))),
            degree("msc", implies=(Has("bsc"), Has("python", PROFICIENT))),
            degree("bsc", implies=(PYTHON,)),
            skill("python"),
        ]
    )
    closure = {id_: set(implied) for id_, implied in house.implied_closure.items()}
    assert closure["python"] == set()
    assert closure["bsc"] == {PYTHON}
    assert closure["msc"] == {Has("bsc"), PYTHON, Has("python", PROFICIENT)}
    assert closure["phd"] == closure["msc"] | {Has("msc"), Has("python", EXPERT)}


def test_a_very_long_chain_of_implications_is_followed_to_its_end() -> None:
    chain = [degree(f"d{number}", implies=(Has(f"d{number + 1}"),)) for number in range(1_200)]
    assert len(catalog([*chain, degree("d1200")]).implied_closure["d0"]) == 1_200


# Every fault, at once

PAY = Pay("median", "nowhere", "Pay", amount=1)
GROWTH = Outlook(5, 2024, 2034, "all", "nowhere", "Outlook")


def credential_of(**changes: object) -> Milestone:
    good = cert("bad")
    assert good.credential is not None
    return replace(good, credential=replace(good.credential, **changes))  # type: ignore[arg-type]


FAULTY_MILESTONES: dict[str, tuple[Milestone, str]] = {
    "prerequisite that is nowhere": (
        degree("bad", prerequisites=AllOf((PYTHON, Has("ghost")))),
        "milestone bad: prerequisites.all[1]: there is no milestone 'ghost'",
    ),
    "implies what is nowhere": (
        degree("bad", implies=(Has("ghost"),)),
        "milestone bad: implies[0]: there is no milestone 'ghost'",
    ),
    "skill without a level": (
        degree("bad", prerequisites=Has("python")),
        f"milestone bad: prerequisites: 'python' is a skill: say at which level, {LEVELS}",
    ),
    "implied skill without a level": (
        degree("bad", implies=(Has("python"),)),
        f"milestone bad: implies[0]: 'python' is a skill: say at which level, {LEVELS}",
    ),
    "level on a degree": (
        skill("bad", prerequisites=Has("msc", EXPERT)),
        "milestone bad: prerequisites: 'msc' is a degree: only skills have a level",
    ),
    "cited source": (
        degree("bad", cites=(Citation("nowhere", "x"),)),
        "milestone bad: cites[0].source: there is no source 'nowhere'",
    ),
    "source of an effort": (
        degree("bad", effort=Effort(Basis.SOURCE, hours=Span(1, 2), cite=Citation("nowhere", "x"))),
        "milestone bad: effort.cite.source: there is no source 'nowhere'",
    ),
    "source of a credential": (
        credential_of(source=Citation("nowhere", "x")),
        "milestone bad: credential.source.source: there is no source 'nowhere'",
    ),
    "replaced by what is nowhere": (
        credential_of(replaced_by="ghost"),
        "milestone bad: credential.replaced_by: there is no milestone 'ghost'",
    ),
    "needs itself": (
        skill("bad", prerequisites=Has("bad", WORKING)),
        "milestone bad: prerequisites: they run in a circle: bad -> bad",
    ),
    "implies itself": (
        degree("bad", implies=(Has("bad"),)),
        "milestone bad: implies: they run in a circle: bad -> bad",
    ),
    "an id used twice": (skill("python"), "milestone python: id: this id is used twice"),
}
FAULTY_ROLES: dict[str, tuple[Role, str]] = {
    "asks for what is nowhere": (
        role("bad", PYTHON, AnyOf((PYTHON, Has("ghost")))),
        "role bad: requirements[1].needs.any[1]: there is no milestone 'ghost'",
    ),
    "asks for a skill without a level": (
        role("bad", Has("python")),
        f"role bad: requirements[0].needs: 'python' is a skill: say at which level, {LEVELS}",
    ),
    "asks for a level of a degree": (
        role("bad", Has("msc", WORKING)),
        "role bad: requirements[0].needs: 'msc' is a degree: only skills have a level",
    ),
    "leads nowhere": (
        role("bad", leads_to=(Step("ghost", "survey", "x"),)),
        "role bad: leads_to[0].role: there is no role 'ghost'",
    ),
    "source of a step": (
        role("bad", leads_to=(Step("ml", "nowhere", "x"),)),
        "role bad: leads_to[0].source: there is no source 'nowhere'",
    ),
    "source of pay": (role("bad", pay=(PAY,)), "role bad: pay[0].source: there is no source 'nowhere'"),
    "source of an outlook": (
        role("bad", outlook=(GROWTH,)),
        "role bad: outlook[0].source: there is no source 'nowhere'",
    ),
    "source of a remark": (
        role("bad", remarks=(Remark("Nice.", "nowhere", "x"),)),
        "role bad: remarks[0].source: there is no source 'nowhere'",
    ),
    "an id used twice": (role("ml"), "role ml: id: this id is used twice"),
}
GOOD_MILESTONES = [skill("python"), degree("msc")]
GOOD_ROLES = [role("ml", PYTHON)]


def faults_of(
    milestones: Iterable[Milestone], roles: Iterable[Role], benchmarks: Iterable[Benchmark] = ()
) -> list[str]:
    with pytest.raises(CatalogError) as refused:
        Catalog.build(sources=[SURVEY], milestones=milestones, roles=roles, benchmarks=benchmarks)
    assert str(refused.value).splitlines() == [str(fault) for fault in refused.value.faults]
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(("milestone", "fault"), FAULTY_MILESTONES.values(), ids=FAULTY_MILESTONES)
def test_a_fault_of_a_milestone_is_named(milestone: Milestone, fault: str) -> None:
    assert faults_of([*GOOD_MILESTONES, milestone], GOOD_ROLES) == [fault]


@pytest.mark.parametrize(("faulty", "fault"), FAULTY_ROLES.values(), ids=FAULTY_ROLES)
def test_a_fault_of_a_role_is_named(faulty: Role, fault: str) -> None:
    assert faults_of(GOOD_MILESTONES, [*GOOD_ROLES, faulty]) == [fault]


@pytest.mark.parametrize("faulty", [Benchmark("all", "All", pay=(PAY,)), Benchmark("all", "All", outlook=(GROWTH,))])
def test_a_benchmark_names_its_sources_too(faulty: Benchmark) -> None:
    stated = "pay" if faulty.pay else "outlook"
    told = f"benchmark all: {stated}[0].source: there is no source 'nowhere'"
    assert faults_of(GOOD_MILESTONES, GOOD_ROLES, [faulty]) == [told]


def test_all_faults_come_at_once() -> None:
    milestones = [
        replace(milestone, id=f"bad{number}") for number, (milestone, _) in enumerate(FAULTY_MILESTONES.values())
    ]
    roles = [replace(faulty, id=f"bad{number}") for number, (faulty, _) in enumerate(FAULTY_ROLES.values())]
    doubles = [SURVEY, SURVEY]
    with pytest.raises(CatalogError) as refused:
        Catalog.build(
            sources=doubles,
            milestones=[*GOOD_MILESTONES, *GOOD_MILESTONES, *milestones],
            roles=[*GOOD_ROLES, *GOOD_ROLES, *roles],
            benchmarks=[Benchmark("all", "All", pay=(PAY,)), Benchmark("all", "All")],
        )
    said = {fault.sentence for fault in refused.value.faults}
    twice = [fault.place for fault in refused.value.faults if fault.sentence == "this id is used twice"]
    assert twice == ["source survey", "milestone python", "milestone msc", "role ml", "benchmark all"]
    assert {
        "there is no milestone 'ghost'",
        "there is no role 'ghost'",
        "there is no source 'nowhere'",
        f"'python' is a skill: say at which level, {LEVELS}",
        "'msc' is a degree: only skills have a level",
    } <= said


def test_a_circle_is_told_from_end_to_end() -> None:
    ring = [degree(f"d{number}", prerequisites=Has(f"d{(number + 1) % 3}")) for number in range(3)]
    [fault] = faults_of(ring, [])
    path = fault.partition("they run in a circle: ")[2].split(" -> ")
    assert fault.startswith(f"milestone {path[0]}: prerequisites: ")
    assert (path[0], sorted(path[:-1])) == (path[-1], ["d0", "d1", "d2"])


def test_circles_of_prerequisites_and_of_implications_are_both_told() -> None:
    ring = [
        degree("a", prerequisites=Has("b"), implies=(Has("b"),)),
        degree("b", prerequisites=Has("a"), implies=(Has("a"),)),
    ]
    told = faults_of(ring, [])
    assert len(told) == 2
    assert ": prerequisites: they run in a circle" in told[0]
    assert ": implies: they run in a circle" in told[1]


def test_to_need_what_one_implies_is_no_circle() -> None:
    house = catalog([degree("msc", prerequisites=Has("bsc"), implies=(Has("bsc"),)), degree("bsc")])
    assert list(house.milestones) == ["msc", "bsc"]


def test_a_role_tells_every_citation_in_reading_order() -> None:
    pay = replace(PAY, source="survey")
    cited = role("ml", PYTHON, pay=(pay,), leads_to=(Step("ml", "survey", "Ladder"),))
    assert list(cited.citations()) == [Citation("survey", "Pay"), Citation("survey", "Ladder"), CITE]
