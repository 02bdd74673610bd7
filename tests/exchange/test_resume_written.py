"""A résumé as it is written: the official schema takes it, mltrack reads it back, and it says no more than is known."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import cast

import jsonschema
import pytest
from hypothesis import given, settings

from mltrack.core import actions
from mltrack.core.claims import ClaimKind
from mltrack.core.entries import Kind
from mltrack.core.history import Evidence, Mark, Status
from mltrack.core.outcomes import Fate, fates
from mltrack.core.progress import Progress
from mltrack.core.proposals import proposed
from mltrack.core.recording import recorded
from mltrack.core.requirements import Has, Level
from mltrack.core.snapshot import Snapshot
from mltrack.exchange import writing
from mltrack.exchange.reading import read
from mltrack.exchange.writing import Export, written
from tests.core.worlds import TODAY, World, catalog, cert, degree, done, happen, milestone, project, role, skill, worlds
from tests.exchange.documents import document, json_document

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "json_resume_1.2.1.json").read_text("utf-8"))
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


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
        or (mark.status is Status.DONE and world.catalog.milestones[id_].kind is Kind.CERTIFICATION)
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
            {"name": "Cka", "date": "2025-05-05", "issuer": "An issuer", "url": "https://example.org/cka"},
            {"name": "Old", "date": "2020-05-05", "issuer": "An issuer"},
        ],
        "skills": [
            {"name": "Python", "level": "Master"},
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
    assert "basics" not in resume
    assert [entry["x-mltrack"] for entry in entries(resume, "certificates")] == [
        {"id": "cka", "status": "done", "on": "2025-05-05", "until": "2028-05-05"},
        {"id": "old", "status": "done", "on": "2020-05-05", "lapsed": "2021-05-05"},
    ]
    assert resume["meta"] == {"version": "v1.2.1", "lastModified": "2026-11-20T09:30:00"}
    assert "private" not in json.dumps(resume)


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ((), {"studyType": "Bachelor's"}),
        (("Licencjat, Ekonomia, University X",), {"Licencjat", "Ekonomia", "University X"}),
        (("BSc, Economics, Old School", "of the day after", "BA, Economics, New School"), {"New School"}),
        (("Thesis on prices, graded, 1.3",), {"studyType": "Bachelor's"}),
        (("BSc, Economics",), {"studyType": "Bachelor's"}),
        (("BSc, Economics, A school, number 7",), {"studyType": "Bachelor's"}),
        (("MSc, Economics, A school",), {"studyType": "Bachelor's"}),
        (("BSc thesis, on prices, Mrs Smith",), {"studyType": "Bachelor's"}),
        (("https://example.org/a, b, c",), {"studyType": "Bachelor's"}),
    ],
)
def test_a_degree_is_told_in_the_words_in_which_it_was_brought_in(
    evidence: Sequence[str], told: dict[str, str] | set[str]
) -> None:
    made = catalog([degree("related", title="Bachelor's in another related field")])
    pieces = {f"e{day}": Evidence("related", date(2026, 1, day), text) for day, text in enumerate(evidence, start=1)}
    (entry,) = entries(resume_of(World(made, Progress({"related": done()}, evidence=pieces))), "education")
    words = {key: value for key, value in entry.items() if key in {"institution", "area", "studyType"}}
    assert words == told if isinstance(told, dict) else set(words.values()) >= told


def test_what_was_imported_is_written_in_its_own_words() -> None:
    made = catalog([degree("related", title="Bachelor's in another related field")])
    named = {"institution": "University X", "area": "Physics", "studyType": "Licencjat"}
    claims = read(json_document({"education": [{**named, "endDate": "2020-06-30"}]})).claims
    empty = Snapshot(made, Progress(), TODAY)
    changes = recorded(made, empty.progress, TODAY, proposed(empty, claims))
    (entry,) = entries(resume_of(World(made, happen(empty.progress, changes))), "education")
    assert named.items() <= entry.items()


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
