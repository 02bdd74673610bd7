"""What a claim is taken for: skills, and the lists that mltrack wrote; and what all claims together say."""

from __future__ import annotations

import random
import time

import pytest

from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.history import Status
from mltrack.core.matching import Confidence, Match, Matcher
from mltrack.core.progress import Progress
from mltrack.core.proposals import Proposal, proposed
from mltrack.core.snapshot import Snapshot
from tests.core.claimed import CATALOG, MATCHER, TODAY, best, claim, day
from tests.core.worlds import catalog, skill

CERTAIN, LIKELY, POSSIBLE = Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE


@pytest.mark.parametrize(
    ("name", "milestone"),
    [
        ("Python (Programming Language)", "python"),
        ("PYTHON", "python"),
        ("scikit learn", "scikit-learn"),
        ("Scikit-Learn", "scikit-learn"),
        ("sklearn", "scikit-learn"),
        ("R", "r"),
        ("R (Programming Language)", "r"),
        ("C++", "c-plus-plus"),
        ("C++ (Programming Language)", "c-plus-plus"),
        ("JavaScript", "javascript"),
        ("Node.js", "javascript"),
        ("Natural Language Processing (NLP)", "natural-language-processing"),
        ("Large Language Models (LLM)", "large-language-models"),
        ("Amazon Web Services (AWS)", "cloud-computing"),
        ("PowerBI", "power-bi"),
        ("k8s", "kubernetes"),
        ("NoSQL", "nosql"),
        ("Weights and Biases", "weights-and-biases"),
        ("CI/CD", "ci-cd"),
        ("Microsoft Excel", "spreadsheets"),
    ],
)
def test_a_skill_is_certain_by_a_name_of_its_own(name: str, milestone: str) -> None:
    assert best(ClaimKind.SKILL, name) == (milestone, CERTAIN)


@pytest.mark.parametrize(
    ("name", "milestone", "confidence"),
    [
        ("PostgreSQL", "sql", LIKELY),
        ("MySQL", "sql", LIKELY),
        ("C/C++", "c-plus-plus", LIKELY),
        ("Python/R", "python", LIKELY),
        ("Communication Skills", "communication", LIKELY),
        ("Machine Learning Algorithms", "machine-learning", LIKELY),
        ("Data Visualisations", "data-visualization", LIKELY),
        ("Python (Django)", "python", LIKELY),
        ("Kuberentes", "kubernetes", POSSIBLE),
        ("Tracking", "object-recognition", POSSIBLE),
        ("Risk Management", "financial-risk-management", POSSIBLE),
        ("Python 3.11", "python", LIKELY),
        ("C++17", "c-plus-plus", LIKELY),
        ("Convolutional Neural Network (CNN)", "convolutional-neural-networks", LIKELY),
    ],
)
def test_what_is_only_near_is_asked_about(name: str, milestone: str, confidence: Confidence) -> None:
    assert best(ClaimKind.SKILL, name) == (milestone, confidence)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Neuro-Linguistic Programming (NLP)",
            "R2",
            "Web 2.0",
            "Trading",
            "Data Entry",
            "R&D",
            "R & D",
            "R & Development",
            "C",
            "C#",
            "Go",
            "HTML",
            "HTML/CSS",
            "Research",
            "Mathematica",
        ),
        *("Patient Monitoring", "Quantum machine learning", "Financial management", "Deep reinforcement", "Risk"),
        *(
            "Big Data",
            "Artificial Intelligence (AI)",
            "Matlab",
            "Leadership",
            "",
            "-",
            "...",
            "AWS Certified Developer",
        ),
    ],
)
def test_what_the_catalog_lacks_is_no_skill(name: str) -> None:
    assert best(ClaimKind.SKILL, name) is None


def test_why_is_said_in_plain_words() -> None:
    said = {
        name: MATCHER.matches(claim(ClaimKind.SKILL, name))[0].why
        for name in ("sklearn", "Python", "Kuberentes", "Postgres")
    }
    assert said == {
        "sklearn": "another name for it",
        "Python": "the same name",
        "Kuberentes": "a name like Kubernetes, 89% alike",
        "Postgres": "who works with Postgres mostly has it",
    }


def test_a_name_of_two_skills_is_neither_for_certain() -> None:
    matcher = Matcher(catalog([skill("spark-tool", title="Spark"), skill("spark-idea", title="spark!")]), TODAY)
    found = matcher.matches(claim(ClaimKind.SKILL, "Spark"))
    assert {(one.milestone, one.confidence) for one in found} == {("spark-tool", LIKELY), ("spark-idea", LIKELY)}


