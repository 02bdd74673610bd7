"""A résumé in JSON is read generously and written so that the official schema and mltrack itself take it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import cast

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mltrack.core import actions
from mltrack.core.claims import ClaimKind
from mltrack.core.entries import Kind
from mltrack.core.history import Evidence, Mark, Status
from mltrack.core.progress import Progress
from mltrack.core.proposals import Fate, fates, proposed, recorded
from mltrack.core.requirements import Has, Level
from mltrack.core.snapshot import Snapshot
from mltrack.exchange import writing
from mltrack.exchange.json_entries import MAX_CLAIMS, MAX_JSON, MAX_NAME, MAX_PARTS
from mltrack.exchange.level_words import WRITTEN, level_in
from mltrack.exchange.reading import read
from mltrack.exchange.writing import Export, written
from tests.core.worlds import TODAY, World, catalog, cert, degree, done, happen, milestone, project, role, skill, worlds
from tests.exchange.documents import document, json_document, read_or_refused, refused, short

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "json_resume_1.2.1.json").read_text("utf-8"))
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


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
        (b'{"basics": {', "resume.json: it is not valid JSON, line 1."),
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


def export_of(world: World, role_id: str | None = None) -> Export:
    return Export(world.snapshot, NOW, Fraction(7), role_id)


def resume_of(world: World, role_id: str | None = None) -> dict[str, object]:
    text = written("json-resume", export_of(world, role_id))
    assert text.endswith("}\n")
    whole = json.loads(text)
    jsonschema.Draft7Validator(SCHEMA).validate(whole)
    return cast("dict[str, object]", whole)


def entries(resume: Mapping[str, object], section: str) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", resume[section])


def read_back(world: World) -> Progress:
    """What is held by somebody who starts with the résumé that is written of `world`."""
    empty = Snapshot(world.catalog, Progress(), TODAY)
    claims = read(document(written("json-resume", export_of(world)))).claims
    changes = recorded(world.catalog, empty.progress, TODAY, proposed(empty, claims))
    return happen(empty.progress, changes)


def held(world: World) -> Mapping[str, Mark]:
    """The marks that a résumé can hold."""
    shown = {Kind.DEGREE, Kind.PROJECT, Kind.EXPERIENCE}
    return {
        id_: mark
        for id_, mark in world.progress.marks.items()
        if actions.in_force(world.catalog.milestones[id_], mark, TODAY)
        or (mark.status is Status.STARTED and world.catalog.milestones[id_].kind in shown)
    }


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_out_and_in_again_is_equal_for_all_that_it_can_hold(world: World) -> None:
    resume_of(world)
    assert read_back(world).marks == held(world)


@given(worlds())
@settings(max_examples=20, deadline=None)
def test_ones_own_resume_changes_nothing(world: World) -> None:
    claims = read(document(written("json-resume", export_of(world)))).claims
    proposals = proposed(world.snapshot, claims)
    assert {*fates(world.snapshot, proposals)} <= {Fate.KNOWN}


def a_person() -> World:
    held_by = {
        "bachelor": done(on=date(2020, 6, 30)),
        "doctorate": Mark(Status.STARTED, started_on=date(2024, 10, 1)),
        "cka": done(on=date(2025, 5, 5), expires=date(2028, 5, 5)),
        "old": done(on=date(2020, 5, 5)),
        "begun": Mark(Status.STARTED, started_on=TODAY),
        "python": done(Level.EXPERT),
        "sql": done(Level.FAMILIAR),
        "spark": Mark(Status.WAIVED, reason="not asked here"),
        "digits": replace(done(on=date(2026, 1, 2)), started_on=date(2025, 12, 1)),
        "years": done(on=date(2023, 2, 1)),
    }
    made = catalog(
        [
            degree("bachelor", title="Bachelor's in computer science"),
            degree("doctorate", title="Doctorate"),
            *(cert("cka"), cert("old", 12), cert("begun")),
            *(skill("sql"), skill("python", aliases=("Python 3",)), skill("spark"), project("digits")),
            milestone("years", Kind.EXPERIENCE, title="Two years of it"),
        ],
        [role("analyst", Has("sql", Level.WORKING))],
    )
    evidence = {
        "e1": Evidence("digits", date(2026, 1, 1), "in the drawer"),
        "e2": Evidence("digits", date(2026, 1, 3), "https://Example.org/Grüße"),
        "e3": Evidence("digits", date(2026, 1, 2), "https://example.org/older"),
        "e4": Evidence("cka", date(2026, 1, 2), "https://example.org/cka"),
    }
    return World(made, Progress(held_by, notes={"python": "private"}, evidence=evidence))


def test_what_is_written_is_what_is_known_and_no_more() -> None:
    resume = resume_of(a_person())
    bare = {
        section: [
            {key: value for key, value in entry.items() if key != "x-mltrack"} for entry in entries(resume, section)
        ]
        for section in ("education", "certificates", "skills", "projects")
    }
    assert bare == {
        "education": [
            {"studyType": "Doctorate", "startDate": "2024-10-01"},
            {"studyType": "Bachelor's", "area": "computer science", "endDate": "2020-06-30"},
        ],
        "certificates": [
            {"name": "Cka", "date": "2025-05-05", "issuer": "An issuer", "url": "https://example.org/cka"}
        ],
        "skills": [
            {"name": "Python", "level": "Master", "keywords": ["Python 3"]},
            {"name": "Sql", "level": "Beginner"},
        ],
        "projects": [
            {
                "name": "Digits",
                "startDate": "2025-12-01",
                "endDate": "2026-01-02",
                "url": "https://example.org/Gr%C3%BC%C3%9Fe",
            }
        ],
    }
    assert "work" not in resume
    assert resume["basics"] == {}
    assert resume["meta"] == {"version": "v1.2.1", "lastModified": "2026-11-20T09:30:00"}
    assert "private" not in json.dumps(resume)


def test_what_a_role_asks_for_comes_first() -> None:
    assert [one["name"] for one in entries(resume_of(a_person(), "analyst"), "skills")] == ["Sql", "Python"]


def test_experience_and_links_come_back_too() -> None:
    world = a_person()
    back = read_back(world)
    assert back.marks == held(world)
    assert {(one.milestone, one.text) for one in back.evidence.values()} == {
        ("digits", "https://Example.org/Grüße"),
        ("cka", "https://example.org/cka"),
    }
    assert all(
        one.kind is ClaimKind.MILESTONE for one in read(document(written("json-resume", export_of(world)))).claims
    )


def test_it_is_a_format_that_can_be_written() -> None:
    assert writing.FORMATS["json-resume"].suffix == ".json"
