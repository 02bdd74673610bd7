from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Role
from mltrack.core.figures import Outlook, Pay, Source
from mltrack.core.progress import Progress
from mltrack.core.query import RoleOrder, RoleQuery, matching_roles
from mltrack.core.snapshot import Snapshot
from mltrack.core.yardstick import (
    OutlookYardstick,
    PayYardstick,
    lowest,
    outlook_by,
    outlook_yardstick,
    pay_by,
    pay_yardstick,
)
from tests.core.worlds import SURVEY, TODAY, role

SOURCES = [SURVEY, Source("gazette", "The gazette", "A press"), Source("paper", "A paper", "A press")]


def pay(amount: int | None = None, **more: object) -> Pay:
    fields: dict[str, object] = {"measure": "median", "source": "survey", "at": "Pay", "amount": amount, **more}
    return Pay(**fields)  # type: ignore[arg-type]


def outlook(percent: float, **more: object) -> Outlook:
    fields: dict[str, object] = {"from_year": 2024, "to_year": 2034, "group": "all", "source": "survey", "at": "Growth"}
    return Outlook(percent=percent, **{**fields, **more})  # type: ignore[arg-type]


def catalog(*roles: Role) -> Catalog:
    return Catalog.build(sources=SOURCES, milestones=[], roles=roles)


def order(found: Catalog, by: RoleOrder) -> list[str]:
    return [one.id for one in matching_roles(Snapshot(found, Progress(), TODAY), RoleQuery(order=by))]


def test_pay_is_sorted_by_what_most_roles_have_a_figure_of() -> None:
    found = catalog(
        role("a", pay=(pay(100),)),
        role("rich", pay=(pay(900, measure="with bonus"), pay(910, measure="with bonus", source="gazette"))),
        role("b", pay=(pay(120), pay(500, measure="with bonus"))),
        role("c", pay=(pay(110),)),
    )
    assert pay_yardstick(found) == PayYardstick("median", "USD", "year", "A survey")
    assert order(found, RoleOrder.PAY) == ["b", "c", "a", "rich"]


@pytest.mark.parametrize(
    "other",
    [{"measure": "mean"}, {"currency": "EUR"}, {"period": "week"}, {"source": "gazette"}, {"origin": "An agency"}],
    ids=lambda other: next(iter(other)),
)
def test_what_differs_in_anything_is_not_put_in_one_order(other: dict[str, object]) -> None:
    found = catalog(role("a", pay=(pay(1),)), role("b", pay=(pay(2),)), role("c", pay=(pay(3, **other),)))
    by = pay_yardstick(found)
    assert [pay_by(found, one, by) for one in found.roles.values()] == [(pay(1),), (pay(2),), ()]
    assert order(found, RoleOrder.PAY) == ["b", "a", "c"]


def test_two_publications_may_quote_the_same_one_and_one_publisher_is_one_voice() -> None:
    quoted = [pay(1, origin="An agency"), pay(2, origin="An agency", source="gazette")]
    pressed = [pay(3, source="gazette"), pay(4, source="paper")]
    found = catalog(role("a", pay=tuple(quoted)), role("b", pay=tuple(pressed)))
    roles = list(found.roles.values())
    assert pay_by(found, roles[0], PayYardstick("median", "USD", "year", "An agency")) == tuple(quoted)
    assert pay_by(found, roles[1], PayYardstick("median", "USD", "year", "A press")) == tuple(pressed)


def test_where_two_figures_differ_the_lower_one_places_the_role_and_a_range_counts_by_its_lower_end() -> None:
    assert lowest([pay(160), pay(low=150, high=400)]) == 150
    assert lowest([outlook(34), outlook(20)]) == 20
    assert lowest([]) is None
    found = catalog(
        role("a", outlook=(outlook(34), outlook(20))), role("b", outlook=(outlook(25),)), role("none"), role("c")
    )
    assert order(found, RoleOrder.OUTLOOK) == ["b", "a", "none", "c"]


def test_an_outlook_is_for_the_same_years_and_may_be_of_another_group() -> None:
    found = catalog(
        role("a", outlook=(outlook(5, group="some"),)),
        role("b", outlook=(outlook(9),)),
        role("c", outlook=(outlook(99, to_year=2030),)),
    )
    assert outlook_yardstick(found) == OutlookYardstick(2024, 2034, "A survey")
    assert order(found, RoleOrder.OUTLOOK) == ["b", "a", "c"]
    assert outlook_by(found, found.roles["c"], outlook_yardstick(found)) == ()


def test_without_any_figure_there_is_no_yardstick_and_the_order_is_the_catalogs() -> None:
    found = catalog(role("b"), role("a"))
    assert (pay_yardstick(found), outlook_yardstick(found)) == (None, None)
    assert order(found, RoleOrder.PAY) == order(found, RoleOrder.OUTLOOK) == ["b", "a"]


PAYS = st.builds(
    lambda amount, measure, source: pay(amount, measure=measure, source=source),
    st.integers(0, 3),
    st.sampled_from(["median", "mean"]),
    st.sampled_from(["survey", "gazette", "paper"]),
)


@given(st.lists(st.lists(PAYS, max_size=3), max_size=6))
def test_every_role_is_listed_once_highest_first_and_those_without_a_figure_last(stated: Sequence[list[Pay]]) -> None:
    found = catalog(*(role(f"r{number}", pay=tuple(pays)) for number, pays in enumerate(stated)))
    by, listed = pay_yardstick(found), order(found, RoleOrder.PAY)
    assert sorted(listed) == sorted(found.roles)
    figures = [lowest(pay_by(found, found.roles[one], by)) for one in listed]
    known = [figure for figure in figures if figure is not None]
    assert figures == [*sorted(known, reverse=True), *[None] * (len(figures) - len(known))]
    # No other yardstick has a figure of more roles.
    others = [{(one.measure, one.source != "survey") for one in pays} for pays in stated]
    assert all(sum(key in pays for pays in others) <= len(known) for pays in others for key in pays)
