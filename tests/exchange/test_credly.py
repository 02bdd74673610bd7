"""The badges of a Credly profile become certificates that nobody verified, and the skills they name."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mltrack.exchange.json_entries import MAX_CLAIMS
from mltrack.exchange.reading import read
from tests.exchange.documents import document, json_document, read_or_refused, refused, short

ID = "00000000-1111-2222-3333-444444444444"


def badge(**more: object) -> dict[str, object]:
    issuer = {"summary": "issued by A maker", "entities": [{"primary": True, "entity": {"name": "A maker"}}]}
    template = {
        "name": "Models in the cloud",
        "description": "Whoever has it\ncan train models.",
        "type_category": "Certification",
        "issuer": issuer,
        "skills": [{"name": "Python"}, {"name": "Cloud"}],
    }
    return {
        "id": ID,
        "issued_at_date": "2024-02-03",
        "expires_at_date": "2027-02-03",
        "state": "accepted",
        "badge_template": template,
        "issuer": issuer,
        **more,
    }


def lines(*badges: object) -> list[str]:
    return [short(one) for one in read(json_document({"data": list(badges), "metadata": {"count": 1}})).claims]


SKILLS = [
    "skill 'Python', done, (a key word of the badge 'Models in the cloud')",
    "skill 'Cloud', done, (a key word of the badge 'Models in the cloud')",
]
LINK = f"https://www.credly.com/badges/{ID}"


def test_a_badge_is_a_certificate_and_its_skills() -> None:
    found = read(json_document({"data": [badge()]}))
    assert found.format == "Credly badges"
    assert [short(one) for one in found.claims] == [
        "certification 'Models in the cloud', done, on 2024-02-03, until 2027-02-03, by 'A maker', "
        f"{LINK}, (not verified)",
        *SKILLS,
    ]
    assert [one.place for one in found.claims] == [
        *("data[0]", "data[0].badge_template.skills[0]", "data[0].badge_template.skills[1]"),
    ]
    assert found.claims[0].text == "Whoever has it can train models."


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (
            {"expires_at_date": None, "id": 7, "issued_at_date": None, "issued_at": "2022-02-04T15:20:32.000-05:00"},
            "certification 'Models in the cloud', done, on 2022-02-04, by 'A maker', (not verified)",
        ),
        (
            {"issuer": {"summary": "issued by B"}, "public_url": "https://example.org/b", "expires_at_date": "never"},
            "certification 'Models in the cloud', done, on 2024-02-03, by 'B', https://example.org/b, (not verified)",
        ),
    ],
)
def test_what_is_missing_or_told_otherwise(more: dict[str, object], line: str) -> None:
    assert lines(badge(**more)) == [line, *SKILLS]


def test_a_skill_of_many_badges_is_claimed_once() -> None:
    again = badge(badge_template={"name": "B", "skills": [{"name": "PYTHON"}]})
    assert lines(badge(), again)[1:3] == SKILLS
    assert len(lines(badge(), again)) == 4
    assert len(lines(badge(), badge())) == 4


def test_what_is_not_held_is_left_out_and_said() -> None:
    found = read(json_document({"data": [badge(state="revoked"), badge(state="pending"), badge(badge_template=[])]}))
    assert found.claims == ()
    assert found.remarks == ("2 left out: revoked, rejected or not accepted yet.",)


def test_the_list_alone_is_read_and_sizes_are_bounded() -> None:
    many = [{"issued_at_date": "2024", "badge_template": {"name": f"b{one}"}} for one in range(MAX_CLAIMS + 1)]
    found = read(json_document(many), "credly")
    assert len(found.claims) == MAX_CLAIMS
    assert found.remarks == (f"It says more than {MAX_CLAIMS:,} things; the rest is left out.",)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"data": [{"badge_template": {', "resume.json: it is not valid JSON, line 1."),
        ('{"data": {"badge_template": {}}}', "resume.json: it is no list of Credly badges: it has no list 'data'."),
        ('{"data": [{"issued_at_date": 1e999}]}', "resume.json: it holds 1e999, which is no number that can be kept."),
    ],
)
def test_what_is_broken_is_refused_in_one_sentence(content: str, sentence: str) -> None:
    refused(document(content), sentence)


ANYTHING = st.recursive(
    st.none() | st.integers() | st.text(max_size=4),
    lambda one: (
        st.lists(one, max_size=2)
        | st.dictionaries(st.sampled_from(["name", "skills", "entity", "entities", "summary"]), one, max_size=3)
    ),
)


@given(
    st.dictionaries(st.sampled_from(["issuer", "badge_template", "id", "state", "expires_at"]), ANYTHING),
    st.integers(0, 40),
)
@settings(max_examples=60)
def test_whatever_stands_there_it_is_read_or_refused(one: dict[str, object], cut: int) -> None:
    whole = {"data": [badge(**one)]}
    assert read_or_refused(json_document(whole), "credly") is not None
    read_or_refused(document(json.dumps(whole)[:-cut]), "credly")
