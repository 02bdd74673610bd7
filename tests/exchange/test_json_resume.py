"""A résumé in JSON is read generously, and refused in one sentence where it is none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mltrack.core.requirements import Level
from mltrack.exchange.json_entries import MAX_CLAIMS, MAX_JSON, MAX_NAME, MAX_PARTS
from mltrack.exchange.level_words import WRITTEN, level_in
from mltrack.exchange.reading import read
from tests.exchange.documents import document, json_document, read_or_refused, refused, short


@pytest.mark.parametrize(
    ("section", "entry", "claims"),
    [
        (
            "education",
            {"institution": "Town University", "area": "Computer Science", "studyType": "BSc", "endDate": "2021-06"},
            ["degree 'BSc', done, on 2021-06, field 'Computer Science', by 'Town University'"],
        ),
        ("education", {"area": "Physics", "startDate": "2024"}, ["degree 'Physics', started, since 2024"]),
        ("education", {"studyType": "PhD", "endDate": "Present"}, ["degree 'PhD', started"]),
        (
            "education",
            {"studyType": "MSc", "endDate": "summer"},
            ["degree 'MSc', done, (its day 'summer' is not understood)"],
        ),
        (
            "education",
            {"studyType": "Graduate Certificate", "area": "Data Science", "endDate": "2020-01-31"},
            ["certification 'Graduate Certificate in Data Science', done, on 2020-01-31"],
        ),
        (
            "education",
            {"studyType": "Bootcamp", "area": "Data Science", "institution": "A school"},
            ["course 'Data Science Bootcamp', done, by 'A school'"],
        ),
        ("education", {"area": "Nanodegree in Robotics"}, ["course 'Nanodegree in Robotics', done"]),
        (
            "education",
            {"studyType": "BA", "endDate": "2020", "courses": ["CS1 - Basics", " ", "Statistics"]},
            [
                "degree 'BA', done, on 2020",
                "course 'CS1 - Basics', done, on 2020, (its day is that of the degree)",
                "course 'Statistics', done, on 2020, (its day is that of the degree)",
            ],
        ),
        ("education", {"institution": "Nothing else"}, []),
        (
            "certificates",
            {"name": "CKA", "date": "2022-03-04", "issuer": "CNCF", "url": "https://example.org/c"},
            ["certification 'CKA', done, on 2022-03-04, by 'CNCF', https://example.org/c"],
        ),
        ("certificates", {"name": "CKA", "url": "javascript:alert(1)"}, ["certification 'CKA', done"]),
        (
            "certificates",
            {"name": "A\u202eB\x1b[31m\n C", "date": 2015},
            ["certification 'AB[31m C', done, on 2015"],
        ),
        (
            "skills",
            {"name": "Coding", "level": "Master", "keywords": ["Python", "SQL"]},
            [
                "skill 'Coding', done, expert",
                "skill 'Python', done, ('Master' is said of Coding, not of it)",
                "skill 'SQL', done, ('Master' is said of Coding, not of it)",
            ],
        ),
        (
            "skills",
            {"name": "Infrastructure", "level": "Beginner", "keywords": ["Docker"]},
            [
                "skill 'Infrastructure', done, familiar",
                "skill 'Docker', done, familiar, ('Beginner' is said of Infrastructure, not of it)",
            ],
        ),
        ("skills", {"keywords": ["R"]}, ["skill 'R', done"]),
        ("skills", {"name": "R", "level": "80%"}, ["skill 'R', done, (its level '80%' is not understood)"]),
        ("skills", "Python", ["skill 'Python', done"]),
        (
            "work",
            {"name": "A firm", "position": "Analyst", "startDate": "2020-01", "endDate": "2022-05"},
            ["experience 'Analyst', done, since 2020-01, on 2022-05, by 'A firm'"],
        ),
        (
            "work",
            {"company": "A firm", "position": "CTO", "startDate": "2020"},
            ["experience 'CTO', started, since 2020, by 'A firm'"],
        ),
        ("work", {"name": "A firm"}, []),
        (
            "volunteer",
            {"organization": "A club", "position": "Tutor", "endDate": "2019"},
            ["experience 'Tutor', done, on 2019, by 'A club', (volunteer work)"],
        ),
        (
            "projects",
            {"name": "Digits", "url": "https://example.org/d", "startDate": "2020", "endDate": "2021"},
            ["project 'Digits', done, since 2020, on 2021, https://example.org/d"],
        ),
        ("projects", {"name": "Digits"}, ["project 'Digits', done"]),
        (
            "projects",
            {"name": "Digits", "startDate": "2020"},
            ["project 'Digits', started, since 2020, (no end is stated, so it is taken as under way)"],
        ),
    ],
)
def test_sections_become_claims(section: str, entry: object, claims: list[str]) -> None:
    assert [short(one) for one in read(json_document({section: [entry]})).claims] == claims


def test_claims_say_where_they_stand_and_what_else_is_said() -> None:
    whole = {
        "basics": {"name": "Nobody"},
        "education": [{"studyType": "BA", "courses": ["One"]}],
        "skills": [{"name": "A", "keywords": ["B"]}],
        "work": [7, {"position": "Analyst", "summary": "Reports", "highlights": ["in SQL", None, "and R"]}],
        "projects": {"name": "Alone", "keywords": ["Rust"]},
        "certificates": "none",
        "awards": [{"title": "Best"}],
    }
    found = read(json_document(whole))
    assert [one.place for one in found.claims] == [
        *("education[0]", "education[0].courses[0]", "skills[0]", "skills[0].keywords[0]", "work[1]", "projects"),
    ]
    assert [one.text for one in found.claims[-2:]] == ["Reports in SQL and R", "Rust"]
    assert found.remarks == (
        "'certificates' is not a list, and is left out.",
        "Not read, for no role asks for it: awards.",
    )


@pytest.mark.parametrize(
    ("words", "level"),
    [
        *((word, level) for level, word in WRITTEN.items()),
        *((level.value, level) for level in Level),
        ("novice", Level.FAMILIAR),
        ("Basic knowledge", Level.FAMILIAR),
        ("Working knowledge", Level.WORKING),
        ("beginner to intermediate", Level.FAMILIAR),
        ("upper-intermediate", Level.WORKING),
        ("Very strong", Level.PROFICIENT),
        ("native", Level.EXPERT),
        ("not an expert", None),
        ("80%", None),
        ("Fluent", Level.PROFICIENT),
        ("", None),
    ],
)
def test_words_for_levels(words: str, level: Level | None) -> None:
    assert level_in(words) is level


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"basics": {', "resume.json: it is not JSON from character 12."),
        (b'{"work": [{"position": "A", "position": "B"}]}', "resume.json: a key stands twice in one object."),
        (b'{"work": [NaN]}', "resume.json: it holds NaN, which is not JSON."),
        (b'{"work": [' + b"7" * 5_000 + b"]}", "resume.json: it holds a number with too many digits."),
        (
            b'{"work": [' + b"{}," * MAX_PARTS + b"{}]}",
            f"resume.json: it has more than {MAX_PARTS:,} objects and lists.",
        ),
        (b'{"work": ' + b"[" * 100_000, "resume.json: it is nested too deeply."),
        (b'{"skills": ["\xff"]}', "resume.json: it is not UTF-8 text from byte 13."),
        (b'{"skills": []}' + b" " * MAX_JSON, f"resume.json: it has more than {MAX_JSON:,} bytes of JSON."),
    ],
)
def test_what_is_broken_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    refused(document(content), sentence)


@pytest.mark.parametrize("content", ["[]", "null", '"basics"', "{}", '{"name": "x"}'])
def test_other_json_is_no_resume(content: str) -> None:
    with_format = read_or_refused(document(content), "json-resume")
    assert with_format is None


def test_sizes_are_bounded() -> None:
    many = read(json_document({"skills": [{"name": f"{one}" * 400} for one in range(MAX_CLAIMS + 5)]}))
    assert len(many.claims) == MAX_CLAIMS
    assert max(len(one.name) for one in many.claims) == MAX_NAME
    assert many.remarks == (f"It says more than {MAX_CLAIMS:,} things; the rest is left out.",)


def test_a_byte_order_mark_and_lone_surrogates_do_no_harm() -> None:
    found = read(document(b'\xef\xbb\xbf {"skills": [{"name": "a\\ud800b"}]}'))
    assert [one.name for one in found.claims] == ["ab"]


LEAVES = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["2021", "Present", "x" * 900])
)
KEYS = st.sampled_from(
    ["name", "level", "keywords", "startDate", "endDate", "position", "courses", "url", "x-mltrack", "id"]
)
VALUES = st.recursive(LEAVES, lambda one: st.lists(one, max_size=3) | st.dictionaries(KEYS, one, max_size=4))
SECTIONS = st.sampled_from(["education", "certificates", "skills", "work", "volunteer", "projects", "x-mltrack"])


@given(st.dictionaries(SECTIONS, VALUES, min_size=1, max_size=4), st.integers(0, 60))
@settings(max_examples=60)
def test_whatever_stands_there_it_is_read_or_refused(whole: dict[str, object], cut: int) -> None:
    found = read_or_refused(json_document(whole), "json-resume")
    assert found is not None
    assert all(one.name.isprintable() and one.name == one.name.strip() != "" for one in found.claims)
    read_or_refused(document(json.dumps(whole)[:-cut]), "json-resume")
