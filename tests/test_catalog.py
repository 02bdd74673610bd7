"""The bundled catalog against the articles it rests on, typed out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind, Role, RoleRequirement, Seniority, Strength
from mltrack.core.readiness import assess
from mltrack.core.requirements import AllOf, AnyOf, Has, Standing, State, leaves
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder

PATH = "coursera-career-path"
SEVEN = "coursera-seven-roles"
ENGINEER = "coursera-ml-engineer"
TEN = "top-ten-careers"
ARTICLES = {PATH, SEVEN, ENGINEER, TEN}
REQUIRING = {
    *ARTICLES,
    "bls-ooh-data-scientists",
    "bls-ooh-software-developers",
    "bls-ooh-research-scientists",
    "uk-machine-learning-engineer",
    "uk-software-developer",
}
"""Sources that say "must", "need" or "required" of a role, or of an occupation that lists it among its titles."""
WITHOUT_A_PAGE = {PATH, SEVEN, TEN, "certification-lookups-2026-11"}
"""Sources of which no address was found, or which are many."""

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
    ("data-scientist", "data-visualization", "required", "working"),
    ("data-scientist", "data-preparation", "required", "working"),
    ("data-scientist", "git", "recommended", "working"),
    ("data-scientist", "azure-data-scientist-associate", "optional", None),
    ("data-scientist", "masters-data-science", "recommended", None),
    ("ai-engineer", "mathematics", "required", "working"),
    ("ai-engineer", "r", "required", "working"),
    ("ai-engineer", "bachelors-information-technology", "recommended", None),
    ("ai-engineer", "retrieval-augmented-generation", "recommended", "working"),
    ("software-engineer", "java", "required", "working"),
    ("software-engineer", "perl", "required", "familiar"),
    ("software-engineer", "linux-unix", "required", "familiar"),
    ("software-engineer", "shell", "required", "familiar"),
    ("software-engineer", "sql", "required", "familiar"),
    ("software-engineer", "bachelors-software-engineering", "recommended", None),
    ("software-developer", "computer-programming", "required", "working"),
    ("software-developer", "bachelors-engineering", "required", None),
    ("software-developer", "teamwork", "required", "working"),
    ("software-engineer", "information-security", "required", "familiar"),
    ("software-engineer", "masters-software-engineering", "optional", None),
    ("business-intelligence-developer", "bachelors-computer-science", "required", None),
    ("business-intelligence-developer", "apache-hadoop", "recommended", "familiar"),
    ("business-intelligence-developer", "data-visualization", "required", "working"),
    ("business-intelligence-developer", "sql", "recommended", "proficient"),
    ("computational-linguist", "bachelors-computer-science", "optional", None),
    ("computational-linguist", "graduate-certificate-computational-linguistics", "optional", None),
    ("junior-software-engineer", "experience-in-the-field", "required", None),
    ("junior-software-engineer", "computer-programming", "required", "working"),
    ("junior-software-engineer", "information-security", "required", "familiar"),
    ("associate-data-scientist", "statistical-modeling", "required", "working"),
    ("associate-data-scientist", "machine-learning", "recommended", "working"),
    ("junior-machine-learning-engineer", "computer-programming", "required", "working"),
    ("junior-machine-learning-engineer", "git", "recommended", "working"),
    ("junior-machine-learning-engineer", "project-portfolio", "optional", None),
    ("senior-machine-learning-engineer", "experience-machine-learning", "required", None),
    ("senior-machine-learning-engineer", "software-engineering", "required", "proficient"),
    ("senior-machine-learning-engineer", "masters-computer-science", "recommended", None),
    ("senior-machine-learning-engineer", "experience-mid-level-role", "recommended", None),
    ("machine-learning-research-scientist", "masters-computer-science", "recommended", None),
    ("machine-learning-research-scientist", "doctorate-machine-learning", "optional", None),
    ("machine-learning-architect", "system-design", "recommended", "proficient"),
    ("machine-learning-engineer", "ci-cd", "recommended", "working"),
    ("machine-learning-engineer", "machine-learning", "recommended", "working"),
    ("machine-learning-engineer", "production-ml-systems", "recommended", "working"),
    ("machine-learning-engineer", "data-preparation", "recommended", "working"),
    ("machine-learning-engineer", "software-testing", "recommended", "working"),
    ("junior-software-engineer", "systems-integration", "recommended", "working"),
    ("machine-learning-engineer", "communication", "required", "working"),
    ("machine-learning-architect", "technology-selection", "recommended", "working"),
    ("nlp-engineer", "following-research", "required", "working"),
    ("nlp-engineer", "machine-translation", "recommended", "working"),
    ("computer-vision-scientist", "convolutional-neural-networks", "recommended", "working"),
    ("reinforcement-learning-researcher", "publication-top-venue", "recommended", None),
    ("mlops-engineer", "kubeflow", "required", "proficient"),
    ("mlops-engineer", "systems-administration", "recommended", "proficient"),
    ("mlops-engineer", "kubernetes", "recommended", "working"),
    ("mlops-engineer", "docker", "recommended", "proficient"),
    ("ai-research-scientist", "doctorate-machine-learning", "recommended", None),
    ("ai-research-scientist", "mathematics", "recommended", "expert"),
    ("ai-research-scientist", "masters-statistics", "required", None),
    ("quantitative-ml-analyst", "stochastic-processes", "recommended", "working"),
    ("quantitative-ml-analyst", "masters-mathematics", "recommended", None),
    ("healthcare-ml-specialist", "medical-device-practice", "recommended", "working"),
    ("reinforcement-learning-researcher", "deep-reinforcement-learning", "recommended", "proficient"),
    ("computational-linguist", "linguistics", "recommended", "proficient"),
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


def test_the_articles() -> None:
    sources = _catalog().sources
    assert set(sources) >= ARTICLES
    assert {sources[article].accessed for article in ARTICLES} == {"2026-11-20"}
    assert sources[TEN].publisher is None
    assert sources[TEN].published is None
    assert "nine" in (sources[TEN].note or "")


def test_a_source_has_a_page_and_says_what_to_know_about_it() -> None:
    sources = _catalog().sources.values()
    assert {source.id for source in sources if source.url is None} == WITHOUT_A_PAGE
    assert [source.id for source in sources if not source.note] == []
    assert [source.id for source in sources if source.published is None and source.accessed is None] == []


def test_every_source_is_used() -> None:
    catalog = _catalog()
    used = {cite.source for role in catalog.roles.values() for cite in role.citations()}
    for milestone in catalog.milestones.values():
        used |= {cite.source for cite in milestone.cites}
        used |= {milestone.effort.cite.source} if milestone.effort and milestone.effort.cite else set()
        used |= {milestone.credential.source.source} if milestone.credential else set()
    assert set(catalog.sources) - used == set()


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
def test_every_requirement_says_where_it_stands(role: str) -> None:
    for requirement in _catalog().roles[role].requirements:
        assert requirement.cites, requirement.label
        assert all(cite.at for cite in requirement.cites), requirement.label
        if requirement.strength is Strength.REQUIRED:
            assert {cite.source for cite in requirement.cites} & REQUIRING, requirement.label


@pytest.mark.parametrize("role", LEVELS)
def test_a_role_asks_for_a_sensible_number_of_things(role: str) -> None:
    requirements = _catalog().roles[role].requirements
    assert 20 <= len(requirements) <= 44
    assert len({requirement.label for requirement in requirements}) == len(requirements)
    strengths = [list(Strength).index(requirement.strength) for requirement in requirements]
    assert strengths == sorted(strengths)


@pytest.mark.parametrize("role", LEVELS)
def test_a_role_has_schooling_skills_experience_and_a_project_that_proves_its_work(role: str) -> None:
    catalog = _catalog()
    proving = {Strength.REQUIRED, Strength.RECOMMENDED}
    named = [
        (requirement.strength, catalog.milestones[leaf.has].kind)
        for requirement in catalog.roles[role].requirements
        for leaf in leaves(requirement.needs)
    ]
    assert {kind for _, kind in named} >= {Kind.DEGREE, Kind.SKILL, Kind.EXPERIENCE, Kind.PROJECT}
    assert [strength for strength, kind in named if kind is Kind.PROJECT and strength in proving]


def test_no_role_is_ready_by_a_degree_alone() -> None:
    catalog = _catalog()
    for degree in (one for one in catalog.milestones.values() if one.kind is Kind.DEGREE):
        held = {degree.id: Standing(State.MET)}
        held |= {implied.has: Standing(State.MET, implied.level) for implied in catalog.implied_closure[degree.id]}
        assert [role.id for role in catalog.roles.values() if assess(role, held).ready] == [], degree.id


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


@pytest.mark.parametrize("role", LEVELS)
def test_degrees_are_alternatives_never_asked_for_together(role: str) -> None:
    catalog = _catalog()
    for requirement in catalog.roles[role].requirements:
        named = [leaf for leaf in leaves(requirement.needs) if catalog.milestones[leaf.has].kind is Kind.DEGREE]
        if len(named) > 1:
            assert isinstance(requirement.needs, AnyOf), requirement.label
            assert set(named) <= set(requirement.needs.any), requirement.label
        elif named:
            assert role == "computational-linguist"
            assert named[0].has in {"bachelors-computer-science", "bachelors-related-field"}


@pytest.mark.parametrize("role", ENTRY)
def test_an_entry_role_takes_a_degree_experience_or_certifications(role: str) -> None:
    required = next(item for item in _catalog().roles[role].requirements if item.strength is Strength.REQUIRED)
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


def test_no_group_of_requirements_hides_several_lines() -> None:
    assert [item.label for _, item in _requirements() if isinstance(item.needs, AllOf)] == []


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
