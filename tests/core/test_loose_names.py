"""Names with words round them, as tasks have them; and slips of the pen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mltrack.core.claims import ClaimKind
from mltrack.core.history import Status
from mltrack.core.loose_names import LooseName, loosened
from mltrack.core.matching import Confidence
from mltrack.core.progress import Progress
from mltrack.core.proposals import proposed
from mltrack.core.requirements import Level
from mltrack.core.snapshot import Snapshot
from tests.core.claimed import CATALOG, MATCHER, TODAY, best, claim

LIKELY, POSSIBLE = Confidence.LIKELY, Confidence.POSSIBLE
FAMILIAR, WORKING = Level.FAMILIAR, Level.WORKING


@pytest.mark.parametrize(
    ("text", "milestone", "confidence", "level"),
    [
        ("Learn Docker", "docker", LIKELY, WORKING),
        ("practise C++", "c-plus-plus", LIKELY, WORKING),
        ("Get better at communication", "communication", LIKELY, WORKING),
        ("SQL basics", "sql", LIKELY, FAMILIAR),
        ("Basic SQL", "sql", LIKELY, FAMILIAR),
        ("SQL for beginners", "sql", LIKELY, FAMILIAR),
        ("Python course", "python", LIKELY, FAMILIAR),
        ("Finish the PyTorch tutorial", "pytorch", LIKELY, FAMILIAR),
        ("Take an online course: Statistics", None, None, None),
        ("Intro to machine learning", "machine-learning", LIKELY, FAMILIAR),
        ("read up on Kubernetes", "kubernetes", LIKELY, FAMILIAR),
        ("Kubernetes certification", "kubernetes", POSSIBLE, FAMILIAR),
        ("improve security", "information-security", POSSIBLE, WORKING),
        ("Monitoring", "model-monitoring", POSSIBLE, WORKING),
        ("pyton", "python", POSSIBLE, WORKING),
        ("pyhton", "python", POSSIBLE, WORKING),
        ("kuberntes", "kubernetes", POSSIBLE, WORKING),
        ("machine lerning", "machine-learning", POSSIBLE, WORKING),
        ("AWS ML Specialty", "aws-machine-learning-specialty", LIKELY, None),
        ("AWS ML engineer associate", "aws-machine-learning-engineer-associate", LIKELY, None),
        ("Databricks ML associate", "databricks-machine-learning-associate", LIKELY, None),
        ("Deep Learning Specialisation", "deep-learning-specialization", LIKELY, None),
        (
            *("finish Andrew Ng's Machine Learning Specialization", "machine-learning-specialization", LIKELY),
            None,
        ),
        ("Pass the CKA", "certified-kubernetes-administrator", LIKELY, None),
        ("Finish BSc Computer Science", "bachelors-computer-science", LIKELY, None),
        *(
            (text, None, None, None)
            for text in ("Buy milk", "Learn to cook", "Learn Go", "read chapter 4", "the course")
        ),
        *(
            (text, None, None, None)
            for text in ("Azure data scientist", "Spanish", "Stata", "React", "Scalar", "", "do")
        ),
    ],
)
def test_a_task_is_asked_about_by_the_name_in_it(
    text: str, milestone: str | None, confidence: Confidence | None, level: Level | None
) -> None:
    (found,) = proposed(Snapshot(CATALOG, Progress(), TODAY), [claim(ClaimKind.MILESTONE, text)], MATCHER)
    match = found.match
    assert (match and match.milestone, match and match.confidence, found.level) == (milestone, confidence, level)
    assert not found.is_certain


@pytest.mark.parametrize(
    "text",
    [
        *("Buy milk", "Learn to cook", "Learn Go", "read chapter 4", "the course", "", "do"),
        *("Azure data scientist", "Spanish", "Stata", "React", "Scalar"),
    ],
)
def test_other_tasks_and_words_match_nothing(text: str) -> None:
    assert best(ClaimKind.MILESTONE, text) is None


@pytest.mark.parametrize("text", ["Study DP-100", "study for DP-100", "DP-100 course", "Learn DP-100"])
def test_to_learn_for_an_exam_is_not_to_pass_it(text: str) -> None:
    (found,) = proposed(Snapshot(CATALOG, Progress(), TODAY), [claim(ClaimKind.MILESTONE, text)], MATCHER)
    assert found.match is not None
    assert (found.match.milestone, found.match.confidence) == ("azure-data-scientist-associate", POSSIBLE)
    assert found.status is Status.STARTED


def test_a_course_shows_no_more_than_a_beginning_whatever_level_it_has() -> None:
    stated = claim(ClaimKind.MILESTONE, "Python course", level=Level.EXPERT)
    (found,) = proposed(Snapshot(CATALOG, Progress(), TODAY), [stated], MATCHER)
    assert (found.level, found.matches[0].why) == (FAMILIAR, "Python is named in it, which shows a beginning")


@pytest.mark.parametrize("name", ["Python (Programming Language)", "statistics", "Pandas & NumPy", "Machine Learning"])
def test_a_name_of_its_own_is_certain_in_any_list(name: str) -> None:
    found = best(ClaimKind.MILESTONE, name)
    assert found is not None
    assert found[1] is Confidence.CERTAIN


@given(st.lists(st.sampled_from(["the", "a", "learn", "course", "basics", "exam", "Ann's", "SQL", ":", "İ"])))
def test_what_is_left_is_a_part_of_what_was_said(words: list[str]) -> None:
    text = " ".join(words)
    found = loosened(text)
    assert found is None or (found.name in text and found.name not in {"", text})


def test_nothing_is_taken_off_where_there_is_nothing_round_it() -> None:
    assert loosened("A/B testing") is None
    assert loosened("Do-it-yourself") is None
    assert loosened("learn  the SQL basics") == LooseName("SQL", is_little=True, is_learnt=True)
