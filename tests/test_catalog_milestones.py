"""The milestones of the bundled catalog: what they take, what comes before them, what they bring along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Availability, Credential, Effort, Kind, Milestone, Span
from mltrack.core.requirements import AllOf, AnyOf, Has, Level, leaves
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder

CREDITS = "enic-naric-ects"
APPRENTICES = "apprenticeship-standard-ml-engineer"
OF_SEVERAL = {"machine-learning-specialization", "deep-learning-specialization", "snowpro-core"}
"""Certifications that several pages confirm, which the source of look-ups names."""


@cache
def _catalog() -> Catalog:
    return load_catalog(bundled_folder())


def test_the_size_of_the_catalog() -> None:
    kinds = Counter(milestone.kind for milestone in _catalog().milestones.values())
    assert 12 <= kinds[Kind.DEGREE] <= 19
    assert 30 <= kinds[Kind.CERTIFICATION] <= 45
    assert 90 <= kinds[Kind.SKILL] <= 140
    assert 12 <= kinds[Kind.EXPERIENCE] <= 20
    assert 15 <= kinds[Kind.PROJECT] <= 25


def test_every_milestone_is_asked_for_by_a_role() -> None:
    catalog = _catalog()
    assert set(catalog.milestones) - set(catalog.asked_by) == set()


def test_every_milestone_names_its_sources() -> None:
    assert [milestone.id for milestone in _catalog().milestones.values() if not milestone.cites] == []


def _efforts() -> Iterator[tuple[Milestone, Effort]]:
    for milestone in _catalog().milestones.values():
        assert milestone.effort is not None, milestone.id
        yield milestone, milestone.effort


def test_every_milestone_says_what_it_takes() -> None:
    for milestone, effort in _efforts():
        calendar = milestone.kind in {Kind.DEGREE, Kind.EXPERIENCE}
        assert (effort.hours is None) == calendar, milestone.id
        if calendar or milestone.kind is Kind.SKILL:
            assert (effort.months is not None) == calendar, milestone.id


def test_an_effort_is_a_range_that_tells_something() -> None:
    for milestone, effort in _efforts():
        for span in (effort.hours, effort.months):
            assert span is None or 0 < span.low < span.high <= 3 * span.low, milestone.id


def test_only_what_a_source_states_is_called_so() -> None:
    stated = {
        milestone.id: (effort.hours, effort.months, effort.cite.source)
        for milestone, effort in _efforts()
        if effort.cite is not None
    }
    degrees = {"bachelors-": Span(36, 48), "masters-": Span(18, 24)}
    courses = {
        "python": (Span(100, 135), None, "ossu-computer-science"),
        "calculus": (Span(78, 130), None, "ossu-computer-science"),
        "linear-algebra": (Span(120, 160), None, "ossu-data-science"),
        "algorithms-data-structures": (Span(48, 96), None, "ossu-computer-science"),
        "machine-learning": (Span(125, 150), None, "aalborg-machine-learning"),
        "deep-learning": (Span(125, 150), None, "dtu-deep-learning"),
        "time-series-analysis": (Span(125, 150), None, "aalborg-time-series"),
    }
    assert stated == courses | {"apprenticeship": (None, Span(24, 28), APPRENTICES)} | {
        milestone: (None, months, CREDITS)
        for milestone in _catalog().milestones
        for degree, months in degrees.items()
        if milestone.startswith(degree)
    }


@pytest.mark.parametrize(
    ("lighter", "heavier"),
    [
        ("sql", "c-plus-plus"),
        ("data-visualization", "deep-learning"),
        ("mlflow", "python"),
        ("weights-and-biases", "kubeflow"),
        ("shell", "linux-unix"),
        ("sentiment-analysis", "natural-language-processing"),
        ("convolutional-neural-networks", "computer-vision"),
        ("pcep", "pcap"),
        ("project-portfolio", "publication-peer-reviewed"),
        ("publication-peer-reviewed", "publication-top-venue"),
    ],
)
def test_what_is_lighter_takes_fewer_hours(lighter: str, heavier: str) -> None:
    efforts = {milestone.id: effort for milestone, effort in _efforts()}
    less, more = efforts[lighter].hours, efforts[heavier].hours
    assert less is not None
    assert more is not None
    assert (less.low, less.high) < (more.low, more.high)
    assert less.high < more.high


def test_a_higher_degree_brings_the_lower_one_of_its_field() -> None:
    catalog = _catalog()
    for milestone in catalog.milestones.values():
        brought = {implied.has for implied in catalog.implied_closure[milestone.id]}
        for higher, lower in (("masters-", "bachelors-"), ("doctorate-", "masters-")):
            same_field = milestone.id.replace(higher, lower)
            if milestone.id.startswith(higher) and same_field in catalog.milestones:
                assert same_field in brought
        if milestone.id.startswith("doctorate-"):
            assert any(degree.startswith("masters-") for degree in brought)
            assert any(degree.startswith("bachelors-") for degree in brought)


def test_a_degree_asks_for_the_one_below() -> None:
    for milestone in _catalog().milestones.values():
        if milestone.id.startswith(("masters-", "doctorate-")):
            below = "bachelors-" if milestone.id.startswith("masters-") else "masters-"
            assert isinstance(milestone.prerequisites, AnyOf)
            assert all(leaf.has.startswith(below) for leaf in leaves(milestone.prerequisites))


def test_the_three_steps_into_machine_learning_engineering() -> None:
    milestones = _catalog().milestones
    first_job = milestones["experience-entry-level-role"].prerequisites
    assert isinstance(first_job, AllOf)
    ways, code = first_job.all
    assert isinstance(ways, AnyOf)
    assert {"bachelors-computer-science", "experience-in-the-field"} <= {leaf.has for leaf in leaves(ways)}
    assert code == Has("computer-programming", Level.WORKING)
    assert milestones["experience-specialized-machine-learning"].prerequisites == Has("experience-entry-level-role")


def _before(milestone: str) -> set[str]:
    """Everything that its prerequisites name, through any number of steps."""
    milestones, found, queue = _catalog().milestones, set[str](), [milestone]
    while queue:
        prerequisites = milestones[queue.pop()].prerequisites
        new = {leaf.has for leaf in leaves(prerequisites)} - found if prerequisites is not None else set[str]()
        found |= new
        queue.extend(new)
    return found


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("linear-algebra", "machine-learning"),
        ("linear-algebra", "deep-learning"),
        ("python", "pytorch"),
        ("deep-learning", "pytorch"),
        ("deep-learning", "large-language-models"),
        ("probability", "stochastic-processes"),
        ("docker", "kubernetes"),
        ("kubernetes", "kubeflow"),
        ("git", "ci-cd"),
        ("sql", "dimensional-modeling"),
        ("machine-learning", "following-research"),
        ("bachelors-statistics", "masters-statistics"),
        ("snowpro-core", "snowpro-advanced-data-scientist"),
        ("experience-entry-level-role", "experience-machine-learning"),
        ("experience-entry-level-role", "experience-mid-level-role"),
        ("experience-mid-level-role", "experience-leading-engineers"),
        ("computer-programming", "experience-entry-level-role"),
    ],
)
def test_what_a_teacher_would_ask_for_first(first: str, then: str) -> None:
    assert first in _before(then)


def test_no_experience_may_begin_with_nothing_learned() -> None:
    milestones = _catalog().milestones.values()
    beginning = {one.id for one in milestones if one.kind is Kind.EXPERIENCE and one.prerequisites is None}
    assert beginning == {"apprenticeship"}


def _credentials() -> dict[str, Credential]:
    return {one.id: one.credential for one in _catalog().milestones.values() if one.credential is not None}


def test_certifications_say_when_and_where_they_were_checked() -> None:
    sources = _catalog().sources
    for milestone, credential in _credentials().items():
        assert credential.verified_on in {date(2026, 11, 20), date(2026, 11, 28)}, milestone
        # What rests on third parties without a page of their own is shown as unconfirmed, or stands in several of them.
        page = sources[credential.source.source].url is not None
        assert page or not credential.confirmed or milestone in OF_SEVERAL, milestone


def test_certifications_that_cannot_be_earned_name_what_took_their_place() -> None:
    credentials = _credentials()
    retired = {one: credential for one, credential in credentials.items() if credential.status is Availability.RETIRED}
    assert {one: (credential.retired_on, credential.replaced_by) for one, credential in retired.items()} == {
        "aws-machine-learning-specialty": (date(2026, 3, 31), "aws-machine-learning-engineer-associate"),
        "azure-ai-engineer-associate": (date(2026, 6, 30), "azure-ai-apps-agents-developer-associate"),
        "azure-ai-fundamentals-ai-900": (date(2026, 6, 30), "azure-ai-fundamentals"),
        "azure-data-scientist-associate": (date(2026, 6, 1), "azure-mlops-engineer-associate"),
        "azure-developer-associate": (date(2026, 7, 31), "azure-ai-cloud-developer-associate"),
    }
    for credential in retired.values():
        assert credential.replaced_by is not None
        assert credentials[credential.replaced_by].status is not Availability.RETIRED


def test_where_a_retired_certification_counts_so_does_its_successor() -> None:
    credentials = _credentials()
    for role in _catalog().roles.values():
        for requirement in role.requirements:
            named = {leaf.has for leaf in leaves(requirement.needs)}
            for milestone in named & set(credentials):
                successor = credentials[milestone].replaced_by
                assert successor is None or successor in named, (role.id, requirement.label)


@pytest.mark.parametrize(
    ("milestone", "code", "months", "status"),
    [
        ("aws-ai-practitioner", "AIF-C01", 36, "active"),
        ("google-professional-machine-learning-engineer", "PMLE", 24, "active"),
        ("aws-machine-learning-engineer-associate", "MLA-C02", 36, "beta"),
        ("azure-ai-apps-agents-developer-associate", "AI-103", 12, "active"),
        ("azure-mlops-engineer-associate", "AI-300", 12, "active"),
        ("azure-ai-fundamentals", "AI-901", None, "active"),
        ("power-bi-data-analyst-associate", "PL-300", 12, "active"),
        ("databricks-machine-learning-associate", None, None, "active"),
        ("snowpro-core", "COF-C03", 24, "active"),
        ("certified-kubernetes-administrator", "CKA", 24, "active"),
        ("certified-health-data-analyst", "CHDA", 24, "active"),
        ("pcep", "PCEP-30-02", None, "active"),
    ],
)
def test_codes_and_validity(milestone: str, code: str | None, months: int | None, status: str) -> None:
    credential = _credentials()[milestone]
    assert (credential.code, credential.valid_months, credential.status.value) == (code, months, status)