def test_a_list_of_ours_names_milestones_by_id() -> None:
    matcher = Matcher(catalog([skill("feature-platforms", former_ids=("feature-stores",), title="Features")]), TODAY)
    by_id = [matcher.matches(Claim(ClaimKind.MILESTONE, "anything", "", id=one)) for one in
             ("feature-platforms", "feature-stores", "features-gone")]  # fmt: skip
    assert [[(one.milestone, one.confidence, one.why) for one in found] for found in by_id] == [
        [("feature-platforms", CERTAIN, "its id")],
        [("feature-platforms", CERTAIN, "an id that it had before")],
        [],
    ]
    assert matcher.matches(Claim(ClaimKind.MILESTONE, "Features", ""))[0].confidence is CERTAIN
    assert matcher.matches(Claim(ClaimKind.MILESTONE, "Features", "", id="features-gone"))[0].confidence is LIKELY


def test_every_name_of_the_catalog_is_found_for_certain() -> None:
    missed = []
    for one in CATALOG.milestones.values():
        for name in (one.title, one.id):
            found = MATCHER.matches(Claim(ClaimKind.MILESTONE, name, ""))
            if not found or found[0].milestone != one.id:
                missed.append(name)
    assert missed == []


def _courses(*names: str, status: Status = Status.DONE) -> list[Claim]:
    return [
        claim(ClaimKind.COURSE, name, issuer="Coursera", status=status, on=day(f"2024-0{place}"))
        for place, name in enumerate(names, 1)
    ]


_THREE = (
    "Unsupervised Learning, Recommenders, Reinforcement Learning",
    "Supervised Machine Learning: Regression and Classification",
    "Advanced Learning Algorithms",
)


def test_one_course_is_a_part_and_all_are_the_whole() -> None:
    snapshot = Snapshot(CATALOG, Progress(), TODAY)
    some = proposed(snapshot, _courses(*_THREE[:2]))
    assert [(one.status, one.on) for one in some] == [(Status.STARTED, None)] * 2
    every = proposed(snapshot, _courses(*_THREE))
    assert [one.status for one in every] == [Status.STARTED, Status.STARTED, Status.DONE]
    assert every[2].match == Match(
        "machine-learning-specialization", LIKELY, "all 3 of its courses", part="Advanced Learning Algorithms"
    )
    assert str(every[2].on) == "2024-03-01"
    assert [one.status for one in proposed(snapshot, _courses(*_THREE[:1] * 3))] == [Status.STARTED] * 3
    assert not any(one.status is Status.DONE for one in proposed(snapshot, _courses(*_THREE, status=Status.STARTED)))


def test_short_positions_are_long_enough_together() -> None:
    def at(since: str, on: str) -> Claim:
        return claim(ClaimKind.EXPERIENCE, "Data Analyst", since=day(since), on=day(on))

    found = proposed(Snapshot(CATALOG, Progress(), TODAY), [at("2020-01", "2020-08"), at("2022-01", "2022-08")])
    assert [one.status for one in found] == [Status.STARTED, Status.DONE]
    assert found[1].match is not None
    assert found[1].match.why == "1 year 4 months in 2 positions"
    beside = proposed(Snapshot(CATALOG, Progress(), TODAY), [at("2020-01", "2020-08"), at("2020-03", "2020-10")])
    assert [one.status for one in beside] == [Status.STARTED, Status.STARTED]


def test_a_position_that_goes_on_is_done_once_it_is_long_enough() -> None:
    def told(since: str, status: Status) -> Proposal:
        one = claim(ClaimKind.EXPERIENCE, "Data Analyst", since=day(since), status=status)
        return proposed(Snapshot(CATALOG, Progress(), TODAY), [one])[0]

    for status in (Status.STARTED, Status.DONE):
        assert (told("2020-01", status).status, told("2020-01", status).on) == (Status.DONE, None)
        assert told("2026-06", status).status is Status.STARTED


def test_much_and_long_input_takes_little_time() -> None:
    chance = random.Random(8)
    titles = [one.title for one in CATALOG.milestones.values()]
    words = " ".join(titles).split()
    kinds = list(ClaimKind)
    every = [
        Claim(kinds[place % len(kinds)], " ".join(chance.sample(words, 1 + place % 6)), "", text=" ".join(words[:60]))
        for place in range(2_000)
    ]
    every += [
        Claim(kind, text * (5_000 // len(text)), "", text=text * 900) for kind in kinds for text in ("a.", "R/", "(b")
    ]
    every += [Claim(kind, " ".join(words)[:5_000], "", field=" ".join(words)[:5_000]) for kind in kinds]
    started = time.process_time()
    Matcher(CATALOG, TODAY).of_all(every)
    assert time.process_time() - started < 4
