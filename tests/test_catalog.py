"""The bundled catalog against the articles it rests on, typed out by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.entries import (
    Availability,
    Credential,
    Effort,
    Kind,
    Milestone,
    Role,
    RoleRequirement,
    Seniority,
    Span,
    Strength,
)
from mltrack.core.readiness import assess
from mltrack.core.requirements import AllOf, AnyOf, Has, Level, Standing, State, leaves
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder

PATH = "coursera-career-path"
SEVEN = "coursera-seven-roles"
ENGINEER = "coursera-ml-engineer"
TEN = "top-ten-careers"
CREDITS = "enic-naric-ects"
APPRENTICES = "apprenticeship-standard-ml-engineer"
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
OF_SEVERAL = {"machine-learning-specialization", "deep-learning-specialization", "snowpro-core"}
"""Certifications that several pages confirm, which the source of look-ups names."""
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
    ("machine-learning-research-scientist", "masters-computer-science", "required", None),
    ("machine-learning-research-scientist", "doctorate-machine-learning", "optional", None),
    ("machine-learning-architect", "system-design", "recommended", "proficient"),
    ("machine-learning-engineer", "ci-cd", "recommended", "working"),
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
    assert [source.id for source in sources if source.published is None and source.accessed is None] == [
        "certification-lookups-2026-11"
    ]


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
    assert 20 <= len(requirements) <= 42
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


def test_the_size_of_the_catalog() -> None:
    kinds = Counter(milestone.kind for milestone in _catalog().milestones.values())
    assert 12 <= kinds[Kind.DEGREE] <= 19
    assert 30 <= kinds[Kind.CERTIFICATION] <= 45
    assert 90 <= kinds[Kind.SKILL] <= 140
    assert 12 <= kinds[Kind.EXPERIENCE] <= 20
    assert 15 <= kinds[Kind.PROJECT] <= 25


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


def test_no_group_of_requirements_hides_several_lines() -> None:
    assert [item.label for _, item in _requirements() if isinstance(item.needs, AllOf)] == []


def _credentials() -> dict[str, Credential]:
    return {one.id: one.credential for one in _catalog().milestones.values() if one.credential is not None}


def test_certifications_say_when_and_where_they_were_checked() -> None:
    sources = _catalog().sources
    for milestone, credential in _credentials().items():
        assert credential.verified_on == date(2026, 11, 20), milestone
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
        "azure-developer-associate": (date(2026, 8, 31), "azure-ai-cloud-developer-associate"),
    }
    for credential in retired.values():
        assert credential.replaced_by is not None
        assert credentials[credential.replaced_by].status is not Availability.RETIRED


def test_where_a_retired_certification_counts_so_does_its_successor() -> None:
    credentials = _credentials()
    for role, requirement in _requirements():
        named = {leaf.has for leaf in leaves(requirement.needs)}
        for milestone in named & set(credentials):
            successor = credentials[milestone].replaced_by
            assert successor is None or successor in named, (role.id, requirement.label)


@pytest.mark.parametrize(
    ("milestone", "code", "months", "status"),
    [
        ("aws-ai-practitioner", "AIF-C01", 36, "active"),
        ("google-professional-machine-learning-engineer", "PMLE", 24, "active"),
        ("azure-ai-apps-agents-developer-associate", "AI-103", None, "beta"),
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
