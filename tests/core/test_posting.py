"""Sentences of job postings, and what each asks for.

What is expected is written briefly: an id, its level after a colon, "?" for recommended, "~" for
optional, alternatives with a bar between them, years after a sign of equality.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Seniority, Strength
from mltrack.core.posting import PostingReader
from mltrack.core.posting_draft import Draft, Line
from mltrack.core.requirements import leaves
from mltrack.store.catalog_files import load_catalog

TODAY = date(2026, 11, 28)
SIGNS = {Strength.REQUIRED: "", Strength.RECOMMENDED: "?", Strength.OPTIONAL: "~"}


@cache
def catalog() -> Catalog:
    return load_catalog(Path(__file__).parents[2] / "catalog")


@cache
def reader() -> PostingReader:
    return PostingReader(catalog(), TODAY)


def draft(text: str) -> Draft:
    return reader().draft(text)


def brief(line: Line) -> str:
    named = (f"{leaf.has}:{leaf.level.value}" if leaf.level else leaf.has for leaf in leaves(line.needs))
    years = f"={line.years.least:g}" if line.years else ""
    return "|".join(sorted(named)) + SIGNS[line.strength] + years


def asked(sentence: str, heading: str = "Requirements") -> set[str]:
    return {brief(line) for line in draft(f"Analyst\n\n{heading}\n- {sentence}").lines}


SENTENCES = {
    # Names
    "Python, R and C++, but not R&D": {"python:working", "r:working", "c-plus-plus:working"},
    "Experience with Java and JavaScript": {"java:working", "javascript:working"},
    "C/C++": {"c-plus-plus:working"},
    "Experience raising a Series R round, and with SQL": {"sql:working"},
    "SQL Server": set(),
    "python, sql, r": {"python:working", "sql:working", "r:working"},
    "You excel at Excel": {"spreadsheets:working"},
    "The rest of the team likes REST APIs": {"rest-apis:working"},
    "Worked as a machine learning engineer with SQL": {"sql:working"},
    "Node.js, not D3.js": {"javascript:working"},
    "CI/CD with K8s": {"ci-cd:working", "kubernetes:working"},
    "statistical modelling and data visualisation": {"statistical-modeling:working", "data-visualization:working"},
    "time-series analysis, deep-learning, LLMs": {
        "time-series-analysis:working",
        "deep-learning:working",
        "large-language-models:working",
    },
    "Send your CV": set(),
    "NLP, CV and SQL": {"sql:working", "natural-language-processing:working", "computer-vision:working"},
    "A bias for action": set(),
    # Levels
    "Strong Python and SQL skills, familiarity with Docker": {"python:proficient", "sql:proficient", "docker:familiar"},
    "Expert knowledge of PyTorch": {"pytorch:expert"},
    "Deep understanding of deep learning": {"deep-learning:expert"},
    "Working knowledge of Git; proficient in SQL": {"git:working", "sql:proficient"},
    "Python (expert), SQL (basic)": {"python:expert", "sql:familiar"},
    "Fluent in Python": {"python:proficient"},
    "Some knowledge of Kafka": {"apache-kafka:familiar"},
    "Excellent communication skills, Python": {"communication:proficient", "python:working"},
    "Solid understanding of statistics and experience with Spark": {"statistics:proficient", "apache-spark:working"},
    "Python proficiency": {"python:proficient"},
    # Strength
    "Python is a must; Spark is a plus": {"python:working", "apache-spark:working~"},
    "Python required, Spark preferred, Scala and Tableau nice to have": {
        "python:working",
        "apache-spark:working?",
        "tableau:working~",
    },
    "Docker (nice to have)": {"docker:working~"},
    "Ideally you know Kubernetes": {"kubernetes:working?"},
    "Knowledge of Airflow would be beneficial": {"workflow-orchestration:working~"},
    "Strong Python skills, basic knowledge of C++ desirable": {"python:proficient", "c-plus-plus:familiar?"},
    "Docker, Kafka: you don't need to be an expert in both": {"docker:working", "apache-kafka:working"},
    "Spark is a strong plus": {"apache-spark:working?"},
    "You know Python and SQL, Tableau is a bonus": {"python:working", "sql:working", "tableau:working~"},
    "Strong Python skills, and ideally Spark": {"python:proficient", "apache-spark:working?"},
    "Bonus points for Kubernetes, Docker": {"kubernetes:working~", "docker:working~"},
    # Alternatives
    "Python or R": {"python:working|r:working"},
    "AWS, Azure or GCP": {"cloud-computing:working"},
    "PyTorch, TensorFlow, or JAX": {"pytorch:working|tensorflow:working"},
    "Python and either Tableau or Power BI": {"python:working", "power-bi:working|tableau:working"},
    "One of Python, Java, C++": {"c-plus-plus:working|java:working|python:working"},
    "Tableau, Power BI or similar": {"power-bi:working|tableau:working"},
    "TensorFlow/PyTorch": {"pytorch:working|tensorflow:working"},
    "Python, SQL, and R or Java": {"python:working", "sql:working", "java:working|r:working"},
    # Degrees
    "Bachelor's degree in computer science": {"bachelors-computer-science"},
    "BSc in Statistics or Mathematics": {"bachelors-mathematics|bachelors-statistics"},
    "Bachelor’s in computer science, statistics or a related field, or equivalent experience": {
        "bachelors-computer-science|bachelors-related-field|bachelors-statistics|experience-in-the-field"
    },
    "Master's or PhD in statistics": {"doctorate-statistics|masters-statistics"},
    "PhD in machine learning preferred": {"doctorate-machine-learning?"},
    "MS in CS": {"masters-computer-science"},
    "Response times of 20 ms in production": set(),
    "A degree in computer or data science": {"bachelors-computer-science|bachelors-data-science"},
    "A degree in nursing": set(),
    "A university degree (Bachelor, Master or PhD) in statistics": {
        "bachelors-statistics|doctorate-statistics|masters-statistics"
    },
    "No degree required": set(),
    "A high degree of autonomy with SQL": {"sql:working"},
    # Years
    "5+ years of experience in machine learning": {"experience-machine-learning=5"},
    "At least three years as a software developer": {"experience-software-development=3"},
    "3-5 years of Python": {"python:working=3"},
    "4 years' experience in data engineering": {"data-engineering:working=4"},
    "2 years of relevant experience": {"experience-in-the-field=2"},
    "Python (3+ years)": {"python:working=3"},
    "For 20 years we have worked with SQL": set(),
    "18 years or older": set(),
    # Certificates
    "AWS Certified Machine Learning - Specialty": {"aws-machine-learning-specialty"},
    "Exam DP-100 or AI-102": {"azure-ai-engineer-associate|azure-data-scientist-associate"},
    "CKA": {"certified-kubernetes-administrator"},
    "AWS Certified Solutions Architect": set(),
    "A Databricks certification is welcome": {
        "databricks-data-analyst-associate|databricks-data-engineer-associate|databricks-data-engineer-professional|"
        "databricks-generative-ai-engineer-associate|databricks-machine-learning-associate|"
        "databricks-machine-learning-professional~"
    },
    # What is not asked for
    "You won't need Java": set(),
    "You do not need a PhD, but Python": {"python:working"},
    "Java is not required": set(),
    "Spark is not required but a plus": {"apache-spark:working~"},
    "Not only Python but also SQL": {"python:working", "sql:working"},
    "Tools including but not limited to Git": {"git:working"},
    "We pay for your AWS certification": set(),
    "You will learn Kubernetes": set(),
    "Our platform team runs Kafka": set(),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES.items(), ids=SENTENCES)
def test_what_a_sentence_asks_for(sentence: str, expected: set[str]) -> None:
    assert asked(sentence) == expected


HEADINGS = {
    "Minimum qualifications": "",
    "Must have": "",
    "MUST-HAVES:": "",
    "Essential criteria": "",
    "What you bring": "",
    "About you": "",
    "## Requirements": "",
    "**Your profile**": "",
    "Preferred qualifications": "?",
    "Desirable": "?",
    "Nice to have": "~",
    "Bonus points": "~",
    "What you'll do": "?",
    "Responsibilities": "?",
    "Our tech stack": "?",
}


@pytest.mark.parametrize(("heading", "sign"), HEADINGS.items())
def test_the_heading_says_how_firmly(heading: str, sign: str) -> None:
    assert asked("Python", heading) == {f"python:working{sign}"}


@pytest.mark.parametrize(
    "heading", ["Benefits", "What we offer", "About us", "About Example Labs", "How to apply", "Who we are", "Perks:"]
)
def test_nothing_is_asked_for_under_other_headings(heading: str) -> None:
    assert asked("Python and an AWS certification", heading) == set()


def test_what_is_asked_for_twice_is_one_line_with_all_words() -> None:
    (line,) = draft("What you'll do\n- Write Python\n\nRequirements\n- Strong Python skills\n- python 3\n").lines
    assert brief(line) == "python:proficient"
    assert [words.text for words in line.words] == ["Strong Python skills", "Write Python", "python 3"]
    assert [words.heading for words in line.words] == ["Requirements", "What you'll do", "Requirements"]


def test_the_words_are_where_they_say() -> None:
    found = draft("Analyst\n\nRequirements:\n• Knowledge of\nPython – and\u00a0of SQL.\n")
    for line in found.lines:
        (words,) = line.words
        assert " ".join(found.text[words.start : words.end].split()) == words.text
        assert words.name in words.text
        assert words.heading == "Requirements"


def test_what_is_not_known_is_told() -> None:
    found = draft("Analyst\n\nRequirements\n- Experience with Scala\n- Python\n\nBenefits\n- Free fruit\n")
    assert [words.text for words in found.unknown] == ["Experience with Scala"]


def test_prose_without_headings_asks_by_its_words() -> None:
    text = (
        "We are looking for a data analyst. You know SQL well and have experience with Tableau. Ideally you have "
        "worked with Spark.\nWe are a leader in computer vision. In this role you will work with Python."
    )
    found = draft(text)
    assert {brief(line) for line in found.lines} == {
        "sql:working", "tableau:working", "apache-spark:working?", "python:working?",
    }  # fmt: skip


TITLES = {
    "Senior Data Scientist (m/f/d)": ("Senior Data Scientist", "", Seniority.SENIOR),
    "Data Scientist at Example Labs": ("Data Scientist", "Example Labs", Seniority.UNSTATED),
    "# Junior ML Engineer": ("Junior ML Engineer", "", Seniority.ENTRY),
    "Job title: ML Engineer\nCompany: Example": (
        "ML Engineer",
        "Example",
        Seniority.UNSTATED,
    ),
    "About us\nWe are Example. We are looking for a data engineer with SQL.": ("Data engineer", "", Seniority.UNSTATED),
    "MLOps Engineer - Remote": ("MLOps Engineer", "", Seniority.UNSTATED),
    "Mid-level Software Engineer": ("Mid-level Software Engineer", "", Seniority.MID),
    "Free fruit": ("", "", Seniority.UNSTATED),
}


@pytest.mark.parametrize(("text", "expected"), TITLES.items())
def test_the_title_the_company_and_the_step(text: str, expected: tuple[str, str, Seniority]) -> None:
    found = draft(text)
    assert (found.title, found.company, found.seniority) == expected


PAGE = """<html><head><title>Jobs</title><style>li{color:red}</style></head><body>
<h1>Data Engineer (m/w/d)</h1>
<h2>You should have</h2><ul><li>Advanced&nbsp;SQL &amp; <b>Py</b>thon</li><li>R&shy; &lt; C++</li></ul>
<table><tr><th>Essential</th><th>Desirable</th></tr><tr><td>Git</td><td>Docker; Tableau</td></tr></table>
<!-- Kafka --><script>var x = "Java";</script></body></html>"""


def test_a_page_is_read_without_its_tags() -> None:
    found = draft(PAGE)
    assert found.title == "Data Engineer"
    assert {brief(line) for line in found.lines} == {
        "sql:proficient", "python:proficient", "r:working", "c-plus-plus:working", "git:working", "docker:working?",
        "tableau:working?",
    }  # fmt: skip


def test_marks_numbers_and_pictures_before_lines_are_passed_over() -> None:
    found = draft("Analyst\n\n3. ESSENTIAL\n3.1  **SQL**\n3.2\t`Python`\n\n\U0001f352 Nice to have\n\u2705 R\n")
    assert {brief(line) for line in found.lines} == {"sql:working", "python:working", "r:working~"}


@pytest.mark.parametrize("part", ["<a ", "<!--", "must a plus ", "Bachelor's, ", "| a ", "1.", "-\n", "3 years of "])
def test_much_of_little_is_read_in_bounded_work(part: str) -> None:
    assert len(draft(part * (20_000 // len(part))).lines) <= 1


def test_of_a_very_long_text_the_beginning_is_read() -> None:
    found = draft("Requirements\n- Python\n\nAbout us\n" + "blah " * 30_000)
    assert (found.is_cut, [brief(line) for line in found.lines]) == (True, ["python:working"])
