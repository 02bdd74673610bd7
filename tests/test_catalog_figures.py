"""Every figure of the sources a second time, typed by hand: what the catalog says must be exactly that."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.figures import Pay
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder

PATH = "coursera-career-path"
SEVEN = "coursera-seven-roles"
ENGINEER = "coursera-ml-engineer"
TEN = "top-ten-careers"
BLS = "bls-employment-projections-2024-34"

PayRow: TypeAlias = tuple[str, int | None, int | None, int | None, bool, str, str | None, str | None]
"""Role, amount, low, high, open-ended, measure, as of, origin."""
OutlookRow: TypeAlias = tuple[str, float, int, int, str]
"""Role, percent, from, to, group."""


def _glassdoor(role: str, amount: int) -> PayRow:
    return (role, amount, None, None, False, "median total pay", "2026-04", "Glassdoor")


def _range(role: str, low: int, high: int | None, measure: str, *, beyond: bool = False) -> PayRow:
    return (role, None, low, high, beyond, measure, None, None)


def _wage(role: str, amount: int, group: str) -> PayRow:
    measure = f"median wage, occupation group {group}"
    return (role, amount, None, None, False, measure, "2024-05", "US Bureau of Labor Statistics")


DATA = "data scientists"
RESEARCH = "computer and information research scientists"
SOFTWARE = "software developers, quality assurance analysts and testers"
UNSTATED = "not stated in the article"

PAY: dict[str, set[PayRow]] = {
    PATH: {
        _glassdoor("junior-machine-learning-engineer", 146_000),
        _glassdoor("associate-data-scientist", 140_000),
        _glassdoor("junior-software-engineer", 131_000),
        _glassdoor("data-scientist", 155_000),
        _glassdoor("machine-learning-engineer", 161_000),
        _glassdoor("senior-machine-learning-engineer", 213_000),
        _glassdoor("machine-learning-research-scientist", 228_000),
        _glassdoor("machine-learning-architect", 182_000),
    },
    SEVEN: {
        _glassdoor("machine-learning-engineer", 161_000),
        _glassdoor("data-scientist", 155_000),
        _glassdoor("ai-engineer", 142_000),
        _glassdoor("software-engineer", 149_000),
        _glassdoor("software-developer", 122_000),
        _glassdoor("business-intelligence-developer", 132_000),
        _glassdoor("computational-linguist", 131_000),
    },
    ENGINEER: {
        ("machine-learning-engineer", 176_188, None, None, False, "average base salary", "2025-09", "Indeed"),
    },
    TEN: {
        _range("machine-learning-engineer", 180_000, 400_000, "total package, experienced, major technology companies"),
        _range(
            "machine-learning-engineer", 110_000, 150_000, "starting salary, entry level, most technology companies"
        ),
        _range(
            "junior-machine-learning-engineer",
            110_000,
            150_000,
            "starting salary, entry level, most technology companies",
        ),
        _range("data-scientist", 120_000, 180_000, "annual earnings, mid-career"),
        _range(
            "nlp-engineer",
            150_000,
            300_000,
            "annual earnings, experienced, leading technology companies and AI research organizations",
        ),
        _range("computer-vision-scientist", 140_000, 280_000, "annual compensation, experienced"),
        _range(
            "reinforcement-learning-researcher",
            160_000,
            350_000,
            "research scientist positions, major technology companies",
        ),
        _range("mlops-engineer", 130_000, 220_000, "annual compensation, experienced"),
        _range(
            "ai-research-scientist",
            200_000,
            500_000,
            "total compensation, corporate research laboratories",
            beyond=True,
        ),
        _range(
            "quantitative-ml-analyst",
            300_000,
            None,
            "total compensation, experienced, leading hedge funds and proprietary traders",
            beyond=True,
        ),
        _range(
            "healthcare-ml-specialist",
            120_000,
            250_000,
            "annual compensation, industry, academic medical centers or startups",
        ),
    },
    BLS: {
        _wage("data-scientist", 112_590, DATA),
        _wage("machine-learning-research-scientist", 140_910, RESEARCH),
        _wage("ai-research-scientist", 140_910, RESEARCH),
        _wage("software-engineer", 131_450, SOFTWARE),
        _wage("software-developer", 131_450, SOFTWARE),
    },
}

OUTLOOK: dict[str, set[OutlookRow]] = {
    PATH: {
        ("junior-machine-learning-engineer", 34, 2024, 2034, DATA),
        ("associate-data-scientist", 36, 2024, 2034, UNSTATED),
        ("junior-software-engineer", 15, 2024, 2034, SOFTWARE),
        ("data-scientist", 34, 2024, 2034, DATA),
        ("machine-learning-engineer", 34, 2024, 2034, DATA),
        ("senior-machine-learning-engineer", 34, 2024, 2034, DATA),
        ("machine-learning-research-scientist", 20, 2024, 2034, RESEARCH),
        ("machine-learning-architect", 20, 2024, 2034, RESEARCH),
    },
    SEVEN: {
        ("machine-learning-engineer", 20, 2024, 2034, RESEARCH),
        ("data-scientist", 34, 2024, 2034, DATA),
        ("ai-engineer", 20, 2024, 2034, RESEARCH),
        ("software-engineer", 7, 2024, 2034, UNSTATED),
        ("software-developer", 15, 2024, 2034, SOFTWARE),
        ("business-intelligence-developer", 15, 2024, 2034, SOFTWARE),
        ("computational-linguist", 20, 2024, 2034, RESEARCH),
    },
    ENGINEER: {
        ("machine-learning-engineer", 20, 2024, 2034, RESEARCH),
        ("machine-learning-engineer", 82, 2025, 2030, "AI and machine learning specialists, worldwide"),
    },
    TEN: set(),
    BLS: {
        ("junior-machine-learning-engineer", 34, 2024, 2034, DATA),
        ("associate-data-scientist", 34, 2024, 2034, DATA),
        ("junior-software-engineer", 15, 2024, 2034, SOFTWARE),
        ("data-scientist", 34, 2024, 2034, DATA),
        ("machine-learning-engineer", 34, 2024, 2034, DATA),
        ("machine-learning-engineer", 20, 2024, 2034, RESEARCH),
        ("senior-machine-learning-engineer", 34, 2024, 2034, DATA),
        ("machine-learning-research-scientist", 20, 2024, 2034, RESEARCH),
        ("ai-research-scientist", 20, 2024, 2034, RESEARCH),
        ("ai-engineer", 20, 2024, 2034, RESEARCH),
        ("business-intelligence-developer", 34, 2024, 2034, DATA),
        ("computational-linguist", 20, 2024, 2034, RESEARCH),
        ("nlp-engineer", 20, 2024, 2034, RESEARCH),
        ("computer-vision-scientist", 20, 2024, 2034, RESEARCH),
        ("software-engineer", 15, 2024, 2034, SOFTWARE),
        ("software-developer", 15, 2024, 2034, SOFTWARE),
    },
}


@cache
def _catalog() -> Catalog:
    return load_catalog(bundled_folder())


def _pay_row(role: str, pay: Pay) -> PayRow:
    return (role, pay.amount, pay.low, pay.high, pay.open_ended, pay.measure, pay.as_of, pay.origin)


@pytest.mark.parametrize("source", PAY)
def test_a_source_s_pay_stands_in_full_and_nothing_more(source: str) -> None:
    found = [_pay_row(role.id, pay) for role in _catalog().roles.values() for pay in role.pay if pay.source == source]
    assert set(found) == PAY[source]
    assert len(found) == len(PAY[source])


@pytest.mark.parametrize("source", OUTLOOK)
def test_a_source_s_outlook_stands_in_full_and_nothing_more(source: str) -> None:
    found = [
        (role.id, item.percent, item.from_year, item.to_year, item.group)
        for role in _catalog().roles.values()
        for item in role.outlook
        if item.source == source
    ]
    assert set(found) == OUTLOOK[source]
    assert len(found) == len(OUTLOOK[source])


def test_every_source_of_a_figure_is_in_the_tables() -> None:
    roles = _catalog().roles.values()
    assert {pay.source for role in roles for pay in role.pay} <= set(PAY)
    assert {item.source for role in roles for item in role.outlook} <= set(OUTLOOK)


def test_role_pay_is_in_dollars_a_year() -> None:
    roles = _catalog().roles.values()
    assert {(pay.currency, pay.period) for role in roles for pay in role.pay} == {("USD", "year")}


def test_an_average_that_is_a_median_says_so() -> None:
    for role in _catalog().roles.values():
        for pay in role.pay:
            if pay.source == SEVEN:
                assert pay.note is not None
                assert "average" in pay.note


def test_several_million_is_not_made_a_number() -> None:
    (pay,) = _catalog().roles["quantitative-ml-analyst"].pay
    assert pay.high is None
    assert pay.note is not None
    assert "several million" in pay.note


def test_a_group_that_no_article_names_says_so() -> None:
    for role in _catalog().roles.values():
        for item in role.outlook:
            if item.source in {PATH, SEVEN}:
                assert item.note is not None
                assert item.group == UNSTATED or "inferred" in item.note


def test_benchmarks() -> None:
    benchmarks = _catalog().benchmarks.values()
    pay = [(item.amount, item.period, item.source) for benchmark in benchmarks for item in benchmark.pay]
    outlook = [
        (item.percent, item.from_year, item.to_year, item.source)
        for benchmark in benchmarks
        for item in benchmark.outlook
    ]
    assert pay == [(1_204, "week", PATH), (62_608, "year", PATH)]
    assert outlook == [(3.1, 2024, 2034, BLS)]
