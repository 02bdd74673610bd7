from __future__ import annotations

from dataclasses import replace

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.cited import (
    Cited,
    CitedFact,
    CitedFigure,
    CitedRequirement,
    CitedRole,
    Fact,
    comparable,
    disagree,
    disagreement,
    statements,
)
from mltrack.core.entries import Basis, Effort, RoleRequirement, Span, Strength
from mltrack.core.figures import Benchmark, Citation, Outlook, Pay, Source
from mltrack.core.requirements import Has
from tests.core.worlds import CITE, SURVEY, WORKING, cert, role, skill

PAY = Pay("median", "survey", "Pay", amount=100)
OTHER_PAY = Pay("median", "gazette", "Jobs", amount=120)
BONUS = Pay("with bonus", "survey", "Pay", amount=150)
GROWTH = Outlook(34, 2024, 2034, "some", "survey", "Growth")
SLOWER = Outlook(20, 2024, 2034, "others", "gazette", "Jobs")
LATER = Outlook(82, 2025, 2030, "all", "gazette", "Jobs")
IN_THE_GAZETTE = Citation("gazette", "Skills")
HOUSE = Catalog.build(
    sources=[SURVEY, Source("gazette", "The gazette")],
    milestones=[
        skill(
            "python",
            cites=(Citation("survey", "Languages"),),
            effort=Effort(Basis.SOURCE, Span(10, 20), cite=Citation("gazette", "Effort")),
        ),
        skill("sql", effort=Effort(Basis.ESTIMATE, Span(5, 9))),
        cert("aws"),
    ],
    roles=[
        role("ml", pay=(PAY, OTHER_PAY, BONUS), outlook=(GROWTH, SLOWER, LATER)),
        replace(
            role("data", pay=(PAY,)),
            requirements=(
                RoleRequirement("SQL", Strength.OPTIONAL, Has("sql", WORKING), (CITE,)),
                RoleRequirement("Python", Strength.REQUIRED, Has("python", WORKING), (CITE, IN_THE_GAZETTE)),
            ),
        ),
    ],
    benchmarks=[Benchmark("all", "Everybody", (PAY,), (SLOWER,))],
)


def said(cited: Cited) -> list[tuple[str, str]]:
    return [(one.source.id, one.at) for one in statements(HOUSE, cited)]


def figures(id_: str, figure: Pay | Outlook) -> list[Pay | Outlook | None]:
    return [one.figure for one in statements(HOUSE, CitedFigure(id_, figure))]


def test_a_figure_stands_beside_every_one_that_it_can_be_held_against_and_comes_first() -> None:
    assert figures("ml", OTHER_PAY) == [OTHER_PAY, PAY]
    assert figures("ml", BONUS) == [BONUS]
    assert figures("ml", SLOWER) == [SLOWER, GROWTH]
    assert figures("ml", LATER) == [LATER]
    assert said(CitedFigure("ml", SLOWER)) == [("gazette", "Jobs"), ("survey", "Growth")]


@pytest.mark.parametrize(
    ("role_id", "figure", "differ"),
    [("ml", PAY, True), ("ml", BONUS, False), ("ml", GROWTH, True), ("ml", LATER, False), ("data", PAY, False)],
)
def test_sources_disagree_where_they_state_different_figures_of_the_same(
    role_id: str, figure: Pay | Outlook, differ: bool
) -> None:
    found = statements(HOUSE, CitedFigure(role_id, figure))
    assert disagree(found) is differ
    assert disagreement(found).startswith("The sources disagree") is differ


def test_what_is_said_of_everybody_is_told_as_a_whole_and_is_no_disagreement() -> None:
    assert figures("all", PAY) == [PAY, SLOWER]
    assert not disagree(statements(HOUSE, CitedFigure("all", PAY)))


def test_all_that_is_stated_of_a_role_is_told_and_what_is_alike_stands_together() -> None:
    found = statements(HOUSE, CitedRole("ml"))
    assert [one.figure for one in found] == [PAY, OTHER_PAY, BONUS, GROWTH, SLOWER, LATER]
    groups = [[one.figure for one in group] for group in comparable(found)]
    assert groups == [[PAY, OTHER_PAY], [BONUS], [GROWTH, SLOWER], [LATER]]
    assert comparable(statements(HOUSE, CitedRequirement("data", 1))) == []


def test_a_requirement_is_said_by_all_that_it_cites() -> None:
    assert said(CitedRequirement("data", 1)) == [(CITE.source, CITE.at), ("gazette", "Skills")]
    assert not disagree(statements(HOUSE, CitedRequirement("data", 1)))


def test_a_milestone_is_named_by_its_own_sources_then_those_of_the_roles_that_ask_for_it() -> None:
    own, asked, effort = ("survey", "Languages"), [(CITE.source, CITE.at), ("gazette", "Skills")], ("gazette", "Effort")
    assert said(CitedFact("python", Fact.NAMED)) == [own, *asked, effort]
    assert said(CitedFact("python", Fact.EFFORT)) == [effort]
    assert said(CitedFact("python", Fact.CREDENTIAL)) == []


def test_an_estimate_rests_on_no_source_and_the_facts_of_a_credential_on_theirs() -> None:
    assert said(CitedFact("sql", Fact.EFFORT)) == []
    assert said(CitedFact("aws", Fact.CREDENTIAL)) == said(CitedFact("aws", Fact.NAMED)) == [(CITE.source, CITE.at)]
