"""The bundled catalog against the articles it rests on, typed out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Effort, Kind, Milestone, Role, RoleRequirement, Seniority, Span
from mltrack.core.requirements import AllOf, AnyOf, Has, leaves
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder

PATH = "coursera-career-path"
SEVEN = "coursera-seven-roles"
ENGINEER = "coursera-ml-engineer"
TEN = "top-ten-careers"
BLS = "bls-employment-projections-2024-34"
LOOKUPS = "certification-lookups-2026-11"
CREDITS = "enic-naric-ects"
APPRENTICES = "apprenticeship-standard-ml-engineer"

LEVELS = {
    "junior-machine-learning-engineer": "entry",
    "associate-data-scientist": "entry",
    "junior-software-engineer": "entry",
    "data-scientist": "mid",
    "machine-learning-engineer": "mid",
    "senior-machine-learning-engineer": "senior",
    "machine-learning-research-scientist": "senior",
    "machine-learning-architect": "senior",
    "ai-engineer": "none stated",
    "software-engineer": "none stated",
    "software-developer": "none stated",
    "business-intelligence-developer": "none stated",
    "computational-linguist": "none stated",
    "nlp-engineer": "none stated",
    "computer-vision-scientist": "none stated",
    "reinforcement-learning-researcher": "none stated",
    "mlops-engineer": "none stated",
    "ai-research-scientist": "none stated",
    "quantitative-ml-analyst": "none stated",
    "healthcare-ml-specialist": "none stated",
}

ENTRY = ("junior-machine-learning-engineer", "associate-data-scientist", "junior-software-engineer")
MID = ("data-scientist", "machine-learning-engineer")
SENIOR = (
    "senior-machine-learning-engineer",
    "machine-learning-research-scientist",
    "machine-learning-architect",
)

SPOT = [
    ("machine-learning-engineer", "statistics", "required", "proficient"),
    ("machine-learning-engineer", "mathematics", "required", "proficient"),
    ("machine-learning-engineer", "python", "required", "proficient"),
    ("machine-learning-engineer", "c-plus-plus", "required", "proficient"),
    ("machine-learning-engineer", "java", "required", "proficient"),
    ("machine-learning-engineer", "computer-programming", "required", "proficient"),
    ("machine-learning-engineer", "software-engineering", "required", "expert"),
    ("machine-learning-engineer", "data-science", "required", "expert"),
    ("machine-learning-engineer", "model-architecture", "required", "working"),
    ("machine-learning-engineer", "experience-entry-level-role", "required", None),
    ("machine-learning-engineer", "microsoft-ai-ml-engineering", "required", None),
    ("machine-learning-engineer", "masters-software-engineering", "optional", None),
    ("machine-learning-engineer", "apprenticeship", "optional", None),
    ("data-scientist", "bachelors-statistics", "required", None),
    ("data-scientist", "experience-varied-data", "required", None),
    ("data-scientist", "apache-spark", "required", "working"),
    ("data-scientist", "apache-kafka", "required", "working"),
    ("data-scientist", "apache-hadoop", "required", "working"),
    ("data-scientist", "r", "required", "working"),
    ("data-scientist", "sql", "required", "working"),
    ("data-scientist", "data-visualization", "recommended", "working"),
    ("data-scientist", "masters-data-science", "recommended", None),
    ("ai-engineer", "mathematics", "required", "working"),
    ("ai-engineer", "r", "required", "working"),
    ("ai-engineer", "bachelors-information-technology", "recommended", None),
    ("software-engineer", "java", "required", "working"),
    ("software-engineer", "perl", "required", "familiar"),
    ("software-engineer", "linux-unix", "required", "familiar"),
    ("software-engineer", "shell", "required", "familiar"),
    ("software-engineer", "sql", "required", "familiar"),
    ("software-engineer", "bachelors-software-engineering", "recommended", None),
    ("software-developer", "computer-programming", "required", "working"),
    ("software-developer", "bachelors-engineering", "required", None),
    ("business-intelligence-developer", "bachelors-computer-science", "required", None),
    ("business-intelligence-developer", "apache-hadoop", "recommended", "familiar"),
    ("computational-linguist", "bachelors-computer-science", "optional", None),
    ("computational-linguist", "graduate-certificate-computational-linguistics", "optional", None),
    ("junior-software-engineer", "experience-in-the-field", "required", None),
    ("junior-machine-learning-engineer", "project-portfolio", "optional", None),
    ("senior-machine-learning-engineer", "experience-machine-learning", "required", None),
    ("machine-learning-research-scientist", "masters-computer-science", "recommended", None),
    ("machine-learning-architect", "technology-selection", "recommended", "working"),
    ("nlp-engineer", "following-research", "required", "working"),
    ("nlp-engineer", "machine-translation", "recommended", "working"),
    ("computer-vision-scientist", "convolutional-neural-networks", "recommended", "working"),
    ("reinforcement-learning-researcher", "publication-top-venue", "recommended", None),
    ("mlops-engineer", "kubeflow", "required", "proficient"),
    ("mlops-engineer", "systems-administration", "recommended", "proficient"),
    ("ai-research-scientist", "doctorate-machine-learning", "recommended", None),
    ("ai-research-scientist", "mathematics", "recommended", "expert"),
    ("quantitative-ml-analyst", "machine-learning", "required", "expert"),
    ("quantitative-ml-analyst", "time-series-analysis", "required", "proficient"),
    ("healthcare-ml-specialist", "explainable-models", "required", "working"),
    ("healthcare-ml-specialist", "genomic-data-analysis", "recommended", "working"),
]


@cache
def _catalog() -> Catalog:
    return load_catalog(bundled_folder())


def _requirements() -> Iterator[tuple[Role, RoleRequirement]]:
    for role in _catalog().roles.values():
        for requirement in role.requirements:
            yield role, requirement


def test_the_sources() -> None:
    sources = _catalog().sources
    assert set(sources) == {PATH, SEVEN, ENGINEER, TEN, BLS, LOOKUPS, CREDITS, APPRENTICES}
    assert {sources[article].accessed for article in (PATH, SEVEN, ENGINEER, TEN)} == {"2026-11-20"}
    assert sources[TEN].publisher is None
    assert sources[TEN].published is None
    assert "nine" in (sources[TEN].note or "")


def test_the_twenty_roles_and_their_levels() -> None:
    assert {role.id: role.level for role in _catalog().roles.values()} == {
        role: Seniority(level) for role, level in LEVELS.items()
    }
    assert len(LEVELS) == 20


def test_where_the_roles_lead() -> None:
    steps = {(role.id, step.role, step.source, step.at) for role in _catalog().roles.values() for step in role.leads_to}
    upward = [(low, high) for low in ENTRY for high in MID] + [(low, high) for low in MID for high in SENIOR]
    assert steps == {(low, high, PATH, "Machine learning career path") for low, high in upward}


@pytest.mark.parametrize("role", LEVELS)
def test_every_requirement_rests_on_an_article(role: str) -> None:
    for requirement in _catalog().roles[role].requirements:
        assert requirement.cites, requirement.label
        assert {cite.source for cite in requirement.cites} <= {PATH, SEVEN, ENGINEER, TEN}, requirement.label
        assert all(cite.at for cite in requirement.cites), requirement.label


@pytest.mark.parametrize("role", LEVELS)
def test_a_role_asks_for_a_sensible_number_of_things(role: str) -> None:
    requirements = _catalog().roles[role].requirements
    assert 4 <= len(requirements) <= 24
    assert len({requirement.label for requirement in requirements}) == len(requirements)


def test_where_no_article_requires_anything_nothing_is_required() -> None:
    requiring = {role.id for role, requirement in _requirements() if requirement.strength.value == "required"}
    assert set(LEVELS) - requiring == {"computational-linguist"}


@pytest.mark.parametrize(("role", "milestone", "strength", "level"), SPOT)
def test_strength_and_level_as_the_articles_word_them(
    role: str, milestone: str, strength: str, level: str | None
) -> None:
    found = {
        (requirement.strength.value, leaf.level.value if leaf.level else None)
        for requirement in _catalog().roles[role].requirements
        for leaf in leaves(requirement.needs)
        if leaf.has == milestone
    }
    assert (strength, level) in found


def test_every_milestone_is_used() -> None:
    catalog = _catalog()
    used = set(catalog.asked_by) | set(catalog.unlocks)
    used |= {implied.has for milestone in catalog.milestones.values() for implied in milestone.implies}
    assert set(catalog.milestones) - used == set()


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
    assert stated == {"apprenticeship": (None, Span(24, 28), APPRENTICES)} | {
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


@pytest.mark.parametrize("role", LEVELS)
def test_degrees_are_alternatives_never_asked_for_together(role: str) -> None:
    catalog = _catalog()
    for requirement in catalog.roles[role].requirements:
        named = [leaf for leaf in leaves(requirement.needs) if catalog.milestones[leaf.has].kind is Kind.DEGREE]
        if len(named) > 1:
            assert isinstance(requirement.needs, AnyOf), requirement.label
            assert set(named) <= set(requirement.needs.any), requirement.label
        elif named:
            assert (role, named[0].has) == ("computational-linguist", "bachelors-computer-science")


@pytest.mark.parametrize("role", ENTRY)
def test_an_entry_role_takes_a_degree_experience_or_certifications(role: str) -> None:
    (required,) = (item for item in _catalog().roles[role].requirements if item.strength.value == "required")
    assert isinstance(required.needs, AnyOf)
    found = {leaf.has for leaf in required.needs.any if isinstance(leaf, Has)}
    assert found >= {
        "bachelors-computer-science",
        "bachelors-data-science",
        "bachelors-statistics",
        "bachelors-engineering",
        "experience-in-the-field",
        "machine-learning-specialization",
    }


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
    assert isinstance(first_job, AnyOf)
    assert {"bachelors-computer-science", "experience-in-the-field"} <= {leaf.has for leaf in leaves(first_job)}
    assert milestones["experience-specialized-machine-learning"].prerequisites == Has("experience-entry-level-role")


def test_no_group_of_requirements_hides_several_lines() -> None:
    assert [item.label for _, item in _requirements() if isinstance(item.needs, AllOf)] == []


def test_certifications_say_when_and_where_they_were_checked() -> None:
    credentials = {
        milestone.id: milestone.credential
        for milestone in _catalog().milestones.values()
        if milestone.credential is not None
    }
    assert {credential.verified_on for credential in credentials.values()} == {date(2026, 11, 20)}
    assert {milestone for milestone, credential in credentials.items() if credential.confirmed} == {
        "machine-learning-specialization",
        "deep-learning-specialization",
        "microsoft-ai-ml-engineering",
    }


def test_links_are_https() -> None:
    catalog = _catalog()
    links = [resource.url for milestone in catalog.milestones.values() for resource in milestone.resources]
    links += [source.url for source in catalog.sources.values() if source.url is not None]
    assert links
    assert [link for link in links if not link.startswith("https://")] == []


def test_no_name_stands_for_two_entries() -> None:
    catalog = _catalog()
    for entries in (catalog.milestones.values(), catalog.roles.values()):
        names = [
            name for entry in entries for name in {text.casefold() for text in (entry.id, entry.title, *entry.aliases)}
        ]
        assert len(names) == len(set(names))
