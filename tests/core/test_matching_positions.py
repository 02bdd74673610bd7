"""Positions and projects: never certain, by title, text and length."""

from __future__ import annotations

import pytest

from mltrack.core.claims import ClaimKind
from mltrack.core.history import Status
from mltrack.core.matching import Confidence
from tests.core.claimed import MATCHER, best, claim, day

LIKELY, POSSIBLE = Confidence.LIKELY, Confidence.POSSIBLE
WORK, PROJECT = ClaimKind.EXPERIENCE, ClaimKind.PROJECT


@pytest.mark.parametrize(
    ("title", "milestone"),
    [
        ("Data Analyst", "experience-entry-level-role"),
        ("BI Developer", "experience-entry-level-role"),
        ("Junior Data Scientist", "experience-entry-level-role"),
        ("Senior Data Scientist", "experience-mid-level-role"),
        ("Machine Learning Engineer", "experience-mid-level-role"),
        ("MLOps Engineer", "experience-production-ml"),
        ("Software Engineer II", "experience-software-development"),
        ("Java Developer", "experience-software-development"),
        ("Softwareentwickler (m/w/d)", "experience-software-development"),
        ("DevOps Engineer", "experience-system-operations"),
        ("Linux Administrator", "experience-system-operations"),
        ("Research Assistant", "experience-research"),
        ("Postdoctoral Fellow", "experience-research"),
        ("Data Science Intern", "internship"),
        ("Head of Data", "experience-leading-engineers"),
        ("Quantitative Analyst", "experience-financial-industry"),
        ("Clinical Data Analyst", "experience-clinical-teams"),
        ("Data Engineer", "experience-in-the-field"),
    ],
)
def test_titles_of_the_field_are_likely(title: str, milestone: str) -> None:
    assert best(WORK, title, since=day("2015"), on=day("2022")) == (milestone, LIKELY)


@pytest.mark.parametrize(
    "title",
    [
        *("Registered Nurse", "Barista", "Marketing Intern", "Teaching Assistant", "Sales Engineer", "History Teacher"),
        *("Technical Recruiter, Data Science", "Data Entry Clerk", "Team Leader", "Civil Engineer", "Consultant", ""),
        *("Business Developer", "Real Estate Developer", "UX Researcher", "Market Researcher", "Project Manager"),
    ],
)
def test_other_work_is_no_match(title: str) -> None:
    assert best(WORK, title, since=day("2015"), on=day("2022")) is None


def test_the_text_shows_what_a_title_leaves_open() -> None:
    when = {"since": day("2015"), "on": day("2022")}
    text = "Built dashboards in Tableau and cleaned data with Python and SQL."
    assert best(WORK, "Consultant", text=text, **when) == ("experience-in-the-field", POSSIBLE)
    assert best(WORK, "Team Leader", text="Led six software developers.", **when) == (
        "experience-leading-engineers",
        LIKELY,
    )


def test_the_length_is_told_and_a_short_one_is_a_beginning() -> None:
    def told(since: str, on: str | None) -> tuple[str, bool]:
        one = claim(WORK, "Data Analyst", since=day(since), on=day(on) if on else None, status=Status.STARTED)
        found = MATCHER.matches(one)[0]
        return found.why, found.is_part

    assert told("Jan 2020", "Mar 2022") == ("2 years 3 months as Data Analyst", False)
    assert told("2019", "2021") == ("2 years as Data Analyst", False)
    assert told("Jun 2025", None) == ("1 year 6 months as Data Analyst", False)
    assert told("Jun 2026", None) == ("6 months as Data Analyst, of about 1 year", True)


@pytest.mark.parametrize(("since", "on"), [(None, None), (None, "2020"), ("2027", None), ("2022", "2019")])
def test_without_a_length_it_is_only_possible(since: str | None, on: str | None) -> None:
    one = claim(WORK, "Data Analyst", since=day(since) if since else None, on=day(on) if on else None)
    found = MATCHER.matches(one)[0]
    assert (found.confidence, found.why) == (POSSIBLE, "as Data Analyst, for how long is not stated")


@pytest.mark.parametrize(
    ("name", "text", "milestone", "confidence"),
    [
        ("Sales dashboard", "Power BI report on five years of orders", "project-dashboard", LIKELY),
        (
            "Chat with my notes",
            "A RAG application with LangChain and a vector store",
            "project-generative-ai-application",
            LIKELY,
        ),
        (
            "Churn prediction",
            "Cleaned the data, compared with a baseline on a test set",
            "project-end-to-end-model",
            LIKELY,
        ),
        ("Portfolio", "", "project-portfolio", LIKELY),
        ("House price prediction", "", "project-end-to-end-model", POSSIBLE),
        ("Sentiment analysis of reviews", "Trained BERT, 91% accuracy", "project-nlp-system", LIKELY),
    ],
)
def test_projects_by_what_they_tell(name: str, text: str, milestone: str, confidence: Confidence) -> None:
    assert best(PROJECT, name, text=text) == (milestone, confidence)


@pytest.mark.parametrize("name", ["Garden", "Website of the choir", "Moving house", "Model railway", ""])
def test_other_projects_are_no_match(name: str) -> None:
    assert best(PROJECT, name) is None
